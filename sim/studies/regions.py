"""Windows of targets from windows of the points that are searched; a place has one point, a region several."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ..constellation.target import Target
from ..note import Note
from ..regions.cells import spacing_advice
from ..sensors.limits import Limits
from ..sensors.swath import swath_km

if TYPE_CHECKING:
    from ..windows.windows import Windows


def windows_of_targets(found: Windows, targets: Sequence[Target], limits: Limits | None) -> Windows:
    """Return the windows of targets, sorted by target, satellite and start.

    ``found`` already meets the least duration of the limits at every point. The windows of a region must meet it too.
    ``limits`` None is no limit.
    """
    if all(target.region is None for target in targets):
        return found
    from ..windows.numbering import Numbering
    from ..windows.windows import Windows

    parts = []
    satellites = {} if found.numbering is None else found.numbering.satellites
    numbering = Numbering(satellites, tuple(target.name for target in targets))
    least_s = limits.image_s if limits is not None else 0.0
    for index, target in enumerate(targets):
        mine = found.take((found.target >= target.points.start) & (found.target < target.points.stop))
        if target.region is not None:
            mine = _of_region(replace(mine, target=mine.target - target.first), target).lasting(least_s)
        parts.append(replace(mine, target=np.full(len(mine), index, dtype=np.int64), numbering=numbering))
    return Windows.together(parts)


def region_advice(targets: Sequence[Target], limits: Sequence[Limits], lowest_km: float) -> list[Note]:
    """Return sentences on the accuracy of windows of regions, from the spacing of the points and the width of swaths.

    ``limits`` are those of all sensors. ``lowest_km`` is the height for which the narrowest swath is computed.
    """
    by_spacing: dict[float, list[str]] = {}
    for target in targets:
        if target.region is not None:
            by_spacing.setdefault(target.spacing_km, []).append(target.name)
    if not by_spacing:
        return []
    narrowest_km = float(f"{min(swath_km(one, lowest_km) for one in limits):.2g}")
    said = []
    for km, names in by_spacing.items():
        advice = spacing_advice(km, narrowest_km)
        said.append(Note(f"{', '.join(names)}: {advice}", advice.about, regions=names, **advice.values))
    for one in limits:
        if one.fov_along_deg is None:
            continue
        along_km = 2.0 * lowest_km * math.tan(math.radians(0.5 * min(one.fov_along_deg, 120.0)))
        if torn := [name for km, names in by_spacing.items() if km > along_km for name in names]:
            said.append(
                Note(
                    f"{', '.join(torn)}: the field of view is {along_km:.2g} km long, which is less than the spacing "
                    "of the points. A window is therefore cut into several; the number of looks is still right.",
                    "field of view", regions=torn, along_km=along_km,
                )
            )  # fmt: skip
    return said


def _of_region(found: Windows, target: Target) -> Windows:
    from ..regions.accumulated import seen_in_pass
    from ..regions.windows import region_windows

    assert target.area_km2 is not None  # a region has areas
    if target.within == "pass":
        assert not isinstance(target.seen, str)  # the scenario's checks refuse words here
        return seen_in_pass(found, target.area_km2, target.seen).looks
    return region_windows(found, target.area_km2, target.seen)
