"""From a file, standard input or a text to element sets, whatever format they are in."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from operator import attrgetter
from pathlib import Path

from ...errors import DataError, UsageError
from ..elements import ElementSet
from .omm import REQUIRED_KEYS, read_mapping
from .records import Record, csv_records, json_records, kvn_records
from .tle import read_tle
from .validate import refuse
from .xml_records import xml_records

FORMATS = "TLE or 3LE lines, or OMM as JSON, CSV, XML or KVN"

_COMMENT_LINE = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_CONTENT = re.compile(r"\S.*")
_TEXT_BYTES = bytes(c for c in range(256) if (c >= 32 and c != 127) or c in b"\t\n\f\r")
_TLE_LINE = re.compile(r"^[ \t]*[12] ", re.MULTILINE)
_KVN_LINE = re.compile(r"^[ \t]*(?:CCSDS_[A-Z]+_VERS|EPOCH)[ \t]*=", re.MULTILINE | re.IGNORECASE)
_MOTION = attrgetter(*(field.name for field in fields(ElementSet) if field.type in ("float", float)))
_HEAD = 10_000  # characters in which KVN shows itself
_PACKED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip", b"\xfd7zXZ": "xz"}


def read_elements(path: str | Path) -> list[ElementSet]:
    """Return the element sets of a file, or of standard input for `-`; see ``parse_elements``.

    Raises UsageError for a file that is not there or cannot be opened, DataError for content that cannot be
    used.
    """
    if str(path) == "-":
        return parse_elements(sys.stdin.buffer.read(), "<stdin>")
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file of element sets") from None
    except IsADirectoryError:
        raise UsageError(f"{path} is a folder; name a file of element sets in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{path} cannot be opened: {reason}") from None
    return parse_elements(data, str(path))


def parse_elements(text: str | bytes, label: str) -> list[ElementSet]:
    """Return the element sets of a text in its order, each once; their source is ``label``, the text's name.

    The format is told by the content: TLE or 3LE, or OMM as JSON (an object or a list), CSV, XML or KVN.
    Bytes are UTF-8. A byte order mark, any line ends, blank lines and lines starting with # are fine.

    Raises DataError with all that is wrong, one problem a line as ``label:line: sentence`` (at most ten, then
    a count); a text with a problem gives no sets at all, so that no satellite goes missing unseen.
    """
    text = _plain_text(text, label)
    problems: list[str] = []
    content = _CONTENT.search(text)
    if content is None:
        raise DataError(f"{label} is empty; it should hold element sets: {FORMATS}")
    first = content[0].rstrip()
    if first.startswith("<"):
        sets = _from_records(xml_records(text, label, problems), label, problems)
    elif first[0] in "{[":
        sets = _from_records(json_records(text, label, problems), label, problems)
    elif _KVN_LINE.search(text[:_HEAD]):
        sets = _from_records(kvn_records(text, label, problems), label, problems)
    elif _starts_csv(first):
        sets = _from_records(csv_records(text, label, problems), label, problems)
    elif _TLE_LINE.search(text):
        sets = read_tle(text, label, problems)
    else:
        number = 1 + text.count("\n", 0, content.start())
        raise DataError(f"{label}:{number}: {first[:60]!r} does not start element sets; they are {FORMATS}")
    if problems:
        refuse(problems)
    if not sets:
        raise DataError(f"{label} holds no element set")
    return _each_once(sets)


def _plain_text(text: str | bytes, label: str) -> str:
    """Return a text with \\n as line end, no byte order mark and emptied comment lines."""
    if isinstance(text, bytes):
        for magic, packer in _PACKED.items():
            if text.startswith(magic):
                raise DataError(f"{label} is packed with {packer}; unpack it first")
        if text.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise DataError(f"{label} is UTF-16 text; save it as UTF-8")
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            line = 1 + error.object.count(b"\n", 0, error.start)
            raise DataError(
                f"{label}:{line}: byte {error.object[error.start]:#04x} is not UTF-8; "
                "if this is a text of element sets, save it as UTF-8"
            ) from None
    text = text.removeprefix("\ufeff").removesuffix("\x1a").replace("\r\n", "\n").replace("\r", "\n")
    controls = text.encode("utf-8", "replace").translate(None, _TEXT_BYTES).decode()
    if controls:
        line = 1 + text.count("\n", 0, text.index(controls[0]))
        raise DataError(f"{label}:{line}: the character {controls[0]!r} shows that this is no text of element sets")
    if "#" not in text:
        return text
    if text.lstrip().startswith("<"):
        return text  # in XML a line starting with # may end a comment of its own
    return _COMMENT_LINE.sub("", text)


def _starts_csv(line: str) -> bool:
    cells = {cell.strip(' "\t').upper() for cell in re.split("[,;\t]", line)}
    return len(cells.intersection(REQUIRED_KEYS)) > 1


def _from_records(records: Iterator[Record], label: str, problems: list[str]) -> list[ElementSet]:
    sets = []
    for where, record in records:
        elements, reasons = read_mapping(record, label)
        if elements is None:
            name = record.get("OBJECT_NAME") or record.get("NORAD_CAT_ID")
            place = f"{where} ({name})" if name else where
            problems.extend(f"{place}: {reason}" for reason in reasons)
        else:
            sets.append(elements)
    return sets


def _each_once(sets: list[ElementSet]) -> list[ElementSet]:
    """Return the sets without repetitions; where one set came under several names, the last name stays."""
    kept: dict[tuple[object, ...], ElementSet] = {}
    for elements in sets:
        key = (elements.catalog_number or elements.name or elements.object_id, *_MOTION(elements))
        if elements.name or key not in kept:
            kept[key] = elements
    return list(kept.values())
