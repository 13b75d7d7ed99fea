"""Evidence below a verdict: columns of one number of decimals, yes and no, dashes for what is not known."""

from __future__ import annotations

from typing import Any

from sim.report.content_text import table_text
from sim.report.evidence_table import evidence_table

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
    (found,) = evidence_table(VERDICT)
    assert table_text(found).splitlines() == [
        "place   away, km  at                    true",
        "------  --------  --------------------  ----",
        "A           3.25  2024-04-07T23:17:00Z  yes",
        "Bergen     12.00  -                     -",
    ]


def test_a_verdict_without_evidence_has_no_table() -> None:
    """Its sentence stands alone."""
    assert evidence_table(VERDICT | {"evidence": []}) == []
