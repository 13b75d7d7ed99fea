"""The times at which each of some places meets a limit on the Sun; computed once and shared by searches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..places.sites import Site
from ..sun import SunTable
from .steps import Light

Floats = NDArray[np.float64]


class Daylight:
    """The times at which places meet limits on Sun elevation or local solar time; stored for each limit."""

    def __init__(self, sun: SunTable, places: Sequence[Site]) -> None:
        self.sun = sun
        self._lat = np.array([p.lat_deg for p in places])
        self._lon = np.array([p.lon_deg for p in places])
        self._height_km = np.array([p.height_km for p in places])
        self._found: dict[Light, list[Floats]] = {}

    def allowed(self, light: Light) -> list[Floats]:
        """Return, for each place, the (N, 2) intervals in seconds that a limit on the Sun there allows."""
        if light not in self._found:
            self._found[light] = self.kinds[light.kind](self, light)
        return self._found[light]

    def _above(self, light: Light) -> list[Floats]:
        return self.sun.lit_intervals_of_sites(
            self.sun.from_s, self.sun.to_s, lat_deg=self._lat, lon_deg=self._lon, height_km=self._height_km,
            elevation_min_deg=light.a,
        )  # fmt: skip

    def _below(self, light: Light) -> list[Floats]:
        return self.sun.dark_intervals_of_sites(
            self.sun.from_s, self.sun.to_s, lat_deg=self._lat, lon_deg=self._lon, height_km=self._height_km,
            elevation_max_deg=light.a,
        )  # fmt: skip

    def _at_hour(self, light: Light) -> list[Floats]:
        return self.sun.local_time_intervals_of_sites(
            self.sun.from_s, self.sun.to_s, lon_deg=self._lon, from_h=light.a, to_h=light.b
        )

    kinds: ClassVar[dict[str, Callable[[Daylight, Light], list[Floats]]]] = {
        "sun above": _above,
        "sun below": _below,
        "local time": _at_hour,
    }
