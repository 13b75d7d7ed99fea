"""The two lines of a TLE that stand inside a record, as SatNOGS, Space-Track, N2YO and GPredict write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..elements import ElementSet
from .tle import set_of_lines
from .values import catalog_number_of

# Keys, in upper case without underscores, under which records with lines name their object and give its number.
_NAME_KEYS = ("TLE0", "TLELINE0", "LINE0", "OBJECTNAME", "NAME", "SATNAME", "SATELLITENAME", "NICKNAME")
_SHORTEST = 40  # characters; fewer are no element line, whatever they begin with
_NUMBER_KEYS = ("NORADCATID", "NORADID", "NORAD", "SATELLITEID", "CATALOGNUMBER", "SATID")


def element_lines(record: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return line 1 and line 2 of a record, or None where it does not hold one of each.

    They may stand under any key, each alone, or both as lines of one text or items of one list.
    """
    found: dict[str, list[str]] = {"1 ": [], "2 ": []}
    for line in _lines(record.values()):
        if line[:2] in found and len(line) >= _SHORTEST:
            found[line[:2]].append(line)
    first, second = found["1 "], found["2 "]
    return (first[0], second[0]) if len(first) == len(second) == 1 else None


def set_of_record(
    record: Mapping[str, Any], lines: tuple[str, str], source: str
) -> tuple[ElementSet | None, list[str]]:
    """Return (set, []) or (None, problems) of a record with element lines; its own number must be that of the lines."""
    keys = {key.upper().replace("_", ""): value for key, value in record.items()}
    elements, problems = set_of_lines(_name(keys), *lines, source)
    if elements is None:
        return None, problems
    for key in _NUMBER_KEYS:
        number = catalog_number_of(keys.get(key))
        if number not in (0, elements.catalog_number):
            return None, [f"the record is of object {number}, its element lines of {elements.catalog_number}"]
    return elements, []


def _name(keys: Mapping[str, Any]) -> str:
    for key in _NAME_KEYS:
        value = keys.get(key)
        if isinstance(value, str) and value.strip():
            return value
    # Where the lines are items of one list or of one text, the line before them is the name.
    for value in keys.values():
        listed = list(_lines([value]))
        if len(listed) == 3 and listed[1].startswith("1 ") and listed[2].startswith("2 "):
            return listed[0]
    return ""


def _lines(values: Any) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield from (line.strip() for line in value.splitlines())
        elif isinstance(value, list):
            yield from (item.strip() for item in value if isinstance(item, str))
