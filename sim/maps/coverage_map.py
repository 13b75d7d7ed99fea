"""Maps of coverage and revisit: many satellites, many points, in steps of time.

A step of a map is covered at a point if some satellite sees the point at some instant of the step. Footprints are
*swept*, so that a narrow swath misses no point. Time is therefore rounded outwards: each window begins up to a step
early and ends up to a step late. The figures are corrected for that on average (see ``CoverageMap``), and their error
is estimated at some of the points. The transitions of small maps are refined; those of other maps with ``exact=True``.
For exact windows at single places use ``Search``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..constants import DAY_S
from ..errors import UsageError
from ..orbits.ephemeris import Track
from ..places.grids import Grid
from ..revisit.figures import GapsBetween
from ..sensors.limits import Limits
from .canvas import SWEEP_EXCESS, Canvas
from .exact_canvas import ExactCanvas
from .exact_points import exact_points, sampled
from .figures import CoverageMap, figures_of_seconds, figures_of_steps, unpacked, with_waits_of
from .swept_error import ExactFigures

STEP_S = 60.0  # chosen in benchmarks/choose_raster_step.py


# A map with more satellite-point-days is swept unless exact windows are asked for; benchmarks/choose_exact_map.py.
MOST_EXACT_DAYS = 1.5e6
# Points at which the error of a swept map is estimated: one of so many at a step of 60 s, within bounds.
POINTS_A_SAMPLE, LEAST_SAMPLE, MOST_SAMPLE = 2000, 50, 150


def coverage_map(
    tracks: Sequence[Track],
    grid: Grid,
    limits: Limits | Sequence[Limits],
    span: Span,
    *,
    step_s: float = STEP_S,
    edges: Literal["clipped", "interior"] = "clipped",
    gaps: GapsBetween = "looks",
    exact: bool | None = None,
    percentiles: bool = True,
    sweep_excess: float = SWEEP_EXCESS,
    inside: NDArray[np.bool_] | None = None,
    error_points: int | None = None,
    threads: int | None = None,
) -> CoverageMap:
    """Return the map of a grid over a span, for the satellites of some tracks.

    ``limits`` are one for all, or one for each satellite by its number in the tracks. The step is shortened if it does
    not divide the span. Only points ``inside``, (rows, columns), count. The time grows with satellites, points and
    days. The memory does not grow with the span. Limits on squint or side, and several circles that cross, have no
    closed form on a row. Their points are tested one by one, which takes about ten times as long. Threads share rows;
    results do not depend on their number.

    ``exact`` refines the transitions of the union, and nothing else. A step that is neither surely covered by one
    satellite nor surely empty is searched for windows as ``Search`` does, to far below a millisecond. Gaps below a
    microsecond do not count. It takes about a microsecond for each transition. None refines small maps, of at most
    ``MOST_EXACT_DAYS`` satellites x points x days.

    The error of a swept map is estimated at ``error_points`` of its points, 50 to 150 for None, with exact windows
    (``CoverageMap.error``), at a cost of at most a third of the map's; 0 leaves it out.

    Left out: terrain. Several sets of one satellite change at an instant, which may lie inside a pass. Raises
    UsageError for a minimum duration, because a map has no single windows; for looks of a radar with both a squint
    limit and an inner limit, which need exact windows (use ``gaps="all"``); and for a step that is not above 0. Raises
    DataError if no satellite has a position in the span.
    """
    if edges not in ("clipped", "interior"):
        raise UsageError(f"edges = {edges!r} must be clipped or interior; a map does not search beyond its span")
    if gaps not in ("looks", "all"):
        raise UsageError(f"gaps = {gaps!r} must be looks or all")
    if inside is not None and inside.shape != grid.shape:
        raise UsageError(f"inside of shape {inside.shape} must have the grid's, {grid.shape}")
    if exact is None:
        exact = is_small(tracks, grid, span)

    def painted(gaps: GapsBetween, *, histogram: bool) -> tuple[Canvas, CoverageMap]:
        arguments = (tracks, grid, limits, span, step_s, gaps, sweep_excess, threads)
        if exact:
            refined = ExactCanvas(*arguments, histogram=histogram)
            refined.paint()
            return refined, figures_of_seconds(refined, edges)
        canvas = Canvas(*arguments, histogram=histogram)
        canvas.paint()
        return canvas, figures_of_steps(canvas, edges)

    canvas, found = painted(gaps, histogram=percentiles)
    if gaps == "looks" and any(one.leaves_hole for one in canvas.limits):
        found = with_waits_of(found, painted("all", histogram=False)[1])
    found = replace(found, inside=inside)
    if exact or error_points == 0:
        return found
    points = sampled(grid, inside, sample_size(grid, canvas.step_s) if error_points is None else error_points)
    there = exact_points(canvas.tracks, canvas.limits, grid, span, points, gaps, canvas.threads)
    return replace(found, sample=ExactFigures(there, span.duration_s, edges))


def sample_size(grid: Grid, step_s: float) -> int:
    """Return the number of points at which the error of a swept map is estimated; it grows with the map's own time."""
    return round(min(max(grid.size / POINTS_A_SAMPLE * STEP_S / step_s, LEAST_SAMPLE), MOST_SAMPLE))


def is_small(tracks: Sequence[Track], grid: Grid, span: Span) -> bool:
    """Return whether a map is exact by default: it is if that takes only a few seconds."""
    served_s = sum(max(min(one.to_s, span.duration_s) - max(one.from_s, 0.0), 0.0) for one in tracks)
    return served_s / DAY_S * grid.size <= MOST_EXACT_DAYS


def covered_steps(
    tracks: Sequence[Track],
    grid: Grid,
    limits: Limits | Sequence[Limits],
    span: Span,
    *,
    step_s: float = STEP_S,
    gaps: GapsBetween = "all",
    sweep_excess: float = SWEEP_EXCESS,
    threads: int | None = None,
) -> NDArray[np.bool_]:
    """Return a mask of the points seen in each step, (steps, rows, columns): the swept raster itself.

    One byte a point and step: for small grids and short spans, such as animations. Arguments and errors as in
    ``coverage_map``; with ``gaps="looks"`` the hole below a radar counts as seen.
    """
    canvas = Canvas(tracks, grid, limits, span, step_s, gaps, sweep_excess, threads, history=True)
    canvas.paint()
    return unpacked(canvas.history.reshape(canvas.steps, grid.rows, canvas.words), grid.columns)
