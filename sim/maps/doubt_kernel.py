"""The cells of a painted raster that are in doubt, and the satellites that may see them.

A cell is a point in a step. Cells in doubt are numbered in the order of both kernels: step, row, word, bit. Kernels
check nothing; callers check before.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel, trailing_zeros
from ..windows.geodetic_kernel import normal_below
from ..windows.margin_kinds import ABOVE, BELOW, BEYOND, WITHIN
from .bits_kernel import NONE, ONE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]


class Cells(NamedTuple):
    """Some steps of a block of rows, and the grid they belong to."""

    first_step: int  # counted from the map's start
    steps: int
    step_s: float
    first_row: int
    last_row: int
    rows: int  # of the whole grid
    columns: int
    words: int


class Viewers(NamedTuple):
    """The satellites that may see the cells: J tracks over some steps."""

    nodes: Floats  # (steps + 1, J, 3): positions, km; NaN where a track has none
    from_s: Floats  # (J,)
    to_s: Floats
    tests: Floats  # (J, 4, 4): kind, parameter, rise, sag of each limit on place, the elevation's first
    n_tests: Ints
    others: NDArray[np.bool_]  # whether there are also limits on motion
    sun: Floats  # (steps + 1, 3): the direction of the Sun from the Earth's centre
    sin_sun: Floats  # (J, 2): sine of the Sun's elevation, dark throughout a step if below the first at both ends of
    # it, lit throughout if above the second; -2 where the Sun does not matter


class Doubts(NamedTuple):
    """Working arrays for cells in doubt, with the satellites that may see them and the times."""

    cell: Ints
    track: Ints
    site: Ints
    start_s: Floats
    end_s: Floats


def doubts_for(room: int) -> Doubts:
    """Return empty working arrays for some cells in doubt."""
    cell, track, site = (np.empty(room, np.int64) for _ in range(3))
    return Doubts(cell, track, site, np.empty(room), np.empty(room))


@inlined
def margin_of(
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
    """Return a margin, km: d from point to satellite, n the normal at the point, u the one below the satellite.

    A kind that bounds no disc has the margin NaN, which leaves doubt: the search decides.
    """
    p_range = p * math.sqrt(dx * dx + dy * dy + dz * dz)
    if kind in (ABOVE, BELOW):
        g = nx * dx + ny * dy + nz * dz - p_range
        return g if kind == ABOVE else -g
    if kind in (WITHIN, BEYOND):
        g = ux * dx + uy * dy + uz * dz - p_range
        return g if kind == WITHIN else -g
    return math.nan


@kernel
def sort_cells(
    history: Words,
    cells: Cells,
    viewers: Viewers,
    sites: Floats,
    full: Words,
    out: Doubts,
) -> int:
    """Mark the painted cells that are surely covered throughout; list the satellites and times for the others.

    ``history`` (steps, rows, words) is the painted raster of the whole grid, ``full`` (steps, rows of the block, words)
    what is marked; ``sites`` (points, 6) positions and geodetic normals of the whole grid. Returns how many are listed:
    perhaps more than the room in the outputs.
    """
    first_step, steps, step_s, first_row, last_row, rows, columns, words = cells
    nodes, from_s, to_s, tests, n_tests, others, sun, sin_sun = viewers
    out_cell, out_track, out_site, out_start_s, out_end_s = out
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
                            outside = 0
                            for end in range(2):
                                g = margin_of(
                                    kind, p, ends[end, 6, j] - axis_km, 0.0, ends[end, 2, j] - sites[c, 2],
                                    cos_lat, 0.0, sites[c, 5], ends[end, 7, j], 0.0, ends[end, 5, j],
                                )  # fmt: skip
                                outside += g < -rise
                            if outside == 2:
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
                    sun_a = nx * sun[k, 0] + ny * sun[k, 1] + nz * sun[k, 2]
                    sun_b = nx * sun[k + 1, 0] + ny * sun[k + 1, 1] + nz * sun[k + 1, 2]
                    n_doubted, is_full = 0, False
                    for at_near in range(n_near):
                        j = near[at_near]
                        if sun_a < sin_sun[j, 0] and sun_b < sin_sun[j, 0]:
                            continue
                        ax, ay, az = ends[0, 0, j] - sx, ends[0, 1, j] - sy, ends[0, 2, j] - sz
                        bx, by, bz = ends[1, 0, j] - sx, ends[1, 1, j] - sy, ends[1, 2, j] - sz
                        # The first test is on elevation, and no margin of it exceeds the height above the horizon.
                        if (
                            nx * ax + ny * ay + nz * az < -tests[j, 0, 2]
                            and nx * bx + ny * by + nz * bz < -tests[j, 0, 2]
                        ):
                            continue
                        # NaN (unknown position), limits on motion, and incomplete steps leave the cell in doubt.
                        sure, maybe = from_s[j] <= low_s and to_s[j] >= high_s and not others[j], True
                        sure &= (sun_a > sin_sun[j, 1]) & (sun_b > sin_sun[j, 1])
                        for q in range(n_tests[j]):
                            kind, p, rise, sag = int(tests[j, q, 0]), tests[j, q, 1], tests[j, q, 2], tests[j, q, 3]
                            ga = margin_of(kind, p, ax, ay, az, nx, ny, nz, ends[0, 3, j], ends[0, 4, j], ends[0, 5, j])
                            gb = margin_of(kind, p, bx, by, bz, nx, ny, nz, ends[1, 3, j], ends[1, 4, j], ends[1, 5, j])
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
