"""Count at a date: how many satellites of a scenario are launched, in orbit or in service on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ...constellation.satellite import Satellite
from ...words import day_words, listed
from ..conditions import Option
from ..evidence import Asked, EvidenceReading, EvidenceVerdict, decided
from ..parts import as_list

Counted = Literal["in service", "in orbit"]


class CountReading(EvidenceReading):
    """At least so many satellites in orbit, or in service, at the beginning of a day (UTC).

    Each of ``at_least``, ``dates`` and ``counted`` is tried, in every combination. With ``against``, a scenario, the
    number asked is that of its satellites on the same day, counted the same way; ``against_called`` is what sentences
    call them. With ``launched_from`` only satellites launched from that day on count, on both sides. A satellite
    without a date of launch is notional and never counts. One in orbit without a date of service may be in service: a
    count that it could change is undecided.
    """

    asks: ClassVar[str] = "how many satellites are in orbit, or in service, at a date"

    kind: Literal["count"]
    at_least: Annotated[tuple[Annotated[int, Field(ge=1)], ...], BeforeValidator(as_list)] = ()
    against: str = ""
    against_called: str = ""
    dates: Annotated[tuple[dt.date, ...], Field(min_length=1), BeforeValidator(as_list)]
    counted: Annotated[tuple[Counted, ...], Field(min_length=1), BeforeValidator(as_list)] = ("in orbit",)
    launched_from: dt.date | None = None

    @model_validator(mode="after")
    def _a_number_is_asked(self) -> Self:
        if bool(self.at_least) == bool(self.against):
            raise ValueError("a count asks for a number: give at_least, or against, the scenario of the other side")
        return self

    @property
    def other_scenarios(self) -> tuple[str, ...]:
        return (self.against,) if self.against else ()

    def judge(self, asked: Asked) -> EvidenceVerdict:
        """Return the verdict from the dates of the satellites alone. Raises UsageError for an unknown scenario."""
        other = _satellites_of(self.against) if self.against else ()
        tried = [(n, how, day) for n in self.at_least or (0,) for how in self.counted for day in self.dates]
        rows = [self._row(asked.constellation.satellites, other, n, how, day) for n, how, day in tried]
        outcome, conditions = decided(
            [{"at_least": str(n), "counted": how, "date": day_words(day)} for n, how, day in tried],
            [row["true"] for row in rows],
            self._options(),
        )
        return EvidenceVerdict(
            claim=asked.claim_id,
            reading=self,
            outcome=outcome,
            number=self._number(rows),
            because=tuple(_unconfirmed((*asked.constellation.satellites, *other)))
            if "in service" in self.counted
            else (),
            evidence=tuple(rows),
            headings=self._headings(rows),
            conditions=conditions,
        )

    def _headings(self, rows: Sequence[dict[str, Any]]) -> dict[str, str]:
        """Return the columns of the table; one number a side where what is possible is what is sure."""
        columns = {"date": "at the beginning of", "counted": "satellites"}
        columns["at_least"] = f"asked, as many as of {self._called}" if self.against else "asked, at least"
        columns["count"] = "there are"
        for sure, possible in (("at_least", "at_least_possible"), ("count", "count_possible")):
            if any(row.get(possible, row[sure]) != row[sure] for row in rows):
                columns[sure] += ", surely"
                columns[possible] = "at most"
        order = ("date", "counted", "at_least", "at_least_possible", "count", "count_possible")
        return {key: columns[key] for key in order if key in columns} | {"true": "true"}

    @property
    def _called(self) -> str:
        return self.against_called or self.against

    def _row(
        self, satellites: Sequence[Satellite], other: Sequence[Satellite], at_least: int, counted: Counted, day: dt.date
    ) -> dict[str, Any]:
        surely, perhaps = self._counted(satellites, counted, day)
        least = most = at_least
        if self.against:
            least, most = (len(one) for one in self._counted(other, counted, day))
        true = True if len(surely) >= most else False if len(perhaps) < least else None
        return {
            "date": day.isoformat(),
            "counted": counted,
            "at_least": least,
            **({"at_least_possible": most} if self.against else {}),
            "count": len(surely),
            "count_possible": len(perhaps),
            "satellites": [s.name for s in surely],
            "true": true,
        }

    def _counted(
        self, satellites: Sequence[Satellite], counted: Counted, day: dt.date
    ) -> tuple[list[Satellite], list[Satellite]]:
        """Return the satellites that surely count at the beginning of a day, and those that may."""
        moment = dt.datetime.combine(day, dt.time(), dt.UTC)
        from_day = self.launched_from or dt.date.min
        in_orbit = [s for s in satellites if s.launch and s.launch <= moment and s.launch.date() >= from_day]
        if counted == "in orbit":
            return in_orbit, in_orbit
        in_orbit = [s for s in in_orbit if s.out_of_service is None or s.out_of_service > moment]
        surely = [s for s in in_orbit if s.service_stated and s.service_stated <= moment]
        perhaps = [s for s in in_orbit if s.service_stated is None or s.service_stated <= moment]
        return surely, perhaps

    def _options(self) -> list[Option]:
        """Return what was tried as options, each with its words; later days and weaker counts accept more."""
        return [
            Option("at_least", tuple(map(str, self.at_least or (0,))), label="number asked"),
            Option("counted", self.counted, subject="what counts is satellites"),
            Option("date", tuple(map(day_words, self.dates)), ordered=not self.against, subject="the count is made on"),
        ]

    def _number(self, rows: Sequence[dict[str, Any]]) -> str:
        """Return "3 in service and 5 in orbit on 1 January 2026", day by day."""
        told = []
        for day in dict.fromkeys(row["date"] for row in rows):
            of_day = {row["counted"]: row for row in rows if row["date"] == day}
            parts = [f"{_amount(row)} {how}{self._beside(row)}" for how, row in of_day.items()]
            told.append(f"{listed(parts)} on {day_words(dt.date.fromisoformat(day))}")
        since = f", of those launched from {day_words(self.launched_from)} on" if self.launched_from else ""
        return f"{', '.join(told)}{since}"

    def _beside(self, row: dict[str, Any]) -> str:
        if not self.against:
            return ""
        return f" against {_amount(row, 'at_least', 'at_least_possible')} of {self._called}"


def _satellites_of(scenario: str) -> tuple[Satellite, ...]:
    """Return the satellites of a scenario, by its name or path. Raises UsageError, ScenarioError, DataError."""
    from ...scenario.build import build
    from ...scenario.load import read_scenario

    file = read_scenario(scenario)
    return build(file.scenario, file.folder).satellites


def _amount(row: dict[str, Any], low: str = "count", high: str = "count_possible") -> str:
    return str(row[low]) if row[low] == row[high] else f"{row[low]} to {row[high]}"


def _unconfirmed(satellites: Sequence[Satellite]) -> list[str]:
    names = [s.name for s in satellites if s.launch and s.service_stated is None]
    verb = "is" if len(names) == 1 else "are"
    return [f"{listed(names)} {verb} in orbit, but no date of service is published."] if names else []
