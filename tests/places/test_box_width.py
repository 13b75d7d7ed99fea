"""Boxes of longitude: across 180 up to half the Earth, wider ones counted on, swaps refused."""

import pytest

from sim.errors import UsageError
from sim.places.box_width import box_width_deg
from sim.places.grids import box


@pytest.mark.parametrize(
    ("west", "east", "width"),
    [(124, 132, 8), (170, -170, 20), (0, -180, 180), (-180, 180, 360), (132, 484, 352), (0, 360, 360), (350, 370, 20)],
)
def test_a_box_runs_from_west_eastward(west: float, east: float, width: float) -> None:
    """Across longitude 180 if that is the way; past 360 where it counts on."""
    assert box_width_deg(west, east, where="box") == width


@pytest.mark.parametrize(("west", "east"), [(132, 124), (1, -178.5), (10, 9)])
def test_a_swap_is_refused_with_both_readings(west: float, east: float) -> None:
    """More than 180 degrees from a larger number to a smaller are nearly always a swap."""
    with pytest.raises(UsageError) as raised:
        box_width_deg(west, east, where="box")
    assert f"give west {east:g} and east {west:g}" in str(raised.value)
    assert f"west {west:g} and east {east + 360.0:g}" in str(raised.value)


@pytest.mark.parametrize(
    ("west", "east"), [(5, 5), (180, -180), (-180, 360.5), (400, 410), (0, 361), (float("nan"), 1)]
)
def test_what_is_no_box_is_refused(west: float, east: float) -> None:
    """No width, more than once round, or longitudes out of range."""
    with pytest.raises(UsageError):
        box_width_deg(west, east, where="box")


def test_a_wide_grid_counts_on() -> None:
    """From 132 eastward to 124 are 352 columns of a degree."""
    grid = box(south_deg=33.0, north_deg=43.0, west_deg=132.0, east_deg=484.0, step_deg=1.0)
    assert grid.shape == (10, 352)
    assert grid.site(0, 351).lon_deg == 123.5
