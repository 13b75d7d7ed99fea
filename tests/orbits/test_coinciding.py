"""Satellites that fly together are found, others are not."""

import math

import pytest

from sim.orbits.coinciding import coinciding, coinciding_note
from sim.orbits.elements import ElementSet

FIRST = ElementSet("A", 1, 2461274.5, 0.5, 15.2, 0.001, 97.3, 359.99, 90.0, 270.0)


def test_the_same_digits_coincide():
    """Equal sets are one group, in order; what is far is none."""
    sets = [FIRST, FIRST.shifted(raan_deg=20.0), FIRST.shifted(name="C"), FIRST.shifted(name="D")]
    assert coinciding(sets) == [(0, 2, 3)]
    assert coinciding(sets[:2]) == coinciding([FIRST]) == coinciding([]) == []


@pytest.mark.parametrize(
    ("changes", "together"),
    [
        ({"mean_anomaly_deg": 270.03}, True),  # 3.6 km along the track
        ({"mean_anomaly_deg": 270.06}, False),
        ({"raan_deg": 0.01}, True),  # across north: 2.4 km at the equator
        ({"inclination_deg": 97.36}, False),
        ({"eccentricity": 0.002}, False),  # 6.9 km
        ({"mean_motion_rev_day": 15.21}, False),
        ({"arg_perigee_deg": 91.0, "mean_anomaly_deg": 269.0}, True),  # nearly circular: perigee says little
    ],
)
def test_five_kilometres_decide(changes: dict[str, float], together: bool):
    """Within 5 km along, across, in size and shape is together."""
    assert (coinciding([FIRST, FIRST.shifted(**changes)]) == [(0, 1)]) is together


def test_sets_of_other_epochs_are_carried_to_one():
    """A day later, node and perigee where J2 turns them (Vallado, 9.41), the anomaly 15.2 revolutions on: together."""
    a_km = (398600.8 / (15.2 * math.tau / 86400.0) ** 2) ** (1.0 / 3.0)
    turn_deg = 1.5 * 1.082616e-3 * (6378.135 / (a_km * (1.0 - 1e-6))) ** 2 * 15.2 * 360.0
    cos_i = math.cos(math.radians(97.3))
    later = FIRST.shifted(
        epoch_jd=FIRST.epoch_jd + 1.0,
        raan_deg=359.99 - turn_deg * cos_i,
        arg_perigee_deg=90.0 + 0.5 * turn_deg * (5.0 * cos_i**2 - 1.0),
        mean_anomaly_deg=270.0 + 72.0 - 360.0,
    )
    assert coinciding([FIRST, later]) == [(0, 1)]
    assert coinciding([FIRST, later.shifted(mean_anomaly_deg=-18.1)]) == []


def test_the_note_names_them_and_counts():
    """Three groups are named, more are counted, long groups too."""
    assert coinciding_note(["A"], [FIRST]) == ""
    sets = [FIRST.shifted(raan_deg=20.0 * (k // 4)) for k in range(16)]
    names = [f"S{k}" for k in range(16)]
    assert coinciding_note(names, sets) == (
        "16 satellites fly within 5 km of another, and each counts as one of its own: S0, S1 and 2 more; "
        "S4, S5 and 2 more; S8, S9 and 2 more; and 1 more groups."
    )


def test_many_at_one_place_are_one_group():
    """Thousands of copies are one group, found in a time that grows with their number."""
    assert [len(group) for group in coinciding([FIRST] * 5000)] == [5000]
