"""Coincidences and cued looks against trying every pair, and cases worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from revisit import second_by_second as slow

from sim.errors import UsageError
from sim.revisit.coincidence import ORDERS, Coincidences, coincidences, cued
from sim.revisit.gaps import gaps

MINUTE = 60.0


def pairs(found: Coincidences) -> set[tuple[int, int]]:
    """The pairs found, none of them twice."""
    listed = list(zip(found.first.tolist(), found.second.tolist(), strict=True))
    assert len(set(listed)) == len(listed)
    return set(listed)


@given(slow.coverages(), slow.coverages(), st.integers(0, 30), st.sampled_from(ORDERS))
def test_pairs_are_those_of_trying_them_all(first, second, within_s, order):
    """Whole seconds, rows that overlap, nest and meet: the pairs with seconds no further apart than asked."""
    expected = set()
    for i, (a, b) in enumerate(first):
        for j, (c, d) in enumerate(second):
            if a == b or c == d:
                continue
            apart = min(abs(x - y) for x in (a, b) for y in (c, d))
            together = 0 if slow.covered([(a, b)]) & slow.covered([(c, d)]) else apart
            if together <= within_s and (order == "either" or a <= c):
                expected.add((i, j))
    found = coincidences(first, second, within_s, order)
    assert pairs(found) == expected
    for k, (i, j) in enumerate(zip(found.first, found.second, strict=True)):
        (a, b), (c, d) = first[i], second[j]
        assert (found.start_s[k], found.end_s[k]) == (min(a, c), max(b, d))
        overlap = slow.covered([(a, b)]) & slow.covered([(c, d)])
        assert found.separation_s[k] == (0 if overlap else max(c - b, a - d))
    assert np.all(np.diff(found.start_s) >= 0.0)


@given(slow.coverages(), slow.coverages(), st.integers(0, 30), st.integers(0, 20), st.booleans())
def test_cued_looks_are_those_of_trying_them_all(tips, looks, within_s, delay_s, underway):
    """A look counts that starts in the window after the tip's end and delay, or is under way then if asked."""
    expected = {
        (i, j)
        for i, (a, b) in enumerate(tips)
        for j, (c, d) in enumerate(looks)
        if a < b
        and c < d
        and (b + delay_s <= c <= b + delay_s + within_s or (underway and c < b + delay_s and d > b + delay_s))
    }
    assert pairs(cued(tips, looks, within_s, delay_s=delay_s, underway=underway)) == expected


@given(slow.coverages(), slow.coverages(), st.integers(0, 30))
def test_either_order_is_the_same_read_backwards(first, second, within_s):
    """Which of the two sensors is named first changes nothing but the order of the names."""
    forward, backward = coincidences(first, second, within_s), coincidences(second, first, within_s)
    assert pairs(forward) == {(i, j) for j, i in pairs(backward)}
    np.testing.assert_array_equal(forward.coverage, backward.coverage)


def test_radar_and_camera_within_half_an_hour_by_hand():
    """A radar looks at 0 and 100 min for 2 min, a camera at 20 and 170 min for 1: only the first two are near.

    18 min lie between them; the event runs from 0 to 21 min. To the day's end nothing more comes, so the one gap left
    within 4 hours is 219 min.
    """
    radar = np.array([(0.0, 2.0), (100.0, 102.0)]) * MINUTE
    camera = np.array([(20.0, 21.0), (170.0, 171.0)]) * MINUTE
    found = coincidences(radar, camera, 30 * MINUTE)
    assert pairs(found) == {(0, 0)}
    assert found.separation_s.tolist() == [18 * MINUTE]
    assert found.events.tolist() == [[0.0, 21 * MINUTE]]
    assert gaps(found.coverage, 0.0, 240 * MINUTE, "clipped").length_s.tolist() == [219 * MINUTE]
    assert len(coincidences(camera, radar, 30 * MINUTE, "first then second")) == 0


def test_cue_by_hand():
    """The tip ends at 10 min, 5 min are needed to command: a look at 12 min is too early, one at 14-16 is under way."""
    tip = [(8 * MINUTE, 10 * MINUTE)]
    looks = np.array([(12.0, 13.0), (14.0, 16.0), (15.0, 15.5), (25.0, 26.0), (25.5, 27.0)]) * MINUTE
    assert pairs(cued(tip, looks, 10 * MINUTE, delay_s=5 * MINUTE)) == {(0, 2), (0, 3)}
    assert pairs(cued(tip, looks, 10 * MINUTE, delay_s=5 * MINUTE, underway=True)) == {(0, 1), (0, 2), (0, 3)}


def test_many_rows_are_soon_paired():
    """A hundred thousand rows on each side, one neighbour each: no square of their number is ever made."""
    start_s = np.arange(100_000) * 100.0
    found = coincidences(
        np.column_stack([start_s, start_s + 1.0]), np.column_stack([start_s + 5.0, start_s + 6.0]), 10.0
    )
    assert len(found) == 100_000
    assert (found.separation_s == 4.0).all()


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: coincidences([], [], -1.0), "separation of -1 s must be 0 or more"),
        (lambda: coincidences([], [], np.nan), "separation of nan s"),
        (lambda: coincidences([], [], 1.0, "backwards"), "order = 'backwards' must be one of either"),
        (lambda: cued([], [], 1.0, delay_s=-2.0), "a delay of -2 s after the tip must be 0 or more"),
        (lambda: cued([], [], -3.0), "a window of -3 s after the tip must be 0 or more"),
    ],
)
def test_impossible_questions_are_refused_in_words(ask, words):
    """A negative time and an unknown order are named."""
    with pytest.raises(UsageError, match=words):
        ask()


def test_nothing_coincides_with_nothing():
    """Without rows there are no pairs, and their coverage is the empty set."""
    found = coincidences([], [(0.0, 1.0)], 5.0)
    assert len(found) == 0
    assert found.coverage.shape == (0, 2)
