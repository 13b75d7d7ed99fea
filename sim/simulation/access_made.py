"""An access as it is handed to the writers of files: its columns, its document, its places, its scene."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import tzinfo
from typing import Any

from ..clock import Span, format_utc
from ..constellation.satellite import Satellite
from ..report.exported import About
from ..report.limits_document import limits_document
from ..report.scene import Spot, scene_of, spots_of
from ..report.windows_csv import windows_rows
from ..report.windows_made import WindowsMade
from ..words import counted
from .found_access import FoundAccess


def windows_made(access: FoundAccess, *, geometry: bool = False, zone: tzinfo | None = None) -> WindowsMade:
    """Return the windows of an access with the document of `reconsim windows --json`; on request with geometry."""
    spots = _spots(access)
    return WindowsMade(
        access.columns_with_geometry if geometry else access.columns,
        access_document(access, geometry=geometry),
        points_of(spots),
        About(
            title=f"Windows of {counted(len(access.satellites), 'satellite')} at {counted(len(spots), 'target')}",
            asked=(
                *asked_of(access.span, access.satellites, spots),
                *(("limit", key, value) for key, value in limits_document(access.limits).items() if value is not None),
            ),
            notes=(*access.notes, *access.advice),
            zone=zone,
        ),
        draw=lambda: scene_of(access.span, access.satellites, [access.search.ephemeris], spots, access.table.windows),
    )


def asked_of(span: Span, satellites: Sequence[Satellite], spots: Sequence[Spot]) -> Iterator[tuple[Any, ...]]:
    """Yield what was asked, a row a thing: the span, each satellite with its sets, each target with its place."""
    yield "start_utc", format_utc(span.start)
    yield "end_utc", format_utc(span.end)
    for one in satellites:
        epochs = sorted(each.epoch_utc for each in one.elements)
        said = dict.fromkeys(format_utc(epoch) for epoch in (*epochs[:1], *epochs[-1:]))
        yield "satellite", one.name, one.norad_id or None, counted(len(epochs), "element set"), *said
    for spot in spots:
        if spot.region is None:
            yield "target", spot.name, spot.site.lat_deg, spot.site.lon_deg, spot.site.height_km
        else:
            yield "region", spot.name, round(spot.region.area_km2, 3)


def points_of(spots: Sequence[Spot]) -> dict[str, tuple[float, float]]:
    """Return (lat_deg, lon_deg) of each place by its name."""
    return {spot.name: (spot.site.lat_deg, spot.site.lon_deg) for spot in spots if spot.region is None}


def _spots(access: FoundAccess) -> list[Spot]:
    if access.targets:
        return spots_of(access.targets, access.search.places)
    return [Spot(place.name, place) for place in access.search.places]


def access_document(access: FoundAccess, *, geometry: bool = False) -> dict[str, Any]:
    """Return windows, figures and notes as a plain dictionary, for JSON; null where a figure is not there."""
    figures = {}
    for j, name in enumerate(access.names):
        values = asdict(access.figures(j))
        figures[name] = {k: (None if isinstance(v, float) and math.isnan(v) else v) for k, v in values.items()}
    return {
        "schema_version": 1,
        "start_utc": format_utc(access.span.start),
        "end_utc": format_utc(access.span.end),
        "limits": limits_document(access.limits),
        **({"regions": _regions(access)} if access.regions else {}),
        "windows": windows_rows(access.columns_with_geometry if geometry else access.columns),
        "figures": figures,
        "notes": [*access.notes, *access.advice],
    }


def _regions(access: FoundAccess) -> dict[str, dict[str, Any]]:
    """Return, for each region, the part that must be seen and the number of its points."""
    return {
        one.name: {
            "seen": one.seen,
            "within": one.within,
            "area_km2": round(one.region.area_km2, 3),
            "points": one.count,
            "spacing_km": one.spacing_km,
        }
        for one in access.regions
        if one.region is not None
    }
