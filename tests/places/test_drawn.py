"""Boxes, polygons and circles drawn by hand."""

import math
from pathlib import Path

import numpy as np
import pytest

from sim.earth import site_itrs_km
from sim.errors import UsageError
from sim.places.drawn import box_region, circle_region, polygon_region

GEOGRAPHICLIB = Path(__file__).parents[1] / "authorities" / "geographiclib_direct.txt"


@pytest.mark.parametrize(
    ("west", "east", "width"),
    [(170, -170, 20), (350, 10, 20), (-10, 350, 360), (-180, 180, 360), (0, 360, 360), (180, 190, 10), (90, 270, 180)],
)
def test_a_box_goes_eastward_from_west_to_east(west: float, east: float, width: float) -> None:
    """Whatever longitude is counted from, and across 180, the box is as wide as the way eastward."""
    box = box_region("x", south_deg=10, north_deg=20, west_deg=west, east_deg=east)
    narrow = box_region("x", south_deg=10, north_deg=20, west_deg=0, east_deg=1)
    assert box.area_km2 == pytest.approx(width * narrow.area_km2, rel=1e-9)
    assert box.contains(15.0, west + 0.5)
    assert not box.contains(15.0, west - 0.5) or width == 360


def test_a_polygon_is_given_latitude_first() -> None:
    """As on the command line; GeoJSON has it the other way round."""
    korea = polygon_region("x", [(33, 124), (33, 131), (43, 131), (43, 124)])
    assert korea.bounds == (33.0, 43.0, 124.0, 131.0)


@pytest.mark.parametrize("lat_deg", [0.0, 39.8, -75.0])
def test_a_small_circle_has_its_radius(lat_deg: float) -> None:
    """The straight way to its edge is 1.03 mm shorter than 10 km, as through a ball, within 0.05 mm all round."""
    circle = circle_region("x", lat_deg=lat_deg, lon_deg=179.95, radius_km=10.0)
    vertices = np.vstack(circle.boundary)
    centre = site_itrs_km(lat_deg=lat_deg, lon_deg=179.95)
    away_km = np.linalg.norm(site_itrs_km(lat_deg=vertices[:, 1], lon_deg=vertices[:, 0]) - centre, axis=-1)
    cut = np.abs(vertices[:, 0]) == 180.0  # a vertex of the cut lies on a chord, 4e-5 of the radius farther in at most
    np.testing.assert_allclose(away_km[~cut], 10.0 - 1.03e-6, rtol=0.0, atol=5e-8)
    assert circle.area_km2 == pytest.approx(math.pi * 100.0, rel=2e-5)


def test_geodesics_agree_with_geographiclib() -> None:
    """Circles pass through the ends of geodesics by GeographicLib within 1e-8 degrees, 1 mm: 500 and 5,000 km long."""
    for length_km, azimuth_deg, lat_deg, lon_deg in np.loadtxt(GEOGRAPHICLIB):
        circle = circle_region("x", lat_deg=39.797, lon_deg=125.755, radius_km=length_km)
        vertices = np.vstack(circle.boundary)
        off_deg = np.hypot(np.mod(vertices[:, 0] - lon_deg + 180.0, 360.0) - 180.0, vertices[:, 1] - lat_deg)
        assert off_deg.min() < 1e-8, azimuth_deg


@pytest.mark.parametrize(
    ("centre", "radius_km"),
    [((85.0, 20.0), 1000.0), ((-89.9, 0.0), 300.0), ((60.0, 180.0), 5000.0), ((90.0, 0.0), 50.0)],
)
def test_a_circle_may_lie_over_a_pole(centre: tuple[float, float], radius_km: float) -> None:
    """The pole is inside, and so is what lies just within the radius on the far side."""
    circle = circle_region("x", lat_deg=centre[0], lon_deg=centre[1], radius_km=radius_km)
    side = math.copysign(1.0, centre[0])
    beyond_deg = radius_km / 111.5 - (90.0 - abs(centre[0]))
    assert circle.contains(side * 90.0, 77.0)
    assert circle.contains(side * (90.0 - 0.98 * beyond_deg), centre[1] + 180.0)
    assert not circle.contains(side * (90.0 - 1.02 * beyond_deg), centre[1] + 180.0)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: box_region("x", south_deg=5, north_deg=5, west_deg=0, east_deg=1), "south_deg = 5 must be below"),
        (lambda: box_region("x", south_deg=0, north_deg=95, west_deg=0, east_deg=1), "north_deg = 95 must lie between"),
        (lambda: box_region("x", south_deg=0, north_deg=5, west_deg=3, east_deg=3), "enclose no box"),
        (lambda: box_region("x", south_deg=0, north_deg=5, west_deg=-90, east_deg=300), "enclose no box"),
        (lambda: box_region("x", south_deg=0, north_deg=5, west_deg=400, east_deg=3), "west_deg = 400 must lie"),
        (lambda: polygon_region("x", [(125, 39), (126, 39), (126, 40)]), "lat_deg = 125 must lie between -90 and 90"),
        (lambda: polygon_region("x", [(1, 2, 3), (2, 3, 4)]), r"the vertex \(1, 2, 3\) must be latitude and longitude"),
        (lambda: polygon_region("x", [(1, 2), (3, 4)]), "needs three different vertices, not 2"),
        (lambda: circle_region("x", lat_deg=0, lon_deg=0, radius_km=0), "radius_km = 0 must be above 0"),
        (lambda: circle_region("x", lat_deg=0, lon_deg=0, radius_km=6000), "at most 5,000 km"),
        (lambda: circle_region("x", lat_deg=math.nan, lon_deg=0, radius_km=6), "lat_deg = nan must be a finite"),
    ],
)
def test_what_encloses_nothing_is_refused(make, words: str) -> None:
    """The sentence begins with the region's name, and names the value and what would be right."""
    with pytest.raises(UsageError, match=f"region 'x': .*{words}"):
        make()
