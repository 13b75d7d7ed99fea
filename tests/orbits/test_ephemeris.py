"""The shared table: where satellites are between its nodes, bounds that really bound, and satellites that are lost."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import naive
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from random_orbits import element_set, scaled, sets_of_any_period
from skyfield.api import EarthSatellite, load
from skyfield.framelib import itrs

from sim.clock import Span
from sim.errors import DataError
from sim.orbits.elements import ElementSet
from sim.orbits.ephemeris import PAD_NODES, TABLE_STEP_S, Ephemeris, Track, ephemeris
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.windows import interpolation_kernel as kernel
from sim.windows.search import Search

DAY_S = 86400.0
START = datetime(2026, 7, 14, 3, tzinfo=UTC)  # on the hour, where UT1 is looked up: it bends at midnight
ODD_START = datetime(2026, 7, 14, 3, 4, 5, 678901, tzinfo=UTC)
STEPS_S = st.sampled_from([15.0, 30.0, 60.0, 90.0, 120.0, 180.0])


def table_of(
    elements: ElementSet, duration_s: float, *, step_s: float = TABLE_STEP_S, start: datetime = START
) -> Ephemeris:
    return ephemeris(Span(start, duration_s), [Track(0, elements, 0.0, duration_s)], step_s=step_s)


def between_nodes(table: Ephemeris, t_s: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return positions, km, and velocities, km/s, (T, 3), as the search for windows interpolates them."""
    node_s, itrs_km = table.positions_itrs_km(0)
    place = (t_s - node_s[0]) / table.step_s
    node = np.floor(place).astype(int)
    through, value, slope = (f.py_func for f in (kernel.through, kernel.value, kernel.slope))
    found = through(*(itrs_km[node + m] for m in range(-4, 6)))
    sigma = (place - node - 0.5)[:, None]
    return value(found, sigma), slope(found, sigma) / table.step_s


def interpolation_error_km(elements: ElementSet, step_s: float) -> float:
    """Return what ten-point interpolation may miss by: rounding, and 2.4e-4 (w h)^10 r, w the rate at perigee.

    2.4e-4 is the largest product of the ten distances over 10!. On a circle the tenth derivative of the position is
    w^10 r, twice that in the turning frame, and to it comes the ripple of J2 at three times the rate: half of 1e-3 r
    times 3^10 = 59,049. On an ellipse it is up to 3,000 times, as measured to e = 0.7.
    """
    perigee_km = elements.semi_major_axis_km * (1.0 - elements.eccentricity)
    rate_rad_s = math.sqrt(398600.8 * (1.0 + elements.eccentricity) / perigee_km**3)
    more = 32.0 if elements.eccentricity < 0.001 else 4000.0
    rounding_km = 5e-8
    if elements.is_deep_space:  # SDP4 takes the node from two numbers that vanish with the inclination: 1e-12 rad
        rounding_km += 3e-12 * elements.semi_major_axis_km * (1.0 + elements.eccentricity)
    return rounding_km + more * 2.4e-4 * (rate_rad_s * step_s) ** 10 * perigee_km


# --- Positions --------------------------------------------------------------------------------------------------------


@settings(max_examples=scaled(0.5))
@example(element_set(perigee_km=260.0, eccentricity=0.6953125, inclination_deg=0.0), 15.0, 0)
@given(sets_of_any_period(), STEPS_S, st.integers(0, 1000))
def test_positions_between_nodes_are_those_of_sgp4(elements: ElementSet, step_s: float, seed: int):
    """Table and interpolation miss SGP4 by no more than the theory of the ten-point formula and rounding allow."""
    if elements.eccentricity < 1e-4:  # SGP4 stops drag at e = 1e-6: the path has a corner there, of a few 1e-7 km
        elements = elements.shifted(bstar=0.0)
    duration_s = max(30000.0, 60.0 * elements.period_min)
    t_s = np.random.default_rng(seed).uniform(0.0, duration_s, 300)
    position_km, velocity_km_s = between_nodes(table_of(elements, duration_s, step_s=step_s), t_s)
    error_km = interpolation_error_km(elements, step_s)
    assert np.abs(position_km - naive.earth_fixed_km(elements, START, t_s)).max() < error_km
    # The error's slope: at most 5 times itself a step; the reference's own difference quotient is good to 2e-8 km/s.
    exact_km_s = naive.earth_fixed_velocity_km_s(elements, START, t_s)
    assert np.abs(velocity_km_s - exact_km_s).max() < 5.0 * error_km / step_s + 2e-8


