"""Cloud cover by month from a netCDF climatology, whatever its axes are called and whichever way they run."""

from __future__ import annotations

import warnings
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import DataError, UsageError
from .cloud_fields import Gridded
from .cloud_months import month_order

Floats = NDArray[np.float64]

# The spellings of CF conventions 4.1 and 4.2.
NORTH = {"degrees_north", "degree_north", "degree_n", "degrees_n", "degreen", "degreesn"}
EAST = {"degrees_east", "degree_east", "degree_e", "degrees_e", "degreee", "degreese"}
# How many of a unit make the whole sky. "(0 - 1)" is how ECMWF writes a fraction.
WHOLE_SKY = {
    "1": 1.0, "fraction": 1.0, "0-1": 1.0, "(0 - 1)": 1.0, "(0-1)": 1.0,
    "%": 100.0, "percent": 100.0, "percentage": 100.0,
    "okta": 8.0, "oktas": 8.0, "tenths": 10.0,
}  # fmt: skip
CLOUD = "cloud_area_fraction"  # CF's standard name of all clouds over a place
USUAL_NAMES = {
    "cld", "cldamt", "cldtot", "clt", "tcc", "tcdc", "cloud_fraction", "cloud_cover", "cloud_amount", "cloud",
    "total_cloud_cover", "total_cloud_fraction",
}  # fmt: skip
USUAL_WORDS = {
    "cloud cover", "cloud fraction", "cloud area fraction", "cloud amount", "total cloud cover", "total cloud fraction",
    "total cloud amount", "total cloudiness", "cloud cover percentage", "vertically-integrated total cloud",
}  # fmt: skip
PACKING = 1e-3  # of the sky: how far packing into short whole numbers may lead past 0 or 1


