"""Regions whose corners are known in longitude and latitude, written in other coordinates by closed formulas."""

import json
import math
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import shapefile as pyshp
from places.made_variant import Variant

from sim.places.region_files import read_region

A_M, F = 6378137.0, 1.0 / 298.257223563
E2 = F * (2.0 - F)
DEG = math.pi / 180.0
HAS_PYPROJ = "pyproj" not in sys.modules or sys.modules["pyproj"] is not None

DATUM = 'DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]'
GREENWICH, DEGREE = 'PRIMEM["Greenwich",0.0]', 'UNIT["Degree",0.0174532925199433]'
GEOGRAPHIC = f'GEOGCS["GCS_WGS_1984",{DATUM},{GREENWICH},{DEGREE}]'
WKT2 = (
    'GEOGCRS["WGS 84",ENSEMBLE["World Geodetic System 1984 ensemble",MEMBER["World Geodetic System 1984 (G2139)"],'
    'ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]],ENSEMBLEACCURACY[2.0]],'
    'PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],CS[ellipsoidal,2],'
    'AXIS["geodetic latitude (Lat)",north,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],'
    'AXIS["geodetic longitude (Lon)",east,ORDER[2],ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4326]]'
)
AXES = 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'  # noqa: E501
ETRS = 'GEOGCS["ETRS89",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.017453292519943295]]'  # noqa: E501

Points = np.ndarray


def corners(rng: np.random.Generator) -> Points:
    """Return a box of longitude and latitude as a closed ring, some degrees across, away from the antimeridian."""
    lon, lat = rng.uniform(-160.0, 150.0), rng.uniform(-70.0, 60.0)
    wide, high = rng.uniform(0.5, 6.0, 2)
    ring = [(lon, lat), (lon, lat + high), (lon + wide, lat + high), (lon + wide, lat), (lon, lat)]
    return np.array(ring)


def mercator_m(at: Points, middle_deg: float = 0.0) -> Points:
    """Mercator on the ellipsoid (Snyder, USGS 1395, 7-7)."""
    e = math.sqrt(E2)
    sine = np.sin(DEG * at[:, 1])
    y = np.arctanh(sine) - e * np.arctanh(e * sine)
    return A_M * np.column_stack([DEG * (at[:, 0] - middle_deg), y])


def web_mercator_m(at: Points) -> Points:
    return A_M * np.column_stack([DEG * at[:, 0], np.arctanh(np.sin(DEG * at[:, 1]))])


def shifted(at: Points, a_m: float, inverse: float, towards_m: Points) -> Points:
    """Return places on another datum, whose Earth's centre lies ``towards_m`` from WGS84's."""
    lon, lat = DEG * at.T
    n = A_M / np.sqrt(1.0 - E2 * np.sin(lat) ** 2)
    x, y, z = n * np.cos(lat) * np.cos(lon), n * np.cos(lat) * np.sin(lon), n * (1.0 - E2) * np.sin(lat)
    x, y, z = x - towards_m[0], y - towards_m[1], z - towards_m[2]
    e2 = (2.0 - 1.0 / inverse) / inverse
    p, lat = np.hypot(x, y), np.arctan2(z, np.hypot(x, y))
    for _ in range(12):
        n = a_m / np.sqrt(1.0 - e2 * np.sin(lat) ** 2)
        lat = np.arctan2(z + e2 * n * np.sin(lat), p)
    return np.column_stack([np.arctan2(y, x), lat]) / DEG


