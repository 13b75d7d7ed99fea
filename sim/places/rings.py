"""Rings of vertices on a round Earth, made into flat shapes: unwrapped, closed over a pole, cut at longitude 180.

An edge between two vertices is a straight line in longitude and latitude (RFC 7946, 3.1.1). It goes the short way
round the Earth: from 170 to -170 over the antimeridian, whether or not the ring was cut there. From -100 to 100 it is
not clear whether the short way was meant, so steps between 180 and 240 degrees are refused. A ring that winds once
round the Earth encloses the pole on its side of the equator.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError

Floats = NDArray[np.float64]

FARTHEST_LON_DEG = 540.0  # one and a half turns: any habit of counting on past 180
UNCLEAR_DEG = (180.0, 240.0)


def flat_polygon(rings: Sequence[ArrayLike], *, where: str) -> Any:
    """Return the shapely shape, within longitudes -180 to 180, of a shell and its holes, (N, 2) each, lon and lat.

    Rings may be closed or not and run either way. Raises UsageError, beginning with ``where``, for a ring without area,
    one that crosses itself (saying where), one with an edge that is not clear, and holes that reach out of the shell.
    """
    import shapely

    if len(rings) == 0:
        raise UsageError(f"{where}: a polygon without a ring encloses nothing")
    shell, *holes = (flat_ring(ring, where=where if i == 0 else f"{where}, hole {i}") for i, ring in enumerate(rings))
    for i, hole in enumerate(holes, start=1):
        if shapely.difference(hole, shell).area > 1e-9 * hole.area:
            raise UsageError(f"{where}, hole {i}: the hole reaches outside its polygon")
    return only_polygons(shapely.difference(shell, shapely.union_all(holes))) if holes else shell


def flat_ring(ring: ArrayLike, *, where: str) -> Any:
    """Return what one ring (N, 2) encloses, as a shapely shape within longitudes -180 to 180."""
    points = _checked(ring, where)
    path = _unwrapped(points, where)
    turns = round((path[-1, 0] - path[0, 0]) / 360.0)
    if abs(turns) > 1:
        raise UsageError(f"{where}: the ring winds {abs(turns)} times round the Earth")
    if turns:
        pole_deg = _enclosed_pole_deg(path, where)
        path = np.vstack([path, [[path[-1, 0], pole_deg], [path[0, 0], pole_deg]]])
    return _cut(_uncrossed(path, where), where)


def only_polygons(shape: Any) -> Any:
    """Return a shape without the points and lines that cutting may leave behind, as a MultiPolygon."""
    import shapely

    parts = shapely.get_parts(shapely.get_parts(np.atleast_1d(shape)))
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def _checked(ring: ArrayLike, where: str) -> Floats:
    try:
        given = np.asarray(ring)
        # Text and truth values become numbers in numpy's hands; they are none.
        points = given.astype(np.float64) if given.dtype.kind in "fiu" else np.zeros(0)
        is_endless = (
            given.dtype.kind == "O" and given.ndim == 2 and all(_is_number_of_any_size(value) for value in given.flat)
        )
    except (TypeError, ValueError):
        points, is_endless = np.zeros(0), False
    if is_endless:
        raise UsageError(f"{where}: a coordinate is a whole number too large for any place")
    if points.ndim != 2 or points.shape[1] not in (2, 3):
        raise UsageError(f"{where}: a ring must be a list of positions, each longitude and latitude")
    points = points[:, :2]  # heights of vertices say nothing about what lies between them
    if not np.isfinite(points).all():
        raise UsageError(f"{where}: longitudes and latitudes must be finite numbers")
    beyond = (np.abs(points) > [FARTHEST_LON_DEG, 90.0]).any(axis=1)
    if beyond.any():
        lon_deg, lat_deg = points[np.argmax(beyond)]
        hint = "are longitude and latitude swapped?"
        if max(abs(lat_deg), abs(lon_deg)) > 360.0:
            hint = "are these projected coordinates? Give degrees on WGS84"
        raise UsageError(f"{where}: no place has longitude {lon_deg:.10g} and latitude {lat_deg:.10g}; {hint}")
    points = points[np.r_[True, np.any(points[1:] != points[:-1], axis=1)]]
    if len(points) > 1 and (points[0] == points[-1]).all():
        points = points[:-1]
    if len(points) < 3:
        raise UsageError(f"{where}: a ring needs three different vertices, not {len(points)}")
    return points


def _is_number_of_any_size(value: Any) -> bool:
    """Return whether a value is a number, whole or not, of any size."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _unwrapped(points: Floats, where: str) -> Floats:
    """Return the closed ring with longitudes that go on past 180, (N + 1, 2): the last vertex is the first again."""
    closed = np.vstack([points, points[:1]])
    step = np.diff(closed[:, 0])
    wide = np.abs(step)
    # Along a pole, and where all vertices lie on the antimeridian, longitudes mean what they say: the whole circle.
    stated = (np.abs(closed[:-1, 1]) == 90.0) & (closed[:-1, 1] == closed[1:, 1])
    stated |= bool((np.abs(points[:, 0]) == 180.0).all())
    unclear = ~stated & (np.mod(wide, 360.0) > UNCLEAR_DEG[0]) & (np.mod(wide, 360.0) < UNCLEAR_DEG[1])
    if unclear.any():
        i = int(np.argmax(unclear))
        raise UsageError(
            f"{where}: the edge from longitude {closed[i, 0]:.10g} to {closed[i + 1, 0]:.10g} could go either way "
            "round the Earth; put a vertex between them"
        )
    step = np.where(stated, step, step - 360.0 * np.rint(step / 360.0))
    path = closed.copy()
    path[1:, 0] = closed[0, 0] + np.cumsum(step)
    # The sum is only there to count turns: each vertex keeps its own longitude to the last bit, and whole turns.
    path[:, 0] = closed[:, 0] + 360.0 * np.rint((path[:, 0] - closed[:, 0]) / 360.0)
    cut_deg = 360.0 * np.rint((path[:, 0] - 180.0) / 360.0) + 180.0
    path[:, 0] = np.where(np.abs(path[:, 0] - cut_deg) < 1e-11, cut_deg, path[:, 0])  # no slivers of rounding
    return path


