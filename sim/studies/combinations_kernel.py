"""Gap statistics of many combinations of assumptions at once: each picks one block of looks for every satellite.

A scenario with n_a values for one assumption and n_b for another has n_a n_b combinations, but only n_a + n_b sets of
windows. Blocks hold those sets, sorted by target, satellite, start. The satellites are in two parts, heads and tails;
each part's lists are united once for each choice of its blocks, and a combination joins two such unions. The loops
visit only rows that start within the span. The few rows beyond its ends that figures need are found by bisection. The
definitions are those of ``figures``, with completed edges; a test compares the two. Exposures are measured apart, in
``exposures_kernel``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel
from .unions_kernel import first_from, joined, larger, most_rows, unite

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Columns of the output, then shares for each limit: of gaps within it, of instants that wait no longer.
N_LOOKS, GAP_MAX, GAP_MEAN, GAP_MEDIAN, GAP_P95, REVISIT_MAX, REVISIT_MEAN, RESPONSE_MEAN, CENSORED = range(9)
N_COLUMNS = 9
GROUP = 8


@kernel
def stretch_begin(head: Ints, tail: Ints, rows: Ints, target: int, start_s: Floats, end_s: Floats) -> float:
    """Return where the stretch begins that the last rows to start by 0 are part of; -inf if there are none."""
    begin, reached = -np.inf, np.inf
    while True:
        # First round: the row that starts by 0 and ends last. Later rounds: any row that begins earlier and touches.
        furthest = -np.inf
        for s in range(head.size):
            b = head[s] if head[s] >= 0 else tail[s]
            if b < 0:
                continue
            low, high = rows[b, target, s, 0], rows[b, target, s, 1]
            at = first_from(start_s, low, high, min(reached, 0.0))
            if reached > 0.0 and at < high and start_s[at] == 0.0:
                at += 1
            if at > low and end_s[at - 1] > furthest:
                furthest, begin_of_it = end_s[at - 1], start_s[at - 1]
        if furthest == -np.inf or (reached < np.inf and furthest < begin):
            return begin
        begin = begin_of_it
        reached = begin


@kernel
def next_begin(
    head: Ints, tail: Ints, rows: Ints, target: int, start_s: Floats, end_s: Floats, covered_s: float
) -> float:
    """Return the first start after the stretch that reaches at least ``covered_s``; inf if nothing follows."""
    grown = True
    following = np.inf
    while grown:
        grown = False
        following = np.inf
        for s in range(head.size):
            b = head[s] if head[s] >= 0 else tail[s]
            if b < 0:
                continue
            low, high = rows[b, target, s, 0], rows[b, target, s, 1]
            at = first_from(start_s, low, high, covered_s)
            if at < high and start_s[at] == covered_s:
                at += 1
            if at > low and end_s[at - 1] > covered_s:
                covered_s = end_s[at - 1]
                grown = True
            elif at < high:
                following = min(following, start_s[at])
    return following


@kernel
def percentile(values: Floats, n: int, percent: float) -> float:
    """Return numpy's linear percentile of the first n values, NaN if n is 0; the values are reordered."""
    if n == 0:
        return np.nan
    place = (n - 1) * percent / 100.0
    below = int(place)
    low, high = 0, n - 1
    while low < high:  # Hoare's selection: afterwards the values up to ``below`` are the smallest ones
        pivot = values[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while values[i] < pivot:
                i += 1
            while pivot < values[j]:
                j -= 1
            if i <= j:
                values[i], values[j] = values[j], values[i]
                i += 1
                j -= 1
        if below <= j:
            high = j
        elif below >= i:
            low = i
        else:
            break
    following = values[below]
    if below + 1 < n:
        following = values[below + 1]
        for i in range(below + 2, n):
            following = min(following, values[i])
    return values[below] + (place - below) * (following - values[below])


@kernel
def late_share(late_from: Floats, late_to: Floats, at: Ints, following: Floats, span_s: float) -> float:
    """Return the share of the span in which some target is late.

    Each row holds the stretches of one target in order, with an infinite ``late_from`` after the last. ``at`` and
    ``following`` are working arrays with one value a target.
    """
    n_targets = late_from.shape[0]
    lowest = np.inf
    for p in range(n_targets):
        at[p], following[p] = 0, late_from[p, 0]
        lowest = min(lowest, following[p])
    total = 0.0
    while lowest < np.inf:
        begin = reached = lowest
        while lowest <= reached:
            lowest = np.inf
            for p in range(n_targets):
                while following[p] <= reached:
                    reached = max(reached, late_to[p, at[p]])
                    at[p] += 1
                    following[p] = late_from[p, at[p]]
                lowest = min(lowest, following[p])
        total += reached - begin
    return total / span_s


# Maxima and most sums below are made in four parts, which a processor computes at the same time. The order of a sum
# depends on its list alone, so equal lists have equal figures to the last bit.


@kernel
def first_in_means(began_s: float, n: int, search_from_s: float) -> int:
    """Return the index, 0 or 1, of the first of n gaps, or revisit intervals, that enters the means.

    Interval 0 is left out if it began before the span or at the start of the search. If it is the only one, it enters.
    """
    return int(n > 1 and (began_s < 0.0 or began_s == search_from_s))


@kernel
def gap_columns(start: Floats, end: Floats, first: int, n_gaps: int, limits_s: Floats, row: Floats) -> None:
    """Fill the figures that depend only on the lengths of gaps; gap q goes from ``end[q]`` to ``start[q]``.

    Means and shares are over the gaps from index ``first`` on, which is 0 or 1.
    """
    sum_a = sum_b = sum_c = sum_d = max_a = max_b = max_c = max_d = 0.0
    if first:
        max_a = start[0] - end[0]
    n_in_means = n_gaps - first
    whole = n_gaps - n_in_means % 4
    for q in range(first, whole, 4):
        a, b, c, d = start[q] - end[q], start[q + 1] - end[q + 1], start[q + 2] - end[q + 2], start[q + 3] - end[q + 3]
        sum_a, sum_b, sum_c, sum_d = sum_a + a, sum_b + b, sum_c + c, sum_d + d
        max_a, max_b, max_c, max_d = larger(a, max_a), larger(b, max_b), larger(c, max_c), larger(d, max_d)
    for q in range(whole, n_gaps):
        sum_a += start[q] - end[q]
        max_a = larger(start[q] - end[q], max_a)
    row[GAP_MAX] = larger(larger(max_a, max_b), larger(max_c, max_d))
    row[GAP_MEAN] = ((sum_a + sum_b) + (sum_c + sum_d)) / n_in_means if n_in_means else 0.0
    for k in range(limits_s.size):
        within, limit_s = 0, limits_s[k]
        for q in range(first, n_gaps):
            within += start[q] - end[q] <= limit_s
        row[N_COLUMNS + k] = within / n_in_means if n_in_means else 1.0


@kernel
def revisit_columns(start: Floats, n: int, last: float, following: float, search_from_s: float, row: Floats) -> None:
    """Fill the figures of times from start to start: from ``last``, through n starts, to the next start."""
    if n == 0:
        row[REVISIT_MEAN] = row[REVISIT_MAX] = following - last
        return
    # Summed in order of time: the last bit can decide which of two cases is nearer to a limit.
    first = first_in_means(last, n + 1, search_from_s)
    revisit_sum = 0.0 if first else start[0] - last
    max_a, max_b = larger(start[0] - last, following - start[n - 1]), 0.0
    max_c = max_d = 0.0
    whole = 1 + (n - 1) - (n - 1) % 4
    for q in range(1, whole, 4):
        a, b = start[q] - start[q - 1], start[q + 1] - start[q]
        c, d = start[q + 2] - start[q + 1], start[q + 3] - start[q + 2]
        revisit_sum = revisit_sum + a + b + c + d
        max_a, max_b, max_c, max_d = larger(a, max_a), larger(b, max_b), larger(c, max_c), larger(d, max_d)
    for q in range(whole, n):
        revisit_sum += start[q] - start[q - 1]
        max_a = larger(start[q] - start[q - 1], max_a)
    row[REVISIT_MEAN] = (revisit_sum + (following - start[n - 1])) / (n + 1 - first)
    row[REVISIT_MAX] = larger(larger(max_a, max_b), larger(max_c, max_d))


@kernel
def wait_columns(
    start: Floats,
    end: Floats,
    n: int,
    span_s: float,
    limits_s: Floats,
    row: Floats,
    late_from: Floats,
    late_to: Floats,
) -> float:
    """Fill the figures of waits and each limit's late stretches (limits, room); return the longest wait.

    Gap q goes from ``end[q]`` to ``start[q]``. n gaps end within the span. There is one more if ``end[n]`` is within
    the span. The kernel sets ``end[0]`` to at least 0.
    """
    n_limits = limits_s.size
    end[0] = max(end[0], 0.0)
    sum_a = sum_b = sum_c = sum_d = max_a = max_b = max_c = max_d = 0.0
    whole = n - n % 4
    for q in range(0, whole, 4):
        a, b, c, d = start[q] - end[q], start[q + 1] - end[q + 1], start[q + 2] - end[q + 2], start[q + 3] - end[q + 3]
        sum_a, sum_b, sum_c, sum_d = sum_a + a * a, sum_b + b * b, sum_c + c * c, sum_d + d * d
        max_a, max_b, max_c, max_d = larger(a, max_a), larger(b, max_b), larger(c, max_c), larger(d, max_d)
    for q in range(whole, n):
        a = start[q] - end[q]
        sum_a += a * a
        max_a = larger(a, max_a)
    waited, longest = (sum_a + sum_b) + (sum_c + sum_d), larger(larger(max_a, max_b), larger(max_c, max_d))
    open_end = end[n] < span_s  # the last gap outlasts the span
    if open_end:
        wait, left = start[n] - end[n], start[n] - span_s
        waited += wait * wait - left * left
        longest = max(longest, wait)
    row[RESPONSE_MEAN] = 0.5 * waited / span_s
    for k in range(n_limits):
        limit_s = limits_s[k]
        n_late, late_sum = 0, 0.0
        for q in range(n):
            late = start[q] - limit_s
            late_from[k, n_late], late_to[k, n_late] = end[q], late
            n_late += late > end[q]
        for q in range(n_late):
            late_sum += late_to[k, q] - late_from[k, q]
        if open_end:
            late = min(span_s, start[n] - limit_s)
            late_from[k, n_late], late_to[k, n_late] = end[n], late
            n_late += late > end[n]
            late_sum += max(late - end[n], 0.0)
        late_from[k, n_late] = np.inf
        row[N_COLUMNS + n_limits + k] = 1.0 - late_sum / span_s
    return longest


@kernel
def same_rows(
    picks: Ints,
    p: int,
    rows: Ints,
    start_s: Floats,
    end_s: Floats,
    other_rows: Ints,
    other_start_s: Floats,
    other_end_s: Floats,
) -> bool:
    """Return whether a pick's lists at one target are the same in two sets of lists."""
    for s in range(picks.size):
        b = picks[s]
        if b < 0:
            continue
        low, other = rows[b, p, s, 0], other_rows[b, p, s, 0]
        n = rows[b, p, s, 1] - low
        if other_rows[b, p, s, 1] - other != n:
            return False
        for k in range(n):
            if start_s[low + k] != other_start_s[other + k] or end_s[low + k] != other_end_s[other + k]:
                return False
    return True


@kernel
def measure_product(
    heads: Ints,
    tails: Ints,
    head_of: Ints,
    tail_of: Ints,
    percentiles: NDArray[np.bool_],
    look_rows: Ints,
    look_start_s: Floats,
    look_end_s: Floats,
    window_rows: Ints,
    window_start_s: Floats,
    window_end_s: Floats,
    search_from_s: float,
    search_to_s: float,
    span_s: float,
    limits_s: Floats,
    out: Floats,
    out_together: Floats,
) -> None:
    """Fill ``out`` (combinations, targets, N_COLUMNS + 2 limits) and ``out_together`` (combinations, 1 + limits).

    ``heads`` and ``tails`` (picks, satellites) name each satellite's block, -1 for none; a satellite is in one of the
    two. Combination c is head ``head_of[c]`` with tail ``tail_of[c]``; equal heads follow each other. Percentiles are
    computed only where asked for. ``out_together`` holds the longest time until every target has been seen, then for
    each limit the share of instants from which every target is seen within it. The span begins at 0 and lies within the
    search.
    """
    n_targets, n_tails, n_limits = look_rows.shape[1], tails.shape[0], limits_s.size
    n_combinations = head_of.size
    of_head = max(most_rows(heads, look_rows), most_rows(heads, window_rows)) + heads.shape[1]
    of_tail = max(most_rows(tails, look_rows), most_rows(tails, window_rows)) + heads.shape[1]
    most = of_head + of_tail
    # The unions of tails are few and short, so all are kept: first those of looks, then those of windows.
    tail_start, tail_end = np.empty((2, n_tails, n_targets, of_tail)), np.empty((2, n_tails, n_targets, of_tail))
    tail_n, tail_looks = np.empty((2, n_tails, n_targets), np.int64), np.empty((n_tails, n_targets), np.int64)
    room_start, room_end = np.empty(most), np.empty(most)
    same_tail = np.empty((n_tails, n_targets), np.bool_)  # whether every window is a look
    for t in range(n_tails):
        for p in range(n_targets):
            tail_n[0, t, p], tail_looks[t, p] = unite(
                tails[t], look_rows, p, look_start_s, look_end_s, search_from_s, span_s,
                tail_start[0, t, p], tail_end[0, t, p], room_start, room_end,
            )  # fmt: skip
            same_tail[t, p] = same_rows(
                tails[t], p, look_rows, look_start_s, look_end_s, window_rows, window_start_s, window_end_s
            )
            tail_n[1, t, p], _ = unite(
                tails[t], window_rows, p, window_start_s, window_end_s, search_from_s, span_s,
                tail_start[1, t, p], tail_end[1, t, p], room_start, room_end,
            )  # fmt: skip
    head_start, head_end = np.empty((2, of_head)), np.empty((2, of_head))
    start, end, lengths = np.empty(most), np.empty(most), np.empty(most)
    # Combinations of one head are measured in small groups, target by target. The union of the head serves the whole
    # group, and only the late stretches of the group are kept for the figures of all targets.
    late_from = np.empty((GROUP, n_limits, n_targets, most + 1))
    late_to = np.empty((GROUP, n_limits, n_targets, most + 1))
    at, following_s = np.empty(n_targets, np.int64), np.empty(n_targets)

    first_c = 0
    while first_c < n_combinations:
        h = head_of[first_c]
        group = 1
        while group < GROUP and first_c + group < n_combinations and head_of[first_c + group] == h:
            group += 1
        for c in range(first_c, first_c + group):
            out_together[c, 0] = 0.0
        for p in range(n_targets):
            n_head, head_looks = unite(
                heads[h], look_rows, p, look_start_s, look_end_s, search_from_s, span_s, head_start[0], head_end[0],
                room_start, room_end,
            )  # fmt: skip
            same_head = same_rows(
                heads[h], p, look_rows, look_start_s, look_end_s, window_rows, window_start_s, window_end_s
            )
            at_head, n_head_windows = 0, n_head
            if not same_head:
                at_head = 1
                n_head_windows, _ = unite(
                    heads[h], window_rows, p, window_start_s, window_end_s, search_from_s, span_s,
                    head_start[1], head_end[1], room_start, room_end,
                )  # fmt: skip
            for c in range(first_c, first_c + group):
                t, member = tail_of[c], c - first_c
                row = out[c, p]
                row[N_LOOKS] = head_looks + tail_looks[t, p]
                n = joined(
                    head_start[0], head_end[0], 0, n_head, tail_start[0, t, p], tail_end[0, t, p], 0, tail_n[0, t, p],
                    start, end, 0,
                )  # fmt: skip
                covered_s, reached_s = end[0], end[n]
                start[n] = min(start[n], search_to_s)
                n_gaps = n + (reached_s < span_s)
                first = first_in_means(covered_s, n_gaps, search_from_s)
                gap_columns(start, end, first, n_gaps, limits_s, row)
                row[CENSORED] = row[REVISIT_MAX] = row[REVISIT_MEAN] = 0.0
                if n_gaps:
                    begins, ends = covered_s == search_from_s, n_gaps > n and start[n] == search_to_s
                    row[CENSORED] = begins + ends - (n_gaps == 1 and begins and ends)
                    last, following = search_from_s, start[n]
                    if covered_s > search_from_s:
                        last = stretch_begin(heads[h], tails[t], look_rows, p, look_start_s, look_end_s)
                        last = max(last, search_from_s)
                    if n_gaps == n:
                        following = next_begin(heads[h], tails[t], look_rows, p, look_start_s, look_end_s, reached_s)
                        following = min(following, search_to_s)
                    revisit_columns(start, n, last, following, search_from_s, row)
                row[GAP_MEDIAN], row[GAP_P95] = np.nan, np.nan
                if percentiles[c] and n_gaps:
                    for q in range(first, n_gaps):
                        lengths[q - first] = start[q] - end[q]
                    row[GAP_MEDIAN] = percentile(lengths, n_gaps - first, 50.0)
                    row[GAP_P95] = percentile(lengths, n_gaps - first, 95.0)
                if not (same_head and same_tail[t, p]):
                    n = joined(
                        head_start[at_head], head_end[at_head], 0, n_head_windows,
                        tail_start[1, t, p], tail_end[1, t, p], 0, tail_n[1, t, p],
                        start, end, 0,
                    )  # fmt: skip
                    start[n] = min(start[n], search_to_s)
                longest_s = wait_columns(
                    start, end, n, span_s, limits_s, out[c, p], late_from[member, :, p], late_to[member, :, p]
                )
                out_together[c, 0] = max(out_together[c, 0], longest_s)

        for member in range(group):
            for k in range(n_limits):
                share = late_share(late_from[member, k], late_to[member, k], at, following_s, span_s)
                out_together[first_c + member, 1 + k] = 1.0 - share
        first_c += group
