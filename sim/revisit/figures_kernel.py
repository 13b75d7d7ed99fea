"""The arithmetic of ``figures``, compiled, for callers with 100,000 draws.

``gaps`` and ``waits`` define what is computed here and give the distributions. The tests compare this module with
them. Nothing is checked: callers make sure that no row is empty and that the search holds the span.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Pair = tuple[float, float]
COMPLETED, INTERIOR, CLIPPED = 0, 1, 2
TIE = 1e-12  # as in ``waits``; no import, for a compiled function notices changes in its own file only


@kernel
def measure(
    looks: Array, windows: Array, search: Pair, span: Pair, edges: int, between_windows: bool, limits_s: Array
) -> tuple[Any, Any, Any, Any, Array]:
    """Return counts, then figures of gaps, of revisit intervals, of waits as ``Figures`` lists them; shares.

    Rows in any order. Shares, (2, limits): of gaps, then of waits within each limit.
    """
    shares = np.empty((2, limits_s.size))
    window_start, window_end = sorted_column(windows, 0), sorted_column(windows, 1)
    if between_windows:
        look_start, look_end = window_start, window_end
    else:
        look_start, look_end = sorted_column(looks, 0), sorted_column(looks, 1)
    start, end, gaps, revisits, always = gaps_and_revisits(look_start, look_end, search, span, edges)
    left_out = 0
    if edges == COMPLETED and start.size > 1 and not begins_inside(start[0], search, span):
        left_out = 1
    between = gap_figures(start, end, gaps, left_out, always, limits_s, shares[0])
    every_instant = CLIPPED if edges == CLIPPED else COMPLETED
    start, end, gaps, _, _ = gaps_and_revisits(window_start, window_end, search, span, every_instant)
    waits = wait_figures(start, end, gaps[3], span, limits_s, shares[1])
    return (count_starts(looks, span), count_starts(windows, span)), between, revisits, waits, shares


@kernel
def begins_inside(moment_s: float, search: Pair, span: Pair) -> bool:
    """Return whether a gap that begins at the moment begins inside the span and not at the start of the search."""
    return moment_s >= span[0] and moment_s > search[0]


@kernel
def gaps_and_revisits(
    start_s: Array, end_s: Array, search: Pair, span: Pair, edges: int
) -> tuple[Array, Array, tuple[int, int, bool, bool], tuple[int, int, float, float], bool]:
    """Gaps and revisit intervals of rows given by their starts and their ends, each sorted on its own.

    Returns starts and ends of the gaps; index of the longest, number censored, whether the longest is,
    whether the end of the last is open; number, number censored, mean and longest of the revisit intervals;
    whether one stretch of coverage holds the whole span.
    """
    gap_start, gap_end = np.empty(start_s.size + 1), np.empty(start_s.size + 1)
    n = censored_gaps = 0
    longest, longest_s, longest_censored, open_last = -1, -1.0, False, False
    n_again, n_again_censored, again_total_s, again_max_s = 0, 0, 0.0, 0.0
    n_in_mean, before_s = 0, np.nan  # of the revisit intervals; the length of the one that the span begins in
    always = False
    covered_to = began = search[0]
    i = 0
    while i <= start_s.size:
        low = high = search[1]
        if i < start_s.size:  # the next stretch of the union: up to the first start after all ends so far
            low = max(start_s[i], search[0])
            while i + 1 < start_s.size and start_s[i + 1] <= end_s[i]:
                i += 1
            high = min(end_s[i], search[1])
        i += 1
        if low >= high and i <= start_s.size:
            continue  # outside the search
        always |= low <= span[0] and high >= span[1]
        for is_gap in (True, False):
            from_s, to_s = covered_to if is_gap else began, low
            if edges == INTERIOR:
                belongs = span[0] < from_s < to_s < span[1]
            else:
                belongs = from_s < to_s and from_s < span[1] and to_s > span[0]
            if not belongs:
                continue
            open_start, open_end = from_s == search[0], to_s == search[1]
            if edges == CLIPPED:
                open_start |= from_s < span[0]
                open_end |= to_s > span[1]
                from_s, to_s = max(from_s, span[0]), min(to_s, span[1])
            censored = open_start or open_end
            length_s = to_s - from_s
            if is_gap:
                gap_start[n], gap_end[n] = from_s, to_s
                if length_s > longest_s:
                    longest, longest_s, longest_censored = n, length_s, censored
                censored_gaps += censored
                open_last = open_end
                n += 1
            else:
                n_again_censored += censored
                if edges != COMPLETED or begins_inside(from_s, search, span):
                    again_total_s += length_s
                    n_in_mean += 1
                else:
                    before_s = length_s
                again_max_s = max(again_max_s, length_s)
                n_again += 1
        covered_to, began = high, low
    again_mean_s = again_total_s / n_in_mean if n_in_mean > 0 else before_s
    if n_again == 0:
        again_max_s = np.nan
    if always:
        again_mean_s = again_max_s = 0.0
    gaps = (longest, censored_gaps, longest_censored, open_last)
    return gap_start[:n], gap_end[:n], gaps, (n_again, n_again_censored, again_mean_s, again_max_s), always


@kernel
def gap_figures(
    start: Array,
    end: Array,
    gaps: tuple[int, int, bool, bool],
    left_out: int,
    always: bool,
    limits_s: Array,
    shares: Array,
) -> tuple[int, int, float, float, float, float, float, float, bool]:
    """Figures of gaps, the first ``left_out`` of them in none but the longest; fills the shares within the limits."""
    longest, censored_gaps, longest_censored, _ = gaps
    n = 1 if always else start.size - left_out
    length = np.zeros(n)
    total_s = 0.0
    if not always:
        for i in range(n):
            length[i] = end[left_out + i] - start[left_out + i]
            total_s += length[i]
    length = taken(length, sorted_order(length))
    for j in range(limits_s.size):
        within = 0
        for i in range(n):
            within += length[i] <= limits_s[j]
        shares[j] = within / n if n > 0 else np.nan
    mean_s = total_s / n if n > 0 else np.nan
    longest_start, longest_end, max_s = np.nan, np.nan, 0.0 if always else np.nan
    if longest >= 0:
        longest_start, longest_end = start[longest], end[longest]
        max_s = longest_end - longest_start
    median_s, p95_s = of_sorted(length, 50.0), of_sorted(length, 95.0)
    return (
        start.size,
        censored_gaps,
        mean_s,
        median_s,
        p95_s,
        max_s,
        longest_start,
        longest_end,
        longest_censored,
    )


@kernel
def wait_figures(
    gap_start: Array, gap_end: Array, open_last: bool, span: Pair, limits_s: Array, shares: Array
) -> tuple[float, float, float, float, float, float, float, float, float, bool]:
    """Figures of the wait from an instant, in the letters of ``waits``; fills the shares of waits in limits."""
    n, span_s = gap_start.size, span[1] - span[0]
    first, gap, inside = np.empty(n), np.empty(n), np.empty(n)
    last = 0.0  # b - e: only the last gap outlasts the span
    uncovered = response = age = average = 0.0
    for i in range(n):
        s, e = max(gap_start[i], span[0]), min(gap_end[i], span[1])
        first[i], gap[i], inside[i] = gap_end[i] - s, gap_end[i] - gap_start[i], e - s
        last = gap_end[i] - e
        uncovered += inside[i]
        response += 0.5 * (first[i] + last) * inside[i]
        age += (s - gap_start[i] + 0.5 * inside[i]) * inside[i]
        average += gap[i] * inside[i]
    for j in range(limits_s.size):
        longer = -max(last - limits_s[j], 0.0)
        for i in range(n):
            longer += max(first[i] - limits_s[j], 0.0)
        shares[j] = max(span_s - longer, 0.0) / span_s if limits_s[j] >= 0.0 else 0.0
    first = taken(first, sorted_order(first))
    order = sorted_order(gap)
    gap, inside = taken(gap, order), taken(inside, order)
    worst = first[n - 1] if n > 0 else 0.0
    wait_p50, wait_p95 = (
        wait_percentile(first, last, 50.0, span_s),
        wait_percentile(first, last, 95.0, span_s),
    )
    gap_p50 = instant_gap_percentile(gap, inside, 50.0, span_s)
    gap_p95 = instant_gap_percentile(gap, inside, 95.0, span_s)
    covered = 100.0 * max(span_s - uncovered, 0.0) / span_s
    mean_wait, mean_age, mean_gap = response / span_s, age / span_s, average / span_s
    return covered, mean_wait, worst, wait_p50, wait_p95, mean_age, mean_gap, gap_p50, gap_p95, open_last


@kernel
def wait_percentile(first: Array, last: float, percent: float, span_s: float) -> float:
    """Shortest wait that a share of the instants do not exceed, as in ``waits``; ``first`` is sorted."""
    allowed = (1.0 - percent / 100.0) * span_s
    longer, slope, x = 0.0, 0, 0.0
    i = first.size - 1
    while True:  # down the corners, the longest wait first
        corner, bend = 0.0, 0
        if last > 0.0 and (i < 0 or last >= first[i]):
            corner, bend = last, -1
            last = 0.0
        elif i >= 0:
            corner, bend = first[i], 1
            i -= 1
        grown = longer + slope * (x - corner)
        if slope > 0 and grown > allowed + TIE * span_s:
            return x - max(allowed - longer, 0.0) / slope
        if bend == 0:
            return 0.0
        longer, x = grown, corner
        slope += bend


@kernel
def instant_gap_percentile(gap: Array, inside: Array, percent: float, span_s: float) -> float:
    """Return the shortest gap such that a share of the instants is in no longer one; ``gap`` and ``inside`` sorted."""
    allowed = (1.0 - percent / 100.0) * span_s
    longer = 0.0
    for i in range(gap.size - 1, -1, -1):
        longer += inside[i]
        if longer > allowed + TIE * span_s:
            return gap[i]
    return 0.0


@kernel
def of_sorted(values: Array, percent: float) -> float:
    """numpy's linear percentile of sorted values, rounded as numpy rounds; NaN of none."""
    if values.size == 0:
        return np.nan
    place = (values.size - 1) * (percent / 100.0)
    below = int(place)
    low, high = values[below], values[min(below + 1, values.size - 1)]
    part = place - below
    return high - (high - low) * (1.0 - part) if part >= 0.5 else low + (high - low) * part


