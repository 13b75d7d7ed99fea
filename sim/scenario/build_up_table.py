"""``[build_up]``: figures stretch by stretch of the span, while satellites are launched and enter service."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from ..errors import UsageError
from ..revisit.figure_kinds import FIGURE_KINDS, GAP_MEAN, FigureKind
from ..words import did_you_mean
from .fields import Number, Table, Whole, refuse
from .require import parse_requirement

EXAMPLE = f"{GAP_MEAN.name}<=7200"
FOLLOWED = tuple(kind for kind in FIGURE_KINDS.values() if (kind.in_claims or kind.surveyed) and not kind.over_set)
_OF_LENGTH = re.compile(r"(.+)_([0-9.]+)s")


@dataclass(frozen=True)
class Followed:
    """A reading that is followed through a build-up: a figure, for a length of time where it has one, and a limit."""

    text: str
    kind: FigureKind
    limit_s: float | None
    compare: str
    threshold: float


def followed(text: str) -> Followed:
    """Return the reading of a text such as EXAMPLE or ``wait_probability_7200s>=0.95``.

    Raises UsageError for anything else, and for a figure that no survey has.
    """
    try:
        asked = parse_requirement(text)
    except UsageError:
        raise UsageError(f"reading {text!r} must read like {EXAMPLE}") from None
    known = {kind.name: kind for kind in FOLLOWED}
    name, limit_s = asked.measure, None
    if name not in known and (match := _OF_LENGTH.fullmatch(name)):
        name, limit_s = match[1], float(match[2])
    kind = known.get(name)
    if kind is None:
        names = [one.at(7200.0) if one.at_limit else one.name for one in FOLLOWED]
        guess = did_you_mean(asked.measure, names) or f"; those that can be followed are {', '.join(names)}"
        raise UsageError(f"there is no figure {asked.measure}{guess}")
    if kind.at_limit != (limit_s is not None):
        right = kind.at(7200.0) if kind.at_limit else kind.name
        raise UsageError(f"{asked.measure} must read like {right}")
    return Followed(f"{asked.measure} {asked.compare} {asked.limit:g}", kind, limit_s, asked.compare, asked.limit)


def _reading(value: str) -> str:
    try:
        followed(value)
    except UsageError as error:
        raise refuse(str(error)) from None
    return value


ReadingText = Annotated[str, AfterValidator(_reading), WithJsonSchema({"type": "string"})]


class BuildUpTable(Table):
    """Figures for each stretch of the span, of the satellites in orbit and of those in service."""

    every_days: Annotated[Number, Field(gt=0.0, le=366.0)] = Field(
        default=7.0, description="length of a stretch, days; what is left at the end of the span is left out"
    )
    draws: Annotated[Whole, Field(ge=0, le=10_000)] = Field(
        default=100,
        description="draws of another phasing, for the error of each stretch's figures; 0: none. How far a satellite "
        "is moved stands in [draws]",
    )
    readings: tuple[ReadingText, ...] = Field(
        default=(),
        description=f"readings whose first true stretch is sought, each as {EXAMPLE!r}, at each target and at any one",
    )

    @property
    def followed(self) -> tuple[Followed, ...]:
        return tuple(followed(text) for text in self.readings)


def stretches_left(span_days: float, table: BuildUpTable) -> tuple[int, float]:
    """Return how many whole stretches a span holds, and the days left at its end."""
    n = int(span_days / table.every_days + 1e-9)
    return n, max(span_days - n * table.every_days, 0.0)


def build_up_remarks(span_days: float, table: BuildUpTable | None) -> list[str]:
    """Return a sentence where a span holds no whole stretch, or ends in part of one."""
    if table is None:
        return []
    n, left_d = stretches_left(span_days, table)
    if n == 0:
        return [f"the span of {span_days:g} days holds no stretch of {table.every_days:g} days: no build-up is made"]
    if left_d > 1e-6:
        return [f"the last {left_d:g} days of the span are no whole stretch of {table.every_days:g} days: left out"]
    return []
