"""Cloud cover by month from a CSV file: by name, by station, or on a grid."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from ..errors import ScenarioError, UsageError
from .cloud_fields import ByName, CloudField, Gridded, Stations, fractions
from .sites import coordinate_problem

Place = tuple[str] | tuple[float, float]  # a name, or latitude and longitude

HEADINGS = "name,month,fraction or lat_deg,lon_deg,month,fraction (or percent in place of fraction)"


def read_cloud_csv(path: str | Path) -> CloudField:
    """Return the cloud of a CSV file with twelve rows a place, months 1 to 12, in any order.

    Columns ``name,month,fraction`` or ``lat_deg,lon_deg,month,fraction``; ``percent`` in place of ``fraction`` is 0 to
    100. Places that fill a grid of latitudes and longitudes are interpolated bilinearly, others are stations. Other
    columns and blank lines are passed over. Raises UsageError where the file cannot be read, ScenarioError with every
    ``file:line`` that is wrong.
    """
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except OSError as error:
        raise UsageError(f"cannot read the cloud file {path}: {error.strerror or error}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"the cloud file {path} is not CSV text in UTF-8: {error}") from None
    rows = [(line, row) for line, row in rows if any(row)]
    if not rows:
        raise ScenarioError([f"{path.name}:1: the file is empty; its first line names the columns {HEADINGS}"])
    line, header = rows[0]
    by_name = "name" in header
    keys = ("name",) if by_name else ("lat_deg", "lon_deg")
    value = next((key for key in ("fraction", "percent") if key in header), None)
    if value is None or any(header.count(key) != 1 for key in (*keys, "month", value)):
        raise ScenarioError([f"{path.name}:{line}: the columns {','.join(header)} must include {HEADINGS}, each once"])

    months: dict[Place, dict[int, float]] = {}
    problems: list[str] = []
    for line, row in rows[1:]:
        if len(row) != len(header):
            problems.append(f"{path.name}:{line}: {len(row)} cells, but the heading has {len(header)}")
            continue
        cells = dict(zip(header, row, strict=True))
        try:
            place: Place = (cells["name"],) if by_name else _coordinates(cells)
            month = _month(cells["month"])
            fraction = (
                _number("percent", cells["percent"]) / 100.0 if value == "percent" else _number(value, cells[value])
            )
            if value == "percent" and not 0.0 <= fraction <= 1.0:
                raise UsageError(f"percent = {cells['percent']} must lie between 0 (always clear) and 100")
            fractions(fraction, value)
            if month in months.setdefault(place, {}):
                raise UsageError(f"month {month} of {_named(place)} stands in the file already")
        except UsageError as error:
            problems.append(f"{path.name}:{line}: {error}")
            continue
        months[place][month] = fraction
    if not problems:
        for place, given in months.items():
            if missing := [str(m) for m in range(1, 13) if m not in given]:
                problems.append(f"{path.name}: {_named(place)} lacks month {', '.join(missing)}; it needs all twelve")
    if not months and not problems:
        problems.append(f"{path.name}:{line}: no cloud follows the heading")
    if problems:
        raise ScenarioError(problems)
    table = np.array([[given[m] for m in range(1, 13)] for given in months.values()])
    if by_name:
        return ByName({str(place[0]): row for place, row in zip(months, table, strict=True)}, path.name)
    lat, lon = np.array(list(months), dtype=np.float64).T
    lats, i = np.unique(lat, return_inverse=True)
    lons, j = np.unique(lon, return_inverse=True)
    if min(lats.size, lons.size) < 2 or lats.size * lons.size != len(table):
        return Stations(lat, lon, table, path.name)
    grid = np.empty((12, lats.size, lons.size))
    grid[:, i, j] = table.T
    return Gridded(lats, lons, grid, path.name)


def _number(key: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{key} = {text!r} is not a number") from None


def _month(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 12:
        return int(text)
    raise UsageError(f"month = {text!r} must be a whole number from 1 (January) to 12")


def _coordinates(cells: dict[str, str]) -> tuple[float, float]:
    lat, lon = _number("lat_deg", cells["lat_deg"]), _number("lon_deg", cells["lon_deg"])
    for key, value in (("lat_deg", lat), ("lon_deg", lon)):
        if problem := coordinate_problem(key, value):
            raise UsageError(f"{key} = {value:g} {problem}")
    return lat, lon


def _named(place: Place) -> str:
    return " ".join(map(str, place)) if isinstance(place[0], str) else "lat_deg {:g}, lon_deg {:g}".format(*place)
