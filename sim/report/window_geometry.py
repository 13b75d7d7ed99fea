"""Columns on request: the geometry at the start, middle and end of each window, rounded as printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ..windows.search import Search, Windows

TIMES = ("start", "middle", "end")
SUN = "sun_elevation_deg"
ANGLES = (
    "azimuth_deg",
    "elevation_deg",
    "range_km",
    "incidence_deg",
    "off_nadir_deg",
    "squint_deg",
    "ground_squint_deg",
    SUN,
)
GEOMETRY_COLUMNS = tuple(f"{time}_{angle}" for time in TIMES for angle in ANGLES)


def geometry_columns(search: Search, windows: Windows, place_of: Sequence[int | None]) -> dict[str, list[float | None]]:
    """Return ``GEOMETRY_COLUMNS`` of windows of a search, angles and km to 4 digits; None where the target is a region.

    ``place_of`` has the place of the search for each target, None for a region. Positions are those of the search's
    table. Raises DataError for dates without an ephemeris of the Sun.
    """
    from ..windows.between_nodes import states_itrs
    from ..windows.views import views

    place = np.array([-1 if one is None else one for one in place_of], dtype=np.int64)[windows.target]
    rows = np.flatnonzero(place >= 0)
    of, track = place[rows], windows.track[rows]
    start_s, end_s = windows.start_s[rows], windows.end_s[rows]
    lat_deg, lon_deg, height_km = (
        np.array([getattr(one, key) for one in search.places])[of] for key in ("lat_deg", "lon_deg", "height_km")
    )
    columns: dict[str, list[float | None]] = {name: [None] * len(windows) for name in GEOMETRY_COLUMNS}
    if rows.size == 0:
        return columns
    for time, t_s in zip(TIMES, (start_s, 0.5 * (start_s + end_s), end_s), strict=True):
        seen = views(*states_itrs(search.ephemeris, track, t_s), search.places, of)
        sun_deg = search.daylight.sun.elevation_deg(t_s, lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km)
        for name in ANGLES:
            values = np.round(sun_deg if name == SUN else getattr(seen, name), 4)
            if name == "azimuth_deg":
                values = values % 360.0  # a hair west of north is printed as north
            column = columns[f"{time}_{name}"]
            for row, value in zip(rows.tolist(), values.tolist(), strict=True):
                column[row] = value
    return columns
