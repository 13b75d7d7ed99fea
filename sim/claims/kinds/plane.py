"""Plane over a site: whether the plane of an orbit passed over a launch site near a time that was given."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from ...clock import format_utc
from ...constants import DAY_S
from ...constellation.satellite import Satellite
from ...words import listed
from ..conditions import Option
from ..evidence import Asked, EvidenceReading, EvidenceVerdict, consistent, within
from ..parts import Number, Part, Place, Text

if TYPE_CHECKING:
    from ...orbits.elements import ElementSet
    from ...orbits.plane_passages import Passage

DAYS_ALIKE = 30.0  # a plane within the minutes allowed for so many days does not tell days apart


class Candidate(Part):
    """A time at which a launch may have been, and what it is called: "19:17 Eastern daylight time"."""

    label: Text
    at_utc: AwareDatetime


class PlaneReading(EvidenceReading):
    """A launch within ``within_min`` of a passage of the plane over the site, at each of the times tried.

    The plane is that of the satellite's first element set, carried back to each time. ``what`` begins a condition
    ("the time is 19:17 Eastern daylight time"). A rocket leaves within minutes of the passage, and may turn into the
    plane from beside it; ``within_note`` is the reason for the number.
    """

    asks: ClassVar[str] = "whether the orbit's plane passed over a launch site at a time that was given"

    kind: Literal["plane"]
    satellite: Text
    site: Place
    candidates: Annotated[tuple[Candidate, ...], Field(min_length=1)]
    within_min: Annotated[Number, Field(gt=0.0)]
    within_note: str = ""
    what: Text = "the time"

    @model_validator(mode="after")
    def _labels_differ(self) -> Self:
        labels = [one.label for one in self.candidates]
        twice = [label for label in labels if labels.count(label) > 1]
        if twice:
            raise ValueError(f"two candidates are called {twice[0]!r}; each needs a label of its own")
        return self

    def judge(self, asked: Asked) -> EvidenceVerdict:
        """Return the verdict from element sets carried back. Raises UsageError, DataError."""
        from ...orbits.carried_back import first_and_others
        from ...orbits.plane_passages import earlier_each_day_s

        satellite = asked.satellite(self.satellite)
        first, others = first_and_others(satellite.elements)
        earlier_s = earlier_each_day_s(first)
        rows = [self._row(one, first, others) for one in self.candidates]
        outcome, conditions = consistent(
            [{"candidate": one.label} for one in self.candidates],
            [row["consistent"] for row in rows],
            [Option("candidate", tuple(one.label for one in self.candidates), subject=f"{self.what} is")],
        )
        return EvidenceVerdict(
            claim=asked.claim_id,
            reading=self,
            outcome=outcome,
            number=self._number(rows, first, earlier_s),
            because=tuple(self._because(rows, satellite, first, others, earlier_s)),
            evidence=tuple(rows),
            headings={
                "candidate": self.what.removeprefix("the "), "at_utc": "that is", "passage_utc": "the plane passes",
                "direction": "direction", "offset_min": "later by, min", "error_min": "error, min",
                "consistent": "consistent",
            },
            conditions=conditions,
        )  # fmt: skip

    def _row(self, tried: Candidate, first: ElementSet, others: tuple[ElementSet, ...]) -> dict[str, Any]:
        nearest = self._nearest(first, tried.at_utc)
        row: dict[str, Any] = {
            "candidate": tried.label, "at_utc": format_utc(tried.at_utc), "passage_utc": None, "direction": None,
            "offset_min": None, "error_min": None, "consistent": False,
        }  # fmt: skip
        if nearest is None:
            return row
        error_min = max(
            (abs(_minutes(nearest.moment, again)) for other in others if (again := self._again(other, nearest))),
            default=0.0,
        )
        offset_min = _minutes(tried.at_utc, nearest.moment)
        return row | {
            "passage_utc": format_utc(nearest.moment.replace(microsecond=0)),
            "direction": nearest.direction,
            "offset_min": round(offset_min, 2),
            "error_min": round(error_min, 2),
            "consistent": within(abs(offset_min), self.within_min, error_min),
        }

    def _nearest(self, elements: ElementSet, moment: datetime) -> Passage | None:
        return min(self._passages(elements, moment), key=lambda one: abs(one.moment - moment), default=None)

    def _again(self, elements: ElementSet, passage: Passage) -> datetime | None:
        """Return the moment of the same passage by another set."""
        found = [one.moment for one in self._passages(elements, passage.moment) if one.direction == passage.direction]
        return found[0] if found else None

    def _passages(self, elements: ElementSet, moment: datetime) -> tuple[Passage, ...]:
        from ...orbits.plane_passages import plane_passages

        return plane_passages(elements, lat_deg=self.site.lat_deg, lon_deg=self.site.lon_deg, near=moment)

    def _number(self, rows: list[dict[str, Any]], first: ElementSet, earlier_s: float) -> str:
        """Return "the plane passes over Kennedy 3.5 min after 19:17 Eastern time, each day 24.3 min earlier"."""
        told = [f"{_length(row['offset_min'])} {row['candidate']}" for row in rows if row["passage_utc"]]
        if not told:
            return f"the plane, inclined by {first.inclination_deg:.1f} deg, never passes over {self.site.name}"
        way = "earlier" if earlier_s > 0.0 else "later"
        return f"the plane passes over {self.site.name} {listed(told)}, each day {_short(abs(earlier_s))} {way}"

    def _because(
        self,
        rows: list[dict[str, Any]],
        satellite: Satellite,
        first: ElementSet,
        others: tuple[ElementSet, ...],
        earlier_s: float,
    ) -> list[str]:
        launch = satellite.launch or min(one.at_utc for one in self.candidates)
        age_d = (first.epoch_utc - launch).total_seconds() / DAY_S
        said = [f"The plane is that of the first element set, {age_d:.1f} days after the launch, carried back."]
        errors = [row["error_min"] for row in rows if row["error_min"] is not None]
        if not errors:
            return said
        beside = "Without drag" if len(others) == 1 else f"Without drag, and from {len(others) - 1} later sets"
        said.append(f"{beside}, the passages move by at most {max(errors):.2g} min.")
        if abs(earlier_s) * DAYS_ALIKE < 60.0 * self.within_min:
            said.append("A plane that passes at the same time every day cannot tell one day from another.")
        elif abs(earlier_s) < 60.0 * self.within_min:
            said.append(f"With {self.within_min:g} min allowed, it cannot tell a day from the next.")
        return [*said, self.within_note] if self.within_note else said


def _minutes(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds() / 60.0


def _length(offset_min: float) -> str:
    size = abs(offset_min)
    return f"{size:.1f} min {_way(offset_min)}" if size < 99.95 else f"{size:.0f} min {_way(offset_min)}"


def _way(offset_min: float) -> str:
    return "after" if offset_min >= 0.0 else "before"


def _short(length_s: float) -> str:
    return f"{length_s:.1f} s" if length_s < 90.0 else f"{length_s / 60.0:.1f} min"
