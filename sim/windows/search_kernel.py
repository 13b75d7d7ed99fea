"""When does a limit hold between one satellite and one place: the search that loses nothing.

Everything works on margins: smooth functions of time, positive where the limit is met, whose second derivative has
a stated bound M. Between two instants h apart, with margins g and g':

* both negative and max(g, g') + M h^2 / 8 < 0, or both positive and min(g, g') > M h^2 / 8: no crossing inside;
* abs(g' - g) > M h^2: the slope is everywhere at least half its mean, so one crossing if the signs differ, else none;
* anything else: halve, down to a millisecond, where the margin in doubt is M h^2 / 8 < 0.1 mm.

Positions come from the shared table by ten-point Lagrange interpolation, velocity is its derivative: within a step
both are the polynomial of degree nine through the ten nodes around it. Roots that a bound shows to be alone in their
step are collected and solved several at a time. Kernels check nothing: callers have.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel, routine, trailing_zeros

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
Single = np.float32
Singles = NDArray[np.float32]
Polynomial = tuple[float, float, float, float, float, float, float, float, float, float]

# Kinds of margin. Each is a length in km, or a square or product of lengths and speeds scaled back to about that.
ABOVE = 0  # elevation at least p: n.d - sin(p) |d|
BELOW = 1  # elevation at most p
WITHIN = 2  # off-nadir at most p: u.d - cos(p) |d|, u the geodetic normal below the satellite
BEYOND = 3  # off-nadir at least p
SQUINT = 4  # squint at most p: sin^2(p) |v|^2 |d|^2 - (d.v)^2
RIGHT = 5  # target to the right of the track: R.(v x r)
LEFT = 6  # target to the left
NEARER = 7  # range at most p km
FARTHER = 8  # range at least p km
SHARPER = 9  # |d| / sin(elevation) at most p km: what the ground sample along the view grows with
FACING = 10  # satellite on the side w of a plane through the target, w east, north, up
NORTHWARD = 11  # moving north: the Earth-fixed velocity's z
SOUTHWARD = 12
INSIDE = 13  # target on the side w of a plane through the satellite, w down, right, forward

Weights = tuple[float, float, float]  # of a plane's normal, length 1; (0, 0, 0) for the kinds that have none
NO_PLANE = (0.0, 0.0, 0.0)

# Seen from the middle of its step, a polynomial through ten nodes falls into an even and an odd part, each fixed by
# five numbers: the sums and the differences of values at +-1/2, +-3/2, ... +-9/2. Row j: the coefficient of
# sigma^(2j) or sigma^(2j + 1) as a sum over those.
BEFORE, AFTER = 4, 5  # nodes of a step's polynomial before and after the one that begins it
_HALVES = np.arange(0.5, 5.0)
EVEN = tuple(map(tuple, (0.5 * np.linalg.inv(np.vander(_HALVES**2, increasing=True))).tolist()))
ODD = tuple(map(tuple, (0.5 * np.linalg.inv(np.vander(_HALVES**2, increasing=True) * _HALVES[:, None])).tolist()))

# Roots that wait to be solved together, one to a column: thirty nodes, the site, the bracket and its margins,
# the root, a bound on its error, when the step begins, and the earliest and latest time allowed.
WAITING = 64
PENDING = -1e300  # stands for a time that ``solve`` will write
SITE_ROW, BRACKET_ROW, ROOT_ROW, ERROR_ROW, NODE_ROW, CLIP_ROW, ROWS = 30, 36, 40, 41, 42, 43, 45

# Eight nodes in one word, all below or all above the horizon: see ``sort_nodes``.
ALL_BELOW = np.uint64(0)
ALL_ABOVE = np.uint64(0x0202020202020202)
SINGLE_ERROR = 1e-6  # of a position's length: more than three products and their sum lose in single precision

GROUP = 8  # places that share one reading of a satellite's nodes
BLOCK = 512  # nodes read at a time: their coordinates fit the first cache

SMALLEST_S = 1e-3
ROOT_TOLERANCE_S = 1e-7

# Columns of a track's bounds, see sim.orbits.ephemeris.Ephemeris.
R_MIN, R_MAX, SPEED, ACCEL, JERK, TURN_RATE, TURN_ACCEL = 0, 1, 2, 3, 4, 5, 6

MU_KM3_S2 = 398600.8  # WGS72, as SGP4
EARTH_RATE_RAD_S = 7.2921158553e-5

WGS84_A_KM = 6378.137
WGS84_E2 = 6.69437999014131705734e-3
AXIS_RATIO = 0.99664718933525254  # b / a
SECOND_E2_B_KM = 42.841311513313573  # e'^2 b, e'^2 = e^2 / (1 - e^2)
E2_A_KM = 42.697672707180056  # e^2 a


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


@inlined
def normal_below(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Return the geodetic normal at the sub-point of a position: Bowring (1985), two rounds, below 1e-12 rad.

    Numerators and denominators of the tangent are kept apart, so the poles need no special case.
    """
    p = math.sqrt(x * x + y * y)
    r = math.sqrt(p * p + z * z)
    num = AXIS_RATIO * z * (r + SECOND_E2_B_KM)
    den = p * r
    for _ in range(2):
        scale = 1.0 / math.sqrt(num * num + den * den)
        sin_b, cos_b = num * scale, den * scale
        top = z + SECOND_E2_B_KM * sin_b * sin_b * sin_b
        bottom = p - E2_A_KM * cos_b * cos_b * cos_b
        num, den = AXIS_RATIO * top, bottom
    scale = 1.0 / math.sqrt(top * top + bottom * bottom)
    sin_lat, cos_lat = top * scale, bottom * scale
    if p > 0.0:
        return cos_lat * x / p, cos_lat * y / p, sin_lat
    return 0.0, 0.0, sin_lat


