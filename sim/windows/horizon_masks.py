"""A horizon mask as sectors, each a margin of the search between two azimuths.

Between two azimuths of a mask the elevation is linear in azimuth. A sector of at most half a degree, in which the mask
rises by at most a fifth, is bounded by two vertical planes, and from below by the plane through the two directions on
the mask: a great circle, which rises above the line by less than 6e-4 degrees up to an elevation of 60 degrees, and by
less than 2e-3 up to 85. Stretches of one elevation need no such cut: they are a least elevation.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from . import margin_kinds as kinds
from .steps import Margin, side_of

WIDEST_DEG, STEEPEST_DEG = 0.5, 0.2  # of a sector in which the mask rises or falls: its width, and by how much
WIDEST_LEVEL_DEG = 120.0  # of one in which it does not: two planes bound less than half the sky


class Sector(NamedTuple):
    """Azimuths from one to another, degrees, rising past 360 if need be, and what it is to be above the mask there."""

    from_deg: float
    to_deg: float
    above: Margin


def sectors(mask: Sequence[tuple[float, float]]) -> list[Sector]:
    """Return the sectors of a mask all round, in order; azimuth and elevation in degrees, azimuths rising.

    A mask of one direction is the same all round, and so is one of one elevation: one sector of 360 degrees.
    """
    if len({elevation for _, elevation in mask}) == 1:
        return [Sector(0.0, 360.0, _at_least(mask[0][1]))]
    found: list[Sector] = []
    ends = [*mask[1:], (mask[0][0] + 360.0, mask[0][1])]
    for (a, low), (b, high) in zip(mask, ends, strict=True):
        widest = WIDEST_LEVEL_DEG if low == high else WIDEST_DEG
        cuts = np.linspace(0.0, 1.0, math.ceil(max((b - a) / widest, abs(high - low) / STEEPEST_DEG)) + 1)
        for p, q in pairwise(cuts.tolist()):
            from_deg, to_deg = a + (b - a) * p, a + (b - a) * q
            if low == high:
                above = _at_least(low)
            else:
                ends_deg = ((from_deg, low + (high - low) * p), (to_deg, low + (high - low) * q))
                above = Margin(kinds.FACING, 0.0, _plane(*ends_deg))
            found.append(Sector(from_deg, to_deg, above))
    return found


def wedges(around: Sequence[Sector]) -> list[list[Sector]]:
    """Return sectors in runs that are each less than half the sky wide, or the one that is all of it."""
    found: list[list[Sector]] = []
    for sector in around:
        if found and sector.to_deg - found[-1][0].from_deg <= WIDEST_LEVEL_DEG:
            found[-1].append(sector)
        else:
            found.append([sector])
    return found


def clockwise_of(azimuth_deg: float) -> Margin:
    """Return the half of the sky that begins at an azimuth and goes on clockwise."""
    return Margin(kinds.FACING, 0.0, side_of(azimuth_deg))


def short_of(azimuth_deg: float) -> Margin:
    """Return the half of the sky that ends at an azimuth, clockwise."""
    east, north, _ = side_of(azimuth_deg)
    return Margin(kinds.FACING, 0.0, (-east, -north, 0.0))


def _at_least(elevation_deg: float) -> Margin:
    return Margin(kinds.ABOVE, math.sin(math.radians(elevation_deg)))


def _plane(one: tuple[float, float], two: tuple[float, float]) -> tuple[float, float, float]:
    """Return the normal, east, north, up, of the plane through two directions (azimuth, elevation), pointing up."""
    first, second = (
        np.array([math.cos(e) * math.sin(a), math.cos(e) * math.cos(a), math.sin(e)])
        for a, e in (map(math.radians, one), map(math.radians, two))
    )
    normal = np.cross(second, first)
    east, north, up = (normal / np.linalg.norm(normal)).tolist()
    return (east, north, up)
