"""The windows of points put in order for sweeps: by region and satellite, then by time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from ..windows.search import Windows
from . import sweep_kernel as kernels
from .cells import Cells

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class RegionPasses:
    """N passes of satellites over whole regions, and in which of them each window of a point lies."""

    of_row: Ints
    start_s: Floats
    end_s: Floats


def checked(found: Windows, field: Cells) -> Windows:
    """Return the windows that last, of those of points. Raises UsageError for a target that is no point."""
    n_points = field.region.size
    if len(found) and not (found.target.min() >= 0 and found.target.max() < n_points):
        raise UsageError(f"windows of targets up to {int(found.target.max())} need as many points, not {n_points}")
    lasting = found.end_s > found.start_s
    return found if lasting.all() else found.take(lasting)


def in_groups(region: Ints, satellite: Ints, t_s: Floats) -> tuple[Ints, Ints]:
    """Return rows in order of region, satellite and time, and where each group of one region and satellite begins.

    The beginnings, (G + 1,), end with the number of rows.
    """
    if t_s.size == 0:
        return np.empty(0, np.int64), np.zeros(1, np.int64)
    lowest, highest = int(satellite.min()), int(satellite.max())
    key = region * (highest - lowest + 1) + (satellite - lowest)
    if key.max() <= np.iinfo(np.int16).max:
        key = key.astype(np.int16)  # a radix sort, for 16 bits
    order = np.argsort(key, kind="stable")
    key = key[order]
    first = np.concatenate([[0], np.flatnonzero(key[1:] != key[:-1]) + 1, [key.size]])
    t_s = t_s[order]
    for a, b in pairwise(first):
        order[a:b] = order[a:b][np.argsort(t_s[a:b], kind="stable")]
    return order, first


def region_passes(found: Windows, others: Windows | None, field: Cells) -> RegionPasses:
    """Unite the passes that overlap of all points of a region, those of ``others`` too."""
    target, satellite, start_s, end_s = found.target, found.satellite, found.pass_start_s, found.pass_end_s
    if others is not None:
        others = checked(others, field)
        target = np.concatenate([target, others.target])
        satellite = np.concatenate([satellite, others.satellite])
        start_s = np.concatenate([start_s, others.pass_start_s])
        end_s = np.concatenate([end_s, others.pass_end_s])
    by_start, first = in_groups(field.region[target], satellite, start_s)
    of_row, out_start_s, out_end_s = np.empty(start_s.size, np.int64), np.empty(start_s.size), np.empty(start_s.size)
    n = kernels.join(first, by_start, start_s, end_s, of_row, out_start_s, out_end_s)
    return RegionPasses(of_row[: len(found)], out_start_s[:n], out_end_s[:n])