@inlined
def is_of_place(kind: int) -> bool:
    """Tell whether a margin depends on where the satellite is alone, and not on where it is heading."""
    return kind <= BEYOND or (kind >= NEARER and kind <= FACING)


@inlined
def margin_of_place(
    kind: int, p: float, w: Weights, dx: float, dy: float, dz: float, range_km: float, site: Floats
) -> float:
    """Return the margin of a limit on where the satellite is; d runs from target to satellite, km."""
    if kind <= BELOW:  # ABOVE or BELOW
        g = site[3] * dx + site[4] * dy + site[5] * dz - p * range_km
        return g if kind == ABOVE else -g
    if kind <= BEYOND:
        ux, uy, uz = normal_below(dx + site[0], dy + site[1], dz + site[2])
        g = ux * dx + uy * dy + uz * dz - p * range_km
        return g if kind == WITHIN else -g
    if kind <= FARTHER:
        return p - range_km if kind == NEARER else range_km - p
    up = site[3] * dx + site[4] * dy + site[5] * dz
    if kind == SHARPER:
        return up - range_km * range_km / p
    cos_lat = math.sqrt(site[3] * site[3] + site[4] * site[4])  # at a pole some 6e-17, which still points somewhere
    east = (site[3] * dy - site[4] * dx) / cos_lat
    north = cos_lat * dz - site[5] * (site[3] * dx + site[4] * dy) / cos_lat
    return w[0] * east + w[1] * north + w[2] * up


