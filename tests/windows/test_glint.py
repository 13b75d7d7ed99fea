"""Windows without the Sun's mirror image: against a dense twin, bisection on Skyfield, and cases that are plain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import naive
import naive_geometry
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from random_orbits import element_set, scaled, sets_of_any_period
from skyfield.api import wgs84
from skyfield.framelib import itrs
from skyfield.jpllib import SpiceKernel

from sim.clock import Span
from sim.errors import UsageError
from sim.orbits.elements import ElementSet
from sim.orbits.ephemeris import TABLE_STEP_S, Ephemeris, Track, ephemeris
from sim.places.sites import Site
from sim.shipped import data_path
from sim.sun import SunTable
from sim.sun_ephemeris import EPHEMERIS
from sim.windows import glint
from sim.windows.between_nodes import positions_itrs_km
from sim.windows.glint import trim_glint
from sim.windows.search import Search

Floats = NDArray[np.float64]

DAY_S = 86400.0
START = datetime(2026, 7, 14, 3, 4, 5, 678901, tzinfo=UTC)
SAMPLE_S = 5.0
LOW = element_set(perigee_km=520.0, eccentricity=0.001, inclination_deg=97.5, raan_deg=67.0, bstar=1e-5)


@pytest.fixture(scope="module")
def kernel() -> Iterator[Any]:
    with closing(SpiceKernel(str(data_path(EPHEMERIS)))) as opened:
        yield opened


@pytest.fixture(scope="module")
def sky(kernel: Any) -> tuple[Floats, Floats, Floats]:
    """Return sample times of half a day, the Earth's rotation and the apparent geocentric Sun there, from Skyfield."""
    t_s = np.arange(0.0, DAY_S / 2.0, SAMPLE_S)
    apparent = kernel["earth"].at(naive_geometry.skyfield_time(START, t_s)).observe(kernel["sun"])
    return t_s, naive.gmst_rad(START, t_s), np.asarray(apparent.apparent(deflectors=()).frame_xyz(itrs).km.T)


def table_of(sets: list[ElementSet], duration_s: float, *, step_s: float = TABLE_STEP_S) -> tuple[Ephemeris, SunTable]:
    span = Span(START, duration_s)
    table = ephemeris(span, [Track(i, one, 0.0, duration_s) for i, one in enumerate(sets)], step_s=step_s)
    return table, SunTable(span, float(table.from_s.min()), float(table.to_s.max()))


def site_rows(*places: tuple[float, float]) -> Floats:
    return np.array(
        [
            [*naive.site_itrs_km(lat_deg=lat, lon_deg=lon), *naive.up_itrs(lat_deg=lat, lon_deg=lon)]
            for lat, lon in places
        ]
    )


def east_north_up(itrs_xyz: Floats, lat_deg: float, lon_deg: float) -> Floats:
    lat, lon = np.radians(lat_deg), np.radians(lon_deg)
    axes = np.array(
        [
            [-np.sin(lon), np.cos(lon), 0.0],
            [-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)],
            [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)],
        ]
    )
    return itrs_xyz @ axes.T


def glint_deg(sat_km: Floats, sun_enu: Floats, lat_deg: float, lon_deg: float) -> Floats:
    """Return the angle between the satellite and the point as high as the Sun and opposite to it."""
    opposite = sun_enu * [-1.0, -1.0, 1.0]
    to_satellite = east_north_up(sat_km - naive.site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg), lat_deg, lon_deg)
    return naive_geometry.angle_between_deg(to_satellite, opposite)


def sun_height_deg(sun_enu: Floats) -> Floats:
    return np.degrees(np.arctan2(sun_enu[:, 2], np.hypot(sun_enu[:, 0], sun_enu[:, 1])))


def is_inside(t_s: Floats, start_s: Floats, end_s: Floats) -> NDArray[np.bool_]:
    return np.any((t_s[:, None] >= start_s) & (t_s[:, None] < end_s), axis=1)


latitudes_deg = st.sampled_from([90.0, -90.0, 0.0, 21.6, 39.8]) | st.floats(-90.0, 90.0)


