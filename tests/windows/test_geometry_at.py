"""The geometry at given moments: against the slow twin, Skyfield, the search's limits, and what was published."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import naive_moments
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import EPOCH_JD, element_set, scaled, sets_of_any_period

from sim.clock import Span, skyfield_times, timescale
from sim.constants import DAY_S
from sim.constellation.satellite import Satellite
from sim.errors import DataError, UsageError
from sim.orbits.ephemeris import Track, ephemeris
from sim.places.sites import Site
from sim.sensors.catalogue import sensor_from_catalogue
from sim.sensors.limits import Limits
from sim.windows.geometry_at import geometry
from sim.windows.search import Search

START = datetime(2026, 7, 14, 3, 4, 5, 678901, tzinfo=UTC)
SPAN = Span(START, 2.0 * DAY_S)
LOW = element_set(perigee_km=550.0, eccentricity=0.001, inclination_deg=97.6, name="LOW")
YONGBYON = Site("Yongbyon", lat_deg=39.797, lon_deg=125.755, height_km=0.1)
PLACES = st.builds(
    lambda lat, lon, height: Site("P", lat_deg=lat, lon_deg=lon, height_km=height),
    st.sampled_from([90.0, -90.0, 0.0]) | st.floats(-90.0, 90.0),
    st.sampled_from([180.0, 0.0]) | st.floats(-180.0, 360.0),
    st.sampled_from([0.0, 8.0]) | st.floats(-0.4, 8.0),
)


def arc_deg(a, b):
    """The difference of two angles, degrees, whichever way round is shorter."""
    return np.abs((a - b + 180.0) % 360.0 - 180.0)


@settings(max_examples=scaled(0.5))
@given(sets_of_any_period(), PLACES, st.integers(0))
def test_every_column_is_the_twin_s(elements, site, seed):
    """Forty times in two days, any orbit and place: within 1e-5 km, and 1e-6 degrees where an angle has a meaning.

    The twin's velocity is a difference good to 1e-8 km/s near the Earth, and a satellite far out may move at 1 km/s, so
    that squints are held to 1e-5 degrees; beside the zenith, the nadir and a standstill directions swing faster.
    """
    t_s = np.random.default_rng(seed).uniform(0.0, SPAN.duration_s, 40)
    seen = geometry(elements, site, t_s, span=SPAN)
    where = {"lat_deg": site.lat_deg, "lon_deg": site.lon_deg, "height_km": site.height_km}
    twin = naive_moments.geometry_at(elements, START, t_s, **where)
    for name in ("range_km", "sat_height_km"):
        assert np.abs(getattr(seen, name) - twin[name]).max() < 1e-5
    for name in ("elevation_deg", "incidence_deg", "off_nadir_deg"):
        assert np.abs(getattr(seen, name) - twin[name]).max() < 1e-6
    assert np.abs(seen.sub_point_lat_deg - twin["sub_point_lat_deg"]).max() < 1e-6
    beside_zenith = np.cos(np.radians(twin["elevation_deg"]))
    assert (arc_deg(seen.azimuth_deg, twin["azimuth_deg"]) * beside_zenith).max() < 1e-6
    beside_pole = np.cos(np.radians(twin["sub_point_lat_deg"]))
    assert (arc_deg(seen.sub_point_lon_deg, twin["sub_point_lon_deg"]) * beside_pole).max() < 1e-6
    speed_km_s = np.linalg.norm(naive_moments.earth_fixed_velocity_km_s(elements, START, t_s), axis=1)
    assert (np.abs(seen.squint_deg - twin["squint_deg"]) * np.minimum(speed_km_s, 1.0)).max() < 1e-5
    swing = np.sin(np.radians(twin["off_nadir_deg"])) * np.minimum(speed_km_s, 1.0)
    moving = speed_km_s > 0.5  # over ground too, unless it climbs straight up
    assert (np.abs(seen.ground_squint_deg - twin["ground_squint_deg"]) * swing)[moving].max(initial=0.0) < 1e-4
    clear = np.abs(twin["elevation_deg"]) > 1e-6
    assert (seen.in_sight == twin["in_sight"])[clear | (site.height_km != 0.0)].all()
    assert (seen.side == np.where(seen.is_right, "right", "left")).all()
    assert (seen.is_right == twin["is_right"])[(seen.off_nadir_deg > 0.01) & moving].all()


@settings(max_examples=scaled(0.25))
@given(sets_of_any_period(), PLACES, st.integers(0))
def test_azimuth_and_elevation_are_skyfield_s(elements, site, seed):
    """Azimuth and elevation are those of ``altaz()`` of any orbit, to the rounding of the set's epoch in its Satrec.

    That epoch is rounded to 1e-8 days, up to 0.5 ms of motion at 11 km/s; 1e-6 degrees are added.
    """
    from skyfield.api import EarthSatellite, wgs84

    t_s = np.sort(np.random.default_rng(seed).uniform(0.0, SPAN.duration_s, 20))
    seen = geometry(elements, site, t_s, span=SPAN)
    place = wgs84.latlon(site.lat_deg, site.lon_deg, elevation_m=site.height_km * 1000.0)
    theirs = (EarthSatellite.from_satrec(elements.satrec, timescale()) - place).at(skyfield_times(SPAN, t_s))
    elevation, azimuth, distance = theirs.altaz()
    late_deg = np.degrees(5e-4 * 11.0 / distance.km)  # of a satellite at 11 km/s
    assert (np.abs(seen.range_km - distance.km)).max() < 5e-4 * 11.0
    assert (np.abs(seen.elevation_deg - elevation.degrees) - late_deg).max() < 1e-6
    across = np.cos(np.radians(seen.elevation_deg))
    assert (arc_deg(seen.azimuth_deg, azimuth.degrees) * across - late_deg).max() < 1e-6


@settings(max_examples=scaled(0.25))
@given(
    st.floats(400.0, 1200.0), st.floats(0.0, 0.01), st.floats(30.0, 120.0), st.floats(-60.0, 60.0),
    st.floats(15.0, 30.0), st.floats(35.0, 60.0), st.floats(5.0, 60.0), st.floats(20.0, 70.0),
)  # fmt: skip
def test_at_the_ends_of_a_window_one_limit_is_met_exactly(height_km, e, i, lat, near_deg, far_deg, squint, ground):
    """Where a window begins or ends, one of its limits has the value that the geometry gives, within 1e-5 degrees.

    A window's edge is good to 1e-6 s, and none of these angles turns faster than 5 degrees a second.
    """
    elements = element_set(perigee_km=height_km, eccentricity=e, inclination_deg=i)
    site = Site("P", lat_deg=lat, lon_deg=20.0)
    limits = Limits(
        incidence_min_deg=near_deg, incidence_max_deg=far_deg, squint_max_deg=squint, ground_squint_max_deg=ground
    )
    table = ephemeris(SPAN, [Track(0, elements, 0.0, SPAN.duration_s)])
    search = Search(table, [site], threads=1)
    inside = search.windows(limits).between(table.from_s[0] + 1.0, table.to_s[0] - 1.0)
    edges_s = np.concatenate([inside.start_s, inside.end_s])
    uncut = (edges_s > table.from_s[0] + 2.0) & (edges_s < table.to_s[0] - 2.0)
    seen = geometry(elements, site, edges_s[uncut], span=SPAN) if uncut.any() else None
    if seen is None:
        return
    off_deg = np.abs(
        [
            seen.incidence_deg - near_deg,
            seen.incidence_deg - far_deg,
            seen.squint_deg - squint,
            seen.ground_squint_deg - ground,
        ]
    )
    assert off_deg.min(axis=0).max() < 1e-5
    middle = geometry(elements, site, 0.5 * (inside.start_s + inside.end_s), span=SPAN)
    assert ((middle.incidence_deg > near_deg) & (middle.incidence_deg < far_deg)).all()
    assert ((middle.squint_deg < squint) & (middle.ground_squint_deg < ground)).all()


def test_every_way_to_give_times():
    """ISO text, datetimes, pandas' series and seconds of a span give the same numbers; one moment is one row."""
    import pandas

    moments = [START + timedelta(seconds=s) for s in (0.0, 3600.25, 50.0)]
    by_seconds = geometry(LOW, YONGBYON, [0.0, 3600.25, 50.0], span=SPAN)
    for times in (
        moments,
        [moment.isoformat() for moment in moments],
        tuple(moment.astimezone().isoformat() for moment in moments),
        pandas.Series(moments),
        by_seconds.table()["time_utc"],
    ):
        found = geometry(LOW, "39.797,125.755,0.1", times)
        assert found.time_utc == by_seconds.time_utc == moments
        assert np.abs(found.range_km - by_seconds.range_km).max() < 1e-7
    assert len(geometry(LOW, YONGBYON, moments[1])) == 1
    assert geometry(LOW, YONGBYON, moments[1].isoformat()).range_km[0] == pytest.approx(by_seconds.range_km[1])
    before = geometry(LOW, YONGBYON, -7200.125, span=SPAN)
    assert before.time_utc == [START - timedelta(seconds=7200.125)]


