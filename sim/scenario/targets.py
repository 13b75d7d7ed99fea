"""What is to be imaged: places and regions alike, each with the points that are searched for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from ..places.sites import Site
from .region_table import RegionTable

if TYPE_CHECKING:
    from ..places.regions import Region


@dataclass(frozen=True, eq=False)
class Target:
    """A place, or a region and how much of it must be seen; its points are ``count`` of those searched, from ``first``.

    ``area_km2`` is what each point of a region stands for, (count,), 0 on its boundary; None for a place.
    """

    name: str
    first: int
    count: int = 1
    region: Region | None = None
    seen: Literal["any part", "entirely"] | float = "any part"
    within: Literal["instant", "pass"] = "instant"
    area_km2: NDArray[np.float64] | None = None
    group: str = ""
    spacing_km: float = 0.0  # of a region's points

    @property
    def points(self) -> slice:
        return slice(self.first, self.first + self.count)


def targets_of(
    sites: Iterable[Site], regions: Iterable[RegionTable], folder: Path, groups: Sequence[str] = ()
) -> tuple[tuple[Target, ...], tuple[Site, ...]]:
    """Return the targets, places before regions, and all points to be searched; ``groups`` are those of the places."""
    points = list(sites)
    targets = [Target(site.name, i, group=groups[i] if groups else "") for i, site in enumerate(points)]
    for table in regions:
        from ..places.regions import default_spacing_km

        region = table.region(folder)
        spacing_km = table.spacing_km or default_spacing_km(region)
        sample = region.sample(spacing_km, table.height_km)
        targets.append(
            Target(
                table.name,
                len(points),
                len(sample),
                region,
                table.seen,
                table.within,
                sample.area_km2,
                table.group,
                spacing_km,
            )
        )
        points += [
            Site(f"{table.name} {i}", lat_deg=float(lat), lon_deg=float(lon), height_km=table.height_km)
            for i, (lat, lon) in enumerate(zip(sample.lat_deg, sample.lon_deg, strict=True), start=1)
        ]
    return tuple(targets), tuple(points)
