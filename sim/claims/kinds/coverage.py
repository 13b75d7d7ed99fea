"""Coverage: a figure of a run, such as the longest gap, compared with a number or a length of time."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, model_validator

from ...revisit.figure_kinds import FigureKind
from ..measures import MEASURES, known_measure
from ..parts import Compare, Number, Reading

Over = Literal["each", "any", "all-within"]
Seeing = Literal["imaging", "horizon"]


class CoverageReading(Reading):
    """A measure, compared with a number or with each of the claim's limits.

    The measure is compared with ``value``; without it, with each limit. With ``seeing = "horizon"`` a satellite above
    the horizon counts as seeing, also behind a target's horizon mask. ``over`` lists the targets for which it must be
    true: each, any one, or all within one interval. In a file all but ``measure`` may be left out: see ``defaults``.
    """

    asks: ClassVar[str] = "a figure of coverage, such as the longest gap"

    kind: Literal["coverage"] = "coverage"
    measure: Annotated[str, AfterValidator(known_measure)]
    compare: Compare
    value: Number | None = None
    seeing: Seeing = "imaging"
    over: tuple[Over, ...] = ("each", "any")

    @model_validator(mode="after")
    def _measure_fits(self) -> Self:
        figure = self.figure
        if self.value is None and (figure.at_limit or figure.unit != "s"):
            raise ValueError(f"{self.measure} is a {figure.unit}; give the value it is compared with, as value = ...")
        if self.value is not None and figure.unit == "share" and not 0.0 <= self.value <= 1.0:
            raise ValueError(f"value = {self.value:g} must be a share between 0 and 1")
        if not self.over or len(set(self.over)) != len(self.over):
            raise ValueError("over must name each, any or all-within, none of them twice")
        if figure.over_set != (self.over == ("all-within",)) or ("all-within" in self.over and len(self.over) > 1):
            fits = '["all-within"]' if figure.over_set else '"each", "any" or both'
            raise ValueError(f"over = {list(self.over)} does not fit {self.measure}; it must be {fits}")
        return self

    @property
    def figure(self) -> FigureKind:
        return MEASURES[self.measure]

    @property
    def needs_limit(self) -> bool:
        return self.value is None or self.figure.at_limit
