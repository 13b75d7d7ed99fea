"""Maps by rows: one block of rows, painted and counted, over the steps of a stretch.

Arcs are painted as bits, 64 points a word. Satellites are united by OR, and steps are compared by XOR. Only points that
change are then counted. Kernels check nothing; callers check before.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel
from .bits_kernel import NONE, Circle
from .disc_kernel import paint_discs, paint_rings
from .point_kernel import paint_points
from .raster_arrays import BY_POINT, HOLE, Motion, Painted, Samples, Tile
from .row_kernel import ROOM, Rows
from .sunlight_kernel import unite
from .tally_kernel import Counted, tally

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]

TILE = 64  # steps painted before they are compared: their bits stay in the processor's cache


@kernel
def map_block(
    first_row: int,
    last_row: int,
    first_step: int,
    steps: int,
    tracks: Floats,
    tests: Floats,
    group_from: Ints,
    sin_sun: Floats,
    light: Floats,
    samples: Samples,
    motion: Motion,
    rows: Rows,
    lon: Floats,
    circle: Circle,
    counted: Counted,
    history: Words,
) -> None:
    """Paint and count one block of rows over the steps of one stretch of samples.

    Tracks are sorted by the limit on the Sun: group g holds tracks group_from[g] to [g + 1], NaN in ``sin_sun`` for no
    limit. ``history`` (all steps, rows, words) takes every step's coverage, if it has any room.
    """
    words = circle.words
    block = last_row - first_row + 1
    size = block * words
    on_step, between = np.empty((TILE + 1) * size, np.uint64), np.empty(TILE * size, np.uint64)
    painted = Painted(on_step, between)
    covered = np.empty(TILE * size, np.uint64)
    outer, inner = np.empty(3 * ROOM), np.empty(ROOM)
    arc = np.empty(words, np.uint64)
    all_rows = counted.state.size // words
    for step in range(0, steps, TILE):  # a literal 0 would have all that is called compiled twice
        n = min(TILE, steps - step)
        tile = Tile(first_row, last_row, step, n)
        for j in range(n * size):
            covered[j] = NONE
        for g in range(sin_sun.size):
            for j in range((n + 1) * size):
                on_step[j] = NONE
            for j in range(n * size):
                between[j] = NONE
            for i in range(group_from[g], group_from[g + 1]):
                if tracks[i, BY_POINT] > 0.0:
                    paint_points(
                        tracks[i], tests[i], samples, motion, rows, lon, circle, tile, between, outer, inner, arc
                    )
                elif tracks[i, HOLE] >= 0.0:
                    paint_rings(tracks[i], samples, rows, circle, tile, painted, outer, inner)
                else:
                    paint_discs(tracks[i], samples, rows, circle, tile, painted, outer)
            unite(painted, light, sin_sun[g], rows, circle, tile, covered, arc)
        if history.size > 0:
            for k in range(n):
                for j in range(size):
                    history[((first_step + step + k) * all_rows + first_row) * words + j] = covered[k * size + j]
        tally(covered, first_step + step, circle, tile, counted)
