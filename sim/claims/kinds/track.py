"""First minutes' ground track: how near the plane of an orbit passed to places on the way from launch to insertion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from ...constants import DAY_S
from ...words import listed
from ..conditions import Option
from ..evidence import Asked, EvidenceReading, EvidenceVerdict, consistent
from ..parts import Number, Place, Text

if TYPE_CHECKING:
    from ...orbits.elements import ElementSet
    from ...orbits.launch_track import Abeam, LaunchTrack


class TrackReading(EvidenceReading):
    """The plane within ``within_km`` of each place when the rocket, or the orbit carried back, is abeam of it.

    The rocket passes between the earliest time that an ever faster rocket can, and the time of the orbit; the Earth
    turns below the plane meanwhile, and the distances at both are given. What comes abeam later than
    ``first_minutes`` after the launch is not passed in them.
    """

    asks: ClassVar[str] = "how near the plane of an orbit passed to places in the first minutes after the launch"

    kind: Literal["track"]
    satellite: Text
    site: Place
    launch_utc: AwareDatetime
    insertion_utc: AwareDatetime
    places: Annotated[tuple[Place, ...], Field(min_length=1)]
    within_km: Annotated[Number, Field(gt=0.0)]
    within_note: str = ""
    first_minutes: Annotated[Number, Field(gt=0.0)] = 20.0

    @model_validator(mode="after")
    def _places_and_times_fit(self) -> Self:
        names = [one.name for one in self.places]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise ValueError(f"two places are called {twice[0]!r}; each needs a name of its own")
        if self.insertion_utc <= self.launch_utc:
            raise ValueError("insertion_utc must be later than launch_utc")
        return self

    def judge(self, asked: Asked) -> EvidenceVerdict:
        """Return the verdict from element sets carried back. Raises UsageError, DataError."""
        from ...orbits.carried_back import first_and_others

        first, others = first_and_others(asked.satellite(self.satellite).elements)
        track = self._track(first)
        beside = [self._track(other) for other in others]
        rows = [self._row(abeam, [other.abeam[i] for other in beside]) for i, abeam in enumerate(track.abeam)]
        outcome, conditions = consistent(
            [{"place": row["place"]} for row in rows],
            [row["consistent"] for row in rows],
            [Option("place", tuple(row["place"] for row in rows), subject="the place is")],
        )
        return EvidenceVerdict(
            claim=asked.claim_id,
            reading=self,
            outcome=outcome,
            number=self._number(rows),
            because=tuple(self._because(track, first, rows)),
            evidence=tuple(rows),
            headings={
                "place": "place", "rocket_min": "rocket from, min", "orbit_min": "orbit at, min",
                "least_km": "least, km", "most_km": "most, km", "side": "the track passes", "error_km": "error, km",
                "consistent": "consistent",
            },
            conditions=conditions,
        )  # fmt: skip

    def _track(self, elements: ElementSet) -> LaunchTrack:
        from ...orbits.launch_track import launch_track

        return launch_track(
            elements,
            site=self.site.site(),
            launch=self.launch_utc,
            insertion=self.insertion_utc,
            places=[one.site() for one in self.places],
        )

    def _row(self, abeam: Abeam, beside: list[Abeam]) -> dict[str, Any]:
        row: dict[str, Any] = {
            "place": abeam.place,
            "rocket_min": round(abeam.rocket_s / 60.0, 1),
            "orbit_min": round(abeam.orbit_s / 60.0, 1),
        }
        if not 0.0 <= abeam.orbit_s <= 60.0 * self.first_minutes:
            return row | {"least_km": None, "most_km": None, "side": None, "error_km": None, "consistent": False}
        ends = [abeam.east_km(one) for one in (abeam.rocket_km, abeam.orbit_km)]
        sizes = [abs(one) for one in ends]
        crosses = min(ends) <= 0.0 <= max(ends)
        least_km, most_km = 0.0 if crosses else min(sizes), max(sizes)
        error_km = max(
            (max(abs(other.orbit_km - abeam.orbit_km), abs(other.rocket_km - abeam.rocket_km)) for other in beside),
            default=0.0,
        )
        true = None
        if most_km + error_km <= self.within_km:
            true = True
        elif least_km - error_km > self.within_km:
            true = False
        return row | {
            "least_km": round(least_km, 1),
            "most_km": round(most_km, 1),
            "side": "across it" if crosses else "west of it" if ends[0] > 0.0 else "east of it",
            "error_km": round(error_km, 1),
            "consistent": true,
        }

    def _number(self, rows: list[dict[str, Any]]) -> str:
        """Return "the track passes 15 to 67 km east of Miyako and 126 to 189 km west of Naha"."""
        told = [
            f"{row['least_km']:.0f} to {row['most_km']:.0f} km {row['side'].removesuffix(' it')} {row['place']}"
            for row in sorted((r for r in rows if r["side"]), key=lambda r: r["most_km"])
        ]
        missed = [row["place"] for row in rows if not row["side"]]
        parts = [f"the track passes {listed(told)}"] if told else []
        if missed:
            parts.append(f"{listed(missed)} is not passed in the first {self.first_minutes:g} min")
        return "; ".join(parts)

    def _because(self, track: LaunchTrack, first: ElementSet, rows: list[dict[str, Any]]) -> list[str]:
        age_h = (first.epoch_utc - self.launch_utc).total_seconds() / 3600.0
        age = f"{age_h:.0f} h" if age_h < 48.0 else f"{age_h * 3600.0 / DAY_S:.1f} days"
        climb_min = (self.insertion_utc - self.launch_utc).total_seconds() / 60.0
        said = [
            f"The orbit is that of the first element set, {age} after the launch, carried back.",
            f"Until its insertion, {climb_min:.1f} min after the launch, the rocket was still climbing: this is the "
            "track of its plane, not of its path.",
            f"At the launch the plane lay {abs(track.site_off_km):.0f} km from {self.site.name}: the rocket began "
            "beside it and came over into it on the way.",
        ]
        errors = [row["error_km"] for row in rows if row["error_km"] is not None]
        if errors:
            said.insert(1, f"Carried back without drag, and from later sets, it moves by at most {max(errors):.1f} km.")
        return [*said, self.within_note] if self.within_note else said
