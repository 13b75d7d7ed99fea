"""The questions for which turning points are sought, and the bases from which one assumption at a time is moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..claims.claim import Claim
from ..claims.conditions import lay_out
from ..claims.kinds.coverage import CoverageReading, Over
from ..claims.verdict import Verdict, scale_of
from ..claims.wording import Scale, case_words
from ..errors import UsageError
from ..revisit.figure_kinds import N_CENSORED, N_LOOKS
from ..studies.assumptions import Case, limits_in, product_of
from ..studies.moved_limits import Base
from ..studies.survey import Survey
from ..words import duration_words, listed
from .judging import options_of
from .named import number_of
from .searched import Given, Searched

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

MIDDLE, WIDEST, NARROWEST = BASES = ("middle", "widest", "narrowest")


@dataclass(frozen=True)
class Question:
    """A reading with one limit, at all targets taken as ``over`` says, or at one target by its number."""

    claim: Claim
    reading: CoverageReading
    limit_s: float | None
    over: Over
    target: int | None = None

    @property
    def scale(self) -> Scale:
        return scale_of(self.reading, self.limit_s)

    def judged(self, survey: Survey) -> tuple[Floats, Bools]:
        """Return the deciding value in each row of a survey, (C,), and whether the reading is surely true there.

        A value that is not measured is not surely true. Nor is one that a gap longer than the search could undo.
        """
        kind, scale = self.reading.figure, self.scale
        value = survey.measure(self.reading.measure, self.limit_s if kind.at_limit else None)
        censored: Bools = np.asarray(survey[N_CENSORED.name] > 0.0)
        if kind.over_set:
            censored = np.asarray(censored.any(axis=1, keepdims=True))
        elif self.target is not None:
            value, censored = value[:, [self.target]], censored[:, [self.target]]
        below = scale.compare == "<="
        margin = scale.threshold - value if below else value - scale.threshold
        true = margin >= 0.0
        if kind.censored == ("grows" if below else "shrinks"):
            true &= ~censored
        rank = np.where(np.isnan(margin), -np.inf, margin)
        any_one = self.over == "any" and self.target is None
        decides = rank.argmax(axis=1) if any_one else rank.argmin(axis=1)
        deciding = value[np.arange(len(value)), decides]
        return deciding, np.asarray(true.any(axis=1) if any_one else true.all(axis=1))


@dataclass(frozen=True)
class Start:
    """A base: its name, its combination of assumptions, that in words, and the limits of each sensor."""

    name: str
    case: Case
    words: str
    base: Base


def unsettled(result: Searched) -> Iterator[Question]:
    """Yield a question for each verdict of coverage that is not "holds", in the order of the verdicts."""
    claims = {claim.id: claim for claim in result.simulation.claims}
    for verdict in result.verdicts:
        if isinstance(verdict, Verdict) and verdict.outcome != "holds":
            yield Question(claims[verdict.claim], verdict.reading, verdict.limit_s, verdict.over)


def question_of(
    result: Searched, reading: str, target: Given | None, claim: str | None, limit_s: float | None, over: str | None
) -> Question:
    """Return the question of a reading by its id; what is left out is the first claim, limit and ``over`` of it.

    Raises UsageError for what the run does not have.
    """
    claims = [one for one in result.simulation.claims if claim in (None, one.id)]
    if claim is not None:
        number_of("claim", claim, [one.id for one in result.simulation.claims])
    known = {one.id: (of, one) for of in reversed(claims) for one in reversed(of.coverage_readings)}
    names = [one.id for of in claims for one in of.coverage_readings]
    if reading not in known:
        number_of("reading", reading, list(dict.fromkeys(names)))
    mine, asked = known[reading]
    limits = mine.limits_of(asked)
    if limit_s is not None and limit_s not in limits:
        tried = listed([duration_words(one) for one in limits if one is not None]) or "none"
        raise UsageError(f"limit_s = {limit_s:g}: reading {reading!r} is compared with {tried}")
    if over is not None and over not in asked.over:
        raise UsageError(f"over = {over!r}: reading {reading!r} is taken over {listed(list(asked.over), 'or')}")
    if target is not None and asked.figure.over_set:
        raise UsageError(f"reading {reading!r} is of all targets together; leave out target")
    number = None if target is None else number_of("target", target, result.targets)
    way = next(one for one in asked.over if over in (None, one))
    return Question(mine, asked, limits[0] if limit_s is None else limit_s, way, number)


def start_of(result: Searched, claim: Claim, name: str) -> Start:
    """Return a base of a claim. Raises UsageError for a name that is none.

    "middle" is the nominal case, or the case as given where nothing is open. "widest" and "narrowest" are, of the
    combinations that the claim leaves open, that with the most and that with the fewest looks at all targets together;
    of equal ones the last and the first, since values are listed from least to most access.
    """
    sensors = result.simulation.constellation.carried
    name = BASES[number_of("base", name, BASES)]
    case = result.standing.get("all-nominal", next(iter(result.standing.values())))
    words = "at middle values" if "all-nominal" in result.standing else "as given"
    if name != MIDDLE:
        cases = product_of(sensors, {option: one.values for option, one in claim.unstated.items()}).cases
        looks = result.surveyor.survey(cases)[N_LOOKS.name].sum(axis=1)
        case = cases[int(np.flatnonzero(looks == looks.max())[-1] if name == WIDEST else looks.argmin())]
        told = case_words(case, lay_out(cases, options_of(claim, sensors)).options)
        words = f"as {'wide' if name == WIDEST else 'narrow'} as tried" + (f" ({told})" if told else "")
    return Start(name, case, words, {sensor.name: limits_in(sensor, case) for sensor in sensors})
