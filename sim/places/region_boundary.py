"""The true boundary of a region: its edges without the cuts that only a flat map has; and points along it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .ellipsoid_area import degree_km

Floats = NDArray[np.float64]

CORNER_SHARE = 0.1  # a corner that sticks out by more than this share of the spacing has a point of its own


def boundary_lines(shape: Any) -> list[Floats]:
    """Return the boundary of a shape cut at longitude 180, as lines (N, 2) of longitude and latitude in degrees.

    What lies on both sides of longitude 180 is no boundary there, and a pole is a point, not an edge.
    """
    import shapely

    edge = shapely.boundary(shape)
    west, east = (shapely.intersection(edge, _line(x, -90.0, x, 90.0)) for x in (-180.0, 180.0))
    turn = np.array([360.0, 0.0])
    seam = shapely.intersection(west, shapely.transform(east, lambda at: at - turn))
    artificial = [
        seam,
        shapely.transform(seam, lambda at: at + turn),
        _line(-180.0, -90.0, 180.0, -90.0),
        _line(-180.0, 90.0, 180.0, 90.0),
    ]
    for line in artificial:
        if not line.is_empty and shapely.intersects(edge, line):
            edge = shapely.difference(edge, line)
    parts = shapely.get_parts(edge)
    parts = parts[shapely.get_type_id(parts) != shapely.GeometryType.POINT]
    merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(parts))) if len(parts) else []
    return [shapely.get_coordinates(line) for line in merged]


def boundary_points(lines: list[Floats], spacing_km: float) -> Floats:
    """Return points (N, 2) on boundary lines, at most ``spacing_km`` apart along them, with all corners that matter.

    A vertex stays if without it the line would move by more than a tenth of the spacing (Douglas and Peucker, The
    Canadian Cartographer 10, 1973); the stretches between are divided evenly. Every line has at least one point.
    """
    points = [_along(line, spacing_km) for line in lines]
    return np.vstack(points) if points else np.zeros((0, 2))


def _along(line: Floats, spacing_km: float) -> Floats:
    closed = bool((line[0] == line[-1]).all())
    corners = _corners(line, CORNER_SHARE * spacing_km)
    way_km = np.r_[0.0, np.cumsum(_edge_km(line))]
    at_km = [np.zeros(0)]
    for start, end in zip(way_km[corners[:-1]], way_km[corners[1:]], strict=True):
        pieces = max(1, int(np.ceil((end - start) / spacing_km - 1e-9)))
        at_km.append(start + (end - start) * np.arange(pieces) / pieces)
    if not closed:
        at_km.append(way_km[-1:])
    at = np.concatenate(at_km)
    return np.column_stack([np.interp(at, way_km, line[:, 0]), np.interp(at, way_km, line[:, 1])])


def _corners(line: Floats, tolerance_km: float) -> NDArray[np.intp]:
    """Return the indices of the vertices that stay, the first and the last among them."""
    import shapely

    lowest_deg = 0.0 if line[:, 1].min() < 0.0 < line[:, 1].max() else np.abs(line[:, 1]).min()
    lat_km, lon_km = degree_km(90.0)[0], degree_km(lowest_deg)[1]  # the longest degrees: rather a corner too many
    scaled = line * [lon_km, lat_km]
    kept = shapely.get_coordinates(shapely.simplify(shapely.LineString(scaled), tolerance_km, preserve_topology=False))
    corners, i = [0], 0
    for point in kept[1:-1]:
        i += 1
        while (scaled[i] != point).any():
            i += 1
        corners.append(i)
    reach_km = np.hypot(*(scaled - scaled[0]).T)
    if len(corners) == 1 and reach_km.max() > tolerance_km:  # a closed line: from the first vertex there and back
        corners.append(int(np.argmax(reach_km)))
    last = len(line) - 1
    return np.array([*corners, last] if corners[-1] != last else corners)


def _edge_km(line: Floats) -> Floats:
    """Return lengths of edges, km, from above: longitude counted at the end where its degrees are longest."""
    step = np.abs(np.diff(line, axis=0))
    low = np.minimum(np.abs(line[:-1, 1]), np.abs(line[1:, 1]))
    low[np.sign(line[:-1, 1]) * np.sign(line[1:, 1]) < 0.0] = 0.0
    high = np.maximum(np.abs(line[:-1, 1]), np.abs(line[1:, 1]))
    return np.hypot(step[:, 0] * degree_km(low)[1], step[:, 1] * degree_km(high)[0])


def _line(*ends: float) -> Any:
    import shapely

    return shapely.LineString([ends[:2], ends[2:]])