def read_cloud_netcdf(path: str | Path, *, variable: str | None = None, units: str | None = None) -> Gridded:
    """Return the cloud of a netCDF file: one variable over latitude, longitude and twelve months, or over no months.

    Axes are known by CF standard names, units or usual names; latitudes may fall, longitudes run 0 to 360 or -180 to
    180. Which axis is months, and in which order: `sim.places.cloud_months`. The variable is the one that CF or habit
    calls cloud, or ``variable``; a lone one is not cloud because it is alone. ``units`` is for files that do not tell
    theirs, or wrongly: a fraction, percent, oktas or tenths. Missing values stay missing. docs/inputs.md, Clouds.

    Raises UsageError where xarray or netCDF4 is not installed, the file cannot be read or has no such variable,
    DataError for contents that are no monthly cloud cover.
    """
    try:
        import netCDF4  # noqa: F401
        import xarray
    except ImportError as error:
        raise UsageError(
            f"reading {path} needs {error.name or 'xarray'}, which is not installed: pip install 'reconsim[data]'"
        ) from None
    path = Path(path)
    if not path.is_file():
        raise UsageError(f"cannot read the cloud file {path}: there is no such file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # dates that pandas cannot hold are none of ours
            try:
                data = xarray.load_dataset(path, engine="netcdf4")
            except (
                ValueError,
                OverflowError,
            ):  # units of time such as CRU's "months since", dates beyond all calendars
                data = xarray.load_dataset(path, engine="netcdf4", decode_times=False)
    except Exception as error:  # the libraries beneath raise whatever a damaged file sets off in them
        raise UsageError(f"the cloud file {path} is not netCDF that can be read: {error}") from None

    lat, lon = _axis(data, "latitude", NORTH, path.name), _axis(data, "longitude", EAST, path.name)
    name = _variable(data, lat, lon, variable, path.name)
    for one in data[name].dims:
        if data[name].sizes[one] == 1 and one in data.variables and data[one].dtype.kind in "MO":
            raise DataError(
                f"{path.name}: {name} is of one date only, {str(data[one].values[0])[:10]}; give twelve months, or "
                f"drop the axis {one} if it holds all year"
            )
    cloud = data[name].squeeze([d for d in data[name].dims if data[name].sizes[d] == 1 and d not in (lat, lon)])
    others = [d for d in cloud.dims if d not in (lat, lon)]
    if len(others) > 1 or (others and cloud.sizes[others[0]] != 12):
        sizes = ", ".join(f"{d}: {cloud.sizes[d]}" for d in others)
        raise DataError(
            f"{path.name}: {name} has the dimensions {sizes} beside latitude and longitude, not twelve months; "
            "average it to a climatology by month first"
        )
    if others:
        values = cloud.transpose(others[0], lat, lon).values[month_order(data, others[0], path.name)]
    else:
        values = np.broadcast_to(cloud.transpose(lat, lon).values, (12, cloud.sizes[lat], cloud.sizes[lon]))
    fraction = _fraction(values.astype(np.float64), str(units or cloud.attrs.get("units", "")), units, name, path.name)
    axes = [np.asarray(data[axis].values, dtype=np.float64) for axis in (lat, lon)]
    return Gridded(axes[0], axes[1], fraction, path.name)


def _axis(data: Any, what: str, units: set[str], source: str) -> Hashable:
    """Return the name of the dimension that is latitude or longitude."""
    found = []
    for name, values in data.variables.items():
        told = (
            values.attrs.get("standard_name") == what
            or str(values.attrs.get("units", "")).lower() in units
            or str(name).lower() in (what, what[:3])
        )
        if told and values.ndim == 2:
            raise DataError(f"{source}: {name} is two-dimensional; put the cloud on a grid of latitude and longitude")
        if told and values.dims == (name,):
            found.append(name)
    if len(found) != 1:
        seen = ", ".join(map(str, data.dims))
        raise DataError(f"{source} must have one axis of {what}, in degrees; it has the dimensions {seen}")
    return found[0]


def _variable(data: Any, lat: Hashable, lon: Hashable, wanted: str | None, source: str) -> Hashable:
    bounds = {data[v].attrs.get(key) for v in data.variables for key in ("bounds", "climatology")}
    names = [
        v for v in data.data_vars if {lat, lon} <= set(data[v].dims) and v not in bounds and data[v].dtype.kind in "fiu"
    ]
    if wanted is not None:
        if wanted not in names:
            raise UsageError(
                f"{source} has no variable {wanted!r} over latitude and longitude; "
                f"it has {', '.join(map(str, names)) or 'none'}"
            )
        if other := _another_quantity(data[wanted]):
            raise UsageError(f"{source}: {wanted} is {other} by its standard name, not {CLOUD}")
        return wanted
    if not names:
        raise DataError(f"{source} has no variable over latitude and longitude")
    cloudy = [v for v in names if data[v].attrs.get("standard_name") == CLOUD]
    cloudy = cloudy or [v for v in names if _is_called_cloud(v, data[v]) and not _another_quantity(data[v])]
    if len(cloudy) == 1:
        return cloudy[0]
    if len(names) > 1:
        raise UsageError(f"{source} has several variables, {', '.join(map(str, names))}: say which is the cloud cover")
    what = _another_quantity(data[names[0]])
    if what:
        raise UsageError(f"{source}: its one variable {names[0]} is {what}, not {CLOUD}")
    raise UsageError(
        f"{source}: its one variable {names[0]} does not say it is cloud cover; if it is, say so with "
        f'variable = "{names[0]}"'
    )


def _is_called_cloud(name: Hashable, values: Any) -> bool:
    words = " ".join(str(values.attrs.get("long_name", "")).casefold().replace("_", " ").split())
    return str(name).casefold() in USUAL_NAMES or words in USUAL_WORDS


def _another_quantity(values: Any) -> str:
    """Return the standard name of a variable that is something else than cloud over a place, or nothing."""
    told = str(values.attrs.get("standard_name", "")).strip()
    return "" if told in ("", CLOUD) else told


def _fraction(values: Floats, units: str, told: str | None, name: Hashable, source: str) -> Floats:
    known = ", ".join(("1", "percent", "oktas", "tenths"))
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        raise DataError(f"{source}: {name} holds no value")
    low, high = float(finite.min()), float(finite.max())
    if units.strip() == "" and high > 1.0 + PACKING:
        raise DataError(f"{source}: {name} reaches {high:g} and tells no units; say which: {known}")
    whole = WHOLE_SKY.get(units.strip().lower() or "1")
    if whole is None:
        complaint = f"{source}: the units of {name}, {units!r}, are no share of the sky; right would be {known}"
        raise UsageError(complaint) if told else DataError(complaint)
    if whole > 1.0 and 0.0 < high <= 1.0 and told is None:
        raise DataError(f"{source}: {name} is said to be in {units} but never exceeds {high:g}; say which units it has")
    if low < -PACKING * whole or high > (1.0 + PACKING) * whole:
        hint = "; is it in percent?" if whole == 1.0 and high <= 100.0 + 100.0 * PACKING else ""
        raise DataError(f"{source}: {name} runs from {low:g} to {high:g}, but must lie between 0 and {whole:g}{hint}")
    return np.clip(values / whole, 0.0, 1.0)