def test_the_table_has_a_row_a_moment():
    """Names, microseconds in UTC, every angle, and with a sensor what follows from its figures."""
    radar, camera = sensor_from_catalogue("terrasar-x-spotlight"), sensor_from_catalogue("worldview-3")
    t_s = np.arange(0.0, 6000.0, 600.0)
    seen = geometry(LOW, YONGBYON, t_s, span=SPAN, sensor=camera)
    frame = seen.table()
    assert list(frame.columns) == [
        "satellite", "target", "time_utc", "elevation_deg", "azimuth_deg", "range_km", "incidence_deg",
        "off_nadir_deg", "squint_deg", "ground_squint_deg", "side", "in_sight", "sun_elevation_deg", "sun_azimuth_deg",
        "sub_point_lat_deg", "sub_point_lon_deg", "sat_height_km", "element_age_d", "gsd_along_m", "gsd_mean_m",
    ]  # fmt: skip
    assert frame["time_utc"][0].isoformat() == "2026-07-14T03:04:05.678901+00:00"
    assert set(frame["satellite"]) == {"LOW"}
    assert set(frame["target"]) == {"Yongbyon"}
    assert frame["gsd_mean_m"].isna().equals(~frame["in_sight"])
    assert "LOW" in repr(seen)
    assert list(geometry(LOW, YONGBYON, 0.0, span=SPAN, sensor=radar).resolution_m) == ["ground_range_resolution_m"]
    assert geometry(LOW, YONGBYON, 0.0, span=SPAN).resolution_m == {}
    assert geometry(LOW, YONGBYON, 0.0, span=SPAN, sensor=Limits()).resolution_m == {}


