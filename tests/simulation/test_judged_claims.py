"""The shipped claims held against the scenarios they name: each verdict, and the number it rests on."""

from typing import Any

import pytest

from sim.claims.read_claims import list_claims
from sim.report.claims_table import claim_rows
from sim.shipped import seeds_dir
from sim.simulation.judged_claims import judge_claims, plan_claims


@pytest.fixture(scope="module")
def rows() -> dict[tuple[str, str], dict[str, Any]]:
    """What `reconsim claims` shows of every shipped claim, by claim and scenario."""
    judged = judge_claims(plan_claims(list_claims(seeds_dir())))
    return {(one.claim.id, one.scenario): claim_rows(one.claim, one.scenario, one.document) for one in judged}


@pytest.mark.parametrize(
    ("claim", "scenario", "measure", "limit_s", "outcome", "best", "worst"),
    [
        ("two-hours", "rok-425-as-flown", "gap_max_s", 7200.0, "fails", 310 * 60.0, 13.3 * 3600.0),
        ("two-hours", "rok-425-as-flown", "gap_mean_s", 7200.0, "holds only if", 83 * 60.0, 254 * 60.0),
        ("two-hours", "rok-425-forward", "gap_max_s", 7200.0, "fails", 307 * 60.0, 21.5 * 3600.0),
        ("kill-chain", "rok-425-as-flown", "exposure_probability", 1200.0, "fails", 0.2505, 0.0809),
        ("kill-chain", "rok-425-as-flown", "exposure_probability", 7200.0, "fails", 0.9487, 0.4206),
        ("first-sat-pyongyang", "rok-425-first", "n_looks", None, "holds", 107.0, 36.0),
        ("watch-us", "malligyong-1", "gap_max_s", 86400.0, "fails", 48.8 * 3600.0, 119.8 * 3600.0),
        ("watch-us", "malligyong-1", "gap_mean_s", 86400.0, "fails", 29.5 * 3600.0, 106.3 * 3600.0),
    ],
)
def test_a_shipped_claim_rests_on_this_number(
    rows: dict[tuple[str, str], dict[str, Any]],
    claim: str, scenario: str, measure: str, limit_s: float | None, outcome: str, best: float, worst: float,
) -> None:  # fmt: skip
    """Best and worst over what is tried, at the worst place, within 1 %: printed to three figures here."""
    (found,) = [
        one for one in rows[claim, scenario]["rests_on"] if (one["measure"], one["limit_s"]) == (measure, limit_s)
    ]
    assert found["outcome"] == outcome
    assert found["best"] == pytest.approx(best, rel=0.01)
    assert found["worst"] == pytest.approx(worst, rel=0.01)


@pytest.mark.parametrize(
    ("claim", "scenario", "reading", "outcome", "column", "numbers", "error"),
    [
        ("five-by-2025", "rok-425-as-flown", "five", "holds only if", "count", [1, 3, 3, 5], 0.0),
        ("large-number", "malligyong-1", "large", "fails", "count", 8 * [1], 0.0),
        ("three-more", "malligyong-1", "three-more", "fails", "count", [0, 0], 0.0),
        ("match-the-south", "malligyong-1", "as-many", "fails", "count", [1, 1, 1], 0.0),
        ("match-the-south", "malligyong-1", "as-many", "fails", "at_least", [2, 3, 5], 0.0),
        (
            "launch-dates", "rok-425-first-two", "no2-clock", "consistent only if", "offset_min",
            [3.52, -176.48, 217.56], 0.05,
        ),
        ("launch-dates", "rok-425-first-two", "no1-day", "consistent", "offset_min", [5.39, 5.38], 0.05),
        ("okinawa", "malligyong-1-nov-2023", "over-the-prefecture", "consistent", "least_km", [126, 15, 117], 1.0),
        ("okinawa", "malligyong-1-nov-2023", "over-the-prefecture", "consistent", "most_km", [189, 67, 165], 1.0),
        (
            "visits-a-day", "rok-425-as-flown", "radar", "holds only if", "mean",
            [1.56, 2.29, 3.33, 1.19, 3.58, 1.74, 3.92, 4.78, 3.73, 5.16, 4.60, 4.90, 4.76, 4.92], 0.03,
        ),
        (
            "visits-a-day", "rok-425-as-flown", "camera", "holds only if", "mean",
            [1, 1, 1, 1, 1, 2, 1, 2, 1, 2, 1, 2], 0.03,
        ),
    ],
)  # fmt: skip
def test_a_claim_that_orbits_and_dates_decide_rests_on_these_numbers(
    rows: dict[tuple[str, str], dict[str, Any]],
    claim: str, scenario: str, reading: str, outcome: str, column: str, numbers: list[float], error: float,
) -> None:  # fmt: skip
    """Counts exactly; minutes and kilometres to what is printed; looks a day to one look in 39 days."""
    (found,) = [one for one in rows[claim, scenario]["verdicts"] if one["reading"] == reading]
    assert found["outcome"] == outcome
    assert [row[column] for row in found["evidence"]] == pytest.approx(numbers, abs=error)


def test_every_claim_has_a_verdict_or_says_what_would_test_it(rows: dict[tuple[str, str], dict[str, Any]]) -> None:
    """One or the other, for each claim with each of its scenarios."""
    assert {name for name, _ in rows} == set(list_claims(seeds_dir()))
    for row in rows.values():
        assert bool(row["verdicts"]) == bool(row["sentences"]) == bool(row["rests_on"] or row["numbers"])
        assert row["verdicts"] or row["tested_by"]
