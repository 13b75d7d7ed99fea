"""Positions and velocities in three frames: Skyfield's positions, and velocities that are their derivatives."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import naive_geometry as naive
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import element_set, scaled, sets_of_any_period

from sim.clock import Span, skyfield_times, timescale
from sim.constants import DAY_S
from sim.errors import UsageError
from sim.orbits.elements import ElementSet
from sim.windows.states import FRAMES, states

START = datetime(2026, 7, 14, 3, 4, 5, 678901, tzinfo=UTC)
SPAN = Span(START, 20.0 * DAY_S)
LINES = (
    "1 58400U 23179A   23326.16510777  .00018821  00000+0  84547-3 0  9999",
    "2 58400  97.4263 210.9434 0014062 277.7388 210.8950 15.21112775    83",
)  # MALLIGYONG-1, US Space Force 18 SDS by Space-Track
MALLIGYONG_1 = ElementSet(
    "MALLIGYONG-1", 58400, 2459944.5 + 326.0, 0.16510777, 15.21112775, 0.0014062, 97.4263, 210.9434, 277.7388, 210.8950,
    0.84547e-3,
)  # fmt: skip


def test_positions_are_those_of_skyfield_for_a_real_set():
    """Over 20 days ITRS, GCRS and TEME are Skyfield's within 1 mm; velocities within 0.1 m/s, as SGP4's own differs."""
    from skyfield.api import EarthSatellite
    from skyfield.framelib import itrs
    from skyfield.sgp4lib import TEME

    span = Span(MALLIGYONG_1.epoch_utc, 20.0 * DAY_S)
    t_s = np.random.default_rng(4).uniform(0.0, span.duration_s, 300)
    theirs = EarthSatellite(*LINES, ts=timescale()).at(skyfield_times(span, t_s))
    expected = {
        "itrs": theirs.frame_xyz_and_velocity(itrs),
        "gcrs": (theirs.position, theirs.velocity),
        "teme": (theirs.frame_xyz(TEME), None),
    }
    for frame, (position, velocity) in expected.items():
        found = states(MALLIGYONG_1, t_s, frame, span=span)
        assert np.abs(found.position_km - position.km.T).max() < 1e-6
        if velocity is not None:
            assert np.abs(found.velocity_km_s - velocity.km_per_s.T).max() < 1e-4


@settings(max_examples=scaled(0.25))
@given(sets_of_any_period(), st.sampled_from(FRAMES), st.integers(0))
def test_a_velocity_is_the_derivative_of_its_position(elements, frame, seed):
    """Any orbit and frame: a fourth-order difference over 10 s gives the velocity within 2e-7 km/s.

    Of that 1e-7 are for precession and nutation, which a velocity in GCRS leaves out (7.7e-12 rad/s at 40,000 km: 3e-7,
    so that it is scaled), and the rest for the difference's own error at perigee.
    """
    t_s = np.random.default_rng(seed).uniform(100.0, 2.0 * DAY_S, 30)
    found = states(elements, t_s, frame, span=SPAN)
    at = {s: states(elements, t_s + s, frame, span=SPAN).position_km for s in (-4.0, -2.0, 2.0, 4.0)}
    derived = (8.0 * (at[2.0] - at[-2.0]) - (at[4.0] - at[-4.0])) / 24.0
    radius_km = np.linalg.norm(found.position_km, axis=1)
    allowed = 1e-7 + (1e-11 * radius_km if frame == "gcrs" else 0.0)
    assert (np.linalg.norm(derived - found.velocity_km_s, axis=1) < allowed).all()


@settings(max_examples=scaled(0.25))
@given(sets_of_any_period(), st.integers(0))
def test_positions_are_those_of_the_twin(elements, seed):
    """Any orbit, deep space too: TEME is SGP4's own, and ITRS is turned by GMST, within 1e-6 km."""
    t_s = np.random.default_rng(seed).uniform(0.0, 2.0 * DAY_S, 30)  # some are down a week later
    teme_km = states(elements, t_s, "teme", span=SPAN).position_km
    assert np.abs(teme_km - naive.teme_km(elements, START, t_s)).max() < 1e-6
    itrs_km = states(elements, t_s, span=SPAN).position_km
    assert np.abs(itrs_km - naive.earth_fixed_km(elements, START, t_s)).max() < 1e-6


def test_energy_is_that_of_the_orbit_in_axes_that_do_not_turn():
    """Speed in TEME and GCRS is the same and obeys vis-viva to 1 %; in ITRS it lacks the Earth's turning."""
    elements = element_set(perigee_km=550.0, eccentricity=0.0001, inclination_deg=0.01)
    t_s = np.arange(0.0, 6000.0, 60.0)
    speed = {f: np.linalg.norm(states(elements, t_s, f, span=SPAN).velocity_km_s, axis=1) for f in FRAMES}
    assert np.abs(speed["teme"] - speed["gcrs"]).max() < 1e-9
    assert speed["teme"].mean() == pytest.approx(math.sqrt(398600.8 / (6378.135 + 550.0)), rel=0.01)
    assert (speed["teme"] - speed["itrs"]).mean() == pytest.approx(7.2921e-5 * (6378.135 + 550.0), rel=0.01)


def test_the_table_names_axes_and_units():
    """One row a moment: satellite, time, frame, six numbers, age."""
    frame = states(MALLIGYONG_1, ["2023-11-22T00:25:27Z", "2023-11-23T00:00:00.5Z"], "gcrs").table()
    assert list(frame.columns) == [
        "satellite", "time_utc", "frame", "x_km", "y_km", "z_km", "vx_km_s", "vy_km_s", "vz_km_s", "element_age_d",
    ]  # fmt: skip
    assert [str(time) for time in frame["time_utc"]] == [
        "2023-11-22 00:25:27+00:00", "2023-11-23 00:00:00.500000+00:00",
    ]  # fmt: skip
    assert "gcrs" in repr(states(MALLIGYONG_1, "2023-11-22", "gcrs"))


def test_another_frame_is_refused():
    """The sentence names the three that there are."""
    with pytest.raises(UsageError, match="'j2000' must be itrs, teme or gcrs"):
        states(MALLIGYONG_1, "2023-11-22", "j2000")  # type: ignore[arg-type]
