"""Counting of gaps in steps; only points that change from one step to the next are visited."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel, trailing_zeros
from .bins_kernel import bin_of
from .bits_kernel import NONE, ONE, Circle
from .raster_arrays import Tile

Words = NDArray[np.uint64]
Counts = NDArray[np.int32]
Sums = NDArray[np.int64]

# A point's counts, in steps: where its coverage ended last, number of gaps since, their sum, the longest.
LAST, GAPS, SUM, LONGEST = 0, 1, 2, 3
COUNTS = 4


class Counted(NamedTuple):
    """The counts so far, of the whole grid."""

    state: Words  # (rows, words), flat: the coverage of the step before
    counts: Counts  # (rows * columns, COUNTS)
    seen_first: Counts  # (rows * columns,): the first step covered
    squares: Sums  # (rows * columns,): the sums of squared gaps
    histogram: Counts  # (rows * bins * columns,)
    bins: int


@kernel
def tally(
    covered: Words,
    first_step: int,
    circle: Circle,
    tile: Tile,
    counted: Counted,
) -> None:
    """Count the gaps that end in a tile of steps, and store where gaps begin; only points that change are visited.

    ``first_step`` is the tile's first step, counted from the map's start.
    """
    columns, words = circle.columns, circle.words
    first_row, last_row, steps = tile.first_row, tile.last_row, tile.steps
    state, counts, seen_first, squares, histogram, bins = counted
    block = last_row - first_row + 1
    with_histogram = histogram.size > 0
    for k in range(steps):
        now = first_step + k
        for i in range(block):
            r = first_row + i
            at, state_at = (k * block + i) * words, r * words
            for w in range(words):
                new, old = covered[at + w], state[state_at + w]
                changed = new ^ old
                if changed == NONE:
                    continue
                state[state_at + w] = new
                base = r * columns + (w << 6)
                ending = changed & old
                while ending != NONE:
                    single = ending & (~ending + ONE)
                    ending ^= single
                    counts[np.uint64(base + trailing_zeros(single)), LAST] = now
                starting = changed & new
                while starting != NONE:
                    single = starting & (~starting + ONE)
                    starting ^= single
                    bit = trailing_zeros(single)
                    c = np.uint64(base + bit)
                    since = counts[c, LAST]
                    if since < 0:
                        seen_first[c] = now
                        continue
                    gap = now - since
                    counts[c, GAPS] += np.int32(1)
                    counts[c, SUM] += np.int32(gap)
                    if gap > counts[c, LONGEST]:
                        counts[c, LONGEST] = gap
                    squares[c] += gap * gap
                    if with_histogram:
                        bin_at = (r * bins + bin_of(gap)) * columns + (w << 6) + bit
                        histogram[np.uint64(bin_at)] += np.int32(1)
