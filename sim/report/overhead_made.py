"""Passes over one place for the writers of files, and as the document for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ..clock import format_milliseconds, format_utc
from .exported import About
from .limits_document import limits_document
from .scene import Scene, Spot, check_satellites, scene_of

if TYPE_CHECKING:
    from ..windows.overhead import Overhead

COLUMNS = ("satellite", "norad_id", "start_utc", "end_utc", "duration_s", "max_elevation_deg")

MARGIN_S = 60.0  # tabulated beyond the span, so that its ends are inside the table

Row = tuple[str, int | None, str, str, float, float]


@dataclass(frozen=True)
class OverheadMade:
    """The passes that ``sim.overhead`` found, as rows and as the document of ``--json``."""

    found: Overhead
    zone: tzinfo | None = None

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

    @cached_property
    def columns(self) -> dict[str, list[Any]]:
        """The rows as columns."""
        rows = list(self.rows())
        return {name: [row[i] for row in rows] for i, name in enumerate(COLUMNS)}

    @property
    def points_deg(self) -> dict[str, tuple[float, float]]:
        """Latitude and longitude of the one place, by its name."""
        site = self.found.site
        return {site.name: (site.lat_deg, site.lon_deg)}

    @cached_property
    def about(self) -> About:
        """What the passes are called, and what was asked for."""
        found = self.found
        site = found.site
        limits = limits_document(found.limits)
        return About(
            title=f"Passes over {site.name}",
            asked=(
                ("start_utc", format_utc(found.span.start)),
                ("end_utc", format_utc(found.span.end)),
                ("objects", len(found.sets)),
                ("target", site.name, site.lat_deg, site.lon_deg, site.height_km),
                *(("limit", key, value) for key, value in limits.items() if value is not None),
            ),
            notes=found.lost,
            zone=self.zone,
        )

    @cached_property
    def scene(self) -> Scene:
        """The passes as objects on their ways: those that rise, propagated once more over the whole span.

        Raises UsageError for more objects than a file can draw.
        """
        from ..constellation.satellite import Satellite
        from ..orbits.ephemeris import ephemeris
        from ..orbits.track import Track
        from ..windows.windows import Windows

        found = self.found
        rising, number = np.unique(found.index, return_inverse=True)
        check_satellites(rising.size, "a file that draws them")
        objects = [found.sets[i] for i in rising.tolist()]
        duration_s = found.span.duration_s
        tracks = [Track(k, one, -MARGIN_S, duration_s + MARGIN_S) for k, one in enumerate(objects)]
        tables = [ephemeris(found.span, tracks, leave_out_refused=True)] if tracks else []
        place_of = {one.satellite: k for table in tables for k, one in enumerate(table.tracks)}
        track = np.array([place_of.get(k, 0) for k in number.tolist()], dtype=np.int64)
        windows = Windows(
            number.astype(np.int64), np.zeros_like(track), track, found.start_s, found.end_s, found.start_s, found.end_s
        )
        names = [one.name or one.object_id or str(one.catalog_number) for one in objects]
        satellites = [Satellite(name, o.catalog_number, (o,)) for name, o in zip(names, objects, strict=True)]
        return scene_of(found.span, satellites, tables, [Spot(found.site.name, found.site)], windows)

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