@kernel
def all_filled(rows: Array) -> bool:
    """Whether every row has some length; False for a NaN."""
    good = True
    for i in range(rows.shape[0]):
        good &= rows[i, 0] < rows[i, 1]
    return good


@kernel
def count_starts(rows: Array, span: Pair) -> int:
    n = 0
    for i in range(rows.shape[0]):
        n += span[0] <= rows[i, 0] < span[1]
    return n


@kernel
def sorted_column(rows: Array, column: int) -> Array:
    values = np.empty(rows.shape[0])
    in_order = True
    for i in range(values.size):
        values[i] = rows[i, column]
        in_order &= i == 0 or values[i - 1] <= values[i]
    return values if in_order else taken(values, sorted_order(values))


@kernel
def taken(values: Array, order: Indices) -> Array:
    picked = np.empty(order.size)
    for i in range(order.size):
        picked[i] = values[order[i]]
    return picked


@kernel
def sorted_order(values: Array) -> Indices:
    """Return the indices that sort the values: into as many buckets as values, then Shell's sort within them.

    np.sort takes several times as long when compiled, and 2 s to compile.
    """
    n = values.size
    low, high = np.inf, -np.inf
    for i in range(n):
        low, high = min(low, values[i]), max(high, values[i])
    per_s = (n - 1) / (high - low) if high > low else 0.0
    order, bucket, begin = np.empty(n, np.int64), np.zeros(n, np.int64), np.zeros(n + 1, np.int64)
    for i in range(n):
        if per_s > 0.0 and low > -np.inf:  # an infinite value leaves all in one bucket
            bucket[i] = min(int((values[i] - low) * per_s), n - 1)
        begin[bucket[i] + 1] += 1
    fullest = 0
    for i in range(n):
        fullest = max(fullest, begin[i + 1])
        begin[i + 1] += begin[i]
    for i in range(n):
        order[begin[bucket[i]]] = i
        begin[bucket[i]] += 1
    for step in (57366, 24752, 10689, 4612, 1968, 841, 301, 132, 57, 23, 10, 4, 1):  # Ciura, FCT 2001
        if step >= fullest:
            continue  # no value is further from its place than the size of the largest bucket
        for i in range(step, n):
            moved, j = order[i], i
            while j >= step and values[order[j - step]] > values[moved]:
                order[j] = order[j - step]
                j -= step
            order[j] = moved
    return order
