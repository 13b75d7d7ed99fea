"""The smallest and largest radius and the longest chord of every row of a table of positions, in one loop."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel
def extent(x_km: Floats, y_km: Floats, z_km: Floats) -> tuple[float, float, float]:
    """Return the squares of the smallest and largest radius and of the longest chord between neighbours, km^2.

    All three are NaN if a position is NaN; comparisons alone would ignore it.
    """
    nearest, farthest, longest = np.inf, 0.0, 0.0
    refused = 0
    for k in range(x_km.size):
        radius2 = x_km[k] ** 2 + y_km[k] ** 2 + z_km[k] ** 2
        nearest = radius2 if radius2 < nearest else nearest
        farthest = radius2 if radius2 > farthest else farthest
        refused += radius2 != radius2
    if refused > 0:
        return np.nan, np.nan, np.nan
    for k in range(1, x_km.size):
        chord2 = (x_km[k] - x_km[k - 1]) ** 2 + (y_km[k] - y_km[k - 1]) ** 2 + (z_km[k] - z_km[k - 1]) ** 2
        longest = chord2 if chord2 > longest else longest
    return nearest, farthest, longest


@kernel
def extents(x_km: Floats, y_km: Floats, z_km: Floats, offset: Ints, count: Ints, out_km2: Floats) -> None:
    """Fill ``out_km2`` (I, 3) with the ``extent`` of each row, the nodes from offset[i] on, count[i] of them."""
    for i in range(offset.size):
        low, high = offset[i], offset[i] + count[i]
        out_km2[i, 0], out_km2[i, 1], out_km2[i, 2] = extent(x_km[low:high], y_km[low:high], z_km[low:high])
