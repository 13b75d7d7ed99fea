"""Element sets as columns: the values of thousands of sets that the kernels need, as arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..constants import DAY_S, DEEP_SPACE_PERIOD_MIN
from .elements import ElementSet


@dataclass(frozen=True)
class Columns:
    """N element sets: the start of a span in seconds after each one's epoch, SGP4's constants, deep space or not."""

    since_epoch_s: NDArray[np.float64]  # (N,)
    constants: NDArray[np.float64]  # (N, sgp4_kernel.N_CONSTANTS); of deep-space sets only what near Earth shares
    is_deep_space: NDArray[np.bool_]  # (N,)

    def take(self, rows: slice | NDArray[np.int64]) -> Columns:
        """Return the columns of some of the sets."""
        return Columns(self.since_epoch_s[rows], self.constants[rows], self.is_deep_space[rows])


def seconds_from_epoch(span: Span, elements: ElementSet) -> float:
    """Return seconds from an element set's epoch to the start of the span, kept exact by splitting the Julian date."""
    jd, fr = span.julian_date
    return ((jd - elements.epoch_jd) + (fr - elements.epoch_fr)) * DAY_S


def columns_of(span: Span, sets: Sequence[ElementSet]) -> Columns:
    """Gather the columns of element sets."""
    from . import sgp4_kernel  # imported here, because numba takes long to load

    epoch_jd, epoch_fr, mean_motion_rev_day, eccentricity, inclination, node, perigee, anomaly, bstar = np.array(
        [
            (
                e.epoch_jd,
                e.epoch_fr,
                e.mean_motion_rev_day,
                e.eccentricity,
                e.inclination_deg,
                e.raan_deg,
                e.arg_perigee_deg,
                e.mean_anomaly_deg,
                e.bstar,
            )
            for e in sets
        ]
    ).T
    mean_motion_rad_min = mean_motion_rev_day * (2.0 * math.pi / 1440.0)
    angles_rad = np.radians([inclination, node, perigee, anomaly])
    constants = sgp4_kernel.constants(
        mean_motion_rad_min, eccentricity, angles_rad[0], angles_rad[1], angles_rad[2], angles_rad[3], bstar
    )
    period_min = 2.0 * math.pi / constants[:, sgp4_kernel.MEAN_MOTION]
    is_deep_space = period_min >= DEEP_SPACE_PERIOD_MIN
    # Exactly at the limit the set's own property is used, so that rounding does not make two modules differ.
    for i in np.flatnonzero(np.abs(period_min - DEEP_SPACE_PERIOD_MIN) < 1e-6).tolist():
        is_deep_space[i] = sets[i].is_deep_space
    jd, fr = span.julian_date
    return Columns(((jd - epoch_jd) + (fr - epoch_fr)) * DAY_S, constants, is_deep_space)
