"""lox: `VisibilityAnalysis` as it comes, 60 s steps and Brent's method, places in PEF: TEME's own Earth-fixed frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..case import Case
from ..exact import Found

NAME = "lox, PEF"
IMPORT = "lox_space"
PACKAGES = ("lox-space",)
THREADED = True
CONVENTION = "UT1 = UTC"
LIMIT = "elevation"
JUDGED_AS: tuple[str, ...] = ("ut1_is_utc",)
FRAME = "PEF"


def prepare(case: Case, frame: str = FRAME) -> Callable[[], object]:
    import lox_space as lox

    from sim.shipped import data_path
    from sim.sun_ephemeris import EPHEMERIS

    start = lox.UTC(2026, 8, 22).to_scale("TAI")
    end = start + lox.TimeDelta(case.duration_s)
    spacecraft = [lox.Spacecraft(f"S{i}", lox.SGP4("\n".join(lines))) for i, lines in enumerate(case.tle)]
    stations = [
        lox.GroundStation(
            f"P{i}",
            lox.EllipsoidLocation(frame, lon * lox.deg, lat * lox.deg, 0.0 * lox.km),
            min_elevation=case.elevation_min_deg * lox.deg,
        )
        for i, (lat, lon) in enumerate(zip(case.lat_deg, case.lon_deg, strict=True))
    ]
    scenario = lox.Scenario(start, end, spacecraft=spacecraft, ground_stations=stations)
    planets = lox.SPK(str(data_path(EPHEMERIS)))  # asked for, and not used without bodies that hide the satellite
    return lambda: (start, lox.VisibilityAnalysis(scenario).compute(planets))


def collect(case: Case, raw: Any) -> Found:
    start, results = raw
    rows = [
        (int(space[1:]), int(ground[1:]), _seconds(interval.start() - start), _seconds(interval.end() - start))
        for (ground, space), intervals in results.ground_space_intervals().items()
        for interval in intervals
    ]
    columns = zip(*rows, strict=True) if rows else ([], [], [], [])
    return Found.of(*(list(column) for column in columns))


def _seconds(delta: Any) -> float:
    return float(delta.to_decimal_seconds())
