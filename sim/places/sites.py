"""Places on the ground: one from the command line, many from a CSV or GeoJSON file, each checked at the door."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import ScenarioError, UsageError
from ..plain_text import quoted
from ..words import alike
from .angle_words import has_letter, is_angle, lat_lon_words, place_words, split_pair
from .csv_rows import CsvRows, csv_rows, separator_hint
from .geojson_file import Feature, features, looks_like_json, parse_document
from .heights import HIGHEST_KM, bare_height_problem, height_km_of, one_height_km
from .horizon import Mask, horizon_problem, parse_horizon
from .kml_file import Placemark, placemarks
from .kml_file import position as kml_position
from .plain_numbers import is_number, plain_number, with_decimal_point
from .text_file import read_text

LAT_RANGE_DEG = (-90.0, 90.0)
LON_RANGE_DEG = (-180.0, 360.0)
FARTHEST_MAP_LON_DEG = 540.0  # maps that are scrolled round count longitudes on
HEIGHT_RANGE_KM = (-12.0, HIGHEST_KM)  # from below the deepest trench to the highest aircraft
COLUMNS = ("name", "lat_deg", "lon_deg", "height_km", "weight", "horizon", "height_m")
NEEDED, POSITION = COLUMNS[:3], COLUMNS[1:4]
OPTIONAL = COLUMNS[3:]


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
        "lat_deg": "; are latitude and longitude swapped?" if abs(value) <= LON_RANGE_DEG[1] else "",
        "lon_deg": "",
        "height_km": f"; the height is in kilometres above the WGS84 ellipsoid: {value:g} m are {value / 1e3:g} km",
    }[key]
    return f"must lie between {low:g} and {high:g}{hint}"


def parse_site(text: str, *, may_lack_name: bool = False) -> Site:
    """Return the site of ``[NAME,]LAT,LON[,HEIGHT]``: degrees, and km or with its unit as ``340m`` or ``12km``.

    Angles may have letters in place of signs, ``21.4N 157.95W`` or ``21°24'N,157°57'W``; the name may then be left out,
    as it may before two numbers. Before three numbers it may be left out only with ``may_lack_name``: the first of them
    could be the name. Raises UsageError for anything else.
    """
    parts = [part.strip() for one in split_pair(text) for part in one.split(",")]
    parts = [angle for part in parts for angle in split_pair(part)]
    unnamed = len(parts) < 4 and is_angle(parts[0])
    if unnamed and len(parts) == 3 and not may_lack_name:
        unnamed = all(map(has_letter, parts[:2])) and not has_letter(parts[2])
    if len(parts) - (not unnamed) not in (2, 3):
        wanted = (
            "LAT,LON or LAT,LON,HEIGHT_KM, as in 48.1,11.6,0.5"
            if may_lack_name
            else "NAME,LAT,LON or NAME,LAT,LON,HEIGHT_KM, as in Yongbyon,39.797,125.755, or LAT,LON"
        )
        why = "; a place is not looked up by its name" if len(parts) == 1 else ""
        raise UsageError(f"site {text!r} must read {wanted}{why or '; a name cannot hold a comma'}")
    if len(parts) == 4 and all(part.isdecimal() for part in parts) and int(parts[1]) > LAT_RANGE_DEG[1]:
        with_points = f"{parts[0]}.{parts[1]},{parts[2]}.{parts[3]}"
        raise UsageError(f"site {text!r} has commas in its numbers; write decimal points, as in {with_points}")
    name = None if unnamed else parts.pop(0)
    lat, lon = lat_lon_words(parts[0], parts[1])
    site = _site_from_text(text if name is None else name, dict(zip(POSITION, (lat, lon, *parts[2:]), strict=False)))
    return replace(site, name=place_words(site.lat_deg, site.lon_deg)) if name is None else site


def read_sites(path: str | Path) -> list[Site]:
    """Return the sites of a CSV file, or of a GeoJSON or KML file of points; the content tells which it is.

    CSV: the columns name, lat_deg, lon_deg and, if wanted, height_km or height_m, weight and horizon (as
    ``0:2;90:5.5;180:0``), separated by commas, semicolons or tabs. Other columns and blank lines are passed over; a
    heading that looks like a misspelt one is refused.

    GeoJSON: Point features with the property name and, if wanted, height_km or height_m, weight and horizon (as text,
    or a list of pairs). A third coordinate is a height in metres above the ellipsoid (RFC 7946, 3.1.1); the properties
    overrule it. KML: placemarks with a point. Longitudes of both may count on to 540 degrees either way.

    Raises UsageError where the file cannot be read, ScenarioError with every ``file:line``, or feature, that is wrong.
    What is accepted, and why: docs/inputs.md, Sites.
    """
    path = Path(path)
    text = read_text(path, what="the sites file")
    if looks_like_json(text):
        return _sites_of_geojson(text, path.name)
    return _sites_of_kml(text, path.name) if text.lstrip().startswith("<") else _sites_of_csv(text, path.name)


def _sites_of_csv(text: str, file: str) -> list[Site]:
    rows = csv_rows(text, COLUMNS, source=file, what="the sites file")
    if rows is None:
        raise ScenarioError([f"{file}:1: the file is empty; its first line names the columns name,lat_deg,lon_deg"])
    if problems := [f"{file}:{rows.heading_line}: {problem}" for problem in _header_problems(rows)]:
        raise ScenarioError(problems)
    if not rows.rows and not rows.problems:
        raise ScenarioError([f"{file}:{rows.heading_line}: no site follows the heading"])
    found = _Sites()
    found.problems += [(line, f"{file}:{line}: {problem}") for line, problem in rows.problems]
    for line, cells in rows.rows:
        given = {key: cells[key] for key in COLUMNS[1:] if cells.get(key)}
        if rows.has_decimal_commas:
            given |= {
                key: with_decimal_point(given[key], in_metres=key == "height_m")
                for key in (*POSITION, "height_m")
                if key in given
            }
        found.add(line, f"line {line}", f"{file}:{line}", partial(_site_from_text, cells["name"], given))
    return found.sites()


def _sites_of_geojson(text: str, file: str) -> list[Site]:
    found = _Sites()
    for i, feature in enumerate(features(parse_document(text, source=file), source=file), start=1):
        found.add(i, f"feature {i}", feature.where, partial(_site_from_feature, feature))
    return found.sites()


def _sites_of_kml(text: str, file: str) -> list[Site]:
    found = _Sites()
    for mark in placemarks(text, source=file):
        found.add(mark.line, f"line {mark.line}", f"{file}:{mark.line}", partial(_site_from_placemark, mark))
    return found.sites()


class _Sites:
    """Sites as they are found, and what is wrong with the others; names are held against those before."""

    def __init__(self) -> None:
        self.problems: list[tuple[int, str]] = []
        self._found: list[Site] = []
        self._first: dict[str, str] = {}

    def add(self, order: int, here: str, where: str, read: Callable[[], Site]) -> None:
        try:
            site = read()
        except UsageError as error:
            self.problems.append((order, f"{where}: {error}"))
            return
        if site.name in self._first:
            self.problems.append((order, f"{where}: the name {site.name!r} stands on {self._first[site.name]} already"))
        self._first.setdefault(site.name, here)
        self._found.append(site)

    def sites(self) -> list[Site]:
        """Return the sites. Raises ScenarioError with all that is wrong, in order."""
        if self.problems:
            raise ScenarioError([problem for _, problem in sorted(self.problems)])
        return self._found


def _site_from_text(name: str, cells: dict[str, str]) -> Site:
    values: dict[str, Any] = {}
    for key in NEEDED[1:]:
        if key not in cells:
            raise UsageError(f"site {name!r}: {key} is missing")
    readers: dict[str, Callable[[str], Any]] = {"horizon": parse_horizon, "height_km": height_km_of}
    for key, text in cells.items():
        try:
            values[key] = readers.get(key, plain_number)(text)
        except ValueError:
            raise UsageError(f"site {name!r}: {key} = {text!r} is not a number{_why(text)}") from None
        except UsageError as error:
            raise UsageError(f"site {name!r}: {error}") from None
    return _site(" ".join(name.split()), values)


def _why(text: str) -> str:
    return "; write a decimal point, and no thousands" if "," in text else ""


def _site(name: str, values: dict[str, Any]) -> Site:
    try:
        height_km = one_height_km(values.pop("height_km", None), values.pop("height_m", None))
    except UsageError as error:
        raise UsageError(f"site {name!r}: {error}") from None
    return Site(name=name, **values | ({} if height_km is None else {"height_km": height_km}))


def _site_from_feature(feature: Feature) -> Site:
    geometry = feature.geometry or {}
    if geometry.get("type") != "Point":
        raise UsageError(f"a site must be a Point, not {_kind(geometry)}")
    position = geometry.get("coordinates")
    if not isinstance(position, list) or len(position) not in (2, 3) or not all(map(is_number, position)):
        raise UsageError(
            f"coordinates = {quoted(position)} must be longitude, latitude and, if wanted, metres of height"
        )
    if problems := _misspelt(feature.properties, (NEEDED[0], *OPTIONAL), "property"):
        raise UsageError("; ".join(problems))
    name = feature.properties.get("name")
    if not isinstance(name, str):
        raise UsageError("the property name is missing" if name is None else f"the name {quoted(name)} must be text")
    lon_deg, lat_deg = float(position[0]), float(position[1])
    if feature.to_lon_lat is not None:
        lon_deg, lat_deg = feature.to_lon_lat(np.array([[lon_deg, lat_deg]]), f"site {name!r}")[0].tolist()
    values: dict[str, Any] = {"lon_deg": _turned_back(lon_deg), "lat_deg": lat_deg}
    for key in OPTIONAL:
        value = feature.properties.get(key)
        if value is None:
            continue
        if key == "horizon":
            values[key] = _horizon_from_json(value)
        elif is_number(value):
            values[key] = float(value)
        else:
            raise UsageError(f"site {name!r}: {key} = {quoted(value)} is not a number")
    if "height_km" in values and (problem := bare_height_problem(values["height_km"])):
        raise UsageError(f"site {name!r}: height_km = {values['height_km']:g} {problem}")
    if len(position) == 3 and not {"height_km", "height_m"} & set(values):
        values["height_m"] = float(position[2])
    return _site(" ".join(name.split()), values)


def _kind(geometry: dict[str, Any]) -> str:
    kind = geometry.get("type")
    return kind if isinstance(kind, str) else "a feature without geometry" if kind is None else quoted(kind)


def _site_from_placemark(mark: Placemark) -> Site:
    lon, lat = kml_position(mark)
    try:
        return Site(mark.name, lat_deg=plain_number(lat), lon_deg=_turned_back(plain_number(lon)))
    except ValueError as error:
        raise UsageError(f"site {mark.name!r}: {error}") from None


def _turned_back(lon_deg: float) -> float:
    """Return a longitude of a map within -180 to 360, by whole turns, if it lies within one and a half of them."""
    if LON_RANGE_DEG[0] <= lon_deg <= LON_RANGE_DEG[1] or not abs(lon_deg) <= FARTHEST_MAP_LON_DEG:
        return lon_deg
    return lon_deg - math.copysign(360.0, lon_deg)


def _horizon_from_json(value: Any) -> Mask:
    if isinstance(value, str):
        return parse_horizon(value)
    if isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(map(is_number, pair)) for pair in value
    ):
        return tuple((float(azimuth), float(elevation)) for azimuth, elevation in value)
    raise UsageError(f"horizon = {quoted(value)} must be text as 0:2;90:5.5;180:0 or a list of pairs of degrees")


def _header_problems(rows: CsvRows) -> list[str]:
    header = rows.columns
    problems = [f"the column {key} appears twice" for key in sorted({key for key in header if header.count(key) > 1})]
    misspelt = _misspelt(header, COLUMNS, "column")
    meant = {_meant(key, COLUMNS) for key in header if key not in COLUMNS}
    hint = "" if set(NEEDED) & set(header) else f"; {separator_hint(rows)}"
    problems += [
        f"the column {key} is missing; the first line names the columns name,lat_deg,lon_deg[,height_km]{hint}"
        for key in NEEDED
        if key not in header and key not in meant  # one sentence a column is enough
    ]
    return problems + misspelt


def _misspelt(keys: Iterable[str], known: tuple[str, ...], what: str) -> list[str]:
    """Return a sentence for each key that looks like a misspelt one, unless that one is there too."""
    keys = list(keys)
    return [
        f"unknown {what} {key:.80}; did you mean {close}?"
        for key in keys
        if key not in known and (close := _meant(key, known)) and close not in keys
    ]


@cache
def _meant(key: str, known: tuple[str, ...]) -> str | None:
    """Return the key that was probably meant; one without its unit, as `height`, before any that looks alike."""
    without_unit = [name for name in known if name.rpartition("_")[0] == key]
    return next(iter(without_unit or alike(key, known)), None)
