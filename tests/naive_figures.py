"""Gap and wait figures counted instant by instant from intervals: the slow twin of the revisit figures."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class NaiveFigures:
    """Counted figures: a gap is good to one step, a mean wait to about a step, a share to a step a window."""

    gaps_s: NDArray[np.float64]  # uncovered runs, in order
    begun_s: NDArray[np.float64]  # those of them that begin inside the span, which means and percentiles are over
    wait_s: NDArray[np.float64]  # from the middle of each step of [0, T) to coverage; inf where none follows
    covered: NDArray[np.bool_]  # per step of [0, T)

    @property
    def gap_mean_s(self) -> float:
        return float(np.mean(self.begun_s)) if len(self.begun_s) else math.nan

    @property
    def gap_median_s(self) -> float:
        return float(np.median(self.begun_s)) if len(self.begun_s) else math.nan

    @property
    def gap_p95_s(self) -> float:
        return float(np.percentile(self.begun_s, 95)) if len(self.begun_s) else math.nan

    @property
    def gap_max_s(self) -> float:
        return float(np.max(self.gaps_s)) if len(self.gaps_s) else math.nan

    @property
    def covered_share(self) -> float:
        return float(np.mean(self.covered))

    @property
    def response_mean_s(self) -> float:
        return float(np.mean(self.wait_s))


def naive_figures(intervals: ArrayLike, T: float, *, step_s: float = 1.0, edges: str = "clipped") -> NaiveFigures:
    """Return figures of the union of intervals over [0, T), by asking at the middle of every step.

    ``edges`` says what becomes of gaps that overlap an end of the span: ``clipped`` cuts them there (a wait
    too), ``interior`` drops them, ``completed`` takes them whole: the intervals must reach beyond both ends. Of whole
    gaps, means are over those whose first step lies in the span; where there is none, over the one the span begins in.
    """
    windows_s = np.asarray(intervals, dtype=float).reshape(-1, 2)
    first, last = 0, math.ceil(T / step_s)
    if edges == "completed" and len(windows_s):
        first = min(first, math.floor(windows_s.min() / step_s))
        last = max(last, math.ceil(windows_s.max() / step_s))
    middle_s = (np.arange(first, last) + 0.5) * step_s
    covered = np.zeros(len(middle_s), dtype=bool)
    for a, b in windows_s:
        covered[np.searchsorted(middle_s, a) : np.searchsorted(middle_s, b)] = True

    turns = np.flatnonzero(np.diff(np.concatenate([[True], covered, [True]]).astype(int)))
    runs = turns.reshape(-1, 2) + first  # the first step not covered, the first covered after it
    if edges != "clipped":
        runs = runs[(runs[:, 0] > first) & (runs[:, 1] < last)]
    if edges == "completed":
        runs = runs[(runs[:, 1] > 0) & (runs[:, 0] * step_s < T)]

    begun = runs[:, 0] >= 0
    if not begun.any():
        begun = ~begun

    end_of_wait_s = np.where(covered, middle_s - step_s / 2.0, np.inf)
    if edges == "clipped":
        end_of_wait_s = np.append(end_of_wait_s, T)
    soonest_s = np.minimum.accumulate(end_of_wait_s[::-1])[::-1][: len(middle_s)]
    in_span = (middle_s > 0) & (middle_s < T)
    return NaiveFigures(
        gaps_s=(runs[:, 1] - runs[:, 0]) * float(step_s),
        begun_s=(runs[begun, 1] - runs[begun, 0]) * float(step_s),
        wait_s=np.maximum(soonest_s - middle_s, 0.0)[in_span],
        covered=covered[in_span],
    )
