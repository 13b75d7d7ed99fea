"""Lines over the ground for flat maps: positions as longitude, latitude and height, cut at the antimeridian."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ...earth import geodetic

Floats = NDArray[np.float64]

STEP_S = 10.0  # between the points of a track: 75 km of ground in a low orbit
MOST_POINTS = 721  # of one track: a day in steps of 2 minutes


def times_of(start_s: float, end_s: float) -> Floats:
    """Return evenly spaced times from start to end, (N,), about STEP_S apart, fewer over long stretches."""
    count = math.ceil((end_s - start_s) / STEP_S) + 1
    return np.linspace(start_s, end_s, min(max(count, 2), MOST_POINTS))


def pieces(itrs_km: Floats) -> list[Floats]:
    """Return a line through Earth-fixed positions (N, 3) in km as pieces, (M, 3): lon and lat in degrees, height in m.

    Longitudes lie from -180 to 180. Where the line crosses the antimeridian it ends at 180 degrees, and the next piece
    begins at the same point on the other side.
    """
    x, y, _ = itrs_km.T
    crosses = (y[1:] < 0.0) != (y[:-1] < 0.0)
    share = np.divide(y[:-1], y[:-1] - y[1:], out=np.zeros(len(y) - 1), where=crosses)
    crosses &= x[:-1] + share * (x[1:] - x[:-1]) < 0.0
    lines, first = [], 0
    before: list[Floats] = []
    place = lon_lat_m(itrs_km)
    for k in np.flatnonzero(crosses).tolist():
        cut = lon_lat_m((itrs_km[k] + share[k] * (itrs_km[k + 1] - itrs_km[k]))[None])
        ends, begins = cut.copy(), cut.copy()
        ends[0, 0] = math.copysign(180.0, place[k, 0])
        begins[0, 0] = math.copysign(180.0, place[k + 1, 0])
        lines.append(np.concatenate([*before, place[first : k + 1], ends]))
        before, first = [begins], k + 1
    lines.append(np.concatenate([*before, place[first:]]))
    return lines


def lon_lat_m(itrs_km: Floats) -> Floats:
    """Return longitude and latitude in degrees and height in m of Earth-fixed positions, (N, 3) in km."""
    lat_deg, lon_deg, height_km = geodetic(itrs_km)
    return np.stack([lon_deg, lat_deg, height_km * 1000.0], axis=-1)


def wrapped_deg(lon_deg: float) -> float:
    """Return a longitude that is at most 360 degrees as one of at most 180; others stay as they are."""
    return lon_deg - 360.0 if lon_deg > 180.0 else lon_deg
