"""The features of a GeoJSON document (RFC 7946), whatever they are for: points to look at or regions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import UsageError


class Feature(NamedTuple):
    """One feature: where it stands (for messages), its properties, and its geometry's object, None if it has none."""

    where: str
    properties: dict[str, Any]
    geometry: dict[str, Any] | None


def looks_like_json(text: str) -> bool:
    """Return whether a file's text is JSON rather than CSV: its first sign is a brace."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read_text(path: str | Path, *, what: str) -> str:
    """Return the text of a UTF-8 file, without a byte-order mark. Raises UsageError where it cannot be read."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot read {what} {path}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{what} {path} is not text in UTF-8: {error}") from None


def parse_document(text: str, *, source: str) -> dict[str, Any]:
    """Return the object of a JSON text. Raises UsageError, with line and column, for text that is none."""
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UsageError(f"{source} is not JSON: {error}") from None
    if not isinstance(document, dict):
        raise UsageError(f"{source} holds a JSON {type(document).__name__}; GeoJSON is an object with a type")
    return document


def features(document: dict[str, Any], *, source: str) -> list[Feature]:
    """Return the features of a document; a bare geometry is one without properties.

    Raises UsageError for a document that is no GeoJSON, for one that holds nothing, and for coordinates that are
    stated to be other than longitude and latitude on WGS84.
    """
    _refuse_other_coordinates(document, source)
    kind = document.get("type")
    if kind == "FeatureCollection":
        entries = document.get("features")
        if not isinstance(entries, list):
            raise UsageError(f"{source}: a FeatureCollection must hold a list of features")
        if not entries:
            raise UsageError(f"{source}: the list of features is empty")
        return [_feature(entry, f"{source}, feature {i}") for i, entry in enumerate(entries, start=1)]
    if kind == "Feature":
        return [_feature(document, source)]
    if kind in ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"):
        return [Feature(source, {}, document)]
    if kind == "GeometryCollection":
        raise UsageError(f"{source}: a GeometryCollection says nothing by itself; give features instead")
    if kind == "Topology":
        raise UsageError(f"{source} is TopoJSON; convert it to GeoJSON first")
    raise UsageError(f"{source}: the type {kind!r} is none of GeoJSON's, such as Feature or Polygon")


def _feature(entry: Any, where: str) -> Feature:
    if not isinstance(entry, dict) or entry.get("type") != "Feature":
        raise UsageError(f'{where}: must be an object with "type": "Feature"')
    properties, geometry = entry.get("properties") or {}, entry.get("geometry")
    if not isinstance(properties, dict):
        raise UsageError(f"{where}: properties must be an object, not {properties!r}")
    if geometry is not None and not isinstance(geometry, dict):
        raise UsageError(f"{where}: geometry must be an object, not {geometry!r}")
    if "name" not in properties and isinstance(entry.get("id"), str):
        properties = {"name": entry["id"], **properties}
    return Feature(where, properties, geometry)


def _refuse_other_coordinates(document: dict[str, Any], source: str) -> None:
    """Refuse the `crs` of GeoJSON's first edition (2008) where it names projected or other coordinates."""
    crs = document.get("crs")
    if crs is None:
        return
    name = str(crs.get("properties", {}).get("name", crs) if isinstance(crs, dict) else crs)
    if not name.endswith(("CRS84", "EPSG::4326", "EPSG:4326")):
        raise UsageError(f"{source}: the coordinates are {name}; give longitude and latitude on WGS84 (RFC 7946)")
