"""Sun-synchronous orbits: the inclination that follows the mean Sun, and local time at the node."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime

from ..clock import julian_date, parse_utc
from ..constants import WGS72_A_KM, WGS72_J2, WGS84_A_KM
from ..errors import UsageError
from .elements import ElementSet
from .keplerian import keplerian, require_finite
from .secular import moved_to_epoch, secular_rates, with_semi_major_axis

TROPICAL_YEAR_D = 365.2421897  # Explanatory Supplement to the Astronomical Almanac (1992), for J2000.0
SUN_RATE_RAD_MIN = 2.0 * math.pi / (TROPICAL_YEAR_D * 1440.0)
J2000_JD = 2451545.0


def mean_sun_right_ascension_deg(moment: datetime) -> float:
    """Return the right ascension of the mean Sun from the mean equinox of date, degrees [0, 360).

    Newcomb's fictitious Sun as Aoki et al. (Astronomy and Astrophysics 105, 359, 1982) restate it: the one in
    the definition of GMST-1982, so that mean solar time is exactly the Earth's rotation angle minus this. UTC
    is taken for UT1, an error of 1e-5 degrees at most.
    """
    jd, fr = julian_date(parse_utc(moment))
    centuries = ((jd - J2000_JD) + fr) / 36525.0
    seconds = 67310.54841 + (8640184.812866 + (0.093104 - 6.2e-6 * centuries) * centuries) * centuries
    return (seconds / 240.0) % 360.0


def ltan_h(elements: ElementSet, at: datetime | None = None) -> float:
    """Return the local *mean* solar time of the ascending node, hours [0, 24), at the epoch or at ``at``.

    It is 12 h plus the node's right ascension minus the mean Sun's. Apparent (sundial) time differs by the
    equation of time, up to 16 minutes. The node is SGP4's mean node; other moments go through
    ``moved_to_epoch``.
    """
    if at is not None:
        elements = moved_to_epoch(elements, at)
    return (12.0 + (elements.raan_deg - mean_sun_right_ascension_deg(elements.epoch_utc)) / 15.0) % 24.0


def ltdn_h(elements: ElementSet, at: datetime | None = None) -> float:
    """Return the local mean solar time of the descending node, hours [0, 24): ``ltan_h`` plus 12."""
    return (ltan_h(elements, at) + 12.0) % 24.0


def sun_synchronous(
    *,
    name: str,
    epoch: datetime,
    height_km: float,
    ltan_h: float | None = None,
    ltdn_h: float | None = None,
    eccentricity: float = 0.0,
    arg_perigee_deg: float = 0.0,
    arg_latitude_deg: float = 0.0,
    bstar: float = 0.0,
    source: str = "notional, sun-synchronous",
) -> ElementSet:
    """Return a sun-synchronous element set: its node turns once in a tropical year, by SGP4's own node rate.

    ``height_km`` is the mean semi-major axis minus 6378.137 km. Exactly one of ``ltan_h`` and ``ltdn_h`` is
    given: the local *mean* solar time, hours, at which the satellite crosses the equator northbound or
    southbound; the right ascension of the node follows from the mean Sun's at the epoch
    (``mean_sun_right_ascension_deg``). ``arg_latitude_deg`` is the mean argument of latitude at the epoch,
    argument of perigee plus mean anomaly.

    The node rate is met to 1e-10 deg/day. If ``bstar`` is not 0, drag lowers the orbit and slowly changes the rate.
    SGP4 for low orbits leaves out the Sun's pull on the inclination. That pull changes the local time of real
    satellites by minutes a year unless they manoeuvre.

    Raises UsageError for a local time outside 0 to 24, none or both of them, an orbit so high that no
    inclination serves or that is deep space (mean height above some 5,870 km), and what ``keplerian``
    refuses.
    """
    require_finite(
        name, ltan_h=ltan_h, ltdn_h=ltdn_h, arg_latitude_deg=arg_latitude_deg, arg_perigee_deg=arg_perigee_deg
    )
    if ltan_h is not None and ltdn_h is None:
        key, hours, ascending_h = "ltan_h", ltan_h, ltan_h
    elif ltdn_h is not None and ltan_h is None:
        key, hours, ascending_h = "ltdn_h", ltdn_h, ltdn_h + 12.0
    else:
        raise UsageError(f"{name}: give either ltan_h or ltdn_h, the local mean time of the node, and not both")
    if not 0.0 <= hours <= 24.0:
        raise UsageError(f"{name}: {key} = {hours:g} must lie between 0 and 24 hours")

    moment = parse_utc(epoch, f"epoch of {name}")
    start = keplerian(
        name=name,
        epoch=moment,
        height_km=height_km,
        eccentricity=eccentricity,
        inclination_deg=90.0,
        raan_deg=mean_sun_right_ascension_deg(moment) + 15.0 * (ascending_h - 12.0),
        arg_perigee_deg=arg_perigee_deg,
        mean_anomaly_deg=arg_latitude_deg - arg_perigee_deg,
        bstar=bstar,
        source=source,
    )
    return _turned_to_sun_rate(start, height_km)


def _turned_to_sun_rate(start: ElementSet, height_km: float) -> ElementSet:
    """Return the orbit with the inclination at which SGP4's node rate is the mean Sun's."""
    a_earth_radii = (height_km + WGS84_A_KM) / WGS72_A_KM
    rate_at_pole = 1.5 * WGS72_J2 * start.satrec.xke / (a_earth_radii**3.5 * (1.0 - start.eccentricity**2) ** 2)
    cos_i = -SUN_RATE_RAD_MIN / rate_at_pole
    answer = start
    # The rate is proportional to cos i up to terms of order J2: each turn gains about three digits.
    for _ in range(20):
        if start.is_deep_space or cos_i < -1.0:
            raise UsageError(
                f"{start.name}: no sun-synchronous orbit exists at a mean height of {height_km:g} km "
                f"with eccentricity {start.eccentricity:g}; stay below some 5,870 km (500 to 900 km is usual)"
            )
        inclined = replace(start, inclination_deg=math.degrees(math.acos(cos_i)))
        answer = with_semi_major_axis(inclined, height_km + WGS84_A_KM)
        ratio = SUN_RATE_RAD_MIN / secular_rates(answer).node_rad_min
        if abs(ratio - 1.0) < 1e-13:
            break
        cos_i *= ratio
    return answer
