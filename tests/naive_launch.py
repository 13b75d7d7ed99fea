"""Where the plane of an orbit lies over the turning Earth, worked out plainly from positions, apart from the package.

No element is read: the plane is the mean of the planes of neighbouring positions over one revolution, from python-sgp4;
the place is turned by Skyfield's angle; a passage is found by sampling and bisection.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

import numpy as np
from naive_geometry import Array, earth_fixed_km, gmst_rad, site_itrs_km, sub_point_deg, teme_km

SAMPLES = 180  # positions of one revolution
SCAN_S = 1800.0
MEAN_RADIUS_KM = 6371.0088


def plane_normal(elements: Any, start: datetime, t_s: float) -> Array:
    """Return the mean normal of the orbit over the revolution about a time, a unit vector in TEME."""
    period_s = 120.0 * math.pi / elements.satrec.no_kozai
    around = teme_km(elements, start, t_s + np.linspace(-0.5, 0.5, SAMPLES + 1) * period_s)
    normals = np.cross(around[:-1], around[1:])
    normals /= np.linalg.norm(normals, axis=1)[:, None]
    mean = normals.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


def place_teme(start: datetime, t_s: float, *, lat_deg: float, lon_deg: float) -> Array:
    """Return the direction of a place from the Earth's centre, a unit vector in TEME."""
    x, y, z = site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg)
    theta = float(gmst_rad(start, t_s))
    turned = np.array([x * np.cos(theta) - y * np.sin(theta), x * np.sin(theta) + y * np.cos(theta), z])
    return np.asarray(turned / np.linalg.norm(turned))


def passages_s(elements: Any, start: datetime, within_s: float, **place: float) -> list[tuple[float, str]]:
    """Return when the plane passes over a place, s from the start, and the direction of a satellite that is over it."""

    def left(t_s: float) -> float:
        return float(plane_normal(elements, start, t_s) @ place_teme(start, t_s, **place))

    times = np.arange(-within_s, within_s + SCAN_S, SCAN_S)
    values = [left(t) for t in times]
    found = []
    for a, b, low, high in zip(times, times[1:], values, values[1:], strict=False):
        if low * high > 0.0:
            continue
        a_s, b_s = float(a), float(b)
        while b_s - a_s > 1e-3:
            middle = 0.5 * (a_s + b_s)
            a_s, b_s = (middle, b_s) if left(middle) * low > 0.0 else (a_s, middle)
        ahead = np.cross(plane_normal(elements, start, a_s), place_teme(start, a_s, **place))
        found.append((a_s, "northbound" if ahead[2] > 0.0 else "southbound"))
    return found


def closest_km(elements: Any, start: datetime, t_s: Array, *, lat_deg: float, lon_deg: float) -> tuple[float, float]:
    """Return when the point below a satellite is nearest to a place, s from the start, and how near, km on a sphere."""
    lat, lon = (np.radians(angle) for angle in sub_point_deg(earth_fixed_km(elements, start, t_s)))
    lat_0, lon_0 = math.radians(lat_deg), math.radians(lon_deg)
    h = np.sin(0.5 * (lat - lat_0)) ** 2 + np.cos(lat) * math.cos(lat_0) * np.sin(0.5 * (lon - lon_0)) ** 2
    away_km = 2.0 * MEAN_RADIUS_KM * np.arcsin(np.sqrt(h))
    nearest = int(np.argmin(away_km))
    return float(t_s[nearest]), float(away_km[nearest])
