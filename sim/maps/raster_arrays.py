"""The arrays that kernels of a raster read and fill, grouped by purpose, and the columns of tables."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Shorts = NDArray[np.int16]
Words = NDArray[np.uint64]

NOWHERE = 32767  # the lowest row of a sample that does not count
NO_HOLE = -1

# Columns of the table of tracks.
OFFSET, PARTS, DISC, DISC_P, DISC_KM, HOLE, HOLE_P, HOLE_KM, BY_POINT, TESTS, STEPS_A_ROW = range(11)
TRACK_COLUMNS = 11


class Samples(NamedTuple):
    """The places of satellites: each track's parts of a step one after the other, each ``stride`` samples long."""

    p_km: Floats  # distance from the axis
    z_km: Floats
    column: Floats  # longitude, counted in columns of the grid
    sin_below: Floats  # of the geodetic latitude of the point below
    cos_below: Floats
    low: Shorts  # lowest and highest row within reach
    high: Shorts
    stride: int


class Motion(NamedTuple):
    """Position and velocity at the samples of satellites whose limits are tested point by point, km and km/s."""

    x_km: Floats
    y_km: Floats
    vx: Floats
    vy: Floats
    vz: Floats


class GridAngles(NamedTuple):
    """Where a grid begins and how far apart its points are, radians."""

    south: float
    lat_step: float
    west: float
    lon_step: float


class Tile(NamedTuple):
    """The rows and the steps that are painted before they are counted; ``step`` counts in the stretch of samples."""

    first_row: int
    last_row: int
    step: int
    steps: int


class Painted(NamedTuple):
    """The painted bits of a tile: at the steps themselves, (steps + 1, rows, words), and inside the steps."""

    on_step: Words
    between: Words
