"""Figures of merit: the compiled arithmetic against gaps, waits and numpy; and cases worked out by hand."""

import math
import subprocess
import sys
from dataclasses import asdict, fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from revisit import second_by_second as slow

from sim.errors import UsageError
from sim.intervals import at_least, union
from sim.revisit.figures import figures
from sim.revisit.gaps import EDGES, gaps, revisit_intervals
from sim.revisit.passes import looks
from sim.revisit.waits import waits

START, END = slow.START, slow.END
SEARCH = {"searched_from_s": slow.FROM, "searched_to_s": slow.TO}
EDGE = st.sampled_from(EDGES)
LIMITS_S = (-1.0, 0.0, 7.0, 20.0, 1000.0)
ROUNDING = 1e-9  # relative, or in seconds: far above float rounding of some hundred terms


def expected(look_rows, window_rows, edges, between):
    """The same figures from the readable modules and numpy's own statistics."""
    gap_rows = window_rows if between == "all" else look_rows
    gap, again = (f(gap_rows, START, END, edges, **SEARCH) for f in (gaps, revisit_intervals))
    wait = waits(window_rows, START, END, edges, **SEARCH)
    always = any(a <= START and b >= END for a, b in union(gap_rows))
    gap_s, again_s = (np.zeros(1), np.zeros(1)) if always else (one.length_s[one.in_means] for one in (gap, again))
    gap_max_s = 0.0 if always else gap.length_s.max() if len(gap) else math.nan
    longest = int(np.argmax(gap.length_s)) if len(gap) else None
    n_looks = sum(START <= a < END for a, b in look_rows if a < b)
    days = (END - START) / 86400.0
    nothing = math.nan
    return {
        "span_s": END - START,
        "edges": edges,
        "gaps_between": between,
        "n_looks": n_looks,
        "n_windows": sum(START <= a < END for a, b in window_rows if a < b),
        "looks_per_day": n_looks / days,
        "time_per_look_s": 86400.0 * days / n_looks if n_looks else nothing,
        "n_gaps": len(gap),
        "n_censored": gap.n_censored,
        "gap_mean_s": gap_s.mean() if gap_s.size else nothing,
        "gap_median_s": np.median(gap_s) if gap_s.size else nothing,
        "gap_p95_s": np.percentile(gap_s, 95) if gap_s.size else nothing,
        "gap_max_s": gap_max_s,
        "gap_max_start_s": nothing if longest is None else gap.start_s[longest],
        "gap_max_end_s": nothing if longest is None else gap.end_s[longest],
        "gap_max_censored": False if longest is None else gap.censored[longest],
        "n_revisits": len(again),
        "n_revisits_censored": again.n_censored,
        "revisit_mean_s": again_s.mean() if again_s.size else nothing,
        "revisit_max_s": 0.0 if always else again.length_s.max() if len(again) else nothing,
        "percent_covered": 100.0 * wait.share_within(0.0),
        "response_mean_s": wait.mean_s,
        "response_max_s": wait.worst_s,
        "wait_p50_s": wait.percentile_s(50),
        "wait_p95_s": wait.percentile_s(95),
        "mean_age_s": wait.mean_age_s,
        "time_average_gap_s": wait.time_average_gap_s,
        "instant_gap_p50_s": wait.gap_percentile_s(50),
        "instant_gap_p95_s": wait.gap_percentile_s(95),
        "waits_are_lower_bounds": wait.is_lower_bound,
        "limits_s": LIMITS_S,
        "share_of_gaps_within": tuple((gap_s <= x).mean() if gap_s.size else nothing for x in LIMITS_S),
        "wait_probability": tuple(wait.share_within(LIMITS_S)),
    }


