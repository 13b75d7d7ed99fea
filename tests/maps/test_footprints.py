"""Footprints: the closed form on a row against elevation and off-nadir angles worked out point by point."""

import math

import naive_geometry
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.maps import row_kernel
from sim.maps.canvas import row_constants
from sim.maps.footprints import Edge, chord_tests, footprint
from sim.places.grids import Grid
from sim.sensors.limits import Limits
from sim.windows import margin_kinds as kinds

LOW_ORBIT = np.array([6900.0, 6940.0, 7.6, 0.0091, 1.2e-5, 1.13e-3, 5e-6])


@st.composite
def views(draw: st.DrawFn) -> tuple[np.ndarray, float, float]:
    """A satellite from 250 to 36,000 km up, and the latitude and height of a row that it may see."""
    lat_deg = draw(st.sampled_from([-89.9, 0.0, 60.0]) | st.floats(-89.9, 89.9))
    height_km = draw(st.sampled_from([250.0, 550.0, 1200.0, 20000.0, 35786.0]))
    sat_km = (6378.137 + height_km) * np.array([math.cos(math.radians(lat_deg)), 0.0, math.sin(math.radians(lat_deg))])
    row_deg = lat_deg + draw(st.floats(-25.0, 25.0))
    return sat_km, min(max(row_deg, -90.0), 90.0), draw(st.sampled_from([0.0, 4.0]))


def half_width_deg(sat_km: np.ndarray, row_deg: float, row_height_km: float, edge: Edge) -> float:
    """Return what the kernel says: how far the disc reaches along the row, degrees; below 0 for not at all."""
    grid = Grid(
        south_deg=row_deg, west_deg=0.0, lat_step_deg=1.0, lon_step_deg=1.0, rows=1, columns=1, height_km=row_height_km
    )
    sub_lat_deg, _ = naive_geometry.sub_point_deg(sat_km[None])
    sub_lat = math.radians(float(sub_lat_deg[0]))
    p_km, z_km = float(np.hypot(*sat_km[:2])), float(sat_km[2])
    lever = row_kernel.levers(edge.kind, 0.0, p_km, z_km, math.sin(sub_lat), math.cos(sub_lat))
    out = np.empty(4)
    row_kernel.half_widths(
        edge.kind, edge.parameter**2, lever, row_constants(grid), 0, 4, p_km, z_km, math.degrees(1.0), 180.0, out
    )
    return float(out[0])


def angle_deg(sat_km: np.ndarray, row_deg: float, row_height_km: float, lon_deg: float, edge: Edge) -> float:
    """Return by how many degrees a point of the row is inside the edge."""
    at = {"lat_deg": row_deg, "lon_deg": lon_deg, "height_km": row_height_km}
    if edge.kind == kinds.ABOVE:
        return float(naive_geometry.elevation_deg(sat_km[None], **at)[0]) - edge.angle_deg
    return edge.angle_deg - float(naive_geometry.off_nadir_deg(sat_km[None], **at)[0])


@given(views(), st.floats(0.5, 80.0))
def test_the_arc_of_an_elevation_ends_where_the_elevation_does(
    view: tuple[np.ndarray, float, float], angle: float
) -> None:
    """At the arc's ends the elevation is the limit, within 1e-6 degrees; a row not reached is below it everywhere."""
    sat_km, row_deg, height_km = view
    edge = Edge(kinds.ABOVE, angle)
    half = half_width_deg(sat_km, row_deg, height_km, edge)
    if half < 0.0:
        assert angle_deg(sat_km, row_deg, height_km, 0.0, edge) < 1e-6
    elif half >= 180.0:
        assert angle_deg(sat_km, row_deg, height_km, 180.0, edge) > -1e-6
    else:
        assert angle_deg(sat_km, row_deg, height_km, half, edge) == pytest.approx(0.0, abs=1e-6)
        assert angle_deg(sat_km, row_deg, height_km, 0.0, edge) > -1e-6


