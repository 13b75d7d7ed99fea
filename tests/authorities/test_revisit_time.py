"""The longest revisit time by latitude and orbit, against the semi-analytical method of Crisp and others (2018)."""

import math

import numpy as np
import pytest
import theory

from authorities import rows
from sim.clock import Span, gmst_rad
from sim.intervals import union
from sim.orbits.notional import walker
from sim.sensors.limits import Limits

CASES = [(name, *rest.split()) for name, rest in rows("revisit_time.txt")]
REVOLUTIONS_BEYOND = 1  # theirs counts whole revolutions past the last day


@pytest.mark.parametrize("case", CASES, ids=lambda c: "-".join(c[:6]))
def test_longest_revisit_is_that_of_the_semi_analytical_method(case):
    """The longest wait between two views at any of 360 longitudes is theirs at any of 3,600, within one minute.

    Of 2 to 109 hours, one minute is what the method may stray: it draws footprints as ellipses in latitude and
    longitude, and passes at the target's latitude. Neighbouring candidates differ by a revolution, 92 minutes or more.
    """
    pattern, height_km, inclination_deg, lowest_deg, lat_deg, days, longest_h = case[1], *map(float, case[2:])
    total, planes, phasing = (int(part) for part in pattern.split("/"))
    # At the start the first satellite crosses the equator northwards at longitude 0, as theirs does.
    node_deg = math.degrees(float(gmst_rad(Span(theory.START, 0.0), np.zeros(1))[0]))
    satellites = walker(
        name="Circle",
        kind="delta",
        total=total,
        planes=planes,
        phasing=phasing,
        epoch=theory.START,
        height_km=height_km,
        inclination_deg=inclination_deg,
        raan_deg=node_deg,
    )
    days += REVOLUTIONS_BEYOND / satellites[0].mean_motion_rev_day
    places = theory.round_the_parallel(lat_deg, 1.0)
    found = theory.search(satellites, places, days=days).windows(Limits(elevation_min_deg=lowest_deg))
    longest_s = 0.0
    for place in range(len(places)):
        mine = found.target == place
        seen = union(np.stack([found.start_s[mine], found.end_s[mine]], axis=1))
        assert len(seen) >= 2
        longest_s = max(longest_s, float((seen[1:, 0] - seen[:-1, 1]).max()))
    assert longest_s / 3600.0 == pytest.approx(longest_h, abs=1.0 / 60.0)
