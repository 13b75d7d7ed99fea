"""The true boundary of a region: its edges without the cuts that only a flat map has; and points along it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..constants import WGS84_A_KM, WGS84_B_KM
from ..earth import site_itrs_km
from .ellipsoid_area import degree_km

Floats = NDArray[np.float64]

CORNER_SHARE = 0.2  # a corner that sticks out by more than this share of the spacing has a point of its own
_CURVED_MOST_KM = WGS84_B_KM**2 / WGS84_A_KM  # the smallest radius of curvature: an arc's chord is never longer
_BLOCK = 64


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
    """Return points (N, 2) on boundary lines, with all corners that matter, and on each line at least one.

    All of a line up to the next point lies within ``spacing_km`` of the point before. A vertex has a point if without
    it the line would move by more than a fifth of the spacing (Douglas and Peucker, The Canadian Cartographer 10,
    1973). Straight edges are divided evenly; winding ones are walked with dividers, as Richardson measured coasts.
    """
    points = [_along(line, spacing_km) for line in lines]
    return np.vstack(points) if points else np.zeros((0, 2))


def _along(line: Floats, spacing_km: float) -> Floats:
    corners = _corners(_itrs_km(line), CORNER_SHARE * spacing_km)
    pieces = []
    for start, end in pairwise(corners):
        stretch = line[start : end + 1]
        if len(stretch) == 2:
            pieces.append(_divided(stretch, spacing_km)[:-1])
        else:
            pieces.append(_walked(_divided(stretch, 0.25 * spacing_km), spacing_km))
    if (line[0] != line[-1]).any():
        pieces.append(line[-1:])
    return np.vstack(pieces)


def _corners(line_km: Floats, tolerance_km: float) -> list[int]:
    """Return the indices of the vertices, (N, 3) Earth-fixed, that stay; the first and the last among them."""
    kept, open_ends = [0], [(0, len(line_km) - 1)]
    while open_ends:
        start, end = open_ends.pop()
        if end - start > 1:
            off_km = _distance_km(line_km[start + 1 : end], line_km[start], line_km[end])
            farthest = int(np.argmax(off_km))
            if off_km[farthest] > tolerance_km:
                middle = start + 1 + farthest
                open_ends += [(middle, end), (start, middle)]
                continue
        kept.append(end)
    return kept


def _distance_km(points: Floats, start: Floats, end: Floats) -> Floats:
    """Return the distances of points (N, 3) from a straight piece of line."""
    way = end - start
    share = np.clip((points - start) @ way / max(float(way @ way), 1e-30), 0.0, 1.0)
    return np.asarray(np.linalg.norm(points - start - share[:, None] * way, axis=1))


def _divided(line: Floats, longest_km: float) -> Floats:
    """Return a line with its edges divided evenly, so that none is longer than a length."""
    pieces = np.maximum(np.ceil(_edge_km(line) / longest_km - 1e-9).astype(int), 1)
    edge = np.repeat(np.arange(len(pieces)), pieces)
    piece = np.arange(len(edge)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    at = np.append(edge + piece / pieces[edge], len(pieces))
    vertex = np.arange(len(line))
    return np.column_stack([np.interp(at, vertex, line[:, 0]), np.interp(at, vertex, line[:, 1])])


def _walked(line: Floats, spacing_km: float) -> Floats:
    """Return the vertices that dividers opened by the spacing come to, the first but not the last among them."""
    line_km = _itrs_km(line)
    opening_km = 2.0 * _CURVED_MOST_KM * np.sin(min(0.5 * spacing_km / _CURVED_MOST_KM, 0.5 * np.pi))
    kept, last = [0], len(line) - 1
    while True:
        stop = here = kept[-1]
        while stop < last:  # look on in blocks, until one reaches out of the dividers
            block = np.linalg.norm(line_km[stop + 1 : stop + 1 + _BLOCK] - line_km[here], axis=1) > opening_km
            if block.any():
                stop += int(np.argmax(block))
                break
            stop += len(block)
        if stop >= last:
            return line[kept]
        kept.append(max(stop, here + 1))


def _itrs_km(line: Floats) -> Floats:
    return site_itrs_km(lat_deg=line[:, 1], lon_deg=line[:, 0])


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