@given(views(), st.floats(0.5, 60.0))
def test_the_arc_of_an_off_nadir_angle_ends_where_the_angle_does(
    view: tuple[np.ndarray, float, float], angle: float
) -> None:
    """At the arc's ends the off-nadir angle is the limit, within 1e-6 degrees, where the cone meets the Earth."""
    sat_km, row_deg, height_km = view
    edge = Edge(kinds.WITHIN, angle)
    sine = math.sin(math.radians(angle + 0.4)) * float(np.linalg.norm(sat_km)) / 6335.0
    assume(sine < 0.99)  # beyond, the horizon rules
    half = half_width_deg(sat_km, row_deg, height_km, edge)
    if half < 0.0:
        assert angle_deg(sat_km, row_deg, height_km, 0.0, edge) < 1e-6
    elif half < 180.0:
        assert angle_deg(sat_km, row_deg, height_km, half, edge) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize(("elevation_deg", "height_km"), [(0.0, 550.0), (10.0, 550.0), (57.6, 570.0), (5.0, 35786.0)])
def test_a_disc_has_the_radius_of_the_textbook(elevation_deg: float, height_km: float) -> None:
    """cos(radius + elevation) = R cos(elevation) / (R + h) on a sphere, within 1e-9 radians."""
    radius_km = 6371.0
    found = Edge(kinds.ABOVE, elevation_deg).radius_rad(height_km, radius_km)
    elevation = math.radians(elevation_deg)
    expected = math.acos(radius_km / (radius_km + height_km) * math.cos(elevation)) - elevation
    assert found == pytest.approx(expected, abs=1e-9)


def test_an_off_nadir_disc_has_the_radius_of_the_textbook() -> None:
    """sin(off-nadir + radius) = (R + h) / R sin(off-nadir) on a sphere, to 1e-9; a wide cone ends at the horizon."""
    off_nadir = math.radians(30.0)
    expected = math.asin(math.sin(off_nadir) * (6371.0 + 550.0) / 6371.0) - off_nadir
    assert Edge(kinds.WITHIN, 30.0).radius_rad(550.0, 6371.0) == pytest.approx(expected, abs=1e-9)
    horizon = math.acos(6371.0 / (6371.0 + 550.0))
    assert Edge(kinds.WITHIN, 80.0).radius_rad(550.0, 6371.0) == pytest.approx(horizon, abs=1e-9)


def test_a_narrow_disc_takes_more_samples_than_a_wide_one() -> None:
    """An excess of 1.25 percent takes one sample a minute for elevation 10 degrees, more for off-nadir 10 degrees."""
    wide, narrow = (
        footprint(one, LOW_ORBIT, surface_km=0.0, step_s=60.0, excess=0.0125)
        for one in (Limits(elevation_min_deg=10.0), Limits(off_nadir_max_deg=10.0))
    )
    assert wide is not None
    assert narrow is not None
    assert wide.parts < narrow.parts
    for found in (wide, narrow):
        assert 0.0 < found.excess_km < 0.0125 * found.reach_rad * 6378.0


def test_limits_that_leave_nothing_are_no_footprint() -> None:
    """A hole that is larger than the disc leaves nothing to paint."""
    nothing = Limits(off_nadir_max_deg=20.0, incidence_min_deg=45.0)
    assert footprint(nothing, LOW_ORBIT, surface_km=0.0, step_s=60.0, excess=0.0125) is None


def test_a_hole_is_painted_too_small_and_a_disc_too_large() -> None:
    """A band is a disc raised by what a margin can rise, with a hole lowered by what it can sag."""
    band = footprint(
        Limits(incidence_min_deg=20.0, incidence_max_deg=45.0), LOW_ORBIT, surface_km=0.0, step_s=60.0, excess=0.0125
    )
    assert band is not None
    assert (band.disc, band.hole) == (kinds.ABOVE, kinds.ABOVE)
    assert band.disc_km > 0.0 > band.hole_km
    assert band.tests == ()


def test_squint_and_side_are_tested_point_by_point() -> None:
    """They have no closed form on a row; over a whole step they are never sure."""
    radar = Limits(incidence_min_deg=20.0, incidence_max_deg=45.0, squint_max_deg=15.0, look="left")
    found = footprint(radar, LOW_ORBIT, surface_km=0.0, step_s=60.0, excess=0.0125)
    assert found is not None
    assert {kind for kind, _, _ in found.tests} == {kinds.ABOVE, kinds.BELOW, kinds.SQUINT, kinds.LEFT}
    tests, others = chord_tests(radar, LOW_ORBIT, surface_km=0.0, step_s=60.0)
    assert others
    assert [kind for kind, *_ in tests] == [kinds.ABOVE, kinds.BELOW]
