"""Count at a date: how many satellites of a scenario are launched, in orbit or in service on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from ...constellation.satellite import Satellite
from ...words import day_words, listed
from ..conditions import Option
from ..evidence import Asked, EvidenceReading, EvidenceVerdict, decided

Counted = Literal["in service", "in orbit"]


def _a_list(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


class CountReading(EvidenceReading):
    """At least so many satellites in orbit, or in service, at the beginning of a day (UTC).

    Each of ``at_least``, ``dates`` and ``counted`` is tried, in every combination. With ``launched_from`` only
    satellites launched from that day on count. A satellite without a date of launch is notional and never counts. One
    in orbit without a date of service may be in service: a count that it could change is undecided.
    """

    asks: ClassVar[str] = "how many satellites are in orbit, or in service, at a date"

    kind: Literal["count"]
    at_least: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1), BeforeValidator(_a_list)]
    dates: Annotated[tuple[dt.date, ...], Field(min_length=1), BeforeValidator(_a_list)]
    counted: Annotated[tuple[Counted, ...], Field(min_length=1), BeforeValidator(_a_list)] = ("in orbit",)
    launched_from: dt.date | None = None

    def judge(self, asked: Asked) -> EvidenceVerdict:
        """Return the verdict from the dates of the satellites alone."""
        tried = [(n, how, day) for n in self.at_least for how in self.counted for day in self.dates]
        rows = [self._row(asked.constellation.satellites, n, how, day) for n, how, day in tried]
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
            because=tuple(_unconfirmed(asked.constellation.satellites)) if "in service" in self.counted else (),
            evidence=tuple(rows),
            headings={
                "date": "at the beginning of", "counted": "satellites", "at_least": "asked, at least",
                "count": "surely", "count_possible": "at most",
            },
            conditions=conditions,
        )  # fmt: skip

    def _row(self, satellites: Sequence[Satellite], at_least: int, counted: Counted, day: dt.date) -> dict[str, Any]:
        moment = dt.datetime.combine(day, dt.time(), dt.UTC)
        from_day = self.launched_from or dt.date.min
        in_orbit = [s for s in satellites if s.launch and s.launch <= moment and s.launch.date() >= from_day]
        surely, perhaps = in_orbit, in_orbit
        if counted == "in service":
            in_orbit = [s for s in in_orbit if s.out_of_service is None or s.out_of_service > moment]
            surely = [s for s in in_orbit if s.service_stated and s.service_stated <= moment]
            perhaps = [s for s in in_orbit if s.service_stated is None or s.service_stated <= moment]
        true = True if len(surely) >= at_least else False if len(perhaps) < at_least else None
        return {
            "date": day.isoformat(),
            "counted": counted,
            "at_least": at_least,
            "count": len(surely),
            "count_possible": len(perhaps),
            "satellites": [s.name for s in surely],
            "true": true,
        }

    def _options(self) -> list[Option]:
        """Return what was tried as options, each with its words; later days and weaker counts accept more."""
        return [
            Option("at_least", tuple(map(str, self.at_least)), label="number asked"),
            Option("counted", self.counted, subject="what counts is satellites"),
            Option("date", tuple(map(day_words, self.dates)), ordered=True, subject="the count is made on"),
        ]

    def _number(self, rows: Sequence[dict[str, Any]]) -> str:
        """Return "3 in service and 5 in orbit on 1 January 2026", day by day."""
        told = []
        for day in dict.fromkeys(row["date"] for row in rows):
            of_day = {row["counted"]: row for row in rows if row["date"] == day}
            parts = [f"{_amount(row)} {how}" for how, row in of_day.items()]
            told.append(f"{listed(parts)} on {day_words(dt.date.fromisoformat(day))}")
        since = f", of those launched from {day_words(self.launched_from)} on" if self.launched_from else ""
        return f"{', '.join(told)}{since}"


def _amount(row: dict[str, Any]) -> str:
    low, high = row["count"], row["count_possible"]
    return str(low) if low == high else f"{low} to {high}"


def _unconfirmed(satellites: Sequence[Satellite]) -> list[str]:
    names = [s.name for s in satellites if s.launch and s.service_stated is None]
    verb = "is" if len(names) == 1 else "are"
    return [f"{listed(names)} {verb} in orbit, but no date of service is published."] if names else []
