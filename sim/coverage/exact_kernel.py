"""Which cells of a painted raster are in doubt, and the counting of gaps in seconds once they are settled.

A cell is a point in a step. Cells in doubt are numbered in the order in which both kernels meet them: step, row, word,
bit. Kernels check nothing: callers have.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Counts = NDArray[np.int32]

ABOVE, BELOW, WITHIN, BEYOND = 0, 1, 2, 3  # kinds of limit, as in windows_kernel

# A point's figures: when it was first seen, when last, gaps between, their sum, sum of squares, the longest.
FIRST_S, LAST_S, GAPS, SUM_S, SQUARES_S2, LONGEST_S = 0, 1, 2, 3, 4, 5
COLUMNS = 6

SMALLEST_GAP_S = 1e-6  # ten times what boundaries are found to: what ends and begins at once is one
MOST_PIECES = 256  # of windows in one cell
EMPTY, DOUBT, FULL = 0, 1, 2
EXACT_BINS, BINS_AN_OCTAVE = 16, 8  # as in raster_kernel

WGS84_E2 = 6.69437999014131705734e-3
AXIS_RATIO = 0.99664718933525254  # b / a
SECOND_E2_B_KM = 42.841311513313573  # e'^2 b
E2_A_KM = 42.697672707180056  # e^2 a

ONE, NONE = np.uint64(1), np.uint64(0)
DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
DE_BRUIJN_SHIFT = np.uint64(58)
BIT_NUMBER = np.zeros(64, dtype=np.int64)  # of a word with one bit; Leiserson, Prokop, Randall (1998)
for _bit in range(64):
    BIT_NUMBER[((1 << _bit) * 0x03F79D71B4CB0A89 & 0xFFFFFFFFFFFFFFFF) >> 58] = _bit


@inlined
def bit_number(single: np.uint64) -> int:
    return BIT_NUMBER[(single * DE_BRUIJN) >> DE_BRUIJN_SHIFT]


@inlined
def bin_of(steps: int) -> int:
    """As ``raster_kernel.bin_number``."""
    if steps < EXACT_BINS:
        return steps
    octave = 0
    while (steps >> octave) >= EXACT_BINS:
        octave += 1
    return EXACT_BINS + (octave - 1) * BINS_AN_OCTAVE + ((steps >> octave) & 7)


@inlined
def normal_below(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Return the geodetic normal at the sub-point: Bowring (1985), one round; within 1e-8 rad above 100 km."""
    p = math.sqrt(x * x + y * y)
    r = math.sqrt(p * p + z * z)
    num, den = AXIS_RATIO * z * (r + SECOND_E2_B_KM), p * r
    scale = 1.0 / math.sqrt(num * num + den * den)
    sin_b, cos_b = num * scale, den * scale
    num = z + SECOND_E2_B_KM * sin_b * sin_b * sin_b
    den = p - E2_A_KM * cos_b * cos_b * cos_b
    scale = 1.0 / math.sqrt(num * num + den * den)
    level = den * scale / (p if p > 0.0 else 1.0)
    return level * x, level * y, num * scale


@inlined
def margin_at(kind: int, p: float, at: Floats, site: Floats) -> float:
    """Return a margin, km; ``at`` (6,) is the satellite's position and the normal below it."""
    dx, dy, dz = at[0] - site[0], at[1] - site[1], at[2] - site[2]
    distance_km = math.sqrt(dx * dx + dy * dy + dz * dz)
    if kind <= BELOW:
        g = site[3] * dx + site[4] * dy + site[5] * dz - p * distance_km
    else:
        g = at[3] * dx + at[4] * dy + at[5] * dz - p * distance_km
    return g if kind in (ABOVE, WITHIN) else -g


@kernel
def judged(tests: Floats, n_tests: int, others: bool, whole: bool, a: Floats, b: Floats, site: Floats) -> int:
    """Say whether one satellite sees a point nowhere in a step, throughout it, or perhaps somewhere.

    NaN, for a position that is not known, leaves doubt, as do limits on motion and steps that a track does not fill.
    """
    sure = whole and not others
    for i in range(n_tests):
        kind, p = int(tests[i, 0]), tests[i, 1]
        ga, gb = margin_at(kind, p, a, site), margin_at(kind, p, b, site)
        if ga < -tests[i, 2] and gb < -tests[i, 2]:
            return EMPTY
        if not (ga > tests[i, 3] and gb > tests[i, 3]):
            sure = False
    return FULL if sure else DOUBT


