"""When readings first hold: by hand, and against a loop over the stretches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.studies.first_true import first_of, first_true, is_true

STARTS = [datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=7 * k) for k in range(60)]


def test_a_reading_that_turns_twice() -> None:
    """False, true, false, true, true: first in the second stretch, lasting from the fourth, turned three times."""
    values = np.array([[9.0, 1.0], [1.0, 1.0], [9.0, 1.0], [2.0, 2.0], [1.0, 2.0]])
    found = first_true(STARTS[:5], values, "<=", 2.0)
    assert (found.first, found.lasting) == (STARTS[1], STARTS[3])
    assert found.turned == (STARTS[1], STARTS[2], STARTS[3])
    assert (found.n_true, found.n_since) == (3, 4)
    assert not found.holds_on
    at_any = first_true(STARTS[:5], values, "<=", 2.0, over="any")
    assert (at_any.first, at_any.lasting, at_any.n_true) == (STARTS[0], STARTS[0], 5)
    assert at_any.holds_on


def test_a_reading_that_is_true_in_no_stretch() -> None:
    """No date, and nothing turned; a stretch in which nobody counts is not true either."""
    found = first_true(STARTS[:3], np.array([[np.nan], [5.0], [np.nan]]), "<=", 2.0)
    assert (found.first, found.lasting, found.turned, found.n_true, found.n_since) == (None, None, (), 0, 0)
    assert not found.holds_on
    assert not is_true(np.array([np.nan, 1.0]), ">=", 0.0)
    assert is_true(np.array([np.nan, 1.0]), ">=", 0.0, over="any")


@pytest.mark.parametrize(("compare", "met"), [("<=", True), (">=", True), ("<", False), (">", False)])
def test_a_value_at_its_threshold(compare: str, met: bool) -> None:
    """It meets "at most" and "at least", and neither "less" nor "more"."""
    assert is_true(np.array([2.0]), compare, 2.0) == met


@given(st.lists(st.booleans(), min_size=1, max_size=60))
@settings(deadline=None, max_examples=100)
def test_dates_are_those_of_a_loop(true: list[bool]) -> None:
    """First, lasting and turning stretches are those that a walk through all of them finds."""
    found = first_of(STARTS[: len(true)], np.array(true))
    held = [start for start, now in zip(STARTS, true, strict=False) if now]
    assert found.first == (held[0] if held else None)
    assert found.n_true == len(held)
    lasting = None
    for start, now in reversed(list(zip(STARTS, true, strict=False))):
        if not now:
            break
        lasting = start
    assert found.lasting == lasting
    before, turned = False, []
    for start, now in zip(STARTS, true, strict=False):
        if now != before:
            turned.append(start)
        before = now
    assert list(found.turned) == turned
