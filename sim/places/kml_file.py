"""Places from KML (OGC 12-007r2): placemarks with a point, on WGS84, longitude first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from ..errors import UsageError
from ..plain_text import quoted

_ELSE = ("LineString", "LinearRing", "Polygon", "Model", "Track", "MultiTrack")


@dataclass
class Placemark:
    """One placemark: its line, name, the texts of its points' coordinates, how altitudes count, what else it has."""

    line: int
    name: str = ""
    coordinates: list[str] = field(default_factory=list)
    altitude_mode: str = "clampToGround"
    others: list[str] = field(default_factory=list)


def placemarks(text: str, *, source: str) -> list[Placemark]:
    """Return the placemarks of a KML text, in order. Raises UsageError for a text that is no KML or has none."""
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Reader(parser)
    parser.StartElementHandler, parser.EndElementHandler = reader.begin, reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse_entities(source)
    try:
        parser.Parse(text, True)  # as text: an encoding that the XML declares is passed over
    except expat.ExpatError as error:
        raise UsageError(f"{source} begins as XML does, but cannot be read as such: {error}") from None
    if reader.root != "kml":
        raise UsageError(
            f"{source} is XML with the root {reader.root or 'none'}, not KML; give places as CSV, GeoJSON or KML"
        )
    if not reader.found:
        raise UsageError(f"{source}: the KML holds no placemark")
    return reader.found


def position(mark: Placemark) -> tuple[str, str]:
    """Return longitude and latitude of a placemark's one point, as text.

    Raises UsageError for a placemark that is no single point, and for an altitude above the ground or the sea.
    """
    if mark.others or len(mark.coordinates) != 1:
        what = mark.others[0] if mark.others else f"{len(mark.coordinates)} points"
        raise UsageError(f"a site must be a placemark with one Point, not {what}")
    parts = mark.coordinates[0].split()
    cells = [cell.strip() for cell in parts[0].split(",")] if len(parts) == 1 else []
    if len(cells) not in (2, 3):
        raise UsageError(f"coordinates = {quoted(mark.coordinates[0].strip())} must be longitude,latitude[,altitude]")
    is_raised = len(cells) == 3 and cells[2].strip("+-0.") != ""
    if is_raised and mark.altitude_mode not in ("clampToGround", "clampToSeaFloor"):
        raise UsageError(
            f"the altitude {cells[2]} m is {mark.altitude_mode}, above the ground or the sea, whose height is not "
            "known here; give the height above the ellipsoid in a CSV file"
        )
    return cells[0], cells[1]


def _refuse_entities(source: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise UsageError(f"{source} defines entities of its own, which no list of places needs")

    return refuse


class _Reader:
    """What expat reports, kept as placemarks."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.root = ""
        self.found: list[Placemark] = []
        self.path: list[str] = []
        self.words: list[str] = []

    def begin(self, key: str, attributes: dict[str, str]) -> None:
        name = key.rpartition(" ")[2]
        self.root = self.root or name
        self.path.append(name)
        self.words = []
        if name == "Placemark":
            self.found.append(Placemark(self.parser.CurrentLineNumber))
        elif self.found and "Placemark" in self.path and name in _ELSE:
            self.found[-1].others.append(name)

    def text(self, words: str) -> None:
        self.words.append(words)

    def end(self, key: str) -> None:
        name = self.path.pop()
        if self.found and "Placemark" in self.path:
            words, mark = "".join(self.words).strip(), self.found[-1]
            above = self.path[-1]
            if name == "name" and above == "Placemark":
                mark.name = " ".join(words.split())
            elif name == "coordinates" and above == "Point":
                mark.coordinates.append(words)
            elif name == "altitudeMode" and above == "Point":
                mark.altitude_mode = words
        self.words = []
