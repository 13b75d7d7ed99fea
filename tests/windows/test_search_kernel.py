"""The small parts of the kernel: interpolation, the normal below a satellite, bounds on curvature."""

from __future__ import annotations

import math
import os
import platform
import re
import subprocess
import sys

import naive
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import element_set, scaled

from sim.clock import Span, parse_utc
from sim.orbits.ephemeris import Track, ephemeris
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.windows import search_kernel as kernel
from sim.windows.search import Search
from sim.windows.steps import Margin, margins

NODES = np.arange(-4.0, 6.0)


@given(st.floats(0.0, 1.0), st.integers(0, 9))
def test_ten_nodes_give_powers_and_their_slopes(s: float, power: int):
    """Polynomials up to degree 9 in s and their derivatives come out exactly, to the rounding of 5^9: 1e-9."""
    found = kernel.polynomial(NODES**power, 4)
    assert kernel.value(found, s - 0.5) == pytest.approx(s**power, abs=1e-9)
    derivative = power * s ** (power - 1) if power else 0.0
    assert kernel.slope(found, s - 0.5) == pytest.approx(derivative, abs=1e-8)


@pytest.mark.parametrize("node", range(10))
def test_at_a_node_the_node_itself_is_taken(node: int):
    """At the fractions 0 and 1 the polynomial passes through the nodes there, whatever the others are: to 1e-14."""
    found = kernel.polynomial(np.eye(10)[node], 4)
    assert kernel.value(found, -0.5) == pytest.approx(float(node == 4), abs=1e-14)
    assert kernel.value(found, 0.5) == pytest.approx(float(node == 5), abs=1e-14)


@pytest.mark.parametrize(
    ("t_s", "node", "fraction"),
    [(100.0, 4, -4 + 100 / 60), (240.0, 4, 0.0), (299.9, 4, 0.9983333), (1200.0, 14, 6.0), (0.0, 4, -4.0)],
)
def test_a_time_is_located_where_ten_nodes_exist(t_s: float, node: int, fraction: float):
    """Of twenty nodes from 0 s every 60 s, node 4 to node 14 have four before them and five behind."""
    k, s = kernel.locate(t_s, 0.0, 60.0, 20)
    assert (k, s) == (node, pytest.approx(fraction, abs=1e-6))


@given(st.lists(st.sampled_from([0, 0, 0, 0, 1, 2]), min_size=1, max_size=60), st.sampled_from([0, 2]), st.data())
def test_the_next_node_on_another_side_is_found(sides: list[int], same: int, data: st.DataObject):
    """As a look at each byte in turn says; past the end where there is none."""
    k = data.draw(st.integers(0, len(sides) - 1))
    words = np.full(1 + len(sides) // 8, kernel.ALL_ABOVE if same else kernel.ALL_BELOW, np.uint64)
    words.view(np.uint8)[: len(sides)] = sides
    expected = next((j for j in range(k, len(sides)) if sides[j] != same), None)
    found = kernel.next_other(words, k, kernel.ALL_ABOVE if same else kernel.ALL_BELOW)
    assert found == expected if expected is not None else found >= len(sides)


@given(
    st.sampled_from([-90.0, -45.0, 0.0, 1e-7, 45.0, 90.0]) | st.floats(-90.0, 90.0),
    st.floats(-180.0, 360.0),
    st.sampled_from([100.0, 550.0, 35786.0]) | st.floats(100.0, 200000.0),
)
def test_the_normal_below_a_satellite_is_the_geodetic_one(lat_deg: float, lon_deg: float, height_km: float):
    """Within 1e-12 of the normal of the place below, at all latitudes, from 100 to 200,000 km up."""
    up = naive.up_itrs(lat_deg=lat_deg, lon_deg=lon_deg)
    place_km = naive.site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km)
    assert kernel.normal_below(*place_km) == pytest.approx(up, abs=1e-12)


def test_the_normal_above_a_pole_needs_no_longitude():
    """On the axis the normal is the axis."""
    assert kernel.normal_below(0.0, 0.0, 7000.0) == (0.0, 0.0, 1.0)
    assert kernel.normal_below(0.0, 0.0, -7000.0) == (0.0, 0.0, -1.0)


