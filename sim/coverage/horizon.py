"""A horizon mask as sectors, each a few margins of the search.

Between two azimuths of a mask the elevation is linear in azimuth. A sector of at most half a degree, in which the mask
rises by at most a fifth, is bounded by two vertical planes, and from below by the plane through the two directions on
the mask: a great circle, which rises above the line by less than 6e-4 degrees up to an elevation of 60 degrees, and by
less than 2e-3 up to 85. Stretches of one elevation need no such cut: they are a least elevation.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from . import windows_kernel as kernels
from .margins import Margin, side_of

WIDEST_DEG, STEEPEST_DEG = 0.5, 0.2  # of a sector in which the mask rises or falls: its width, and by how much
WIDEST_LEVEL_DEG = 120.0  # of one in which it does not: two planes bound less than half the sky


def sectors(mask: Sequence[tuple[float, float]]) -> list[tuple[Margin, ...]]:
    """Return, for each sector, the margins that all hold inside it; azimuth and elevation in degrees, azimuths rising.

    A mask of one direction is the same all round.
    """
    if len({elevation for _, elevation in mask}) == 1:
        return [(Margin(kernels.ABOVE, math.sin(math.radians(mask[0][1]))),)]
    found: list[tuple[Margin, ...]] = []
    ends = [*mask[1:], (mask[0][0] + 360.0, mask[0][1])]
    for (a, low), (b, high) in zip(mask, ends, strict=True):
        widest = WIDEST_LEVEL_DEG if low == high else WIDEST_DEG
        cuts = np.linspace(0.0, 1.0, math.ceil(max((b - a) / widest, abs(high - low) / STEEPEST_DEG)) + 1)
        for p, q in pairwise(cuts):
            from_deg, to_deg = a + (b - a) * float(p), a + (b - a) * float(q)
            left, right = side_of(from_deg), side_of(to_deg)
            wedge = (Margin(kernels.FACING, 0.0, left), Margin(kernels.FACING, 0.0, (-right[0], -right[1], 0.0)))
            if low == high:
                above = Margin(kernels.ABOVE, math.sin(math.radians(low)))
            else:
                ends_deg = ((from_deg, low + (high - low) * float(p)), (to_deg, low + (high - low) * float(q)))
                above = Margin(kernels.FACING, 0.0, _plane(*ends_deg))
            found.append((above, *wedge))
    return found


def _plane(one: tuple[float, float], two: tuple[float, float]) -> tuple[float, float, float]:
    """Return the normal, east, north, up, of the plane through two directions (azimuth, elevation), pointing up."""
    first, second = (
        np.array([math.cos(e) * math.sin(a), math.cos(e) * math.cos(a), math.sin(e)])
        for a, e in (map(math.radians, one), map(math.radians, two))
    )
    normal = np.cross(second, first)
    east, north, up = (normal / np.linalg.norm(normal)).tolist()
    return (east, north, up)
