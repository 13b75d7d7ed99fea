"""How wide a band on the ground limits leave: against a walk along the ground, and where nothing bounds it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.sensors.limits import Limits
from sim.sensors.swath import swath_km

R_KM = 6371.009  # IUGG mean radius


def walked(height_km: float, seen: object, step_km: float = 0.5) -> tuple[float, float]:
    """Walk square to the track: km on the left and on the right at which (incidence, off-nadir, range) are seen."""
    along_km = np.arange(step_km / 2.0, 4000.0, step_km)
    angle = along_km / R_KM
    up_km, across_km = R_KM * np.cos(angle), R_KM * np.sin(angle)
    range_km = np.hypot(R_KM + height_km - up_km, across_km)
    off_nadir = np.degrees(np.arctan2(across_km, R_KM + height_km - up_km))
    incidence = off_nadir + np.degrees(angle)
    widths = []
    for side in (-1.0, 1.0):
        is_seen = seen(incidence, side * off_nadir, range_km) & (incidence < 90.0)  # type: ignore[operator]
        widths.append(float(is_seen.sum() * step_km))
    return widths[0], widths[1]


@given(
    height_km=st.floats(300.0, 1200.0),
    low_deg=st.just(0.0) | st.floats(0.5, 40.0),
    width_deg=st.floats(1.0, 30.0),
    kind=st.sampled_from(["incidence", "off_nadir"]),
)
def test_a_band_of_angles_is_as_wide_as_walked(height_km: float, low_deg: float, width_deg: float, kind: str) -> None:
    """One side of an incidence or off-nadir band, within the two half steps of 0.5 km of the walk."""
    high_deg = low_deg + width_deg
    limits = Limits(**{f"{kind}_min_deg": low_deg, f"{kind}_max_deg": high_deg})  # type: ignore[arg-type]

    def seen(incidence, off_nadir, range_km):  # type: ignore[no-untyped-def]
        angle = incidence if kind == "incidence" else np.abs(off_nadir)
        return (angle >= low_deg) & (angle <= high_deg)

    left_km, right_km = walked(height_km, seen)
    assert left_km == right_km
    got_km = swath_km(limits, height_km)
    if math.isfinite(got_km):  # off-nadir angles beyond the Earth's edge bound nothing
        assert got_km == pytest.approx(right_km if low_deg > 0.0 else 2.0 * right_km, abs=1.1)


@pytest.mark.parametrize(
    ("limits", "seen"),
    [
        (Limits(elevation_min_deg=30.0), lambda i, o, r: i <= 60.0),
        (Limits(range_max_km=900.0), lambda i, o, r: r <= 900.0),
        (Limits(range_max_km=900.0, look="right"), lambda i, o, r: (r <= 900.0) & (o > 0.0)),
        (Limits(off_nadir_max_deg=20.0, look="left"), lambda i, o, r: (np.abs(o) <= 20.0) & (o < 0.0)),
        (
            Limits(fov_across_deg=10.0, fov_along_deg=10.0, roll_deg=20.0),
            lambda i, o, r: (o >= 15.0) & (o <= 25.0),
        ),
        (
            Limits(fov_across_deg=10.0, fov_along_deg=10.0, roll_deg=-3.0),
            lambda i, o, r: (o >= -8.0) & (o <= 2.0),
        ),
        (
            Limits(fov_across_deg=20.0, fov_along_deg=1.0, off_nadir_max_deg=5.0),
            lambda i, o, r: np.abs(o) <= 5.0,
        ),
    ],
)
def test_both_sides_count_where_nothing_lies_between_them(limits: Limits, seen: object) -> None:
    """The whole width, left and right, of elevation, range, one-sided looks and turned fields of view."""
    assert swath_km(limits, 600.0) == pytest.approx(sum(walked(600.0, seen)), abs=2.1)


def test_a_radar_s_resolution_narrows_its_band() -> None:
    """1 m over the ground with 300 MHz begins at 29.98 degrees of incidence."""
    sharp = Limits(incidence_max_deg=45.0, ground_range_resolution_max_m=1.0, bandwidth_mhz=300.0)
    assert swath_km(sharp, 550.0) == pytest.approx(
        swath_km(Limits(incidence_min_deg=29.978, incidence_max_deg=45.0), 550.0), abs=0.1
    )


def test_without_a_bound_it_is_infinite_and_without_a_rest_nothing() -> None:
    """The horizon alone is no bound; limits that exclude each other leave 0 km."""
    assert swath_km(Limits(), 500.0) == math.inf
    assert swath_km(Limits(incidence_min_deg=30.0), 500.0) == math.inf
    assert swath_km(Limits(elevation_min_deg=60.0, incidence_min_deg=40.0), 500.0) == 0.0
    assert swath_km(Limits(range_max_km=300.0), 500.0) == 0.0
