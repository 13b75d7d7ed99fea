"""Resolution on the ground, against figures that makers and operators publish."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.sensors.catalogue import sensor_from_catalogue
from sim.sensors.limits import Limits
from sim.sensors.resolution import (
    MEAN_RADIUS_KM,
    ground_range_resolution_m,
    gsd_across_m,
    gsd_along_m,
    gsd_mean_m,
    incidence_for_ground_range_deg,
    resolutions_m,
    sight_on_sphere,
    slant_range_resolution_m,
)

HEIGHTS_KM = st.floats(300.0, 900.0)
BANDWIDTHS_MHZ = st.floats(10.0, 1500.0)


@pytest.mark.parametrize(
    ("gsd_nadir_m", "height_km", "off_nadir_deg", "published_m"),
    [
        # WorldView-1, 496 km: "0.50 m at nadir, and 0.55 m out to 20 deg off-nadir", eoportal.org/satellite-missions
        (0.50, 496.0, 20.0, 0.55),
        # WorldView-1, 496 km: 0.50 m degrades to 0.59 m at 25 deg (Gao, Digital Analysis of Remotely Sensed Imagery,
        # section 2.4.5, p. 58)
        (0.50, 496.0, 25.0, 0.59),
        # WorldView-2, 770 km: "0.46 m GSD at nadir (0.52 m at 20 deg off-nadir)", eoportal.org/satellite-missions
        (0.46, 770.0, 20.0, 0.52),
    ],
)
def test_published_sample_distances_off_nadir_are_the_geometric_mean(
    gsd_nadir_m: float, height_km: float, off_nadir_deg: float, published_m: float
) -> None:
    """Within 1.1 cm: both figures are printed to the centimetre, half a cm each, the first one scaled by up to 1.2."""
    range_km, incidence_deg = sight_on_sphere(off_nadir_deg, height_km)
    mean_m = gsd_mean_m(gsd_nadir_m, height_km, range_km, incidence_deg)
    assert mean_m == pytest.approx(published_m, abs=0.011)
    across_m = gsd_across_m(gsd_nadir_m, height_km, range_km)
    along_m = gsd_along_m(gsd_nadir_m, height_km, range_km, incidence_deg)
    assert across_m + 0.011 < published_m < along_m + 0.011
    assert mean_m == pytest.approx(math.sqrt(across_m * along_m), rel=1e-12)


def test_a_footprint_grows_off_nadir_as_samples_along_the_view_do() -> None:
    """Pleiades Neo, 620 km: 14 km wide at nadir, 19.68 km at 30 degrees off-nadir (ESA's Charter mission page).

    The nadir width is printed to the kilometre, half of which is 3.6 % of it.
    """
    range_km, incidence_deg = sight_on_sphere(30.0, 620.0)
    assert gsd_along_m(14.0, 620.0, range_km, incidence_deg) == pytest.approx(19.68, rel=0.036)


@pytest.mark.parametrize(
    ("bandwidth_mhz", "slant_m", "at_20_m", "at_40_m"),
    [(300.0, 0.5, 1.46, 0.78), (600.0, 0.25, 0.73, 0.39)],
)
def test_ground_range_resolution_is_iceyes(
    bandwidth_mhz: float, slant_m: float, at_20_m: float, at_40_m: float
) -> None:
    """ICEYE Data Product Specification 6.0.5, tables 2-2 and 2-4 (Spot, Spot Fine, 20-40 deg), as printed to 1 cm."""
    assert slant_range_resolution_m(bandwidth_mhz) == pytest.approx(slant_m, abs=0.005)
    found = ground_range_resolution_m(bandwidth_mhz, [20.0, 40.0])
    assert found == pytest.approx([at_20_m, at_40_m], abs=0.005)


def test_ground_range_resolution_is_radarsat_2s() -> None:
    """RADARSAT-2 spotlight: 1.6 m in the slant plane is 4.6 - 2.0 m on the ground over 20 - 54 degrees.

    RN-SP-52-1238, issue 1/13, table 1-3; within 0.15 m, since 1.6 is printed to 0.1 and divided by sin 20 deg.
    """
    bandwidth_mhz = 299.792458 / (2 * 1.6)
    assert ground_range_resolution_m(bandwidth_mhz, [20.0, 54.0]) == pytest.approx([4.6, 2.0], abs=0.15)


@pytest.mark.parametrize(("bandwidth_mhz", "incidence_deg"), [(87.6, 20.0), (42.2, 43.0), (56.5, 30.0), (42.8, 42.0)])
def test_sentinel_1_widens_its_pulse_where_it_looks_steeply(bandwidth_mhz: float, incidence_deg: float) -> None:
    """Sentinel-1's chirps (SM 87.6-42.2 MHz over 20-43 deg, IW 56.5-42.8 over 30-42) all give its published 5 m.

    Figures: doi 10.1038/s41598-025-16618-w, table 2. Within 0.5 m, as 5 m is printed.
    """
    assert ground_range_resolution_m(bandwidth_mhz, incidence_deg) == pytest.approx(5.0, abs=0.5)


@given(BANDWIDTHS_MHZ, st.floats(1.0, 89.0))
def test_the_wanted_incidence_undoes_the_resolution(bandwidth_mhz: float, incidence_deg: float) -> None:
    """There and back within 1e-6 degrees: near 90 the arc sine loses half the digits."""
    resolution_m = ground_range_resolution_m(bandwidth_mhz, incidence_deg)
    assert incidence_for_ground_range_deg(bandwidth_mhz, resolution_m) == pytest.approx(incidence_deg, abs=1e-6)


def test_what_no_incidence_reaches_is_nan_and_nadir_is_infinitely_coarse() -> None:
    """300 MHz gives 0.4997 m at grazing incidence at best; at nadir nothing is told apart in range."""
    wanted = incidence_for_ground_range_deg(300.0, np.array([0.45, 0.4996540967, 1.0, math.inf]))
    assert np.isnan(wanted[0])
    assert wanted[1:] == pytest.approx([90.0, 29.978, 0.0], abs=2e-3)
    assert ground_range_resolution_m(300.0, 0.0) == math.inf


@given(HEIGHTS_KM, st.floats(0.0, 60.0))
def test_the_sight_closes_the_triangle(height_km: float, off_nadir_deg: float) -> None:
    """Radius, range and distance from the centre obey the law of cosines at the target, to 1e-6 km."""
    range_km, incidence_deg = sight_on_sphere(off_nadir_deg, height_km)
    if np.isnan(range_km):
        assert (MEAN_RADIUS_KM + height_km) * math.sin(math.radians(off_nadir_deg)) > MEAN_RADIUS_KM
        return
    target, to_sat = MEAN_RADIUS_KM, float(range_km)
    square = target**2 + to_sat**2 + 2.0 * target * to_sat * math.cos(math.radians(float(incidence_deg)))
    assert math.sqrt(square) == pytest.approx(MEAN_RADIUS_KM + height_km, abs=1e-6)
    assert incidence_deg >= off_nadir_deg - 1e-9


def test_at_nadir_the_sample_is_the_stated_one() -> None:
    """The reference height gives the nadir figure; half the height gives half of it; no square roots astray."""
    range_km, incidence_deg = sight_on_sphere([0.0, 0.0], [617.0, 308.5])
    for found in (
        gsd_across_m(0.31, 617.0, range_km),
        gsd_along_m(0.31, 617.0, range_km, incidence_deg),
        gsd_mean_m(0.31, 617.0, range_km, incidence_deg),
    ):
        assert found == pytest.approx([0.31, 0.155], rel=1e-12)


def test_a_sensor_gives_what_follows_from_its_figures() -> None:
    """A camera gives two sample distances, a radar its range resolution, limits the same; without figures nothing."""
    camera, radar = sensor_from_catalogue("worldview-3"), sensor_from_catalogue("terrasar-x-spotlight")
    found = resolutions_m(camera, [617.0, 700.0], [0.0, 30.0])
    assert list(found) == ["gsd_along_m", "gsd_mean_m"]
    assert found["gsd_along_m"] == pytest.approx([0.31, 0.31 * 700.0 / 617.0 / math.cos(math.radians(30.0))])
    assert found["gsd_mean_m"] == pytest.approx([0.31, 0.31 * 700.0 / 617.0 / math.cos(math.radians(30.0)) ** 0.5])
    assert list(resolutions_m(radar, 700.0, 30.0)) == ["ground_range_resolution_m"]
    limits = Limits(ground_range_resolution_max_m=5.0, bandwidth_mhz=300.0)
    assert resolutions_m(limits, 700.0, 20.0)["ground_range_resolution_m"] == pytest.approx(1.46, abs=0.005)
    assert resolutions_m(Limits(), 700.0, 30.0) == {}
