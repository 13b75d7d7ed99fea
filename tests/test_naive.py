"""The slow twin against Skyfield, geometry worked by hand, and cases whose answer is known beforehand."""

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import naive
import numpy as np
import pytest
from sgp4.api import WGS72, Satrec
from skyfield.api import EarthSatellite, load, wgs84
from skyfield.framelib import itrs

from sim.sensors.limits import Limits
from sim.shipped import data_path
from sim.sun_ephemeris import EPHEMERIS

DAY_S = 86400.0
START = datetime(2026, 7, 14, 3, 4, 5, 678901, tzinfo=UTC)
SITE = {"lat_deg": 39.8, "lon_deg": 125.75, "height_km": 0.1}


def satellite(inclination_deg=97.5, eccentricity=0.001, rev_day=15.2, raan_deg=40.0, anomaly_deg=10.0):
    """Return a Satrec with an epoch two days before START."""
    satrec = Satrec()
    deg = np.pi / 180.0
    satrec.sgp4init(
        WGS72,
        "i",
        1,
        (datetime(2026, 7, 12, tzinfo=UTC) - datetime(1949, 12, 31, tzinfo=UTC)) / timedelta(days=1) + 0.125,
        1e-4,
        0.0,
        0.0,
        eccentricity,
        30.0 * deg,
        inclination_deg * deg,
        anomaly_deg * deg,
        rev_day * 2.0 * np.pi / 1440.0,
        raan_deg * deg,
    )
    return satrec


def windows(limits, *, satrec=None, start=START, duration_s=DAY_S, **more):
    satrec = satrec or satellite()
    return naive.naive_windows(satrec, **SITE, limits=limits, start=start, duration_s=duration_s, **more)


def highest_pass(satrec=None):
    """Return (time, elevation) of the day's highest peak."""
    view = naive.View(satrec or satellite(), START, **SITE)
    t_s = np.arange(0.0, DAY_S, 1.0)
    near = t_s[np.argmax(view.angle_deg("elevation", t_s))]
    for half_s in (1.0, 1e-1, 1e-2, 1e-3):
        fine = near + np.linspace(-half_s, half_s, 201)
        elevation = view.angle_deg("elevation", fine)
        near = fine[np.argmax(elevation)]
    return near, elevation.max()


# --- Independence -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["naive.py", "naive_geometry.py", "naive_figures.py", "naive_light.py", "naive_views.py"]
)
def test_the_twin_imports_nothing_of_the_package(name):
    """No import statement of the slow twin names sim."""
    tree = ast.parse((Path(__file__).parent / name).read_text(encoding="utf-8"))
    imported = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported
    assert not {module for module in imported if module.split(".")[0] == "sim"}


# --- Against Skyfield -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rev_day", [15.2, 2.0056])
def test_position_and_elevation_are_skyfields(rev_day):
    """Earth-fixed positions are Skyfield's itrs within 1e-8 km, elevations its altaz within 1e-9 degrees.

    1e-8 km is rounding: Skyfield turns positions, in astronomical units, to GCRS and back.
    """
    satrec = satellite(rev_day=rev_day)
    t_s = np.random.default_rng(1).uniform(0.0, 3 * DAY_S, 2000)
    time = load.timescale(builtin=True).utc(2026, 7, 14, 3, 4, 5.678901 + t_s)
    theirs = EarthSatellite.from_satrec(satrec, load.timescale(builtin=True))
    place = wgs84.latlon(SITE["lat_deg"], SITE["lon_deg"], elevation_m=1000.0 * SITE["height_km"])
    altitude, _, _ = (theirs - place).at(time).altaz()
    ours_km = naive.earth_fixed_km(satrec, START, t_s)
    assert np.abs(ours_km - theirs.at(time).frame_xyz(itrs).km.T).max() < 1e-8
    assert np.abs(naive.elevation_deg(ours_km, **SITE) - altitude.degrees).max() < 1e-9


def test_minutes_since_epoch_are_counted_from_the_elements_own_epoch():
    """Where the Satrec rounds the elements' epoch, time counts from theirs: sgp4_tsince within 1e-8 km."""
    elements = SimpleNamespace(satrec=satellite(), epoch_jd=2461233.5, epoch_fr=0.1250000123)
    t_s = 1e5 + np.arange(5.0)
    start_days = (START - datetime(2026, 7, 12, tzinfo=UTC)) / timedelta(days=1)
    minutes = (start_days - 0.1250000123) * 1440.0 + t_s / 60.0
    expected_km = [elements.satrec.sgp4_tsince(m)[1] for m in minutes]
    assert np.abs(naive.teme_km(elements, START, t_s) - expected_km).max() < 1e-8


