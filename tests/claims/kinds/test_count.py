"""Counts at a date: what is launched, in orbit, in service, and what is not known."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError

from sim.claims.evidence import Asked, EvidenceVerdict
from sim.claims.kinds.count import CountReading
from sim.constellation.satellite import Satellite


def satellite(name: str, launch: str | None, service: str | None = None, out: str | None = None) -> Satellite:
    """Return a satellite with dates and no elements."""

    def moment(text: str | None) -> datetime | None:
        return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)

    return Satellite(name, 0, (), launch=moment(launch), service_stated=moment(service), out_of_service=moment(out))


FLEET = (
    satellite("A", "2030-03-01T06:00", "2030-06-01"),
    satellite("B", "2030-09-01", "2030-12-31T00:00", "2031-06-01"),
    satellite("C", "2031-02-01"),
    satellite("notional", None),
)


def judged(**keys: Any) -> EvidenceVerdict:
    reading = CountReading(id="n", title="So many", kind="count", **keys)
    constellation: Any = SimpleNamespace(satellites=FLEET)
    return reading.judge(Asked("made-up", (), (), constellation, lambda: pytest.fail("no windows are needed")))


@pytest.mark.parametrize(
    ("day", "counted", "surely", "possibly"),
    [
        ("2030-03-01", "in orbit", 0, 0),  # launched at six in the morning of that day
        ("2030-03-02", "in orbit", 1, 1),
        ("2030-03-02", "in service", 0, 0),  # its date of service is known, and later
        ("2030-06-01", "in service", 1, 1),
        ("2030-12-31", "in service", 2, 2),
        ("2031-03-01", "in orbit", 3, 3),
        ("2031-03-01", "in service", 2, 3),  # C is in orbit, its service not published
        ("2031-06-01", "in service", 1, 2),  # B has ended
        ("2040-01-01", "in orbit", 3, 3),  # the notional one is never launched
    ],
)
def test_satellites_are_counted_at_the_beginning_of_a_day(day: str, counted: str, surely: int, possibly: int) -> None:
    """Launch and service count from their moment on; a service that is not published may have begun."""
    (row,) = judged(at_least=1, dates=date.fromisoformat(day), counted=counted).evidence
    assert (row["count"], row["count_possible"]) == (surely, possibly)
    assert len(row["satellites"]) == surely


@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        ({"at_least": 3, "dates": ["2031-03-01"], "counted": "in orbit"}, "holds"),
        ({"at_least": 4, "dates": ["2031-03-01"], "counted": "in orbit"}, "fails"),
        ({"at_least": 3, "dates": ["2031-03-01"], "counted": "in service"}, "cannot tell"),
        ({"at_least": 3, "dates": ["2030-03-01", "2031-03-01"], "counted": "in orbit"}, "holds only if"),
        ({"at_least": [2, 4, 8], "dates": ["2031-03-01"], "counted": "in orbit"}, "holds only if"),
        ({"at_least": [4, 8], "dates": ["2031-03-01"], "counted": ["in orbit", "in service"]}, "fails"),
    ],
)
def test_a_count_is_judged_over_all_that_is_tried(keys: dict[str, Any], outcome: str) -> None:
    """Numbers, dates and what counts, in every combination; what a missing date could change cannot be told."""
    assert judged(**keys).outcome == outcome


def test_the_conditions_name_what_counts_and_when() -> None:
    """The sentence holds them, the number, and the satellites whose service is not published."""
    found = judged(at_least=3, dates=["2031-01-01", "2032-01-01"], counted=["in service", "in orbit"])
    assert found.conditions.startswith(
        "it holds only if what counts is satellites in orbit and the count is made on 1 January 2032"
    )
    assert found.number == (
        "2 in service and 2 in orbit on 1 January 2031, 1 to 2 in service and 3 in orbit on 1 January 2032"
    )
    assert found.sentence().endswith("C is in orbit, but no date of service is published.")


def test_only_satellites_launched_from_a_day_on_may_count() -> None:
    """As in "three more in 2024": those of before are not more."""
    (row,) = judged(at_least=1, dates="2032-01-01", launched_from="2030-09-01").evidence
    assert row["satellites"] == ["B", "C"]


@pytest.mark.parametrize(
    ("dates", "outcome", "number"),
    [
        (["2023-11-25"], "holds", "1 in orbit against 0 of the South on 25 November 2023"),
        (["2024-01-01"], "holds", "1 in orbit against 1 of the South on 1 January 2024"),
        (["2025-01-01"], "fails", "1 in orbit against 3 of the South on 1 January 2025"),
    ],
)
def test_a_count_may_be_asked_to_match_another_scenario(dates: list[str], outcome: str, number: str) -> None:
    """The number asked is that of the other side's satellites on the same day, by the dates of its file."""
    reading = CountReading(
        id="n", title="As many", kind="count", against="rok-425-as-flown", against_called="the South", dates=dates
    )
    north: Any = SimpleNamespace(satellites=(satellite("M", "2023-11-21T13:42"),))
    found = reading.judge(Asked("made-up", (), (), north, lambda: pytest.fail("no windows are needed")))
    assert (found.outcome, found.number) == (outcome, number)
    assert reading.other_scenarios == ("rok-425-as-flown",)


def test_another_side_whose_service_is_not_known_leaves_the_match_open() -> None:
    """Three of the South serve for certain on 1 January 2026, five may: four are enough for neither answer."""
    reading = CountReading(
        id="n", title="As many", kind="count", against="rok-425-as-flown", dates="2026-01-01", counted="in service"
    )
    serving = [satellite(name, "2024-01-01", "2024-02-01") for name in "ABCDE"]
    for n, outcome in ((2, "fails"), (4, "cannot tell"), (5, "holds")):
        side: Any = SimpleNamespace(satellites=serving[:n])
        found = reading.judge(Asked("made-up", (), (), side, lambda: pytest.fail("no windows are needed")))
        assert found.outcome == outcome
    assert "of rok-425-as-flown on 1 January 2026" in found.number


@pytest.mark.parametrize("keys", [{"at_least": ()}, {"against": "example"}, {"against": "", "at_least": []}])
def test_a_count_asks_for_a_number_or_another_side(keys: dict[str, Any]) -> None:
    """Neither, and both, are refused."""
    with pytest.raises(ValidationError, match="give at_least, or against"):
        CountReading(**{"id": "n", "title": "x", "kind": "count", "at_least": 1, "dates": "2030-01-01"} | keys)


@pytest.mark.parametrize("keys", [{"at_least": 0}, {"at_least": []}, {"dates": []}, {"counted": "on paper"}])
def test_a_count_that_asks_nothing_is_refused(keys: dict[str, Any]) -> None:
    """No number below one, no empty list, nothing but satellites in orbit or in service."""
    with pytest.raises(ValidationError):
        CountReading(**{"id": "n", "title": "x", "kind": "count", "at_least": 1, "dates": "2030-01-01"} | keys)
