"""The arrays that kernels of the search read and fill, as named tuples, which take no extra time in a kernel."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Singles = NDArray[np.float32]


class Nodes(NamedTuple):
    """The table of positions, Earth-fixed, km, as sim.orbits.ephemeris.Ephemeris has it; ``n_nodes`` of each track."""

    x_km: Floats
    y_km: Floats
    z_km: Floats
    grid_s: float
    step_s: float
    first: Ints
    n_nodes: Ints
    offset: Ints
    bounds: Floats


class Axes(NamedTuple):
    """Three coordinates of nodes, km: one array an axis."""

    x: Floats
    y: Floats
    z: Floats


class SingleAxes(NamedTuple):
    """As ``Axes``, in single precision."""

    x: Singles
    y: Singles
    z: Singles


class Stretches(NamedTuple):
    """Stretches of time, one a row: row of the track in the table, row of the place, start and end in s."""

    track: Ints
    site: Ints
    start_s: Floats
    end_s: Floats


class Parts(NamedTuple):
    """Working arrays for the parts that a kernel finds: index of the given row, start and end in s."""

    of_row: Ints
    start_s: Floats
    end_s: Floats


def room_for(parts: int) -> Parts:
    """Return empty working arrays for some parts."""
    return Parts(np.empty(parts, np.int64), np.empty(parts), np.empty(parts))
