"""Hypotheses: published radars as wholes, and what a sensor makes of them."""

from __future__ import annotations

import pytest

from sim.errors import UsageError
from sim.sensors.hypotheses import Hypothesis, Stated, hypotheses_named, published_radars
from sim.sensors.limits import Limits
from sim.sensors.sensor import Sensor, Spread
from sim.studies.assumptions import limits_in, product_of, standing_cases

RADARS = hypotheses_named(("terrasar-x", "umbra-flown"))


def radar(**given: object) -> Sensor:
    """A radar of which little is known, tried as two published ones."""
    values = {
        "incidence_max_deg": Spread(40.0, 45.0, 55.0),
        "ground_squint_max_deg": Spread(16.0, 39.0, 62.0),
        "hypotheses": RADARS,
    }
    return Sensor("sar", "radar", **(values | given))  # type: ignore[arg-type]


def test_seven_published_radars_are_shipped() -> None:
    """Each has a band, a ground squint, a duration and a side, with sources."""
    assert list(published_radars()) == [
        "kompsat-5", "terrasar-x", "cosmo-skymed", "iceye-flown", "capella-flown", "umbra-flown", "widest-flown",
    ]  # fmt: skip
    for one in published_radars().values():
        assert {"incidence_min_deg", "incidence_max_deg", "ground_squint_max_deg", "duration_min_s"} <= set(one.limits)
        assert all(stated.source for stated in one.limits.values())
        assert one.words["look"] in ("either", "right")
        assert one.source


def test_a_hypothesis_takes_the_place_of_the_sensors_own_limits() -> None:
    """Band, squint, duration and side come from the published radar alone; what it does not speak of stays."""
    sensor = radar(incidence_min_deg=Spread.of(25.0), range_max_km=Spread.of(900.0))
    found = limits_in(sensor, {"hypothesis": "terrasar-x"})
    assert found == Limits(
        incidence_min_deg=19.7, incidence_max_deg=55.2, ground_squint_max_deg=3.9, duration_min_s=1.8, look="right",
        range_max_km=900.0,
    )  # fmt: skip
    assert limits_in(sensor, {"hypothesis": "umbra-flown"}).squint_is == "centre"


def test_standing_cases_keep_low_nominal_and_high() -> None:
    """The three cases are the sensor's own values; hypotheses belong to verdicts."""
    cases = standing_cases([radar()])
    assert [limits_in(radar(), case).ground_squint_max_deg for case in cases.values()] == [16.0, 39.0, 62.0]


def test_verdicts_try_hypotheses_in_the_place_of_corners() -> None:
    """One combination a hypothesis: no band of one radar meets the squint of another, and the side is not varied."""
    assert product_of([radar()], {}).cases == [{"hypothesis": "terrasar-x"}, {"hypothesis": "umbra-flown"}]
    tried = {"incidence": ("low", "nominal", "high"), "side": ("right", "either")}
    assert product_of([radar()], tried).cases == product_of([radar()], {}).cases


def test_axes_that_no_hypothesis_speaks_of_are_still_varied() -> None:
    """A range that is open makes as many combinations more."""
    sensor = radar(range_max_km=Spread(700.0, 900.0, 1100.0))
    assert len(product_of([sensor], {}).cases) == 6


def test_a_hypothesis_is_checked() -> None:
    """An unknown name, a key that is no limit, and values that contradict each other are refused in a sentence."""
    with pytest.raises(UsageError, match="no hypothesis is called 'sentinel'; shipped are kompsat-5"):
        hypotheses_named(("sentinel",))
    with pytest.raises(UsageError, match="hypothesis mine: 'roll_deg' is no limit"):
        Hypothesis("mine", "mine", "mine", {"roll_deg": Stated(3.0, "")})
    with pytest.raises(UsageError, match="hypothesis mine: incidence_min_deg = 50 must be below"):
        Hypothesis(
            "mine", "mine", "mine", {"incidence_min_deg": Stated(50.0, ""), "incidence_max_deg": Stated(40.0, "")}
        )
    with pytest.raises(UsageError, match="hypothesis = 'iceye' is not one of"):
        radar().limits({"hypothesis": "iceye"})
