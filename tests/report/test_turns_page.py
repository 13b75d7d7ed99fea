"""The page of turns: a short table for each reading, what never turns on one line, or all in sentences."""

from __future__ import annotations

from typing import Any

import pytest
from report.test_turn_words import UP, entry, months, moved

from sim.report.text import fits
from sim.report.turns_page import base_sentences, turns_page


def document(*readings: dict[str, Any], **changes: Any) -> dict[str, Any]:
    bound = {
        "claim": "two-hours",
        "base": "middle",
        "target": "Yongbyon",
        "uncovered_s": 8880.0,
        "looks_a_day_at_most_on_average": 9.7,
        "looks_a_day_at_most": 18.0,
        "mean_start_to_start_at_least_s_on_average": 8907.0,
        "start_to_start_at_least_s": 4800.0,
    }
    turns = {
        "other_months": {"count": 24},
        "bases": [{"claim": "two-hours", "base": "middle", "words": "at middle values", "case": {}}],
        "bounds": [bound],
        "readings": [{**one, "sentences": [f"Told of {one['over']}."]} for one in readings],
    }
    return {"turns": turns | changes}


@pytest.mark.parametrize("width", [80, 100, 120])
def test_a_table_has_what_turns_and_a_line_what_does_not(width: int) -> None:
    """The limit that turns, as far as the page is wide; the other is named with what comes closest."""
    turning = moved(UP, other_months=months(1.0, 55.1, 57.0, 60.2), allowed_from={"any_phasing": 38.2})
    never = moved(words="largest squint of the radars", allowed_from={"any_phasing": None})
    page = turns_page(document(entry(turning, never)), width=width)
    words = " ".join(page.split())
    row = "radars: largest incidence 45 deg from 53.8 deg on 24 of 24: 55.1 to 60.2 deg"
    line = "radars: largest incidence (now 45 deg): true from 53.8 deg on; in other months 24 of 24: 55.1 to 60.2 deg"
    assert (line if width == 80 else row) in words
    assert ("below 38.2 deg" in words) == (width == 120)
    assert "true at no value of the radars' largest squint; the closest is" in words
    assert "in any phasing, at every value of the radars' largest squint" in words
    assert fits(page, width)


def test_readings_at_any_one_target_and_longer_limits_are_left_to_sentences() -> None:
    """The page has a reading once, at each target; with verbose every entry is told."""
    several = document(
        entry(moved(UP)), entry(moved(UP), over="any"), entry(moved(UP), limit_s=9000.0, threshold=9000.0)
    )
    page = turns_page(several)
    assert page.count("Mean gap, at most 2 h, at each target") == 1
    assert "150 min" not in page
    verbose = turns_page(several, verbose=True)
    assert (verbose.count("Told of each."), verbose.count("Told of any.")) == (2, 1)


def test_a_base_is_described_with_its_bounds() -> None:
    """The place with the fewest looks, and that which is out of every swath for longest."""
    assert base_sentences(document()["turns"]) == [
        "At middle values: without simulation, swaths sweep over Yongbyon at most 9.7 times a day, on average over "
        "longitudes (every 148 min); planes leave Yongbyon out of every swath for 148 min at a time, in any phasing."
    ]
    assert base_sentences(document(bounds=[])["turns"]) == ["At middle values."]


def test_when_all_readings_hold_there_is_one_line() -> None:
    """Nothing would have to be true."""
    assert turns_page(document()) == "What would have to be true: every reading holds with all that is tried."
