"""The margin of each kind of limit (``margin_kinds``): positive where the limit is met.

An unknown kind has the margin NaN, so its limit is never met. Kernels check nothing; callers check before.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined
from ..constants import WGS84_A_KM
from .geodetic_kernel import AXIS_RATIO, normal_below
from .interpolation_kernel import Polynomial, polynomial, slope, value
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
    OF_PLACE,
    RIGHT,
    SHARPER,
    SOUTHWARD,
    SQUINT,
    WITHIN,
    Weights,
)
from .sight_kernel import east_north, level, right_of_track, up_of

Floats = NDArray[np.float64]


@inlined
def is_of_place(kind: int) -> bool:
    """Return whether a margin depends on the satellite's position alone, and not on its velocity."""
    return kind in OF_PLACE


@inlined
def margin_of_place(
    kind: int, p: float, w: Weights, dx: float, dy: float, dz: float, range_km: float, site: Floats
) -> float:
    """Return the margin of a limit on the satellite's position; d runs from target to satellite, km.

    IN_SIGHT: with the polar axis stretched by a / b the ellipsoid is a sphere of radius a. From a point outside it, s
    from the centre, lines that touch it stand at asin(sqrt(1 - a^2 / s^2)) below the plane across s.
    """
    if kind in (ABOVE, BELOW):
        g = up_of(dx, dy, dz, site) - p * range_km
        return g if kind == ABOVE else -g
    if kind in (WITHIN, BEYOND):
        ux, uy, uz = normal_below(dx + site[0], dy + site[1], dz + site[2])
        g = ux * dx + uy * dy + uz * dz - p * range_km
        return g if kind == WITHIN else -g
    if kind in (NEARER, FARTHER):
        return p - range_km if kind == NEARER else range_km - p
    up = up_of(dx, dy, dz, site)
    if kind == SHARPER:
        return up - range_km * range_km / p
    if kind == FACING:
        east, north = east_north(dx, dy, dz, site)
        return w[0] * east + w[1] * north + w[2] * up
    if kind == IN_SIGHT:
        sx, sy, sz = site[0], site[1], site[2] / AXIS_RATIO
        ez = dz / AXIS_RATIO
        s_km = math.sqrt(sx * sx + sy * sy + sz * sz)
        dip = math.sqrt(max(1.0 - (WGS84_A_KM / s_km) ** 2, 0.0))
        return (sx * dx + sy * dy + sz * ez) / s_km + dip * math.sqrt(dx * dx + dy * dy + ez * ez)
    return math.nan


@inlined
def margin_of_motion(
    kind: int,
    p: float,
    w: Weights,
    dx: float,
    dy: float,
    dz: float,
    vx: float,
    vy: float,
    vz: float,
    range_km: float,
    site: Floats,
) -> float:
    """Return the margin of a limit on the satellite's velocity; v Earth-fixed, km/s.

    For GROUND_SQUINT: v_h and d_h are without their parts along the geodetic normal u, km. For INSIDE: down is
    against the geodetic normal u, forward the velocity less its part along u, right their product.
    """
    if kind == SQUINT:
        along = dx * vx + dy * vy + dz * vz
        return p * (vx * vx + vy * vy + vz * vz) * range_km * range_km - along * along
    if kind in (NORTHWARD, SOUTHWARD):
        return vz if kind == NORTHWARD else -vz
    rx, ry, rz = dx + site[0], dy + site[1], dz + site[2]
    if kind in (INSIDE, GROUND_SQUINT):
        ux, uy, uz = normal_below(rx, ry, rz)
        fx, fy, fz = level(vx, vy, vz, ux, uy, uz)
        if kind == GROUND_SQUINT:
            lower = dx * ux + dy * uy + dz * uz
            along = dx * fx + dy * fy + dz * fz
            return p * (fx * fx + fy * fy + fz * fz) * (range_km * range_km - lower * lower) - along * along
        scale = 1.0 / math.sqrt(fx * fx + fy * fy + fz * fz)
        down = ux * dx + uy * dy + uz * dz
        forward = -(fx * dx + fy * dy + fz * dz) * scale
        right = -((fy * uz - fz * uy) * dx + (fz * ux - fx * uz) * dy + (fx * uy - fy * ux) * dz) * scale
        return w[0] * down + w[1] * right + w[2] * forward
    if kind in (RIGHT, LEFT):
        g = right_of_track(rx, ry, rz, vx, vy, vz, site)
        return g if kind == RIGHT else -g
    return math.nan


@inlined
def margin_at(
    kind: int,
    p: float,
    w: Weights,
    cx: Polynomial,
    cy: Polynomial,
    cz: Polynomial,
    sigma: float,
    step_s: float,
    site: Floats,
) -> tuple[float, float]:
    """Return a margin and the range to the target, km, from the polynomials of a step.

    ``p`` is the limit's sine (ABOVE, BELOW), cosine (WITHIN, BEYOND), squared sine (SQUINT, GROUND_SQUINT) or
    length (NEARER to SHARPER), ``w`` the normal of its plane (FACING, INSIDE); ``site`` holds the target's
    position, km, and its geodetic normal.
    """
    dx, dy, dz = value(cx, sigma) - site[0], value(cy, sigma) - site[1], value(cz, sigma) - site[2]
    range_km = math.sqrt(dx * dx + dy * dy + dz * dz)
    if is_of_place(kind):
        return margin_of_place(kind, p, w, dx, dy, dz, range_km, site), range_km
    vx, vy, vz = slope(cx, sigma) / step_s, slope(cy, sigma) / step_s, slope(cz, sigma) / step_s
    return margin_of_motion(kind, p, w, dx, dy, dz, vx, vy, vz, range_km, site), range_km


@inlined
def margin(
    kind: int, p: float, w: Weights, x: Floats, y: Floats, z: Floats, k: int, s: float, step_s: float, site: Floats
) -> tuple[float, float]:
    """Return the result of ``margin_at`` at fraction s of the step after flat node k; nodes need no interpolation."""
    if s == 0.0 and is_of_place(kind):
        dx, dy, dz = x[k] - site[0], y[k] - site[1], z[k] - site[2]
        range_km = math.sqrt(dx * dx + dy * dy + dz * dz)
        return margin_of_place(kind, p, w, dx, dy, dz, range_km, site), range_km
    return margin_at(kind, p, w, polynomial(x, k), polynomial(y, k), polynomial(z, k), s - 0.5, step_s, site)
