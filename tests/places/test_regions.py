"""Regions: area, containment, bounds, boundary, and the points that stand for them."""

import math

import naive_areas as naive
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.earth import site_itrs_km
from sim.errors import UsageError
from sim.places.drawn import box_region, circle_region, polygon_region
from sim.places.regions import Region, default_spacing_km, region_of_polygons, united

BOX = box_region("box", south_deg=33.0, north_deg=43.0, west_deg=124.0, east_deg=131.0)
PACIFIC = box_region("Pacific", south_deg=-10.0, north_deg=20.0, west_deg=170.0, east_deg=-160.0)
CAP = polygon_region("cap", [(70.0, -135.0), (65.0, -45.0), (70.0, 45.0), (72.0, 135.0)])
HOLED = region_of_polygons("holed", [[[(0, 0), (10, 0), (10, 10), (0, 10)], [(2, 2), (8, 2), (8, 8), (2, 8)]]])
EVERYWHERE = box_region("Earth", south_deg=-90.0, north_deg=90.0, west_deg=-180.0, east_deg=180.0)
REGIONS = [BOX, PACIFIC, CAP, HOLED]


def names(region: Region) -> str:
    return region.name


def distance_km(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Straight distances between all pairs of places, (N, N)."""
    at = site_itrs_km(lat_deg=lat, lon_deg=lon)
    return np.linalg.norm(at[:, None] - at[None], axis=-1)


def test_a_box_has_the_area_of_its_closed_form() -> None:
    """On the ellipsoid, across 180 too, and round the whole Earth, within 1e-9."""
    assert pytest.approx(naive.box_km2(33.0, 43.0, 7.0), rel=1e-9) == BOX.area_km2
    assert pytest.approx(naive.box_km2(-10.0, 20.0, 30.0), rel=1e-9) == PACIFIC.area_km2
    assert pytest.approx(510_065_621.724, abs=0.01) == EVERYWHERE.area_km2
    assert pytest.approx(naive.box_km2(0, 10, 10) - naive.box_km2(2, 8, 6), rel=1e-9) == HOLED.area_km2


@given(st.integers(-90, 88), st.integers(1, 60), st.integers(-180, 179), st.integers(2, 359), st.floats(0.01, 0.99))
def test_the_halves_of_a_box_have_its_area(south: int, height: int, west: int, width: int, cut: float) -> None:
    """Cut along a meridian, wherever the box lies, its halves add up to it within 1e-9."""
    north = min(south + height, 90)
    middle = west + cut * width

    def part(from_deg: float, to_deg: float) -> float:
        turn = 360.0 if from_deg > 360.0 else 0.0  # east counts on past 360, west does not
        return box_region(
            "part", south_deg=south, north_deg=north, west_deg=from_deg - turn, east_deg=to_deg - turn
        ).area_km2

    whole = part(west, west + width)
    assert part(west, middle) + part(middle, west + width) == pytest.approx(whole, rel=1e-9)


def test_places_are_in_a_region_whatever_their_longitude_is_counted_from() -> None:
    """The boundary belongs to the region; 190 and -170 are one place; arrays are broadcast."""
    np.testing.assert_array_equal(
        PACIFIC.contains(0.0, [169.9, 170.0, 180.0, -180.0, -160.0, 200.0, 200.1, 530.0]),
        [False, True, True, True, True, True, False, True],
    )
    np.testing.assert_array_equal(PACIFIC.contains([[-10.0], [20.0], [20.1]], [175.0]), [[True], [True], [False]])
    assert HOLED.contains(1.0, 5.0)
    assert HOLED.contains(2.0, 5.0)
    assert not HOLED.contains(5.0, 5.0)


def test_a_pole_is_one_place_at_all_longitudes() -> None:
    """The cap holds the North Pole whatever its longitude is said to be, and no place on its far side."""
    assert CAP.contains(90.0, np.arange(-180.0, 361.0, 45.0)).all()
    assert not CAP.contains(-90.0, 0.0)
    wedge = box_region("wedge", south_deg=80.0, north_deg=90.0, west_deg=10.0, east_deg=20.0)
    assert wedge.contains(90.0, -100.0)
    assert not wedge.contains(89.0, -100.0)


def test_bounds_are_the_smallest_box() -> None:
    """They go on past 180 where the region does; a region round a pole reaches it."""
    assert BOX.bounds == (33.0, 43.0, 124.0, 131.0)
    assert PACIFIC.bounds == (-10.0, 20.0, 170.0, 200.0)
    assert CAP.bounds == (pytest.approx(65.0), 90.0, -180.0, 180.0)
    two = united("two", [BOX, box_region("b", south_deg=0, north_deg=1, west_deg=-130, east_deg=-120)])
    assert two.bounds == (0.0, 43.0, 124.0, 240.0)
    east = box_region("east", south_deg=0, north_deg=1, west_deg=-180.0, east_deg=-170.0)
    assert east.bounds == (0.0, 1.0, -180.0, -170.0)


def test_cuts_of_the_flat_map_are_no_boundary() -> None:
    """The seam at 180 and the line along the pole fall away; what ends at 180 keeps its edge there."""
    assert EVERYWHERE.boundary == []
    assert max(abs(line[:, 1]).max() for line in CAP.boundary) == pytest.approx(72.0)
    assert not any((np.abs(line[:-1, 0]) == 180.0).any() and (line[:, 0] == line[0, 0]).all() for line in CAP.boundary)
    corners = np.vstack(PACIFIC.boundary)
    assert set(map(tuple, corners)) == {(lon, lat) for lon in (170.0, 180.0, -180.0, -160.0) for lat in (-10.0, 20.0)}
    west = box_region("west", south_deg=0.0, north_deg=1.0, west_deg=170.0, east_deg=180.0)
    assert sum(len(line) - 1 for line in west.boundary) == 4


def test_united_regions_count_once_what_they_share() -> None:
    """The union of two boxes that overlap by half has one and a half times the area of one."""
    shifted = box_region("shifted", south_deg=33.0, north_deg=43.0, west_deg=127.5, east_deg=134.5)
    assert united("both", [BOX, shifted]).area_km2 == pytest.approx(1.5 * BOX.area_km2, rel=1e-9)


@pytest.mark.parametrize("region", REGIONS, ids=names)
def test_sampled_areas_add_up_to_the_region(region: Region) -> None:
    """Points inside carry the whole area within rounding (1e-12), points of the boundary none."""
    for spacing_km in (2000.0, 300.0, 97.0):
        points = region.sample(spacing_km, height_km=0.5)
        inside = ~points.is_boundary
        assert points.area_km2.sum() == pytest.approx(region.area_km2, rel=1e-12)
        assert (points.area_km2[inside] > 0.0).all()
        assert (points.area_km2[points.is_boundary] == 0.0).all()
        assert region.contains(points.lat_deg[inside], points.lon_deg[inside]).all()
        assert points.height_km == 0.5
        assert len(points) == len(points.lon_deg) == len(points.is_boundary)


@pytest.mark.parametrize("region", REGIONS, ids=names)
def test_points_inside_are_about_the_spacing_apart(region: Region) -> None:
    """Nearest neighbours inside are 0.8 to 1.25 spacings apart, and no cell stands for more than twice its own area."""
    spacing_km = math.sqrt(region.area_km2 / 300.0)
    points = region.sample(spacing_km)
    inside = ~points.is_boundary
    between = distance_km(points.lat_deg[inside], points.lon_deg[inside])
    np.fill_diagonal(between, np.inf)
    nearest = between.min(axis=1) / spacing_km
    assert nearest.min() > 0.8
    assert nearest.max() < 1.25
    assert points.area_km2.max() < 2.0 * spacing_km**2


@pytest.mark.parametrize("region", REGIONS, ids=names)
def test_all_of_the_boundary_is_near_a_point_of_it(region: Region) -> None:
    """Every place on an edge lies near a boundary point, and these lie on edges within 1e-9 degrees."""
    import shapely

    spacing_km = math.sqrt(region.area_km2 / 100.0)
    points = region.sample(spacing_km)
    lat, lon = points.lat_deg[points.is_boundary], points.lon_deg[points.is_boundary]
    edges = shapely.multilinestrings([shapely.LineString(line) for line in region.boundary])
    assert shapely.distance(edges, shapely.points(lon, lat)).max() < 1e-9
    dense = np.vstack(
        [shapely.get_coordinates(shapely.segmentize(shapely.LineString(x), 0.2)) for x in region.boundary]
    )
    at, edge = site_itrs_km(lat_deg=lat, lon_deg=lon), site_itrs_km(lat_deg=dense[:, 1], lon_deg=dense[:, 0])
    nearest = np.linalg.norm(edge[:, None] - at[None], axis=-1).min(axis=1)
    assert nearest.max() <= 0.51 * spacing_km  # straight edges, evenly divided: half way between two points


def test_winding_edges_are_walked_with_dividers() -> None:
    """On a toothed coast no place is farther than the spacing from a point, and teeth that stick out have their own."""
    teeth = [(40.0 + 0.02 * (i % 2) + (2.0 if i == 50 else 0.0), 10.0 + 0.05 * i) for i in range(101)]
    coast = polygon_region("coast", [*teeth, (35.0, 15.0), (35.0, 10.0)])
    points = coast.sample(60.0)
    lat, lon = points.lat_deg[points.is_boundary], points.lon_deg[points.is_boundary]
    assert 40 < len(lat) < 60  # some 2,260 km of outline with the tooth, not the 3,000 km of all its teeth
    assert ((lat == 42.0) & (lon == 12.5)).any()
    vertices = np.array(teeth)
    at = site_itrs_km(lat_deg=lat, lon_deg=lon)
    coast_km = site_itrs_km(lat_deg=vertices[:, 0], lon_deg=vertices[:, 1])
    assert np.linalg.norm(coast_km[:, None] - at[None], axis=-1).min(axis=1).max() <= 60.0


def test_a_region_smaller_than_the_spacing_has_a_point_inside_and_its_corners() -> None:
    """A site of 200 m: one point inside with all of its area, four corners."""
    site = box_region("site", south_deg=39.79, north_deg=39.792, west_deg=125.75, east_deg=125.752)
    points = site.sample(50.0)
    assert points.is_boundary.tolist() == [False, True]  # corners nearer than a fifth of the spacing add nothing
    fine = site.sample(0.5)
    assert fine.is_boundary.sum() == 4
    assert site.contains(fine.lat_deg[0], fine.lon_deg[0])
    assert fine.area_km2[~fine.is_boundary].sum() == pytest.approx(site.area_km2, rel=1e-12)


def test_a_region_without_an_edge_has_points_inside_only() -> None:
    """The whole Earth has no boundary; its points are all of equal area."""
    points = EVERYWHERE.sample(1000.0)
    assert not points.is_boundary.any()
    np.testing.assert_allclose(points.area_km2, EVERYWHERE.area_km2 / len(points), rtol=1e-9)


def test_islands_larger_than_a_quarter_of_a_cell_have_their_own_point() -> None:
    """Of two islands 100 km apart, the larger has a point at any spacing, the smaller while it counts."""
    islands = united("islands", [
        box_region("a", south_deg=0.0, north_deg=0.5, west_deg=0.0, east_deg=0.5),
        box_region("b", south_deg=0.0, north_deg=0.1, west_deg=1.0, east_deg=1.1),
    ])  # fmt: skip
    for spacing_km, expected in ((15.0, True), (500.0, False)):
        points = islands.sample(spacing_km)
        inside = ~points.is_boundary
        assert (points.lon_deg[inside] > 0.9).any() == expected
        assert (points.lon_deg[points.is_boundary] > 0.9).any()


@pytest.mark.parametrize("region", [*REGIONS, EVERYWHERE], ids=names)
def test_the_default_spacing_gives_150_to_250_points(region: Region) -> None:
    """Whatever the shape and the size, boundary included."""
    assert 150 <= len(region.sample()) <= 250


def test_the_default_spacing_is_at_least_a_kilometre() -> None:
    """Orbits are not known better, so a facility of 4 km2 has a handful of points rather than 200."""
    facility = circle_region("facility", lat_deg=39.8, lon_deg=125.75, radius_km=1.1)
    assert default_spacing_km(facility) == 1.0
    assert 5 <= len(facility.sample()) <= 30


@given(st.integers(0, 10_000))
def test_any_polygon_is_sampled_whole(seed: int) -> None:
    """A random star anywhere on Earth, poles and antimeridian included: areas add up, points lie inside."""
    rng = np.random.default_rng(seed)
    lat, lon = float(rng.uniform(-85.0, 85.0)), float(rng.uniform(-180.0, 180.0))
    circle = circle_region("c", lat_deg=lat, lon_deg=lon, radius_km=float(rng.uniform(5.0, 3000.0)))
    spacing_km = math.sqrt(circle.area_km2 / rng.uniform(0.5, 60.0))
    points = circle.sample(spacing_km)
    inside = ~points.is_boundary
    assert inside.any()
    assert points.area_km2.sum() == pytest.approx(circle.area_km2, rel=1e-12)
    assert circle.contains(points.lat_deg[inside], points.lon_deg[inside]).all()


@pytest.mark.parametrize(
    ("spacing_km", "height_km", "words"),
    [
        (0.0, 0.0, "spacing_km = 0 must lie between 0.01 and 20,000 km"),
        (math.nan, 0.0, "spacing_km = nan"),
        (0.1, 0.0, "points of the region; take a larger one"),
        (100.0, 500.0, "height_km = 500 must lie between -12 and 30"),
    ],
)
def test_a_sample_that_makes_no_sense_is_refused(spacing_km: float, height_km: float, words: str) -> None:
    """The sentence names the value and what would be right."""
    with pytest.raises(UsageError, match=words):
        BOX.sample(spacing_km, height_km=height_km)


def test_a_region_needs_a_name_and_a_polygon() -> None:
    """A blank name, and no polygon at all, are refused."""
    with pytest.raises(UsageError, match="region ' ': a name must not be blank"):
        Region(" ", BOX.shape)
    with pytest.raises(UsageError, match="region 'x': there is no polygon"):
        region_of_polygons("x", [])
