"""Sweeps over the windows of a region's points: where enough is seen at once, and when enough has been seen.

Rows are windows of points, groups what belongs together (one region, one satellite). Areas are whole numbers: adding
and taking away leaves no rounding behind, however long the sweep.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel
def sweep(
    first: Ints,
    by_start: Ints,
    by_end: Ints,
    start_s: Floats,
    end_s: Floats,
    point: Ints,
    area: Ints,
    need_points: Ints,
    need_area: Ints,
    depth: Ints,
    out_row: Ints,
    out_start_s: Floats,
    out_end_s: Floats,
) -> int:
    """Find the spans in which at least ``need_points[g]`` points and ``need_area[g]`` of area are open at once.

    Group g holds the rows ``by_start[first[g]:first[g + 1]]``, in order of start, and the same rows of ``by_end`` in
    order of end. Whatever happens at one instant happens together, so spans that touch are one. ``depth``, zero for
    each point, lets rows of one point overlap; it is zero again at the end. ``out_row`` is the row whose start opens
    the span. Room for as many spans as rows is enough. Returns how many there are.
    """
    n = 0
    for g in range(first.size - 1):
        last = first[g + 1]
        i = j = first[g]
        points = 0
        covered = 0
        inside = False
        while j < last:
            t = end_s[by_end[j]]
            if i < last and start_s[by_start[i]] < t:
                t = start_s[by_start[i]]
            opener = i
            while i < last and start_s[by_start[i]] == t:
                p = point[by_start[i]]
                if depth[p] == 0:
                    points += 1
                    covered += area[p]
                depth[p] += 1
                i += 1
            while j < last and end_s[by_end[j]] == t:
                p = point[by_end[j]]
                depth[p] -= 1
                if depth[p] == 0:
                    points -= 1
                    covered -= area[p]
                j += 1
            enough = points >= need_points[g] and covered >= need_area[g]
            if enough and not inside:  # only a start can have brought this about
                out_row[n] = by_start[opener]
                out_start_s[n] = t
                inside = True
            elif inside and not enough:
                out_end_s[n] = t
                n += 1
                inside = False
    return n


@kernel
def join(
    first: Ints,
    by_start: Ints,
    start_s: Floats,
    end_s: Floats,
    out_of_row: Ints,
    out_start_s: Floats,
    out_end_s: Floats,
) -> int:
    """Unite the rows of each group, given in order of start; rows that touch are one.

    ``out_of_row`` tells, for each row, which united span it lies in. Returns how many spans there are.
    """
    n = -1
    for g in range(first.size - 1):
        new = True
        for i in range(first[g], first[g + 1]):
            row = by_start[i]
            if new or start_s[row] > out_end_s[n]:
                n += 1
                out_start_s[n] = start_s[row]
                out_end_s[n] = end_s[row]
                new = False
            elif end_s[row] > out_end_s[n]:
                out_end_s[n] = end_s[row]
            out_of_row[row] = n
    return n + 1


@kernel
def gather(
    first: Ints,
    by_start: Ints,
    of_row: Ints,
    start_s: Floats,
    end_s: Floats,
    point: Ints,
    area: Ints,
    need_area: Ints,
    last_of_point: Ints,
    out_row: Ints,
    out_end_s: Floats,
    out_reached_s: Floats,
) -> None:
    """Add up, pass by pass, the area of the points seen, each once, and note when it reaches ``need_area[g]``.

    ``of_row`` is the pass of each row, rising along each group; ``last_of_point`` is -1 for each point. ``out_row`` is
    the first row of a pass (-1 on entry), ``out_end_s`` its last end, ``out_reached_s`` NaN on entry and where the area
    is never reached.
    """
    for g in range(first.size - 1):
        now = -1
        covered = 0
        for i in range(first[g], first[g + 1]):
            row = by_start[i]
            k = of_row[row]
            if k != now:
                now = k
                covered = 0
                out_row[k] = row
                out_end_s[k] = end_s[row]
            elif end_s[row] > out_end_s[k]:
                out_end_s[k] = end_s[row]
            p = point[row]
            if last_of_point[p] != k:
                last_of_point[p] = k
                covered += area[p]
                if covered >= need_area[g] and np.isnan(out_reached_s[k]):
                    out_reached_s[k] = start_s[row]


@kernel
def rounds(
    first: Ints,
    by_start: Ints,
    start_s: Floats,
    point: Ints,
    area: Ints,
    need_area: Ints,
    from_s: float,
    to_s: float,
    searched_to_s: float,
    last_of_point: Ints,
    out_group: Ints,
    out_start_s: Floats,
    out_reached_s: Floats,
) -> int:
    """Gather ``need_area[g]`` of area again and again, from ``from_s`` on, starting over at the instant it is reached.

    A row counts in the round in which it starts. The last round of a group may run on to ``searched_to_s``; where the
    area is not reached by then ``out_reached_s`` is infinite. ``last_of_point`` is -1 for each point. Room for as many
    rounds as rows and groups is enough. Returns how many rounds start before ``to_s``.
    """
    n = 0
    for g in range(first.size - 1):
        begun_s = from_s
        done_s = -np.inf  # rows that start at this instant are spent
        covered = 0
        for i in range(first[g], first[g + 1]):
            row = by_start[i]
            t = start_s[row]
            if t >= searched_to_s or begun_s >= to_s:
                break
            p = point[row]
            if t == done_s or last_of_point[p] == n:
                continue
            last_of_point[p] = n
            covered += area[p]
            if covered >= need_area[g]:
                out_group[n] = g
                out_start_s[n] = begun_s
                out_reached_s[n] = t
                n += 1
                begun_s = done_s = t
                covered = 0
        if begun_s < to_s:
            out_group[n] = g
            out_start_s[n] = begun_s
            out_reached_s[n] = np.inf
            n += 1
    return n
