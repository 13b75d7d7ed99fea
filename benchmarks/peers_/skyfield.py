"""Skyfield: `find_events`, pair by pair; a pass under way at either end of the span is told from the altitude there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..case import DAY_S, START, Case
from ..exact import Found

NAME = "Skyfield"
IMPORT = "skyfield"
PACKAGES = ("skyfield", "sgp4")
THREADED = False
CONVENTION = ""
LIMIT = "elevation"
JUDGED_AS: tuple[str, ...] = ()


def prepare(case: Case) -> Callable[[], object]:
    from skyfield.api import EarthSatellite, load, wgs84

    timescale = load.timescale(builtin=True)
    satellites = [EarthSatellite(*lines, ts=timescale) for lines in case.tle]
    places = [wgs84.latlon(lat, lon) for lat, lon in zip(case.lat_deg, case.lon_deg, strict=True)]
    start, end = timescale.from_datetime(START), timescale.from_datetime(case.end)
    floor_deg = case.elevation_min_deg

    def find() -> list[tuple[int, int, Any, Any, bool]]:
        rows = []
        for i, satellite in enumerate(satellites):
            for j, place in enumerate(places):
                times, events = satellite.find_events(place, start, end, altitude_degrees=floor_deg)
                up_at_start = (satellite - place).at(start).altaz()[0].degrees >= floor_deg
                rows.append((i, j, times, events, bool(up_at_start)))
        return rows

    return find


def collect(case: Case, raw: Any) -> Found:
    """Return the windows between rise and set; a rise without a set, or a set without a rise, makes none."""
    rows = []
    for i, j, times, events, up_at_start in raw:
        jd_days = (times.whole - times[0].whole) + times.tt_fraction if len(events) else np.empty(0)
        zero_days = _start_days(times) if len(events) else 0.0
        risen = 0.0 if up_at_start else None
        for t_s, event in zip((jd_days - zero_days) * DAY_S, events, strict=True):
            if event == 0:
                risen = float(t_s)
            elif event == 2 and risen is not None:
                rows.append((i, j, risen, float(t_s)))
                risen = None
        if risen is not None:
            rows.append((i, j, risen, case.duration_s))
    columns = zip(*rows, strict=True) if rows else ([], [], [], [])
    return Found.of(*(list(column) for column in columns))


def _start_days(times: Any) -> float:
    """Return the span's start as days of TT after the whole day of the first event."""
    start = times.ts.from_datetime(START)
    return float(start.whole - times[0].whole + start.tt_fraction)
