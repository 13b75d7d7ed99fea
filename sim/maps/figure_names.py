"""The figures a map can show: their names, what they are in words, their units; a view of the registry of figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import UsageError
from ..revisit.figure_kinds import FIGURE_KINDS, Unit
from ..words import alike

# Units as files of maps write them, after the CF conventions.
UNITS: dict[Unit, str] = {"s": "s", "percent": "percent", "count": "1", "per day": "1/d"}
_PERCENTILE = re.compile(r"gap_p(\d{1,2}|100)_s\Z")


@dataclass(frozen=True)
class MapFigure:
    """One figure of a map: its name as a column, what it is in words, its unit ("1" for a count, "1/d" a day).

    ``more_is_better`` is True if a customer of images wants large values.
    """

    name: str
    words: str
    unit: str
    more_is_better: bool = False

    @property
    def percent(self) -> float | None:
        """Which percentile over gaps the figure is, None if it is none."""
        found = _PERCENTILE.match(self.name)
        return float(found[1]) if found else None


FIGURES = tuple(
    MapFigure(kind.map_name, kind.words, UNITS[kind.unit], kind.more_is_better)
    for kind in FIGURE_KINDS.values()
    if kind.map_name
)
BY_NAME = {one.name: one for one in FIGURES}
NAMES = tuple(BY_NAME)


def figure_named(name: str) -> MapFigure:
    """Return a figure of a map: one of ``FIGURES``, or gap_pNN_s for any percentile over gaps.

    Raises UsageError for a name that is none, with the nearest or all of those there are.
    """
    if name in BY_NAME:
        return BY_NAME[name]
    if found := _PERCENTILE.match(name):
        return MapFigure(name, f"percentile {found[1]} of gaps", "s")
    close = alike(name, NAMES)
    meant = f"did you mean {close[0]}? " if close else ""
    raise UsageError(f"a map has no figure {name!r}; {meant}there are {', '.join(NAMES)} and any gap_pNN_s")
