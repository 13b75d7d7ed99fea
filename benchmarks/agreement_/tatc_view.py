"""TAT-C's rectangular view: its own test of a target in the field of view, bisected; its windows are those of a cone.

`collect_observations` gives the windows of the field of regard and looks into the field of view at one instant of
each. So within those windows `is_in_field_of_view` is asked five times a second, and halved where its answer changes.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..case import START, Case
from ..exact import Floats, Found
from .question import Question, View
from .tatc import ask as ask_cone

NAME = "TAT-C, view"
IMPORT = "tatc"
PACKAGES = ("tatc",)
STEP_S = 0.2
HALVINGS = 20


def ask(case: Case, question: Question) -> Found:
    from skyfield.api import load, wgs84
    from tatc.schemas import TwoLineElements

    assert question.view is not None
    regard = ask_cone(case, Question("", off_nadir_deg=(0.0, question.view.reach_deg)))
    view = _instrument(question.view)
    timescale = load.timescale(builtin=True)
    rows = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        orbits = [TwoLineElements(tle=list(lines)).to_gp_orbit() for lines in case.tle]
        for i in range(len(regard)):
            satellite, place = int(regard.satellite[i]), int(regard.place[i])
            target = wgs84.latlon(case.lat_deg[place], case.lon_deg[place])

            def inside(t_s: Floats, orbit: Any = orbits[satellite], target: Any = target) -> NDArray[np.bool_]:
                times = timescale.utc(START.year, START.month, START.day, 0, 0, t_s)
                return np.asarray(view.is_in_field_of_view(orbit.get_orbit_track_at_time(times), target))

            nodes_s = np.arange(regard.start_s[i], regard.end_s[i], STEP_S)
            nodes_s = np.append(nodes_s, regard.end_s[i])
            seen = inside(nodes_s)
            change = np.flatnonzero(seen[1:] != seen[:-1])
            low_s, high_s, was = nodes_s[change], nodes_s[change + 1], seen[change]
            for _ in range(HALVINGS if change.size else 0):
                middle_s = (low_s + high_s) / 2.0
                same = inside(middle_s) == was
                low_s, high_s = np.where(same, middle_s, low_s), np.where(same, high_s, middle_s)
            edges_s = [float(t) for t in (low_s + high_s) / 2.0]
            edges_s = [float(nodes_s[0])] * bool(seen[0]) + edges_s + [float(nodes_s[-1])] * bool(seen[-1])
            rows += [(satellite, place, *ends) for ends in zip(edges_s[::2], edges_s[1::2], strict=True)]
    columns = zip(*rows, strict=True) if rows else ([], [], [], [])
    return Found.of(*(list(column) for column in columns))


def _instrument(view: View) -> Any:
    from tatc.schemas import PointedInstrument

    return PointedInstrument(
        name="view",
        cross_track_field_of_view=view.across_deg,
        along_track_field_of_view=view.along_deg,
        roll_angle=-view.roll_deg,  # positive to the left there
        pitch_angle=view.pitch_deg,
        is_rectangular=True,
    )
