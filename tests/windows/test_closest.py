"""Closest approaches: every local minimum of the range, once, also where sets change; and one that was published."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import naive_moments
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import element_set, scaled, sets_of_any_period

from sim.clock import format_utc, parse_utc
from sim.errors import UsageError
from sim.orbits.readers import parse_catalogue
from sim.places.sites import Site
from sim.windows.closest import closest_approaches
from sim.windows.geometry_at import geometry

START = datetime(2026, 7, 14, 3, 4, 5, 678901, tzinfo=UTC)
END = START + timedelta(hours=12)
PLACES = st.builds(
    lambda lat, lon: Site("P", lat_deg=lat, lon_deg=lon),
    st.sampled_from([90.0, -90.0, 0.0]) | st.floats(-90.0, 90.0),
    st.floats(-180.0, 180.0),
)


@settings(max_examples=scaled(0.5))
@given(sets_of_any_period(), PLACES)
def test_every_local_minimum_of_the_range_is_found(elements, site):
    """Half a day of any orbit: the twin's minima, as many and at the same times.

    The twin looks every 5 s and closes in to 1e-3 s; where the range hardly changes, its rounding of 1e-8 km hides the
    minimum, so that a pair may also differ by what changes the range by less than that.
    """
    found = closest_approaches(elements, site, START, END)
    where = {"lat_deg": site.lat_deg, "lon_deg": site.lon_deg, "height_km": 0.0}
    twin_s = naive_moments.closest_s(elements, START, 43200.0, **where)
    assert len(found) == len(twin_s)
    ranges_km = naive_moments.geometry_at(elements, START, twin_s, **where)["range_km"] if len(found) else np.empty(0)
    assert ((np.abs(found.t_s - twin_s) < 2e-3) | (np.abs(found.range_km - ranges_km) < 1e-8)).all()
    assert np.abs(found.range_km - ranges_km).max(initial=0.0) < 1e-5


def test_it_is_a_minimum_to_a_millisecond():
    """In low orbits the satellite is farther 50 ms before and after, and the parabola's lowest point is within 1 ms."""
    elements = element_set(perigee_km=550.0, eccentricity=0.002, inclination_deg=97.6)
    site = Site("P", lat_deg=39.8, lon_deg=125.75)
    found = closest_approaches(elements, site, START, START + timedelta(days=3))
    assert len(found) > 40
    span = found.span
    for shift_s in (-1.0, -0.05, 0.05, 1.0):
        beside = geometry(elements, site, found.t_s + shift_s, span=span)
        assert (beside.range_km > found.range_km).all()
    before, after = (geometry(elements, site, found.t_s + s, span=span).range_km for s in (-0.05, 0.05))
    curvature = (before - 2.0 * found.range_km + after) / 0.05**2
    assert np.abs((after - before) / 0.1 / curvature).max() < 1e-3
    assert found.squint_deg.max() < 1e-5  # it moves by less than a degree in a second, 1e-5 s are what is left


def test_where_sets_change_each_approach_is_given_once():
    """Two sets 20 s apart along the track, one epoch half a revolution after the other for many shifts: no pass twice.

    There are as many approaches as one of the sets alone has, at times of one or the other.
    """
    early = element_set(perigee_km=550.0, eccentricity=0.002, inclination_deg=97.6)
    site = Site("P", lat_deg=39.8, lon_deg=125.75)
    alone = closest_approaches(early, site, START, END)
    for shift_d in np.linspace(0.30, 0.42, 25):
        # The same numbers at a later epoch, carried by whole revolutions and 20 s of motion.
        revolutions = early.brouwer_rev_day * shift_d
        late = early.shifted(
            epoch_fr=float(shift_d), mean_anomaly_deg=(10.0 + 360.0 * (revolutions % 1.0) + 1.2) % 360.0
        )
        both = closest_approaches([early, late], site, START, END)
        assert len(both) == len(alone)
        assert np.diff(both.t_s).min() > 3000.0


def test_the_interval_s_ends_are_no_approaches():
    """Between two approaches there is none; an interval of no length is refused."""
    elements = element_set(perigee_km=550.0, eccentricity=0.002, inclination_deg=97.6)
    site = Site("P", lat_deg=39.8, lon_deg=125.75)
    first = closest_approaches(elements, site, START, END).time_utc[0]
    later = first + timedelta(seconds=1)
    assert len(closest_approaches(elements, site, later, later + timedelta(minutes=30))) == 0
    assert len(closest_approaches(elements, site, first - timedelta(seconds=1), later)) == 1
    with pytest.raises(UsageError, match="must come after start"):
        closest_approaches(elements, site, START, START)
    assert closest_approaches(elements, site, later, later + timedelta(minutes=30)).table().empty


# US Space Force 18 SDS by Space-Track, the set that Langbroek's post of that day could use: epoch 2023-11-22 03:57 UTC.
MALLIGYONG_1 = """\
MALLIGYONG-1
1 58400U 23179A   23326.16510777  .00018821  00000+0  84547-3 0  9999
2 58400  97.4263 210.9434 0014062 277.7388 210.8950 15.21112775    83
"""


def test_malligyong_1_passed_its_control_centre_when_langbroek_says():
    """Closest to 39.0425 N 125.7100 E on 2023-11-22 at 00:25:27 UTC (SatTrackCam Leiden, November 2023): within 1 s.

    The nearest set published is of 3.5 hours later.
    """
    (elements,) = parse_catalogue(MALLIGYONG_1, "space-track").sets
    found = closest_approaches(
        elements, Site("control centre", lat_deg=39.0425, lon_deg=125.71), "2023-11-22T00:00Z", "2023-11-22T01:00Z"
    )
    assert format_utc(found.time_utc[0]) == "2023-11-22T00:25:26.949Z"
    assert abs((found.time_utc[0] - parse_utc("2023-11-22T00:25:27Z")).total_seconds()) < 1.0
    assert found.in_sight.all()
