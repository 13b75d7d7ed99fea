"""The columns of the two lines of a TLE: one table gives the reading and the explanation."""

from __future__ import annotations

import re
from typing import NamedTuple

ALPHA_5 = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # A is 10, Z is 33
LINE_LENGTH = 69

# What each character adds to the checksum: a digit itself, a minus sign 1, anything else nothing.
_WEIGHTS = bytes(c - 48 if 48 <= c < 58 else int(c == 45) for c in range(256))
_DIGITS = "0123456789"


class Field(NamedTuple):
    first: int  # columns counted from 1, both inclusive, as descriptions of the format have it
    last: int
    what: str
    pattern: str
    example: str
    wanted: bool = False


class Columns:
    """The fields of one line, with a blank in every column between them."""

    def __init__(self, line_number: int, fields: tuple[Field, ...]) -> None:
        self.line_number = line_number
        self.fields = fields
        pattern, column = "", 1
        for field in fields:
            pattern += " " * (field.first - column)
            pattern += f"({field.pattern})" if field.wanted else f"(?:{field.pattern})"
            column = field.last + 1
        self._line = re.compile(f"{line_number}{pattern[1:]}(?:\\s|\\Z)", re.ASCII)

    def values(self, line: str) -> tuple[str, ...] | None:
        """Return the text of the fields wanted, or None where the line does not keep to the columns."""
        match = self._line.match(line)
        return match.groups() if match else None

    def why_not(self, line: str) -> str:
        """Return the first reason why a line does not keep to the columns, and what would be right."""
        if len(line) == LINE_LENGTH - 1:
            return "the line has 68 characters; the checksum in column 69 is missing"
        if len(line) < LINE_LENGTH:
            return f"the line has {len(line)} characters; line {self.line_number} of a set has 69, so it was cut"
        end = 1
        for field in self.fields:
            gap = line[end : field.first - 1]
            if gap.strip(" "):
                return f"column {end + 1} must be blank, but the line has {gap!r} there"
            text = line[field.first - 1 : field.last]
            if re.fullmatch(field.pattern, text, re.ASCII) is None:
                return self._wrong_field(field, text)
            end = field.last
        return f"column 70 must be blank after the checksum, but the line goes on with {line[end : end + 12]!r}"

    def _wrong_field(self, field: Field, text: str) -> str:
        columns = f"column {field.first}" if field.first == field.last else f"columns {field.first}-{field.last}"
        if field.what == CATALOG_NUMBER and text[0] in "IO" and text[1:].isdecimal():
            return f"the {field.what} in {columns} is {text!r}; Alpha-5 skips the letters I and O"
        return f"the {field.what} in {columns} is {text!r}; it must look like {field.example!r}"


def catalog_number(text: str) -> int:
    """Return the number of five columns, plain or Alpha-5 (`T0001` is 270001)."""
    if text[0] in ALPHA_5:
        return (10 + ALPHA_5.index(text[0])) * 10000 + int(text[1:])
    return int(text)


def checksum(line: str) -> str:
    """Return the checksum of columns 1-68: the sum of the digits, minus signs counting 1, modulo 10."""
    return _DIGITS[sum(line[: LINE_LENGTH - 1].encode("latin-1", "replace").translate(_WEIGHTS)) % 10]


CATALOG_NUMBER = "catalogue number"
_NUMBER = r"[0-9]{5}| [0-9]{4}|  [0-9]{3}|   [0-9]{2}|    [0-9]|[A-HJ-NP-Z][0-9]{4}"
# The lists of classified objects leave the 0 of `0.5253` out, write it in `0.00000218`, where NORAD has a sign or a
# blank, and eight digits for a second rate of 0; their class may be `u`. SGP4 uses neither rate.
_DEGREES = r"(?:[0-9]{3}| [0-9]{2}|  [0-9]|   )\.[0-9]{4}"
_RATE = r"[ +-]\.[0-9]{8}|0\.[0-9]{8}|[+-]0\.[0-9]{7}"
_POWER_OF_TEN = r"[ +-][0-9]{5}[ +-][0-9]"
_SECOND_RATE = rf"{_POWER_OF_TEN}|00000000"

LINE_1 = Columns(
    1,
    (
        Field(3, 7, CATALOG_NUMBER, _NUMBER, "58400", wanted=True),
        Field(8, 8, "classification", "[A-Za-z ]", "U"),
        Field(10, 17, "international designator", "[ -~]{8}", "23179A  ", wanted=True),
        Field(19, 20, "epoch year", "[ 0-9][0-9]", "26", wanted=True),
        Field(21, 32, "epoch day", r"(?:[0-9]{3}| [0-9]{2}|  [0-9])\.[0-9]{8}", "234.60211885", wanted=True),
        Field(34, 43, "rate of mean motion", _RATE, " .00002562", wanted=True),
        Field(45, 52, "second rate of mean motion", _SECOND_RATE, " 00000+0"),
        Field(54, 61, "B*", _POWER_OF_TEN, " 11188-3", wanted=True),
        Field(63, 63, "ephemeris type", "[ 0-9]", "0", wanted=True),
        Field(65, 68, "element set number", "[ 0-9]{4}", " 999"),
        Field(69, 69, "checksum", "[0-9]", "3", wanted=True),
    ),
)
LINE_2 = Columns(
    2,
    (
        Field(3, 7, CATALOG_NUMBER, _NUMBER, "58400", wanted=True),
        Field(9, 16, "inclination", _DEGREES, " 97.2912", wanted=True),
        Field(18, 25, "right ascension of the node", _DEGREES, "114.2537", wanted=True),
        Field(27, 33, "eccentricity", "(?!.{0,5}[0-9] )[ 0-9]{6}[0-9]", "0009253", wanted=True),
        Field(35, 42, "argument of perigee", _DEGREES, "144.4659", wanted=True),
        Field(44, 51, "mean anomaly", _DEGREES, "215.7196", wanted=True),
        Field(53, 63, "mean motion", r"(?:[0-9]{2}| [0-9])\.[0-9]{8}", "15.22967112", wanted=True),
        Field(64, 68, "revolution number", "[ 0-9]{5}", "15286"),
        Field(69, 69, "checksum", "[0-9]", "3", wanted=True),
    ),
)
