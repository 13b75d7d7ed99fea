"""Spans in which a function is not negative, against functions whose zeros are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.crossings import FINEST_S, ROOT_TOLERANCE_S, spans_not_negative, spans_within


def spans_of_one(function, from_s, to_s, curvature, coarsest_s=10.0):
    return spans_not_negative(
        lambda k, t: function(t) + 0.0 * k,
        from_s,
        to_s,
        curvature_bound=np.array([curvature]),
        coarsest_s=coarsest_s,
    )[0]


@pytest.mark.parametrize("coarsest_s", [0.5, 10.0, 400.0])
def test_sine_is_found_whatever_the_first_step(coarsest_s):
    """sin(t) >= 0 on [2 k pi, (2 k + 1) pi], even where the first step spans sixty periods."""
    spans = spans_of_one(np.sin, 0.5, 100.0, 1.0, coarsest_s)
    starts = np.concatenate([[0.5], 2 * np.pi * np.arange(1, 16)])
    ends = np.pi * np.arange(1, 32, 2)
    np.testing.assert_allclose(spans, np.column_stack([starts, ends]), atol=ROOT_TOLERANCE_S)


@pytest.mark.parametrize("half_s", [0.05, 0.5, 7.0])
def test_short_span_on_a_grazing_top_is_found(half_s):
    """A parabola that rises above zero for 0.1 s, a hundredth of the first step, is found with both edges."""
    top_s = 123.456
    spans = spans_of_one(lambda t: half_s**2 - (t - top_s) ** 2, 0.0, 1000.0, 2.0)
    np.testing.assert_allclose(spans, [[top_s - half_s, top_s + half_s]], atol=ROOT_TOLERANCE_S)


@pytest.mark.parametrize("half_s", [0.05, 7.0])
def test_short_hole_is_found(half_s):
    """A dip of 0.1 s below zero splits the span in two."""
    spans = spans_of_one(lambda t: (t - 500.0) ** 2 - half_s**2, 0.0, 1000.0, 2.0)
    np.testing.assert_allclose(spans, [[0.0, 500.0 - half_s], [500.0 + half_s, 1000.0]], atol=ROOT_TOLERANCE_S)


def test_function_that_never_changes_sign():
    """A positive function gives the whole search, a negative one nothing, an empty search nothing."""
    assert spans_of_one(lambda t: 1.0 + 0.0 * t, 3.0, 50.0, 0.0).tolist() == [[3.0, 50.0]]
    assert spans_of_one(lambda t: -1.0 + 0.0 * t, 3.0, 50.0, 0.0).shape == (0, 2)
    assert spans_of_one(lambda t: 1.0 + 0.0 * t, 3.0, 3.0, 0.0).shape == (0, 2)


def test_touch_of_zero_from_above_keeps_the_span_whole():
    """(t - 5)^2 touches zero at 5 s and stays not negative: nothing longer than FINEST_S is cut out."""
    spans = spans_of_one(lambda t: (t - 5.0) ** 2, 0.0, 20.0, 2.0)
    assert np.sum(spans[:, 1] - spans[:, 0]) > 20.0 - FINEST_S


def test_items_are_kept_apart():
    """Each item has its own zeros, bound and count of spans."""
    periods = np.array([7.0, 50.0, 400.0])
    spans = spans_not_negative(
        lambda k, t: np.sin(2 * np.pi * t / periods[k]) - 0.5,
        0.0,
        200.0,
        curvature_bound=(2 * np.pi / periods) ** 2,
        coarsest_s=20.0,
    )
    for period, found in zip(periods, spans, strict=True):
        starts = period * np.arange(np.ceil(200.0 / period - 1.0 / 12.0)) + period / 12.0
        expected = np.column_stack([starts, np.minimum(starts + period / 3.0, 200.0)])
        np.testing.assert_allclose(found, expected, atol=2 * ROOT_TOLERANCE_S)


@given(
    amplitudes=st.lists(st.floats(-1.0, 1.0), min_size=1, max_size=5),
    phases=st.lists(st.floats(0.0, 6.3), min_size=5, max_size=5),
    offset=st.floats(-1.0, 1.0),
)
def test_sums_of_sines_agree_with_dense_samples(amplitudes, phases, offset):
    """Every 0.1 s a sum of sines has the sign that the spans say, except within 1e-4 of zero."""
    rates = 0.3 * np.arange(1, len(amplitudes) + 1)

    def function(t):
        waves = (a * np.sin(r * t + p) for a, r, p in zip(amplitudes, rates, phases, strict=False))
        return offset + sum(waves)

    bound = float(np.sum(np.abs(amplitudes) * rates**2))
    spans = spans_of_one(function, 0.0, 60.0, bound, coarsest_s=15.0)
    t = np.arange(0.0, 60.0, 0.1)
    inside = np.any((t[:, None] >= spans[:, 0]) & (t[:, None] < spans[:, 1]), axis=1)
    clear = np.abs(function(t)) > 1e-4  # the slope is at most 4.5 a second, an edge's error 1e-5 s
    assert np.array_equal(inside[clear], (function(t) >= 0.0)[clear])
    assert np.all(np.diff(spans.ravel()) > 0.0)


def test_each_item_may_be_searched_in_its_own_stretch():
    """Stretches with zeros, without, empty, reversed, and of a microsecond: each item's own spans, flat and sorted."""
    from_s = np.array([0.5, 4.0, 3.3, 9.0, 1.0, 6.0, 40.0])
    to_s = np.array([20.0, 6.0, 3.3, 8.0, 2.0, 6.0 + 1e-6, 90.0])
    item, start_s, end_s = spans_within(lambda k, t: np.sin(t) + 0.0 * k, from_s, to_s, curvature_bound=np.ones(7))
    starts = [[0.5, 2 * np.pi, 4 * np.pi, 6 * np.pi], [], [], [], [1.0], [], [40.0, *2 * np.pi * np.arange(7, 15)]]
    ends = [[np.pi, 3 * np.pi, 5 * np.pi, 20.0], [], [], [], [2.0], [], np.pi * np.arange(13, 30, 2)]
    assert item.tolist() == [k for k, one in enumerate(starts) for _ in one]
    np.testing.assert_allclose(start_s, np.concatenate(starts), rtol=0, atol=ROOT_TOLERANCE_S)
    np.testing.assert_allclose(end_s, np.minimum(np.concatenate(ends), 90.0), rtol=0, atol=ROOT_TOLERANCE_S)


