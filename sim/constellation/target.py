"""What is to be imaged: places and regions alike, each with the points that are searched for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from ..places.sites import Site

if TYPE_CHECKING:
    from ..places.regions import Region

Seen = Literal["any part", "entirely"] | float  # a number is a percentage of the area
Within = Literal["instant", "pass"]
SEEN_WORDS: tuple[Literal["any part", "entirely"], ...] = ("any part", "entirely")
WITHIN: tuple[Within, ...] = ("instant", "pass")


@dataclass(frozen=True, eq=False)
class RegionTarget:
    """A region, and how much of it must be seen: what a search is asked for.

    ``seen``: "any part", "entirely", or a percentage of its area, at one ``instant`` or added up over one ``pass`` of
    one satellite. ``spacing_km`` lies between the points that stand for it, which make some 200 where it is left out;
    ``height_km`` is theirs above the WGS84 ellipsoid. ``group`` is a name to group targets by.

    Raises UsageError for another ``seen`` or ``within``, for a pass without a percentage, for a spacing not above 0.
    """

    name: str
    region: Region
    seen: Seen = "any part"
    within: Within = "instant"
    spacing_km: float | None = None
    height_km: float = 0.0
    group: str = ""

    def __post_init__(self) -> None:
        if problem := seen_problem(self.seen):
            raise UsageError(f"region {self.name}: seen = {problem}")
        if self.within not in WITHIN:
            raise UsageError(f"region {self.name}: within = {self.within!r} must be instant or pass")
        if self.within == "pass" and isinstance(self.seen, str):
            raise UsageError(
                f"region {self.name}: within = 'pass' adds up shares of the area; seen must be a percentage"
            )
        if self.spacing_km is not None and not 0.0 < self.spacing_km < float("inf"):
            raise UsageError(f"region {self.name}: spacing_km = {self.spacing_km:g} must be a length above 0 km")


def seen_problem(seen: Any) -> str | None:
    """Return what is wrong with how much of a region must be seen, in words after the value; None where all is well."""
    if isinstance(seen, int | float) and not isinstance(seen, bool):
        return None if 0.0 < seen <= 100.0 else f"{seen!s:.40} must be a percentage of the area above 0 and up to 100"
    if seen in SEEN_WORDS:
        return None
    return f"{seen!r} must be 'any part', 'entirely' or a percentage of the area, such as 80"


@dataclass(frozen=True, eq=False)
class Target:
    """A place, or a region and how much of it must be seen; its points are ``count`` of those searched, from ``first``.

    ``area_km2`` is what each point of a region stands for, (count,), 0 on its boundary; None for a place.
    """

    name: str
    first: int
    count: int = 1
    region: Region | None = None
    seen: Seen = "any part"
    within: Within = "instant"
    area_km2: NDArray[np.float64] | None = None
    group: str = ""
    spacing_km: float = 0.0  # of a region's points

    @property
    def points(self) -> slice:
        return slice(self.first, self.first + self.count)


def targets_of(
    sites: Iterable[Site], regions: Iterable[RegionTarget] = (), groups: Sequence[str] = ()
) -> tuple[tuple[Target, ...], tuple[Site, ...]]:
    """Return the targets, places before regions, and all points to be searched; ``groups`` are those of the places.

    Raises UsageError for a spacing that makes no point, or too many (`Region.sample`).
    """
    points = list(sites)
    targets = [Target(site.name, i, group=groups[i] if groups else "") for i, site in enumerate(points)]
    for wanted in regions:
        from ..places.regions import default_spacing_km

        spacing_km = wanted.spacing_km or default_spacing_km(wanted.region)
        sample = wanted.region.sample(spacing_km, wanted.height_km)
        targets.append(
            Target(
                name=wanted.name,
                first=len(points),
                count=len(sample),
                region=wanted.region,
                seen=wanted.seen,
                within=wanted.within,
                area_km2=sample.area_km2,
                group=wanted.group,
                spacing_km=spacing_km,
            )
        )
        points += [
            Site(f"{wanted.name} {i}", lat_deg=float(lat), lon_deg=float(lon), height_km=wanted.height_km)
            for i, (lat, lon) in enumerate(zip(sample.lat_deg, sample.lon_deg, strict=True), start=1)
        ]
    return tuple(targets), tuple(points)
