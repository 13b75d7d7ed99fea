"""An access as it is handed to the writers of files: its columns, its document, its places."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from ..clock import format_utc
from ..report.limits_document import limits_document
from ..report.windows_csv import windows_rows
from ..report.windows_made import WindowsMade
from .access import Access


def windows_made(access: Access, *, geometry: bool = False) -> WindowsMade:
    """Return the windows of an access with the document of `reconsim windows --json`; on request with geometry."""
    places = access.search.places
    of_place = [one.first for one in access.targets if one.region is None] if access.targets else range(len(places))
    points_deg = {places[j].name: (places[j].lat_deg, places[j].lon_deg) for j in of_place}
    document = access_document(access, geometry=geometry)
    return WindowsMade(access.columns_with_geometry if geometry else access.columns, document, points_deg)


def access_document(access: Access, *, geometry: bool = False) -> dict[str, Any]:
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


def _regions(access: Access) -> dict[str, dict[str, Any]]:
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
