"""Lengths of time in the cells of a table."""

from hypothesis import given
from hypothesis import strategies as st

from sim.report.length import Length, in_one_unit
from sim.report.text import table


def test_a_column_is_in_hours_once_a_value_exceeds_600_minutes() -> None:
    """Minutes up to 600, then hours with one decimal, and seconds where all are short; dashes and marks stay."""
    assert in_one_unit([Length(5400.0), "-", Length(36000.0)]) == ["90 min", "-", "600 min"]
    assert in_one_unit([Length(5400.0), Length(36060.0, ">=")]) == ["1.5 h", ">=10.0 h"]
    assert in_one_unit([Length(12.0), Length(89.0)]) == ["12 s", "89 s"]
    assert in_one_unit([Length(12.0), Length(570.0)]) == ["0.2 min", "9.5 min"]
    assert in_one_unit([Length(float("nan")), "none"]) == ["-", "none"]


def test_a_length_alone_has_the_unit_that_suits_it() -> None:
    """Outside a column it is a word like any other."""
    assert f"the longest is {Length(48960.0)}" == "the longest is 13.6 h"
    rows = [[Length(60.0), "a"], [Length(86400.0), "b"]]
    assert table(["gap", "of"], rows).splitlines()[2:] == [
        "0.0 h   a",
        "24.0 h  b",
    ]


@given(st.lists(st.floats(0.0, 4e6), min_size=1, max_size=9))
def test_what_is_rounded_up_is_never_less_than_it_was(lengths_s: list[float]) -> None:
    """An interval for which a claim holds, as written, is at least that interval, and less than a last digit more."""
    cells = in_one_unit([Length(one, rounded_up=True) for one in lengths_s])
    units = {cell.split()[1] for cell in cells}
    assert len(units) == 1
    unit_s = {"s": 1.0, "min": 60.0, "h": 3600.0}[units.pop()]
    for cell, length_s in zip(cells, lengths_s, strict=True):
        written_s = float(cell.split()[0]) * unit_s
        assert -1e-6 * unit_s <= written_s - length_s <= unit_s
