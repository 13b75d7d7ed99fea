"""What a question of a turn makes of measured figures: which value decides, and when it is surely true."""

from __future__ import annotations

import numpy as np
import pytest

from sim.claims.claim import Claim
from sim.revisit.figure_kinds import ALL_TARGETS_GAP_MAX, GAP_MAX, N_CENSORED, WAIT_PROBABILITY
from sim.simulation.turn_questions import Question
from sim.studies.survey import Survey

CLAIM = Claim.model_validate(
    {
        "id": "seen",
        "statement": "Seen.",
        "limits_s": [7200.0],
        "reading": [
            {"id": "gap", "measure": GAP_MAX.name},
            {"id": "chance", "measure": WAIT_PROBABILITY.name, "value": 0.9},
            {"id": "together", "measure": ALL_TARGETS_GAP_MAX.name},
        ],
    }
)
NAN = float("nan")


def question(reading: int, over: str, target: int | None = None) -> Question:
    return Question(CLAIM, CLAIM.readings[reading], 7200.0, over, target)  # type: ignore[arg-type]


def survey(gaps_s: list[list[float]], censored: list[list[float]] | None = None) -> Survey:
    gaps = np.array(gaps_s)
    chances = np.where(gaps <= 7200.0, 0.95, 0.5)[:, :, None]
    return Survey(
        (7200.0,),
        {
            GAP_MAX.name: gaps,
            WAIT_PROBABILITY.name: chances,
            ALL_TARGETS_GAP_MAX.name: gaps.max(axis=1),
            N_CENSORED.name: np.zeros(gaps.shape) if censored is None else np.array(censored),
        },
    )


@pytest.mark.parametrize(
    ("asked", "values", "true"),
    [
        (question(0, "each"), [9000.0, 7000.0], [False, True]),
        (question(0, "any"), [6000.0, 5000.0], [True, True]),
        (question(0, "each", 0), [6000.0, 7000.0], [True, True]),
        (question(0, "any", 1), [9000.0, 5000.0], [False, True]),
        (question(1, "each"), [0.5, 0.95], [False, True]),
        (question(1, "any"), [0.95, 0.95], [True, True]),
        (question(2, "all-within"), [9000.0, 7000.0], [False, True]),
    ],
)
def test_the_target_that_decides(asked: Question, values: list[float], true: list[bool]) -> None:
    """The worst of each, the best of any, one alone, or the figure of all together; row by row."""
    found, answers = asked.judged(survey([[6000.0, 9000.0], [7000.0, 5000.0]]))
    assert found.tolist() == values
    assert answers.tolist() == true


def test_what_is_not_measured_is_not_true() -> None:
    """At each target it decides, at any one it does not."""
    measured = survey([[NAN, 6000.0]])
    value, true = question(0, "each").judged(measured)
    assert np.isnan(value[0])
    assert not true[0]
    assert [part.tolist() for part in question(0, "any").judged(measured)] == [[6000.0], [True]]


def test_what_a_censored_gap_could_undo_is_not_surely_true() -> None:
    """A longest gap that may be longer, a chance that may be smaller; one target alone where no gap is censored."""
    measured = survey([[6000.0, 6000.0]], censored=[[0.0, 1.0]])
    assert question(0, "each").judged(measured)[1].tolist() == [False]
    assert question(0, "each", 0).judged(measured)[1].tolist() == [True]
    assert question(2, "all-within").judged(measured)[1].tolist() == [False]
    assert question(1, "each").judged(measured)[1].tolist() == [False]
