"""Cloud cover by month over the Earth: everywhere alike, by name, at the nearest station, or on a grid.

Each field answers with fractions of cloud, 0 to 1, one row of twelve months (January first) for each place asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from ..words import shortened

Floats = NDArray[np.float64]

EARTH_RADIUS_KM = 6371.0
# How far a station speaks for: the correlation decay distance of monthly cloud cover in the CRU TS data set
# (New, Hulme and Jones 2000, J. Climate 13, 2217-2238; attribute correlation_decay_distance of its variable cld).
STATION_REACH_KM = 600.0
MOST_NAMED = 6  # places in an error


class CloudField(Protocol):
    """What every field can tell."""

    def monthly(self, lat_deg: Floats, lon_deg: Floats, names: Sequence[str] | None) -> Floats:
        """Return the cloud fraction of N places by month, (N, 12); UsageError for a place that is not covered."""


@dataclass(frozen=True)
class Everywhere:
    """The same twelve fractions for every place, (12,)."""

    fraction: Floats

    def monthly(self, lat_deg: Floats, lon_deg: Floats, names: Sequence[str] | None) -> Floats:
        return np.broadcast_to(self.fraction, (lat_deg.size, 12))


@dataclass(frozen=True)
class ByName:
    """Twelve fractions for each place named in a file."""

    fraction: Mapping[str, Floats]
    source: str

    def monthly(self, lat_deg: Floats, lon_deg: Floats, names: Sequence[str] | None) -> Floats:
        if names is None or len(names) != lat_deg.size:
            raise UsageError(f"{self.source} gives cloud by name, so places need names; give it by lat_deg and lon_deg")
        missing = sorted(set(names) - set(self.fraction))
        if missing:
            raise UsageError(
                f"{self.source} has no cloud for {shortened(missing, MOST_NAMED)}; "
                f"it has {shortened(sorted(self.fraction), MOST_NAMED)}"
            )
        return np.array([self.fraction[name] for name in names]).reshape(-1, 12)


@dataclass(frozen=True)
class Stations:
    """Twelve fractions at each of M stations, (M, 12); a place has those of the nearest, at most 600 km away."""

    lat_deg: Floats
    lon_deg: Floats
    fraction: Floats
    source: str

    def monthly(self, lat_deg: Floats, lon_deg: Floats, names: Sequence[str] | None) -> Floats:
        there = _directions(self.lat_deg, self.lon_deg)
        nearest, away_km = np.empty(lat_deg.size, np.int64), np.empty(lat_deg.size)
        for a in range(0, lat_deg.size, 4096):  # a block at a time: (4096, M) of memory
            here = _directions(lat_deg[a : a + 4096], lon_deg[a : a + 4096])
            nearest[a : a + 4096] = np.argmax(here @ there.T, axis=1)
            chord = np.linalg.norm(here - there[nearest[a : a + 4096]], axis=1)
            away_km[a : a + 4096] = 2.0 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2.0, 1.0))
        if away_km.size and away_km.max() > STATION_REACH_KM:
            worst = int(np.argmax(away_km))
            raise UsageError(
                f"{self.source} has no cloud within {STATION_REACH_KM:g} km of {_place(worst, lat_deg, lon_deg, names)}"
                f"; its nearest point is {away_km[worst]:.0f} km away"
            )
        return self.fraction[nearest]


@dataclass(frozen=True)
class Gridded:
    """Fractions on a grid, (12, lat, lon), bilinear between its points; both axes may run either way.

    A place up to half a step outside the outermost points has their value, and up to a whole step if a pole lies there.
    A grid that goes round the Earth has no seam. Points without a value (NaN) leave their weight to the other three.
    """

    lat_deg: Floats
    lon_deg: Floats
    fraction: Floats
    source: str
    _axes: tuple[Floats, Floats, Floats, bool] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        lat, lon, fraction = self.lat_deg, self.lon_deg, self.fraction
        if lat.size < 2 or lon.size < 2:
            raise UsageError(f"{self.source}: a grid of {lat.size} latitudes and {lon.size} longitudes needs 2 of each")
        by_lat = np.argsort(lat)
        lat = lat[by_lat]
        # Count longitudes from the one after the widest hole, so that the grid runs east in one piece.
        turned = lon % 360.0
        by_lon = np.argsort(turned, kind="stable")
        around = turned[by_lon]
        twice = np.concatenate([[False], np.diff(around) < 1e-9])  # 0 and 360, or -180 and 180
        by_lon, around = by_lon[~twice], around[~twice]
        hole = np.diff(around, append=around[0] + 360.0)
        by_lon = np.roll(by_lon, -1 - int(np.argmax(hole)))
        lon = turned[by_lon]
        lon = lon[0] + (lon - lon[0]) % 360.0
        if (np.diff(lat) <= 0.0).any() or lon.size < 2:
            raise UsageError(f"{self.source}: the latitudes and longitudes of a grid must not repeat")
        fraction = fraction[:, by_lat][:, :, by_lon]
        around_the_earth = bool(hole.max() < 1.5 * np.median(np.diff(lon)))
        if around_the_earth:
            lon = np.append(lon, lon[0] + 360.0)
            fraction = np.concatenate([fraction, fraction[:, :, :1]], axis=2)
        object.__setattr__(self, "_axes", (lat, lon, fraction, around_the_earth))

    def monthly(self, lat_deg: Floats, lon_deg: Floats, names: Sequence[str] | None) -> Floats:
        lat, lon, fraction, around_the_earth = self._axes
        low, high = 1.5 * lat[0] - 0.5 * lat[1], 1.5 * lat[-1] - 0.5 * lat[-2]
        low = -90.0 if 2.0 * lat[0] - lat[1] <= -90.0 else low
        high = 90.0 if 2.0 * lat[-1] - lat[-2] >= 90.0 else high
        inside = (lat_deg >= low) & (lat_deg <= high)
        east_deg = (lon_deg - lon[0]) % 360.0
        if not around_the_earth:
            half_west, half_east = 0.5 * (lon[1] - lon[0]), 0.5 * (lon[-1] - lon[-2])
            west = east_deg >= 360.0 - half_west
            inside &= west | (east_deg <= lon[-1] - lon[0] + half_east)
            east_deg = np.where(west, 0.0, east_deg)
        if not inside.all():
            raise UsageError(
                f"{self.source} covers latitudes {lat[0]:g} to {lat[-1]:g} and longitudes {lon[0]:g} to {lon[-1]:g} deg"
                f", not {_place(int(np.argmin(inside)), lat_deg, lon_deg, names)}"
            )
        i, north = _between(lat, lat_deg)
        j, east = _between(lon - lon[0], east_deg)
        total, weight = np.zeros((12, lat_deg.size)), np.zeros((12, lat_deg.size))
        for di, wi in ((0, 1.0 - north), (1, north)):
            for dj, wj in ((0, 1.0 - east), (1, east)):
                corner = fraction[:, i + di, j + dj]
                has = np.isfinite(corner)
                total += np.where(has, corner, 0.0) * (wi * wj)
                weight += has * (wi * wj)
        if not (weight > 0.0).all():
            month, place = np.argwhere(weight <= 0.0)[0]
            raise UsageError(
                f"{self.source} has no value in month {month + 1} around {_place(place, lat_deg, lon_deg, names)}"
            )
        return np.clip(total / weight, 0.0, 1.0).T


def fractions(values: ArrayLike, what: str) -> Floats:
    """Return cloud fractions as an array. Raises UsageError for one that is not a number from 0 to 1."""
    array = np.asarray(values, dtype=np.float64)
    bad = array[~((array >= 0.0) & (array <= 1.0))]
    if bad.size == 0:
        return array
    hint = f"; if it is in percent, write {bad[0] / 100.0:g}" if 1.0 < bad[0] <= 100.0 else ""
    raise UsageError(f"{what}: a cloud fraction of {bad[0]:g} must lie between 0 (always clear) and 1{hint}")


def _between(axis: Floats, at: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return the index of the step of a rising axis, and how far into it, 0 to 1; outside, its nearest end."""
    i = np.clip(np.searchsorted(axis, at, side="right") - 1, 0, axis.size - 2)
    return i, np.clip((at - axis[i]) / (axis[i + 1] - axis[i]), 0.0, 1.0)


def _directions(lat_deg: Floats, lon_deg: Floats) -> Floats:
    lat, lon = np.radians(lat_deg), np.radians(lon_deg)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _place(index: int, lat_deg: Floats, lon_deg: Floats, names: Sequence[str] | None) -> str:
    where = f"latitude {lat_deg[index]:g}, longitude {lon_deg[index]:g}"
    return where if names is None else f"{names[index]} ({where})"
