"""One notional orbit from its mean elements; every number is checked first."""

from __future__ import annotations

import math
from datetime import datetime

from ..clock import julian_date, parse_utc
from ..constants import WGS84_A_KM
from ..errors import UsageError
from .elements import ElementSet
from .secular import with_semi_major_axis

LOWEST_PERIGEE_KM = 120.0  # below this an orbit does not last one revolution
LARGEST_AXIS_KM = 400_000.0  # the distance of the Moon, which is a small disturbance in SGP4


def keplerian(
    *,
    name: str,
    epoch: datetime,
    inclination_deg: float,
    height_km: float | None = None,
    semi_major_axis_km: float | None = None,
    mean_motion_rev_day: float | None = None,
    perigee_height_km: float | None = None,
    apogee_height_km: float | None = None,
    eccentricity: float | None = None,
    raan_deg: float = 0.0,
    arg_perigee_deg: float = 0.0,
    mean_anomaly_deg: float = 0.0,
    bstar: float = 0.0,
    catalog_number: int = 0,
    source: str = "notional",
) -> ElementSet:
    """Return the element set of an orbit given by SGP4 mean elements (Brouwer's, axes TEME of the epoch).

    The size is given in exactly one way:

    - ``height_km``: mean height, that is the mean semi-major axis minus 6378.137 km. The height above the
      ellipsoid is different: on a circular orbit of mean height 570 km it varies from 568 to 583 km at 45
      degrees of inclination and from 575 to 601 km at 98 (flattening of the Earth, J2, J3).
    - ``semi_major_axis_km``: the mean semi-major axis.
    - ``perigee_height_km`` with ``apogee_height_km``: a (1 - e) and a (1 + e), each minus 6378.137 km; they
      also give the eccentricity, which must then be left out.
    - ``mean_motion_rev_day``: Kozai's mean motion, the number an OMM or TLE carries.

    The first three become Kozai's mean motion such that ``semi_major_axis_km`` of the result is the value
    asked for, to 1e-6 km. ``eccentricity`` is 0 when left out. SGP4's mean eccentricity 0 is the frozen
    orbit: J3 raises the satellite at its southernmost point and lowers it at its northernmost, always by 8 km
    times sin i. ``bstar`` (per Earth radius) is 0 when left out, so that the orbit does not decay. Angles are taken
    modulo 360 degrees. The argument of latitude of a circular orbit is ``mean_anomaly_deg`` with ``arg_perigee_deg``
    0. Deep-space orbits (period of 225 min and more) are allowed.

    Raises UsageError for a naive epoch, a size given twice or not at all, an eccentricity outside [0, 1), an
    inclination outside 0 to 180 degrees, a perigee height below 120 km, an axis beyond the Moon, or a number
    that is not finite.
    """
    moment = parse_utc(epoch, f"epoch of {name}")
    require_finite(
        name,
        inclination_deg=inclination_deg,
        height_km=height_km,
        semi_major_axis_km=semi_major_axis_km,
        mean_motion_rev_day=mean_motion_rev_day,
        perigee_height_km=perigee_height_km,
        apogee_height_km=apogee_height_km,
        eccentricity=eccentricity,
        raan_deg=raan_deg,
        arg_perigee_deg=arg_perigee_deg,
        mean_anomaly_deg=mean_anomaly_deg,
        bstar=bstar,
    )
    if not 0.0 <= inclination_deg <= 180.0:
        raise UsageError(f"{name}: inclination_deg = {inclination_deg:g} must lie between 0 and 180")
    by_apsides = perigee_height_km is not None or apogee_height_km is not None
    given = sum(size is not None for size in (height_km, semi_major_axis_km, mean_motion_rev_day)) + by_apsides
    if given != 1:
        raise UsageError(
            f"{name}: give the size of the orbit in exactly one way, not {given}: height_km, "
            "semi_major_axis_km, mean_motion_rev_day, or perigee_height_km with apogee_height_km"
        )
    if mean_motion_rev_day is not None and not 0.03 <= mean_motion_rev_day <= 18.0:
        raise UsageError(
            f"{name}: mean_motion_rev_day = {mean_motion_rev_day:g} must lie between 0.03 and 18; "
            "low orbits make 11 to 16 revolutions a day"
        )
    if by_apsides:
        semi_major_axis_km, eccentricity = _from_apsides(name, perigee_height_km, apogee_height_km, eccentricity)
    elif eccentricity is None:
        eccentricity = 0.0
    if not 0.0 <= eccentricity < 1.0:
        raise UsageError(f"{name}: eccentricity = {eccentricity:g} must be at least 0 and below 1")
    if height_km is not None:
        semi_major_axis_km = height_km + WGS84_A_KM
    if semi_major_axis_km is not None:
        require_perigee(name, semi_major_axis_km, eccentricity)
        if semi_major_axis_km > LARGEST_AXIS_KM:
            raise UsageError(
                f"{name}: a mean semi-major axis of {semi_major_axis_km:g} km lies beyond the Moon; "
                f"SGP4 serves up to {LARGEST_AXIS_KM:,.0f} km"
            )

    jd, fr = julian_date(moment)
    elements = ElementSet(
        name=name,
        catalog_number=catalog_number,
        epoch_jd=jd,
        epoch_fr=fr,
        mean_motion_rev_day=1.0 if mean_motion_rev_day is None else float(mean_motion_rev_day),
        eccentricity=float(eccentricity),
        inclination_deg=float(inclination_deg),
        raan_deg=raan_deg % 360.0,
        arg_perigee_deg=arg_perigee_deg % 360.0,
        mean_anomaly_deg=mean_anomaly_deg % 360.0,
        bstar=float(bstar),
        source=source,
    )
    if semi_major_axis_km is not None:
        return with_semi_major_axis(elements, semi_major_axis_km)
    require_perigee(name, elements.semi_major_axis_km, eccentricity)
    return elements