@inlined
def margin_of_motion(
    kind: int,
    p: float,
    w: Weights,
    dx: float,
    dy: float,
    dz: float,
    vx: float,
    vy: float,
    vz: float,
    range_km: float,
    site: Floats,
) -> float:
    """Return the margin of a limit on where the satellite is heading; v Earth-fixed, km/s.

    For INSIDE: down is against the geodetic normal u, forward the velocity less its part along u, right their product.
    """
    if kind == SQUINT:
        along = dx * vx + dy * vy + dz * vz
        return p * (vx * vx + vy * vy + vz * vz) * range_km * range_km - along * along
    if kind in (NORTHWARD, SOUTHWARD):
        return vz if kind == NORTHWARD else -vz
    rx, ry, rz = dx + site[0], dy + site[1], dz + site[2]
    if kind == INSIDE:
        ux, uy, uz = normal_below(rx, ry, rz)
        rising = vx * ux + vy * uy + vz * uz
        fx, fy, fz = vx - rising * ux, vy - rising * uy, vz - rising * uz
        scale = 1.0 / math.sqrt(fx * fx + fy * fy + fz * fz)
        down = ux * dx + uy * dy + uz * dz
        forward = -(fx * dx + fy * dy + fz * dz) * scale
        right = -((fy * uz - fz * uy) * dx + (fz * ux - fx * uz) * dy + (fx * uy - fy * ux) * dz) * scale
        return w[0] * down + w[1] * right + w[2] * forward
    g = site[0] * (vy * rz - vz * ry) + site[1] * (vz * rx - vx * rz) + site[2] * (vx * ry - vy * rx)
    return g if kind == RIGHT else -g


@inlined
def margin_at(
    kind: int,
    p: float,
    w: Weights,
    cx: Polynomial,
    cy: Polynomial,
    cz: Polynomial,
    sigma: float,
    step_s: float,
    site: Floats,
) -> tuple[float, float]:
    """Return a margin and the range to the target, km, from the polynomials of a step.

    ``p`` is the limit's sine (ABOVE, BELOW), cosine (WITHIN, BEYOND), squared sine (SQUINT) or length (NEARER to
    SHARPER), ``w`` the normal of its plane (FACING, INSIDE); ``site`` holds the target's position, km, and its
    geodetic normal.
    """
    dx, dy, dz = value(cx, sigma) - site[0], value(cy, sigma) - site[1], value(cz, sigma) - site[2]
    range_km = math.sqrt(dx * dx + dy * dy + dz * dz)
    if is_of_place(kind):
        return margin_of_place(kind, p, w, dx, dy, dz, range_km, site), range_km
    vx, vy, vz = slope(cx, sigma) / step_s, slope(cy, sigma) / step_s, slope(cz, sigma) / step_s
    return margin_of_motion(kind, p, w, dx, dy, dz, vx, vy, vz, range_km, site), range_km


@inlined
def margin(
    kind: int, p: float, w: Weights, x: Floats, y: Floats, z: Floats, k: int, s: float, step_s: float, site: Floats
) -> tuple[float, float]:
    """Return what ``margin_at`` does, at fraction s of the step after flat node k; nodes need no interpolation."""
    if s == 0.0 and is_of_place(kind):
        dx, dy, dz = x[k] - site[0], y[k] - site[1], z[k] - site[2]
        range_km = math.sqrt(dx * dx + dy * dy + dz * dz)
        return margin_of_place(kind, p, w, dx, dy, dz, range_km, site), range_km
    return margin_at(kind, p, w, polynomial(x, k), polynomial(y, k), polynomial(z, k), s - 0.5, step_s, site)


@inlined
def least_ground_speed(b: Floats) -> float:
    """Return a lower bound, km/s, on the speed across the geodetic vertical in Earth-fixed axes; it may be negative.

    Across the radius a satellite moves at sqrt(mu p) / r, p = 2 r_min r_max / (r_min + r_max); J2 makes half a percent,
    the Earth turns below it, and the vertical leans from the radius by at most 0.0034.
    """
    across = 0.99 * math.sqrt(2.0 * MU_KM3_S2 * b[R_MIN] / (b[R_MAX] * (b[R_MIN] + b[R_MAX])))
    return across - EARTH_RATE_RAD_S * b[R_MAX] - 0.0034 * b[SPEED]


