"""Limits as what a search trims by, one after another: margins of the kernel, light, and rules over further limits."""

from __future__ import annotations

import math
from typing import NamedTuple

from ..sensors.limits import Limits
from . import search_kernel as kernels
from .search_kernel import NO_PLANE, Weights


class Margin(NamedTuple):
    """A limit on geometry, as ``search_kernel.trim`` takes it."""

    kind: int
    p: float = 0.0
    w: Weights = NO_PLANE


class Light(NamedTuple):
    """A limit on light: see ``light.Lights`` for the kinds and what their numbers mean."""

    kind: str
    a: float = 0.0
    b: float = 0.0


class Rule(NamedTuple):
    """``any`` of some limits, or ``none``."""

    kind: str
    limits: tuple[Limits, ...]


Step = Margin | Light | Rule


def steps(limits: Limits, least_elevation_deg: float) -> list[Step]:
    """Return what to trim by, in order: cheap and shared margins first, then light, then rules.

    ``least_elevation_deg`` is implied by the others; it changes no window.
    """
    found: list[Step] = [*margins(limits, least_elevation_deg), *_light_and_rest(limits)]
    for one in limits.all_of:
        found += steps(one, 0.0)
    if limits.any_of:
        found.append(Rule("any", limits.any_of))
    if limits.none_of:
        found.append(Rule("none", limits.none_of))
    return found


def lights(limits: Limits) -> list[Light]:
    """Return every limit on light, those under rules too."""
    found: list[Light] = []
    for step in steps(limits, 0.0):
        if isinstance(step, Light):
            found.append(step)
        elif isinstance(step, Rule):
            found += [light for one in step.limits for light in lights(one)]
    return found


def margins(limits: Limits, least_elevation_deg: float) -> list[Margin]:
    """Return the limits on geometry alone; a wide azimuth band is a rule, see ``azimuth``."""
    elevation_min_deg = max(limits.elevation_min_deg, least_elevation_deg)
    if limits.incidence_max_deg is not None:
        elevation_min_deg = max(elevation_min_deg, 90.0 - limits.incidence_max_deg)
    found: list[Margin] = []
    if elevation_min_deg > 0.0:
        found.append(Margin(kernels.ABOVE, _sin(elevation_min_deg)))
    if (incidence_min_deg := limits.incidence_at_least_deg) > 0.0:
        found.append(Margin(kernels.BELOW, _cos(incidence_min_deg)))
    if limits.off_nadir_max_deg is not None and limits.off_nadir_max_deg < 90.0:
        found.append(Margin(kernels.WITHIN, _cos(limits.off_nadir_max_deg)))
    if limits.off_nadir_min_deg is not None and limits.off_nadir_min_deg > 0.0:
        found.append(Margin(kernels.BEYOND, _cos(limits.off_nadir_min_deg)))
    if limits.range_max_km is not None:
        found.append(Margin(kernels.NEARER, limits.range_max_km))
    if limits.range_min_km:
        found.append(Margin(kernels.FARTHER, limits.range_min_km))
    if limits.gsd_max_m is not None:
        assert limits.gsd_nadir_m is not None  # Limits sees to it
        assert limits.reference_height_km is not None
        found.append(Margin(kernels.SHARPER, limits.gsd_max_m / limits.gsd_nadir_m * limits.reference_height_km))
    found += _azimuth(limits.azimuth_from_deg, limits.azimuth_to_deg)
    found += [Margin(kernels.INSIDE, 0.0, w) for w in view_planes(limits)]
    if limits.squint_max_deg is not None and limits.squint_max_deg < 90.0:
        found.append(Margin(kernels.SQUINT, _sin(limits.squint_max_deg) ** 2))
    if limits.look != "either":
        found.append(Margin(kernels.RIGHT if limits.look == "right" else kernels.LEFT))
    if limits.heading != "either":
        found.append(Margin(kernels.NORTHWARD if limits.heading == "ascending" else kernels.SOUTHWARD))
    return found


