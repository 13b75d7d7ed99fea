"""The error of a swept map: its figures compared with those of exact windows, at a sample of its points."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..constants import DAY_S
from ..revisit.figure_kinds import COVERED_PER_DAY, FIGURE_KINDS, FIRST_SEEN, N_COVERED
from ..revisit.figures import Figures, figures
from ..revisit.gaps import gaps
from .exact_points import ExactPoints
from .figure_names import figure_named

Floats = NDArray[np.float64]

KIND_OF = {kind.map_name: kind for kind in FIGURE_KINDS.values() if kind.map_name}


@dataclass(frozen=True)
class FigureError:
    """The error of a figure of a swept map: (swept - exact) / exact, in percent.

    ``mean_percent`` is the mean over ``points`` of a sample even in area. ``worst_percent`` is the error of the largest
    size. ``worst`` is the largest difference in the figure's own unit. Points without the figure, or where it is 0, are
    left out. If no point is left, the three are NaN.
    """

    mean_percent: float
    worst_percent: float
    worst: float
    points: int

    @property
    def words(self) -> str:
        """Both differences, such as "+0.4 % on average, -5.1 % at worst"."""
        if not self.points:
            return "not known"
        return f"{signed_percent(self.mean_percent)} on average, {signed_percent(self.worst_percent)} at worst"


def signed_percent(percent: float) -> str:
    """Return a difference to two digits with its sign: +0.4 %, -12 %; 0 % where it is below 0.005."""
    if abs(percent) < 0.005:
        return "0 %"
    decimals = max(0, min(2, 1 - math.floor(math.log10(abs(percent)))))
    return f"{percent:+.{decimals}f} %"


@dataclass(frozen=True)
class ExactFigures:
    """The figures of exact windows at the sampled points of a map, by their names as figures of maps."""

    at: ExactPoints
    span_s: float
    edges: Literal["clipped", "interior"]

    @property
    def points(self) -> int:
        return int(self.at.rows.size)

    def error_of(self, name: str, swept: Floats) -> FigureError:
        """Return the error of a figure of the swept map, (rows, columns), whose sample this is."""
        return figure_error(swept[self.at.rows, self.at.columns], self.figure(name))

    def figure(self, name: str) -> Floats:
        """Return one figure at each point, (points,); NaN where there is nothing to measure."""
        percent = figure_named(name).percent
        return np.array([self._at(point, name, percent) for point in range(self.points)], dtype=np.float64)

    def _at(self, point: int, name: str, percent: float | None) -> float:
        if percent is not None:
            lengths_s = gaps(self.at.between[point], 0.0, self.span_s, self.edges).length_s
            always = self._figures[point].percent_covered >= 100.0
            return float(np.percentile(lengths_s, percent)) if lengths_s.size else 0.0 if always else math.nan
        if name in _OF_COVERAGE:
            return _OF_COVERAGE[name](self, point)
        return float(self._figures[point][KIND_OF[name].name])

    @cached_property
    def _figures(self) -> list[Figures]:
        """Return gaps and waits over the span alone, because a map does not search beyond its span."""
        return [
            figures(between, windows, 0.0, self.span_s, edges=self.edges, gaps="looks")
            for between, windows in zip(self.at.between, self.at.windows, strict=True)
        ]


_OF_COVERAGE: dict[str, Callable[[ExactFigures, int], float]] = {
    FIRST_SEEN.map_name: lambda of, i: float(of.at.windows[i][0, 0]) if len(of.at.windows[i]) else math.nan,
    N_COVERED.map_name: lambda of, i: float(len(of.at.between[i])),
    COVERED_PER_DAY.map_name: lambda of, i: len(of.at.between[i]) / (of.span_s / DAY_S),
}


def figure_error(swept: Floats, exact: Floats) -> FigureError:
    """Return how far values are from exact ones at the same points."""
    known = np.isfinite(swept) & np.isfinite(exact) & (exact > 0.0)
    if not known.any():
        return FigureError(math.nan, math.nan, math.nan, 0)
    difference = (swept - exact)[known]
    percent = 100.0 * difference / exact[known]
    worst_percent, worst = (float(values[np.argmax(np.abs(values))]) for values in (percent, difference))
    return FigureError(float(percent.mean()), worst_percent, worst, int(known.sum()))
