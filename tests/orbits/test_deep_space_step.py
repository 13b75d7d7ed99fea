"""Steps of deep-space tables: by the motion at perigee, and short enough for SDP4's own path."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from random_orbits import EPOCH_JD, element_set

from sim.clock import Span
from sim.constants import DAY_S, DEEP_SPACE_PERIOD_MIN
from sim.orbits.deep_space_step import STEPS_S, TURN_RAD, WITHIN_KM, deep_space_step_s
from sim.orbits.elements import ElementSet
from sim.orbits.ephemeris import PAD_NODES, TABLE_STEP_S, Track, ephemeris

DAY = Span(datetime(2026, 7, 14, 5, 7, tzinfo=UTC), DAY_S)
SYNCHRONOUS = ElementSet("GOES 9", 23581, EPOCH_JD, 0.3, 1.00273786, 0.0005021, 0.6, 60.0, 300.0, 150.0, 0.0)
MOLNIYA = ElementSet(
    "MOLNIYA 2-14", 8195, EPOCH_JD, 0.2, 2.00491383, 0.6877146, 64.1586, 279.0717, 264.7651, 20.2257, 1.1873e-4
)
NAVIGATION = element_set(perigee_km=20200.0, eccentricity=0.005, inclination_deg=55.0)
TRANSFER = element_set(perigee_km=300.0, eccentricity=0.73, inclination_deg=7.0)
TWELVE_HOURS = element_set(perigee_km=9000.0, eccentricity=0.3, inclination_deg=30.0)
ALL = {
    "synchronous": SYNCHRONOUS, "Molniya": MOLNIYA, "navigation": NAVIGATION, "transfer": TRANSFER,
    "between": TWELVE_HOURS,
}  # fmt: skip


def test_steps_fall_and_end_with_the_usual_one() -> None:
    """From half an hour down to the step of every other search."""
    assert list(STEPS_S) == sorted(STEPS_S, reverse=True)
    assert STEPS_S[-1] == TABLE_STEP_S


def test_deep_space_steps_follow_the_motion_at_perigee() -> None:
    """1,800 s for a geosynchronous orbit; the usual step for one that passes perigee as fast as a low one."""
    assert deep_space_step_s(SYNCHRONOUS, DAY) == STEPS_S[0] == 1800.0
    assert deep_space_step_s(TRANSFER, DAY) == TABLE_STEP_S
    assert 600.0 <= deep_space_step_s(NAVIGATION, DAY) <= 1200.0
    assert NAVIGATION.period_min > DEEP_SPACE_PERIOD_MIN


@pytest.mark.parametrize("name", ALL)
def test_a_satellite_turns_little_in_one_step(name: str) -> None:
    """At perigee by at most 0.15 rad in a step, as Kepler's second law has it, unless the step is the usual one."""
    elements = ALL[name]
    assert elements.period_min >= DEEP_SPACE_PERIOD_MIN
    e = elements.eccentricity
    turn_rad_s = 2.0 * np.pi / (60.0 * elements.period_min) * np.sqrt(1.0 - e * e) / (1.0 - e) ** 2
    step_s = deep_space_step_s(elements, DAY)
    assert step_s in STEPS_S
    assert step_s == TABLE_STEP_S or turn_rad_s * step_s <= TURN_RAD


@pytest.mark.parametrize("name", ALL)
def test_a_table_at_that_step_holds_sdp4s_path(name: str) -> None:
    """Half-way between nodes all day, ten of them interpolate SDP4 to 2 m: WITHIN_KM is tried at four instants only."""
    elements = ALL[name]
    step_s = deep_space_step_s(elements, DAY)
    track = [Track(0, elements, 0.0, DAY.duration_s)]
    t_s, nodes_km = ephemeris(DAY, track, step_s=step_s).positions_itrs_km(0)
    finer_s, finer_km = ephemeris(DAY, track, step_s=step_s / 2.0).positions_itrs_km(0)
    offsets = np.arange(-4.5, 5.0)
    weights = np.array([np.prod([m / (m - n) for m in offsets if m != n]) for n in offsets])
    compared = 0
    for k in range(PAD_NODES, len(t_s) - PAD_NODES - 1):
        middle_s = 0.5 * (t_s[k] + t_s[k + 1])
        at = int(np.argmin(np.abs(finer_s - middle_s)))
        if abs(finer_s[at] - middle_s) < 1e-6:
            assert np.linalg.norm(weights @ nodes_km[k - 4 : k + 6] - finer_km[at]) < 2.0 * WITHIN_KM
            compared += 1
    assert compared > 10
