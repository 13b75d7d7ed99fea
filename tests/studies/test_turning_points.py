"""Where comparisons turn along one number: every turn between coarse steps, narrowed to one whole step."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.studies.turning_points import Judged, coarse_steps, one_by_one, walk

Answers = list[bool]


def judged_by(tables: Sequence[Answers], asked: list[int] | None = None) -> Judged:
    """Answers looked up in tables, one a comparison; a value is ten times its step."""

    def judged(steps: Sequence[int]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        if asked is not None:
            asked.extend(steps)
        true = np.array([[table[step] for table in tables] for step in steps], dtype=np.bool_)
        return np.repeat(10.0 * np.array(steps, dtype=float)[:, None], len(tables), axis=1), true

    return judged


def all_turns(table: Answers, steps: Sequence[int]) -> list[tuple[int, int]]:
    """Every turn, found by a look at every step."""
    way = 1 if steps[-1] > steps[0] else -1
    return [(k, k + way) for k in range(steps[0], steps[-1], way) if table[k] != table[k + way]]


@st.composite
def tables(draw: st.DrawFn) -> Answers:
    """Answers at the steps 0 to 64 that turn at most once between two multiples of 8."""
    table = [draw(st.booleans())]
    for _ in range(8):
        turn = draw(st.integers(0, 8))  # 0: no turn
        table += [table[-1]] * 8 if turn == 0 else [table[-1]] * (turn - 1) + [not table[-1]] * (9 - turn)
    return table


@given(tables(), st.booleans())
def test_every_turn_is_found_and_narrowed_to_one_step(table: Answers, falling: bool) -> None:
    """The turns are those that a look at every step finds, in the order of the walk, upwards and downwards."""
    steps = coarse_steps(64, 0, 8) if falling else coarse_steps(0, 64, 8)
    (found,) = walk(judged_by([table]), steps)
    assert [(turn.before, turn.after) for turn in found.turns] == all_turns(table, steps)
    for turn in found.turns:
        assert turn.becomes_true == table[turn.after] != table[turn.before]
        assert (turn.value_before, turn.value_after) == (10.0 * turn.before, 10.0 * turn.after)


def test_a_comparison_that_is_true_in_between_turns_twice() -> None:
    """True from 20 to 39: two turns, the first value at which it is true is 20."""
    (found,) = walk(judged_by([[20 <= k < 40 for k in range(65)]]), coarse_steps(0, 64, 16))
    assert [(turn.before, turn.after, turn.becomes_true) for turn in found.turns] == [(19, 20, True), (39, 40, False)]
    assert found.first_true == 20
    assert not found.true_at_start


@pytest.mark.parametrize("answer", [False, True])
def test_a_comparison_that_never_turns_has_no_turn(answer: bool) -> None:
    """Never true: no first value. Always true: the first value tried."""
    (found,) = walk(judged_by([[answer] * 65]), coarse_steps(0, 64, 16))
    assert found.turns == ()
    assert found.first_true == (0 if answer else None)


def test_turns_closer_than_the_steps_are_not_seen() -> None:
    """True at 20 to 24 alone, between the coarse steps 16 and 32: the walk finds nothing."""
    (found,) = walk(judged_by([[20 <= k < 25 for k in range(65)]]), coarse_steps(0, 64, 16))
    assert found.turns == ()


@given(st.lists(tables(), min_size=2, max_size=4))
def test_the_turns_of_one_comparison_do_not_depend_on_the_others(several: list[Answers]) -> None:
    """Walked together or alone, the turns are the same; no step is measured twice."""
    steps, asked = coarse_steps(0, 64, 8), list[int]()
    together = walk(judged_by(several, asked), steps)
    assert len(set(asked)) == len(asked)
    assert [one.turns for one in together] == [walk(judged_by([table]), steps)[0].turns for table in several]


def test_the_first_turn_alone_is_coarse_if_asked() -> None:
    """With first_only the one turn is the first to true, narrowed to the width asked for; the start needs none."""
    later = [k >= 33 for k in range(65)]
    again = [k < 10 or k >= 50 for k in range(65)]
    found = walk(judged_by([later, again]), coarse_steps(0, 64, 32), down_to=8, first_only=True)
    assert [(turn.before, turn.after) for turn in found[0].turns] == [(32, 40)]
    assert (found[0].first_true, found[1].first_true, found[1].turns) == (40, 0, ())


def test_coarse_steps_end_at_the_last() -> None:
    """Upwards or downwards, the last step is there once, however far from the one before; two ends are needed."""
    assert coarse_steps(0, 10, 4) == (0, 4, 8, 10)
    assert coarse_steps(10, 1, 3) == (10, 7, 4, 1)
    with pytest.raises(ValueError, match="no two steps"):
        coarse_steps(5, 5, 1)


def test_numbers_one_by_one() -> None:
    """Of measured numbers 1, 2, 3 the turn lies between two neighbours."""
    (found,) = one_by_one(np.array([[9.0], [5.0], [1.0]]), np.array([[False], [False], [True]]))
    assert [(turn.before, turn.after, turn.value_after) for turn in found.turns] == [(2, 3, 1.0)]
