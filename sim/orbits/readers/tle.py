"""Two-line elements, with or without a name line, read by their columns.

The columns are NORAD's (Spacetrack Report No. 3; CelesTrak, "NORAD Two-Line Element Set Format"). Catalogue
numbers may be Alpha-5: a first letter for 10 to 33, I and O skipped (Space-Track). They are read here rather
than by python-sgp4, whose ``twoline2rv`` takes wrong checksums, cut lines and the lines of two satellites
without a word. Text after column 69 is left alone where a blank parts it from the checksum, as in SGP4's own
verification file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..elements import ElementSet
from .epoch import split_tle_epoch
from .tle_columns import LINE_1, LINE_2, LINE_LENGTH, Columns, catalog_number, checksum
from .validate import clean_name, cospar, problems_of

SGP4_TYPES = " 02"  # blank and 0: the default; 2: SGP4 in the older numbering
OTHER_TYPES = {"1": "SGP", "3": "SDP4 or PPT3", "4": "SGP4-XP", "5": "SDP8", "6": "special perturbations"}


class Line(NamedTuple):
    number: int  # in the text, from 1; 0 where there is no line
    text: str


Found = list[tuple[int, str]]  # problems: the number of the line to look at, and a sentence
_NONE = Line(0, "")


def read_tle(text: str, label: str, problems: list[str]) -> list[ElementSet]:
    """Return the sets of a text in TLE or 3LE form, in its order; add what cannot be used to ``problems``.

    Each problem starts with ``label:line:`` and says what would be right.
    """
    found: Found = []
    sets = []
    for name, first, second in _pairs(text, found):
        elements = _element_set(name, first, second, label, found)
        if elements is not None:
            sets.append(elements)
    problems.extend(f"{label}:{number}: {sentence}" for number, sentence in found)
    return sets


def _pairs(text: str, found: Found) -> Iterator[tuple[Line, Line, Line]]:
    """Yield the name line (or none), line 1 and line 2 of each set; note lines that stand alone."""
    name = first = _NONE
    for number, raw in enumerate(text.split("\n"), 1):
        line = Line(number, raw.strip())
        mark = line.text[:2]
        if not mark:
            continue
        if mark not in ("1 ", "2 ") and (right := _right_line_number(line.text)):
            found.append((number, f"the line number in column 1 is {mark[0]!r}; it must be {right}"))
            mark = f"{right} "
            line = Line(number, mark[0] + line.text[1:])
        if mark == "2 ":
            if first.number:
                yield name, first, line
            else:
                found.append((number, "this line 2 has no line 1 before it; a set is line 1, then line 2"))
            name = first = _NONE
            continue
        if first.number:
            _note_lonely(name, first, found)
            name = first = _NONE
        if mark == "1 ":
            first = line
        else:
            _note_lonely(name, first, found)
            name = line
    _note_lonely(name, first, found)


def _note_lonely(name: Line, first: Line, found: Found) -> None:
    if first.number:
        found.append((first.number, "this line 1 has no line 2 after it; a set is line 1, then line 2"))
    elif name.number:
        found.append((name.number, f"{name.text[:40]!r} has no element lines after it; line 1 must come next"))


def _right_line_number(text: str) -> int:
    """Return 1 or 2 for a line that would be line 1 or 2 if column 1 said so, else 0."""
    if len(text) >= LINE_LENGTH:
        for columns in (LINE_1, LINE_2):
            if columns.values(f"{columns.line_number}{text[1:]}"):
                return columns.line_number
    return 0


def _element_set(name: Line, first: Line, second: Line, label: str, found: Found) -> ElementSet | None:
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
        given_name = clean_name(name.text.removeprefix("0 "))
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
        eccentricity=float("0." + eccentricity.replace(" ", "0")),
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
    values = columns.values(line.text)
    if values is None:
        found.append((line.number, columns.why_not(line.text)))
        return None
    right = checksum(line.text)
    if values[-1] == right:
        return values
    found.append(
        (
            line.number,
            f"the checksum in column 69 is {values[-1]}, but the line adds up to {right}; "
            "a character was changed, so take the set from its source again",
        )
    )
    return None


def _with_assumed_point(text: str) -> float:
    """Return the number of a field such as ` 11188-3`: 0.11188e-3."""
    return float(f"{text[0].strip()}.{text[1:6]}e{text[6].strip()}{text[7]}")
