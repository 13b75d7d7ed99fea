"""Looks from windows: all windows of one sensor over one target in one pass are one look."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from ..intervals import Intervals, as_intervals


def look_of_window(start_s: ArrayLike, pass_key: ArrayLike) -> NDArray[np.int64]:
    """Return for each window, (W,), the index of the look it belongs to; looks are numbered by their start.

    ``pass_key`` is any integer that is equal for windows of one satellite's sensor in one pass over one target, and
    different for all others. Times alone are not enough to find looks. Of two looks with equal starts the one with
    the smaller key comes first.
    """
    start = np.asarray(start_s, dtype=np.float64)
    key = np.asarray(pass_key)
    if start.ndim != 1 or start.shape != key.shape:
        raise UsageError(f"{start.shape} window starts need as many pass keys, not {key.shape}")
    if start.size == 0:
        return np.empty(0, dtype=np.int64)
    _, group = np.unique(key, return_inverse=True)
    first_s = np.full(group.max() + 1, np.inf)
    np.minimum.at(first_s, group, start)
    rank = np.empty(first_s.size, dtype=np.int64)
    rank[first_s.argsort(kind="stable")] = np.arange(first_s.size)
    return rank[group]


def looks(start_s: ArrayLike, end_s: ArrayLike, pass_key: ArrayLike) -> Intervals:
    """Return looks, (L, 2) seconds sorted by start, of windows (W,), (W,) and the pass each belongs to, (W,).

    A look runs from the start of the first to the end of the last window with the same ``pass_key``. The hole
    below a radar, or a limit on squint or the Sun, divides a look into windows; it is still one look. Callers
    remove windows shorter than the minimum duration before. A pass without a window has no look. Windows in
    different passes are never one look, even when they touch.

    With keys that are unique over satellites, sensors and targets, one call serves all of them. Looks of different
    satellites may then overlap. ``look_of_window`` returns the look of each window.
    """
    look = look_of_window(start_s, pass_key)
    if np.shape(end_s) != look.shape:
        raise UsageError(f"{look.shape} window starts need as many ends, not {np.shape(end_s)}")
    windows = as_intervals(np.column_stack([start_s, end_s]))
    found = np.empty((int(look.max()) + 1 if look.size else 0, 2))
    found[:, 0] = np.inf
    found[:, 1] = -np.inf
    np.minimum.at(found[:, 0], look, windows[:, 0])
    np.maximum.at(found[:, 1], look, windows[:, 1])
    return found
