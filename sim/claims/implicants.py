"""Covering the true cells of a grid with few wide boxes that hold no false cell: arrays only, no words.

A grid has one axis an option and one cell a combination of values. A *literal* is a set of values on one
axis, a row of that axis' family; a *box* takes one literal an axis, given by their row numbers. A box without
a false cell is an implicant, and prime if no wider literal on any one axis leaves it one. Quine-McCluskey for
axes of many values, with a greedy cover: McCluskey, Bell System Technical Journal 35 (1956).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

MOST_BOXES = 200_000  # beyond this many candidate boxes, literals are single values or all of them
MOST_FREE_VALUES = 7  # axes without order and with more values: single values and all but one

Family = NDArray[np.bool_]


def families(n_values: Sequence[int], ordered: Sequence[bool]) -> list[Family]:
    """Return each axis' literals, (L, n) rows, widest first: stretches where ordered, else any set."""
    found = [_literals(n, is_ordered) for n, is_ordered in zip(n_values, ordered, strict=True)]
    if math.prod(len(family) for family in found) > MOST_BOXES:
        found = [
            np.unique(np.vstack([np.ones((1, n), dtype=bool), np.eye(n, dtype=bool)]), axis=0)[::-1] for n in n_values
        ]
    return found


def prime_implicants(is_false: NDArray[np.bool_], axes: Sequence[Family]) -> NDArray[np.intp]:
    """Return (B, axes) literal numbers of every prime implicant, in the order of the families."""
    n_false = is_false.astype(float)
    for axis, family in enumerate(axes):  # false cells of every box at once, one axis after the other
        n_false = np.moveaxis(np.tensordot(family.astype(float), n_false, axes=([1], [axis])), 0, axis)
    implicant = n_false == 0
    widens = np.zeros_like(implicant)
    for axis, family in enumerate(axes):
        wider = np.tensordot(_wider(family), implicant.astype(float), axes=([1], [axis]))
        widens |= np.moveaxis(wider, 0, axis) > 0
    return np.argwhere(implicant & ~widens).reshape(-1, len(axes))


def cover(is_true: NDArray[np.bool_], is_false: NDArray[np.bool_], axes: Sequence[Family]) -> list[tuple[int, ...]]:
    """Return boxes that together hold every true cell and no false one, the fullest of true cells first.

    Cells that are neither may lie in or out; a box with fewer of them is preferred among equals. No box can
    be left out, and each is prime. Whether another choice would need fewer boxes is not tried out.
    """
    cells = np.argwhere(is_true).reshape(-1, is_true.ndim)
    if len(cells) == 0:
        return []
    boxes = prime_implicants(is_false, axes)
    holds = np.ones((len(boxes), len(cells)), dtype=bool)
    for axis, family in enumerate(axes):
        holds &= family[boxes[:, axis]][:, cells[:, axis]]
    useful = holds.any(axis=1)
    boxes, holds = boxes[useful], holds[useful]
    chosen = _pick(boxes, holds, _open_cells(~(is_true | is_false), boxes, axes), axes)
    return [tuple(int(n) for n in boxes[row]) for row in chosen]


def box_mask(box: Sequence[int], axes: Sequence[Family]) -> NDArray[np.bool_]:
    """Return the grid's cells that lie in a box."""
    mask = np.ones((), dtype=bool)
    for literal, family in zip(box, axes, strict=True):
        mask = mask[..., None] & family[literal]
    return mask


def _pick(
    boxes: NDArray[np.intp], holds: NDArray[np.bool_], n_open: NDArray[np.float64], axes: Sequence[Family]
) -> list[int]:
    width = (
        np.stack([f.sum(axis=1)[boxes[:, k]] for k, f in enumerate(axes)], axis=1)
        if axes
        else np.zeros((len(boxes), 0))
    )
    n_terms = (width < np.array([f.shape[1] for f in axes])).sum(axis=1)
    # A cell held by one box alone makes that box needed; then always the box that holds most of what is left.
    chosen = sorted({int(np.argmax(holds[:, cell])) for cell in np.flatnonzero(holds.sum(axis=0) == 1)})
    left = ~holds[chosen].any(axis=0)
    while left.any():
        gain = (holds & left).sum(axis=1)
        row = int(np.lexsort((-width.sum(axis=1), n_open, n_terms, -gain))[0])
        chosen.append(row)
        left &= ~holds[row]
    for row in sorted(chosen, key=lambda row: int(holds[row].sum())):
        rest = [other for other in chosen if other != row]
        if rest and holds[rest].any(axis=0).all():
            chosen = rest
    return sorted(chosen, key=lambda row: (-int(holds[row].sum()), row))


def _open_cells(is_open: NDArray[np.bool_], boxes: NDArray[np.intp], axes: Sequence[Family]) -> NDArray[np.float64]:
    n_open = is_open.astype(float)
    for axis, family in enumerate(axes):
        n_open = np.moveaxis(np.tensordot(family.astype(float), n_open, axes=([1], [axis])), 0, axis)
    return np.asarray(n_open[tuple(boxes.T)]).reshape(len(boxes))


def _wider(family: Family) -> NDArray[np.float64]:
    # (L, L): 1 where the second literal holds all values of the first and more.
    within = (family[:, None, :] <= family[None, :, :]).all(axis=2)
    return (within & ~within.T).astype(float)


@cache
def _literals(n: int, is_ordered: bool) -> Family:
    if is_ordered:
        rows = [[low <= k <= high for k in range(n)] for low in range(n) for high in range(low, n)]
    elif n <= MOST_FREE_VALUES:
        rows = [[bool(mask >> k & 1) for k in range(n)] for mask in range(1, 2**n)]
    else:
        one = np.eye(n, dtype=bool)
        rows = [*np.ones((1, n), dtype=bool).tolist(), *(~one).tolist(), *one.tolist()]
    rows.sort(key=lambda row: (-sum(row), [not kept for kept in row]))
    return np.array(rows, dtype=bool).reshape(len(rows), n)
