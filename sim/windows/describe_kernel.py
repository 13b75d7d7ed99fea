"""The best elevation and off-nadir angle of a window, and its side."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel, routine
from .geodetic_kernel import normal_below
from .interpolation_kernel import locate, polynomial, slope, value
from .kernel_arrays import Nodes, Stretches
from .sight_kernel import right_of_track, up_of

Floats = NDArray[np.float64]


@routine
def geometry(
    x: Floats, y: Floats, z: Floats, k: int, s: float, step_s: float, site: Floats
) -> tuple[float, float, float]:
    """Return sine of elevation, cosine of off-nadir and side (positive right)."""
    cx, cy, cz = polynomial(x, k), polynomial(y, k), polynomial(z, k)
    rx, ry, rz = value(cx, s - 0.5), value(cy, s - 0.5), value(cz, s - 0.5)
    vx, vy, vz = slope(cx, s - 0.5) / step_s, slope(cy, s - 0.5) / step_s, slope(cz, s - 0.5) / step_s
    dx, dy, dz = rx - site[0], ry - site[1], rz - site[2]
    range_km = math.sqrt(dx * dx + dy * dy + dz * dz)
    ux, uy, uz = normal_below(rx, ry, rz)
    sin_elevation = up_of(dx, dy, dz, site) / range_km
    cos_off_nadir = (ux * dx + uy * dy + uz * dz) / range_km
    return sin_elevation, cos_off_nadir, right_of_track(rx, ry, rz, vx, vy, vz, site)


@kernel
def describe(
    nodes: Nodes,
    sites: Floats,
    found: Stretches,
    out_sin_elevation: Floats,
    out_cos_off_nadir: Floats,
    out_side: Floats,
) -> None:
    """Fill each window's largest elevation (sine), smallest off-nadir angle (cosine), and its side at the middle.

    Both extremes are looked for at quarter steps and refined by golden section to 1e-3 s around the best sample.
    """
    golden = 0.6180339887498949
    x, y, z, step_s = nodes.x_km, nodes.y_km, nodes.z_km, nodes.step_s
    for w in range(found.track.size):
        i = found.track[w]
        site = sites[found.site[w]]
        zero_s = nodes.grid_s + nodes.first[i] * step_s
        o, c = nodes.offset[i], nodes.n_nodes[i]
        t_low, t_high = found.start_s[w], found.end_s[w]
        k, s = locate(0.5 * (t_low + t_high), zero_s, step_s, c)
        out_side[w] = geometry(x, y, z, o + k, s, step_s, site)[2]
        samples = int(math.ceil((t_high - t_low) / (0.25 * step_s))) + 2
        spacing = (t_high - t_low) / (samples - 1)
        for which in range(2):
            best, best_t = -2.0, t_low
            for q in range(samples):
                t = t_low + q * spacing
                k, s = locate(t, zero_s, step_s, c)
                value = geometry(x, y, z, o + k, s, step_s, site)[which]
                if value > best:
                    best, best_t = value, t
            a, b = max(t_low, best_t - spacing), min(t_high, best_t + spacing)
            while b - a > 1e-3:
                t1, t2 = b - golden * (b - a), a + golden * (b - a)
                k, s = locate(t1, zero_s, step_s, c)
                v1 = geometry(x, y, z, o + k, s, step_s, site)[which]
                k, s = locate(t2, zero_s, step_s, c)
                v2 = geometry(x, y, z, o + k, s, step_s, site)[which]
                best = max(best, v1, v2)
                if v1 > v2:
                    b = t2
                else:
                    a = t1
            if which == 0:
                out_sin_elevation[w] = best
            else:
                out_cos_off_nadir[w] = best
