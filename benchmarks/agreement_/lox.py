"""lox: its own visibility analysis, places in PEF, the frame of TEME; it is told no UT1."""

from __future__ import annotations

from ..case import Case
from ..exact import Found
from ..peers_ import lox_pef
from .question import Question

NAME = "lox"
IMPORT = lox_pef.IMPORT
PACKAGES = lox_pef.PACKAGES


def ask(case: Case, question: Question) -> Found:
    assert question.elevation_deg[0] == case.elevation_min_deg
    return lox_pef.collect(case, lox_pef.prepare(case)())
