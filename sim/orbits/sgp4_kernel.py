"""SGP4 for near-Earth orbits as numba loops over times, straight into Earth-fixed axes.

Equations and names follow Vallado, Crawford, Hujsak and Kelso, "Revisiting Spacetrack Report #3", AIAA 2006-6753
(WGS72 constants, improved mode). Four changes leave the mathematics as it is and let processor and compiler work on
several times at once: sine and cosine are polynomials (fdlibm's, after a three-part Cody-Waite reduction), the
short-period corrections, all below 1e-3 rad, turn sines and cosines by a short Taylor series instead of passing
through an arctangent, Kepler's equation takes the same number of Newton steps at all times of a block, and the work is
cut into short loops.
Against python-sgp4 over 30 days: 1e-5 m. Deep space (period of 225 min and more) is not served here.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..compile import inlined, kernel
from ..constants import WGS72_A_KM, WGS72_J2, WGS72_J3, WGS72_J4, WGS72_MU_KM3_S2

XKE = 60.0 / math.sqrt(WGS72_A_KM**3 / WGS72_MU_KM3_S2)
J3_OVER_J2 = WGS72_J3 / WGS72_J2
RE_KM = WGS72_A_KM
J2 = WGS72_J2

BLOCK = 128  # times that pass through the loops of ``fill`` together: their ten rows fit the first cache
# Below this eccentricity two Newton steps with Taylor turns solve Kepler's equation to 1e-13 rad.
NEARLY_CIRCULAR = 0.015
N_CONSTANTS = 34
# Some columns: the constant C1, 1/min; Brouwer's mean motion, rad/min; the semi-major axis at epoch, Earth radii;
# the eccentricity, its rate of change by drag, 1/min, and the amplitude of its ripple; the inclination, rad. The
# semi-major axis shrinks by the square of 1 - c1 t - d2 t^2 - d3 t^3 - d4 t^4.
DRAG, MEAN_MOTION, SEMI_MAJOR = 7, 22, 24
ECCENTRICITY, ECCENTRICITY_DRAG, ECCENTRICITY_RIPPLE, INCLINATION = 23, 8, 17, 32
SHRINKS = (7, 14, 15, 16)

# 2 pi in three parts, four times fdlibm's parts of pi / 2: their products with small integers are exact.
_ONE_OVER_TWO_PI = 0.63661977236758134308 / 4.0
_TWO_PI_1 = 4.0 * 1.57079632673412561417e00
_TWO_PI_2 = 4.0 * 6.07710050630396597660e-11
_TWO_PI_3 = 4.0 * 2.02226624879595063154e-21


def constants(
    no_kozai: NDArray[np.float64],
    ecco: NDArray[np.float64],
    inclo: NDArray[np.float64],
    nodeo: NDArray[np.float64],
    argpo: NDArray[np.float64],
    mo: NDArray[np.float64],
    bstar: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Initialise near-Earth sets: (N,) arrays in rad, rad/min, 1/Earth radii -> (N, N_CONSTANTS).

    AIAA 2006-6753, routines ``initl`` and ``sgp4init``. Sets whose perigee lies below 220 km get zeros for the
    higher drag terms, which is the report's simplified mode.
    """
    eccsq = ecco**2
    omeosq = 1.0 - eccsq
    rteosq = np.sqrt(omeosq)
    cosio, sinio = np.cos(inclo), np.sin(inclo)
    cosio2 = cosio**2
    ak = (XKE / no_kozai) ** (2.0 / 3.0)
    d1 = 0.75 * J2 * (3.0 * cosio2 - 1.0) / (rteosq * omeosq)
    delta = d1 / ak**2
    adel = ak * (1.0 - delta**2 - delta * (1.0 / 3.0 + 134.0 * delta**2 / 81.0))
    no = no_kozai / (1.0 + d1 / adel**2)
    ao = (XKE / no) ** (2.0 / 3.0)
    po = ao * omeosq
    con42 = 1.0 - 5.0 * cosio2
    con41 = -con42 - 2.0 * cosio2
    posq = po**2
    rp = ao * (1.0 - ecco)

    perige = (rp - 1.0) * RE_KM
    sfour_km = np.where(perige < 156.0, np.where(perige < 98.0, 20.0, perige - 78.0), 78.0)
    qzms24 = ((120.0 - sfour_km) / RE_KM) ** 4
    sfour = sfour_km / RE_KM + 1.0
    pinvsq = 1.0 / posq
    tsi = 1.0 / (ao - sfour)
    eta = ao * ecco * tsi
    etasq = eta**2
    eeta = ecco * eta
    psisq = np.abs(1.0 - etasq)
    coef = qzms24 * tsi**4
    coef1 = coef / psisq**3.5
    cc2 = (
        coef1
        * no
        * (
            ao * (1.0 + 1.5 * etasq + eeta * (4.0 + etasq))
            + 0.375 * J2 * tsi / psisq * con41 * (8.0 + 3.0 * etasq * (8.0 + etasq))
        )
    )
    cc1 = bstar * cc2
    eccentric = ecco > 1.0e-4
    safe_ecco = np.where(eccentric, ecco, 1.0)
    cc3 = np.where(eccentric, -2.0 * coef * tsi * J3_OVER_J2 * no * sinio / safe_ecco, 0.0)
    x1mth2 = 1.0 - cosio2
    cc4 = (
        2.0
        * no
        * coef1
        * ao
        * omeosq
        * (
            eta * (2.0 + 0.5 * etasq)
            + ecco * (0.5 + 2.0 * etasq)
            - J2
            * tsi
            / (ao * psisq)
            * (
                -3.0 * con41 * (1.0 - 2.0 * eeta + etasq * (1.5 - 0.5 * eeta))
                + 0.75 * x1mth2 * (2.0 * etasq - eeta * (1.0 + etasq)) * np.cos(2.0 * argpo)
            )
        )
    )
    cc5 = 2.0 * coef1 * ao * omeosq * (1.0 + 2.75 * (etasq + eeta) + eeta * etasq)
    cosio4 = cosio2**2
    temp1 = 1.5 * J2 * pinvsq * no
    temp2 = 0.5 * temp1 * J2 * pinvsq
    temp3 = -0.46875 * WGS72_J4 * pinvsq**2 * no
    mdot = no + 0.5 * temp1 * rteosq * con41 + 0.0625 * temp2 * rteosq * (13.0 - 78.0 * cosio2 + 137.0 * cosio4)
    argpdot = (
        -0.5 * temp1 * con42
        + 0.0625 * temp2 * (7.0 - 114.0 * cosio2 + 395.0 * cosio4)
        + temp3 * (3.0 - 36.0 * cosio2 + 49.0 * cosio4)
    )
    xhdot1 = -temp1 * cosio
    nodedot = xhdot1 + (0.5 * temp2 * (4.0 - 19.0 * cosio2) + 2.0 * temp3 * (3.0 - 7.0 * cosio2)) * cosio
    omgcof = bstar * cc3 * np.cos(argpo)
    xmcof = np.where(eccentric, -(2.0 / 3.0) * coef * bstar / np.where(eccentric, eeta, 1.0), 0.0)
    nodecf = 3.5 * omeosq * xhdot1 * cc1
    t2cof = 1.5 * cc1
    one_plus_cos = np.where(np.abs(cosio + 1.0) > 1.5e-12, 1.0 + cosio, 1.5e-12)
    xlcof = -0.25 * J3_OVER_J2 * sinio * (3.0 + 5.0 * cosio) / one_plus_cos
    aycof = -0.5 * J3_OVER_J2 * sinio
    delmo = (1.0 + eta * np.cos(mo)) ** 3
    x7thm1 = 7.0 * cosio2 - 1.0

    full = np.where(rp < 220.0 / RE_KM + 1.0, 0.0, 1.0)
    cc1sq = cc1**2
    d2 = 4.0 * ao * tsi * cc1sq
    temp = d2 * tsi * cc1 / 3.0
    d3 = (17.0 * ao + sfour) * temp
    d4 = 0.5 * temp * ao * tsi * (221.0 * ao + 31.0 * sfour) * cc1
    t3cof = d2 + 2.0 * cc1sq
    t4cof = 0.25 * (3.0 * d3 + cc1 * (12.0 * d2 + 10.0 * cc1sq))
    t5cof = 0.2 * (3.0 * d4 + 12.0 * cc1 * d3 + 6.0 * d2**2 + 15.0 * cc1sq * (2.0 * d2 + cc1sq))
    return np.ascontiguousarray(
        np.stack(
            [
                mo,
                mdot,
                argpo,
                argpdot,
                nodeo,
                nodedot,
                nodecf,
                cc1,
                bstar * cc4,
                t2cof,
                full * omgcof,
                eta,
                full * xmcof,
                delmo,
                full * d2,
                full * d3,
                full * d4,
                full * bstar * cc5,
                np.sin(mo),
                full * t3cof,
                full * t4cof,
                full * t5cof,
                no,
                ecco,
                ao,
                sinio,
                cosio,
                aycof,
                xlcof,
                con41,
                x1mth2,
                x7thm1,
                inclo,
                rp,
            ],
            axis=-1,
        )
    )


