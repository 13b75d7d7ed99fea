"""How much windows of a region lose where its points stand apart: a box on a real Earth under a real orbit."""

from datetime import UTC, datetime

import numpy as np
import pytest
from random_orbits import element_set

from sim.clock import Span
from sim.orbits.ephemeris import Track, ephemeris
from sim.places.sites import Site
from sim.regions.windows import region_windows
from sim.sensors.limits import Limits
from sim.windows.search import Search, Windows

START = datetime(2026, 7, 14, 3, tzinfo=UTC)
DAYS = 8.0
LOW = element_set(perigee_km=550.0, eccentricity=0.001, inclination_deg=97.6)
SOUTH, NORTH, WEST, EAST = 38.0, 41.0, 124.0, 128.0  # 333 km by 335-350 km
DISC = Limits(off_nadir_max_deg=30.0)  # a disc of 320 km radius
SPACING_KM = 70.0
KM_DEG = 111.2
GROUND_KM_S = 6.9  # sqrt(mu / a) Re / a at 550 km is 7.0; the Earth's turning takes at most 0.1 off a retrograde orbit


def edge_points(spacing_km: float) -> list[Site]:
    """The corners of the box, and points between them along its edges at most so far apart."""
    corners = [(SOUTH, WEST), (SOUTH, EAST), (NORTH, EAST), (NORTH, WEST)]
    points = []
    for (lat, lon), (lat_to, lon_to) in zip(corners, corners[1:] + corners[:1], strict=True):
        length_km = KM_DEG * np.hypot(lat_to - lat, (lon_to - lon) * np.cos(np.radians(SOUTH)))
        n = int(np.ceil(length_km / spacing_km))
        points += [(lat + (lat_to - lat) * k / n, lon + (lon_to - lon) * k / n) for k in range(n)]
    return [Site(f"P{k}", lat_deg=lat, lon_deg=lon) for k, (lat, lon) in enumerate(points)]


@pytest.fixture(scope="module")
def coarse_and_fine() -> tuple[tuple[Windows, int], tuple[Windows, int]]:
    span = Span(START, DAYS * 86400.0)
    table = ephemeris(span, [Track(0, LOW, 0.0, span.duration_s)])
    found = []
    for spacing_km in (SPACING_KM, SPACING_KM / 35.0):
        points = edge_points(spacing_km)
        found.append((Search(table, points, threads=1).windows(DISC), len(points)))
    return found[0], found[1]


def test_any_part_is_late_by_no_more_than_the_way_between_points(coarse_and_fine):
    """Against points 2 km apart, edges found 70 km apart lie inside, by 70 + 2 km at 6.9 km/s (10.4 s) at most.

    A footprint's edge reaches along the border to the next point, at least as fast as it moves over ground; only a
    touch that fits between two points may be missed, and is as short.
    """
    coarse, fine = (region_windows(w, np.zeros(n), "any part") for w, n in coarse_and_fine)
    assert 10 <= len(coarse) <= len(fine)
    late_s = (SPACING_KM + SPACING_KM / 35.0) / GROUND_KM_S
    met = 0
    for start_s, end_s in zip(fine.start_s, fine.end_s, strict=True):
        inside = np.flatnonzero((coarse.start_s < end_s) & (coarse.end_s > start_s))
        if inside.size == 0:
            assert end_s - start_s <= late_s
            continue
        (k,) = inside
        met += 1
        assert 0.0 <= coarse.start_s[k] - start_s <= late_s
        assert 0.0 <= end_s - coarse.end_s[k] <= late_s
    assert met == len(coarse)


def test_entirely_is_never_too_short(coarse_and_fine):
    """With fewer points less is asked: each window found with points 2 km apart lies in one found 70 km apart."""
    coarse, fine = (region_windows(w, np.zeros(n), "entirely") for w, n in coarse_and_fine)
    assert len(fine) >= 1
    for start_s, end_s in zip(fine.start_s, fine.end_s, strict=True):
        assert ((coarse.start_s <= start_s) & (coarse.end_s >= end_s)).any()
