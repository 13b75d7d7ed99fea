"""Regions: named areas on the WGS84 ellipsoid, whatever drew them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from . import region_sample
from .ellipsoid_area import shape_km2
from .region_boundary import boundary_lines
from .region_sample import RegionPoints
from .rings import flat_polygon, only_polygons
from .sites import coordinate_problem, name_problem

Floats = NDArray[np.float64]


class Bounds(NamedTuple):
    """The smallest box of latitude and longitude round a region, degrees.

    ``west_deg`` lies from -180 to below 180; ``east_deg`` is larger and goes on past 180 where the region does.
    """

    south_deg: float
    north_deg: float
    west_deg: float
    east_deg: float


@dataclass(frozen=True)
class Region:
    """An area of the Earth, with its edges straight lines in longitude and latitude (RFC 7946).

    ``shape`` is a shapely MultiPolygon in degrees within longitudes -180 to 180, cut at longitude 180 and closed along
    a pole that is inside, as `sim.places.rings` makes it; build regions with `region_of_polygons` or by what stands on
    it: `box_region`, `polygon_region`, `circle_region`, `country`, `read_region`. The boundary belongs to the region.
    """

    name: str
    shape: Any

    def __post_init__(self) -> None:
        if problem := name_problem(self.name):
            raise UsageError(f"region {self.name!r}: {problem}")
        import shapely

        shapely.prepare(self.shape)

    @cached_property
    def area_km2(self) -> float:
        """Area on the ellipsoid: within 1e-9 of the exact area of these edges."""
        return float(shape_km2(self.shape))

    @cached_property
    def bounds(self) -> Bounds:
        """The smallest box of latitude and longitude round the region."""
        import shapely

        spans = shapely.bounds(shapely.get_parts(self.shape))
        order = np.argsort(spans[:, 0])
        west, east = spans[order, 0], np.maximum.accumulate(spans[order, 2])
        # The widest stretch of longitude without any part of the region lies outside; east of it the region begins.
        gaps = np.r_[west[1:] - east[:-1], west[0] + 360.0 - east[-1]]
        widest = int(np.argmax(gaps))
        begin, width = float(west[(widest + 1) % len(west)]), 360.0 - float(max(gaps[widest], 0.0))
        begin -= 360.0 if begin >= 180.0 else 0.0
        return Bounds(float(spans[:, 1].min()), float(spans[:, 3].max()), begin, begin + width)

    @cached_property
    def boundary(self) -> list[Floats]:
        """The edges as lines (N, 2) of longitude and latitude, degrees, without cuts that only a flat map has."""
        return boundary_lines(self.shape)

    def contains(self, lat_deg: ArrayLike, lon_deg: ArrayLike) -> NDArray[np.bool_]:
        """Return which places, broadcast against each other, lie in the region or on its boundary.

        Any habit of counting longitude will do. On a boundary that is not along a vertex or a meridian or parallel the
        last bit of the coordinates decides.
        """
        import shapely

        lat, lon = np.broadcast_arrays(np.asarray(lat_deg, dtype=np.float64), np.asarray(lon_deg, dtype=np.float64))
        beyond = np.abs(lon) > 180.0
        lon = np.where(beyond, np.mod(lon + 180.0, 360.0) - 180.0, lon)
        inside = shapely.intersects_xy(self.shape, lon, lat)
        inside |= (np.abs(lon) == 180.0) & shapely.intersects_xy(self.shape, -lon, lat)
        _, south, _, north = self.shape.bounds
        at_pole = ((lat == 90.0) & (north == 90.0)) | ((lat == -90.0) & (south == -90.0))
        return np.asarray(inside | at_pole, dtype=np.bool_)

    def sample(self, spacing_km: float | None = None, height_km: float = 0.0) -> RegionPoints:
        """Return points of the region about ``spacing_km`` apart (by default `default_spacing_km`).

        Points inside lie on equal-area rows and their areas add up to `area_km2`; points on the boundary are at most
        the spacing apart, with every corner that sticks out by more than a fifth of the spacing. Raises
        UsageError for a spacing or a height that makes no sense.
        """
        if problem := coordinate_problem("height_km", height_km):
            raise UsageError(f"region {self.name!r}: height_km = {height_km:g} {problem}")
        spacing_km = default_spacing_km(self) if spacing_km is None else spacing_km
        return region_sample.sample(self.shape, spacing_km=spacing_km, height_km=height_km)


def default_spacing_km(region: Region) -> float:
    """Return the spacing, km, at which a region has about 200 points; see `region_sample.default_spacing_km`."""
    return region_sample.default_spacing_km(region.shape)


def region_of_polygons(name: str, polygons: Sequence[Sequence[ArrayLike]], *, where: str | None = None) -> Region:
    """Return the union of polygons, each a shell and its holes as rings (N, 2) of longitude and latitude, degrees.

    Raises UsageError, beginning with ``where`` (by default the region's name), for rings that enclose nothing, cross
    themselves, or are otherwise unclear; see `sim.places.rings`.
    """
    import shapely

    where = f"region {name!r}" if where is None else where
    if len(polygons) == 0:
        raise UsageError(f"{where}: there is no polygon")
    several = len(polygons) > 1
    flat = [
        flat_polygon(rings, where=f"{where}, polygon {i}" if several else where)
        for i, rings in enumerate(polygons, start=1)
    ]
    return Region(name, only_polygons(shapely.union_all(flat)))


def united(name: str, regions: Sequence[Region]) -> Region:
    """Return the union of regions; what they share counts once."""
    import shapely

    return Region(name, only_polygons(shapely.union_all([region.shape for region in regions])))