def test_the_sun_is_the_sun_s_table():
    """Elevation and azimuth of the Sun at the target are those of `sim.sun`, in the same places of the array."""
    from sim.sun import sun_azimuth_deg, sun_elevation_deg

    t_s = np.array([70000.0, 0.0, 3.0])
    seen = geometry(LOW, YONGBYON, t_s, span=SPAN)
    where = {"lat_deg": YONGBYON.lat_deg, "lon_deg": YONGBYON.lon_deg, "height_km": YONGBYON.height_km}
    assert np.abs(seen.sun_elevation_deg - sun_elevation_deg(SPAN, t_s, **where)).max() < 1e-9
    assert np.abs(seen.sun_azimuth_deg - sun_azimuth_deg(SPAN, t_s, **where)).max() < 1e-9


def test_years_without_an_ephemeris_have_angles_but_no_sun():
    """In 1995 the satellite is seen and the Sun is refused, in a sentence with the years that hold."""
    old = replace(LOW, epoch_jd=EPOCH_JD - 31.5 * 365.25)
    seen = geometry(old, YONGBYON, "1995-01-13T00:00:00Z")
    assert np.isfinite(seen.elevation_deg).all()
    with pytest.raises(DataError, match="2000-01-01 to 2053-01-01"):
        seen.sun_elevation_deg  # noqa: B018


# --- Several sets ----------------------------------------------------------------------------------------------------

EPOCH = datetime(2026, 7, 14, tzinfo=UTC)  # EPOCH_JD


def at_days(days, **changes):
    return LOW.shifted(epoch_jd=EPOCH_JD + math.floor(days), epoch_fr=days % 1.0, **changes)


SETS = [at_days(0.0), at_days(4.0, mean_anomaly_deg=100.0), at_days(6.0, mean_anomaly_deg=200.0)]


def test_at_each_moment_the_nearest_set_is_used():
    """Moments in any order: ages are the least there are, and positions those of that set alone."""
    moments = [EPOCH + timedelta(days=d) for d in (5.9, 1.9, 2.1, 4.9, 5.1, -3.0, 9.0)]
    seen = geometry(SETS, YONGBYON, moments)
    assert seen.element_age_d == pytest.approx([0.1, 1.9, 1.9, 0.9, 0.9, 3.0, 3.0], abs=1e-9)
    for row, (moment, number) in enumerate(zip(moments, (2, 0, 1, 1, 2, 0, 2), strict=True)):
        assert geometry(SETS[number], YONGBYON, moment).range_km[0] == pytest.approx(seen.range_km[row], abs=1e-7)