def test_a_zero_inside_the_shortest_stretch_stays_inside_it():
    """A stretch of a microsecond around a zero is cut within itself, though zeros are only good to 1e-5 s."""
    item, start_s, end_s = spans_within(
        lambda k, t: t - 5.0, np.array([5.0 - 5e-7]), np.array([5.0 + 5e-7]), curvature_bound=np.ones(1)
    )
    assert item.tolist() == [0]
    assert 5.0 - 5e-7 <= start_s[0] <= end_s[0] == 5.0 + 5e-7


def test_nothing_to_search_gives_nothing():
    """No items, or only empty stretches, give no spans in either form."""
    none = np.empty(0)
    assert spans_not_negative(lambda k, t: t + 0.0 * k, 0.0, 5.0, curvature_bound=none, coarsest_s=1.0) == []
    for ends in (none, np.zeros(3)):
        found = spans_within(lambda k, t: t + 0.0 * k, ends, ends, curvature_bound=np.ones(len(ends)))
        assert [len(column) for column in found] == [0, 0, 0]


@given(
    rate=st.floats(0.01, 2.0),
    phase=st.floats(0.0, 6.3),
    offset=st.floats(-0.99, 0.99),
    cuts=st.lists(st.floats(0.0, 300.0), min_size=2, max_size=8),
)
def test_own_stretches_agree_with_one_search_cut_up(rate, phase, offset, cuts):
    """Searching pieces of a stretch one by one gives the spans of the whole, cut at the pieces' ends."""

    def function(k, t):
        return np.sin(rate * t + phase) + offset + 0.0 * k

    edges = np.unique(cuts)
    from_s, to_s = edges[:-1], edges[1:]
    item, start_s, end_s = spans_within(function, from_s, to_s, curvature_bound=np.full(len(from_s), rate**2))
    whole = spans_not_negative(function, 0.0, 300.0, curvature_bound=np.array([rate**2]), coarsest_s=7.0)[0]
    assert np.all((from_s[item] <= start_s) & (start_s < end_s) & (end_s <= to_s[item]))
    for k in range(len(from_s)):
        cut = np.clip(whole, from_s[k], to_s[k])
        mine = np.column_stack([start_s, end_s])[item == k]
        # Between two zeros offset by 0.99, the slope at a zero is 0.14 of the rate: nothing is short but by the cuts.
        long_enough = 2.0 * FINEST_S
        cut, mine = (x[x[:, 1] - x[:, 0] > long_enough] for x in (cut, mine))
        np.testing.assert_allclose(mine, cut, rtol=0, atol=2 * ROOT_TOLERANCE_S)
