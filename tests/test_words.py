"""Words and numbers for people: lists, counts, lengths of time, shares, near misses."""

import math

import pytest

from sim.words import (
    alike,
    counted,
    did_you_mean,
    duration,
    duration_words,
    least_interval_words,
    listed,
    meant,
    percent,
    percent_words,
    shortened,
)


def test_lists_have_commas_and_one_and() -> None:
    """The last word is joined by a word; nothing, and one, stand alone."""
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"], "or") == "a, b or c"


def test_long_lists_are_cut_and_never_by_one() -> None:
    """Up to the number all are named; of more one fewer, so that what is left out is two at least."""
    assert shortened([], 2) == ""
    assert shortened(["A", "B"], 2) == "A, B"
    assert shortened(["A", "B", "C"], 2) == "A and 2 more"
    assert shortened(["A", "B", "C"], 3) == "A, B, C"
    assert shortened([str(i) for i in range(1002)], 4, "others") == "0, 1, 2 and 999 others"


def test_one_is_singular() -> None:
    """Thousands are parted by commas; parts of a thing are plural, and a whole number of days has no decimals."""
    assert [counted(n, "target") for n in (0, 1, 2, 1234)] == ["0 targets", "1 target", "2 targets", "1,234 targets"]
    assert [counted(n, "day") for n in (1.0, 2.5, 39.0)] == ["1 day", "2.5 days", "39 days"]


def test_near_misses_are_proposed_and_nothing_else() -> None:
    """The nearest first; a word that is like none proposes none."""
    known = ("incidence_min_deg", "incidence_max_deg", "squint_max_deg")
    assert alike("incidence_mx_deg", known, 2) == ["incidence_max_deg", "incidence_min_deg"]
    assert did_you_mean("squint_deg", known) == "; did you mean squint_max_deg?"
    assert did_you_mean("colour", known) == ""
    assert meant(["a", "b"]) == "; did you mean a or b?"
    assert meant([]) == ""


@pytest.mark.parametrize(
    ("seconds", "table", "sentence"),
    [
        (0.0, "0 s", "0 s"),
        (9.46, "9 s", "9.5 s"),
        (45.0, "45 s", "45 s"),
        (75.0, "75 s", "1.2 min"),
        (599.0, "10.0 min", "10.0 min"),
        (7200.0, "120 min", "2 h"),
        (7260.0, "121 min", "121 min"),
        (44640.0, "12.4 h", "12.4 h"),
        (86400.0, "24.0 h", "24 h"),
        (172500.0, "47.9 h", "47.9 h"),
        (172790.0, "48.0 h", "2 days"),
        (300000.0, "3.5 d", "3.5 days"),
        (518040.0, "6.0 d", "6 days"),
        (2332800.0, "27.0 d", "27 days"),
        (math.nan, "-", "not measured"),
        (math.inf, "inf d", "no end"),
    ],
)
def test_lengths_of_time_have_the_unit_that_reads_best(seconds: float, table: str, sentence: str) -> None:
    """Tables keep minutes up to ten hours and days beyond three; sentences say whole hours, and days beyond two."""
    assert duration(seconds) == table
    assert duration_words(seconds) == sentence


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(7860.0, "131 min"), (7861.0, "132 min"), (44641.0, "12.5 h"), (46800.0, "13 h"), (475000.0, "5.5 days")],
)
def test_an_interval_that_is_long_enough_is_rounded_up(seconds: float, words: str) -> None:
    """Minutes below ten hours, then tenths of an hour, then tenths of a day."""
    assert least_interval_words(seconds) == words


def test_shares_are_percents() -> None:
    """A table rounds; a sentence makes no 0 or 100 of what is neither."""
    assert [percent(share) for share in (0.0, 0.126, 1.0, None, math.nan)] == ["0 %", "13 %", "100 %", "-", "-"]
    assert [percent_words(share) for share in (0.0, 0.126, 0.99996, 0.0004, 1.0)] == [
        "0 %", "12.6 %", "99.996 %", "0.04 %", "100 %",
    ]  # fmt: skip
