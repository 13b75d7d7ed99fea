"""Epochs split exactly from their text: no datetime, no rounding between the digits and the Julian date.

Each function returns (jd, fr): the Julian date of the day's midnight and the fraction of the day, UTC, with
``fr`` the double nearest to the written value. The same epoch as a TLE, as text or as a datetime gives the
same pair.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache

ORDINAL_ZERO_JD = 1721424.5  # the Julian date of midnight on day 0 of Python's proleptic Gregorian ordinal
FIRST_YEAR = 1957  # the first satellite; two-digit years below 57 are of the 21st century
HOW_TO_WRITE = "write it like 2026-08-22T14:27:03.068640"

_ISO = re.compile(
    r"([0-9]{4})-(?:([0-9]{2})-([0-9]{2})|([0-9]{3}))"  # calendar date or day of year
    r"[T ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{0,18}))?"
    r"(Z|z|[+-][0-9]{2}:?[0-9]{2})?\Z"
)


@cache
def _day_zero_jd(year: int) -> float:
    """Return the Julian date of midnight on the day before 1 January."""
    return date(year, 1, 1).toordinal() - 1 + ORDINAL_ZERO_JD


@cache
def _midnight_jd(year: int, month: int, day: int) -> float:
    return date(year, month, day).toordinal() + ORDINAL_ZERO_JD


def split_tle_epoch(year_text: str, day_text: str) -> tuple[float, float]:
    """Return (jd, fr) of a TLE's two-digit year (57-99 are 1957-1999) and day of year, `234.60211885`.

    Day 366 of a common year is 1 January of the next, as real sets have it. Raises ValueError with the
    reason.
    """
    year = int(year_text)
    year += 1900 if year >= FIRST_YEAR - 1900 else 2000
    day = int(day_text[:3])
    if not 1 <= day <= 366:
        raise ValueError(f"epoch day {day_text.strip()} must lie between 1 and 367")
    return _day_zero_jd(year) + day, float(day_text[3:])


def split_epoch(value: object) -> tuple[float, float]:
    """Return (jd, fr) of an OMM epoch: ISO-8601 text, by calendar date or day of year, or a datetime.

    It may have a fraction of a second, and a final Z or an offset of zero. Without a zone it is UTC, as in the
    OMM standard. Raises ValueError with the reason.
    """
    if isinstance(value, datetime):
        moment = value if value.tzinfo is None else value.astimezone(UTC)
        second = moment.hour * 3600 + moment.minute * 60 + moment.second
        _check_year(moment.year)
        return _midnight_jd(moment.year, moment.month, moment.day), (second * 10**6 + moment.microsecond) / 86400e6
    match = _ISO.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"EPOCH = {str(value)!r} is not a UTC date with a time of day; {HOW_TO_WRITE}")
    year, month, day, day_of_year, hour, minute, second_text, digits, zone = match.groups()
    if zone and zone not in "Zz" and int(zone[1:].replace(":", "")) != 0:
        raise ValueError(f"EPOCH = {value!r} is not in UTC; {HOW_TO_WRITE}")
    _check_year(int(year))
    try:
        if day_of_year is None:
            jd = _midnight_jd(int(year), int(month), int(day))
        else:
            jd = _day_zero_jd(int(year)) + int(day_of_year)
            if int(day_of_year) == 0 or jd > _day_zero_jd(int(year) + 1):
                raise ValueError
        h, m, s = int(hour), int(minute), int(second_text)
        if h > 23 or m > 59 or s > 59:  # SGP4's days have no leap second
            raise ValueError
    except ValueError:
        raise ValueError(f"EPOCH = {value!r} is no existing date and time; {HOW_TO_WRITE}") from None
    second = h * 3600 + m * 60 + s
    if not digits:
        return jd, second / 86400
    scale = 10 ** len(digits)
    return jd, (second * scale + int(digits)) / (86400 * scale)  # one exact division, rounded once


def _check_year(year: int) -> None:
    if year < FIRST_YEAR:
        raise ValueError(f"EPOCH lies in the year {year}; no satellite flew before {FIRST_YEAR}")
