"""Gaps and revisit intervals against a walk second by second, and cases worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from revisit import second_by_second as slow

from sim.errors import UsageError
from sim.intervals import complement, total_s, union
from sim.revisit.gaps import EDGES, gaps, revisit_intervals

FROM, START, END, TO = slow.FROM, slow.START, slow.END, slow.TO
SEARCH = {"searched_from_s": FROM, "searched_to_s": TO}
EDGE = st.sampled_from(EDGES)


def as_tuples(found):
    return list(zip(found.start_s, found.end_s, found.open_start, found.open_end, strict=True))


@given(slow.coverages(), EDGE)
def test_gaps_agree_with_a_walk(rows, edges):
    """Gaps, their ends and which of them are open equal those of a walk second by second."""
    assert as_tuples(gaps(rows, START, END, edges, **SEARCH)) == slow.gaps(rows, edges)


@given(slow.coverages(), EDGE)
def test_revisit_intervals_agree_with_a_walk(rows, edges):
    """Start-to-start intervals, their ends and which of them are open equal those of a walk."""
    assert as_tuples(revisit_intervals(rows, START, END, edges, **SEARCH)) == slow.revisits(rows, edges)


@given(slow.coverages(), EDGE)
def test_means_are_over_what_begins_inside_the_span(rows, edges):
    """Completed, only what begins inside the span is in means, or the one that the span begins in if none does."""
    for find, walk in ((gaps, slow.gaps), (revisit_intervals, slow.revisits)):
        found = find(rows, START, END, edges, **SEARCH)
        assert as_tuples(found.take(found.in_means)) == slow.in_means(walk(rows, edges), edges)


@given(slow.coverages(), st.integers(START + 1, END - 1))
def test_gaps_in_means_of_two_spans_in_a_row_are_those_of_the_whole(rows, middle_s):
    """Each gap that begins in a span begins in one of its parts, and in no other: none counts twice."""

    def begun(from_s, to_s):
        found = gaps(rows, from_s, to_s, **SEARCH)
        inside = found.in_means & (found.start_s >= from_s) & ~found.open_start
        return as_tuples(found.take(inside))

    assert begun(START, middle_s) + begun(middle_s, END) == begun(START, END)


@given(slow.coverages())
def test_clipped_gaps_and_coverage_tile_the_span(rows):
    """Clipped gaps are what coverage leaves of the span: together they fill it exactly once."""
    found = gaps(rows, START, END, "clipped", **SEARCH)
    pairs = np.column_stack([found.start_s, found.end_s])
    np.testing.assert_array_equal(pairs, complement(rows, START, END))
    assert total_s(pairs) == found.length_s.sum()


@given(slow.coverages())
def test_completed_revisit_intervals_tile_the_search(rows):
    """Completed revisit intervals follow each other without a break and cover the span."""
    found = revisit_intervals(rows, START, END, **SEARCH)
    np.testing.assert_array_equal(found.start_s[1:], found.end_s[:-1])
    assert found.start_s[0] <= START
    assert found.end_s[-1] >= END


@given(slow.coverages(), slow.coverages(), st.sampled_from(["completed", "clipped"]))
def test_more_coverage_never_lengthens_the_longest_gap(rows, more, edges):
    """Adding satellites only cuts gaps; without any gap left the longest is 0."""
    before = gaps(rows, START, END, edges, **SEARCH)
    after = gaps(union(rows, more), START, END, edges, **SEARCH)
    assert after.length_s.max(initial=0.0) <= before.length_s.max(initial=0.0)


@given(slow.coverages())
def test_clipped_and_interior_depend_on_the_span_alone(rows):
    """Coverage beyond the span changes no length of clipped and interior gaps."""
    inside = [(max(a, START), min(b, END)) for a, b in rows if a < END and b > START]
    for edges in ("clipped", "interior"):
        np.testing.assert_array_equal(
            gaps(rows, START, END, edges, **SEARCH).length_s, gaps(inside, START, END, edges).length_s
        )


def test_three_policies_on_one_day():
    """One day, looks of 10 min at 02:00 and 20:00, and one at 23:00 the day before and 05:00 the day after.

    completed: 23:10 -> 02:00 = 2:50, 02:10 -> 20:00 = 17:50, 20:10 -> 05:00 = 8:50.
    interior: 17:50 alone. clipped: 00:00 -> 02:00 = 2:00, 17:50, 20:10 -> 24:00 = 3:50.
    """
    hour, day = 3600.0, 86400.0
    looks = [(h * hour, h * hour + 600.0) for h in (-1, 2, 20, 29)]
    minutes = {edges: list(gaps(looks, 0.0, day, edges).length_s / 60.0) for edges in EDGES}
    assert minutes == {
        "completed": [170.0, 1070.0, 530.0],
        "interior": [1070.0],
        "clipped": [120.0, 1070.0, 230.0],
    }
    assert gaps(looks, 0.0, day).in_means.tolist() == [False, True, True]
    assert gaps(looks, 0.0, day, "clipped").in_means.all()
    assert gaps(looks, 0.0, day).n_censored == 0
    assert list(gaps(looks, 0.0, day, "clipped").censored) == [True, False, True]


def test_gap_and_revisit_interval_differ_by_the_look():
    """Looks of 10 min start at 01:00, 03:00, 05:00: gaps of 110 min, revisit intervals of 120 min."""
    looks = [(3600.0 * h, 3600.0 * h + 600.0) for h in (1, 3, 5)]
    assert list(gaps(looks, 0.0, 6 * 3600.0, "interior").length_s / 60.0) == [110.0, 110.0]
    assert list(revisit_intervals(looks, 0.0, 6 * 3600.0, "interior").length_s / 60.0) == [120.0, 120.0]


def test_never_covered_is_one_censored_gap():
    """Without coverage the gap is the whole search, open at both ends; STK's is the span; interior has none."""
    completed = gaps([], 0.0, 100.0, searched_from_s=-50.0, searched_to_s=170.0)
    assert as_tuples(completed) == [(-50.0, 170.0, True, True)]
    assert completed.n_censored == 1
    assert as_tuples(gaps([], 0.0, 100.0, "clipped")) == [(0.0, 100.0, True, True)]
    assert len(gaps([], 0.0, 100.0, "interior")) == 0


