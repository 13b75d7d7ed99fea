"""Planes over launch sites: which times are consistent, what the error decides, what is said of days."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from first_sets import LAUNCHES
from pydantic import ValidationError

from sim.claims.evidence import Asked, EvidenceVerdict
from sim.claims.kinds.plane import PlaneReading
from sim.constellation.satellite import Satellite
from sim.errors import UsageError


def keys(name: str, **more: Any) -> dict[str, Any]:
    """The keys of a reading on a known launch, with its own time as the one candidate."""
    launch = LAUNCHES[name]
    site = {"name": "the pad", "lat_deg": launch.lat_deg, "lon_deg": launch.lon_deg}
    candidates = [{"label": "as flown", "at_utc": launch.moment}]
    usual = {"id": "p", "title": "Launch", "kind": "plane", "satellite": name, "site": site, "candidates": candidates}
    return usual | {"within_min": 30.0} | more


def judged(name: str, *later: Any, **more: Any) -> EvidenceVerdict:
    """The verdict from the first set of a launch, and from later ones."""
    launch = LAUNCHES[name]
    satellite = Satellite(name, 0, (*later, launch.first), launch=launch.moment)
    constellation: Any = SimpleNamespace(satellites=(satellite,))
    return PlaneReading(**keys(name, **more)).judge(
        Asked("made-up", (), (), constellation, lambda: pytest.fail("no windows are needed"))
    )


def hours_later(name: str, *hours: float) -> list[dict[str, Any]]:
    return [{"label": f"{h:g} h later", "at_utc": LAUNCHES[name].moment + timedelta(hours=h)} for h in hours]


def test_one_clock_of_three_is_consistent_with_the_plane() -> None:
    """Kennedy's own: the plane passes 3.5 min after it, three and four hours later it is long past the pad."""
    found = judged("KORSAT-1", candidates=hours_later("KORSAT-1", 0.0, 3.0, 4.0), what="the clock")
    assert found.outcome == "consistent only if"
    assert found.conditions == "it is consistent with the orbit only if the clock is 0 h later"
    assert [row["offset_min"] for row in found.evidence] == pytest.approx([3.52, -176.48, 217.56], abs=0.05)
    assert [row["direction"] for row in found.evidence] == ["northbound", "northbound", "southbound"]
    assert found.number == (
        "the plane passes over the pad 3.5 min after 0 h later, 176 min before 3 h later and 218 min after 4 h later, "
        "each day 24.3 min earlier"
    )


@pytest.mark.parametrize(
    ("name", "within_min", "outcome"),
    [
        ("KORSAT-7", 30.0, "consistent"),
        ("KORSAT-7", 5.0, "not consistent"),  # 5.38 min, and an error of 0.00
        ("KORSAT-2", 18.0, "not consistent"),  # 21.9 min from the first set, 2.7 less without drag in a hundred days
        ("KORSAT-2", 20.0, "cannot tell"),
        ("KORSAT-2", 25.0, "consistent"),
    ],
)
def test_an_error_that_could_change_the_answer_leaves_it_open(name: str, within_min: float, outcome: str) -> None:
    """The error of a passage is how far it moves without drag and from later sets."""
    assert judged(name, within_min=within_min).outcome == outcome


def test_later_sets_of_the_month_are_in_the_error() -> None:
    """A set a week later whose plane lies 0.5 degrees further gives an error of two minutes."""
    first = LAUNCHES["KORSAT-7"].first
    later = first.shifted(epoch_jd=first.epoch_jd + 7.0, raan_deg=(first.raan_deg + 7.0 * 0.985647 + 0.5) % 360.0)
    (row,) = judged("KORSAT-7", later).evidence
    assert row["error_min"] == pytest.approx(2.0, abs=0.1)
    beyond = later.shifted(epoch_jd=first.epoch_jd + 40.0)
    (row,) = judged("KORSAT-7", beyond).evidence
    assert row["error_min"] < 0.05


def test_what_a_plane_says_of_days_is_said() -> None:
    """A sun-synchronous plane cannot tell one day from another; of one that drifts, by how much it does is said."""
    alike = "A plane that passes at the same time every day cannot tell one day from another."
    assert judged("KORSAT-7").number.endswith(", each day 0.3 s earlier")
    assert alike in judged("KORSAT-7").because
    assert judged("KORSAT-1").because[-1] == "With 30 min allowed, it cannot tell a day from the next."
    narrow = judged("KORSAT-1", within_min=10.0, within_note="As others did.").because
    assert narrow[-1] == "As others did."
    assert not any("day from" in sentence for sentence in narrow)


def test_a_plane_that_never_reaches_the_site_is_not_consistent() -> None:
    """Its inclination is the number."""
    found = judged("KORSAT-1", site={"name": "Plesetsk", "lat_deg": 62.9, "lon_deg": 40.5})
    assert found.outcome == "not consistent"
    assert found.number == "the plane, inclined by 45.4 deg, never passes over Plesetsk"
    assert found.evidence[0]["passage_utc"] is None


def test_an_unknown_satellite_is_refused_with_those_there_are() -> None:
    """One that may be meant, or all."""
    with pytest.raises(UsageError, match=r"no satellite 'KORSAT1'; did you mean KORSAT-1\?"):
        judged("KORSAT-1", satellite="KORSAT1")
    with pytest.raises(UsageError, match="the scenario has KORSAT-1"):
        judged("KORSAT-1", satellite="Yaogan")


@pytest.mark.parametrize(
    "wrong",
    [
        {"candidates": []},
        {"candidates": hours_later("KORSAT-1", 1.0, 1.0)},
        {"within_min": 0.0},
        {"site": {"name": "x", "lat_deg": 91.0, "lon_deg": 0.0}},
    ],
)
def test_a_reading_that_asks_nothing_is_refused(wrong: dict[str, Any]) -> None:
    """No time, one label twice, no tolerance, no place on the Earth."""
    with pytest.raises(ValidationError):
        PlaneReading(**keys("KORSAT-1", **wrong))
