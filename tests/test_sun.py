"""The Sun against Skyfield's own apparent positions, the Almanac's series, and itself at its worst places."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim import sun
from sim.clock import Span, gmst_rad, timescale
from sim.constants import DAY_S
from sim.earth import site_itrs_km, up_itrs
from sim.errors import DataError, UsageError
from sim.shipped import data_path
from sim.sun import SunTable
from sim.sun_ephemeris import EPHEMERIS

SUMMER = Span(datetime(2026, 7, 14, 5, 30, 17, 250000, tzinfo=UTC), 80 * DAY_S)
YONGBYON = {"lat_deg": 39.8, "lon_deg": 125.755}


@pytest.fixture(scope="module")
def table():
    return SunTable(SUMMER)


@pytest.fixture(scope="module")
def kernel():
    from skyfield.jpllib import SpiceKernel

    with closing(SpiceKernel(str(data_path(EPHEMERIS)))) as opened:
        yield opened


def skyfield_time(span, t_s):
    start = span.start
    seconds = start.second + start.microsecond * 1e-6 + np.asarray(t_s)
    return timescale().utc(start.year, start.month, start.day, start.hour, start.minute, seconds)


def skyfield_altaz_deg(kernel, span, t_s, lat_deg, lon_deg, height_km=0.0):
    from skyfield.api import wgs84

    place = kernel["earth"] + wgs84.latlon(lat_deg, lon_deg, elevation_m=1000.0 * height_km)
    apparent = place.at(skyfield_time(span, t_s)).observe(kernel["sun"]).apparent(deflectors=())
    elevation, azimuth, _ = apparent.altaz()
    return elevation.degrees, azimuth.degrees


def bisected_s(elevation_deg, starts_s, ends_s, limit_deg):
    """Return the times at which an elevation crosses a limit inside brackets, bisected to 0.1 ms."""
    lo, hi = np.array(starts_s), np.array(ends_s)
    rising = elevation_deg(lo) < limit_deg
    assert np.all(rising != (elevation_deg(hi) < limit_deg))
    while np.max(hi - lo) > 1e-4:
        middle = 0.5 * (lo + hi)
        before = (elevation_deg(middle) < limit_deg) == rising
        lo, hi = np.where(before, middle, lo), np.where(before, hi, middle)
    return 0.5 * (lo + hi)


def test_vendored_ephemeris_has_its_checksum():
    """The excerpt is the file that the build script made."""
    sums = dict(reversed(line.split()) for line in data_path("SHA256SUMS").read_text(encoding="ascii").splitlines())
    expected = sums[EPHEMERIS]
    assert hashlib.sha256(data_path(EPHEMERIS).read_bytes()).hexdigest() == expected


@pytest.mark.parametrize(
    "start",
    [
        datetime(2000, 1, 1, tzinfo=UTC),
        datetime(2026, 11, 3, 17, 5, tzinfo=UTC),
        datetime(2052, 1, 2, tzinfo=UTC),
    ],
)
def test_elevation_and_azimuth_agree_with_skyfield(kernel, start):
    """At 200 random times, poles and heights included, the direction is Skyfield's within 3e-7 degrees.

    2.5e-7 is seen: the product of parallax and aberration, 9" times 1e-4, which the table leaves out.
    """
    rng = np.random.default_rng(421)
    span = Span(start, 300 * DAY_S)
    lats = np.concatenate([[90.0, -90.0, 89.99, 0.0], rng.uniform(-90.0, 90.0, 16)])
    table = SunTable(span)
    for lat in lats:
        lon, height, t_s = (
            rng.uniform(-180.0, 360.0),
            rng.uniform(-0.4, 9.0),
            rng.uniform(0.0, span.duration_s, 10),
        )
        elevation, azimuth = skyfield_altaz_deg(kernel, span, t_s, lat, lon, height)
        place = {"lat_deg": lat, "lon_deg": lon, "height_km": height}
        np.testing.assert_allclose(table.elevation_deg(t_s, **place), elevation, rtol=0, atol=3e-7)
        turn = (table.azimuth_deg(t_s, **place) - azimuth + 180.0) % 360.0 - 180.0
        assert np.max(np.abs(turn) * np.cos(np.radians(elevation))) < 3e-7


def test_position_agrees_with_skyfield_and_functions_with_the_table(kernel, table):
    """The geocentric Sun is Skyfield's in its itrs within 1 km (4e-7 degrees), in any call's shape."""
    from skyfield.framelib import itrs

    t_s = np.linspace(0.0, SUMMER.duration_s, 50)
    apparent = kernel["earth"].at(skyfield_time(SUMMER, t_s)).observe(kernel["sun"]).apparent(deflectors=())
    np.testing.assert_allclose(table.itrs_km(t_s), apparent.frame_xyz(itrs).km.T, rtol=0, atol=1.0)
    assert np.array_equal(sun.apparent_sun_itrs_km(SUMMER, t_s), table.itrs_km(t_s))
    assert np.array_equal(sun.sun_elevation_deg(SUMMER, t_s, **YONGBYON), table.elevation_deg(t_s, **YONGBYON))
    assert np.array_equal(sun.sun_azimuth_deg(SUMMER, t_s, **YONGBYON), table.azimuth_deg(t_s, **YONGBYON))
    assert sun.apparent_sun_itrs_km(SUMMER, np.empty(0)).shape == (0, 3)
    grid = table.elevation_deg(t_s, lat_deg=np.zeros((3, 1)), lon_deg=np.array([[0.0], [10.0], [20.0]]))
    assert grid.shape == (3, 50)


def test_table_of_a_part_gives_the_same_digits(table):
    """Nodes lie at multiples from the span's start, so what a table covers does not change its values."""
    t_s = np.linspace(40.3 * DAY_S, 41.7 * DAY_S, 20)
    assert np.array_equal(SunTable(SUMMER, 40.3 * DAY_S, 41.7 * DAY_S).itrs_km(t_s), table.itrs_km(t_s))


