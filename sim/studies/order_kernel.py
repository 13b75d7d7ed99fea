"""The order in which to image the targets of one pass: the best of all orders, or a good one built by insertion.

Lines of sight are unit vectors (N, T, 3) at nodes STEP_S apart. Between nodes they are interpolated linearly and
normalised; the error is rate² STEP_S² / 8, 0.002 degrees at 550 km. Following a target needs no slew. A satellite may
follow a target after its image, and may point at the next target before the next image may begin.

L(e) is the earliest time at which the satellite can be *locked* on target k, if it finished target j at e: the least t
with angle(d_j(s), d_k(t)) <= rate (t - settle - s) for some s >= e. L never falls as e grows. For each set of targets
and its last target it is therefore enough to keep the earliest end (Held and Karp, J. SIAM 10, 196, 1962).

If the satellite slews faster than any line of sight turns, waiting gains nothing (triangle inequality): s = e. The
condition on t is then monotone and is solved by bisection. If it slews more slowly, slews start and end at nodes. A
table then holds the first lock for every node; it is up to STEP_S late at both ends.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEP_S = 1.0
LOCKED_TO_S = 1e-6  # bisection; the later end of the bracket is taken


@inlined
def angle_rad(sight: Floats, j: int, s: float, k: int, t: float) -> float:
    """Return the angle between two targets' lines of sight, each at its own time in nodes; below 1e-7 it is none."""
    last = sight.shape[1] - 2
    a = min(max(int(s), 0), last)
    b = min(max(int(t), 0), last)
    f = min(max(s - a, 0.0), 1.0)
    g = min(max(t - b, 0.0), 1.0)
    dot = square_j = square_k = 0.0
    for axis in range(3):
        p = sight[j, a, axis] + f * (sight[j, a + 1, axis] - sight[j, a, axis])
        q = sight[k, b, axis] + g * (sight[k, b + 1, axis] - sight[k, b, axis])
        dot += p * q
        square_j += p * p
        square_k += q * q
    angle = math.acos(min(max(dot / math.sqrt(square_j * square_k), -1.0), 1.0))
    return angle if angle > 1e-7 else 0.0  # an arc cosine does not resolve smaller angles


@kernel
def fastest_rad_s(sight: Floats) -> float:
    """Return a rate that no line of sight exceeds; along the chord between nodes it turns by a little over the mean."""
    fastest = 0.0
    for j in range(sight.shape[0]):
        for i in range(sight.shape[1] - 1):
            fastest = max(fastest, angle_rad(sight, j, float(i), j, float(i + 1)))
    return 1.001 * fastest / STEP_S


@inlined
def first_lock(
    sight: Floats, j: int, k: int, m: int, before: int, slew_rad_s: float, settle_s: float, fastest: float
) -> int:
    """Return the first node at which the satellite is on k after leaving j at node m; ``before`` if none is earlier."""
    i = m + int(math.ceil(settle_s / STEP_S))
    while i < before:
        short_rad = angle_rad(sight, j, float(m), k, float(i)) - slew_rad_s * ((i - m) * STEP_S - settle_s)
        if short_rad <= 0.0:
            return i
        # The missing angle shrinks by at most this much a second.
        i += max(int(short_rad / ((slew_rad_s + fastest) * STEP_S)), 1)
    return before


@kernel
def fill_locks(sight: Floats, slew_rad_s: float, settle_s: float, fastest: float, locks: Ints) -> None:
    """Fill (N, N, T) with the first node at which the satellite can be on k if it leaves j at a node or later.

    T marks a target that it cannot reach.

    The table is filled backwards in time: its value at a node is the earlier of leaving at that node and of leaving
    later. ``fastest`` is a rate, rad/s, that no line of sight exceeds.
    """
    n, nodes = sight.shape[0], sight.shape[1]
    for j in range(n):
        for k in range(n):
            first = nodes
            for m in range(nodes - 1, -1, -1):
                first = first_lock(sight, j, k, m, first, slew_rad_s, settle_s, fastest)
                locks[j, k, m] = first