@inlined
def curvature(kind: int, p: float, w: Weights, near_km: float, far_km: float, b: Floats, radius_km: float) -> float:
    """Return a bound on the second derivative of a margin while the range stays between near and far.

    With V, A, J the bounds on speed, acceleration and jerk: the range is V-Lipschitz, abs(d') <= V, abs(d'') <= A,
    and the range itself has 0 - A <= d2|d|/dt2 <= V^2 / |d| + A. ``radius_km`` is the target's.
    """
    speed, accel, jerk = b[SPEED], b[ACCEL], b[JERK]
    near = max(near_km, b[R_MIN] - radius_km, 1.0)
    range_curve = speed * speed / near + accel
    if kind <= BELOW:  # ABOVE or BELOW
        return accel + p * range_curve
    if kind <= BEYOND:  # WITHIN or BEYOND
        return b[TURN_ACCEL] * far_km + 2.0 * b[TURN_RATE] * speed + accel + p * range_curve
    if kind == SQUINT:
        # s = |v|^2, q = |d|^2, m = d.v: (p s q - m^2)'' = p (s''q + 2 s'q' + s q'') - 2 (m'^2 + m m'')
        m1 = speed * speed + far_km * accel
        m2 = 3.0 * speed * accel + far_km * jerk
        s1, s2 = 2.0 * speed * accel, 2.0 * (accel * accel + speed * jerk)
        return p * (s2 * far_km * far_km + 2.0 * s1 * 2.0 * far_km * speed + speed * speed * 2.0 * m1) + 2.0 * (
            m1 * m1 + far_km * speed * m2
        )
    if kind <= LEFT:
        return radius_km * (jerk * b[R_MAX] + accel * speed)
    if kind <= FARTHER:
        return range_curve
    if kind == SHARPER:  # (|d|^2)'' = 2 (d'^2 + d.d'')
        return accel + 2.0 * (speed * speed + far_km * accel) / p
    if kind == FACING:
        return accel
    if kind <= SOUTHWARD:
        return jerk
    # INSIDE: g = -d.n, n a unit vector of the frame down, right, forward. With P the projection across u, P' is at most
    # u' and P'' at most 2 (u'' + u'^2), so v's part across u, no shorter than s, bends by at most ``bend``.
    ground = least_ground_speed(b)
    turn, turn2 = b[TURN_RATE], b[TURN_ACCEL]
    first = (accel + turn * speed) / ground  # of the unit vector forward
    bend = (jerk + 2.0 * turn * accel + 2.0 * (turn2 + turn * turn) * speed) / ground
    second = bend + 3.0 * first * first
    n1 = abs(w[0]) * turn + abs(w[1]) * (first + turn) + abs(w[2]) * first
    n2 = abs(w[0]) * turn2 + abs(w[1]) * (second + 2.0 * first * turn + turn2) + abs(w[2]) * second
    return accel + 2.0 * speed * n1 + far_km * n2


