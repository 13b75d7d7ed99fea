"""How wide a box of longitudes is, from west eastward; a swap of the two is refused and not mapped."""

from __future__ import annotations

import math

from ..errors import UsageError
from .sites import coordinate_problem

WIDEST_ACROSS_DEG = 180.0  # of a box that crosses longitude 180 because its west is the larger number


def box_width_deg(west_deg: float, east_deg: float, *, where: str) -> float:
    """Return the degrees from west eastward to east, above 0 and up to 360.

    ``east_deg`` below ``west_deg`` crosses longitude 180, and is refused where that makes more than 180 degrees: then
    the two are nearly always swapped. A wide box meant on purpose counts on, up to 360 beyond its west: 132 to 484.
    Raises UsageError, beginning with ``where``, for longitudes out of range and a box without width.
    """
    if problem := coordinate_problem("lon_deg", west_deg):
        raise UsageError(f"{where}: west_deg = {west_deg:g} {problem}")
    counts_on = west_deg >= -180.0 and 360.0 < east_deg <= west_deg + 360.0
    if not counts_on and (problem := coordinate_problem("lon_deg", east_deg)):
        raise UsageError(f"{where}: east_deg = {east_deg:g} {problem}")
    width_deg = east_deg - west_deg
    if width_deg > 360.0 or width_deg in (0.0, -360.0) or not math.isfinite(width_deg):
        raise UsageError(f"{where}: west_deg = {west_deg:g} and east_deg = {east_deg:g} enclose no box")
    if width_deg > 0.0:
        return width_deg
    width_deg %= 360.0
    if width_deg > WIDEST_ACROSS_DEG:
        raise UsageError(
            f"{where}: from west_deg = {west_deg:g} eastward to east_deg = {east_deg:g} are {width_deg:g} degrees; "
            f"for the {360.0 - width_deg:g} degrees between them give west {east_deg:g} and east {west_deg:g}, "
            f"for the {width_deg:g} degrees west {west_deg:g} and east {west_deg + width_deg:g}"
        )
    return width_deg
