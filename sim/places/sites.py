"""Places on the ground: one from the command line, many from a CSV or GeoJSON file, each checked at the door."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import Any

from ..errors import ScenarioError, UsageError
from ..words import alike
from .geojson_file import Feature, features, looks_like_json, parse_document, read_text
from .horizon import Mask, horizon_problem, parse_horizon

LAT_RANGE_DEG = (-90.0, 90.0)
LON_RANGE_DEG = (-180.0, 360.0)
HEIGHT_RANGE_KM = (-12.0, 100.0)  # from below the deepest trench to the edge of space; metres by mistake fall outside
COLUMNS = ("name", "lat_deg", "lon_deg", "height_km", "weight", "horizon")
NEEDED, POSITION = COLUMNS[:3], COLUMNS[1:4]


@dataclass(frozen=True)
class Site:
    """A point given by geodetic latitude and longitude (east positive), degrees, and height above WGS84, km.

    Longitudes from -180 to 360 are welcome. ``weight`` is its importance beside other places. ``horizon`` is a mask
    of (azimuth_deg, elevation_deg) pairs, azimuths from north by east and rising: what lies lower than the mask is
    hidden (`sim.places.horizon`); without pairs the horizon is free. Raises UsageError for a blank name or one with
    line breaks, and for numbers that are not finite or out of range.
    """

    name: str
    _: KW_ONLY
    lat_deg: float
    lon_deg: float
    height_km: float = 0.0
    weight: float = 1.0
    horizon: Mask = ()

    def __post_init__(self) -> None:
        problem = name_problem(self.name)
        for key in POSITION:
            if not problem and (wrong := coordinate_problem(key, getattr(self, key))):
                problem = f"{key} = {getattr(self, key):g} {wrong}"
        if not problem and not (math.isfinite(self.weight) and self.weight > 0.0):
            problem = f"weight = {self.weight:g} must be a finite number above 0"
        if not problem and (wrong := horizon_problem(self.horizon)):
            problem = f"horizon: {wrong}"
        if problem:
            raise UsageError(f"site {self.name!r}: {problem}")


def name_problem(name: str) -> str | None:
    """Return what is wrong with the name of a site, satellite or group, or None."""
    if not name.strip():
        return "a name must not be blank"
    if name != name.strip():
        return f"the name {name!r} begins or ends with a blank"
    if not name.isprintable():
        return f"the name {name!r} holds a line break or another character that cannot be printed"
    return None


def coordinate_problem(key: str, value: float) -> str | None:
    """Return what is wrong with ``lat_deg``, ``lon_deg`` or ``height_km``, to be read after "key = value", or None."""
    low, high = {"lat_deg": LAT_RANGE_DEG, "lon_deg": LON_RANGE_DEG, "height_km": HEIGHT_RANGE_KM}[key]
    if not math.isfinite(value):
        return "must be a finite number"
    if low <= value <= high:
        return None
    hint = {
        "lat_deg": "; are latitude and longitude swapped?",
        "lon_deg": "",
        "height_km": "; the height is in kilometres above the WGS84 ellipsoid",
    }[key]
    return f"must lie between {low:g} and {high:g}{hint}"


def parse_site(text: str) -> Site:
    """Return the site of ``NAME,LAT,LON[,HEIGHT_KM]``, degrees and km. Raises UsageError for anything else."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) not in (3, 4):
        raise UsageError(
            f"site {text!r} must read NAME,LAT,LON or NAME,LAT,LON,HEIGHT_KM, as in Yongbyon,39.797,125.755; "
            "a name cannot hold a comma"
        )
    return _site_from_text(parts[0], dict(zip(POSITION, parts[1:], strict=False)))


def read_sites(path: str | Path) -> list[Site]:
    """Return the sites of a CSV file, or of a GeoJSON file of points; the content tells which it is.

    CSV: the columns name, lat_deg, lon_deg and, if wanted, height_km, weight and horizon (as ``0:2;90:5.5;180:0``).
    Other columns and blank lines are passed over; a heading that looks like a misspelt one is refused.

    GeoJSON: Point features with the property name and, if wanted, height_km, weight and horizon (as text, or a list
    of pairs). A third coordinate is a height in metres above the ellipsoid (RFC 7946, 3.1.1); height_km overrules it.

    Raises UsageError where the file cannot be read, ScenarioError with every ``file:line``, or feature, that is wrong.
    """
    path = Path(path)
    text = read_text(path, what="the sites file")
    return _sites_of_geojson(text, path.name) if looks_like_json(text) else _sites_of_csv(text, path.name)