def stays_nearly_circular(
    c: NDArray[np.float64], t_first_min: NDArray[np.float64] | float, t_last_min: NDArray[np.float64] | float
) -> NDArray[np.bool_]:
    """Return for sets (..., N_CONSTANTS) whether their eccentricity stays below NEARLY_CIRCULAR between two times.

    Such sets can use fill_circular. Drag changes eccentricity linearly in time, plus a term in the sine of the mean
    anomaly. Drag of the wrong sign makes it grow.
    """
    first, last = (np.abs(c[..., 23] - c[..., 8] * t) for t in (t_first_min, t_last_min))
    return np.asarray(np.maximum(first, last) + 2.0 * np.abs(c[..., 17]) < NEARLY_CIRCULAR)


@inlined
def sincos(angle_rad: float) -> tuple[float, float]:
    """Return sine and cosine to 1e-15 for angles up to 1e5 rad; no branch.

    A quarter of the angle, reduced to +-pi, goes through fdlibm's polynomials for +-pi/4; doubling it twice costs less
    than choosing and signing by quadrant.
    """
    turns = np.floor(angle_rad * _ONE_OVER_TWO_PI + 0.5)
    q = 0.25 * (((angle_rad - turns * _TWO_PI_1) - turns * _TWO_PI_2) - turns * _TWO_PI_3)
    z = q * q
    s = q + q * z * (
        -1.66666666666666324348e-01
        + z
        * (
            8.33333333332248946124e-03
            + z
            * (
                -1.98412698298579493134e-04
                + z * (2.75573137070700676789e-06 + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10))
            )
        )
    )
    c = (
        1.0
        - 0.5 * z
        + z
        * z
        * (
            4.16666666666666019037e-02
            + z
            * (
                -1.38888888888741095749e-03
                + z
                * (
                    2.48015872894767294178e-05
                    + z
                    * (-2.75573143513906633035e-07 + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11))
                )
            )
        )
    )
    s2 = 2.0 * s * c
    c2 = 1.0 - 2.0 * s * s
    return 2.0 * s2 * c2, 1.0 - 2.0 * s2 * s2