def shapefile(rng: np.random.Generator) -> Variant:
    """A shapefile and its .prj, in one of many systems and encodings."""
    ring = corners(rng)
    label, prj, there, tolerance_deg = SYSTEMS[rng.integers(len(SYSTEMS))](rng, ring)
    how = str(rng.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
    if rng.random() < 0.3:
        prj = prj.replace(",", ",\n  ").replace("[", "[ ")
    if rng.random() < 0.2:
        prj = prj.replace("[", "(").replace("]", ")") if '"' not in prj.replace('",', "").replace('"(', "") else prj
    ending = str(rng.choice([".prj", ".PRJ", ".Prj"]))

    def reads_right(folder: Path) -> bool:
        with pyshp.Writer(str(folder / "zone.shp")) as writer:
            writer.field("NAME", "C")
            writer.poly([there.tolist()])
            writer.record("zone")
        (folder / f"zone{ending}").write_bytes(prj.encode(how))
        return _same(read_region(folder / "zone.shp"), ring, tolerance_deg)

    is_plain = label.startswith("plain") or (HAS_PYPROJ and not label.startswith("unclear"))
    return Variant(f"{label} {how}", is_plain, reads_right)


def _plain(rng: np.random.Generator, ring: Points):
    which = rng.integers(5)
    prj = [
        GEOGRAPHIC,
        WKT2,
        AXES,
        ETRS,
        f'COMPD_CS["with heights",{AXES},VERT_CS["h",VERT_DATUM["h",2005],UNIT["metre",1]]]',
    ][which]
    return f"plain {which}", prj, ring, 1e-9


def _meridian(rng: np.random.Generator, ring: Points):
    name, east_deg = [
        ("Paris", 2.337229166666667),
        ("Rome", 12.45233333333333),
        ("Ferro", -17.66666666666667),
        ("Here", 7.0),
    ][rng.integers(4)]
    name_of, unit = [("Degree", 1.0), ("Grad", 0.9), ("Radian", 180.0 / math.pi)][rng.integers(3)]
    said = east_deg / unit if name == "Paris" and rng.random() < 0.5 else east_deg
    unclear = name_of == "Radian" or (name_of == "Grad" and name != "Paris")
    prj = f'GEOGCS["GCS_Other",{DATUM},PRIMEM["{name}",{said}],UNIT["{name_of}",{unit * DEG!r}]]'
    return (
        f"{'unclear ' if unclear else ''}meridian {name_of}",
        prj,
        np.column_stack([ring[:, 0] - east_deg, ring[:, 1]]) / unit,
        1e-7,
    )


def _grads(rng: np.random.Generator, ring: Points):
    return "grads", GEOGRAPHIC.replace(DEGREE, 'UNIT["Grad",0.01570796326794897]'), ring / 0.9, 1e-7


def _projected(rng: np.random.Generator, ring: Points):
    middle = float(rng.integers(-170, 170))
    unit, name = [(1.0, "Meter"), (1000.0, "Kilometer"), (0.3048, "Foot")][rng.integers(3)]
    east = float(rng.choice([0.0, 5e5]))
    prj = (
        f'PROJCS["Mine",{GEOGRAPHIC},PROJECTION["Mercator"],PARAMETER["False_Easting",{east / unit!r}],'
        f'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{middle}],PARAMETER["Standard_Parallel_1",0.0],'
        f'UNIT["{name}",{unit}]]'
    )
    there = (mercator_m(ring, middle) + np.array([east, 0.0])) / unit
    if rng.random() < 0.3:
        prj = f'COMPD_CS["with heights",{prj},VERT_CS["h",VERT_DATUM["h",2005],UNIT["metre",1]]]'
    return f"projected {name}", prj, there, 2e-4


def _shifted(rng: np.random.Generator, ring: Points):
    a_m, inverse, towards = [
        (6378388.0, 297.0, (-87.0, -98.0, -121.0)),
        (6377397.155, 299.1528128, (-146.414, 507.337, 680.507)),
    ][rng.integers(2)]
    words = ",".join(map(str, towards))
    prj = (
        f'GEOGCS["Old",DATUM["Old_Datum",SPHEROID["Old",{a_m},{inverse}],TOWGS84[{words},0,0,0,0]],'
        'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
    )
    return "bound", prj, shifted(ring, a_m, inverse, np.array(towards)), 5e-6


def _rotated(rng: np.random.Generator, ring: Points):
    prj = (
        'GEOGCRS["rotated",BASEGEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,'
        '298.257223563]],PRIMEM["Greenwich",0]],DERIVINGCONVERSION["half a turn",METHOD["PROJ ob_tran o_proj=longlat"],'
        'PARAMETER["o_lat_p",90,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["o_lon_p",0,ANGLEUNIT["degree",'
        '0.0174532925199433]],PARAMETER["lon_0",10,ANGLEUNIT["degree",0.0174532925199433]]],CS[ellipsoidal,2],'
        'AXIS["latitude",north,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],AXIS["longitude",east,ORDER[2],'
        'ANGLEUNIT["degree",0.0174532925199433]]]'
    )
    return "derived", prj, ring - [10.0, 0.0], 1e-6


SYSTEMS: list[Callable] = [_plain, _plain, _meridian, _grads, _projected, _shifted, _rotated]


def geojson(rng: np.random.Generator) -> Variant:
    """A GeoJSON document with `crs` somewhere, spelled in one of many ways."""
    ring = corners(rng)
    ways = [
        ("plain", {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}, ring, 1e-9),
        ("plain", {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC::CRS84"}}, ring, 1e-9),
        ("plain", {"type": "name", "properties": {"name": "EPSG:4326"}}, ring, 1e-9),
        ("plain", {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG:6.9:4326"}}, ring, 1e-9),
        ("plain", {"type": "name", "properties": {"name": "http://www.opengis.net/def/crs/EPSG/0/4326"}}, ring, 1e-9),
        ("plain", {"type": "EPSG", "properties": {"code": 4326}}, ring, 1e-9),
        ("plain", {"type": "EPSG", "properties": {"code": "4979"}}, ring, 1e-9),
        ("plain", {"type": "name", "properties": {"name": "EPSG:4258"}}, ring, 1e-9),
        ("plain null", None, ring, 1e-9),
        ("web", {"type": "name", "properties": {"name": "EPSG:3857"}}, web_mercator_m(ring), 2e-4),
        ("web", {"type": "EPSG", "properties": {"code": 3857}}, web_mercator_m(ring), 2e-4),
        ("mercator", {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3395"}}, mercator_m(ring), 2e-4),
        ("nonsense", {"type": "name", "properties": None}, ring / 2.0, 1e-9),
        ("nonsense", {"type": "name", "properties": {"name": None}}, ring / 2.0, 1e-9),
        ("nonsense", {"type": "link", "properties": {"href": "http://x", "type": "proj4"}}, ring / 2.0, 1e-9),
        ("nonsense", {"type": "name", "properties": {"name": {"a": 1}}}, ring / 2.0, 1e-9),
        ("nonsense", {"type": "EPSG", "properties": {"code": 999999}}, ring / 2.0, 1e-9),
        ("nonsense", [1, 2], ring / 2.0, 1e-9),
        ("nonsense", 4326, ring / 2.0, 1e-9),
        ("nonsense", {"type": "name", "properties": {"name": "EPSG:" + "9" * 5000}}, ring / 2.0, 1e-9),
    ]  # fmt: skip
    label, crs, there, tolerance_deg = ways[rng.integers(len(ways))]
    where = str(rng.choice(["file", "feature", "geometry"]))
    geometry: dict = {"type": "Polygon", "coordinates": [there.tolist()]}
    feature: dict = {"type": "Feature", "properties": {"name": "zone"}, "geometry": geometry}
    document: dict = {"type": "FeatureCollection", "features": [feature]}
    {"file": document, "feature": feature, "geometry": geometry}[where]["crs"] = crs
    if where == "geometry" and rng.random() < 0.5:  # the inner one counts
        document["crs"] = {"type": "name", "properties": {"name": "EPSG:3035"}} if HAS_PYPROJ else {
            "type": "name", "properties": {"name": "EPSG:4326"}
        }  # fmt: skip

    def reads_right(folder: Path) -> bool:
        (folder / "zone.geojson").write_text(json.dumps(document))
        return _same(read_region(folder / "zone.geojson"), ring, tolerance_deg)

    return Variant(
        f"{label} in {where}", label.startswith("plain") or (HAS_PYPROJ and label != "nonsense"), reads_right
    )


def _same(region: object, ring: Points, tolerance_deg: float) -> bool:
    bounds = region.bounds  # type: ignore[attr-defined]
    found = [bounds.west_deg, bounds.south_deg, bounds.east_deg, bounds.north_deg]
    return bool(np.allclose(found, [*ring.min(axis=0), *ring.max(axis=0)], rtol=0.0, atol=tolerance_deg))
