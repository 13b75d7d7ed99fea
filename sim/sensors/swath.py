"""How wide a band of ground limits leave beside the track: a rule of thumb, on a round Earth."""

from __future__ import annotations

import math

from .limits import Limits
from .resolution import MEAN_RADIUS_KM


def swath_km(limits: Limits, height_km: float) -> float:
    """Return the width, km along the ground and square to the track, of what limits leave from a height.

    That of one side where nothing below the satellite is seen, or only one side is looked to; infinite where nothing
    but the horizon bounds it. Elevation, incidence (a resolution's too), off-nadir and range count, and the width of a
    field of view without its pitch; limits on sharpness, azimuth and light, and rules, do not. On a sphere of the mean
    radius: a few per cent, for choosing how densely to look. 0 where nothing is left.
    """
    least_deg, most_deg = 0.0, 90.0
    for incidence_deg in (limits.incidence_at_least_deg, _incidence_deg(limits.off_nadir_at_least_deg, height_km)):
        least_deg = max(least_deg, incidence_deg)
    most_deg = min(limits.incidence_at_most_deg, _incidence_deg(limits.off_nadir_at_most_deg, height_km))
    inner_km, outer_km = _ground_km(least_deg, height_km), _ground_km(most_deg, height_km)
    bounded = most_deg < 90.0
    if limits.range_min_km is not None:
        inner_km = max(inner_km, _ground_at_range_km(limits.range_min_km, height_km))
    if limits.range_max_km is not None:
        outer_km, bounded = min(outer_km, _ground_at_range_km(limits.range_max_km, height_km)), True
    left_km, right_km = -outer_km, outer_km
    if limits.fov_across_deg is not None:
        edges_deg = (limits.roll_deg - 0.5 * limits.fov_across_deg, limits.roll_deg + 0.5 * limits.fov_across_deg)
        first_km, last_km = (
            math.copysign(_ground_km(_incidence_deg(abs(edge), height_km), height_km), edge) for edge in edges_deg
        )
        left_km, right_km, bounded = max(left_km, first_km), min(right_km, last_km), True
    if not bounded:
        return math.inf
    right = max(0.0, right_km - max(inner_km, left_km)) if limits.look != "left" else 0.0
    left = max(0.0, min(-inner_km, right_km) - left_km) if limits.look != "right" else 0.0
    return right + left if inner_km == 0.0 else min((side for side in (right, left) if side > 0.0), default=0.0)


def _incidence_deg(off_nadir_deg: float, height_km: float) -> float:
    sine = (MEAN_RADIUS_KM + height_km) / MEAN_RADIUS_KM * math.sin(math.radians(min(off_nadir_deg, 90.0)))
    return math.degrees(math.asin(sine)) if sine < 1.0 else 90.0


def _ground_km(incidence_deg: float, height_km: float) -> float:
    """Return the distance along the ground from the point below to where the incidence is that."""
    sine = math.sin(math.radians(incidence_deg)) * MEAN_RADIUS_KM / (MEAN_RADIUS_KM + height_km)
    return MEAN_RADIUS_KM * (math.radians(incidence_deg) - math.asin(sine))


def _ground_at_range_km(range_km: float, height_km: float) -> float:
    orbit_km = MEAN_RADIUS_KM + height_km
    cosine = (orbit_km**2 + MEAN_RADIUS_KM**2 - range_km**2) / (2.0 * orbit_km * MEAN_RADIUS_KM)
    return MEAN_RADIUS_KM * math.acos(min(max(cosine, MEAN_RADIUS_KM / orbit_km), 1.0))
