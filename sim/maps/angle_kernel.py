"""Inverse sines and cosines as polynomials that LLVM runs several at a time."""

from __future__ import annotations

import math

from ..compile import inlined


@inlined
def arc_sine_ratio(v: float) -> float:
    """Return asin(sqrt(v)) / sqrt(v) for v from 0 to 1/2: a polynomial through Chebyshev nodes, within 2.4e-13."""
    v2 = v * v  # Estrin's scheme: Horner's is a chain of thirteen, each waiting for the one before
    v4 = v2 * v2
    a = (0.999999999999876 + 0.16666666676379538 * v) + v2 * (0.07499998744832614 + 0.04464349276665248 * v)
    b = (0.030365242434787953 + 0.022633340404531736 * v) + v2 * (0.014727561547127874 + 0.031697835528847564 * v)
    c = (-0.0708320451454938 + 0.2744597712995918 * v) + v2 * (-0.5721111324767533 + 0.8424411147259109 * v)
    d = -0.7127533197136862 + 0.2956511178719146 * v
    return (a + v4 * b) + (v4 * v4) * (c + v4 * d)


@inlined
def angle_of(q: float) -> float:
    """Return the angle, radians, whose cosine is 1 - q, for q from 0 to 2: 2 asin(sqrt(q / 2)), within 1e-12."""
    u = 0.5 * q
    wide = u > 0.5
    v = 1.0 - u if wide else u
    v = v if v > 0.0 else 0.0
    half = math.sqrt(v) * arc_sine_ratio(v)
    return math.pi - 2.0 * half if wide else 2.0 * half


@inlined
def direction_rad(cosine: float, sine: float) -> float:
    """Return the angle of a unit vector from its cosine and sine, -pi to pi, within 1e-12; no branch."""
    steep = abs(sine) > abs(cosine)
    t = abs(cosine) if steep else abs(sine)
    a = t * arc_sine_ratio(t * t)
    a = 0.5 * math.pi - a if steep else a
    a = math.pi - a if cosine < 0.0 else a
    return -a if sine < 0.0 else a
