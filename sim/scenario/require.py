"""Requirements that a run must meet: a measure, a comparison, a limit."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import ge, gt, le, lt

from ..errors import UsageError
from ..places.plain_numbers import plain_number
from ..plain_text import quoted
from ..revisit.figure_kinds import GAP_MAX

EXAMPLE = f"{GAP_MAX.name}<=7200"
COMPARISONS: dict[str, Callable[[float, float], bool]] = {"<=": le, ">=": ge, "<": lt, ">": gt}
_MEASURE = re.compile(r"[a-z][a-z0-9_]*")
_LIMIT = re.compile(r"\s*(<=|>=|<|>)\s*(\S+)\s*")


@dataclass(frozen=True)
class Requirement:
    """A figure that is to be "<= 7200", say; the unit is the figure's own."""

    measure: str
    compare: str
    limit: float

    def is_met(self, value: float) -> bool:
        """Return whether a measured value meets the limit; NaN, nothing measured, does not."""
        return COMPARISONS[self.compare](value, self.limit)

    def __str__(self) -> str:
        return f"{self.measure} {self.compare} {self.limit:g}"


def parse_requirement(text: str) -> Requirement:
    """Return the requirement of ``measure<=limit`` (or >=, <, >). Raises UsageError for anything else."""
    measure = re.split(r"[<>=]", text, maxsplit=1)[0]
    try:
        return requirement(measure.strip(), text[len(measure) :])
    except UsageError:
        raise UsageError(f"requirement {text!r} must read like {EXAMPLE}") from None


def requirement(measure: str, limit: float | str) -> Requirement:
    """Return the requirement of one line of ``[require]``: a number is the most allowed, text says which way.

    Raises UsageError for a measure that cannot be a name, a limit that is not finite, or another comparison.
    """
    if not _MEASURE.fullmatch(measure):
        raise UsageError(f"{measure!r} is not the name of a measure, such as {GAP_MAX.name}")
    compare, number = "<=", limit
    if isinstance(limit, str):
        match = _LIMIT.fullmatch(limit)
        if match is None:
            raise UsageError(f"{limit!r} must be a number (the most allowed) or text such as '<= 7200' or '>= 5'")
        compare, number = match.groups()
    try:
        value = plain_number(number) if isinstance(number, str) else float(number)
    except (ValueError, OverflowError):
        value = math.nan
    if not math.isfinite(value):
        raise UsageError(f"{quoted(number)} is not a finite number")
    return Requirement(measure, compare, value)
