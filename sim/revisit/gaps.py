"""Gaps between stretches of coverage, revisit intervals, and what happens at the edges of the span.

A *gap* runs from the end of coverage to the next start. A *revisit interval* runs from one start to the next. Both
belong to a span when they overlap it. ``edges`` sets how those that extend beyond the span are counted:

``completed``
    They keep their whole length. The search for coverage must reach beyond the span. A gap that is still open at
    the end of the search ends there: it is *censored*, and its length is a lower bound. This is the default,
    because the limits of a span are arbitrary and those of a gap are not.
``interior``
    They are left out: only gaps that begin and end inside the span count. Long gaps are left out more often than
    short ones, so figures come out too good, the more so the shorter the span.
``clipped``
    They are cut at the edge, as in STK ("optimistic"). A place that is never covered has one gap as long as the
    span. A gap that was cut is also marked censored, because its length is a lower bound.

``interior`` and ``clipped`` depend on the coverage inside the span alone.

The longest gap is the longest of all. Means, medians, percentiles and shares are over those with ``in_means``: of
completed gaps the ones that *begin* inside the span. Each gap then counts in one of several consecutive spans.
If gaps counted at both ends, long gaps would count too often, because they overlap an end more often. If no gap begins
inside, the gap that contains the start of the span is used.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from ..intervals import Intervals, clip, complement, union

Edges = Literal["completed", "interior", "clipped"]
EDGES: tuple[str, ...] = get_args(Edges)


@dataclass(frozen=True)
class Gaps:
    """Gaps, or revisit intervals, of one span: arrays of one length, in order of time.

    ``open_start`` and ``open_end`` are True at an end that is not the true one: the limit of the search, or the
    edge of the span at which a clipped gap was cut. ``in_means`` is True for gaps that enter means, medians,
    percentiles and shares. It is False for a completed gap that began before the span, or at the start of the search.
    """

    start_s: NDArray[np.float64]
    end_s: NDArray[np.float64]
    open_start: NDArray[np.bool_]
    open_end: NDArray[np.bool_]
    in_means: NDArray[np.bool_]

    def __len__(self) -> int:
        return self.start_s.size

    def take(self, rows: Any) -> Gaps:
        """Return the gaps of an index array, mask or slice."""
        return Gaps(
            self.start_s[rows], self.end_s[rows], self.open_start[rows], self.open_end[rows], self.in_means[rows]
        )

    @property
    def length_s(self) -> NDArray[np.float64]:
        """The lengths of the gaps; for a censored gap a lower bound."""
        return self.end_s - self.start_s

    @property
    def censored(self) -> NDArray[np.bool_]:
        return self.open_start | self.open_end

    @property
    def n_censored(self) -> int:
        return int(self.censored.sum())


@dataclass(frozen=True)
class Searched:
    """Coverage, a disjoint set within the stretch that was searched for it, and the span inside that."""

    coverage: Intervals
    from_s: float
    to_s: float
    span_start_s: float
    span_end_s: float


def gaps(
    coverage: ArrayLike,
    span_start_s: float,
    span_end_s: float,
    edges: Edges = "completed",
    *,
    searched_from_s: float | None = None,
    searched_to_s: float | None = None,
) -> Gaps:
    """Return the gaps between stretches of coverage, (N, 2) in s, that overlap [span_start_s, span_end_s).

    Coverage may come in any order, overlap, and reach beyond the span. ``searched_from_s`` and
    ``searched_to_s`` are the limits of the search. Coverage outside them is not used, and a gap that meets them is
    censored. By default the search extends over the coverage and over the span.

    A span covered throughout has no gap. If there is no coverage within the search, there is a single gap as long
    as the search, censored at both ends (``interior``: no gap). Raises UsageError for a span without length, a search
    that does not contain the span, and malformed intervals.
    """
    return gaps_of(searched(coverage, span_start_s, span_end_s, searched_from_s, searched_to_s), edges)


def revisit_intervals(
    coverage: ArrayLike,
    span_start_s: float,
    span_end_s: float,
    edges: Edges = "completed",
    *,
    searched_from_s: float | None = None,
    searched_to_s: float | None = None,
) -> Gaps:
    """Return the times from each start of coverage to the next, of those that overlap the span.

    Arguments and edges as in ``gaps``. A revisit interval is a stretch of coverage and the gap after it. It is
    nearly as long as the gap when coverage is short. Stretches are those of the union: accesses that overlap form one
    stretch. A stretch that begins at the start of the search may have begun earlier, so its interval is censored.
    """
    return revisits_of(searched(coverage, span_start_s, span_end_s, searched_from_s, searched_to_s), edges)


def searched(
    coverage: ArrayLike,
    span_start_s: float,
    span_end_s: float,
    searched_from_s: float | None = None,
    searched_to_s: float | None = None,
) -> Searched:
    """Return the union of the coverage within the stretch searched; arguments and errors as in ``gaps``."""
    disjoint = union(coverage)
    first_s, last_s = (float(disjoint[0, 0]), float(disjoint[-1, 1])) if len(disjoint) else (math.inf, -math.inf)
    from_s, to_s = search_range(first_s, last_s, span_start_s, span_end_s, searched_from_s, searched_to_s)
    if first_s < from_s or last_s > to_s:
        disjoint = clip(disjoint, from_s, to_s)
    return Searched(disjoint, from_s, to_s, float(span_start_s), float(span_end_s))


def search_range(
    first_s: float,
    last_s: float,
    span_start_s: float,
    span_end_s: float,
    searched_from_s: float | None,
    searched_to_s: float | None,
) -> tuple[float, float]:
    """Return the limits of the search for coverage that runs from first to last; check the span as well."""
    if not -math.inf < span_start_s < span_end_s < math.inf:
        raise UsageError(f"the span [{span_start_s:g}, {span_end_s:g}) s must be finite and end after its start")
    if searched_from_s is None:
        searched_from_s = min(first_s, span_start_s) if math.isfinite(first_s) else span_start_s
    if searched_to_s is None:
        searched_to_s = max(last_s, span_end_s) if math.isfinite(last_s) else span_end_s
    if not (-math.inf < searched_from_s <= span_start_s and span_end_s <= searched_to_s < math.inf):
        raise UsageError(
            f"coverage was searched for over [{searched_from_s:g}, {searched_to_s:g}) s; that must be finite and "
            f"hold the whole span, [{span_start_s:g}, {span_end_s:g}) s"
        )
    return float(searched_from_s), float(searched_to_s)


def check_edges(edges: str) -> None:
    if edges not in EDGES:
        raise UsageError(f"edges = {edges!r} must be one of {', '.join(EDGES)}")


def gaps_of(known: Searched, edges: Edges) -> Gaps:
    """Return the gaps of coverage already prepared by ``searched``."""
    uncovered = complement(known.coverage, known.from_s, known.to_s)
    return _at_edges(uncovered[:, 0], uncovered[:, 1], known, edges)


def revisits_of(known: Searched, edges: Edges) -> Gaps:
    """Return the revisit intervals of coverage already prepared by ``searched``."""
    starts_s = known.coverage[:, 0]
    turns_s = np.concatenate([[known.from_s], starts_s[starts_s > known.from_s], [known.to_s]])
    return _at_edges(turns_s[:-1], turns_s[1:], known, edges)


def _at_edges(start_s: NDArray[np.float64], end_s: NDArray[np.float64], known: Searched, edges: Edges) -> Gaps:
    check_edges(edges)
    span_start_s, span_end_s = known.span_start_s, known.span_end_s
    if edges == "interior":
        keep = (start_s > span_start_s) & (end_s < span_end_s)
    else:
        keep = (start_s < span_end_s) & (end_s > span_start_s)
    start_s, end_s = start_s[keep], end_s[keep]
    open_start, open_end = start_s == known.from_s, end_s == known.to_s
    if edges == "clipped":
        open_start |= start_s < span_start_s
        open_end |= end_s > span_end_s
        start_s, end_s = np.maximum(start_s, span_start_s), np.minimum(end_s, span_end_s)
    in_means = np.ones(start_s.size, dtype=np.bool_)
    if edges == "completed":
        begun = (start_s >= span_start_s) & ~open_start
        in_means = begun if begun.any() else in_means
    return Gaps(start_s, end_s, open_start, open_end, in_means)