@inlined
def curvature_over(
    kind: int, p: float, w: Weights, h: float, range_a: float, range_b: float, b: Floats, radius_km: float
) -> float:
    """Return a bound on the second derivative of a margin over h seconds between ranges a and b at its ends."""
    middle, half = 0.5 * (range_a + range_b), 0.5 * b[SPEED] * h
    return curvature(kind, p, w, middle - half, middle + half, b, radius_km)


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
    x: Floats,
    y: Floats,
    z: Floats,
    k: int,
    node_s: float,
    site: Floats,
    s_a: float,
    g_a: float,
    s_b: float,
    g_b: float,
    earliest_s: float,
    latest_s: float,
) -> None:
    """Write a root's bracket and its step's nodes to column j of ``roots``, and where the answer goes to ``slots``.

    The answer is moved to ``earliest_s`` or ``latest_s`` if it lies before or after them.
    """
    for m in range(10):
        roots[m * WAITING + j] = x[k - 4 + m]
        roots[(10 + m) * WAITING + j] = y[k - 4 + m]
        roots[(20 + m) * WAITING + j] = z[k - 4 + m]
    for m in range(6):
        roots[(SITE_ROW + m) * WAITING + j] = site[m]
    roots[BRACKET_ROW * WAITING + j] = s_a
    roots[(BRACKET_ROW + 1) * WAITING + j] = g_a
    roots[(BRACKET_ROW + 2) * WAITING + j] = s_b
    roots[(BRACKET_ROW + 3) * WAITING + j] = g_b
    roots[NODE_ROW * WAITING + j] = node_s
    roots[CLIP_ROW * WAITING + j] = earliest_s
    roots[(CLIP_ROW + 1) * WAITING + j] = latest_s
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
    """Solve the roots that wait, ABOVE or its negative, and write their times.

    A plain loop over columns with three Newton steps, which LLVM runs several roots at a time; the few that need more
    are done again. An even slot 2 n is the start of window n, the odd one after it its end; there may be no room.
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
    x: Floats,
    y: Floats,
    z: Floats,
    k: int,
    step_s: float,
    bounds: Floats,
    site: Floats,
    site_radius_km: float,
    s_a: float,
    g_a: float,
    range_a: float,
    s_b: float,
    g_b: float,
    range_b: float,
    found: Floats,
    right: Floats,
) -> int:
    """Find every change of sign between fractions s_a and s_b of the step after flat node k, in order.

    Fractions go to ``found`` (64,); returned is how many. ``right`` (48, 3) is room for the right ends still to be
    visited: fraction, margin, range.
    """
    cx, cy, cz = polynomial(x, k), polynomial(y, k), polynomial(z, k)
    right[0, 0], right[0, 1], right[0, 2] = s_b, g_b, range_b
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


@inlined
def sort_nodes(
    x: Singles, y: Singles, z: Singles, nx: Single, ny: Single, nz: Single, low: Single, high: Single, sides: Bytes
) -> None:
    """Write 0 for every node with n.r surely below the horizon, 2 for surely above, 1 for too close to tell.

    A plain loop over arrays, which LLVM runs many nodes at a time; single precision, for which the caller leaves room.
    """
    for k in range(sides.size):
        height = nx * x[k] + ny * y[k] + nz * z[k]
        sides[k] = np.uint8(height > low) + np.uint8(height > high)


@inlined
def sort_group(
    x: Singles, y: Singles, z: Singles, sites: Floats, members: Ints, unsure_km: float, sides: Bytes
) -> None:
    """Fill row by row the ``sides`` (members, nodes) of one satellite's nodes at some places; see ``sort_nodes``."""
    for low in range(0, x.size, BLOCK):
        high = min(low + BLOCK, x.size)
        for m in range(members.size):
            site = sites[members[m]]
            level = site[3] * site[0] + site[4] * site[1] + site[5] * site[2]
            row = sides[m]
            sort_nodes(
                x[low:high], y[low:high], z[low:high],
                np.float32(site[3]), np.float32(site[4]), np.float32(site[5]),
                np.float32(level - unsure_km), np.float32(level + unsure_km), row[low:high],
            )  # fmt: skip


@inlined
def next_other(words: Words, k: int, same: np.uint64) -> int:
    """Return the first node from k on that ``sort_nodes`` did not put on the side of ``same``, or one past all."""
    w = k >> 3
    other = (words[w] ^ same) >> np.uint64(8 * (k & 7))
    if other != 0:
        return k + (trailing_zeros(other) >> 3)
    w += 1
    while w < words.size and words[w] == same:
        w += 1
    return 8 * w + (trailing_zeros(words[w] ^ same) >> 3) if w < words.size else 8 * w


@inlined
def height(x: Floats, y: Floats, z: Floats, k: int, site: Floats) -> float:
    """Return n.(r - R) at a node: positive above the horizon."""
    return site[3] * (x[k] - site[0]) + site[4] * (y[k] - site[1]) + site[5] * (z[k] - site[2])


@routine
def height_between(x: Floats, y: Floats, z: Floats, k: int, s: float, site: Floats) -> float:
    """Return n.(r - R) at fraction s of the step after a node."""
    dx = value(polynomial(x, k), s - 0.5) - site[0]
    dy = value(polynomial(y, k), s - 0.5) - site[1]
    dz = value(polynomial(z, k), s - 0.5) - site[2]
    return site[3] * dx + site[4] * dy + site[5] * dz


