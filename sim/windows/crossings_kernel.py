"""Every change of sign of a margin within a step, by a bound M on its second derivative.

Between two instants h apart, with margins g and g':

* both negative and max(g, g') + M h^2 / 8 < 0, or both positive and min(g, g') > M h^2 / 8: no crossing inside;
* abs(g' - g) > M h^2: the slope is everywhere at least half its mean, so one crossing if the signs differ, else none;
* anything else: halve, down to a millisecond, where the margin in doubt is M h^2 / 8 < 0.1 mm.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, routine
from .bounds_kernel import curvature_over
from .interpolation_kernel import Polynomial, polynomial
from .kernel_arrays import Axes
from .margin_kernel import margin_at
from .margin_kinds import Weights
from .roots_kernel import ROOT_TOLERANCE_S

Floats = NDArray[np.float64]

SMALLEST_S = 1e-3


@inlined
def crossing(
    kind: int,
    p: float,
    w: Weights,
    cx: Polynomial,
    cy: Polynomial,
    cz: Polynomial,
    step_s: float,
    site: Floats,
    s_a: float,
    g_a: float,
    s_b: float,
    g_b: float,
) -> float:
    """Return the fraction of a step at which a margin changes sign: regula falsi after Anderson and Bjorck, bisection
    behind.

    Where the margin's slope in the bracket is at least half its mean (see ``crossings``), a margin below that slope
    times the tolerance is a root within the tolerance. A bracket of a millisecond at a graze has no such slope: it
    ends when it is below the tolerance itself.
    """
    tolerance = ROOT_TOLERANCE_S / step_s
    enough = 0.5 * tolerance * abs(g_b - g_a) / (s_b - s_a)
    for i in range(100):
        if s_b - s_a < tolerance:
            break
        s = s_b - g_b * (s_b - s_a) / (g_b - g_a) if i < 8 or i % 3 != 0 else 0.5 * (s_a + s_b)
        if not (s_a < s < s_b):
            s = 0.5 * (s_a + s_b)
        g, _ = margin_at(kind, p, w, cx, cy, cz, s - 0.5, step_s, site)
        if abs(g) <= enough:
            return s
        if (g >= 0.0) == (g_b >= 0.0):
            shrink = 1.0 - g / g_b
            g_a *= shrink if shrink > 0.0 else 0.5
            s_b, g_b = s, g
        else:
            shrink = 1.0 - g / g_a
            g_b *= shrink if shrink > 0.0 else 0.5
            s_a, g_a = s, g
    return 0.5 * (s_a + s_b)


@routine
def crossings(
    kind: int,
    p: float,
    w: Weights,
    axes: Axes,
    k: int,
    step_s: float,
    bounds: Floats,
    site: Floats,
    site_radius_km: float,
    begin: tuple[float, float, float],
    end: tuple[float, float, float],
    found: Floats,
    right: Floats,
) -> int:
    """Find every change of sign between two instants of the step after flat node k, in order.

    ``begin`` and ``end`` are fraction of the step, margin and range, km. Fractions go to ``found`` (64,); returned is
    how many. ``right`` (48, 3) is room for the right ends still to be visited: fraction, margin, range.
    """
    cx, cy, cz = polynomial(axes.x, k), polynomial(axes.y, k), polynomial(axes.z, k)
    s_a, g_a, range_a = begin
    right[0, 0], right[0, 1], right[0, 2] = end
    waiting = 1
    n = 0
    while waiting > 0:
        top = waiting - 1
        s_r, g_r, range_r = right[top, 0], right[top, 1], right[top, 2]
        h = (s_r - s_a) * step_s
        bound = curvature_over(kind, p, w, h, range_a, range_r, bounds, site_radius_km) * h * h
        same = (g_a >= 0.0) == (g_r >= 0.0)
        if same and min(abs(g_a), abs(g_r)) > 0.125 * bound:
            pass
        elif abs(g_r - g_a) > bound or h < SMALLEST_S:
            if not same and n < found.size:
                found[n] = crossing(kind, p, w, cx, cy, cz, step_s, site, s_a, g_a, s_r, g_r)
                n += 1
        else:
            s_m = 0.5 * (s_a + s_r)
            g_m, range_m = margin_at(kind, p, w, cx, cy, cz, s_m - 0.5, step_s, site)
            right[waiting, 0], right[waiting, 1], right[waiting, 2] = s_m, g_m, range_m
            waiting += 1
            continue
        s_a, g_a, range_a = s_r, g_r, range_r
        waiting -= 1
    return n
