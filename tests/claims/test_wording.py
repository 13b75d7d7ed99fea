"""Numbers and lists as people read them."""

import math

import pytest

from sim.claims.measures import MEASURES
from sim.claims.wording import Scale, no_difference_words, outcome_counts
from sim.words import counted, duration_words, listed

GAP = Scale(MEASURES["gap_max_s"], "<=", 7200.0)
SHARE = Scale(MEASURES["share_of_gaps_within"], ">=", 0.95, 9000.0)
LOOKS = Scale(MEASURES["n_looks"], ">=", 1.0)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "0 s"),
        (1.25, "1.2 s"),
        (42.0, "42 s"),
        (252.0, "4.2 min"),
        (7200.0, "2 h"),
        (7201.0, "120 min"),
        (7812.0, "130 min"),
        (9000.0, "150 min"),
        (35_940.0, "599 min"),
        (36_000.0, "10 h"),
        (44_500.0, "12.4 h"),
        (86_400.0, "24 h"),
        (math.inf, "no end"),
        (math.nan, "not measured"),
    ],
)
def test_durations(seconds, words):
    """Whole hours as hours, minutes below ten hours, hours above, seconds and tenths where they are short."""
    assert duration_words(seconds) == words


@pytest.mark.parametrize(
    ("scale", "value", "value_words", "margin_words"),
    [
        (GAP, 7812.0, "130 min", "10 min over"),
        (GAP, 7080.0, "118 min", "2.0 min inside"),
        (GAP, 7200.0, "2 h", "just on it"),
        (GAP, math.inf, "no end", "without any bound"),
        (SHARE, 0.931, "93.1 %", "1.9 points short"),
        (SHARE, 1.0, "100 %", "5 points above"),
        (SHARE, 0.9999, "99.99 %", "5 points above"),
        (SHARE, 0.0, "0 %", "95 points short"),
        (SHARE, math.nan, "not measured", None),
        (LOOKS, 0.0, "0", "1 short"),
        (LOOKS, 1234.0, "1,234", "1,233 above"),
    ],
)
def test_values_and_margins(scale, value, value_words, margin_words):
    """Margins say on which side of the threshold a value lies; only a whole share reads 0 or 100 %."""
    assert scale.value_words(value) == value_words
    if margin_words is not None:
        assert scale.margin_words(scale.margin(value)) == margin_words


def test_errors_follow_their_value():
    """A finite error is told in the unit of the value's differences, none and an infinite one are not."""
    assert GAP.value_words(7812.0, 120.0) == "130 min ± 2.0 min"
    assert SHARE.value_words(0.9, 0.013) == "90 % ± 1.3 points"
    assert GAP.value_words(7812.0, None) == GAP.value_words(7812.0, math.inf) == "130 min"


def test_what_is_asked():
    """At most, at least, and within, where the measure is computed for a limit."""
    assert GAP.asked_words() == "at most 2 h"
    assert SHARE.asked_words() == "at least 95 % within 150 min"
    assert LOOKS.asked_words() == "at least 1"


def test_lists_and_counts():
    """One, two, more; singular and plural."""
    assert [listed(list(words)) for words in ("a", "ab", "abc")] == ["a", "a and b", "a, b and c"]
    assert listed(["a", "b"], "or") == "a or b"
    assert [counted(n, "target") for n in (1, 2, 1000)] == ["1 target", "2 targets", "1,000 targets"]
    assert no_difference_words((), ()) == ""


def test_outcomes_by_target():
    """The number of targets is told once, and all targets alike are one clause."""
    mixed = {"A": "fails", "B": "holds", "C": "fails", "D": "cannot tell", "E": "holds only if"}
    assert outcome_counts(mixed) == (
        "holds at 1 of 5 targets (B), holds under conditions at 1 (E), fails at 2 (A, C), cannot be told at 1 (D)"
    )
    assert outcome_counts(dict.fromkeys("AB", "holds")) == "holds at all 2 targets, taken one by one"
