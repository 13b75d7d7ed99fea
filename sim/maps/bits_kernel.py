"""Columns of a row as bits, 64 a word, and arcs of columns that continue past the end of the full circle."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel

Words = NDArray[np.uint64]

ONES = np.uint64(0xFFFFFFFFFFFFFFFF)
ONE, NONE = np.uint64(1), np.uint64(0)


class Circle(NamedTuple):
    """The columns of a grid: the number per radian, in the full circle and in the grid, and the words of a row."""

    per_rad: float
    turn: float
    columns: int
    words: int


@inlined
def masks(first: int, last: int) -> tuple[int, int, np.uint64, np.uint64]:
    """Return the first and the last word that the bits first to last touch, and the bits of each."""
    return first >> 6, last >> 6, ONES << np.uint64(first & 63), ONES >> np.uint64(63 - (last & 63))


@kernel
def fill_wrapped(words: Words, at: int, left: float, right: float, turn: float, columns: int) -> None:
    """Set the bits of the columns from ``left`` to ``right``, where ``turn`` columns make the full circle."""
    for shift in range(-1, 2):
        first = max(int(np.ceil(left + shift * turn)), 0)
        last = min(int(np.floor(right + shift * turn)), columns - 1)
        if first > last:
            continue
        a, b, low, high = masks(first, last)
        if a == b:
            words[at + a] |= low & high
            continue
        words[at + a] |= low
        words[at + b] |= high
        for w in range(a + 1, b):
            words[at + w] = ONES
