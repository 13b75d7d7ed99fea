"""Visits a day: numbers made by hand, what is tried, what is open, and a region on real orbits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from studies.small_constellation import CAMERA, INFRARED, RADAR, constellation, flying

from sim.claims.conditions import Option
from sim.claims.evidence import Asked, EvidenceVerdict
from sim.claims.kinds.visits import VisitsReading
from sim.errors import UsageError
from sim.sensors.limits import Limits
from sim.studies.survey import Surveyor, surveyor_of
from sim.studies.visits import visits_in_cases
from sim.windows.windows import Windows

DAY_S = 86400.0
SCENE = constellation([flying(0, "sar"), flying(1, "camera", "infrared"), flying(2, "sar")], days=4.0,
                      sensors=(RADAR, CAMERA, INFRARED))  # fmt: skip


class MadeUp(Surveyor):
    """Windows by hand, in four days: at Yongbyon radar 0 looks four times a day, radar 2 three times, at Sohae each
    twice, with the widest incidence all once more; camera and infrared once a day each, everywhere."""

    def windows(self, sensor: str, limits: Limits) -> Windows:
        if sensor == "sar":
            more = int(limits.incidence_max_deg == 55.0)
            a_day = {(0, 0): 4 + more, (0, 2): 3 + more, (1, 0): 2 + more, (1, 2): 2 + more}
        else:
            a_day = {(target, 1): 1 for target in (0, 1)}
        rows = [(t, s, k * DAY_S / n + 100.0) for (t, s), n in a_day.items() for k in range(-n, 5 * n)]
        target, satellite, start_s = (np.array(column) for column in zip(*rows, strict=True))
        sensor_number = np.zeros_like(target)
        return Windows(satellite, target, sensor_number, start_s, start_s + 60.0, start_s, start_s + 90.0)


def judged(*options: Option, surveyor: Any = None, **keys: Any) -> EvidenceVerdict:
    reading = VisitsReading(**{"id": "v", "title": "Visits", "kind": "visits", "sensors": "sar"} | keys)
    return reading.judge(Asked("made-up", options, (), SCENE, lambda: surveyor or MadeUp(SCENE)))


BAND = Option("incidence", ("low", "high"))
SIDE = Option("side", ("right",))
SQUINT = Option("squint", ("low",))


@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        ({"at_least": 1.5}, "holds"),
        ({"at_least": 6.0}, "fails"),
        ({"at_least": 1.5, "at_most": 5.5}, "holds"),
        ({"at_most": 1.0}, "fails"),
        ({"at_least": 2.5, "at_most": 4.5}, "holds only if"),
        ({"at_least": 4.0, "at_most": 6.0}, "cannot tell"),  # radar 0 makes exactly 4: a look less would be too few
    ],
)
def test_looks_a_day_are_compared_with_bounds(keys: dict[str, Any], outcome: str) -> None:
    """At two places, with two bands of incidence: numbers from 2 to 5."""
    assert judged(BAND, SIDE, SQUINT, **keys).outcome == outcome


def test_each_satellite_and_the_average_one_are_tried() -> None:
    """At Yongbyon 3.5 looks a day are true of the average radar, not of each; with the wider band 4.5."""
    found = judged(BAND, SIDE, SQUINT, at_least=3.3, at_most=3.7, of=["each satellite", "the average satellite"])
    assert found.outcome == "holds only if"
    assert found.conditions == (
        "it holds only if what is visited is Yongbyon, the number is that of the average satellite and the incidence "
        "limit is low"
    )
    assert [(row["place"], row["least"], row["mean"], row["most"]) for row in found.evidence] == [
        ("Yongbyon", 3.0, 3.5, 4.0), ("Yongbyon", 4.0, 4.5, 5.0), ("Sohae", 2.0, 2.0, 2.0), ("Sohae", 3.0, 3.0, 3.0),
    ]  # fmt: skip
    assert found.number == "a satellite has 3.00 to 5.00 looks a day at Yongbyon and 2.00 to 3.00 looks a day at Sohae"


def test_what_changes_no_number_is_left_out_of_the_evidence() -> None:
    """Side and squint are open too; the rows are those of the band of incidence alone."""
    assert [row["case"] for row in judged(BAND, at_least=1.0).evidence] == 2 * [
        {"incidence": "low"}, {"incidence": "high"},
    ]  # fmt: skip


def test_looks_of_a_satellites_sensors_add_up_where_they_are_in_use() -> None:
    """A camera by day and an infrared by night make two; without the night one, and none else counts."""
    found = judged(Option("light", ("day",)), sensors=["camera", "infrared"], at_least=1.75, at_most=2.25)
    assert found.outcome == "holds only if"
    assert found.conditions == "it holds only if the use of the sensor in doubt is yes"
    assert {row["mean"] for row in found.evidence} == {1.0, 2.0}
    assert "each satellite" in found.evidence[0]
    assert found.number.startswith("it has 1.00 to 2.00 looks a day at Yongbyon")


def test_places_are_chosen_and_strange_names_refused() -> None:
    """Targets and sensors of the scenario; countries by name."""
    real = surveyor_of(SCENE, threads=1)
    found = judged(BAND, SIDE, SQUINT, surveyor=real, places="Sohae", at_least=0.1)
    assert {row["place"] for row in found.evidence} == {"Sohae"}
    with pytest.raises(UsageError, match=r"no target 'Sohea'; did you mean Sohae\?"):
        judged(places="Sohea", at_least=1.0)
    with pytest.raises(UsageError, match="no sensor 'lidar'; the scenario has sar, camera and infrared"):
        judged(sensors="lidar", at_least=1.0)
    with pytest.raises(UsageError, match="North Korae"):
        judged(regions={"name": "x", "countries": "North Korae"}, at_least=1.0)


def test_a_country_is_visited_when_any_part_of_it_is() -> None:
    """Never less often than a place inside it; and as often as the windows of its points say, with the same limits."""
    real = surveyor_of(SCENE, threads=1)
    region = {"name": "the North", "countries": "North Korea", "spacing_km": 120.0}
    found = judged(BAND, SIDE, SQUINT, surveyor=real, places="Yongbyon", regions=region, at_least=0.1)
    place, country = found.evidence[:2], found.evidence[2:]
    assert [row["place"] for row in country] == ["the North", "the North"]
    for inside, whole in zip(place, country, strict=True):
        assert all(whole["per_satellite"][name] >= looks for name, looks in inside["per_satellite"].items())
    (alone,) = visits_in_cases(real, ["sar"], [{"incidence": "low", "side": "right", "squint": "low"}]).per_day
    assert list(place[0]["per_satellite"].values()) == pytest.approx(alone[0].tolist(), abs=1e-3)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"at_least": 3.0, "at_most": 2.0},
        {"at_least": 1.0, "sensors": []},
        {"at_least": 1.0, "of": "all"},
        {"at_least": 1.0, "places": ["A", "A"]},
    ],
)
def test_a_reading_that_asks_nothing_is_refused(wrong: dict[str, Any]) -> None:
    """No number, bounds the wrong way round, no sensor, nobody's number, a place twice."""
    with pytest.raises(ValidationError):
        VisitsReading(**{"id": "v", "title": "x", "kind": "visits", "sensors": "sar"} | wrong)


def test_a_satellite_is_counted_over_the_days_it_serves() -> None:
    """Looks over the last day of four, in one day of service."""
    begins = SCENE.span.moment(3.0 * DAY_S)
    late = replace(SCENE, satellites=(replace(SCENE.satellites[0], in_service=begins), *SCENE.satellites[1:]))
    found = visits_in_cases(MadeUp(late), ["sar"], [{}])
    assert found.satellites == ("SAT 0", "SAT 2")
    assert found.days.tolist() == [1.0, 4.0]
