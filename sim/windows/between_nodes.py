"""Positions of satellites between the table's nodes, for many tracks and times at once, in plain numpy.

The same polynomial of degree nine through ten nodes as in the search for windows (``interpolation_kernel``): a sum over
the ten, with weights that depend on the place within the step alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..orbits.ephemeris import Ephemeris
from .interpolation_kernel import AFTER, BEFORE, EVEN, ODD

Floats = NDArray[np.float64]


def positions_itrs_km(ephemeris: Ephemeris, track: NDArray[np.int64], t_s: Floats) -> Floats:
    """Return Earth-fixed positions, (N, 3) in km, of tracks (N,) at times (N,) in seconds since the span's start.

    Positions are within 6e-9 km of SGP4 for low orbits at the table's own step. Positions outside ``from_s`` to
    ``to_s`` of a track are extrapolated and not usable. Nothing is checked.
    """
    place = (t_s - ephemeris.grid_s) / ephemeris.step_s - ephemeris.first[track]
    node = np.clip(np.floor(place).astype(np.int64), BEFORE, ephemeris.count[track] - 1 - AFTER)
    weights = _weights(place - node - 0.5)
    rows = (ephemeris.offset[track] + node - BEFORE)[:, None] + np.arange(10)
    return np.stack(
        [np.einsum("nm,nm->n", weights, a[rows]) for a in (ephemeris.x_km, ephemeris.y_km, ephemeris.z_km)], axis=-1
    )


def _weights(sigma: Floats) -> Floats:
    """Return the ten nodes' weights, (N, 10), at places in the step measured from its middle, -1/2 to 1/2."""
    powers = np.vander(sigma**2, 5, increasing=True)
    even, odd = powers @ np.array(EVEN), sigma[:, None] * (powers @ np.array(ODD))
    return np.concatenate([(even - odd)[:, ::-1], even + odd], axis=1)
