"""The names behind the numbers in windows; they prevent mixing windows of searches that number differently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ..errors import UsageError
from ..orbits.ephemeris import Track


@dataclass(frozen=True)
class Numbering:
    """Names of satellites by their numbers, with catalogue numbers (0 of a notional one); names of targets in order."""

    satellites: Mapping[int, tuple[str, int]]
    targets: tuple[str, ...]

    @classmethod
    def of(cls, tracks: Iterable[Track], targets: Sequence[str]) -> Numbering:
        """Return that of a search for satellites' tracks at places."""
        satellites = {one.satellite: (one.elements.name, one.elements.catalog_number) for one in tracks}
        return cls(satellites, tuple(targets))

    def joined(self, other: Numbering) -> Numbering:
        """Return both in one; raises UsageError where one number stands for two satellites, or for two targets.

        Objects with equal catalogue numbers, or with equal names, count as the same object.
        """
        for number in self.satellites.keys() & other.satellites.keys():
            (name, catalog), (other_name, other_catalog) = self.satellites[number], other.satellites[number]
            if name != other_name and (catalog != other_catalog or not catalog):
                raise UsageError(
                    f"satellite {number} is {name or catalog} in one search and {other_name or other_catalog} in "
                    "another; their windows go together where a satellite has one number in all searches "
                    "(Track.satellite), as satellites of one find_access have"
                )
        for number, (one, another) in enumerate(zip_longest(self.targets, other.targets)):
            if None not in (one, another) and one != another:
                raise UsageError(
                    f"target {number} is {one} in one search and {another} in another; their windows go together where "
                    "all searches have the same places in the same order"
                )
        return Numbering({**self.satellites, **other.satellites}, max(self.targets, other.targets, key=len))
