"""Grids: where their points lie, what area they stand for, what they refuse."""

import math

import numpy as np
import pytest

from sim.errors import UsageError
from sim.places.grids import Grid, box, whole_earth

EARTH_KM2 = 510_065_621.7  # surface of WGS84


def test_the_whole_earth_is_cut_into_cells_with_points_in_their_middles() -> None:
    """A step of 0.8 degrees gives 225 rows of 450 points, the first half a step from the pole and the antimeridian."""
    grid = whole_earth(step_deg=0.8)
    assert grid.shape == (225, 450)
    assert grid.size == 101_250
    assert (grid.lat_deg[0], grid.lat_deg[-1]) == pytest.approx((-89.6, 89.6))
    assert (grid.lon_deg[0], grid.lon_deg[-1]) == pytest.approx((-179.6, 179.6))


@pytest.mark.parametrize("step_deg", [0.5, 0.8, 7.0, 90.0])
def test_the_cells_of_the_whole_earth_have_its_area(step_deg: float) -> None:
    """Cells add up to the surface of the ellipsoid, 510,065,622 km2, within 1e-9 of it, whatever the step."""
    grid = whole_earth(step_deg=step_deg)
    assert grid.cell_km2.sum() * grid.columns == pytest.approx(EARTH_KM2, rel=1e-9)


def test_a_cell_has_the_area_that_a_fine_sum_gives() -> None:
    """A cell's area equals the sum of M N cos(lat) over slices of it, within 1e-7."""
    grid = box(south_deg=36.0, north_deg=44.0, west_deg=120.0, east_deg=130.0, step_deg=2.0)
    a, e2 = 6378.137, 6.69437999014e-3
    for lat_deg, area_km2 in zip(grid.lat_deg, grid.cell_km2, strict=True):
        lat = np.radians(lat_deg + (np.arange(4000) + 0.5) / 4000 * grid.lat_step_deg - 0.5 * grid.lat_step_deg)
        w2 = 1.0 - e2 * np.sin(lat) ** 2
        slices = a * (1 - e2) / w2**1.5 * a / np.sqrt(w2) * np.cos(lat)
        fine_km2 = slices.mean() * math.radians(grid.lat_step_deg) * math.radians(grid.lon_step_deg)
        assert area_km2 == pytest.approx(fine_km2, rel=1e-7)


def test_a_box_is_filled_with_whole_cells() -> None:
    """Steps are rounded so that cells fill the box, each direction on its own."""
    grid = box(south_deg=33.0, north_deg=43.0, west_deg=124.0, east_deg=131.0, step_deg=0.3)
    assert grid.shape == (33, 23)
    assert grid.lat_deg[0] - 0.5 * grid.lat_step_deg == pytest.approx(33.0)
    assert grid.lat_deg[-1] + 0.5 * grid.lat_step_deg == pytest.approx(43.0)
    assert grid.lon_deg[-1] + 0.5 * grid.lon_step_deg == pytest.approx(131.0)


def test_a_box_may_cross_the_antimeridian() -> None:
    """East below west goes on past 180, and its points are places within -180 to 360."""
    grid = box(south_deg=-4.0, north_deg=4.0, west_deg=176.0, east_deg=-176.0, step_deg=2.0)
    np.testing.assert_allclose(grid.lon_deg, [177.0, 179.0, 181.0, 183.0])
    assert grid.site(0, 3).lon_deg == pytest.approx(183.0)
    far = Grid(south_deg=0.0, west_deg=350.0, lat_step_deg=1.0, lon_step_deg=10.0, rows=1, columns=3)
    assert [far.site(0, j).lon_deg for j in range(3)] == pytest.approx([350.0, 360.0, 10.0])


def test_a_site_of_a_grid_is_its_point() -> None:
    """Rows run north and columns east, and the height goes along."""
    grid = Grid(south_deg=10.0, west_deg=20.0, lat_step_deg=1.0, lon_step_deg=2.0, rows=3, columns=4, height_km=1.5)
    site = grid.site(2, 1)
    assert (site.lat_deg, site.lon_deg, site.height_km) == (12.0, 22.0, 1.5)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"rows": 0}, "rows = 0 must lie between 1 and 32000"),
        ({"columns": 40_000}, "columns = 40000"),
        ({"lat_step_deg": 0.0}, "lat_step_deg = 0 must be above 0"),
        ({"lon_step_deg": math.nan}, "lon_step_deg = nan"),
        ({"south_deg": 89.5}, "lat_deg = 90.5"),
        ({"west_deg": 400.0}, "lon_deg = 400"),
        ({"height_km": 500.0}, "height_km = 500"),
        ({"columns": 37, "lon_step_deg": 10.0}, "more than once round the Earth"),
    ],
)
def test_a_grid_off_the_globe_is_refused(changed: dict[str, float], words: str) -> None:
    """The message names the value and what would be right."""
    good = {"south_deg": 0.0, "west_deg": 0.0, "lat_step_deg": 1.0, "lon_step_deg": 1.0, "rows": 2, "columns": 2}
    with pytest.raises(UsageError, match=words):
        Grid(**{**good, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"south_deg": 43.0}, "south_deg = 43 must be below north_deg = 43"),
        ({"step_deg": 20.0}, "step_deg = 20 must be above 0 and no larger than the box"),
        ({"step_deg": -1.0}, "step_deg = -1"),
        ({"north_deg": 95.0}, "north_deg = 95"),
        ({"east_deg": 999.0}, "east_deg = 999"),
    ],
)
def test_a_box_that_is_none_is_refused(changed: dict[str, float], words: str) -> None:
    """The message names the value and what would be right."""
    good = {"south_deg": 33.0, "north_deg": 43.0, "west_deg": 124.0, "east_deg": 131.0, "step_deg": 1.0}
    with pytest.raises(UsageError, match=words):
        box(**{**good, **changed})


@pytest.mark.parametrize("step_deg", [0.0, 1e-4, 91.0, math.nan])
def test_a_step_that_cuts_no_earth_is_refused(step_deg: float) -> None:
    """Steps below 0.01125 degrees make more rows than a map can number; above 90 there is no grid."""
    with pytest.raises(UsageError, match="step_deg"):
        whole_earth(step_deg=step_deg)
