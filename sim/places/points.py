"""Points spread over the Earth or a region, each standing for an area: lattices for figures and maps."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from .ellipsoid_area import EARTH_KM2, latitude_of_share_deg, zone_km2_per_rad
from .equal_area_cells import check_spacing, rows
from .sites import Site

if TYPE_CHECKING:
    from .regions import Region

Floats = NDArray[np.float64]

GOLDEN_TURN = 0.5 * (3.0 - math.sqrt(5.0))  # the golden angle as a share of a turn
MOST_POINTS = 20_000_000
_BLOCK = 1_000_000


@dataclass(frozen=True)
class Points:
    """N points: geodetic ``lat_deg`` and ``lon_deg`` (-180 to 180), and ``area_km2``, what each stands for, all (N,).

    The areas add up to the Earth's, 510,065,622 km2, or to the region's.
    """

    lat_deg: Floats
    lon_deg: Floats
    area_km2: Floats

    def __len__(self) -> int:
        return len(self.lat_deg)

    def sites(self, prefix: str = "point", *, height_km: float = 0.0) -> list[Site]:
        """Return the points as places, named ``prefix 1`` and on; each weighs its share of the area times N."""
        mean_km2 = float(self.area_km2.mean())
        return [
            Site(f"{prefix} {i}", lat_deg=lat, lon_deg=lon, height_km=height_km, weight=area / mean_km2)
            for i, (lat, lon, area) in enumerate(
                zip(self.lat_deg.tolist(), self.lon_deg.tolist(), self.area_km2.tolist(), strict=True), start=1
            )
        ]


def fibonacci(*, count: int | None = None, spacing_km: float | None = None, region: Region | None = None) -> Points:
    """Return a Fibonacci lattice: points on a spiral from pole to pole, each with the same area around it.

    Give how many points, or the spacing: the side of the square that each stands for. Gonzalez, Mathematical
    Geosciences 42 (2010), 49, on the sphere of equal area, so that areas on the ellipsoid are equal too. Distances to
    the nearest neighbour lie from 0.87 to 1.00 of the spacing, half of them above 0.95, and the lattice favours no
    direction. With a region: those of the whole Earth's points that lie in it, about ``count`` and at least one.
    Raises UsageError for a number or a spacing that makes no points or too many.
    """
    if (count is None) == (spacing_km is None):
        raise UsageError("a Fibonacci lattice wants either count or spacing_km")
    area_km2 = EARTH_KM2 if region is None else region.area_km2
    if spacing_km is not None:
        check_spacing(spacing_km)
        total = max(1, round(EARTH_KM2 / spacing_km**2))
    elif count is not None and 1 <= count <= MOST_POINTS:
        total = max(1, round(count * EARTH_KM2 / area_km2))
    else:
        raise UsageError(f"count = {count} must lie between 1 and {MOST_POINTS:,}")
    _refuse_too_many(total * area_km2 / EARTH_KM2)
    if region is None:
        lat, lon = _lattice(np.arange(total, dtype=np.float64), total)
        return Points(lat, lon, np.full(total, EARTH_KM2 / total))
    half_km2 = float(zone_km2_per_rad(90.0))
    south, north = 0.5 + 0.5 * zone_km2_per_rad(region.bounds[:2]) / half_km2
    found = [np.zeros((0, 2))]
    for first in range(max(int(south * total) - 1, 0), min(int(north * total) + 2, total), _BLOCK):
        last = min(first + _BLOCK, int(north * total) + 2, total)
        lat, lon = _lattice(np.arange(first, last, dtype=np.float64), total)
        inside = region.contains(lat, lon)
        found.append(np.column_stack([lat[inside], lon[inside]]))
    return _equal_shares(np.vstack(found), region)


def equal_area_rows(spacing_km: float, region: Region | None = None) -> Points:
    """Return the middles of equal-area cells in rows of latitude (`sim.places.equal_area_cells`).

    ``spacing_km`` is the side of the square with a cell's area. Distances to the nearest neighbour lie from 0.85 to
    1.06 of the spacing, half of them above 0.98 (where there are 100 points or more). With a region: its points
    inside, and what lies in cells whose middle does not counts with the nearest (`Region.sample`). Raises UsageError
    for a spacing out of range.
    """
    if region is not None:
        found = region.sample(spacing_km)
        inside = ~found.is_boundary
        return Points(found.lat_deg[inside], found.lon_deg[inside], found.area_km2[inside])
    check_spacing(spacing_km)
    _refuse_too_many(EARTH_KM2 / spacing_km**2)
    grid = rows(spacing_km)
    row = np.repeat(np.arange(len(grid.cells)), grid.cells)
    cell = np.arange(len(row)) - np.repeat(np.cumsum(grid.cells) - grid.cells, grid.cells)
    lon = 360.0 * (cell + 0.5) / grid.cells[row] - 180.0
    return Points(grid.lat_deg[row], lon, np.full(len(row), grid.cell_km2))


def _lattice(i: Floats, total: int) -> tuple[Floats, Floats]:
    """Return latitude and longitude of points number ``i`` of a lattice of ``total``, south to north."""
    turn = np.mod(i * GOLDEN_TURN, 1.0)
    return latitude_of_share_deg((i + 0.5) / total), 360.0 * turn - 180.0


def _equal_shares(found: Floats, region: Region) -> Points:
    if not len(found):
        import shapely

        at = shapely.get_coordinates(shapely.point_on_surface(region.shape))[:, ::-1]
        found = np.asarray(at, dtype=np.float64)
    return Points(found[:, 0].copy(), found[:, 1].copy(), np.full(len(found), region.area_km2 / len(found)))


def _refuse_too_many(count: float) -> None:
    if count > MOST_POINTS:
        raise UsageError(f"that makes {count:,.0f} points; at most {MOST_POINTS:,} are possible")
