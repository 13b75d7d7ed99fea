"""Figures of many combinations of blocks, arranged so that the kernel unites no lists twice.

Combinations that pick the same blocks for every satellite are measured once. Each of the rest is split in two parts,
head and tail. The tail holds a few satellites with short lists, such as the only optical one. The head holds all
others. The union of each distinct head is computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import combinations_kernel as kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flat = tuple[Ints, Floats, Floats]  # where each (block, target, satellite) begins and ends; all starts; all ends
Mapped = Callable[[Callable[[slice], None], Iterable[slice]], Iterable[None]]

SLICES = 16  # the work is cut into, whatever the number of threads


def measure(
    block_of: Ints,
    looks: Flat,
    windows: Flat,
    *,
    in_tail: NDArray[np.bool_],
    search: tuple[float, float],
    span_s: float,
    limits_s: Floats,
    percentiles: NDArray[np.bool_],
    mapped: Mapped = map,
) -> tuple[Floats, Floats]:
    """Return the arrays of ``measure_product`` for every combination, (C, satellites), of blocks; -1 is no block.

    ``in_tail`` marks the satellites of the tails; results do not depend on it, beyond rounding. ``percentiles``, (C,),
    marks the combinations for which percentiles are computed. ``mapped`` is a map that may work in threads.
    """
    parts = parts_of(block_of, in_tail, percentiles)
    asked = percentiles[parts.first][parts.order]
    out = np.empty((parts.order.size, looks[0].shape[1], kernel.N_COLUMNS + 2 * limits_s.size))
    together = np.empty((parts.order.size, 1 + limits_s.size))

    def run(part: slice) -> None:
        kernel.measure_product(
            parts.heads, parts.tails, parts.head_of[part], parts.tail_of[part], asked[part], *looks, *windows, *search,
            span_s, limits_s, out[part], together[part],
        )  # fmt: skip

    for _ in mapped(run, cuts(parts.head_of)):
        pass
    return parts.spread(out), parts.spread(together)


@dataclass(frozen=True)
class Parts:
    """Distinct combinations as pairs of a head and a tail, equal heads after each other.

    ``heads`` and ``tails`` (picks, satellites) name each satellite's block, -1 for none. ``head_of`` and ``tail_of``
    are the pairs. ``first`` are the indices of the distinct combinations, by first appearance, and ``order`` is the
    place of each pair among them. ``copy_of`` is the distinct combination of every combination.
    """

    heads: Ints
    tails: Ints
    head_of: Ints
    tail_of: Ints
    first: Ints
    order: Ints
    copy_of: Ints

    def spread(self, measured: Floats) -> Floats:
        """Return the values of every combination from those of the pairs, (pairs, ...) -> (C, ...)."""
        place = np.empty_like(self.order)
        place[self.order] = np.arange(self.order.size)
        return measured[place[self.copy_of]]


def parts_of(block_of: Ints, in_tail: NDArray[np.bool_], *others: NDArray[Any]) -> Parts:
    """Return the heads and tails of combinations; those that differ in one of ``others``, (C,), are distinct too."""
    first, copy_of = first_rows(np.column_stack([block_of, *others]))
    wanted = block_of[first]
    first_head, head_of = first_rows(np.where(in_tail, -1, wanted))
    first_tail, tail_of = first_rows(np.where(in_tail, wanted, -1))
    order = np.argsort(head_of, kind="stable")
    return Parts(
        heads=np.ascontiguousarray(np.where(in_tail, -1, wanted[first_head])),
        tails=np.ascontiguousarray(np.where(in_tail, wanted[first_tail], -1)),
        head_of=head_of[order],
        tail_of=tail_of[order],
        first=first,
        order=order,
        copy_of=copy_of,
    )


def first_rows(table: NDArray[Any]) -> tuple[Ints, Ints]:
    """Return the index at which each distinct row first appears, and for every row the number of its distinct row.

    Distinct rows are numbered in order of appearance.
    """
    code = np.zeros(len(table), dtype=np.int64)
    for column in np.asarray(table, dtype=np.int64).T:
        # Codes are below the number of rows, so the product stays far below the largest integer.
        _, code = np.unique(code * (column.max(initial=0) + 2) + column + 1, return_inverse=True)
    _, first, code = np.unique(code, return_index=True, return_inverse=True)
    number = np.empty(first.size, dtype=np.int64)
    number[np.argsort(first)] = np.arange(first.size)
    return np.sort(first), number[code]


def cuts(head_of: Ints) -> list[slice]:
    """Return some slices of about equal length, cut only where the head changes."""
    edges = np.flatnonzero(np.diff(head_of, prepend=-1))
    wanted = np.arange(SLICES) * head_of.size // SLICES
    starts = edges[np.unique(np.searchsorted(edges, wanted, side="right") - 1)]
    return [slice(int(a), int(b)) for a, b in zip(starts, [*starts[1:], head_of.size], strict=True)]
