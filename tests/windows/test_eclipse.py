"""Sunlight and shadow of satellites: against Skyfield, a dense twin, grazing shadows, and what the model leaves out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import naive
import naive_geometry
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from random_orbits import angles_deg, element_set, scaled, sets_of_any_period
from skyfield.api import EarthSatellite
from skyfield.framelib import itrs
from skyfield.jpllib import SpiceKernel

from sim.clock import Span
from sim.errors import UsageError
from sim.orbits.elements import ElementSet
from sim.orbits.ephemeris import TABLE_STEP_S, Ephemeris, Track, ephemeris
from sim.shipped import data_path
from sim.sun import SunTable
from sim.sun_ephemeris import EPHEMERIS
from sim.windows import eclipse
from sim.windows.between_nodes import positions_itrs_km
from sim.windows.eclipse import sunlit_intervals

Floats = NDArray[np.float64]

DAY_S = 86400.0
START = datetime(2026, 7, 14, 3, 4, 5, 678901, tzinfo=UTC)
SPRING = datetime(2026, 3, 19, tzinfo=UTC)
RADIUS_KM = 6378.1366
SAMPLE_S = 10.0

# The Sun's longitude along the equator: in July 112 degrees, in spring 0.
LOW = [
    (element_set(perigee_km=520.0, eccentricity=0.001, inclination_deg=97.5, raan_deg=112.0 + ltan, bstar=1e-5), START)
    for ltan in (-20.0, 45.0, 157.5)
]
LOW += [
    (element_set(perigee_km=400.0, eccentricity=0.001, inclination_deg=51.6, raan_deg=40.0), START),
    (element_set(perigee_km=250.0, eccentricity=0.02, inclination_deg=28.5, raan_deg=200.0), START),
    (element_set(perigee_km=1400.0, eccentricity=0.0, inclination_deg=52.0, raan_deg=10.0), START),
]
GEOSTATIONARY = element_set(perigee_km=35780.0, eccentricity=1e-4, inclination_deg=0.05, epoch_days=-115.0)
MOLNIYA = element_set(perigee_km=600.0, eccentricity=0.73, inclination_deg=63.4, raan_deg=80.0, arg_perigee_deg=270.0)


@pytest.fixture(scope="module")
def kernel() -> Iterator[Any]:
    with closing(SpiceKernel(str(data_path(EPHEMERIS)))) as opened:
        yield opened


def table_of(
    sets: list[ElementSet], duration_s: float, *, step_s: float = TABLE_STEP_S, start: datetime = START
) -> tuple[Ephemeris, SunTable]:
    span = Span(start, duration_s)
    table = ephemeris(span, [Track(i, one, 0.0, duration_s) for i, one in enumerate(sets)], step_s=step_s)
    return table, SunTable(span, float(table.from_s.min()), float(table.to_s.max()))


def inner_edges(table: Ephemeris, lit: list[Floats], track: int = 0) -> Floats:
    edges = lit[track].ravel()
    return edges[(edges > table.from_s[track] + 60.0) & (edges < table.to_s[track] - 60.0)]


def bisected_s(is_lit: Callable[[Floats], NDArray[np.bool_]], before_s: Floats, after_s: Floats) -> Floats:
    """Return when light changes inside brackets, by halving to 1e-5 s; NaN where it does not change."""
    lo, hi = before_s.copy(), after_s.copy()
    first = is_lit(lo)
    changes = first != is_lit(hi)
    while np.max(hi - lo) > 1e-5:
        middle = 0.5 * (lo + hi)
        same = is_lit(middle) == first
        lo, hi = np.where(same, middle, lo), np.where(same, hi, middle)
    return np.where(changes, 0.5 * (lo + hi), np.nan)


def miss_km(sat_km: Floats, sun_km: Floats) -> Floats:
    """Return by how much the ray from satellites to the Sun misses the sphere: its nearest point's height, km.

    The ray begins at the satellite, so on the day side that is the satellite's own height.
    """
    ray = sun_km - sat_km
    ray = ray / np.linalg.norm(ray, axis=-1, keepdims=True)
    ahead_km = np.maximum(-np.sum(sat_km * ray, axis=-1), 0.0)
    return np.linalg.norm(sat_km + ahead_km[:, None] * ray, axis=-1) - RADIUS_KM


def apparent_sun_km(kernel: Any, start: datetime, t_s: Floats) -> Floats:
    """Return Skyfield's apparent Sun from the Earth's centre in its ``itrs``, (T, 3), km."""
    apparent = (
        kernel["earth"].at(naive_geometry.skyfield_time(start, t_s)).observe(kernel["sun"]).apparent(deflectors=())
    )
    return np.asarray(apparent.frame_xyz(itrs).km.T)


# --- Skyfield ---------------------------------------------------------------------------------------------------------


def skyfield_says(kernel: Any, elements: ElementSet, start: datetime) -> Callable[[Floats], NDArray[np.bool_]]:
    satellite = EarthSatellite.from_satrec(elements.satrec, naive_geometry.timescale())
    return lambda t_s: np.asarray(satellite.at(naive_geometry.skyfield_time(start, t_s)).is_sunlit(kernel))


@pytest.mark.parametrize("case", range(len(LOW)))
def test_low_orbits_agree_with_skyfield(kernel: Any, case: int):
    """Edges of two days are those of ``is_sunlit`` within 1 s; 0.14 s is seen, of the Sun's 20.5"."""
    elements, start = LOW[case]
    table, sun = table_of([elements], 2 * DAY_S, start=start)
    edges = inner_edges(table, sunlit_intervals(table, sun))
    assert len(edges) > 40
    theirs = bisected_s(skyfield_says(kernel, elements, start), edges - 30.0, edges + 30.0)
    assert np.max(np.abs(theirs - edges)) < 1.0


