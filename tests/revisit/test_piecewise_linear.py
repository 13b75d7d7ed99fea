"""Values that change in straight pieces, against sums worked out by hand and against a fine count."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import UsageError
from sim.intervals import total_s
from sim.revisit.piecewise_linear import COMPARISONS, Pieces, steps

ROUNDING = 1e-9  # of sums of some hundred whole numbers: far above float rounding, far below a step of the count
ONE = st.tuples(st.integers(1, 6), st.integers(-8, 8), st.sampled_from([-2.0, -1.0, 0.0, 0.0, 1.0]))


def pieces_of(parts: list[tuple[int, int, float]]) -> Pieces:
    """Pieces of whole seconds one after the other: (length, value, slope)."""
    end_s = np.cumsum([n for n, _, _ in parts]).astype(float)
    length_s, value, slope = np.array(parts, dtype=float).T
    return Pieces(end_s - length_s, end_s, value, slope, np.zeros(len(parts), np.bool_))


def middles(parts: list[tuple[int, int, float]], n: int = 20) -> np.ndarray:
    """The values in the middles of n slices of each second; no whole threshold lies strictly inside a slice."""
    x = (np.arange(n) + 0.5) / n
    return np.concatenate([value + slope * (k + x) for length, value, slope in parts for k in range(length)])


@given(st.lists(ONE, min_size=1, max_size=8), st.integers(-20, 20), st.sampled_from(COMPARISONS))
def test_shares_and_stretches_agree_with_a_count(parts, threshold, compare):
    """Share of the time and stretches at which a whole threshold is met, of pieces that cross it at whole slices."""
    found, value = pieces_of(parts), middles(parts)
    met = {
        "at most": value <= threshold,
        "less than": value < threshold,
        "at least": value >= threshold,
        "greater than": value > threshold,
        "equal to": value == threshold,
    }[compare]
    assert found.share(compare, threshold) == pytest.approx(met.mean(), abs=ROUNDING)
    assert total_s(found.where(compare, threshold)) == pytest.approx(met.mean() * found.time_s, abs=ROUNDING)
    t_s = (np.arange(value.size) + 0.5) / 20.0
    inside = np.zeros(t_s.size, np.bool_)
    for start_s, end_s in found.where(compare, threshold):
        inside |= (t_s > start_s) & (t_s < end_s)
    assert np.array_equal(inside, met)
    np.testing.assert_allclose(found.at(t_s), value, atol=ROUNDING)


@given(st.lists(ONE, min_size=1, max_size=8))
def test_mean_and_deviation_agree_with_a_count(parts):
    """The mean to rounding; the deviation to what a slice of 1/20 s with slope 2 hides: variance (2/20)^2 / 12."""
    found, value = pieces_of(parts), middles(parts)
    assert found.mean == pytest.approx(value.mean(), abs=ROUNDING)
    assert found.std**2 == pytest.approx(value.var(), abs=(2.0 / 20.0) ** 2 / 12.0 + ROUNDING)
    assert found.minimum <= value.min()
    assert found.maximum >= value.max()


@given(st.lists(ONE, min_size=1, max_size=8), st.integers(0, 100))
def test_percentile_inverts_the_share(parts, percent):
    """The least value that so much time does not exceed, and the greatest that it does not fall short of."""
    found = pieces_of(parts)
    low, high = found.percentile(percent), found.percentile_above(percent)
    assert found.share("at most", low + ROUNDING) >= percent / 100.0 - ROUNDING
    assert found.share("less than", low - ROUNDING) <= percent / 100.0 + ROUNDING
    assert found.share("at least", high - ROUNDING) >= percent / 100.0 - ROUNDING
    assert found.share("greater than", high + ROUNDING) <= percent / 100.0 + ROUNDING
    assert found.minimum <= low <= found.maximum


def test_a_wait_by_hand():
    """Of 10 s six are covered and four wait 4, 3, 2, 1 s: mean 0.8 s, half wait not at all, 80 % at most 2 s.

    Greatest wait that 30 % do not fall short of: 3 of 10 s wait 1 s or longer.
    """
    wait = Pieces(
        np.array([0.0, 4.0]), np.array([4.0, 10.0]), np.array([4.0, 0.0]), np.array([-1.0, 0.0]), np.zeros(2, np.bool_)
    )
    assert wait.mean == pytest.approx(0.8, abs=ROUNDING)
    assert wait.percentile(50.0) == 0.0
    assert wait.percentile(80.0) == pytest.approx(2.0, abs=ROUNDING)
    assert wait.percentile_above(30.0) == pytest.approx(1.0, abs=ROUNDING)
    assert wait.at([[0.0, 3.5], [4.0, 10.0]]).tolist() == [[4.0, 0.5], [0.0, 0.0]]
    assert wait.where("at least", 1.0).tolist() == [[0.0, 3.0]]
    assert (wait.minimum, wait.maximum, wait.share("equal to", 0.0)) == (0.0, 4.0, 0.6)


def test_unknown_values_are_empty_unless_the_bound_is_asked_for():
    """A piece whose value is a lower bound gives NaN at its instants; a hole between pieces gives NaN in any case."""
    found = Pieces(
        np.array([0.0, 5.0]), np.array([3.0, 8.0]), np.array([1.0, 2.0]), np.zeros(2), np.array([False, True])
    )
    assert found.at([1.0, 4.0, 6.0]).tolist() == pytest.approx([1.0, np.nan, np.nan], nan_ok=True)
    assert found.at([1.0, 4.0, 6.0], lower_bounds=True).tolist() == pytest.approx([1.0, np.nan, 2.0], nan_ok=True)
    assert found.open_share == 0.5
    assert found.is_lower_bound


def test_of_no_time_nothing_is_said():
    """Statistics of no pieces are NaN."""
    found = steps([3.0, 3.0], [7.0])
    numbers = [found.mean, found.std, found.minimum, found.maximum, found.percentile(5.0), found.share("at most", 1.0)]
    assert np.isnan([*numbers, float(found.at(1.0)), found.open_share]).all()
    assert found.where("at most", 1.0).shape == (0, 2)


def test_wrong_questions_are_refused_in_words():
    """An instant outside, a percentage beyond 100 and a comparison there is not are named."""
    found = steps([0.0, 10.0], [1.0])
    with pytest.raises(UsageError, match=r"instant 11 s must lie within the span, \[0, 10\) s"):
        found.at([1.0, 11.0])
    with pytest.raises(UsageError, match="instant nan s"):
        found.at(np.nan)
    with pytest.raises(UsageError, match="percentile 101 must lie between 0 and 100"):
        found.percentile(101)
    with pytest.raises(UsageError, match="comparison 'about' must be one of at most"):
        found.share("about", 1.0)  # type: ignore[arg-type]
