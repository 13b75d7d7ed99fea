"""What draws stand for: which kind fits a constellation, and how far each satellite is moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from random_orbits import element_set
from studies.small_constellation import START, constellation, flying

from sim.orbits.elements import ElementSet
from sim.orbits.notional import keplerian
from sim.orbits.repeat_track import repeat_semi_major_axis_km
from sim.orbits.service import AGEING_DAYS
from sim.scenario.schema import DrawsTable
from sim.studies.draw_kinds import (
    ALONG_TRACK_S,
    ANOTHER_MONTH,
    DEAD_BAND_KM,
    ELEMENT_ERROR,
    age_in_use_d,
    another_month,
    element_error,
    held_track,
    kind_of,
)


def real(number: int, *epochs_d: float, **dates):
    """A satellite with a catalogue number, and sets that many days after the start."""
    one = flying(number, "sar", **dates)
    (own,) = one.elements
    sets = tuple(own.shifted(epoch_jd=own.epoch_jd + days) for days in epochs_d)
    return replace(one, norad_id=90000 + number, elements=sets)


def offset_d(constellation_) -> float:
    """How many days after the start of the span a set with 0 days to it has its epoch."""
    (own,) = flying(0, "sar").elements
    return (own.epoch_utc - START) / timedelta(days=1)


# --- Which kind -------------------------------------------------------------------------------------------------------


def test_sets_that_cover_the_span_make_it_element_error():
    """Every satellite has a number, and no moment of the span is more than seven days from a set in use."""
    scene = constellation([real(0, 2.0, 10.0), real(1, 6.0)], days=12.0)
    late_d = offset_d(scene)
    assert age_in_use_d(scene.satellites[0], scene) == pytest.approx(max(4.0, 2.0 + late_d, 2.0 - late_d))
    kind, why = kind_of(scene)
    assert kind == ELEMENT_ERROR
    assert "days old where it is used" in why


@pytest.mark.parametrize(
    ("satellites", "why"),
    [
        ((real(0, 2.0), real(1, 6.0)), "a set of SAT 0 is"),  # ten days from the end
        ((real(1, 6.0), flying(0, "sar")), "SAT 0 flies a notional orbit"),
    ],
)
def test_old_sets_and_notional_orbits_make_it_another_month(satellites, why):
    """One satellite whose place along its orbit is not known is enough."""
    kind, said = kind_of(constellation(satellites, days=12.0))
    assert kind == ANOTHER_MONTH
    assert said.startswith(why)


def test_seven_days_is_the_most():
    """A set 6.9 days old at the end of the span is good enough, one 7.1 days old is not."""
    late_d = offset_d(None)
    for margin_d, kind in ((-0.1, ELEMENT_ERROR), (0.1, ANOTHER_MONTH)):
        scene = constellation([real(0, 2.0 - late_d)], days=2.0 + AGEING_DAYS + margin_d)
        assert kind_of(scene)[0] == kind


def test_only_the_time_in_service_counts():
    """A satellite that serves the first two days needs no set for the other ten; one that never serves needs none."""
    brief = real(0, 1.0, out_of_service=START + timedelta(days=2))
    never = replace(flying(2, "sar"), out_of_service=START - timedelta(days=1))
    assert kind_of(constellation([brief, real(1, 6.0), never], days=12.0))[0] == ELEMENT_ERROR


def test_one_set_throughout_is_judged_by_that_set():
    """With epochs = "nearest" the set nearest the middle serves alone, whatever others there are."""
    scene = constellation([real(0, 0.0, 10.0, 20.0)], days=20.0)
    assert age_in_use_d(scene.satellites[0], scene) < 6.0
    scene = replace(scene, epochs="nearest")
    assert age_in_use_d(scene.satellites[0], scene) > 9.0


# --- How far ----------------------------------------------------------------------------------------------------------


def test_element_error_is_seconds_of_flight():
    """1.4 s of a satellite that goes round 15.2 times a day is 0.09 degrees."""
    scene = constellation()
    drawing = element_error(scene, count=5, seed=1, along_track_s=1.4)
    for one, width_deg in zip(scene.satellites, drawing.half_width_deg, strict=True):
        assert width_deg == pytest.approx(1.4 / (60.0 * one.elements[0].period_min) * 360.0)
    assert (drawing.phases, drawing.along_track_s, drawing.kept) == (4, 1.4, ())


def repeating(revolutions: int = 15, days: int = 1) -> ElementSet:
    a_km = repeat_semi_major_axis_km(revolutions=revolutions, days=days, inclination_deg=97.6)
    return keplerian(name="R", epoch=START, inclination_deg=97.6, semi_major_axis_km=a_km)


def test_a_satellite_on_a_repeating_track_stays_within_its_dead_band():
    """15 revolutions a day: 95 km at the equator are 0.85 degrees of longitude, 12.8 of the orbit; others go free."""
    held = replace(flying(1, "sar"), elements=(repeating(),))
    scene = constellation([flying(0, "sar"), held])
    drawing = another_month(scene, count=5, seed=1)
    assert drawing.kept == ("SAT 1",)
    assert drawing.half_width_deg == pytest.approx((180.0, 12.80), abs=0.01)
    # A band so wide that it holds nothing leaves the satellite free.
    free = another_month(scene, count=5, seed=1, dead_band_km=5000.0)
    assert (free.kept, free.half_width_deg) == ((), (180.0, 180.0))
    narrow = another_month(scene, count=5, seed=1, anomaly_spread_deg=10.0)
    assert (narrow.kept, narrow.half_width_deg) == ((), (5.0, 5.0))


def test_a_round_that_drifts_or_is_long_is_no_held_track():
    """A track that moves by 0.3 degrees a day is not held, nor one known to close after eleven days alone."""
    assert held_track(repeating()) is not None
    one = repeating()
    # A hundredth of a revolution a day more moves the track by 0.24 degrees a day.
    assert held_track(one.shifted(mean_motion_rev_day=one.mean_motion_rev_day + 0.01)) is None
    assert held_track(repeating(167, 11)) is None
    assert held_track(element_set(perigee_km=520.0, eccentricity=0.001, inclination_deg=45.4)) is None


def test_the_schema_states_the_values_taken():
    """What the description of a key calls its value if left out is the constant."""
    told = {name: field.description or "" for name, field in DrawsTable.model_fields.items()}
    assert f"{ALONG_TRACK_S:g} if left out" in told["along_track_s"]
    assert f"{DEAD_BAND_KM:g} if left out" in told["dead_band_km"]
    assert f"at most {AGEING_DAYS:g} days old" in told["of"]
