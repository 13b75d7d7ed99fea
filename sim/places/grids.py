"""Regular grids of points for maps: rows of equal latitude, columns of equal longitude."""

from __future__ import annotations

import math
from dataclasses import KW_ONLY, dataclass

import numpy as np
from numpy.typing import NDArray

from ..constants import WGS84_A_KM, WGS84_E2
from ..errors import UsageError
from .box_width import box_width_deg
from .sites import Site, coordinate_problem

Floats = NDArray[np.float64]

MOST_ROWS = 32000  # row numbers are kept in 16 bits


@dataclass(frozen=True)
class Grid:
    """Points at latitudes ``south_deg + i lat_step_deg`` (rows) and longitudes ``west_deg + j lon_step_deg`` (columns).

    ``south_deg`` and ``west_deg`` are the first point's own geodetic latitude and longitude, not the edge of its cell;
    all points have the same height above WGS84. Rows run north, columns east. Raises UsageError for points off the
    globe, steps that are not above 0, and columns that would meet the first one again.
    """

    _: KW_ONLY
    south_deg: float
    west_deg: float
    lat_step_deg: float
    lon_step_deg: float
    rows: int
    columns: int
    height_km: float = 0.0

    def __post_init__(self) -> None:
        for key, count in (("rows", self.rows), ("columns", self.columns)):
            if not 1 <= count <= MOST_ROWS:
                raise UsageError(f"grid: {key} = {count} must lie between 1 and {MOST_ROWS}")
        for key, step in (("lat_step_deg", self.lat_step_deg), ("lon_step_deg", self.lon_step_deg)):
            if not (math.isfinite(step) and step > 0.0):
                raise UsageError(f"grid: {key} = {step:g} must be above 0")
        north_deg = self.south_deg + (self.rows - 1) * self.lat_step_deg
        for key, value in (
            ("lat_deg", self.south_deg),
            ("lat_deg", north_deg),
            ("lon_deg", self.west_deg),
            ("height_km", self.height_km),
        ):
            if problem := coordinate_problem(key, value):
                raise UsageError(f"grid: {key} = {value:g} {problem}")
        if self.columns * self.lon_step_deg > 360.0 * (1.0 + 1e-12):
            raise UsageError(
                f"grid: {self.columns} columns of {self.lon_step_deg:g} degrees reach more than once round the Earth"
            )

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows, self.columns

    @property
    def size(self) -> int:
        return self.rows * self.columns

    @property
    def lat_deg(self) -> Floats:
        """Geodetic latitudes of the rows, (rows,), south to north."""
        return np.asarray(self.south_deg + np.arange(self.rows) * self.lat_step_deg, dtype=np.float64)

    @property
    def lon_deg(self) -> Floats:
        """Longitudes of the columns, (columns,), west to east; past 180 where the grid crosses the antimeridian."""
        return np.asarray(self.west_deg + np.arange(self.columns) * self.lon_step_deg, dtype=np.float64)

    @property
    def cell_km2(self) -> Floats:
        """Area on the ellipsoid of the cell around each point of a row, (rows,): the weights of a mean over the map.

        Cells reach half a step to each side and end at the poles. Snyder, Map Projections (USGS 1395, 1987), 3-12.
        """
        edges_deg = self.south_deg + (np.arange(self.rows + 1) - 0.5) * self.lat_step_deg
        sine = np.sin(np.radians(np.clip(edges_deg, -90.0, 90.0)))
        e = math.sqrt(WGS84_E2)
        q = sine / (1.0 - WGS84_E2 * sine**2) + np.arctanh(e * sine) / e
        zone_km2 = 0.5 * WGS84_A_KM**2 * (1.0 - WGS84_E2) * np.diff(q)
        return np.asarray(zone_km2 * math.radians(self.lon_step_deg))

    def site(self, row: int, column: int) -> Site:
        """Return one point as a place that exact windows can be searched for."""
        lon_deg = float(self.lon_deg[column])
        lon_deg -= 360.0 if lon_deg > 360.0 else 0.0
        return Site(
            f"row {row}, column {column}",
            lat_deg=float(self.lat_deg[row]),
            lon_deg=lon_deg,
            height_km=self.height_km,
        )


def whole_earth(*, step_deg: float, height_km: float = 0.0) -> Grid:
    """Return a grid over the whole Earth, points at the middles of cells of about ``step_deg``.

    The step is rounded so that it divides 180 degrees; 0.8 degrees gives 225 x 450 points, 89 km apart at the equator.
    """
    if not (math.isfinite(step_deg) and 180.0 / MOST_ROWS * 2.0 <= step_deg <= 90.0):
        raise UsageError(f"grid: step_deg = {step_deg:g} must lie between {360.0 / MOST_ROWS:g} and 90")
    rows = round(180.0 / step_deg)
    step = 180.0 / rows
    return Grid(
        south_deg=-90.0 + 0.5 * step,
        west_deg=-180.0 + 0.5 * step,
        lat_step_deg=step,
        lon_step_deg=step,
        rows=rows,
        columns=2 * rows,
        height_km=height_km,
    )


def box(
    *, south_deg: float, north_deg: float, west_deg: float, east_deg: float, step_deg: float, height_km: float = 0.0
) -> Grid:
    """Return a grid over a box of latitude and longitude, points at the middles of cells of about ``step_deg``.

    ``east_deg`` below ``west_deg`` means that the box crosses the antimeridian, and may then be 180 degrees wide; wider
    boxes count on, to 360 beyond their west. The steps are rounded, each on its own, so that whole cells fill the box.
    Raises UsageError for a box without area, as `box_width_deg` does, and for a step larger than the box.
    """
    for key, value in (("south_deg", south_deg), ("north_deg", north_deg)):
        if problem := coordinate_problem("lat_deg", value):
            raise UsageError(f"box: {key} = {value:g} {problem}")
    if not south_deg < north_deg:
        raise UsageError(f"box: south_deg = {south_deg:g} must be below north_deg = {north_deg:g}")
    width_deg = box_width_deg(west_deg, east_deg, where="box")
    height_deg = north_deg - south_deg
    if not (math.isfinite(step_deg) and 0.0 < step_deg <= min(height_deg, width_deg)):
        raise UsageError(
            f"box: step_deg = {step_deg:g} must be above 0 and no larger than the box, "
            f"{height_deg:g} by {width_deg:g} degrees"
        )
    rows, columns = round(height_deg / step_deg), round(width_deg / step_deg)
    lat_step_deg, lon_step_deg = height_deg / rows, width_deg / columns
    return Grid(
        south_deg=south_deg + 0.5 * lat_step_deg,
        west_deg=west_deg + 0.5 * lon_step_deg,
        lat_step_deg=lat_step_deg,
        lon_step_deg=lon_step_deg,
        rows=rows,
        columns=columns,
        height_km=height_km,
    )