@settings(max_examples=scaled(0.25))
@given(st.floats(300.0, 1500.0), st.floats(0.0, 0.01), st.floats(0.0, 175.0), st.integers(0, 1000))
def test_low_orbits_are_good_to_a_twentieth_of_a_millimetre(height_km: float, e: float, inclination: float, seed: int):
    """At the table's own step: within 5e-8 km of SGP4 for nearly circular orbits from 300 km up."""
    elements = element_set(perigee_km=height_km, eccentricity=e, inclination_deg=inclination)
    t_s = np.random.default_rng(seed).uniform(0.0, 2 * DAY_S, 400)
    position_km, _ = between_nodes(table_of(elements, 2 * DAY_S), t_s)
    assert np.abs(position_km - naive.earth_fixed_km(elements, START, t_s)).max() < 5e-8


ORBITS = {
    "low": element_set(perigee_km=520.0, eccentricity=0.001, inclination_deg=97.5, bstar=1e-4, epoch_days=-20.125),
    "eccentric": element_set(perigee_km=400.0, eccentricity=0.2, inclination_deg=63.4, epoch_days=-3.5),
    "Molniya": element_set(perigee_km=600.0, eccentricity=0.73, inclination_deg=63.4, epoch_days=-10.25),
    "geostationary": element_set(perigee_km=35780.0, eccentricity=1e-4, inclination_deg=0.05, epoch_days=-30.0),
}


@pytest.mark.parametrize("name", ORBITS)
def test_nodes_are_where_skyfield_has_them(name: str):
    """Over 20 days, sets up to 50 days old, from an odd start: within 1 mm of Skyfield's ``itrs``."""
    t_s, itrs_km = table_of(ORBITS[name], 20 * DAY_S, step_s=300.0, start=ODD_START).positions_itrs_km(0)
    time = load.timescale(builtin=True).utc(2026, 7, 14, 3, 4, 5.678901 + t_s)
    theirs = EarthSatellite.from_satrec(ORBITS[name].satrec, load.timescale(builtin=True))
    assert np.abs(itrs_km - theirs.at(time).frame_xyz(itrs).km.T).max() < 1e-6


@given(st.integers(1, 5000), st.integers(1, 200))
def test_any_step_reaches_both_ends(duration_s: int, steps: int):
    """Steps that are no whole number of seconds: every node is filled, and the ends are served to 1e-9 of a step."""
    step_s = max(duration_s / steps, 5.0)
    table = table_of(ORBITS["low"], float(duration_s), step_s=step_s)
    _, itrs_km = table.positions_itrs_km(0)
    assert (np.linalg.norm(itrs_km, axis=1) > 6500.0).all()
    assert table.from_s[0] <= 1e-9 * step_s
    assert table.to_s[0] >= duration_s - 1e-9 * step_s


def test_tracks_share_one_grid_and_do_not_touch_in_memory():
    """Nodes of all tracks lie on multiples of the step; each reaches what it serves, padding included."""
    span = Span(START, DAY_S)
    low, high = ORBITS["low"], ORBITS["geostationary"]
    tracks = [Track(0, low, -7000.5, 20000.0), Track(0, low, 12000.0, 50000.0), Track(1, high, 0.0, DAY_S)]
    table = ephemeris(span, tracks)
    assert (table.from_s <= [t.from_s for t in tracks]).all()
    assert (table.to_s >= [t.to_s for t in tracks]).all()
    assert (table.from_s > np.array([t.from_s for t in tracks]) - TABLE_STEP_S).all()
    for i in range(3):
        t_s, itrs_km = table.positions_itrs_km(i)
        assert np.isfinite(itrs_km).all()
        assert (t_s % TABLE_STEP_S == 0.0).all()
        assert t_s[PAD_NODES] == table.from_s[i]
        assert t_s[-1 - PAD_NODES] == table.to_s[i]
    gaps = table.offset[1:] - (table.offset + table.count)[:-1]
    assert (gaps >= 8).all()  # a cache line
    # What a track says does not depend on who else is in the table.
    alone_s, alone_km = ephemeris(span, [tracks[0]]).positions_itrs_km(0)
    both_s, both_km = table.positions_itrs_km(0)
    assert (alone_s == both_s).all()
    assert (alone_km == both_km).all()


