"""The stretches of a fine table in which a satellite may be above a place's horizon, from a coarse table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel
def near_runs(
    x_km: Floats,
    y_km: Floats,
    z_km: Floats,
    offset: Ints,
    coarse: int,
    sag_km: Floats,
    normal: Floats,
    level_km: float,
    stride: int,
    pad: int,
    fine: int,
    out_row: Ints,
    out_first: Ints,
    out_count: Ints,
) -> int:
    """Find the runs of fine nodes, ``stride`` of them to a coarse step, over which a satellite may rise.

    A coarse step whose ends both lie lower than ``sag_km`` below the horizon plane n.r = ``level_km`` has the satellite
    below the horizon throughout. The first two and last two steps are always kept, because the search interpolates
    there at the span's ends. Runs are widened by ``pad`` nodes, do not touch each other, and lie within 0 to ``fine``.
    Returns the number of runs. The caller gives arrays that hold two runs a satellite and one for every three coarse
    nodes.
    """
    n = 0
    for i in range(offset.size):
        o = offset[i]
        least_km = level_km - sag_km[i]
        open_to = -1  # the end of the current run, or -1
        was_low = False
        for j in range(coarse):
            k = o + j
            low = normal[0] * x_km[k] + normal[1] * y_km[k] + normal[2] * z_km[k] < least_km
            if j > 0 and (not low or not was_low or j <= 2 or j >= coarse - 2):
                begin, end = max((j - 1) * stride - pad, 0), min(j * stride + pad + 1, fine)
                if open_to >= begin:
                    open_to = end
                    out_count[n - 1] = end - out_first[n - 1]
                else:
                    out_row[n], out_first[n], out_count[n] = i, begin, end - begin
                    n += 1
                    open_to = end
            was_low = low
    return n
