"""The values of a record: numbers, texts and catalogue numbers, as files and programs give them."""

from __future__ import annotations

import re
from datetime import datetime
from numbers import Number
from typing import Any

from ...plain_text import quoted

_CATALOG_NUMBER = re.compile(r"([0-9]{1,9})(?:\.0*)?\Z", re.ASCII)
_MICROSECONDS = re.compile(r"([0-9]{1,6})(?:\.0*)?\Z", re.ASCII)
_CLOCK = re.compile(r"(.*[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]*))?(.*)\Z", re.ASCII)


def blank(value: Any) -> bool:
    """Return whether a value is none, or a text without a character that can be seen."""
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


def number_of(key: str, value: Any, problems: list[str]) -> float:
    """Return a value as a number, 0 if there is none; callers check whether it must be there."""
    if type(value) is float:
        return value
    if blank(value):
        return 0.0
    try:
        if isinstance(value, str):
            return float_of(value)
        if isinstance(value, bool) or not isinstance(value, Number):
            raise ValueError
        return float(value)  # type: ignore[arg-type]  # a complex number raises TypeError
    except (TypeError, ValueError, OverflowError):
        problems.append(f"{key} = {quoted(value)} is not a number")
        return 0.0


def float_of(text: str) -> float:
    """Return the number of a text in ASCII digits; float() alone would also accept underscores and other digits."""
    if "_" in text or not text.isascii():
        raise ValueError
    return float(text)


def checked_catalog_number(value: Any, problems: list[str]) -> int:
    """Return the catalogue number that a value holds, 0 where it is blank; add to ``problems`` what is none."""
    if blank(value):
        return 0
    if _CATALOG_NUMBER.match(text_of(value).strip()) is None:
        problems.append(f"NORAD_CAT_ID = {quoted(value)} must be a whole number of at most nine digits")
    return catalog_number_of(value)


def catalog_number_of(value: Any) -> int:
    """Return the catalogue number that a value holds, 0 where it holds none."""
    match = _CATALOG_NUMBER.match(text_of(value).strip())
    return int(match[1]) if match else 0


def text_of(value: Any) -> str:
    """Return a text as it is and a number as its digits; anything else, or a number of too many digits, as `?`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, Number):
        return "?"
    try:
        return str(value)
    except ValueError:
        return "?"


def word_of(key: str, value: Any, otherwise: str = "") -> str:
    """Return a name, a whole number as its digits, or ``otherwise`` for none; ValueError for anything else."""
    if isinstance(value, str):
        return otherwise if blank(value) else value
    if value is None or value != value:  # NaN, as tables of numbers hold where there is no text
        return otherwise
    if type(value) is not int:
        raise ValueError(f"{key} = {quoted(value)} must be a text")
    return text_of(value)


def with_microseconds(epoch: Any, value: Any) -> Any:
    """Return an epoch with the microseconds that stand beside it; ValueError where it has others of its own."""
    match = _MICROSECONDS.match(text_of(value).strip())
    if match is None:
        raise ValueError(f"EPOCH_MICROSECONDS = {quoted(value)} must be a whole number from 0 to 999999")
    microseconds = int(match[1])
    if isinstance(epoch, datetime):
        own = epoch.microsecond
        if own in (0, microseconds):
            return epoch.replace(microsecond=microseconds)
    elif isinstance(epoch, str):
        match = _CLOCK.match(epoch.strip())
        if match is None:
            return epoch  # no time of day; refused as an epoch
        digits = (match[2] or "").rstrip("0")
        if digits in ("", f"{microseconds:06d}".rstrip("0")):
            return f"{match[1]}.{microseconds:06d}{match[3]}"
    else:
        return epoch
    raise ValueError(
        f"EPOCH = {quoted(epoch)} has a fraction of a second other than EPOCH_MICROSECONDS = {microseconds}; give one"
    )
