"""Points that stand for a region: inside, each with the area it stands for, and along its boundary."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from .ellipsoid_area import shape_km2
from .equal_area_cells import check_spacing, rows
from .region_boundary import boundary_lines, boundary_points

Floats = NDArray[np.float64]

MOST_POINTS = 2_000_000
SMALLEST_OWN_SHARE = 0.25  # an island of less than this share of a cell counts with the nearest point
DEFAULT_POINTS, FEWEST_INSIDE = 200, 60
FINEST_DEFAULT_KM = 1.0


@dataclass(frozen=True)
class RegionPoints:
    """N points of a region, those inside before those on its boundary.

    ``lat_deg``, ``lon_deg`` (geodetic, longitudes -180 to 180), ``area_km2`` (what each stands for; 0 on the boundary)
    and ``is_boundary`` are (N,); ``height_km`` above WGS84 is the same for all.
    """

    lat_deg: Floats
    lon_deg: Floats
    area_km2: Floats
    is_boundary: NDArray[np.bool_]
    height_km: float = 0.0

    def __len__(self) -> int:
        return len(self.lat_deg)


def sample(shape: Any, *, spacing_km: float, height_km: float = 0.0) -> RegionPoints:
    """Return points of a shape cut at longitude 180 (shapely, degrees): inside on equal-area rows, and its boundary.

    A cell of `equal_area_cells.rows` whose middle lies inside is a point there; what other cells hold counts with the
    nearest point, so that areas add up to the shape's. A part without a middle, but larger than a quarter of a cell,
    has a point of its own, and so has a shape without any. Raises UsageError for a spacing that makes none or too many.
    """
    check_spacing(spacing_km)
    total_km2 = float(shape_km2(shape))
    lines = boundary_lines(shape)
    expected = total_km2 / spacing_km**2
    if expected > MOST_POINTS:
        raise UsageError(f"spacing_km = {spacing_km:g} makes {expected:,.0f} points of the region; take a larger one")
    inside, area_km2 = _inside(shape, spacing_km)
    edge = boundary_points(lines, spacing_km)
    points = np.vstack([inside, edge])
    return RegionPoints(
        lat_deg=points[:, 1].copy(),
        lon_deg=points[:, 0].copy(),
        area_km2=np.r_[area_km2 * (total_km2 / area_km2.sum()), np.zeros(len(edge))],
        is_boundary=np.arange(len(points)) >= len(inside),
        height_km=height_km,
    )


def default_spacing_km(shape: Any) -> float:
    """Return the spacing, km, at which a shape has about 200 points, its boundary included; at least 1 km.

    About 200, because figures over a region (the share of its area, the instant its last point is seen) then move by
    less than a per cent or two from one spacing to the next, and a search for windows of 200 points takes a moment.
    At least 1 km, because orbits are not known better. A shape of many islands has more points, one for each at least:
    60 shall lie inside. Two digits are kept.
    """
    area_km2 = float(shape_km2(shape))
    lines = boundary_lines(shape)

    def count(spacing_km: float) -> float:
        return area_km2 / spacing_km**2 + len(boundary_points(lines, spacing_km))

    fine_km, coarse_km = math.sqrt(area_km2 / DEFAULT_POINTS), math.sqrt(area_km2 / FEWEST_INSIDE)
    if coarse_km > FINEST_DEFAULT_KM and count(coarse_km) < DEFAULT_POINTS:
        while coarse_km > 1.05 * fine_km:
            middle_km = math.sqrt(fine_km * coarse_km)
            fine_km, coarse_km = (middle_km, coarse_km) if count(middle_km) > DEFAULT_POINTS else (fine_km, middle_km)
    return max(FINEST_DEFAULT_KM, float(f"{coarse_km:.2g}"))


def _inside(shape: Any, spacing_km: float) -> tuple[Floats, Floats]:
    """Return the points inside, (N, 2): longitude, latitude, and the area of each, (N,), N at least 1."""
    import shapely

    middles, middle_km2, crumbs, crumb_km2 = _cells(shape, spacing_km)
    parts = shapely.get_parts(shape)
    part_km2 = shape_km2(parts)
    own = part_km2 >= SMALLEST_OWN_SHARE * spacing_km**2
    if len(middles):
        own[np.unique(shapely.STRtree(parts).query(shapely.points(middles), predicate="intersects")[1])] = False
    elif not own.any():
        own[np.argmax(part_km2)] = True
    points = np.vstack([middles, shapely.get_coordinates(shapely.point_on_surface(parts[own]))])
    area_km2 = np.r_[middle_km2, np.zeros(own.sum())]
    if len(crumbs):
        nearest = shapely.STRtree(shapely.points(_true_to_scale(points))).nearest(
            shapely.points(_true_to_scale(crumbs))
        )
        np.add.at(area_km2, nearest, crumb_km2)
    return points, area_km2


def _cells(shape: Any, spacing_km: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the middles of cells that lie inside, their areas within the shape, and the other cells' crumbs of it."""
    import shapely

    _, south, _, north = shape.bounds
    grid = rows(spacing_km, south_deg=south, north_deg=north)
    first = max(int(np.searchsorted(grid.edge_lat_deg, south, side="right")) - 1, 0)
    last = min(int(np.searchsorted(grid.edge_lat_deg, north, side="left")), len(grid.cells))
    middles, pieces = [np.zeros((0, 2))], [np.zeros(0, dtype=object)]
    for row in range(first, last):
        low, high, count = grid.edge_lat_deg[row], grid.edge_lat_deg[row + 1], int(grid.cells[row])
        band = shapely.get_parts(shapely.intersection(shape, shapely.box(-180.0, low, 180.0, high)))
        band = band[shapely.area(band) > 0.0]
        taken = np.zeros(count, dtype=bool)
        for west, _, east, _ in shapely.bounds(band):
            taken[max(int((west + 180.0) / 360.0 * count) - 1, 0) : int((east + 180.0) / 360.0 * count) + 2] = True
        cell = np.flatnonzero(taken)
        west_deg, east_deg = grid.edges_lon_deg(row, cell)
        boxes = shapely.box(west_deg, low, east_deg, high)
        pieces.append(shapely.intersection(boxes, shapely.multipolygons(band)))
        middles.append(np.column_stack([0.5 * (west_deg + east_deg), np.full(len(cell), grid.lat_deg[row])]))
    middle, piece = np.vstack(middles), np.concatenate(pieces)
    area_km2 = shape_km2(piece)
    middle, piece, area_km2 = middle[area_km2 > 0.0], piece[area_km2 > 0.0], area_km2[area_km2 > 0.0]
    inside = shapely.intersects_xy(shape, middle)
    crumbs = shapely.get_coordinates(shapely.centroid(piece[~inside]))
    return middle[inside], area_km2[inside], crumbs, area_km2[~inside]


def _true_to_scale(points: Floats) -> Floats:
    """Return points on the sinusoidal projection, where near is near."""
    return np.column_stack([points[:, 0] * np.cos(np.radians(points[:, 1])), points[:, 1]])
