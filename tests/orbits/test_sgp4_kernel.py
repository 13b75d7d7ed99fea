"""The compiled SGP4 against python-sgp4, and whether the compiler made vector code of it."""

from __future__ import annotations

import math
import os
import platform
import re
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from random_orbits import element_set, near_earth_sets, scaled

from sim.orbits import sgp4_kernel as kernel
from sim.orbits.elements import ElementSet

# 0.1 mm. The two round differently: 3,000 rad of mean anomaly in a month are good to 5e-13 rad, 3e-6 m; the drag
# polynomial of a dying satellite costs the rest.
WITHIN_KM = 1e-7
# At a perigee of 130 km the constants of drag lose two digits to cancellation, in both programs: where drag has moved
# a satellite by five revolutions, or thrown a low orbit out of shape (negative drag, or a decay run backwards), that
# is 1e-11 rad along the orbit and more.
DRAG_PHASE_RAD = 30.0
ECCENTRICITY = 0.5
MONTH_MIN = 43200.0


def constants_of(elements: ElementSet) -> NDArray[np.float64]:
    """Return the kernel's constants of one set."""
    values = (
        elements.mean_motion_rev_day * 2.0 * math.pi / 1440.0,
        elements.eccentricity,
        *(
            math.radians(a)
            for a in (
                elements.inclination_deg,
                elements.raan_deg,
                elements.arg_perigee_deg,
                elements.mean_anomaly_deg,
            )
        ),
        elements.bstar,
    )
    return kernel.constants(*(np.array([value]) for value in values))[0]


def kernel_teme_km(
    elements: ElementSet, first_min: float, step_min: float, count: int, *, eccentric: bool = False
) -> NDArray[np.float64]:
    """Return the kernel's positions, (T, 3), with the Earth's rotation angle set to 0: TEME."""
    c = constants_of(elements)
    circular = kernel.stays_nearly_circular(c, first_min, first_min + step_min * count) and not eccentric
    fill = kernel.fill_circular if circular else kernel.fill_eccentric
    x, y, z = (np.empty(count + 16)[:count] for _ in range(3))
    fill(c, first_min, step_min, np.zeros(count), x, y, z)
    return np.stack([x, y, z], axis=-1)


