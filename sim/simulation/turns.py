"""What would have to be true: where readings of a claim turn as one assumption is moved and all others stay.

From a base (``turn_questions.start_of``) each limit that decides what sensors see is moved by itself, for all sensors
of a kind together (``sim.studies.moved_limits``). Every turn is narrowed to 0.1 degrees or 0.1 s
(``sim.studies.turning_points``). The number of satellites in service and the use of images by night are moved too. The
first turn is also sought in other months, in which each satellite is elsewhere along its orbit and planes are the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from ..studies.assumptions import limits_in
from ..studies.draw_kinds import DEAD_BAND_KM, Drawing, another_month
from ..studies.moved_limits import Base, LimitAxis, Months, axes_of, by_number, order_of_service, value_of
from ..studies.survey import Survey
from ..studies.turning_points import Walk, coarse_steps, one_by_one, walk
from ..threads import in_threads
from .searched import Searched
from .turn_bounds import Bounds
from .turn_questions import Question, Start
from .turn_results import Choice, Moved, OtherMonths, Turn, Turns

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Progress = Callable[[float], None]

# Steps of 0.1 degrees or seconds, chosen in benchmarks/choose_turn_steps.py: between the values tried first; in other
# months too, where the first turn is narrowed to MONTHS_DOWN_TO.
EVERY, MONTHS_EVERY, MONTHS_DOWN_TO = 16, 64, 8
# Months drawn, and places along its orbit at which each satellite is searched for them. From 8 places on the spread of
# figures moves less between counts than between seeds (benchmarks/choose_phases.py).
MONTHS, PHASES = 24, 8

SATELLITES = "satellites in service"
WORD_AXES = ("light", "in_use")  # what is moved by its words: images by night


def drawing_of_months(result: Searched, count: int) -> Drawing:
    """Return draws of another month, with the spread that the scenario gives, whatever kind its own draws are."""
    table = result.simulation.scenario.draws
    return another_month(
        result.simulation.constellation,
        count=count,
        seed=result.simulation.scenario.seed,
        anomaly_spread_deg=360.0 if table.anomaly_spread_deg is None else table.anomaly_spread_deg,
        dead_band_km=DEAD_BAND_KM if table.dead_band_km is None else table.dead_band_km,
        most_phases=PHASES,
    )


def months_of(result: Searched, count: int) -> Months | None:
    """Return so many other months of a run, None for 0. Raises UsageError for a number below 0."""
    if count < 0:
        raise UsageError(f"months = {count} must be 0 or more")
    return Months.drawn(result.surveyor, drawing_of_months(result, count)) if count else None


def turns_of(
    result: Searched,
    questions: Sequence[Question],
    starts: Sequence[Start],
    months: Months | None,
    *,
    progress: Progress = lambda share: None,
) -> list[Turns]:
    """Return the turns of every question from every base, base by base; those of one do not depend on the others.

    ``months`` are the other months, None for none.
    """
    found = []
    for number, start in enumerate(starts):
        scan = _Scan(result, questions, start, months)
        found += scan.turns(part_of(progress, number, len(starts)))
    return found


def part_of(progress: Progress, number: int, count: int) -> Progress:
    """Return the progress of one of ``count`` equal parts of some work."""
    return lambda share: progress((number + share) / count)


class _Scan:
    """All questions from one base."""

    def __init__(self, result: Searched, questions: Sequence[Question], start: Start, months: Months | None) -> None:
        self.result, self.start, self.months = result, start, months
        self.own = Months.own(result.surveyor)
        self.threads = result.surveyor.threads
        self.bounds = Bounds(result.simulation.constellation)
        self.questions = questions
        # Above the horizon no limit of a sensor counts.
        self.imaging = [one.reading.seeing == "imaging" for one in questions]

    def turns(self, progress: Progress) -> list[Turns]:
        constellation = self.result.simulation.constellation
        for months in self._all:
            months.prepare(self.start.base, self.threads)
        axes = axes_of(constellation.carried, self.start.base)
        by_axis = []
        for number, axis in enumerate(axes):
            by_axis.append(self._moved(axis))
            progress((number + 1) / (len(axes) + 1))
        numbers = self._numbers()
        choices = [one for axis in WORD_AXES if (one := self._choices(axis)) is not None]
        value, true = self._judged(self.own, self.start.base, None)
        names = self.result.targets
        return [
            Turns(
                question,
                self.start,
                None if question.target is None else names[question.target],
                float(value[0, q]),
                bool(true[0, q]),
                (*(axis[q] for axis in by_axis if self.imaging[q]), numbers[q]),
                tuple(one[q] for one in choices if self.imaging[q]),
            )
            for q, question in enumerate(self.questions)
        ]

    @property
    def _all(self) -> list[Months]:
        return [self.own] if self.months is None else [self.own, self.months]

    def _judged(self, months: Months, base: Base, serving: Bools | None, *, above: bool = True) -> tuple[Floats, Bools]:
        """Return values and answers of all questions, (C, Q); ``above``: also of those above the horizon, else 0."""
        limits_s = self.result.limits_s
        surveys: dict[bool, Survey] = {True: months.survey(base, limits_s=limits_s, serving=serving)}
        if above and not all(self.imaging):
            surveys[False] = months.survey(None, limits_s=limits_s, serving=serving)
        n_rows = len(months) * (1 if serving is None else len(serving))
        values, true = np.zeros((n_rows, len(self.questions))), np.zeros((n_rows, len(self.questions)), dtype=np.bool_)
        for q, question in enumerate(self.questions):
            if self.imaging[q] in surveys:
                values[:, q], true[:, q] = question.judged(surveys[self.imaging[q]])
        return values, true

    def _walks(self, months: Months, axis: LimitAxis, *, every: int, down_to: int, first_only: bool) -> list[Walk]:
        """Return the walks of all questions in all months, question by question within a month."""

        def judged(steps: Sequence[int]) -> tuple[Floats, Bools]:
            found = in_threads(
                lambda step: self._judged(months, axis.at(self.start.base, step), None, above=False),
                list(steps),
                self.threads,
            )
            return np.stack([values.ravel() for values, _ in found]), np.stack([true.ravel() for _, true in found])

        return walk(judged, coarse_steps(axis.first, axis.last, every), down_to=down_to, first_only=first_only)

    def _moved(self, axis: LimitAxis) -> list[Moved]:
        own = self._walks(self.own, axis, every=EVERY, down_to=1, first_only=False)
        drawn: list[Walk] = []
        if self.months is not None:
            drawn = self._walks(self.months, axis, every=MONTHS_EVERY, down_to=MONTHS_DOWN_TO, first_only=True)
        record, count = axis.record, len(self.questions)
        allowed = self.bounds.allowed(self.questions, self.start.base, axis)
        words = f"{'largest' if record.end == 'max' else 'least'} {record.stem} of the {_plural(axis.kind)}"
        found = []
        for q, question in enumerate(self.questions):
            firsts = [_first_true(one, question) for one in drawn[q::count]]
            tried = tuple(value_of(step) for step in own[q].steps)
            found.append(
                Moved(
                    axis=axis.key,
                    sensors=axis.kind,
                    words=words,
                    unit=record.unit,
                    now=axis.now,
                    tried=tried,
                    values=own[q].values,
                    true=own[q].true,
                    turns=_turns(own[q], value_of),
                    closest=_closest(question, tried, own[q].values),
                    other_months=OtherMonths.of(firsts, rising=axis.last > axis.first) if firsts else None,
                    allowed=allowed[q],
                    left_out={},
                )
            )
        return found

    def _numbers(self) -> list[Moved]:
        """Return what the number of satellites in service gives, with each left out in turn."""
        constellation = self.result.simulation.constellation
        order, serving = order_of_service(constellation), by_number(constellation)
        count, n_questions = len(order), len(self.questions)
        values, true = self._judged(self.own, self.start.base, serving)
        steps = range(1, count + 1)
        whole = one_by_one(values[:count], true[:count])
        firsts: list[list[float | None]] = [[] for _ in self.questions]
        if self.months is not None:
            drawn = self._judged(self.months, self.start.base, serving[:count])[1]
            for q, by_month in enumerate(drawn.reshape(count, len(self.months), n_questions).transpose(2, 1, 0)):
                firsts[q] = [float(answers.argmax() + 1) if answers.any() else None for answers in by_month]
        names = [constellation.satellites[index].name for index in order]
        return [
            Moved(
                axis=SATELLITES,
                sensors="",
                words="number of satellites in service",
                unit="",
                now=(float(count),),
                tried=tuple(float(step) for step in steps),
                values=whole[q].values,
                true=whole[q].true,
                turns=_turns(whole[q], float),
                closest=_closest(question, steps, whole[q].values),
                other_months=OtherMonths.of(firsts[q], rising=True, whole=True) if firsts[q] else None,
                allowed=None,
                left_out={
                    name: (float(values[count + k, q]), bool(true[count + k, q]))
                    for k, name in enumerate(names if count > 1 else ())
                },
            )
            for q, question in enumerate(self.questions)
        ]

    def _choices(self, axis: str) -> list[Choice] | None:
        """Return what each word of an axis gives; None where no sensor has two of them."""
        sensors = self.result.simulation.constellation.carried
        open_here = [sensor for sensor in sensors if axis in sensor.spread_axes]
        if not open_here:
            return None
        words = tuple(dict.fromkeys(word for sensor in open_here for word in sensor.spread_axes[axis]))
        case = self.start.case
        bases = [{sensor.name: limits_in(sensor, {**case, axis: word}) for sensor in sensors} for word in words]
        own = [self._judged(self.own, base, None, above=False) for base in bases]
        drawn: list[Bools] = []
        if self.months is not None:
            months = self.months
            drawn = [self._judged(months, base, None, above=False)[1] for base in bases]
        now = next((word for word, base in zip(words, bases, strict=True) if base == self.start.base), "")
        return [
            Choice(
                axis=axis,
                sensors=", ".join(sensor.name for sensor in open_here),
                words=f"{axis.replace('_', ' ')} of {', '.join(sensor.name for sensor in open_here)}",
                now=now,
                tried=words,
                values=np.array([values[0, q] for values, _ in own]),
                true=np.array([true[0, q] for _, true in own]),
                shares=tuple(float(true[:, q].mean()) for true in drawn) or (None,) * len(words),
            )
            for q in range(len(self.questions))
        ]


def _turns(one: Walk, value: Callable[[int], float]) -> tuple[Turn, ...]:
    return tuple(
        Turn(value(turn.before), value(turn.after), turn.value_before, turn.value_after, turn.becomes_true)
        for turn in one.turns
    )


def _first_true(one: Walk, question: Question) -> float | None:
    """Return the first value at which a reading is true, between two steps in proportion to the margins at them."""
    if one.true_at_start or not one.turns:
        return value_of(one.steps[0]) if one.true_at_start else None
    turn = one.turns[0]
    short, over = -question.scale.margin(turn.value_before), question.scale.margin(turn.value_after)
    share = short / (short + over) if short > 0.0 and over >= 0.0 and math.isfinite(short + over) else 1.0
    return round(value_of(turn.before) + share * (value_of(turn.after) - value_of(turn.before)), 1)


def _closest(question: Question, tried: Sequence[float], values: Floats) -> tuple[float, float]:
    """Return the value tried with the largest margin, of equal ones the first, and what it gives."""
    margins = [question.scale.margin(value) for value in values.tolist()]
    best = max(range(len(margins)), key=lambda k: -math.inf if math.isnan(margins[k]) else margins[k])
    return float(tried[best]), float(values[best])


def _plural(kind: str) -> str:
    return {"radar": "radars", "optical": "cameras", "infrared": "infrared cameras"}.get(kind, f"{kind} sensors")
