"""reconsim: the table `ephemeris` makes, one row a minute: Earth-fixed positions, GMST, UT1 and bounds included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..case import START, Case

NAME = "reconsim, table"
IMPORT = "sim"
PACKAGES = ("numpy", "numba")
THREADED = False
GIVES = "Earth-fixed positions, bounds"


def prepare_states(case: Case, times_min: np.ndarray, processors: int) -> Callable[[], object]:
    import sim

    elements = sim.parse_elements(case.lines, "the case")
    span = sim.Span(START, times_min.size * 60.0)
    tracks = [sim.Track(i, e, 0.0, span.duration_s) for i, e in enumerate(elements)]
    return lambda: sim.ephemeris(span, tracks, step_s=60.0)


def positions_teme_km(raw: Any) -> np.ndarray:
    from sim.clock import gmst_rad

    rows = []
    for i in range(len(raw.tracks)):
        t_s, itrs_km = raw.positions_itrs_km(i)
        inside = (t_s >= 0.0) & (t_s < raw.span.duration_s)
        theta = gmst_rad(raw.span, t_s[inside])
        x, y, z = itrs_km[inside].T
        cos, sin = np.cos(theta), np.sin(theta)
        rows.append(np.stack([cos * x - sin * y, sin * x + cos * y, z], axis=-1))
    return np.stack(rows)
