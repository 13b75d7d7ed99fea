"""Roots that are, by a bound, the only ones in their steps; they are collected and solved several at a time.

Each has a column: thirty nodes, the site, the bracket and its margins, the root, a bound on its error, the begin of the
step, and the earliest and latest time allowed.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, routine
from .interpolation_kernel import Polynomial, slope, through, value
from .kernel_arrays import Axes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WAITING = 64
PENDING = -1e300  # stands for a time that ``solve`` will write
SITE_ROW, BRACKET_ROW, ROOT_ROW, ERROR_ROW, NODE_ROW, CLIP_ROW, ROWS = 30, 36, 40, 41, 42, 43, 45
ROOT_TOLERANCE_S = 1e-7


@inlined
def newton_step(
    p: float,
    cx: Polynomial,
    cy: Polynomial,
    cz: Polynomial,
    site: tuple[float, float, float, float, float, float],
    low: float,
    high: float,
    mean: float,
    sigma: float,
) -> tuple[float, float]:
    """Return a better root of ABOVE between ``low`` and ``high``, and a bound on its error, all as sigma.

    Only for brackets h with abs(g' - g) > M h^2, which hold one root: there the slope is nowhere below half its mean,
    a margin g is no farther than 2 g / mean from the root, and the error after a step is at most M / mean, which is
    below 1 / h, times the square of the error before.
    """
    dx, dy, dz = value(cx, sigma) - site[0], value(cy, sigma) - site[1], value(cz, sigma) - site[2]
    vx, vy, vz = slope(cx, sigma), slope(cy, sigma), slope(cz, sigma)
    range_km = math.sqrt(dx * dx + dy * dy + dz * dz)
    g = site[3] * dx + site[4] * dy + site[5] * dz - p * range_km
    rate = site[3] * vx + site[4] * vy + site[5] * vz - p * (dx * vx + dy * vy + dz * vz) / range_km
    before = 2.0 * g / mean
    better = sigma - g / rate
    better = low if better < low else (high if better > high else better)
    return better, before * before / (high - low)


@inlined
def await_root(
    roots: Floats,
    slots: Ints,
    j: int,
    slot: int,
    axes: Axes,
    k: int,
    node_s: float,
    site: Floats,
    bracket: tuple[float, float, float, float],
    within_s: tuple[float, float],
) -> None:
    """Write a root's bracket and its step's nodes to column j of ``roots``, and the index of its time to ``slots``.

    ``bracket``: fraction of the step after flat node k and margin, at either end. The answer is moved to the ends of
    ``within_s`` if it lies before or after them.
    """
    x, y, z = axes.x, axes.y, axes.z
    for m in range(10):
        roots[m * WAITING + j] = x[k - 4 + m]
        roots[(10 + m) * WAITING + j] = y[k - 4 + m]
        roots[(20 + m) * WAITING + j] = z[k - 4 + m]
    for m in range(6):
        roots[(SITE_ROW + m) * WAITING + j] = site[m]
    roots[BRACKET_ROW * WAITING + j] = bracket[0]
    roots[(BRACKET_ROW + 1) * WAITING + j] = bracket[1]
    roots[(BRACKET_ROW + 2) * WAITING + j] = bracket[2]
    roots[(BRACKET_ROW + 3) * WAITING + j] = bracket[3]
    roots[NODE_ROW * WAITING + j] = node_s
    roots[CLIP_ROW * WAITING + j] = within_s[0]
    roots[(CLIP_ROW + 1) * WAITING + j] = within_s[1]
    slots[j] = slot


@inlined
def column(roots: Floats, row: int, j: int) -> Polynomial:
    """Return the polynomial of ten rows of a column."""
    a = row * WAITING + j
    return through(
        roots[a], roots[a + WAITING], roots[a + 2 * WAITING], roots[a + 3 * WAITING], roots[a + 4 * WAITING],
        roots[a + 5 * WAITING], roots[a + 6 * WAITING], roots[a + 7 * WAITING], roots[a + 8 * WAITING],
        roots[a + 9 * WAITING],
    )  # fmt: skip


@inlined
def root_of_column(p: float, roots: Floats, j: int, patient: bool) -> tuple[float, float]:
    """Return the root of one column, as a fraction of the step, and a bound on its error: three Newton steps, or 40."""
    cx, cy, cz = column(roots, 0, j), column(roots, 10, j), column(roots, 20, j)
    a, b = SITE_ROW * WAITING + j, BRACKET_ROW * WAITING + j
    site = (
        roots[a], roots[a + WAITING], roots[a + 2 * WAITING],
        roots[a + 3 * WAITING], roots[a + 4 * WAITING], roots[a + 5 * WAITING],
    )  # fmt: skip
    low, g_a, high, g_b = roots[b] - 0.5, roots[b + WAITING], roots[b + 2 * WAITING] - 0.5, roots[b + 3 * WAITING]
    mean = (g_b - g_a) / (high - low)
    sigma = low - g_a / mean
    sigma, error = newton_step(p, cx, cy, cz, site, low, high, mean, sigma)
    sigma, error = newton_step(p, cx, cy, cz, site, low, high, mean, sigma)
    sigma, error = newton_step(p, cx, cy, cz, site, low, high, mean, sigma)
    if patient:
        for _ in range(37):
            sigma, error = newton_step(p, cx, cy, cz, site, low, high, mean, sigma)
    return sigma + 0.5, error


@routine
def solve(
    p: float, roots: Floats, slots: Ints, count: int, step_s: float, out_start_s: Floats, out_end_s: Floats
) -> None:
    """Solve the collected roots, of ABOVE or its negative, and write their times.

    A plain loop over columns makes three Newton steps; LLVM runs it for several roots at a time. The few roots that
    need more steps are solved again. Slot 2 n is the start of window n, slot 2 n + 1 its end. Slots beyond the outputs
    are not written.
    """
    for j in range(count):
        roots[ROOT_ROW * WAITING + j], roots[ERROR_ROW * WAITING + j] = root_of_column(p, roots, j, False)
    for j in range(count):
        if roots[ERROR_ROW * WAITING + j] * step_s > ROOT_TOLERANCE_S:
            roots[ROOT_ROW * WAITING + j], _ = root_of_column(p, roots, j, True)
        n = slots[j] // 2
        if n < out_start_s.size:
            t_s = roots[NODE_ROW * WAITING + j] + roots[ROOT_ROW * WAITING + j] * step_s
            t_s = min(max(t_s, roots[CLIP_ROW * WAITING + j]), roots[(CLIP_ROW + 1) * WAITING + j])
            if slots[j] % 2 == 0:
                out_start_s[n] = t_s
            else:
                out_end_s[n] = t_s


@inlined
def write(out_start_s: Floats, out_end_s: Floats, n: int, start_s: float, end_s: float) -> None:
    """Write a window's times, except those that ``solve`` writes or has written."""
    if start_s != PENDING:
        out_start_s[n] = start_s
    if end_s != PENDING:
        out_end_s[n] = end_s
