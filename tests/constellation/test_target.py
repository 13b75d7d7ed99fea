"""Targets and the points that are searched for them; what may be asked of a region."""

from typing import Any

import numpy as np
import pytest

from sim.constellation.target import RegionTarget, targets_of
from sim.errors import UsageError
from sim.places.drawn import circle_region
from sim.places.sites import Site

CIRCLE = circle_region("Delta", lat_deg=39.8, lon_deg=125.0, radius_km=60.0)
PLACE = Site("Yongbyon", lat_deg=39.797, lon_deg=125.755)


def test_places_come_first_and_regions_own_the_points_that_follow() -> None:
    """Each target's points are its own, in one list; a region's areas add up to its area within a millionth."""
    asked = RegionTarget("Delta", CIRCLE, seen=80.0, within="pass", spacing_km=25.0, height_km=0.2, group="west")
    (place, region), points = targets_of([PLACE], [asked], ["north"])
    assert (place.name, place.group, place.points, place.region) == ("Yongbyon", "north", slice(0, 1), None)
    assert points[0] is PLACE
    assert (region.name, region.group, region.seen, region.within) == ("Delta", "west", 80.0, "pass")
    assert (region.points, region.spacing_km) == (slice(1, len(points)), 25.0)
    assert [one.name for one in points[region.points]] == [f"Delta {i}" for i in range(1, region.count + 1)]
    assert {one.height_km for one in points[region.points]} == {0.2}
    assert region.area_km2 is not None
    assert np.isclose(region.area_km2.sum(), CIRCLE.area_km2, rtol=1e-6)


def test_a_region_without_a_spacing_has_some_two_hundred_points() -> None:
    """The spacing is then the region's own, and stands with the target."""
    (region,), points = targets_of([], [RegionTarget("Delta", CIRCLE)])
    assert 100 <= len(points) == region.count <= 300
    assert 5.0 < region.spacing_km < 15.0  # km; 11,300 km2 over 200 points


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"seen": 0.0}, "region Delta: seen = 0.0 must be a percentage of the area above 0 and up to 100"),
        ({"seen": 101}, "seen = 101 must be a percentage"),
        ({"seen": "most"}, "seen = 'most' must be 'any part', 'entirely' or a percentage of the area, such as 80"),
        ({"within": "day"}, "within = 'day' must be instant or pass"),
        ({"within": "pass"}, "within = 'pass' adds up shares of the area; seen must be a percentage"),
        ({"spacing_km": 0.0}, "spacing_km = 0 must be a length above 0 km"),
        ({"spacing_km": float("nan")}, "spacing_km = nan must be a length above 0 km"),
    ],
)
def test_what_means_nothing_is_refused_where_it_is_made(given: dict[str, Any], sentence: str) -> None:
    """Each complaint names the region, the value and what would be right."""
    with pytest.raises(UsageError) as refused:
        RegionTarget("Delta", CIRCLE, **given)
    assert sentence in str(refused.value)
