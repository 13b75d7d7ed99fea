"""Windows that TAT-C and brahe found, from tatc_windows.txt and brahe_windows.txt, and what they were asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from authorities import numbers, rows
from sim.places.sites import Site
from sim.sensors.limits import Limits

ASKED = {
    "elevation": Limits(elevation_min_deg=10.0),
    "cone": Limits(off_nadir_max_deg=30.0),
    "wide_cone": Limits(off_nadir_max_deg=55.0),
    "band": Limits(incidence_min_deg=20.0, incidence_max_deg=55.0),
    "left": Limits(incidence_min_deg=20.0, incidence_max_deg=55.0, look="left"),
    "right": Limits(incidence_min_deg=20.0, incidence_max_deg=55.0, look="right"),
    "one_side": Limits(elevation_min_deg=10.0, look="left"),
    "range": Limits(elevation_min_deg=5.0, range_max_km=1000.0),
    "azimuth": Limits(elevation_min_deg=5.0, azimuth_from_deg=30.0, azimuth_to_deg=160.0),
    "ascending": Limits(elevation_min_deg=10.0, heading="ascending"),
    "annulus": Limits(elevation_min_deg=5.0, off_nadir_min_deg=20.0, off_nadir_max_deg=45.0),
    "rectangle": Limits(fov_across_deg=40.0, fov_along_deg=15.0),
    "rolled": Limits(fov_across_deg=20.0, fov_along_deg=30.0, roll_deg=25.0),
    "pitched": Limits(fov_across_deg=50.0, fov_along_deg=10.0, pitch_deg=20.0),
}


@dataclass(frozen=True)
class PeerWindows:
    """One file: the case and, for each question, rows (satellite, place, start_s, end_s) in that order."""

    start: datetime
    days: float
    ut1_utc_s: float
    tle_text: str
    places: list[Site]
    windows: dict[str, NDArray[np.float64]]

    @property
    def duration_s(self) -> float:
        return self.days * 86400.0


def load(file_name: str) -> PeerWindows:
    """Return a peer's file; its windows are sorted by satellite, place and start."""
    found = rows(file_name)
    one = {name: rest for name, rest in found if name in ("start", "days", "ut1_utc_s")}
    places = [numbers(rest) for name, rest in found if name == "place"]
    windows: dict[str, list[list[float]]] = {rest.split()[0]: [] for name, rest in found if name == "asked"}
    for name, rest in found:
        if name == "window":
            question, ends = rest.split(maxsplit=1)
            windows[question].append(numbers(ends))
    return PeerWindows(
        start=datetime.fromisoformat(one["start"]),
        days=float(one["days"]),
        ut1_utc_s=float(one["ut1_utc_s"]),
        tle_text="\n".join(rest for name, rest in found if name in ("line1", "line2")),
        places=[Site(f"P{i}", lat_deg=lat, lon_deg=lon) for i, (lat, lon) in enumerate(places)],
        windows={question: np.array(ends).reshape(-1, 4) for question, ends in windows.items()},
    )
