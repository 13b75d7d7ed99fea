"""Long enough for daylight? The Sun's return to a plane, the length of days, and the warnings drawn from both."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive_geometry import sun_elevation_deg
from published_sets import KORSAT_7, KORSATS
from random_orbits import scaled

from sim.clock import Span
from sim.orbits.notional import sun_synchronous
from sim.places.sites import Site
from sim.shipped import data_path
from sim.studies.season import day_lengths, hours_of_light, is_sun_synchronous, season_notes, solar_cycle_days
from sim.sun import SunTable

DAY_S = 86400.0
START = datetime(2026, 7, 14, tzinfo=UTC)
YONGBYON = Site("Yongbyon", lat_deg=39.797, lon_deg=125.755)
QUITO = Site("Quito", lat_deg=-0.2, lon_deg=-78.5)
KERNEL = data_path("de421_sun_2000_2053.bsp")


def node_deg(position_km: np.ndarray, velocity_km_s: np.ndarray) -> float:
    """The osculating ascending node's right ascension."""
    normal = np.cross(position_km, velocity_km_s)
    return math.degrees(math.atan2(normal[0], -normal[1]))


def test_after_a_solar_cycle_the_plane_stands_to_the_mean_sun_as_before() -> None:
    """KORSAT-1: 58.4 days; SGP4's node, averaged over a revolution, has then turned by 360 degrees against the mean
    Sun, to 0.1 degrees (what the average leaves of the periodic terms)."""
    free = replace(KORSATS[0], bstar=0.0)
    cycle_days = solar_cycle_days(free)
    assert cycle_days == pytest.approx(58.4, abs=0.1)
    nodes = []
    for days in (0.0, cycle_days):
        minutes = days * 1440.0 + np.arange(96)
        states = [free.satrec.sgp4_tsince(float(t))[1:] for t in minutes]
        nodes.append(np.degrees(np.unwrap([math.radians(node_deg(*map(np.array, s))) for s in states])).mean())
    sun_deg = 360.0 * cycle_days / 365.2422
    turned_deg = nodes[1] - nodes[0] - sun_deg
    assert (turned_deg + 180.0) % 360.0 - 180.0 == pytest.approx(0.0, abs=0.1)


def test_sun_synchronous_planes_have_no_cycle_to_speak_of() -> None:
    """A designed one keeps step for ten thousand years; KORSAT-7 drifts by less than an hour a year; a radar's does."""
    designed = sun_synchronous(name="s", epoch=START, height_km=561.0, ltan_h=10.0)
    assert solar_cycle_days(designed) > 3.65e6
    assert is_sun_synchronous(designed)
    assert is_sun_synchronous(KORSAT_7)
    assert not is_sun_synchronous(KORSATS[0])


@pytest.mark.parametrize(("place", "limit_deg"), [(YONGBYON, 10.0), (YONGBYON, 0.0), (QUITO, 20.0)])
def test_hours_of_light_agree_with_counting_minutes(place: Site, limit_deg: float) -> None:
    """Over three local days, counted minute by minute, to 2 minutes (one at either end of the day)."""
    span = Span(START + timedelta(hours=5), 5.0 * DAY_S)
    ((begins_s, hours),) = hours_of_light(SunTable(span), [place], limit_deg)
    assert hours.size == 4
    for begin_s, found_h in zip(begins_s[:3], hours[:3], strict=True):
        t_s = begin_s + 60.0 * np.arange(1440)
        up_deg = sun_elevation_deg(
            span.start, t_s, lat_deg=place.lat_deg, lon_deg=place.lon_deg, height_km=0.0, ephemeris=KERNEL
        )
        assert found_h == pytest.approx((up_deg >= limit_deg).sum() / 60.0, abs=2.0 / 60.0)
        # Local mean midnight: the Sun is at its lowest within the equation of time, 17 minutes.
        assert min(int(np.argmin(up_deg)), 1440 - int(np.argmin(up_deg))) <= 18