def test_sub_point_lies_under_a_site_at_any_height():
    """The sub-point of a place at any latitude, longitude and height is that place, within 1e-11 degrees."""
    rng = np.random.default_rng(2)
    lat, lon, height_km = (
        rng.uniform(-90, 90, 200),
        rng.uniform(-180, 180, 200),
        10 ** rng.uniform(0, 4.6, 200),
    )
    km = np.array(
        [naive.site_itrs_km(lat_deg=a, lon_deg=b, height_km=c) for a, b, c in zip(lat, lon, height_km, strict=True)]
    )
    found_lat, found_lon = naive.sub_point_deg(km)
    assert np.abs(found_lat - lat).max() < 1e-11
    assert np.abs(found_lon - lon).max() < 1e-11


def test_velocity_is_the_derivative_of_position_and_not_sgp4s():
    """A sixth-order difference agrees within 1e-8 km/s; SGP4's own velocity is off by more than 1e-6."""
    satrec = satellite()
    t_s = np.random.default_rng(3).uniform(0.0, 30 * DAY_S, 500)
    velocity = naive.earth_fixed_velocity_km_s(satrec, START, t_s)

    def at(shift_s):
        return naive.earth_fixed_km(satrec, START, t_s + shift_s)

    sixth = (45 * (at(4) - at(-4)) - 9 * (at(8) - at(-8)) + (at(12) - at(-12))) / 240.0
    assert np.abs(velocity - sixth).max() < 1e-8

    day = (START - datetime(2000, 1, 1, tzinfo=UTC)) / timedelta(days=1)
    _, _, teme = satrec.sgp4_array(np.full(500, 2451544.5), day + t_s / DAY_S)
    theta = naive.gmst_rad(START, t_s)
    c, s, rate = np.cos(theta), np.sin(theta), 7.2921158553e-5
    x, y, _ = naive.earth_fixed_km(satrec, START, t_s).T
    own = np.stack([c * teme[:, 0] + s * teme[:, 1] + rate * y, c * teme[:, 1] - s * teme[:, 0] - rate * x, teme[:, 2]])
    assert 1e-6 < np.linalg.norm(own.T - velocity, axis=1).max() < 1e-4


def test_boundaries_lie_at_the_limit_by_skyfields_altaz():
    """At every start and end of a 10-degree window Skyfield's altitude is 10 degrees within 1e-8 degrees.

    1e-8 degrees is the fastest elevation, 0.9 deg/s, in the 1e-9 s to which a boundary is found, and more.
    """
    found = windows(Limits(elevation_min_deg=10.0))
    edges_s = found.windows_s.ravel()
    time = load.timescale(builtin=True).utc(2026, 7, 14, 3, 4, 5.678901 + edges_s)
    place = wgs84.latlon(SITE["lat_deg"], SITE["lon_deg"], elevation_m=1000.0 * SITE["height_km"])
    theirs = EarthSatellite.from_satrec(satellite(), load.timescale(builtin=True))
    assert len(edges_s) >= 4
    assert np.abs((theirs - place).at(time).altaz()[0].degrees - 10.0).max() < 1e-8


# --- Geometry by hand -------------------------------------------------------------------------------------

OVER_EQUATOR_KM = np.array([[7000.0, 0.0, 0.0]])
NORTHWARD_KM_S = np.array([[0.0, 0.0, 7.5]])
EAST = {"lat_deg": 0.0, "lon_deg": 10.0, "height_km": 0.0}
NORTH = {"lat_deg": 10.0, "lon_deg": 0.0, "height_km": 0.0}


def test_angles_along_the_equator_are_those_of_a_circle():
    """10 degrees east is off-nadir atan(a sin 10 / (r - a cos 10)); incidence is 10 degrees more."""
    a, r, ten = 6378.137, 7000.0, np.radians(10.0)
    expected_deg = np.degrees(np.arctan2(a * np.sin(ten), r - a * np.cos(ten)))
    assert naive.off_nadir_deg(OVER_EQUATOR_KM, **EAST)[0] == pytest.approx(expected_deg, abs=1e-12)
    assert naive.incidence_deg(OVER_EQUATOR_KM, **EAST)[0] == pytest.approx(expected_deg + 10.0, abs=1e-12)
    assert naive.elevation_deg(OVER_EQUATOR_KM, **EAST)[0] == pytest.approx(80.0 - expected_deg, abs=1e-12)


