"""Unions of the rows of several satellites, made list by list, which the kernels of studies share.

A list holds the rows of one satellite under one set of limits at one target. The lists of a part of the satellites are
united once, and a combination joins two such unions.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel
def first_from(start_s: Floats, low: int, high: int, moment_s: float) -> int:
    """Return the first row from low to high that starts at the moment or later."""
    while low < high:
        middle = (low + high) // 2
        if start_s[middle] < moment_s:
            low = middle + 1
        else:
            high = middle
    return low


@inlined
def larger(a: float, b: float) -> float:
    """Return the larger of two numbers, neither NaN."""
    return a if a > b else b


@inlined
def joined(
    a_start_s: Floats,
    a_end_s: Floats,
    a: int,
    n_a: int,
    b_start_s: Floats,
    b_end_s: Floats,
    b: int,
    n_b: int,
    start_s: Floats,
    end_s: Floats,
    at: int,
) -> int:
    """Join two unions, which begin at ``a`` and ``b``, into a third at ``at``; return its number of stretches.

    A union of n stretches covers everything up to ``end_s[0]`` that matters, stretch k goes from ``start_s[k]`` to
    ``end_s[k + 1]``, and ``start_s[n]`` is the first start after the span.
    """
    last_a, last_b, first = a + n_a, b + n_b, at
    covered = larger(a_end_s[a], b_end_s[b])
    # Neither the next list nor the start of a new stretch can be predicted, so this loop chooses without branches.
    while a < last_a and b < last_b:
        from_a, from_b, to_a, to_b = a_start_s[a], b_start_s[b], a_end_s[a + 1], b_end_s[b + 1]
        takes_a = from_a <= from_b
        begin, reach = from_a if takes_a else from_b, to_a if takes_a else to_b
        start_s[at], end_s[at] = begin, covered
        at += begin > covered
        covered = larger(covered, reach)
        a += takes_a
        b += not takes_a
    while a < last_a and a_start_s[a] <= covered:
        covered = larger(covered, a_end_s[a + 1])
        a += 1
    while b < last_b and b_start_s[b] <= covered:
        covered = larger(covered, b_end_s[b + 1])
        b += 1
    end_s[at] = covered
    for k in range(last_a - a):
        start_s[at + k], end_s[at + k + 1] = a_start_s[a + k], a_end_s[a + k + 1]
    for k in range(last_b - b):
        start_s[at + k], end_s[at + k + 1] = b_start_s[b + k], b_end_s[b + k + 1]
    at += last_a - a + last_b - b
    start_s[at] = min(a_start_s[last_a], b_start_s[last_b])
    return at - first


@kernel
def unite(
    block_of: Ints,
    rows: Ints,
    target: int,
    start_s: Floats,
    end_s: Floats,
    search_from_s: float,
    span_s: float,
    union_start_s: Floats,
    union_end_s: Floats,
    room_start_s: Floats,
    room_end_s: Floats,
) -> tuple[int, int]:
    """Unite the satellites' rows for one target that start within the span; return the numbers of stretches and rows.

    ``rows`` (blocks, targets, satellites, 2) says where each list begins and ends. The starts of a list rise, and so do
    its ends; rows may overlap, and none ends before its start. Block -1 leaves a satellite out. ``union_end_s[0]`` is
    the latest end of the rows that start by 0. Stretch k goes from ``union_start_s[k]`` to ``union_end_s[k + 1]``.
    ``union_start_s[n]`` is the first start after the span. The room holds unions of some of the satellites. It and the
    filled arrays have one place per row and one per satellite.
    """
    first, count = np.empty(block_of.size, np.int64), np.empty(block_of.size, np.int64)  # of each list not yet joined
    n_lists, n_rows, at = 0, 0, 0
    for s in range(block_of.size):
        b = block_of[s]
        if b < 0:
            continue
        low, high = rows[b, target, s, 0], rows[b, target, s, 1]
        begin = first_from(start_s, low, high, 0.0)
        stop = first_from(start_s, begin, high, span_s)
        n_rows += stop - begin
        if begin < stop and start_s[begin] == 0.0:
            begin += 1
        first[n_lists] = at
        covered = max(search_from_s, end_s[begin - 1]) if begin > low else search_from_s
        for q in range(begin, stop):  # rows that touch are one stretch
            union_start_s[at], union_end_s[at] = start_s[q], covered
            at += start_s[q] > covered
            covered = larger(covered, end_s[q])
        union_start_s[at], union_end_s[at] = start_s[stop] if stop < high else np.inf, covered
        count[n_lists] = at - first[n_lists]
        n_lists += 1
        at += 1
    if n_lists == 0:
        union_start_s[0], union_end_s[0] = np.inf, search_from_s
        return 0, 0
    from_start, from_end, to_start, to_end = union_start_s, union_end_s, room_start_s, room_end_s
    moves = 0
    while n_lists > 1 or moves % 2:  # pairs of lists, from one set of arrays to the other; the result is in the first
        for k in range(0, n_lists, 2):
            a, n = first[k], count[k]
            if k + 1 < n_lists:
                n = joined(
                    from_start, from_end, a, n, from_start, from_end, first[k + 1], count[k + 1], to_start, to_end, a
                )
            else:
                for q in range(a, a + n + 1):
                    to_start[q], to_end[q] = from_start[q], from_end[q]
            first[k // 2], count[k // 2] = a, n
        from_start, from_end, to_start, to_end = to_start, to_end, from_start, from_end
        n_lists = (n_lists + 1) // 2
        moves += 1
    return count[0], n_rows


@kernel
def most_rows(picks: Ints, rows: Ints) -> int:
    """Return the largest number of rows that one pick of blocks has at one target."""
    most = 0
    for i in range(picks.shape[0]):
        for p in range(rows.shape[1]):
            n = 0
            for s in range(rows.shape[2]):
                b = picks[i, s]
                if b >= 0:
                    n += rows[b, p, s, 1] - rows[b, p, s, 0]
            most = max(most, n)
    return most
