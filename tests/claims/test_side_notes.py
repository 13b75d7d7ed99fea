"""What is told beside a verdict."""

import numpy as np
import pytest

from sim.claims.judge import Measured, judge
from sim.claims.kinds.coverage import CoverageReading
from sim.claims.side_notes import counting_sentence, left_out_sentence, with_notes

GAP = CoverageReading(id="longest-gap", title="Longest gap", measure="gap_max_s", compare="<=")
CASES = [{"squint": "low"}, {"squint": "none"}]


def verdict_of(*rows, limit_s=7200.0):
    """The verdict on two combinations, a row of targets each."""
    value = np.array(rows)
    return judge(GAP, limit_s, Measured(CASES, [f"T{k}" for k in range(value.shape[1])], value))


HOLDS, FAILS, ONLY_IF = (verdict_of([a], [b]) for a, b in ((7e3, 7e3), (8e3, 8e3), (8e3, 7e3)))


def test_satellites_whose_loss_changes_nothing_and_those_whose_loss_does():
    """Outcomes that differ are named with the satellites left out; the rest is one clause."""
    assert left_out_sentence(FAILS, {"A": FAILS, "B": FAILS}) == (
        "Leaving out any one satellite does not change the outcome."
    )
    assert left_out_sentence(HOLDS, {"A": FAILS, "B": ONLY_IF, "C": FAILS, "D": HOLDS}) == (
        "Without A or C it fails; without B it holds under conditions; without any one of the others the outcome stays."
    )
    assert left_out_sentence(HOLDS, {"A": FAILS}) == "Without A it fails."
    assert left_out_sentence(HOLDS, {}) == ""


def test_counting_between_windows_is_told_only_where_it_differs():
    """Another outcome, or the same with another answer at some target, or nothing to say."""
    assert counting_sentence(HOLDS, HOLDS) == ""
    assert counting_sentence(FAILS, HOLDS) == "Counted between windows instead of looks it holds."
    looks, windows = verdict_of([8e3, 8e3], [8e3, 8e3]), verdict_of([8e3, 7e3], [8e3, 7e3])
    assert looks.outcome == windows.outcome == "fails"
    assert counting_sentence(looks, windows) == "Counted between windows instead of looks the answer differs at T1."


def test_notes_end_a_sentence_and_change_nothing_else():
    """Empty notes are dropped; the verdict handed in stays as it was."""
    noted = with_notes(FAILS, "", "Without A it fails.")
    assert noted.notes == ("Without A it fails.",)
    assert noted.sentence() == f"{FAILS.sentence()} Without A it fails."
    assert noted.answer == FAILS.answer
    assert FAILS.notes == ()


def test_verdicts_on_different_questions_are_not_compared():
    """Another limit is another question."""
    with pytest.raises(ValueError, match="cannot be compared"):
        left_out_sentence(FAILS, {"A": verdict_of([8e3], [8e3], limit_s=9000.0)})
