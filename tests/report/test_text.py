"""Plain tables, lengths of time and sentences for people."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.text import fits, number, table, wrapped
from sim.words import duration, percent


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "0 s"),
        (45.4, "45 s"),
        (89.9, "90 s"),
        (90.0, "1.5 min"),
        (599.0, "10.0 min"),
        (600.0, "10 min"),
        (7800.0, "130 min"),
        (35999.0, "600 min"),
        (36000.0, "10.0 h"),
        (41040.0, "11.4 h"),
        (259199.0, "72.0 h"),
        (259200.0, "3.0 d"),
        (math.nan, "-"),
    ],
)
def test_lengths_of_time(seconds: float, text: str) -> None:
    """The unit grows with the length; there are never more than three figures before it, nor less than one."""
    assert duration(seconds) == text


def test_shares_and_numbers() -> None:
    """A share is a percentage; what was not measured is a dash."""
    assert (percent(0.954), percent(math.nan)) == ("95 %", "-")
    assert (number(1.25), number(1.256, 2), number(math.nan)) == ("1.2", "1.26", "-")


def test_a_table_is_aligned() -> None:
    """Columns are as wide as their widest cell, chosen ones flush right, no blank at a line's end."""
    assert table(["name", "n"], [["A", "10"], ["Long name", "5"]], right=(1,), indent="  ") == (
        "  name        n\n  ---------  --\n  A          10\n  Long name   5"
    )
    assert table(["a", "b"], []) == "a  b\n-  -"


def test_wide_letters_take_two_columns() -> None:
    """Korean letters are two columns wide, a combining accent none: what stands after them is aligned."""
    assert table(["name", "n"], [["평양", "1"], ["e\u0301te", "20"]], right=(1,)) == (
        "name   n\n----  --\n평양   1\ne\u0301te   20"
    )
    assert not fits("평양", 3)


words = st.lists(st.text("abcäß-/0123456789", min_size=1, max_size=12), min_size=1, max_size=60).map(" ".join)


@given(words, st.integers(40, 120), st.sampled_from(["", "  "]))
def test_a_wrapped_sentence_keeps_its_words(sentence: str, width: int, indent: str) -> None:
    """Only blanks between words turn into line breaks, and every line fits."""
    text = wrapped(sentence, width, indent=indent, hang="  ")
    assert text.split() == sentence.split()
    assert fits(text, width)
    first, *rest = text.splitlines()
    assert first.startswith(indent + sentence[0])
    assert all(line.startswith(indent + "  ") and line[len(indent) + 2] != " " for line in rest)


def test_fitting_is_about_the_widest_line() -> None:
    """A text fits where each of its lines does."""
    assert fits("abc\nabcd", 4)
    assert not fits("abc\nabcde", 4)
