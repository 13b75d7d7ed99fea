"""The value of one number, such as an off-nadir limit, at which a comparison changes between true and false.

Nothing is measured here; the caller gives a function of the number.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .wording import Scale

MOST_HALVINGS = 60


@dataclass(frozen=True)
class Turn:
    """A stretch of the number inside which the comparison turns, with the values measured at its two ends."""

    before: float
    after: float
    value_before: float
    value_after: float
    becomes_true: bool


@dataclass(frozen=True)
class Flip:
    """Where a comparison turns along one number.

    ``turns`` in the order walked, the first narrowed to the tolerance and the others as wide as the steps;
    none if the answer never changes. ``closest``: the step at which a comparison that is never true comes
    closest, and its value. Turns between two neighbouring steps with the same answer are not seen. Where
    nothing could be measured a step counts as false.
    """

    parameter: str
    unit: str
    true_at_start: bool
    turns: tuple[Turn, ...]
    closest: tuple[float, float]

    @property
    def never_true(self) -> bool:
        return not self.true_at_start and not self.turns

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold; values that are not finite become null."""
        return {
            "parameter": self.parameter,
            "unit": self.unit,
            "true_at_start": self.true_at_start,
            "turns": [
                {
                    "before": turn.before,
                    "after": turn.after,
                    "value_before": _finite(turn.value_before),
                    "value_after": _finite(turn.value_after),
                    "becomes_true": turn.becomes_true,
                }
                for turn in self.turns
            ],
            "closest": [self.closest[0], _finite(self.closest[1])],
        }

    def sentence(self, scale: Scale) -> str:
        """Return "True from off-nadir limit 44.2 deg on (44.1 deg gives 121 min), at most 2 h asked."."""
        asked = scale.asked_words()
        if self.never_true:
            at, value = self.closest
            closest = f"{self._at(at)} comes closest with {scale.value_words(value)}"
            return f"True at no {self.parameter} tried; {closest}, {asked} asked."
        if not self.turns:
            return f"True at every {self.parameter} tried, {asked} asked."
        first = self.turns[0]
        if first.becomes_true:
            told = f"True from {self.parameter} {self._at(first.after)} on"
            told += f" ({self._at(first.before)} gives {scale.value_words(first.value_before)})"
        else:
            told = f"True up to {self.parameter} {self._at(first.before)}"
            told += f" ({self._at(first.after)} gives {scale.value_words(first.value_after)})"
        again = ""
        if len(self.turns) > 1:
            second = self.turns[1]
            again = f"; it turns again between {self._at(second.before)} and {self._at(second.after)}"
        return f"{told}, {asked} asked{again}."

    def _at(self, number: float) -> str:
        return f"{number:.6g} {self.unit}".rstrip()


def find_flip(
    measure: Callable[[float], float],
    steps: Sequence[float],
    scale: Scale,
    *,
    parameter: str,
    unit: str = "",
    tolerance: float | None = None,
) -> Flip:
    """Return where the comparison turns as the number walks along steps.

    ``steps`` rise or fall, in the direction that is thought to help; ``measure`` is asked once a step, then
    at midpoints of the first turn until that is no wider than ``tolerance`` (None: not at all, for whole
    numbers such as satellites). Raises ValueError for fewer than two steps, steps that do not rise or fall
    throughout, or a tolerance that is not positive.
    """
    rising = all(a < b for a, b in itertools.pairwise(steps))
    falling = all(a > b for a, b in itertools.pairwise(steps))
    if len(steps) < 2 or not (rising or falling):
        raise ValueError(f"steps {list(steps)} must be two or more numbers that rise or fall throughout")
    if tolerance is not None and not tolerance > 0.0:
        raise ValueError(f"tolerance = {tolerance:g} must be positive")
    values = [measure(step) for step in steps]
    true = [scale.margin(value) >= 0.0 for value in values]
    turns = [
        Turn(steps[k], steps[k + 1], values[k], values[k + 1], becomes_true=true[k + 1])
        for k in range(len(steps) - 1)
        if true[k] != true[k + 1]
    ]
    if turns and tolerance is not None:
        turns[0] = _narrow(turns[0], measure, scale, tolerance)
    best = max(range(len(steps)), key=lambda k: -math.inf if math.isnan(values[k]) else scale.margin(values[k]))
    return Flip(parameter, unit, true[0], tuple(turns), (steps[best], values[best]))


def _narrow(turn: Turn, measure: Callable[[float], float], scale: Scale, tolerance: float) -> Turn:
    before, after = turn.before, turn.after
    value_before, value_after = turn.value_before, turn.value_after
    for _ in range(MOST_HALVINGS):
        if abs(after - before) <= tolerance:
            break
        middle = 0.5 * (before + after)
        value = measure(middle)
        if (scale.margin(value) >= 0.0) == turn.becomes_true:
            after, value_after = middle, value
        else:
            before, value_before = middle, value
    return Turn(before, after, value_before, value_after, turn.becomes_true)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
