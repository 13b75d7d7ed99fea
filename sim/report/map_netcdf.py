"""A map as netCDF-4 after the CF conventions, for xarray, ncview, QGIS and GDAL."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from .map_made import MapMade


def write(made: MapMade, path: Path) -> None:
    """Write what ``CoverageMap.to_xarray`` returns, each figure compressed.

    The netCDF library adds only its own versions to the file. The same map gives the same bytes with the same
    libraries.
    """
    found = made.coverage.to_xarray(made.figures)
    encoding: dict[str, Any] = {str(name): {"_FillValue": None} for name in found.variables}
    encoding |= {name: {"zlib": True, "complevel": 4, "_FillValue": math.nan} for name in made.figures}
    try:
        found.to_netcdf(path, format="NETCDF4", engine="netcdf4", encoding=encoding)
    except RuntimeError as error:  # the library's word for a disk that is full
        raise OSError(str(error)) from None
