"""Points over the Earth or a region: how many, how far apart, what area."""

import math
import sys

import numpy as np
import pytest

from sim.earth import site_itrs_km
from sim.errors import UsageError
from sim.places.drawn import box_region, circle_region
from sim.places.h3_points import H3Points, h3_cells
from sim.places.points import Points, equal_area_rows, fibonacci
from sim.places.regions import Region

EARTH_KM2 = 510_065_621.724
BOX = box_region("box", south_deg=33.0, north_deg=43.0, west_deg=124.0, east_deg=131.0)
PACIFIC = box_region("Pacific", south_deg=-60.0, north_deg=60.0, west_deg=150.0, east_deg=-120.0)
CAP = circle_region("cap", lat_deg=88.0, lon_deg=40.0, radius_km=1500.0)


def nearest_share(points: Points) -> np.ndarray:
    """Distances to the nearest neighbour as shares of the side of the square that a point stands for."""
    at = site_itrs_km(lat_deg=points.lat_deg, lon_deg=points.lon_deg)
    between = np.linalg.norm(at[:, None] - at[None], axis=-1)
    np.fill_diagonal(between, np.inf)
    return between.min(axis=1) / math.sqrt(points.area_km2.mean())


def cells_of_h3(resolution: int, region: Region | None = None) -> H3Points:
    """H3 cells; a test that comes to them where the library is not installed ends there, left out."""
    pytest.importorskip("h3")
    return h3_cells(resolution, region)


def test_points_of_all_kinds_add_up_to_the_earth() -> None:
    """The areas have the sum 510,065,622 km2 within 1 km2, and longitudes lie from -180 to 180."""
    for points in (fibonacci(count=1234), fibonacci(spacing_km=300.0), equal_area_rows(300.0), cells_of_h3(1)):
        assert points.area_km2.sum() == pytest.approx(EARTH_KM2, abs=1.0)
        assert (np.abs(points.lon_deg) <= 180.0).all()
        assert (np.abs(points.lat_deg) <= 90.0).all()
    assert len(fibonacci(count=1234)) == 1234
    assert len(fibonacci(spacing_km=300.0)) == len(equal_area_rows(300.0)) == round(EARTH_KM2 / 300.0**2)
    assert len(cells_of_h3(1)) == 842


@pytest.mark.parametrize("count", [100, 1000, 3000])
def test_a_fibonacci_lattice_is_even(count: int) -> None:
    """Nearest neighbours are 0.87 to 1.00 of the spacing apart, half of them above 0.94; all areas are equal."""
    points = fibonacci(count=count)
    share = nearest_share(points)
    assert share.min() > 0.87
    assert share.max() < 1.0
    assert np.median(share) > 0.94
    assert np.ptp(points.area_km2) == 0.0


@pytest.mark.parametrize("spacing_km", [2000.0, 700.0, 400.0])
def test_equal_area_rows_are_even(spacing_km: float) -> None:
    """Nearest neighbours are 0.85 to 1.06 of the spacing apart, half of them above 0.98; all areas are equal."""
    points = equal_area_rows(spacing_km)
    share = nearest_share(points)
    assert share.min() > 0.85
    assert share.max() < 1.07
    assert np.median(share) > 0.98
    assert np.ptp(points.area_km2) == 0.0


@pytest.mark.parametrize(
    "make", [lambda: fibonacci(count=5000), lambda: equal_area_rows(320.0), lambda: cells_of_h3(2)]
)
def test_the_areas_of_points_weigh_the_earth_fairly(make) -> None:
    """A mean over the points is the mean over the Earth: of sin^2 of latitude, 0.33511, within 5e-4.

    The twin sums sin^2 cos / (1 - e2 sin^2)^2 over a million strips of latitude.
    """
    lat = (np.arange(1_000_000) + 0.5) / 1_000_000 * math.pi - 0.5 * math.pi
    weight = np.cos(lat) / (1.0 - 6.69437999014e-3 * np.sin(lat) ** 2) ** 2
    expected = float((np.sin(lat) ** 2 * weight).sum() / weight.sum())
    points = make()
    found = np.average(np.sin(np.radians(points.lat_deg)) ** 2, weights=points.area_km2)
    assert found == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize("region", [BOX, PACIFIC, CAP], ids=lambda region: region.name)
