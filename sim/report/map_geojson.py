"""A map as GeoJSON: one polygon a cell, with the figures as its properties (RFC 7946)."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import UsageError
from ..maps.figures import CoverageMap
from .map_made import MapMade

MOST_CELLS = 50_000


def map_geojson(coverage: CoverageMap, figures: Sequence[str]) -> str:
    """Return the FeatureCollection, a line a cell; rings run counter-clockwise, longitudes from -180 to 180.

    A cell that crosses the antimeridian is cut there into a MultiPolygon (RFC 7946, 3.1.9); cells end at the poles. A
    figure that is not there is null. What was mapped stands under "about". Cells outside the points of interest are
    left out. Raises UsageError above 50,000 cells.
    """
    grid = coverage.grid
    inside = np.ones(grid.shape, dtype=bool) if coverage.inside is None else coverage.inside
    check(int(inside.sum()))
    values = {name: coverage.figure(name) for name in figures}
    half = 0.5 * grid.lat_step_deg
    features = []
    for i, lat in enumerate(grid.lat_deg.tolist()):
        south, north = max(lat - half, -90.0), min(lat + half, 90.0)
        for j in np.flatnonzero(inside[i]).tolist():
            west = grid.west_deg + (j - 0.5) * grid.lon_step_deg
            features.append(
                {
                    "type": "Feature",
                    "geometry": _geometry(south, north, west, west + grid.lon_step_deg),
                    "properties": {name: _rounded(float(value[i, j])) for name, value in values.items()},
                }
            )
    head = {"type": "FeatureCollection", "bbox": _bbox(coverage), "about": coverage.described}
    start = json.dumps(head, ensure_ascii=False)[:-1]
    lines = [json.dumps(one, ensure_ascii=False, allow_nan=False, separators=(",", ":")) for one in features]
    return start + ', "features": [\n' + ",\n".join(lines) + "\n]}\n"


def check(cells: int) -> None:
    """Raise UsageError for more cells than a GeoJSON file should hold."""
    if cells > MOST_CELLS:
        raise UsageError(
            f"{cells:,} cells are too many for GeoJSON, at most {MOST_CELLS:,}: take a larger step, a smaller box, or "
            "write .nc or .tif"
        )


def write(made: MapMade, path: Path) -> None:
    """Write the map."""
    path.write_bytes(map_geojson(made.coverage, made.figures).encode("utf-8"))


def _geometry(south: float, north: float, west: float, east: float) -> dict[str, Any]:
    rings = []
    for low, high in _pieces(west, east):
        low, high, below, above = (round(value, 9) for value in (low, high, south, north))
        rings.append([[low, below], [high, below], [high, above], [low, above], [low, below]])
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings}
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}


def _pieces(west: float, east: float) -> list[tuple[float, float]]:
    """Return a stretch of longitude cut at the antimeridian, each piece from -180 to 180."""
    tiny = 1e-9
    turn = 360.0 * math.floor((west + 180.0 + tiny) / 360.0)
    west, east = west - turn, east - turn
    if east <= 180.0 + tiny:
        return [(max(west, -180.0), min(east, 180.0))]
    return [(west, 180.0), (-180.0, east - 360.0)]


def _bbox(coverage: CoverageMap) -> list[float]:
    """Return west, south, east, north; west above east where the map crosses the antimeridian (RFC 7946, 5.2)."""
    grid = coverage.grid
    west = grid.west_deg - 0.5 * grid.lon_step_deg
    pieces = _pieces(west, west + min(grid.columns * grid.lon_step_deg, 360.0))
    if grid.columns * grid.lon_step_deg > 360.0 - 1e-9:
        pieces = [(-180.0, 180.0)]
    south = max(grid.south_deg - 0.5 * grid.lat_step_deg, -90.0)
    north = min(grid.south_deg + (grid.rows - 0.5) * grid.lat_step_deg, 90.0)
    return [round(value, 9) for value in (pieces[0][0], south, pieces[-1][1], north)]


def _rounded(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)
