"""Rows of cells that all have one area on the ellipsoid, each about as high as it is wide."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..constants import WGS84_A_KM
from ..errors import UsageError
from .ellipsoid_area import EARTH_KM2, latitude_of_share_deg

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SPACING_RANGE_KM = (0.01, 20_000.0)


@dataclass(frozen=True)
class Rows:
    """Rows of cells over the whole Earth, south to north, each from longitude -180 round to 180.

    ``edge_lat_deg`` (R + 1,) are the latitudes between rows, ``lat_deg`` (R,) those that halve each row's area,
    ``cells`` (R,) the cells in each.
    """

    edge_lat_deg: Floats
    lat_deg: Floats
    cells: Ints

    @property
    def cell_km2(self) -> float:
        """Area of every cell."""
        return EARTH_KM2 / float(self.cells.sum())

    def edges_lon_deg(self, row: int, cell: Ints) -> tuple[Floats, Floats]:
        """Return the western and eastern longitudes of cells of a row; -180 and 180 to the last bit."""
        count = int(self.cells[row])
        return 360.0 * (cell / count) - 180.0, 360.0 * ((cell + 1) / count) - 180.0


def rows(spacing_km: float) -> Rows:
    """Return the rows of cells of about ``spacing_km`` by ``spacing_km``; a cell's area is within 1 % of its square
    from 3,000 km down.

    Rows of even height are given whole cells, as many as their area asks for, and then moved so that all cells have
    one area. Raises UsageError for a spacing that is not between 0.01 km and 20,000 km.
    """
    check_spacing(spacing_km)
    total = max(1, round(EARTH_KM2 / spacing_km**2))
    count = max(1, round(math.pi * WGS84_A_KM / spacing_km))
    share_north = 0.5 * (1.0 - np.cos(math.pi * np.arange(count + 1) / count))
    cells_before = np.unique(np.rint(share_north * total).astype(np.int64))
    cells = np.diff(cells_before)
    return Rows(
        edge_lat_deg=latitude_of_share_deg(cells_before / total),
        lat_deg=latitude_of_share_deg((cells_before[:-1] + 0.5 * cells) / total),
        cells=cells,
    )


def check_spacing(spacing_km: float) -> None:
    """Raise UsageError for a spacing that makes no points."""
    low, high = SPACING_RANGE_KM
    if not (math.isfinite(spacing_km) and low <= spacing_km <= high):
        raise UsageError(f"spacing_km = {spacing_km:g} must lie between {low:g} and {high:,.0f} km")
