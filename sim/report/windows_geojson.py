"""Windows as GeoJSON (RFC 7946): a feature a window, at its place, with the columns of windows.csv as properties."""

from __future__ import annotations

import json
from pathlib import Path

from .windows_csv import windows_rows
from .windows_made import WindowsMade


def windows_geojson(made: WindowsMade) -> str:
    """Return the FeatureCollection, a line a window; the geometry of a window of a region is null."""
    lines = []
    for row in windows_rows(made.columns):
        point = made.points_deg.get(row["target"])
        geometry = None if point is None else {"type": "Point", "coordinates": [point[1], point[0]]}
        feature = {"type": "Feature", "geometry": geometry, "properties": row}
        lines.append(json.dumps(feature, ensure_ascii=False, allow_nan=False, separators=(",", ":")))
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n"


def write(made: WindowsMade, path: Path) -> None:
    """Write the features."""
    path.write_bytes(windows_geojson(made).encode("utf-8"))
