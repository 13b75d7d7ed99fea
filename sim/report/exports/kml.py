"""Windows and passes as KML 2.2 (OGC 07-147r2), for Google Earth and its time slider, or zipped as KMZ.

Folders: the targets; the satellites, each moving while it sees one of them (``gx:MultiTrack``); and the windows by case
and target, each with its time span, the ground track below the satellite, and the lines of sight at its start, middle
and end. Only the main case is shown at first. Lines are cut at the antimeridian. The values of a window stand in its
ExtendedData under the names of the CSV; names are text, never HTML.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Xml

import numpy as np

from ...clock import format_milliseconds
from ...errors import UsageError
from ...intervals import union
from ...plain_text import plain_line
from ..exported import Exported, main_rows, n_rows
from ..satellite_colours import COLOURS
from ..scene import check_satellites
from ..windows_csv import windows_rows
from .ground_lines import lon_lat_m, pieces, times_of
from .stapi import simpler_outline
from .zipped import zipped

if TYPE_CHECKING:
    from ..scene import Scene, Spot

KML = "http://www.opengis.net/kml/2.2"
GX = "http://www.google.com/kml/ext/2.2"
MOST_ROWS = 50_000  # some 150 MB; Google Earth is slow long before
INNER = "doc.kml"  # the name that a KMZ has for its document


def write(made: Exported, path: Path) -> None:
    """Write KML, or KMZ after the path's suffix; the same result gives the same bytes.

    Raises UsageError for more windows or satellites than such a file should hold.
    """
    if n_rows(made) > MOST_ROWS:
        raise UsageError(
            f"{path}: {n_rows(made):,} rows are too many for KML, at most {MOST_ROWS:,}: take a shorter span, or write "
            ".czml, .geojson or .csv"
        )
    check_satellites(len(made.scene.satellites), path.suffix)
    text = Xml.tostring(_document(made), encoding="utf-8", xml_declaration=True)
    path.write_bytes(zipped({INNER: text}) if path.suffix.lower() == ".kmz" else text)


def _document(made: Exported) -> Xml.Element:
    Xml.register_namespace("", KML)
    Xml.register_namespace("gx", GX)
    root = Xml.Element(f"{{{KML}}}kml")
    document = _add(root, "Document")
    _add(document, "name", _shown(made.about.title))
    _add(document, "open", "1")
    _add(document, "description", as_html(made))
    for number, colour in enumerate(COLOURS):
        _style(document, f"satellite{number}", "ff" + "".join(reversed([colour[i : i + 2] for i in (1, 3, 5)])))
    scene = made.scene
    targets = _folder(document, "Targets")
    for spot in scene.spots:
        _target(targets, spot)
    rows = main_rows(made)
    flying = _folder(document, "Satellites")
    for number in sorted(set(scene.satellite[rows].tolist())):
        _satellite(flying, scene, number, [r for r in rows if scene.satellite[r] == number])
    cases = made.columns.get("case", [""] * n_rows(made))
    values = windows_rows(made.columns)
    for case in dict.fromkeys(cases):
        title = f"Windows, {case}" if case else "Windows"
        is_main = case in ("", made.about.main_case) or not made.about.main_case
        of_case = _folder(document, title, visible=is_main)
        of_target: dict[int, Xml.Element] = {}
        for r in (r for r, one in enumerate(cases) if one == case):
            target = int(scene.target[r])
            if target not in of_target:
                of_target[target] = _folder(of_case, scene.spots[target].name, visible=is_main)
            _window(of_target[target], scene, r, values[r], visible=is_main)
    return root


def _target(folder: Xml.Element, spot: Spot) -> None:
    mark = _placemark(folder, spot.name)
    if spot.region is None:
        _add(_add(mark, "Point"), "coordinates", f"{_lon(spot.site.lon_deg):.6f},{spot.site.lat_deg:.6f}")
        return
    geometry = _add(mark, "MultiGeometry")
    for part in simpler_outline(spot).geoms:
        polygon = _add(geometry, "Polygon")
        _add(polygon, "tessellate", "1")
        for kind, ring in (("outer", part.exterior), *(("inner", one) for one in part.interiors)):
            ring_of = _add(_add(polygon, f"{kind}BoundaryIs"), "LinearRing")
            _add(ring_of, "coordinates", " ".join(f"{x:.6f},{y:.6f}" for x, y in ring.coords))


def _satellite(folder: Xml.Element, scene: Scene, number: int, rows: Sequence[int]) -> None:
    """Add a satellite that moves through its windows, those of all targets together."""
    mark = _placemark(folder, scene.satellites[number].name, style=number)
    tracks = _add(mark, "MultiTrack", space=GX)
    _add(tracks, "altitudeMode", "absolute")
    _add(tracks, "interpolate", "0", space=GX)
    mine = np.array(rows)
    for start_s, end_s in union(np.column_stack([scene.start_s[mine], scene.end_s[mine]])).tolist():
        row = int(mine[np.flatnonzero(scene.start_s[mine] == start_s)[0]])
        t_s = times_of(start_s, end_s)
        track = _add(tracks, "Track", space=GX)
        _add(track, "altitudeMode", "absolute")
        for when in format_milliseconds(scene.span.milliseconds(t_s)):
            _add(track, "when", when)
        for lon, lat, height_m in lon_lat_m(scene.positions_itrs_km(row, t_s)).tolist():
            _add(track, "coord", f"{lon:.6f} {lat:.6f} {height_m:.0f}", space=GX)


def _window(folder: Xml.Element, scene: Scene, r: int, values: dict[str, Any], *, visible: bool) -> None:
    satellite = int(scene.satellite[r])
    name = f"{values['satellite']} {values['start_utc'][:19]}Z"
    mark = _placemark(folder, name, style=satellite, visible=visible, span_utc=(values["start_utc"], values["end_utc"]))
    data = _add(mark, "ExtendedData")
    for key, value in values.items():
        one = _add(data, "Data")
        one.set("name", key)
        _add(one, "value", "" if value is None else _shown(str(value)))
    geometry = _add(mark, "MultiGeometry")
    start_s, end_s = float(scene.start_s[r]), float(scene.end_s[r])
    for piece in pieces(scene.positions_itrs_km(r, times_of(start_s, end_s))):
        line = _add(geometry, "LineString")
        _add(line, "tessellate", "1")
        _add(line, "coordinates", " ".join(f"{lon:.5f},{lat:.5f}" for lon, lat, _ in piece.tolist()))
    spot = scene.spots[int(scene.target[r])]
    if spot.region is not None:
        return
    for sat_km in scene.positions_itrs_km(r, np.array([start_s, 0.5 * (start_s + end_s), end_s])):
        for piece in pieces(np.stack([spot.itrs_km, sat_km])):
            line = _add(geometry, "LineString")
            _add(line, "altitudeMode", "absolute")
            _add(line, "coordinates", " ".join(f"{lon:.6f},{lat:.6f},{m:.1f}" for lon, lat, m in piece.tolist()))


def _placemark(
    folder: Xml.Element,
    name: str,
    *,
    style: int | None = None,
    visible: bool = True,
    span_utc: tuple[str, str] | None = None,
) -> Xml.Element:
    mark = _add(folder, "Placemark")
    _add(mark, "name", _shown(name))
    if not visible:
        _add(mark, "visibility", "0")
    if span_utc is not None:
        span = _add(mark, "TimeSpan")
        _add(span, "begin", span_utc[0])
        _add(span, "end", span_utc[1])
    if style is not None:
        _add(mark, "styleUrl", f"#satellite{style % len(COLOURS)}")
    return mark


def _folder(parent: Xml.Element, name: str, *, visible: bool = True) -> Xml.Element:
    folder = _add(parent, "Folder")
    _add(folder, "name", _shown(name))
    if not visible:
        _add(folder, "visibility", "0")
    return folder


def _style(document: Xml.Element, name: str, colour: str) -> None:
    style = _add(document, "Style")
    style.set("id", name)
    _add(_add(style, "IconStyle"), "color", colour)
    line = _add(style, "LineStyle")
    _add(line, "color", colour)
    _add(line, "width", "2")


def _add(parent: Xml.Element, name: str, text: str | None = None, *, space: str = KML) -> Xml.Element:
    element = Xml.SubElement(parent, f"{{{space}}}{name}")
    element.text = text
    return element


def _shown(text: str) -> str:
    """Return a text as XML can hold it and a reader can trust it."""
    return plain_line(text)


def as_html(made: Exported) -> str:
    """Return what was asked as the lines of a description, which programs show as HTML."""
    rows = (*made.about.asked, *(("note", one) for one in made.about.notes))
    said = (f"{row[0]}: {' '.join(str(value) for value in row[1:] if value is not None)}" for row in rows)
    return "<br/>".join(html.escape(_shown(line)) for line in said)


def _lon(lon_deg: float) -> float:
    return (lon_deg + 180.0) % 360.0 - 180.0
