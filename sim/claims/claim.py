"""A claim as in its file: its statement, its readings, and the options it leaves open. It holds no verdict."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    model_validator,
)

from ..revisit.figure_kinds import FigureKind
from .conditions import Option
from .defaults import limits_in_seconds, readings_named
from .measures import MEASURES, known_measure

Compare = Literal["<=", ">="]
Over = Literal["each", "any", "all-within"]
Seeing = Literal["imaging", "horizon"]

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Number = Annotated[float, Strict()]
Plain = bool | int | float | dt.datetime | dt.date | str


def _rising(limits_s: tuple[float, ...]) -> tuple[float, ...]:
    if list(limits_s) != sorted(set(limits_s)):
        raise ValueError("limits must rise, none of them twice")
    return limits_s


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=True)


class _Dated(_Part):
    date: dt.date | None = None
    date_to: dt.date | None = None
    date_note: str = ""

    @model_validator(mode="after")
    def _stretch_is_told(self) -> Self:
        if self.date_to is not None and (self.date is None or self.date_to < self.date):
            raise ValueError("date_to must not lie before date")
        if self.date_to is not None and not self.date_note:
            raise ValueError("a stretch from date to date_to needs a date_note that says why")
        return self


class Source(_Dated):
    """Where something was published: outlet, author, day, address, and what it is."""

    outlet: Text
    what: Text
    title: str = ""
    author: str = ""
    address: str = ""
    document: str = ""

    @model_validator(mode="after")
    def _date_is_told(self) -> Self:
        if self.date is None and not self.date_note:
            raise ValueError("without a date, date_note must say what is known of it")
        return self


class Reading(_Part):
    """One possible reading of a claim: a measure, compared with a number or with each of the claim's limits.

    The measure is compared with ``value``; without it, with each limit. With ``seeing = "horizon"`` a satellite above
    the horizon counts as seeing, also behind a target's horizon mask. ``over`` lists the targets for which it must be
    true: each, any one, or all within one interval. In a file all but ``measure`` may be left out: see ``defaults``.
    """

    id: Slug
    title: Text
    says: str = ""
    measure: Annotated[str, AfterValidator(known_measure)]
    compare: Compare
    value: Number | None = None
    seeing: Seeing = "imaging"
    over: tuple[Over, ...] = ("each", "any")

    @model_validator(mode="after")
    def _measure_fits(self) -> Self:
        kind = self.kind
        if self.value is None and (kind.at_limit or kind.unit != "s"):
            raise ValueError(f"{self.measure} is a {kind.unit}; give the value it is compared with, as value = ...")
        if self.value is not None and kind.unit == "share" and not 0.0 <= self.value <= 1.0:
            raise ValueError(f"value = {self.value:g} must be a share between 0 and 1")
        if not self.over or len(set(self.over)) != len(self.over):
            raise ValueError("over must name each, any or all-within, none of them twice")
        if kind.over_set != (self.over == ("all-within",)) or ("all-within" in self.over and len(self.over) > 1):
            fits = '["all-within"]' if kind.over_set else '"each", "any" or both'
            raise ValueError(f"over = {list(self.over)} does not fit {self.measure}; it must be {fits}")
        return self

    @property
    def kind(self) -> FigureKind:
        return MEASURES[self.measure]

    @property
    def needs_limit(self) -> bool:
        return self.value is None or self.kind.at_limit


class Unstated(_Part):
    """Something the claim leaves open and the values tried for it, from least to most where ordered."""

    label: Text
    values: tuple[Text, ...] = Field(min_length=1)
    ordered: bool = False
    phrases: dict[str, Text] = {}
    note: str = ""

    @model_validator(mode="after")
    def _values_are_told_apart(self) -> Self:
        if len(set(self.values)) != len(self.values):
            raise ValueError(f"values {list(self.values)} name one value twice")
        strange = [value for value in self.phrases if value not in self.values]
        if strange:
            raise ValueError(f"phrases has {strange[0]!r}, which is not among the values {list(self.values)}")
        return self


class Beside(_Part):
    """Another public statement that belongs next to the claim."""

    statement: Text
    sources: tuple[Slug, ...] = Field(min_length=1)


class Instant(_Part):
    """A moment, or a stretch, at which an image is said to have been taken or received, and of what place."""

    at_utc: AwareDatetime
    until_utc: AwareDatetime | None = None
    place: Text
    lat_deg: Annotated[Number, Field(ge=-90.0, le=90.0)]
    lon_deg: Annotated[Number, Field(ge=-180.0, le=360.0)]
    kind: Literal["image", "reception"]
    sources: tuple[Slug, ...] = Field(min_length=1)


def needs_a_limit(reading: str) -> str:
    """Return the error text for a reading that is compared with a limit if the claim has no limits."""
    return f"reading {reading!r} is held against a limit; limits_s must name one, or limits_min or limits_h"


class Robustness(_Part):
    """Variations in addition to the product of options: each satellite left out in turn."""

    leave_out_each_satellite: bool = False


class Claim(_Dated):
    """A sentence somebody said, in our words, with its readings and the options it leaves open.

    The claims of seeds/ say who said it, when, and where it can be read; a claim of one's own need not. ``scenarios``
    are the shipped scenarios that it is judged with. Of ``limits_s``, ``limits_min`` and ``limits_h`` a file gives one,
    as a number or a list; here they are in seconds.
    """

    id: Slug
    statement: Text
    said_by: str = ""
    sources: tuple[Slug, ...] = ()
    scenarios: tuple[Slug, ...] = ()
    own_sources: dict[Slug, Source] = Field(default={}, alias="source")
    limits_s: Annotated[tuple[Annotated[Number, Field(gt=0.0)], ...], AfterValidator(_rising)] = ()
    limits_stated: bool = True
    limits_note: str = ""
    tested_by: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    stated: dict[str, Plain | list[Plain]] = {}
    robustness: Robustness = Robustness()
    readings: Annotated[tuple[Reading, ...], BeforeValidator(readings_named)] = Field(default=(), alias="reading")
    unstated: dict[str, Unstated] = {}
    beside: tuple[Beside, ...] = ()
    instants: tuple[Instant, ...] = Field(default=(), alias="instant")

    @model_validator(mode="before")
    @classmethod
    def _limits_in_seconds(cls, raw: Any) -> Any:
        return limits_in_seconds(raw)

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        ids = [reading.id for reading in self.readings]
        twice = [name for name in ids if ids.count(name) > 1]
        if twice:
            raise ValueError(f"two readings are called {twice[0]!r}; each needs an id of its own")
        hungry = [reading.id for reading in self.readings if reading.needs_limit]
        if hungry and not self.limits_s:
            raise ValueError(needs_a_limit(hungry[0]))
        if not self.readings and not self.tested_by:
            raise ValueError("a claim needs a [[reading]], or must say in tested_by what would test it")
        return self

    def options(self) -> tuple[Option, ...]:
        """Return what the claim leaves open, in the order of the file."""
        return tuple(
            Option(name, one.values, one.ordered, one.label, one.phrases) for name, one in self.unstated.items()
        )

    def cases(self, *, without: Collection[str] = ()) -> tuple[dict[str, str], ...]:
        """Return the full product of options without those named in ``without``; the last option varies fastest.

        In a scenario without radars a limit on squint changes nothing. Callers leave such options out.
        """
        kept = {name: one.values for name, one in self.unstated.items() if name not in without}
        return tuple(dict(zip(kept, values, strict=True)) for values in itertools.product(*kept.values()))

    def limits_of(self, reading: Reading) -> tuple[float | None, ...]:
        """Return the limits a reading is held against, in seconds; (None,) where it needs none."""
        return self.limits_s if reading.needs_limit else (None,)

    def cited(self) -> tuple[str, ...]:
        """Return every source key the claim cites, each once, in order of appearance."""
        keys = [*self.sources, *(k for one in self.beside for k in one.sources)]
        keys += [k for one in self.instants for k in one.sources]
        return tuple(dict.fromkeys(keys))
