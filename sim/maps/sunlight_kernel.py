"""The points seen by satellites that also meet a limit on the Sun."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel
from .angle_kernel import angle_of
from .bits_kernel import NONE, Circle, fill_wrapped
from .raster_arrays import Painted, Tile
from .row_kernel import Rows

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]


@kernel
def unite(
    painted: Painted,
    light: Floats,
    sin_sun: float,
    rows: Rows,
    circle: Circle,
    tile: Tile,
    covered: Words,
    sunlit: Words,
) -> None:
    """Add the painted points of satellites with one limit on the Sun to the coverage, if the points are lit.

    ``light`` (3, steps + 1) is the Sun's longitude in columns, and sine and cosine of its declination, at every step. A
    point is lit in a step if it is lit at its start or at its end. ``sin_sun`` is lowered by the largest rise in
    between; it is NaN without a limit on the Sun.
    """
    on_step, between = painted
    sin_lat, cos_lat = rows.sin_lat, rows.cos_lat
    per_rad, turn, columns, words = circle
    first_row, last_row, step, steps = tile
    lit = not np.isnan(sin_sun)
    block = last_row - first_row + 1
    size = block * words
    half_turn = 0.5 * turn
    for k in range(steps):
        for i in range(block):
            at = k * size + i * words
            seen = NONE
            for w in range(words):
                between[at + w] |= on_step[at + w] | on_step[at + size + w]
                seen |= between[at + w]
            if seen == NONE:
                continue
            if lit:
                for w in range(words):
                    sunlit[w] = NONE
                for end in range(2):
                    c, s = light[2, step + k + end], light[1, step + k + end]
                    level = cos_lat[first_row + i] * c
                    q = (sin_lat[first_row + i] * s + level - sin_sun) / max(level, 1e-12)
                    if q >= 0.0:
                        h = min(angle_of(q) * per_rad, half_turn) if q < 2.0 else half_turn
                        middle = light[0, step + k + end]
                        fill_wrapped(sunlit, 0, middle - h, middle + h, turn, columns)
                for w in range(words):
                    covered[at + w] |= between[at + w] & sunlit[w]
            else:
                for w in range(words):
                    covered[at + w] |= between[at + w]