@inlined
def locked_s(
    sight: Floats, locks: Ints, slew_rad_s: float, settle_s: float, fastest: float, j: int, k: int, e_s: float
) -> float:
    """Return when the satellite can be on k if it finished j at ``e_s``; times in seconds since the first node."""
    latest_s = (sight.shape[1] - 1) * STEP_S
    if slew_rad_s >= fastest:
        low_s = e_s + settle_s
        if angle_rad(sight, j, e_s / STEP_S, k, low_s / STEP_S) <= 0.0 or slew_rad_s == math.inf:
            return low_s
        high_s = min(low_s + math.pi / slew_rad_s, latest_s)
        if high_s < low_s:
            return math.inf
        if angle_rad(sight, j, e_s / STEP_S, k, high_s / STEP_S) > slew_rad_s * (high_s - low_s):
            return math.inf if high_s == latest_s else high_s
        # Steps fall behind and ahead of the chord's estimate in turn, to close the bracket from both sides. Each fourth
        # step halves it.
        start_s = low_s
        short_s = -angle_rad(sight, j, e_s / STEP_S, k, low_s / STEP_S) / slew_rad_s
        spare_s = high_s - start_s - angle_rad(sight, j, e_s / STEP_S, k, high_s / STEP_S) / slew_rad_s
        tries = 0
        while high_s - low_s > LOCKED_TO_S:
            tries += 1
            guess_s = 0.5 * (low_s + high_s)
            if tries % 4:
                chord_s = low_s + (high_s - low_s) * short_s / (short_s - spare_s)
                guess_s = chord_s + (0.5 if tries % 2 else -0.5) * LOCKED_TO_S
                if not low_s < guess_s < high_s:
                    guess_s = 0.5 * (low_s + high_s)
            margin_s = guess_s - start_s - angle_rad(sight, j, e_s / STEP_S, k, guess_s / STEP_S) / slew_rad_s
            if margin_s >= 0.0:
                high_s, spare_s = guess_s, margin_s
            else:
                low_s, short_s = guess_s, margin_s
        return high_s
    node = int(math.ceil(e_s / STEP_S - 1e-9))
    if node >= sight.shape[1]:
        return math.inf
    if locks.size > 0:
        first = locks[j, k, node]
        return first * STEP_S if first < sight.shape[1] else math.inf
    # Without a table the satellite leaves at once.
    lock = first_lock(sight, j, k, node, sight.shape[1], slew_rad_s, settle_s, fastest)
    return lock * STEP_S if lock < sight.shape[1] else math.inf


@inlined
def begin_s(first: Ints, open_s: Floats, close_s: Floats, k: int, t_s: float) -> float:
    """Return the first time from ``t_s`` on at which an image of k may begin; infinity where there is none."""
    for row in range(first[k], first[k + 1]):
        if t_s <= close_s[row]:
            return max(t_s, open_s[row])
    return math.inf


@kernel
def best_order(
    sight: Floats,
    locks: Ints,
    first: Ints,
    open_s: Floats,
    close_s: Floats,
    weight: Floats,
    slew_rad_s: float,
    settle_s: float,
    dwell_s: float,
    most: int,
    fastest: float,
    order: Ints,
    start_s: Floats,
) -> int:
    """Write the best order and its starts; return how many are imaged.

    The best order has the largest sum of weights of at most ``most`` targets. Among equals it has the earliest start of
    the last image, then the least sum of starts of those that the search keeps. Rows first[k] to first[k + 1] of
    ``open_s`` and ``close_s`` are the times at which an image of k may begin.
    """
    n = weight.size
    sets = 1 << n
    last_s = np.full((sets, n), np.inf)
    sum_s = np.full((sets, n), np.inf)
    came_from = np.full((sets, n), -1, np.int64)
    best, best_weight, best_s, best_sum, best_last = 0, 0.0, math.inf, math.inf, -1
    for k in range(n):
        last_s[1 << k, k] = sum_s[1 << k, k] = begin_s(first, open_s, close_s, k, -math.inf)
    for chosen in range(1, sets):
        count, total = 0, 0.0
        for j in range(n):
            if chosen >> j & 1:
                count += 1
                total += weight[j]
        if count > most:
            continue
        for j in range(n):
            at_s = last_s[chosen, j]
            if at_s == math.inf:
                continue
            better = total > best_weight
            if total == best_weight:
                better = at_s < best_s or (at_s == best_s and sum_s[chosen, j] < best_sum)
            if better:
                best, best_weight, best_s, best_sum, best_last = chosen, total, at_s, sum_s[chosen, j], j
            if count == most:
                continue
            for k in range(n):
                if chosen >> k & 1:
                    continue
                grown = chosen | 1 << k
                # Skip it if even a slew of zero length is too late to improve on the best so far.
                least_s = begin_s(first, open_s, close_s, k, at_s + dwell_s + settle_s)
                known_s = last_s[grown, k]
                if least_s > known_s or least_s == math.inf:
                    continue
                if least_s == known_s and sum_s[chosen, j] + known_s >= sum_s[grown, k]:
                    continue
                locked = locked_s(sight, locks, slew_rad_s, settle_s, fastest, j, k, at_s + dwell_s)
                next_s = begin_s(first, open_s, close_s, k, locked)
                together_s = sum_s[chosen, j] + next_s
                if next_s < last_s[grown, k] or (next_s == last_s[grown, k] and together_s < sum_s[grown, k]):
                    last_s[grown, k] = next_s
                    sum_s[grown, k] = together_s
                    came_from[grown, k] = j
    count = 0
    rest = best
    while rest:
        count += 1
        rest &= rest - 1
    chosen, j = best, best_last
    for place in range(count - 1, -1, -1):
        order[place] = j
        start_s[place] = last_s[chosen, j]
        before = came_from[chosen, j]
        chosen ^= 1 << j
        j = before
    return count