@inlined
def write(out_start_s: Floats, out_end_s: Floats, n: int, start_s: float, end_s: float) -> None:
    """Write a window's times, but not those that ``solve`` writes, perhaps already has."""
    if start_s != PENDING:
        out_start_s[n] = start_s
    if end_s != PENDING:
        out_end_s[n] = end_s


@kernel
def find_passes(
    x_single: Singles,
    y_single: Singles,
    z_single: Singles,
    x: Floats,
    y: Floats,
    z: Floats,
    grid_s: float,
    step_s: float,
    first: Ints,
    count: Ints,
    offset: Ints,
    from_s: Floats,
    to_s: Floats,
    bounds: Floats,
    sites: Floats,
    pair_track: Ints,
    pair_site: Ints,
    out_pair: Ints,
    out_start_s: Floats,
    out_end_s: Floats,
) -> int:
    """Find all passes (elevation above 0) of the given pairs inside [from_s, to_s] of each track.

    Above the geodetic horizon means n.r > n.R, linear in the position: a step between two nodes is skipped when both
    lie lower than the chord can sag, A h^2 / 8. Pairs of one track that follow each other read its nodes together.
    Returns the number found, which may exceed the room in the outputs: then the caller makes room and asks again.
    """
    above = int(np.int64(ABOVE))
    n = 0
    room = out_pair.size
    found = np.empty(64)
    right = np.empty((48, 3))
    roots, slots = np.empty(ROWS * WAITING), np.empty(WAITING, np.int64)
    waiting = int(np.int64(0))  # not a literal, for which numba would compile ``solve`` once more
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
            x_single[o : o + c], y_single[o : o + c], z_single[o : o + c], sites, pair_site[begun : begun + group],
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
                # Nodes that lie surely on the side of the last one are passed over.
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
                                    roots, slots, waiting, 2 * n + end, x, y, z, o + node, zero_s + node * step_s, site,
                                    0.0, g_a if end == 0 else g_set, 1.0, g_rise if end == 0 else g_b, t_low, t_high,
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
                            roots, slots, waiting, slot, x, y, z, o + node, node_s, site, s_a, g_a, s_b, g_b,
                            t_low, t_high,
                        )  # fmt: skip
                        waiting += 1
                        found[0] = PENDING
                        crossed = 1
                else:  # without ranges: they do not enter the curvature of this margin (p = 0)
                    crossed = crossings(
                        above, 0.0, NO_PLANE, x, y, z, o + node, step_s, b, site, 0.0,
                        s_a, g_a, 1.0, s_b, g_b, 1.0, found, right,
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


@kernel
def trim(
    kind: int,
    p: float,
    w: Weights,
    x: Floats,
    y: Floats,
    z: Floats,
    grid_s: float,
    step_s: float,
    first: Ints,
    count: Ints,
    offset: Ints,
    bounds: Floats,
    sites: Floats,
    in_track: Ints,
    in_site: Ints,
    in_start_s: Floats,
    in_end_s: Floats,
    out_from: Ints,
    out_start_s: Floats,
    out_end_s: Floats,
) -> int:
    """Keep of each window the parts in which one more limit holds; ``out_from`` says which window a part came from.

    Returns the number of parts, which may exceed the room in the outputs.
    """
    n = 0
    room = out_from.size
    found = np.empty(64)
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
            # A cheap bound first: no range above the horizon exceeds the distance from the centre.
            most_km = 0.125 * step_s * step_s * curvature(kind, p, w, 0.0, b[R_MAX], b, site_radius_km)
        t_low, t_high = in_start_s[row], in_end_s[row]
        k = int(math.floor((t_low - zero_s) / step_s))
        k_last = int(math.floor((t_high - zero_s) / step_s)) + 1
        if (
            kind == ABOVE
            and k >= BEFORE
            and k_last < c - AFTER
            and height(x, y, z, o + k, site) < 0.0
            and height(x, y, z, o + k_last, site) < 0.0
        ):
            # Around a pass this margin is below zero: whole steps serve, and nothing needs interpolation but roots.
            # What else they hold, a second pass within one step, is cut off with the window's own ends.
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
            elif alone and kind <= BELOW:
                if waiting == WAITING:
                    solve(p, roots, slots, waiting, step_s, out_start_s, out_end_s)
                    waiting = int(np.int64(0))
                sign = 1.0 if kind == ABOVE else -1.0
                slot = 2 * n + 1 if is_open else 2 * n
                await_root(
                    roots, slots, waiting, slot, x, y, z, o + node, node_s, site, s_a, sign * g_a, s_b, sign * g_b,
                    in_start_s[row], in_end_s[row],
                )  # fmt: skip
                waiting += 1
                found[0] = PENDING
                crossed = 1
            else:
                crossed = crossings(
                    kind, p, w, x, y, z, o + node, step_s, b, site, site_radius_km,
                    s_a, g_a, range_a, s_b, g_b, range_b, found, right,
                )  # fmt: skip
            for q in range(crossed):
                at_s = PENDING
                if found[q] != PENDING:
                    at_s = min(max(node_s + found[q] * step_s, in_start_s[row]), in_end_s[row])
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
    for q in range(n):  # nothing is left of parts outside of their window
        if out_end_s[q] > out_start_s[q]:
            out_from[kept], out_start_s[kept], out_end_s[kept] = out_from[q], out_start_s[q], out_end_s[q]
            kept += 1
    return kept


@routine
def geometry(
    x: Floats, y: Floats, z: Floats, k: int, s: float, step_s: float, site: Floats
) -> tuple[float, float, float, float, float]:
    """Return sine of elevation, cosine of off-nadir, sine of squint, side (positive right) and range in km."""
    cx, cy, cz = polynomial(x, k), polynomial(y, k), polynomial(z, k)
    rx, ry, rz = value(cx, s - 0.5), value(cy, s - 0.5), value(cz, s - 0.5)
    vx, vy, vz = slope(cx, s - 0.5) / step_s, slope(cy, s - 0.5) / step_s, slope(cz, s - 0.5) / step_s
    dx, dy, dz = rx - site[0], ry - site[1], rz - site[2]
    range_km = math.sqrt(dx * dx + dy * dy + dz * dz)
    ux, uy, uz = normal_below(rx, ry, rz)
    sin_elevation = (site[3] * dx + site[4] * dy + site[5] * dz) / range_km
    cos_off_nadir = (ux * dx + uy * dy + uz * dz) / range_km
    speed = math.sqrt(vx * vx + vy * vy + vz * vz)
    sin_squint = abs(dx * vx + dy * vy + dz * vz) / (range_km * max(speed, 1e-12))
    side = site[0] * (vy * rz - vz * ry) + site[1] * (vz * rx - vx * rz) + site[2] * (vx * ry - vy * rx)
    return sin_elevation, cos_off_nadir, sin_squint, side, range_km


@kernel
def describe(
    x: Floats,
    y: Floats,
    z: Floats,
    grid_s: float,
    step_s: float,
    first: Ints,
    count: Ints,
    offset: Ints,
    sites: Floats,
    in_track: Ints,
    in_site: Ints,
    in_start_s: Floats,
    in_end_s: Floats,
    out_sin_elevation: Floats,
    out_cos_off_nadir: Floats,
    out_side: Floats,
) -> None:
    """Fill each window's largest elevation (sine), smallest off-nadir angle (cosine), and its side at the middle.

    Both extremes are looked for at quarter steps and refined by golden section to 1e-3 s around the best sample.
    """
    golden = 0.6180339887498949
    for w in range(in_track.size):
        i = in_track[w]
        site = sites[in_site[w]]
        zero_s = grid_s + first[i] * step_s
        o, c = offset[i], count[i]
        t_low, t_high = in_start_s[w], in_end_s[w]
        k, s = locate(0.5 * (t_low + t_high), zero_s, step_s, c)
        out_side[w] = geometry(x, y, z, o + k, s, step_s, site)[3]
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