@pytest.mark.parametrize(
    ("elements", "start", "days"),
    [(*LOW[0], 2), (*LOW[4], 2), (GEOSTATIONARY, SPRING, 6), (MOLNIYA, START, 20)],
    ids=["low", "lower", "geostationary", "Molniya"],
)
def test_edges_are_those_of_the_model_within_a_millisecond(kernel: Any, elements: ElementSet, start: datetime, days):
    """With the Sun where it is seen, Skyfield's positions and Sun give our edges within 1 ms; 0.004 ms is seen."""
    table, sun = table_of([elements], days * DAY_S, start=start)
    edges = inner_edges(table, sunlit_intervals(table, sun))
    satellite = EarthSatellite.from_satrec(elements.satrec, naive_geometry.timescale())

    def is_lit(t_s: Floats) -> NDArray[np.bool_]:
        sat_km = satellite.at(naive_geometry.skyfield_time(start, t_s)).frame_xyz(itrs).km.T
        return np.asarray(miss_km(sat_km, apparent_sun_km(kernel, start, t_s)) >= 0.0)

    assert len(edges) >= 6
    assert np.max(np.abs(bisected_s(is_lit, edges - 30.0, edges + 30.0) - edges)) < 1e-3


def test_skyfields_sun_is_ahead_of_the_one_that_throws_the_shadow(kernel: Any):
    """Geostationary in March: ``is_sunlit`` calls every edge 1.3 s later (1.1 to 1.5), 20.5" at 15 degrees an hour.

    Skyfield takes the Sun's place without light time and aberration. Light that grazes the moving Earth comes from
    where the Sun is seen.
    """
    table, sun = table_of([GEOSTATIONARY], 6 * DAY_S, start=SPRING)
    edges = inner_edges(table, sunlit_intervals(table, sun))
    late_s = bisected_s(skyfield_says(kernel, GEOSTATIONARY, SPRING), edges - 30.0, edges + 30.0) - edges
    assert np.all((late_s > 1.1) & (late_s < 1.5))


# --- The twin ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sky(kernel: Any) -> tuple[Floats, Floats, Floats]:
    """Return sample times of a day, the Earth's rotation and the apparent Sun there, from Skyfield."""
    t_s = np.arange(0.0, DAY_S, SAMPLE_S)
    return t_s, naive.gmst_rad(START, t_s), apparent_sun_km(kernel, START, t_s)


@st.composite
def orbits(draw: st.DrawFn) -> ElementSet:
    """Sets of any period; every third with its plane square to the Sun's direction within some degrees."""
    elements = draw(sets_of_any_period())
    if draw(st.integers(0, 2)) == 0:  # the Sun of START at right ascension 113, declination 21.7 degrees
        tilt = draw(st.floats(-30.0, 30.0))
        return elements.shifted(raan_deg=203.0 + tilt, inclination_deg=draw(st.floats(60.0, 120.0)))
    return elements


