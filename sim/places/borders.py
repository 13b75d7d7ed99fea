"""Coasts and borders of the world, 1:50 million: Natural Earth, vendored (`sim/data/README.md`).

Good for countries and pictures, not for fences: the lines are generalised to a few km, stand on steps of 0.0036 degrees
of longitude and 0.0017 of latitude, and leave out islands of a few km2. Borders are drawn as they are held (de facto).
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..shipped import data_path

Floats = NDArray[np.float64]

BORDERS = "borders_50m.json"


class Line(NamedTuple):
    """A piece of coast or border: longitudes and latitudes (N,), degrees, without jumps; two lands' or one's."""

    lon_deg: Floats
    lat_deg: Floats
    is_coast: bool


class Topology(NamedTuple):
    """Arcs, (N, 2) each, longitude and latitude in degrees; and the polygons of each country as rings of arcs.

    A ring's number i >= 0 is the arc i, and ~i the same arc backwards, as TopoJSON has it.
    """

    arcs: list[Floats]
    countries: dict[str, list[list[list[int]]]]


def border_lines(*, west_deg: float, east_deg: float, south_deg: float, north_deg: float) -> list[Line]:
    """Return the coasts and borders that may show in a map's frame, each once, in the frame's count of longitude.

    ``east_deg`` above 180, or ``west_deg`` below -180, goes on past the antimeridian. Lines are not cut at the frame.
    """
    found = []
    for line in _lines():
        if line.lat_deg.max() < south_deg or line.lat_deg.min() > north_deg:
            continue
        west, east = line.lon_deg.min(), line.lon_deg.max()
        first, last = int(np.ceil((west_deg - east) / 360.0)), int(np.floor((east_deg - west) / 360.0))
        found += [Line(line.lon_deg + 360.0 * turn, line.lat_deg, line.is_coast) for turn in range(first, last + 1)]
    return found


@cache
def topology() -> Topology:
    """Return the vendored coasts and borders. Raises DataError where the installation lacks them."""
    with data_path(BORDERS).open(encoding="utf-8") as file:
        world: dict[str, Any] = json.load(file)
    scale, origin = (np.array(world["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + origin for arc in world["arcs"]]
    for arc in arcs:  # the last step of the scale is 180 up to rounding
        lon = arc[:, 0]
        arc[:, 0] = np.where(np.abs(np.abs(lon) - 180.0) < 1e-9, np.copysign(180.0, lon), lon)
    return Topology(
        arcs, {one["properties"]["name"]: one["arcs"] for one in world["objects"]["countries"]["geometries"]}
    )


def rings(polygon: list[list[int]]) -> list[Floats]:
    """Return the rings, (N, 2) each and closed, of a polygon of the topology."""
    arcs = topology().arcs
    return [np.vstack([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]) for ring in polygon]


@cache
def _lines() -> tuple[Line, ...]:
    """Return each arc once, unwrapped, without pieces along longitude 180, where the flat map was cut."""
    arcs, countries = topology()
    used = np.zeros(len(arcs), dtype=int)
    for polygons in countries.values():
        for polygon in polygons:
            for ring in polygon:
                for i in ring:
                    used[i if i >= 0 else ~i] += 1
    found = []
    for arc, count in zip(arcs, used, strict=True):
        lon = np.unwrap(arc[:, 0], period=360.0)
        cut = np.flatnonzero((np.abs(arc[:-1, 0]) == 180.0) & (np.abs(arc[1:, 0]) == 180.0)) + 1
        pieces = zip(np.split(lon, cut), np.split(arc[:, 1], cut), strict=True)
        found += [Line(x, y, count < 2) for x, y in pieces if count and len(x) > 1]
    return tuple(found)
