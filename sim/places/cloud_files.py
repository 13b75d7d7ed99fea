"""Cloud cover by month from a CSV file: by name, by station, or on a grid."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from ..errors import ScenarioError, UsageError
from ..plain_text import quoted
from .cloud_fields import ByName, CloudField, Gridded, Stations, fractions
from .csv_rows import csv_rows
from .plain_numbers import plain_number, with_decimal_point
from .sites import coordinate_problem
from .text_file import read_text

Place = tuple[str] | tuple[float, float]  # a name, or latitude and longitude

COLUMNS = ("name", "lat_deg", "lon_deg", "month", "fraction", "percent")
HEADINGS = "name,month,fraction or lat_deg,lon_deg,month,fraction (or percent in place of fraction)"


def read_cloud_csv(path: str | Path) -> CloudField:
    """Return the cloud of a CSV file with twelve rows a place, months 1 to 12, in any order.

    Columns ``name,month,fraction`` or ``lat_deg,lon_deg,month,fraction``; ``percent`` in place of ``fraction`` is 0 to
    100, and for each place above 1 in some month, else the figures are fractions under the wrong heading. Places that
    fill a grid of latitudes and longitudes are interpolated bilinearly, others are stations. Other columns and blank
    lines are passed over. Raises UsageError where the file cannot be read, ScenarioError with every ``file:line`` that
    is wrong. What is accepted, and why: docs/inputs.md, Clouds.
    """
    path = Path(path)
    rows = csv_rows(read_text(path, what="the cloud file"), COLUMNS, source=str(path), what="the cloud file")
    if rows is None:
        raise ScenarioError([f"{path.name}:1: the file is empty; its first line names the columns {HEADINGS}"])
    line, header = rows.heading_line, rows.columns
    by_name = "name" in header
    keys = ("name",) if by_name else ("lat_deg", "lon_deg")
    value = next((key for key in ("fraction", "percent") if key in header), None)
    if value is None or any(header.count(key) != 1 for key in (*keys, "month", value)):
        shown = ",".join(header)
        raise ScenarioError([f"{path.name}:{line}: the columns {shown:.200} must include {HEADINGS}, each once"])

    months: dict[Place, dict[int, float]] = {}
    problems = [(line, f"{path.name}:{line}: {problem}") for line, problem in rows.problems]
    for line, cells in rows.rows:
        if rows.has_decimal_commas:
            cells = {key: with_decimal_point(cell) if key != "name" else cell for key, cell in cells.items()}
        try:
            place: Place = (cells["name"],) if by_name else _coordinates(cells)
            month = _month(cells["month"])
            fraction = _number(value, cells[value])
            if value == "percent":
                if not 0.0 <= fraction <= 100.0:
                    raise UsageError(f"percent = {cells['percent']} must lie between 0 (always clear) and 100")
                fraction /= 100.0
            fractions(fraction, value)
            if month in months.setdefault(place, {}):
                raise UsageError(f"month {month} of {_named(place)} stands in the file already")
        except UsageError as error:
            problems.append((line, f"{path.name}:{line}: {error}"))
            continue
        months[place][month] = fraction
    said = [problem for _, problem in sorted(problems)]
    if not said:
        for place, given in months.items():
            if missing := [str(m) for m in range(1, 13) if m not in given]:
                said.append(f"{path.name}: {_named(place)} lacks month {', '.join(missing)}; it needs all twelve")
            elif value == "percent" and 0.0 < max(given.values()) <= 0.01:
                said.append(
                    f"{path.name}: percent of {_named(place)} never exceeds {100.0 * max(given.values()):g}: these are "
                    "fractions; name the column fraction"
                )
    if not months and not said:
        said.append(f"{path.name}:{line}: no cloud follows the heading")
    if said:
        raise ScenarioError(said)
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
        return plain_number(text)
    except ValueError:
        raise UsageError(f"{key} = {text!r} is not a number") from None


def _month(text: str) -> int:
    if re.fullmatch("0?[1-9]|1[0-2]", text):
        return int(text)
    raise UsageError(f"month = {quoted(text)} must be a whole number from 1 (January) to 12")


def _coordinates(cells: dict[str, str]) -> tuple[float, float]:
    lat, lon = _number("lat_deg", cells["lat_deg"]), _number("lon_deg", cells["lon_deg"])
    for key, value in (("lat_deg", lat), ("lon_deg", lon)):
        if problem := coordinate_problem(key, value):
            raise UsageError(f"{key} = {value:g} {problem}")
    return lat, lon


def _named(place: Place) -> str:
    return " ".join(map(str, place)) if isinstance(place[0], str) else "lat_deg {:g}, lon_deg {:g}".format(*place)