# --- Bounds -----------------------------------------------------------------------------------------------------------


def largest(vectors: NDArray[np.float64]) -> float:
    return float(np.linalg.norm(vectors, axis=-1).max())


@settings(max_examples=scaled(0.5))
@given(sets_of_any_period(perigee_km=(200.0, 3000.0)), STEPS_S)
def test_bounds_bound(elements: ElementSet, step_s: float):
    """Radius, speed, acceleration, jerk, the normal's two derivatives: against differences of SGP4 itself."""
    duration_s = max(30000.0, 60.0 * elements.period_min)
    table = table_of(elements, duration_s, step_s=step_s)
    r_min, r_max, speed, accel, jerk, turn_rate, turn_accel = table.bounds[0]
    h = 4.0
    t_s = np.arange(0.0, duration_s, 10.0)
    before2, before, here, after, after2 = (
        naive.earth_fixed_km(elements, START, t_s + k * h) for k in (-2, -1, 0, 1, 2)
    )
    radius_km = np.linalg.norm(here, axis=-1)
    assert r_min <= radius_km.min()
    assert radius_km.max() <= r_max
    assert largest((8.0 * (after - before) - (after2 - before2)) / (12.0 * h)) <= speed
    assert largest((16.0 * (after + before) - 30.0 * here - (after2 + before2)) / (12.0 * h * h)) <= accel
    assert largest((after2 - 2.0 * after + 2.0 * before - before2) / (2.0 * h**3)) <= jerk
    up_before, up_here, up_after = (
        naive.up_itrs(lat_deg=lat, lon_deg=lon) for lat, lon in map(naive.sub_point_deg, (before, here, after))
    )
    assert largest((up_after - up_before) / (2.0 * h)) <= turn_rate
    assert largest((up_after - 2.0 * up_here + up_before) / h**2) <= turn_accel


@pytest.mark.parametrize("name", ORBITS)
def test_bounds_are_not_idle(name: str):
    """Bounds that are too wide cost time: at 60 s radii are within 10 km, the speed within 5 %."""
    elements = ORBITS[name]
    table = table_of(elements, DAY_S, step_s=60.0)
    t_s = np.arange(0.0, DAY_S, 30.0)
    position_km = naive.earth_fixed_km(elements, START, t_s)
    velocity_km_s = naive.earth_fixed_velocity_km_s(elements, START, t_s)
    radius_km = np.linalg.norm(position_km, axis=-1)
    r_min, r_max, speed, *_ = table.bounds[0]
    assert r_min > radius_km.min() - 10.0
    assert r_max < radius_km.max() + 10.0
    # A geostationary satellite hardly moves: the floor is half a step of its acceleration.
    assert speed < 1.05 * largest(velocity_km_s) + 0.02


# --- Satellites that are lost -----------------------------------------------------------------------------------------

DYING = element_set(perigee_km=230.0, eccentricity=4e-4, inclination_deg=97.0, bstar=3e-3, name="DYING")
EPOCH = datetime(2026, 7, 14, tzinfo=UTC)
SVALBARD = Site("Svalbard", lat_deg=78.0, lon_deg=15.0)


