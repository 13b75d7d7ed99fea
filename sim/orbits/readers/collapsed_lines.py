"""Lines of a TLE whose runs of blanks became single blanks, as text copied from a web page has them."""

from __future__ import annotations

import re

_LINE_1 = re.compile(
    r"1 ([0-9]{5}[A-Za-z]) (?:([0-9]{5}[A-Z]{1,3}) )?"
    r"([0-9]{2})(?:([0-9]{3}\.[0-9]{8})| ([0-9]{1,2}\.[0-9]{8})) ([+-]?\.[0-9]{8}|0\.[0-9]{8}) "
    r"([+-]?[0-9]{5}[+-][0-9]) ([+-]?[0-9]{5}[+-][0-9]) ([0-9]) ([0-9]{1,5})\Z",
    re.ASCII,
)
_DEGREES = r"([0-9]{1,3}\.[0-9]{4})"
_LINE_2 = re.compile(
    rf"2 ([0-9]{{5}}) {_DEGREES} {_DEGREES} ([0-9]{{7}}) {_DEGREES} {_DEGREES} "
    r"([0-9]{1,2}\.[0-9]{8})(?: ([0-9]{1,5})|([0-9]{6}))\Z",
    re.ASCII,
)


def spread_out(first: str, second: str) -> tuple[str, str] | None:
    """Return both lines with their fields moved back to their columns, or None if that is not certain.

    It is certain under three conditions. Neither line has two blanks in a row, so that blanks were lost and not
    characters. Each field has the form and number of digits that only it can have. The last field ends in the checksum,
    which blanks do not change; the caller checks both lines against it. A lost zero is not detected, because it does
    not change the checksum.
    """
    if "  " in first or "  " in second:
        return None
    one, two = _LINE_1.match(first), _LINE_2.match(second)
    if one is None or two is None:
        return None
    number, designator, year, day, short_day, rate, second_rate, bstar, kind, last = one.groups()
    first = (
        f"1 {number} {designator or '':<8} {year}{day or short_day:>12} {rate:>10} {second_rate:>8} {bstar:>8} "
        f"{kind} {last:>5}"
    )
    number, inclination, node, eccentricity, perigee, anomaly, motion, revolution, joined = two.groups()
    second = (
        f"2 {number} {inclination:>8} {node:>8} {eccentricity} {perigee:>8} {anomaly:>8} {motion:>11}"
        f"{revolution or joined:>6}"
    )
    return first, second
