"""Figures of merit: STK's published definitions on sets made by hand, and counting second by second."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import scaled
from revisit import second_by_second as slow

from sim.errors import UsageError
from sim.intervals import total_s
from sim.revisit.definitions import CHAIN_DEFINITIONS, DEFINITIONS, STATISTICS, table
from sim.revisit.figures import figures
from sim.revisit.gaps import EDGES
from sim.revisit.merit import Merit, merit

FROM, START, END, TO = slow.FROM, slow.START, slow.END, slow.TO
T = END - START
SEARCH = {"searched_from_s": FROM, "searched_to_s": TO}
MIDDLES = np.arange(START, END) + 0.5
ROUNDING = 1e-9  # of sums of some hundred whole seconds
DAY, HOUR = 86400.0, 3600.0

SATELLITES = st.lists(slow.coverages(max_size=4), min_size=1, max_size=4)
EDGE = st.sampled_from(EDGES)


def near(value: object) -> object:
    return pytest.approx(value, abs=ROUNDING, nan_ok=True)


def n_fold(satellites, n):
    """Whole seconds in which at least n satellites see the place, as rows."""
    each = [slow.covered(rows) for rows in satellites]
    cells = {k for k in range(FROM, TO) if sum(k in one for one in each) >= n}
    return [(a, b) for a, b in slow.runs(cells)]


def accesses(satellites, edges):
    """Each satellite's accesses as (start, end), those of one joined where they meet."""
    found = []
    for rows in satellites:
        for a, b in slow.runs(slow.covered(rows)):
            if edges == "interior":
                if a > START and b < END:
                    found.append((a, b))
            elif a < END and b > START:
                found.append((max(a, START), min(b, END)) if edges == "clipped" else (a, b))
    return found


@settings(max_examples=scaled(0.7))
@given(SATELLITES, EDGE, st.integers(1, 2))
def test_values_at_instants_agree_with_a_walk(satellites, edges, n):
    """In the middle of each second: seen, by how many, wait, age, the gap, the longest access, and all so far."""
    found = merit(satellites, START, END, edges=edges, min_satellites=n, **SEARCH)
    rows, kept = n_fold(satellites, n), accesses(satellites, edges)
    wait, age, gap = np.array(slow.waits(rows, edges == "clipped")).T
    seen = np.isin(np.arange(START, END), list(slow.covered(rows)))
    in_sight = [sum(k in slow.covered(one) for one in satellites) for k in range(START, END)]
    bounds = {"lower_bounds": True}
    assert found.simple_coverage.at(MIDDLES).tolist() == seen.tolist()
    assert found.n_asset_coverage.at(MIDDLES).tolist() == in_sight
    assert found.number_of_accesses.at(MIDDLES).tolist() == in_sight
    assert found.response_time.at(MIDDLES, **bounds) == near(wait)
    assert found.age_of_data.at(MIDDLES, **bounds) == near(age)
    assert found.revisit_time.at(MIDDLES, **bounds) == near(gap)
    longest = [max((b - a for a, b in kept if a <= k < b), default=0) for k in range(START, END)]
    assert found.access_duration.at(MIDDLES, **bounds).tolist() == longest
    begun = [sum(a <= k for a, b in kept) for k in range(START, END)]
    assert found.accesses_so_far.at(MIDDLES).tolist() == begun
    assert found.coverage_so_far.at(MIDDLES) == near(np.cumsum(seen) - 0.5 * seen)