@settings(max_examples=scaled(0.7))
@given(
    elements=sets_of_any_period(),
    step_s=st.sampled_from([15.0, 60.0, 90.0, 120.0]),
    place=st.tuples(latitudes_deg, st.floats(-180.0, 180.0)),
    limit_deg=st.sampled_from([0.5, 5.0, 20.0, 40.0, 90.0, 150.0, 180.0]) | st.floats(0.1, 180.0),
    cuts=st.lists(st.floats(0.0, DAY_S / 2.0 - SAMPLE_S), min_size=2, max_size=7, unique=True),
)
def test_what_is_kept_agrees_with_dense_samples(
    sky: tuple[Floats, Floats, Floats],
    elements: ElementSet,
    step_s: float,
    place: tuple[float, float],
    limit_deg: float,
    cuts: list[float],
):
    """Every 5 s of stretches of half a day the sample is kept just where it is clear of glint or the Sun is down.

    The stretches are cut anywhere, by day, by night and across, and the satellite may be below the horizon. The twin
    leaves out the aberration of the turning Earth, 0.3": samples within 2e-4 degrees of a limit may go either way.
    """
    t_s, theta_rad, sun_km = sky
    lat, lon = place
    table, sun = table_of([elements], DAY_S / 2.0, step_s=step_s)
    edges = np.sort(cuts)
    zeros = np.zeros(len(edges) - 1, np.int64)
    came_from, start_s, end_s = trim_glint(table, sun, site_rows(place), zeros, zeros, edges[:-1], edges[1:], limit_deg)
    sun_enu = east_north_up(sun_km - naive.site_itrs_km(lat_deg=lat, lon_deg=lon), lat, lon)
    angle_deg = glint_deg(naive.earth_fixed_km(elements, START, t_s, theta_rad), sun_enu, lat, lon)
    height_deg = sun_height_deg(sun_enu)
    kept = (angle_deg >= limit_deg) | (height_deg <= 0.0)
    clear = (np.abs(angle_deg - limit_deg) > 2e-4) & (np.abs(height_deg) > 2e-4)
    searched = (t_s >= edges[0]) & (t_s < edges[-1])
    assert np.array_equal(is_inside(t_s, start_s, end_s)[clear & searched], kept[clear & searched])
    assert np.all(edges[came_from] <= start_s)
    assert np.all(start_s < end_s)
    assert np.all(end_s <= edges[came_from + 1])
    assert np.all(np.diff(came_from) >= 0)
    same = came_from[1:] == came_from[:-1]
    assert np.all(start_s[1:][same] > end_s[:-1][same])  # what touches is one part


@settings(max_examples=scaled(0.5))
@given(sets_of_any_period(), st.sampled_from([30.0, 90.0]), latitudes_deg, st.sampled_from([1.0, 30.0, 90.0, 140.0]))
def test_the_bound_bounds_the_curvature(elements: ElementSet, step_s: float, lat_deg: float, limit_deg: float):
    """No second difference over 4 s of what is searched for zeros exceeds the bound."""
    table, sun = table_of([elements], DAY_S / 2.0, step_s=step_s)
    t_s = np.arange(10.0, DAY_S / 2.0 - 10.0, 11.0)
    row = site_rows((lat_deg, 12.0))
    cosine = np.cos(np.radians(limit_deg))

    def clear_km(at_s: Floats) -> Floats:
        s = sun.seen_itrs_km(at_s, row[:, :3])
        s = s / np.linalg.norm(s, axis=1, keepdims=True)
        d = positions_itrs_km(table, np.zeros(at_s.size, np.int64), at_s) - row[:, :3]
        mirrored = 2.0 * np.sum(s * row[:, 3:], axis=1, keepdims=True) * row[:, 3:] - s
        return cosine * np.linalg.norm(d, axis=1) - np.sum(d * mirrored, axis=1)

    curvature = np.abs(clear_km(t_s - 4.0) - 2.0 * clear_km(t_s) + clear_km(t_s + 4.0)) / 16.0
    bound = glint._curvature_bound(table.bounds, np.linalg.norm(row[:, :3], axis=1), abs(cosine))
    assert curvature.max() <= bound[0] + 1e-9


@pytest.mark.parametrize("limit_deg", [10.0, 25.0, 60.0])
def test_edges_agree_with_bisection_on_skyfield(kernel: Any, limit_deg: float):
    """Edges inside the passes of two weeks over three places: Skyfield's own angles give them within 1 ms."""
    places = [(39.8, 125.755), (0.0, 10.0), (65.0, -20.0)]
    table, sun = table_of([LOW], 14 * DAY_S)
    passes = Search(table, [Site(f"{lat:g}", lat_deg=lat, lon_deg=lon) for lat, lon in places]).passes
    came_from, start_s, end_s = trim_glint(
        table, sun, site_rows(*places), passes.track, passes.target, passes.start_s, passes.end_s, limit_deg
    )
    edges = np.concatenate([start_s[start_s > passes.start_s[came_from]], end_s[end_s < passes.end_s[came_from]]])
    target = np.concatenate(
        [
            passes.target[came_from[start_s > passes.start_s[came_from]]],
            passes.target[came_from[end_s < passes.end_s[came_from]]],
        ]
    )
    assert len(edges) > 20
    for which, (lat, lon) in enumerate(places):
        mine = edges[target == which]
        observer = kernel["earth"] + wgs84.latlon(lat, lon)

        def is_kept(t_s: Floats, observer: Any = observer, lat: float = lat, lon: float = lon) -> NDArray[np.bool_]:
            seen = observer.at(naive_geometry.skyfield_time(START, t_s)).observe(kernel["sun"])
            height, azimuth, _ = seen.apparent(deflectors=()).altaz()
            h, a = height.radians, azimuth.radians
            sun_enu = np.stack([np.cos(h) * np.sin(a), np.cos(h) * np.cos(a), np.sin(h)], axis=-1)
            angle_deg = glint_deg(naive.earth_fixed_km(LOW, START, t_s), sun_enu, lat, lon)
            return (angle_deg >= limit_deg) | (height.degrees <= 0.0)

        lo, hi = mine - 1.0, mine + 1.0
        before = is_kept(lo)
        assert np.all(before != is_kept(hi))
        while np.max(hi - lo) > 1e-5:
            middle = 0.5 * (lo + hi)
            same = is_kept(middle) == before
            lo, hi = np.where(same, middle, lo), np.where(same, hi, middle)
        assert np.max(np.abs(0.5 * (lo + hi) - mine)) < 1e-3


