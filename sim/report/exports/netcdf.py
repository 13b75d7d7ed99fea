"""Windows, passes and candidates as netCDF-4 after the CF conventions: a variable a column, along one dimension.

The same result gives the same bytes with the same libraries.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..exported import Exported, targets_of
from .column_kinds import kind_of, milliseconds, unit_of, words_of

EPOCH = np.datetime64("1970-01-01T00:00:00.000")
TIME_UNITS = "milliseconds since 1970-01-01 00:00:00"
NO_COUNT = -1
STANDARD_NAMES = {  # of the CF standard name table, for columns that mean the same
    "azimuth_deg": "sensor_azimuth_angle",
    "sun_elevation_deg": "solar_elevation_angle",
    "sun_azimuth_deg": "solar_azimuth_angle",
    "incidence_deg": "sensor_zenith_angle",
}


def write(made: Exported, path: Path) -> None:
    """Write the variables, and latitude and longitude of each row's place as coordinates; NaN for regions."""
    import xarray

    dimension = "window" if "target" in made.columns else "row"
    variables: dict[str, Any] = {}
    encoding: dict[str, dict[str, Any]] = {}
    for name, column in made.columns.items():
        values, attributes, fill = _variable(name, column)
        variables[name] = ((dimension,), values, attributes)
        encoding[name] = {"_FillValue": fill}
    nowhere = (np.nan, np.nan)
    lat_deg, lon_deg = np.array([made.points_deg.get(name, nowhere) for name in targets_of(made)]).reshape(-1, 2).T
    lon_deg = np.where(lon_deg > 180.0, lon_deg - 360.0, lon_deg)
    coordinates = {
        "lat": ((dimension,), lat_deg, _place("latitude", "degrees_north")),
        "lon": ((dimension,), lon_deg, _place("longitude", "degrees_east")),
    }
    encoding |= {name: {"_FillValue": np.nan} for name in coordinates}
    about = made.about
    attributes = {
        "Conventions": "CF-1.11",
        "title": about.title,
        "source": "reconsim: SGP4 on element sets, exact windows",
        "history": "written by reconsim",
        "comment": "\n".join(" ".join(str(v) for v in row if v is not None) for row in (*about.asked, *_notes(made))),
    }
    found = xarray.Dataset(variables, coordinates, attributes)
    try:
        found.to_netcdf(path, format="NETCDF4", engine="netcdf4", encoding=encoding)
    except RuntimeError as error:  # the library's word for a disk that is full
        raise OSError(str(error)) from None


def _variable(name: str, column: Sequence[Any]) -> tuple[Any, dict[str, Any], Any]:
    """Return a column as an array with its attributes and the value that stands for none."""
    said: dict[str, Any] = {"long_name": words_of(name)}
    match kind_of(name):
        case "time":
            moments = milliseconds(column)
            since = np.where(np.isnat(moments), NO_COUNT, (moments - EPOCH).astype(np.int64))
            attributes = said | {
                "standard_name": "time",
                "units": TIME_UNITS,
                "units_metadata": "leap_seconds: none",  # as POSIX counts
                "calendar": "standard",
            }
            return since, attributes, NO_COUNT if np.isnat(moments).any() else None
        case "text":
            return np.array(["" if value is None else value for value in column], dtype=object), said, None
        case "flag":
            flags = said | {"flag_values": np.array([0, 1], dtype=np.int8), "flag_meanings": "no yes"}
            return np.array(column, dtype=np.int8), flags, None
        case "count":
            counts = np.array([NO_COUNT if value is None else value for value in column], dtype=np.int64)
            return counts, said, NO_COUNT
    numbers = np.array([np.nan if value is None else value for value in column], dtype=np.float64)
    unit = unit_of(name)
    standard = STANDARD_NAMES.get(name.removeprefix("start_").removeprefix("middle_").removeprefix("end_"))
    return numbers, said | ({"units": unit} if unit else {}) | ({"standard_name": standard} if standard else {}), np.nan


def _place(standard_name: str, units: str) -> dict[str, str]:
    return {"standard_name": standard_name, "long_name": f"{standard_name} of the target", "units": units}


def _notes(made: Exported) -> list[tuple[str, str]]:
    return [("note", one) for one in made.about.notes]