def view_planes(limits: Limits) -> list[Weights]:
    """Return the planes that bound a rectangular field of view: normals down, right, forward, pointing inside.

    The axis b is down, pitched forward, then rolled to the right; a and l are the lines across and along. A target t
    lies inside where abs(t.a) <= tan(h) t.b and abs(t.l) <= tan(k) t.b, h and k the half angles: four planes.
    """
    if limits.fov_across_deg is None or limits.fov_along_deg is None:
        return []
    cos_roll, sin_roll = _cos(limits.roll_deg), _sin(limits.roll_deg)
    cos_pitch, sin_pitch = _cos(limits.pitch_deg), _sin(limits.pitch_deg)
    axis = (cos_pitch * cos_roll, cos_pitch * sin_roll, sin_pitch)
    across = (-sin_roll, cos_roll, 0.0)
    along = (-sin_pitch * cos_roll, -sin_pitch * sin_roll, cos_pitch)
    found = []
    for angle_deg, line in ((limits.fov_across_deg, across), (limits.fov_along_deg, along)):
        sine, cosine = _sin(0.5 * angle_deg), _cos(0.5 * angle_deg)
        for side in (1.0, -1.0):
            down, right, forward = (sine * b + side * cosine * c for b, c in zip(axis, line, strict=True))
            found.append((down, right, forward))
    return found


def view_reach_deg(limits: Limits) -> float:
    """Return the largest angle from the nadir that a rectangular field of view reaches; 90 without one, or beyond."""
    if limits.fov_across_deg is None or limits.fov_along_deg is None:
        return 90.0
    across, along = (math.tan(math.radians(0.5 * a)) for a in (limits.fov_across_deg, limits.fov_along_deg))
    if max(across, along) > 1e3:
        return 90.0
    corner_deg = math.degrees(math.atan(math.hypot(across, along)))
    axis_deg = math.degrees(math.acos(_cos(limits.pitch_deg) * _cos(limits.roll_deg)))
    return min(axis_deg + corner_deg, 90.0)


def side_of(azimuth_deg: float) -> Weights:
    """Return the normal, east, north, up, of the vertical plane through an azimuth, pointing to its right."""
    return (_cos(azimuth_deg), -_sin(azimuth_deg), 0.0)


def _azimuth(from_deg: float | None, to_deg: float | None) -> list[Margin]:
    """Return the two half-planes of a band of azimuths no wider than 180 degrees."""
    if from_deg is None or to_deg is None or (to_deg - from_deg) % 360.0 > 180.0:
        return []
    left, right = side_of(from_deg), side_of(to_deg)
    return [Margin(kernels.FACING, 0.0, left), Margin(kernels.FACING, 0.0, (-right[0], -right[1], 0.0))]


def _light_and_rest(limits: Limits) -> list[Step]:
    found: list[Step] = []
    from_deg, to_deg = limits.azimuth_from_deg, limits.azimuth_to_deg
    if from_deg is not None and to_deg is not None and (to_deg - from_deg) % 360.0 > 180.0:
        found.append(Rule("none", (Limits(azimuth_from_deg=to_deg, azimuth_to_deg=from_deg),)))  # all but the rest
    if limits.sun_elevation_min_deg is not None and limits.sun_elevation_min_deg > -90.0:
        found.append(Light("sun above", limits.sun_elevation_min_deg))
    if limits.sun_elevation_max_deg is not None and limits.sun_elevation_max_deg < 90.0:
        found.append(Light("sun below", limits.sun_elevation_max_deg))
    if limits.local_time_from_h is not None and limits.local_time_to_h is not None:
        found.append(Light("local time", limits.local_time_from_h, limits.local_time_to_h))
    if limits.satellite_light != "either":
        found.append(Light(limits.satellite_light))
    if limits.glint_min_deg is not None and limits.glint_min_deg > 0.0:
        found.append(Light("glint", limits.glint_min_deg))
    return found


def _sin(angle_deg: float) -> float:
    return math.sin(math.radians(angle_deg))


def _cos(angle_deg: float) -> float:
    return math.cos(math.radians(angle_deg))
