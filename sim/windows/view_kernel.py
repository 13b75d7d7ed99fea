"""The angles between a place and a satellite at one moment, from the satellite's position and velocity."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel
from .geodetic_kernel import normal_below
from .margin_kernel import margin_of_place
from .margin_kinds import IN_SIGHT, NO_PLANE
from .sight_kernel import east_north, level, right_of_track, up_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ELEVATION, AZIMUTH, RANGE, OFF_NADIR, SQUINT, GROUND_SQUINT, RIGHT, SIGHT = range(8)
N_ROWS = 8


@kernel
def fill_views(sat_itrs_km: Floats, velocity_itrs_km_s: Floats, sites: Floats, of: Ints, out: Floats) -> None:
    """Fill out (N_ROWS, N): angles in rad, range in km, and two numbers positive to the right and in line of sight.

    Satellites (N, 3) are seen from the rows ``of`` (N,) of ``sites`` (P, 6). Angles come from arctangents, so they are
    exact near 0 and 90 degrees too. Squint and ground squint lie between 0 and pi / 2.
    """
    for n in range(of.size):
        site = sites[of[n]]
        rx, ry, rz = sat_itrs_km[n, 0], sat_itrs_km[n, 1], sat_itrs_km[n, 2]
        vx, vy, vz = velocity_itrs_km_s[n, 0], velocity_itrs_km_s[n, 1], velocity_itrs_km_s[n, 2]
        dx, dy, dz = rx - site[0], ry - site[1], rz - site[2]
        range_km = math.sqrt(dx * dx + dy * dy + dz * dz)
        east, north = east_north(dx, dy, dz, site)
        out[ELEVATION, n] = math.atan2(up_of(dx, dy, dz, site), math.sqrt(east * east + north * north))
        out[AZIMUTH, n] = math.atan2(east, north)
        out[RANGE, n] = range_km
        ux, uy, uz = normal_below(rx, ry, rz)
        lx, ly, lz = level(dx, dy, dz, ux, uy, uz)
        out[OFF_NADIR, n] = math.atan2(math.sqrt(lx * lx + ly * ly + lz * lz), ux * dx + uy * dy + uz * dz)
        out[SQUINT, n] = off_broadside(dx, dy, dz, vx, vy, vz)
        fx, fy, fz = level(vx, vy, vz, ux, uy, uz)
        out[GROUND_SQUINT, n] = off_broadside(lx, ly, lz, fx, fy, fz)
        out[RIGHT, n] = right_of_track(rx, ry, rz, vx, vy, vz, site)
        out[SIGHT, n] = margin_of_place(IN_SIGHT, 0.0, NO_PLANE, dx, dy, dz, range_km, site)


@kernel
def off_broadside(dx: float, dy: float, dz: float, vx: float, vy: float, vz: float) -> float:
    """Return asin(|d.v| / |d||v|), by its tangent."""
    cx, cy, cz = dy * vz - dz * vy, dz * vx - dx * vz, dx * vy - dy * vx
    return math.atan2(abs(dx * vx + dy * vy + dz * vz), math.sqrt(cx * cx + cy * cy + cz * cz))
