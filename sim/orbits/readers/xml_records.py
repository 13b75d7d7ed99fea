"""OMM written as XML (CCSDS 505.0-B), alone or several in an NDM, taken apart into mappings.

Expat reads it as a stream. Messages therefore have line numbers, and no depth of nesting is too large. A document with
a DTD is refused before any of its entities is expanded.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from .omm import KEYS, wrong_unit
from .records import Record, unreadable

_OTHER_MESSAGES = {"acm", "aem", "apm", "cdm", "ocm", "oem", "opm", "rdm", "tdm"}

WEB_PAGE = "this is a web page, not element sets; open it to see what the server had to say"


class _Refused(Exception):
    """Raised to stop the parser at a document that is refused."""


class _Collector:
    """Gathers the leaves of each <segment>, a message's metadata and data, with the line it starts on."""

    def __init__(self, label: str, lines_before: int) -> None:
        self.records: list[Record] = []
        self.label = label
        self.lines_before = lines_before
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._where = ""
        self._segment: dict[str, str] | None = None
        self._problems: list[str] = []
        self._leaf = ""
        self._unit = ""
        self._chunks: list[str] = []

    @property
    def place(self) -> str:
        return f"{self.label}:{self.lines_before + self.parser.CurrentLineNumber}"

    def _doctype(self, name: str, *_: object) -> None:
        if name.lower() == "html":
            raise _Refused(WEB_PAGE)
        raise _Refused("the document has a DTD, which element sets have no use for; remove it")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name.lower() == "html":
            raise _Refused(WEB_PAGE)
        if name in _OTHER_MESSAGES:
            raise _Refused(f"this is an {name.upper()} message; only OMM holds elements for SGP4")
        if name == "segment":
            self._where, self._segment, self._problems = self.place, {}, []
        self._leaf, self._unit, self._chunks = name, attributes.get("units", ""), []

    def _text(self, text: str) -> None:
        self._chunks.append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if self._segment is None:
            return
        if name == "segment":
            self.records.append(Record(self._where, self._segment, tuple(self._problems)))
            self._segment = None
        elif name == self._leaf:
            self._add(self._segment, name.upper(), "".join(self._chunks).strip())
        self._leaf = ""

    def _add(self, segment: dict[str, str], key: str, value: str) -> None:
        if key in segment and key in KEYS:
            self._problems.append(f"{self.place}: {key} stands twice in one segment")
        elif self._unit and wrong_unit(key, self._unit):
            self._problems.append(f"{self.place}: {wrong_unit(key, self._unit)}")
        segment[key] = value


def xml_records(text: str, label: str) -> Iterator[Record]:
    """Yield the segments of an OMM or NDM document."""
    document = text.lstrip()  # a blank line before the XML declaration is an error to expat, not to us
    collector = _Collector(label, text.count("\n", 0, len(text) - len(document)))
    try:
        collector.parser.Parse(document, True)
    except _Refused as reason:
        yield unreadable(f"{collector.place}: {reason}")
    except expat.ExpatError as error:
        yield unreadable(f"{collector.place}: this is not XML: {expat.ErrorString(error.code)}")
    else:
        if not collector.records:
            yield unreadable(f"{label}:1: this XML holds no <segment>, so no OMM")
        yield from collector.records
