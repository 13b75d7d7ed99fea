"""Bounds without simulation beside turning points: what swaths and planes alone rule out (``coverage_bounds``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..constellation.constellation import Constellation
from ..revisit.figure_kinds import ALL_TARGETS_GAP_MAX, GAP_MAX, GAP_MEAN, REVISIT_MAX, REVISIT_MEAN, TIME_PER_LOOK
from ..sensors.limits import Limits
from ..studies.coverage_bounds import PlaceBounds, place_bounds
from ..studies.moved_limits import Base, LimitAxis, value_of
from ..studies.turning_points import walk
from .turn_questions import Question

MEANS = (GAP_MEAN.name, REVISIT_MEAN.name, TIME_PER_LOOK.name)
EXTREMES = (GAP_MAX.name, ALL_TARGETS_GAP_MAX.name, REVISIT_MAX.name)
GAPS = (GAP_MAX.name, ALL_TARGETS_GAP_MAX.name, GAP_MEAN.name)  # from the end of a look, not from its start


@dataclass(frozen=True)
class Allowed:
    """The first value of a limit, in the order of access, at which bounds do not rule a reading out; None for none.

    ``any_phasing``: by the bounds that hold at any place in any phasing. ``area_rate``: by that on the mean over
    longitudes, for a reading that ``is_mean``.
    """

    any_phasing: float | None
    area_rate: float | None
    is_mean: bool

    def to_dict(self) -> dict[str, float | None]:
        return {"any_phasing": self.any_phasing} | ({"area_rate": self.area_rate} if self.is_mean else {})


class Bounds:
    """The bounds of a constellation at its targets, each computed once; regions have none."""

    def __init__(self, constellation: Constellation) -> None:
        self._constellation = constellation
        self._places = [constellation.places[one.first] for one in constellation.targets if one.region is None]
        self._has_regions = len(self._places) < len(constellation.targets)
        self._made: dict[tuple[Limits | None, ...], list[PlaceBounds] | None] = {}

    def at(self, base: Base) -> list[PlaceBounds] | None:
        """Return the bounds at each target; None where there are none, as for regions."""
        key = tuple(base.values())
        if key not in self._made:
            self._made[key] = None if self._has_regions else self._at(base)
        return self._made[key]

    def _at(self, base: Base) -> list[PlaceBounds] | None:
        found = [place_bounds(self._constellation, base, place) for place in self._places]
        known = [one for one in found if one is not None]
        return known if len(known) == len(found) else None

    def rows(self, name: str, base: Base) -> list[dict[str, Any]]:
        """Return the bounds of a base as rows, one a target."""
        return [
            {
                "base": name,
                "target": target.name,
                "uncovered_s": one.uncovered_s,
                "looks_a_day_at_most_on_average": one.looks_a_day,
                "looks_a_day_at_most": one.most_looks_a_day,
                "mean_start_to_start_at_least_s_on_average": one.mean_start_to_start_s,
                "start_to_start_at_least_s": one.start_to_start_s,
            }
            for target, one in zip(self._constellation.targets, self.at(base) or [], strict=False)
        ]

    def allowed(self, questions: Sequence[Question], base: Base, axis: LimitAxis) -> list[Allowed | None]:
        """Return from where on the bounds do not rule out each question; None for one that they do not speak of.

        Bounds never grow with access, so a walk between the two ends finds the only turn.
        """
        spoken = [q for q, question in enumerate(questions) if _is_bounded(question)]
        if self.at(base) is None or axis.record.after_all or not spoken:
            return [None] * len(questions)

        def judged(steps: Sequence[int]) -> tuple[Any, Any]:
            rows = []
            for step in steps:
                here = self.at(axis.at(base, step)) or []
                asked = [questions[q] for q in spoken]
                rows.append([_passes(one, here, mean) for mean in (False, True) for one in asked])
            true = np.array(rows, dtype=np.bool_)
            return np.zeros(true.shape), true

        walks = walk(judged, (axis.first, axis.last))
        firsts = [None if one.first_true is None else value_of(one.first_true) for one in walks]
        found: list[Allowed | None] = [None] * len(questions)
        for k, q in enumerate(spoken):
            is_mean = questions[q].reading.measure in MEANS
            found[q] = Allowed(firsts[k], firsts[len(spoken) + k], is_mean)
        return found


def _is_bounded(question: Question) -> bool:
    reading = question.reading
    return reading.seeing == "imaging" and reading.compare == "<=" and reading.measure in (*MEANS, *EXTREMES)


def _passes(question: Question, places: Sequence[PlaceBounds], mean: bool) -> bool:
    """Return whether the bounds leave a reading possible; ``mean``: that on the mean over longitudes."""
    measure, threshold = question.reading.measure, question.scale.threshold
    asked = places if question.target is None else [places[question.target]]
    possible = []
    for one in asked:
        least_s = one.mean_start_to_start_s if mean else one.start_to_start_s
        least_s -= one.look_s if measure in GAPS else 0.0
        if measure in EXTREMES:
            least_s = max(least_s, one.uncovered_s)
        possible.append(least_s <= threshold)
    return any(possible) if question.over == "any" else all(possible)
