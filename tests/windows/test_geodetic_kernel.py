"""The geodetic normal below a satellite, against the ellipsoid itself."""

from __future__ import annotations

import naive
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.windows import geodetic_kernel as kernel


@given(
    st.sampled_from([-90.0, -45.0, 0.0, 1e-7, 45.0, 90.0]) | st.floats(-90.0, 90.0),
    st.floats(-180.0, 360.0),
    st.sampled_from([100.0, 550.0, 35786.0]) | st.floats(100.0, 200000.0),
)
def test_the_normal_below_a_satellite_is_the_geodetic_one(lat_deg: float, lon_deg: float, height_km: float):
    """Within 1e-12 of the normal of the place below, at all latitudes, from 100 to 200,000 km up."""
    up = naive.up_itrs(lat_deg=lat_deg, lon_deg=lon_deg)
    place_km = naive.site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km)
    assert kernel.normal_below(*place_km) == pytest.approx(up, abs=1e-12)


def test_the_normal_above_a_pole_needs_no_longitude():
    """On the axis the normal is the axis."""
    assert kernel.normal_below(0.0, 0.0, 7000.0) == (0.0, 0.0, 1.0)
    assert kernel.normal_below(0.0, 0.0, -7000.0) == (0.0, 0.0, -1.0)
