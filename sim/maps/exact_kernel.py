"""Which cells of a painted raster are in doubt, and the counting of gaps in seconds once they are settled.

A cell is a point in a step. Cells in doubt are numbered in the order in which both kernels meet them: step, row, word,
bit. Kernels check nothing: callers have.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel, trailing_zeros

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Counts = NDArray[np.int32]

ABOVE, BELOW, WITHIN, BEYOND = 0, 1, 2, 3  # kinds of limit, as in search_kernel

# A point's figures: when it was first seen, when last, gaps between, their sum, sum of squares, the longest.
FIRST_S, LAST_S, GAPS, SUM_S, SQUARES_S2, LONGEST_S = 0, 1, 2, 3, 4, 5
COLUMNS = 6

SMALLEST_GAP_S = 1e-6  # ten times what boundaries are found to: what ends and begins at once is one
MOST_PIECES = 256  # of windows in one cell
EXACT_BINS, BINS_AN_OCTAVE = 16, 8  # as in raster_kernel

WGS84_E2 = 6.69437999014131705734e-3
AXIS_RATIO = 0.99664718933525254  # b / a
SECOND_E2_B_KM = 42.841311513313573  # e'^2 b
E2_A_KM = 42.697672707180056  # e^2 a

ONE, NONE = np.uint64(1), np.uint64(0)


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
def margin_at(
    kind: int,
    p: float,
    dx: float,
    dy: float,
    dz: float,
    nx: float,
    ny: float,
    nz: float,
    ux: float,
    uy: float,
    uz: float,
) -> float:
    """Return a margin, km: d from point to satellite, n the normal at the point, u the one below the satellite."""
    p_range = p * math.sqrt(dx * dx + dy * dy + dz * dz)
    along = nx * dx + ny * dy + nz * dz if kind <= BELOW else ux * dx + uy * dy + uz * dz
    g = along - p_range
    return g if (kind == ABOVE) | (kind == WITHIN) else -g


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
    ends = np.empty(
        (2, 8, n_tracks)
    )  # at both ends of a step: position, normal below, distance from the axis, its cosine
    near, doubted = np.empty(n_tracks, np.int64), np.empty(n_tracks, np.int64)
    n, cell = 0, 0
    for k in range(steps):
        low_s, high_s = (first_step + k) * step_s, (first_step + k + 1) * step_s
        for end in range(2):
            for j in range(n_tracks):
                x, y, z = nodes[k + end, j, 0], nodes[k + end, j, 1], nodes[k + end, j, 2]
                ux, uy, uz = normal_below(x, y, z)
                ends[end, 0, j], ends[end, 1, j], ends[end, 2, j] = x, y, z
                ends[end, 3, j], ends[end, 4, j], ends[end, 5, j] = ux, uy, uz
                ends[end, 6, j], ends[end, 7, j] = math.sqrt(x * x + y * y), math.sqrt(ux * ux + uy * uy)
        for i in range(block):
            r = first_row + i
            n_near = -1
            at, full_at = (k * rows + r) * words, (k * block + i) * words
            for w in range(words):
                left = history[at + w]
                if left != NONE and n_near < 0:
                    # Discs are widest at the satellite's own longitude: who is too far even there is left out.
                    c = r * columns
                    axis_km = math.sqrt(sites[c, 0] * sites[c, 0] + sites[c, 1] * sites[c, 1])
                    cos_lat = math.sqrt(max(1.0 - sites[c, 5] * sites[c, 5], 0.0))
                    n_near = 0
                    for j in range(n_tracks):
                        if from_s[j] >= high_s or to_s[j] <= low_s:
                            continue
                        reached = True
                        for q in range(n_tests[j]):
                            kind, p, rise = int(tests[j, q, 0]), tests[j, q, 1], tests[j, q, 2]
                            if kind != ABOVE and kind != WITHIN:
                                continue
                            out = 0
                            for end in range(2):
                                g = margin_at(
                                    kind, p, ends[end, 6, j] - axis_km, 0.0, ends[end, 2, j] - sites[c, 2],
                                    cos_lat, 0.0, sites[c, 5], ends[end, 7, j], 0.0, ends[end, 5, j],
                                )  # fmt: skip
                                out += g < -rise
                            if out == 2:
                                reached = False
                        if reached:
                            near[n_near] = j
                            n_near += 1
                while left != NONE:
                    single = left & (~left + ONE)
                    left ^= single
                    c = r * columns + (w << 6) + trailing_zeros(single)
                    sx, sy, sz = sites[c, 0], sites[c, 1], sites[c, 2]
                    nx, ny, nz = sites[c, 3], sites[c, 4], sites[c, 5]
                    n_doubted, is_full = 0, False
                    for at_near in range(n_near):
                        j = near[at_near]
                        ax, ay, az = ends[0, 0, j] - sx, ends[0, 1, j] - sy, ends[0, 2, j] - sz
                        bx, by, bz = ends[1, 0, j] - sx, ends[1, 1, j] - sy, ends[1, 2, j] - sz
                        # The first test is on elevation, and no margin of it exceeds the height above the horizon.
                        if (
                            nx * ax + ny * ay + nz * az < -tests[j, 0, 2]
                            and nx * bx + ny * by + nz * bz < -tests[j, 0, 2]
                        ):
                            continue
                        # NaN, for a position that is not known, leaves doubt, as do limits on motion and cut steps.
                        sure, maybe = from_s[j] <= low_s and to_s[j] >= high_s and not others[j], True
                        for q in range(n_tests[j]):
                            kind, p, rise, sag = int(tests[j, q, 0]), tests[j, q, 1], tests[j, q, 2], tests[j, q, 3]
                            ga = margin_at(kind, p, ax, ay, az, nx, ny, nz, ends[0, 3, j], ends[0, 4, j], ends[0, 5, j])
                            gb = margin_at(kind, p, bx, by, bz, nx, ny, nz, ends[1, 3, j], ends[1, 4, j], ends[1, 5, j])
                            if ga < -rise and gb < -rise:
                                maybe = False
                                break
                            sure &= (ga > sag) & (gb > sag)
                        if not maybe:
                            continue
                        if sure:  # and likely to see the next point throughout as well
                            near[at_near], near[0] = near[0], j
                            is_full = True
                            break
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