def test_elevation_agrees_with_the_almanac_series():
    """The Astronomical Almanac's low-precision series (page C5) gives elevations within 0.015 degrees.

    It promises 0.01 in the Sun's place from 1950 to 2050; parallax, which it leaves out, adds 0.0024.
    """
    span = Span(datetime(2024, 2, 3, tzinfo=UTC), 1000 * DAY_S)
    t_s = np.linspace(0.0, span.duration_s, 4001)
    n = span.julian_date[0] + span.julian_date[1] - 2451545.0 + t_s / DAY_S
    mean_longitude, anomaly = 280.460 + 0.9856474 * n, np.radians(357.528 + 0.9856003 * n)
    longitude = np.radians(mean_longitude + 1.915 * np.sin(anomaly) + 0.020 * np.sin(2 * anomaly))
    obliquity = np.radians(23.439 - 0.0000004 * n)
    x, y, z = np.cos(longitude), np.cos(obliquity) * np.sin(longitude), np.sin(obliquity) * np.sin(longitude)
    hour_angle = gmst_rad(span, t_s) + np.radians(YONGBYON["lon_deg"]) - np.arctan2(y, x)
    lat = np.radians(YONGBYON["lat_deg"])
    elevation = np.degrees(np.arcsin(np.sin(lat) * z + np.cos(lat) * np.hypot(x, y) * np.cos(hour_angle)))
    np.testing.assert_allclose(SunTable(span).elevation_deg(t_s, **YONGBYON), elevation, rtol=0, atol=0.015)


@pytest.mark.parametrize(
    ("lat_deg", "limit_deg", "days"),
    [(39.8, 10.0, 80), (0.0, -0.833, 20), (-33.0, 30.0, 60), (68.0, 5.0, 40)],
)
def test_edges_agree_with_bisection_on_skyfield(kernel, table, lat_deg, limit_deg, days):
    """Where the Sun moves faster than 0.001 deg/s, edges are bisected Skyfield altaz within 1 ms."""
    spans = table.lit_intervals(0.0, days * DAY_S, lat_deg=lat_deg, lon_deg=125.755, elevation_min_deg=limit_deg)
    edges = spans.ravel()
    edges = edges[(edges > 60.0) & (edges < days * DAY_S - 60.0)]
    assert len(edges) >= 2 * days - 2
    expected = bisected_s(
        lambda t: skyfield_altaz_deg(kernel, SUMMER, t, lat_deg, 125.755)[0],
        edges - 30.0,
        edges + 30.0,
        limit_deg,
    )
    np.testing.assert_allclose(edges, expected, rtol=0, atol=1e-3)


