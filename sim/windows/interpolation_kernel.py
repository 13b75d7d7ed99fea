"""The position of a satellite between the nodes of its table: a polynomial of degree nine through ten nodes.

Velocity is the derivative of the same polynomial. About the middle of its step the polynomial has an even and an odd
part. Five numbers give each part: the sums, or the differences, of values at +-1/2, +-3/2, ... +-9/2.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined

Floats = NDArray[np.float64]
Polynomial = tuple[float, float, float, float, float, float, float, float, float, float]

BEFORE, AFTER = 4, 5  # nodes of a step's polynomial before and after the one that begins it
# Row j: the coefficient of sigma^(2j) or sigma^(2j + 1) as a sum over those.
_HALVES = np.arange(0.5, 5.0)
EVEN = tuple(map(tuple, (0.5 * np.linalg.inv(np.vander(_HALVES**2, increasing=True))).tolist()))
ODD = tuple(map(tuple, (0.5 * np.linalg.inv(np.vander(_HALVES**2, increasing=True) * _HALVES[:, None])).tolist()))


@inlined
def through(
    m4: float, m3: float, m2: float, m1: float, m0: float, p1: float, p2: float, p3: float, p4: float, p5: float
) -> Polynomial:
    """Return the polynomial through ten equally spaced values: even coefficients, then odd ones, of sigma = s - 1/2."""
    s0, s1, s2, s3, s4 = p1 + m0, p2 + m1, p3 + m2, p4 + m3, p5 + m4
    d0, d1, d2, d3, d4 = p1 - m0, p2 - m1, p3 - m2, p4 - m3, p5 - m4
    return (
        EVEN[0][0] * s0 + EVEN[0][1] * s1 + EVEN[0][2] * s2 + EVEN[0][3] * s3 + EVEN[0][4] * s4,
        EVEN[1][0] * s0 + EVEN[1][1] * s1 + EVEN[1][2] * s2 + EVEN[1][3] * s3 + EVEN[1][4] * s4,
        EVEN[2][0] * s0 + EVEN[2][1] * s1 + EVEN[2][2] * s2 + EVEN[2][3] * s3 + EVEN[2][4] * s4,
        EVEN[3][0] * s0 + EVEN[3][1] * s1 + EVEN[3][2] * s2 + EVEN[3][3] * s3 + EVEN[3][4] * s4,
        EVEN[4][0] * s0 + EVEN[4][1] * s1 + EVEN[4][2] * s2 + EVEN[4][3] * s3 + EVEN[4][4] * s4,
        ODD[0][0] * d0 + ODD[0][1] * d1 + ODD[0][2] * d2 + ODD[0][3] * d3 + ODD[0][4] * d4,
        ODD[1][0] * d0 + ODD[1][1] * d1 + ODD[1][2] * d2 + ODD[1][3] * d3 + ODD[1][4] * d4,
        ODD[2][0] * d0 + ODD[2][1] * d1 + ODD[2][2] * d2 + ODD[2][3] * d3 + ODD[2][4] * d4,
        ODD[3][0] * d0 + ODD[3][1] * d1 + ODD[3][2] * d2 + ODD[3][3] * d3 + ODD[3][4] * d4,
        ODD[4][0] * d0 + ODD[4][1] * d1 + ODD[4][2] * d2 + ODD[4][3] * d3 + ODD[4][4] * d4,
    )


@inlined
def polynomial(a: Floats, k: int) -> Polynomial:
    """Return the polynomial over the step after node k."""
    return through(
        a[k - 4], a[k - 3], a[k - 2], a[k - 1], a[k], a[k + 1], a[k + 2], a[k + 3], a[k + 4], a[k + 5]
    )  # fmt: skip


@inlined
def value(c: Polynomial, sigma: float) -> float:
    """Return a polynomial's value."""
    q = sigma * sigma
    even = c[0] + q * (c[1] + q * (c[2] + q * (c[3] + q * c[4])))
    return even + sigma * (c[5] + q * (c[6] + q * (c[7] + q * (c[8] + q * c[9]))))


@inlined
def slope(c: Polynomial, sigma: float) -> float:
    """Return a polynomial's derivative, per step."""
    q = sigma * sigma
    odd = c[5] + q * (3.0 * c[6] + q * (5.0 * c[7] + q * (7.0 * c[8] + q * (9.0 * c[9]))))
    return odd + sigma * (2.0 * c[1] + q * (4.0 * c[2] + q * (6.0 * c[3] + q * (8.0 * c[4]))))


@inlined
def locate(t_s: float, zero_s: float, step_s: float, count: int) -> tuple[int, float]:
    """Return the node at or before a time and the fraction of the step after it, kept where ten nodes exist."""
    tau = (t_s - zero_s) / step_s
    k = min(max(int(math.floor(tau)), BEFORE), count - 1 - AFTER)
    return k, tau - k
