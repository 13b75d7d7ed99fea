"""The elements of KML that its writers share: documents, folders, placemarks, styles, lines."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from ...plain_text import plain_line
from ..exported import About
from ..satellite_colours import COLOURS
from .ground_lines import Floats
from .zipped import zipped

KML = "http://www.opengis.net/kml/2.2"
GX = "http://www.google.com/kml/ext/2.2"
INNER = "doc.kml"  # the name that a KMZ has for its document


def document_of(about: About) -> tuple[Xml.Element, Xml.Element]:
    """Return the root of a KML file and its document, with title, what was asked, and a style for each colour."""
    Xml.register_namespace("", KML)
    Xml.register_namespace("gx", GX)
    root = Xml.Element(f"{{{KML}}}kml")
    document = add(root, "Document")
    add(document, "name", shown(about.title))
    add(document, "open", "1")
    add(document, "description", as_html(about))
    for number, colour in enumerate(COLOURS):
        add_style(document, f"satellite{number}", "ff" + "".join(reversed([colour[i : i + 2] for i in (1, 3, 5)])))
    return root, document


def save(root: Xml.Element, path: Path) -> None:
    """Write a KML file, or a KMZ with it after the path's suffix."""
    text = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    path.write_bytes(zipped({INNER: text}) if path.suffix.lower() == ".kmz" else text)


def add_data(mark: Xml.Element, values: Mapping[str, Any]) -> None:
    """Add values by name as ExtendedData; empty where there is none."""
    data = add(mark, "ExtendedData")
    for key, value in values.items():
        one = add(data, "Data")
        one.set("name", key)
        add(one, "value", "" if value is None else shown(str(value)))


def add_line(geometry: Xml.Element, lon_lat_m: Floats) -> None:
    """Add a line in space through points (N, 3): longitude and latitude in degrees, height in m."""
    line = add(geometry, "LineString")
    add(line, "altitudeMode", "absolute")
    add(line, "coordinates", " ".join(f"{lon:.6f},{lat:.6f},{m:.1f}" for lon, lat, m in lon_lat_m.tolist()))


def placemark(
    folder: Xml.Element,
    name: str,
    *,
    style: int | None = None,
    visible: bool = True,
    span_utc: tuple[str, str] | None = None,
) -> Xml.Element:
    """Add a placemark: its name, its number of a style, and the time for which it is shown."""
    mark = add(folder, "Placemark")
    add(mark, "name", shown(name))
    if not visible:
        add(mark, "visibility", "0")
    if span_utc is not None:
        span = add(mark, "TimeSpan")
        add(span, "begin", span_utc[0])
        add(span, "end", span_utc[1])
    if style is not None:
        add(mark, "styleUrl", f"#satellite{style % len(COLOURS)}")
    return mark


def folder_in(parent: Xml.Element, name: str, *, visible: bool = True) -> Xml.Element:
    """Add a folder."""
    folder = add(parent, "Folder")
    add(folder, "name", shown(name))
    if not visible:
        add(folder, "visibility", "0")
    return folder


def add_style(document: Xml.Element, name: str, colour: str) -> None:
    """Add a style of icons and lines of one colour, as KML writes it: alpha, blue, green, red."""
    style = add(document, "Style")
    style.set("id", name)
    add(add(style, "IconStyle"), "color", colour)
    line = add(style, "LineStyle")
    add(line, "color", colour)
    add(line, "width", "2")


def add(parent: Xml.Element, name: str, text: str | None = None, *, space: str = KML) -> Xml.Element:
    """Add an element, with text if it is given."""
    element = Xml.SubElement(parent, f"{{{space}}}{name}")
    element.text = text
    return element


def shown(text: str) -> str:
    """Return a text as XML can hold it and a reader can trust it."""
    return plain_line(text)


def as_html(about: About) -> str:
    """Return what was asked as the lines of a description, which programs show as HTML."""
    rows = (*about.asked, *(("note", one) for one in about.notes))
    said = (f"{row[0]}: {' '.join(str(value) for value in row[1:] if value is not None)}" for row in rows)
    return "<br/>".join(html.escape(shown(line)) for line in said)
