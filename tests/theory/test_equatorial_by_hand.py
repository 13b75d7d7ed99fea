"""A satellite round the equator, solved on paper: how long a pass, how long a gap, to a few milliseconds.

On a circle in the plane of the equator nothing is left of SGP4's ripples: the satellite goes round evenly, at the sum
of the three secular rates of Spacetrack Report No. 3, at a distance that J2 makes a little less than its mean axis. A
place on the equator stands on a circle too, its normal through the centre. So it sees the satellite above an elevation
e while the two are less than b apart, cos(b + e) = R / r cos e, and the difference of their angles grows at n - w:

    pass 2 b / (n - w), gap (2 pi - 2 b) / (n - w), from start to start the synodic period 2 pi / (n - w).

What remains is SGP4's least eccentricity: it takes none below 1e-6. So the satellite is up to 2e ahead of or behind the
even motion and e r too far out or in, which moves each boundary by up to e (2 + cot(b + e)) / (n - w): 2 to 9 ms.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

import theory
from sim.orbits.notional import keplerian
from sim.places.sites import Site
from sim.revisit.figures import figures
from sim.sensors.limits import Limits

MU_KM3_S2, EARTH_KM, J4 = 398600.8, 6378.135, -1.65597e-6  # WGS72's, SGP4's own
LEAST_ECCENTRICITY = 1e-6  # SGP4's, whatever is asked for
CLOCK_S = 1e-3  # UT1 gains or loses 1 ms a day on UTC, 1e-8 of a gap; the search itself is good to 1e-6 s
DAYS = 3.0
PLACES = [Site("Start", lat_deg=0.0, lon_deg=0.0), Site("Quito", lat_deg=0.0, lon_deg=-78.5)]


def going_round(height_km: float) -> tuple[float, float]:
    """Return the satellite's rate in longitude from the stars, rad/s, and its distance from the centre, km."""
    axis_km = theory.EQUATOR_KM + height_km
    p2 = (EARTH_KM / axis_km) ** 2
    n = math.sqrt(MU_KM3_S2 / axis_km**3)
    first = 1.5 * theory.J2 * p2 * n
    second = 0.5 * first * theory.J2 * p2
    fourth = -0.46875 * J4 * p2**2 * n
    mean_anomaly = n + first + 4.5 * second
    perigee = 2.0 * first + 18.0 * second + 16.0 * fourth
    node = -first - 7.5 * second - 8.0 * fourth
    return mean_anomaly + perigee + node, axis_km * (1.0 - 1.5 * theory.J2 * p2)


def ripple_s(half_rad: float, lowest_deg: float, relative_rad_s: float) -> float:
    """Return by how much two boundaries together may stray for SGP4's least eccentricity, s."""
    slope = 2.0 + 1.0 / math.tan(half_rad + math.radians(lowest_deg))
    return 2.0 * LEAST_ECCENTRICITY * slope / relative_rad_s + CLOCK_S


@pytest.mark.parametrize("height_km", [500.0, 1400.0, 4000.0])
@pytest.mark.parametrize("lowest_deg", [0.0, 10.0, 60.0])
def test_passes_and_gaps_are_those_on_paper(height_km: float, lowest_deg: float):
    """Every pass, every gap and every revisit interval of three days, at two places, within that ripple of the formula.

    Their means, in which the ripple cancels, are within 1 ms.
    """
    satellite = keplerian(name="Equatorial", epoch=theory.START, height_km=height_km, inclination_deg=0.0)
    rate_rad_s, radius_km = going_round(height_km)
    relative_rad_s = rate_rad_s - theory.EARTH_RATE_RAD_S
    half_rad = math.radians(theory.central_angle_deg(lowest_deg, site_km=theory.EQUATOR_KM, orbit_km=radius_km))
    within_s = ripple_s(half_rad, lowest_deg, relative_rad_s)
    found = theory.search([satellite], PLACES, days=DAYS).windows(Limits(elevation_min_deg=lowest_deg))
    for place in range(len(PLACES)):
        mine = found.take(found.target == place)
        whole = (mine.start_s > 0.0) & (mine.end_s < DAYS * theory.DAY_S)
        start_s, end_s = mine.start_s[whole], mine.end_s[whole]
        assert len(start_s) >= 15
        for measured_s, by_hand_s in (
            (end_s - start_s, 2.0 * half_rad / relative_rad_s),
            (start_s[1:] - end_s[:-1], 2.0 * (math.pi - half_rad) / relative_rad_s),
            (np.diff(start_s), 2.0 * math.pi / relative_rad_s),
        ):
            assert np.abs(measured_s - by_hand_s).max() < within_s
            assert measured_s.mean() == pytest.approx(by_hand_s, abs=CLOCK_S)


def test_figures_are_those_on_paper():
    """Share covered b / pi, longest and mean gap one value g, mean response g^2 / (2 T), over whole synodic periods."""
    height_km, lowest_deg = 800.0, 5.0
    satellite = keplerian(name="Equatorial", epoch=theory.START, height_km=height_km, inclination_deg=0.0)
    rate_rad_s, radius_km = going_round(height_km)
    relative_rad_s = rate_rad_s - theory.EARTH_RATE_RAD_S
    period_s = 2.0 * math.pi / relative_rad_s
    half_rad = math.radians(theory.central_angle_deg(lowest_deg, site_km=theory.EQUATOR_KM, orbit_km=radius_km))
    found = theory.search([satellite], PLACES[:1], days=DAYS).windows(Limits(elevation_min_deg=lowest_deg))
    rows = np.stack([found.start_s, found.end_s], axis=1)
    first_s = rows[1, 0]
    told = figures(rows, rows, first_s, first_s + 20.0 * period_s, edges="clipped")
    gap_s = period_s * (1.0 - half_rad / math.pi)
    within_s = ripple_s(half_rad, lowest_deg, relative_rad_s)
    assert told.n_looks == pytest.approx(20, abs=1)  # the last may start a nanosecond before the span's end
    assert told.percent_covered == pytest.approx(100.0 * half_rad / math.pi, abs=1e-4)
    assert told.gap_mean_s == pytest.approx(gap_s, abs=within_s)
    assert told.gap_max_s == pytest.approx(gap_s, abs=within_s)
    assert told.time_average_gap_s == pytest.approx(gap_s**2 / period_s, abs=within_s)
    assert told.response_mean_s == pytest.approx(gap_s**2 / (2.0 * period_s), abs=within_s)
