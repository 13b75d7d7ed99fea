"""Bounds on the second derivatives of margins; with them the search misses no window.

An unknown kind has the bound infinity, so that no step is skipped.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined
from ..constants import GMST_RATE_RAD_S, WGS72_MU_KM3_S2, WGS84_A_KM
from .geodetic_kernel import AXIS_RATIO
from .margin_kinds import (
    ABOVE,
    BELOW,
    BEYOND,
    FACING,
    FARTHER,
    GROUND_SQUINT,
    IN_SIGHT,
    INSIDE,
    LEFT,
    NEARER,
    NORTHWARD,
    RIGHT,
    SHARPER,
    SOUTHWARD,
    SQUINT,
    WITHIN,
    Weights,
)

Floats = NDArray[np.float64]

# Columns of a track's bounds, see sim.orbits.ephemeris.Ephemeris.
R_MIN, R_MAX, SPEED, ACCEL, JERK, TURN_RATE, TURN_ACCEL = 0, 1, 2, 3, 4, 5, 6


@inlined
def least_ground_speed(b: Floats) -> float:
    """Return a lower bound, km/s, on the speed across the geodetic vertical in Earth-fixed axes; it may be negative.

    Across the radius a satellite moves at sqrt(mu p) / r, p = 2 r_min r_max / (r_min + r_max); J2 makes half a percent,
    the Earth turns below it, and the vertical leans from the radius by at most 0.0034.
    """
    across = 0.99 * math.sqrt(2.0 * WGS72_MU_KM3_S2 * b[R_MIN] / (b[R_MAX] * (b[R_MIN] + b[R_MAX])))
    return across - GMST_RATE_RAD_S * b[R_MAX] - 0.0034 * b[SPEED]


@inlined
def curvature_inside(w: Weights, far_km: float, b: Floats) -> float:
    """As ``curvature``, for INSIDE: g = -d.n, n a unit vector of the frame down, right, forward.

    With P the projection across u, P' is at most u' and P'' at most 2 (u'' + u'^2), so v's part across u, no shorter
    than s, bends by at most ``bend``.
    """
    speed, accel, jerk = b[SPEED], b[ACCEL], b[JERK]
    ground = least_ground_speed(b)
    turn, turn2 = b[TURN_RATE], b[TURN_ACCEL]
    first = (accel + turn * speed) / ground  # of the unit vector forward
    bend = (jerk + 2.0 * turn * accel + 2.0 * (turn2 + turn * turn) * speed) / ground
    second = bend + 3.0 * first * first
    n1 = abs(w[0]) * turn + abs(w[1]) * (first + turn) + abs(w[2]) * first
    n2 = abs(w[0]) * turn2 + abs(w[1]) * (second + 2.0 * first * turn + turn2) + abs(w[2]) * second
    return accel + 2.0 * speed * n1 + far_km * n2


@inlined
def curvature_ground_squint(p: float, far_km: float, b: Floats) -> float:
    """As ``curvature``, for GROUND_SQUINT: g = p s q - m^2 with s = |v_h|^2, q = |d_h|^2, m = d.v_h = d_h.v_h.

    P, the projection across u, has abs(P') <= u' and abs(P'') <= 2 (u'' + u'^2), so v_h = P v and d_h = P d change by
    at most v1, v2 and d1, d2. Then g'' = p (s'' q + 2 s' q' + s q'') - 2 (m'^2 + m m'').
    """
    speed, accel, jerk = b[SPEED], b[ACCEL], b[JERK]
    turn = b[TURN_RATE]
    turn2 = 2.0 * (b[TURN_ACCEL] + turn * turn)
    v1 = turn * speed + accel
    v2 = turn2 * speed + 2.0 * turn * accel + jerk
    d1 = turn * far_km + speed
    d2 = turn2 * far_km + 2.0 * turn * speed + accel
    s0, s1, s2 = speed * speed, 2.0 * speed * v1, 2.0 * (v1 * v1 + speed * v2)
    q0, q1, q2 = far_km * far_km, 2.0 * far_km * d1, 2.0 * (d1 * d1 + far_km * d2)
    m0, m1 = far_km * speed, speed * speed + far_km * v1
    m2 = accel * speed + 2.0 * speed * v1 + far_km * v2
    return p * (s2 * q0 + 2.0 * s1 * q1 + s0 * q2) + 2.0 * (m1 * m1 + m0 * m2)


@inlined
def curvature(kind: int, p: float, w: Weights, near_km: float, far_km: float, b: Floats, radius_km: float) -> float:
    """Return a bound on the second derivative of a margin while the range stays between near and far.

    With V, A, J the bounds on speed, acceleration and jerk: the range is V-Lipschitz, abs(d') <= V, abs(d'') <= A,
    and the range itself has 0 - A <= d2|d|/dt2 <= V^2 / |d| + A. ``radius_km`` is the target's.
    """
    speed, accel, jerk = b[SPEED], b[ACCEL], b[JERK]
    near = max(near_km, b[R_MIN] - radius_km, 1.0)
    range_curve = speed * speed / near + accel
    if kind in (ABOVE, BELOW):
        return accel + abs(p) * range_curve
    if kind in (WITHIN, BEYOND):
        return b[TURN_ACCEL] * far_km + 2.0 * b[TURN_RATE] * speed + accel + p * range_curve
    if kind == SQUINT:
        # s = |v|^2, q = |d|^2, m = d.v: (p s q - m^2)'' = p (s''q + 2 s'q' + s q'') - 2 (m'^2 + m m'')
        m1 = speed * speed + far_km * accel
        m2 = 3.0 * speed * accel + far_km * jerk
        s1, s2 = 2.0 * speed * accel, 2.0 * (accel * accel + speed * jerk)
        return p * (s2 * far_km * far_km + 2.0 * s1 * 2.0 * far_km * speed + speed * speed * 2.0 * m1) + 2.0 * (
            m1 * m1 + far_km * speed * m2
        )
    if kind in (RIGHT, LEFT):
        return radius_km * (jerk * b[R_MAX] + accel * speed)
    if kind in (NEARER, FARTHER):
        return range_curve
    if kind == SHARPER:  # (|d|^2)'' = 2 (d'^2 + d.d'')
        return accel + 2.0 * (speed * speed + far_km * accel) / p
    if kind == FACING:
        return accel
    if kind == IN_SIGHT:  # of stretched vectors: lengths grow by a / b at most, none gets shorter
        dip = math.sqrt(max(1.0 - (AXIS_RATIO * WGS84_A_KM / radius_km) ** 2, 0.0))
        return accel / AXIS_RATIO + dip * (speed * speed / (near * AXIS_RATIO * AXIS_RATIO) + accel / AXIS_RATIO)
    if kind in (NORTHWARD, SOUTHWARD):
        return jerk
    if kind == GROUND_SQUINT:
        return curvature_ground_squint(p, far_km, b)
    if kind == INSIDE:
        return curvature_inside(w, far_km, b)
    return math.inf


@inlined
def curvature_over(
    kind: int, p: float, w: Weights, h: float, range_a: float, range_b: float, b: Floats, radius_km: float
) -> float:
    """Return a bound on the second derivative of a margin over h seconds between ranges a and b at its ends."""
    middle, half = 0.5 * (range_a + range_b), 0.5 * b[SPEED] * h
    return curvature(kind, p, w, middle - half, middle + half, b, radius_km)
