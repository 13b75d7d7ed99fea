"""The default extent and step of a scenario's map."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from ..places.grids import Grid, box, whole_earth
from ..places.plain_numbers import plain_number
from ..places.regions import Region
from ..places.sites import Site

MARGIN_DEG, MARGIN_SHARE = 2.0, 0.25  # beyond the outermost targets: at least, and of the extent
WHOLE_EARTH_STEP_DEG = 1.0
STEPS_DEG = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 5.0)
USUAL_POINTS = 20_000


def grid_around(places: Sequence[Site], *, step_deg: float | None = None) -> Grid:
    """Return a grid around some places, with a margin of a quarter of their extent and at least 2 degrees.

    The whole Earth where there are no places, and all longitudes where the places lie all round it or near a pole.
    """
    if not places:
        return earth_grid(step_deg=step_deg)
    lat_deg = [place.lat_deg for place in places]
    west_deg, width_deg = _arc(sorted(place.lon_deg % 360.0 for place in places))
    margin_deg = max(MARGIN_DEG, MARGIN_SHARE * (max(lat_deg) - min(lat_deg)))
    south_deg, north_deg = max(min(lat_deg) - margin_deg, -90.0), min(max(lat_deg) + margin_deg, 90.0)
    # A degree of longitude is shorter away from the equator; the margin is not.
    shrink = math.cos(math.radians(max(abs(south_deg), abs(north_deg))))
    side_deg = max(MARGIN_DEG / max(shrink, 1e-9), MARGIN_SHARE * width_deg)
    west_deg, width_deg = west_deg - side_deg, width_deg + 2.0 * side_deg
    south_deg, north_deg = math.floor(2.0 * south_deg) / 2.0, math.ceil(2.0 * north_deg) / 2.0
    if width_deg >= 300.0:
        return box_grid(south_deg=south_deg, north_deg=north_deg, west_deg=-180.0, east_deg=180.0, step_deg=step_deg)
    west_deg, east_deg = math.floor(2.0 * west_deg) / 2.0, math.ceil(2.0 * (west_deg + width_deg)) / 2.0
    return box_grid(
        south_deg=south_deg,
        north_deg=north_deg,
        west_deg=_within(west_deg),
        east_deg=_within(west_deg) + east_deg - west_deg,
        step_deg=step_deg,
    )


def region_grid(region: Region, *, step_deg: float | None = None) -> Grid:
    """Return a grid over the smallest box round a region."""
    bounds = region.bounds
    if bounds.east_deg - bounds.west_deg >= 360.0 - 1e-9:
        west_deg, east_deg = -180.0, 180.0
    else:
        west_deg = _within(bounds.west_deg)
        east_deg = west_deg + bounds.east_deg - bounds.west_deg
    return box_grid(
        south_deg=bounds.south_deg, north_deg=bounds.north_deg, west_deg=west_deg, east_deg=east_deg, step_deg=step_deg
    )


def inside_of(region: Region, grid: Grid) -> NDArray[np.bool_]:
    """Return which points of a grid lie in a region, (rows, columns). Raises UsageError where none does."""
    inside = region.contains(grid.lat_deg[:, None], grid.lon_deg[None, :])
    if not inside.any():
        raise UsageError(f"no point of the grid lies in {region.name}; take a smaller step in degrees")
    return np.asarray(inside)


def box_grid(
    *, south_deg: float, north_deg: float, west_deg: float, east_deg: float, step_deg: float | None = None
) -> Grid:
    """Return ``sim.box`` with, if no step is given, the finest round one that leaves some 20,000 points."""
    if step_deg is None:
        width_deg = (east_deg - west_deg) % 360.0 or 360.0
        area = max(north_deg - south_deg, 0.0) * width_deg
        least = min(north_deg - south_deg, width_deg)
        step_deg = next((s for s in STEPS_DEG if area / s**2 <= USUAL_POINTS), STEPS_DEG[-1])
        step_deg = min(step_deg, least) if least > 0.0 else step_deg
    return box(south_deg=south_deg, north_deg=north_deg, west_deg=west_deg, east_deg=east_deg, step_deg=step_deg)


def earth_grid(*, step_deg: float | None = None) -> Grid:
    """Return ``sim.whole_earth``, one degree if no step is given."""
    return whole_earth(step_deg=WHOLE_EARTH_STEP_DEG if step_deg is None else step_deg)


def parse_box(text: str, *, step_deg: float | None = None) -> Grid:
    """Return the grid over ``S,N,W,E`` in degrees. Raises UsageError for anything else, and as ``sim.box``."""
    try:
        numbers = [plain_number(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != 4:
        raise UsageError(f"box {text!r} must read SOUTH,NORTH,WEST,EAST in degrees, as in 33,43,124,132")
    south_deg, north_deg, west_deg, east_deg = numbers
    return box_grid(south_deg=south_deg, north_deg=north_deg, west_deg=west_deg, east_deg=east_deg, step_deg=step_deg)


def _arc(lon_deg: Sequence[float]) -> tuple[float, float]:
    """Return west end and width of the shortest arc that holds some ascending longitudes, degrees."""
    gaps = np.diff([*lon_deg, lon_deg[0] + 360.0])
    widest = int(np.argmax(gaps))
    return lon_deg[(widest + 1) % len(lon_deg)], 360.0 - float(gaps[widest])


def _within(lon_deg: float) -> float:
    """Return a longitude between -180 and 180."""
    return (lon_deg + 180.0) % 360.0 - 180.0
