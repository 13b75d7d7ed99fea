"""Where a satellite is and at what angles a site sees it, worked out plainly and apart from the package.

Everything is evaluated directly: SGP4 and the Earth's rotation at each time asked for, angles from
arctangents. The definitions are the package's: TEME turned by GMST-1982 with UT1 from Skyfield's built-in
table, no polar motion, WGS84 with the geodetic normal as up, no refraction, no light time but the Sun's.
Times are seconds of UTC since ``start``, an aware datetime; a leap second inside a span is not counted.
"""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from skyfield.api import load, load_file, wgs84
from skyfield.relativity import add_aberration
from skyfield.sgp4lib import theta_GMST1982

Array = NDArray[np.float64]

EARTH_A_KM = 6378.137
EARTH_F = 1 / 298.257223563
EARTH_E2 = EARTH_F * (2 - EARTH_F)
DAY_S = 86400.0


# --- Time and motion --------------------------------------------------------------------------------------


@cache
def timescale() -> Any:
    return load.timescale(builtin=True)


def skyfield_time(start: datetime, t_s: ArrayLike) -> Any:
    """Return Skyfield's time at seconds since the start."""
    utc = start.astimezone(UTC)
    second = utc.second + utc.microsecond * 1e-6 + np.asarray(t_s, dtype=float)
    return timescale().utc(utc.year, utc.month, utc.day, utc.hour, utc.minute, second)


def gmst_rad(start: datetime, t_s: ArrayLike) -> Array:
    """Return GMST-1982 with Skyfield's UT1: the angle that turns TEME into Earth-fixed axes."""
    time = skyfield_time(start, t_s)
    theta, _ = theta_GMST1982(time.whole, time.ut1_fraction)
    return np.asarray(theta)


def teme_km(elements: Any, start: datetime, t_s: ArrayLike) -> Array:
    """Return SGP4 positions, (N, 3) in TEME axes; raise ValueError where SGP4 reports an error.

    ``elements`` is a Satrec, or anything with ``satrec``, ``epoch_jd`` and ``epoch_fr``: the epoch then comes
    from the last two, and the Satrec is asked at the same number of minutes after its own.
    """
    satrec = getattr(elements, "satrec", elements)
    epoch_jd = elements.epoch_jd if hasattr(elements, "epoch_jd") else satrec.jdsatepoch
    epoch_fr = elements.epoch_fr if hasattr(elements, "epoch_fr") else satrec.jdsatepochF
    since_2000 = start.astimezone(UTC) - datetime(2000, 1, 1, tzinfo=UTC)
    start_fr = (since_2000.seconds + since_2000.microseconds * 1e-6) / DAY_S
    age_fr = (start_fr - epoch_fr) + np.ravel(t_s) / DAY_S
    carry = np.floor(age_fr)  # whole days and fraction apart: the size of a Julian date costs no digits
    whole = (2451544.5 + since_2000.days - epoch_jd) + carry
    error, position_km, _ = satrec.sgp4_array(satrec.jdsatepoch + whole, satrec.jdsatepochF + (age_fr - carry))
    if error.any():
        raise ValueError(f"SGP4 error {int(error.max())}: these elements cannot be judged here")
    return np.asarray(position_km)


def earth_fixed_km(elements: Any, start: datetime, t_s: ArrayLike, theta_rad: Array | None = None) -> Array:
    """Return Earth-fixed positions, (N, 3); ``theta_rad`` is gmst_rad at the same times, if already known."""
    x, y, z = teme_km(elements, start, t_s).T
    theta = gmst_rad(start, np.ravel(t_s)) if theta_rad is None else theta_rad
    c, s = np.cos(theta), np.sin(theta)
    return np.stack([c * x + s * y, c * y - s * x, z], axis=-1)


