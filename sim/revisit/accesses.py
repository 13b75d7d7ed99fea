"""Accesses of several satellites to one place, each satellite apart, and the time between those of different ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from ..intervals import Intervals, clip, no_intervals, union
from .coincidence import coincidences
from .gaps import Edges, Searched

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Accesses:
    """Accesses that belong to a span: arrays of one length, in order of start.

    ``open`` marks accesses of which an end is not the true one. That end is the limit of the search, or the edge of the
    span at which a clipped access was cut. The lengths of open accesses are lower bounds.
    """

    satellite: NDArray[np.int64]
    start_s: Array
    end_s: Array
    open: NDArray[np.bool_]

    def __len__(self) -> int:
        return self.start_s.size

    @property
    def length_s(self) -> Array:
        return self.end_s - self.start_s


def accesses_of(by_satellite: Sequence[Intervals], known: Searched, edges: Edges) -> Accesses:
    """Return the accesses of each satellite, disjoint rows within the search, that overlap the span.

    ``completed`` keeps their whole length, ``interior`` drops those that do not begin and end inside the span,
    ``clipped`` cuts them at its edges, as STK does.
    """
    satellite = np.repeat(np.arange(len(by_satellite)), [len(rows) for rows in by_satellite])
    rows = np.concatenate(by_satellite) if len(by_satellite) else no_intervals()
    start_s, end_s = rows[:, 0], rows[:, 1]
    from_s, to_s = known.span_start_s, known.span_end_s
    inside, overlapping = (start_s > from_s) & (end_s < to_s), (start_s < to_s) & (end_s > from_s)
    kept = np.flatnonzero(inside if edges == "interior" else overlapping)
    satellite, start_s, end_s = satellite[kept], start_s[kept], end_s[kept]
    is_open = (start_s == known.from_s) | (end_s == known.to_s)
    if edges == "clipped":
        is_open |= (start_s < from_s) | (end_s > to_s)
        start_s, end_s = np.maximum(start_s, from_s), np.minimum(end_s, to_s)
    order = start_s.argsort(kind="stable")
    return Accesses(satellite[order], start_s[order], end_s[order], is_open[order])


def nearest_of_another_s(accesses: Accesses) -> Array:
    """Return for each access the time to the nearest one of another satellite, 0 if they overlap or touch.

    Empty when there are not two satellites with accesses.
    """
    satellites = np.unique(accesses.satellite)
    if satellites.size < 2:
        return np.empty(0)
    apart_s = np.empty(len(accesses))
    for one in satellites:
        own = accesses.satellite == one
        others = union(np.column_stack([accesses.start_s[~own], accesses.end_s[~own]]))
        # Rows of a disjoint set: only the one before and the one after can be nearest. At the ends one is missing.
        end_s = np.concatenate([[-np.inf], others[:, 1]])
        start_s = np.concatenate([others[:, 0], [np.inf]])
        before = np.searchsorted(others[:, 0], accesses.end_s[own], side="left")  # begun before this one ends
        before_s = accesses.start_s[own] - end_s[before]
        after_s = start_s[before] - accesses.end_s[own]
        apart_s[own] = np.maximum(np.minimum(before_s, after_s), 0.0)
    return apart_s


def separated(
    accesses: Accesses, known: Searched, from_s: float, to_s: float, *, gap_counts: bool, one_satellite: bool
) -> Intervals:
    """Return the stretches of the span in pairs of accesses ``from_s`` to ``to_s`` apart; see ``Merit.separated``."""
    if not 0.0 <= from_s <= to_s:
        raise UsageError(f"a separation from {from_s:g} to {to_s:g} s must be 0 or more and in order")
    rows = np.column_stack([accesses.start_s, accesses.end_s])
    near = coincidences(rows, rows, to_s, "first then second")
    # Two accesses that start together are found twice, and each access is found with itself.
    keep = (near.first != near.second) & (near.separation_s >= from_s)
    if not one_satellite:
        keep &= accesses.satellite[near.first] != accesses.satellite[near.second]
    lead, trail = rows[near.first[keep]], rows[near.second[keep]]
    begin_s = np.minimum(np.maximum(lead[:, 0], trail[:, 0] - to_s), lead[:, 1])  # rounding may pass the end
    finish_s = np.minimum(trail[:, 1], lead[:, 1] + to_s)
    parts = [np.column_stack([begin_s, finish_s])]
    if not gap_counts:
        parts = [
            np.column_stack([begin_s, np.minimum(lead[:, 1], finish_s)]),
            np.column_stack([np.maximum(trail[:, 0], begin_s), finish_s]),
        ]
    return clip(union(*parts), known.span_start_s, known.span_end_s)