@settings(max_examples=scaled(0.7))
@given(SATELLITES, EDGE, st.integers(1, 2), st.integers(1, 99))
def test_statistics_agree_with_a_walk(satellites, edges, n, percent):
    """Static figures: over gaps, over accesses, over the middles of all seconds."""
    found = merit(satellites, START, END, edges=edges, min_satellites=n, **SEARCH)
    rows, kept = n_fold(satellites, n), accesses(satellites, edges)
    gap_s = np.array([b - a for a, b, _, _ in slow.gaps(rows, edges)], dtype=float)
    wait, _, gap = np.array(slow.waits(rows, edges == "clipped")).T
    assert found.number_of_gaps.static() == gap_s.size
    assert found.number_of_gaps.static("in span", between_s=(5, 20)) == ((gap_s >= 5) & (gap_s <= 20)).sum()
    if gap.any():
        assert found.revisit_time.static("sum") == near(gap_s.sum())
        begun_s = np.array([b - a for a, b, _, _ in slow.in_means(slow.gaps(rows, edges), edges)], dtype=float)
        of_gaps = {"average": begun_s.mean, "minimum": gap_s.min, "maximum": gap_s.max, "std deviation": begun_s.std}
        for name, measure in of_gaps.items():
            assert found.revisit_time.static(name) == near(measure() if gap_s.size else math.nan)
    else:
        assert found.revisit_time.static("average") == found.revisit_time.static("maximum") == 0.0
    assert found.revisit_time.static("percent below", percent) in {0.0, *gap}
    below = found.revisit_time.static("percent below gaps only", percent)
    if gap.any():
        assert (gap[gap > 0] <= below).mean() >= percent / 100.0 - ROUNDING
        assert (gap[gap > 0] < below).mean() <= percent / 100.0 + ROUNDING
    else:
        assert math.isnan(below)
    assert found.time_average_gap.static() == near(gap.mean())
    assert found.response_time.static("average") == near(wait.mean())
    assert found.response_time.static("maximum") == (wait.max() + 0.5 if wait.any() else 0.0)
    length_s = np.array([b - a for a, b in kept], dtype=float)
    assert found.number_of_accesses.static("total") == len(kept)
    assert found.access_duration.static("sum") == length_s.sum()
    assert found.access_duration.static("average") == near(length_s.mean() if kept else math.nan)
    seen = (gap == 0).sum()
    assert found.coverage_time.static("total") == seen
    assert found.coverage_time.static("percent") == near(100.0 * seen / T)
    in_sight = np.array([sum(k in slow.covered(one) for one in satellites) for k in range(START, END)])
    assert found.coverage_time.static("total time above", n=2) == (in_sight >= 2).sum()
    assert found.n_asset_coverage.static("average") == near(in_sight.mean())
    assert found.n_asset_coverage.static("minimum") == in_sight.min()
    above = found.n_asset_coverage.static("percent above", percent)
    assert (in_sight >= above).mean() >= percent / 100.0 - ROUNDING
    assert (in_sight > above).mean() <= percent / 100.0 + ROUNDING
    for k in range(4):
        assert total_s(found.at_least(k + 1)) == (in_sight >= k + 1).sum()
        assert total_s(found.exactly(k)) == (in_sight == k).sum()


@settings(max_examples=scaled(0.5))
@given(SATELLITES, EDGE)
def test_figures_that_both_have_agree(satellites, edges):
    """The house's figures of the same windows, where both measure the same: to rounding."""
    found = merit(satellites, START, END, edges=edges, **SEARCH)
    rows = [row for one in satellites for row in one]
    house = figures(rows, rows, START, END, edges=edges, **SEARCH)
    assert found.revisit_time.static("average") == near(house.gap_mean_s)
    assert found.revisit_time.static("percentile", 95) == near(house.gap_p95_s)
    assert found.revisit_time.static("maximum") == near(house.gap_max_s)
    assert found.number_of_gaps.static() == house.n_gaps
    assert found.revisit_time.open.sum() == house.n_censored
    assert found.coverage_time.static("percent") == near(house.percent_covered)
    assert found.response_time.static("average") == near(house.response_mean_s)
    assert found.response_time.static("percent below", 95) == near(house.wait_p95_s)
    assert found.revisit_time.static("percent below", 95) == near(house.instant_gap_p95_s)
    assert found.age_of_data.static("average") == near(house.mean_age_s)
    assert found.response_time.is_lower_bound == house.waits_are_lower_bounds


