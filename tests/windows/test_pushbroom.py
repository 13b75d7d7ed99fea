"""A rolled and pitched pushbroom against rays cast to the ellipsoid: where its lines of sight meet the ground."""

from __future__ import annotations

import naive
import numpy as np
import pytest
from naive_geometry import EARTH_A_KM, EARTH_F, Array, sub_point_deg, up_itrs
from naive_views import rotation
from random_orbits import element_set

from sim.clock import Span, parse_utc
from sim.orbits.ephemeris import Track, ephemeris
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.windows.search import Search

START = parse_utc("2026-07-14T03:00:00Z")
SPAN_S = 5.0 * 86400.0
ELEMENTS = element_set(perigee_km=520.0, eccentricity=0.001, inclination_deg=97.5)
SITE = Site("P", lat_deg=39.797, lon_deg=125.755)
NEAREST_KM = 1e-5  # a centimetre: a window's edge, good to 1e-7 s at 7 km/s, and 48 halvings of the angle across


def ground_km(sat_km: Array, velocity_km_s: Array, limits: Limits, across_deg: float, along_deg: float) -> Array:
    """Return where a line of sight meets WGS84; its angles in the camera, to the right and ahead, in degrees."""
    lat, lon = sub_point_deg(sat_km[None])
    up = up_itrs(lat_deg=lat, lon_deg=lon)
    forward = velocity_km_s - np.sum(velocity_km_s * up) * up
    forward /= np.linalg.norm(forward)
    right = np.cross(forward, up)
    turn = (rotation(forward, -limits.roll_deg) @ rotation(right, limits.pitch_deg))[0]
    axis, to_right, ahead = turn @ -up[0], turn @ right[0], turn @ forward[0]
    ray = axis + np.tan(np.radians(across_deg)) * to_right + np.tan(np.radians(along_deg)) * ahead
    scale = np.array([EARTH_A_KM, EARTH_A_KM, EARTH_A_KM * (1.0 - EARTH_F)])
    p, d = sat_km / scale, ray / scale  # on a sphere of radius 1
    a, b, c = d @ d, p @ d, p @ p - 1.0
    return np.asarray(sat_km + ray * (-b - np.sqrt(b * b - a * c)) / a)


def miss_km(t_s: float, limits: Limits, along_deg: float) -> tuple[float, float]:
    """Return how far the ground line of an angle ahead runs from the site at an instant, and the angle across there."""
    sat_km = naive.earth_fixed_km(ELEMENTS, START, [t_s])[0]
    velocity = naive.earth_fixed_velocity_km_s(ELEMENTS, START, [t_s])[0]
    site_km = naive.site_itrs_km(lat_deg=SITE.lat_deg, lon_deg=SITE.lon_deg)

    def distance(across_deg: float) -> float:
        return float(np.linalg.norm(ground_km(sat_km, velocity, limits, across_deg, along_deg) - site_km))

    low, high = -0.5 * limits.fov_across_deg - 1.0, 0.5 * limits.fov_across_deg + 1.0
    for _ in range(80):
        a, b = low + (high - low) / 3.0, high - (high - low) / 3.0
        low, high = (low, b) if distance(a) < distance(b) else (a, high)
    return distance(0.5 * (low + high)), 0.5 * (low + high)


@pytest.mark.parametrize(
    ("roll_deg", "pitch_deg"), [(0.0, 0.0), (20.0, 0.0), (-28.0, 0.0), (15.0, 12.0), (-10.0, -20.0)]
)
def test_a_window_lasts_while_the_lines_sweep_over_the_place(roll_deg: float, pitch_deg: float):
    """At its start the place lies on the ground line of the front edge, at its end on that of the rear edge: to 1 cm.

    In between the angle across is within the swath; a window cut by the swath's side ends on that side.
    """
    limits = Limits(fov_across_deg=24.0, fov_along_deg=0.2, roll_deg=roll_deg, pitch_deg=pitch_deg)
    search = Search(ephemeris(Span(START, SPAN_S), [Track(0, ELEMENTS, 0.0, SPAN_S)]), [SITE], threads=1)
    found = search.windows(limits)
    assert len(found) > 0
    for start_s, end_s in zip(found.start_s, found.end_s, strict=True):
        for t_s, along_deg in ((start_s, 0.1), (end_s, -0.1)):
            nearest_km, across_deg = miss_km(t_s, limits, along_deg)
            at_side = abs(abs(across_deg) - 12.0) < 0.02
            assert nearest_km < NEAREST_KM or at_side
            assert abs(across_deg) < 12.02
