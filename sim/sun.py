"""Where the Sun stands, and when it stands high or low enough: directions, elevations, solar time, intervals.

The Sun is that of JPL's DE421, seen with light time and aberration (the Earth's yearly and daily motion) from
a place on the WGS84 ellipsoid, parallax included. Elevation and azimuth are of the centre of the disc.

Left out: refraction (it lifts the Sun by 0.5 degrees at the horizon; with it and the disc's radius of 0.27
degrees, sunrise is at elevation -0.833), polar motion (below 0.0002 degrees), the bending of light (below
1e-6 degrees), terrain. A geometric Sun, without light time and aberration, stands 0.0057 degrees ahead along
the ecliptic: it crosses a limit 1 to 2 seconds late at middle latitudes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .clock import Span, ut1_minus_utc_s
from .constants import DAY_S, GMST_RATE_RAD_S, LIGHT_M_S
from .crossings import spans_not_negative
from .earth import site_itrs_km, up_itrs
from .errors import UsageError
from .intervals import complement, union
from .sun_ephemeris import check_dates, sun_itrs_km_and_ut1_s

Array = NDArray[np.float64]

LIGHT_KM_S = LIGHT_M_S / 1000.0
SUN_RATE_RAD_S = 2.1e-7  # above the fastest motion among the stars, 1.02 degrees a day in January
NODE_S = DAY_S / 2.0
UT1_STEP_S = 3600.0
FIRST_STEP_S = 3600.0  # where the search for lit intervals starts; any value gives the same intervals
SITES_AT_ONCE = 64  # bounds the memory of lit_intervals_of_sites
DAY_H = 24.0


class SunTable:
    """The apparent Sun over a stretch of a span: built once, asked for any number of places and times.

    The Sun's place in axes that do not turn with the Earth is kept every 12 hours and interpolated by a cubic
    with matched slopes; the rotation (GMST-1982 rate, UT1 as in ``clock``) is applied at the exact time.
    Elevations agree with Skyfield's ``observe().apparent().altaz()`` within 3e-7 degrees; within 0.004 in the
    hours beside a leap second (the last: 2016-12-31), and 2e-5 in the day. Building takes 0.1 ms per node.

    All times are in seconds since the start of the span. Raises DataError for dates outside 2000 to 2053.
    """

    def __init__(self, span: Span, from_s: float = 0.0, to_s: float | None = None) -> None:
        """Cover [from_s, to_s], by default the whole span; it may reach beyond the span's ends."""
        to_s = span.duration_s if to_s is None else to_s
        if not from_s <= to_s:
            raise UsageError(f"the Sun is asked for from {from_s:g} s to {to_s:g} s; the end must come last")
        check_dates(span, from_s, to_s)
        self.span, self.from_s, self.to_s = span, float(from_s), float(to_s)
        hours = np.arange(np.floor(from_s / UT1_STEP_S), np.ceil(to_s / UT1_STEP_S) + 1)
        self._ut1_times_s = hours * UT1_STEP_S
        self._ut1_s = ut1_minus_utc_s(span, self._ut1_times_s)
        # Nodes at multiples from the start, whatever the stretch: two tables of a span give the same digits.
        self._first_node = int(np.floor(from_s / NODE_S))
        nodes_s = NODE_S * np.arange(self._first_node - 2, np.ceil(to_s / NODE_S) + 4)
        sun_itrs_km, ut1_s = sun_itrs_km_and_ut1_s(span, nodes_s)
        self._cubics_km = _cubics(_turned(sun_itrs_km, GMST_RATE_RAD_S * (nodes_s + ut1_s)))

    def itrs_km(self, t_s: Array | float) -> Array:
        """Return the apparent geocentric Sun in Earth-fixed axes, (..., 3) in km, at times (...)."""
        t_s = np.asarray(t_s, dtype=float)
        self._check_times(t_s)
        return self._itrs_km(t_s)

    def seen_itrs_km(self, t_s: Array | float, site_itrs_km: Array) -> Array:
        """Return the apparent Sun from places (..., 3) on the Earth: parallax and daily aberration, (..., 3) in km.

        Times (...) and places broadcast; a direction for the places' own angles, in Earth-fixed axes.
        """
        return _seen_from(site_itrs_km, self.itrs_km(t_s))

    def elevation_deg(
        self,
        t_s: Array | float,
        *,
        lat_deg: Array | float,
        lon_deg: Array | float,
        height_km: Array | float = 0.0,
    ) -> Array:
        """Return the Sun's elevation in degrees; times and places broadcast."""
        up, east, north = _components(self.itrs_km(t_s), lat_deg, lon_deg, height_km)
        return np.degrees(np.arctan2(up, np.hypot(east, north)))

    def azimuth_deg(
        self,
        t_s: Array | float,
        *,
        lat_deg: Array | float,
        lon_deg: Array | float,
        height_km: Array | float = 0.0,
    ) -> Array:
        """Return the Sun's azimuth in degrees [0, 360), from north by east; times and places broadcast."""
        _, east, north = _components(self.itrs_km(t_s), lat_deg, lon_deg, height_km)
        return np.degrees(np.arctan2(east, north)) % 360.0

    def local_time_h(self, t_s: Array | float, lon_deg: Array | float) -> Array:
        """Return the local apparent solar time, what a sundial shows, in hours [0, 24); times and longitudes broadcast.

        12 h plus the hour angle of the apparent Sun, seen from the Earth's centre, at 15 degrees an hour: the
        equation of time (-14 to +16 minutes) is in it, time zones are not. Within 1e-9 h of Skyfield's apparent
        sidereal time less right ascension; the Sun as seen from a place differs by up to 9", 0.6 s of time, at the
        equator, and by more towards the poles where longitude and hour angle lose their meaning.
        """
        sun_km = self.itrs_km(t_s)
        subsolar_deg = np.degrees(np.arctan2(sun_km[..., 1], sun_km[..., 0]))
        hours = (12.0 + (np.asarray(lon_deg) - subsolar_deg) / 15.0) % DAY_H
        return np.where(hours < DAY_H, hours, 0.0)  # a hair below zero rounds to 24

    def lit_intervals(
        self,
        from_s: float,
        to_s: float,
        *,
        lat_deg: float,
        lon_deg: float,
        height_km: float = 0.0,
        elevation_min_deg: float,
    ) -> Array:
        """Return the spans of [from_s, to_s) with the Sun's elevation >= a limit at a place, (N, 2) in s.

        Edges are within 1 ms where elevation moves faster than 0.001 deg/s. No span longer than 0.02 s is
        missed: a bound on the curvature of the elevation's sine decides where to look (``crossings``), near
        the poles and at grazing culminations too. A span that reaches an end of the search ends there.
        """
        return self.lit_intervals_of_sites(
            from_s,
            to_s,
            lat_deg=np.array([lat_deg]),
            lon_deg=np.array([lon_deg]),
            height_km=height_km,
            elevation_min_deg=elevation_min_deg,
        )[0]

    def lit_intervals_of_sites(
        self,
        from_s: float,
        to_s: float,
        *,
        lat_deg: Array,
        lon_deg: Array,
        height_km: Array | float = 0.0,
        elevation_min_deg: float,
    ) -> list[Array]:
        """Return ``lit_intervals`` of each of P places, in one pass over all of them."""
        if not -90.0 <= elevation_min_deg <= 90.0:
            raise UsageError(f"the Sun's elevation limit {elevation_min_deg:g} deg must lie between -90 and 90")
        self._check_times(np.array([from_s, to_s]))
        lat, lon, height = np.broadcast_arrays(lat_deg, lon_deg, height_km)
        found: list[Array] = []
        for first in range(0, lat.size, SITES_AT_ONCE):
            chunk = slice(first, first + SITES_AT_ONCE)
            found += self._lit(from_s, to_s, lat[chunk], lon[chunk], height[chunk], elevation_min_deg)
        return found

    def dark_intervals_of_sites(
        self,
        from_s: float,
        to_s: float,
        *,
        lat_deg: Array,
        lon_deg: Array,
        height_km: Array | float = 0.0,
        elevation_max_deg: float,
    ) -> list[Array]:
        """Return, for each of P places, the spans of [from_s, to_s) with the Sun's elevation < a limit, (N, 2) in s.

        What ``lit_intervals_of_sites`` leaves over at that limit, to the last digit.
        """
        lit = self.lit_intervals_of_sites(
            from_s,
            to_s,
            lat_deg=lat_deg,
            lon_deg=lon_deg,
            height_km=height_km,
            elevation_min_deg=elevation_max_deg,
        )
        return [complement(spans, from_s, max(from_s, to_s)) for spans in lit]

    def local_time_intervals_of_sites(
        self, from_s: float, to_s: float, *, lon_deg: Array, from_h: float, to_h: float
    ) -> list[Array]:
        """Return, for each of P longitudes, the spans of [from_s, to_s) with ``local_time_h`` in a band, (N, 2) in s.

        The band is [from_h, to_h) and may pass midnight, as from 22 to 2; 0 to 24 is the whole day. Edges are
        within 1e-6 s: solar time runs at 0.9995 to 1.0005 hours an hour, so each edge is met once a day and found
        by a few corrections. Raises UsageError for hours outside 0 to 24 and for a band without width.
        """
        width_h = to_h - from_h if to_h > from_h else to_h - from_h + DAY_H
        if not (0.0 <= from_h <= DAY_H and 0.0 <= to_h <= DAY_H and from_h != to_h and width_h > 0.0):
            raise UsageError(
                f"the band of local solar time from {from_h:g} h to {to_h:g} h must have both ends in 0 to 24 h, "
                f"and some width"
            )
        self._check_times(np.array([from_s, to_s]))
        shift_h = np.ravel(np.asarray(lon_deg, dtype=float)) / 15.0
        if width_h == DAY_H or not to_s > from_s:
            whole = np.array([[from_s, to_s]]) if to_s > from_s else np.empty((0, 2))
            return [whole.copy() for _ in shift_h]
        # Greenwich's solar time without jumps; bands are counted in whole days from the one at work at the start.
        first_h, last_h = self._greenwich_h(np.array([from_s, to_s]), from_s)
        days_h = DAY_H * np.arange(int((last_h - first_h) / DAY_H) + 2)
        found: list[Array] = []
        for first in range(0, shift_h.size, SITES_AT_ONCE):
            begin_h = from_h - shift_h[first : first + SITES_AT_ONCE]
            begin_h = begin_h + DAY_H * np.floor((first_h - begin_h) / DAY_H)
            starts_h = begin_h[:, None] + days_h
            edges_s = [self._when_greenwich_shows(h, from_s, to_s) for h in (starts_h, starts_h + width_h)]
            found += [union(one[one[:, 1] > one[:, 0]]) for one in np.stack(edges_s, axis=-1)]
        return found

    def _greenwich_h(self, t_s: Array, zero_s: float) -> Array:
        """Return solar time at Greenwich in hours, running on from its reading at ``zero_s``."""
        # Solar and clock time part by less than an hour in decades, so the nearest whole day is the right one.
        elapsed_h = (t_s - zero_s) / 3600.0
        zero_h = float(self.local_time_h(zero_s, 0.0))
        ahead_h = (self.local_time_h(t_s, 0.0) - zero_h - elapsed_h + 0.5 * DAY_H) % DAY_H - 0.5 * DAY_H
        return zero_h + elapsed_h + ahead_h

    def _when_greenwich_shows(self, hours: Array, from_s: float, to_s: float) -> Array:
        """Return the times at which ``_greenwich_h``, from from_s on, shows given hours, kept in [from_s, to_s]."""
        t_s = np.full(hours.shape, from_s)
        for _ in range(5):  # 35 minutes off at most after the first, then 4e-4 of it each time: below 1e-9 s
            late_h = hours - self._greenwich_h(t_s, from_s)
            t_s = np.clip(t_s + 3600.0 * late_h, from_s, to_s)
        return t_s

    def _lit(self, from_s: float, to_s: float, lat: Array, lon: Array, height: Array, limit_deg: float) -> list[Array]:
        site_km = site_itrs_km(lat_deg=lat, lon_deg=lon, height_km=height)
        up = up_itrs(lat_deg=lat, lon_deg=lon)
        # At -90 degrees rounding must not hide the Sun.
        sin_limit = np.sin(np.radians(limit_deg)) if limit_deg > -90.0 else -2.0

        def above_limit(place: NDArray[np.intp], t_s: Array) -> Array:
            seen_km = _seen_from(site_km[place], self._itrs_km(t_s))
            return _dot(up[place], seen_km) / np.sqrt(_dot(seen_km, seen_km)) - sin_limit

        bound = sin_elevation_curvature(np.cos(np.radians(lat)))
        return spans_not_negative(above_limit, from_s, to_s, curvature_bound=bound, coarsest_s=FIRST_STEP_S)

    def _check_times(self, t_s: Array) -> None:
        if t_s.size and not (t_s.min() >= self.from_s and t_s.max() <= self.to_s):
            raise UsageError(
                f"the Sun's table reaches from {self.from_s:g} s to {self.to_s:g} s of the span, "
                f"but is asked for from {t_s.min():g} s to {t_s.max():g} s"
            )

    def _itrs_km(self, t_s: Array) -> Array:
        place = t_s / NODE_S - self._first_node
        cell = np.minimum(place.astype(np.intp), len(self._cubics_km) - 1)
        x = (place - cell)[..., None]
        c = self._cubics_km[cell]
        still_km = ((c[..., 3, :] * x + c[..., 2, :]) * x + c[..., 1, :]) * x + c[..., 0, :]
        ut1_s = t_s + np.interp(t_s, self._ut1_times_s, self._ut1_s)
        return _turned(still_km, -GMST_RATE_RAD_S * ut1_s)