def test_squint_is_zero_and_side_right_at_broadside():
    """Flying north over the equator, due east is at squint 0 and to the right, due west to the left."""
    west = {**EAST, "lon_deg": -10.0}
    assert naive.squint_deg(OVER_EQUATOR_KM, NORTHWARD_KM_S, **EAST)[0] == pytest.approx(0.0, abs=1e-12)
    assert naive.is_right(OVER_EQUATOR_KM, NORTHWARD_KM_S, **EAST).tolist() == [True]
    assert naive.is_right(OVER_EQUATOR_KM, NORTHWARD_KM_S, **west).tolist() == [False]
    assert naive.side_deg(OVER_EQUATOR_KM, NORTHWARD_KM_S, **EAST)[0] > 0
    assert naive.side_deg(OVER_EQUATOR_KM, NORTHWARD_KM_S, **west)[0] < 0


def test_squint_ahead_and_behind_is_the_angle_from_broadside():
    """A target straight ahead is at a squint equal to its off-nadir angle; one as far behind too."""
    z = naive.site_itrs_km(**NORTH)
    expected_deg = np.degrees(np.arctan2(z[2], 7000.0 - z[0]))
    south = {**NORTH, "lat_deg": -10.0}
    assert expected_deg == pytest.approx(naive.off_nadir_deg(OVER_EQUATOR_KM, **NORTH)[0], abs=1e-12)
    assert naive.squint_deg(OVER_EQUATOR_KM, NORTHWARD_KM_S, **NORTH)[0] == pytest.approx(expected_deg, abs=1e-12)
    assert naive.squint_deg(OVER_EQUATOR_KM, NORTHWARD_KM_S, **south)[0] == pytest.approx(expected_deg, abs=1e-12)


def test_nadir_is_geodetic():
    """Straight above 45 degrees north off-nadir is 0; from the geocentric nadir it would be 0.178."""
    below = {"lat_deg": 45.0, "lon_deg": 30.0, "height_km": 0.0}
    above_km = naive.site_itrs_km(lat_deg=45.0, lon_deg=30.0, height_km=550.0)[None, :]
    assert naive.off_nadir_deg(above_km, **below)[0] == pytest.approx(0.0, abs=1e-9)
    assert naive.elevation_deg(above_km, **below)[0] == pytest.approx(90.0, abs=1e-9)
    down = naive.site_itrs_km(**below) - above_km[0]
    cosine = -down @ above_km[0] / np.linalg.norm(down) / np.linalg.norm(above_km)
    assert np.degrees(np.arccos(cosine)) == pytest.approx(0.178, abs=0.002)


# --- Windows whose answer is known ------------------------------------------------------------------------


@pytest.mark.parametrize("length_s", [0.02, 0.3, 0.9])
def test_window_shorter_than_the_step_is_found(length_s):
    """A limit that leaves a fraction of a second around the highest peak gives that one window."""
    peak_s, _ = highest_pass()
    view = naive.View(satellite(), START, **SITE)
    limit = float(view.angle_deg("elevation", peak_s - length_s / 2.0)[0])
    found = windows(Limits(elevation_min_deg=limit)).windows_s
    assert found.shape == (1, 2)
    assert found[0, 0] == pytest.approx(peak_s - length_s / 2.0, abs=1e-5)
    assert found[0, 1] - found[0, 0] == pytest.approx(length_s, rel=0.05)


@pytest.mark.parametrize("length_s", [0.02, 0.3, 0.9])
def test_dip_shorter_than_the_step_is_found(length_s):
    """A least incidence just above the day's lowest cuts a hole of a fraction of a second into one window."""
    peak_s, _ = highest_pass()
    view = naive.View(satellite(), START, **SITE)
    limit = float(view.angle_deg("incidence", peak_s - length_s / 2.0)[0])
    whole = windows(Limits(elevation_min_deg=5.0)).windows_s
    holed = windows(Limits(elevation_min_deg=5.0, incidence_min_deg=limit)).windows_s
    assert len(holed) == len(whole) + 1
    hole = holed[1:, 0] - holed[:-1, 1]
    assert hole.min() == pytest.approx(length_s, rel=0.05)


