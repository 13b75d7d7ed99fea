"""Spans of UTC: what they refuse."""

import math
from datetime import UTC, datetime
from typing import Any

import pytest

import sim
from sim.errors import UsageError

START = datetime(2026, 8, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "duration_s", "sentence"),
    [
        ("2026-08-22", 60.0, r"start = '2026-08-22' must be a datetime with a time zone, as sim\.parse_utc gives"),
        (datetime(2026, 8, 22), 60.0, "must be a datetime with a time zone"),
        (START, -5.0, "duration_s = -5 must be 0 s or more, and finite"),
        (START, math.inf, "duration_s = inf must be 0 s or more"),
        (START, math.nan, "duration_s = nan must be 0 s or more"),
    ],
)
def test_a_span_that_is_none_is_refused(start: Any, duration_s: float, sentence: str) -> None:
    """Where it is made, and not as an empty table or a search that finds nothing."""
    with pytest.raises(UsageError, match=sentence):
        sim.Span(start, duration_s)


def test_an_instant_is_a_span() -> None:
    """A duration of 0 s begins and ends at once."""
    assert sim.Span(START, 0.0).end == START
