"""astroz: `Sgp4Constellation.propagate_into` with the constants of the sets (WGS72), positions alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..case import Case

NAME = "astroz"
IMPORT = "astroz"
PACKAGES = ("astroz",)
THREADED = True
GIVES = "positions"


def prepare_states(case: Case, times_min: np.ndarray, processors: int) -> Callable[[], object]:
    from astroz._astroz import WGS72, Sgp4Constellation, Tle  # what its own front door calls, without what that adds

    satellites = Sgp4Constellation([Tle("\n".join(lines)) for lines in case.tle], WGS72)
    positions_km = np.empty((len(case.tle), times_min.size, 3))

    def propagate() -> np.ndarray:
        satellites.propagate_into(times_min, positions_km)
        return positions_km

    return propagate


def positions_teme_km(raw: Any) -> np.ndarray:
    return np.asarray(raw)