def _sites_of_csv(text: str, file: str) -> list[Site]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""))
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        raise UsageError(f"the sites file {file} is not CSV text in UTF-8: {error}") from None
    rows = [(line, row) for line, row in rows if any(row)]
    if not rows:
        raise ScenarioError([f"{file}:1: the file is empty; its first line names the columns name,lat_deg,lon_deg"])
    header_line, header = rows[0]
    if problems := [f"{file}:{header_line}: {problem}" for problem in _header_problems(header)]:
        raise ScenarioError(problems)
    if len(rows) == 1:
        raise ScenarioError([f"{file}:{header_line}: no site follows the heading"])

    found: list[tuple[str, Site]] = []
    for line, row in rows[1:]:
        where = f"{file}:{line}"
        if len(row) != len(header):
            problems.append(f"{where}: {len(row)} cells, but the heading has {len(header)}")
            continue
        cells = dict(zip(header, row, strict=True))
        try:
            site = _site_from_text(cells.pop("name"), {key: cells[key] for key in COLUMNS[1:] if cells.get(key)})
        except UsageError as error:
            problems.append(f"{where}: {error}")
            continue
        found.append((f"line {line}", site))
        problems += [f"{where}: {problem}" for problem in _repeated(found)]
    if problems:
        raise ScenarioError(problems)
    return [site for _, site in found]


def _sites_of_geojson(text: str, file: str) -> list[Site]:
    found: list[tuple[str, Site]] = []
    problems: list[str] = []
    for i, feature in enumerate(features(parse_document(text, source=file), source=file), start=1):
        try:
            found.append((f"feature {i}", _site_from_feature(feature)))
        except UsageError as error:
            problems.append(f"{feature.where}: {error}")
            continue
        problems += [f"{feature.where}: {problem}" for problem in _repeated(found)]
    if problems:
        raise ScenarioError(problems)
    return [site for _, site in found]


def _repeated(found: Sequence[tuple[str, Site]]) -> list[str]:
    """Return a sentence if the last site found bears the name of an earlier one."""
    name = found[-1][1].name
    first = next(where for where, site in found if site.name == name)
    return [] if first == found[-1][0] else [f"the name {name!r} stands on {first} already"]


def _site_from_text(name: str, cells: dict[str, str]) -> Site:
    values: dict[str, Any] = {}
    for key in NEEDED[1:]:
        if key not in cells:
            raise UsageError(f"site {name!r}: {key} is missing")
    for key, text in cells.items():
        try:
            values[key] = parse_horizon(text) if key == "horizon" else float(text)
        except ValueError:
            raise UsageError(f"site {name!r}: {key} = {text!r} is not a number") from None
        except UsageError as error:
            raise UsageError(f"site {name!r}: {error}") from None
    return Site(name=name, **values)


def _site_from_feature(feature: Feature) -> Site:
    geometry = feature.geometry or {}
    if geometry.get("type") != "Point":
        raise UsageError(f"a site must be a Point, not {geometry.get('type', 'a feature without geometry')}")
    position = geometry.get("coordinates")
    if not isinstance(position, list) or len(position) not in (2, 3) or not all(map(_is_number, position)):
        raise UsageError(f"coordinates = {position!r} must be longitude, latitude and, if wanted, metres of height")
    optional = (NEEDED[0], *COLUMNS[3:])
    if problems := _misspelt(feature.properties, optional, "property"):
        raise UsageError("; ".join(problems))
    name = feature.properties.get("name")
    if not isinstance(name, str):
        raise UsageError("the property name is missing" if name is None else f"the name {name!r} must be text")
    values: dict[str, Any] = {"lon_deg": float(position[0]), "lat_deg": float(position[1])}
    if len(position) == 3:
        values["height_km"] = float(position[2]) / 1000.0
    for key in optional[1:]:
        value = feature.properties.get(key)
        if value is None:
            continue
        if key == "horizon":
            values[key] = _horizon_from_json(value)
        elif _is_number(value):
            values[key] = float(value)
        else:
            raise UsageError(f"site {name!r}: {key} = {value!r} is not a number")
    return Site(name=name, **values)


def _horizon_from_json(value: Any) -> Mask:
    if isinstance(value, str):
        return parse_horizon(value)
    if isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(map(_is_number, pair)) for pair in value
    ):
        return tuple((float(azimuth), float(elevation)) for azimuth, elevation in value)
    raise UsageError(f"horizon = {value!r} must be text as 0:2;90:5.5;180:0 or a list of pairs of degrees")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _header_problems(header: Sequence[str]) -> list[str]:
    problems = [f"the column {key} appears twice" for key in sorted({key for key in header if header.count(key) > 1})]
    misspelt = _misspelt(header, COLUMNS, "column")
    meant = {_meant(key, COLUMNS) for key in header if key not in COLUMNS}
    problems += [
        f"the column {key} is missing; the first line names the columns name,lat_deg,lon_deg[,height_km]"
        for key in NEEDED
        if key not in header and key not in meant  # one sentence a column is enough
    ]
    return problems + misspelt


def _misspelt(keys: Iterable[str], known: Sequence[str], what: str) -> list[str]:
    """Return a sentence for each key that looks like a misspelt one."""
    return [
        f"unknown {what} {key}; did you mean {close}?"
        for key in keys
        if key not in known and (close := _meant(key, known))
    ]


def _meant(key: str, known: Sequence[str]) -> str | None:
    """Return the key that was probably meant; one without its unit, as `height`, before any that looks alike."""
    without_unit = [name for name in known if name.rpartition("_")[0] == key]
    return next(iter(without_unit or alike(key, known)), None)