def test_geometric_sun_crosses_more_than_a_second_late(kernel, table):
    """Without light time and aberration, 20.5", the Sun at 39.8 N rises and sets 1 to 2 s late: a trap."""
    from skyfield.framelib import itrs

    site_km, up = site_itrs_km(**YONGBYON), up_itrs(**YONGBYON)

    def geometric_deg(t_s):
        at = skyfield_time(SUMMER, t_s)
        seen_km = (kernel["sun"] - kernel["earth"]).at(at).frame_xyz(itrs).km.T - site_km
        return np.degrees(np.arcsin(seen_km @ up / np.linalg.norm(seen_km, axis=1)))

    edges = table.lit_intervals(0.0, 20 * DAY_S, **YONGBYON, elevation_min_deg=0.0).ravel()[1:-1]
    late_s = bisected_s(geometric_deg, edges - 30.0, edges + 30.0, 0.0) - edges
    assert np.all((late_s > 1.0) & (late_s < 2.0))


@given(
    lat_deg=st.one_of(st.sampled_from([90.0, -90.0, 89.999, 66.6, -67.4]), st.floats(-90.0, 90.0)),
    lon_deg=st.floats(-180.0, 360.0),
    limit_deg=st.one_of(st.sampled_from([-18.0, -0.833, 0.0, 10.0]), st.floats(-60.0, 90.0)),
    first_day=st.integers(0, 76),
)
def test_lit_intervals_agree_with_dense_samples(table, lat_deg, lon_deg, limit_deg, first_day):
    """Every 20 s of three days the Sun stands above the limit exactly where the intervals say so."""
    from_s, to_s = first_day * DAY_S, (first_day + 3) * DAY_S
    place = {"lat_deg": lat_deg, "lon_deg": lon_deg}
    spans = table.lit_intervals(from_s, to_s, **place, elevation_min_deg=limit_deg)
    t_s = np.arange(from_s, to_s, 20.0)
    above_deg = table.elevation_deg(t_s, **place) - limit_deg
    inside = np.any((t_s[:, None] >= spans[:, 0]) & (t_s[:, None] < spans[:, 1]), axis=1)
    clear = np.abs(above_deg) > 1e-7  # an edge's error of 1e-5 s is 4e-8 degrees
    assert np.array_equal(inside[clear], (above_deg >= 0.0)[clear])
    assert np.all(np.diff(spans.ravel()) > 0.0)
    assert spans.size == 0 or (spans[0, 0] >= from_s and spans[-1, 1] <= to_s)


@given(lat_deg=st.floats(-89.5, 89.5), day=st.integers(1, 78), lower=st.booleans())
def test_grazing_culmination_is_neither_lost_nor_invented(table, lat_deg, day, lower):
    """A limit 1e-7 degrees under the day's highest point gives moments of light, 1e-7 over it none.

    Around the lowest point a moment of dark likewise. Polar day and night begin and end so; the Sun is within
    1e-7 degrees of the turn for 0.1 s (near the zenith) to 20 s (at 89.5 degrees of latitude).
    """
    place = {"lat_deg": lat_deg, "lon_deg": 20.0}
    noon_s = (day + 0.22) * DAY_S + (0.5 * DAY_S if lower else 0.0)
    sign = -1.0 if lower else 1.0
    t_s = noon_s + np.linspace(-7200.0, 7200.0, 241)
    for step_s in (2.0, 0.05, 0.001):
        t_s = t_s[np.argmax(sign * table.elevation_deg(t_s, **place))] + step_s * np.arange(-60, 61)
    extreme_deg = float(sign * np.max(sign * table.elevation_deg(t_s, **place)))
    assume(abs(extreme_deg) < 89.0)
    search = (noon_s - 7200.0, noon_s + 7200.0)
    short = table.lit_intervals(*search, **place, elevation_min_deg=extreme_deg - 1e-7)
    none = table.lit_intervals(*search, **place, elevation_min_deg=extreme_deg + 1e-7)
    if lower:
        assert short.tolist() == [list(search)]
        hole_s = none[1, 0] - none[0, 1]
        assert len(none) == 2
    else:
        assert none.size == 0
        hole_s = short[0, 1] - short[0, 0]
        assert len(short) == 1
    assert 0.05 < hole_s < 60.0


