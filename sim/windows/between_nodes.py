"""Positions and velocities of satellites between the table's nodes, for many tracks and times at once, in plain numpy.

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
    rows, sigma = _rows(ephemeris, track, t_s)
    return _sums(ephemeris, rows, _weights(sigma))


def states_itrs(ephemeris: Ephemeris, track: NDArray[np.int64], t_s: Floats) -> tuple[Floats, Floats]:
    """Return ``positions_itrs_km`` and their derivatives, the Earth-fixed velocities, (N, 3) in km and km/s.

    Velocities are those of the interpolating polynomial, as in the search for windows.
    """
    rows, sigma = _rows(ephemeris, track, t_s)
    position_km = _sums(ephemeris, rows, _weights(sigma))
    return position_km, _sums(ephemeris, rows, _slopes(sigma)) / ephemeris.step_s


def _rows(ephemeris: Ephemeris, track: NDArray[np.int64], t_s: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return the ten nodes of each time, (N, 10) flat, and its place in the step, measured from the middle, (N,)."""
    place = (t_s - ephemeris.grid_s) / ephemeris.step_s - ephemeris.first[track]
    node = np.clip(np.floor(place).astype(np.int64), BEFORE, ephemeris.count[track] - 1 - AFTER)
    return (ephemeris.offset[track] + node - BEFORE)[:, None] + np.arange(10), place - node - 0.5


def _sums(ephemeris: Ephemeris, rows: NDArray[np.int64], weights: Floats) -> Floats:
    axes_km = (ephemeris.x_km, ephemeris.y_km, ephemeris.z_km)
    return np.stack([np.einsum("nm,nm->n", weights, a[rows]) for a in axes_km], axis=-1)


def _weights(sigma: Floats) -> Floats:
    """Return the ten nodes' weights, (N, 10), at places in the step measured from its middle, -1/2 to 1/2."""
    powers = np.vander(sigma**2, 5, increasing=True)
    return _of_nodes(powers @ np.array(EVEN), sigma[:, None] * (powers @ np.array(ODD)))


def _slopes(sigma: Floats) -> Floats:
    """Return the weights of the derivative, (N, 10), per step."""
    powers = np.vander(sigma**2, 5, increasing=True)
    doubled = 2.0 * np.arange(5)
    even = sigma[:, None] * ((powers[:, :4] * doubled[1:]) @ np.array(EVEN)[1:])
    return _of_nodes(even, (powers * (doubled + 1.0)) @ np.array(ODD))


def _of_nodes(even: Floats, odd: Floats) -> Floats:
    return np.concatenate([(even - odd)[:, ::-1], even + odd], axis=1)