@kernel
def sort_cells(
    history: Words,
    first_step: int,
    steps: int,
    step_s: float,
    first_row: int,
    last_row: int,
    rows: int,
    columns: int,
    words: int,
    nodes: Floats,
    from_s: Floats,
    to_s: Floats,
    tests: Floats,
    n_tests: Ints,
    others: NDArray[np.bool_],
    sites: Floats,
    full: Words,
    out_cell: Ints,
    out_track: Ints,
    out_site: Ints,
    out_start_s: Floats,
    out_end_s: Floats,
) -> int:
    """Mark the painted cells that are surely covered throughout, and list who may see the others, from when to when.

    ``history`` (steps, rows, words) is the painted raster of the whole grid, ``full`` (steps, rows of the block, words)
    what is marked; ``nodes`` (steps + 1, tracks, 3) positions, km. Returns how many are listed: perhaps more than the
    room in the outputs.
    """
    n_tracks = from_s.size
    block = last_row - first_row + 1
    room = out_cell.size
    a, b = np.empty((n_tracks, 6)), np.empty((n_tracks, 6))
    near = np.empty(n_tracks, np.int64)
    doubted = np.empty(n_tracks, np.int64)
    n, cell = 0, 0
    for k in range(steps):
        low_s, high_s = (first_step + k) * step_s, (first_step + k + 1) * step_s
        for j in range(n_tracks):
            for axis in range(3):
                a[j, axis], b[j, axis] = nodes[k, j, axis], nodes[k + 1, j, axis]
            a[j, 3], a[j, 4], a[j, 5] = normal_below(a[j, 0], a[j, 1], a[j, 2])
            b[j, 3], b[j, 4], b[j, 5] = normal_below(b[j, 0], b[j, 1], b[j, 2])
        for i in range(block):
            r = first_row + i
            n_near = 0
            at, full_at = (k * rows + r) * words, (k * block + i) * words
            for w in range(words):
                left = history[at + w]
                if left != NONE and n_near == 0:
                    # Tracks above the horizon somewhere on this row, by the first test's elevation 0 and its rise.
                    site = sites[r * columns]
                    sin_lat, cos_lat = site[5], math.sqrt(max(1.0 - site[5] * site[5], 0.0))
                    level = site[0] * site[3] + site[1] * site[4] + site[2] * site[5]
                    for j in range(n_tracks):
                        if from_s[j] >= high_s or to_s[j] <= low_s:
                            continue
                        height_a = sin_lat * a[j, 2] + cos_lat * math.sqrt(a[j, 0] ** 2 + a[j, 1] ** 2) - level
                        height_b = sin_lat * b[j, 2] + cos_lat * math.sqrt(b[j, 0] ** 2 + b[j, 1] ** 2) - level
                        if height_a < -tests[j, 0, 2] and height_b < -tests[j, 0, 2]:
                            continue
                        near[n_near] = j
                        n_near += 1
                while left != NONE:
                    single = left & (~left + ONE)
                    left ^= single
                    c = r * columns + (w << 6) + bit_number(single)
                    site = sites[c]
                    n_doubted, is_full = 0, False
                    for q in range(n_near):
                        j = near[q]
                        whole = from_s[j] <= low_s and to_s[j] >= high_s
                        seen = judged(tests[j], n_tests[j], others[j], whole, a[j], b[j], site)
                        if seen == FULL:
                            is_full = True
                            break
                        if seen == DOUBT:
                            doubted[n_doubted] = j
                            n_doubted += 1
                    if is_full:
                        full[full_at + w] |= single
                        continue
                    for q in range(n_doubted):
                        if n < room:
                            j = doubted[q]
                            out_cell[n], out_track[n], out_site[n] = cell, j, c
                            out_start_s[n], out_end_s[n] = max(low_s, from_s[j]), min(high_s, to_s[j])
                        n += 1
                    cell += 1
    return n


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
    first_step: int,
    steps: int,
    step_s: float,
    first_row: int,
    last_row: int,
    rows: int,
    columns: int,
    words: int,
    cells: Ints,
    start_s: Floats,
    end_s: Floats,
    gaps: Floats,
    state: Words,
    histogram: Counts,
    bins: int,
) -> None:
    """Count the gaps that end in some painted steps, and note when coverage ends, at the points of a block of rows.

    ``cells`` (N,), sorted, names the cell in doubt that each window [start_s, end_s] settles a part of. ``gaps``
    (points, COLUMNS), ``state`` (rows, words) which points were seen when the last step ended.
    """
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
                    bit = bit_number(single)
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
                    while row_of < cells.size and cells[row_of] == cell:
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