@settings(max_examples=scaled(0.5))
@given(SATELLITES, EDGE, st.integers(0, 40), st.sampled_from(["at most", "less than", "at least", "greater than"]))
def test_satisfaction_agrees_with_a_walk(satellites, edges, limit_s, compare):
    """Shares of seconds and of gaps that meet a whole limit, and the stretches that do."""
    figure = merit(satellites, START, END, edges=edges, **SEARCH).revisit_time
    rows = n_fold(satellites, 1)
    gap = np.array(slow.waits(rows, edges == "clipped"))[:, 2]
    all_gaps = slow.gaps(rows, edges)
    gap_s, begun_s = (
        np.array([b - a for a, b, _, _ in some], dtype=float) for some in (all_gaps, slow.in_means(all_gaps, edges))
    )
    holds = {"at most": np.less_equal, "less than": np.less, "at least": np.greater_equal, "greater than": np.greater}
    found = figure.satisfied(limit_s, compare)
    assert found.share_of_time == near(holds[compare](gap, limit_s).mean())
    if gap.any():
        assert found.share_of_each == near(holds[compare](begun_s, limit_s).mean() if gap_s.size else math.nan)
        assert found.met == (bool(holds[compare](gap_s.max(), limit_s)) if gap_s.size else False)
    assert found.intervals is not None
    assert total_s(found.intervals) == near(holds[compare](gap, limit_s).sum())


@settings(max_examples=scaled(0.5))
@given(SATELLITES, EDGE, st.integers(0, 15), st.integers(0, 15), st.booleans())
def test_separation_agrees_with_trying_all_pairs(satellites, edges, from_s, more_s, one_satellite):
    """The nearest access of another satellite, and the stretches of pairs that are asked-for seconds apart."""
    found = merit(satellites, START, END, edges=edges, **SEARCH)
    to_s = from_s + more_s
    listed = [(s, a, b) for s, rows in enumerate(satellites) for a, b in accesses([rows], edges)]
    apart = lambda x, y: max(x[1] - y[2], y[1] - x[2], 0)  # noqa: E731
    nearest = [min((apart(x, y) for y in listed if y[0] != x[0]), default=None) for x in listed]
    expected = sorted(n for n in nearest if n is not None)
    assert sorted(found.access_separation.each) == expected
    assert found.access_separation.static() == near(expected[0] if expected else math.nan)
    single, broken = set(), set()
    for i, x in enumerate(listed):
        for k, y in enumerate(listed):
            if i == k or x[1] > y[1] or (x[0] == y[0] and not one_satellite) or not from_s <= apart(x, y) <= to_s:
                continue
            begin, finish = max(x[1], y[1] - to_s), min(y[2], x[2] + to_s)
            whole = set(range(max(begin, START), min(finish, END)))
            single |= whole
            broken |= {t for t in whole if x[1] <= t < x[2] or y[1] <= t < y[2]}
    for gap_counts, cells in ((True, single), (False, broken)):
        stretches = found.separated(from_s, to_s, gap_counts=gap_counts, one_satellite=one_satellite)
        assert [(a, b) for a, b in stretches] == [(a, b) for a, b in slow.runs(cells)]


def test_time_average_gap_of_the_published_example():
    """STK's page on the time average gap: gaps of 5, 10 and 15 in 100 units give 3.5; the mean response is half."""
    found = merit([[(5.0, 30.0), (40.0, 80.0), (95.0, 100.0)]], 0.0, 100.0, edges="clipped")
    assert found.gaps.length_s.tolist() == [5.0, 10.0, 15.0]
    assert found.time_average_gap.static() == 3.5
    assert found.response_time.static("average") == found.age_of_data.static("average") == 1.75
    assert found.revisit_time.static("average") == 10.0


def test_revisit_is_clipped_to_the_interval_as_stk_does():
    """A gap at the interval's edge is measured from it; a place never seen has one gap, the interval."""
    seen = merit([[(-30.0, -20.0), (40.0, 50.0), (120.0, 130.0)]], 0.0, 100.0, edges="clipped")
    assert seen.gaps.length_s.tolist() == [40.0, 50.0]
    assert seen.revisit_time.is_lower_bound
    never = merit([[], []], 0.0, 100.0, edges="clipped")
    assert never.number_of_gaps.static() == 1
    for statistic in ("average", "minimum", "maximum"):
        assert never.revisit_time.static(statistic) == 100.0
    assert (never.response_time.static("average"), never.response_time.static("maximum")) == (50.0, 100.0)
    assert (never.simple_coverage.static("ever"), never.coverage_time.static("percent")) == (0.0, 0.0)
    assert math.isnan(never.access_duration.static("average"))


