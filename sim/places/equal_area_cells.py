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
    """Rows of cells, R of them from south to north, each from longitude -180 round to 180.

    ``edge_lat_deg`` (R + 1,) are the latitudes between rows, ``lat_deg`` (R,) those that halve each row's area,
    ``cells`` (R,) the cells in each, all of one area, ``cell_km2``.
    """

    edge_lat_deg: Floats
    lat_deg: Floats
    cells: Ints
    cell_km2: float

    def edges_lon_deg(self, row: int, cell: Ints) -> tuple[Floats, Floats]:
        """Return the western and eastern longitudes of cells of a row; -180 and 180 to the last bit."""
        count = int(self.cells[row])
        return 360.0 * (cell / count) - 180.0, 360.0 * ((cell + 1) / count) - 180.0


def rows(spacing_km: float, *, south_deg: float = -90.0, north_deg: float = 90.0) -> Rows:
    """Return the rows of cells of about ``spacing_km`` by ``spacing_km`` that cover a zone, by default the Earth.

    Rows of even height are given whole cells, as many as their area asks for, and then moved so that all cells have
    one area: within 1 % of the spacing's square, from 3,000 km down. Raises UsageError for a spacing that is not
    between 0.01 km and 20,000 km.
    """
    check_spacing(spacing_km)
    total = max(1, round(EARTH_KM2 / spacing_km**2))
    count = max(1, round(math.pi * WGS84_A_KM / spacing_km))
    # Even heights are meant on the sphere of equal area, whose latitudes are at most 0.13 degrees lower than geodetic.
    first = math.floor((south_deg + 90.0 - 0.13) / 180.0 * count) - 1
    last = math.ceil((north_deg + 90.0 + 0.13) / 180.0 * count) + 1
    edge = np.arange(max(first, 0), min(last, count) + 1)
    cells_before = np.rint(0.5 * (1.0 - np.cos(math.pi * edge / count)) * total).astype(np.int64)
    cells = np.diff(cells_before)
    return Rows(
        edge_lat_deg=latitude_of_share_deg(cells_before / total),
        lat_deg=latitude_of_share_deg((cells_before[:-1] + 0.5 * cells) / total),
        cells=cells,
        cell_km2=EARTH_KM2 / total,
    )


def check_spacing(spacing_km: float) -> None:
    """Raise UsageError for a spacing that makes no points."""
    low, high = SPACING_RANGE_KM
    if not (math.isfinite(spacing_km) and low <= spacing_km <= high):
        raise UsageError(f"spacing_km = {spacing_km:g} must lie between {low:g} and {high:,.0f} km")
