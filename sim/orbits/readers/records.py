"""OMM written as JSON, CSV or KVN, read as mappings; ``omm`` reads their values."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ...plain_text import quoted
from .omm import KEYS, UNITS, wrong_unit

_KVN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_OTHER_MESSAGE = re.compile(r"CCSDS_(?!OMM_)([A-Z]+)_VERS\Z")
_INI_SECTION = re.compile(r"\[[A-Za-z][\w ]*\]\Z")


class Record(NamedTuple):
    """One record of a text: its place, its keys, and the problems with its form, each with its place.

    A record with problems is not used. If ``ends_reading`` is true, the rest of the text cannot be read.
    """

    where: str
    fields: Mapping[str, Any]
    problems: tuple[str, ...] = ()
    ends_reading: bool = False


def unreadable(problem: str) -> Record:
    """Return the record that stands for a text, or the rest of one, that cannot be taken apart."""
    return Record("", {}, (problem,), ends_reading=True)


def json_records(text: str, label: str) -> Iterator[Record]:
    """Yield the objects of a JSON document: one object, a list of them, or the one list within an object.

    A list of texts alone is yielded as one record, its lines under the key `lines`.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        yield unreadable(f"{label}:{error.lineno}: this is not JSON: {error.msg} (column {error.colno})")
        return
    except (ValueError, RecursionError) as error:
        yield unreadable(f"{label}:1: this JSON cannot be read: {error}")
        return
    if isinstance(document, dict) and not KEYS.intersection(map(str.upper, document)):
        lists = [value for value in document.values() if isinstance(value, list) and value]
        if len(lists) == 1 and all(isinstance(one, dict) for one in lists[0]):
            document = lists[0]
    if isinstance(document, list) and document and all(isinstance(one, str) for one in document):
        document = [{"lines": document}]
    for number, record in enumerate(document if isinstance(document, list) else [document], 1):
        where = f"{label}: set {number}"
        if isinstance(record, dict):
            yield Record(where, record)
        else:
            yield Record(where, {}, (f"{where}: {quoted(str(record))} is not a JSON object with OMM keys",))


def csv_records(text: str, label: str) -> Iterator[Record]:
    """Yield the rows of a CSV document; its first row names the columns, and may stand again further down."""
    header: list[str] | None = None
    rows = csv.reader(text.split("\n"), strict=True)
    while True:
        place = f"{label}:{rows.line_num + 1}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield unreadable(f"{place}: this is not CSV: {error}")
            return
        if not any(cell.strip() for cell in row):
            continue
        if header is None:
            header = [cell.strip().upper() for cell in row]
            twice = sorted(key for key, count in Counter(header).items() if count > 1 and key in KEYS)
            if len(header) == 1:
                yield unreadable(f"{place}: the columns must be parted by commas")
                return
            if twice:
                yield unreadable(f"{place}: the column {', '.join(twice)} stands twice")
                return
        elif len(row) != len(header):
            problem = f"{place}: the row has {len(row)} cells, the first row {len(header)}"
            yield Record(place, {}, (problem,))
        elif row[0].strip().upper() == header[0] and [cell.strip().upper() for cell in row] == header:
            continue  # files put end to end
        else:
            yield Record(place, dict(zip(header, row, strict=True)))


def kvn_records(text: str, label: str) -> Iterator[Record]:
    """Yield the messages of a KVN document: `KEY = value [unit]` lines; each message starts with
    CCSDS_OMM_VERS."""
    where, message, problems = "", dict[str, str](), list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.split(maxsplit=1)[0].upper() == "COMMENT":
            continue
        place = f"{label}:{number}"
        key, equals, value = (part.strip() for part in line.partition("="))
        if not equals or _KVN_KEY.match(key) is None:
            problems.append(f"{place}: {quoted(line.strip())} is not of the form KEY = value")
            continue
        key = key.upper()
        other = _OTHER_MESSAGE.match(key)
        if other:
            yield unreadable(f"{place}: this is an {other[1]} message; only OMM holds elements for SGP4")
            return
        if key == "CCSDS_OMM_VERS" and message:
            yield Record(where, message, tuple(problems))
            message, problems = {}, []
        if not message:
            where = place
        value, unit = _without_unit(value) if key in UNITS else (value, "")
        if key in message and key in KEYS:
            problems.append(f"{place}: {key} stands twice in one message; start each with CCSDS_OMM_VERS")
        elif unit and wrong_unit(key, unit):
            problems.append(f"{place}: {wrong_unit(key, unit)}")
        message[key] = value
    if message or problems:
        yield Record(where, message, tuple(problems))


def _without_unit(value: str) -> tuple[str, str]:
    """Return a value and the unit in brackets at its end, empty where there is none."""
    start = value.rfind("[")
    if start < 0 or not value.endswith("]") or "]" in value[start:-1]:
        return value, ""
    return value[:start].rstrip(), value[start + 1 : -1]


def is_ini(first_line: str) -> bool:
    """Return whether a text starts with a section such as `[Satellite]`, as GPredict writes its files."""
    return _INI_SECTION.match(first_line) is not None


def ini_records(text: str, label: str) -> Iterator[Record]:
    """Yield the sections of a file of `KEY=value` lines under `[Section]` headings, such as GPredict's .sat files."""
    where, section, problems = "", dict[str, str](), list[str]()
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line[0] == ";":
            continue
        place = f"{label}:{number}"
        if is_ini(line):
            if section or problems:
                yield Record(where, section, tuple(problems))
            where, section, problems = place, {}, []
            continue
        key, equals, value = (part.strip() for part in line.partition("="))
        if not equals:
            problems.append(f"{place}: {quoted(line)} is not of the form KEY=value")
        elif key.upper() in section:
            problems.append(f"{place}: {key} stands twice in one section")
        section[key.upper()] = value
    if section or problems:
        yield Record(where, section, tuple(problems))