@settings(max_examples=scaled(0.7))
@given(orbits(), st.sampled_from([15.0, 60.0, 90.0, 120.0]))
def test_random_orbits_agree_with_dense_samples(
    sky: tuple[Floats, Floats, Floats], elements: ElementSet, step_s: float
):
    """Every 10 s of a day the ray from satellite to Sun misses the Earth just where the intervals say so.

    Both hold the satellite to a metre (interpolation at steps of 120 s, e = 0.7) and the Sun to 1e-8 rad, half a metre
    at the apogees tried: rays that pass within 10 m of the sphere may fall to either side.
    """
    t_s, theta_rad, sun_km = sky
    table, sun = table_of([elements], DAY_S, step_s=step_s)
    (lit,) = sunlit_intervals(table, sun)
    missed_km = miss_km(naive.earth_fixed_km(elements, START, t_s, theta_rad), sun_km)
    inside = np.any((t_s[:, None] >= lit[:, 0]) & (t_s[:, None] < lit[:, 1]), axis=1)
    clear = np.abs(missed_km) > 0.01
    assert np.array_equal(inside[clear], (missed_km >= 0.0)[clear])
    assert np.all(np.diff(lit.ravel()) > 0.0)
    if len(lit):
        assert table.from_s[0] <= lit[0, 0]
        assert lit[-1, 1] <= table.to_s[0]