def test_night_no_limit_and_the_whole_sky():
    """By night windows stay whole, with a limit of 0 all do, with 180 only night is left; order and rows are kept."""
    places = [(39.8, 125.755), (0.0, 10.0)]
    table, sun = table_of([LOW], 3 * DAY_S)
    passes = Search(table, [Site(f"{lat:g}", lat_deg=lat, lon_deg=lon) for lat, lon in places]).passes
    windows = (passes.track, passes.target, passes.start_s, passes.end_s)
    everything = trim_glint(table, sun, site_rows(*places), *windows, 0.0)
    assert [column.tolist() for column in everything] == [
        list(range(len(passes))), passes.start_s.tolist(), passes.end_s.tolist()
    ]  # fmt: skip
    came_from, start_s, end_s = trim_glint(table, sun, site_rows(*places), *windows, 180.0)
    height_deg = [
        sun.elevation_deg(t_s, lat_deg=np.array(places)[passes.target, 0], lon_deg=np.array(places)[passes.target, 1])
        for t_s in (passes.start_s, passes.end_s)
    ]
    by_night = np.flatnonzero((height_deg[0] < 0.0) & (height_deg[1] < 0.0))
    by_day = np.flatnonzero((height_deg[0] > 0.0) & (height_deg[1] > 0.0))
    assert len(by_night) > 3
    assert len(by_day) > 3
    assert np.isin(by_night, came_from).all()
    assert not np.isin(by_day, came_from).any()
    whole = np.isin(came_from, by_night)
    assert np.array_equal(start_s[whole], passes.start_s[by_night])
    assert np.array_equal(end_s[whole], passes.end_s[by_night])


def test_a_satellite_in_the_mirror_image_is_found():
    """Where the Sun stands near the zenith its image does too: a satellite that passes overhead crosses the glint.

    Just below the satellite when it is nearest to the Sun's direction, the satellite and the image are no farther
    apart than satellite and Sun; a limit 5 degrees wider cuts a hole around that moment, and leaves both ends.
    """
    table, sun = table_of([LOW], DAY_S)
    t_s = np.arange(300.0, DAY_S - 300.0, 10.0)
    sun_km, sat_km = sun.itrs_km(t_s), positions_itrs_km(table, np.zeros(t_s.size, np.int64), t_s)
    near = int(np.argmin(naive_geometry.angle_between_deg(sun_km, sat_km)))
    lat, lon = (float(one[0]) for one in naive.sub_point_deg(sat_km[near : near + 1]))
    zero = np.zeros(1, np.int64)
    window = np.array([t_s[near] - 200.0]), np.array([t_s[near] + 200.0])
    apart_deg = float(naive_geometry.angle_between_deg(sun_km[near], sat_km[near]))
    came_from, start_s, end_s = trim_glint(table, sun, site_rows((lat, lon)), zero, zero, *window, apart_deg + 5.0)
    assert came_from.tolist() == [0, 0]
    assert start_s[0] == window[0][0]
    assert end_s[1] == window[1][0]
    assert end_s[0] < t_s[near] < start_s[1]


def test_many_windows_are_served_in_batches(monkeypatch: pytest.MonkeyPatch):
    """Batches of 7 windows give what one batch gives, within 1e-5 s; no windows give none."""
    table, sun = table_of([LOW], 3 * DAY_S)
    passes = Search(table, [Site("P", lat_deg=39.8, lon_deg=125.755)]).passes
    arguments = (table, sun, site_rows((39.8, 125.755)))
    windows = (passes.track, passes.target, passes.start_s, passes.end_s)
    whole = trim_glint(*arguments, *windows, 40.0)
    monkeypatch.setattr(glint, "WINDOWS_AT_ONCE", 7)
    parts = trim_glint(*arguments, *windows, 40.0)
    assert len(passes) > 10
    assert whole[0].tolist() == parts[0].tolist()
    for a, b in zip(whole[1:], parts[1:], strict=True):
        np.testing.assert_allclose(a, b, rtol=0, atol=1e-5)
    assert [len(c) for c in trim_glint(*arguments, *(w[:0] for w in windows), 40.0)] == [0, 0, 0]


def test_angles_that_are_none_are_refused():
    """Below 0, above 180, and not a number."""
    table, sun = table_of([LOW], DAY_S)
    none = np.empty(0, np.int64)
    for limit_deg in (-1.0, 181.0, float("nan")):
        with pytest.raises(UsageError, match="between 0 and 180"):
            trim_glint(table, sun, site_rows((0.0, 0.0)), none, none, none * 1.0, none * 1.0, limit_deg)
