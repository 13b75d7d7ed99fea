"""The figures of a map, from what was counted at its points: in steps, or in seconds where transitions were refined."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..clock import Span, format_utc
from ..constants import DAY_S
from ..errors import UsageError
from ..places.grids import Grid
from ..revisit.figure_kinds import (
    FIGURE_KINDS,
    FIRST_SEEN,
    PERCENT_COVERED,
    RESPONSE_MEAN,
    TIME_AVERAGE_GAP,
    check_places,
)
from ..revisit.figures import GapsBetween
from . import bins_kernel as gap_bins
from . import tally_kernel as kernels
from . import tally_seconds_kernel as exact
from .canvas import Canvas
from .exact_canvas import ExactCanvas
from .figure_names import NAMES, figure_named
from .swept_error import ExactFigures, FigureError

if TYPE_CHECKING:
    import xarray

Floats = NDArray[np.float64]

EDGE_WORDS = {
    "clipped": "gaps are cut at the ends of the span",
    "interior": "gaps at the ends of the span are left out",
}


@dataclass(frozen=True)
class CoverageMap:
    """Coverage of a grid by all satellites together in one span; arrays are (rows, columns), from south and from west.

    Every gap of at least two steps is found, and no window is missed. A step counts as covered if any part of it is
    covered. A gap of g seconds therefore leaves between g / step - 2 and g / step uncovered steps. Figures add one step
    to the count (half a step at an edge of the span). Each gap is then within one step of its true length, and right on
    average. Gaps below two steps may be missed; gaps below one step always are. A missed gap joins two stretches of
    coverage.

    Discs are painted up to ``excess_km`` too large, one hundredth of their radius. Only points within that distance of
    the rim of a footprint can be counted as seen when they are not. At the inner rim of a band it is far less.

    None of this applies to an exact map: its transitions are those of exact windows, and ``excess_km`` is 0.

    Gaps and stretches of coverage are those between looks (``gaps="looks"``: the hole below a radar is filled) or
    between windows ("all"). Percent of time, waits, the gap that contains an instant and the time until first seen are
    of windows. With ``edges`` "clipped" gaps at the edges of the span count with their part inside it; with "interior"
    they do not count. Waits are always clipped. Figures are NaN where there is nothing to measure: no interior gap.

    ``error`` estimates the error of a swept map's figures at a ``sample`` of its points.

    ``figure`` returns every figure by its name, NaN outside the points that are ``inside`` (all, if None). ``about``
    describes in words what was mapped (title, satellites, case ...); files contain it.
    """

    grid: Grid
    span: Span
    step_s: float
    edges: Literal["clipped", "interior"]
    gaps: GapsBetween
    excess_km: float
    lost: tuple[str, ...]

    n_gaps: NDArray[np.int64]
    n_covered: NDArray[np.int64]  # stretches of coverage
    gap_mean_s: Floats
    gap_max_s: Floats
    percent_covered: Floats
    response_mean_s: Floats  # mean wait from a uniform instant: sum g^2 / 2T
    time_average_gap_s: Floats  # mean of the gap an instant falls into: sum g^2 / T
    first_seen_s: Floats
    _edge_gaps_s: Floats = field(repr=False)  # (2, rows, columns), 0 for none
    _histogram: NDArray[np.int32] = field(repr=False)  # (rows, bins, columns) of interior gaps
    exact: bool = False  # transitions refined to those of exact windows
    sample: ExactFigures | None = field(default=None, repr=False)  # exact figures at some points of a swept map
    about: Mapping[str, str] = field(default_factory=dict)
    inside: NDArray[np.bool_] | None = field(default=None, repr=False)

    @property
    def lat_deg(self) -> Floats:
        return self.grid.lat_deg

    @property
    def lon_deg(self) -> Floats:
        return self.grid.lon_deg

    def mean(self, figure: NDArray[Any]) -> float:
        """Return the mean of a figure over the area of the grid, points without the figure left out."""
        weight = np.broadcast_to(self.grid.cell_km2[:, None], self.grid.shape)
        known = np.isfinite(figure)
        return float(np.average(figure[known], weights=weight[known])) if known.any() else math.nan

    @property
    def figure_names(self) -> tuple[str, ...]:
        """The figures this map has; see ``figure_names`` for their words and units."""
        return NAMES if self._histogram.size else tuple(n for n in NAMES if figure_named(n).percent is None)

    def figure(self, name: str) -> Floats:
        """Return one figure by its name, (rows, columns): those of ``figure_names``, or any percentile as gap_pNN_s.

        NaN where there is nothing to measure and outside the points of interest. Raises UsageError for other names,
        and for percentiles of a map that was made without.
        """
        asked = figure_named(name)
        if asked.percent is not None:
            values = self.gap_percentile_s(asked.percent)
        elif name in _DERIVED:
            values = _DERIVED[name](self)
        else:
            values = np.asarray(getattr(self, name), dtype=np.float64)
        return values if self.inside is None else np.where(self.inside, values, math.nan)

    def error(self, name: str) -> FigureError | None:
        """Return the error of a figure at a sample of points; None for an exact map or without a sample.

        Raises UsageError as ``figure``.
        """
        values = self.figure(name)
        return None if self.sample is None else self.sample.error_of(name, values)

    def area_percentiles(self, figure: NDArray[Any], percents: Sequence[float]) -> Floats:
        """Return, for each percentage, the least value that the figure does not exceed on that share of the area.

        Area without the figure is left out; all values are NaN if no area has it.
        """
        known = np.isfinite(figure)
        if not known.any():
            return np.full(len(percents), math.nan)
        values = figure[known]
        order = np.argsort(values, kind="stable")
        upto = np.cumsum(np.broadcast_to(self.grid.cell_km2[:, None], self.grid.shape)[known][order])
        wanted = np.asarray(percents) / 100.0 * upto[-1] * (1.0 - 1e-12)
        return np.asarray(values[order][np.searchsorted(upto, wanted)], dtype=np.float64)

    def by_latitude(self, name: str, *, band_deg: float | None = None) -> dict[str, Floats]:
        """Return a figure by latitude, over all longitudes of a row or of a band, south to north.

        Columns as ``pandas.DataFrame`` takes them: ``south_deg`` and ``north_deg`` (the edges of the cells),
        ``area_km2`` (of the points that have the figure), ``mean`` (weighted by area), ``least``, ``most``. Bands are
        cut at multiples of ``band_deg``, a row belongs to the band of its point; None is every row by itself.
        """
        if band_deg is not None and not (math.isfinite(band_deg) and band_deg > 0.0):
            raise UsageError(f"band_deg = {band_deg:g} must be above 0")
        values, grid = self.figure(name), self.grid
        known = np.isfinite(values)
        area_km2 = np.where(known, grid.cell_km2[:, None], 0.0)
        band = np.arange(grid.rows) if band_deg is None else np.floor(grid.lat_deg / band_deg + 1e-9).astype(np.int64)
        from_row = np.flatnonzero(np.diff(band, prepend=band[0] - 1))
        south_deg = np.maximum(grid.south_deg + (from_row - 0.5) * grid.lat_step_deg, -90.0)
        north_deg = grid.south_deg + (np.append(from_row[1:], grid.rows) - 0.5) * grid.lat_step_deg
        area = np.add.reduceat(area_km2.sum(axis=1), from_row)
        total = np.add.reduceat((np.where(known, values, 0.0) * area_km2).sum(axis=1), from_row)
        least = np.minimum.reduceat(np.where(known, values, math.inf).min(axis=1), from_row)
        most = np.maximum.reduceat(np.where(known, values, -math.inf).max(axis=1), from_row)
        none = area == 0.0
        return {
            "south_deg": south_deg,
            "north_deg": np.minimum(north_deg, 90.0),
            "area_km2": area,
            "mean": np.where(none, math.nan, total / np.where(none, 1.0, area)),
            "least": np.where(none, math.nan, least),
            "most": np.where(none, math.nan, most),
        }

    def to_xarray(self, figures: Sequence[str] | None = None) -> xarray.Dataset:
        """Return figures (all, if None) as an xarray Dataset after the CF conventions 1.10.

        Dimensions lat and lon, rows south to north; longitudes run past 180 where the grid crosses the antimeridian.
        Lengths of time are in seconds. It holds no date of its making. Raises UsageError for unknown figures, and if
        xarray is not installed.
        """
        from .dataset import dataset

        names = self.figure_names if figures is None else tuple(figures)
        return dataset(self.grid, self.span, {name: self.figure(name) for name in names}, self.described)

    @property
    def described(self) -> dict[str, str]:
        """What was mapped and how, in words, for the headings of files: ``about``, then the span and the rules."""
        errors = {} if self.sample is None else {"error": self._errors_in_words()}
        swept = f"swept in steps of {self.step_s:g} s; footprints up to {self.excess_km:.1f} km too large"
        return {
            **self.about,
            "time_coverage_start": format_utc(self.span.start),
            "time_coverage_end": format_utc(self.span.end),
            "gaps": f"between {self.gaps if self.gaps == 'looks' else 'windows'}",
            "edges": EDGE_WORDS[self.edges],
            "transitions": "refined to exact windows" if self.exact else swept,
            **errors,
        }

    def _errors_in_words(self) -> str:
        assert self.sample is not None
        errors = {name: self.error(name) for name in self.figure_names}
        said = "; ".join(f"{name} {error.words}" for name, error in errors.items() if error is not None)
        return f"swept less exact at {self.sample.points} points, by exact: {said}"

    def gap_percentile_s(self, percent: float) -> Floats:
        """Return a percentile over gaps at every point, (rows, columns) in s; numpy's linear rule.

        From a histogram with a bin for each length below 16 steps and eight to an octave above: within a step and
        6 percent. NaN where there are no gaps; 0 where coverage never ends.
        """
        if not 0.0 <= percent <= 100.0:
            raise UsageError(f"percent = {percent:g} must lie between 0 and 100")
        if self._histogram.size == 0:
            raise UsageError("this map was made without percentiles; ask coverage_map for percentiles=True")
        rows = [self._row_percentile_s(row, percent) for row in range(self.grid.rows)]
        always = (self.n_covered > 0) & (self.n_gaps == 0) & (self.gap_max_s == 0.0)
        return np.where(always, 0.0, np.minimum(np.array(rows), self.gap_max_s))

    def _row_percentile_s(self, row: int, percent: float) -> Floats:
        low, high = _bin_limits_s(self._histogram.shape[1], self.step_s)
        counts = self._histogram[row].astype(np.int64)
        columns = np.arange(self.grid.columns)
        if self.edges == "clipped":
            for edge_s in self._edge_gaps_s[:, row]:
                held = np.minimum(np.searchsorted(high, edge_s, side="left"), high.size - 1)
                counts[held, columns] += edge_s > 0.0
        upto = np.cumsum(counts, axis=0)
        n = upto[-1]
        place = np.maximum(n - 1, 0) * (percent / 100.0)
        values = []
        for rank in (np.floor(place), np.ceil(place)):
            held = np.minimum((upto <= rank).sum(axis=0), high.size - 1)
            inside = (rank - (upto[held, columns] - counts[held, columns]) + 0.5) / np.maximum(counts[held, columns], 1)
            values.append(low[held] + (high[held] - low[held]) * inside)
        part = place - np.floor(place)
        return np.where(n > 0, values[0] + (values[1] - values[0]) * part, math.nan)


OF_WINDOWS = tuple(
    kind.map_name for kind in (PERCENT_COVERED, RESPONSE_MEAN, TIME_AVERAGE_GAP, FIRST_SEEN)
)  # figures that are of windows in every map: an instant in a radar's hole has a wait
_DERIVED: dict[str, Callable[[CoverageMap], Floats]] = {
    "covered_per_day": lambda of: of.n_covered / (of.span.duration_s / DAY_S),
}
check_places(
    "CoverageMap",
    has=(*_DERIVED, *(one.name for one in fields(CoverageMap) if one.name in FIGURE_KINDS)),
    needs=(name for name in NAMES if figure_named(name).percent is None),
)


def _bin_limits_s(bins: int, step_s: float) -> tuple[Floats, Floats]:
    """Return the gaps, s, between which each bin of the histogram lies, counted steps taken as a step more."""
    bin_ = np.arange(bins + 1)
    octave, eighth = np.divmod(bin_ - gap_bins.EXACT_BINS, gap_bins.BINS_AN_OCTAVE)
    first = np.where(bin_ < gap_bins.EXACT_BINS, bin_, (gap_bins.BINS_AN_OCTAVE + eighth) * 2.0 ** (octave + 1))
    return (first[:-1] + 0.5) * step_s, (first[1:] + 0.5) * step_s


def unpacked(words: NDArray[np.uint64], columns: int) -> NDArray[np.bool_]:
    """Return the bits of rows of words, (..., words) to (..., columns)."""
    bits = np.unpackbits(words.astype("<u8").view(np.uint8), axis=-1, bitorder="little")
    return bits[..., :columns].astype(bool)


def with_waits_of(coverage: CoverageMap, windows: CoverageMap) -> CoverageMap:
    """Return a map between looks with the figures that are measured on windows, from a map between windows."""
    return replace(coverage, **{name: getattr(windows, name) for name in OF_WINDOWS})


def figures_of_steps(canvas: Canvas, edges: Literal["clipped", "interior"]) -> CoverageMap:
    """Return the figures from counts in steps; CoverageMap describes the correction for the rounding of time."""
    grid, step_s, total = canvas.grid, canvas.step_s, canvas.steps
    last, n, sum_, longest = np.moveaxis(canvas.counts.reshape(*grid.shape, kernels.COUNTS).astype(np.int64), -1, 0)
    first = canvas.seen_first.reshape(grid.shape).astype(np.int64)
    squares = canvas.squares.reshape(grid.shape)
    at_end = unpacked(canvas.state.reshape(grid.rows, canvas.words), grid.columns)
    ever = first >= 0
    lead = np.where(ever, first, total)
    trail = np.where(ever & ~at_end, total - last, 0)
    leads, trails = ever & (lead > 0), trail > 0
    edge_gaps_s = np.stack(
        [np.where(ever, (lead + 0.5 * leads) * step_s, total * step_s), (trail + 0.5 * trails) * step_s]
    )
    turns = np.where(ever, 2 * (n + 1) - (lead == 0) - at_end, 0)
    return _figures(
        canvas,
        edges,
        exact=False,
        excess_km=canvas.excess_km,
        ever=ever,
        n=n,
        gaps_s=np.asarray((sum_ + n) * step_s, dtype=np.float64),
        squares_s2=np.asarray((squares + 2 * sum_ + n) * step_s**2, dtype=np.float64),
        longest_s=np.where(n > 0, longest + 1, 0) * step_s,
        edge_gaps_s=edge_gaps_s,
        covered_s=np.where(ever, total - lead - sum_ - trail - 0.5 * turns, 0.0) * step_s,
    )


def figures_of_seconds(canvas: ExactCanvas, edges: Literal["clipped", "interior"]) -> CoverageMap:
    """Return the figures from counts in seconds, at refined transitions."""
    span_s = canvas.span.duration_s
    gaps = canvas.gaps_found.reshape(*canvas.grid.shape, exact.COLUMNS)
    first_s, last_s = gaps[..., exact.FIRST_S], gaps[..., exact.LAST_S]
    n = gaps[..., exact.GAPS].astype(np.int64)
    ever = np.isfinite(first_s)
    open_at_end = unpacked(canvas.open_words.reshape(canvas.grid.rows, canvas.words), canvas.grid.columns)
    lead_s = np.where(ever, first_s, span_s)
    trail_s = np.where(ever & ~open_at_end, span_s - last_s, 0.0)
    gaps_s = gaps[..., exact.SUM_S]
    return _figures(
        canvas,
        edges,
        exact=True,
        excess_km=0.0,
        ever=ever,
        n=n,
        gaps_s=gaps_s,
        squares_s2=gaps[..., exact.SQUARES_S2],
        longest_s=gaps[..., exact.LONGEST_S],
        edge_gaps_s=np.stack([lead_s, trail_s]),
        covered_s=np.where(ever, span_s - lead_s - gaps_s - trail_s, 0.0),
    )


def _figures(
    canvas: Canvas,
    edges: Literal["clipped", "interior"],
    *,
    exact: bool,
    excess_km: float,
    ever: NDArray[np.bool_],
    n: NDArray[np.int64],
    gaps_s: Floats,
    squares_s2: Floats,
    longest_s: Floats,
    edge_gaps_s: Floats,
    covered_s: Floats,
) -> CoverageMap:
    """Return the map from interior gaps (number, sum, sum of squares, longest) and those at the edges (2, ...)."""
    grid, span_s = canvas.grid, canvas.span.duration_s
    stretches = np.where(ever, n + 1, 0)
    clipped_squares_s2 = squares_s2 + (edge_gaps_s**2).sum(axis=0)
    always = ever & (n == 0) & (edge_gaps_s.max(axis=0) == 0.0)
    if edges == "clipped":
        n = n + (edge_gaps_s > 0.0).sum(axis=0)
        gaps_s = gaps_s + edge_gaps_s.sum(axis=0)
        longest_s = np.maximum(longest_s, edge_gaps_s.max(axis=0))
    some = np.where(n > 0, n, 1)
    nothing = np.where(always, 0.0, math.nan)
    return CoverageMap(
        grid=grid,
        span=canvas.span,
        step_s=canvas.step_s,
        edges=edges,
        gaps=canvas.gaps,
        excess_km=excess_km,
        lost=canvas.lost,
        n_gaps=n,
        n_covered=stretches,
        gap_mean_s=np.where(n > 0, gaps_s / some, nothing),
        gap_max_s=np.where(n > 0, longest_s, nothing),
        percent_covered=np.clip(100.0 * covered_s / span_s, 0.0, 100.0),
        response_mean_s=clipped_squares_s2 / (2.0 * span_s),
        time_average_gap_s=clipped_squares_s2 / span_s,
        first_seen_s=np.where(ever, edge_gaps_s[0], math.nan),
        _edge_gaps_s=edge_gaps_s,
        _histogram=canvas.histogram.reshape(grid.rows, -1, grid.columns) if canvas.histogram.size else canvas.histogram,
        exact=exact,
    )