def test_gap_that_the_search_did_not_close_is_censored():
    """Coverage ends at 90 and none follows up to 300: a gap of at least 210 s, and said so."""
    found = gaps([(-5, 10), (40, 90)], 0, 100, searched_from_s=-20, searched_to_s=300)
    assert as_tuples(found) == [(10, 40, False, False), (90, 300, False, True)]
    assert list(found.length_s) == [30, 210]
    assert found.n_censored == 1


def test_search_is_as_far_as_the_coverage_unless_said():
    """Coverage that reaches beyond the span completes its edge gaps without being told of a search."""
    assert as_tuples(gaps([(-30, -20), (50, 60), (130, 140)], 0, 100)) == [
        (-20, 50, False, False),
        (60, 130, False, False),
    ]


def test_coverage_outside_the_search_is_not_used():
    """A window at 130 s does not close a gap that was searched to 120 s only."""
    found = gaps([(50, 60), (130, 140)], 0, 100, searched_from_s=0, searched_to_s=120)
    assert as_tuples(found) == [(0, 50, True, False), (60, 120, False, True)]
    again = revisit_intervals([(50, 60), (130, 140)], 0, 100, searched_from_s=0, searched_to_s=120)
    assert as_tuples(again) == [(0, 50, True, False), (50, 120, False, True)]


def test_clipped_gap_that_was_not_cut_is_not_censored():
    """Coverage that ends where the span starts and starts again where it ends leaves one whole gap."""
    assert as_tuples(gaps([(-10, 0), (100, 110)], 0, 100, "clipped")) == [(0, 100, False, False)]


def test_span_covered_throughout_has_no_gap():
    """A geostationary camera leaves no gap, infinite ends included."""
    for rows in ([(-10, 200)], [(-math.inf, math.inf)], [(-10, 50), (40, 100)]):
        assert len(gaps(rows, 0, 100)) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"span_end_s": 0.0}, r"span \[0, 0\) s must be finite"),
        ({"span_end_s": math.inf}, r"must be finite"),
        (
            {"searched_from_s": 5.0},
            r"searched for over \[5, 100\) s; that must be finite and hold the whole span",
        ),
        ({"searched_to_s": 99.0}, r"searched for over \[0, 99\) s"),
        ({"searched_to_s": math.inf}, "finite"),
        ({"edges": "optimistic"}, "edges = 'optimistic' must be one of completed, interior, clipped"),
    ],
)
def test_impossible_questions_are_refused_in_words(arguments, words):
    """A span without length, a search that does not hold it, and an unknown policy are named."""
    with pytest.raises(UsageError, match=words):
        gaps([], **{"span_start_s": 0.0, "span_end_s": 100.0, **arguments})
