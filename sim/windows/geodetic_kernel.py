"""The geodetic normal at the point below a position: Bowring, Survey Review 28 (1985), 202-206.

Numerators and denominators of the tangent are kept apart, so the poles need no special case. One round is within 1e-10
rad of the normal from 100 km up, two within 1e-12.
"""

from __future__ import annotations

import math

from ..compile import inlined
from ..constants import WGS84_A_KM, WGS84_B_KM, WGS84_E2

AXIS_RATIO = WGS84_B_KM / WGS84_A_KM
SECOND_E2_B_KM = WGS84_E2 / (1.0 - WGS84_E2) * WGS84_B_KM
E2_A_KM = WGS84_E2 * WGS84_A_KM


@inlined
def first_tangent(p: float, z: float) -> tuple[float, float]:
    """Return a tangent of the parametric latitude to begin with, for a distance p from the axis and z, km."""
    return AXIS_RATIO * z * (math.sqrt(p * p + z * z) + SECOND_E2_B_KM), p * math.sqrt(p * p + z * z)


@inlined
def better_tangent(p: float, z: float, num: float, den: float) -> tuple[float, float]:
    """Return the tangent of the geodetic latitude from that of the parametric one; AXIS_RATIO leads back."""
    scale = 1.0 / math.sqrt(num * num + den * den)
    sin_b, cos_b = num * scale, den * scale
    return z + SECOND_E2_B_KM * sin_b * sin_b * sin_b, p - E2_A_KM * cos_b * cos_b * cos_b


@inlined
def normal_below(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Return the geodetic normal at the sub-point of a position, km: two rounds."""
    p = math.sqrt(x * x + y * y)
    num, den = first_tangent(p, z)
    top, bottom = better_tangent(p, z, num, den)
    top, bottom = better_tangent(p, z, AXIS_RATIO * top, bottom)
    scale = 1.0 / math.sqrt(top * top + bottom * bottom)
    sin_lat, cos_lat = top * scale, bottom * scale
    if p > 0.0:
        return cos_lat * x / p, cos_lat * y / p, sin_lat
    return 0.0, 0.0, sin_lat