def test_no_set_is_used_across_a_manoeuvre():
    """A moment before a manoeuvre has the set before it though the next is nearer; of a `Satellite` too."""
    burn = EPOCH + timedelta(days=3.5)
    moments = [burn - timedelta(hours=1), burn + timedelta(hours=1)]
    for seen in (
        geometry(SETS, YONGBYON, moments, manoeuvres=[burn]),
        geometry(Satellite("LOW", 1, tuple(SETS), manoeuvres=(burn,)), YONGBYON, moments),
    ):
        assert seen.element_age_d == pytest.approx([3.5 - 1 / 24, 0.5 - 1 / 24], abs=1e-9)


@pytest.mark.parametrize("days", [3.2, 3.5])
def test_a_moment_between_two_manoeuvres_has_no_set(days):
    """A single moment between two manoeuvres without a set between them is refused, whatever the length of the span."""
    burns = [EPOCH + timedelta(days=d) for d in (3.0, 3.9)]
    with pytest.raises(DataError, match="no element set between the manoeuvres"):
        geometry(SETS, YONGBYON, EPOCH + timedelta(days=days), manoeuvres=burns)
    assert len(geometry(SETS, YONGBYON, EPOCH + timedelta(days=2.9), manoeuvres=burns)) == 1


# --- Refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ("2026-07-14T03:00:00", "no time zone"),
        (np.datetime64("2026-07-14T03:00:00"), "no time zone"),
        (5.0, "seconds need span="),
        ([], "no time is given"),
        ("noon", "not an ISO-8601 time"),
    ],
)
def test_times_that_cannot_be_read_are_refused(times, words):
    """A UsageError says what is wrong with the time."""
    with pytest.raises(UsageError, match=words):
        geometry(LOW, YONGBYON, times)


@pytest.mark.parametrize(
    ("times", "words"),
    [([], "no time is given"), ([math.nan], "finite"), (["2026-07-14"], "seconds since"), (math.inf, "finite")],
)
def test_seconds_that_cannot_be_read_are_refused(times, words):
    """With a span, times are finite numbers, one at least."""
    with pytest.raises(UsageError, match=words):
        geometry(LOW, YONGBYON, times, span=SPAN)


def test_sets_of_several_objects_are_refused():
    """The sentence names the objects; no set at all is refused as well."""
    other = replace(LOW, catalog_number=2, name="OTHER")
    with pytest.raises(UsageError, match=r"of 2 objects \(LOW, OTHER\)"):
        geometry([LOW, other], YONGBYON, START)
    with pytest.raises(UsageError, match="no element set"):
        geometry([], YONGBYON, START)


def test_moments_that_a_set_cannot_serve_are_refused():
    """Over 1,000 days away unless allowed; and where SGP4 has lost the satellite, by name and time."""
    with pytest.raises(DataError, match="1000 days"):
        geometry(LOW, YONGBYON, START + timedelta(days=1001))
    still = replace(LOW, bstar=0.0)
    assert len(geometry(still, YONGBYON, START + timedelta(days=1001), allow_stale=True)) == 1
    falling = element_set(perigee_km=200.0, eccentricity=0.0, inclination_deg=97.6, bstar=0.01, name="FALLING")
    with pytest.raises(DataError, match="FALLING: SGP4 gives no position at 2026-08"):
        geometry(falling, YONGBYON, [START, START + timedelta(days=30)])


def test_positions_in_deep_space_are_those_of_sdp4():
    """On a Molniya orbit and in geostationary ones the range is SDP4's within 1e-7 km, at perigee too."""
    import naive_geometry as naive

    molniya = element_set(perigee_km=600.0, eccentricity=0.7, inclination_deg=63.4)
    synchronous = element_set(perigee_km=35786.0, eccentricity=0.0002, inclination_deg=0.05)
    t_s = np.linspace(0.0, SPAN.duration_s, 2000)
    site_km = naive.site_itrs_km(lat_deg=39.797, lon_deg=125.755, height_km=0.1)
    for elements in (molniya, synchronous):
        exact_km = np.linalg.norm(naive.earth_fixed_km(elements, START, t_s) - site_km, axis=1)
        assert np.abs(geometry(elements, YONGBYON, t_s, span=SPAN).range_km - exact_km).max() < 1e-7


def test_moments_far_apart_need_no_order():
    """Times of 400 days, shuffled, with a set a month: each row is that of its moment alone."""
    sets = [at_days(30.0 * k, mean_anomaly_deg=10.0 * k) for k in range(14)]
    moments = [EPOCH + timedelta(days=d) for d in (399.0, 0.5, 200.2, 14.9, 15.1)]
    seen = geometry(sets, YONGBYON, moments)
    for row, moment in enumerate(moments):
        assert geometry(sets, YONGBYON, moment).range_km[0] == pytest.approx(seen.range_km[row], abs=1e-7)