def earth_fixed_velocity_km_s(elements: Any, start: datetime, t_s: ArrayLike) -> Array:
    """Return the derivative of the Earth-fixed position, (N, 3), by a fourth-order central difference.

    Within 1e-8 km/s for near-Earth satellites and spans of a month: with steps of 1 s, the rounding of times
    and positions decides. SGP4's own velocity is another quantity; it differs by centimetres per second.
    """
    t_s = np.ravel(t_s)
    at = {h: earth_fixed_km(elements, start, t_s + h) for h in (-2.0, -1.0, 1.0, 2.0)}
    return (8.0 * (at[1.0] - at[-1.0]) - (at[2.0] - at[-2.0])) / 12.0


# --- Angles at one site -----------------------------------------------------------------------------------


def site_itrs_km(*, lat_deg: float, lon_deg: float, height_km: float = 0.0) -> Array:
    return np.asarray(wgs84.latlon(lat_deg, lon_deg, elevation_m=height_km * 1000.0).itrs_xyz.km)


def up_itrs(*, lat_deg: ArrayLike, lon_deg: ArrayLike) -> Array:
    lat, lon = np.radians(lat_deg), np.radians(lon_deg)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def sub_point_deg(sat_itrs_km: Array) -> tuple[Array, Array]:
    """Return the geodetic latitude and longitude below satellites (N, 3).

    The plain fixed point tan(lat) = (z + a e^2 sin(lat) / sqrt(1 - e^2 sin^2(lat))) / p, twelve rounds: each
    gains a factor of 150 or more, so that rounding alone is left.
    """
    x, y, z = np.asarray(sat_itrs_km).T
    p = np.hypot(x, y)
    lat = np.arctan2(z, p)
    for _ in range(12):
        sin_lat = np.sin(lat)
        lat = np.arctan2(z + EARTH_A_KM * EARTH_E2 * sin_lat / np.sqrt(1 - EARTH_E2 * sin_lat**2), p)
    return np.degrees(lat), np.degrees(np.arctan2(y, x))


def angle_between_deg(a: Array, b: Array) -> Array:
    """Return the angle between vectors (N, 3), accurate near 0 and 180 degrees as well."""
    a, b = np.broadcast_arrays(a, b)
    return np.degrees(np.arctan2(np.linalg.norm(np.cross(a, b), axis=-1), np.sum(a * b, axis=-1)))


def elevation_deg(sat_itrs_km: Array, *, lat_deg: float, lon_deg: float, height_km: float) -> Array:
    """Return the satellite's angle above the geodetic horizon of the site."""
    target_to_sat = sat_itrs_km - site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km)
    return 90.0 - angle_between_deg(target_to_sat, up_itrs(lat_deg=lat_deg, lon_deg=lon_deg))


def incidence_deg(sat_itrs_km: Array, *, lat_deg: float, lon_deg: float, height_km: float) -> Array:
    """Return the angle at the target between the satellite and the geodetic normal."""
    return 90.0 - elevation_deg(sat_itrs_km, lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km)


def off_nadir_deg(sat_itrs_km: Array, *, lat_deg: float, lon_deg: float, height_km: float) -> Array:
    """Return the angle at the satellite between the target and the geodetic nadir."""
    sat_to_target = site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km) - sat_itrs_km
    below_lat_deg, below_lon_deg = sub_point_deg(sat_itrs_km)
    return angle_between_deg(sat_to_target, -up_itrs(lat_deg=below_lat_deg, lon_deg=below_lon_deg))


def squint_deg(sat_itrs_km: Array, velocity_km_s: Array, *, lat_deg: float, lon_deg: float, height_km: float) -> Array:
    """Return how far the line of sight is from broadside of the Earth-fixed velocity, 0 to 90."""
    sat_to_target = site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km) - sat_itrs_km
    return np.abs(90.0 - angle_between_deg(sat_to_target, velocity_km_s))


def ground_squint_deg(
    sat_itrs_km: Array, velocity_km_s: Array, *, lat_deg: float, lon_deg: float, height_km: float
) -> Array:
    """Return how far the line of sight is from broadside in the plane across the nadir at the satellite, 0 to 90.

    Both the line of sight and the Earth-fixed velocity are turned into north and east at the sub-point: their bearings
    are compared, and no vector is projected.
    """
    sat_to_target = site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km) - sat_itrs_km
    lat, lon = np.radians(sub_point_deg(sat_itrs_km))
    east = np.stack([-np.sin(lon), np.cos(lon), 0.0 * lon], axis=-1)
    north = np.stack([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)], axis=-1)
    bearing = [
        np.arctan2(np.sum(a * east, axis=-1), np.sum(a * north, axis=-1)) for a in (sat_to_target, velocity_km_s)
    ]
    ahead_deg = np.degrees(np.abs((bearing[0] - bearing[1] + np.pi) % (2.0 * np.pi) - np.pi))
    return np.abs(90.0 - ahead_deg)


