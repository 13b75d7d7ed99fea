"""Regions from files, whatever the format: the content, or the ending of the name, tells which."""

from __future__ import annotations

from pathlib import Path

from .geojson import read_geojson_region
from .regions import Region

SHAPEFILE_ENDINGS = (".shp", ".dbf", ".shx", ".prj")


def read_region(path: str | Path, *, name: str = "", select: str = "") -> Region:
    """Return the region of a GeoJSON file or a shapefile (any of its files will do).

    Of several features ``select`` says which: a name, ``property=value``, or ``*`` for all; what matches is united.
    Raises UsageError, in a sentence, for whatever is wrong with the file, the choice or the rings.
    """
    path = Path(path)
    if path.suffix.lower() in SHAPEFILE_ENDINGS:
        from .shapefiles import read_shapefile_region

        return read_shapefile_region(
            path if path.suffix.lower() == ".shp" else path.with_suffix(".shp"), name=name, select=select
        )
    return read_geojson_region(path, name=name, select=select)
