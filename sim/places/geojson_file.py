"""The features of a GeoJSON document (RFC 7946), whatever they are for: points to look at or regions."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from ..errors import UsageError
from ..plain_text import quoted
from .coordinate_systems import ToLonLat, of_geojson


class Feature(NamedTuple):
    """One feature: where it stands (for messages), its properties, and its geometry's object, None if it has none.

    ``to_lon_lat`` takes its coordinates to longitude and latitude on WGS84; None where they are that.
    """

    where: str
    properties: dict[str, Any]
    geometry: dict[str, Any] | None
    to_lon_lat: ToLonLat | None = None


def looks_like_json(text: str) -> bool:
    """Return whether a file's text is JSON rather than CSV: its first sign is a brace."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def parse_document(text: str, *, source: str) -> dict[str, Any]:
    """Return the object of a JSON text. Raises UsageError, with line and column, for text that is none."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(f"{source} is not JSON: {error}") from None
    except RecursionError:
        raise UsageError(f"{source} is nested too deeply to be GeoJSON") from None
    except ValueError:  # Python turns whole numbers of up to 4,300 digits into numbers
        raise UsageError(f"{source} holds a whole number of thousands of digits, which is no coordinate") from None
    if not isinstance(document, dict):
        raise UsageError(f"{source} holds a JSON {type(document).__name__}; GeoJSON is an object with a type")
    return document


def features(document: dict[str, Any], *, source: str) -> list[Feature]:
    """Return the features of a document; a bare geometry is one without properties.

    A ``crs`` counts where it stands, the inner one first. Raises UsageError for a document that is no GeoJSON, for one
    that holds nothing, and for coordinates that `sim.places.coordinate_systems` cannot take to WGS84.
    """
    to_lon_lat = of_geojson(document.get("crs"), source=source)
    kind = document.get("type")
    if kind == "FeatureCollection":
        entries = document.get("features")
        if not isinstance(entries, list):
            raise UsageError(f"{source}: a FeatureCollection must hold a list of features")
        if not entries:
            raise UsageError(f"{source}: the list of features is empty")
        return [_feature(entry, f"{source}, feature {i}", to_lon_lat) for i, entry in enumerate(entries, start=1)]
    if kind == "Feature":
        return [_feature(document, source, to_lon_lat)]
    if kind in ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"):
        return [Feature(source, {}, document, to_lon_lat)]
    if kind == "GeometryCollection":
        raise UsageError(f"{source}: a GeometryCollection says nothing by itself; give features instead")
    if kind == "Topology":
        raise UsageError(f"{source} is TopoJSON; convert it to GeoJSON first")
    raise UsageError(f"{source}: the type {quoted(kind)} is none of GeoJSON's, such as Feature or Polygon")


def _feature(entry: Any, where: str, to_lon_lat: ToLonLat | None) -> Feature:
    if not isinstance(entry, dict) or entry.get("type") != "Feature":
        raise UsageError(f'{where}: must be an object with "type": "Feature"')
    properties, geometry = entry.get("properties") or {}, entry.get("geometry")
    if not isinstance(properties, dict):
        raise UsageError(f"{where}: properties must be an object, not {quoted(properties)}")
    if geometry is not None and not isinstance(geometry, dict):
        raise UsageError(f"{where}: geometry must be an object, not {quoted(geometry)}")
    for inner in (entry, geometry or {}):
        if "crs" in inner:
            to_lon_lat = of_geojson(inner["crs"], source=where)
    if "name" not in properties and isinstance(entry.get("id"), str):
        properties = {"name": entry["id"], **properties}
    return Feature(where, properties, geometry, to_lon_lat)