@kernel
def _with(
    sight: Floats,
    locks: Ints,
    first: Ints,
    open_s: Floats,
    close_s: Floats,
    slew_rad_s: float,
    settle_s: float,
    dwell_s: float,
    fastest: float,
    k: int,
    place: int,
    n: int,
    order: Ints,
    start_s: Floats,
    trial: Ints,
    trial_s: Floats,
) -> tuple[float, float]:
    """Write an order of n with k inserted at a place; return its last start (infinite if impossible) and their sum."""
    trial[:place], trial_s[:place] = order[:place], start_s[:place]
    trial[place] = k
    trial[place + 1 : n + 1] = order[place:n]
    for i in range(place, n + 1):
        at_s = -math.inf
        if i > 0:
            free_s = trial_s[i - 1] + dwell_s
            if begin_s(first, open_s, close_s, trial[i], free_s + settle_s) == math.inf:
                return math.inf, math.inf
            at_s = locked_s(sight, locks, slew_rad_s, settle_s, fastest, trial[i - 1], trial[i], free_s)
        trial_s[i] = begin_s(first, open_s, close_s, trial[i], at_s)
        if trial_s[i] == math.inf:
            return math.inf, math.inf
        if i > place and trial_s[i] == start_s[i - 1]:  # all later starts stay as they were
            trial_s[i : n + 1] = start_s[i - 1 : n]
            break
    total_s = 0.0
    for i in range(n + 1):
        total_s += trial_s[i]
    return trial_s[n], total_s


@kernel
def inserted_order(
    sight: Floats,
    locks: Ints,
    first: Ints,
    open_s: Floats,
    close_s: Floats,
    slew_rad_s: float,
    settle_s: float,
    dwell_s: float,
    most: int,
    fastest: float,
    wanted: Ints,
    order: Ints,
    start_s: Floats,
) -> int:
    """Write an order built by insertion, and its starts; return how many are imaged.

    Targets are inserted in the order of ``wanted``. Each is inserted where the last image then begins earliest; among
    equals, where the sum of starts is least. It is left out if it would make an image already in the order impossible.
    """
    n = 0
    trial, trial_s = np.empty(wanted.size, np.int64), np.empty(wanted.size)
    for k in wanted:
        if n == most:
            break
        best_place, best_s, best_sum = -1, math.inf, math.inf
        for place in range(n + 1):
            last_s, total_s = _with(
                sight, locks, first, open_s, close_s, slew_rad_s, settle_s, dwell_s, fastest,
                k, place, n, order, start_s, trial, trial_s,
            )  # fmt: skip
            if last_s < best_s or (last_s == best_s and total_s < best_sum):
                best_place, best_s, best_sum = place, last_s, total_s
        if best_place >= 0:
            _with(
                sight, locks, first, open_s, close_s, slew_rad_s, settle_s, dwell_s, fastest,
                k, best_place, n, order, start_s, trial, trial_s,
            )  # fmt: skip
            n += 1
            order[:n] = trial[:n]
            start_s[:n] = trial_s[:n]
    return n
