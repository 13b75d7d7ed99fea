"""Rows of equal-area cells: whole cells in every row, the same rows however few are asked for."""

import naive_areas as naive
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.places.equal_area_cells import rows


@given(st.floats(60.0, 20_000.0))
def test_every_row_has_cells_and_together_they_are_the_earth(spacing_km: float) -> None:
    """At any spacing rows hold at least one cell, run from pole to pole, and have the area of their cells."""
    grid = rows(spacing_km)
    assert (grid.cells >= 1).all()
    assert (grid.edge_lat_deg[0], grid.edge_lat_deg[-1]) == (-90.0, 90.0)
    assert (np.diff(grid.edge_lat_deg) > 0.0).all()
    assert grid.cells.sum() * grid.cell_km2 == pytest.approx(510_065_621.724, rel=1e-9)
    for row in {0, len(grid.cells) // 2, len(grid.cells) - 1}:
        zone_km2 = naive.box_km2(grid.edge_lat_deg[row], grid.edge_lat_deg[row + 1], 360.0)
        assert zone_km2 == pytest.approx(grid.cells[row] * grid.cell_km2, rel=1e-6)


@given(st.floats(1.0, 3000.0), st.floats(-90.0, 90.0), st.floats(0.0, 60.0))
def test_rows_of_a_zone_are_those_of_the_earth(spacing_km: float, south_deg: float, height_deg: float) -> None:
    """A zone gets the same rows as the Earth has there, and is covered by them."""
    north_deg = min(south_deg + height_deg, 90.0)
    zone, earth = rows(spacing_km, south_deg=south_deg, north_deg=north_deg), rows(spacing_km)
    assert zone.edge_lat_deg[0] <= south_deg
    assert zone.edge_lat_deg[-1] >= north_deg
    first = int(np.searchsorted(earth.edge_lat_deg, zone.edge_lat_deg[0]))
    np.testing.assert_array_equal(zone.cells, earth.cells[first : first + len(zone.cells)])
    np.testing.assert_array_equal(zone.lat_deg, earth.lat_deg[first : first + len(zone.cells)])


def test_cells_have_the_square_of_the_spacing() -> None:
    """Within 1 % from 3,000 km down, and at 10 m they are still found quickly near a place."""
    for spacing_km in (3000.0, 1700.0, 500.0, 100.0):
        assert rows(spacing_km).cell_km2 == pytest.approx(spacing_km**2, rel=0.01)
    near = rows(0.01, south_deg=39.79, north_deg=39.80)
    assert near.cell_km2 == pytest.approx(1e-4, rel=1e-6)
    assert len(near.cells) < 40_000
