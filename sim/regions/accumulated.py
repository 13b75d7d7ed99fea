"""How much of a region has been seen, added up over time: in one pass, over passes and satellites, by a given instant.

What a point's window adds counts from the instant it starts: a point is seen as soon as it is within reach. Percentages
are of the area of a region's cells and count as reached within a billionth of it (see ``Cells.needs``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from ..windows.search import Windows
from . import sweep_kernel as kernels
from .cells import cells
from .rows import checked, in_groups, region_passes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class SeenInPass:
    """Looks of a satellite at a region, (L,), in which enough of it was seen, and when enough had been.

    ``looks`` run from the first to the last instant at which any point of the region was accessible in that pass,
    whatever the percentage: the looks for a higher one are some of those for a lower.
    """

    looks: Windows
    reached_s: Floats


@dataclass(frozen=True)
class Rounds:
    """Rounds of seeing a share of each region once, (N,), each starting at the instant the one before was done.

    ``is_censored`` marks rounds not done when the search ended: ``reached_s`` is then that end, a lower bound.
    """

    region: Ints
    start_s: Floats
    reached_s: Floats
    is_censored: NDArray[np.bool_]

    @property
    def time_s(self) -> Floats:
        """The time each round took, (N,)."""
        return self.reached_s - self.start_s


def seen_in_pass(
    found: Windows,
    area_km2: ArrayLike,
    percent: float,
    *,
    region_of: ArrayLike | None = None,
    passes: Windows | None = None,
) -> SeenInPass:
    """Return the passes of one satellite in which that percentage of a region's area was seen, at one time or another.

    Arguments as for ``region_windows``; each pass of a region is one look. Raises UsageError as it does.
    """
    field = cells(area_km2, region_of)
    _, need_area = field.needs(percent)
    found = checked(found, field)
    region = field.region[found.target]
    by_start, first = in_groups(region, found.satellite, found.start_s)
    whole = region_passes(found, passes, field)
    row = np.full(whole.start_s.size, -1, np.int64)
    end_s, reached_s = np.empty(row.size), np.full(row.size, np.nan)
    kernels.gather(
        first,
        by_start,
        whole.of_row,
        found.start_s,
        found.end_s,
        found.target,
        field.area,
        need_area[region[by_start[first[:-1]]]],
        np.full(field.region.size, -1, np.int64),
        row,
        end_s,
        reached_s,
    )
    enough = np.flatnonzero(np.isfinite(reached_s))
    row = row[enough]
    looks = Windows(
        found.satellite[row],
        region[row],
        found.track[row],
        found.start_s[row],
        end_s[enough],
        whole.start_s[enough],
        whole.end_s[enough],
    )
    return SeenInPass(looks, reached_s[enough])


def times_to_share(
    found: Windows,
    area_km2: ArrayLike,
    percent: float,
    span_start_s: float,
    span_end_s: float,
    *,
    searched_to_s: float | None = None,
    region_of: ArrayLike | None = None,
) -> Rounds:
    """Return how long it takes, all satellites together, until that percentage of a region's area has been seen once.

    The first round starts with the span and counts what is open then; each other starts, with nothing seen, at the
    instant the one before reached its percentage, and counts windows that start later. So a window serves one round
    only, and a region seen whole in one pass takes one pass a round. Rounds that start inside the span are followed to
    ``searched_to_s``, the end of the span if not told. Sorted by region and start. Raises UsageError as
    ``region_windows`` does, and for a span that does not end after its start.
    """
    searched_to_s = span_end_s if searched_to_s is None else searched_to_s
    if not -math.inf < span_start_s < span_end_s <= searched_to_s < math.inf:
        raise UsageError(
            f"a span from {span_start_s:g} to {span_end_s:g} s, searched to {searched_to_s:g} s, must end after its "
            "start and not after the search"
        )
    field = cells(area_km2, region_of)
    _, need_area = field.needs(percent)
    found = _opened_by(checked(found, field), span_start_s)
    start_s = np.maximum(found.start_s, span_start_s)
    region = field.region[found.target]
    by_start, _ = in_groups(region, np.zeros_like(region), start_s)
    first = np.zeros(field.n_regions + 1, np.int64)  # regions without a window have groups too, of no rows
    first[1:] = np.searchsorted(region[by_start], np.arange(field.n_regions), side="right")
    room = len(found) + field.n_regions
    group, begun_s, reached_s = np.empty(room, np.int64), np.empty(room), np.empty(room)
    n = kernels.rounds(
        first,
        by_start,
        start_s,
        found.target,
        field.area,
        need_area,
        span_start_s,
        span_end_s,
        searched_to_s,
        np.full(field.region.size, -1, np.int64),
        group,
        begun_s,
        reached_s,
    )
    censored = np.isinf(reached_s[:n])
    return Rounds(group[:n], begun_s[:n], np.where(censored, searched_to_s, reached_s[:n]), censored)


def share_seen(
    found: Windows,
    area_km2: ArrayLike,
    t_s: ArrayLike,
    *,
    from_s: float = -math.inf,
    region_of: ArrayLike | None = None,
) -> Floats:
    """Return the share of each region's area, 0 to 1, that any satellite has seen between ``from_s`` and ``t_s``.

    (R, T) for R regions and times (T,), any order; the instant t itself belongs to it. Windows that ended by ``from_s``
    count for nothing. Raises UsageError as ``cells`` does, and for a region without area.
    """
    field = cells(area_km2, region_of)
    field.needs(100.0)
    found = _opened_by(checked(found, field), from_s)
    t_s = np.minimum(np.asarray(t_s, dtype=np.float64).reshape(-1), np.finfo(np.float64).max)
    seen_s = np.full(field.region.size, np.inf)
    np.minimum.at(seen_s, found.target, np.maximum(found.start_s, from_s))
    share = np.empty((field.n_regions, t_s.size))
    for region in range(field.n_regions):
        mine = np.flatnonzero(field.region == region)
        mine = mine[np.argsort(seen_s[mine])]
        seen = np.concatenate([[0], np.cumsum(field.area[mine])])
        share[region] = seen[np.searchsorted(seen_s[mine], t_s, side="right")] / field.region_area[region]
    return share


def _opened_by(found: Windows, from_s: float) -> Windows:
    return found.take(found.end_s > from_s)