def test_points_of_a_region_lie_in_it_and_add_up_to_it(region) -> None:
    """Of all kinds, across 180 and over the pole too: areas within 1e-12, numbers about the area over spacing^2."""
    spacing_km = math.sqrt(region.area_km2 / 400.0)
    resolution = 3 if region is not PACIFIC else 1
    for points in (
        fibonacci(spacing_km=spacing_km, region=region),
        fibonacci(count=400, region=region),
        equal_area_rows(spacing_km, region),
        cells_of_h3(resolution, region),
    ):
        assert region.contains(points.lat_deg, points.lon_deg).all()
        assert points.area_km2.sum() == pytest.approx(region.area_km2, rel=1e-12)
    assert len(fibonacci(count=400, region=region)) == pytest.approx(400, abs=20)
    assert len(equal_area_rows(spacing_km, region)) == pytest.approx(400, abs=30)


@pytest.mark.parametrize("region", [BOX, PACIFIC, CAP], ids=lambda region: region.name)
@pytest.mark.parametrize("resolution", [0, 2, 3])
def test_no_cell_of_a_region_is_missed(region, resolution: int) -> None:
    """Going down from H3's coarsest cells finds the cells that a search through all of them finds."""
    everywhere = cells_of_h3(resolution)
    inside = region.contains(everywhere.lat_deg, everywhere.lon_deg)
    expected = {cell for cell, kept in zip(everywhere.cells, inside, strict=True) if kept}
    if expected:
        assert set(cells_of_h3(resolution, region).cells) == expected
    else:
        with pytest.raises(UsageError, match="holds the middle of no H3 cell of resolution"):
            cells_of_h3(resolution, region)


def test_a_region_between_the_points_still_has_one() -> None:
    """A facility of 2 km between points 500 km apart is one point, inside it, with its area."""
    facility = circle_region("facility", lat_deg=39.8, lon_deg=125.75, radius_km=1.0)
    for points in (fibonacci(spacing_km=500.0, region=facility), equal_area_rows(500.0, facility)):
        assert len(points) == 1
        assert facility.contains(points.lat_deg, points.lon_deg).all()
        assert points.area_km2.sum() == pytest.approx(facility.area_km2, rel=1e-12)


def test_points_may_be_used_as_places() -> None:
    """They are numbered from 1, and a place's weight is its share of the area times their number: 1 on the mean."""
    points = equal_area_rows(150.0, BOX)
    sites = points.sites("cell", height_km=0.2)
    assert [site.name for site in sites[:2]] == ["cell 1", "cell 2"]
    assert np.mean([site.weight for site in sites]) == pytest.approx(1.0, rel=1e-12)
    assert (sites[3].lat_deg, sites[3].lon_deg, sites[3].height_km) == (points.lat_deg[3], points.lon_deg[3], 0.2)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: fibonacci(), "wants either count or spacing_km"),
        (lambda: fibonacci(count=5, spacing_km=5.0), "wants either count or spacing_km"),
        (lambda: fibonacci(count=0), "count = 0 must lie between 1 and"),
        (lambda: fibonacci(spacing_km=-1.0), "spacing_km = -1 must lie between"),
        (lambda: fibonacci(spacing_km=1.0), "that makes 510,065,622 points; at most 20,000,000"),
        (lambda: equal_area_rows(0.001), "spacing_km = 0.001 must lie between"),
        (lambda: equal_area_rows(2.0), "at most 20,000,000 are possible"),
        (lambda: cells_of_h3(16), "resolution = 16 must be a whole number from 0 to 15"),
        (lambda: cells_of_h3(8), "resolution 8 makes 691,776,122 cells"),
    ],
)
def test_points_that_make_no_sense_are_refused(make, words: str) -> None:
    """The sentence names the value and what would be right."""
    with pytest.raises(UsageError) as raised:
        make()
    assert words in str(raised.value)


def test_without_h3_its_extra_is_named(monkeypatch) -> None:
    """Where the library is missing the message says how to get it."""
    monkeypatch.setitem(sys.modules, "h3", None)
    with pytest.raises(UsageError, match=r"pip install 'reconsim\[h3\]'"):
        h3_cells(2)
