"""From windows of the points that are searched to windows of targets: a place is its point, a region all of its."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ..scenario.targets import Target

if TYPE_CHECKING:
    from ..coverage.found import Windows


def windows_of_targets(found: Windows, targets: Sequence[Target], duration_min_s: float) -> Windows:
    """Return the windows of targets, sorted by target, satellite and start.

    A minimum duration, which ``found`` has for every point, is asked of a region's windows as well.
    """
    if all(target.region is None for target in targets):
        return found
    from ..coverage.found import Windows

    parts = []
    for index, target in enumerate(targets):
        mine = found.take((found.target >= target.points.start) & (found.target < target.points.stop))
        if target.region is not None:
            mine = _of_region(replace(mine, target=mine.target - target.first), target).lasting(duration_min_s)
        parts.append(replace(mine, target=np.full(len(mine), index, dtype=np.int64)))
    return Windows.together(parts)


def _of_region(found: Windows, target: Target) -> Windows:
    from ..coverage.region_accumulated import seen_in_pass
    from ..coverage.region_windows import region_windows

    assert target.area_km2 is not None  # a region has areas
    if target.within == "pass":
        assert not isinstance(target.seen, str)  # the checks see to it
        return seen_in_pass(found, target.area_km2, target.seen).looks
    return region_windows(found, target.area_km2, target.seen)
