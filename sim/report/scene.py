"""A result as a scene: satellites on their ways, targets, and the line of sight of each row, for formats that draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..earth import site_itrs_km
from ..errors import UsageError
from ..places.sites import Site

if TYPE_CHECKING:
    from ..constellation.satellite import Satellite
    from ..constellation.target import Target
    from ..orbits.ephemeris import Ephemeris
    from ..places.regions import Region
    from ..windows.flown import Flown
    from ..windows.views import Views
    from ..windows.windows import Windows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_SATELLITES = 500  # in a file that draws them; a globe with more shows nothing


@dataclass(frozen=True, eq=False)
class Spot:
    """A target as it is drawn: a place, or a region with a point inside that stands for it."""

    name: str
    site: Site
    region: Region | None = None

    @property
    def itrs_km(self) -> Floats:
        """Its Earth-fixed position, (3,) in km."""
        return site_itrs_km(lat_deg=self.site.lat_deg, lon_deg=self.site.lon_deg, height_km=self.site.height_km)


@dataclass(frozen=True, eq=False)
class Scene:
    """W rows of a result by numbers: ``satellite`` and ``target`` of each, the ``track`` in its satellite's table.

    ``start_s`` and ``end_s`` (W,) are seconds since the start of the span, not rounded as the columns of the rows are.
    """

    span: Span
    satellites: Sequence[Flown]
    spots: Sequence[Spot]
    satellite: Ints
    target: Ints
    track: Ints
    start_s: Floats
    end_s: Floats

    def positions_itrs_km(self, row: int, t_s: Floats) -> Floats:
        """Return where the satellite of a row is, Earth-fixed, (N, 3) in km, by the set that the row is from."""
        return self.satellites[int(self.satellite[row])].positions_itrs_km(int(self.track[row]), t_s)

    def views(self, t_s: Floats) -> Views:
        """Return the views of each row's target at one time a row, (W,) seconds; of a region its point."""
        from ..windows.views import views

        sat_km, velocity_km_s = np.empty((t_s.size, 3)), np.empty((t_s.size, 3))
        for number in np.unique(self.satellite).tolist():
            one = self.satellites[number]
            rows = np.flatnonzero(self.satellite == number)
            for track in np.unique(self.track[rows]).tolist():
                of = rows[self.track[rows] == track]
                sat_km[of], velocity_km_s[of] = one.states_itrs(track, t_s[of])
        return views(sat_km, velocity_km_s, [spot.site for spot in self.spots], self.target)

    def sun_deg(self, t_s: Floats) -> tuple[Floats, Floats]:
        """Return elevation and azimuth of the Sun at each row's target at one time a row, (W,) degrees each.

        Raises DataError for years without an ephemeris of the Sun.
        """
        from ..sun import SunTable

        sun = SunTable(self.span, float(t_s.min(initial=0.0)), float(t_s.max(initial=0.0)))
        lat_deg, lon_deg, height_km = (
            np.array([getattr(spot.site, key) for spot in self.spots])[self.target]
            for key in ("lat_deg", "lon_deg", "height_km")
        )
        place = {"lat_deg": lat_deg, "lon_deg": lon_deg, "height_km": height_km}
        return sun.elevation_deg(t_s, **place), sun.azimuth_deg(t_s, **place)


def scene_of(
    span: Span,
    satellites: Sequence[Satellite],
    tables: Sequence[Ephemeris],
    spots: Sequence[Spot],
    windows: Windows,
) -> Scene:
    """Return the scene of windows by the numbers of satellites and spots; ``tables`` are those of their searches."""
    from ..windows.flown import flown_of

    return Scene(
        span,
        flown_of(satellites, tables),
        spots,
        windows.satellite,
        windows.target,
        windows.track,
        windows.start_s,
        windows.end_s,
    )


def spots_of(targets: Sequence[Target], places: Sequence[Site]) -> list[Spot]:
    """Return targets as they are drawn; ``places`` are the points that are searched for them."""
    return [
        Spot(one.name, places[one.first]) if one.region is None else spot_of_region(one.name, one.region)
        for one in targets
    ]


def spot_of_region(name: str, region: Region) -> Spot:
    """Return a region as it is drawn, with a point inside it."""
    point = region.shape.representative_point()
    return Spot(name, Site(name, lat_deg=point.y, lon_deg=point.x), region)


def check_satellites(count: int, suffix: str) -> None:
    """Raise UsageError for more satellites than a file that draws them should hold."""
    if count > MOST_SATELLITES:
        raise UsageError(
            f"{count:,} satellites are too many for {suffix}, at most {MOST_SATELLITES}: select fewer objects or set "
            "limits, or write .csv, .parquet or .nc"
        )
