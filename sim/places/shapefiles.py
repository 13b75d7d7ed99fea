"""Regions from ESRI shapefiles: polygons of the .shp, chosen by an attribute of the .dbf."""

from __future__ import annotations

import codecs
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..errors import UsageError
from .coordinate_systems import ToLonLat, of_wkt, rings_to_lon_lat
from .nested_rings import nested_shape
from .regions import Region, united
from .selection import chosen

POLYGONS = ("POLYGON", "POLYGONZ", "POLYGONM")


def read_shapefile_region(path: str | Path, *, name: str = "", select: str = "") -> Region:
    """Return the region of a shapefile (.shp, beside it .dbf and .prj) in longitude and latitude.

    Of several records ``select`` says which, as in `sim.places.geojson`. Which of a record's rings are holes is decided
    by containment (`sim.places.nested_rings`), the .prj by `sim.places.coordinate_systems`. Raises UsageError where the
    file cannot be read, for coordinates that cannot be taken to WGS84, and for shapes that are no polygons.
    """
    import shapefile

    path = Path(path)
    to_lon_lat = of_wkt(_projection(path), source=path.name)
    try:
        with _damage_as_error(), shapefile.Reader(str(path), encodingErrors="replace") as reader:
            if reader.shapeTypeName not in POLYGONS:
                raise UsageError(f"{path.name}: a region must be made of polygons, not {reader.shapeTypeName}")
            entries = [
                (f"{path.name}, record {i}", _properties(one.record), one.shape)
                for i, one in enumerate(reader.iterShapeRecords(), start=1)
            ]
    except OSError as error:
        raise UsageError(f"cannot read the region file {path}: {error.strerror or error}") from None
    except (shapefile.ShapefileException, ValueError, IndexError, EOFError) as error:
        raise UsageError(f"the region file {path} is not a shapefile that can be read: {error}") from None
    except Exception as error:  # struct.error and others that a file cut short sets off inside the reader
        if isinstance(error, UsageError):
            raise
        raise UsageError(f"the region file {path} is cut short or damaged: {error}") from None
    if not entries:
        raise UsageError(f"{path.name}: the shapefile holds no record")
    found = chosen(entries, select, source=path.name, properties=lambda one: one[1])
    name = name or select.rpartition("=")[2].strip(" *") or path.stem
    return united(name, [_region(name, shape, where, to_lon_lat) for where, _, shape in found])


@contextmanager
def _damage_as_error() -> Iterator[None]:
    """Let what the reader would only warn of, a file whose length is not what its head says, be an error."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*file size")
        yield


def _properties(record: Any) -> dict[str, Any]:
    return {} if record is None else dict(record.as_dict())


def _region(name: str, shape: Any, where: str, to_lon_lat: ToLonLat | None) -> Region:
    if shape.shapeTypeName not in POLYGONS:
        raise UsageError(f"{where}: the record has no polygon")
    points = [point[:2] for point in shape.points]
    rings = [points[first:last] for first, last in pairwise([*shape.parts, len(points)])]
    rings = [rings_to_lon_lat(ring, to_lon_lat, where) for ring in rings if len(ring)]
    return Region(name, nested_shape(rings, where=where))


def _projection(path: Path) -> str:
    """Return the text of the .prj beside a shapefile, its letters big or small; nothing where there is none."""
    wanted = path.with_suffix(".prj").name.casefold()
    try:
        beside = next((one for one in path.parent.iterdir() if one.name.casefold() == wanted), None)
        data = b"" if beside is None else beside.read_bytes()
    except OSError:
        return ""  # the shapefile itself is refused next, or its .prj is a folder
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:2]:  # UTF-16 without its mark: one of two bytes of an ASCII letter is 0
        return data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", errors="replace")
    return data.decode("utf-8-sig", errors="replace")
