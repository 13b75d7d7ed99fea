"""How often a satellite comes by, in closed form, and as we count it.

R. C. Burk, "Closed-form approximation of revisit rate for low-altitude satellites", Journal of Spacecraft and Rockets
(2013), gives passes a day from height, inclination, latitude and lowest elevation, good to 1 %. Its formula was not at
hand; this one is derived anew and answers the same question.

A place at geocentric latitude p stands at longitude L east of the ascending node, which for the place runs at the rate
w (Earth's rotation less the node's); the satellite's argument of latitude u runs at n. The place lies off the plane of
the orbit by d, sin d = cos i sin p - sin i cos p sin L, and abreast of the point of the orbit at

    u(L) = atan2(sin p sin i + cos p cos i sin L, cos p cos L).

A pass within an angle a of the sub-satellite point happens when the satellite gets to u(L) while |d| <= a, that is
while sin L lies between the two values s = (cos i sin p -+ sin a) / (sin i cos p), cut to -1 and 1. On the torus of u
and L, which a satellite without a repeating track fills evenly, passes are crossings of the curve u(L):
(n dL - w du) / (2 pi)^2 of them in a second. The curve has two parts, rising and falling, alike by u(180 - L) =
180 - u(L), so that

    passes a second = (n (asin s2 - asin s1) - w (u(asin s2) - u(asin s1))) / (2 pi^2).

Left out: the turning of the Earth during a pass, which bends the track a little. It costs up to 0.4 %.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

import theory
from sim.orbits.notional import keplerian
from sim.orbits.secular import secular_rates
from sim.sensors.limits import Limits

DAYS = 12.0
STEP_DEG = 360.0 / 37.0  # places round the parallel, so that all longitudes of the node have their share
CASES = [  # height km, inclination, latitude, elevation; none repeats its track within a hundred revolutions
    (570.37, 97.6, 39.8, 10.0),
    (570.37, 55.0, 39.8, 25.0),
    (800.37, 60.0, 0.0, 40.0),
    (500.37, 45.0, 30.0, 70.0),
    (700.37, 50.0, 52.0, 10.0),  # beyond the northernmost point of the track
    (500.37, 80.0, 70.0, 5.0),  # seen in most revolutions
    (1200.37, 30.0, -10.0, 30.0),
    (600.37, 120.0, 45.0, 60.0),
]


def passes_per_day(
    within_deg: float, *, lat_deg: float, inclination_deg: float, mean_rad_s: float, node_rad_s: float
) -> float:
    """Return passes a day that come within an angle of a place at a geocentric latitude; see above."""
    a, p, i = (math.radians(angle) for angle in (within_deg, lat_deg, inclination_deg))
    across = math.sin(i) * math.cos(p)
    s1, s2 = ((math.cos(i) * math.sin(p) + side * math.sin(a)) / across for side in (-1.0, 1.0))
    if s1 >= 1.0 or s2 <= -1.0:
        return 0.0
    from_rad, to_rad = math.asin(max(s1, -1.0)), math.asin(min(s2, 1.0))

    def abreast_rad(node_rad: float) -> float:
        return math.atan2(
            math.sin(p) * math.sin(i) + math.cos(p) * math.cos(i) * math.sin(node_rad),
            math.cos(p) * math.cos(node_rad),
        )

    turned_rad = abreast_rad(to_rad) - abreast_rad(from_rad)
    return theory.DAY_S * (mean_rad_s * (to_rad - from_rad) - node_rad_s * turned_rad) / (2.0 * math.pi**2)


class Orbit:
    """A circular orbit: what we search with, and what the formula wants to know of it."""

    def __init__(self, height_km: float, inclination_deg: float) -> None:
        self.elements = keplerian(
            name="Circle", epoch=theory.START, height_km=height_km, inclination_deg=inclination_deg
        )
        self.inclination_deg = inclination_deg
        self.axis_km = theory.EQUATOR_KM + height_km
        rates = secular_rates(self.elements)
        self.mean_rad_s = rates.arg_latitude_rad_min / 60.0
        self.node_rad_s = theory.EARTH_RATE_RAD_S - rates.node_rad_min / 60.0

    def radius_km(self, lat_deg: float) -> float:
        """Return the distance from the Earth's centre over a geocentric latitude: Kozai's short-period terms of J2."""
        k = theory.J2 * (theory.EQUATOR_KM / self.axis_km) ** 2
        sin2_i, sin2_p = (math.sin(math.radians(angle)) ** 2 for angle in (self.inclination_deg, lat_deg))
        return self.axis_km * (1.0 - 0.75 * k * (2.0 - 3.0 * sin2_i) + 0.25 * k * (sin2_i - 2.0 * sin2_p))

    def passes_per_day(self, lowest_deg: float, *, lat_deg: float) -> float:
        """Return the formula's passes a day in which a place at a geodetic latitude sees the satellite so high."""
        centric_deg, site_km = theory.geocentric(lat_deg)
        within_deg = theory.central_angle_deg(lowest_deg, site_km=site_km, orbit_km=self.radius_km(centric_deg))
        return passes_per_day(
            within_deg,
            lat_deg=centric_deg,
            inclination_deg=self.inclination_deg,
            mean_rad_s=self.mean_rad_s,
            node_rad_s=self.node_rad_s,
        )