@given(slow.coverages(), slow.coverages(), EDGE, st.sampled_from(["looks", "all"]), st.sampled_from([0.0, 1 / 3]))
def test_compiled_figures_equal_the_readable_ones(look_rows, window_rows, edges, between, stretch):
    """Every figure equals that of gaps, waits and numpy (``stretch`` moves ends off the whole seconds)."""
    look_rows, window_rows = (
        [(a + stretch * math.sin(a), b + stretch * math.sin(b)) for a, b in rows if b > a or not stretch]
        for rows in (look_rows, window_rows)
    )
    found = asdict(figures(look_rows, window_rows, START, END, edges=edges, gaps=between, limits_s=LIMITS_S, **SEARCH))
    by_hand = expected(look_rows, window_rows, edges, between)
    assert found.keys() == by_hand.keys()
    for name, value in by_hand.items():
        assert found[name] == (
            value if isinstance(value, str) else pytest.approx(value, rel=ROUNDING, abs=ROUNDING, nan_ok=True)
        ), name


@pytest.mark.parametrize("n", [3, 40, 700, 3000])
@pytest.mark.parametrize("spread", ["even", "clustered"])
def test_percentiles_equal_numpy_at_every_size(n, spread):
    """The sort inside serves even and badly clustered gaps: percentiles equal numpy's to rounding."""
    rng = np.random.default_rng(n)
    length_s = rng.uniform(10.0, 1e4, n) if spread == "even" else rng.uniform(10.0, 11.0, n)
    length_s[n // 2] = 1e4 if spread == "even" else 1e9
    start_s = np.cumsum(length_s + 5.0)
    rows = np.column_stack([start_s - 5.0, start_s])
    gap_s = rows[1:, 0] - rows[:-1, 1]
    found = figures(rng.permutation(rows), rows, rows[0, 0], rows[-1, 1], edges="interior")
    assert found.n_gaps == gap_s.size
    np.testing.assert_allclose(
        [found.gap_median_s, found.gap_p95_s, found.gap_max_s],
        np.percentile(gap_s, [50, 95, 100]),
        rtol=1e-12,
    )


@given(slow.coverages(), slow.coverages(), st.sampled_from(["completed", "clipped"]))
def test_more_satellites_never_make_a_worst_case_worse(rows, more, edges):
    """Adding windows lengthens neither the longest gap nor the response, mean or worst."""
    alone = figures(rows, rows, START, END, edges=edges, **SEARCH)
    together = figures([*rows, *more], [*rows, *more], START, END, edges=edges, **SEARCH)
    assert together.gap_max_s <= alone.gap_max_s
    assert together.response_max_s <= alone.response_max_s
    assert together.response_mean_s <= alone.response_mean_s + ROUNDING
    assert together.percent_covered >= alone.percent_covered - ROUNDING


@given(slow.coverages(), st.randoms())
def test_order_of_rows_changes_no_bit(rows, random):
    """Rows may come satellite by satellite or by time."""
    mixed = list(rows)
    random.shuffle(mixed)
    assert repr(figures(mixed, mixed, START, END, **SEARCH)) == repr(figures(rows, rows, START, END, **SEARCH))


def test_looks_and_windows_give_two_honest_mean_gaps():
    """A radar passes every 100 min and sees 2 min on each side of a 4 min hole.

    Between looks of 8 min the gap is always 92 min. Between windows it is 4 and 92 min in turn: 47 min on
    average over as many holes as gaps (here 3 gaps and 4 holes: (3 x 92 + 4 x 4) / 7).
    """
    minute = 60.0
    first_s = np.array([100.0, 200.0, 300.0, 400.0]) * minute
    start_s = np.sort(np.concatenate([first_s, first_s + 6 * minute]))
    windows = np.column_stack([start_s, start_s + 2 * minute])
    seen = looks(windows[:, 0], windows[:, 1], [1, 1, 2, 2, 3, 3, 4, 4])
    between_looks = figures(seen, windows, 0.0, 500 * minute, edges="interior")
    between_windows = figures(seen, windows, 0.0, 500 * minute, edges="interior", gaps="all")
    assert (between_looks.n_looks, between_looks.n_windows) == (4, 8)
    assert between_looks.gap_mean_s == 92 * minute
    assert between_windows.gap_mean_s == pytest.approx((3 * 92 + 4 * 4) / 7 * minute)
    assert between_looks.percent_covered == between_windows.percent_covered == pytest.approx(100 * 16 / 500)
    assert between_looks.revisit_mean_s == 100 * minute


def test_looks_of_two_satellites_count_twice_and_leave_one_gap():
    """Two satellites look within the same minutes: two looks, one stretch; 12 h a look but 24 h a gap."""
    day = 86400.0
    rows = [(day * k + d, day * k + d + 300.0) for k in range(-1, 5) for d in (0.0, 60.0)]
    found = figures(rows, rows, 0.0, 4 * day)
    assert (found.n_looks, found.looks_per_day, found.time_per_look_s) == (8, 2.0, 43200.0)
    assert (found.n_gaps, found.gap_max_s, found.revisit_mean_s) == (4, day - 360.0, day)


def test_windows_that_touch_are_one_stretch():
    """A hands over to B at 20 s: one stretch of coverage, no revisit in between; but two looks."""
    found = figures([(10, 20), (20, 30), (70, 80)], [(10, 30), (70, 80)], 0, 100, edges="interior")
    assert (found.n_looks, found.n_gaps, found.n_revisits) == (3, 1, 1)
    assert (found.gap_max_s, found.revisit_max_s) == (40.0, 60.0)


def test_means_are_over_gaps_that_begin_inside_and_the_longest_is_of_all():
    """Seen at -300, 40, 70 and 150 s for 10 s each, of 100 s: gaps of 330, 20 and 70 s.

    The first begins before the span, so that the mean is 45 s, half of the gaps keep to 30 s, and the longest is 330 s.
    Start to start 340, 30 and 80 s: mean 55 s.
    """
    rows = [(-300, -290), (40, 50), (70, 80), (150, 160)]
    found = figures(rows, rows, 0, 100, limits_s=[30.0])
    assert (found.n_gaps, found.gap_mean_s, found.gap_median_s, found.gap_max_s) == (3, 45.0, 45.0, 330.0)
    assert found.gap_p95_s == pytest.approx(20.0 + 0.95 * 50.0)
    assert found.share_of_gaps_within == (0.5,)
    assert (found.n_revisits, found.revisit_mean_s, found.revisit_max_s) == (3, 55.0, 340.0)


def test_a_gap_that_holds_the_whole_span_is_its_mean_too():
    """No gap begins within 100 s between looks at -60 and 500 s: the mean is of the one the span lies in."""
    rows = [(-60, -50), (500, 510)]
    found = figures(rows, rows, 0, 100, limits_s=[600.0])
    assert (found.n_gaps, found.gap_mean_s, found.gap_max_s, found.revisit_mean_s) == (1, 550.0, 550.0, 560.0)
    assert found.share_of_gaps_within == (1.0,)


def test_earliest_of_equally_long_gaps_is_named():
    """Gaps of 30 s from 10, 50 and 90 s: the longest is quoted from 10 to 40 s."""
    rows = [(0, 10), (40, 50), (80, 90), (120, 130)]
    found = figures(rows, rows, 0, 130)
    assert (found.n_gaps, found.gap_max_s, found.gap_max_start_s, found.gap_max_end_s) == (3, 30.0, 10.0, 40.0)


def test_two_fold_figures_count_distinct_satellites():
    """A looks at 0-10 and 50-60 s, B at 5-15 and 70-80 s: both at once only from 5 to 10 s."""
    both = at_least(2, [[(0, 10), (50, 60)], [(5, 15), (70, 80)]])
    found = figures(both, both, 0, 100, edges="clipped")
    assert (found.n_looks, found.percent_covered, found.gap_max_s) == (1, 5.0, 90.0)


def test_never_covered_is_a_lower_bound_and_not_a_number_out_of_nowhere():
    """No look in a span of 100 s searched 50 s beyond: a gap of at least 200 s, and nothing to divide by."""
    found = figures([], [], 0, 100, searched_from_s=-50, searched_to_s=150, limits_s=[120])
    assert (found.n_looks, found.n_gaps, found.n_censored) == (0, 1, 1)
    assert (found.gap_max_s, found.gap_max_start_s, found.gap_max_end_s) == (200.0, -50.0, 150.0)
    assert found.gap_max_censored
    assert found.waits_are_lower_bounds
    assert math.isnan(found.time_per_look_s)
    assert (found.percent_covered, found.response_max_s, found.response_mean_s) == (0.0, 150.0, 100.0)
    assert found.share_of_gaps_within == (0.0,)
    nothing = figures([], [], 0, 100, edges="interior", limits_s=[120])
    assert nothing.n_gaps == 0
    assert all(
        math.isnan(x)
        for x in (nothing.gap_mean_s, nothing.gap_median_s, nothing.gap_p95_s, nothing.gap_max_s,
                  nothing.gap_max_start_s, nothing.revisit_mean_s, nothing.revisit_max_s,
                  *nothing.share_of_gaps_within)
    )  # fmt: skip


@pytest.mark.parametrize("edges", EDGES)
def test_span_covered_throughout_meets_every_requirement(edges):
    """No gap is longer than any limit: figures are 0 and shares 1; there is no longest gap to name."""
    found = figures([(-math.inf, math.inf)], [(-1, 60), (60, 101)], 0, 100, edges=edges, limits_s=[0.0, 7200.0])
    assert (found.n_gaps, found.gap_mean_s, found.gap_p95_s, found.gap_max_s, found.revisit_max_s) == (
        0,
        0,
        0,
        0,
        0,
    )
    assert math.isnan(found.gap_max_start_s)
    assert (found.percent_covered, found.response_max_s, found.wait_p95_s) == (100.0, 0.0, 0.0)
    assert found.share_of_gaps_within == found.wait_probability == (1.0, 1.0)


def test_search_is_as_far_as_looks_and_windows_unless_said():
    """Coverage beyond the span completes the gaps at its edges without being told how far it was searched."""
    rows = [(-30, -20), (50, 60), (130, 140)]
    found = figures(rows, rows, 0, 100)
    assert (found.n_gaps, found.n_censored, found.gap_mean_s, found.gap_max_s) == (2, 0, 70.0, 70.0)
    assert found.gap_max_start_s == -20.0


def test_figures_take_any_array_that_holds_rows():
    """Views, read-only arrays, integers and lists give the same figures."""
    rows = np.array([(5.0, 10.0, -1.0), (40.0, 60.0, -1.0)])
    frozen = rows[:, :2].copy()
    frozen.setflags(write=False)
    answers = {repr(figures(r, r, 0, 100)) for r in (rows[:, :2], frozen, frozen.astype(int), [[5, 10], [40, 60]])}
    assert len(answers) == 1


def test_every_figure_says_its_unit():
    """A name ends in its unit, or is a count, a share, a percentage, a rate or a flag."""
    unitless = (
        "n_",
        "share_",
        "percent_",
        "wait_probability",
        "looks_per_day",
        "edges",
        "gaps_between",
    )
    flags = ("gap_max_censored", "waits_are_lower_bounds")
    for field in fields(figures([], [], 0, 100)):
        assert field.name.endswith("_s") or field.name.startswith(unitless) or field.name in flags, field.name


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"edges": "optimistic"}, "edges = 'optimistic' must be one of completed, interior, clipped"),
        ({"gaps": "windows"}, "gaps = 'windows' must be looks or all"),
        ({"span_end_s": 0.0}, r"span \[0, 0\) s"),
        ({"searched_to_s": 50.0}, "whole span"),
        ({"looks": [(0, math.nan)]}, r"interval 0 is \[0, nan\) s"),
        ({"windows": [(3, 2)]}, r"interval 0 is \[3, 2\) s"),
        ({"windows": [1, 2, 3]}, r"shape \(3,\)"),
    ],
)
def test_impossible_questions_are_refused_in_words(arguments, words):
    """Unknown words, an empty span, a search that does not hold it and malformed rows are named."""
    with pytest.raises(UsageError, match=words):
        figures(**{"looks": [], "windows": [], "span_start_s": 0.0, "span_end_s": 100.0, **arguments})


def test_importing_the_room_imports_no_numba():
    """Only those who compute wait for numba: the room's modules are free of it until figures is called."""
    code = (
        "import sys, sim.intervals, sim.revisit.figures, sim.revisit.gaps, sim.revisit.waits\n"
        "import sim.revisit.passes, sim.revisit.exposure\n"
        "sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
