"""Regions from GeoJSON (RFC 7946): polygons, with holes, alone or chosen among features by a property."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..plain_text import quoted
from .coordinate_systems import rings_to_lon_lat
from .geojson_file import Feature, features, parse_document
from .regions import Region, region_of_polygons, united
from .selection import chosen
from .text_file import read_text


def region_of_geojson(document: Mapping[str, Any], *, name: str = "", select: str = "", source: str = "") -> Region:
    """Return the region of a GeoJSON object: a Polygon, a MultiPolygon, a Feature or a FeatureCollection.

    Of several features ``select`` says which: a name, or ``property=value``; ``*`` takes them all. Those that match
    are united. Without ``name`` the region is called by what selected it, its property ``name``, or its source. Raises
    UsageError for a document without polygons, a choice that fits none, and rings that `sim.places.rings` refuses.
    """
    source = source or "the GeoJSON object"
    found = chosen(
        features(dict(document), source=source), select, source=source, properties=lambda one: one.properties
    )
    own = _own_name(found[0]) if len(found) == 1 and not name else ""
    name = name or own or select.rpartition("=")[2].strip(" *") or source
    return united(name, [_region(feature, name) for feature in found])


def read_geojson_region(path: str | Path, *, name: str = "", select: str = "") -> Region:
    """Return the region of a GeoJSON file; see `region_of_geojson`. Raises UsageError where it cannot be read."""
    path = Path(path)
    text = read_text(path, what="the region file")
    if text.lstrip().startswith("<"):
        raise UsageError(f"{path.name} is XML, such as KML; convert it to GeoJSON, as ogr2ogr does")
    document = parse_document(text, source=path.name)
    return _named(region_of_geojson(document, name=name, select=select, source=path.name), path)


def _named(region: Region, path: Path) -> Region:
    return Region(path.stem, region.shape) if region.name == path.name else region


def _region(feature: Feature, name: str) -> Region:
    geometry = feature.geometry or {}
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise UsageError(
            f"{feature.where}: a region must be a Polygon or MultiPolygon, not "
            + (kind if isinstance(kind, str) else "a feature without geometry" if kind is None else quoted(kind))
        )
    polygons: Any = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, (list, tuple)) or not all(isinstance(rings, (list, tuple)) for rings in polygons):
        raise UsageError(f"{feature.where}: the coordinates of a {kind} must be a list of rings")
    if feature.to_lon_lat is not None:
        polygons = [[rings_to_lon_lat(r, feature.to_lon_lat, feature.where) for r in rings] for rings in polygons]
    return region_of_polygons(name, polygons, where=feature.where)


def _own_name(feature: Feature) -> str:
    """Return the property name, or nothing. Raises UsageError for a name that is neither text nor a whole number."""
    name = feature.properties.get("name")
    if name is None:
        return ""
    if isinstance(name, bool) or not isinstance(name, str | int):
        raise UsageError(f"{feature.where}: the name {quoted(name)} must be text")
    return " ".join(str(name).split())
