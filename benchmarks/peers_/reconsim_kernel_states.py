"""reconsim's SGP4 kernel alone: positions in TEME, satellites shared among threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..case import Case
from ..states import states_job

NAME = "reconsim, kernel"
IMPORT = "sim"
PACKAGES = ("numpy", "numba")
THREADED = True
GIVES = "positions"


def prepare_states(case: Case, times_min: np.ndarray, processors: int) -> Callable[[], object]:
    import sim

    elements = sim.parse_elements(case.lines, "the case")
    return states_job(elements, times_min.size, processors)


def positions_teme_km(raw: Any) -> np.ndarray:
    return np.stack([rows.T for rows in raw])
