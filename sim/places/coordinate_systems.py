"""Which coordinates a file holds, and how they become longitude and latitude on WGS84.

Degrees from Greenwich on a datum within 2 m of WGS84 are taken as they are. All other systems go through pyproj, if
it is installed (extra ``geo``), else they are refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from ..plain_text import quoted
from .wkt import Node, parse_wkt

Floats = NDArray[np.float64]
ToLonLat = Callable[[Floats, str], Floats]  # points (N, 2) as they stand and where, to longitude and latitude, degrees

# Geographic systems within 2 m of WGS84: WGS84 itself, ETRS89, NAD83, GDA94 and 2020, NZGD2000, JGD2000 and 2011,
# Korea 2000, CGCS2000, SIRGAS 2000, RGF93, IGM95, RDN2008, Hartebeesthoek94 (EPSG registry).
NEAR_WGS84 = frozenset({
    4326, 4979, 4258, 4937, 4269, 4283, 7844, 4167, 4612, 6668, 4737, 4490, 4674, 4171, 4670, 6706, 4148,
})  # fmt: skip
ELLIPSOID_A_M, INVERSE_FLATTENING = 6378137.0, (298.2572, 298.2573)  # GRS80 and WGS84
LARGEST_SHIFT_M = 2.0
GRAD_DEG = 0.9
PARIS = (2.33722917, 2.5969213)  # degrees and grads east of Greenwich
STRAY_DEG = 1e-4  # how far an edge divided after projection may lie from the projected line: 11 m
_MOST_HALVINGS = 12
EXTRA = "pip install 'reconsim[geo]'"
_INSTEAD = "give longitude and latitude on WGS84 (EPSG:4326), as ogr2ogr -t_srs EPSG:4326 makes them"

_CODE = re.compile(
    r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/|https?://www\.opengis\.net/gml/srs/|)"
    r"(?P<authority>EPSG|OGC|ESRI|IGNF|IAU_2015)(?:\.xml#|[:/]+(?:[0-9.]+[:/]+)?)(?P<code>[A-Za-z0-9]+)",
    re.ASCII | re.IGNORECASE,
)


def of_wkt(words: str, *, source: str, what: str = "its .prj") -> ToLonLat | None:
    """Return how coordinates of a system in well-known text become longitude and latitude; None: they are that.

    Raises UsageError, beginning with ``source``, where that cannot be told, or cannot be done without pyproj.
    """
    words = words.strip(" \t\r\n\0\ufeff")
    if not words:
        return None
    try:
        tree = parse_wkt(words)
    except ValueError as error:
        return _by_pyproj(words, f"{source}: {what} is not a coordinate system that can be read ({error})")
    if _is_plain(tree):
        return None
    name = tree.name or "unnamed"
    if unclear := _unclear_meridian(tree):
        raise UsageError(f"{source}: {what} {unclear} ({name}); {_INSTEAD}")
    return _by_pyproj(words, f"{source}: {what} says the coordinates are {_kind(tree)} ({name})")


def of_geojson(crs: Any, *, source: str) -> ToLonLat | None:
    """Return how coordinates under a ``crs`` of GeoJSON's edition of 2008 become longitude and latitude, as `of_wkt`.

    Raises UsageError for what is no such member.
    """
    if crs is None:
        return None
    kind = crs.get("type") if isinstance(crs, dict) else None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    said: Any = crs
    if isinstance(properties, dict):
        said = properties.get("code" if str(kind).upper() == "EPSG" else "name", crs)
        if str(kind).upper() == "EPSG":
            said = f"EPSG:{said}"
    elif isinstance(crs, str):
        said = crs
    if kind == "link" or not isinstance(said, str) or len(said) > 200:
        raise UsageError(f"{source}: the coordinates are {quoted(said)}, which names no coordinate system; {_INSTEAD}")
    plain = said.strip().upper().replace(" ", "")
    if plain in ("CRS84", "CRS84H", "WGS84"):
        return None
    match = _CODE.fullmatch(said.strip())
    if match is None:
        raise UsageError(f"{source}: the coordinates are {said}, which is not known here; {_INSTEAD}")
    authority, code = match["authority"].upper(), match["code"].upper()
    if authority == "OGC" and code in ("CRS84", "CRS84H"):
        return None
    if authority == "EPSG" and code.isdigit() and len(code) <= 9 and int(code) in NEAR_WGS84:
        return None
    return _by_pyproj(f"{authority}:{code}", f"{source}: the coordinates are {said}")


def rings_to_lon_lat(ring: Any, to_lon_lat: ToLonLat | None, where: str) -> Any:
    """Return a ring's points in longitude and latitude, with vertices between where its edges bend on the way."""
    if to_lon_lat is None:
        return ring
    try:
        at = np.asarray(ring, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return ring  # the ring itself is refused, by who checks rings
    if at.ndim != 2 or at.shape[1] < 2 or not len(at) or not np.isfinite(at).all():
        return ring
    at = at[:, :2]
    if (at[0] != at[-1]).any():
        at = np.vstack([at, at[:1]])
    lon_lat = to_lon_lat(at, where)
    for _ in range(_MOST_HALVINGS):
        middle = 0.5 * (at[:-1] + at[1:])
        found = to_lon_lat(middle, where)
        step = _short_way(lon_lat[1:] - lon_lat[:-1])
        bent = np.abs(_short_way(found - (lon_lat[:-1] + 0.5 * step))).max(axis=1) > STRAY_DEG
        if not bent.any():
            break
        after = np.flatnonzero(bent) + 1
        at, lon_lat = np.insert(at, after, middle[bent], axis=0), np.insert(lon_lat, after, found[bent], axis=0)
    return lon_lat


def _short_way(step: Floats) -> Floats:
    lon = step[:, 0] - 360.0 * np.rint(step[:, 0] / 360.0)
    return np.column_stack([lon, step[:, 1]])


def _is_plain(tree: Node) -> bool:
    """Return whether a system is degrees from Greenwich, east and north, on a datum within 2 m of WGS84."""
    if tree.key in ("COMPD_CS", "COMPOUNDCRS"):
        first, *others = tree.nodes or (tree,)
        vertical = ("VERT_CS", "VERTCRS", "VERTICALCRS", "VERTCS")
        return bool(others) and others[0].key in vertical and _is_plain(first)
    if tree.key not in ("GEOGCS", "GEOGCRS", "GEODCRS", "GEOGRAPHICCRS", "GEODETICCRS"):
        return False
    keys = {node.key for node in tree.walk()}
    if keys & {"EXTENSION", "DERIVINGCONVERSION", "BASEGEOGCRS", "BASEGEODCRS", "CONVERSION", "WEST", "SOUTH"}:
        return False
    ellipsoids = [node for node in tree.walk() if node.key in ("SPHEROID", "ELLIPSOID")]
    if len(ellipsoids) != 1 or len(ellipsoids[0].numbers) < 2:
        return False
    length, inverse = ellipsoids[0].numbers[:2]
    if length != ELLIPSOID_A_M or not INVERSE_FLATTENING[0] < inverse < INVERSE_FLATTENING[1]:
        return False
    shifts = [abs(number) for node in tree.walk() if node.key == "TOWGS84" for number in node.numbers]
    if shifts and max(shifts) > LARGEST_SHIFT_M:
        return False
    meridian = tree.child("PRIMEM", "PRIMEMERIDIAN")
    if meridian is not None and (not meridian.numbers or meridian.numbers[0] != 0.0):
        return False
    return _in_degrees(tree)


def _in_degrees(tree: Node) -> bool:
    system = tree.child("CS")
    if system is not None and not any(node.key == "ELLIPSOIDAL" for node in system.nodes):
        return False
    angles = ("UNIT", "ANGLEUNIT", "ANGULARUNIT")
    units = [node for node in tree.nodes if node.key in angles]
    units += [node for axis in tree.nodes if axis.key == "AXIS" for node in axis.nodes if node.key in angles]
    if not units:  # a name that leaves the unit out still says which system it is
        return tree.name.upper().replace("_", " ") in ("WGS 84", "GCS WGS 1984", "WGS84")
    return all(len(u.numbers) > 0 and math.isclose(u.numbers[0], math.pi / 180.0, rel_tol=1e-8) for u in units)


def _unclear_meridian(tree: Node) -> str:
    """Return what is not clear of a system in WKT 1 whose angles are no degrees, or nothing.

    OGC 01-009 counts the prime meridian in the system's own unit, ESRI in degrees; only for Paris is the number known.
    """
    for node in tree.walk():
        meridian, unit = node.child("PRIMEM"), node.child("UNIT")
        if node.key != "GEOGCS" or meridian is None or unit is None or not unit.numbers:
            continue
        in_degrees = unit.numbers[0] / (math.pi / 180.0)
        if math.isclose(in_degrees, 1.0, rel_tol=1e-8):
            continue
        if not math.isclose(in_degrees, GRAD_DEG, rel_tol=1e-8):
            return f"counts angles in {unit.name or 'a unit'} of {in_degrees:.10g} degrees, which no map does"
        east = meridian.numbers[0] if meridian.numbers else math.nan
        is_paris = meridian.name.casefold() == "paris"
        is_known = is_paris and any(math.isclose(east, known, abs_tol=1e-6) for known in PARIS)
        if east != 0.0 and not is_known:
            return f"does not say in which unit its meridian {meridian.name} = {east:g} is counted"
    return ""


def _kind(tree: Node) -> str:
    if any(node.key in ("PROJCS", "PROJCRS", "PROJECTEDCRS") for node in tree.walk()):
        return "projected"
    if tree.key in ("LOCAL_CS", "ENGCRS", "ENGINEERINGCRS"):
        return "local"
    return "not degrees from Greenwich on WGS84"


def _by_pyproj(words: str, complaint: str) -> ToLonLat:
    """Return the transformation of a system to longitude and latitude on WGS84, by pyproj."""
    try:
        import pyproj
        from pyproj.transformer import TransformerGroup
    except ImportError:
        raise UsageError(f"{complaint}; {_INSTEAD}, or install pyproj, which projects them: {EXTRA}") from None
    try:
        crs = pyproj.CRS.from_user_input(words)
    except pyproj.exceptions.CRSError:
        raise UsageError(f"{complaint}; pyproj does not know it; {_INSTEAD}") from None
    flat = crs.sub_crs_list[0] if crs.is_compound and crs.sub_crs_list else crs
    geodetic = flat.geodetic_crs
    if not (flat.is_projected or flat.is_geographic) or geodetic is None:
        raise UsageError(f"{complaint}; that is no place on the Earth; {_INSTEAD}")
    if (body := geodetic.ellipsoid) is None or not 6.33e6 < body.semi_major_metre < 6.4e6:
        raise UsageError(f"{complaint}; that is not on the Earth; {_INSTEAD}")
    try:
        with _without_warnings():
            ways = TransformerGroup(flat, 4326, always_xy=True).transformers
    except (pyproj.exceptions.ProjError, IndexError):  # none at all is an index out of range within pyproj
        ways = []
    if not ways:
        raise UsageError(f"{complaint}; pyproj knows no way from there to WGS84; {_INSTEAD}")
    best = ways[0]
    is_near = body.semi_major_metre == ELLIPSOID_A_M and 298.25 < body.inverse_flattening < 298.26
    if "ballpark" in best.description.lower() and not is_near:
        raise UsageError(f"{complaint}; pyproj knows its datum's place on the Earth only roughly; {_INSTEAD}")

    def to_lon_lat(at: Floats, where: str) -> Floats:
        lon, lat = best.transform(at[:, 0], at[:, 1])
        found = np.column_stack([lon, lat])
        if not np.isfinite(found).all():
            x, y = at[int(np.argmin(np.isfinite(found).all(axis=1)))]
            raise UsageError(f"{where}: no place has the coordinates {x:.10g}, {y:.10g} in {flat.name}")
        return found

    return to_lon_lat


def _without_warnings() -> Any:
    """Return a context in which pyproj does not warn of grids of corrections that are not installed."""
    import warnings

    return warnings.catch_warnings(action="ignore")
