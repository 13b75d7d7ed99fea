"""The table step for a deep-space orbit, from its motion at perigee and a comparison with SDP4."""

from __future__ import annotations

import math

import numpy as np

from ..clock import Span
from ..constants import GMST_RATE_RAD_S
from .columns import seconds_from_epoch
from .elements import ElementSet
from .ephemeris import TABLE_STEP_S

STEPS_S = (1800.0, 1200.0, 900.0, 600.0, 450.0, 300.0, 240.0, 180.0, 150.0, 120.0, TABLE_STEP_S)
TURN_RAD = 0.15  # of the satellite at perigee in one step: ten points then interpolate to some millimetres
WITHIN_KM = 1e-3

_NODES = np.arange(-4.5, 5.0)  # of ten-point interpolation in the middle of a step, the worst place, in steps
_WEIGHTS = np.array([np.prod([m / (m - n) for m in _NODES if m != n]) for n in _NODES])


def deep_space_step_s(elements: ElementSet, span: Span) -> float:
    """Return the table step for a deep-space set: one of STEPS_S.

    It is the largest step that meets two conditions. The satellite turns by at most TURN_RAD in a step at perigee. Ten
    points interpolate SDP4's own position to WITHIN_KM in the middle of a step; this is checked at the first perigee in
    the span and at the span's start, middle and end. TABLE_STEP_S, the step of every other search, is not checked.
    """
    e = elements.eccentricity
    n_rad_s = 2.0 * math.pi / (elements.period_min * 60.0)
    perigee_rad_s = n_rad_s * math.sqrt(1.0 + e) / (1.0 - e) ** 1.5
    since_epoch_s = seconds_from_epoch(span, elements)
    anomaly_rad = (math.radians(elements.mean_anomaly_deg) + n_rad_s * since_epoch_s) % (2.0 * math.pi)
    to_perigee_s = (2.0 * math.pi - anomaly_rad) / n_rad_s
    tried_s = [min(to_perigee_s, span.duration_s), 0.0, 0.5 * span.duration_s, span.duration_s]
    for step_s in STEPS_S[:-1]:
        if perigee_rad_s * step_s > TURN_RAD:
            continue
        if _worst_km(elements, since_epoch_s + np.array(tried_s), step_s) <= WITHIN_KM:
            return step_s
    return STEPS_S[-1]


def _worst_km(elements: ElementSet, since_epoch_s: np.ndarray, step_s: float) -> float:
    """Return the error of interpolation against SDP4 at some times, each in the middle of a step; refusals are 0."""
    offsets_s = np.append(_NODES, 0.0) * step_s
    times_s = since_epoch_s[:, None] + offsets_s
    satrec = elements.satrec
    error, teme_km, _ = satrec.sgp4_array(
        np.full(times_s.size, satrec.jdsatepoch), satrec.jdsatepochF + times_s.ravel() / 86400.0
    )
    teme_km[error != 0] = np.nan
    x, y, z = np.moveaxis(teme_km.reshape(*times_s.shape, 3), -1, 0)
    cosine, sine = np.cos(GMST_RATE_RAD_S * offsets_s), np.sin(GMST_RATE_RAD_S * offsets_s)
    turning = np.stack([cosine * x + sine * y, cosine * y - sine * x, z])  # with the Earth, as the table does
    missed_km = np.linalg.norm(turning[..., :-1] @ _WEIGHTS - turning[..., -1], axis=0)
    return float(np.nanmax(missed_km, initial=0.0))
