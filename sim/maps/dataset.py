"""A map as an xarray Dataset after the CF conventions: what a netCDF file of it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..constants import WGS84_A_KM, WGS84_F
from ..errors import UsageError
from ..places.grids import Grid
from .figure_names import figure_named

if TYPE_CHECKING:
    import xarray

Floats = NDArray[np.float64]
CONVENTIONS = "CF-1.10"


def dataset(grid: Grid, span: Span, figures: Mapping[str, Floats], described: Mapping[str, str]) -> xarray.Dataset:
    """Return the dataset of some figures, (rows, columns) each by name. Raises UsageError where xarray is missing.

    Cell areas are cell measures, cell edges bounds; the ellipsoid is a grid mapping. ``described`` becomes attributes.
    """
    try:
        import xarray
    except ImportError:
        raise UsageError("xarray is not installed; get it with: pip install 'reconsim[data]'") from None
    from .. import __version__

    here: dict[str, Any] = {"grid_mapping": "crs", "cell_measures": "area: cell_area"}
    variables: dict[str, Any] = {}
    for name, values in figures.items():
        figure = figure_named(name)
        # The ends of the span stand in the attributes: CF names no way to say that a length of time is a statistic.
        variables[name] = (("lat", "lon"), values, {"long_name": figure.words, "units": figure.unit} | here)
    variables["cell_area"] = (
        ("lat",),
        grid.cell_km2,
        {"standard_name": "cell_area", "long_name": "area of each cell of the row on the ellipsoid", "units": "km2"},
    )
    variables["crs"] = (
        (),
        np.int32(0),
        {
            "grid_mapping_name": "latitude_longitude",
            "semi_major_axis": WGS84_A_KM * 1000.0,
            "inverse_flattening": 1.0 / WGS84_F,
            "longitude_of_prime_meridian": 0.0,
            "geographic_crs_name": "WGS 84",
        },
    )
    variables["lat_bnds"] = (("lat", "bnds"), np.clip(_edges(grid.lat_deg, grid.lat_step_deg), -90.0, 90.0))
    variables["lon_bnds"] = (("lon", "bnds"), _edges(grid.lon_deg, grid.lon_step_deg))
    coordinates = {
        "lat": ("lat", grid.lat_deg, _axis("latitude", "degrees_north", "Y", "lat_bnds")),
        "lon": ("lon", grid.lon_deg, _axis("longitude", "degrees_east", "X", "lon_bnds")),
    }
    attributes = {
        "Conventions": CONVENTIONS,
        "title": described.get("title", "Coverage and revisit"),
        "source": f"reconsim {__version__}",
        "history": f"made by reconsim {__version__}",
        "height_above_ellipsoid_km": grid.height_km,
        "time_coverage_duration": f"P{span.days:g}D",
    }
    return xarray.Dataset(variables, coordinates, {**described, **attributes})


def _edges(middles_deg: Floats, step_deg: float) -> Floats:
    return np.stack([middles_deg - 0.5 * step_deg, middles_deg + 0.5 * step_deg], axis=-1)


def _axis(name: str, units: str, axis: str, bounds: str) -> dict[str, str]:
    return {"standard_name": name, "long_name": name, "units": units, "axis": axis, "bounds": bounds}
