"""Lengths of time as cells of tables: a column has one unit, so that its numbers compare at a glance."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..words import duration

MINUTE_S, HOUR_S = 60.0, 3600.0
MOST_MINUTES_S = 600.0 * MINUTE_S  # a column with a longer value is in hours
MOST_SECONDS_S = 90.0  # a column whose values are all shorter is in seconds


class Length(str):
    """A length of time in words of its own, and how a column writes it in the unit of all its cells.

    ``mark`` stands before the number, such as ">=" for a lower bound. ``rounded_up`` is for what must still be true as
    written, such as the interval for which a claim would hold.
    """

    seconds: float
    mark: str
    rounded_up: bool

    def __new__(cls, seconds: float, mark: str = "", *, rounded_up: bool = False) -> Length:
        """Return the length with its words: seconds, minutes, hours or days, whichever suit it alone."""
        made = super().__new__(cls, mark + duration(seconds))
        made.seconds, made.mark, made.rounded_up = seconds, mark, rounded_up
        return made

    def in_unit(self, unit_s: float) -> str:
        """Return it in seconds, minutes or hours: hours, and minutes below 10, with one decimal."""
        if not math.isfinite(self.seconds):
            return str(self)
        value = self.seconds / unit_s
        digits = 1 if unit_s == HOUR_S or (unit_s == MINUTE_S and value < 10.0) else 0
        if self.rounded_up:
            value = math.ceil(value * 10.0**digits - 1e-9) / 10.0**digits
        return f"{self.mark}{value:.{digits}f} {UNIT_WORDS[unit_s]}"


UNIT_WORDS = {1.0: "s", MINUTE_S: "min", HOUR_S: "h"}


def in_one_unit(column: Sequence[str]) -> list[str]:
    """Return the cells of a column with its lengths in one unit; cells that are no lengths stay.

    Minutes; hours if one of them exceeds 600 minutes; seconds if all are below 90 s.
    """
    lengths_s = [cell.seconds for cell in column if isinstance(cell, Length) and math.isfinite(cell.seconds)]
    if not lengths_s:
        return list(column)
    longest_s = max(lengths_s)
    unit_s = HOUR_S if longest_s > MOST_MINUTES_S else 1.0 if longest_s < MOST_SECONDS_S else MINUTE_S
    return [cell.in_unit(unit_s) if isinstance(cell, Length) else cell for cell in column]