def test_poles_have_one_day_and_one_night_a_year():
    """At the pole the Sun rises and sets once a year, at the equinoxes: 20 March 14:46, 23 September 00:05.

    The Sun climbs 0.0165 degrees an hour there, so parallax (0.0024 degrees) moves the day by 9 minutes.
    """
    span = Span(datetime(2026, 1, 1, tzinfo=UTC), 365 * DAY_S)
    table = SunTable(span)
    north = table.lit_intervals(0.0, span.duration_s, lat_deg=90.0, lon_deg=17.0, elevation_min_deg=0.0)
    equinoxes = [
        span.seconds(datetime(2026, 3, 20, 14, 46, tzinfo=UTC)),
        span.seconds(datetime(2026, 9, 23, 0, 5, tzinfo=UTC)),
    ]
    np.testing.assert_allclose(north, [equinoxes], atol=15 * 60.0)
    south = table.lit_intervals(0.0, span.duration_s, lat_deg=-90.0, lon_deg=17.0, elevation_min_deg=0.0)
    assert south.shape == (2, 2)
    assert south[0, 0] == 0.0
    assert south[1, 1] == span.duration_s


def test_polar_day_and_night_and_the_whole_range(table):
    """In midsummer 80 N is lit throughout, 80 S never; -90 degrees is always met, 90 never."""
    day = (0.0, 10 * DAY_S)
    assert table.lit_intervals(*day, lat_deg=80.0, lon_deg=0.0, elevation_min_deg=0.0).tolist() == [list(day)]
    assert table.lit_intervals(*day, lat_deg=-80.0, lon_deg=0.0, elevation_min_deg=0.0).shape == (0, 2)
    assert table.lit_intervals(*day, lat_deg=10.0, lon_deg=0.0, elevation_min_deg=-90.0).tolist() == [list(day)]
    assert table.lit_intervals(*day, lat_deg=10.0, lon_deg=0.0, elevation_min_deg=90.0).shape == (0, 2)
    assert table.lit_intervals(5.0, 5.0, lat_deg=10.0, lon_deg=0.0, elevation_min_deg=-90.0).shape == (0, 2)


def test_many_sites_at_once_equal_one_by_one(table):
    """The pass over many sites gives each site's own intervals within 1e-5 s, across its batches."""
    rng = np.random.default_rng(5)
    lat, lon = rng.uniform(-90.0, 90.0, 150), rng.uniform(-180.0, 180.0, 150)
    together = table.lit_intervals_of_sites(0.0, 3 * DAY_S, lat_deg=lat, lon_deg=lon, elevation_min_deg=15.0)
    assert len(together) == 150
    for i in (0, 63, 64, 149):
        alone = sun.lit_intervals(SUMMER, 0.0, 3 * DAY_S, lat_deg=lat[i], lon_deg=lon[i], elevation_min_deg=15.0)
        np.testing.assert_allclose(together[i], alone, rtol=0, atol=1e-5)


@given(
    lat_deg=st.sampled_from([90.0, -67.4, 0.0]) | st.floats(-90.0, 90.0),
    limit_deg=st.sampled_from([-90.0, 90.0, -12.0, 0.0]) | st.floats(-60.0, 60.0),
    day=st.integers(0, 77),
)
def test_dark_is_what_lit_leaves_over(table, lat_deg, limit_deg, day):
    """Lit and dark spans of one limit take turns without a gap, to the last digit, and fill the search."""
    search = (day * DAY_S, (day + 2.3) * DAY_S)
    place = {"lat_deg": np.array([lat_deg, 12.0]), "lon_deg": np.array([33.0, -170.0]), "height_km": 0.4}
    lit = table.lit_intervals_of_sites(*search, **place, elevation_min_deg=limit_deg)
    dark = table.dark_intervals_of_sites(*search, **place, elevation_max_deg=limit_deg)
    assert len(dark) == 2
    for up, down in zip(lit, dark, strict=True):
        both = np.concatenate([up, down])
        both = both[np.argsort(both[:, 0])]
        assert both[0, 0] == search[0]
        assert both[-1, 1] == search[1]
        assert np.array_equal(both[1:, 0], both[:-1, 1])


