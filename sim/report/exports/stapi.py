"""Windows and passes as GeoJSON (RFC 7946), each an opportunity of the sensor tasking API (STAPI 0.1).

A feature has its target as geometry, the interval under ``datetime``, a ``product_id``, angles at the middle of the
window under the names of STAC's view extension, and the columns of the CSV. ``view:incidence_angle`` is at the target,
``view:off_nadir`` at the satellite, ``view:sun_elevation`` and ``view:sun_azimuth`` at the target. Outlines of regions
are cut at the antimeridian and simplified.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import DataError
from ..exported import Exported, row_ids
from ..windows_csv import windows_rows
from .ground_lines import wrapped_deg

if TYPE_CHECKING:
    from ..scene import Scene, Spot

DIGITS = 6  # of a degree: 0.1 m
SIMPLER = 0.005  # of a region's larger side: how far its outline may move


def stapi_geojson(made: Exported) -> str:
    """Return the FeatureCollection, a line a row."""
    scene = made.scene
    geometries = [_geometry(spot) for spot in scene.spots]
    angles = _angles(scene)
    lines = []
    for r, (row, one_id) in enumerate(zip(windows_rows(made.columns), row_ids(made), strict=True)):
        target = int(scene.target[r])
        geometry, bbox = geometries[target]
        properties = {
            "datetime": f"{row['start_utc']}/{row['end_utc']}",
            "product_id": row.get("sensor") or row["satellite"],
            **({} if scene.spots[target].region else {name: values[r] for name, values in angles.items()}),
            "target": scene.spots[target].name,
            **row,
        }
        feature = {
            "type": "Feature", "id": one_id, "bbox": bbox, "geometry": geometry, "properties": properties, "links": [],
        }  # fmt: skip
        lines.append(json.dumps(feature, ensure_ascii=False, allow_nan=False, separators=(",", ":")))
    return '{"type": "FeatureCollection", "links": [], "features": [\n' + ",\n".join(lines) + "\n]}\n"


def write(made: Exported, path: Path) -> None:
    """Write the features; the same result gives the same bytes."""
    path.write_bytes(stapi_geojson(made).encode("utf-8"))


def _angles(scene: Scene) -> dict[str, list[float]]:
    """Return the angles at the middle of each row, degrees; without those of the Sun for years without an ephemeris."""
    if scene.start_s.size == 0:
        return {}
    middle_s = 0.5 * (scene.start_s + scene.end_s)
    seen = scene.views(middle_s)
    angles = {"view:off_nadir": seen.off_nadir_deg, "view:incidence_angle": seen.incidence_deg}
    try:
        elevation_deg, azimuth_deg = scene.sun_deg(middle_s)
    except DataError:
        pass
    else:
        angles |= {"view:sun_elevation": elevation_deg, "view:sun_azimuth": azimuth_deg % 360.0}
    return {name: np.round(values, 4).tolist() for name, values in angles.items()}


def _geometry(spot: Spot) -> tuple[dict[str, Any], list[float]]:
    """Return the geometry of a target and its box; west lies above east across the antimeridian (RFC 7946, 5.2)."""
    if spot.region is None:
        lon = round(wrapped_deg(spot.site.lon_deg), DIGITS)
        lat = round(spot.site.lat_deg, DIGITS)
        return {"type": "Point", "coordinates": [lon, lat]}, [lon, lat, lon, lat]
    south, north, west, east = spot.region.bounds
    box = [west, south, east if east <= 180.0 else east - 360.0, north]
    polygons = [
        [[[round(x, DIGITS), round(y, DIGITS)] for x, y in ring.coords] for ring in (one.exterior, *one.interiors)]
        for one in simpler_outline(spot).geoms
    ]
    return {"type": "MultiPolygon", "coordinates": polygons}, [round(value, DIGITS) for value in box]


def simpler_outline(spot: Spot) -> Any:
    """Return the outline of a region as a MultiPolygon, rings counter-clockwise (RFC 7946, 3.1.6), with fewer corners.

    No part is lost, and no point lies farther from the outline than 0.5 % of the region's larger side.
    """
    import shapely

    assert spot.region is not None
    bounds = spot.region.bounds
    larger_deg = max(bounds.north_deg - bounds.south_deg, bounds.east_deg - bounds.west_deg)
    simple = shapely.simplify(spot.region.shape, SIMPLER * larger_deg, preserve_topology=True)
    parts = shapely.get_parts(simple if simple.is_valid else spot.region.shape)
    return shapely.MultiPolygon([shapely.geometry.polygon.orient(one) for one in parts])
