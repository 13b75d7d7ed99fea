"""The outcomes of a reading, and those that undecided combinations leave possible."""

from __future__ import annotations

from typing import Literal

Outcome = Literal["holds", "holds only if", "fails", "cannot tell"]


def outcomes_possible(n_true: int, n_false: int, n_open: int) -> tuple[Outcome, ...]:
    """Return every outcome that some way of settling the open combinations leads to."""
    possible: list[Outcome] = []
    if n_false == 0 and n_true + n_open > 0:
        possible.append("holds")
    if n_true + n_open > 0 and n_false + n_open > 0 and n_true + n_false + n_open > 1:
        possible.append("holds only if")
    if n_true == 0 and n_false + n_open > 0:
        possible.append("fails")
    return tuple(possible)
