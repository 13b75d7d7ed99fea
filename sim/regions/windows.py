"""Windows of regions from the exact windows of their points: in any part, entirely, to X % of the area.

A region is a set of points: inner ones that carry the areas of their cells, boundary ones that carry none. The windows
of the points are exact; a region's edges are as good as its points are dense. With points s km apart and a footprint
wider than s that moves over the ground at v (7 km/s in a low orbit):

- *any part* opens late and closes early by up to about s / v, and a touch that falls between points is missed: never
  too long;
- *entirely* is never too short; with the region's corners among the points nothing sticks out of a footprint that is
  convex on the ground, but for the bulge of its sides;
- *to X %* counts whole cells: the share is out by no more than the cells that the footprint's edge cuts.

What is narrower than s may slip between points; see ``spacing_advice``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..windows.search import Windows
from . import sweep_kernel as kernels
from .cells import Seen, cells
from .rows import checked, in_groups, region_passes

Ints = NDArray[np.int64]


def region_windows(
    found: Windows,
    area_km2: ArrayLike,
    seen: Seen,
    *,
    region_of: ArrayLike | None = None,
    passes: Windows | None = None,
) -> Windows:
    """Return the windows of regions, satellite by satellite, from windows of their points.

    ``found`` has the index of a point as target, ``area_km2`` the area each point stands for (0 on a boundary), (P,),
    and ``region_of`` the region of each point, (P,), all one region if not told. ``seen`` is

    - ``"any part"``: some point is accessible;
    - ``"entirely"``: all points, those of the boundary too, are accessible to one satellite at once;
    - a percentage, above 0 and up to 100: points with that share of the area are accessible to one satellite at once,
      within a billionth of the area.

    The result's target is the region. Its pass runs as long as the satellite is above the horizon of some point
    without a break, so that ``looks()`` makes one look of it; ``passes`` (``Search.passes``) counts points without a
    window too, which matters only where those alone tie two windows together. A region that reaches most of the way
    round the Earth may keep a satellite in one pass for revolutions. The track is that of the point whose start
    opens the window. Where element sets hand over during a region's pass, its points may follow different sets.

    A minimum duration asked of ``found`` holds for each point; ask ``lasting`` of the result for that of the region.
    Half-open; what touches is one; sorted by target, satellite and start. Nothing is rounded: every bound is a bound of
    a point's window. Raises UsageError as ``cells`` and ``Cells.needs`` do, and for a target that is no point.
    """
    field = cells(area_km2, region_of)
    need_points, need_area = field.needs(seen)
    found = checked(found, field)
    region = field.region[found.target]
    by_start, first = in_groups(region, found.satellite, found.start_s)
    by_end, _ = in_groups(region, found.satellite, found.end_s)
    of_group = region[by_start[first[:-1]]]
    row = np.empty(len(found), np.int64)
    start_s, end_s = np.empty(len(found)), np.empty(len(found))
    n = kernels.sweep(
        first,
        by_start,
        by_end,
        found.start_s,
        found.end_s,
        found.target,
        field.area,
        need_points[of_group],
        need_area[of_group],
        np.zeros(field.region.size, np.int64),
        row,
        start_s,
        end_s,
    )
    row = row[:n]
    whole = region_passes(found, passes, field)
    return Windows(
        found.satellite[row],
        region[row],
        found.track[row],
        start_s[:n].copy(),
        end_s[:n].copy(),
        whole.start_s[whole.of_row[row]],
        whole.end_s[whole.of_row[row]],
    )


def parts(found: Windows, regions: Windows, region_of: ArrayLike | None = None) -> tuple[Ints, Windows]:
    """Return what each point adds to the windows of its region: ``found`` cut to them, and the row of ``regions``.

    ``regions`` are windows made of ``found`` by ``region_windows``. A point's window that reaches into several of a
    region's appears once in each. The parts' targets are points, so ``Search.geometry`` of them, gathered by row,
    tells the best elevation over a region's window.
    """
    region = np.zeros(int(found.target.max(initial=-1)) + 1, np.int64) if region_of is None else np.asarray(region_of)
    begin, stop = np.zeros(len(found), np.int64), np.zeros(len(found), np.int64)
    _, bounds = in_groups(regions.target, regions.satellite, regions.start_s)  # sorted already
    mine = {(regions.target[a], regions.satellite[a]): slice(a, b) for a, b in pairwise(bounds)}
    order, bounds = in_groups(region[found.target], found.satellite, found.start_s)
    for a, b in pairwise(bounds):
        rows = order[a:b]
        theirs = mine.get((region[found.target[rows[0]]], found.satellite[rows[0]]), slice(0, 0))
        begin[rows] = theirs.start + np.searchsorted(regions.end_s[theirs], found.start_s[rows], side="right")
        stop[rows] = theirs.start + np.searchsorted(regions.start_s[theirs], found.end_s[rows], side="left")
    count = np.maximum(stop - begin, 0)
    row = np.repeat(np.arange(len(found)), count)
    of = np.arange(row.size) - np.repeat(np.cumsum(count) - count, count) + begin[row]
    whole = found.take(row)
    cut = replace(
        whole,
        start_s=np.maximum(whole.start_s, regions.start_s[of]),
        end_s=np.minimum(whole.end_s, regions.end_s[of]),
    )
    return of, cut
