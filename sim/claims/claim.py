"""A claim as in its file: its statement, its readings, and the options it leaves open. It holds no verdict."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from .conditions import Option
from .defaults import limits_in_seconds, readings_named
from .evidence import EvidenceReading
from .kinds.coverage import CoverageReading
from .parts import Dated, Limits, Slug, Text
from .reading_kinds import AnyReading
from .tables import Beside, Instant, Robustness, Source, Unstated

Plain = bool | int | float | dt.datetime | dt.date | str


def needs_a_limit(reading: str) -> str:
    """Return the error text for a reading that is compared with a limit if the claim has no limits."""
    return f"reading {reading!r} is held against a limit; limits_s must name one, or limits_min or limits_h"


class Claim(Dated):
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
    limits_s: Limits = ()
    limits_stated: bool = True
    limits_note: str = ""
    tested_by: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    stated: dict[str, Plain | list[Plain]] = Field(default={})
    robustness: Robustness = Robustness()
    readings: Annotated[tuple[AnyReading, ...], BeforeValidator(readings_named)] = Field(default=(), alias="reading")
    unstated: dict[str, Unstated] = Field(default={})
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
        hungry = [reading.id for reading in self.coverage_readings if reading.needs_limit]
        if hungry and not self.limits_s:
            raise ValueError(needs_a_limit(hungry[0]))
        timed = [reading.id for reading in self.evidence_readings if reading.needs_instants]
        if timed and not self.instants:
            raise ValueError(f"reading {timed[0]!r} compares moments with an orbit; give them as [[instant]]")
        if not self.readings and not self.tested_by:
            raise ValueError("a claim needs a [[reading]], or must say in tested_by what would test it")
        return self

    @property
    def coverage_readings(self) -> tuple[CoverageReading, ...]:
        """The readings that a run's figures decide."""
        return tuple(one for one in self.readings if isinstance(one, CoverageReading))

    @property
    def evidence_readings(self) -> tuple[EvidenceReading, ...]:
        """The readings of all other kinds, which dates, orbits and passes decide."""
        return tuple(one for one in self.readings if isinstance(one, EvidenceReading))

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

    def limits_of(self, reading: CoverageReading) -> tuple[float | None, ...]:
        """Return the limits a reading is held against, in seconds; (None,) where it needs none."""
        return self.limits_s if reading.needs_limit else (None,)

    def cited(self) -> tuple[str, ...]:
        """Return every source key the claim cites, each once, in order of appearance."""
        keys = [*self.sources, *(k for one in self.beside for k in one.sources)]
        keys += [k for one in self.instants for k in one.sources]
        return tuple(dict.fromkeys(keys))