def sight_deg(sat_itrs_km: Array, *, lat_deg: float, lon_deg: float, height_km: float) -> Array:
    """Return how far the satellite stands above the line that just touches the ellipsoid, 0 where it is hidden by it.

    With the polar axis stretched until the ellipsoid is a sphere, that line dips below the horizontal of the stretched
    site by acos(1 / r), r the site's distance from the centre in radii of the sphere. The angle is of that space.
    """
    stretched = np.array([1.0, 1.0, 1.0 / np.sqrt(1.0 - EARTH_E2)]) / EARTH_A_KM
    site = site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km) * stretched
    radii = float(np.linalg.norm(site))
    dip_deg = float(np.degrees(np.arccos(min(1.0 / radii, 1.0))))
    return 90.0 + dip_deg - angle_between_deg(sat_itrs_km * stretched - site, site)


def side_deg(sat_itrs_km: Array, velocity_km_s: Array, *, lat_deg: float, lon_deg: float, height_km: float) -> Array:
    """Return the angle of the target from the plane of position and velocity, positive to the right."""
    sat_to_target = site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km) - sat_itrs_km
    return 90.0 - angle_between_deg(sat_to_target, np.cross(velocity_km_s, sat_itrs_km))


def is_right(
    sat_itrs_km: Array, velocity_km_s: Array, *, lat_deg: float, lon_deg: float, height_km: float
) -> NDArray[np.bool_]:
    """Return whether d.(v x r) > 0, with d from the satellite to the target."""
    sat_to_target = site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km) - sat_itrs_km
    return np.sum(sat_to_target * np.cross(velocity_km_s, sat_itrs_km), axis=-1) > 0


def sun_elevation_deg(
    start: datetime,
    t_s: ArrayLike,
    *,
    lat_deg: float,
    lon_deg: float,
    height_km: float,
    ephemeris: str | Path,
) -> Array:
    """Return the apparent topocentric elevation of the Sun's centre, unrefracted, from a JPL kernel file.

    Light time and aberration are Skyfield's. The bending of sunlight by gravity, 1.1e-7 degrees, is left out:
    ``apparent()`` would ask for planets that an excerpt of a kernel need not hold.
    """
    time = skyfield_time(start, np.ravel(t_s))
    site = wgs84.latlon(lat_deg, lon_deg, elevation_m=height_km * 1000.0)
    with closing(load_file(str(ephemeris))) as bodies:
        observer = (bodies["earth"] + site).at(time)
        astrometric = observer.observe(bodies["sun"])
    direction = np.array(astrometric.xyz.au)
    add_aberration(direction, observer.velocity.au_per_d, astrometric.light_time)
    _, _, up = np.einsum("ijt,jt->it", site.rotation_at(time), direction)  # north, east, up
    return np.asarray(np.degrees(np.arcsin(up / np.linalg.norm(direction, axis=0))))


def off_plane_deg(*, lat_deg: ArrayLike, east_of_node_deg: ArrayLike, inclination_deg: float) -> Array:
    """Return how far places, at geocentric latitudes, stand off an orbit plane, degrees; above 0 to the left of it."""
    lat, east, tilt = np.radians(lat_deg), np.radians(east_of_node_deg), np.radians(inclination_deg)
    place = np.stack(np.broadcast_arrays(np.cos(lat) * np.cos(east), np.cos(lat) * np.sin(east), np.sin(lat)), axis=-1)
    normal = np.array([0.0, -np.sin(tilt), np.cos(tilt)])
    return np.asarray(90.0 - angle_between_deg(place, np.broadcast_to(normal, place.shape)))
