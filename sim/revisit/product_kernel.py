"""Gap statistics of many combinations of assumptions at once: each picks one block of looks for every satellite.

A scenario with n_a values for one assumption and n_b for another has n_a n_b combinations, but only n_a + n_b sets of
windows. Blocks hold those sets, sorted by target, satellite, start. The satellites are in two parts, heads and tails;
each part's lists are united once for each way of picking its blocks, and a combination joins two such unions. Only rows
that start within the span are walked; what the figures need from beyond its ends is looked up. The definitions are
those of ``figures``, with completed edges; a test holds the two together.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Columns of the output, then shares for each limit: of gaps within it, of instants that wait no longer, of exposures
# that long (start uniform while they fit into the span) that meet a window.
N_LOOKS, GAP_MAX, GAP_MEAN, GAP_MEDIAN, GAP_P95, REVISIT_MAX, REVISIT_MEAN, RESPONSE_MEAN, CENSORED = range(9)
N_COLUMNS = 9
GROUP = 8


@kernel
def first_from(start_s: Floats, low: int, high: int, moment_s: float) -> int:
    """Return the first of the rows low to high that starts at the moment or later."""
    while low < high:
        middle = (low + high) // 2
        if start_s[middle] < moment_s:
            low = middle + 1
        else:
            high = middle
    return low


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
) -> tuple[int, int]:
    """Unite the satellites' rows for one target that start within the span; return how many stretches, how many rows.

    ``rows`` (blocks, targets, satellites, 2) says where each list begins and ends, rows disjoint and in order; block -1
    leaves a satellite out. ``union_end_s[0]`` is how far the rows that start by 0 reach, stretch k goes from
    ``union_start_s[k]`` to ``union_end_s[k + 1]``, and ``union_start_s[n]`` is the first start after the span.
    """
    n_satellites = block_of.size
    at = np.zeros(n_satellites, np.int64)
    stop = np.zeros(n_satellites, np.int64)
    head = np.full(n_satellites, np.inf)  # each satellite's next start
    covered, after, n_rows = search_from_s, np.inf, 0
    for s in range(n_satellites):
        b = block_of[s]
        if b < 0:
            continue
        low, high = rows[b, target, s, 0], rows[b, target, s, 1]
        at[s] = first_from(start_s, low, high, 0.0)
        stop[s] = first_from(start_s, at[s], high, span_s)
        n_rows += stop[s] - at[s]
        if at[s] < stop[s] and start_s[at[s]] == 0.0:
            at[s] += 1
        if at[s] > low:
            covered = max(covered, end_s[at[s] - 1])
        if stop[s] < high:
            after = min(after, start_s[stop[s]])
        if at[s] < stop[s]:
            head[s] = start_s[at[s]]
    n = 0
    while True:
        first = 0
        earliest = head[0]
        for s in range(1, n_satellites):
            if head[s] < earliest:
                first, earliest = s, head[s]
        if earliest == np.inf:
            break
        high_s = end_s[at[first]]
        at[first] += 1
        head[first] = start_s[at[first]] if at[first] < stop[first] else np.inf
        if earliest <= covered:
            covered = max(covered, high_s)
        else:
            union_start_s[n], union_end_s[n] = earliest, covered
            covered = high_s
            n += 1
    union_start_s[n], union_end_s[n] = after, covered
    return n, n_rows


@kernel
def join(
    a_start_s: Floats,
    a_end_s: Floats,
    n_a: int,
    b_start_s: Floats,
    b_end_s: Floats,
    n_b: int,
    span_s: float,
    start_s: Floats,
    end_s: Floats,
) -> int:
    """Join two unions as ``unite`` leaves them into a third of the same form; return its number of stretches.

    Fast where the second is the shorter one: between its stretches the first is copied.
    """
    n, i = 0, 0
    covered = max(a_end_s[0], b_end_s[0])
    for j in range(n_b + 1):
        upto = b_start_s[j] if j < n_b else span_s  # no later than a_start_s[n_a], which ends the loops below
        while a_start_s[i] < upto and a_start_s[i] <= covered:
            covered = max(covered, a_end_s[i + 1])
            i += 1
        end_s[n] = covered
        while a_start_s[i] < upto:
            start_s[n] = a_start_s[i]
            i += 1
            n += 1
            end_s[n] = a_end_s[i]
        if j < n_b:
            covered = end_s[n]
            if upto > covered:
                start_s[n] = upto
                n += 1
                covered = b_end_s[j + 1]
            else:
                covered = max(covered, b_end_s[j + 1])
            end_s[n] = covered
    start_s[n] = min(a_start_s[n_a], b_start_s[n_b])
    return n


@kernel
def stretch_begin(head: Ints, tail: Ints, rows: Ints, target: int, start_s: Floats, end_s: Floats) -> float:
    """Return where the stretch begins that the last rows to start by 0 are part of; -inf if there are none."""
    begin, reached = -np.inf, np.inf
    while True:
        # In the first round the row that starts by 0 and reaches furthest; then any that begins before and touches.
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
    """Return numpy's linear percentile of the first n values, which it reorders; NaN of none."""
    if n == 0:
        return np.nan
    place = (n - 1) * percent / 100.0
    below = int(place)
    low, high = 0, n - 1
    while low < high:  # Hoare's selection: the values up to ``below`` come to be the smallest ones
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

    Each target's stretches are in order, a row a target, an infinite ``late_from`` after the last. ``at`` and
    ``following`` are room for one value a target.
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


