"""Windows cut by allowed intervals, united, and cut by each other. Kernels check nothing; callers check before."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel
def keep_within(
    in_owner: Ints,
    in_start_s: Floats,
    in_end_s: Floats,
    allowed_from: Ints,
    allowed_start_s: Floats,
    allowed_end_s: Floats,
    out_from: Ints,
    out_start_s: Floats,
    out_end_s: Floats,
) -> int:
    """Keep the parts of windows inside their owner's allowed intervals (sorted; rows allowed_from[j] to [j + 1]).

    The owner is the place, for the Sun there, or the track, for the satellite's own light. ``out_from`` is the index of
    the window of each part. Returns the number of parts, which may exceed the length of the outputs.
    """
    n = 0
    room = out_from.size
    for w in range(in_owner.size):
        low, high = allowed_from[in_owner[w]], allowed_from[in_owner[w] + 1]
        # the first allowed interval that ends after the window starts
        a, b = low, high
        while a < b:
            middle = (a + b) // 2
            if allowed_end_s[middle] <= in_start_s[w]:
                a = middle + 1
            else:
                b = middle
        while a < high and allowed_start_s[a] < in_end_s[w]:
            start = max(allowed_start_s[a], in_start_s[w])
            end = min(allowed_end_s[a], in_end_s[w])
            if end > start:
                if n < room:
                    out_from[n], out_start_s[n], out_end_s[n] = w, start, end
                n += 1
            a += 1
    return n


@kernel
def join(
    in_track: Ints,
    in_target: Ints,
    in_start_s: Floats,
    in_end_s: Floats,
    near_s: float,
    out_from: Ints,
    out_end_s: Floats,
) -> int:
    """Unite windows of one track and target that overlap or nearly touch; all are sorted by track, target and start.

    ``out_from`` is the index of the first window of each united one. Windows at most ``near_s`` apart are united.
    """
    n = 0
    for w in range(in_track.size):
        if (
            n > 0
            and in_track[w] == in_track[w - 1]
            and in_target[w] == in_target[w - 1]
            and in_start_s[w] <= out_end_s[n - 1] + near_s
        ):
            out_end_s[n - 1] = max(out_end_s[n - 1], in_end_s[w])
        else:
            out_from[n], out_end_s[n] = w, in_end_s[w]
            n += 1
    return n


@kernel
def cut_out(
    in_track: Ints,
    in_target: Ints,
    in_start_s: Floats,
    in_end_s: Floats,
    not_track: Ints,
    not_target: Ints,
    not_start_s: Floats,
    not_end_s: Floats,
    near_s: float,
    out_from: Ints,
    out_start_s: Floats,
    out_end_s: Floats,
) -> int:
    """Keep the parts of windows outside the others of the same track and target; both sorted by track, target, start.

    The others are disjoint. Parts between two others that nearly touch, or beside an edge, are left out. The outputs
    hold as many parts as there are windows and others together.
    """
    n = 0
    q = 0
    for w in range(in_track.size):
        track, target, start_s = in_track[w], in_target[w], in_start_s[w]
        while q < not_track.size and (
            not_track[q] < track
            or (
                not_track[q] == track
                and (not_target[q] < target or (not_target[q] == target and not_end_s[q] <= start_s))
            )
        ):
            q += 1
        k = q
        while k < not_track.size and not_track[k] == track and not_target[k] == target and not_start_s[k] < in_end_s[w]:
            if not_start_s[k] - start_s > near_s:
                out_from[n], out_start_s[n], out_end_s[n] = w, start_s, not_start_s[k]
                n += 1
            start_s = max(start_s, not_end_s[k])
            k += 1
        if in_end_s[w] - start_s > near_s:
            out_from[n], out_start_s[n], out_end_s[n] = w, start_s, in_end_s[w]
            n += 1
    return n
