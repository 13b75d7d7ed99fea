"""All figures of merit of one place over one span, from the intervals of each satellite alone.

    found = merit([windows_of_a, windows_of_b], 0.0, 86400.0)
    found.revisit_time.static("maximum")             # the longest gap
    found.revisit_time.static("percent below", 90)   # the gap that 90 % of all instants do not exceed
    found.response_time.at([3600.0, 7200.0])         # the wait from 01:00 and from 02:00
    found.revisit_time.satisfied(7200.0)             # whether it is never above two hours, and in what share of time

The intervals are looks or windows. ``figures`` measures counts and gaps between looks, and waits, ages and time covered
from windows. ``definitions`` defines each figure. Edges are as in ``gaps``; STK's are ``clipped``. Averages,
percentiles and shares of gaps are over those that begin inside the span. The least, the longest and the sum are of all.
For values at instants, and statistics over them, ``interior`` is read as ``completed``.

``figures`` has fewer figures, is faster, and distinguishes looks from windows. This module has the whole list, for a
comparison with STK or for values at instants. Where both have a figure they agree.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..constants import DAY_S
from ..errors import UsageError
from ..intervals import Intervals, as_intervals, at_least, clip, complement, intersection, total_s, union
from .accesses import Accesses, accesses_of, nearest_of_another_s, separated
from .definitions import DEFINITIONS
from .gaps import Edges, Gaps, Searched, check_edges, gaps_of, search_range
from .merit_figure import Ask, Figure, Statistic, over_counts, over_instants, over_lengths
from .piecewise_linear import Pieces, steps

Array = NDArray[np.float64]
_OF_ALL_GAPS = ("minimum", "maximum", "sum")  # the other statistics are over those that begin inside the span


def merit(
    by_satellite: Sequence[ArrayLike],
    span_start_s: float,
    span_end_s: float,
    *,
    edges: Edges = "completed",
    searched_from_s: float | None = None,
    searched_to_s: float | None = None,
    min_satellites: int = 1,
    midnight_s: float | None = None,
) -> Merit:
    """Return the figures of merit over [span_start_s, span_end_s) of ``by_satellite``.

    ``by_satellite`` has one array of rows (N, 2) in s for each satellite. Its rows that overlap or touch are one
    access. ``searched_from_s``, ``searched_to_s`` and ``edges`` are as in ``gaps.gaps``. With ``min_satellites`` above
    1 the place counts as covered only while so many different satellites see it. This applies to gaps, revisit,
    response, age, simple coverage and coverage time. Accesses are always those of single satellites. ``midnight_s`` is
    any midnight, for figures by calendar day; by default days begin at the start of the span. Raises UsageError as
    ``gaps.gaps``, and for a number of satellites below 1.
    """
    check_edges(edges)
    shapes = {np.ndim(rows) for rows in by_satellite if np.size(rows)}
    if (isinstance(by_satellite, np.ndarray) and by_satellite.ndim == 2) or shapes == {1}:
        raise UsageError("windows go in as one array of rows for each satellite: merit([[(0, 10), (20, 30)]], 0, 100)")
    if min_satellites < 1:
        raise UsageError(f"coverage by at least {min_satellites} satellites says nothing; n must be 1 or more")
    each = [union(rows) for rows in by_satellite]
    rows = np.concatenate(each) if each else as_intervals([])
    from_s, to_s = search_range(
        float(rows[:, 0].min(initial=np.inf)),
        float(rows[:, 1].max(initial=-np.inf)),
        span_start_s,
        span_end_s,
        searched_from_s,
        searched_to_s,
    )
    each = [clip(rows, from_s, to_s) for rows in each]
    known = Searched(at_least(min_satellites, each), from_s, to_s, float(span_start_s), float(span_end_s))
    return Merit(tuple(each), known, edges, float(span_start_s if midnight_s is None else midnight_s))


@dataclass(frozen=True)
class Merit:
    """Figures of merit, each computed when first asked for; also by their names, ``found["revisit time"]``."""

    by_satellite: tuple[Intervals, ...]  # the union of each satellite's rows, within the search
    known: Searched  # with the coverage that counts: by at least ``min_satellites`` satellites
    edges: Edges
    midnight_s: float

    def __repr__(self) -> str:
        return f"<Merit of {len(self.by_satellite)} satellites over {self.span_s:g} s: {', '.join(DEFINITIONS)}>"

    def __getitem__(self, name: str) -> Figure:
        if name not in DEFINITIONS:
            raise UsageError(f"there is no figure {name!r}; there are {', '.join(DEFINITIONS)}")
        found: Figure = getattr(self, name.replace(" ", "_"))
        return found

    def __iter__(self) -> Iterator[Figure]:
        return (self[name] for name in DEFINITIONS)

    def summary(self) -> list[tuple[str, str, float, str, bool]]:
        """Return rows of (figure, statistic, value, unit, whether censored lengths went into it), one a figure."""
        rows = []
        for figure in self:
            meant = figure.definition
            unit = "%" if meant.statistic == "percent" else meant.unit
            rows.append((meant.name, meant.statistic, figure.static(), unit, figure.is_lower_bound))
        return rows

    @property
    def span_s(self) -> float:
        return self.known.span_end_s - self.known.span_start_s

    @cached_property
    def coverage(self) -> Intervals:
        """The coverage inside the span, a disjoint set."""
        return clip(self.known.coverage, self.known.span_start_s, self.known.span_end_s)

    @cached_property
    def gaps(self) -> Gaps:
        return gaps_of(self.known, self.edges)

    @cached_property
    def accesses(self) -> Accesses:
        return accesses_of(self.by_satellite, self.known, self.edges)

    def at_least(self, n: int) -> Intervals:
        """Return the stretches of the span with n or more distinct satellites in sight, as a disjoint set."""
        return clip(at_least(n, self.by_satellite), self.known.span_start_s, self.known.span_end_s)

    def exactly(self, n: int) -> Intervals:
        """Return the stretches of the span with just n distinct satellites in sight, as a disjoint set; n from 0."""
        start_s, end_s = self.known.span_start_s, self.known.span_end_s
        fewer = complement(self.at_least(n + 1), start_s, end_s)
        return intersection(self.at_least(n), fewer) if n > 0 else fewer

    def separated(
        self, from_s: float, to_s: float, *, gap_counts: bool = True, one_satellite: bool = False
    ) -> Intervals:
        """Return the stretches of the span that belong to two accesses from_s to to_s apart, as a disjoint set.

        This is STK's access separation, with the value 1 in the stretches and 0 elsewhere. A stretch holds the instants
        of either access that are at most ``to_s`` from some instant of the other. With ``gap_counts`` (STK: single) it
        includes the gap between the two accesses; without (STK: broken) it does not. Overlapping accesses are 0 s
        apart. The two accesses are of different satellites; with ``one_satellite`` they may be of the same.
        """
        return separated(self.accesses, self.known, from_s, to_s, gap_counts=gap_counts, one_satellite=one_satellite)

    @cached_property
    def simple_coverage(self) -> Figure:
        seen = self._gap_figure(in_gap=0.0, covered=1.0)
        values: dict[str, Statistic] = {"ever": lambda _: seen.maximum, "always": lambda _: seen.minimum}
        return _figure("simple coverage", values, over_time=seen)

    @cached_property
    def n_asset_coverage(self) -> Figure:
        number = self._number_in_sight()
        unique = sum(len(clip(rows, self.known.span_start_s, self.known.span_end_s)) > 0 for rows in self.by_satellite)
        values = over_instants(number) | {"unique": lambda _: float(unique)}
        return _figure("n asset coverage", values, over_time=number)

    @cached_property
    def coverage_time(self) -> Figure:
        seen_s, span_s = total_s(self.coverage), self.span_s
        days, by_day_s = span_s / DAY_S, np.diff(self._covered_before(self._midnights_s))

        def of_days(measure: str, unit_s: float) -> Statistic:
            return lambda _: float(getattr(by_day_s, measure)()) / unit_s if by_day_s.size else np.nan

        def above_s(ask: Ask) -> float:
            return total_s(self.at_least(ask.n))

        values: dict[str, Statistic] = {
            "total": lambda _: seen_s,
            "percent": lambda _: 100.0 * seen_s / span_s,
            "per day": lambda _: seen_s / days,
            "percent per day": lambda _: 100.0 * seen_s / span_s / days,
            "total time above": above_s,
            "percent time above": lambda ask: 100.0 * above_s(ask) / span_s,
        }
        for word, measure in (("minimum", "min"), ("maximum", "max"), ("std deviation", "std")):
            values[f"{word} per day"] = of_days(measure, 1.0)
            values[f"{word} percent per day"] = of_days(measure, DAY_S / 100.0)
        return _figure("coverage time", values)

    @cached_property
    def number_of_accesses(self) -> Figure:
        found = self.accesses
        values = over_counts(found.start_s, found.length_s, self.span_s / DAY_S, self._midnights_s)
        return _figure("number of accesses", values, over_time=self._number_in_sight())

    @cached_property
    def access_duration(self) -> Figure:
        found, longest = self.accesses, self._longest_under_way()
        values = over_lengths(found.length_s) | {"percent above": over_instants(longest)["percent above"]}
        return _figure("access duration", values, over_time=longest, each=found.length_s, open_=found.open)

    @cached_property
    def access_separation(self) -> Figure:
        apart_s = nearest_of_another_s(self.accesses)
        return _figure("access separation", over_lengths(apart_s), each=apart_s)

    @cached_property
    def number_of_gaps(self) -> Figure:
        found = self.gaps
        return _figure(
            "number of gaps", over_counts(found.start_s, found.length_s, self.span_s / DAY_S, self._midnights_s)
        )

    @cached_property
    def revisit_time(self) -> Figure:
        falls_into, length_s = self._gap_time, self.gaps.length_s
        counted_s = length_s[self.gaps.in_means]
        if not len(self._gaps_of_instants):  # covered throughout: every wait is 0
            length_s = counted_s = np.zeros(1)
        of_all = over_lengths(length_s)
        values = over_lengths(counted_s) | {name: of_all[name] for name in _OF_ALL_GAPS} | self._over_gaps(falls_into)
        return _figure("revisit time", values, over_time=falls_into, each=counted_s, open_=self.gaps.censored)

    @cached_property
    def time_average_gap(self) -> Figure:
        values: dict[str, Statistic] = {"average": lambda _: self._gap_time.mean}
        return _figure("time average gap", values, open_=self._gaps_of_instants.censored)

    @cached_property
    def response_time(self) -> Figure:
        gaps, start_s = self._gaps_of_instants, self._gap_start_s
        wait = self._gap_figure(in_gap=gaps.end_s - start_s, slope=-1.0, open_=gaps.open_end)
        return _figure("response time", over_instants(wait) | self._over_gaps(wait), over_time=wait)

    @cached_property
    def age_of_data(self) -> Figure:
        gaps, start_s = self._gaps_of_instants, self._gap_start_s
        age = self._gap_figure(in_gap=start_s - gaps.start_s, slope=1.0, open_=gaps.open_start)
        return _figure("age of data", over_instants(age) | self._over_gaps(age), over_time=age)

    @cached_property
    def accesses_so_far(self) -> Figure:
        known = self.known
        begun_s = np.sort(np.maximum(self.accesses.start_s, known.span_start_s))
        edge_s = np.concatenate([[known.span_start_s], np.unique(begun_s), [known.span_end_s]])
        begun = steps(edge_s, np.searchsorted(begun_s, edge_s[:-1], side="right"))
        return _figure("accesses so far", over_instants(begun), over_time=begun)

    @cached_property
    def coverage_so_far(self) -> Figure:
        seen = self._gap_figure(in_gap=0.0, covered=1.0)
        so_far = Pieces(seen.start_s, seen.end_s, self._covered_before(seen.start_s), seen.value, seen.open)
        return _figure("coverage so far", over_instants(so_far), over_time=so_far)

    @cached_property
    def _gaps_of_instants(self) -> Gaps:
        """The gaps that instants of the span fall into."""
        return gaps_of(self.known, "clipped" if self.edges == "clipped" else "completed")

    @cached_property
    def _gap_start_s(self) -> Array:
        """The first instant of each gap inside the span."""
        return np.maximum(self._gaps_of_instants.start_s, self.known.span_start_s)

    @cached_property
    def _gap_time(self) -> Pieces:
        """The length of the gap that an instant falls into."""
        gaps = self._gaps_of_instants
        return self._gap_figure(in_gap=gaps.length_s, open_=gaps.censored)

    def _gap_figure(
        self,
        *,
        in_gap: Array | float,
        covered: float = 0.0,
        slope: float = 0.0,
        open_: NDArray[np.bool_] | None = None,
    ) -> Pieces:
        """Pieces that fill the span, a gap each with the value at its first instant, and one a stretch of coverage."""
        start_s, seen = self._gap_start_s, self.coverage
        end_s = np.minimum(self._gaps_of_instants.end_s, self.known.span_end_s)
        n, m = start_s.size, len(seen)
        all_start_s = np.concatenate([start_s, seen[:, 0]])
        order = all_start_s.argsort(kind="stable")
        return Pieces(
            all_start_s[order],
            np.concatenate([end_s, seen[:, 1]])[order],
            np.concatenate([np.broadcast_to(np.asarray(in_gap, dtype=np.float64), n), np.full(m, covered)])[order],
            np.concatenate([np.full(n, slope), np.zeros(m)])[order],
            np.concatenate([np.zeros(n, np.bool_) if open_ is None else open_, np.zeros(m, np.bool_)])[order],
        )

    def _over_gaps(self, value: Pieces) -> dict[str, Statistic]:
        """The percentiles over instants that ``definitions`` has for figures of gaps."""
        in_gaps = value.only(self._in_gap(value))
        return {
            "percent below": lambda ask: value.percentile(ask.percent),
            "percent below gaps only": lambda ask: in_gaps.percentile(ask.percent),
        }

    def _in_gap(self, value: Pieces) -> NDArray[np.bool_]:
        return np.isin(value.start_s, self._gap_start_s)

    def _number_in_sight(self) -> Pieces:
        inside = [clip(rows, self.known.span_start_s, self.known.span_end_s) for rows in self.by_satellite]
        rows = np.concatenate(inside) if inside else as_intervals([])
        edge_s = np.unique(np.concatenate([rows.reshape(-1), [self.known.span_start_s, self.known.span_end_s]]))
        start_s, end_s, at_s = np.sort(rows[:, 0]), np.sort(rows[:, 1]), edge_s[:-1]
        begun, ended = (np.searchsorted(one, at_s, side="right") for one in (start_s, end_s))
        return steps(edge_s, begun - ended)

    def _longest_under_way(self) -> Pieces:
        found, known = self.accesses, self.known
        inside = [np.clip(one, known.span_start_s, known.span_end_s) for one in (found.start_s, found.end_s)]
        edge_s = np.unique(np.concatenate([*inside, [known.span_start_s, known.span_end_s]]))
        low, high = (np.searchsorted(edge_s, one) for one in inside)
        longest, is_open = np.zeros(edge_s.size - 1), np.zeros(edge_s.size - 1, np.bool_)
        for k in found.length_s.argsort(kind="stable"):  # the longest is written last, and stays
            longest[low[k] : high[k]] = found.length_s[k]
            is_open[low[k] : high[k]] |= found.open[k]
        level = steps(edge_s, longest)
        return Pieces(level.start_s, level.end_s, level.value, level.slope, is_open)

    @cached_property
    def _midnights_s(self) -> Array:
        """The ends of the whole calendar days inside the span, first to last; empty if there is none."""
        known, midnight_s = self.known, self.midnight_s
        first = math.ceil((known.span_start_s - midnight_s) / DAY_S)
        last = math.floor((known.span_end_s - midnight_s) / DAY_S)
        ends_s: Array = midnight_s + DAY_S * np.arange(first, last + 1, dtype=np.float64)
        return ends_s if last > first else ends_s[:0]

    def _covered_before(self, t_s: Array) -> Array:
        """Seconds seen from the start of the span to each instant."""
        start_s, end_s = self.coverage[:, 0], self.coverage[:, 1]
        so_far_s = np.concatenate([[0.0], np.cumsum(end_s - start_s)])
        begun = np.searchsorted(start_s, t_s, side="right")
        still_s = np.concatenate([[-np.inf], end_s])[begun] - t_s  # of the stretch under way, if one is
        seen_s: Array = so_far_s[begun] - np.maximum(still_s, 0.0)
        return seen_s


def _figure(
    name: str,
    values: dict[str, Statistic],
    *,
    over_time: Pieces | None = None,
    each: Array | None = None,
    open_: NDArray[np.bool_] | None = None,
) -> Figure:
    """A figure with those of the statistics that its definition has."""
    definition = DEFINITIONS[name]
    offered = {statistic: values[statistic] for statistic in definition.statistics}
    return Figure(definition, over_time, each, np.zeros(0, np.bool_) if open_ is None else open_, offered)
