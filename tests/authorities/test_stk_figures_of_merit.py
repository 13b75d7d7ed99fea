"""Figures with clipped gaps are STK's, by its own definitions (stk_figures_of_merit.txt), on coverage made by hand."""

import numpy as np
import pytest

from authorities import named, numbers
from sim.revisit.figures import figures

STK = named("stk_figures_of_merit.txt")
SPAN = float(STK["example_interval"])
# Coverage of 100 units that leaves gaps of 5, 10 and 15, none at an edge: STK's own example.
EXAMPLE = [(0.0, 20.0), (25.0, 45.0), (55.0, 75.0), (90.0, 100.0)]
# Two looks that leave gaps at both edges as well: 10, 40 and 30.
EDGES = [(10.0, 20.0), (60.0, 70.0)]
EXACT = 1e-12  # relative; sums of whole numbers


def told(rows, **more):
    """Return the figures of coverage over the example's interval, gaps clipped as STK does."""
    array = np.array(rows, dtype=float).reshape(-1, 2)
    return figures(array, array, 0.0, SPAN, **({"edges": "clipped"} | more))


def test_revisit_time():
    """Average and maximum over the gaps: 10 and 15 of 5, 10 and 15; the share of gaps and the median likewise."""
    gaps = numbers(STK["example_gaps"])
    found = told(EXAMPLE, limits_s=(4.0, 5.0, 10.0, 15.0))
    assert (found.n_gaps, found.gap_mean_s, found.gap_max_s) == (3, np.mean(gaps), max(gaps))
    assert found.gap_median_s == 10.0
    assert found.share_of_gaps_within == pytest.approx((0.0, 1 / 3, 2 / 3, 1.0), rel=EXACT)


def test_time_average_gap():
    """STK's own example: 5 x 0.05 + 10 x 0.10 + 15 x 0.15 = 3.5."""
    assert told(EXAMPLE).time_average_gap_s == pytest.approx(float(STK["example_time_average"]), rel=EXACT)


def test_response_time_and_age_of_data():
    """Average response is half the time average gap, its longest the longest gap; age of data has the same average."""
    found = told(EXAMPLE)
    assert found.response_mean_s == pytest.approx(float(STK["example_time_average"]) / 2.0, rel=EXACT)
    assert found.response_max_s == 15.0
    assert found.mean_age_s == pytest.approx(found.response_mean_s, rel=EXACT)


def test_percent_below():
    """Revisit time is at most 15 for 95 % of the time (85 % lie in gaps up to 10, or in none); response at most 10.

    Of the 100 units 70 are covered, so half the time both are 0. A wait is longer than 10 in the first 5 units of the
    gap of 15 alone: 5 %.
    """
    found = told(EXAMPLE, limits_s=(0.0, 5.0, 10.0))
    assert (found.instant_gap_p50_s, found.instant_gap_p95_s) == (0.0, 15.0)
    assert found.wait_p50_s == 0.0
    assert found.wait_p95_s == pytest.approx(10.0, rel=EXACT)
    assert found.wait_probability == pytest.approx((0.70, 0.85, 0.95), rel=EXACT)


def test_gaps_at_the_edges():
    """Cut at the interval's bounds and counted: 10, 40 and 30. Ignored: 40 alone."""
    found = told(EDGES)
    assert (found.n_gaps, found.gap_max_s) == (3, 40.0)
    assert found.gap_mean_s == pytest.approx(80.0 / 3.0, rel=EXACT)
    assert found.time_average_gap_s == pytest.approx((10.0**2 + 40.0**2 + 30.0**2) / SPAN, rel=EXACT)
    assert found.percent_covered == pytest.approx(20.0, rel=EXACT)
    ignored = told(EDGES, edges="interior")
    assert (ignored.n_gaps, ignored.gap_mean_s, ignored.gap_max_s) == (1, 40.0, 40.0)


def test_coverage_beyond_the_interval_changes_nothing():
    """Looks before and after the interval do not move gaps that are cut at its bounds."""
    wide = [(-50.0, -40.0), *EDGES, (130.0, 140.0)]
    assert told(wide, searched_from_s=-60.0, searched_to_s=150.0).gap_mean_s == told(EDGES).gap_mean_s


def test_no_access():
    """Never covered: one gap, the interval; STK says a million seconds for the wait, we say the interval, a bound."""
    found = told([])
    assert (found.n_gaps, found.gap_mean_s, found.gap_max_s, found.time_average_gap_s) == (1, SPAN, SPAN, SPAN)
    assert (found.percent_covered, found.n_looks) == (0.0, 0)
    assert found.gap_max_censored
    assert found.waits_are_lower_bounds


def test_two_assets_cover_together():
    """A gap is where no asset sees the point: looks that overlap make one stretch, and two accesses."""
    found = told([(0.0, 30.0), (20.0, 60.0), (80.0, 100.0)])
    assert (found.n_looks, found.n_gaps, found.gap_max_s) == (3, 1, 20.0)