def test_num_percent_below_is_stks_ninetieth_of_a_hundred_gaps():
    """100 gaps of 1, 2 ... 100 s: 90 percent are below the 90th; numpy's linear percentile lies between two."""
    start_s = np.cumsum(np.arange(1.0, 101.0) + 1.0) - 1.0  # a second of coverage after each gap
    rows = np.column_stack([start_s, start_s + 1.0])
    found = merit([rows], 0.0, float(rows[-1, 1]), edges="clipped").revisit_time
    assert found.static("num percent below", 90) == 90.0
    assert found.static("percentile", 90) == pytest.approx(np.percentile(np.arange(1.0, 101.0), 90))
    in_gaps = np.cumsum(np.arange(1.0, 101.0))
    assert found.static("percent below gaps only", 50) == np.searchsorted(in_gaps, 2525.0) + 1  # the 71st ends at 2556


def test_accesses_of_two_satellites_at_once_are_two():
    """STK's page on the number of accesses: one within the other counts as two; durations are not joined."""
    found = merit([[(10.0, 40.0)], [(20.0, 30.0)]], 0.0, 100.0, edges="clipped")
    assert found.number_of_accesses.static() == 2
    assert found.access_duration.static("sum") == 40.0
    assert found.access_duration.at([15.0, 25.0, 35.0, 50.0]).tolist() == [30.0, 30.0, 30.0, 0.0]
    assert found.coverage_time.static("total") == 30.0
    assert found.access_separation.static() == 0.0
    assert found.n_asset_coverage.static("unique") == 2
    # Of 100 s 30 lie in an access of 30 s: so "percent above" of 30 is 30 s, of 31 it is 0.
    assert found.access_duration.static("percent above", 30) == 30.0
    assert found.access_duration.static("percent above", 31) == 0.0


def test_calendar_days_are_whole_and_counted_from_midnight():
    """A span from 18:00 for 54 h holds two calendar days; what is seen outside them enters neither."""
    rows = np.array([(20.0, 21.0), (26.0, 27.0), (30.0, 32.0), (47.5, 48.5), (71.0, 71.5)]) * HOUR
    found = merit([rows], 18 * HOUR, 72 * HOUR, midnight_s=24 * HOUR)
    time, number = found.coverage_time, found.number_of_accesses
    assert (time.static("minimum per day") / HOUR, time.static("maximum per day") / HOUR) == near((1.0, 3.5))
    assert time.static("maximum percent per day") == near(100 * 3.5 / 24)
    assert time.static("std deviation per day") / HOUR == near(1.25)
    assert (number.static("minimum per day"), number.static("maximum per day")) == (1, 3)
    assert number.static("per day") == near(5 / (54 / 24))
    assert time.static("per day") / HOUR == near(5.5 / (54 / 24))
    assert math.isnan(merit([rows], 18 * HOUR, 40 * HOUR, midnight_s=0.0).coverage_time.static("minimum per day"))


def test_what_was_not_found_is_empty_and_not_a_million_seconds():
    """After the last access found the wait is unknown: NaN, or on demand the bound that is known."""
    found = merit([[(10.0, 20.0)]], 0.0, 100.0, searched_to_s=300.0)
    assert math.isnan(found.response_time.at(50.0))
    assert found.response_time.at(50.0, lower_bounds=True) == 250.0
    assert found.response_time.at([0.0, 15.0]).tolist() == [10.0, 0.0]
    assert found.age_of_data.at(100.0) == 80.0
    judged = found.response_time.satisfied(300.0)
    assert judged.met
    assert not judged.certain
    refuted = found.response_time.satisfied(100.0)
    assert not refuted.met
    assert refuted.certain


def test_never_more_than_two_hours_by_hand():
    """Seen for 10 min at 02:00, 04:00 and 07:10: of the clipped gaps of a day that begin there two are longer.

    Gaps: 2 h, 1 h 50, 3 h, and 16 h 40 to midnight. Half of the four keep to two hours; of the day 2 h + 1 h 50 of gaps
    and 30 min of coverage, 4 h 20 in 24.
    """
    start_s = np.array([2.0, 4.0, 7.0 + 10 / 60]) * HOUR
    found = merit([np.column_stack([start_s, start_s + 600.0])], 0.0, DAY, edges="clipped").revisit_time
    judged = found.satisfied(2 * HOUR)
    assert (judged.compare, judged.statistic, judged.met, judged.certain) == ("at most", "maximum", False, True)
    assert judged.value / HOUR == near(16 + 40 / 60)
    assert judged.share_of_each == 0.5
    assert judged.share_of_time == near((4 + 20 / 60) / 24)
    assert found.satisfied(6 * HOUR, statistic="average").met
    assert found.satisfied(2 * HOUR, statistic="num percent below", percent=50).met


