"""Limits on light inside the search: windows cut where the Sun, the hour, the shadow or the glint says so."""

from __future__ import annotations

import numpy as np
import pytest
from random_orbits import element_set

from sim.clock import Span, parse_utc
from sim.intervals import Intervals, complement, intersection
from sim.orbits.ephemeris import Track, ephemeris
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.sun import SunTable
from sim.windows.eclipse import sunlit_intervals
from sim.windows.search import Search, Windows

START = parse_utc("2026-03-10T00:00:00Z")
SPAN = Span(START, 6.0 * 86400.0)
SUN = SunTable(SPAN, -7200.0, SPAN.duration_s + 7200.0)
PLACES = [
    Site("Fiji", lat_deg=-17.8, lon_deg=179.5),
    Site("Guam", lat_deg=13.58, lon_deg=144.93),
    Site("Tromso", lat_deg=69.65, lon_deg=18.96),
]
SETS = [
    element_set(perigee_km=500.0, eccentricity=0.001, inclination_deg=97.4, raan_deg=100.0),
    element_set(perigee_km=600.0, eccentricity=0.01, inclination_deg=45.0, raan_deg=300.0),
]
TABLE = ephemeris(SPAN, [Track(i, one, 0.0, SPAN.duration_s) for i, one in enumerate(SETS)])
SEARCH = Search(TABLE, PLACES, threads=1)
PASSES = SEARCH.windows(Limits())


def rows(found: Windows, satellite: int, target: int) -> Intervals:
    mine = (found.satellite == satellite) & (found.target == target)
    return np.stack([found.start_s[mine], found.end_s[mine]], axis=1)


def pairs() -> list[tuple[int, int]]:
    return [(s, j) for s in range(len(SETS)) for j in range(len(PLACES))]


def test_a_satellite_in_sunlight_and_one_in_shadow_share_its_passes():
    """Lit windows are the passes cut by the sunlit intervals, eclipsed ones by the rest; none lost, none shared."""
    lit, dark = (SEARCH.windows(Limits(satellite_light=light)) for light in ("lit", "eclipsed"))
    intervals = sunlit_intervals(TABLE, SUN)
    for s, j in pairs():
        seen = rows(PASSES, s, j)
        shadow = complement(intervals[s], TABLE.from_s[s], TABLE.to_s[s])
        assert rows(lit, s, j) == pytest.approx(intersection(seen, intervals[s]), abs=1e-9)
        assert rows(dark, s, j) == pytest.approx(intersection(seen, shadow), abs=1e-9)
    assert min(len(lit), len(dark)) > 10


def test_night_and_day_share_the_passes():
    """Below and above one elevation of the Sun, windows add up to the passes, at every place."""
    for limit_deg in (-12.0, 0.0, 20.0):
        day = SEARCH.windows(Limits(sun_elevation_min_deg=limit_deg))
        night = SEARCH.windows(Limits(sun_elevation_max_deg=limit_deg))
        for s, j in pairs():
            both = rows(day, s, j), rows(night, s, j)
            assert sum(np.diff(one).sum() for one in both) == pytest.approx(np.diff(rows(PASSES, s, j)).sum(), abs=1e-6)
            assert len(intersection(*both)) == 0


def test_hours_are_those_of_the_place():
    """Windows from 9 to 15 h, and those from 15 h past midnight to 9 h, share the passes; sundials agree."""
    day = SEARCH.windows(Limits(local_time_from_h=9.0, local_time_to_h=15.0))
    rest = SEARCH.windows(Limits(local_time_from_h=15.0, local_time_to_h=9.0))
    for s, j in pairs():
        both = rows(day, s, j), rows(rest, s, j)
        assert sum(np.diff(one).sum() for one in both) == pytest.approx(np.diff(rows(PASSES, s, j)).sum(), abs=1e-6)
    middle_s = 0.5 * (day.start_s + day.end_s)
    hours = SUN.local_time_h(middle_s, lon_deg=np.array([p.lon_deg for p in PLACES])[day.target])
    assert ((hours >= 9.0) & (hours < 15.0)).all()
    assert len(day) > 5


def test_glint_takes_away_what_is_near_the_mirrored_sun():
    """A wider angle takes more; at 0 degrees nothing, at 180 every instant of daylight."""
    seconds = [
        float((w.end_s - w.start_s).sum())
        for w in (SEARCH.windows(Limits(glint_min_deg=angle)) for angle in (0.0, 10.0, 40.0, 180.0))
    ]
    whole = float((PASSES.end_s - PASSES.start_s).sum())
    night = SEARCH.windows(Limits(sun_elevation_max_deg=0.0))
    assert seconds[0] == pytest.approx(whole, abs=1e-6)
    assert whole > seconds[1] > seconds[2] > seconds[3]
    assert seconds[3] == pytest.approx(float((night.end_s - night.start_s).sum()), abs=1e-3 * len(night))


def test_infrared_by_night_and_a_camera_by_day_are_a_rule():
    """Any of day with glint avoided, or night: never both at once, and more than either."""
    day = Limits(sun_elevation_min_deg=10.0, glint_min_deg=15.0)
    night = Limits(sun_elevation_max_deg=-6.0)
    either = SEARCH.windows(Limits(elevation_min_deg=20.0, any_of=(day, night)))
    alone = [SEARCH.windows(Limits(elevation_min_deg=20.0, all_of=(one,))) for one in (day, night)]
    assert len(either) == len(alone[0]) + len(alone[1])
    assert (either.end_s - either.start_s).sum() == pytest.approx(sum((w.end_s - w.start_s).sum() for w in alone))
