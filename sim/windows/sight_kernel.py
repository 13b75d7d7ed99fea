"""Parts of a line of sight and of the motion across it, for one place and one position; kernels of angles share them.

``site`` holds the target's Earth-fixed position, km, and its geodetic normal. d runs from target to satellite, km.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined

Floats = NDArray[np.float64]


@inlined
def up_of(dx: float, dy: float, dz: float, site: Floats) -> float:
    """Return the part of d along the target's normal."""
    return site[3] * dx + site[4] * dy + site[5] * dz


@inlined
def east_north(dx: float, dy: float, dz: float, site: Floats) -> tuple[float, float]:
    """Return the parts of d to the east and to the north at the target."""
    cos_lat = math.sqrt(site[3] * site[3] + site[4] * site[4])  # about 6e-17 at a pole, which still gives an east
    east = (site[3] * dy - site[4] * dx) / cos_lat
    north = cos_lat * dz - site[5] * (site[3] * dx + site[4] * dy) / cos_lat
    return east, north


@inlined
def level(ax: float, ay: float, az: float, ux: float, uy: float, uz: float) -> tuple[float, float, float]:
    """Return a vector without its part along a normal u."""
    along = ax * ux + ay * uy + az * uz
    return ax - along * ux, ay - along * uy, az - along * uz


@inlined
def right_of_track(rx: float, ry: float, rz: float, vx: float, vy: float, vz: float, site: Floats) -> float:
    """Return (target - r) . (v x r), positive for a target to the right; r needs no mention in the difference."""
    return site[0] * (vy * rz - vz * ry) + site[1] * (vz * rx - vx * rz) + site[2] * (vx * ry - vy * rx)
