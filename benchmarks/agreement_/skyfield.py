"""Skyfield: its events, good to half a second, then its own `altaz` bisected around each to a microsecond."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..case import START, Case
from ..exact import Floats, Found
from ..peers_ import skyfield as peer
from .question import Question

NAME = "Skyfield"
IMPORT = "skyfield"
PACKAGES = ("skyfield",)
AROUND_S = 2.0
HALVINGS = 22


def ask(case: Case, question: Question) -> Found:
    from skyfield.api import EarthSatellite, load, wgs84

    timescale = load.timescale(builtin=True)
    satellites = [EarthSatellite(*lines, ts=timescale) for lines in case.tle]
    places = [wgs84.latlon(lat, lon) for lat, lon in zip(case.lat_deg, case.lon_deg, strict=True)]
    rough = peer.collect(case, peer.prepare(case)())
    start_s, end_s = rough.start_s.copy(), rough.end_s.copy()
    for i, satellite in enumerate(satellites):
        for j, place in enumerate(places):
            mine = (rough.satellite == i) & (rough.place == j)

            def above(t_s: Floats, seen: Any = satellite - place) -> Floats:
                times = timescale.utc(START.year, START.month, START.day, 0, 0, t_s)
                return np.asarray(seen.at(times).altaz()[0].degrees) - question.elevation_deg[0]

            start_s[mine] = _refined(above, start_s[mine], case.duration_s)
            end_s[mine] = _refined(above, end_s[mine], case.duration_s)
    return Found.of(rough.satellite, rough.place, start_s, end_s)


def _refined(above: Callable[[Floats], Floats], edge_s: Floats, duration_s: float) -> Floats:
    """Return the crossings nearest to edges; the span's own ends stay where they are."""
    inside = (edge_s > 0.0) & (edge_s < duration_s)
    low_s, high_s = edge_s[inside] - AROUND_S, edge_s[inside] + AROUND_S
    if low_s.size == 0:
        return edge_s
    up_low = above(low_s) >= 0.0
    for _ in range(HALVINGS):
        middle_s = (low_s + high_s) / 2.0
        same = (above(middle_s) >= 0.0) == up_low
        low_s, high_s = np.where(same, middle_s, low_s), np.where(same, high_s, middle_s)
    refined = edge_s.copy()
    refined[inside] = (low_s + high_s) / 2.0
    return refined
