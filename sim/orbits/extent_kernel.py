"""How far a table of positions reaches: radii and chords, in one pass."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel

Floats = NDArray[np.float64]


@kernel
def extent(x_km: Floats, y_km: Floats, z_km: Floats) -> tuple[float, float, float]:
    """Return the squares of the smallest and largest radius and of the longest chord between neighbours, km^2."""
    nearest, farthest, longest = np.inf, 0.0, 0.0
    for k in range(x_km.size):
        radius2 = x_km[k] ** 2 + y_km[k] ** 2 + z_km[k] ** 2
        nearest = radius2 if radius2 < nearest else nearest
        farthest = radius2 if radius2 > farthest else farthest
    for k in range(1, x_km.size):
        chord2 = (x_km[k] - x_km[k - 1]) ** 2 + (y_km[k] - y_km[k - 1]) ** 2 + (z_km[k] - z_km[k - 1]) ** 2
        longest = chord2 if chord2 > longest else longest
    return nearest, farthest, longest
