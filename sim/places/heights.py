"""Heights of places as people write them: kilometres, or metres where the unit says so; never a guess between them."""

from __future__ import annotations

import re

from ..errors import UsageError
from .plain_numbers import plain_number

HIGHEST_GROUND_KM = 9.0  # the top of Everest lies 8.82 km above the ellipsoid
HIGHEST_KM = 30.0  # aircraft
AGREE_KM = 0.001
_WITH_UNIT = re.compile(r"(.*?)\s*(km|m)", re.ASCII)


def height_km_of(text: str) -> float:
    """Return the height of a text such as ``0.34``, ``340m`` or ``12km``, in km.

    Raises UsageError for a bare number above all ground, 9 km, which may be metres, ValueError for what is no number.
    """
    if match := _WITH_UNIT.fullmatch(text.strip()):
        return plain_number(match[1]) / (1000.0 if match[2] == "m" else 1.0)
    height_km = plain_number(text)
    if problem := bare_height_problem(height_km):
        raise UsageError(f"height_km = {height_km:g} {problem}")
    return height_km


def bare_height_problem(height_km: float) -> str | None:
    """Return what is unclear about a height in kilometres whose unit only the key tells, or None."""
    if not HIGHEST_GROUND_KM < height_km <= HIGHEST_KM:
        return None
    return (
        f"is above all ground (8.9 km): for {height_km:g} metres write {height_km / 1000.0:g}, "
        f"for an aircraft {height_km:g} km up write {height_km:g}km, or its metres as height_m"
    )


def one_height_km(height_km: float | None, height_m: float | None) -> float | None:
    """Return the height that ``height_km`` or ``height_m`` gives, in km; None if neither does.

    Raises UsageError where both are given and are more than 1 m apart.
    """
    if height_m is None:
        return height_km
    if height_km is not None and not abs(height_km - height_m / 1000.0) <= AGREE_KM:
        raise UsageError(
            f"height_km = {height_km:g} and height_m = {height_m:g} lie {abs(height_km * 1000.0 - height_m):g} m apart"
            "; leave one of them out"
        )
    return height_m / 1000.0
