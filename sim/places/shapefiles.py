"""Regions from ESRI shapefiles: polygons of the .shp, chosen by an attribute of the .dbf."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..errors import UsageError
from .regions import Region, region_of_polygons, united
from .selection import chosen

POLYGONS = ("POLYGON", "POLYGONZ", "POLYGONM")


def read_shapefile_region(path: str | Path, *, name: str = "", select: str = "") -> Region:
    """Return the region of a shapefile (.shp, beside it .dbf and .prj) in longitude and latitude.

    Of several records ``select`` says which, as in `sim.places.geojson`. A geographic datum other than WGS84 is taken
    as WGS84, which may be some 100 m off. Raises UsageError where the file cannot be read, for a .prj that says the
    coordinates are projected, and for shapes that are no polygons.
    """
    import shapefile

    path = Path(path)
    _refuse_projected(path)
    try:
        with shapefile.Reader(str(path), encodingErrors="replace") as reader:
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
    return united(name, [region_of_polygons(name, _polygons(shape, where), where=where) for where, _, shape in found])


def _properties(record: Any) -> dict[str, Any]:
    return {} if record is None else dict(record.as_dict())


def _polygons(shape: Any, where: str) -> list[Any]:
    if shape.shapeTypeName not in POLYGONS:
        raise UsageError(f"{where}: the record has no polygon")
    form = shape.__geo_interface__
    return [form["coordinates"]] if form["type"] == "Polygon" else list(form["coordinates"])


def _refuse_projected(path: Path) -> None:
    beside = next((one for one in (path.with_suffix(".prj"), path.with_suffix(".PRJ")) if one.is_file()), None)
    if beside is None:
        return
    words = beside.read_text(encoding="utf-8", errors="replace").strip()
    if words.upper().startswith(("PROJCS", "PROJCRS", "COMPD_CS[PROJCS", "LOCAL_CS", "ENGCRS")):
        called = words.partition('"')[2].partition('"')[0] or "unnamed"
        raise UsageError(
            f"{path.name}: its .prj says the coordinates are projected ({called}); "
            "give longitude and latitude on WGS84 (EPSG:4326), as ogr2ogr -t_srs EPSG:4326 makes them"
        )
