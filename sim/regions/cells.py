"""The points that stand for regions: which region each belongs to, what area it carries, how much is enough."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from ..note import Note

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Seen = Literal["any part", "entirely"] | float

WHOLE = 1 << 50  # a region's area in units: 2,000 roundings to whole units come to 1e-12 of it
SLACK = 1e-9  # of a region's area: 30 % of ten equal cells is three of them, whatever 0.3 is in binary


@dataclass(frozen=True)
class Cells:
    """P points in R regions: the region of each, and its share of that region's area in whole units."""

    region: Ints
    area: Ints
    region_area: Ints
    region_points: Ints

    @property
    def n_regions(self) -> int:
        return int(self.region_points.size)

    def needs(self, seen: Seen) -> tuple[Ints, Ints]:
        """Return, for each region, how many points and how much area must be seen.

        A number is a percentage, reached within a billionth of the area. Raises UsageError for one that is not above 0
        and at most 100, and where it is asked of a region without area.
        """
        none = np.zeros(self.n_regions, dtype=np.int64)
        if seen == "any part":
            return none + 1, none
        if seen == "entirely":
            return self.region_points, none
        if isinstance(seen, (str, bool)) or not 0.0 < seen <= 100.0:
            raise UsageError(
                f"seen = {seen!r} must be 'any part', 'entirely' or a percentage of the area above 0 and up to 100"
            )
        if not self.region_area.all():
            raise UsageError(
                f"region {int(np.argmin(self.region_area))} has no area, so {seen:g} % of it says nothing; "
                "give its inner points the areas of their cells"
            )
        share = np.maximum(seen / 100.0 - SLACK, 0.0)
        return none + 1, np.maximum(np.ceil(share * self.region_area), 1.0).astype(np.int64)


def cells(area_km2: ArrayLike, region_of: ArrayLike | None = None) -> Cells:
    """Return the cells of P points with areas (P,), km2, in regions (P,), 0 to R - 1; all in region 0 if not told.

    Points on a boundary carry area 0. Raises UsageError for arrays that do not fit each other, areas that are negative
    or not finite, and a region without a point.
    """
    area = np.asarray(area_km2, dtype=np.float64)
    region = np.zeros(area.shape, np.int64) if region_of is None else np.asarray(region_of, dtype=np.int64)
    if area.ndim != 1 or area.size == 0 or region.shape != area.shape:
        raise UsageError(f"areas of shape {area.shape} and regions of shape {region.shape} must be one each a point")
    if not (np.isfinite(area) & (area >= 0.0)).all():
        worst = int(np.argmin(np.isfinite(area) & (area >= 0.0)))
        raise UsageError(f"point {worst} carries {area[worst]:g} km2; an area must be a number not below 0")
    if region.min() < 0:
        raise UsageError(f"regions are numbered from 0, not from {int(region.min())}")
    points = np.bincount(region)
    if not points.all():
        raise UsageError(f"region {int(np.argmin(points))} has no point; number the regions 0, 1, 2 ...")
    total = np.bincount(region, weights=area)
    unit = np.divide(WHOLE, total, out=np.zeros_like(total), where=total > 0.0)
    units = np.rint(area * unit[region]).astype(np.int64)
    region_area = np.zeros(points.size, dtype=np.int64)
    np.add.at(region_area, region, units)
    return Cells(region, units, region_area, points.astype(np.int64))


def spacing_advice(spacing_km: float, narrowest_swath_km: float = math.inf, ground_speed_km_s: float = 7.0) -> Note:
    """Return a sentence on how good windows of regions are with points so far apart.

    ``narrowest_swath_km`` is the narrowest width of what a sensor reaches on the ground (for a radar its incidence
    band, for a camera its field of regard); 7 km/s is the speed over ground of a satellite 500 km up.
    """
    edge_s = spacing_km / ground_speed_km_s
    sentence = (
        f"sampled every {spacing_km:.3g} km: edges of their windows are good to about {edge_s:.1f} s; "
        "any-part windows may come out too short by that, entire ones too long."
    )
    use_km = narrowest_swath_km / 2.0
    if narrowest_swath_km < spacing_km:
        sentence = (
            f"{sentence} A swath of {narrowest_swath_km:g} km is narrower than that and can slip between the points, "
            f"so visits are missed: use {use_km:g} km or less."
        )
    elif narrowest_swath_km < 2.0 * spacing_km:
        sentence = (
            f"{sentence} A swath of {narrowest_swath_km:g} km holds one row of points or two, so shares of the area "
            f"are rough: use {use_km:g} km or less."
        )
    narrow = {"swath_km": narrowest_swath_km, "use_km": use_km} if narrowest_swath_km < 2.0 * spacing_km else {}
    return Note(sentence, "spacing", spacing_km=spacing_km, edge_s=edge_s, **narrow)
