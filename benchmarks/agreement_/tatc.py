"""TAT-C: stations for an elevation floor, its field of regard for a cone; bands and sides it has none."""

from __future__ import annotations

import warnings
from dataclasses import replace

from ..case import Case
from ..exact import Found
from ..peers_ import tatc, tatc_cone
from .question import Question

NAME = "TAT-C"
IMPORT = "tatc"
PACKAGES = ("tatc",)


def ask(case: Case, question: Question) -> Found:
    floor_deg, cone_deg = question.elevation_deg[0], question.off_nadir_deg[1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if cone_deg < 90.0:
            asked = replace(case, elevation_min_deg=None, off_nadir_max_deg=cone_deg)
            return tatc_cone.collect(asked, tatc_cone.prepare(asked)())
        asked = replace(case, elevation_min_deg=floor_deg, off_nadir_max_deg=None)
        return tatc.collect(asked, tatc.prepare(asked)())