def sin_elevation_curvature(cos_lat: Array) -> Array:
    """Return a bound on the second derivative of the sine of the Sun's elevation, 1/s^2, by cosine of latitude.

    It is up . sun: the first turns with the Earth, cos(lat) from its axis, the second moves among the stars. The
    2 % are for parallax, aberration and the unevenness of UT1.
    """
    turning = GMST_RATE_RAD_S**2 + 2.0 * GMST_RATE_RAD_S * SUN_RATE_RAD_S
    return 1.02 * turning * cos_lat + 2.0 * SUN_RATE_RAD_S**2


def apparent_sun_itrs_km(span: Span, t_s: Array) -> Array:
    """Return the apparent geocentric Sun in Earth-fixed axes, (T, 3) in km, at times in seconds of a span.

    Axes are Skyfield's ``itrs`` without polar motion. For more than one call build a SunTable.
    """
    return _table(span, t_s).itrs_km(t_s)


def sun_elevation_deg(span: Span, t_s: Array, *, lat_deg: float, lon_deg: float, height_km: float = 0.0) -> Array:
    """Return the elevation of the Sun's apparent centre at a place, (T,) in degrees, no refraction."""
    return _table(span, t_s).elevation_deg(t_s, lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km)


def sun_azimuth_deg(span: Span, t_s: Array, *, lat_deg: float, lon_deg: float, height_km: float = 0.0) -> Array:
    """Return the azimuth of the Sun's apparent centre at a place, (T,) in degrees from north by east."""
    return _table(span, t_s).azimuth_deg(t_s, lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km)


