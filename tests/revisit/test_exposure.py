"""Exposure: the exact probability against trying the middle of every second, and cases worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from revisit import second_by_second as slow

from sim.errors import UsageError
from sim.revisit.exposure import exposure_probability

START, END = slow.START, slow.END


@given(slow.coverages(), st.integers(1, END - START - 1), st.integers(0, 12))
def test_probability_agrees_with_trying_every_second(rows, exposure_s, dwell_s):
    """With whole seconds all starts within a second are seen or none is, so its middle decides."""
    starts = [START + k + 0.5 for k in range(END - START - exposure_s)]
    seen = [
        any(min(b, x + exposure_s) - max(a, x) >= dwell_s for a, b in rows if b - a >= max(dwell_s, 1)) for x in starts
    ]
    found = exposure_probability(rows, START, END, exposure_s=exposure_s, min_dwell_s=dwell_s)
    assert found == pytest.approx(sum(seen) / len(starts), abs=1e-12)


@given(slow.coverages(), st.integers(0, 12))
def test_longer_exposure_of_one_window_is_seen_more_often(rows, dwell_s):
    """Where all windows lie well inside the span, the starts that are seen grow with the exposure."""
    span = (slow.FROM - 200, slow.TO + 200)
    measures = [
        exposure_probability(rows, *span, exposure_s=w, min_dwell_s=dwell_s) * (span[1] - span[0] - w)
        for w in (5, 15, 45, 135)
    ]
    assert measures == sorted(measures)


def test_one_window_by_hand():
    """One 2 min window at noon of a day, 30 min exposed, 10 s of dwell needed.

    Seen from starts 12:00 + 10 s - 30 min to 12:02 - 10 s: 31 min 40 s of the 23.5 h of possible starts.
    """
    noon = 43200.0
    found = exposure_probability([(noon, noon + 120)], 0, 86400, exposure_s=1800, min_dwell_s=10)
    assert found == pytest.approx(1900 / 84600, rel=1e-12)


def test_two_satellites_do_not_share_a_dwell():
    """Two windows of 20 s that touch never hold a dwell of 30 s; one of 40 s does."""
    halves, whole = [(100, 120), (120, 140)], [(100, 140)]
    assert exposure_probability(halves, 0, 1000, exposure_s=60, min_dwell_s=30) == 0.0
    assert exposure_probability(whole, 0, 1000, exposure_s=60, min_dwell_s=30) == pytest.approx(40 / 940)


def test_window_as_long_as_the_dwell_serves():
    """A window of just 30 s holds a dwell of 30 s: seen from the 30 s of starts at which it lies inside 60 s."""
    assert exposure_probability([(100, 130)], 0, 1060, exposure_s=60, min_dwell_s=30) == 30 / 1000


def test_exposure_as_long_as_the_span_is_seen_or_not():
    """There is one start: the whole window lies inside or its part does not suffice."""
    assert exposure_probability([(90, 130)], 0, 100, exposure_s=100, min_dwell_s=10) == 1.0
    assert exposure_probability([(90, 130)], 0, 100, exposure_s=100, min_dwell_s=11) == 0.0


def test_dwell_longer_than_the_exposure_is_never_seen():
    """Nothing that hides after 20 s gives a dwell of 30 s; no window gives none at all."""
    assert exposure_probability([(0, 100)], 0, 100, exposure_s=20, min_dwell_s=30) == 0.0
    assert exposure_probability([], 0, 100, exposure_s=20) == 0.0


def test_each_window_may_have_a_dwell_of_its_own():
    """Two windows of 20 s with dwells of 5 and 30 s: the first alone counts, 60 + 20 - 2 x 5 s of 1,000 s of starts."""
    windows = [(100, 120), (500, 520)]
    found = exposure_probability(windows, 0, 1060, exposure_s=60, min_dwell_s=[5.0, 30.0])
    assert found == pytest.approx(70 / 1000)
    assert found == exposure_probability(windows[:1], 0, 1060, exposure_s=60, min_dwell_s=5.0)


def test_always_watched_is_always_seen():
    """A stretch of coverage without end sees every exposure."""
    assert exposure_probability([(-math.inf, math.inf)], 0, 100, exposure_s=20, min_dwell_s=20) == 1.0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"exposure_s": 0.0}, "exposure of 0 s must be longer than 0"),
        ({"exposure_s": 101.0}, "fit into the span of 100 s"),
        ({"exposure_s": math.nan}, "exposure of nan s"),
        ({"exposure_s": 10.0, "min_dwell_s": -1.0}, "dwell of -1 s must not be negative"),
        ({"exposure_s": 10.0, "min_dwell_s": [1.0]}, r"shape \(1,\) must be one number, or one for each of 0 windows"),
        ({"exposure_s": 10.0, "span_end_s": 0.0}, r"span \[0, 0\) s"),
    ],
)
def test_impossible_questions_are_refused_in_words(arguments, words):
    """An exposure that is not positive or outlasts the span, a negative dwell, and one dwell too many, are named."""
    with pytest.raises(UsageError, match=words):
        exposure_probability([], **{"span_start_s": 0.0, "span_end_s": 100.0, **arguments})
