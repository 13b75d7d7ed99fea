"""The chance that a time taken at random would have fitted as well as the one that was stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..constants import DAY_S
from ..intervals import clip, intersection, total_s, union
from ..places.sites import Site
from ..sun import SunTable

Floats = NDArray[np.float64]

CHANCE_DAYS = 10.0  # on either side of a stated time: random times are taken from there
CLOCK_HALF_S = 1800.0  # on either side of the stated time of day


@dataclass(frozen=True)
class Chance:
    """Shares of random times that fit, 0 to 1: of all times, of those by day, of those near the stated time of day.

    By day the Sun is above the place's horizon; NaN where it never is. Near the time of day is within half an hour of
    it, on any of the days.
    """

    any_time: float
    by_day: float
    near_the_clock: float


@dataclass(frozen=True)
class RandomTimes:
    """The times within CHANCE_DAYS of a stated one, ``at_s`` seconds since the start of a span, at a place."""

    span: Span
    at_s: float
    place: Site

    @property
    def ends_s(self) -> tuple[float, float]:
        return self.at_s - CHANCE_DAYS * DAY_S, self.at_s + CHANCE_DAYS * DAY_S

    @cached_property
    def by_day_s(self) -> Floats:
        """The intervals by day, (N, 2) in s."""
        low_s, high_s = self.ends_s
        place = {"lat_deg": self.place.lat_deg, "lon_deg": self.place.lon_deg, "height_km": self.place.height_km}
        return SunTable(self.span, low_s, high_s).lit_intervals(low_s, high_s, **place, elevation_min_deg=0.0)

    @cached_property
    def near_the_clock_s(self) -> Floats:
        """The intervals near the stated time of day, (N, 2) in s."""
        days_s = np.arange(-int(CHANCE_DAYS), int(CHANCE_DAYS) + 1) * DAY_S + self.at_s
        return clip(np.column_stack([days_s - CLOCK_HALF_S, days_s + CLOCK_HALF_S]), *self.ends_s)

    def chance(self, fitting: Sequence[Floats]) -> Chance:
        """Return the share of random times that lie in one of some sets of intervals, each (N, 2) in s."""
        rows = union(*fitting)
        whole = np.array([self.ends_s])
        return Chance(*(_share(rows, times) for times in (whole, self.by_day_s, self.near_the_clock_s)))


def _share(rows: Floats, of: Floats) -> float:
    whole_s = total_s(of)
    return total_s(intersection(rows, of)) / whole_s if whole_s > 0.0 else float("nan")