def _enclosed_pole_deg(path: Floats, where: str) -> float:
    south, north = path[:, 1].min(), path[:, 1].max()
    if south >= 0.0 or (north == 90.0 and south > -90.0):
        return 90.0
    if north <= 0.0 or (south == -90.0 and north < 90.0):
        return -90.0
    raise UsageError(
        f"{where}: the ring winds round the Earth on both sides of the equator, latitude {south:.6g} to {north:.6g}; "
        "cut it at longitude 180 to say which pole it encloses"
    )


def _uncrossed(path: Floats, where: str) -> Any:
    """Return the flat shape inside an unwrapped ring; a ring may touch itself but not cross itself."""
    import shapely

    x, y = (path - path[0]).T
    signed = 0.5 * abs(float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)))
    polygon = shapely.Polygon(_with_vertices_at_the_cut(path))
    whole = polygon if polygon.is_valid else only_polygons(shapely.make_valid(polygon))
    if whole.area <= 1e-18:
        raise UsageError(f"{where}: the ring encloses no area")
    if abs(whole.area - signed) <= 1e-9 * whole.area:
        return whole
    # Loops of a ring that crosses itself count twice or against each other in the signed area.
    place = re.search(r"\[(\S+) (\S+)\]", shapely.is_valid_reason(polygon))
    at = f" near longitude {float(place[1]):.6g}, latitude {float(place[2]):.6g}" if place else ""
    raise UsageError(f"{where}: the ring crosses itself{at}; which side of it is inside cannot be told")


def _with_vertices_at_the_cut(path: Floats) -> Floats:
    """Return the ring with a vertex wherever it crosses longitude 180, so that both sides of the cut have the same."""
    turn = np.floor((path[:, 0] + 180.0) / 360.0)
    crossing = np.flatnonzero(turn[1:] != turn[:-1])
    pieces, done = [], 0
    for i in crossing:
        start, end = path[i], path[i + 1]
        low, high = sorted((start[0], end[0]))
        cuts = 360.0 * np.arange(np.floor((low + 180.0) / 360.0) + 1.0, np.ceil((high + 180.0) / 360.0)) - 180.0
        cuts = cuts if end[0] > start[0] else cuts[::-1]
        lat = start[1] + (end[1] - start[1]) * (cuts - start[0]) / (end[0] - start[0])
        pieces += [path[done : i + 1], np.column_stack([cuts, lat])]
        done = int(i) + 1
    return np.vstack([*pieces, path[done:]])


def _cut(shape: Any, where: str) -> Any:
    """Return an unwrapped shape cut at longitude 180, its pieces moved to -180 to 180."""
    import shapely

    west, _, east, _ = shape.bounds
    pieces = []
    for turn in range(int(np.floor((west + 180.0) / 360.0)), int(np.ceil((east + 180.0) / 360.0))):
        middle = 360.0 * turn
        piece = shape
        if west < middle - 180.0 or east > middle + 180.0:
            piece = shapely.intersection(shape, shapely.box(middle - 180.0, -90.0, middle + 180.0, 90.0))
        pieces.append(only_polygons(shapely.transform(piece, lambda at, middle=middle: _moved(at, middle))))
    whole = only_polygons(shapely.union_all(pieces))
    if whole.area < (1.0 - 1e-9) * shape.area:
        raise UsageError(f"{where}: the ring reaches more than once round the Earth and covers itself")
    return whole


def _moved(at: Floats, middle: float) -> Floats:
    lon = at[:, 0] - middle
    lon = np.where(np.abs(np.abs(lon) - 180.0) < 1e-12, np.sign(lon) * 180.0, lon)
    return np.column_stack([lon, at[:, 1]])
