"""From a file, standard input or a text to element sets, whatever format they are in."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields as fields_of
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO

from ...errors import UsageError
from ...plain_text import plain_line, quoted
from ..elements import ElementSet
from .lines_in_records import element_lines, set_of_record
from .omm import REQUIRED_KEYS, read_mapping
from .records import Record, csv_records, ini_records, is_ini, json_records, kvn_records
from .same_object import are_two
from .tle import read_tle
from .unusable import Catalogue, Unusable, problems_in, refuse
from .values import catalog_number_of
from .xml_records import xml_records

FORMATS = "TLE or 3LE lines, or OMM as JSON, CSV, XML or KVN"

MOST_BYTES = 1 << 30  # some six million sets as a TLE; memory for their objects is about six times as much

_COMMENT_LINE = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_CONTENT = re.compile(r"\S.*")
# Byte order marks are removed everywhere, also where files were joined. Wide and non-breaking blanks, from a web page
# or a word processor, become ordinary blanks.
_NO_MARKS_PLAIN_BLANKS = {0xFEFF: None, 0x00A0: " ", 0x2007: " ", 0x202F: " "}
_TEXT_BYTES = bytes(c for c in range(256) if (c >= 32 and c != 127) or c in b"\t\n\f\r")
_TLE_LINE = re.compile(r"^[ \t]*[12][ \t]", re.MULTILINE)
_KVN_LINE = re.compile(r"^[ \t]*(?:CCSDS_[A-Z]+_VERS|EPOCH)[ \t]*=", re.MULTILINE | re.IGNORECASE)
_MOTION = attrgetter(*(field.name for field in fields_of(ElementSet) if field.type in ("float", float)))
_HEAD = 10_000  # characters at the start in which KVN is recognised
_PACKED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip", b"\xfd7zXZ": "xz"}


def read_elements(path: str | Path) -> list[ElementSet]:
    """Return the element sets of a file, or of standard input for `-`; see ``parse_elements``.

    Raises UsageError for a file that is not there or cannot be opened, DataError for content that cannot be
    used.
    """
    return _all_of(read_catalogue(path))


def parse_elements(text: str | bytes, label: str) -> list[ElementSet]:
    """Return the element sets of a text in its order, each once.

    Their source is the SOURCE of their record, if it has one, else ``label``, the text's name.

    The format is recognised by the content: TLE or 3LE, or OMM as JSON (an object or a list), CSV, XML or KVN.
    Bytes are UTF-8. A byte order mark, any line ends, blank lines and lines starting with # are allowed.

    Raises DataError with all problems, one a line as ``label:line: sentence`` (at most ten, then a count). A text
    with a problem gives no sets at all, so that no satellite is lost without notice. ``parse_catalogue`` returns
    the usable sets and the unusable records.
    """
    return _all_of(parse_catalogue(text, label))


def read_catalogue(path: str | Path) -> Catalogue:
    """Return the element sets of a file, or of standard input for `-`, and what of it cannot be used.

    Raises as ``read_elements``, except for records that cannot be used: these are returned in ``unusable``.
    """
    if str(path) == "-":
        return parse_catalogue(_read_within_bounds(sys.stdin.buffer, "<stdin>"), "<stdin>")
    shown = plain_line(str(path))
    try:
        with Path(path).open("rb") as file:
            data = _read_within_bounds(file, str(path))
    except FileNotFoundError:
        raise UsageError(f"{shown}: there is no such file of element sets") from None
    except IsADirectoryError:
        raise UsageError(f"{shown} is a folder; name a file of element sets in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{shown} cannot be opened: {reason}") from None
    return parse_catalogue(data, str(path))


def parse_catalogue(text: str | bytes, label: str) -> Catalogue:
    """Return the element sets of a text, as ``parse_elements``, and what of it cannot be used.

    Raises DataError, with every problem, for a text that cannot be read to its end, and for one without a usable set.
    """
    text = _plain_text(text, label)
    unusable: list[Unusable] = []
    content = _CONTENT.search(text)
    if content is None:
        refuse([f"{label} is empty; it should hold element sets: {FORMATS}"])
    first = content[0].rstrip()
    if first.startswith("<"):
        sets = _from_records(xml_records(text, label), label, unusable)
    elif is_ini(first):
        sets = _from_records(ini_records(text, label), label, unusable)
    elif first[0] in "{[":
        sets = _from_records(json_records(text, label), label, unusable)
    elif _KVN_LINE.search(text[:_HEAD]):
        sets = _from_records(kvn_records(text, label), label, unusable)
    elif _starts_csv(first):
        sets = _from_records(csv_records(text, label), label, unusable)
    elif _TLE_LINE.search(text):
        sets = read_tle(text, label, unusable)
    else:
        number = 1 + text.count("\n", 0, content.start())
        refuse([f"{label}:{number}: {quoted(first)} does not start element sets; they are {FORMATS}"])
    if unusable and (not sets or any(one.ends_reading for one in unusable)):
        refuse(problems_in(unusable))
    if not sets:
        refuse([f"{label} holds no element set"])
    return Catalogue(tuple(_each_once(sets)), tuple(unusable))


def _read_within_bounds(file: BinaryIO, label: str) -> bytes:
    """Return the bytes of a file; DataError where it has more than any list of element sets, such as a device."""
    pieces = []
    size = 0
    while piece := file.read(1 << 20):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            refuse([f"{label} holds more than {MOST_BYTES >> 20:,} MB; take the objects that are needed out of it"])
    return b"".join(pieces)


def _all_of(catalogue: Catalogue) -> list[ElementSet]:
    if catalogue.unusable:
        refuse(problems_in(catalogue.unusable))
    return list(catalogue.sets)


def _plain_text(text: str | bytes, label: str) -> str:
    """Return a text with \\n as line end, no byte order marks, plain blanks and emptied comment lines."""
    if isinstance(text, bytes):
        for magic, packer in _PACKED.items():
            if text.startswith(magic):
                refuse([f"{label} is packed with {packer}; unpack it first"])
        if text.startswith((b"\xff\xfe", b"\xfe\xff")):
            refuse([f"{label} is UTF-16 text; save it as UTF-8"])
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            line = 1 + error.object.count(b"\n", 0, error.start)
            refuse([
                f"{label}:{line}: byte {error.object[error.start]:#04x} is not UTF-8; "
                "if this is a text of element sets, save it as UTF-8"
            ])  # fmt: skip
    text = text.removesuffix("\x1a").replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = text.translate(_NO_MARKS_PLAIN_BLANKS)
    controls = text.encode("utf-8", "replace").translate(None, _TEXT_BYTES).decode()
    if controls:
        line = 1 + text.count("\n", 0, text.index(controls[0]))
        refuse([f"{label}:{line}: the character {controls[0]!r} shows that this is no text of element sets"])
    if "#" not in text:
        return text
    if text.lstrip().startswith("<"):
        return text  # in XML a line starting with # may end a comment of its own
    return _COMMENT_LINE.sub("", text)


def _starts_csv(line: str) -> bool:
    cells = {cell.strip(' "\t').upper() for cell in re.split("[,;\t]", line)}
    return len(cells.intersection(REQUIRED_KEYS)) > 1


def _from_records(records: Iterator[Record], label: str, unusable: list[Unusable]) -> list[ElementSet]:
    sets = []
    for where, fields, problems, ends_reading in records:
        if problems:
            unusable.append(Unusable(problems, *_identity(fields), is_record=bool(fields), ends_reading=ends_reading))
            continue
        lines = element_lines(fields) if not _has_elements(fields) else None
        source = _source(fields) or label
        elements, reasons = read_mapping(fields, source) if lines is None else set_of_record(fields, lines, source)
        if elements is not None:
            sets.append(elements)
            continue
        name, number = _identity(fields)
        shown = name[:60] or number or ""
        place = f"{where} ({shown})" if shown else where
        unusable.append(Unusable(tuple(f"{place}: {reason}" for reason in reasons), name, number))
    return sets


def _has_elements(fields: Mapping[str, Any]) -> bool:
    """Return whether a record has the elements themselves; lines of a TLE in it are then ignored."""
    return "MEAN_MOTION" in fields or "mean_motion" in fields


def _source(fields: Mapping[str, Any]) -> str:
    """Return the SOURCE of a record, fit to print; empty where it gives none."""
    source = fields.get("SOURCE") or fields.get("source")
    return plain_line(source.strip()) if isinstance(source, str) else ""


def _identity(fields: Mapping[str, Any]) -> tuple[str, int]:
    """Return the name, fit to print, and the number that a record gives, empty and 0 where it gives none."""
    keys = {key.upper(): value for key, value in fields.items()}
    name = keys.get("OBJECT_NAME")
    return (plain_line(name.strip()) if isinstance(name, str) else ""), catalog_number_of(keys.get("NORAD_CAT_ID"))


def _each_once(sets: list[ElementSet]) -> list[ElementSet]:
    """Return the sets without repetitions; of one set under several names, the last name is kept.

    Sets with different names are kept apart if their number may belong to several objects.
    """
    kept: dict[tuple[object, ...], ElementSet] = {}
    for elements in sets:
        key = (elements.catalog_number or elements.name or elements.object_id, *_MOTION(elements))
        if kept.setdefault(key, elements) is elements:
            continue
        if are_two(kept[key], elements):
            kept[*key, elements.name, elements.object_id] = elements
        elif elements.name:
            kept[key] = elements
    return list(kept.values())
