"""Figures of merit of one target over one span, from looks and windows alone.

A figure from looks differs from the same figure from windows, so the choice is fixed here:

- counts, gaps, shares of gaps and revisit intervals are *between looks*: the hole inside a pass is filled,
  satellite by satellite, before the union. ``gaps="all"`` measures gaps and revisit intervals between windows
  instead.
- response, age, waits, the gap an instant falls into and percent of time covered are from *windows*: from an
  instant one waits for a window.

Means, medians, percentiles and shares of gaps, and the mean revisit interval, are over those that begin inside the span
(``Gaps.in_means``); the longest is of all that overlap it. Percentiles of gaps are over gaps, with numpy's linear rule;
percentiles of waits are over instants, exact.
Lengths of censored gaps enter as lower bounds, and ``n_censored`` is their number. A figure is NaN if there is
nothing to measure: no interior gap, or no look. In a span that is covered throughout every wait is 0 s. Its gap
and revisit figures are 0, with ``n_gaps`` 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..constants import DAY_S
from ..errors import UsageError
from ..intervals import as_intervals
from .figure_kinds import FIGURE_KINDS, check_places
from .gaps import EDGES, Edges, check_edges, search_range

GapsBetween = Literal["looks", "all"]


@dataclass(frozen=True)
class Figures:
    """Figures of merit; ``figure_kinds`` defines each. Tuples have one entry for each of ``limits_s``.

    A figure is an attribute. It is also an item with the same name: ``found["percent_covered"]``.
    """

    span_s: float
    edges: Edges
    gaps_between: GapsBetween

    n_looks: int  # looks that start inside the span; two satellites looking at once are two looks
    n_windows: int  # windows that start inside the span
    looks_per_day: float
    time_per_look_s: float  # a day by looks_per_day, which is not the mean gap: looks overlap, and last

    n_gaps: int
    n_censored: int
    gap_mean_s: float
    gap_median_s: float
    gap_p95_s: float
    gap_max_s: float
    gap_max_start_s: float  # of the longest gap, the earliest of several
    gap_max_end_s: float
    gap_max_censored: bool  # then gap_max_s is a lower bound

    n_revisits: int
    n_revisits_censored: int
    revisit_mean_s: float  # start to start
    revisit_max_s: float

    percent_covered: float
    response_mean_s: float
    response_max_s: float
    wait_p50_s: float
    wait_p95_s: float
    mean_age_s: float
    time_average_gap_s: float
    instant_gap_p50_s: float  # length-biased: of the gap an instant falls into
    instant_gap_p95_s: float
    waits_are_lower_bounds: bool

    limits_s: tuple[float, ...] = ()
    share_of_gaps_within: tuple[float, ...] = ()
    wait_probability: tuple[float, ...] = ()

    def __getitem__(self, name: str) -> Any:
        if name not in FIGURE_KINDS or not FIGURE_KINDS[name].in_figures:
            raise KeyError(name)
        return getattr(self, name)


_SETTINGS = {"span_s", "edges", "gaps_between", "limits_s"}  # how it was measured
check_places(
    "Figures",
    has=(one.name for one in fields(Figures) if one.name not in _SETTINGS),
    needs=(kind.name for kind in FIGURE_KINDS.values() if kind.in_figures),
)


def figures(
    looks: ArrayLike,
    windows: ArrayLike,
    span_start_s: float,
    span_end_s: float,
    *,
    edges: Edges = "completed",
    gaps: GapsBetween = "looks",
    searched_from_s: float | None = None,
    searched_to_s: float | None = None,
    limits_s: Sequence[float] = (),
) -> Figures:
    """Return figures of one target over [span_start_s, span_end_s), from looks (L, 2) and windows (W, 2), in s.

    There is one row for each look and one for each window, of all satellites in any order. They must not be
    united, because looks are counted. Both may reach beyond the span. They must do so if gaps at its edges are to
    be completed. ``searched_from_s`` and ``searched_to_s`` are the limits of the search, as in ``gaps.gaps``.

    For N-fold figures give ``intervals.at_least(n, ...)`` of each satellite's looks, and of its windows; a look is
    then a stretch in which n satellites look at once. Raises UsageError as ``gaps.gaps``.
    """
    from .figures_kernel import measure  # imported here, because numba takes long to load

    check_edges(edges)
    if gaps not in ("looks", "all"):
        raise UsageError(f"gaps = {gaps!r} must be looks or all")
    look_rows, window_rows = _filled(looks), _filled(windows)
    first_s, last_s = math.inf, -math.inf
    if searched_from_s is None or searched_to_s is None:
        first_s = min(look_rows[:, 0].min(initial=first_s), window_rows[:, 0].min(initial=first_s))
        last_s = max(look_rows[:, 1].max(initial=last_s), window_rows[:, 1].max(initial=last_s))
    search = search_range(first_s, last_s, span_start_s, span_end_s, searched_from_s, searched_to_s)
    span = (float(span_start_s), float(span_end_s))
    limits = np.array(limits_s, dtype=np.float64)
    (n_looks, n_windows), between, revisits, waits, shares = measure(
        look_rows, window_rows, search, span, EDGES.index(edges), gaps == "all", limits
    )
    span_s = span[1] - span[0]
    values: tuple[Any, ...] = (
        span_s,
        edges,
        gaps,
        n_looks,
        n_windows,
        n_looks / (span_s / DAY_S),
        span_s / n_looks if n_looks else math.nan,
        *between,
        *revisits,
        *waits,
        tuple(limits.tolist()),
        tuple(shares[0].tolist()),
        tuple(shares[1].tolist()),
    )
    return Figures(*values)  # in the order of the fields: keywords cost twice the time


def _filled(rows: ArrayLike) -> NDArray[np.float64]:
    """Rows checked, without empty ones, in an array of the one kind that the kernel is compiled for."""
    from .figures_kernel import all_filled

    array = np.ascontiguousarray(rows, dtype=np.float64)
    if not array.flags.writeable:
        array = array.copy()
    if array.ndim != 2 or array.shape[1] != 2 or not all_filled(array):
        array = as_intervals(array)
        array = array[array[:, 0] < array[:, 1]]
    return array
