"""The horizon mask of a place: how high hills and houses stand round it, by azimuth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from .plain_numbers import plain_number

Mask = tuple[tuple[float, float], ...]


def horizon_problem(mask: Sequence[Sequence[float]]) -> str | None:
    """Return what is wrong with a mask of (azimuth_deg, elevation_deg) pairs, or None; no pairs mean no mask."""
    for pair in mask:
        if len(pair) != 2:
            return f"{pair!r} is no pair of azimuth and elevation, degrees"
        azimuth_deg, elevation_deg = pair
        if not (math.isfinite(azimuth_deg) and 0.0 <= azimuth_deg < 360.0):
            return f"the azimuth {azimuth_deg:g} deg must lie from 0 to below 360, counted from north by east"
        if not (math.isfinite(elevation_deg) and 0.0 <= elevation_deg < 90.0):
            return f"the elevation {elevation_deg:g} deg at azimuth {azimuth_deg:g} must lie from 0 to below 90"
    for (before_deg, _), (after_deg, _) in pairwise(mask):
        if not before_deg < after_deg:
            return f"azimuths must rise, but {after_deg:g} deg follows {before_deg:g}"
    return None


def parse_horizon(text: str) -> Mask:
    """Return the mask of a text such as ``0:2;90:5.5;180:0``: AZIMUTH:ELEVATION pairs in degrees, azimuths rising.

    Raises UsageError for anything else. Whether the numbers make a mask is for `horizon_problem` to say.
    """
    pairs = []
    for part in text.split(";"):
        azimuth, colon, elevation = part.partition(":")
        try:
            if not colon:
                raise ValueError
            pairs.append((plain_number(azimuth), plain_number(elevation)))
        except ValueError:
            raise UsageError(
                f"horizon = {text!r} must read AZIMUTH:ELEVATION;..., in degrees, as in 0:2;90:5.5;180:0"
            ) from None
    return tuple(pairs)


def horizon_elevation_deg(mask: Sequence[tuple[float, float]], azimuth_deg: ArrayLike) -> NDArray[np.float64]:
    """Return the elevation of the mask, degrees, towards azimuths (any shape) from north by east; 0 without a mask.

    Between its pairs a mask is linear in azimuth, round the circle: from the last pair on to the first.
    """
    azimuth = np.asarray(azimuth_deg, dtype=np.float64)
    if not mask:
        return np.zeros_like(azimuth)
    at_deg, elevation_deg = np.asarray(mask, dtype=np.float64).T
    return np.asarray(np.interp(azimuth, at_deg, elevation_deg, period=360.0), dtype=np.float64)
