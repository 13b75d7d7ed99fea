"""Uber's H3 cells as points, for those who join figures with other data by cell. Needs the library h3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..constants import WGS84_A_KM, WGS84_E2
from ..errors import UsageError
from .ellipsoid_area import EARTH_KM2
from .points import MOST_POINTS, Points

if TYPE_CHECKING:
    from .regions import Region

Floats = NDArray[np.float64]

FINEST_RESOLUTION = 15


@dataclass(frozen=True)
class H3Points(Points):
    """Points that are the middles of H3 cells; ``cells`` (N,) are the cells' names as H3 writes them."""

    cells: tuple[str, ...]


def h3_cells(resolution: int, region: Region | None = None) -> H3Points:
    """Return the middles of the H3 cells of a resolution, 0 (122 cells) to 15 (of 0.9 m2).

    With a region: the cells whose middle lies in it. H3 takes latitudes as those of a sphere; each area is its cell's
    there, stretched to the ellipsoid at the middle, and all are scaled together to the Earth's area or the region's
    (the cells alone come within some per cent of a region ten cells wide). Areas differ by up to a factor of 2.4.
    Raises UsageError where the library is missing, for another resolution, for too many cells, and for a region
    without any.
    """
    try:
        import h3
    except ImportError:
        raise UsageError("H3 cells need the library h3: pip install 'reconsim[h3]'") from None
    if isinstance(resolution, bool) or resolution not in range(FINEST_RESOLUTION + 1):
        raise UsageError(f"resolution = {resolution} must be a whole number from 0 to {FINEST_RESOLUTION}")
    total_km2 = EARTH_KM2 if region is None else region.area_km2
    count = h3.get_num_cells(resolution) * total_km2 / EARTH_KM2
    if count > MOST_POINTS:
        raise UsageError(f"resolution {resolution} makes {count:,.0f} cells; at most {MOST_POINTS:,} are possible")
    names = sorted(h3.get_res0_cells())
    for level in range(resolution + 1):
        if level:
            names = [child for name in names for child in h3.cell_to_children(name, level)]
        middles = _middles(h3, names)
        if region is not None:
            # A descendant's middle is at most 1.1 edges from the middle of its ancestor; H3's edges vary by a third.
            reach_deg = 0.0 if level == resolution else 2.0 * h3.average_hexagon_edge_length(level, unit="km") / 110.5
            kept = _near(region, middles, reach_deg)
            names, middles = [name for name, near in zip(names, kept, strict=True) if near], middles[kept]
    if not names:
        raise UsageError(
            f"region {region.name if region else ''!r} holds the middle of no H3 cell of resolution {resolution}; "
            "take a higher one"
        )
    sphere_km2 = np.array([h3.cell_area(name, unit="km^2") for name in names])
    sine = np.sin(np.radians(middles[:, 0]))
    # M N of the ellipsoid; the sphere's R^2 drops out when areas are scaled together.
    stretch = WGS84_A_KM**2 * (1.0 - WGS84_E2) / (1.0 - WGS84_E2 * sine**2) ** 2
    area_km2 = sphere_km2 * stretch
    area_km2 *= total_km2 / area_km2.sum()
    return H3Points(middles[:, 0].copy(), middles[:, 1].copy(), area_km2, tuple(names))


def _middles(h3: Any, names: list[str]) -> Floats:
    return np.array([h3.cell_to_latlng(name) for name in names], dtype=np.float64).reshape(-1, 2)


def _near(region: Region, middles: Floats, reach_deg: float) -> NDArray[np.bool_]:
    """Return which middles, (N, 2) latitude and longitude, lie in a region, or may be within reach of it."""
    import shapely

    lat, lon = middles.T
    if reach_deg == 0.0:
        return region.contains(lat, lon)
    low, high = np.maximum(lat - reach_deg, -90.0), np.minimum(lat + reach_deg, 90.0)
    over_pole = np.maximum(np.abs(low), np.abs(high)) > 90.0 - 1e-9
    farthest = np.radians(np.where(over_pole, 0.0, np.maximum(np.abs(low), np.abs(high))))
    width = np.where(over_pole, 180.0, np.minimum(reach_deg / np.cos(farthest), 180.0))
    near = np.zeros(len(lat), dtype=bool)
    for turn in (-360.0, 0.0, 360.0):
        near |= shapely.intersects(region.shape, shapely.box(lon + turn - width, low, lon + turn + width, high))
    return near