def lit_intervals(
    span: Span,
    from_s: float,
    to_s: float,
    *,
    lat_deg: float,
    lon_deg: float,
    height_km: float = 0.0,
    elevation_min_deg: float,
) -> Array:
    """Return SunTable.lit_intervals, (N, 2) in seconds, of a table made for this one call."""
    return SunTable(span, from_s, to_s).lit_intervals(
        from_s,
        to_s,
        lat_deg=lat_deg,
        lon_deg=lon_deg,
        height_km=height_km,
        elevation_min_deg=elevation_min_deg,
    )


def _table(span: Span, t_s: Array) -> SunTable:
    t_s = np.asarray(t_s, dtype=float)
    return SunTable(span, float(t_s.min()), float(t_s.max())) if t_s.size else SunTable(span, 0.0, 0.0)


def _dot(a: Array, b: Array) -> Array:
    return np.asarray(np.einsum("...i,...i", a, b))


def _turned(vectors: Array, angle_rad: Array) -> Array:
    """Return vectors (..., 3) turned about the z axis."""
    cos, sin = np.cos(angle_rad), np.sin(angle_rad)
    x, y, z = vectors[..., 0], vectors[..., 1], vectors[..., 2]
    return np.stack([cos * x - sin * y, sin * x + cos * y, z], axis=-1)


