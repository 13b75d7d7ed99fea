"""Two-line elements, with or without a name line, read by their columns.

The columns are NORAD's (Spacetrack Report No. 3; CelesTrak, "NORAD Two-Line Element Set Format"). Catalogue
numbers may be Alpha-5: a first letter for 10 to 33, I and O skipped (Space-Track). The ``twoline2rv`` of
python-sgp4 is not used, because it accepts wrong checksums, cut lines and the lines of two satellites without an
error. Text after column 69 is ignored if a blank separates it from the checksum, as in SGP4's own verification
file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...plain_text import plain_line, quoted
from ..elements import ElementSet
from .collapsed_lines import spread_out
from .epoch import split_tle_epoch
from .tle_columns import LINE_1, LINE_2, LINE_LENGTH, Columns, catalog_number, checksum
from .unusable import Unusable
from .validate import clean_name, cospar, problems_of

SGP4_TYPES = " 02"  # blank and 0: the default; 2: SGP4 in the older numbering
OTHER_TYPES = {"1": "SGP", "3": "SDP4 or PPT3", "4": "SGP4-XP", "5": "SDP8", "6": "special perturbations"}


class Line(NamedTuple):
    number: int  # in the text, from 1; 0 where there is no line
    text: str


Found = list[tuple[int, str]]  # problems: the number of the line to look at, and a sentence
_NONE = Line(0, "")

# Line 0 of the lists of classified objects: a name of at most 14 characters, then length, width and depth in m, the
# standard magnitude, its kind and a radar cross section (mmccants.org/tles/mccdesc.html, columns 17-42).
_SIZE_AND_MAGNITUDE = re.compile(
    r"(\S.{0,13}?) {2,}[0-9]{1,3}\.[0-9] +[0-9]{1,3}\.[0-9] +[0-9]{1,3}\.[0-9] +-?[0-9]{1,2}\.[0-9]"
    r"(?: +[A-Za-z])?(?: +[0-9]{0,4}\.?[0-9]{1,3})?\Z"
)
_TABBED_LINE = re.compile(r"^[ \t]*[12]\t.*$", re.MULTILINE)


def read_tle(text: str, label: str, unusable: list[Unusable]) -> list[ElementSet]:
    """Return the sets of a text in TLE or 3LE form, in its order; add what cannot be used to ``unusable``.

    Each problem starts with ``label:line:`` and names a correct value.
    """
    if "\t" in text:
        text = _TABBED_LINE.sub(lambda line: line[0].replace("\t", " "), text)
    sets = []
    found: Found = []
    for name, first, second in _groups(text):
        if first is not _NONE and second is not _NONE:
            elements = _element_set(name, first, second, label, found)
            if elements is not None:
                sets.append(elements)
                continue
        unusable.append(_unusable(name, first, second, label, found))
        found = []
    return sets


def set_of_lines(name: str, first: str, second: str, label: str) -> tuple[ElementSet | None, list[str]]:
    """Return (set, []) or (None, problems) of the two lines, and the name, that stand in a record."""
    found: Found = []
    elements = _element_set(Line(0, name.strip()), Line(1, first.strip()), Line(2, second.strip()), label, found)
    return elements, [sentence for _, sentence in found]


def _groups(text: str) -> Iterator[tuple[Line, Line, Line]]:
    """Yield the name line (or none), line 1 and line 2 of each set; lines that stand alone with none beside them."""
    name = first = _NONE
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        mark = line[:2]
        if not mark:
            continue
        if mark not in ("1 ", "2 ") and len(line) >= LINE_LENGTH and (right := _right_line_number(line)):
            mark = f"{right} "
        if mark == "2 ":
            yield name, first, Line(number, line)
            name = first = _NONE
            continue
        if first is not _NONE:
            yield name, first, _NONE
            name = first = _NONE
        if mark == "1 ":
            first = Line(number, line)
        else:
            if name is not _NONE:
                yield name, _NONE, _NONE
            name = Line(number, line)
    if name.number or first.number:
        yield name, first, _NONE


def _unusable(name: Line, first: Line, second: Line, label: str, found: Found) -> Unusable:
    """Return the name and number, if known, of lines that give no set, and the reasons."""
    is_record = True
    if not first.number and not second.number:
        found = [(name.number, f"{quoted(name.text)} has no element lines after it; line 1 must come next")]
        is_record = False
    elif not second.number:
        found = [(first.number, "this line 1 has no line 2 after it; a set is line 1, then line 2")]
    elif not first.number:
        found = [(second.number, "this line 2 has no line 1 before it; a set is line 1, then line 2")]
        if name.number:
            found.insert(0, (name.number, f"{quoted(name.text)} has no line 1 after it; line 1 must come next"))
    if not (first.number and second.number):
        for line, columns in ((first, LINE_1), (second, LINE_2)):
            if line.number and line.text[0] != str(columns.line_number):
                found.insert(0, (line.number, _why_not(columns, line.text)))
    problems = tuple(f"{label}:{at}: {sentence}" for at, sentence in found)
    return Unusable(problems, plain_line(_name(name.text)), _known_number(first, second), is_record)


def _known_number(first: Line, second: Line) -> int:
    """Return the catalogue number that two lines agree on, or that one line gives under a right checksum, else 0."""
    if first.number and second.number:
        if first.text[2:7] != second.text[2:7]:
            return 0
    elif not any(line.number and checksum(line.text) == line.text[68:69] for line in (first, second)):
        return 0
    text = (first if first.number else second).text[2:7]
    return catalog_number(text) if re.fullmatch(r"[A-HJ-NP-Z0-9][0-9]{4}", text, re.ASCII) else 0


def _name(text: str) -> str:
    """Return the name of a name line, without the mark of a 3LE and the sizes of a list of classified objects."""
    if text[:2] == "0 ":
        text = text[2:]
    if "." in text and (match := _SIZE_AND_MAGNITUDE.match(text)):
        return match[1]
    return text


def _right_line_number(text: str) -> int:
    """Return 1 or 2 for a line that would be line 1 or 2 if column 1 said so, else 0."""
    if len(text) >= LINE_LENGTH:
        for columns in (LINE_1, LINE_2):
            if columns.values(f"{columns.line_number}{text[1:]}"):
                return columns.line_number
    return 0


def _element_set(name: Line, first: Line, second: Line, label: str, found: Found) -> ElementSet | None:
    if len(first.text) < LINE_LENGTH and (spread := spread_out(first.text, second.text)):
        first, second = first._replace(text=spread[0]), second._replace(text=spread[1])
    values_1, values_2 = _values(LINE_1, first, found), _values(LINE_2, second, found)
    if values_1 is None or values_2 is None:
        return None
    number_1, designator, year, day, mean_motion_dot, bstar, ephemeris_type, _ = values_1
    number_2, inclination, raan, eccentricity, arg_perigee, mean_anomaly, mean_motion, _ = values_2
    number = catalog_number(number_1)
    if number_1 != number_2 and number != catalog_number(number_2):
        both = f"line 2 is of satellite {number_2.strip()}, line 1 before it of {number_1.strip()}"
        found.append((second.number, f"{both}; both must be of one satellite"))
        return None
    if ephemeris_type not in SGP4_TYPES:
        theory = OTHER_TYPES.get(ephemeris_type, "unknown")
        found.append((first.number, f"ephemeris type {ephemeris_type} ({theory}) in column 63 must be 0, SGP4"))
        return None
    where = name.number
    try:
        given_name = clean_name(_name(name.text))
        where = first.number
        epoch_jd, epoch_fr = split_tle_epoch(year, day)
    except ValueError as reason:
        found.append((where, str(reason)))
        return None
    elements = ElementSet(
        name=given_name,
        catalog_number=number,
        epoch_jd=epoch_jd,
        epoch_fr=epoch_fr,
        mean_motion_rev_day=float(mean_motion),
        eccentricity=float(f"0.{eccentricity.replace(' ', '0')}"),
        inclination_deg=float(inclination),
        raan_deg=float(raan),
        arg_perigee_deg=float(arg_perigee),
        mean_anomaly_deg=float(mean_anomaly),
        bstar=_with_assumed_point(bstar),
        mean_motion_dot=float(mean_motion_dot),
        object_id=cospar(designator),
        source=label,
    )
    problems = problems_of(elements)
    found.extend((first.number, problem) for problem in problems)
    return None if problems else elements


def _values(columns: Columns, line: Line, found: Found) -> tuple[str, ...] | None:
    """Return the fields of a line, its checksum the last, if it keeps to its columns and its checksum."""
    number, text = line
    values = columns.values(text)
    if values is None:
        found.append((number, _why_not(columns, text)))
        return None
    right = checksum(text)
    if values[-1] == right:
        return values
    found.append(
        (
            number,
            f"the checksum in column 69 is {values[-1]}, but the line adds up to {right}; "
            "a character was changed, so take the set from its source again",
        )
    )
    return None


def _why_not(columns: Columns, text: str) -> str:
    """Return why a line does not keep to its columns."""
    if text[:1] != str(columns.line_number) and _right_line_number(text) == columns.line_number:
        return f"the line number in column 1 is {text[0]!r}; it must be {columns.line_number}"
    return plain_line(columns.why_not(text))


def _with_assumed_point(text: str) -> float:
    """Return the number of a field such as ` 11188-3`: 0.11188e-3."""
    return float(f"{text[0].strip()}.{text[1:6]}e{text[6].strip()}{text[7]}")
