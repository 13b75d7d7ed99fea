"""The slow twin's light: solar time, sunlight on a satellite, and glint, from Skyfield's Sun, one formula each."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import numpy as np
from naive_geometry import Array, angle_between_deg, skyfield_time
from naive_views import north_east_up
from numpy.typing import ArrayLike
from skyfield.api import load_file
from skyfield.framelib import itrs

SHADOW_KM = 6378.1366  # the sphere that throws the shadow: Skyfield's Earth radius


def sun_itrs_km(start: datetime, t_s: ArrayLike, ephemeris: str | Path) -> Array:
    """Return the apparent Sun from the Earth's centre, (T, 3)."""
    with closing(load_file(str(ephemeris))) as bodies:
        seen = bodies["earth"].at(skyfield_time(start, np.ravel(t_s))).observe(bodies["sun"])
        return np.asarray(seen.apparent(deflectors=()).frame_xyz(itrs).km.T)


def inside_hours_deg(sun_km: Array, lon_deg: float, from_h: float, to_h: float) -> Array:
    """Return how far the Sun's hour angle lies inside a band of solar time, degrees: below 0 outside."""
    hour_h = 12.0 + (lon_deg - np.degrees(np.arctan2(sun_km[:, 1], sun_km[:, 0]))) / 15.0
    half_h = (to_h - from_h) % 24.0 / 2.0
    off_h = (hour_h - from_h - half_h + 12.0) % 24.0 - 12.0
    return 15.0 * (half_h - np.abs(off_h))


def above_shadow_deg(sat_km: Array, sun_km: Array) -> Array:
    """Return how high above the Earth's sphere, seen from its centre, the satellite's ray to the Sun passes.

    In degrees of that sphere's circumference, 111 km each: above 0 in sunlight.
    """
    ray = sun_km - sat_km
    ray = ray / np.linalg.norm(ray, axis=-1, keepdims=True)
    ahead_km = np.maximum(-np.sum(sat_km * ray, axis=-1), 0.0)
    return np.degrees(np.linalg.norm(sat_km + ahead_km[:, None] * ray, axis=-1) / SHADOW_KM - 1.0)


def clear_of_glint_deg(
    sat_km: Array, sun_km: Array, least_deg: float, *, lat_deg: float, lon_deg: float, height_km: float
) -> Array:
    """Return by how much a satellite is clear of the mirrored Sun, or the Sun is down, degrees; below 0 in glint."""
    site = {"lat_deg": lat_deg, "lon_deg": lon_deg, "height_km": height_km}
    sun = north_east_up(sun_km, **site)
    mirrored = sun * [-1.0, -1.0, 1.0]
    angle_deg = angle_between_deg(north_east_up(sat_km, **site), mirrored)
    below_deg = -np.degrees(np.arctan2(sun[:, 2], np.hypot(sun[:, 0], sun[:, 1])))
    return np.maximum(angle_deg - least_deg, below_deg)