def test_a_limit_at_a_peak_is_reported_as_grazing():
    """A limit 1e-7 degrees above the highest peak finds nothing and says how close it was."""
    peak_s, peak_deg = highest_pass()
    found = windows(Limits(elevation_min_deg=peak_deg + 1e-7))
    assert len(found.windows_s) == 0
    [(t_s, name, margin_deg)] = found.grazing
    assert name == "elevation_min"
    assert t_s == pytest.approx(peak_s, abs=1e-3)
    assert margin_deg == pytest.approx(-1e-7, abs=1e-9)


ALL_LIMITS = [
    Limits(incidence_min_deg=20.0, incidence_max_deg=55.0),
    Limits(incidence_min_deg=20.0, incidence_max_deg=45.0, squint_max_deg=15.0, look="right"),
    Limits(off_nadir_min_deg=10.0, off_nadir_max_deg=60.0, look="left"),
    Limits(elevation_min_deg=5.0, squint_max_deg=40.0, off_nadir_max_deg=60.0, sun_elevation_min_deg=10.0),
]


@pytest.mark.parametrize("limits", ALL_LIMITS, ids=["band", "radar", "left", "optical"])
def test_windows_are_where_every_angle_is_within_its_limit(limits):
    """At 10,000 random times, and 1e-6 s beside every boundary, being in a window is meeting every limit."""
    kernel = data_path(EPHEMERIS)
    found = windows(limits, ephemeris=kernel, duration_s=4 * DAY_S)
    edges_s = found.windows_s.ravel()
    rng = np.random.default_rng(4)
    start_s = rng.choice(found.windows_s[:, 0], 10000)
    t_s = np.concatenate([start_s + rng.uniform(-900.0, 900.0, 10000), edges_s - 1e-6, edges_s + 1e-6])
    t_s = t_s[(t_s >= 0) & (t_s < 4 * DAY_S)]
    km = naive.earth_fixed_km(satellite(), START, t_s)
    km_s = naive.earth_fixed_velocity_km_s(satellite(), START, t_s)
    incidence, off_nadir = naive.incidence_deg(km, **SITE), naive.off_nadir_deg(km, **SITE)
    meets = naive.elevation_deg(km, **SITE) > limits.elevation_min_deg
    if limits.incidence_min_deg is not None:
        meets &= (incidence > limits.incidence_min_deg) & (incidence < limits.incidence_max_deg)
    if limits.off_nadir_max_deg is not None:
        meets &= (off_nadir > (limits.off_nadir_min_deg or 0.0)) & (off_nadir < limits.off_nadir_max_deg)
    if limits.squint_max_deg is not None:
        meets &= naive.squint_deg(km, km_s, **SITE) < limits.squint_max_deg
    if limits.look != "either":
        meets &= naive.is_right(km, km_s, **SITE) == (limits.look == "right")
    if limits.sun_elevation_min_deg is not None:
        sun_deg = naive.sun_elevation_deg(START, t_s, **SITE, ephemeris=kernel)
        meets &= sun_deg > limits.sun_elevation_min_deg
    inside = np.any((found.windows_s[:, 0] <= t_s[:, None]) & (t_s[:, None] < found.windows_s[:, 1]), axis=1)
    assert len(found.windows_s) >= 2
    assert found.grazing == []
    assert np.array_equal(inside, meets)


def test_windows_do_not_depend_on_the_start_or_the_step():
    """Started 1,234.5 s earlier, with another step or a shared rotation: the same windows within 1e-6 s."""
    limits = Limits(off_nadir_max_deg=60.0, squint_max_deg=40.0)
    first = windows(limits).windows_s
    earlier = windows(limits, start=START - timedelta(seconds=1234.5), duration_s=DAY_S + 1234.5).windows_s - 1234.5
    other_step = windows(limits, step_s=0.7).windows_s
    shared = windows(limits, rotation=naive.gmst_rad(START, naive.sample_times_s(0.0, DAY_S))).windows_s
    assert len(first) >= 2
    assert np.abs(earlier[earlier[:, 0] > 0.0] - first).max() < 1e-6
    assert np.abs(other_step - first).max() < 1e-6
    assert np.array_equal(shared, first)


def test_windows_are_cut_at_the_span_and_then_held_to_the_minimum_duration():
    """A span from the middle of the first pass cuts it; half a pass is too short for two thirds of it."""
    a, b = windows(Limits()).windows_s[0]
    start = START + timedelta(seconds=(a + b) / 2.0)
    cut = windows(Limits(), start=start, duration_s=3000.0).windows_s
    assert cut[0, 0] == 0.0
    assert cut[0, 1] == pytest.approx((b - a) / 2.0, abs=1e-5)
    held = windows(Limits(duration_min_s=(b - a) * 2.0 / 3.0), start=start, duration_s=3000.0).windows_s
    assert len(held) == len(cut) - 1


