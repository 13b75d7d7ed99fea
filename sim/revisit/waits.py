"""The wait from an instant of the span for coverage, the age at an instant, and the gap that contains an instant.

The instant t is uniform over the span [S, E), T = E - S. While the place is covered, the wait is 0. A gap begins at
s', and coverage starts again at b. Every t between s = max(s', S) and e = min(b, E) has the wait b - t. The sums
below are over gaps:

    P(W <= x)      = 1 - sum(max(b - s - x, 0) - max(b - e - x, 0)) / T
    mean response  = sum((b - s)^2 - (b - e)^2) / 2T

Only a gap that ends after the span has b > e. For all others the sums are 1 - sum max(g - x, 0) / T and
sum g^2 / 2T with g = b - s (STK's response time). The first gap counts from the start of the span. The last gap
counts to its end after the span; with ``edges`` "clipped" it ends with the span, as in STK.

A mean wait is not half the mean gap, because more instants fall into a long gap than into a short one. Alternating
gaps of 1 h and 3 h have a mean of 2 h and a mean response of (1 + 9) / (2 x 4) = 1.25 h.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from .gaps import Edges, Gaps, Searched, gaps_of, searched

Array = NDArray[np.float64]

# A share of the instants that rounding may add to another: below it, "as many as allowed" is not "more".
TIE = 1e-12


@dataclass(frozen=True)
class Waits:
    """Waits from a uniform instant of a span; arrays have one entry a gap, in order of time.

    ``is_lower_bound``: coverage after the last instants was not found, or (``clipped``) not used. True waits are
    then equal or longer.
    """

    span_s: float
    first_wait_s: Array  # from the first instant of the gap inside the span: b - s
    last_wait_s: Array  # from its last instant inside the span: b - e, 0 unless the gap outlasts the span
    first_age_s: Array  # time since coverage, at the first instant: 0 unless the gap began before the span
    is_lower_bound: bool

    @property
    def inside_s(self) -> Array:
        """The part of each gap inside the span."""
        return self.first_wait_s - self.last_wait_s

    @property
    def gap_s(self) -> Array:
        """The length of each gap, edges treated as asked."""
        return self.first_age_s + self.first_wait_s

    @property
    def mean_s(self) -> float:
        """Mean response time, the covered instants counting as 0."""
        return float(((self.first_wait_s + self.last_wait_s) * self.inside_s).sum() / (2.0 * self.span_s))

    @property
    def worst_s(self) -> float:
        return float(self.first_wait_s.max(initial=0.0))

    @property
    def mean_age_s(self) -> float:
        """Mean age of data: time since coverage ended, 0 while covered. The response read backwards in time.

        Counts back past the start of the span as far as the search went (``clipped``: to the start of the
        span).
        """
        return float(((2.0 * self.first_age_s + self.inside_s) * self.inside_s).sum() / (2.0 * self.span_s))

    @property
    def time_average_gap_s(self) -> float:
        """Mean length of the gap an instant falls into, 0 where covered: sum g^2 / T inside the span."""
        return float((self.gap_s * self.inside_s).sum() / self.span_s)

    def share_within(self, limits_s: ArrayLike) -> Array:
        """Return P(W <= x), 0 to 1, for each limit x in seconds; at 0 the share of time covered."""
        x = np.asarray(limits_s, dtype=np.float64)[..., np.newaxis]
        longer_s = np.maximum(self.first_wait_s - x, 0.0) - np.maximum(self.last_wait_s - x, 0.0)
        within_s = np.maximum(self.span_s - longer_s.sum(axis=-1), 0.0)  # not below 0 by rounding
        return np.where(x[..., 0] >= 0.0, within_s, 0.0) / self.span_s

    def percentile_s(self, percent: float) -> float:
        """Return the shortest wait that ``percent`` of all instants do not exceed, exactly."""
        _check_percent(percent)
        # As x falls from the longest wait to 0, the time that waits longer than x grows in straight pieces:
        # its slope rises by one at each first wait and falls by one where the last wait of a gap ends it.
        corner_s = np.concatenate([self.first_wait_s, self.last_wait_s])
        bend = np.ones(corner_s.size)
        bend[self.first_wait_s.size :] = -1.0
        order = corner_s.argsort(kind="stable")[::-1]
        corner_s, slope = np.append(corner_s[order], 0.0), np.cumsum(bend[order])
        longer_s = np.concatenate([[0.0], np.cumsum(slope * (corner_s[:-1] - corner_s[1:]))])
        allowed_s = (1.0 - percent / 100.0) * self.span_s
        beyond = int(np.searchsorted(longer_s, allowed_s + TIE * self.span_s, side="right"))
        if beyond == longer_s.size:
            return 0.0
        return float(corner_s[beyond - 1] - max(allowed_s - longer_s[beyond - 1], 0.0) / slope[beyond - 1])

    def gap_percentile_s(self, percent: float) -> float:
        """Return the length-biased percentile: of the gap an instant falls into, 0 where covered.

        The shortest g such that ``percent`` of all instants are covered or in a gap no longer than g.
        """
        _check_percent(percent)
        order = self.gap_s.argsort(kind="stable")
        in_longer_s = np.cumsum(self.inside_s[order][::-1])[::-1]  # time in this gap and all longer ones
        allowed_s = (1.0 - percent / 100.0) * self.span_s
        enough = int(np.searchsorted(-in_longer_s, -allowed_s - TIE * self.span_s, side="left"))
        return float(self.gap_s[order[enough - 1]]) if enough else 0.0


def waits(
    coverage: ArrayLike,
    span_start_s: float,
    span_end_s: float,
    edges: Edges = "completed",
    *,
    searched_from_s: float | None = None,
    searched_to_s: float | None = None,
) -> Waits:
    """Return the waits from every instant of the span; arguments and errors as in ``gaps.gaps``.

    Instants near an edge have a wait too, so ``interior`` is read as ``completed``.
    """
    return waits_of(searched(coverage, span_start_s, span_end_s, searched_from_s, searched_to_s), edges)


def waits_of(known: Searched, edges: Edges) -> Waits:
    """Return the waits of coverage already prepared by ``gaps.searched``."""
    gaps: Gaps = gaps_of(known, "completed" if edges == "interior" else edges)
    first_s = np.maximum(gaps.start_s, known.span_start_s)
    return Waits(
        span_s=known.span_end_s - known.span_start_s,
        first_wait_s=gaps.end_s - first_s,
        last_wait_s=gaps.end_s - np.minimum(gaps.end_s, known.span_end_s),
        first_age_s=first_s - gaps.start_s,
        is_lower_bound=bool(gaps.open_end.any()),
    )


def _check_percent(percent: float) -> None:
    if not 0.0 <= percent <= 100.0:
        raise UsageError(f"percentile {percent:g} must lie between 0 and 100")
