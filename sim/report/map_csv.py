"""A map as CSV: one line a point."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..maps.figures import CoverageMap
from .map_made import MapMade


def map_csv(coverage: CoverageMap, figures: Sequence[str]) -> str:
    """Return the table: lat_deg, lon_deg (-180 to 180), area_km2, the figures; west to east, south to north.

    Figures have four decimals, places six; an empty cell is a figure that is not there. Points outside the points of
    interest are left out.
    """
    grid = coverage.grid
    values = [coverage.figure(name) for name in figures]
    inside = np.ones(grid.shape, dtype=bool) if coverage.inside is None else coverage.inside
    lon_deg = (grid.lon_deg + 180.0) % 360.0 - 180.0
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["lat_deg", "lon_deg", "area_km2", *figures])
    for i, (lat, area) in enumerate(zip(grid.lat_deg.tolist(), grid.cell_km2.tolist(), strict=True)):
        held = np.flatnonzero(inside[i])
        columns = [[_text(value) for value in one[i, held].tolist()] for one in values]
        ends = zip(*columns, strict=True) if columns else ((),) * held.size
        for lon, cells in zip(lon_deg[held].tolist(), ends, strict=True):
            writer.writerow([_text(lat, 6), _text(lon, 6), _text(area), *cells])
    return out.getvalue()


def write(made: MapMade, path: Path) -> None:
    """Write the map."""
    path.write_bytes(map_csv(made.coverage, made.figures).encode("utf-8"))


def _text(value: float, decimals: int = 4) -> str:
    if value != value:
        return ""
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
