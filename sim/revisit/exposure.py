"""The probability that an object exposed for w seconds is seen."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from ..errors import UsageError
from ..intervals import as_intervals, clip, total_s


def exposure_probability(
    windows: ArrayLike,
    span_start_s: float,
    span_end_s: float,
    *,
    exposure_s: float,
    min_dwell_s: ArrayLike = 0.0,
) -> float:
    """Return the probability, 0 to 1, that an exposure of ``exposure_s`` is seen, exactly.

    The start of the exposure is uniform on [0, T - w] of the span, so that the exposure ends inside the span. It is
    seen if at least ``min_dwell_s`` of *one* window lies inside it. Windows are rows (W, 2) in seconds, one for each
    window of a satellite. They must not be united, because two satellites cannot share the dwell of one image. The
    dwell is one number, or one for each window. With a dwell of 0 s it is enough that window and exposure touch.

    A window at least as long as the dwell d sees the exposures that start between its start + d - w and its end - d.
    It sees none that are shorter than d. The probability is the length of the union of these intervals, divided by
    T - w. An exposure as long as the span has a single start; its probability is 0 or 1. Raises UsageError for an
    exposure that is not positive or is longer than the span, for a negative dwell, and for another number of dwells.
    """
    if not -math.inf < span_start_s < span_end_s < math.inf:
        raise UsageError(f"the span [{span_start_s:g}, {span_end_s:g}) s must be finite and end after its start")
    span_s = span_end_s - span_start_s
    if not 0.0 < exposure_s <= span_s:
        raise UsageError(f"an exposure of {exposure_s:g} s must be longer than 0 and fit into the span of {span_s:g} s")
    rows, dwell_s = as_intervals(windows), np.asarray(min_dwell_s, dtype=np.float64)
    if dwell_s.shape not in ((), (len(rows),)):
        raise UsageError(f"dwells of shape {dwell_s.shape} must be one number, or one for each of {len(rows)} windows")
    if not (dwell_s >= 0.0).all():
        wrong_s = dwell_s[~(dwell_s >= 0.0)].flat[0]
        raise UsageError(f"a dwell of {wrong_s:g} s must not be negative")
    start_s, end_s = rows.T
    can_see = (dwell_s <= exposure_s) & (end_s - start_s >= dwell_s) & (start_s < end_s)
    seen_from_to = np.column_stack([start_s + (dwell_s - exposure_s), end_s - dwell_s])[can_see]
    last_start_s = span_end_s - exposure_s
    if last_start_s <= span_start_s:
        return float(((seen_from_to[:, 0] <= span_start_s) & (span_start_s <= seen_from_to[:, 1])).any())
    # Where window and exposure are both as long as the dwell, rounding may remove the only start. Its length is 0.
    seen_from_to = seen_from_to[seen_from_to[:, 0] < seen_from_to[:, 1]]
    return min(total_s(clip(seen_from_to, span_start_s, last_start_s)) / (last_start_s - span_start_s), 1.0)
