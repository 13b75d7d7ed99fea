"""Where comparisons turn between true and false as one number is moved: every turn of a scan, refined by halving.

The number runs over whole steps. Coarse steps are tried first, in the order of the walk. Between two neighbouring
coarse steps with different answers the turn is halved down to one whole step. Several comparisons are walked at once,
because one measurement serves all of them. Each is judged by its own steps alone, so its turns do not depend on the
others. Two turns between neighbouring coarse steps are not seen; ``benchmarks/choose_turn_steps.py`` counts them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
# Steps -> values and answers of all comparisons, both (steps, F).
Judged = Callable[[Sequence[int]], tuple[Floats, Bools]]


@dataclass(frozen=True)
class Turn:
    """Two neighbouring steps between which a comparison turns, in the order of the walk, with their values."""

    before: int
    after: int
    value_before: float
    value_after: float
    becomes_true: bool


@dataclass(frozen=True)
class Walk:
    """One comparison along a walk: all its turns, and the values and answers at the coarse steps."""

    steps: tuple[int, ...]
    values: Floats
    true: Bools
    turns: tuple[Turn, ...]

    @property
    def true_at_start(self) -> bool:
        return bool(self.true[0])

    @property
    def first_true(self) -> int | None:
        """The first step at which the comparison is true; None if it is true at none of those tried."""
        if self.true_at_start:
            return self.steps[0]
        return self.turns[0].after if self.turns else None


def coarse_steps(first: int, last: int, every: int) -> tuple[int, ...]:
    """Return each ``every``-th step from ``first`` to ``last``, and ``last`` itself; it may be smaller than ``first``.

    Raises ValueError for an ``every`` below 1 and where first and last are equal.
    """
    if every < 1 or first == last:
        raise ValueError(f"a walk from {first} to {last} by {every} has no two steps")
    way = 1 if last > first else -1
    return (*range(first, last, way * every), last)


def walk(judged: Judged, steps: Sequence[int], *, down_to: int = 1, first_only: bool = False) -> list[Walk]:
    """Return the walk of every comparison along some steps, which rise or fall throughout.

    ``judged`` measures a batch of steps; it is asked once for each. Turns are halved until their steps are at most
    ``down_to`` apart. With ``first_only`` the only turn is the first by which a comparison becomes true.
    """
    measured: dict[int, tuple[Floats, Bools]] = {}

    def measure(wanted: set[int]) -> None:
        asked = sorted(wanted - measured.keys())
        if asked:
            values, true = judged(asked)
            measured.update({step: (values[k], true[k]) for k, step in enumerate(asked)})

    measure(set(steps))
    values = np.stack([measured[step][0] for step in steps])
    true = np.stack([measured[step][1] for step in steps])
    found: list[list[list[int]]] = []
    for f in range(true.shape[1]):
        changes = np.flatnonzero(true[1:, f] != true[:-1, f])
        if first_only:
            changes = changes[: 0 if true[0, f] else 1]
        found.append([[steps[k], steps[k + 1]] for k in changes.tolist()])
    while wide := [(f, turn) for f, turns in enumerate(found) for turn in turns if abs(turn[1] - turn[0]) > down_to]:
        measure({(turn[0] + turn[1]) // 2 for _, turn in wide})
        for f, turn in wide:
            middle = (turn[0] + turn[1]) // 2
            same_as_before = measured[middle][1][f] == measured[turn[0]][1][f]
            turn[0 if same_as_before else 1] = middle
    return [
        Walk(tuple(steps), values[:, f], true[:, f], tuple(_turn(measured, f, *turn) for turn in found[f]))
        for f in range(true.shape[1])
    ]


def one_by_one(values: Floats, true: Bools) -> list[Walk]:
    """Return the walk of every comparison along 1, 2 ... of which all are measured: values and answers, (steps, F)."""

    def judged(steps: Sequence[int]) -> tuple[Floats, Bools]:
        rows = [step - 1 for step in steps]
        return values[rows], true[rows]

    return walk(judged, range(1, len(values) + 1))


def _turn(measured: dict[int, tuple[Floats, Bools]], f: int, before: int, after: int) -> Turn:
    return Turn(
        before, after,
        float(measured[before][0][f]), float(measured[after][0][f]), bool(measured[after][1][f]),
    )  # fmt: skip
