"""Cells of figures: lengths in words, with the mark of a lower bound."""

import pytest

from sim.report.figure_cells import bounded_length_of, length, length_of
from sim.revisit.figure_kinds import GAP_MAX, GAP_MEAN, RESPONSE_MEAN

ROW = {
    "gap_max_s": 9000.0,
    "gap_mean_s": 5400.0,
    "response_mean_s": None,
    "n_censored": 0,
    "gap_max_censored": False,
    "waits_are_lower_bounds": False,
}


def test_a_length_of_time_is_written_in_words_and_none_as_a_dash():
    """9,000 s are 150 min; a figure that was not measured is a dash."""
    assert (length(9000.0), length(None)) == ("150 min", "-")
    assert (length_of(GAP_MAX)(ROW), length_of(RESPONSE_MEAN)(ROW)) == ("150 min", "-")


@pytest.mark.parametrize(
    ("changed", "longest", "mean", "wait"),
    [
        ({}, "150 min", "90 min", "-"),
        ({"n_censored": 2}, "150 min", ">=90 min", "-"),
        ({"n_censored": 1, "gap_max_censored": True}, ">=150 min", ">=90 min", "-"),
        ({"waits_are_lower_bounds": True, "response_mean_s": 3600.0}, "150 min", "90 min", ">=60 min"),
    ],
)
def test_a_lower_bound_is_marked(changed, longest, mean, wait):
    """The longest gap is marked if it is censored itself, a mean if any gap in it is."""
    row = ROW | changed
    cells = [bounded_length_of(kind)(row) for kind in (GAP_MAX, GAP_MEAN, RESPONSE_MEAN)]
    assert cells == [longest, mean, wait]
