"""How long a place can stay within limits on squint, at most: whether an image is possible at all, on a round Earth."""

from __future__ import annotations

import math

from ..constants import GMST_RATE_RAD_S, WGS72_MU_KM3_S2
from ..note import Note
from .limits import Limits
from .resolution import MEAN_RADIUS_KM

SLACK = 1.2  # for what a sphere and a straight track leave out; the bound serves to refuse, never to admit


def longest_dwell_s(limits: Limits, height_km: float) -> float:
    """Return a bound on how long a place stays within the limits on squint, seconds; inf where nothing bounds it.

    From a circular orbit of that height, at the largest incidence allowed: a place passes through twice the distance
    along the track that squint leaves, at the speed of the ground below a satellite that flies with the Earth's
    rotation. Limits that hold at the middle of an image bound nothing.
    """
    if not limits.limits_squint or limits.squint_is == "centre":
        return math.inf
    orbit_km = MEAN_RADIUS_KM + height_km
    ground_km_s = (math.sqrt(WGS72_MU_KM3_S2 / orbit_km**3) - GMST_RATE_RAD_S) * MEAN_RADIUS_KM
    if ground_km_s <= 0.0:
        return math.inf
    incidence = math.radians(limits.incidence_at_most_deg)
    away = incidence - math.asin(math.sin(incidence) * MEAN_RADIUS_KM / orbit_km)  # at the Earth's centre
    across_km = MEAN_RADIUS_KM * math.sin(away)  # in the plane across the nadir
    range_km = math.hypot(across_km, orbit_km - MEAN_RADIUS_KM * math.cos(away))
    along_km = math.inf
    for distance_km, most_deg in (
        (across_km, limits.ground_squint_at_most_deg),
        (range_km, limits.squint_at_most_deg),
    ):
        if most_deg < 90.0:
            along_km = min(along_km, distance_km * math.tan(math.radians(most_deg)))
    return SLACK * 2.0 * along_km / ground_km_s


def no_image_words(limits: Limits, height_km: float) -> str:
    """Return why limits leave no possible image from a height, or nothing where they may leave one."""
    longest_s = longest_dwell_s(limits, height_km)
    if limits.image_s <= longest_s:
        return ""
    return Note(
        f"no image is possible: a place stays within the limits on squint for at most {longest_s:.0f} s, and an image "
        f"takes {limits.image_s:g} s. If the squint is that of the middle of an image, add squint_is = 'centre'.",
        "no image", longest_s=longest_s, image_s=limits.image_s,
    )  # fmt: skip
