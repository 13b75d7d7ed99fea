"""Maps of coverage and revisit: many satellites, many points, in steps of time.

A step of a map is covered at a point if some satellite sees it at some instant of the step: footprints are *swept*, so
that a narrow swath jumps over nothing. Time is therefore rounded outwards: each window begins up to a step early and
ends up to a step late. The figures take that back on average (see ``CoverageMap``), or the transitions are refined
(``exact=True``). For exact windows at single places use ``Search``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..errors import UsageError
from ..orbits.ephemeris import Track
from ..places.grids import Grid
from ..revisit.figures import GapsBetween
from ..sensors.limits import Limits
from .canvas import SWEEP_EXCESS, Canvas
from .exact_canvas import ExactCanvas
from .figures import CoverageMap, figures_of_seconds, figures_of_steps, unpacked

STEP_S = 60.0  # chosen in benchmarks/choose_raster_step.py


def coverage_map(
    tracks: Sequence[Track],
    grid: Grid,
    limits: Limits | Sequence[Limits],
    span: Span,
    *,
    step_s: float = STEP_S,
    edges: Literal["clipped", "interior"] = "clipped",
    gaps: GapsBetween = "looks",
    exact: bool = False,
    percentiles: bool = True,
    sweep_excess: float = SWEEP_EXCESS,
    threads: int | None = None,
) -> CoverageMap:
    """Return the map of what the satellites of some tracks see of a grid over a span.

    ``limits`` are one for all, or one for each satellite by its number in the tracks. The step is shortened, if need
    be, to divide the span. Cost grows with satellites, points and days alone; memory not with the span. Limits on
    squint or side, and several circles that cross, have no closed form on a row: their points are tested one by one,
    at some ten times the cost. Threads share rows; results do not depend on their number.

    ``exact`` refines the transitions of the union, and nothing else: where a step is neither surely covered throughout
    by one satellite nor surely empty, its windows are searched for as ``Search`` does, to far below a millisecond. Gaps
    below a microsecond do not count. It costs about a microsecond for each transition; limits on the Sun are refused.

    Left out: where sets of one satellite hand over they do so at the instant, not between passes; terrain. Raises
    UsageError for a minimum duration (a map knows no single windows), for looks of a radar with both a squint limit and
    an inner limit (whether a hole is inside a look then takes exact windows: use ``gaps="all"``), for a step that is
    not above 0; DataError when no satellite has a position anywhere in the span.
    """
    if edges not in ("clipped", "interior"):
        raise UsageError(f"edges = {edges!r} must be clipped or interior; a map does not search beyond its span")
    if gaps not in ("looks", "all"):
        raise UsageError(f"gaps = {gaps!r} must be looks or all")
    if exact:
        refined = ExactCanvas(tracks, grid, limits, span, step_s, gaps, sweep_excess, threads, histogram=percentiles)
        refined.paint()
        return figures_of_seconds(refined, edges)
    canvas = Canvas(tracks, grid, limits, span, step_s, gaps, sweep_excess, threads, histogram=percentiles)
    canvas.paint()
    return figures_of_steps(canvas, edges)


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
    """Return which points are seen in which step, (steps, rows, columns): the swept raster itself.

    One byte a point and step: for small grids and short spans, such as animations. Arguments and errors as in
    ``coverage_map``; with ``gaps="looks"`` the hole below a radar counts as seen.
    """
    canvas = Canvas(tracks, grid, limits, span, step_s, gaps, sweep_excess, threads, history=True)
    canvas.paint()
    return unpacked(canvas.history.reshape(canvas.steps, grid.rows, canvas.words), grid.columns)
