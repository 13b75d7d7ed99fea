"""The chance that an exposure is seen, for every combination of blocks: a whole image must fit into it.

An exposure that begins at x and lasts w is seen if it holds an image, which takes the dwell d of one window [a, b): the
image begins at max(a, x) at the earliest and must end by min(b, x + w). So the window sees the exposures that begin
from a + d - w to b - d, if it lasts d and so does the exposure. ``sim.revisit.exposure`` has the same definition for
one list of windows; a test compares the two.

The dwell depends on the limits, so it is one number for each list of windows. Lists whose dwell is longer than the
exposure see nothing. Exposures into which the same lists fit are measured together: with c the longest of their dwells,
rows [a + d - c, b - d] serve every w >= c, and none of them ends before it starts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import exposures_kernel as kernel
from .combinations import Flat, Mapped, cuts, parts_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def exposure_chances(
    list_of: Ints,
    shortened: Flat,
    dwell_s: Floats,
    *,
    in_tail: NDArray[np.bool_],
    search_from_s: float,
    span_s: float,
    limits_s: Floats,
    mapped: Mapped = map,
) -> Floats:
    """Return the chance that an exposure as long as each limit is seen, (C, P, L); NaN if it is as long as the span.

    ``list_of`` (C, columns) is the list of windows that each combination has in each column, -1 for none. ``shortened``
    are the windows [a + d, b - d], those shorter than d left out. ``dwell_s`` is d of each list. The other arguments
    are those of ``measure``.
    """
    found = np.zeros((len(list_of), shortened[0].shape[1], limits_s.size))
    found[:, :, limits_s >= span_s] = np.nan
    dwells_s = np.unique(dwell_s)
    n_shorter = np.where(limits_s < span_s, np.searchsorted(dwells_s, limits_s, side="right"), 0)
    for n in np.unique(n_shorter[n_shorter > 0]):
        longest_s, here = dwells_s[n - 1], np.flatnonzero(n_shorter == n)
        fits = np.append(dwell_s <= longest_s, False)  # the last place is that of no list
        found[:, :, here] = _together(
            np.where(fits[list_of], list_of, -1),
            (shortened[0], shortened[1] - longest_s, shortened[2]),
            in_tail=in_tail,
            search_from_s=search_from_s,
            latest_s=span_s - longest_s,
            longer_s=limits_s[here] - longest_s,
            mapped=mapped,
        )
    return found


def _together(
    list_of: Ints,
    rows: Flat,
    *,
    in_tail: NDArray[np.bool_],
    search_from_s: float,
    latest_s: float,
    longer_s: Floats,
    mapped: Mapped,
) -> Floats:
    """Return the array of ``exposure_product`` for every combination of lists."""
    parts = parts_of(list_of, in_tail)
    out = np.empty((parts.order.size, rows[0].shape[1], longer_s.size))

    def run(part: slice) -> None:
        kernel.exposure_product(
            parts.heads, parts.tails, parts.head_of[part], parts.tail_of[part], *rows, search_from_s, latest_s,
            longer_s, out[part],
        )  # fmt: skip

    for _ in mapped(run, cuts(parts.head_of)):
        pass
    return parts.spread(out)
