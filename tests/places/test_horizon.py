"""The horizon mask: linear between its pairs, round the circle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.places.horizon import horizon_elevation_deg, horizon_problem, parse_horizon


def test_a_mask_is_linear_between_its_pairs_and_round_north() -> None:
    """Half way between two azimuths stands the mean of their elevations, between the last and the first too."""
    mask = ((10.0, 2.0), (90.0, 6.0), (350.0, 4.0))
    np.testing.assert_allclose(
        horizon_elevation_deg(mask, [10.0, 50.0, 90.0, 220.0, 350.0, 0.0, 360.0, -5.0]),
        [2.0, 4.0, 6.0, 5.0, 4.0, 3.0, 3.0, 3.5],
        rtol=0.0,
        atol=1e-12,  # rounding
    )


def test_one_pair_is_the_same_all_round_and_none_is_free() -> None:
    """A single pair holds for every azimuth; without pairs the mask is 0."""
    azimuth_deg = np.array([[0.0, 100.0], [200.0, 359.0]])
    np.testing.assert_array_equal(horizon_elevation_deg(((77.0, 5.0),), azimuth_deg), np.full((2, 2), 5.0))
    np.testing.assert_array_equal(horizon_elevation_deg((), azimuth_deg), np.zeros((2, 2)))


@given(
    st.lists(st.tuples(st.integers(0, 3599), st.integers(0, 899)), min_size=1, max_size=8, unique_by=lambda p: p[0]),
    st.floats(-400.0, 400.0),
)
def test_text_and_mask_say_the_same(pairs: list[tuple[int, int]], azimuth_deg: float) -> None:
    """A mask written as text reads back, has no problem, and never leaves the range of its elevations."""
    mask = tuple(sorted((a / 10.0, e / 10.0) for a, e in pairs))
    assert horizon_problem(mask) is None
    assert parse_horizon(";".join(f"{a}:{e}" for a, e in mask)) == mask
    elevations = [e for _, e in mask]
    found = float(horizon_elevation_deg(mask, azimuth_deg))
    assert min(elevations) - 1e-12 <= found <= max(elevations) + 1e-12
    assert found == pytest.approx(float(horizon_elevation_deg(mask, azimuth_deg + 360.0)), abs=1e-9)