@inlined
def larger(a: float, b: float) -> float:
    """Return the larger of two numbers, neither NaN."""
    return a if a > b else b


# Sums and maxima below go in four lanes, which a processor adds side by side; a list alone decides how it is summed, so
# that equal lists have equal figures to the last bit.


@kernel
def gap_columns(start: Floats, end: Floats, n_gaps: int, limits_s: Floats, row: Floats) -> None:
    """Fill the figures of gaps that need no more than their lengths: from ``end[q]`` to ``start[q]``."""
    sum_a = sum_b = sum_c = sum_d = max_a = max_b = max_c = max_d = 0.0
    whole = n_gaps - n_gaps % 4
    for q in range(0, whole, 4):
        a, b, c, d = start[q] - end[q], start[q + 1] - end[q + 1], start[q + 2] - end[q + 2], start[q + 3] - end[q + 3]
        sum_a, sum_b, sum_c, sum_d = sum_a + a, sum_b + b, sum_c + c, sum_d + d
        max_a, max_b, max_c, max_d = larger(a, max_a), larger(b, max_b), larger(c, max_c), larger(d, max_d)
    for q in range(whole, n_gaps):
        sum_a += start[q] - end[q]
        max_a = larger(start[q] - end[q], max_a)
    row[GAP_MAX] = larger(larger(max_a, max_b), larger(max_c, max_d))
    row[GAP_MEAN] = ((sum_a + sum_b) + (sum_c + sum_d)) / n_gaps if n_gaps else 0.0
    for k in range(limits_s.size):
        within, limit_s = 0, limits_s[k]
        for q in range(n_gaps):
            within += start[q] - end[q] <= limit_s
        row[N_COLUMNS + k] = within / n_gaps if n_gaps else 1.0


@kernel
def revisit_columns(start: Floats, n: int, last: float, following: float, row: Floats) -> None:
    """Fill the figures of times from start to start: from ``last`` over n starts to the one that follows."""
    row[REVISIT_MEAN] = (following - last) / (n + 1)
    if n == 0:
        row[REVISIT_MAX] = following - last
        return
    max_a, max_b = larger(start[0] - last, following - start[n - 1]), 0.0
    max_c = max_d = 0.0
    whole = 1 + (n - 1) - (n - 1) % 4
    for q in range(1, whole, 4):
        max_a, max_b = larger(start[q] - start[q - 1], max_a), larger(start[q + 1] - start[q], max_b)
        max_c, max_d = larger(start[q + 2] - start[q + 1], max_c), larger(start[q + 3] - start[q + 2], max_d)
    for q in range(whole, n):
        max_a = larger(start[q] - start[q - 1], max_a)
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

    Gaps reach from ``end[q]`` to ``start[q]``: n that end within the span, and one more where ``end[n]`` does. Raises
    ``end[0]`` to 0.
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
        unseen_sum = late_sum
        if open_end:
            late = min(span_s, start[n] - limit_s)
            late_from[k, n_late], late_to[k, n_late] = end[n], late
            n_late += late > end[n]
            late_sum += max(late - end[n], 0.0)
            unseen_sum += max(span_s - limit_s - end[n], 0.0)
        late_from[k, n_late] = np.inf
        row[N_COLUMNS + n_limits + k] = 1.0 - late_sum / span_s
        fits = span_s - limit_s
        row[N_COLUMNS + 2 * n_limits + k] = 1.0 - unseen_sum / fits if fits > 0.0 else np.nan
    return longest


