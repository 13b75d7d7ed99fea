"""The steps by which a search trims, from limits: margins of the kernel, light, and rules over further limits.

``STEPS_OF`` is checked against the registry of limits when this module is imported, so that no limit is forgotten.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..sensors.limit_kinds import NEED_A_STEP, check_all
from ..sensors.limits import Limits
from . import margin_kinds as kernels
from .margin_kinds import NO_PLANE, Weights

ANY_ELEVATION_DEG = -90.0


class Margin(NamedTuple):
    """A limit on geometry, as ``trim_kernel.trim`` takes it."""

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


class AtCentre(NamedTuple):
    """Limits on geometry that hold at the middle of an image, which reaches ``half_image_s`` to either side of it."""

    margins: tuple[Margin, ...]
    half_image_s: float


Step = Margin | AtCentre | Light | Rule


def steps(limits: Limits, least_elevation_deg: float) -> list[Step]:
    """Return the steps to trim by, in order: fast and shared margins first, then light, then rules.

    ``least_elevation_deg`` follows from the other limits; it changes no window.
    """
    made = _made(limits)
    found: list[Step] = [*_margins(made, limits, least_elevation_deg)]
    found += [one for one in made if not isinstance(one, Margin)]
    for one in limits.all_of:
        found += steps(one, ANY_ELEVATION_DEG)
    if limits.any_of:
        found.append(Rule("any", limits.any_of))
    if limits.none_of:
        found.append(Rule("none", limits.none_of))
    return found


def lights(limits: Limits) -> list[Light]:
    """Return every limit on light, also those under rules."""
    found: list[Light] = []
    for step in steps(limits, ANY_ELEVATION_DEG):
        if isinstance(step, Light):
            found.append(step)
        elif isinstance(step, Rule):
            found += [light for one in step.limits for light in lights(one)]
    return found


def margins(limits: Limits, least_elevation_deg: float) -> list[Margin]:
    """Return the limits on geometry alone; a wide azimuth band is a rule, see ``azimuth``."""
    return _margins(_made(limits), limits, least_elevation_deg)


def _made(limits: Limits) -> list[Step]:
    return [step for make in STEPS_OF.values() for step in make(limits)]


def _margins(made: Sequence[Step], limits: Limits, least_elevation_deg: float) -> list[Margin]:
    """Return the margins among the steps of limits, with an elevation that their windows surely exceed."""
    found = [one for one in made if isinstance(one, Margin)]
    if least_elevation_deg <= limits.elevation_at_least_deg:
        return found
    return [_above(least_elevation_deg), *(one for one in found if one.kind != kernels.ABOVE)]


def _above(elevation_deg: float) -> Margin:
    return Margin(kernels.ABOVE, _sin(elevation_deg))


def _elevation(limits: Limits) -> list[Step]:
    least_deg = limits.elevation_at_least_deg
    return [_above(least_deg)] if least_deg != 0.0 else []


def _least_incidence(limits: Limits) -> list[Step]:
    least_deg = limits.incidence_at_least_deg
    return [Margin(kernels.BELOW, _cos(least_deg))] if least_deg > 0.0 else []


def _largest_off_nadir(limits: Limits) -> list[Step]:
    most_deg = limits.off_nadir_at_most_deg
    return [Margin(kernels.WITHIN, _cos(most_deg))] if most_deg < 90.0 else []


def _least_off_nadir(limits: Limits) -> list[Step]:
    least_deg = limits.off_nadir_at_least_deg
    return [Margin(kernels.BEYOND, _cos(least_deg))] if least_deg > 0.0 else []


def _largest_range(limits: Limits) -> list[Step]:
    return [Margin(kernels.NEARER, limits.range_max_km)] if limits.range_max_km is not None else []


def _least_range(limits: Limits) -> list[Step]:
    return [Margin(kernels.FARTHER, limits.range_min_km)] if limits.range_min_km else []


def _sample_distance(limits: Limits) -> list[Step]:
    most_km = limits.smear_at_most_km
    return [Margin(kernels.SHARPER, most_km)] if most_km < math.inf else []


def _azimuth(limits: Limits) -> list[Step]:
    """Return the two half-planes of a band of azimuths; of one wider than 180 degrees, that it is all but the rest."""
    from_deg, to_deg = limits.azimuth_from_deg, limits.azimuth_to_deg
    if from_deg is None or to_deg is None:
        return []
    if (to_deg - from_deg) % 360.0 > 180.0:
        return [Rule("none", (Limits(azimuth_from_deg=to_deg, azimuth_to_deg=from_deg),))]
    left, right = side_of(from_deg), side_of(to_deg)
    return [Margin(kernels.FACING, 0.0, left), Margin(kernels.FACING, 0.0, (-right[0], -right[1], 0.0))]


def _view(limits: Limits) -> list[Step]:
    return [Margin(kernels.INSIDE, 0.0, w) for w in view_planes(limits)]


def _squint(limits: Limits) -> list[Step]:
    most = ((kernels.SQUINT, limits.squint_at_most_deg), (kernels.GROUND_SQUINT, limits.ground_squint_at_most_deg))
    found = [Margin(kind, _sin(most_deg) ** 2) for kind, most_deg in most if most_deg < 90.0]
    half_image_s = limits.squint_half_image_s
    return [AtCentre(tuple(found), half_image_s)] if found and half_image_s > 0.0 else [*found]


def _side(limits: Limits) -> list[Step]:
    return [Margin({"right": kernels.RIGHT, "left": kernels.LEFT}[limits.look])] if limits.look != "either" else []


def _heading(limits: Limits) -> list[Step]:
    if limits.heading == "either":
        return []
    return [Margin({"ascending": kernels.NORTHWARD, "descending": kernels.SOUTHWARD}[limits.heading])]


def _least_sun(limits: Limits) -> list[Step]:
    least_deg = limits.sun_at_least_deg
    return [Light("sun above", least_deg)] if least_deg > -90.0 else []


def _largest_sun(limits: Limits) -> list[Step]:
    most_deg = limits.sun_elevation_max_deg
    return [Light("sun below", most_deg)] if most_deg is not None and most_deg < 90.0 else []


def _local_time(limits: Limits) -> list[Step]:
    from_h, to_h = limits.local_time_from_h, limits.local_time_to_h
    return [Light("local time", from_h, to_h)] if from_h is not None and to_h is not None else []


def _satellite_light(limits: Limits) -> list[Step]:
    return [Light(limits.satellite_light)] if limits.satellite_light != "either" else []


def _glint(limits: Limits) -> list[Step]:
    return [Light("glint", limits.glint_min_deg)] if limits.glint_min_deg else []


# Keys of limits -> the steps to trim by if they are given; the order is that of trimming.
STEPS_OF: dict[tuple[str, ...], Callable[[Limits], list[Step]]] = {
    ("elevation_min_deg", "incidence_max_deg"): _elevation,
    ("incidence_min_deg", "ground_range_resolution_max_m"): _least_incidence,
    ("off_nadir_max_deg",): _largest_off_nadir,
    ("off_nadir_min_deg",): _least_off_nadir,
    ("range_max_km",): _largest_range,
    ("range_min_km",): _least_range,
    ("gsd_max_m",): _sample_distance,
    ("azimuth_from_deg", "azimuth_to_deg"): _azimuth,
    ("fov_across_deg", "fov_along_deg", "roll_deg", "pitch_deg"): _view,
    ("squint_max_deg", "ground_squint_max_deg", "squint_is"): _squint,
    ("look",): _side,
    ("heading",): _heading,
    ("sun_elevation_min_deg",): _least_sun,
    ("sun_elevation_max_deg",): _largest_sun,
    ("local_time_from_h", "local_time_to_h"): _local_time,
    ("satellite_light",): _satellite_light,
    ("glint_min_deg",): _glint,
}
check_all("windows.steps.STEPS_OF", (key for keys in STEPS_OF for key in keys), NEED_A_STEP)


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


def _sin(angle_deg: float) -> float:
    return math.sin(math.radians(angle_deg))


def _cos(angle_deg: float) -> float:
    return math.cos(math.radians(angle_deg))
