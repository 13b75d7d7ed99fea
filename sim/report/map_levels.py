"""The values at which the colours of a map change: few round numbers in a usual unit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..constants import DAY_S
from ..maps.figure_names import MapFigure

MINUTE_S, HOUR_S = 60.0, 3600.0
MOST_BANDS = 9
WIDE = 12.0  # a figure that spans more than this factor gets bands that double, roughly, instead of equal ones
FINEST, DEEPEST = 200.0, 1000.0
STEPS_S = (
    *(s for s in (1.0, 2.0, 5.0, 10.0, 15.0, 30.0)),
    *(m * MINUTE_S for m in (1, 2, 5, 10, 15, 20, 30)),
    *(h * HOUR_S for h in (1, 2, 3, 6, 12)),
    *(d * DAY_S for d in (1, 2, 5, 10, 20, 50, 100, 200, 500)),
)
LADDER_S = (
    *(s for s in (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)),
    *(m * MINUTE_S for m in (1, 2, 5, 10, 20, 30)),
    *(h * HOUR_S for h in (1, 2, 4, 8, 12)),
    *(d * DAY_S for d in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096)),
)


@dataclass(frozen=True)
class Levels:
    """Edges of the bands, ascending, in the figure's own unit; a label each, in the unit that stands above them all."""

    edges: tuple[float, ...]
    labels: tuple[str, ...]
    unit: str


def levels(figure: MapFigure, low: float, high: float) -> Levels:
    """Return 2 to 12 edges for a figure that lies mostly between two values, not below 0.

    Equal bands, not finer than 1/200 of the value; bands that double, roughly, over a wide range, down to 1/1000 of
    the upper value, to a second, or to a count of one: what lies below has the first colour.
    """
    floor = max(low, high / DEEPEST, 0.0 if figure.unit in ("percent", "1/d") else 1.0)
    is_wide = low > 0.0 and high / floor > WIDE
    if figure.unit == "s":
        return _of_time_wide(floor, high) if is_wide else _of_time(low, high)
    if is_wide:
        low = floor
        powers = [10.0**k for k in range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 2)]
        edges = _around([k * power for power in powers for k in (1.0, 2.0, 5.0)], low, high)
    else:
        step = _decimal_step(max((high - low) / MOST_BANDS, high / FINEST), whole=figure.unit == "1")
        edges = _stepped(low, high, step)
    unit = {"percent": "%", "1": "", "1/d": "a day"}[figure.unit]
    return Levels(tuple(edges), tuple(f"{edge:g}" for edge in edges), unit)


def _of_time(low_s: float, high_s: float) -> Levels:
    least_s = max((high_s - low_s) / MOST_BANDS, high_s / FINEST)
    step_s = next((s for s in STEPS_S if s >= least_s * (1.0 - 1e-9)), STEPS_S[-1])
    edges = _stepped(low_s, high_s, step_s)
    unit, length_s = _unit(edges[-1], step_s)
    return Levels(tuple(edges), tuple(f"{edge / length_s:g}" for edge in edges), unit)


def _of_time_wide(low_s: float, high_s: float) -> Levels:
    edges = _around(LADDER_S, low_s, high_s)
    return Levels(tuple(edges), tuple(_said(edge) for edge in edges), "")


def _around(ladder: Sequence[float], low: float, high: float) -> list[float]:
    """Return the steps from the last one not above ``low`` to the first not below ``high``; every second if many."""
    first = max((i for i, rung in enumerate(ladder) if rung <= low), default=0)
    last = min((i for i, rung in enumerate(ladder) if rung >= high), default=len(ladder) - 1)
    rungs = list(ladder[first : max(last, first + 1) + 1])
    return rungs if len(rungs) <= MOST_BANDS + 2 else [*rungs[:-1:2], rungs[-1]]


def _stepped(low: float, high: float, step: float) -> list[float]:
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(k * step, 9) for k in range(first, max(last, first + 1) + 1)]


def _decimal_step(least: float, *, whole: bool) -> float:
    if least <= 0.0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    step = next(k * power for k in (1.0, 2.0, 5.0, 10.0) if k * power >= least * (1.0 - 1e-9))
    return max(step, 1.0) if whole else max(step, 1e-6)


def _unit(longest_s: float, step_s: float) -> tuple[str, float]:
    """Return the unit in which all edges are short numbers: days, hours, minutes or seconds."""
    if step_s >= DAY_S:
        return "days", DAY_S
    if step_s >= HOUR_S or (longest_s > 10.0 * HOUR_S and step_s % (0.5 * HOUR_S) == 0.0):
        return "hours", HOUR_S
    return ("min", MINUTE_S) if step_s >= MINUTE_S else ("s", 1.0)


def _said(seconds: float) -> str:
    for unit, length_s in (("d", DAY_S), ("h", HOUR_S), ("min", MINUTE_S)):
        if seconds >= length_s:
            return f"{seconds / length_s:g} {unit}"
    return f"{seconds:g} s"