def skyfield_hour_angle_h(kernel, span, t_s, lon_deg):
    """Return the apparent Sun's hour angle from the Earth's centre: sidereal time + longitude - right ascension."""
    at = skyfield_time(span, t_s)
    apparent = kernel["earth"].at(at).observe(kernel["sun"]).apparent(deflectors=())
    return (at.gast + lon_deg / 15.0 - apparent.radec("date")[0].hours + 12.0) % 24.0 - 12.0


@pytest.mark.parametrize("lon_deg", [0.0, 125.755, -74.0, 359.9])
def test_solar_time_is_skyfields_hour_angle(kernel, lon_deg):
    """12 h plus Skyfield's apparent hour angle, within 1e-9 h: 4e-6 s; 1e-10 h is seen.

    Its hour angle as seen from a place differs by parallax, 8.8" at the equator: 0.6 s.
    """
    from skyfield.api import wgs84

    span = Span(datetime(2025, 6, 3, 1, 2, 3, tzinfo=UTC), 700 * DAY_S)
    t_s = np.sort(np.random.default_rng(3).uniform(0.0, span.duration_s, 300))
    found_h = SunTable(span).local_time_h(t_s, lon_deg)
    assert np.all((found_h >= 0.0) & (found_h < 24.0))
    difference_h = (found_h - 12.0 - skyfield_hour_angle_h(kernel, span, t_s, lon_deg) + 12.0) % 24.0 - 12.0
    assert np.max(np.abs(difference_h)) < 1e-9
    place = kernel["earth"] + wgs84.latlon(0.0, lon_deg)
    seen = place.at(skyfield_time(span, t_s)).observe(kernel["sun"]).apparent(deflectors=()).hadec()[0].hours
    difference_s = ((found_h - 12.0 - seen + 12.0) % 24.0 - 12.0) * 3600.0
    assert 0.5 < np.max(np.abs(difference_s)) < 0.7


def test_noon_parts_from_mean_noon_by_the_equation_of_time():
    """The sundial is 16.4 minutes fast on 3 November, 14.2 slow on 11 February, right on 15 April: within 0.2 min.

    Values as in any almanac; mean solar time is UTC + longitude / 15, UT1 being within a second of it.
    """
    span = Span(datetime(2026, 1, 1, tzinfo=UTC), 365 * DAY_S)
    table = SunTable(span)
    for month, day, minutes in ((11, 3, 16.4), (2, 11, -14.2), (4, 15, -0.1), (7, 26, -6.5)):
        mean_noon_s = span.seconds(datetime(2026, month, day, 12, tzinfo=UTC)) - 125.755 / 15.0 * 3600.0
        fast_min = 60.0 * (float(table.local_time_h(mean_noon_s, 125.755)) - 12.0)
        assert fast_min == pytest.approx(minutes, abs=0.2)


@pytest.mark.parametrize(
    ("when", "expected_h", "wrong_h"),
    [(datetime(2026, 3, 20, 0, 49, tzinfo=UTC), 0.69, 17.96), (datetime(2026, 6, 21, 6, 35, tzinfo=UTC), 6.55, 5.85)],
)
def test_local_time_is_counted_from_the_sun(when, expected_h, wrong_h):
    """At Greenwich it is UTC plus the equation of time, and not a sidereal angle that nothing refers to the Sun.

    A widely used library reports 17.96 h and 5.85 h for these two moments.
    """
    found_h = float(SunTable(Span(when, DAY_S)).local_time_h(0.0, 0.0))
    assert found_h == pytest.approx(expected_h, abs=0.02)
    assert abs(found_h - wrong_h) > 0.5


hours_h = st.sampled_from([0.0, 24.0, 12.0, 22.0, 2.0]) | st.floats(0.0, 24.0)