def test_every_figure_has_what_its_definition_says():
    """Each name, each statistic with what it needs, a value at an instant exactly where the table has one."""
    found = merit([[(5.0, 8.0), (20.0, 30.0)], [(6.0, 9.0)]], 0.0, 100.0)
    needs = {
        "percentile": {"percent": 50.0},
        "num percent below": {"percent": 50.0},
        "percent below": {"percent": 50.0},
        "percent below gaps only": {"percent": 50.0},
        "percent above": {"percent": 50.0},
        "in span": {"between_s": (0.0, 50.0)},
        "in span per day": {"between_s": (0.0, 50.0)},
        "total time above": {"n": 1},
        "percent time above": {"n": 1},
    }
    assert [one.definition.name for one in found] == list(DEFINITIONS)
    for name, definition in DEFINITIONS.items():
        figure = found[name]
        assert definition.statistic in definition.statistics
        for statistic in definition.statistics:
            assert isinstance(figure.static(statistic, **needs.get(statistic, {})), float), (name, statistic)
            assert statistic in STATISTICS
        if name != "access separation":
            assert (figure.over_time is not None) == bool(definition.over_time)
    summary = {name: (statistic, value, unit) for name, statistic, value, unit, _ in found.summary()}
    assert list(summary) == list(DEFINITIONS)
    assert summary["revisit time"] == ("maximum", 70.0, "s")
    assert (summary["coverage time"][0], summary["coverage time"][2]) == ("percent", "%")
    names = [row[0] for row in table()]
    assert names == [*DEFINITIONS, *CHAIN_DEFINITIONS]
    assert all(all(row) for row in table())
    in_stk = {row[1] for row in table()} - {"-"}
    assert len(in_stk) == 13  # of STK's seventeen, less two of navigation and two that need geometry
    assert isinstance(found, Merit)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda m: m["revisits"], "there is no figure 'revisits'; there are simple coverage, n asset coverage"),
        (lambda m: m.revisit_time.static("mean"), "revisit time has no statistic 'mean'; it has average, minimum"),
        (lambda m: m.revisit_time.static("percent below"), "'percent below' of revisit time needs a percentage"),
        (lambda m: m.revisit_time.static("average", 5), "'average' of revisit time does not take a percentage"),
        (lambda m: m.revisit_time.static("percentile", 101), "percentile 101 must lie between 0 and 100"),
        (lambda m: m.number_of_gaps.static("in span"), "needs a shortest and a longest length"),
        (lambda m: m.number_of_gaps.static("in span", between_s=(9, 3)), "lengths between 9 and 3 s"),
        (lambda m: m.coverage_time.static("total time above", n=0), "at least 0 satellites says nothing"),
        (lambda m: m.coverage_time.at(3.0), "coverage time is of a whole span and has no value at an instant"),
        (lambda m: m.response_time.at(101.0), "instant 101 s must lie within the span"),
        (lambda m: m.revisit_time.satisfied(math.nan), "the threshold for revisit time must be a number"),
        (lambda m: m.revisit_time.satisfied(5.0, "about"), "comparison 'about' must be one of at most"),
        (lambda m: m.separated(9.0, 3.0), "a separation from 9 to 3 s must be 0 or more and in order"),
        (lambda m: merit([], 5.0, 5.0), r"the span \[5, 5\) s must be finite"),
        (lambda m: merit([], 0.0, 5.0, min_satellites=0), "at least 0 satellites"),
        (lambda m: merit(np.zeros((3, 2)), 0.0, 5.0), "one array of rows for each satellite"),
        (lambda m: merit([(0.0, 10.0), (20.0, 30.0)], 0.0, 100.0), "one array of rows for each satellite"),
        (lambda m: merit([], 0.0, 5.0, edges="cut"), "edges = 'cut' must be one of completed"),
    ],
)
def test_wrong_questions_are_refused_in_words(ask, words):
    """Each is named, with what there is instead."""
    with pytest.raises(UsageError, match=words):
        ask(merit([[(1.0, 2.0)]], 0.0, 100.0))
