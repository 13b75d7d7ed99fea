"""Counting gaps in seconds, once the cells in doubt are settled (``doubt_kernel``)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel, trailing_zeros
from .bins_kernel import bin_of
from .bits_kernel import NONE, ONE
from .doubt_kernel import Cells

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Counts = NDArray[np.int32]

# A point's figures: when it was first seen, when last, gaps between, their sum, sum of squares, the longest.
FIRST_S, LAST_S, GAPS, SUM_S, SQUARES_S2, LONGEST_S = 0, 1, 2, 3, 4, 5
COLUMNS = 6

SMALLEST_GAP_S = 1e-6  # ten times the accuracy of boundaries: windows that touch are one stretch of coverage
MOST_PIECES = 256  # of windows in one cell


class Settled(NamedTuple):
    """The windows found, sorted by the cell in doubt to which each belongs."""

    cell: Ints
    start_s: Floats
    end_s: Floats


@inlined
def close_gap(gaps: Floats, at_s: float, step_s: float, histogram: Counts, bin_at: int, columns: int) -> None:
    """Count the gap that ends at ``at_s`` at one point."""
    if not (gaps[FIRST_S] >= 0.0):
        gaps[FIRST_S] = at_s
        return
    gap_s = at_s - gaps[LAST_S]
    if gap_s <= SMALLEST_GAP_S:
        return
    gaps[GAPS] += 1.0
    gaps[SUM_S] += gap_s
    gaps[SQUARES_S2] += gap_s * gap_s
    gaps[LONGEST_S] = max(gaps[LONGEST_S], gap_s)
    if histogram.size > 0:
        histogram[bin_at + bin_of(max(int(gap_s / step_s - 0.5), 0)) * columns] += np.int32(1)


@kernel
def tally_seconds(
    history: Words,
    full: Words,
    cells: Cells,
    settled: Settled,
    gaps: Floats,
    state: Words,
    histogram: Counts,
    bins: int,
) -> None:
    """Count the gaps that end in some painted steps, and note when coverage ends, at the points of a block of rows.

    ``history`` and ``full`` are as ``sort_cells`` has them. ``gaps`` (points, COLUMNS), ``state`` (rows, words) which
    points were seen when the last step ended.
    """
    first_step, steps, step_s, first_row, last_row, rows, columns, words = cells
    settled_cell, start_s, end_s = settled
    block = last_row - first_row + 1
    starts, ends = np.empty(MOST_PIECES), np.empty(MOST_PIECES)
    cell, row_of = 0, 0
    for k in range(steps):
        low_s, high_s = (first_step + k) * step_s, (first_step + k + 1) * step_s
        for i in range(block):
            r = first_row + i
            at, full_at = (k * rows + r) * words, (k * block + i) * words
            for w in range(words):
                seen, whole = history[at + w], full[full_at + w]
                base = r * columns + (w << 6)
                now = state[r * words + w]
                left = (seen & ~whole) | (now & ~seen) | (whole & ~now)
                while left != NONE:
                    single = left & (~left + ONE)
                    left ^= single
                    bit = trailing_zeros(single)
                    c = base + bit
                    bin_at = r * bins * columns + (w << 6) + bit
                    is_open = now & single != NONE
                    if seen & single == NONE:
                        gaps[c, LAST_S] = low_s
                        now ^= single
                        continue
                    if whole & single != NONE:
                        close_gap(gaps[c], low_s, step_s, histogram, bin_at, columns)
                        now ^= single
                        continue
                    n = 0
                    while row_of < settled_cell.size and settled_cell[row_of] == cell:
                        if n < MOST_PIECES:
                            q = n
                            while q > 0 and starts[q - 1] > start_s[row_of]:
                                starts[q], ends[q] = starts[q - 1], ends[q - 1]
                                q -= 1
                            starts[q], ends[q] = start_s[row_of], end_s[row_of]
                            n += 1
                        row_of += 1
                    cell += 1
                    reached_s = low_s  # covered up to here, if open
                    for q in range(n):
                        if is_open and starts[q] > reached_s:
                            gaps[c, LAST_S] = reached_s
                            is_open = False
                        if not is_open:
                            close_gap(gaps[c], starts[q], step_s, histogram, bin_at, columns)
                            is_open = True
                            reached_s = starts[q]
                        reached_s = max(reached_s, ends[q])
                    if is_open and reached_s < high_s:
                        gaps[c, LAST_S] = reached_s
                        is_open = False
                    now = now | single if is_open else now & ~single
                state[r * words + w] = now