def their_teme_km(elements: ElementSet, minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return python-sgp4's positions, (T, 3); NaN where it reports an error."""
    satrec = elements.satrec
    days = np.floor(minutes / 1440.0)  # whole days apart, so that minutes keep their digits
    error, position_km, _ = satrec.sgp4_array(
        satrec.jdsatepoch + days, satrec.jdsatepochF + (minutes - 1440.0 * days) / 1440.0
    )
    return np.where((error == 0)[:, None], position_km, np.nan)


def is_sane(elements: ElementSet, minutes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say at which times drag has left a satellite within the limits above, its terms taken in absolute value."""
    c = np.abs(constants_of(elements))
    t = np.abs(minutes)
    phase_rad = c[22] * (c[9] * t**2 + c[19] * t**3 + c[20] * t**4 + c[21] * t**5)
    return (phase_rad < DRAG_PHASE_RAD) & (c[23] + c[8] * t < ECCENTRICITY)


def first_refusals(position_km: NDArray[np.float64], at: int) -> tuple[int, int]:
    """Return the indices of the refusals nearest to index ``at``, before and after it."""
    refused = np.flatnonzero(np.isnan(position_km[:, 0]))
    after = np.searchsorted(refused, at)
    return (
        int(refused[after - 1]) if after > 0 else -1,
        int(refused[after]) if after < refused.size else len(position_km),
    )


@settings(max_examples=scaled(2.0))
@given(near_earth_sets(), st.sampled_from([0.0, -14400.0, -MONTH_MIN]), st.floats(11.0, 60.0))
def test_positions_equal_those_of_python_sgp4_over_a_month(elements: ElementSet, first_min: float, step_min: float):
    """Within 0.1 mm over 30 days, until SGP4 first gives up; and there the kernel does, to a sample."""
    count = int(MONTH_MIN / step_min)
    minutes = first_min + step_min * np.arange(count)
    ours, theirs = kernel_teme_km(elements, first_min, step_min, count), their_teme_km(elements, minutes)
    at_epoch = int(np.argmin(np.abs(minutes)))
    our_ends, their_ends = first_refusals(ours, at_epoch), first_refusals(theirs, at_epoch)
    assert np.abs(np.subtract(our_ends, their_ends)).max() <= 1  # a radius within rounding of the Earth's at a sample
    both = slice(max(our_ends[0], their_ends[0]) + 1, min(our_ends[1], their_ends[1]))
    sane = is_sane(elements, minutes[both])
    assert np.abs(ours[both] - theirs[both])[sane].max(initial=0.0) <= WITHIN_KM


@settings(max_examples=scaled(0.5))
@given(near_earth_sets(perigee_km=(95.0, 205.0)))
def test_low_perigees_use_the_simplified_drag(elements: ElementSet):
    """Below 220 km, and with the other densities below 156 and 98 km, within 0.1 mm over the first three days."""
    assert constants_of(elements)[19] == 0.0  # the t^3 term is left out
    minutes = 4.7 * np.arange(900)
    ours, theirs = kernel_teme_km(elements, 0.0, 4.7, 900), their_teme_km(elements, minutes)
    stop = min(first_refusals(ours, 0)[1], first_refusals(theirs, 0)[1])
    assert abs(first_refusals(ours, 0)[1] - first_refusals(theirs, 0)[1]) <= 1
    sane = is_sane(elements, minutes[:stop])
    assert np.abs(ours[:stop] - theirs[:stop])[sane].max(initial=0.0) <= WITHIN_KM


@settings(max_examples=scaled(0.5))
@given(near_earth_sets(bstar=st.floats(-6.0, -3.5).map(lambda x: 10.0**x)))
def test_both_loops_agree_where_both_serve(elements: ElementSet):
    """A nearly circular orbit is the same to 1e-9 km by either solution of Kepler's equation."""
    near = element_set(
        perigee_km=400.0,
        eccentricity=min(elements.eccentricity, 0.0149),
        inclination_deg=elements.inclination_deg,
        mean_anomaly_deg=elements.mean_anomaly_deg,
        arg_perigee_deg=elements.arg_perigee_deg,
    )
    one, other = (kernel_teme_km(near, 0.0, 7.3, 500, eccentric=e) for e in (False, True))
    assert np.abs(one - other).max() < 1e-9


def test_an_orbit_that_leaves_the_circle_is_not_taken_for_one():
    """Negative drag makes an eccentricity of 1e-4 grow to 0.05 in a month: the general loop is then chosen."""
    growing = element_set(perigee_km=137.0, eccentricity=1.7e-4, inclination_deg=30.0, bstar=-6e-5)
    c = constants_of(growing)
    assert kernel.stays_nearly_circular(c, 0.0, 1440.0)
    assert not kernel.stays_nearly_circular(c, 0.0, MONTH_MIN)
    assert not kernel.stays_nearly_circular(c, -MONTH_MIN, MONTH_MIN)


REAL = {
    # From CelesTrak, 2026-08-22, as printed: mean motion, eccentricity, inclination, node, perigee, anomaly, B*.
    "KORSAT-1": (14.98468877, 0.0004792, 45.4106, 260.3087, 50.9095, 309.2209, 1.8256e-4),
    "KORSAT-2": (14.98776887, 0.0002584, 45.4103, 84.9900, 229.5542, 130.5111, 2.4077e-4),
    "KORSAT-3": (14.99224415, 0.0012895, 45.4125, 351.5429, 218.9117, 141.0834, 2.9313e-4),
    # python-sgp4's verification file: 00005 (VANGUARD 1, e = 0.19), 06251, 28057 (CBERS 2), 28872 (decays in an hour).
    "00005": (10.82419157, 0.1859667, 34.2682, 348.7242, 331.7664, 19.3264, 2.8098e-5),
    "06251": (15.56387291, 0.0030035, 58.0579, 54.0425, 139.1568, 221.1854, 1.2808e-4),
    "28057": (14.35478080, 0.0000884, 98.4283, 247.6961, 88.1964, 271.9322, 3.5940e-5),
    "28872": (16.46015938, 0.0303955, 96.4736, 157.9986, 244.0492, 110.6523, 2.4476e-4),
}


@pytest.mark.parametrize("name", REAL)
def test_real_sets_equal_python_sgp4(name: str):
    """Sets of flying satellites: within 2e-8 km every minute of 30 days, and the first NaN at the same minute.

    1.3e-8 km is the rounding of 3,000 rad of mean anomaly in either program.
    """
    rev_day, eccentricity, inclination, node, perigee, anomaly, bstar = REAL[name]
    elements = ElementSet(name, 1, 2461235.5, 0.0, rev_day, eccentricity, inclination, node, perigee, anomaly, bstar)
    minutes = np.arange(43200.0)
    ours, theirs = kernel_teme_km(elements, 0.0, 1.0, 43200), their_teme_km(elements, minutes)
    stop = first_refusals(theirs, 0)[1]
    assert first_refusals(ours, 0)[1] == stop
    assert (stop < 43200) == (name == "28872")
    assert np.abs(ours[:stop] - theirs[:stop]).max() < 2e-8


def test_nothing_rises_from_the_dead():
    """A satellite that decays after three days has no position ever after, though python-sgp4 gives some from day 9."""
    dying = element_set(perigee_km=230.0, eccentricity=4e-4, inclination_deg=97.0, bstar=3e-3)
    minutes = 10.0 * np.arange(50 * 144)
    ours, theirs = kernel_teme_km(dying, 0.0, 10.0, minutes.size), their_teme_km(dying, minutes)
    _, stop = first_refusals(theirs, 0)
    assert 2.0 < minutes[stop] / 1440.0 < 4.0
    dead = minutes > minutes[stop] + 1440.0  # on the last day it dips below the surface and out again
    assert np.isnan(ours[dead]).all()
    assert np.nanmax(np.linalg.norm(theirs[dead], axis=-1)) > 1e6  # a million km away, from a low orbit


@pytest.mark.parametrize(
    "angle_rad", [0.0, 1e-300, 0.78, 1.5707963267948966, 3.141592653589793, -2.5, 4711.0, -1e5, 1e5]
)
def test_sine_and_cosine_are_good_to_their_last_digits(angle_rad: float):
    """Within 1e-15, some units in the last place, 1e-11 km of an orbit; up to 1e5 rad, two years of revolutions."""
    near = angle_rad + np.linspace(-1e-3, 1e-3, 41)
    found = np.array([kernel.sincos(a) for a in near])
    assert np.abs(found - np.stack([np.sin(near), np.cos(near)], axis=-1)).max() < 1e-15


@given(st.floats(-math.pi, math.pi), st.floats(-0.02, 0.02))
def test_a_small_turn_is_the_angle_sum(angle_rad: float, small_rad: float):
    """Sine and cosine of a + d from those of a, within 3.4e-16 for turns up to 0.02 rad."""
    found = kernel.turn(math.sin(angle_rad), math.cos(angle_rad), small_rad)
    assert found == pytest.approx((math.sin(angle_rad + small_rad), math.cos(angle_rad + small_rad)), abs=3.4e-16)


VECTORS = {"x86_64": r"[yz]mm\d", "amd64": r"[yz]mm\d", "aarch64": r"\.2d\b", "arm64": r"\.2d\b"}

PRINT_ASSEMBLY = """
import numpy as np
from sim.orbits import sgp4_kernel
from sim.orbits.sgp4_kernel import N_CONSTANTS, fill_circular, fill_eccentric
row = lambda: np.empty(80)[:64]
for fill in (fill_circular, fill_eccentric):
    fill(np.zeros(N_CONSTANTS), 0.0, 1.0, row(), row(), row(), row())
for assembly in sgp4_kernel.fill.inspect_asm().values():
    print("=====")
    print(assembly)
"""


def test_the_loops_over_times_are_vector_code(tmp_path):
    """A fresh compile works on several times at once: packed divisions and square roots, not only moves of memory.

    A compile taken from the cache has no assembly to show, hence the process of its own.
    """
    machine = platform.machine().lower()
    assert machine in VECTORS, f"say here what vector registers of {machine} are called"
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", PRINT_ASSEMBLY], env=environment, capture_output=True, text=True, check=True
    )
    _, circular, eccentric = done.stdout.split("=====")
    for assembly in (circular, eccentric):
        lines = [line for line in assembly.splitlines() if re.search(VECTORS[machine], line)]
        packed = [line for line in lines if re.search(r"(div|sqrt)(pd|\.2d)?\s", line)]
        assert len(lines) > 200
        assert packed
