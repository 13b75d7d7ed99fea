"""The parts of windows in which one more limit holds. Kernels check nothing; callers check before."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel
from ..constants import WGS84_B_KM
from .bounds_kernel import R_MAX, curvature, curvature_over
from .crossings_kernel import crossings
from .horizon_kernel import height
from .interpolation_kernel import AFTER, BEFORE, locate
from .kernel_arrays import Axes, Nodes, Parts, Stretches
from .margin_kernel import margin
from .margin_kinds import ABOVE, BELOW, Weights
from .roots_kernel import PENDING, ROWS, WAITING, await_root, solve, write

Floats = NDArray[np.float64]


@inlined
def touching_km(radius_km: float) -> float:
    """Return how far a point is at most from where a line through it touches the Earth; 0 below the surface."""
    return math.sqrt(max(radius_km * radius_km - WGS84_B_KM * WGS84_B_KM, 0.0))


@kernel
def trim(
    kind: int,
    p: float,
    w: Weights,
    nodes: Nodes,
    sites: Floats,
    found: Stretches,
    out: Parts,
) -> int:
    """Keep of each window found the parts in which one more limit holds.

    Returns the number of parts, which may exceed the length of the outputs.
    """
    axes = Axes(nodes.x_km, nodes.y_km, nodes.z_km)
    x, y, z = axes
    grid_s, step_s, first, count, offset, bounds = (
        nodes.grid_s, nodes.step_s, nodes.first, nodes.n_nodes, nodes.offset, nodes.bounds,
    )  # fmt: skip
    in_track, in_site, in_start_s, in_end_s = found
    out_from, out_start_s, out_end_s = out
    n = 0
    room = out_from.size
    fractions = np.empty(64)
    right = np.empty((48, 3))
    roots, slots = np.empty(ROWS * WAITING), np.empty(WAITING, np.int64)
    waiting = int(np.int64(0))
    if in_track.size == 0:
        return 0
    i, j = in_track[0], in_site[0]
    b, site = bounds[i], sites[j]
    for row in range(in_track.size):
        if (
            row == 0 or in_track[row] != i or in_site[row] != j
        ):  # windows of one satellite and place mostly follow each other
            i, j = in_track[row], in_site[row]
            b, site = bounds[i], sites[j]
            zero_s = grid_s + first[i] * step_s
            o, c = offset[i], count[i]
            site_radius_km = math.sqrt(site[0] ** 2 + site[1] ** 2 + site[2] ** 2)
            # A fast bound first. No range above the horizon exceeds the distance from the centre. No range in line of
            # sight exceeds the sum of the two lengths of a line that touches the Earth.
            sight_km = touching_km(b[R_MAX]) + touching_km(site_radius_km)
            most_km = 0.125 * step_s**2 * curvature(kind, p, w, 0.0, max(b[R_MAX], sight_km), b, site_radius_km)
        t_low, t_high = in_start_s[row], in_end_s[row]
        k = int(math.floor((t_low - zero_s) / step_s))
        k_last = int(math.floor((t_high - zero_s) / step_s)) + 1
        if (
            kind == ABOVE
            and p >= 0.0
            and k >= BEFORE
            and k_last < c - AFTER
            and height(x, y, z, o + k, site) < 0.0
            and height(x, y, z, o + k_last, site) < 0.0
        ):
            # This margin is below zero around a pass. Whole steps can be used, and only roots need interpolation. A
            # second pass within one of the steps is removed by the window's own ends.
            t_low, t_high = zero_s + k * step_s, zero_s + k_last * step_s
            g_a, range_a = margin(kind, p, w, x, y, z, o + k, 0.0, step_s, site)
        else:
            node, s = locate(t_low, zero_s, step_s, c)
            g_a, range_a = margin(kind, p, w, x, y, z, o + node, s, step_s, site)
        t_a = t_low
        open_s = t_low
        is_open = g_a >= 0.0
        while t_a < t_high:
            k += 1
            t_b = zero_s + k * step_s
            if t_b <= t_a:
                continue
            whole = t_b <= t_high
            if whole:
                g_b, range_b = margin(kind, p, w, x, y, z, o + k, 0.0, step_s, site)
            else:
                t_b = t_high
                node, s = locate(t_b, zero_s, step_s, c)
                g_b, range_b = margin(kind, p, w, x, y, z, o + node, s, step_s, site)
            if (g_a < -most_km and g_b < -most_km) or (g_a > most_km and g_b > most_km):
                t_a, g_a, range_a = t_b, g_b, range_b
                continue
            h = t_b - t_a
            bound = h * h * curvature_over(kind, p, w, h, range_a, range_b, b, site_radius_km)
            sag = 0.125 * bound
            if (g_a < -sag and g_b < -sag) or (g_a > sag and g_b > sag):
                t_a, g_a, range_a = t_b, g_b, range_b
                continue
            node = min(max(k - 1, BEFORE), c - 1 - AFTER)
            node_s = zero_s + node * step_s
            s_a, s_b = (t_a - node_s) / step_s, (t_b - node_s) / step_s
            alone = abs(g_b - g_a) > bound  # one root or none
            if alone and (g_a >= 0.0) == (g_b >= 0.0):
                crossed = 0
            elif alone and kind in (ABOVE, BELOW):
                if waiting == WAITING:
                    solve(p, roots, slots, waiting, step_s, out_start_s, out_end_s)
                    waiting = int(np.int64(0))
                sign = 1.0 if kind == ABOVE else -1.0
                slot = 2 * n + 1 if is_open else 2 * n
                await_root(
                    roots, slots, waiting, slot, axes, o + node, node_s, site, (s_a, sign * g_a, s_b, sign * g_b),
                    (in_start_s[row], in_end_s[row]),
                )  # fmt: skip
                waiting += 1
                fractions[0] = PENDING
                crossed = 1
            else:
                crossed = crossings(
                    kind, p, w, axes, o + node, step_s, b, site, site_radius_km,
                    (s_a, g_a, range_a), (s_b, g_b, range_b), fractions, right,
                )  # fmt: skip
            for q in range(crossed):
                at_s = PENDING
                if fractions[q] != PENDING:
                    at_s = min(max(node_s + fractions[q] * step_s, in_start_s[row]), in_end_s[row])
                if is_open:
                    if n < room:
                        out_from[n] = row
                        write(out_start_s, out_end_s, n, open_s, at_s)
                    n += 1
                else:
                    open_s = at_s
                is_open = not is_open
            t_a, g_a, range_a = t_b, g_b, range_b
        if is_open and t_high > open_s:
            if n < room:
                out_from[n] = row
                write(out_start_s, out_end_s, n, open_s, t_high)
            n += 1
    solve(p, roots, slots, waiting, step_s, out_start_s, out_end_s)
    if n > room:
        return n
    kept = 0
    for q in range(n):  # parts are cut at the ends of their window
        if out_end_s[q] > out_start_s[q]:
            out_from[kept], out_start_s[kept], out_end_s[kept] = out_from[q], out_start_s[q], out_end_s[q]
            kept += 1
    return kept