def _from_apsides(
    name: str, perigee_height_km: float | None, apogee_height_km: float | None, eccentricity: float | None
) -> tuple[float, float]:
    """Return semi-major axis, km, and eccentricity from the heights of perigee and apogee."""
    if perigee_height_km is None or apogee_height_km is None:
        raise UsageError(f"{name}: perigee_height_km and apogee_height_km come together; one is missing")
    if eccentricity is not None:
        raise UsageError(f"{name}: perigee_height_km and apogee_height_km already give the eccentricity; leave it out")
    if perigee_height_km > apogee_height_km:
        raise UsageError(
            f"{name}: perigee_height_km = {perigee_height_km:g} must not exceed apogee_height_km = {apogee_height_km:g}"
        )
    perigee_km, apogee_km = perigee_height_km + WGS84_A_KM, apogee_height_km + WGS84_A_KM
    require_perigee(name, perigee_km, 0.0)
    return (perigee_km + apogee_km) / 2.0, (apogee_km - perigee_km) / (apogee_km + perigee_km)


def require_finite(name: str, **numbers: float | None) -> None:
    """Raise UsageError naming the first number that is infinite or not a number; None passes."""
    for key, value in numbers.items():
        if value is not None and not math.isfinite(value):
            raise UsageError(f"{name}: {key} = {value} must be a finite number")


def require_perigee(name: str, semi_major_axis_km: float, eccentricity: float) -> None:
    """Raise UsageError for a mean perigee height below 120 km."""
    perigee_height_km = semi_major_axis_km * (1.0 - eccentricity) - WGS84_A_KM
    if perigee_height_km < LOWEST_PERIGEE_KM - 1e-6:
        raise UsageError(
            f"{name}: the perigee height is {perigee_height_km:.1f} km; it must be at least "
            f"{LOWEST_PERIGEE_KM:.0f} km, below which no orbit lasts"
        )
