"""The chance that an exposure is seen, for many combinations of blocks at once.

An exposure of c + l seconds, c fixed and l >= 0, is seen from the starts [start - l, end] of each row; ``exposures``
makes such rows from windows. Rows are united for all l at once: the starts that are not seen are the stretches from
an end in the union to the next start in it, less l, where that is later. This holds because every row's own stretch
[start - l, end] has a length of at least 0. Let x be a start that no row sees, and k the first row in order of starts
with start - l > x. The rows before it have start - l <= x, so they end before x, and x lies between the latest of their
ends and the start of k, less l. Conversely no row sees an x that lies there: those before k end earlier, and those from
k on start, less l, later. These stretches do not overlap, because row k ends no earlier than it starts, less l.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel
from .unions_kernel import joined, larger, most_rows, unite

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel
def chances(start: Floats, end: Floats, n: int, latest_s: float, longer_s: Floats, row: Floats) -> None:
    """Fill the chance that an exposure is seen, for each l of ``longer_s``; NaN where it has no room in the span.

    Starts of exposures are uniform on [0, ``latest_s`` - l]. The n stretches of the union start by ``latest_s``; gap q
    goes from ``end[q]`` to ``start[q]``, and the last one from ``end[n]`` on.
    """
    end[0] = larger(end[0], 0.0)
    for k in range(longer_s.size):
        fits = latest_s - longer_s[k]
        unseen = larger(fits - end[n], 0.0)
        for q in range(n):
            unseen += larger(start[q] - longer_s[k] - end[q], 0.0)
        row[k] = larger(1.0 - unseen / fits, 0.0) if fits > 0.0 else np.nan


@kernel
def exposure_product(
    heads: Ints,
    tails: Ints,
    head_of: Ints,
    tail_of: Ints,
    rows: Ints,
    start_s: Floats,
    end_s: Floats,
    search_from_s: float,
    latest_s: float,
    longer_s: Floats,
    out: Floats,
) -> None:
    """Fill ``out`` (combinations, targets, lengths) with the chances of being seen.

    Heads, tails and rows are those of ``measure_product`` and ``unite``. The other arguments are those of ``chances``.
    """
    n_targets, n_tails = rows.shape[1], tails.shape[0]
    of_head = most_rows(heads, rows) + heads.shape[1]
    of_tail = most_rows(tails, rows) + heads.shape[1]
    most = of_head + of_tail
    tail_start, tail_end = np.empty((n_tails, n_targets, of_tail)), np.empty((n_tails, n_targets, of_tail))
    tail_n = np.empty((n_tails, n_targets), np.int64)
    head_start, head_end = np.empty((n_targets, of_head)), np.empty((n_targets, of_head))
    head_n = np.empty(n_targets, np.int64)
    room_start, room_end = np.empty(most), np.empty(most)
    start, end = np.empty(most), np.empty(most)
    for t in range(n_tails):
        for p in range(n_targets):
            tail_n[t, p], _ = unite(
                tails[t], rows, p, start_s, end_s, search_from_s, latest_s, tail_start[t, p], tail_end[t, p],
                room_start, room_end,
            )  # fmt: skip
    h = -1
    for c in range(head_of.size):
        if head_of[c] != h:
            h = head_of[c]
            for p in range(n_targets):
                head_n[p], _ = unite(
                    heads[h], rows, p, start_s, end_s, search_from_s, latest_s, head_start[p], head_end[p],
                    room_start, room_end,
                )  # fmt: skip
        t = tail_of[c]
        for p in range(n_targets):
            n = joined(
                head_start[p], head_end[p], 0, head_n[p], tail_start[t, p], tail_end[t, p], 0, tail_n[t, p],
                start, end, 0,
            )  # fmt: skip
            chances(start, end, n, latest_s, longer_s, out[c, p])
