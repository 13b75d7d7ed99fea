"""Glint: the parts of windows in which the satellite is far enough from the Sun's mirror image at the target.

The target is a flat mirror, perpendicular to the geodetic up u. Sunlight from direction s leaves it along
m = 2 (u . s) u - s, as high as the Sun and opposite to it. The glint angle is the angle at the target between m and the
direction to the satellite; 0 is the middle of the glint. There is no glint while the Sun is below the horizon.

Left out: the Sun's disc, refraction, and the slopes of waves and roofs. The slopes spread the glint over some tens of
degrees, and the limit is set for them (Cox and Munk, Journal of the Optical Society of America 44 (1954), 838-850).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..constants import GMST_RATE_RAD_S
from ..crossings import spans_within
from ..errors import UsageError
from ..orbits.ephemeris import Ephemeris
from ..sun import SunTable, sin_elevation_curvature
from .between_nodes import positions_itrs_km
from .bounds_kernel import ACCEL, R_MAX, R_MIN, SPEED

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Parts = tuple[Ints, Floats, Floats]  # of which window, from, to

WINDOWS_AT_ONCE = 1 << 14  # bounds the memory
SUN_TURN_RAD_S = 1.01 * GMST_RATE_RAD_S  # above the Sun's motion in Earth-fixed axes, parallax included
NEAREST_KM = 1.0  # no satellite is nearer to a place


def trim_glint(
    ephemeris: Ephemeris,
    sun: SunTable,
    sites: Floats,
    track: Ints,
    target: Ints,
    start_s: Floats,
    end_s: Floats,
    glint_min_deg: float,
) -> Parts:
    """Return the parts of windows whose glint angle is at least a limit, or whose target has the Sun at or below 0.

    Windows (W,) are of ``track`` at row ``target`` of ``sites``, (P, 6) position and geodetic up in Earth-fixed axes,
    km. The result has, for each part, (N,), the index of its window, its start and its end in seconds since the start
    of the span, sorted by window and start. Edges are within 1 ms of the model's own. No part or hole longer than
    0.02 s is missed, because bounds on curvatures select the steps to search (``crossings``). Raises UsageError for an
    angle outside 0 to 180 degrees, and if the Sun's table does not cover the windows.
    """
    if not 0.0 <= glint_min_deg <= 180.0:
        raise UsageError(f"the glint angle {glint_min_deg:g} deg must lie between 0 and 180")
    if glint_min_deg == 0.0 or not len(start_s):
        return np.arange(len(start_s)), start_s, end_s
    parts: list[Parts] = []
    for first in range(0, len(start_s), WINDOWS_AT_ONCE):
        w = slice(first, first + WINDOWS_AT_ONCE)
        of, begin_s, stop_s = _clear_of_glint(
            ephemeris, sun, sites[target[w]], track[w], start_s[w], end_s[w], np.cos(np.radians(glint_min_deg))
        )
        parts.append((of + first, begin_s, stop_s))
    of, begin_s, stop_s = (np.concatenate(column) for column in zip(*parts, strict=True))
    return of, begin_s, stop_s


def _clear_of_glint(
    ephemeris: Ephemeris, sun: SunTable, sites: Floats, track: Ints, start_s: Floats, end_s: Floats, cos_min: float
) -> Parts:
    """Return the parts of windows, with the site of each, (W, 6): those by night, and by day the clear ones."""
    site_km, up = sites[:, :3], sites[:, 3:]

    def towards_sun(window: NDArray[np.intp], t_s: Floats) -> Floats:
        seen_km = sun.seen_itrs_km(t_s, site_km[window])
        return seen_km / np.sqrt(_dot(seen_km, seen_km))[:, None]

    def below_horizon(window: NDArray[np.intp], t_s: Floats) -> Floats:
        return -_dot(up[window], towards_sun(window, t_s))

    night = spans_within(below_horizon, start_s, end_s, curvature_bound=sin_elevation_curvature(np.hypot(*up.T[:2])))
    window, day_start_s, day_end_s = _left_over(night, start_s, end_s)

    def clear_km(day: NDArray[np.intp], t_s: Floats) -> Floats:
        w = window[day]
        s, u = towards_sun(w, t_s), up[w]
        mirrored = 2.0 * _dot(u, s)[:, None] * u - s
        to_satellite_km = positions_itrs_km(ephemeris, track[w], t_s) - site_km[w]
        return cos_min * np.sqrt(_dot(to_satellite_km, to_satellite_km)) - _dot(to_satellite_km, mirrored)

    site_radius_km = np.sqrt(_dot(site_km, site_km))
    bound = _curvature_bound(ephemeris.bounds[track[window]], site_radius_km[window], abs(cos_min))
    day, begin_s, stop_s = spans_within(clear_km, day_start_s, day_end_s, curvature_bound=bound)
    return _joined(night, (window[day], begin_s, stop_s))


def _curvature_bound(bounds: Floats, site_radius_km: Floats, cos_min: float) -> Floats:
    """Return a bound on the second derivative of cos(limit) |d| - d . m, (N,) in km/s^2, d from target to satellite.

    With V and A the bounds on speed and acceleration: |d|'' lies between -A and V^2 / |d| + A, and m, a mirror image of
    the Sun's direction, turns no faster than that: at most w, with m'' at most w^2.
    """
    speed, accel = bounds[:, SPEED], bounds[:, ACCEL]
    near_km = np.maximum(bounds[:, R_MIN] - site_radius_km, NEAREST_KM)
    far_km = bounds[:, R_MAX] + site_radius_km
    turning = 2.0 * speed * SUN_TURN_RAD_S + far_km * SUN_TURN_RAD_S**2
    return np.asarray(cos_min * (speed**2 / near_km + accel) + accel + turning)


def _left_over(parts: Parts, start_s: Floats, end_s: Floats) -> Parts:
    """Return the parts of windows outside some sorted, disjoint parts of them."""
    of, begin_s, stop_s = parts
    every = np.arange(len(start_s))
    window = np.concatenate([every, every, of, of])
    edges = np.concatenate([start_s, end_s, begin_s, stop_s])
    order = np.lexsort((edges, window))
    left_start_s, left_end_s = edges[order].reshape(-1, 2).T
    filled = left_end_s > left_start_s
    return window[order][::2][filled], left_start_s[filled], left_end_s[filled]


def _joined(parts: Parts, others: Parts) -> Parts:
    """Return two sets of disjoint parts of windows as one; parts that touch are joined."""
    of, begin_s, stop_s = (np.concatenate(column) for column in zip(parts, others, strict=True))
    order = np.lexsort((begin_s, of))
    of, begin_s, stop_s = of[order], begin_s[order], stop_s[order]
    apart = (of[1:] != of[:-1]) | (begin_s[1:] != stop_s[:-1])
    first = np.concatenate([[True], apart])[: len(of)]
    last = np.concatenate([apart, [True]])[: len(of)]
    return of[first], begin_s[first], stop_s[last]


def _dot(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.einsum("...i,...i", a, b))
