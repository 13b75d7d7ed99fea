"""Visits a day, as officials state them: looks a day of each satellite, or of the average one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, Field, model_validator

from ...errors import UsageError
from ...words import counted, did_you_mean, listed
from ..conditions import Case, Option
from ..evidence import Asked, EvidenceReading, EvidenceVerdict, decided
from ..parts import Number, Part, Text, as_list
from ..wording import case_words

if TYPE_CHECKING:
    from ...studies.survey import Surveyor
    from ...studies.visits import VisitsByCase

Floats = NDArray[np.float64]
Of = Literal["each satellite", "the average satellite"]
Texts = Annotated[tuple[Text, ...], BeforeValidator(as_list)]

SPACING_KM = 100.0  # between points of a region: over Korea within 0.03 looks a day of 30 km, in a fifth of the time


class Countries(Part):
    """A region of countries, visited when any part of it is."""

    name: Text
    countries: Annotated[Texts, Field(min_length=1)]
    spacing_km: Annotated[Number, Field(gt=0.0)] = SPACING_KM


class VisitsReading(EvidenceReading):
    """From ``at_least`` to ``at_most`` looks a day at each of ``places`` and ``regions``, over the span of a scenario.

    Counted are the satellites that carry one of ``sensors``; looks with several of them add up. ``of`` lists whose
    number it must be: each satellite's, the average satellite's. ``places`` are targets of the scenario, all of them if
    neither they nor regions are given. What is visited, whose number counts, and all that is open of these sensors are
    tried in every combination. A number that one look more or less within the span could move across a bound is
    undecided.
    """

    asks: ClassVar[str] = "how many looks a day a satellite has at a place, or at any part of a region"

    kind: Literal["visits"]
    sensors: Annotated[Texts, Field(min_length=1)]
    at_least: Annotated[Number, Field(ge=0.0)] = 0.0
    at_most: Annotated[Number, Field(ge=0.0)] | None = None
    of: Annotated[tuple[Of, ...], Field(min_length=1), BeforeValidator(as_list)] = ("each satellite",)
    places: Texts = ()
    regions: Annotated[tuple[Countries, ...], BeforeValidator(as_list)] = ()

    @model_validator(mode="after")
    def _bounds_and_names_fit(self) -> Self:
        if self.at_most is None and self.at_least == 0.0:
            raise ValueError("looks a day are compared with a number: give at_least, at_most or both")
        if self.at_most is not None and self.at_most < self.at_least:
            raise ValueError(f"at_most = {self.at_most:g} must not be below at_least = {self.at_least:g}")
        names = [*self.places, *(one.name for one in self.regions)]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise ValueError(f"two places or regions are called {twice[0]!r}")
        return self

    def judge(self, asked: Asked) -> EvidenceVerdict:
        """Return the verdict from the windows of the scenario's span. Raises UsageError for unknown names."""
        from ...studies.assumptions import product_of
        from ...studies.visits import visits_in_cases

        sensors = asked.constellation.sensors
        for name in self.sensors:
            if name not in sensors:
                raise UsageError(f"claim {asked.claim_id}: there is no sensor {name!r}{_there(name, list(sensors))}")
        surveyor = self._surveyor(asked)
        product = product_of([sensors[name] for name in self.sensors], {one.name: one.values for one in asked.options})
        found = visits_in_cases(surveyor, self.sensors, product.cases)
        cases, found = _without_idle(product.axes, found)
        places = [target.name for target in surveyor.constellation.targets]
        alone = len(found.satellites) == 1
        ofs = self.of[:1] if alone else self.of
        options = _options(asked.options, cases)
        rows = [
            self._row(place, case, options, found.per_day[c, p], found, ofs)
            for p, place in enumerate(places)
            for c, case in enumerate(cases)
        ]
        outcome, conditions = decided(
            [{"place": row["place"], "of": of} | row["case"] for row in rows for of in ofs],
            [row[of] for row in rows for of in ofs],
            [
                Option("place", tuple(places), subject="what is visited is"),
                Option("of", ofs, subject="the number is that of"),
                *options,
            ],
        )
        days = counted(round(asked.constellation.span.days, 2), "day")
        return EvidenceVerdict(
            claim=asked.claim_id,
            reading=self,
            outcome=outcome,
            number=_number(rows, alone=alone),
            because=(f"Counted are looks of {listed(found.satellites)} over {days}, nobody else asking, no cloud.",),
            evidence=tuple(rows),
            headings={
                "place": "visited", "assumed": "assumed",
                **({"mean": "looks a day"} if alone else {"least": "least", "mean": "average", "most": "most"}),
                **{of: "as said" if alone else f"as said, {of}" for of in ofs},
            },
            conditions=conditions,
        )  # fmt: skip

    def _surveyor(self, asked: Asked) -> Surveyor:
        """Return the searches of what is visited: places of the scenario, then regions."""
        from ...constellation.target import RegionTarget, targets_of
        from ...places.countries import country
        from ...places.regions import united

        constellation = asked.constellation
        sites = {one.name: constellation.places[one.first] for one in constellation.targets if one.region is None}
        for name in self.places:
            if name not in sites:
                raise UsageError(f"claim {asked.claim_id}: there is no target {name!r}{_there(name, list(sites))}")
        if not self.places and not self.regions:
            return asked.surveyor()
        regions = [
            RegionTarget(
                one.name, united(one.name, [country(name) for name in one.countries]), spacing_km=one.spacing_km
            )
            for one in self.regions
        ]
        return asked.surveyor().of_targets(*targets_of([sites[name] for name in self.places], regions))

    def _row(
        self, place: str, case: Case, options: Sequence[Option], values: Floats, found: VisitsByCase, ofs: Sequence[Of]
    ) -> dict[str, Any]:
        row: dict[str, Any] = {
            "place": place,
            "case": dict(case),
            "assumed": case_words(case, options) or "as given",
            "least": round(float(values.min()), 2),
            "mean": round(float(values.mean()), 2),
            "most": round(float(values.max()), 2),
            "per_satellite": {name: round(float(v), 3) for name, v in zip(found.satellites, values, strict=True)},
        }
        one_look = 1.0 / found.days
        for of in ofs:
            if of == "each satellite":
                answers = [self._is_within(v, e) for v, e in zip(values.tolist(), one_look.tolist(), strict=True)]
                row[of] = False if False in answers else None if None in answers else True
            else:
                row[of] = self._is_within(float(values.mean()), float(one_look.max()) / len(values))
        return row

    def _is_within(self, value: float, one_look: float) -> bool | None:
        """Return whether a number of looks a day is as said; None if one look more or less could change that."""
        bounds = [self.at_least] if self.at_least else []
        bounds += [] if self.at_most is None else [self.at_most]
        if any(abs(value - bound) < one_look for bound in bounds):
            return None
        return self.at_least <= value and (self.at_most is None or value <= self.at_most)


