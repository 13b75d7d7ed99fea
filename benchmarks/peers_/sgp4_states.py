"""python-sgp4: `SatrecArray.sgp4`, its compiled batch; positions and velocities, one thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..case import DAY_S, MJD_OF_START, Case

NAME = "python-sgp4"
IMPORT = "sgp4"
PACKAGES = ("sgp4",)
THREADED = False
GIVES = "positions, velocities"


def prepare_states(case: Case, times_min: np.ndarray, processors: int) -> Callable[[], object]:
    from sgp4.api import Satrec, SatrecArray

    satrecs = SatrecArray([Satrec.twoline2rv(*lines) for lines in case.tle])
    jd = np.full(times_min.size, 2400000.5 + MJD_OF_START)
    fraction = times_min * 60.0 / DAY_S
    return lambda: satrecs.sgp4(jd, fraction)


def positions_teme_km(raw: Any) -> np.ndarray:
    return np.asarray(raw[1])
