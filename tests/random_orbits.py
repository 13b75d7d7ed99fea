"""Random element sets, places and limits for the tests of the fast core, and how many of them to try."""

from __future__ import annotations

import math

from hypothesis import settings
from hypothesis import strategies as st

from sim.constants import WGS72_A_KM, WGS72_MU_KM3_S2
from sim.orbits.elements import ElementSet

EPOCH_JD = 2461235.5  # 2026-07-14 00:00 UTC
LONGEST_NEAR_EARTH_KM = (WGS72_MU_KM3_S2 * (222.0 * 60.0 / (2.0 * math.pi)) ** 2) ** (1.0 / 3.0)


def scaled(share: float) -> int:
    """Return that share of the examples of the profile in force: 60 in usual, 1,000 in long (conftest.py)."""
    return max(1, round(settings().max_examples * share))


def element_set(
    *,
    perigee_km: float,
    eccentricity: float,
    inclination_deg: float,
    raan_deg: float = 40.0,
    arg_perigee_deg: float = 30.0,
    mean_anomaly_deg: float = 10.0,
    bstar: float = 0.0,
    epoch_days: float = 0.0,
    name: str = "SAT",
) -> ElementSet:
    """Return a set by its height of perigee above the equatorial radius; its epoch in days after EPOCH_JD."""
    semi_major_km = (WGS72_A_KM + perigee_km) / (1.0 - eccentricity)
    return ElementSet(
        name=name,
        catalog_number=1,
        epoch_jd=EPOCH_JD + math.floor(epoch_days),
        epoch_fr=epoch_days % 1.0,
        mean_motion_rev_day=86400.0 / (2.0 * math.pi) * math.sqrt(WGS72_MU_KM3_S2 / semi_major_km**3),
        eccentricity=eccentricity,
        inclination_deg=inclination_deg,
        raan_deg=raan_deg,
        arg_perigee_deg=arg_perigee_deg,
        mean_anomaly_deg=mean_anomaly_deg,
        bstar=bstar,
    )


def angles_deg() -> st.SearchStrategy[float]:
    return st.floats(0.0, 360.0, exclude_max=True)


def inclinations_deg(most: float = 180.0) -> st.SearchStrategy[float]:
    """From 0 to ``most``, often at or beside the values at which formulas divide by zero or change sign."""
    special = [i for i in (0.0, 1e-9, 63.4349488, 89.99999, 90.0, 97.5, 179.9999, 180.0) if i <= most]
    return st.sampled_from(special) | st.floats(1e-6, most)


def bstars() -> st.SearchStrategy[float]:
    """No drag, drag, and the negative drag that fits to real orbits sometimes end with."""
    sizes = st.floats(-7.0, -2.0).map(lambda exponent: 10.0**exponent)
    return st.just(0.0) | sizes | sizes.map(lambda b: -b)


@st.composite
def near_earth_sets(
    draw: st.DrawFn, *, perigee_km: tuple[float, float] = (130.0, 2000.0), bstar: st.SearchStrategy[float] | None = None
) -> ElementSet:
    """Sets that SGP4 takes for near-Earth: eccentricities up to 0.45, as far as the period allows."""
    perigee = draw(st.floats(*perigee_km) | st.floats(perigee_km[0], min(perigee_km[0] + 120.0, perigee_km[1])))
    most = min(0.45, 1.0 - (WGS72_A_KM + perigee) / LONGEST_NEAR_EARTH_KM)
    eccentricity = draw(st.just(0.0) | st.floats(0.0, 0.02) | st.floats(0.0, most) | st.floats(0.0, 2e-4))
    return element_set(
        perigee_km=perigee,
        eccentricity=eccentricity,
        inclination_deg=draw(inclinations_deg()),
        raan_deg=draw(angles_deg()),
        arg_perigee_deg=draw(angles_deg()),
        mean_anomaly_deg=draw(angles_deg()),
        bstar=draw(bstars() if bstar is None else bstar),
    )


@st.composite
def sets_of_any_period(
    draw: st.DrawFn, *, perigee_km: tuple[float, float] = (200.0, 2000.0), eccentricity_max: float = 0.7
) -> ElementSet:
    """Sets near the Earth and in deep space, with little drag.

    Up to 175 degrees of inclination: SGP4's long-period term in deep space has 1 + cos(inclination) below its line, and
    from 179 degrees on makes satellites move at hundreds of km/s.
    """
    eccentricity = draw(
        st.just(0.0)
        | st.floats(0.0, 0.02)
        | st.floats(0.0, min(0.1, eccentricity_max))
        | st.floats(0.0, eccentricity_max)
    )
    return element_set(
        perigee_km=draw(st.floats(*perigee_km) | st.floats(perigee_km[0], min(900.0, perigee_km[1]))),
        eccentricity=eccentricity,
        inclination_deg=draw(inclinations_deg(175.0)),
        raan_deg=draw(angles_deg()),
        arg_perigee_deg=draw(angles_deg()),
        mean_anomaly_deg=draw(angles_deg()),
        bstar=draw(st.sampled_from([0.0, 1e-5, 1e-4])),
        epoch_days=draw(st.floats(-3.0, 3.0)),
    )