@pytest.mark.parametrize(("height_km", "inclination_deg", "lat_deg", "lowest_deg"), CASES)
def test_passes_a_day(height_km: float, inclination_deg: float, lat_deg: float, lowest_deg: float):
    """Passes above an elevation, counted over 12 days at 37 longitudes: the formula's number within 1 %, Burk's own."""
    orbit = Orbit(height_km, inclination_deg)
    places = theory.round_the_parallel(lat_deg, STEP_DEG)
    found = theory.search([orbit.elements], places, days=DAYS).windows(Limits(elevation_min_deg=lowest_deg))
    counted = len(found) / len(places) / DAYS
    assert counted == pytest.approx(orbit.passes_per_day(lowest_deg, lat_deg=lat_deg), rel=0.01)


@pytest.mark.parametrize(("height_km", "inclination_deg", "lat_deg", "lowest_deg"), CASES[:3])
def test_a_hole_about_nadir_adds_its_own_passes(
    height_km: float, inclination_deg: float, lat_deg: float, lowest_deg: float
):
    """A band of incidence: as many looks as passes within its outer edge; those within the inner have a second window.

    Windows are the two numbers of the formula added, looks the first alone; both within 1 %.
    """
    orbit = Orbit(height_km, inclination_deg)
    places = theory.round_the_parallel(lat_deg, STEP_DEG)
    inner_deg = 0.5 * (90.0 - lowest_deg)
    band = Limits(incidence_min_deg=inner_deg, incidence_max_deg=90.0 - lowest_deg)
    found = theory.search([orbit.elements], places, days=DAYS).windows(band)
    outer, inner = (orbit.passes_per_day(e, lat_deg=lat_deg) for e in (lowest_deg, 90.0 - inner_deg))
    assert len(found) / len(places) / DAYS == pytest.approx(outer + inner, rel=0.01)
    assert len(found.looks()) / len(places) / DAYS == pytest.approx(outer, rel=0.01)


def test_the_formulas_limits():
    """The pole has a pass in every polar revolution; a place out of reach has none; the equator, along it, all."""
    rates = {"mean_rad_s": 1e-3, "node_rad_s": 7e-5}
    all_day = theory.DAY_S * 1e-3 / (2.0 * math.pi)
    assert passes_per_day(10.0, lat_deg=89.0, inclination_deg=90.0, **rates) == pytest.approx(all_day, rel=1e-3)
    assert passes_per_day(10.0, lat_deg=70.0, inclination_deg=50.0, **rates) == 0.0
    # Every place of the equator is passed once a revolution by a satellite that runs along it, Earth's turning apart.
    along = passes_per_day(1.0, lat_deg=0.0, inclination_deg=1e-6, **rates)
    assert along == pytest.approx(theory.DAY_S * (1e-3 - 7e-5) / (2.0 * math.pi), rel=1e-9)
    assert np.isfinite(along)