def test_a_decaying_satellite_is_followed_to_its_end_and_named():
    """The sentence names satellite, set, time and reason; windows before are those of a table that ends before."""
    span = Span(EPOCH, 10 * DAY_S)
    table = ephemeris(span, [Track(0, DYING, 0.0, 10 * DAY_S)])
    (sentence,) = table.lost
    assert sentence.startswith("DYING: SGP4 follows the set of 2026-07-14T00:00:00.000Z only until 2026-07-16T1")
    assert "decayed" in sentence
    assert sentence.endswith("no windows after that")
    assert 2.5 * DAY_S < table.to_s[0] < 3.0 * DAY_S
    assert np.isfinite(table.positions_itrs_km(0)[1]).all()
    found = Search(table, [SVALBARD]).windows(Limits())
    assert len(found) > 20
    short = ephemeris(span, [Track(0, DYING, 0.0, 2 * DAY_S)])
    assert short.lost == ()
    same = Search(short, [SVALBARD]).windows(Limits())
    before = found.take(found.end_s < 2 * DAY_S)
    assert (before.start_s == same.start_s[: len(before)]).all()
    assert (before.end_s == same.end_s[: len(before)]).all()
    assert found.end_s.max() <= table.to_s[0]


def test_a_set_may_fail_before_its_epoch_and_serve_after_it():
    """Three days before its epoch a low satellite's set with negative drag says nothing; the span after is searched."""
    launched = element_set(perigee_km=180.0, eccentricity=1e-3, inclination_deg=51.6, bstar=-1e-3, name="NEW")
    span = Span(EPOCH, 0.5 * DAY_S)
    table = ephemeris(span, [Track(0, launched, -10 * DAY_S, 0.5 * DAY_S)])
    (sentence,) = table.lost
    assert "NEW: SGP4 follows the set of 2026-07-14T00:00:00.000Z back only to 2026-07-" in sentence
    assert sentence.endswith("no windows before that")
    assert -10 * DAY_S < table.from_s[0] < 0.0
    t_s, itrs_km = table.positions_itrs_km(0)
    assert np.abs(itrs_km - naive.earth_fixed_km(launched, EPOCH, t_s)).max() < 1e-7
    whole = ephemeris(span, [Track(0, launched, 0.0, 0.5 * DAY_S)])
    assert whole.lost == ()
    after, only = (Search(t, [SVALBARD]).passes for t in (table, whole))
    assert after.end_s[after.start_s > 0.0] == pytest.approx(only.end_s[only.start_s > 0.0], abs=1e-6)


@pytest.mark.parametrize("days", [3.5, 7.0, 9.4, 20.0, 200.0])
def test_a_span_after_the_decay_is_refused(days: float):
    """No day after a decay has positions: from day 9 on SGP4 gives some, of an orbit that grew out of nothing."""
    span = Span(EPOCH + timedelta(days=days), DAY_S)
    with pytest.raises(DataError, match=r"DYING: SGP4 gives no position at 20.*use a set nearer in time"):
        ephemeris(span, [Track(0, DYING, 0.0, DAY_S)])
    with pytest.raises(DataError, match="DYING: SGP4 gives no position"):  # as the search beyond the span asks for it
        ephemeris(span, [Track(0, DYING, -10 * DAY_S, 11 * DAY_S)])


def test_a_deep_space_orbit_that_has_shrunk_away_is_refused():
    """An eccentric orbit with strong drag: followed for three days, refused after 100 and 600."""
    falling = element_set(perigee_km=140.0, eccentricity=0.7, inclination_deg=28.0, bstar=0.1, name="FALLING")
    assert falling.is_deep_space
    table = ephemeris(Span(EPOCH, 20 * DAY_S), [Track(0, falling, 0.0, 20 * DAY_S)])
    assert len(table.lost) == 1
    assert 2 * DAY_S < table.to_s[0] < 4 * DAY_S
    for days in (100, 600):
        with pytest.raises(DataError, match="FALLING"):
            ephemeris(Span(EPOCH + timedelta(days=days), DAY_S), [Track(0, falling, 0.0, DAY_S)])


def test_nobody_to_propagate_is_an_error():
    """A table needs at least one track."""
    with pytest.raises(DataError, match="no element set"):
        ephemeris(Span(EPOCH, DAY_S), [])
