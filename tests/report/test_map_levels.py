"""Bands of colour: round edges, few of them, over all that is to be shown."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.maps.figure_names import FIGURES, figure_named
from sim.report.map_levels import levels

LONGEST = figure_named("gap_max_s")


@pytest.mark.parametrize(
    ("low_min", "high_min", "labels", "unit"),
    [
        (280.0, 780.0, ["4", "5", "6", "7", "8", "9", "10", "11", "12", "13"], "hours"),
        (92.0, 131.0, ["90", "95", "100", "105", "110", "115", "120", "125", "130", "135"], "min"),
        (10.0, 25.0, ["10", "12", "14", "16", "18", "20", "22", "24", "26"], "min"),
        (2880.0, 14400.0, ["2", "3", "4", "5", "6", "7", "8", "9", "10"], "days"),
        (30.0, 2000.0, ["30 min", "1 h", "2 h", "4 h", "8 h", "12 h", "1 d", "2 d"], ""),
    ],
)
def test_lengths_of_time_are_said_as_people_say_them(
    low_min: float, high_min: float, labels: list[str], unit: str
) -> None:
    """Hours, minutes or days in equal bands; bands that double where the range is wide."""
    found = levels(LONGEST, 60.0 * low_min, 60.0 * high_min)
    assert (list(found.labels), found.unit) == (labels, unit)


def test_counts_have_whole_edges_and_shares_a_percent_sign() -> None:
    """3 to 5 gaps are edges 3, 4, 5; shares of time are percent."""
    counts = levels(figure_named("n_gaps"), 3.0, 5.0)
    assert (counts.edges, counts.unit) == ((3.0, 4.0, 5.0), "")
    shares = levels(figure_named("percent_covered"), 0.5, 1.1)
    assert (shares.labels[0], shares.labels[-1], shares.unit) == ("0.5", "1.1", "%")


@given(
    figure=st.sampled_from(FIGURES),
    low=st.floats(0.0, 1e7, allow_subnormal=False),
    more=st.floats(0.0, 1e7, allow_subnormal=False),
)
@example(figure=LONGEST, low=0.0, more=0.0)
@example(figure=FIGURES[8], low=7.0, more=0.0)
def test_edges_ascend_are_few_and_hold_what_is_shown(figure, low: float, more: float) -> None:
    """Two to twelve edges, each with a label of its own, around both ends; rounding moves them by 1e-8 of the end.

    A thousandth of the upper end, a second and a count of one are as low as wide ranges go; percent ends at 100.
    """
    most = 100.0 if figure.unit == "percent" else 1e7
    low, high = min(low, most), min(low + more, most)
    found = levels(figure, low, high)
    assert 2 <= len(found.edges) <= 12
    assert (np.diff(found.edges) > 0.0).all()
    assert len(set(found.labels)) == len(found.labels) == len(found.edges)
    floor = {"s": 1.0, "1": 1.0}.get(figure.unit, 1e-6)
    assert found.edges[0] <= max(low, high / 1000.0, floor) * (1.0 + 1e-9) + 1e-8 * high
    assert found.edges[-1] >= high * (1.0 - 1e-8) - 1e-6
