"""Areas on the ellipsoid, against closed forms and against strips of latitude summed the slow way."""

import math

import naive_areas as naive
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from sim.places.ellipsoid_area import EARTH_KM2, degree_km, latitude_of_share_deg, shape_km2, zone_km2_per_rad


def test_the_earth_has_its_surface() -> None:
    """WGS84 has 510,065,621.724 km2: the closed form for an ellipsoid of revolution, within rounding (1e-13)."""
    a, e = naive.A_KM, math.sqrt(naive.E2)
    assert pytest.approx(2 * math.pi * a**2 * (1 + (1 - e**2) / e * math.atanh(e)), rel=1e-13) == EARTH_KM2
    assert pytest.approx(510_065_621.724, abs=1e-3) == EARTH_KM2


def test_a_triangle_has_the_area_of_its_strips() -> None:
    """Slanted edges are straight in longitude and latitude: 4,000 strips agree within 1e-6, what midpoints leave."""
    for vertices in (
        [(0.0, 0.0), (60.0, 10.0), (20.0, 70.0)],
        [(-170.0, -80.0), (150.0, -20.0), (10.0, 85.0)],
        [(10.0, 50.0), (10.02, 50.0), (10.01, 50.015)],
    ):
        assert shape_km2(shapely.Polygon(vertices)) == pytest.approx(naive.polygon_km2(vertices), rel=1e-6)


@given(st.floats(-90.0, 89.0), st.floats(0.001, 1.0), st.floats(-180.0, 179.0), st.floats(0.001, 360.0))
def test_a_box_has_its_closed_form(south: float, share: float, west: float, width: float) -> None:
    """Within 1e-9 of the closed form, which itself loses seven digits of a small box to its difference."""
    north = south + share * (90.0 - south)
    expected = naive.box_km2(south, north, width)
    found = float(shape_km2(shapely.box(west, south, west + width, north)))
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_small_shapes_keep_their_digits() -> None:
    """A hundred metres square at 45 degrees has the area of its element within 1e-9, though zones are 1e9 larger."""
    side = 1e-3
    found = float(shape_km2(shapely.box(100.0, 45.0 - 0.5 * side, 100.0 + side, 45.0 + 0.5 * side)))
    assert found == pytest.approx(naive.element_km2(45.0) * side**2, rel=1e-9)


def test_holes_are_taken_off_and_parts_added() -> None:
    """An array of shapes gives an array of areas; lines and empty shapes have none."""
    outer, inner = shapely.box(0, 0, 10, 10), shapely.box(2, 2, 4, 4)
    far = shapely.box(20, 0, 30, 10)
    shapes = [
        outer - inner,
        outer,
        inner,
        shapely.union_all([outer - inner, far]),
        shapely.LineString([(0, 0), (1, 1)]),
    ]
    holed, whole, hole, both, line = shape_km2([*shapes])
    assert holed == pytest.approx(whole - hole, rel=1e-12)
    assert both == pytest.approx(holed + whole, rel=1e-12)
    assert line == 0.0


def test_the_latitude_of_a_share_is_the_inverse() -> None:
    """South of the latitude lies the share asked for, within 1e-15 of the Earth; at 0 and 1 are the poles."""
    share = np.linspace(0.0, 1.0, 1001)
    lat = latitude_of_share_deg(share)
    half = float(zone_km2_per_rad(90.0))
    np.testing.assert_allclose(0.5 + 0.5 * zone_km2_per_rad(lat) / half, share, rtol=0.0, atol=1e-15)
    assert (lat[0], lat[-1]) == (-90.0, 90.0)
    assert lat[500] == pytest.approx(0.0, abs=1e-12)


def test_degrees_have_the_lengths_of_the_tables() -> None:
    """At 45 degrees a degree of latitude is 111.132 km and one of longitude 78.847 (NGA's table, rounded to 1 m)."""
    lat_km, lon_km = degree_km(45.0)
    assert float(lat_km) == pytest.approx(111.132, abs=1e-3)
    assert float(lon_km) == pytest.approx(78.847, abs=1e-3)
