"""Maps by rows: where a footprint lies on a parallel, in closed form, and what is counted from it.

A row holds points of one geodetic latitude and one height. Limits on elevation, incidence and off-nadir bound a disc
on the ground, and a disc meets a row in one arc, symmetrical about the satellite's longitude, even on the ellipsoid
with the geodetic normal at both ends. With q = 1 - cos(difference of longitude), both margins read

    a0 - slope q >= s sqrt(range0^2 + 2 R_p p q)

(a0 and range0 at the satellite's own longitude; R_p and p distances from the axis; s the sine of the elevation or the
cosine of the off-nadir angle), which is a quadratic in q. Its smaller root is the edge of the disc.

Arcs are painted as bits, 64 points a word; satellites are united by OR, steps compared by XOR, and only points that
change are touched again. Limits with no closed form on a row (squint, side, several discs at once) are tested point by
point inside the arc. Kernels check nothing: callers have.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel, trailing_zeros

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Shorts = NDArray[np.int16]
Words = NDArray[np.uint64]
Counts = NDArray[np.int32]
Sums = NDArray[np.int64]

# Kinds of limit, numbered as in search_kernel. A disc is ABOVE or WITHIN; a hole in it is the same seen from inside.
ABOVE = 0  # elevation at least p: n.d - sin(p) |d|
BELOW = 1  # elevation at most p
WITHIN = 2  # off-nadir at most p: u.d - cos(p) |d|
BEYOND = 3  # off-nadir at least p
SQUINT = 4  # squint at most p: sin(p) |v| |d| -+ d.v, both signs
RIGHT = 5  # target to the right of the track: R.(v x r)
LEFT = 6  # target to the left
NO_HOLE = -1

# Constants of a row, (ROW_CONSTANTS, rows + PAD): R is the position of its points, n their normal.
SIN_LAT, COS_LAT, NORMAL_KM, AXIS_KM, HEIGHT_KM, ZERO = 0, 1, 2, 3, 4, 5  # n.R, distance from the axis, R_z, nothing
ROW_CONSTANTS, PAD = 6, 8

# Columns of a satellite's samples: distance from the axis and z, km; longitude counted in columns of the grid; sine and
# cosine of the geodetic latitude of the point below.
P_KM, Z_KM, COLUMN, SIN_BELOW, COS_BELOW = 0, 1, 2, 3, 4
# And of the motion of those that are tested point by point.
X_KM, Y_KM, VX, VY, VZ = 0, 1, 2, 3, 4

# Columns of the table of tracks.
OFFSET, PARTS, DISC, DISC_P, DISC_KM, HOLE, HOLE_P, HOLE_KM, BY_POINT, TESTS, STEPS_A_ROW = range(11)
TRACK_COLUMNS = 11

# A point's counts, in steps: where its coverage ended last, number of gaps since, their sum, the longest.
LAST, GAPS, SUM, LONGEST = 0, 1, 2, 3
COUNTS = 4

WGS84_A_KM = 6378.137
AXIS_RATIO = 0.99664718933525254  # b / a
SECOND_E2_B_KM = 42.841311513313573  # e'^2 b, e'^2 = e^2 / (1 - e^2)
E2_A_KM = 42.697672707180056  # e^2 a

ROOM = 72  # rows in a block at most, and PAD
FAR_NORTH = 32766.0  # no grid has a row so high
NOWHERE = 32767  # the lowest row of a sample that does not count

TILE = 64  # steps painted before they are compared: what is painted stays in the cache
EXACT_BINS, BINS_AN_OCTAVE = 16, 8  # gaps below 16 steps have a bin each, then 8 to an octave

ONES = np.uint64(0xFFFFFFFFFFFFFFFF)
ONE, NONE = np.uint64(1), np.uint64(0)


def bin_number(steps: int) -> int:
    """Return the bin of the histogram that a gap of so many steps falls into."""
    if steps < EXACT_BINS:
        return steps
    octave = steps.bit_length() - 4
    return EXACT_BINS + (octave - 1) * BINS_AN_OCTAVE + ((steps >> octave) & 7)


SMALL_BINS = np.array([bin_number(m) for m in range(1024)], dtype=np.int16)


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


@inlined
def half_width(a0: float, slope: float, p2: float, cross: float, range2: float) -> float:
    """Return how far a disc reaches along a row to each side, radians; -1 for not at all, 4 for all the way round.

    ``a0`` and ``range2`` are the linear part of the margin, km, and the squared range at the satellite's longitude,
    ``slope`` what the linear part loses a unit of q, ``p2`` the squared sine or cosine of the limit, ``cross`` the
    product R_p p. The disc must lie on the near side of the Earth.
    """
    e = a0 * a0 - p2 * range2
    b = a0 * slope + p2 * cross
    square = b * b
    inner = square - slope * slope * e
    below = b + math.sqrt(inner if inner > 0.0 else 0.0)
    # A cone that never meets the row again has no root; rounding alone makes the root of one that touches it none.
    endless = (below <= 0.0) | (inner < -1e-9 * square)
    q = e / (1.0 if endless else below)
    endless |= q >= 2.0
    q = 2.0 if endless else q
    angle = 4.0 if endless else angle_of(q if q > 0.0 else 0.0)
    return -1.0 if (a0 < 0.0) | (e < 0.0) else angle


@inlined
def levers(
    kind: int, extra_km: float, p_km: float, z_km: float, sin_below: float, cos_below: float
) -> tuple[float, float, float, float]:
    """Return what makes a0 and slope of a row: a0 = l0 + l1 up_z + l2 up_p - less, slope = l3 up_p.

    ABOVE takes sine and cosine of the row's latitude for up_z and up_p, and n.R for less; WITHIN takes R_z, R_p and 0.
    """
    if kind == ABOVE:
        return extra_km, z_km, p_km, p_km
    return extra_km + cos_below * p_km + sin_below * z_km, -sin_below, -cos_below, -cos_below


@kernel
def half_widths(
    up_z: Floats,
    up_p: Floats,
    less: Floats,
    axis_km: Floats,
    height_km: Floats,
    first: int,
    count: int,
    lever: tuple[float, float, float, float],
    p2: float,
    p_km: float,
    z_km: float,
    per_rad: float,
    half_turn: float,
    out: Floats,
) -> None:
    """Fill the half-widths of a disc on ``count`` rows from ``first``, in columns (``per_rad`` a radian, at most
    ``half_turn``); below 0 where it does not reach.
    """
    l0, l1, l2, l3 = lever
    for i in range(count):
        r = np.uint64(first) + np.uint64(i)  # unsigned: an index that might be negative is no vector load
        dp, dz = p_km - axis_km[r], z_km - height_km[r]
        a0 = l0 + l1 * up_z[r] + l2 * up_p[r] - less[r]
        h = per_rad * half_width(a0, l3 * up_p[r], p2, axis_km[r] * p_km, dp * dp + dz * dz)
        out[i] = h if h < half_turn else half_turn


@inlined
def masks(first: int, last: int) -> tuple[int, int, np.uint64, np.uint64]:
    """Return the first and the last word that the bits first to last touch, and the bits of each."""
    return first >> 6, last >> 6, ONES << np.uint64(first & 63), ONES >> np.uint64(63 - (last & 63))


@kernel
def fill_wrapped(words: Words, at: int, left: float, right: float, turn: float, columns: int) -> None:
    """Set the bits of the columns from ``left`` to ``right``, where ``turn`` columns make the full circle."""
    for shift in range(-1, 2):
        first = max(int(np.ceil(left + shift * turn)), 0)
        last = min(int(np.floor(right + shift * turn)), columns - 1)
        if first > last:
            continue
        a, b, low, high = masks(first, last)
        if a == b:
            words[at + a] |= low & high
            continue
        words[at + a] |= low
        words[at + b] |= high
        for w in range(a + 1, b):
            words[at + w] = ONES


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
    south_rad: float,
    lat_step_rad: float,
    west_rad: float,
    lon_step_rad: float,
    p_km: Floats,
    column: Floats,
    sin_below: Floats,
    cos_below: Floats,
    low: Shorts,
    high: Shorts,
) -> None:
    """Fill what painting needs of Earth-fixed positions (T,): see the columns of samples, and the rows within reach.

    Several loops of few arrays: with more, LLVM gives up proving that they do not overlap and runs them one by one.
    """
    turn = 2.0 * math.pi / lon_step_rad
    turns_a_column = 1.0 / turn
    rows_a_rad, columns_a_rad = 1.0 / lat_step_rad, 1.0 / lon_step_rad
    for k in range(x.size):
        p = math.sqrt(x[k] * x[k] + y[k] * y[k])
        p_km[k] = p
        inverse = 1.0 / (p if p > 1e-9 else 1e-9)
        c = (direction_rad(x[k] * inverse, y[k] * inverse) - west_rad) * columns_a_rad
        c -= turn * np.floor(c * turns_a_column)
        column[k] = c if c < turn else 0.0
    # The geodetic normal below: Bowring, Survey Review 28 (1985), and one round more: within 1e-10 rad above 100 km.
    for k in range(x.size):
        p, h = p_km[k], z[k]
        r = math.sqrt(p * p + h * h)
        num, den = AXIS_RATIO * h * (r + SECOND_E2_B_KM), p * r
        scale = 1.0 / math.sqrt(num * num + den * den)
        sin_b, cos_b = num * scale, den * scale
        num = h + SECOND_E2_B_KM * sin_b * sin_b * sin_b
        den = p - E2_A_KM * cos_b * cos_b * cos_b
        scale = 1.0 / math.sqrt(num * num + den * den)
        sin_below[k] = num * scale
        cos_below[k] = den * scale
    for k in range(x.size):
        lat = direction_rad(cos_below[k], sin_below[k])
        bottom = np.ceil((lat - reach_rad - south_rad) * rows_a_rad)
        top = np.floor((lat + reach_rad - south_rad) * rows_a_rad)
        bottom = bottom if bottom > -1.0 else -1.0
        top = top if top > -1.0 else -1.0
        low[k] = np.int16(bottom if bottom < FAR_NORTH else FAR_NORTH)
        high[k] = np.int16(top if top < FAR_NORTH else FAR_NORTH)


@kernel
def sample(
    x: Floats,
    y: Floats,
    z: Floats,
    parts: int,
    nodes_a_step: int,
    weights: Floats,
    slopes: Floats,
    node: int,
    count: int,
    from_step: float,
    to_step: float,
    reach_rad: float,
    south_rad: float,
    lat_step_rad: float,
    west_rad: float,
    lon_step_rad: float,
    offset: int,
    stride: int,
    with_motion: bool,
    samples: Floats,
    motion: Floats,
    low: Shorts,
    high: Shorts,
) -> None:
    """Sample one track over a stretch of ``stride`` steps, ``parts`` to a step, from its table (nodes).

    Step k of the stretch lies at node ``node + k nodes_a_step`` of ``count``; samples count from ``from_step`` to
    ``to_step`` (in steps of the stretch) and where the table has their eight nodes, else their lowest row is NOWHERE.
    ``weights`` and ``slopes`` (parts, 8) interpolate position, and velocity per second.
    """
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
        z_km = samples[Z_KM, begin:end]
        interpolate(x, first, nodes_a_step, weights[part], x_km[:n])
        interpolate(y, first, nodes_a_step, weights[part], y_km[:n])
        interpolate(z, first, nodes_a_step, weights[part], z_km)
        if with_motion:
            motion[X_KM, begin:end] = x_km[:n]
            motion[Y_KM, begin:end] = y_km[:n]
            interpolate(x, first, nodes_a_step, slopes[part], motion[VX, begin:end])
            interpolate(y, first, nodes_a_step, slopes[part], motion[VY, begin:end])
            interpolate(z, first, nodes_a_step, slopes[part], motion[VZ, begin:end])
        place(
            x_km[:n], y_km[:n], z_km, reach_rad, south_rad, lat_step_rad, west_rad, lon_step_rad,
            samples[P_KM, begin:end], samples[COLUMN, begin:end],
            samples[SIN_BELOW, begin:end], samples[COS_BELOW, begin:end], low[begin:end], high[begin:end],
        )  # fmt: skip


@inlined
def steps_away(lowest: int, highest: int, first_row: int, last_row: int, steps_a_row: float) -> int:
    """Return how many of the next steps can be passed over: the satellite cannot have come to the block by then.

    A footprint between two rows of the block reaches none, its lowest row above its highest: no step is passed over.
    """
    if lowest == NOWHERE:
        return 0
    rows = max(lowest - last_row, first_row - highest)
    return int((rows - 1) * steps_a_row) if rows > 1 else 0


@kernel
def paint_discs(
    track: Floats,
    p_km: Floats,
    z_km: Floats,
    column: Floats,
    sin_below: Floats,
    cos_below: Floats,
    low: Shorts,
    high: Shorts,
    stride: int,
    step: int,
    steps: int,
    sin_lat: Floats,
    cos_lat: Floats,
    normal_km: Floats,
    axis_km: Floats,
    height_km: Floats,
    zero: Floats,
    first_row: int,
    last_row: int,
    per_rad: float,
    turn: float,
    columns: int,
    words: int,
    on_step: Words,
    between: Words,
    arc: Floats,
) -> None:
    """Paint one satellite's discs on the rows of a block over a tile of steps.

    ``on_step`` (steps + 1, rows, words) takes the samples at the steps themselves, which belong to the step before as
    well as to the one after; ``between`` (steps, rows, words) those inside a step. ``arc`` is scratch for half-widths
    and, from each further multiple of ROOM, first and last columns: one array, as LLVM gives up on comparing more.
    Nothing that takes an array is called in the inner loops: counting references to it costs more than the arithmetic.
    """
    offset, parts = int(track[OFFSET]), int(track[PARTS])
    kind, p2, extra_km = int(track[DISC]), track[DISC_P], track[DISC_KM]
    up_z, up_p, less = (sin_lat, cos_lat, normal_km) if kind == ABOVE else (height_km, axis_km, zero)
    block = last_row - first_row + 1
    half_turn = 0.5 * turn
    steps_a_row = track[STEPS_A_ROW]
    for part in range(parts):
        target = on_step if part == 0 else between
        count = steps + 1 if part == 0 else steps
        start = offset + part * stride + step
        k = -1
        while k + 1 < count:
            k += 1
            at = np.uint64(start) + np.uint64(k)
            lowest, highest = int(low[at]), int(high[at])
            bottom, top = max(lowest, first_row), min(highest, last_row)
            if bottom > top:  # as many steps away as the rows between allow
                k += steps_away(lowest, highest, first_row, last_row, steps_a_row)
                continue
            n = top - bottom + 1
            padded = (n + 3) & ~3  # whole vectors; what lies beyond is computed and not used
            p, z, middle = p_km[at], z_km[at], column[at]
            l0, l1, l2, l3 = levers(kind, extra_km, p, z, sin_below[at], cos_below[at])
            for i in range(padded):
                r = np.uint64(bottom) + np.uint64(i)  # unsigned: an index that might be negative is no vector load
                dp, dz = p - axis_km[r], z - height_km[r]
                a0 = l0 + l1 * up_z[r] + l2 * up_p[r] - less[r]
                h = per_rad * half_width(a0, l3 * up_p[r], p2, axis_km[r] * p, dp * dp + dz * dz)
                h = h if h < half_turn else half_turn
                arc[i] = h
                arc[i + ROOM] = np.ceil(middle - h)
                arc[i + 2 * ROOM] = np.floor(middle + h)
            row_at = (k * block + bottom - first_row) * words
            for i in range(n):
                first, last = int(arc[i + ROOM]), int(arc[i + 2 * ROOM])
                # First of all: an arc may hold no column until it has gone round.
                if middle - arc[i] < 0.0 or middle + arc[i] >= turn or last >= columns:
                    fill_wrapped(target, row_at + i * words, middle - arc[i], middle + arc[i], turn, columns)
                    continue
                if first > last:
                    continue
                begin = np.uint64(row_at + i * words)
                a, b, low_bits, high_bits = masks(first, last)
                both = low_bits & high_bits
                target[begin + np.uint64(a)] |= both if a == b else low_bits  # no branch: it would be guessed wrong
                target[begin + np.uint64(b)] |= both if a == b else high_bits
                for w in range(a + 1, b):
                    target[begin + np.uint64(w)] = ONES


@kernel
def paint_rings(
    track: Floats,
    p_km: Floats,
    z_km: Floats,
    column: Floats,
    sin_below: Floats,
    cos_below: Floats,
    low: Shorts,
    high: Shorts,
    stride: int,
    step: int,
    steps: int,
    sin_lat: Floats,
    cos_lat: Floats,
    normal_km: Floats,
    axis_km: Floats,
    height_km: Floats,
    zero: Floats,
    first_row: int,
    last_row: int,
    per_rad: float,
    turn: float,
    columns: int,
    words: int,
    on_step: Words,
    between: Words,
    outer: Floats,
    inner: Floats,
) -> None:
    """As paint_discs, for discs with a hole."""
    offset, parts = int(track[OFFSET]), int(track[PARTS])
    kind, p2, extra_km = int(track[DISC]), track[DISC_P], track[DISC_KM]
    hole, hole_p2, hole_km = int(track[HOLE]), track[HOLE_P], track[HOLE_KM]
    up_z, up_p, less = (sin_lat, cos_lat, normal_km) if kind == ABOVE else (height_km, axis_km, zero)
    hole_z, hole_p, hole_less = (sin_lat, cos_lat, normal_km) if hole == ABOVE else (height_km, axis_km, zero)
    block = last_row - first_row + 1
    half_turn = 0.5 * turn
    steps_a_row = track[STEPS_A_ROW]
    for part in range(parts):
        target = on_step if part == 0 else between
        count = steps + 1 if part == 0 else steps
        start = offset + part * stride + step
        k = -1
        while k + 1 < count:
            k += 1
            at = start + k
            lowest, highest = int(low[at]), int(high[at])
            bottom, top = max(lowest, first_row), min(highest, last_row)
            if bottom > top:
                k += steps_away(lowest, highest, first_row, last_row, steps_a_row)
                continue
            n = top - bottom + 1
            padded = (n + 3) & ~3
            p, z, middle = p_km[at], z_km[at], column[at]
            lever = levers(kind, extra_km, p, z, sin_below[at], cos_below[at])
            half_widths(
                up_z, up_p, less, axis_km, height_km, bottom, padded, lever, p2, p, z, per_rad, half_turn, outer
            )
            lever = levers(hole, hole_km, p, z, sin_below[at], cos_below[at])
            half_widths(
                hole_z, hole_p, hole_less, axis_km, height_km, bottom, padded, lever, hole_p2, p, z,
                per_rad, half_turn, inner,
            )  # fmt: skip
            row_at = (k * block + bottom - first_row) * words
            for i in range(n):
                h, g = outer[i], inner[i]
                if g < 0.0 and h >= 0.0:
                    fill_wrapped(target, row_at + i * words, middle - h, middle + h, turn, columns)
                elif 0.0 <= g < h:
                    fill_wrapped(target, row_at + i * words, middle - h, middle - g, turn, columns)
                    fill_wrapped(target, row_at + i * words, middle + g, middle + h, turn, columns)


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


@kernel
def seen_between(tests: Floats, n_tests: int, a: Floats, b: Floats, site: Floats) -> bool:
    """Say whether all limits can hold at one instant between two samples of a satellite's motion.

    Each margin is taken as its chord, raised by its own third column (km, or the margin's unit): as far as the margin
    can rise above the chord. ``a`` and ``b`` (11,): position, velocity, geodetic normal below, speed; ``site`` (7,):
    position, normal.
    """
    low, high = 0.0, 1.0
    ax, ay, az = a[0] - site[0], a[1] - site[1], a[2] - site[2]
    bx, by, bz = b[0] - site[0], b[1] - site[1], b[2] - site[2]
    range_a = math.sqrt(ax * ax + ay * ay + az * az)
    range_b = math.sqrt(bx * bx + by * by + bz * bz)
    for i in range(n_tests):
        kind, p, extra = int(tests[i, 0]), tests[i, 1], tests[i, 2]
        if kind <= BELOW:
            ga = site[3] * ax + site[4] * ay + site[5] * az - p * range_a
            gb = site[3] * bx + site[4] * by + site[5] * bz - p * range_b
        elif kind <= BEYOND:
            ga = a[6] * ax + a[7] * ay + a[8] * az - p * range_a
            gb = b[6] * bx + b[7] * by + b[8] * bz - p * range_b
        elif kind == SQUINT:
            along_a = a[3] * ax + a[4] * ay + a[5] * az
            along_b = b[3] * bx + b[4] * by + b[5] * bz
            room_a, room_b = p * a[9] * range_a + extra, p * b[9] * range_b + extra
            low, high = clipped(low, high, room_a - along_a, room_b - along_b)
            ga, gb = room_a + along_a - extra, room_b + along_b - extra
        else:
            ga = site[0] * (a[4] * a[2] - a[5] * a[1]) + site[1] * (a[5] * a[0] - a[3] * a[2])
            ga += site[2] * (a[3] * a[1] - a[4] * a[0])
            gb = site[0] * (b[4] * b[2] - b[5] * b[1]) + site[1] * (b[5] * b[0] - b[3] * b[2])
            gb += site[2] * (b[3] * b[1] - b[4] * b[0])
        if kind in (BELOW, BEYOND, LEFT):
            ga, gb = -ga, -gb
        low, high = clipped(low, high, ga + extra, gb + extra)
        if low > high:
            return False
    return True


@inlined
def load(samples: Floats, motion: Floats, at: int, out: Floats) -> None:
    """Gather one sample as ``seen_between`` takes it."""
    x, y, p = motion[X_KM, at], motion[Y_KM, at], samples[P_KM, at]
    vx, vy, vz = motion[VX, at], motion[VY, at], motion[VZ, at]
    level = samples[COS_BELOW, at] / (p if p > 0.0 else 1.0)
    out[0], out[1], out[2] = x, y, samples[Z_KM, at]
    out[3], out[4], out[5] = vx, vy, vz
    out[6], out[7], out[8] = level * x, level * y, samples[SIN_BELOW, at]
    out[9] = math.sqrt(vx * vx + vy * vy + vz * vz)


@kernel
def paint_points(
    track: Floats,
    tests: Floats,
    samples: Floats,
    motion: Floats,
    low: Shorts,
    high: Shorts,
    stride: int,
    step: int,
    steps: int,
    sin_lat: Floats,
    cos_lat: Floats,
    normal_km: Floats,
    axis_km: Floats,
    height_km: Floats,
    zero: Floats,
    cos_lon: Floats,
    sin_lon: Floats,
    first_row: int,
    last_row: int,
    per_rad: float,
    turn: float,
    columns: int,
    words: int,
    between: Words,
    outer: Floats,
    inner: Floats,
    arc: Words,
) -> None:
    """As paint_discs, for limits without a closed form: every point in the disc at either end of a part is tested."""
    offset, parts, n_tests = int(track[OFFSET]), int(track[PARTS]), int(track[TESTS])
    kind, p2, extra_km = int(track[DISC]), track[DISC_P], track[DISC_KM]
    up_z, up_p, less = (sin_lat, cos_lat, normal_km) if kind == ABOVE else (height_km, axis_km, zero)
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
                p, z = samples[P_KM, at], samples[Z_KM, at]
                lever = levers(kind, extra_km, p, z, samples[SIN_BELOW, at], samples[COS_BELOW, at])
                half_widths(
                    up_z, up_p, less, axis_km, height_km, bottom, padded, lever, p2, p, z,
                    per_rad, half_turn, outer if end == 0 else inner,
                )  # fmt: skip
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
                    middle = samples[COLUMN, from_at if end == 0 else to_at]
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


@kernel
def unite(
    on_step: Words,
    between: Words,
    lit: bool,
    light: Floats,
    sin_sun: float,
    step: int,
    steps: int,
    rows: Floats,
    first_row: int,
    last_row: int,
    per_rad: float,
    turn: float,
    columns: int,
    words: int,
    covered: Words,
    sunlit: Words,
) -> None:
    """Add what satellites with one limit on the Sun painted to what is covered, where the Sun allows it.

    ``light`` (3, steps + 1): the Sun's longitude in columns, sine and cosine of its declination, at every step. A point
    is lit in a step if it is at its start or at its end; ``sin_sun`` is lowered by what may happen between.
    """
    block = last_row - first_row + 1
    size = block * words
    half_turn = 0.5 * turn
    for k in range(steps):
        for i in range(block):
            at = k * size + i * words
            seen = NONE
            for w in range(words):
                between[at + w] |= on_step[at + w] | on_step[at + size + w]
                seen |= between[at + w]
            if seen == NONE:
                continue
            if lit:
                for w in range(words):
                    sunlit[w] = NONE
                for end in range(2):
                    c, s = light[2, step + k + end], light[1, step + k + end]
                    level = rows[COS_LAT, first_row + i] * c
                    q = (rows[SIN_LAT, first_row + i] * s + level - sin_sun) / max(level, 1e-12)
                    if q >= 0.0:
                        h = min(angle_of(q) * per_rad, half_turn) if q < 2.0 else half_turn
                        middle = light[0, step + k + end]
                        fill_wrapped(sunlit, 0, middle - h, middle + h, turn, columns)
                for w in range(words):
                    covered[at + w] |= between[at + w] & sunlit[w]
            else:
                for w in range(words):
                    covered[at + w] |= between[at + w]


@inlined
def bin_of(steps: int) -> int:
    """As bin_number, from its table."""
    bin_ = 0
    while steps >= 1024:
        steps >>= 6
        bin_ += 6 * BINS_AN_OCTAVE
    return bin_ + SMALL_BINS[steps]


@kernel
def tally(
    covered: Words,
    first_step: int,
    steps: int,
    first_row: int,
    last_row: int,
    columns: int,
    words: int,
    state: Words,
    counts: Counts,
    seen_first: Counts,
    squares: Sums,
    histogram: Counts,
    bins: int,
) -> None:
    """Count the gaps that end in a tile of steps, and note where gaps begin; only points that change are touched.

    ``state`` (rows, words) is the coverage of the step before, ``counts`` (rows * columns, COUNTS), ``seen_first`` and
    ``squares`` (rows * columns,) the first step covered and the sums of squared gaps, ``histogram`` (rows * bins *
    columns,), all of the whole grid.
    """
    block = last_row - first_row + 1
    with_histogram = histogram.size > 0
    for k in range(steps):
        now = first_step + k
        for i in range(block):
            r = first_row + i
            at, state_at = (k * block + i) * words, r * words
            for w in range(words):
                new, old = covered[at + w], state[state_at + w]
                changed = new ^ old
                if changed == NONE:
                    continue
                state[state_at + w] = new
                base = r * columns + (w << 6)
                ending = changed & old
                while ending != NONE:
                    single = ending & (~ending + ONE)
                    ending ^= single
                    counts[np.uint64(base + trailing_zeros(single)), LAST] = now
                starting = changed & new
                while starting != NONE:
                    single = starting & (~starting + ONE)
                    starting ^= single
                    bit = trailing_zeros(single)
                    c = np.uint64(base + bit)
                    since = counts[c, LAST]
                    if since < 0:
                        seen_first[c] = now
                        continue
                    gap = now - since
                    counts[c, GAPS] += np.int32(1)
                    counts[c, SUM] += np.int32(gap)
                    if gap > counts[c, LONGEST]:
                        counts[c, LONGEST] = gap
                    squares[c] += gap * gap
                    if with_histogram:
                        bin_at = (r * bins + bin_of(gap)) * columns + (w << 6) + bit
                        histogram[np.uint64(bin_at)] += np.int32(1)


@kernel
def map_block(
    first_row: int,
    last_row: int,
    tracks: Floats,
    tests: Floats,
    group_from: Ints,
    sin_sun: Floats,
    samples: Floats,
    motion: Floats,
    low: Shorts,
    high: Shorts,
    stride: int,
    first_step: int,
    steps: int,
    light: Floats,
    rows: Floats,
    lon: Floats,
    per_rad: float,
    turn: float,
    state: Words,
    counts: Counts,
    seen_first: Counts,
    squares: Sums,
    histogram: Counts,
    bins: int,
    history: Words,
) -> None:
    """Paint and count one block of rows over the steps of one stretch of samples.

    Tracks are sorted by the limit on the Sun: group g holds tracks group_from[g] to [g + 1], NaN in ``sin_sun`` for no
    limit. ``history`` (all steps, rows, words) takes every step's coverage, if it has any room.
    """
    columns = lon.shape[1]
    words = (columns + 63) >> 6
    block = last_row - first_row + 1
    size = block * words
    on_step, between = np.empty((TILE + 1) * size, np.uint64), np.empty(TILE * size, np.uint64)
    covered = np.empty(TILE * size, np.uint64)
    outer, inner = np.empty(3 * ROOM), np.empty(ROOM)
    arc = np.empty(words, np.uint64)
    all_rows = rows.shape[1] - PAD
    sin_lat, cos_lat, normal_km = rows[SIN_LAT], rows[COS_LAT], rows[NORMAL_KM]
    axis_km, height_km, zero = rows[AXIS_KM], rows[HEIGHT_KM], rows[ZERO]
    p_km, z_km, column = samples[P_KM], samples[Z_KM], samples[COLUMN]
    sin_below, cos_below = samples[SIN_BELOW], samples[COS_BELOW]
    for step in range(0, steps, TILE):  # a literal 0 would have all that is called compiled twice
        n = min(TILE, steps - step)
        for j in range(n * size):
            covered[j] = NONE
        for g in range(sin_sun.size):
            for j in range((n + 1) * size):
                on_step[j] = NONE
            for j in range(n * size):
                between[j] = NONE
            for i in range(group_from[g], group_from[g + 1]):
                if tracks[i, BY_POINT] > 0.0:
                    paint_points(
                        tracks[i], tests[i], samples, motion, low, high, stride, step, n,
                        sin_lat, cos_lat, normal_km, axis_km, height_km, zero, lon[0], lon[1],
                        first_row, last_row, per_rad, turn, columns, words, between, outer, inner, arc,
                    )  # fmt: skip
                elif tracks[i, HOLE] >= 0.0:
                    paint_rings(
                        tracks[i], p_km, z_km, column, sin_below, cos_below, low, high, stride, step, n,
                        sin_lat, cos_lat, normal_km, axis_km, height_km, zero,
                        first_row, last_row, per_rad, turn, columns, words, on_step, between, outer, inner,
                    )  # fmt: skip
                else:
                    paint_discs(
                        tracks[i], p_km, z_km, column, sin_below, cos_below, low, high, stride, step, n,
                        sin_lat, cos_lat, normal_km, axis_km, height_km, zero,
                        first_row, last_row, per_rad, turn, columns, words, on_step, between, outer,
                    )  # fmt: skip
            unite(
                on_step, between, not np.isnan(sin_sun[g]), light, sin_sun[g], step, n, rows,
                first_row, last_row, per_rad, turn, columns, words, covered, arc,
            )  # fmt: skip
        if history.size > 0:
            for k in range(n):
                for j in range(size):
                    history[((first_step + step + k) * all_rows + first_row) * words + j] = covered[k * size + j]
        tally(
            covered, first_step + step, n, first_row, last_row, columns, words,
            state, counts, seen_first, squares, histogram, bins,
        )  # fmt: skip
