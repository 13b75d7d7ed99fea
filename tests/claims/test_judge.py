"""Three-valued logic: what combinations and targets come to, and what undecided ones leave open."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.claims.judge import Measured, judge
from sim.claims.kinds.coverage import CoverageReading

GAP = CoverageReading(id="longest-gap", title="Longest gap", measure="gap_max_s", compare="<=")
SHARE = CoverageReading(id="share", title="Share", measure="share_of_gaps_within", compare=">=", value=0.95)
LIMIT_S = 7200.0
IN, OUT, NEAR, NONE = 7000.0, 8000.0, 7210.0, math.nan  # with an error of 60 s


def cases_of(n):
    """n combinations of one option."""
    return [{"n": str(k)} for k in range(n)]


def verdict_of(rows, *, over="each", error_s=60.0, reading=GAP, limit_s=LIMIT_S, **more):
    """The verdict on rows of values, one row a combination, one column a target."""
    value = np.array(rows, dtype=float).reshape(len(rows), -1)
    error = np.full(value.shape, error_s) if error_s is not None else None
    targets = [f"T{k}" for k in range(value.shape[1])]
    return judge(reading, limit_s, Measured(cases_of(len(rows)), targets, value, error, **more), over=over)


@pytest.mark.parametrize(
    ("values", "outcome", "could_be"),
    [
        ([IN, IN], "holds", ("holds",)),
        ([OUT, OUT], "fails", ("fails",)),
        ([IN, OUT], "holds only if", ("holds only if",)),
        ([IN, OUT, NEAR, NONE], "holds only if", ("holds only if",)),
        ([IN, NEAR], "cannot tell", ("holds", "holds only if")),
        ([OUT, NEAR], "cannot tell", ("holds only if", "fails")),
        ([IN, NONE], "cannot tell", ("holds", "holds only if")),
        ([OUT, NONE], "cannot tell", ("holds only if", "fails")),
        ([NEAR, NEAR], "cannot tell", ("holds", "holds only if", "fails")),
        ([NEAR], "cannot tell", ("holds", "fails")),
        ([NONE], "cannot tell", ("holds", "fails")),
        ([IN], "holds", ("holds",)),
        ([OUT], "fails", ("fails",)),
    ],
)
def test_the_truth_table_over_combinations(values, outcome, could_be):
    """All true holds, all false fails, both is only if, and what is open decides nothing by itself."""
    answer = verdict_of(values).answer
    assert answer.outcome == outcome
    assert answer.could_be == could_be


def test_no_combination_at_all_cannot_be_told():
    """Without a single combination there is nothing to measure."""
    measured = Measured([], ["T0"], np.empty((0, 1)))
    verdict = judge(GAP, LIMIT_S, measured)
    assert verdict.outcome == "cannot tell"
    assert verdict.answer.could_be == ()


@given(st.lists(st.sampled_from([IN, OUT, NEAR, NONE]), min_size=1, max_size=5))
def test_what_could_be_is_what_settling_the_open_ones_can_give(values):
    """Every way of settling undecided and unmeasured combinations is tried: the outcomes are those listed."""
    settled = set()
    choices = [[IN, OUT] if value is NEAR or math.isnan(value) else [value] for value in values]
    for row in itertools.product(*choices):
        inside = [value == IN for value in row]
        settled.add("holds" if all(inside) else "holds only if" if any(inside) else "fails")
    answer = verdict_of(values).answer
    assert set(answer.could_be) == settled
    assert (answer.outcome == "cannot tell") == (len(settled) > 1)
    assert answer.n_cases == len(values)


@pytest.mark.parametrize(
    ("row", "each", "any_one"),
    [
        ([IN, IN], "holds", "holds"),
        ([IN, OUT], "fails", "holds"),
        ([OUT, OUT], "fails", "fails"),
        ([IN, NEAR], "cannot tell", "holds"),
        ([OUT, NEAR], "fails", "cannot tell"),
        ([IN, NONE], "cannot tell", "holds"),
        ([OUT, NONE], "fails", "cannot tell"),
        ([NEAR, NONE], "cannot tell", "cannot tell"),
        ([NEAR, NEAR], "cannot tell", "cannot tell"),
    ],
)
def test_the_truth_table_over_targets(row, each, any_one):
    """Kleene's logic: one false target settles each, one true target settles any."""
    assert verdict_of([row]).outcome == each
    assert verdict_of([row], over="any").outcome == any_one


