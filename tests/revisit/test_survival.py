"""The Kaplan-Meier estimate on gaps: by hand, without censoring, and where it mends what censoring spoils."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import UsageError
from sim.revisit.gaps import gaps
from sim.revisit.survival import caveat, kaplan_meier, survival_of, wants_survival

LENGTHS = st.lists(st.integers(1, 30), min_size=1, max_size=40)
ROUNDING = 1e-12


def test_four_gaps_by_hand():
    """Gaps of 1, 2 and 4 h ended, one cut at 2 h: S = 3/4, then 3/4 x 2/3 = 1/2, then 0.

    The mean is 1 + 3/4 + 2 x 1/2 = 2.75 h. Greenwood at 2 h: (1/2)^2 (1/(4 x 3) + 1/(3 x 2)) = 1/16.
    """
    found = kaplan_meier([1.0, 2.0, 2.0, 4.0], [False, False, True, False])
    assert found.survival.tolist() == pytest.approx([0.75, 0.5, 0.0], abs=ROUNDING)
    assert found.n_at_risk.tolist() == [4, 3, 1]
    assert found.variance[1] == pytest.approx(1.0 / 16.0, abs=ROUNDING)
    assert (found.median_s, found.percentile_s(75), found.percentile_s(25)) == (2.0, 4.0, 1.0)
    assert found.restricted_mean_s == pytest.approx(2.75, abs=ROUNDING)
    assert not found.mean_is_lower_bound
    assert found.at([0.0, 1.0, 3.9, 50.0]).tolist() == pytest.approx([1.0, 0.75, 0.5, 0.0], abs=ROUNDING)


@given(LENGTHS, st.integers(0, 100))
def test_without_censoring_it_is_the_plain_distribution(lengths, percent):
    """S is the share of longer gaps, its variance the binomial S (1 - S) / N, its mean the mean."""
    found = kaplan_meier(lengths, np.zeros(len(lengths)))
    share = np.array([(np.array(lengths) > x).mean() for x in found.length_s])
    np.testing.assert_allclose(found.survival, share, atol=ROUNDING)
    np.testing.assert_allclose(found.variance, share * (1.0 - share) / len(lengths), atol=ROUNDING)
    assert found.restricted_mean_s == pytest.approx(np.mean(lengths), rel=ROUNDING)
    if percent > 0:
        assert found.percentile_s(percent) == np.percentile(lengths, percent, method="inverted_cdf")


@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=40))
def test_it_agrees_with_the_product_written_out(pairs):
    """One factor for each length at which gaps end, over those not ended and not cut before it."""
    lengths, cut = np.array([n for n, _ in pairs]), np.array([c for _, c in pairs])
    found = kaplan_meier(lengths, cut)
    for x in range(31):
        expected = 1.0
        for t in range(x + 1):
            going_on, ended = (lengths >= t).sum(), ((lengths == t) & ~cut).sum()
            expected *= 1.0 - ended / going_on if ended else 1.0
        value = float(found.at(x))
        assert value == pytest.approx(expected, abs=ROUNDING) or (x > lengths.max() and math.isnan(value))
    inner = found.survival > 0.0
    assert (found.lower[inner] <= found.survival[inner] + ROUNDING).all()
    assert (found.upper[inner] >= found.survival[inner] - ROUNDING).all()


@given(LENGTHS, st.integers(1, 30))
def test_taking_cut_lengths_for_true_ones_is_never_longer(lengths, cut_at):
    """Whoever takes the lengths as they are gets a mean no longer than the estimate's."""
    watched = np.minimum(lengths, cut_at)
    found = kaplan_meier(watched, np.array(lengths) > cut_at)
    assert watched.mean() <= found.restricted_mean_s + ROUNDING * 30


def test_what_was_not_reached_is_empty():
    """All gaps cut: no median, S stays 1 as far as was watched, and the mean is a lower bound."""
    found = kaplan_meier([3.0, 4.0], [True, True])
    assert math.isnan(found.median_s)
    assert found.at([3.5, 4.0, 5.0]).tolist() == pytest.approx([1.0, 1.0, math.nan], nan_ok=True)
    assert (found.restricted_mean_s, found.mean_is_lower_bound) == (4.0, True)
    assert math.isnan(kaplan_meier([], []).restricted_mean_s)


def test_gaps_of_a_span_bring_their_censoring():
    """Of four clipped gaps two are cut: more than 5 %, so the estimate is wanted, with its caveat."""
    rows = [(10.0, 20.0), (50.0, 60.0), (80.0, 81.0)]
    cut = gaps(rows, 0.0, 100.0, "clipped", searched_from_s=-50.0, searched_to_s=200.0)
    assert wants_survival(cut)
    assert caveat(cut).startswith("2 of 4 gaps were cut short")
    found = survival_of(cut)
    assert (found.gap_count, found.censored_count, found.length_s.tolist()) == (4, 2, [20.0, 30.0])
    whole = gaps(rows, 0.0, 100.0, searched_from_s=-50.0, searched_to_s=200.0)
    assert caveat(whole).startswith("1 of 3 gaps were cut short")  # the first one began before the span
    assert survival_of(whole).gap_count == 3
    inner = gaps(rows, 0.0, 100.0, "interior")
    assert not wants_survival(inner)
    assert caveat(inner) == ""
    assert not wants_survival(gaps([(0.0, 100.0)], 0.0, 100.0))


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: kaplan_meier([1.0], [True, False]), "need as many flags"),
        (lambda: kaplan_meier([1.0, -2.0], [True, False]), "a gap of -2 s must be finite and not negative"),
        (lambda: kaplan_meier([math.inf], [True]), "a gap of inf s"),
        (lambda: kaplan_meier([1.0], [True], confidence=95.0), "a confidence of 95 must lie between 0 and 1"),
        (lambda: kaplan_meier([1.0], [False]).percentile_s(120), "percentile 120 must lie between 0 and 100"),
    ],
)
def test_wrong_questions_are_refused_in_words(ask, words):
    """Each is named, with the value."""
    with pytest.raises(UsageError, match=words):
        ask()
