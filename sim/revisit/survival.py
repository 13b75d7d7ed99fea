"""The Kaplan-Meier estimate of the lengths of gaps when the ends of some were not found.

If the search or the edge of the span cuts a gap, its length is a lower bound. Means and percentiles that take such
lengths as true are too short. Leaving them out is worse, because long gaps are cut more often. The product-limit
estimate uses each gap up to the length at which it was cut (E. L. Kaplan, P. Meier, Nonparametric estimation from
incomplete observations, J. Am. Stat. Assoc. 53 (1958) 457-481): with n gaps still going on at length x and d that end
at it, S falls by the factor 1 - d/n. Its variance is Greenwood's, S^2 sum d / n(n - d) (M. Greenwood, The natural
duration of cancer, Reports on Public Health 33 (1926)); the limits are taken on log(-log S), so that they stay between
0 and 1. Results equal those of lifelines, to rounding.

``caveat`` returns the assumptions as a sentence. It belongs beside every figure from this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from .gaps import Gaps

Array = NDArray[np.float64]
TIE = 1e-12  # of a probability: below it, a product of fractions is not "more" than another
MANY = 0.05  # share of censored gaps above which figures that take their lengths as true mislead


@dataclass(frozen=True)
class Survival:
    """The estimated probability S(x) that a gap is longer than x: a staircase that falls at ``length_s``.

    All arrays have one entry for each length at which some gap ended: how many gaps were still going on at it and how
    many ended, S just after it, its variance and its limits with ``confidence``. (Where S has fallen to 0 the variance
    has no meaning, and all three are 0.) ``longest_s`` is the longest length watched, ended or not.
    """

    length_s: Array
    n_at_risk: NDArray[np.int64]
    n_ended: NDArray[np.int64]
    survival: Array
    variance: Array
    lower: Array
    upper: Array
    gap_count: int
    censored_count: int
    longest_s: float
    confidence: float

    def at(self, length_s: ArrayLike) -> Array:
        """Return S at lengths of any shape; NaN beyond the longest watched, unless S is 0 by then."""
        x = np.asarray(length_s, dtype=np.float64)
        found = np.concatenate([[1.0], self.survival])[np.searchsorted(self.length_s, x, side="right")]
        return np.where((x <= self.longest_s) | (found == 0.0), found, np.nan)

    @property
    def median_s(self) -> float:
        """The least length that half of all gaps do not exceed; NaN if S never fell so far."""
        return self.percentile_s(50.0)

    def percentile_s(self, percent: float) -> float:
        """Return the least length that ``percent`` of gaps do not exceed; NaN if that lies beyond what was watched."""
        if not 0.0 <= percent <= 100.0:
            raise UsageError(f"percentile {percent:g} must lie between 0 and 100")
        return _percentile_s(self.length_s, self.survival, percent)

    @property
    def restricted_mean_s(self) -> float:
        """The mean length of gaps, each counted to the longest watched at most: the area below S up to there.

        A lower bound of the mean where S is not 0 by then. NaN of no gaps.
        """
        if not self.gap_count:
            return np.nan
        edge_s = np.concatenate([[0.0], self.length_s, [self.longest_s]])
        return float((np.concatenate([[1.0], self.survival]) * np.diff(edge_s)).sum())

    @property
    def mean_is_lower_bound(self) -> bool:
        """Whether some gaps outlast the longest length watched, as far as is known."""
        return not self.survival.size or bool(self.survival[-1] > 0.0)


def kaplan_meier(length_s: ArrayLike, censored: ArrayLike, *, confidence: float = 0.95) -> Survival:
    """Return the estimate from lengths, (N,) in s, and which of them are only lower bounds, (N,).

    A gap that is cut at just the length at which another ends is taken to have lasted longer. Raises UsageError for
    arrays that do not match, lengths that are negative or not finite, and a confidence that is not between 0 and 1.
    """
    length, cut = np.asarray(length_s, dtype=np.float64), np.asarray(censored, dtype=np.bool_)
    if length.ndim != 1 or length.shape != cut.shape:
        raise UsageError(f"lengths of shape {length.shape} need as many flags, not {cut.shape}")
    fit = np.isfinite(length) & (length >= 0.0)
    if not fit.all():
        raise UsageError(f"a gap of {length[~fit][0]:g} s must be finite and not negative")
    if not 0.0 < confidence < 1.0:
        raise UsageError(f"a confidence of {confidence:g} must lie between 0 and 1")
    ended_s, n_ended, at_risk, survival = _staircase(length, cut)
    left = at_risk - n_ended
    last = left == 0
    relative = np.cumsum(np.divide(n_ended, at_risk * left, out=np.zeros(left.size), where=~last))
    lower, upper = np.zeros(left.size), np.zeros(left.size)
    log_s = np.log(survival[~last])
    reach = NormalDist().inv_cdf(0.5 + confidence / 2.0) * np.sqrt(relative[~last]) / log_s
    lower[~last], upper[~last] = np.exp(log_s * np.exp(-reach)), np.exp(log_s * np.exp(reach))
    return Survival(
        length_s=ended_s,
        n_at_risk=at_risk.astype(np.int64),
        n_ended=n_ended.astype(np.int64),
        survival=survival,
        variance=survival**2 * relative,
        lower=lower,
        upper=upper,
        gap_count=length.size,
        censored_count=int(cut.sum()),
        longest_s=float(length.max(initial=0.0)),
        confidence=confidence,
    )


def _staircase(length_s: Array, cut: NDArray[np.bool_]) -> tuple[Array, NDArray[np.int64], NDArray[np.int64], Array]:
    """Return the lengths at which gaps ended, how many ended and were at risk there, and S just after."""
    ended_s, n_ended = np.unique(length_s[~cut], return_counts=True)
    at_risk = length_s.size - np.searchsorted(np.sort(length_s), ended_s, side="left")
    return ended_s, n_ended, at_risk, np.cumprod((at_risk - n_ended) / at_risk, dtype=np.float64)


def survival_percentiles_s(gaps: Gaps, percents: Sequence[float]) -> list[float]:
    """Return what ``survival_of(gaps).percentile_s`` does for each of some percentages, without limits: for tables."""
    counted = gaps.take(gaps.in_means)
    ended_s, _, _, survival = _staircase(counted.length_s, counted.censored)
    return [_percentile_s(ended_s, survival, percent) for percent in percents]


def _percentile_s(length_s: Array, survival: Array, percent: float) -> float:
    enough = np.flatnonzero(survival <= 1.0 - percent / 100.0 + TIE)
    return float(length_s[enough[0]]) if enough.size else np.nan


def survival_of(gaps: Gaps, *, confidence: float = 0.95) -> Survival:
    """Return the estimate from the gaps, or revisit intervals, of a span: those that means are over.

    A gap open at its start, at its end or at both is taken as watched for its length and then lost from sight: that of
    one whose *beginning* was not seen is a lower bound as well. Of completed gaps only ends are open, unless none
    begins inside the span.
    """
    counted = gaps.take(gaps.in_means)
    return kaplan_meier(counted.length_s, counted.censored, confidence=confidence)


def wants_survival(gaps: Gaps, share: float = MANY) -> bool:
    """Return whether more than this share of the gaps that means are over is censored, so that their plain mean and
    percentiles mislead.
    """
    counted = gaps.take(gaps.in_means)
    return counted.n_censored > share * len(counted)


def caveat(gaps: Gaps) -> str:
    """Return the sentence that belongs beside an estimate from these gaps; empty if none is censored."""
    counted = gaps.take(gaps.in_means)
    n_cut = counted.n_censored
    if not n_cut:
        return ""
    return (
        f"{n_cut} of {len(counted)} gaps were cut short by the edge of the span or the search; the Kaplan-Meier "
        "estimate assumes that they would have lasted like the others of their length and that gaps are independent of "
        "each other; but long gaps meet an edge more often than short ones, and orbits that nearly repeat have the "
        "same gaps again; its limits are then too narrow"
    )
