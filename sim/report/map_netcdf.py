"""A map as netCDF-4 after the CF conventions, for xarray, ncview, QGIS and GDAL."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..maps.figures import CoverageMap


def write_netcdf(coverage: CoverageMap, figures: Sequence[str], path: Path) -> None:
    """Write what ``CoverageMap.to_xarray`` returns, each figure compressed.

    The netCDF library stamps its own versions into the file, and nothing else: the same map gives the same bytes with
    the same libraries.
    """
    found = coverage.to_xarray(figures)
    encoding: dict[str, Any] = {str(name): {"_FillValue": None} for name in found.variables}
    encoding |= {name: {"zlib": True, "complevel": 4, "_FillValue": math.nan} for name in figures}
    found.to_netcdf(path, format="NETCDF4", engine="netcdf4", encoding=encoding)