def _cubics(values: Array) -> Array:
    """Return cubics, (N - 5, 4, 3), between equally spaced values (N, 3); two at either end give slopes only.

    Coefficients of powers of x in [0, 1]. Slopes are five-point differences: value and slope are continuous.
    """
    slope = (values[:-4] - 8.0 * values[1:-3] + 8.0 * values[3:-1] - values[4:]) / 12.0
    y0, y1, s0, s1 = values[2:-3], values[3:-2], slope[:-1], slope[1:]
    return np.stack([y0, s0, 3.0 * (y1 - y0) - 2.0 * s0 - s1, 2.0 * (y0 - y1) + s0 + s1], axis=1)


def _seen_from(site_itrs_km: Array, sun_itrs_km: Array) -> Array:
    """Return the Sun as seen from places on the turning Earth: parallax and daily aberration."""
    x, y = site_itrs_km[..., 0], site_itrs_km[..., 1]
    velocity_km_s = GMST_RATE_RAD_S * np.stack([-y, x, np.zeros_like(x)], axis=-1)
    distance_km = np.sqrt(_dot(sun_itrs_km, sun_itrs_km))[..., None]
    return sun_itrs_km - site_itrs_km + distance_km * (velocity_km_s / LIGHT_KM_S)


def _components(
    sun_itrs_km: Array, lat_deg: Array | float, lon_deg: Array | float, height_km: Array | float
) -> tuple[Array, Array, Array]:
    """Return the Sun's components up, east and north of places, in km."""
    seen_km = _seen_from(site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km), sun_itrs_km)
    sin_lat, cos_lat = np.sin(np.radians(lat_deg)), np.cos(np.radians(lat_deg))
    sin_lon, cos_lon = np.sin(np.radians(lon_deg)), np.cos(np.radians(lon_deg))
    x, y, z = seen_km[..., 0], seen_km[..., 1], seen_km[..., 2]
    outward = cos_lon * x + sin_lon * y
    return cos_lat * outward + sin_lat * z, cos_lon * y - sin_lon * x, cos_lat * z - sin_lat * outward