@given(
    band=st.tuples(hours_h, hours_h).filter(lambda b: 1e-3 < (b[1] - b[0]) % 24.0 < 23.999 or b == (0.0, 24.0)),
    lon_deg=st.lists(st.floats(-180.0, 360.0), min_size=1, max_size=4),
    from_day=st.floats(0.0, 70.0),
    days=st.floats(0.01, 9.0),
)
def test_bands_of_solar_time_hold_what_they_say(table, band, lon_deg, from_day, days):
    """Every 100 s the sundial reads inside the band just where the spans say so, over midnight too.

    Within 1 ms of an edge either answer will do; edges inside the search show the band's own ends within 1 ms.
    """
    from_h, to_h = band
    search = (from_day * DAY_S, (from_day + days) * DAY_S)
    found = table.local_time_intervals_of_sites(*search, lon_deg=np.array(lon_deg), from_h=from_h, to_h=to_h)
    assert len(found) == len(lon_deg)
    t_s = np.arange(*search, 100.0)
    t_s = t_s[t_s < search[1]]  # rounding may add the end itself
    for lon, spans in zip(lon_deg, found, strict=True):
        shown_h = table.local_time_h(t_s, lon)
        expected = (shown_h >= from_h) & (shown_h < to_h) if from_h < to_h else (shown_h >= from_h) | (shown_h < to_h)
        inside = np.any((t_s[:, None] >= spans[:, 0]) & (t_s[:, None] < spans[:, 1]), axis=1)
        clear = np.all(np.abs((shown_h[:, None] - [from_h, to_h] + 12.0) % 24.0 - 12.0) * 3600.0 > 1e-3, axis=1)
        assert np.array_equal(inside[clear], expected[clear])
        assert np.all(np.diff(spans.ravel()) > 0.0)
        for edges_s, edge_h in ((spans[:, 0], from_h), (spans[:, 1], to_h)):
            own_s = edges_s[(edges_s > search[0]) & (edges_s < search[1])]
            late_s = ((table.local_time_h(own_s, lon) - edge_h + 12.0) % 24.0 - 12.0) * 3600.0
            assert np.all(np.abs(late_s) < 1e-3)


def test_bands_over_many_places_and_the_whole_day(table):
    """More places than one batch holds give each its own; 0 to 24 h is everything; an empty search gives nothing."""
    lon = np.linspace(-180.0, 179.0, 150)
    together = table.local_time_intervals_of_sites(0.0, 3 * DAY_S, lon_deg=lon, from_h=9.5, to_h=15.0)
    for k in (0, 63, 64, 149):
        (alone,) = table.local_time_intervals_of_sites(0.0, 3 * DAY_S, lon_deg=lon[k], from_h=9.5, to_h=15.0)
        np.testing.assert_allclose(together[k], alone, rtol=0, atol=1e-6)
    (whole,) = table.local_time_intervals_of_sites(5.0, DAY_S, lon_deg=np.array([7.0]), from_h=0.0, to_h=24.0)
    assert whole.tolist() == [[5.0, DAY_S]]
    almost = {"from_h": 0.0, "to_h": 23.999999999999996}  # less by 1e-11 s: nothing that times can tell
    (nearly,) = table.local_time_intervals_of_sites(5.0, 3 * DAY_S, lon_deg=np.array([7.0]), **almost)
    assert np.all(np.diff(nearly.ravel()) > 0.0)
    assert np.sum(nearly[:, 1] - nearly[:, 0]) == pytest.approx(3 * DAY_S - 5.0, abs=1e-6)
    (none,) = table.local_time_intervals_of_sites(5.0, 5.0, lon_deg=np.array([7.0]), from_h=0.0, to_h=24.0)
    assert none.shape == (0, 2)


def test_bands_that_are_none_are_refused(table):
    """Hours outside the day, no width, and numbers that are none get a sentence."""
    for from_h, to_h in ((5.0, 5.0), (24.0, 0.0), (-1.0, 5.0), (3.0, 24.5), (float("nan"), 3.0)):
        with pytest.raises(UsageError, match="band of local solar time"):
            table.local_time_intervals_of_sites(0.0, 9.0, lon_deg=np.zeros(1), from_h=from_h, to_h=to_h)
    with pytest.raises(UsageError, match="reaches from 0 s to"):
        table.local_time_intervals_of_sites(0.0, 81 * DAY_S, lon_deg=np.zeros(1), from_h=2.0, to_h=5.0)


