"""One satellite and one site at given moments, and at its closest, for the slow twin: every column by plain angles.

Definitions are those of ``naive_geometry`` and ``naive_views``; closest approaches are found by looking every few
seconds and closing in by thirds.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
from naive_geometry import (
    Array,
    earth_fixed_km,
    earth_fixed_velocity_km_s,
    elevation_deg,
    ground_squint_deg,
    incidence_deg,
    is_right,
    off_nadir_deg,
    sight_deg,
    site_itrs_km,
    squint_deg,
    sub_point_deg,
)
from naive_views import azimuth_deg, range_km
from numpy.typing import ArrayLike


def geometry_at(elements: Any, start: datetime, t_s: ArrayLike, **site: float) -> dict[str, Array]:
    """Return every angle and length, (N,) each, by the names of the package's columns; the Sun is left out."""
    sat_km = earth_fixed_km(elements, start, t_s)
    velocity_km_s = earth_fixed_velocity_km_s(elements, start, t_s)
    lat_deg, lon_deg = sub_point_deg(sat_km)
    below_km = np.array([site_itrs_km(lat_deg=a, lon_deg=b) for a, b in zip(lat_deg, lon_deg, strict=True)])
    return {
        "elevation_deg": elevation_deg(sat_km, **site),
        "azimuth_deg": azimuth_deg(sat_km, **site),
        "range_km": range_km(sat_km, **site),
        "incidence_deg": incidence_deg(sat_km, **site),
        "off_nadir_deg": off_nadir_deg(sat_km, **site),
        "squint_deg": squint_deg(sat_km, velocity_km_s, **site),
        "ground_squint_deg": ground_squint_deg(sat_km, velocity_km_s, **site),
        "is_right": is_right(sat_km, velocity_km_s, **site),
        "in_sight": sight_deg(sat_km, **site) > 0.0,
        "sub_point_lat_deg": lat_deg,
        "sub_point_lon_deg": lon_deg,
        "sat_height_km": np.linalg.norm(sat_km - below_km, axis=-1),
    }


def closest_s(elements: Any, start: datetime, to_s: float, every_s: float = 5.0, **site: float) -> Array:
    """Return the times in (0, to_s) at which the range has a local minimum, to 1e-3 s."""

    def range_at(t_s: Array) -> Array:
        return range_km(earth_fixed_km(elements, start, t_s), **site)

    t_s = np.linspace(0.0, to_s, int(to_s / every_s) + 1)
    ranges = range_at(t_s)
    middle = 1 + np.flatnonzero((ranges[1:-1] < ranges[:-2]) & (ranges[1:-1] <= ranges[2:]))
    low_s, high_s = t_s[middle - 1], t_s[middle + 1]
    while low_s.size and (high_s - low_s).max() > 1e-3:
        third_s = (high_s - low_s) / 3.0
        falls = range_at(low_s + third_s) > range_at(high_s - third_s)
        low_s, high_s = np.where(falls, low_s + third_s, low_s), np.where(falls, high_s, high_s - third_s)
    return np.asarray(0.5 * (low_s + high_s))