KINDS = {
    "above": (kernel.ABOVE, math.sin(math.radians(10.0)), "elevation", 10.0, 1.0),
    "below": (kernel.BELOW, math.sin(math.radians(50.0)), "elevation", 50.0, -1.0),
    "within": (kernel.WITHIN, math.cos(math.radians(40.0)), "off_nadir", 40.0, -1.0),
    "beyond": (kernel.BEYOND, math.cos(math.radians(40.0)), "off_nadir", 40.0, 1.0),
    "squint": (kernel.SQUINT, math.sin(math.radians(30.0)) ** 2, "squint", 30.0, -1.0),
    "right": (kernel.RIGHT, 0.0, "side", 0.0, 1.0),
    "left": (kernel.LEFT, 0.0, "side", 0.0, -1.0),
    "nearer": (kernel.NEARER, 1200.0, "range", 1200.0, -1.0),
    "farther": (kernel.FARTHER, 1200.0, "range", 1200.0, 1.0),
    "sharper": (kernel.SHARPER, 1500.0, "smear", 1500.0, -1.0),
    "northward": (kernel.NORTHWARD, 0.0, "northward", 0.0, 1.0),
    "southward": (kernel.SOUTHWARD, 0.0, "northward", 0.0, -1.0),
}
# Planes: the limits they come from. The bound on the curvature is tried for each of them.
PLANES = {
    "east": Limits(azimuth_from_deg=20.0, azimuth_to_deg=150.0),
    "ahead": Limits(fov_across_deg=40.0, fov_along_deg=60.0, pitch_deg=15.0),
    "right": Limits(fov_across_deg=30.0, fov_along_deg=20.0, roll_deg=25.0, pitch_deg=-10.0),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_margin_is_positive_where_its_limit_is_met(name: str):
    """Signs of all margins over a day, at and between nodes, are those of the twin's angles; none in 1e-5 degrees."""
    kind, p, angle, limit_deg, sign = KINDS[name]
    elements = element_set(perigee_km=550.0, eccentricity=0.002, inclination_deg=97.6)
    start = parse_utc("2026-07-14T03:00:00Z")
    table = ephemeris(Span(start, 86400.0), [Track(0, elements, 0.0, 86400.0)], step_s=60.0)
    site_km = naive.site_itrs_km(lat_deg=39.8, lon_deg=125.75)
    site = np.concatenate([site_km, naive.up_itrs(lat_deg=39.8, lon_deg=125.75)])
    t_s = np.sort(np.concatenate([np.arange(0.0, 86400.0, 60.0), np.random.default_rng(3).uniform(0.0, 86400.0, 1000)]))
    found = []
    for t in t_s:
        k, s = kernel.locate(t, table.grid_s + table.first[0] * 60.0, 60.0, int(table.count[0]))
        g, range_km = kernel.margin(
            kind, p, kernel.NO_PLANE, table.x_km, table.y_km, table.z_km, int(table.offset[0]) + k, s, 60.0, site
        )
        found.append((g, range_km))
    margins, ranges_km = np.array(found).T
    exact_km = np.linalg.norm(naive.earth_fixed_km(elements, start, t_s) - site_km, axis=1)
    assert np.abs(ranges_km - exact_km).max() < 1e-7
    margin_deg = sign * (naive.View(elements, start, 39.8, 125.75).angle_deg(angle, t_s) - limit_deg)
    clear = np.abs(margin_deg) > 1e-5
    assert (np.sign(margins) == np.sign(margin_deg))[clear].all()
    assert clear.sum() > 2400


TRIED = {name: [Margin(kind, p)] for name, (kind, p, *_) in KINDS.items()}
TRIED |= {name: margins(limits, 0.0) for name, limits in PLANES.items()}


@pytest.mark.parametrize(
    "margin", [pytest.param(m, id=f"{name} {i}") for name in TRIED for i, m in enumerate(TRIED[name])]
)
def test_curvature_bounds_the_margins_second_derivative(margin: Margin):
    """Over an hour of steps around a culmination, second differences stay below the bound, which is not idle either."""
    start = parse_utc("2026-07-14T03:00:00Z")
    worst = 0.0
    for elements in (
        element_set(perigee_km=300.0, eccentricity=0.0, inclination_deg=97.6),
        element_set(perigee_km=500.0, eccentricity=0.2 if margin.kind == kernel.INSIDE else 0.6, inclination_deg=63.4),
    ):
        table = ephemeris(Span(start, 86400.0), [Track(0, elements, 0.0, 86400.0)], step_s=60.0)
        lat, lon = naive.sub_point_deg(naive.earth_fixed_km(elements, start, [40000.0]))
        site_km = naive.site_itrs_km(lat_deg=float(lat[0]), lon_deg=float(lon[0]))
        site = np.concatenate([site_km, naive.up_itrs(lat_deg=float(lat[0]), lon_deg=float(lon[0]))])
        zero_s = table.grid_s + table.first[0] * 60.0

        def at(t: float, table=table, site=site, zero_s=zero_s) -> tuple[float, float]:
            k, s = kernel.locate(t, zero_s, 60.0, int(table.count[0]))
            row = int(table.offset[0]) + k
            return kernel.margin(*margin, table.x_km, table.y_km, table.z_km, row, s, 60.0, site)

        for t in np.arange(38000.0, 42000.0, 60.0):
            (_, range_a), (_, range_b) = at(t), at(t + 60.0)
            bound = kernel.curvature_over(
                *margin, 60.0, range_a, range_b, table.bounds[0], float(np.linalg.norm(site_km))
            )
            g = np.array([at(t + h)[0] for h in np.arange(0.0, 61.0, 4.0)])
            second = np.abs(np.diff(g, 2)).max() / 16.0
            assert second <= bound
            worst = max(worst, second / bound)
    assert worst > (0.005 if margin.kind == kernel.INSIDE else 0.02)  # a frame may turn any way at once


@settings(max_examples=scaled(0.5))
@given(st.sampled_from([0.0, 5.0, 30.0, 70.0]), st.floats(0.0, 86400.0), st.floats(1.0, 4000.0), st.integers(0, 3))
def test_trimming_keeps_to_the_stretch_it_is_given(elevation_deg: float, start_s: float, length_s: float, snap: int):
    """Any stretch, at nodes or between, cut by an elevation is its intersection with the windows: to 1e-6 s."""
    start = parse_utc("2026-07-14T03:00:00Z")
    elements = element_set(perigee_km=300.0, eccentricity=0.001, inclination_deg=133.0)
    table = ephemeris(Span(start, 90000.0), [Track(0, elements, 0.0, 90000.0)], step_s=60.0)
    begin_s = 60.0 * (start_s // 60.0) if snap & 1 else start_s
    end_s = begin_s + (60.0 * (1 + length_s // 60.0) if snap & 2 else length_s)
    search = Search(table, [Site("P", lat_deg=30.0, lon_deg=0.0)], threads=1)
    whole = search.windows(Limits(elevation_min_deg=elevation_deg)).between(begin_s, end_s)
    columns = table.x_km, table.y_km, table.z_km, table.grid_s, table.step_s, table.first, table.count, table.offset
    came, from_s, to_s = np.empty(64, np.int64), np.empty(64), np.empty(64)
    one = np.zeros(1, np.int64)
    n = kernel.trim(
        kernel.ABOVE, math.sin(math.radians(elevation_deg)), kernel.NO_PLANE, *columns, table.bounds, search._sites,
        one, one, np.array([begin_s]), np.array([end_s]), came, from_s, to_s,
    )  # fmt: skip
    long = whole.end_s - whole.start_s > 1e-6
    kept = to_s[:n] - from_s[:n] > 1e-6
    assert from_s[:n][kept] == pytest.approx(whole.start_s[long], abs=1e-6)
    assert to_s[:n][kept] == pytest.approx(whole.end_s[long], abs=1e-6)


PRINT_ASSEMBLY = """
import numpy as np
from sim.windows import search_kernel as k
k.solve(0.0, np.zeros(k.ROWS * k.WAITING), np.zeros(64, np.int64), 0, 90.0, np.zeros(1), np.zeros(1))
whole, single, real = np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0)
tables = single, single, single, real, real, real, 0.0, 90.0, np.ones(1, np.int64), np.ones(1, np.int64), whole
k.find_passes(*tables, real, real, np.zeros((1, 7)), np.zeros((1, 6)), whole, whole, whole, real, real)
for found in (k.solve, k.find_passes):
    print("=====")
    print(*found.inspect_asm().values())
"""
# Packed roots, of doubles; packed products and comparisons, of singles.
ROOTS = {"x86_64": r"sqrtpd.*[yz]mm", "aarch64": r"fsqrt\s+v\d+\.2d"}
SORTING = {"x86_64": r"(mul|fmadd\d+|cmp\w*)ps.*[yz]mm", "aarch64": r"(fmul|fmla|fcmgt)\s+v\d+\.4s"}


def test_roots_are_solved_and_nodes_sorted_several_at_a_time(tmp_path):
    """A fresh compile, in a process of its own, holds vector code for both loops; without it they are slow."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    assert machine in ROOTS, f"say here what vector instructions of {machine} are called"
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", PRINT_ASSEMBLY], env=environment, capture_output=True, text=True, check=True
    )
    _, solve, find_passes = done.stdout.split("=====")
    assert len(re.findall(ROOTS[machine], solve)) >= 3  # one for each Newton step
    assert len(re.findall(SORTING[machine], find_passes)) >= 5