def _without_idle(axes: Mapping[str, tuple[str, ...]], found: VisitsByCase) -> tuple[list[Case], VisitsByCase]:
    """Return cases and looks without the axes along which no number changes."""
    from ...studies.assumptions import Product

    shape = tuple(len(labels) for labels in axes.values())
    per_day = found.per_day.reshape(*shape, *found.per_day.shape[1:])
    kept = dict(axes)
    for axis, name in reversed(list(enumerate(axes))):
        if np.ptp(per_day, axis=axis).max(initial=0.0) == 0.0:
            per_day = np.asarray(np.take(per_day, 0, axis=axis))
            del kept[name]
    return list(Product(kept).cases), replace(found, per_day=per_day.reshape(-1, *found.per_day.shape[1:]))


def _options(known: Sequence[Option], cases: Sequence[Case]) -> list[Option]:
    """Return the options of the cases: those known to the claim, with their words, or bare ones."""
    by_name = {one.name: one for one in known}
    return [by_name.get(name, Option(name, tuple(dict.fromkeys(case[name] for case in cases)))) for name in cases[0]]


def _number(rows: Sequence[dict[str, Any]], *, alone: bool) -> str:
    """Return "Yongbyon has 1.15 to 4.05 looks a day, the peninsula 3.62 to 5.21"."""
    told = []
    for place in dict.fromkeys(row["place"] for row in rows):
        of_place = [row for row in rows if row["place"] == place]
        ends = min(row["least"] for row in of_place), max(row["most"] for row in of_place)
        span = " to ".join(dict.fromkeys(f"{end:.2f}" for end in ends))
        told.append(f"{span} looks a day at {place}")
    return f"{'it has' if alone else 'a satellite has'} {listed(told)}"


def _there(name: str, known: Sequence[str]) -> str:
    return did_you_mean(name, known) or f"; the scenario has {listed(known)}"