@inlined
def turn(sin_a: float, cos_a: float, d: float) -> tuple[float, float]:
    """Return sine and cosine of a + d for small d: Taylor to d^7, 1e-17 of a turn at 0.02 rad."""
    z = d * d
    sd = d * (1.0 - z * (1.0 / 6.0 - z * (1.0 / 120.0 - z * (1.0 / 5040.0))))
    cd = 1.0 - z * (0.5 - z * (1.0 / 24.0 - z * (1.0 / 720.0)))
    return sin_a * cd + cos_a * sd, cos_a * cd - sin_a * sd


@inlined
def nudge(sin_a: float, cos_a: float, d: float) -> tuple[float, float]:
    """As ``turn``, for d below 2e-3 rad: Taylor to d^4, 1e-16 of a turn there. What J2 moves is below 1e-3 rad."""
    z = d * d
    sd = d * (1.0 - z * (1.0 / 6.0))
    cd = 1.0 - z * (0.5 - z * (1.0 / 24.0))
    return sin_a * cd + cos_a * sd, cos_a * cd - sin_a * sd


@inlined
def reciprocal(x: float) -> float:
    """Return 1 / (1 - x) for abs(x) below 0.017 to 1e-14, without dividing."""
    x2 = x * x
    return (1.0 + x) * (1.0 + x2) * (1.0 + x2 * x2)


