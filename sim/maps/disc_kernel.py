"""Painting discs and rings: rows of a block, step by step, in closed form (``row_kernel``)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel
from ..windows.margin_kinds import ABOVE
from .bits_kernel import ONES, Circle, fill_wrapped, masks
from .raster_arrays import (
    DISC,
    DISC_KM,
    DISC_P,
    HOLE,
    HOLE_KM,
    HOLE_P,
    NOWHERE,
    OFFSET,
    PARTS,
    STEPS_A_ROW,
    Painted,
    Samples,
    Tile,
)
from .row_kernel import DISCS, ROOM, Rows, half_width, half_widths, levers

Floats = NDArray[np.float64]


@inlined
def steps_away(lowest: int, highest: int, first_row: int, last_row: int, steps_a_row: float) -> int:
    """Return the number of next steps that can be skipped because the satellite cannot reach the block by then.

    A footprint between two rows of the block reaches no row: its lowest row is above its highest. No step is then
    skipped.
    """
    if lowest == NOWHERE:
        return 0
    rows = max(lowest - last_row, first_row - highest)
    return int((rows - 1) * steps_a_row) if rows > 1 else 0


@kernel
def paint_discs(
    track: Floats,
    samples: Samples,
    rows: Rows,
    circle: Circle,
    tile: Tile,
    painted: Painted,
    arc: Floats,
) -> None:
    """Paint one satellite's discs on the rows of a block over a tile of steps.

    The samples at the steps themselves belong to the step before as well as to the one after: they are painted apart
    from those inside a step. A kind of margin that bounds no disc paints nothing. ``arc`` is scratch for half-widths
    and, from each further multiple of ROOM, first and last columns: one array, as LLVM gives up on comparing more.
    Nothing that takes an array is called in the inner loops: counting references to it costs more than the arithmetic.
    """
    p_km, z_km, column, sin_below, cos_below, low, high, stride = samples
    per_rad, turn, columns, words = circle
    first_row, last_row, step, steps = tile
    on_step, between = painted
    offset, parts = int(track[OFFSET]), int(track[PARTS])
    kind, p2, extra_km = int(track[DISC]), track[DISC_P], track[DISC_KM]
    if kind not in DISCS:
        return
    up_z, up_p, less = (
        (rows.sin_lat, rows.cos_lat, rows.normal_km) if kind == ABOVE else (rows.height_km, rows.axis_km, rows.zero)
    )
    axis_km, height_km = rows.axis_km, rows.height_km
    block = last_row - first_row + 1
    half_turn = 0.5 * turn
    steps_a_row = track[STEPS_A_ROW]
    for part in range(parts):
        target = on_step if part == 0 else between
        count = steps + 1 if part == 0 else steps
        start = offset + part * stride + step
        k = -1
        while k + 1 < count:
            k += 1
            at = np.uint64(start) + np.uint64(k)
            lowest, highest = int(low[at]), int(high[at])
            bottom, top = max(lowest, first_row), min(highest, last_row)
            if bottom > top:  # as many steps away as the rows between allow
                k += steps_away(lowest, highest, first_row, last_row, steps_a_row)
                continue
            n = top - bottom + 1
            padded = (n + 3) & ~3  # whole vectors; what lies beyond is computed and not used
            p, z, middle = p_km[at], z_km[at], column[at]
            l0, l1, l2, l3 = levers(kind, extra_km, p, z, sin_below[at], cos_below[at])
            for i in range(padded):
                r = np.uint64(bottom) + np.uint64(i)  # unsigned: an index that might be negative is no vector load
                dp, dz = p - axis_km[r], z - height_km[r]
                a0 = l0 + l1 * up_z[r] + l2 * up_p[r] - less[r]
                h = per_rad * half_width(a0, l3 * up_p[r], p2, axis_km[r] * p, dp * dp + dz * dz)
                h = h if h < half_turn else half_turn
                arc[i] = h
                arc[i + ROOM] = np.ceil(middle - h)
                arc[i + 2 * ROOM] = np.floor(middle + h)
            row_at = (k * block + bottom - first_row) * words
            for i in range(n):
                first, last = int(arc[i + ROOM]), int(arc[i + 2 * ROOM])
                # First of all: an arc may hold no column until it has gone round.
                if middle - arc[i] < 0.0 or middle + arc[i] >= turn or last >= columns:
                    fill_wrapped(target, row_at + i * words, middle - arc[i], middle + arc[i], turn, columns)
                    continue
                if first > last:
                    continue
                begin = np.uint64(row_at + i * words)
                a, b, low_bits, high_bits = masks(first, last)
                both = low_bits & high_bits
                target[begin + np.uint64(a)] |= both if a == b else low_bits  # no branch: it could not be predicted
                target[begin + np.uint64(b)] |= both if a == b else high_bits
                for w in range(a + 1, b):
                    target[begin + np.uint64(w)] = ONES


@kernel
def paint_rings(
    track: Floats,
    samples: Samples,
    rows: Rows,
    circle: Circle,
    tile: Tile,
    painted: Painted,
    outer: Floats,
    inner: Floats,
) -> None:
    """As paint_discs, for discs with a hole; where either is of a kind that bounds none, nothing is painted."""
    p_km, z_km, column, sin_below, cos_below, low, high, stride = samples
    per_rad, turn, columns, words = circle
    first_row, last_row, step, steps = tile
    on_step, between = painted
    offset, parts = int(track[OFFSET]), int(track[PARTS])
    kind, p2, extra_km = int(track[DISC]), track[DISC_P], track[DISC_KM]
    hole, hole_p2, hole_km = int(track[HOLE]), track[HOLE_P], track[HOLE_KM]
    if kind not in DISCS or hole not in DISCS:
        return
    block = last_row - first_row + 1
    half_turn = 0.5 * turn
    steps_a_row = track[STEPS_A_ROW]
    for part in range(parts):
        target = on_step if part == 0 else between
        count = steps + 1 if part == 0 else steps
        start = offset + part * stride + step
        k = -1
        while k + 1 < count:
            k += 1
            at = start + k
            lowest, highest = int(low[at]), int(high[at])
            bottom, top = max(lowest, first_row), min(highest, last_row)
            if bottom > top:
                k += steps_away(lowest, highest, first_row, last_row, steps_a_row)
                continue
            n = top - bottom + 1
            padded = (n + 3) & ~3
            p, z, middle = p_km[at], z_km[at], column[at]
            lever = levers(kind, extra_km, p, z, sin_below[at], cos_below[at])
            half_widths(kind, p2, lever, rows, bottom, padded, p, z, per_rad, half_turn, outer)
            lever = levers(hole, hole_km, p, z, sin_below[at], cos_below[at])
            half_widths(hole, hole_p2, lever, rows, bottom, padded, p, z, per_rad, half_turn, inner)
            row_at = (k * block + bottom - first_row) * words
            for i in range(n):
                h, g = outer[i], inner[i]
                if g < 0.0 and h >= 0.0:
                    fill_wrapped(target, row_at + i * words, middle - h, middle + h, turn, columns)
                elif 0.0 <= g < h:
                    fill_wrapped(target, row_at + i * words, middle - h, middle - g, turn, columns)
                    fill_wrapped(target, row_at + i * words, middle + g, middle + h, turn, columns)
