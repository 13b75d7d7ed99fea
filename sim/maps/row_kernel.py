"""The arc of a parallel that lies in a disc, in closed form.

A row holds points of one geodetic latitude and one height. Limits on elevation, incidence and off-nadir bound a disc
on the ground, and a disc meets a row in one arc, symmetrical about the satellite's longitude, even on the ellipsoid
with the geodetic normal at both ends. With q = 1 - cos(difference of longitude), both margins read

    a0 - slope q >= s sqrt(range0^2 + 2 R_p p q)

(a0 and range0 at the satellite's own longitude; R_p and p distances from the axis; s the sine of the elevation or the
cosine of the off-nadir angle), which is a quadratic in q. Its smaller root is the edge of the disc.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, routine
from ..windows.margin_kinds import ABOVE, WITHIN
from .angle_kernel import angle_of

Floats = NDArray[np.float64]

DISCS = (ABOVE, WITHIN)  # the kinds of margin that bound a disc; a hole in one is the same seen from inside
ROOM = 72  # rows in a block at most, and PAD
PAD = 8  # rows beyond the last, for whole vectors


class Rows(NamedTuple):
    """Constants of a grid's rows, (rows + PAD,) each: R is the position of a row's points, n their normal."""

    sin_lat: Floats
    cos_lat: Floats
    normal_km: Floats  # n.R
    axis_km: Floats  # distance from the axis
    height_km: Floats  # R_z
    zero: Floats  # nothing


@inlined
def half_width(a0: float, slope: float, p2: float, cross: float, range2: float) -> float:
    """Return half the width of a disc along a row, radians; -1 if it does not meet the row, 4 for the whole row.

    ``a0`` and ``range2`` are the linear part of the margin, km, and the squared range at the satellite's longitude.
    ``slope`` is the decrease of the linear part for a unit of q. ``p2`` is the squared sine or cosine of the limit,
    ``cross`` the product R_p p. The disc must lie on the near side of the Earth.
    """
    e = a0 * a0 - p2 * range2
    b = a0 * slope + p2 * cross
    square = b * b
    inner = square - slope * slope * e
    below = b + math.sqrt(inner if inner > 0.0 else 0.0)
    # A cone that does not meet the row again has no root. One that touches it can lose its root only by rounding.
    endless = (below <= 0.0) | (inner < -1e-9 * square)
    q = e / (1.0 if endless else below)
    endless |= q >= 2.0
    q = 2.0 if endless else q
    angle = 4.0 if endless else angle_of(q if q > 0.0 else 0.0)
    return -1.0 if (a0 < 0.0) | (e < 0.0) else angle


@inlined
def levers(
    kind: int, extra_km: float, p_km: float, z_km: float, sin_below: float, cos_below: float
) -> tuple[float, float, float, float]:
    """Return the coefficients l0 to l3 for a row's a0 = l0 + l1 up_z + l2 up_p - less and slope = l3 up_p.

    ABOVE takes sine and cosine of the row's latitude for up_z and up_p, and n.R for less; WITHIN takes R_z, R_p and 0.
    A kind that bounds no disc reaches no row.
    """
    if kind == ABOVE:
        return extra_km, z_km, p_km, p_km
    if kind == WITHIN:
        return extra_km + cos_below * p_km + sin_below * z_km, -sin_below, -cos_below, -cos_below
    return -math.inf, 0.0, 0.0, 0.0


@routine
def half_widths(
    kind: int,
    p2: float,
    lever: tuple[float, float, float, float],
    rows: Rows,
    first: int,
    count: int,
    p_km: float,
    z_km: float,
    per_rad: float,
    half_turn: float,
    out: Floats,
) -> None:
    """Fill the half-widths of a disc on ``count`` rows from ``first``, in columns (``per_rad`` a radian, at most
    ``half_turn``); below 0 where it does not reach.
    """
    up_z, up_p, less = (
        (rows.sin_lat, rows.cos_lat, rows.normal_km) if kind == ABOVE else (rows.height_km, rows.axis_km, rows.zero)
    )
    axis_km, height_km = rows.axis_km, rows.height_km
    l0, l1, l2, l3 = lever
    for i in range(count):
        r = np.uint64(first) + np.uint64(i)  # unsigned: an index that might be negative is no vector load
        dp, dz = p_km - axis_km[r], z_km - height_km[r]
        a0 = l0 + l1 * up_z[r] + l2 * up_p[r] - less[r]
        h = per_rad * half_width(a0, l3 * up_p[r], p2, axis_km[r] * p_km, dp * dp + dz * dz)
        out[i] = h if h < half_turn else half_turn