@kernel
def most_rows(picks: Ints, rows: Ints) -> int:
    """Return the largest number of rows that some pick of blocks brings together at one target."""
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
    """Fill ``out`` (combinations, targets, N_COLUMNS + 3 limits) and ``out_together`` (combinations, 1 + limits).

    ``heads`` and ``tails`` (picks, satellites) name each satellite's block, -1 for none; a satellite is in one of the
    two. Combination c is head ``head_of[c]`` with tail ``tail_of[c]``; equal heads stand together. Percentiles are
    computed only where asked for. Together: the longest time until every target has been seen, and for each limit the
    share of instants from which every target is seen within it. The search holds the span, which begins at 0.
    """
    n_targets, n_tails, n_limits = look_rows.shape[1], tails.shape[0], limits_s.size
    n_combinations = head_of.size
    of_head = max(most_rows(heads, look_rows), most_rows(heads, window_rows)) + 1
    of_tail = max(most_rows(tails, look_rows), most_rows(tails, window_rows)) + 1
    most = of_head + of_tail
    # The unions of tails are few and short: all are kept, first those of looks, then those of windows.
    tail_start, tail_end = np.empty((2, n_tails, n_targets, of_tail)), np.empty((2, n_tails, n_targets, of_tail))
    tail_n, tail_looks = np.empty((2, n_tails, n_targets), np.int64), np.empty((n_tails, n_targets), np.int64)
    for t in range(n_tails):
        for p in range(n_targets):
            tail_n[0, t, p], tail_looks[t, p] = unite(
                tails[t], look_rows, p, look_start_s, look_end_s, search_from_s, span_s,
                tail_start[0, t, p], tail_end[0, t, p],
            )  # fmt: skip
            tail_n[1, t, p], _ = unite(
                tails[t], window_rows, p, window_start_s, window_end_s, search_from_s, span_s,
                tail_start[1, t, p], tail_end[1, t, p],
            )  # fmt: skip
    head_start, head_end = np.empty(of_head), np.empty(of_head)
    start, end, lengths = np.empty(most), np.empty(most), np.empty(most)
    # Combinations of one head go in small groups, target by target: the head's union then serves the whole group, and
    # only the group's late stretches have to be kept for the figures of all targets.
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
                heads[h], look_rows, p, look_start_s, look_end_s, search_from_s, span_s, head_start, head_end
            )
            for c in range(first_c, first_c + group):
                t = tail_of[c]
                row = out[c, p]
                row[N_LOOKS] = head_looks + tail_looks[t, p]
                n = join(
                    head_start, head_end, n_head, tail_start[0, t, p], tail_end[0, t, p], tail_n[0, t, p], span_s,
                    start, end,
                )  # fmt: skip
                covered_s, reached_s = end[0], end[n]
                start[n] = min(start[n], search_to_s)
                n_gaps = n + (reached_s < span_s)
                gap_columns(start, end, n_gaps, limits_s, row)
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
                    revisit_columns(start, n, last, following, row)
                row[GAP_MEDIAN], row[GAP_P95] = np.nan, np.nan
                if percentiles[c] and n_gaps:
                    for q in range(n_gaps):
                        lengths[q] = start[q] - end[q]
                    row[GAP_MEDIAN], row[GAP_P95] = percentile(lengths, n_gaps, 50.0), percentile(lengths, n_gaps, 95.0)

            n_head, _ = unite(
                heads[h], window_rows, p, window_start_s, window_end_s, search_from_s, span_s, head_start, head_end
            )
            for c in range(first_c, first_c + group):
                t, member = tail_of[c], c - first_c
                n = join(
                    head_start, head_end, n_head, tail_start[1, t, p], tail_end[1, t, p], tail_n[1, t, p], span_s,
                    start, end,
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
