"""Passes over one place for the writers of files, and as the document for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..clock import format_milliseconds, format_utc
from .limits_document import limits_document

if TYPE_CHECKING:
    from ..windows.overhead import Overhead

COLUMNS = ("satellite", "norad_id", "start_utc", "end_utc", "duration_s", "max_elevation_deg")

Row = tuple[str, int | None, str, str, float, float]


@dataclass(frozen=True)
class OverheadMade:
    """The passes that ``sim.overhead`` found, as rows and as the document of ``--json``."""

    found: Overhead

    @cached_property
    def document(self) -> dict[str, Any]:
        """The passes and what was asked as a plain dictionary; an object without number has null."""
        found = self.found
        return {
            "schema_version": 1,
            "start_utc": format_utc(found.span.start),
            "end_utc": format_utc(found.span.end),
            "site": {
                "name": found.site.name,
                "lat_deg": found.site.lat_deg,
                "lon_deg": found.site.lon_deg,
                "height_km": found.site.height_km,
            },
            "limits": limits_document(found.limits),
            "objects": len(found.sets),
            "passes": [dict(zip(COLUMNS, row, strict=True)) for row in self.rows()],
            "notes": list(found.lost),
        }

    def rows(self) -> Iterator[Row]:
        """Yield a row a pass, in the order of ``COLUMNS``: times as text, elevation to 1e-4 degrees."""
        found = self.found
        start_ms, end_ms = found.span.milliseconds(found.start_s), found.span.milliseconds(found.end_s)
        yield from zip(
            [name_of(found, w) for w in range(len(found))],
            [found.sets[i].catalog_number or None for i in found.index.tolist()],
            format_milliseconds(start_ms),
            format_milliseconds(end_ms),
            [ms / 1e3 for ms in (end_ms - start_ms).tolist()],
            [round(deg, 4) for deg in found.max_elevation_deg.tolist()],
            strict=True,
        )


def name_of(found: Overhead, w: int) -> str:
    """Return the name of the object of a pass, else its designator, else its number."""
    one = found.sets[int(found.index[w])]
    return one.name or one.object_id or str(one.catalog_number)
