"""Evidence below a verdict: columns of one number of decimals, yes and no, dashes for what is not known."""

from __future__ import annotations

from typing import Any

from sim.report.evidence_table import evidence_block

VERDICT: dict[str, Any] = {
    "sentence": "It passes near the place; by 3 km.",
    "headings": {"place": "place", "km": "away, km", "at_utc": "at", "true": "true"},
    "evidence": [
        {"place": "A", "km": 3.25, "at_utc": "2024-04-07T23:17:00.000Z", "true": True, "more": 1},
        {"place": "Bergen", "km": 12.0, "at_utc": None, "true": None, "more": 2},
    ],
}


def test_numbers_of_a_column_have_the_same_decimals_and_stand_flush_right() -> None:
    """Whole seconds lose their milliseconds; keys without a heading are for files alone."""
    assert evidence_block(VERDICT, 80).splitlines() == [
        "It passes near the place; by 3 km.",
        "  place   away, km  at                    true",
        "  ------  --------  --------------------  ----",
        "  A           3.25  2024-04-07T23:17:00Z  yes",
        "  Bergen     12.00  -                     -",
    ]


def test_a_lead_comes_first_and_without_a_width_the_sentence_is_one_line() -> None:
    """As a list of verdicts prints it; without evidence there is no table."""
    bare = {"sentence": "word " * 40 + "end.", "headings": {}, "evidence": []}
    assert evidence_block(bare, None, lead="- ") == f"- {bare['sentence']}"
    first, *rest = evidence_block(bare, 60, lead="- ").splitlines()
    assert first.startswith("- word")
    assert all(line.startswith("  word") for line in rest)
