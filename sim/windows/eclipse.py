"""The times at which satellites are in sunlight; also a shadow that is only grazed is found.

A satellite is in sunlight while the straight line from it to the Sun's centre misses a sphere of Skyfield's Earth
radius, 6378.1366 km. This is the model of Skyfield's ``is_sunlit`` with one difference. Skyfield uses the true position
of the Sun. Here, as for places on the ground, the apparent position is used, 20.5" behind (light time and aberration),
because light that grazes the moving Earth comes from there. Edges differ by up to 0.14 s in low orbits and by 1.3 s in
geostationary ones. They differ by 1 s and more where an eclipse lasts less than 2 minutes.

Left out: the Sun's disc, so that an edge is the middle of the penumbra, which lasts 9 to 14 s in low orbits and 128 s
in geostationary ones, longer where the shadow is grazed; the Earth's flattening, up to 8 s in low orbits; the bending
of light in the air, by which some reddened light reaches up to 19 to 29 s farther into the shadow; the Moon's shadow.
``tests/windows/test_eclipse.py`` measures all of these figures.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..constants import GMST_RATE_RAD_S, WGS72_MU_KM3_S2
from ..crossings import may_cross, sign_changes, spans_between
from ..orbits.ephemeris import GRAVITY_FACTOR, PAD_NODES, Ephemeris
from ..sun import SunTable
from .between_nodes import positions_itrs_km
from .bounds_kernel import R_MAX, R_MIN, SPEED

Floats = NDArray[np.float64]

SHADOW_RADIUS_KM = 6378.1366  # the equatorial radius of IERS Conventions 2010, table 1.1, as in Skyfield
SUN_TURN_RAD_S = 2.2e-7  # above the Sun's motion among the stars as seen from the Earth's centre
SUN_NEAREST_KM = 1.46e8  # below the Sun's distance from anything that SGP4 can follow


def sunlit_intervals(ephemeris: Ephemeris, sun: SunTable) -> list[Floats]:
    """Return, for each track, the spans of its ``from_s`` to ``to_s`` with the satellite in sunlight, (N, 2) in s.

    They are half-open, sorted, in seconds since the start of the span, and cut at the ends of the track. The eclipses
    are their complement (``intervals.complement``). Edges are within 1 ms of the model's own. No span or hole longer
    than 0.02 s is missed, because a bound on the curvature selects the steps to search (``crossings``). A satellite
    below the sphere, which SGP4 refuses, would be in the dark. Raises UsageError if the Sun's table is shorter than the
    tracks.
    """
    from_s, to_s = ephemeris.from_s, ephemeris.to_s
    bound = _curvature_bound(ephemeris.bounds)
    sun_km, first_node = _sun_at_nodes(ephemeris, sun)
    starts_inside = np.zeros(len(from_s), dtype=bool)
    cells: list[tuple[NDArray[np.intp], Floats, Floats, Floats, Floats]] = []
    for i in range(len(from_s)):
        t_s, itrs_km = ephemeris.positions_itrs_km(i)
        t_s, itrs_km = t_s[PAD_NODES : len(t_s) - PAD_NODES], itrs_km[PAD_NODES : len(t_s) - PAD_NODES]
        begin = int(ephemeris.first[i]) + PAD_NODES - first_node
        light = light_km2(itrs_km, sun_km[begin : begin + len(t_s)])
        starts_inside[i] = light[0] >= 0.0
        near = np.flatnonzero(may_cross(light[:-1], light[1:], ephemeris.step_s, bound[i]))
        cells.append((np.full(near.size, i), t_s[near], t_s[near + 1], light[near], light[near + 1]))

    def light_at(track: NDArray[np.intp], t_s: Floats) -> Floats:
        return light_km2(positions_itrs_km(ephemeris, track, t_s), sun.itrs_km(t_s))

    track, a, b, light_a, light_b = (np.concatenate(column) for column in zip(*cells, strict=True))
    item, edge_s = sign_changes(light_at, track, a, b, light_a, light_b, bound)
    item, start_s, end_s = spans_between(item, edge_s, starts_inside, from_s, to_s)
    return np.split(np.column_stack([start_s, end_s]), np.searchsorted(item, np.arange(1, len(from_s))))


def light_km2(sat_km: Floats, sun_km: Floats) -> Floats:
    """Return r^2 - R^2 + w |w|, (...) in km^2, with w = r . s: not negative in sunlight.

    r is the satellite, s the direction from it to the Sun, (..., 3) from the Earth's centre; R is the sphere's radius.
    On the night side, w < 0, this says whether the line to the Sun passes farther from the centre than R, r^2 - w^2 >=
    R^2; on the day side it is never negative. Its slope has no jump anywhere, so that a bound on the curvature holds.
    """
    to_sun_km = sun_km - sat_km
    along_km = _dot(sat_km, to_sun_km) / np.sqrt(_dot(to_sun_km, to_sun_km))
    return _dot(sat_km, sat_km) - SHADOW_RADIUS_KM**2 + along_km * np.abs(along_km)


def _curvature_bound(bounds: Floats) -> Floats:
    """Return a bound on how fast the slope of ``light_km2`` changes, (I,) in km^2/s^2, from the tracks' bounds.

    In axes that do not turn: (r^2)'' = 2 (v^2 + r . a) lies between -2 P and 2 V^2, with V the speed and P = mu / r,
    for gravity pulls inwards; (w |w|)' changes by at most 2 (w'^2 + |w w''|). The direction s turns with the Sun and,
    by parallax, with the satellite.
    """
    low_km, high_km = bounds[:, R_MIN], bounds[:, R_MAX]
    speed = bounds[:, SPEED] + GMST_RATE_RAD_S * high_km
    pull = GRAVITY_FACTOR * WGS72_MU_KM3_S2 / low_km
    turn = SUN_TURN_RAD_S + speed / SUN_NEAREST_KM
    # s'' is below the parallax of the acceleration, twice a rate of distance by a turn, and the turn squared.
    bend = pull / low_km / SUN_NEAREST_KM + 2.0 * turn * (speed + 30.0) / SUN_NEAREST_KM + 2.0 * turn**2
    along_slope = speed + high_km * turn
    along_curve = pull + 2.0 * high_km * speed * turn + high_km**2 * bend  # times w, below r
    return np.asarray(2.0 * np.maximum(speed**2, pull) + 2.0 * (along_slope**2 + along_curve))


def _sun_at_nodes(ephemeris: Ephemeris, sun: SunTable) -> tuple[Floats, int]:
    """Return the Sun at the grid's nodes, (T, 3) in km, which all tracks share, and the number of the first."""
    first = int(ephemeris.first.min()) + PAD_NODES
    beyond = int((ephemeris.first + ephemeris.count).max()) - PAD_NODES
    t_s = np.asarray(ephemeris.grid_s + np.arange(first, beyond) * ephemeris.step_s, dtype=np.float64)
    return sun.itrs_km(t_s), first


def _dot(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.einsum("...i,...i", a, b))
