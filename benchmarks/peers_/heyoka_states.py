"""heyoka: `model.sgp4_propagator` in its batch form; positions and velocities. Compiling it is not timed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..case import Case

NAME = "heyoka"
IMPORT = "heyoka"
PACKAGES = ("heyoka",)
THREADED = True
GIVES = "positions, velocities"


def prepare_states(case: Case, times_min: np.ndarray, processors: int) -> Callable[[], object]:
    import heyoka
    from sgp4.api import Satrec

    heyoka.set_nthreads(processors)
    propagator = heyoka.model.sgp4_propagator([Satrec.twoline2rv(*lines) for lines in case.tle])
    minutes = np.repeat(times_min[:, None], len(case.tle), axis=1)
    out = np.empty((times_min.size, 7, len(case.tle)))
    return lambda: propagator(minutes, out)


def positions_teme_km(raw: Any) -> np.ndarray:
    return np.ascontiguousarray(np.moveaxis(np.asarray(raw)[:, :3, :], (0, 1, 2), (1, 2, 0)))
