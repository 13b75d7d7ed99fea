"""The geometry of one satellite and one place at given moments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..earth import geodetic
from ..places.sites import Site, parse_site
from ..sensors.resolution import Figures, resolutions_m
from ..sun import SunTable
from .followed import Followed, Given, follow
from .moments import Times, moments, utc_column
from .views import Views, views

if TYPE_CHECKING:
    import pandas

Floats = NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class GeometryAt(Views):
    """The geometry of N moments, ``t_s`` seconds since the start of the span, (N,) each; angles as `Views` has them.

    ``sub_point_lat_deg``, ``sub_point_lon_deg`` and ``sat_height_km`` are the satellite's, geodetic. ``element_age_d``
    is the time between the moment and the epoch of the set in use, always positive. ``resolution_m`` holds what follows
    from the figures of ``sensor``, by name; NaN at elevations of 0 and below. The Sun is worked out when it is first
    asked for, from 2000 to 2052.
    """

    satellite: str
    site: Site
    span: Span
    t_s: Floats
    sub_point_lat_deg: Floats
    sub_point_lon_deg: Floats
    sat_height_km: Floats
    element_age_d: Floats
    sensor: Figures | None = field(default=None)

    def __repr__(self) -> str:
        return f"<Geometry of {self.satellite} from {self.site.name} at {len(self)} moments; .table() lists them>"

    @property
    def time_utc(self) -> list[datetime]:
        """The moments, to the microsecond."""
        return [self.span.moment(t) for t in self.t_s.tolist()]

    @property
    def sun_elevation_deg(self) -> Floats:
        """The Sun's elevation at the target, (N,) degrees. Raises DataError for years without an ephemeris."""
        return self._sun_deg[0]

    @property
    def sun_azimuth_deg(self) -> Floats:
        """The Sun's azimuth at the target, (N,) degrees from north by east. Raises DataError as the elevation does."""
        return self._sun_deg[1]

    @cached_property
    def _sun_deg(self) -> tuple[Floats, Floats]:
        sun = SunTable(self.span, float(self.t_s.min(initial=0.0)), float(self.t_s.max(initial=0.0)))
        site = self.site
        place = {"lat_deg": site.lat_deg, "lon_deg": site.lon_deg, "height_km": site.height_km}
        return sun.elevation_deg(self.t_s, **place), sun.azimuth_deg(self.t_s, **place)

    @cached_property
    def resolution_m(self) -> dict[str, Floats]:
        """A camera's ``gsd_along_m`` and ``gsd_mean_m``, a radar's ``ground_range_resolution_m``, (N,) m each."""
        if self.sensor is None:
            return {}
        incidence_deg = np.where(self.elevation_deg > 0.0, self.incidence_deg, np.nan)
        return resolutions_m(self.sensor, np.where(self.elevation_deg > 0.0, self.range_km, np.nan), incidence_deg)

    def table(self) -> pandas.DataFrame:
        """Return the geometry as a DataFrame, one row a moment, in the order given."""
        import pandas

        return pandas.DataFrame(
            {
                "satellite": self.satellite,
                "target": self.site.name,
                "time_utc": utc_column(self.span, self.t_s),
                "elevation_deg": self.elevation_deg,
                "azimuth_deg": self.azimuth_deg,
                "range_km": self.range_km,
                "incidence_deg": self.incidence_deg,
                "off_nadir_deg": self.off_nadir_deg,
                "squint_deg": self.squint_deg,
                "ground_squint_deg": self.ground_squint_deg,
                "side": self.side,
                "in_sight": self.in_sight,
                "sun_elevation_deg": self.sun_elevation_deg,
                "sun_azimuth_deg": self.sun_azimuth_deg,
                "sub_point_lat_deg": self.sub_point_lat_deg,
                "sub_point_lon_deg": self.sub_point_lon_deg,
                "sat_height_km": self.sat_height_km,
                "element_age_d": self.element_age_d,
                **self.resolution_m,
            }
        )


def geometry(
    satellite: Given,
    site: Site | str,
    times: Times,
    *,
    span: Span | None = None,
    sensor: Figures | None = None,
    manoeuvres: Sequence[datetime] = (),
    allow_stale: bool = False,
) -> GeometryAt:
    """Return the geometry of one satellite and one place at given moments, whether it is in sight or not.

    ``satellite`` is an element set, several of one object, a file of them, or a `Satellite`. At each moment the set
    with the nearest epoch is used, and none across a known manoeuvre; a satellite's times of service are not asked for.
    ``site`` is a `Site` or text like "39.04,125.71". ``times`` are one or many ISO texts or datetimes with a time zone,
    or seconds since the start of ``span``. ``sensor`` is a `Sensor` or `Limits` with the figures from which sample
    distance or resolution follow.

    Positions are within 1e-7 km of SGP4 itself, in deep space too; velocities are their derivatives. Raises UsageError
    for arguments that cannot be read and for sets of several objects, DataError for moments that the sets cannot serve:
    more than 1,000 days away unless ``allow_stale``, cut off by manoeuvres, or refused by SGP4.
    """
    given = moments(times, span)
    followed = follow(satellite, given.span, manoeuvres=manoeuvres, allow_stale=allow_stale)
    return geometry_of(followed, site_of(site), given.t_s, sensor)


def geometry_of(followed: Followed, site: Site, t_s: Floats, sensor: Figures | None = None) -> GeometryAt:
    """Return the geometry of a followed satellite and a place at times (N,), seconds since the start of its span."""
    sat_km, velocity_km_s = followed.states_itrs(t_s)
    seen = views(sat_km, velocity_km_s, [site])
    lat_deg, lon_deg, height_km = geodetic(sat_km)
    return GeometryAt(
        **{one.name: getattr(seen, one.name) for one in fields(seen)},
        satellite=followed.name,
        site=site,
        span=followed.ephemeris.span,
        t_s=t_s,
        sub_point_lat_deg=lat_deg,
        sub_point_lon_deg=lon_deg,
        sat_height_km=height_km,
        element_age_d=followed.element_age_d(t_s),
        sensor=sensor,
    )


def site_of(given: Site | str) -> Site:
    """Return the place given, or that of a text. Raises UsageError for another text."""
    return parse_site(given, may_lack_name=True) if isinstance(given, str) else given