@inlined
def unpack(c: NDArray[np.float64]) -> tuple[float, ...]:
    """Return the constants as scalars; with loads inside the loop LLVM would not vectorise it."""
    return (
        c[0],
        c[1],
        c[2],
        c[3],
        c[4],
        c[5],
        c[6],
        c[7],
        c[8],
        c[9],
        c[10],
        c[11],
        c[12],
        c[13],
        c[14],
        c[15],
        c[16],
        c[17],
        c[18],
        c[19],
        c[20],
        c[21],
        c[22],
        c[23],
        c[24],
        c[25],
        c[26],
        c[27],
        c[28],
        c[29],
        c[30],
        c[31],
        c[32],
        c[33],
    )


@inlined
def kepler_circular(sin_u: float, cos_u: float, axnl: float, aynl: float) -> tuple[float, float]:
    """Return sine and cosine of the eccentric longitude for e below NEARLY_CIRCULAR.

    Newton's error is about e / 2 times the square of the one before: 0.015, 2e-6, 3e-14 rad.
    """
    d1 = (axnl * sin_u - aynl * cos_u) * reciprocal(axnl * cos_u + aynl * sin_u)
    sin_e, cos_e = turn(sin_u, cos_u, d1)
    d2 = (axnl * sin_e - aynl * cos_e - d1) * reciprocal(axnl * cos_e + aynl * sin_e)
    return nudge(sin_e, cos_e, d2)


@inlined
def kepler(
    u: float, e_less_u: float, sin_e: float, cos_e: float, axnl: float, aynl: float, steps: int
) -> tuple[float, float, float, float]:
    """Take Newton steps towards the eccentric longitude, none longer than 0.95 rad.

    Returns its difference from u, its sine and cosine, and the last step.
    """
    step = 0.0
    for _ in range(steps):
        step = (axnl * sin_e - aynl * cos_e - e_less_u) / (1.0 - cos_e * axnl - sin_e * aynl)
        step = 0.95 if step > 0.95 else (-0.95 if step < -0.95 else step)
        e_less_u += step
        sin_e, cos_e = sincos(u + e_less_u)
    return e_less_u, sin_e, cos_e, step