def test_always_visible_is_one_window_over_the_whole_span():
    """A satellite that stands over the Korean meridian is up all day: one window, [0, 86400]."""
    satrec = satellite(inclination_deg=0.05, eccentricity=0.0001, rev_day=1.0027)
    lon_deg = float(naive.sub_point_deg(naive.earth_fixed_km(satrec, START, [0.0]))[1][0])
    found = naive.naive_windows(
        satrec, lat_deg=20.0, lon_deg=lon_deg, height_km=0.0, limits=Limits(), start=START, duration_s=DAY_S
    )
    assert found.windows_s.tolist() == [[0.0, DAY_S]]


def test_disagreements_forgive_a_millisecond_and_a_graze_only():
    """Half a millisecond passes; 2 ms, a missing and an invented window do not; a missing graze does."""
    found = windows(Limits(elevation_min_deg=10.0))
    assert found.disagreements(found.windows_s) == []
    assert found.disagreements(found.windows_s + 5e-4) == []
    assert len(found.disagreements(found.windows_s + 2e-3)) == 2 * len(found.windows_s)
    assert len(found.disagreements(found.windows_s[1:])) == 1
    assert len(found.disagreements(np.vstack([found.windows_s, found.windows_s[:1] + 3000.0]))) == 1
    _, peak_deg = highest_pass()
    graze = windows(Limits(elevation_min_deg=peak_deg - 5e-6))
    assert len(graze.windows_s) == 1
    assert graze.disagreements(np.zeros((0, 2))) == []


def test_what_cannot_be_judged_is_said():
    """A Sun limit without a kernel, and elements that SGP4 refuses, raise ValueError."""
    with pytest.raises(ValueError, match="ephemeris="):
        windows(Limits(sun_elevation_min_deg=0.0))
    with pytest.raises(ValueError, match="SGP4 error"):
        windows(Limits(), satrec=satellite(eccentricity=0.9))


# --- Figures ----------------------------------------------------------------------------------------------

OVERLAPPING = [(10.0, 20.0), (40.0, 45.0), (44.0, 60.0)]


def test_figures_of_a_case_worked_by_hand():
    """Covered 10-20 and 40-60 of 100 s: gaps 10, 20, 40 s; mean wait (10^2 + 20^2 + 40^2) / 200 = 10.5 s."""
    figures = naive.naive_figures(OVERLAPPING, 100.0)
    assert figures.gaps_s.tolist() == [10.0, 20.0, 40.0]
    assert figures.gap_mean_s == pytest.approx(70.0 / 3.0)
    assert (figures.gap_median_s, figures.gap_max_s, figures.gap_p95_s) == (20.0, 40.0, 38.0)
    assert figures.covered_share == pytest.approx(0.30)
    assert figures.response_mean_s == pytest.approx(10.5)


def test_figures_at_the_edges():
    """Interior keeps the 20 s gap alone; completed takes gaps that reach past the ends whole."""
    assert naive.naive_figures(OVERLAPPING, 100.0, edges="interior").gaps_s.tolist() == [20.0]
    beyond = [(-50.0, -30.0), *OVERLAPPING, (130.0, 140.0), (200.0, 210.0)]
    completed = naive.naive_figures(beyond, 100.0, edges="completed")
    assert completed.gaps_s.tolist() == [40.0, 20.0, 70.0]
    assert (completed.gap_mean_s, completed.gap_max_s) == (45.0, 70.0)  # the 40 s gap began before the span
    held = naive.naive_figures([(-50.0, -30.0), (130.0, 140.0)], 100.0, edges="completed")
    assert (held.gap_mean_s, held.gap_max_s) == (160.0, 160.0)
    # 10 + 20 s waits from 0 and 20; from 60 to 100 the wait falls from 70 to 30 s.
    assert completed.response_mean_s == pytest.approx((10**2 / 2 + 20**2 / 2 + 40 * 50) / 100.0)


def test_figures_of_nothing():
    """Without windows the clipped gap is the whole span, and no interior gap exists."""
    assert naive.naive_figures([], 100.0).gaps_s.tolist() == [100.0]
    assert naive.naive_figures([], 100.0, edges="interior").gaps_s.size == 0
    assert np.isnan(naive.naive_figures([], 100.0, edges="interior").gap_max_s)
