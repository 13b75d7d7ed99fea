"""Cases whose answer is known from theory: a formula worked out on paper, then the windows that we find.

The formulas are those of a sphere and of circles on it. What the flattened Earth and SGP4's ripples change is said
beside each tolerance. Nothing of `sim` stands in the formulas; angles in degrees, lengths in km.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime

from sim.clock import Span
from sim.orbits.elements import ElementSet
from sim.orbits.ephemeris import Track, ephemeris
from sim.places.sites import Site
from sim.windows.search import Search

START = datetime(2026, 3, 20, tzinfo=UTC)
DAY_S = 86400.0
EQUATOR_KM = 6378.137
FLATTENING = 1.0 / 298.257223563
J2 = 1.082616e-3  # WGS72's, with which SGP4 moves
EARTH_RATE_RAD_S = 7.2921158553e-5  # of GMST-1982


def search(sets: Sequence[ElementSet], places: Sequence[Site], *, days: float) -> Search:
    """Return a search over so many days from START, whole sets, one track each."""
    duration_s = days * DAY_S
    table = ephemeris(Span(START, duration_s), [Track(i, e, 0.0, duration_s) for i, e in enumerate(sets)])
    return Search(table, places, threads=1)


def round_the_parallel(lat_deg: float, step_deg: float) -> list[Site]:
    """Return places all round a parallel, from longitude 0 eastwards."""
    lon_deg = [i * step_deg for i in range(round(360.0 / step_deg))]
    return [Site(f"{lat_deg:g} {lon:g}", lat_deg=lat_deg, lon_deg=lon) for lon in lon_deg]


def central_angle_deg(elevation_deg: float, *, site_km: float, orbit_km: float) -> float:
    """Return the angle at the Earth's centre between a place and a satellite that it sees so high."""
    return math.degrees(math.acos(site_km / orbit_km * math.cos(math.radians(elevation_deg)))) - elevation_deg


def elevation_deg(central_deg: float, *, site_km: float, orbit_km: float) -> float:
    """Return how high a place sees a satellite that far away in angle at the Earth's centre."""
    angle = math.radians(central_deg)
    return math.degrees(math.atan2(orbit_km * math.cos(angle) - site_km, orbit_km * math.sin(angle)))


def geocentric(lat_deg: float) -> tuple[float, float]:
    """Return geocentric latitude and distance from the Earth's centre of a place on the ellipsoid."""
    lat = math.radians(lat_deg)
    b2 = (1.0 - FLATTENING) ** 2
    across = 1.0 / math.sqrt(math.cos(lat) ** 2 + b2 * math.sin(lat) ** 2)
    x, z = EQUATOR_KM * across * math.cos(lat), EQUATOR_KM * b2 * across * math.sin(lat)
    return math.degrees(math.atan2(z, x)), math.hypot(x, z)
