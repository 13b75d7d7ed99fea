"""Instants: was the satellite there at the moments at which images are said to have been taken or received?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ...clock import format_utc
from ...constellation.constellation import Constellation
from ...constellation.satellite import Satellite
from ...errors import UsageError
from ...words import counted, did_you_mean, listed, percent_words
from ..evidence import Asked, EvidenceOutcome, EvidenceReading, EvidenceVerdict, decided
from ..parts import Text
from ..tables import Instant

if TYPE_CHECKING:
    from ...studies.statements import Compared, Statement
    from ...windows.geometry_at import GeometryAt

NO_PROOF = "An orbit shows that an image was possible, never that it was taken."

OUTCOMES: Mapping[str, EvidenceOutcome] = {
    "holds": "consistent",
    "holds only if": "consistent only if",
    "fails": "not consistent",
}
HEADINGS = {
    "place": "place",
    "stated": "stated, UTC",
    "pass": "pass",
    "offset_s": "closest, s after",
    "offset_km": "km",
    "off_nadir_deg": "off nadir",
    "elevation_deg": "elevation",
    "sun_elevation_deg": "Sun",
    "element_age_d": "set's age, d",
    "disagreement_s": "sets apart, s",
    "fits": "fits",
}


class InstantReading(EvidenceReading):
    """At each ``[[instant]]`` of the claim the satellite could have taken the image, or was above the station.

    ``satellite`` names one of the scenario's; it may be left out if there is only one. Every combination of what the
    claim leaves open is tried with the satellite's sensors. See `sim.studies.statements` for what fits.
    """

    asks: ClassVar[str] = "was the satellite there at each [[instant]] of the claim"
    needs_instants: ClassVar[bool] = True

    kind: Literal["instant"]
    satellite: Text | None = None

    def judge(self, asked: Asked) -> EvidenceVerdict:
        """Return the verdict; its evidence is a row a statement. Raises UsageError without moments or the satellite."""
        from ...studies.statements import chance_of, compare, passes_of

        satellite = self._satellite(asked.constellation)
        cases, statements = _statements(satellite, asked)
        compared = compare(satellite, statements)
        true = [all(one.fits(case) for one in compared) for case in cases]
        outcome, conditions = decided(list(cases.values()), true, asked.options)
        widest = max(cases, key=lambda case: sum(one.fits(case) for one in compared))
        passes = passes_of(compared)
        chances = [chance_of(of_pass, widest) for of_pass in passes]
        number_of = {id(one): n for n, of_pass in enumerate(passes, 1) for one in of_pass}
        rows = [
            _row(instant, one, cases, number_of[id(one)]) for instant, one in zip(asked.instants, compared, strict=True)
        ]
        images = [one for one, instant in zip(compared, asked.instants, strict=True) if instant.kind == "image"]
        day = [one.by_day for one in chances]
        clock = [one.near_the_clock for one in chances]
        return EvidenceVerdict(
            claim=asked.claim_id,
            reading=self,
            outcome=OUTCOMES[outcome],
            number=_number(compared, images, len(passes), widest),
            because=(
                f"Of random times by day, {_range(day)} would fit one of these passes as well; of times within half an "
                f"hour of the stated time of day, {_range(clock)}.",
                NO_PROOF,
            ),
            evidence=tuple(rows),
            headings=HEADINGS,
            conditions=conditions.replace("it holds", "it is consistent with the orbit"),
        )

    def _satellite(self, constellation: Constellation) -> Satellite:
        by_name = {one.name: one for one in constellation.satellites}
        if self.satellite is None and len(by_name) == 1:
            return next(iter(by_name.values()))
        if self.satellite is None:
            raise UsageError(f"reading {self.id!r} must say which satellite, one of {listed(list(by_name), 'or')}")
        if self.satellite not in by_name:
            raise UsageError(
                f"reading {self.id!r}: the scenario has no satellite {self.satellite!r}"
                f"{did_you_mean(self.satellite, by_name) or f'; it has {listed(list(by_name))}'}"
            )
        return by_name[self.satellite]


def _statements(satellite: Satellite, asked: Asked) -> tuple[dict[str, dict[str, str]], list[Statement]]:
    """Return the cases tried, by a key of their own, and each instant with the limits that count in each of them."""
    from ...places.sites import Site
    from ...sensors.limits import Limits
    from ...studies.assumptions import limits_in, product_of
    from ...studies.statements import Statement

    sensors = [asked.constellation.sensors[name] for name in satellite.sensors]
    tried = product_of(sensors, {option.name: option.values for option in asked.options}).cases
    cases = {", ".join(case.values()): case for case in tried}
    limits = {key: limits for key, case in cases.items() if (limits := limits_in(sensors[0], case)) is not None}
    if len(sensors) != 1 or len(limits) != len(cases):
        raise UsageError(f"{satellite.name} must carry one sensor that is always in use to be compared with instants")
    in_sight = dict.fromkeys(cases, Limits())
    found = []
    for one in asked.instants:
        of_image = one.kind == "image"
        name, lat_deg, lon_deg = (one.place, one.lat_deg, one.lon_deg) if of_image else one.received
        site = Site(name=name, lat_deg=lat_deg, lon_deg=lon_deg)
        found.append(Statement(site, one.at_utc, one.until_utc, limits if of_image else in_sight))
    return cases, found


def _row(instant: Instant, one: Compared, cases: dict[str, dict[str, str]], number: int) -> dict[str, Any]:
    nearest, *others = one.views
    fits = [case for case in cases if one.fits(case)]
    return {
        "place": instant.place if instant.kind == "image" else f"received: {instant.place}",
        "kind": instant.kind,
        "stated": f"{instant.at_utc.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
        "at_utc": format_utc(instant.at_utc),
        "until_utc": None if instant.until_utc is None else format_utc(instant.until_utc),
        "pass": number,
        "offset_s": round(nearest.offset_s, 1),
        "offset_km": round(nearest.offset_km, 1),
        "off_nadir_deg": round(float(nearest.at.off_nadir_deg[0]), 1),
        "elevation_deg": round(float(nearest.at.elevation_deg[0]), 1),
        "sun_elevation_deg": round(float(nearest.at.sun_elevation_deg[0]), 1),
        "element_age_d": round(float(nearest.at.element_age_d[0]), 1),
        "disagreement_s": None if len(one.views) < 2 else round(one.disagreement_s, 1),
        "fits": "-" if not fits else "all" if len(fits) == len(cases) else fits[0],
        "misses_s": {case: _finite(miss_s) for case, miss_s in nearest.misses_s.items()},
        "sets": [
            {
                "epoch_utc": format_utc(view.elements.epoch_utc),
                "offset_s": round(view.offset_s, 1),
                "offset_km": round(view.offset_km, 1),
                "at": _geometry(view.at),
                "closest": _geometry(view.closest),
            }
            for view in (nearest, *others)
        ],
    }


def _geometry(found: GeometryAt) -> dict[str, Any]:
    """Return a moment's geometry as plain values, rounded: the columns of its table."""
    angles = {
        one.name: round(float(getattr(found, one.name)[0]), 3)
        for one in fields(found)
        if one.name.endswith(("_deg", "_km", "_d"))
    }
    moment: datetime = found.time_utc[0]
    return {
        "time_utc": format_utc(moment),
        **angles,
        "incidence_deg": round(float(found.incidence_deg[0]), 3),
        "side": str(found.side[0]),
        "in_sight": bool(found.in_sight[0]),
        "sun_elevation_deg": round(float(found.sun_elevation_deg[0]), 3),
    }


def _number(compared: Sequence[Compared], images: Sequence[Compared], n: int, case: str) -> str:
    fitting = [one for one in compared if one.fits(case)]
    offsets_s = [abs(one.views[0].offset_s) for one in images]
    told = f"{len(fitting)} of {counted(len(compared), 'statement')} fit, in {'1 pass' if n == 1 else f'{n} passes'}"
    if offsets_s:
        told += f", images at most {max(offsets_s):.0f} s from the closest approach"
    apart = [one.disagreement_s for one in compared if len(one.views) > 1]
    return told + (f", element sets disagree by up to {max(apart):.0f} s" if apart else "")


def _range(shares: Sequence[float]) -> str:
    low, high = (percent_words(share) for share in (min(shares), max(shares)))
    return low if low == high else f"{low} to {high}"


def _finite(value: float) -> float | None:
    return round(value, 1) if value < float("inf") else None
