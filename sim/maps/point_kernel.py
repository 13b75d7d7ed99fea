"""Painting of limits without a closed form on a row: squint, side and several discs, tested point by point."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel, trailing_zeros
from ..windows.margin_kinds import ABOVE, BELOW, BEYOND, GROUND_SQUINT, LEFT, RIGHT, SQUINT, WITHIN
from .bits_kernel import NONE, ONE, Circle, fill_wrapped
from .raster_arrays import DISC, DISC_KM, DISC_P, NOWHERE, OFFSET, PARTS, TESTS, Motion, Samples, Tile
from .row_kernel import DISCS, Rows, half_widths, levers

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

TESTED = (ABOVE, BELOW, WITHIN, BEYOND, SQUINT, GROUND_SQUINT, RIGHT, LEFT)  # the kinds of margin known here


@inlined
def clipped(low: float, high: float, a: float, b: float) -> tuple[float, float]:
    """Return the part of [low, high] in which the chord from a (at 0) to b (at 1) is at least 0; none: low > high."""
    if a >= 0.0 and b >= 0.0:
        return low, high
    if a < 0.0 and b < 0.0:
        return 1.0, 0.0
    crossing = a / (a - b)
    if a < 0.0:
        return (crossing if crossing > low else low), high
    return low, (crossing if crossing < high else high)


@inlined
def ground_squint_room(
    p: float, sample: Floats, dx: float, dy: float, dz: float, range_km: float
) -> tuple[float, float]:
    """Return d.v_h and sin(p) |v_h| |d_h|, h marking what lies across the normal below the satellite; km^2/s."""
    vx, vy, vz, ux, uy, uz = sample[3], sample[4], sample[5], sample[6], sample[7], sample[8]
    rising = vx * ux + vy * uy + vz * uz
    lower = dx * ux + dy * uy + dz * uz
    along = dx * vx + dy * vy + dz * vz - rising * lower
    speed2 = max(sample[9] * sample[9] - rising * rising, 0.0)
    away2 = max(range_km * range_km - lower * lower, 0.0)
    return along, p * math.sqrt(speed2 * away2)


@kernel
def seen_between(tests: Floats, n_tests: int, a: Floats, b: Floats, site: Floats) -> bool:
    """Return whether all limits can hold at one instant between two samples of a satellite's motion.

    Each margin is replaced by its chord, raised by the third column of its test (km, or the margin's unit). The margin
    itself rises no more than that above the chord. Squint has two margins, sin(p) |v| |d| -+ d.v, and both must be met.
    Ground squint has the same two for the parts of v and d across the normal below. If a test is of another kind,
    nothing is seen. ``a`` and ``b`` (10,) are position, velocity, geodetic normal below, speed; ``site`` (6,) is
    position, normal.
    """
    low, high = 0.0, 1.0
    ax, ay, az = a[0] - site[0], a[1] - site[1], a[2] - site[2]
    bx, by, bz = b[0] - site[0], b[1] - site[1], b[2] - site[2]
    range_a = math.sqrt(ax * ax + ay * ay + az * az)
    range_b = math.sqrt(bx * bx + by * by + bz * bz)
    for i in range(n_tests):
        kind, p, extra = int(tests[i, 0]), tests[i, 1], tests[i, 2]
        if kind in (ABOVE, BELOW):
            ga = site[3] * ax + site[4] * ay + site[5] * az - p * range_a
            gb = site[3] * bx + site[4] * by + site[5] * bz - p * range_b
        elif kind in (WITHIN, BEYOND):
            ga = a[6] * ax + a[7] * ay + a[8] * az - p * range_a
            gb = b[6] * bx + b[7] * by + b[8] * bz - p * range_b
        elif kind == SQUINT:
            along_a = a[3] * ax + a[4] * ay + a[5] * az
            along_b = b[3] * bx + b[4] * by + b[5] * bz
            room_a, room_b = p * a[9] * range_a + extra, p * b[9] * range_b + extra
            low, high = clipped(low, high, room_a - along_a, room_b - along_b)
            ga, gb = room_a + along_a - extra, room_b + along_b - extra
        elif kind == GROUND_SQUINT:
            along_a, room_a = ground_squint_room(p, a, ax, ay, az, range_a)
            along_b, room_b = ground_squint_room(p, b, bx, by, bz, range_b)
            low, high = clipped(low, high, room_a + extra - along_a, room_b + extra - along_b)
            ga, gb = room_a + along_a, room_b + along_b
        elif kind in (RIGHT, LEFT):
            ga = site[0] * (a[4] * a[2] - a[5] * a[1]) + site[1] * (a[5] * a[0] - a[3] * a[2])
            ga += site[2] * (a[3] * a[1] - a[4] * a[0])
            gb = site[0] * (b[4] * b[2] - b[5] * b[1]) + site[1] * (b[5] * b[0] - b[3] * b[2])
            gb += site[2] * (b[3] * b[1] - b[4] * b[0])
        else:
            return False
        if kind in (BELOW, BEYOND, LEFT):
            ga, gb = -ga, -gb
        low, high = clipped(low, high, ga + extra, gb + extra)
        if low > high:
            return False
    return True


@inlined
def load(samples: Samples, motion: Motion, at: int, out: Floats) -> None:
    """Gather one sample as ``seen_between`` takes it."""
    x, y, p = motion.x_km[at], motion.y_km[at], samples.p_km[at]
    vx, vy, vz = motion.vx[at], motion.vy[at], motion.vz[at]
    level = samples.cos_below[at] / (p if p > 0.0 else 1.0)
    out[0], out[1], out[2] = x, y, samples.z_km[at]
    out[3], out[4], out[5] = vx, vy, vz
    out[6], out[7], out[8] = level * x, level * y, samples.sin_below[at]
    out[9] = math.sqrt(vx * vx + vy * vy + vz * vz)


@kernel
def paint_points(
    track: Floats,
    tests: Floats,
    samples: Samples,
    motion: Motion,
    rows: Rows,
    lon: Floats,
    circle: Circle,
    tile: Tile,
    between: Words,
    outer: Floats,
    inner: Floats,
    arc: Words,
) -> None:
    """As paint_discs, for limits without a closed form: every point in the disc at either end of a part is tested.

    ``lon`` (2, columns): cosine and sine of the longitude of every column.
    """
    p_km, z_km, column, sin_below, cos_below, low, high, stride = samples
    sin_lat, cos_lat, axis_km, height_km = rows.sin_lat, rows.cos_lat, rows.axis_km, rows.height_km
    cos_lon, sin_lon = lon[0], lon[1]
    per_rad, turn, columns, words = circle
    first_row, last_row, step, steps = tile
    offset, parts, n_tests = int(track[OFFSET]), int(track[PARTS]), int(track[TESTS])
    kind, p2, extra_km = int(track[DISC]), track[DISC_P], track[DISC_KM]
    if kind not in DISCS:
        return
    block = last_row - first_row + 1
    half_turn = 0.5 * turn
    a, b, site = np.empty(10), np.empty(10), np.empty(6)
    for k in range(steps):
        for part in range(parts):
            from_at = offset + part * stride + step + k
            to_at = from_at + stride if part + 1 < parts else offset + step + k + 1
            if low[from_at] == NOWHERE or low[to_at] == NOWHERE:
                continue
            bottom = max(int(min(low[from_at], low[to_at])), first_row)
            top = min(int(max(high[from_at], high[to_at])), last_row)
            if bottom > top:
                continue
            n = top - bottom + 1
            padded = (n + 3) & ~3
            for end in range(2):
                at = from_at if end == 0 else to_at
                p, z = p_km[at], z_km[at]
                lever = levers(kind, extra_km, p, z, sin_below[at], cos_below[at])
                widths = outer if end == 0 else inner
                half_widths(kind, p2, lever, rows, bottom, padded, p, z, per_rad, half_turn, widths)
                load(samples, motion, at, a if end == 0 else b)
            for i in range(n):
                if outer[i] < 0.0 and inner[i] < 0.0:
                    continue
                r = bottom + i
                row_at = (k * block + r - first_row) * words
                for w in range(words):
                    arc[w] = NONE
                for end in range(2):
                    h = outer[i] if end == 0 else inner[i]
                    middle = column[from_at if end == 0 else to_at]
                    if h >= 0.0:
                        fill_wrapped(arc, 0, middle - h, middle + h, turn, columns)
                site[2], site[5] = height_km[r], sin_lat[r]
                for w in range(words):
                    left = arc[w] & ~between[row_at + w]
                    while left != NONE:
                        single = left & (~left + ONE)
                        left ^= single
                        c = (w << 6) + trailing_zeros(single)
                        site[0], site[1] = axis_km[r] * cos_lon[c], axis_km[r] * sin_lon[c]
                        site[3], site[4] = cos_lat[r] * cos_lon[c], cos_lat[r] * sin_lon[c]
                        if seen_between(tests, n_tests, a, b, site):
                            between[row_at + w] |= single