@kernel
def fill(
    packed: NDArray[np.float64],
    t_first_min: float,
    step_min: float,
    theta_rad: NDArray[np.float64],
    x_km: NDArray[np.float64],
    y_km: NDArray[np.float64],
    z_km: NDArray[np.float64],
    circular: bool,
) -> None:
    """Fill Earth-fixed positions of one set at t_first + k step minutes from its epoch; NaN where SGP4 gives up.

    Blocks of times go through one short loop after another: a single loop would be one chain of dependent operations,
    too long for a processor to overlap with the next. Rows of ``w`` hold what passes from loop to loop. ``theta_rad``
    (T,) is GMST: it is taken off the node before its sine, so the turn from TEME costs nothing. ``circular`` is
    a literal: numba compiles each way by itself.
    """
    c = unpack(packed)
    w = np.empty(10 * BLOCK)
    for first in range(0, theta_rad.size, BLOCK):
        count = min(BLOCK, theta_rad.size - first)
        t_block = t_first_min + first * step_min
        for k in range(count):  # the drag terms that follow the mean anomaly
            t = t_block + k * step_min
            _, cos_xmdf = sincos(c[0] + c[1] * t)
            delmtemp = 1.0 + c[11] * cos_xmdf
            w[k] = c[10] * t + c[12] * (delmtemp * delmtemp * delmtemp - c[13])
        for k in range(count):  # secular motion
            t = t_block + k * step_min
            drift = w[k]
            mm = c[0] + c[1] * t + drift
            argpm = c[2] + c[3] * t - drift
            sin_mm, _ = sincos(mm)
            t2 = t * t
            t3 = t2 * t
            t4 = t3 * t
            templ = c[9] * t2 + c[19] * t3 + t4 * (c[20] + t * c[21])
            w[k] = argpm
            w[BLOCK + k] = c[23] - (c[8] * t + c[17] * (sin_mm - c[18]))
            w[2 * BLOCK + k] = mm + c[22] * templ + argpm
            w[3 * BLOCK + k] = 1.0 - c[7] * t - c[14] * t2 - c[15] * t3 - c[16] * t4
        for k in range(count):  # long-period terms
            em_raw, tempa = w[BLOCK + k], w[3 * BLOCK + k]
            em = em_raw if em_raw > 1.0e-6 else 1.0e-6
            sin_argp, cos_argp = sincos(w[k])
            axnl = em * cos_argp
            inv_am = 1.0 / (c[24] * tempa * tempa)
            if circular:  # e^2 < 3e-4: a short series is exact to rounding, and cheaper than dividing
                em2 = em * em
                inv_p = inv_am * (1.0 + em2) * (1.0 + em2 * em2)
            else:
                inv_p = inv_am / (1.0 - em * em)
            w[4 * BLOCK + k] = axnl
            w[5 * BLOCK + k] = em * sin_argp + inv_p * c[27]
            w[6 * BLOCK + k] = w[2 * BLOCK + k] + inv_p * c[28] * axnl
            w[7 * BLOCK + k] = inv_am
        for k in range(count):
            w[8 * BLOCK + k], w[9 * BLOCK + k] = sincos(w[6 * BLOCK + k])
        if circular:  # Kepler's equation
            for k in range(count):
                w[8 * BLOCK + k], w[9 * BLOCK + k] = kepler_circular(
                    w[8 * BLOCK + k], w[9 * BLOCK + k], w[4 * BLOCK + k], w[5 * BLOCK + k]
                )
        else:  # eight Newton steps at most; what is left after a step below 1e-7 rad is its square
            on_the_way = 0
            for k in range(count):
                w[k], w[8 * BLOCK + k], w[9 * BLOCK + k], step = kepler(
                    w[6 * BLOCK + k], 0.0, w[8 * BLOCK + k], w[9 * BLOCK + k], w[4 * BLOCK + k], w[5 * BLOCK + k], 3
                )
                on_the_way += abs(step) > 1.0e-7
            more = 0
            while on_the_way > 0 and more < 5:
                on_the_way = 0
                more += 1
                for k in range(count):
                    w[k], w[8 * BLOCK + k], w[9 * BLOCK + k], step = kepler(
                        w[6 * BLOCK + k], w[k], w[8 * BLOCK + k], w[9 * BLOCK + k],
                        w[4 * BLOCK + k], w[5 * BLOCK + k], 1,
                    )  # fmt: skip
                    on_the_way += abs(step) > 1.0e-7
        for k in range(count):  # short-period terms
            t = t_block + k * step_min
            em_raw, tempa, inv_am = w[BLOCK + k], w[3 * BLOCK + k], w[7 * BLOCK + k]
            axnl, aynl, sin_e, cos_e = w[4 * BLOCK + k], w[5 * BLOCK + k], w[8 * BLOCK + k], w[9 * BLOCK + k]
            am = c[24] * tempa * tempa
            el2 = axnl * axnl + aynl * aynl
            ecose = axnl * cos_e + aynl * sin_e
            esine = axnl * sin_e - aynl * cos_e
            pl = am * (1.0 - el2)
            rl = am * (1.0 - ecose)
            if circular:
                betal = 1.0 - el2 * (0.5 + el2 * (0.125 + el2 * 0.0625))
                temp = esine * (0.5 + el2 * (0.125 + el2 * 0.0625))
                a_over_r = reciprocal(ecose)
                inv_pl = inv_am * (1.0 + el2) * (1.0 + el2 * el2)
            else:
                betal = math.sqrt(1.0 - el2)
                temp = esine / (1.0 + betal)
                a_over_r = am / rl
                inv_pl = 1.0 / pl
            sinu = a_over_r * (sin_e - aynl - axnl * temp)
            cosu = a_over_r * (cos_e - axnl + aynl * temp)
            sin2u = 2.0 * cosu * sinu
            cos2u = 1.0 - 2.0 * sinu * sinu
            temp1 = 0.5 * J2 * inv_pl
            temp2 = temp1 * inv_pl
            mrt = rl * (1.0 - 1.5 * temp2 * betal * c[29]) + 0.5 * temp1 * c[30] * cos2u
            sin_su, cos_su = nudge(sinu, cosu, -0.25 * temp2 * c[31] * sin2u)
            sin_inc, cos_inc = nudge(c[25], c[26], 1.5 * temp2 * c[26] * c[25] * cos2u)
            # SGP4 refuses eccentricity outside [-0.001, 1), a negative semi-latus rectum, and a radius inside the
            # Earth. Some days after a decay its drag polynomial, squared, has an orbit grow out of nothing; tempa has
            # then passed 0.5, half of the largest near-Earth orbit's radius, on its way to below 0.
            usable = (em_raw < 1.0) & (em_raw >= -0.001) & (pl > 0.0) & (mrt >= 1.0) & (tempa > 0.5)
            r_km = mrt * RE_KM if usable else np.nan
            w[k] = c[4] + c[5] * t + c[6] * (t * t) + 1.5 * temp2 * c[26] * sin2u - theta_rad[first + k]
            w[BLOCK + k] = r_km * cos_su
            w[2 * BLOCK + k] = r_km * cos_inc * sin_su
            w[3 * BLOCK + k] = r_km * (sin_inc * sin_su)
        for k in range(count):  # from the plane of the orbit to Earth-fixed axes
            sin_node, cos_node = sincos(w[k])
            along, across = w[BLOCK + k], w[2 * BLOCK + k]
            x_km[first + k] = cos_node * along - sin_node * across
            y_km[first + k] = sin_node * along + cos_node * across
            z_km[first + k] = w[3 * BLOCK + k]


