"""Numbers as people type them: ASCII digits, a sign, a point, an exponent. Nothing that Python alone takes for one."""

from __future__ import annotations

import math
import re
from typing import Any

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:nan|inf|infinity)", re.ASCII | re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"([+-]?\d+),(\d+)(\s*k?m)?", re.ASCII)


def plain_number(text: str) -> float:
    """Return the number of a text; "nan" and "inf" are numbers, to be refused where only finite ones will do.

    Raises ValueError for anything else: digits of other scripts, underscores, thousands.
    """
    if _NUMBER.fullmatch(text.strip()) is None:
        raise ValueError(f"{text!r} is not a number")
    return float(text)


def with_decimal_point(text: str, *, in_metres: bool = False) -> str:
    """Return a number such as ``39,797`` with a point in place of its one comma; any other text as it is.

    So are metres with three digits behind the comma: 1,234 may be thousands. Degrees and kilometres may not: no place
    is a thousand of them away.
    """
    match = _DECIMAL_COMMA.fullmatch(text)
    if match is None:
        return text
    in_metres = in_metres or (match[3] or "").strip() == "m"
    return text if in_metres and len(match[2]) == 3 else text.replace(",", ".")


def is_number(value: Any) -> bool:
    """Return whether a value of JSON is a number that a float can hold: no truth value, no endless row of digits."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return not math.isinf(float(value)) or isinstance(value, float)
    except OverflowError:
        return False