@settings(max_examples=scaled(0.3))
@given(
    perigee_km=st.floats(350.0, 1500.0),
    eccentricity=st.sampled_from([0.0, 1e-3, 0.01]),
    inclination_deg=st.floats(75.0, 105.0),
    raan_deg=st.floats(150.0, 190.0) | st.floats(216.0, 256.0),  # the Sun, at 113 degrees, is well off the plane
    anomaly_deg=angles_deg(),
    depth_km=st.sampled_from([1e-3, 0.03, 1.0]),
)
def test_a_grazing_shadow_is_neither_lost_nor_invented(
    kernel: Any,
    perigee_km: float,
    eccentricity: float,
    inclination_deg: float,
    raan_deg: float,
    anomaly_deg: float,
    depth_km: float,
):
    """A shadow that is 1 m to 1 km deep at its deepest is found, seconds long; one that is as far off is none.

    The Earth's radius is set to the deepest ray's, as the twin has it, plus or minus the depth. At both edges the
    twin's ray then touches the sphere within 5 cm: the Sun's place is good to 7e-9 rad, the shadow to 4,500 km long.
    """
    elements = element_set(
        perigee_km=perigee_km,
        eccentricity=eccentricity,
        inclination_deg=inclination_deg,
        mean_anomaly_deg=anomaly_deg,
        raan_deg=raan_deg,
    )
    period_s = 60.0 * elements.period_min
    table, sun = table_of([elements], period_s)

    def missed_km(t_s: Floats) -> Floats:
        return miss_km(naive.earth_fixed_km(elements, START, t_s), apparent_sun_km(kernel, START, t_s))

    t_s = np.arange(0.0, period_s, 20.0)
    for step_s in (0.5, 0.01):
        t_s = t_s[np.argmin(missed_km(t_s))] + step_s * np.arange(-50, 51)
    height_km = missed_km(t_s)
    deepest_s, deepest_km = float(t_s[np.argmin(height_km)]), float(height_km.min())
    assume(100.0 < deepest_s < period_s - 100.0)  # else another may be as deep at the span's other end
    # Far enough on the night side that nowhere else, not even at perigee, the satellite itself is as low as the ray.
    sat_km = np.linalg.norm(naive.earth_fixed_km(elements, START, np.array([deepest_s])))
    assume(math.sqrt(sat_km**2 - (RADIUS_KM + deepest_km) ** 2) > 1700.0)
    for sign in (1.0, -1.0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(eclipse, "SHADOW_RADIUS_KM", RADIUS_KM + deepest_km + sign * depth_km)
            lit = sunlit_intervals(table, sun)[0]
        if sign < 0.0:
            assert len(lit) == 1
        else:
            assert len(lit) == 2
            assert lit[0, 1] < deepest_s < lit[1, 0]
            at_edges_km = missed_km(lit.ravel()[1:3])
            np.testing.assert_allclose(at_edges_km, deepest_km + depth_km, rtol=0, atol=5e-5)


@settings(max_examples=scaled(0.5))
@given(orbits(), st.sampled_from([15.0, 90.0, 180.0]))
def test_the_bound_bounds_the_curvature(elements: ElementSet, step_s: float):
    """No second difference of ``light_km2`` over 8 s exceeds the bound."""
    table, sun = table_of([elements], DAY_S / 2.0, step_s=step_s)
    t_s = np.arange(table.from_s[0] + 10.0, table.to_s[0] - 10.0, 17.0)
    before, here, after = (
        eclipse.light_km2(positions_itrs_km(table, np.zeros(t_s.size, np.int64), t_s + h), sun.itrs_km(t_s + h))
        for h in (-8.0, 0.0, 8.0)
    )
    assert np.max(np.abs(before - 2.0 * here + after)) / 64.0 <= eclipse._curvature_bound(table.bounds)[0]


# --- Known seasons ----------------------------------------------------------------------------------------------------


def test_geostationary_seasons():
    """At the equinox a geostationary satellite is dark for 69 to 70 minutes a day, in midsummer never.

    2 asin(R / r) = 17.4 degrees of its daily turn.
    """
    table, sun = table_of([GEOSTATIONARY], 3 * DAY_S, start=SPRING)
    (lit,) = sunlit_intervals(table, sun)
    dark_min = (lit[1:, 0] - lit[:-1, 1]) / 60.0
    assert len(dark_min) == 3
    assert np.all((dark_min > 69.0) & (dark_min < 70.0))
    table, sun = table_of(
        [GEOSTATIONARY.shifted(epoch_jd=2461212.5)], 3 * DAY_S, start=datetime(2026, 6, 20, tzinfo=UTC)
    )
    (lit,) = sunlit_intervals(table, sun)
    assert lit.tolist() == [[table.from_s[0], table.to_s[0]]]


def test_dawn_dusk_orbits_have_a_season_of_grazing_shadows(kernel: Any):
    """Sun-synchronous at 18 h, 600 km: in March no shadow; from May on one a revolution, the first one of 18 s.

    A table step of 90 s steps over that one, and over the next; none is skipped. Edges of eclipses over 2 minutes are
    Skyfield's within 1 s (0.86 s seen, 0.46 s over 5 minutes); shorter ones begin and end in a shadow so shallow that
    20.5" decide whether they are there at all.
    """
    elements = element_set(perigee_km=600.0, eccentricity=1e-3, inclination_deg=97.79, raan_deg=88.0, epoch_days=-117.0)
    table, sun = table_of([elements], 60 * DAY_S, start=SPRING)
    (lit,) = sunlit_intervals(table, sun)
    dark_s = lit[1:, 0] - lit[:-1, 1]
    assert lit[0, 1] > 40 * DAY_S
    assert dark_s[0] < TABLE_STEP_S
    assert np.all(np.diff(dark_s) > 0.0)
    apart_s = np.diff(0.5 * (lit[1:, 0] + lit[:-1, 1]))
    np.testing.assert_allclose(apart_s, 60.0 * elements.period_min, rtol=0, atol=20.0)  # the deepest point moves on
    edges = np.column_stack([lit[:-1, 1], lit[1:, 0]])[dark_s > 120.0].ravel()
    theirs = bisected_s(skyfield_says(kernel, elements, SPRING), edges - 30.0, edges + 30.0)
    assert np.max(np.abs(theirs - edges)) < 1.0


# --- What the model leaves out ----------------------------------------------------------------------------------------


def angle_over_limb_deg(sat_km: Floats, sun_km: Floats, radius_km: float = RADIUS_KM) -> Floats:
    """Return the angle, at the satellite, of the Sun's centre above the edge of a round Earth."""
    return naive_geometry.angle_between_deg(sun_km - sat_km, -sat_km) - np.degrees(
        np.arcsin(radius_km / np.linalg.norm(sat_km, axis=-1))
    )


def flat_earth_miss(sat_km: Floats, sun_km: Floats) -> Floats:
    """Return what is positive where the ray to the Sun misses the WGS84 ellipsoid: z is stretched to make it round."""
    stretch = np.array([1.0, 1.0, 1.0 / (1.0 - naive_geometry.EARTH_F)])
    return miss_km(sat_km * stretch, sun_km * stretch)


def shifts_s(kernel: Any, elements: ElementSet, start: datetime, lit_if: Callable[[Floats, Floats], Any]) -> Floats:
    """Return by how many seconds each edge of two days comes later where ``lit_if`` decides instead."""
    table, sun = table_of([elements], 2 * DAY_S, start=start)
    edges = inner_edges(table, sunlit_intervals(table, sun))

    def is_lit(t_s: Floats) -> NDArray[np.bool_]:
        return np.asarray(
            lit_if(naive.earth_fixed_km(elements, start, t_s), apparent_sun_km(kernel, start, t_s)), dtype=bool
        )

    return bisected_s(is_lit, edges - 150.0, edges + 150.0) - edges


SUN_RADIUS_DEG = math.degrees(696_000.0 / 1.496e8)  # 0.267


def test_the_penumbra_is_left_out(kernel: Any):
    """From the first to the last ray of the disc: 9 to 14 s in these low orbits, half on either side of the edge.

    Geostationary at the equinox 128 s.
    """
    for elements, start in [*LOW, (GEOSTATIONARY, SPRING)]:
        full, none = (
            shifts_s(kernel, elements, start, lambda r, s, rim=rim: angle_over_limb_deg(r, s) > rim)
            for rim in (SUN_RADIUS_DEG, -SUN_RADIUS_DEG)
        )
        lasts_s = np.abs(full - none)
        least_s, most_s = (127.0, 129.0) if elements is GEOSTATIONARY else (9.0, 14.0)
        assert np.all((lasts_s > least_s) & (lasts_s < most_s))


def test_the_flattening_is_left_out(kernel: Any):
    """On the ellipsoid the shadow is up to 21 km narrower at the poles: edges move by up to 8 s in these low orbits."""
    largest_s = [np.max(np.abs(shifts_s(kernel, *case, lambda r, s: flat_earth_miss(r, s) >= 0.0))) for case in LOW]
    assert 7.0 < max(largest_s) < 9.0


def test_refraction_is_left_out(kernel: Any):
    """A ray that grazes the sea is bent by 34' twice: reddened light reaches up to 19 to 29 s into these shadows."""
    bent_deg = 2.0 * 34.0 / 60.0
    for case in LOW:
        later_s = np.abs(shifts_s(kernel, *case, lambda r, s: angle_over_limb_deg(r, s) > -bent_deg))
        assert np.all((later_s > 19.0) & (later_s < 30.0))


# --- Many tracks, and refusals ----------------------------------------------------------------------------------------


def test_tracks_of_a_table_do_not_know_of_each_other():
    """Tracks with stretches of their own, near and far, give the same alone and together, within 1e-5 s."""
    span = Span(START, 2 * DAY_S)
    tracks = [
        Track(0, LOW[0][0], -7000.5, 20000.0),
        Track(0, LOW[0][0], 12000.0, 150000.0),
        Track(1, replace(MOLNIYA, name="M"), 0.0, 2 * DAY_S),
        Track(2, LOW[3][0], 70000.0, 70000.0),
    ]
    table = ephemeris(span, tracks)
    sun = SunTable(span, float(table.from_s.min()), float(table.to_s.max()))
    together = sunlit_intervals(table, sun)
    assert len(together) == 4
    for i, track in enumerate(tracks):
        alone = ephemeris(span, [track])
        np.testing.assert_allclose(together[i], sunlit_intervals(alone, sun)[0], rtol=0, atol=1e-5)
        if len(together[i]):
            assert table.from_s[i] <= together[i][0, 0]
            assert together[i][-1, 1] <= table.to_s[i]


def test_a_suns_table_that_is_too_short_is_refused():
    """The sentence names both stretches."""
    table, _ = table_of([LOW[0][0]], DAY_S)
    with pytest.raises(UsageError, match="the Sun's table reaches from 0 s to"):
        sunlit_intervals(table, SunTable(Span(START, DAY_S), 0.0, DAY_S / 2.0))