@kernel
def fill_circular(
    c: NDArray[np.float64],
    t_first_min: float,
    step_min: float,
    theta_rad: NDArray[np.float64],
    x_km: NDArray[np.float64],
    y_km: NDArray[np.float64],
    z_km: NDArray[np.float64],
) -> None:
    """Fill Earth-fixed positions of one nearly circular set at t_first + k step; all rows as long as theta_rad (T,)."""
    fill(c, t_first_min, step_min, theta_rad, x_km, y_km, z_km, True)


@kernel
def fill_eccentric(
    c: NDArray[np.float64],
    t_first_min: float,
    step_min: float,
    theta_rad: NDArray[np.float64],
    x_km: NDArray[np.float64],
    y_km: NDArray[np.float64],
    z_km: NDArray[np.float64],
) -> None:
    """As fill_circular, for any eccentricity SGP4 takes."""
    fill(c, t_first_min, step_min, theta_rad, x_km, y_km, z_km, False)


@kernel
def fill_rows(
    constants: NDArray[np.float64],
    row: NDArray[np.int64],
    circular: NDArray[np.bool_],
    t_first_min: NDArray[np.float64],
    step_min: float,
    first: NDArray[np.int64],
    count: NDArray[np.int64],
    place: NDArray[np.int64],
    theta_rad: NDArray[np.float64],
    x_km: NDArray[np.float64],
    y_km: NDArray[np.float64],
    z_km: NDArray[np.float64],
) -> None:
    """Fill many stretches of one table with one call: thousands of satellites, no Python between them.

    Stretch j, of set row[j], starts at t_first_min[j] from its epoch, at node first[j] of the grid to which
    ``theta_rad`` belongs, and has count[j] nodes, from flat index place[j] on. Gaps of a cache line between rows keep
    them from touching in memory, which would fail ``fill``'s alias check.
    """
    for j in range(row.size):
        low, high = place[j], place[j] + count[j]
        theta = theta_rad[first[j] : first[j] + count[j]]
        if circular[j]:
            fill_circular(
                constants[row[j]], t_first_min[j], step_min, theta, x_km[low:high], y_km[low:high], z_km[low:high]
            )
        else:
            fill_eccentric(
                constants[row[j]], t_first_min[j], step_min, theta, x_km[low:high], y_km[low:high], z_km[low:high]
            )