def test_each_asks_all_targets_in_one_and_the_same_combination():
    """Two targets that hold in different combinations never hold together, yet always one of them does."""
    rows = [[IN, OUT], [OUT, IN]]
    each, any_one = verdict_of(rows), verdict_of(rows, over="any")
    assert each.outcome == "fails"
    assert {name: one.outcome for name, one in each.by_target.items()} == dict.fromkeys(("T0", "T1"), "holds only if")
    assert any_one.outcome == "holds"


def test_the_deciding_target_is_named():
    """Each names the worst target of the best combination, any the best target."""
    rows = [[7300.0, 7900.0], [7500.0, 7600.0]]
    each, any_one = verdict_of(rows), verdict_of(rows, over="any")
    assert each.answer.nearest_miss.target == "T1"
    assert each.answer.nearest_miss.value == 7600.0
    assert each.answer.nearest_miss.margin == -400.0
    assert each.answer.nearest_miss.case == {"n": "1"}
    assert any_one.answer.nearest_miss.target == "T0"
    assert any_one.answer.nearest_miss.value == 7300.0


def test_best_worst_closest_call_and_nearest_miss():
    """Of 6900, 7100, 7300 and 7500 s against 7200 s: the ends, and the two next to the limit."""
    answer = verdict_of([7500.0, 6900.0, 7300.0, 7100.0], error_s=None).answer
    assert [f.value for f in (answer.best, answer.worst, answer.closest_call, answer.nearest_miss)] == [
        6900.0,
        7500.0,
        7100.0,
        7300.0,
    ]


def test_a_value_on_the_limit_is_inside_without_an_error_and_undecided_with_one():
    """<= includes the limit; an error of any size puts it out of reach, an error of 0 does not."""
    assert verdict_of([LIMIT_S], error_s=None).outcome == "holds"
    assert verdict_of([LIMIT_S], error_s=0.0).outcome == "holds"
    assert verdict_of([LIMIT_S], error_s=1e-6).outcome == "cannot tell"
    assert verdict_of([LIMIT_S - 60.0], error_s=60.0).outcome == "cannot tell"
    assert verdict_of([LIMIT_S - 60.001], error_s=60.0).outcome == "holds"


def test_an_unknown_error_leaves_a_value_undecided_but_not_an_infinite_one():
    """Nobody knows how far a value of unknown error may be off; what never happens needs no error."""
    assert verdict_of([IN], error_s=math.nan).outcome == "cannot tell"
    assert verdict_of([math.inf], error_s=math.nan).outcome == "fails"
    assert verdict_of([math.inf], error_s=math.inf).outcome == "cannot tell"


@pytest.mark.parametrize(
    ("value", "share_true", "error", "outcome"),
    [
        (7100.0, 0.95, None, "holds"),
        (7100.0, 0.94, None, "cannot tell"),
        (7100.0, 0.05, None, "cannot tell"),
        (7900.0, 0.05, None, "fails"),
        (7900.0, 0.5, None, "cannot tell"),
        (7900.0, 0.95, None, "cannot tell"),
        (math.nan, 1.0, None, "cannot tell"),
        (7900.0, 0.5, 60.0, "fails"),
        (7900.0, 0.5, 900.0, "cannot tell"),
        (7900.0, 0.0, 900.0, "fails"),
        (7100.0, 1.0, math.nan, "holds"),
    ],
)
def test_draws_decide_what_95_percent_of_them_agree_on(value, share_true, error, outcome):
    """Draws on the value's own side decide it; where they do not, an error that reaches the threshold opens it."""
    one = np.ones((1, 1))
    spread = None if error is None else error * one
    measured = Measured([{}], ["T0"], value * one, spread, share_true * one)
    assert judge(GAP, LIMIT_S, measured).outcome == outcome


@pytest.mark.parametrize(
    ("reading", "value", "bound", "outcome"),
    [
        (GAP, 7000.0, 1, "cannot tell"),
        (GAP, 8000.0, 1, "fails"),
        (GAP, 7000.0, -1, "holds"),
        (GAP, 8000.0, -1, "cannot tell"),
        (SHARE, 0.97, -1, "cannot tell"),
        (SHARE, 0.90, -1, "fails"),
        (SHARE, 0.97, 1, "holds"),
        (SHARE, 0.90, 1, "cannot tell"),
    ],
)
def test_a_bound_decides_only_what_it_can(reading, value, bound, outcome):
    """A gap known to be at least too long fails; one known to be at least short enough says nothing."""
    measured = Measured([{}], ["T0"], np.array([[value]]), bound=np.array([[bound]], dtype=np.int8))
    assert judge(reading, LIMIT_S, measured).outcome == outcome


