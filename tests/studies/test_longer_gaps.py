"""Combinations with more looks and yet a longer mean gap, from figures made by hand."""

import numpy as np

from sim.revisit.figure_kinds import GAP_MEAN, N_CENSORED, N_LOOKS
from sim.studies.longer_gaps import longer_gaps
from sim.studies.survey import Survey

CASES = [{"off_nadir": "low", "side": "right"}, {"off_nadir": "high", "side": "right"},
         {"off_nadir": "high", "side": "either"}]  # fmt: skip


def survey(looks: list[list[float]], means: list[list[float]], censored: list[list[float]] | None = None) -> Survey:
    """Figures by case and target."""
    none = np.zeros(np.shape(looks))
    return Survey(
        (),
        {
            N_LOOKS.name: np.array(looks),
            GAP_MEAN.name: np.array(means),
            N_CENSORED.name: none if censored is None else np.array(censored),
        },
    )


def test_more_looks_with_a_longer_mean_gap_are_found_at_each_target() -> None:
    """The second case has more looks at both targets, and a longer mean at the second alone."""
    found = longer_gaps(
        CASES[:2], {"all-low": CASES[0], "all-high": CASES[1]}, {}, survey([[5, 5], [9, 9]], [[9, 5], [5, 9]])
    )
    ((pair),) = found
    assert (pair.among, pair.option, pair.names, pair.target, pair.ratio) == ("", "", ("all-low", "all-high"), 1, 1.8)


def test_fewer_looks_a_gap_less_than_one_percent_longer_and_censored_gaps_do_not_count() -> None:
    """Then there is nothing that a reader would wonder at, or nothing that is known."""
    cases = {"all-low": CASES[0], "all-high": CASES[1]}
    assert longer_gaps(CASES[:2], cases, {}, survey([[9], [5]], [[5], [9]])) == ()
    assert longer_gaps(CASES[:2], cases, {}, survey([[5], [9]], [[100.0], [100.9]])) == ()
    assert longer_gaps(CASES[:2], cases, {}, survey([[5], [9]], [[5], [9]], [[0], [1]])) == ()


def test_a_claims_combinations_are_compared_where_they_differ_in_one_option() -> None:
    """The first and the third case differ in two; the largest ratio comes first."""
    found = longer_gaps(CASES, {}, {"often": [0, 1, 2]}, survey([[1], [2], [3]], [[10], [20], [80]]))
    assert [(one.among, one.option, one.names, one.ratio) for one in found] == [
        ("often", "side", ("right", "either"), 4.0),
        ("often", "off_nadir", ("low", "high"), 2.0),
    ]
