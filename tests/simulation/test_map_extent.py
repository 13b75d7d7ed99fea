"""Where a map reaches when nobody says, and how fine it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import UsageError
from sim.places.countries import country
from sim.places.drawn import box_region
from sim.places.grids import Grid
from sim.places.sites import Site
from sim.simulation.map_extent import USUAL_POINTS, earth_grid, grid_around, inside_of, parse_box, region_grid


def edges(grid: Grid) -> tuple[float, float, float, float]:
    south, west = grid.south_deg - 0.5 * grid.lat_step_deg, grid.west_deg - 0.5 * grid.lon_step_deg
    found = south, south + grid.rows * grid.lat_step_deg, west, west + grid.columns * grid.lon_step_deg
    south, north, west, east = (round(value, 9) for value in found)
    return south, north, west, east


@given(
    places=st.lists(st.tuples(st.floats(-90.0, 90.0), st.floats(-180.0, 360.0)), min_size=1, max_size=6),
)
def test_every_place_lies_inside_with_room_around_it(places: list[tuple[float, float]]) -> None:
    """Two degrees of latitude at least on both sides, up to the poles; never more points than usual by a third."""
    sites = [Site(f"P{n}", lat_deg=lat, lon_deg=lon) for n, (lat, lon) in enumerate(places)]
    grid = grid_around(sites)
    south, north, west, east = edges(grid)
    for lat, lon in places:
        assert south <= max(lat - 2.0, -90.0) + 1e-9
        assert north >= min(lat + 2.0, 90.0) - 1e-9
        assert (lon - west + 1e-6) % 360.0 <= east - west + 2e-6
    assert grid.size <= 4 * USUAL_POINTS / 3


def test_targets_on_both_sides_of_the_antimeridian_share_a_small_box() -> None:
    """Fiji at 178 E and Tonga at 175 W: some 15 degrees, not 353."""
    grid = grid_around([Site("Suva", lat_deg=-18.1, lon_deg=178.4), Site("Tonga", lat_deg=-21.1, lon_deg=-175.2)])
    south, north, west, east = edges(grid)
    assert (south, north) == (-23.5, -16.0)
    assert 170.0 < west < 178.4
    assert east - west < 20.0


def test_without_places_it_is_the_whole_earth() -> None:
    """One degree, 180 by 360 points."""
    assert grid_around([]).shape == (180, 360) == earth_grid().shape
    assert edges(grid_around([], step_deg=10.0)) == (-90.0, 90.0, -180.0, 180.0)


def test_a_box_is_south_north_west_east() -> None:
    """In that order, with a round step that leaves at most 20,000 points, or the one that is asked for."""
    grid = parse_box("33,43,124,132")
    assert edges(grid) == (33.0, 43.0, 124.0, 132.0)
    assert (grid.lat_step_deg, grid.shape) == (0.1, (100, 80))
    assert parse_box("-5,5,175,-175", step_deg=1.0).shape == (10, 10)
    assert edges(parse_box("-90,90,-180,180")) == (-90.0, 90.0, -180.0, 180.0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("33,43,124", "must read SOUTH,NORTH,WEST,EAST in degrees"),
        ("33,43,124,east", "must read SOUTH,NORTH,WEST,EAST in degrees"),
        ("43,33,124,132", "south_deg = 43 must be below north_deg = 33"),
        ("33,95,124,132", "north_deg = 95 must lie between -90 and 90"),
        ("33,nan,124,132", "must be a finite number"),
        ("33,33,124,132", "south_deg = 33 must be below north_deg = 33"),
    ],
)
def test_boxes_that_are_none(text: str, sentence: str) -> None:
    """One sentence says what is wrong."""
    with pytest.raises(UsageError) as refused:
        parse_box(text)
    assert sentence in str(refused.value)


def test_a_region_has_its_smallest_box_and_its_own_points() -> None:
    """Of a drawn box all points; of Fiji, across the antimeridian, some; area of South Korea's cells to 2 percent."""
    drawn = box_region("B", south_deg=1.0, north_deg=3.0, west_deg=10.0, east_deg=13.0)
    grid = region_grid(drawn, step_deg=0.5)
    assert edges(grid) == (1.0, 3.0, 10.0, 13.0)
    assert inside_of(drawn, grid).all()
    fiji = country("Fiji")
    grid = region_grid(fiji)
    assert grid.columns * grid.lon_step_deg < 10.0
    assert 0 < inside_of(fiji, grid).sum() < grid.size
    korea = country("South Korea")
    grid = region_grid(korea, step_deg=0.05)
    area_km2 = (inside_of(korea, grid) * grid.cell_km2[:, None]).sum()
    assert area_km2 == pytest.approx(korea.area_km2, rel=0.02)  # cells of 25 km2 along a coast of some 4,000 km


def test_a_region_between_all_points_is_refused() -> None:
    """A step that no point of the region meets is said."""
    drawn = box_region("B", south_deg=0.1, north_deg=0.2, west_deg=0.1, east_deg=0.2)
    with pytest.raises(UsageError, match="no point of the grid lies in B; take a smaller step"):
        inside_of(drawn, Grid(south_deg=0.0, west_deg=0.0, lat_step_deg=1.0, lon_step_deg=1.0, rows=2, columns=2))


def test_all_round_the_earth_is_one_turn() -> None:
    """Antarctica's box has 360 degrees of longitude, once."""
    grid = region_grid(country("Antarctica"), step_deg=5.0)
    assert grid.columns * grid.lon_step_deg == pytest.approx(360.0, abs=1e-9)
    assert np.unique(np.mod(grid.lon_deg, 360.0)).size == grid.columns