def test_leap_second_disturbs_the_sun_for_hours_only(kernel):
    """Across the leap second of 2016-12-31 the table stays within 2e-5 degrees outside the hours beside it.

    A second of the Sun's own motion is 1.1e-5 degrees; UT1 - UTC, whose jump of a second is 0.004 degrees,
    is interpolated over the hour.
    """
    after = Span(datetime(2017, 1, 1, tzinfo=UTC), 5 * DAY_S)
    t_s = np.linspace(2 * 3600.0, after.duration_s, 50)
    elevation, _ = skyfield_altaz_deg(kernel, after, t_s, **YONGBYON)
    across = Span(datetime(2016, 12, 28, tzinfo=UTC), 9 * DAY_S)
    found = sun.sun_elevation_deg(across, t_s + 4 * DAY_S, **YONGBYON)
    np.testing.assert_allclose(found, elevation, rtol=0, atol=2e-5)


def test_dates_outside_the_ephemeris_are_named():
    """A span that leaves 2000 to 2053 is unusable data (exit 4), and the message names both stretches."""
    with pytest.raises(DataError, match=r"2000-01-01 to 2053-01-01 UTC.*1999-12-31T00:00:00\.000Z to 2000-01-02") as e:
        SunTable(Span(datetime(1999, 12, 31, tzinfo=UTC), 2 * DAY_S))
    assert e.value.exit_code == 4
    with pytest.raises(DataError, match="2053-01-01T00:00:01"):
        SunTable(Span(datetime(2052, 12, 31, tzinfo=UTC), DAY_S + 1.0))
    with pytest.raises(DataError, match="1e\\+07 days after"):
        SunTable(Span(datetime(2052, 12, 31, tzinfo=UTC), 1e7 * DAY_S))
    SunTable(Span(datetime(2000, 1, 1, tzinfo=UTC), DAY_S))
    SunTable(Span(datetime(2052, 12, 31, tzinfo=UTC), DAY_S))


def test_times_outside_the_table_and_wrong_limits_are_refused(table):
    """A time the table lacks, an end before its start, a limit that is no number: each gets a sentence."""
    with pytest.raises(UsageError, match="reaches from 0 s to"):
        table.elevation_deg(np.array([-1.0]), **YONGBYON)
    with pytest.raises(UsageError, match="reaches from 0 s to"):
        table.itrs_km(np.array([5.0, np.nan]))
    with pytest.raises(UsageError, match="reaches from 0 s to"):
        table.lit_intervals(0.0, 81 * DAY_S, **YONGBYON, elevation_min_deg=0.0)
    with pytest.raises(UsageError, match="end must come last"):
        SunTable(SUMMER, 5.0, 4.0)
    with pytest.raises(UsageError, match="between -90 and 90"):
        table.lit_intervals(0.0, 5.0, **YONGBYON, elevation_min_deg=float("nan"))


def test_import_is_light():
    """Importing the module loads neither Skyfield nor numba: help and validation stay quick."""
    code = "import sys, sim.sun; sys.exit(any(m in sys.modules for m in ('skyfield', 'jplephem', 'numba')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_place_without_a_height_lies_on_the_ellipsoid(table):
    """Left out, the height is 0 to the last bit; 1 km higher the Sun stands elsewhere by parallax: 4e-7 degrees."""
    place, search = {"lat_deg": 39.8, "lon_deg": 125.755}, (0.0, 3 * DAY_S)
    many = {"lat_deg": np.array([39.8]), "lon_deg": np.array([125.755])}
    t_s = np.linspace(*search, 50)
    functions = [
        lambda **height: table.elevation_deg(t_s, **place, **height),
        lambda **height: table.azimuth_deg(t_s, **place, **height),
        lambda **height: sun.sun_elevation_deg(SUMMER, t_s, **place, **height),
        lambda **height: sun.sun_azimuth_deg(SUMMER, t_s, **place, **height),
        lambda **height: table.lit_intervals(*search, **place, **height, elevation_min_deg=10.0),
        lambda **height: sun.lit_intervals(SUMMER, *search, **place, **height, elevation_min_deg=10.0),
        lambda **height: table.lit_intervals_of_sites(*search, **many, **height, elevation_min_deg=10.0)[0],
        lambda **height: table.dark_intervals_of_sites(*search, **many, **height, elevation_max_deg=10.0)[0],
    ]
    for function in functions:
        left_out = function()
        assert left_out.size > 0
        assert np.array_equal(left_out, function(height_km=0.0))
        assert not np.array_equal(left_out, function(height_km=1.0))