ORDER = {"fails": 0, "holds only if": 1, "holds": 2}


@given(
    st.lists(st.floats(100.0, 1e5), min_size=1, max_size=6),
    st.lists(st.floats(50.0, 2e5), min_size=2, max_size=5),
)
def test_a_longer_limit_never_makes_a_verdict_worse(values, limits):
    """With <= the outcome rises from fails over only if to holds as the limit grows."""
    outcomes = [ORDER[verdict_of(values, error_s=None, limit_s=limit).outcome] for limit in sorted(limits)]
    assert outcomes == sorted(outcomes)


@given(st.lists(st.tuples(st.floats(6000.0, 8400.0), st.floats(0.0, 900.0)), min_size=1, max_size=6))
def test_a_smaller_error_never_undoes_a_decision(rows):
    """Halving every error keeps each decided outcome and leaves open no more than before."""
    value = np.array([[v] for v, _ in rows])
    error = np.array([[e] for _, e in rows])
    wide = judge(GAP, LIMIT_S, Measured(cases_of(len(rows)), ["T0"], value, error))
    fine = judge(GAP, LIMIT_S, Measured(cases_of(len(rows)), ["T0"], value, error / 2.0))
    assert set(fine.answer.could_be) <= set(wide.answer.could_be)


@given(st.lists(st.lists(st.sampled_from([IN, OUT, NEAR, NONE]), min_size=3, max_size=3), min_size=1, max_size=4))
def test_each_is_never_easier_than_a_target_nor_any_harder(rows):
    """What holds at each holds at every target; what fails at any fails at every target."""
    each, any_one = verdict_of(rows), verdict_of(rows, over="any")
    if each.outcome == "holds":
        assert all(one.outcome == "holds" for one in each.by_target.values())
    if any(one.outcome == "fails" for one in each.by_target.values()):
        assert each.outcome == "fails"
    if any(one.outcome == "holds" for one in each.by_target.values()):
        assert any_one.outcome == "holds"
    if any_one.outcome == "fails":
        assert all(one.outcome == "fails" for one in each.by_target.values())


def test_what_cannot_be_judged_is_refused():
    """Shapes, names, limits and ways of taking targets that do not fit are mistakes of the caller."""
    one = np.ones((1, 1))
    with pytest.raises(ValueError, match=r"\(cases, targets\) = \(1, 2\)"):
        Measured([{}], ["A", "B"], one)
    with pytest.raises(ValueError, match="name of its own"):
        Measured([{}], ["A", "A"], np.ones((1, 2)))
    with pytest.raises(ValueError, match="between 0 and 1"):
        Measured([{}], ["A"], one, share_true=1.5 * one)
    with pytest.raises(ValueError, match="negative"):
        Measured([{}], ["A"], one, error=-one)
    with pytest.raises(ValueError, match="give limit_s"):
        judge(GAP, None, Measured([{}], ["A"], one))
    with pytest.raises(ValueError, match="does not fit"):
        judge(GAP, LIMIT_S, Measured([{}], ["A"], one), over="all-within")
    together = CoverageReading(
        id="all", title="All", measure="all_targets_gap_max_s", compare="<=", over=("all-within",)
    )
    with pytest.raises(ValueError, match="one column"):
        judge(together, LIMIT_S, Measured([{}], ["A", "B"], np.ones((1, 2))), over="all-within")


@pytest.mark.parametrize("sign", [1.0, -1.0, 0.0])
def test_values_equal_but_for_rounding_are_a_tie(sign):
    """The first of combinations whose values differ in the last digits is told, whichever way the rounding fell."""
    answer = verdict_of([7600.0, 7600.0 * (1.0 + sign * 1e-15), 9000.0]).answer
    assert answer.nearest_miss.case == {"n": "0"}
    assert answer.worst.case == {"n": "2"}
    assert verdict_of([math.inf, math.inf]).answer.nearest_miss.case == {"n": "0"}
