"""Patterns in a span: how many rounds, how many of them differ, and whether all satellites repeat together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import scaled

from sim.orbits.elements import ElementSet
from sim.orbits.notional import keplerian
from sim.orbits.repeat_track import repeat_semi_major_axis_km
from sim.studies.repeats import patterns


def closing(revolutions: int, days: int, *, inclination_deg: float = 45.41, longer: float = 0.0) -> ElementSet:
    """An orbit that closes exactly; with revolutions ``longer`` by that share it drifts, nearly 360 M ``longer``."""
    axis_km = repeat_semi_major_axis_km(revolutions=revolutions, days=days, inclination_deg=inclination_deg)
    orbit = keplerian(
        name="r", epoch=datetime(2026, 8, 22, tzinfo=UTC), semi_major_axis_km=axis_km, inclination_deg=inclination_deg
    )
    return replace(orbit, mean_motion_rev_day=orbit.mean_motion_rev_day / (1.0 + longer))


def test_an_exact_repeat_is_one_pattern_however_long_the_span() -> None:
    """59 revolutions in 4 nodal days, kept exactly: 30 days hold 7.6 rounds and one pattern, 300 days no other."""
    for days, rounds in ((30.0, 7.6), (300.0, 76.3)):
        found = patterns(days, {"A": closing(59, 4)})
        (one,) = found.groups
        assert one.rounds == pytest.approx(rounds, abs=0.05)
        assert one.independent == 1
        assert found.repeating == (one,)
    assert patterns(30.0, {"A": closing(59, 4)}).notes == (
        "The span of 30 days holds 7.6 rounds of one pattern of A: 59 revolutions in 3.93 days, closing to 0.00 deg. "
        "Its gaps therefore repeat, and satellites elsewhere along their orbits would have others: draws of another "
        "month try them.",
    )


def test_a_drifting_round_counts_anew_after_each_degree() -> None:
    """A drift of 0.4 degrees a round: rounds 0, 3 and 6 of 7.6 lie a degree apart, so 30 days hold three patterns.

    After 16 rounds the track would have drifted by the spacing of its neighbours, 360 / 59 = 6.1 degrees, and be
    back; five patterns (0, 1.2, 2.4, 3.6 and 4.8 degrees) are all there are until then, those of the second time
    round lie between them.
    """
    drifting = closing(59, 4, longer=0.4 / (360.0 * 4.0))
    assert patterns(30.0, {"A": drifting}).groups[0].closure.drift_deg == pytest.approx(
        -0.4, abs=0.02
    )  # the node slows too
    assert patterns(30.0, {"A": drifting}).groups[0].independent == 3
    assert patterns(58.0, {"A": drifting}).groups[0].independent == 5
    assert "drifting through 3 patterns" in patterns(30.0, {"A": drifting}).notes[0]


def test_a_span_shorter_than_two_rounds_repeats_nothing() -> None:
    """Seven days of a round of 3.93 hold 1.8 of it: no warning."""
    found = patterns(7.0, {"A": closing(59, 4)})
    assert found.repeating == ()
    assert found.notes == ()


def test_satellites_that_close_alike_are_one_group_and_the_rest_is_named() -> None:
    """Two radars of 59:4 form a group; a camera of 15:1 another; what closes within no 3 days is open."""
    radars = {"A": closing(59, 4), "B": closing(59, 4, longer=1e-4)}
    camera = {"C": closing(15, 1, inclination_deg=97.6)}
    found = patterns(30.0, {**radars, **camera})
    assert [g.satellites for g in found.groups] == [("A", "B"), ("C",)]
    assert found.groups[0].closure.misfit_deg == pytest.approx(0.144, abs=0.005)
    assert found.open == ()
    assert found.together_days is None
    assert found.notes[-1] == "No pattern of all satellites together closes within 30 days."
    assert patterns(30.0, radars, within_days=3.0).open == ("A", "B")


def test_all_satellites_together_close_when_each_of_them_does() -> None:
    """Sun-synchronous 15:1 and 44:3 close together after 3 days, to half an hour; 43:3 and 29:2 after 6."""
    three = {"A": closing(15, 1, inclination_deg=97.6), "B": closing(44, 3, inclination_deg=97.9)}
    assert patterns(30.0, three).together_days == pytest.approx(3.0, abs=0.03)
    six = {"A": closing(43, 3, inclination_deg=98.4), "B": closing(29, 2, inclination_deg=98.2)}
    assert patterns(30.0, six).together_days == pytest.approx(6.0, abs=0.03)
    assert "All satellites together close after 6.0" in patterns(30.0, six).notes[-1]


@settings(max_examples=scaled(0.3))
@given(drift_deg=st.floats(0.0, 0.95), span_days=st.floats(1.0, 200.0))
def test_independent_rounds_keep_their_distance(drift_deg: float, span_days: float) -> None:
    """There is at least one, never more than rounds begun or than whole degrees in the spacing of neighbours."""
    (one,) = patterns(span_days, {"A": closing(59, 4, longer=drift_deg / (360.0 * 4.0))}).groups
    assert 1 <= one.independent <= min(one.rounds + 1.0, max(one.closure.spacing_deg, 1.0))
    longer = patterns(span_days + 10.0, {"A": closing(59, 4, longer=drift_deg / (360.0 * 4.0))}).groups[0]
    assert longer.independent >= one.independent
