"""A geostationary satellite: it stands still, so what each place sees of it is a triangle solved on paper."""

from __future__ import annotations

import math

import numpy as np
import pytest

import theory
from sim.clock import Span, gmst_rad
from sim.orbits.elements import ElementSet
from sim.orbits.notional import keplerian
from sim.places.sites import Site
from sim.revisit.figures import figures
from sim.sensors.limits import Limits

RADIUS_KM = 42164.17  # where a body goes round once in a sidereal day
# In a day Sun and Moon rock an unattended satellite by some 0.03 degrees and 20 km about its place (SGP4's own motion).
SWAY_DEG = 0.05


def geostationary(lon_deg: float) -> ElementSet:
    """Return a satellite that stands over a longitude of the equator at START."""
    gmst_deg = math.degrees(float(gmst_rad(Span(theory.START, 0.0), np.zeros(1))[0]))
    return keplerian(
        name="Still",
        epoch=theory.START,
        mean_motion_rev_day=1.00273791,
        inclination_deg=0.0,
        raan_deg=gmst_deg + lon_deg,
    )


def elevation_deg(lat_deg: float, lon_deg: float) -> float:
    """Return the elevation at a place of a body over 0 degrees east, from the ellipsoid's own normal."""
    lat, lon = math.radians(lat_deg), math.radians(lon_deg)
    e2 = theory.FLATTENING * (2.0 - theory.FLATTENING)
    across_km = theory.EQUATOR_KM / math.sqrt(1.0 - e2 * math.sin(lat) ** 2)
    site = (across_km * math.cos(lat) * math.cos(lon), across_km * math.cos(lat) * math.sin(lon),
            across_km * (1.0 - e2) * math.sin(lat))  # fmt: skip
    up = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
    sight = (RADIUS_KM - site[0], -site[1], -site[2])
    return math.degrees(math.asin(sum(a * b for a, b in zip(up, sight, strict=True)) / math.hypot(*sight)))


def windows(places: list[Site], lowest_deg: float) -> list[np.ndarray]:
    """Return the day's windows at each place, (N, 2)."""
    found = theory.search([geostationary(0.0)], places, days=1.0).windows(Limits(elevation_min_deg=lowest_deg))
    return [np.stack([found.start_s, found.end_s], axis=1)[found.target == i] for i in range(len(places))]


@pytest.mark.parametrize(("lat_deg", "lon_deg"), [(0.0, 0.0), (0.0, 55.0), (48.0, 10.0), (-33.9, -62.0), (70.0, 20.0)])
def test_elevation_is_the_triangles(lat_deg: float, lon_deg: float):
    """Asked for a little less than the triangle's elevation it is in view all day; for a little more, never."""
    by_hand_deg = elevation_deg(lat_deg, lon_deg)
    place = Site("Place", lat_deg=lat_deg, lon_deg=lon_deg)
    (seen,) = windows([place], by_hand_deg - 1.5 * SWAY_DEG)
    assert seen.tolist() == [[0.0, theory.DAY_S]]
    if by_hand_deg + 1.5 * SWAY_DEG < 90.0:
        (unseen,) = windows([place], by_hand_deg + 1.5 * SWAY_DEG)
        assert unseen.tolist() == []


def test_it_is_never_seen_beyond_81_degrees():
    """The horizon stands 81.3 degrees away: at 81.2 it is always in view, at 81.4 never, whichever way one goes.

    Along the equator by arccos(R / r); northwards and southwards where r cos(lat) = a sqrt(1 - e^2 sin^2(lat)): the
    flattened Earth lets 0.02 degrees more be seen there.
    """
    along_deg = math.degrees(math.acos(theory.EQUATOR_KM / RADIUS_KM))
    assert along_deg == pytest.approx(81.30, abs=0.005)
    e2 = theory.FLATTENING * (2.0 - theory.FLATTENING)
    north_deg = along_deg
    for _ in range(20):
        sine2 = math.sin(math.radians(north_deg)) ** 2
        north_deg = math.degrees(math.acos(theory.EQUATOR_KM / RADIUS_KM * math.sqrt(1.0 - e2 * sine2)))
    assert north_deg == pytest.approx(81.33, abs=0.005)
    edges = [(0.0, along_deg), (0.0, -along_deg), (north_deg, 0.0), (-north_deg, 0.0)]
    inside, outside = ([Site(f"{a} {b}", lat_deg=a * k, lon_deg=b * k) for a, b in edges] for k in (0.9985, 1.0015))
    assert [rows.tolist() for rows in windows(inside, 0.0)] == [[[0.0, theory.DAY_S]]] * 4
    assert [rows.tolist() for rows in windows(outside, 0.0)] == [[]] * 4


def test_coverage_without_a_gap_and_none_at_all():
    """In view all day: 100 % covered, no gap, no wait. Never in view: 0 %, one gap as long as the day (STK's rule)."""
    seen, unseen = windows([Site("Here", lat_deg=0.0, lon_deg=40.0), Site("Beyond", lat_deg=0.0, lon_deg=85.0)], 0.0)
    always = figures(seen, seen, 0.0, theory.DAY_S, edges="clipped")
    assert (always.percent_covered, always.n_gaps, always.gap_max_s, always.response_max_s) == (100.0, 0, 0.0, 0.0)
    never = figures(unseen.reshape(-1, 2), unseen.reshape(-1, 2), 0.0, theory.DAY_S, edges="clipped")
    assert (never.percent_covered, never.n_gaps, never.gap_max_s) == (0.0, 1, theory.DAY_S)
