"""Pairs of looks: two sensors within some minutes of each other, or one sensor cued by another.

The separation of two intervals is the time from the end of the earlier to the start of the later, 0 if they overlap or
touch. Pairs are found by two searches in sorted starts, O(n log n + pairs), whichever way rows overlap or nest.

An *event* is the interval of a pair, from the earlier start to the later end. Events are intervals, so ``gaps``,
``waits`` and ``figures`` measure the gaps between them, the waits for them and their revisit. ``Coincidences.events``
returns one interval for each pair, ``coverage`` their union.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from ..intervals import Intervals, as_intervals, union

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Order = Literal["either", "first then second"]
ORDERS: tuple[str, ...] = get_args(Order)


@dataclass(frozen=True)
class Coincidences:
    """Pairs of rows, arrays of one length, sorted by start of the event, then by the two indices.

    ``first`` and ``second`` are indices into the rows handed in.
    """

    first: Indices
    second: Indices
    separation_s: Array  # 0 if the two overlap or touch
    start_s: Array
    end_s: Array

    def __len__(self) -> int:
        return self.first.size

    @property
    def events(self) -> Intervals:
        """One row a pair, (N, 2) in s: they overlap where a look is in several pairs."""
        return np.column_stack([self.start_s, self.end_s])

    @property
    def coverage(self) -> Intervals:
        """The union of all events."""
        return union(self.events)


def coincidences(first: ArrayLike, second: ArrayLike, within_s: float, order: Order = "either") -> Coincidences:
    """Return all pairs of a row of ``first`` and one of ``second`` no more than ``within_s`` apart.

    Both are rows (N, 2) in s, in any order; they may overlap. Empty rows are in no pair. ``first then second`` takes
    only pairs whose first row starts before, or together with, the second. Raises UsageError for a separation that is
    negative or not a number, an unknown order, and malformed intervals.
    """
    if order not in ORDERS:
        raise UsageError(f"order = {order!r} must be one of {', '.join(ORDERS)}")
    if not within_s >= 0.0:
        raise UsageError(f"a separation of {within_s:g} s must be 0 or more")
    one, two = as_intervals(first), as_intervals(second)
    # One row of every pair starts first. The other starts between that start and its end plus the separation. These
    # are a range of the sorted starts. Equal starts are taken in the first of the two searches.
    i, j = _starting_within(one[:, 0], one[:, 1] + within_s, two, one, "left")
    if order == "either":
        later_j, later_i = _starting_within(two[:, 0], two[:, 1] + within_s, one, two, "right")
        i, j = np.concatenate([i, later_i]), np.concatenate([j, later_j])
    return _pairs(i, j, one, two)


def cued(
    tip: ArrayLike, cue: ArrayLike, within_s: float, *, delay_s: float = 0.0, underway: bool = False
) -> Coincidences:
    """Return pairs of a tip and a look of the cued sensor that starts in [delay, delay + within] after the tip ends.

    Both are rows (N, 2) in s. ``delay_s`` is the time to notice, decide and command. With ``underway`` a look that has
    begun before the delay is over and ends after it counts too. Its separation is 0 s if it began before the tip
    ended. Raises UsageError for a negative time, and for malformed intervals.
    """
    for name, value_s in (("window", within_s), ("delay", delay_s)):
        if not value_s >= 0.0:
            raise UsageError(f"a {name} of {value_s:g} s after the tip must be 0 or more")
    one, two = as_intervals(tip), as_intervals(cue)
    ready_s = one[:, 1] + delay_s
    i, j = _starting_within(ready_s, ready_s + within_s, two, one, "left")
    if underway:
        # Of all looks that overlap the tip and its delay, keep those that have begun but not ended when the delay ends.
        near = coincidences(np.column_stack([one[:, 0], ready_s]), two, 0.0)
        still = (two[near.second, 0] < ready_s[near.first]) & (two[near.second, 1] > ready_s[near.first])
        still &= one[near.first, 0] < one[near.first, 1]
        i, j = np.concatenate([i, near.first[still]]), np.concatenate([j, near.second[still]])
    return _pairs(i, j, one, two)


def _starting_within(
    from_s: Array, to_s: Array, later: Intervals, earlier: Intervals, side: Literal["left", "right"]
) -> tuple[Indices, Indices]:
    """Return indices (of earlier, of later) of rows of ``later`` that start in [from, to]; "right": after from."""
    order = later[:, 0].argsort(kind="stable")
    order = order[later[order, 0] < later[order, 1]]
    start_s = later[order, 0]
    low = np.searchsorted(start_s, from_s, side=side)
    count = np.maximum(np.searchsorted(start_s, to_s, side="right") - low, 0)
    count[earlier[:, 0] >= earlier[:, 1]] = 0
    of_earlier = np.repeat(np.arange(count.size), count)
    nth = np.arange(of_earlier.size) - np.repeat(np.cumsum(count) - count, count)
    return of_earlier, order[low[of_earlier] + nth]


def _pairs(i: Indices, j: Indices, one: Intervals, two: Intervals) -> Coincidences:
    start_s = np.minimum(one[i, 0], two[j, 0])
    end_s = np.maximum(one[i, 1], two[j, 1])
    apart_s = np.maximum(np.maximum(one[i, 0] - two[j, 1], two[j, 0] - one[i, 1]), 0.0)
    order = np.lexsort((j, i, start_s))
    return Coincidences(i[order], j[order], apart_s[order], start_s[order], end_s[order])
