"""How a figure settles as the span grows: the same coverage measured over shorter spans, begun at other times.

    python -m benchmarks.convergence [--small]

prints, for the satellites of rok-425-as-flown at Yongbyon (nominal sensors), by how much the mean, the 95th percentile
and the longest gap of shorter spans differ with where they begin.

A longest gap only ever grows with the span it is sought in; a mean gap that still moves by a tenth from one month to
the next is not yet a property of the constellation. Near-repeats (``repeats``) make figures look settled that are
not.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

import sim
from sim.errors import UsageError
from sim.intervals import union
from sim.revisit.figure_kinds import GAP_MAX, GAP_MEAN, GAP_P95
from sim.revisit.gaps import gaps

Floats = NDArray[np.float64]

FRACTIONS = (0.125, 0.25, 0.5, 0.75, 1.0)
STARTS = 9


@dataclass(frozen=True)
class Convergence:
    """Figures over parts of a span: F fractions of its length, K starts each, evenly from its start to as late as fits.

    ``start_s`` and each of ``figures``, by name, are (F, K); where a part is the whole span all K are the same. NaN
    where a part has no gap at all to measure.
    """

    fractions: tuple[float, ...]
    span_s: float
    start_s: Floats
    figures: Mapping[str, Floats]

    def __getitem__(self, name: str) -> Floats:
        return self.figures[name]

    def spread(self, name: str) -> Floats:
        """Return, for each fraction, half the distance from the least to the greatest of the K values, (F,)."""
        values = self[name]
        return np.asarray((np.max(values, axis=1) - np.min(values, axis=1)) / 2.0)

    def settled_from(self, name: str, within: float) -> float | None:
        """Return the least fraction from which on, to the whole span, all values lie within a share of the last one's.

        None where only the whole span does, which says nothing.
        """
        values = self[name]
        last = float(values[np.argmax(self.fractions), 0])
        settled: float | None = None
        for fraction, row in sorted(zip(self.fractions, values, strict=True), key=lambda pair: -pair[0]):
            if not bool((np.abs(row - last) <= within * abs(last)).all()):
                break
            settled = fraction
        return settled if settled is not None and settled < max(self.fractions) else None


def convergence(
    coverage: ArrayLike,
    span_s: float,
    *,
    searched_from_s: float,
    searched_to_s: float,
    fractions: Sequence[float] = FRACTIONS,
    starts: int = STARTS,
) -> Convergence:
    """Return gap figures of one target's coverage, (N, 2) in s (looks of all satellites), over parts of [0, span_s).

    Each part is measured as a span of its own: gaps that overlap its ends are completed by the coverage beyond them
    (``sim.revisit.gaps``), as far as was searched; means are over those that begin inside it. Percentiles by numpy's
    linear rule. Parts overlap, so the spread over starts understates how much independent spans of that length would
    differ. Raises UsageError for fractions outside (0, 1], fewer than one start, and what ``gaps`` refuses.
    """
    chosen = tuple(float(f) for f in fractions)
    if not chosen or not all(0.0 < f <= 1.0 for f in chosen):
        raise UsageError(f"fractions = {list(fractions)} must be shares of the span, above 0 and up to 1")
    if starts < 1:
        raise UsageError(f"starts = {starts} must be 1 or more")
    disjoint = union(coverage)
    start_s = np.array([np.linspace(0.0, span_s * (1.0 - f), starts) for f in chosen])
    figures = np.full((3, *start_s.shape), np.nan)
    for row, fraction in enumerate(chosen):
        for column, begin_s in enumerate(start_s[row].tolist()):
            end_s = min(begin_s + fraction * span_s, span_s)
            found = gaps(disjoint, begin_s, end_s, searched_from_s=searched_from_s, searched_to_s=searched_to_s)
            if len(found):
                counted_s = found.length_s[found.in_means]
                figures[:, row, column] = counted_s.mean(), np.percentile(counted_s, 95.0), found.length_s.max()
    names = (kind.name for kind in (GAP_MEAN, GAP_P95, GAP_MAX))
    return Convergence(chosen, float(span_s), start_s, dict(zip(names, figures, strict=True)))


def main(arguments: Sequence[str]) -> None:
    """Print the table; ``--small`` takes four days of the span."""
    small = ["time.end_utc=2026-07-18"] if "--small" in arguments else []
    result = sim.load("rok-425-as-flown", overrides=[*small, "draws.count=0"]).run()
    looks = result.windows_of(result.targets.index("Yongbyon"), "all-nominal").looks()
    from_s, to_s = result.searched_s
    found = convergence(
        np.column_stack([looks.start_s, looks.end_s]),
        result.span.duration_s,
        searched_from_s=from_s,
        searched_to_s=to_s,
    )
    print("days   mean, min     p95, min     longest, min   (middle ± half the spread over where a span begins)")
    for row, fraction in enumerate(found.fractions):
        told = [
            f"{np.median(found.figures[name][row]) / 60.0:6.1f} ± {found.spread(name)[row] / 60.0:<5.1f}"
            for name in found.figures
        ]
        print(f"{fraction * result.span.days:4.1f}  {'  '.join(told)}")


if __name__ == "__main__":
    main(sys.argv[1:])
