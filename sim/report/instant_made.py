"""The objects that could have taken a picture, for the writers of files and as the document for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..clock import format_utc
from .exported import About
from .limits_document import limits_document

if TYPE_CHECKING:
    from ..studies.candidates import Candidate, Candidates

COLUMNS = (
    "rank", "satellite", "norad_id", "fits", "offset_s", "time_utc", "fits_from_utc", "fits_to_utc", "azimuth_deg",
    "elevation_deg", "range_km", "incidence_deg", "off_nadir_deg", "squint_deg", "ground_squint_deg", "side",
    "sun_elevation_deg", "sun_azimuth_deg", "sub_point_lat_deg", "sub_point_lon_deg", "sat_height_km", "element_age_d",
    "misses",
)  # fmt: skip


@dataclass(frozen=True)
class InstantMade:
    """The candidates that ``sim.candidates`` found, as rows and as the document of ``--json``."""

    found: Candidates
    zone: tzinfo | None = None

    @cached_property
    def document(self) -> dict[str, Any]:
        """The candidates by rank and what was asked, as a plain dictionary; an object without number has null."""
        found = self.found
        return {
            "schema_version": 1,
            "at_utc": format_utc(found.at),
            "within_s": found.within_s,
            "site": {
                "name": found.site.name,
                "lat_deg": found.site.lat_deg,
                "lon_deg": found.site.lon_deg,
                "height_km": found.site.height_km,
            },
            "limits": limits_document(found.limits),
            "objects": found.objects,
            "fitting": found.n_fitting,
            "candidates": list(self.rows()),
            "notes": list(found.lost),
        }

    @cached_property
    def columns(self) -> dict[str, list[Any]]:
        """The rows as columns; what a candidate misses as one text."""
        rows = [row | {"misses": misses_text(row["misses"])} for row in self.rows()]
        return {name: [row[name] for row in rows] for name in COLUMNS}

    @property
    def points_deg(self) -> dict[str, tuple[float, float]]:
        """Latitude and longitude of the one place, by its name."""
        site = self.found.site
        return {site.name: (site.lat_deg, site.lon_deg)}

    @cached_property
    def about(self) -> About:
        """What the candidates are called, and what was asked for."""
        found = self.found
        site = found.site
        return About(
            title=f"Objects that could have seen {site.name}",
            asked=(
                ("at_utc", format_utc(found.at)),
                ("within_s", found.within_s),
                ("objects", found.objects),
                ("target", site.name, site.lat_deg, site.lon_deg, site.height_km),
                *(("limit", key, value) for key, value in limits_document(found.limits).items() if value is not None),
            ),
            notes=found.lost,
            zone=self.zone,
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield a candidate a row with the keys of ``COLUMNS``: times as text, angles to 1e-3 degrees."""
        for rank, one in enumerate(self.found.ranked, 1):
            yield dict(zip(COLUMNS, self._values(rank, one), strict=True))

    def _values(self, rank: int, one: Candidate) -> list[Any]:
        seen = one.geometry
        first, last = one.fitting or (None, None)
        angles: list[Any] = [
            round(float(getattr(seen, key)[0]), 3)
            for key in COLUMNS[COLUMNS.index("azimuth_deg") : COLUMNS.index("element_age_d") + 1]
            if key != "side"
        ]
        angles.insert(7, str(seen.side[0]))
        return [
            rank,
            seen.satellite,
            one.elements.catalog_number or None,
            one.fits,
            round(one.offset_s, 3),
            format_utc(seen.time_utc[0]),
            None if first is None else format_utc(first),
            None if last is None else format_utc(last),
            *angles,
            {name: round(value, 3) for name, value in one.misses.items()},
        ]


def misses_text(misses: Mapping[str, float]) -> str:
    """Return what a candidate misses in one cell: "azimuth 3.2; off-nadir 1"."""
    return "; ".join(f"{name} {value:g}" for name, value in misses.items())
