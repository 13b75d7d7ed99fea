"""The places of satellites at the samples of a raster, and the rows of the grid within their reach."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import kernel
from ..windows.geodetic_kernel import better_tangent, first_tangent
from ..windows.kernel_arrays import Axes
from .angle_kernel import direction_rad
from .raster_arrays import NOWHERE, GridAngles, Motion, Samples

Floats = NDArray[np.float64]
Shorts = NDArray[np.int16]

FAR_NORTH = 32766.0  # no grid has a row so high


@kernel
def interpolate(a: Floats, node: int, nodes_a_step: int, w: Floats, out: Floats) -> None:
    """Fill an eight-point interpolation of a table at one phase of every step; the weights' first node is ``node``."""
    w0, w1, w2, w3, w4, w5, w6, w7 = w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7]
    first = a[node:]
    if nodes_a_step == 1:  # this loop becomes vector code, the other does not
        for k in range(out.size):
            low = w0 * first[k] + w1 * first[k + 1] + w2 * first[k + 2] + w3 * first[k + 3]
            out[k] = low + w4 * first[k + 4] + w5 * first[k + 5] + w6 * first[k + 6] + w7 * first[k + 7]
    else:
        for k in range(out.size):
            i = k * nodes_a_step
            low = w0 * first[i] + w1 * first[i + 1] + w2 * first[i + 2] + w3 * first[i + 3]
            out[k] = low + w4 * first[i + 4] + w5 * first[i + 5] + w6 * first[i + 6] + w7 * first[i + 7]


@kernel
def place(
    x: Floats,
    y: Floats,
    z: Floats,
    reach_rad: float,
    grid: GridAngles,
    p_km: Floats,
    column: Floats,
    sin_below: Floats,
    cos_below: Floats,
    low: Shorts,
    high: Shorts,
) -> None:
    """Fill the columns of samples and the rows within reach, from Earth-fixed positions (T,).

    There are several loops of few arrays each. With more arrays LLVM does not prove that they do not overlap, and does
    not vectorise the loop.
    """
    turn = 2.0 * math.pi / grid.lon_step
    turns_a_column = 1.0 / turn
    rows_a_rad, columns_a_rad = 1.0 / grid.lat_step, 1.0 / grid.lon_step
    for k in range(x.size):
        p = math.sqrt(x[k] * x[k] + y[k] * y[k])
        p_km[k] = p
        inverse = 1.0 / (p if p > 1e-9 else 1e-9)
        c = (direction_rad(x[k] * inverse, y[k] * inverse) - grid.west) * columns_a_rad
        c -= turn * np.floor(c * turns_a_column)
        column[k] = c if c < turn else 0.0
    # The geodetic normal below: one round.
    for k in range(x.size):
        p, h = p_km[k], z[k]
        num, den = first_tangent(p, h)
        num, den = better_tangent(p, h, num, den)
        scale = 1.0 / math.sqrt(num * num + den * den)
        sin_below[k] = num * scale
        cos_below[k] = den * scale
    for k in range(x.size):
        lat = direction_rad(cos_below[k], sin_below[k])
        bottom = np.ceil((lat - reach_rad - grid.south) * rows_a_rad)
        top = np.floor((lat + reach_rad - grid.south) * rows_a_rad)
        bottom = bottom if bottom > -1.0 else -1.0
        top = top if top > -1.0 else -1.0
        low[k] = np.int16(bottom if bottom < FAR_NORTH else FAR_NORTH)
        high[k] = np.int16(top if top < FAR_NORTH else FAR_NORTH)


@kernel
def sample(
    axes: Axes,
    node: int,
    nodes_a_step: int,
    weights: Floats,
    slopes: Floats,
    within_steps: tuple[float, float],
    reach_rad: float,
    grid: GridAngles,
    offset: int,
    with_motion: bool,
    samples: Samples,
    motion: Motion,
) -> None:
    """Sample one track over a stretch of steps from its table: ``axes`` at its nodes.

    Step k of the stretch lies at node ``node + k nodes_a_step``; samples count from the first to the second of
    ``within_steps`` (in steps of the stretch) and where the table has their eight nodes, else their lowest row is
    NOWHERE. ``weights`` and ``slopes`` (parts, 8) interpolate position, and velocity per second; samples are written
    from ``offset`` on.
    """
    x, y, z = axes
    low, high, stride = samples.low, samples.high, samples.stride
    parts, count = weights.shape[0], x.size
    from_step, to_step = within_steps
    x_km, y_km = np.empty(stride), np.empty(stride)
    for part in range(parts):
        at = offset + part * stride
        for k in range(stride):
            low[at + k], high[at + k] = NOWHERE, -1
        phase = part / parts
        shift = int(part * nodes_a_step // parts)
        first = node + shift - 3
        a = max(int(np.floor(from_step - phase)) + 1, 0)
        b = min(int(np.ceil(to_step - phase)) - 1, stride - 1)
        if first + a * nodes_a_step < 0:
            a = (-first + nodes_a_step - 1) // nodes_a_step
        if first + b * nodes_a_step + 7 > count - 1:
            b = int(math.floor((count - 8 - first) / nodes_a_step))
        if a > b:
            continue
        begin, end = at + a, at + b + 1
        first += a * nodes_a_step
        n = b + 1 - a
        z_km = samples.z_km[begin:end]
        interpolate(x, first, nodes_a_step, weights[part], x_km[:n])
        interpolate(y, first, nodes_a_step, weights[part], y_km[:n])
        interpolate(z, first, nodes_a_step, weights[part], z_km)
        if with_motion:
            motion.x_km[begin:end] = x_km[:n]
            motion.y_km[begin:end] = y_km[:n]
            interpolate(x, first, nodes_a_step, slopes[part], motion.vx[begin:end])
            interpolate(y, first, nodes_a_step, slopes[part], motion.vy[begin:end])
            interpolate(z, first, nodes_a_step, slopes[part], motion.vz[begin:end])
        place(
            x_km[:n], y_km[:n], z_km, reach_rad, grid, samples.p_km[begin:end], samples.column[begin:end],
            samples.sin_below[begin:end], samples.cos_below[begin:end], low[begin:end], high[begin:end],
        )  # fmt: skip