def test_days_at_forty_degrees_north_are_those_of_the_almanac() -> None:
    """cos H = -tan(lat) tan(declination): 9.2 h without refraction at the winter solstice, 14.8 at the summer one; the
    equator has 12 all year, to 0.1 h."""
    span = Span(datetime(2026, 1, 1, tzinfo=UTC), 365.0 * DAY_S)
    yongbyon, quito = day_lengths(span, [YONGBYON, QUITO], 0.0)
    for found_h, declination_deg in ((yongbyon.year_min_h, -23.44), (yongbyon.year_max_h, 23.44)):
        cosine = -math.tan(math.radians(39.797)) * math.tan(math.radians(declination_deg))
        assert found_h == pytest.approx(math.degrees(math.acos(cosine)) / 7.5, abs=0.03)
    assert yongbyon.share_seen == pytest.approx(1.0, abs=0.01)
    assert quito.year_min_h == pytest.approx(12.0, abs=0.1)
    assert quito.year_max_h == pytest.approx(12.0, abs=0.1)


def test_a_short_span_is_told_its_cycle_and_its_season() -> None:
    """39 days of summer hold 0.67 of the radars' solar cycle, and days of 11.6 to 12.7 h where the year has 7.0."""
    notes = season_notes(Span(START, 39.0 * DAY_S), {"KORSAT-1": KORSATS[0]}, [YONGBYON, QUITO], [10.0])
    assert len(notes) == 2
    assert "every 58 days, so the span of 39 days holds 0.67 solar cycles" in notes[0]
    assert "at Yongbyon for 11.6 to 12.7 h a day in the span" in notes[1]
    assert "7.0 to 12.9 h over the year" in notes[1]


@pytest.mark.parametrize(("cycles", "warned"), [(0.5, True), (1.0, False), (1.5, True), (1.95, False), (3.2, False)])
def test_whole_cycles_and_many_cycles_are_enough(cycles: float, warned: bool) -> None:
    """A whole number of cycles is balanced, and beyond three what is cut short weighs little; 1.5 is neither."""
    span = Span(START, cycles * solar_cycle_days(KORSATS[0]) * DAY_S)
    assert bool(season_notes(span, {"A": KORSATS[0]}, [QUITO], [0.0])) is warned


def test_who_needs_no_light_or_has_a_year_of_it_is_not_warned() -> None:
    """No satellites, no limit on the Sun, a camera in a steady plane over the equator, a year of span: no notes."""
    span = Span(START, 39.0 * DAY_S)
    assert season_notes(span, {}, [YONGBYON], [10.0]) == ()
    assert season_notes(span, {"A": KORSATS[0]}, [YONGBYON], []) == ()
    assert season_notes(span, {"KORSAT-7": KORSAT_7}, [QUITO], [10.0]) == ()
    assert season_notes(Span(START, 366.0 * DAY_S), {"KORSAT-7": KORSAT_7}, [YONGBYON], [10.0]) == ()


@settings(max_examples=scaled(0.15))
@given(
    lat_deg=st.floats(-90.0, 90.0),
    lon_deg=st.floats(-180.0, 360.0),
    limit_deg=st.floats(-20.0, 60.0),
    days=st.floats(0.1, 200.0),
    start_days=st.sampled_from([0.0, 9000.3, 19357.2]),
)
def test_a_span_shows_a_part_of_the_year(
    lat_deg: float, lon_deg: float, limit_deg: float, days: float, start_days: float
) -> None:
    """Days of the span are days of the year, each of 0 to 24 hours; at the ends of the Sun's ephemeris too."""
    start = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=min(start_days, 19358.0 - days))
    (found,) = day_lengths(Span(start, days * DAY_S), [Site("P", lat_deg=lat_deg, lon_deg=lon_deg)], limit_deg)
    assert -1e-9 <= found.year_min_h <= found.span_min_h <= found.span_max_h <= found.year_max_h <= 24.0 + 1e-9
    assert found.span_min_h - 1e-9 <= found.span_mean_h <= found.span_max_h + 1e-9
    assert 0.0 <= found.share_seen <= 1.0
