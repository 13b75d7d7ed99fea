"""Latitudes and longitudes as people write them: 21.4N, N21.4, 21°24'30"N, or degrees with a sign."""

from __future__ import annotations

import re

from ..errors import UsageError
from .plain_numbers import plain_number

_SIZE = r"\d+(?:\.\d+)?(?:\s*°(?:\s*\d+(?:\.\d+)?\s*['’′](?:\s*\d+(?:\.\d+)?\s*[\"”″])?)?)?"
_LETTERED = rf"(?:[NSEWnsew]\s*{_SIZE}|{_SIZE}\s*[NSEWnsew])"
_PAIR = re.compile(rf"({_LETTERED})\s*[\s,]\s*({_LETTERED})", re.ASCII)
_ANGLE = re.compile(_LETTERED, re.ASCII)
_PARTS = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


def split_pair(text: str) -> list[str]:
    """Return the two angles of a text such as ``21.4N 157.95W``; any other text alone."""
    match = _PAIR.fullmatch(text.strip())
    return [text] if match is None else [match[1], match[2]]


def has_letter(text: str) -> bool:
    """Return whether a text is an angle with the letter of its hemisphere."""
    return _ANGLE.fullmatch(text.strip()) is not None


def is_angle(text: str) -> bool:
    """Return whether a text is an angle, with a letter or as a number."""
    try:
        plain_number(text)
    except ValueError:
        return has_letter(text)
    return True


def lat_lon_words(first: str, second: str) -> tuple[str, str]:
    """Return a latitude and a longitude as signed degrees in text, from two angles.

    Letters tell which is which, so a longitude may stand first where both have one. Texts without letters are returned
    as they are. Raises UsageError for one letter of two, for two latitudes or longitudes, for minutes or seconds of 60
    or more, and for decimals above the last unit.
    """
    lettered = [one for one in (first, second) if has_letter(one)]
    if not lettered:
        return first, second
    if len(lettered) == 1:
        other = second if lettered == [first] else first
        raise UsageError(f"{other!r} stands without a letter beside {lettered[0]!r}; give both one, or neither")
    (lat_deg, is_lat), (lon_deg, is_lon) = _signed(first), _signed(second)
    if is_lat == is_lon:
        both = "latitudes" if is_lat else "longitudes"
        raise UsageError(f"{first!r} and {second!r} are two {both}; one must be N or S, the other E or W")
    return (repr(lat_deg), repr(lon_deg)) if is_lat else (repr(lon_deg), repr(lat_deg))


def place_words(lat_deg: float, lon_deg: float) -> str:
    """Return what a place without a name is called, such as ``21.4N 157.95W``."""
    return f"{abs(lat_deg):.10g}{'S' if lat_deg < 0.0 else 'N'} {abs(lon_deg):.10g}{'W' if lon_deg < 0.0 else 'E'}"


def _signed(text: str) -> tuple[float, bool]:
    """Return an angle in degrees, north and east positive, and whether it is a latitude."""
    letter = next(one for one in text.upper() if one in "NSEW")
    parts = _PARTS.findall(text)
    if any("." in one for one in parts[:-1]):
        raise UsageError(f"{text!r} has decimals above its last unit; write them in the last one alone")
    numbers = [float(one) for one in parts]
    for number, unit in zip(numbers[1:], ("minutes", "seconds"), strict=False):
        if number >= 60.0:
            raise UsageError(f"{text!r}: {number:g} {unit} must be below 60")
    size_deg = sum(number / 60.0**power for power, number in enumerate(numbers))
    return (-size_deg if letter in "SW" else size_deg), letter in "NS"
