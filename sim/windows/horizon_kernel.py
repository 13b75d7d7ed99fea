"""The nodes of a table above a place's horizon: in single precision where that is enough, one by one elsewhere.

Above the geodetic horizon means n.r > n.R, linear in the position.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, routine, trailing_zeros
from .interpolation_kernel import polynomial, value

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
Single = np.float32
Singles = NDArray[np.float32]

# Eight nodes in one word, all below or all above the horizon: see ``sort_nodes``.
ALL_BELOW = np.uint64(0)
ALL_ABOVE = np.uint64(0x0202020202020202)
SINGLE_ERROR = 1e-6  # of a position's length: more than three products and their sum lose in single precision
BLOCK = 512  # nodes read at a time: their coordinates fit the first cache


@inlined
def sort_nodes(
    x: Singles, y: Singles, z: Singles, nx: Single, ny: Single, nz: Single, low: Single, high: Single, sides: Bytes
) -> None:
    """Write 0 for every node with n.r surely below the horizon, 2 for surely above, 1 for too close to tell.

    A plain loop over arrays, which LLVM runs many nodes at a time; single precision, for which the caller leaves room.
    """
    for k in range(sides.size):
        height = nx * x[k] + ny * y[k] + nz * z[k]
        sides[k] = np.uint8(height > low) + np.uint8(height > high)


@inlined
def sort_group(
    x: Singles, y: Singles, z: Singles, sites: Floats, members: Ints, unsure_km: float, sides: Bytes
) -> None:
    """Fill row by row the ``sides`` (members, nodes) of one satellite's nodes at some places; see ``sort_nodes``."""
    for low in range(0, x.size, BLOCK):
        high = min(low + BLOCK, x.size)
        for m in range(members.size):
            site = sites[members[m]]
            level = site[3] * site[0] + site[4] * site[1] + site[5] * site[2]
            row = sides[m]
            sort_nodes(
                x[low:high], y[low:high], z[low:high],
                np.float32(site[3]), np.float32(site[4]), np.float32(site[5]),
                np.float32(level - unsure_km), np.float32(level + unsure_km), row[low:high],
            )  # fmt: skip


@inlined
def next_other(words: Words, k: int, same: np.uint64) -> int:
    """Return the first node from k on that ``sort_nodes`` did not put on the side of ``same``, or one past all."""
    w = k >> 3
    other = (words[w] ^ same) >> np.uint64(8 * (k & 7))
    if other != 0:
        return k + (trailing_zeros(other) >> 3)
    w += 1
    while w < words.size and words[w] == same:
        w += 1
    return 8 * w + (trailing_zeros(words[w] ^ same) >> 3) if w < words.size else 8 * w


@inlined
def height(x: Floats, y: Floats, z: Floats, k: int, site: Floats) -> float:
    """Return n.(r - R) at a node: positive above the horizon."""
    return site[3] * (x[k] - site[0]) + site[4] * (y[k] - site[1]) + site[5] * (z[k] - site[2])


@routine
def height_between(x: Floats, y: Floats, z: Floats, k: int, s: float, site: Floats) -> float:
    """Return n.(r - R) at fraction s of the step after a node."""
    dx = value(polynomial(x, k), s - 0.5) - site[0]
    dy = value(polynomial(y, k), s - 0.5) - site[1]
    dz = value(polynomial(z, k), s - 0.5) - site[2]
    return site[3] * dx + site[4] * dy + site[5] * dz
