"""All passes of satellites over places, from rise to set. Kernels check nothing; callers check before."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel
from .bounds_kernel import ACCEL, R_MAX
from .crossings_kernel import crossings
from .horizon_kernel import ALL_ABOVE, ALL_BELOW, SINGLE_ERROR, height, height_between, next_other, sort_group
from .interpolation_kernel import AFTER, BEFORE, locate
from .kernel_arrays import Axes, Nodes, Parts, SingleAxes
from .margin_kinds import ABOVE, NO_PLANE
from .roots_kernel import PENDING, ROWS, WAITING, await_root, solve, write

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GROUP = 8  # places that share one reading of a satellite's nodes


@kernel
def find_passes(
    nodes: Nodes,
    single: SingleAxes,
    from_s: Floats,
    to_s: Floats,
    sites: Floats,
    pair_track: Ints,
    pair_site: Ints,
    out: Parts,
) -> int:
    """Find all passes (elevation above 0) of the given pairs inside [from_s, to_s] of each track.

    ``single`` holds the positions of ``nodes`` in single precision, ``sites`` (P, 6) positions and geodetic normals.

    Above the geodetic horizon means n.r > n.R, linear in the position: a step between two nodes is skipped when both
    lie lower than the chord can sag, A h^2 / 8. Pairs of one track that follow each other read its nodes together.
    Returns the number found. If it exceeds the length of the outputs, the caller repeats the call with longer ones.
    """
    above = int(np.int64(ABOVE))
    axes = Axes(nodes.x_km, nodes.y_km, nodes.z_km)
    x, y, z = axes
    grid_s, step_s, first, count, offset, bounds = (
        nodes.grid_s, nodes.step_s, nodes.first, nodes.n_nodes, nodes.offset, nodes.bounds,
    )  # fmt: skip
    out_pair, out_start_s, out_end_s = out
    n = 0
    room = out_pair.size
    found = np.empty(64)
    right = np.empty((48, 3))
    roots, slots = np.empty(ROWS * WAITING), np.empty(WAITING, np.int64)
    waiting = int(np.int64(0))  # not a literal: numba would compile ``solve`` once more for it
    words = np.empty((GROUP, 1 + np.max(count) // 8), np.uint64)
    sides = words.view(np.uint8)
    begun = 0
    while begun < pair_track.size:
        i = pair_track[begun]
        group = 1
        while group < GROUP and begun + group < pair_track.size and pair_track[begun + group] == i:
            group += 1
        b = bounds[i]
        zero_s = grid_s + first[i] * step_s
        o, c = offset[i], count[i]
        sag_km = b[ACCEL] * step_s * step_s * 0.125
        sort_group(
            single.x[o : o + c], single.y[o : o + c], single.z[o : o + c], sites, pair_site[begun : begun + group],
            sag_km + SINGLE_ERROR * b[R_MAX], sides,
        )  # fmt: skip
        t_low, t_high = from_s[i], to_s[i]
        k_first = int(math.ceil((t_low - zero_s) / step_s))
        k_last = int(math.floor((t_high - zero_s) / step_s))
        for member in range(group):
            pair = begun + member
            site = sites[pair_site[pair]]
            side, word = sides[member], words[member]
            k = int(math.floor((t_low - zero_s) / step_s))
            t_a = t_low
            k_low, s_low = locate(t_low, zero_s, step_s, c)
            g_a = height_between(x, y, z, o + k_low, s_low, site)
            open_s = t_low
            is_open = g_a >= 0.0
            while t_a < t_high:
                # Nodes that are surely on the same side as the last one are skipped.
                leap = k
                if k < k_last and side[k] != 1:
                    leap = min(next_other(word, k + 1, ALL_BELOW if side[k] == 0 else ALL_ABOVE), k_last + 1) - 1
                if leap > k:
                    k = leap
                    t_a = zero_s + k * step_s
                    g_a = height(x, y, z, o + k, site)
                    if t_a >= t_high:
                        break
                # The usual pass: surely below, surely above for some nodes, surely below, and one root at each end.
                if not is_open and k >= k_first and side[k] == 0:
                    up = next_other(word, k + 1, ALL_ABOVE)
                    if k + 1 < up <= k_last and side[up] == 0:
                        g_rise, g_set, g_b = (
                            height(x, y, z, o + k + 1, site),
                            height(x, y, z, o + up - 1, site),
                            height(x, y, z, o + up, site),
                        )
                        if g_rise - g_a > 8.0 * sag_km and g_set - g_b > 8.0 * sag_km:
                            if n < room:
                                out_pair[n] = pair
                            if waiting > WAITING - 2:
                                solve(0.0, roots, slots, waiting, step_s, out_start_s, out_end_s)
                                waiting = int(np.int64(0))
                            for end in range(2):  # a rise, then a set
                                node = k if end == 0 else up - 1
                                await_root(
                                    roots, slots, waiting, 2 * n + end, axes, o + node, zero_s + node * step_s, site,
                                    (0.0, g_a if end == 0 else g_set, 1.0, g_rise if end == 0 else g_b),
                                    (t_low, t_high),
                                )  # fmt: skip
                                waiting += 1
                            n += 1
                            k = up
                            t_a, g_a = zero_s + k * step_s, g_b
                            continue
                k += 1
                t_b = zero_s + k * step_s
                if t_b <= t_high:
                    g_b = height(x, y, z, o + k, site)
                else:
                    t_b = t_high
                    k_high, s_high = locate(t_b, zero_s, step_s, c)
                    g_b = height_between(x, y, z, o + k_high, s_high, site)
                if (g_a < -sag_km and g_b < -sag_km) or (g_a > sag_km and g_b > sag_km):
                    t_a, g_a = t_b, g_b
                    continue
                node = min(max(k - 1, BEFORE), c - 1 - AFTER)
                node_s = zero_s + node * step_s
                s_a, s_b = (t_a - node_s) / step_s, (t_b - node_s) / step_s
                if abs(g_b - g_a) > 8.0 * sag_km:  # one root or none: see ``newton_step``
                    crossed = 0
                    if (g_a >= 0.0) != (g_b >= 0.0):
                        if waiting == WAITING:
                            solve(0.0, roots, slots, waiting, step_s, out_start_s, out_end_s)
                            waiting = int(np.int64(0))
                        slot = 2 * n + 1 if is_open else 2 * n
                        await_root(
                            roots, slots, waiting, slot, axes, o + node, node_s, site, (s_a, g_a, s_b, g_b),
                            (t_low, t_high),
                        )  # fmt: skip
                        waiting += 1
                        found[0] = PENDING
                        crossed = 1
                else:  # without ranges: they do not enter the curvature of this margin (p = 0)
                    crossed = crossings(
                        above, 0.0, NO_PLANE, axes, o + node, step_s, b, site, 0.0,
                        (s_a, g_a, 1.0), (s_b, g_b, 1.0), found, right,
                    )  # fmt: skip
                for q in range(crossed):
                    at_s = node_s + found[q] * step_s if found[q] != PENDING else PENDING
                    if is_open:
                        if n < room:
                            out_pair[n] = pair
                            write(out_start_s, out_end_s, n, open_s, at_s)
                        n += 1
                    else:
                        open_s = at_s
                    is_open = not is_open
                t_a, g_a = t_b, g_b
            if is_open:
                if n < room:
                    out_pair[n] = pair
                    write(out_start_s, out_end_s, n, open_s, t_high)
                n += 1
        begun += group
    solve(0.0, roots, slots, waiting, step_s, out_start_s, out_end_s)
    return n
