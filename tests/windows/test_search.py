"""Windows in cases whose answer is known beforehand: STK, Skyfield, edges of the span, degenerate geometry."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import naive
import numpy as np
import pytest
from authorities import svalbard
from numpy.typing import NDArray
from random_orbits import element_set
from skyfield.api import EarthSatellite, load, wgs84

from sim.clock import Span
from sim.intervals import intersection
from sim.orbits.elements import ElementSet
from sim.orbits.ephemeris import TABLE_STEP_S, Track, ephemeris
from sim.orbits.readers import parse_elements
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.shipped import data_path
from sim.sun import SunTable
from sim.sun_ephemeris import EPHEMERIS
from sim.windows.search import Daylight, Search, Windows
from sim.windows.steps import Light

START = datetime(2026, 7, 14, 3, tzinfo=UTC)
DAY_S = 86400.0
LOW = element_set(perigee_km=550.0, eccentricity=0.001, inclination_deg=97.6, name="LOW")
GEO = element_set(perigee_km=35785.0, eccentricity=1e-4, inclination_deg=0.05, name="GEO")
EQUATORIAL = element_set(perigee_km=600.0, eccentricity=0.001, inclination_deg=0.0, name="EQUATORIAL")
YONGBYON = Site("Yongbyon", lat_deg=39.797, lon_deg=125.755)
POLE = Site("Pole", lat_deg=90.0, lon_deg=0.0)


def search(
    elements: ElementSet,
    places: list[Site],
    *,
    from_s: float = 0.0,
    to_s: float = DAY_S,
    step_s: float = TABLE_STEP_S,
    daylight: Daylight | None = None,
) -> Search:
    """Return a search over [from_s, to_s] of a day that begins at START."""
    table = ephemeris(Span(START, DAY_S), [Track(0, elements, from_s, to_s)], step_s=step_s)
    return Search(table, places, threads=1, daylight=daylight)


def rows(found: Windows, target: int = 0) -> NDArray[np.float64]:
    mine = found.take(found.target == target)
    return np.stack([mine.start_s, mine.end_s], axis=1)


def twin(elements: ElementSet, site: Site, limits: Limits, duration_s: float = DAY_S) -> naive.NaiveWindows:
    return naive.naive_windows(
        elements,
        lat_deg=site.lat_deg,
        lon_deg=site.lon_deg,
        height_km=site.height_km,
        limits=limits,
        start=START,
        duration_s=duration_s,
        ephemeris=data_path(EPHEMERIS),
    )


def below(elements: ElementSet, t_s: float, *, north_deg: float = 0.0, east_deg: float = 0.0) -> Site:
    """Return the place under a satellite at a time, or so many degrees north and east of it."""
    lat, lon = naive.sub_point_deg(naive.earth_fixed_km(elements, START, [t_s]))
    return Site("Below", lat_deg=float(lat[0]) + north_deg, lon_deg=float(lon[0]) + east_deg)


# --- Authorities ------------------------------------------------------------------------------------------------------


def test_svalbard_has_stks_fifteen_windows():
    """STK's windows of a polar satellite over Svalbard, and no other; every start and end within 0.02 s.

    We are 4 to 13 ms late: light needs 8.7 ms from the horizon, which STK counts unless told otherwise.
    """
    case = svalbard.load()
    (elements,) = parse_elements(f"{case.line1}\n{case.line2}\n", "stk_svalbard.txt")
    site = Site("Svalbard", lat_deg=case.lat_deg, lon_deg=case.lon_deg, height_km=case.height_km)
    table = ephemeris(Span(case.start, case.duration_s), [Track(0, elements, 0.0, case.duration_s)])
    found = rows(Search(table, [site], threads=1).windows(Limits()))
    assert found.shape == (15, 2)
    assert np.abs(found - case.windows_s).max() < 0.02


@pytest.mark.parametrize(
    "site",
    [
        YONGBYON,
        Site("Dead Sea", lat_deg=31.5, lon_deg=35.5, height_km=-0.4),
        Site("Summit", lat_deg=27.99, lon_deg=86.92, height_km=8.0),
        Site("Halley", lat_deg=-75.6, lon_deg=-26.3, height_km=0.03),
        Site("Pole", lat_deg=-90.0, lon_deg=0.0, height_km=2.8),
        Site("Taveuni", lat_deg=-16.8, lon_deg=180.0),
    ],
    ids=lambda s: s.name,
)
@pytest.mark.parametrize("elevation_deg", [0.0, 10.0, 25.0])
def test_boundaries_stand_at_the_limit_in_skyfields_eyes(site: Site, elevation_deg: float):
    """Skyfield's ``altaz`` has the limit at every boundary, within 1e-5 degrees; 3 days, heights from -0.4 to 8 km."""
    duration_s = 3 * DAY_S
    table = ephemeris(Span(START, duration_s), [Track(0, LOW, 0.0, duration_s)])
    found = Search(table, [site], threads=1).windows(Limits(elevation_min_deg=elevation_deg))
    edges_s = np.concatenate([found.start_s, found.end_s])
    edges_s = edges_s[(edges_s > 0.0) & (edges_s < duration_s)]
    assert edges_s.size >= 4
    timescale = load.timescale(builtin=True)
    satellite = EarthSatellite.from_satrec(LOW.satrec, timescale)
    place = wgs84.latlon(site.lat_deg, site.lon_deg, elevation_m=1000.0 * site.height_km)
    altitude, _, _ = (satellite - place).at(timescale.utc(2026, 7, 14, 3, 0, edges_s)).altaz()
    assert np.abs(altitude.degrees - elevation_deg).max() < 1e-5


# --- The span's ends --------------------------------------------------------------------------------------------------


def test_windows_open_at_both_ends_are_cut_there():
    """A span that begins and ends inside windows: the first starts at 0 s, the last ends with the span, exactly."""
    wide = rows(search(LOW, [POLE], from_s=-DAY_S, to_s=2 * DAY_S).passes)
    start, end = wide[3].mean(), wide[20].mean()
    table = ephemeris(Span(START, DAY_S), [Track(0, LOW, start, end)])
    found = rows(Search(table, [POLE], threads=1).windows(Limits()))
    assert (found[0, 0], found[-1, 1]) == (start, end)
    assert len(found) == 18
    assert found[0, 1] == pytest.approx(wide[3, 1], abs=1e-5)
    assert found[-1, 0] == pytest.approx(wide[20, 0], abs=1e-5)
    assert found[1:-1] == pytest.approx(wide[4:20], abs=1e-5)


@pytest.mark.parametrize("limits", [Limits(), Limits(elevation_min_deg=20.0), Limits(off_nadir_max_deg=50.0)])
def test_a_span_inside_one_window_is_one_window(limits: Limits):
    """Ten seconds in the middle of a pass, shorter than a step of the table: one window, as long as the span."""
    site = below(LOW, 5000.0)
    found = search(LOW, [site], from_s=4995.0, to_s=5005.0).windows(limits)
    assert rows(found).tolist() == [[4995.0, 5005.0]]


def test_a_satellite_always_in_view_has_one_window():
    """A geostationary satellite, seen from below and from 60 degrees away, is in view from end to end, and stays so."""
    sub = below(GEO, 0.0)
    away = Site("Away", lat_deg=45.0, lon_deg=sub.lon_deg - 45.0)
    eyes = search(GEO, [sub, away])
    for limits in (Limits(), Limits(elevation_min_deg=20.0), Limits(off_nadir_max_deg=8.7)):
        found = eyes.windows(limits)
        assert rows(found, 0).tolist() == [[0.0, DAY_S]]
        assert rows(found, 1).tolist() == [[0.0, DAY_S]]
    assert rows(eyes.windows(Limits(elevation_min_deg=80.0)), 1).tolist() == []


def test_a_satellite_never_in_view_has_none():
    """From the far side of the Earth, and under an orbit that never comes near the latitude: no window, no error."""
    sub = below(GEO, 0.0)
    assert len(search(GEO, [Site("Far", lat_deg=0.0, lon_deg=sub.lon_deg - 180.0)]).windows(Limits())) == 0
    none = search(EQUATORIAL, [Site("North", lat_deg=60.0, lon_deg=10.0)])
    for limits in (Limits(), Limits(squint_max_deg=10.0, look="right", sun_elevation_min_deg=0.0)):
        found = none.windows(limits)
        assert len(found) == len(found.looks()) == len(found.between(0.0, 100.0)) == 0
        assert none.geometry(found).max_elevation_deg.size == 0


# --- Degenerate geometry ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "limits",
    [
        Limits(),
        Limits(elevation_min_deg=30.0),
        Limits(incidence_min_deg=20.0, incidence_max_deg=55.0),
        Limits(off_nadir_max_deg=5.0),
        Limits(squint_max_deg=15.0),
        Limits(elevation_min_deg=89.9),
    ],
    ids=str,
)
def test_an_equatorial_satellite_over_the_equator(limits: Limits):
    """Passes through the zenith of a place on the equator, in the plane of the orbit: windows as the twin has them."""
    site = Site("Equator", lat_deg=0.0, lon_deg=30.0)
    found = search(EQUATORIAL, [site]).windows(limits)
    other = twin(EQUATORIAL, site, limits)
    assert len(found) == len(other.windows_s) >= 13
    assert other.disagreements(rows(found)) == []


def test_a_limit_next_to_the_zenith_is_found():
    """Elevation 89.9 degrees is a circle of 1 km on the ground, crossed in a quarter of a second: it is found."""
    site = below(LOW, 40000.0)
    found = search(LOW, [site]).windows(Limits(elevation_min_deg=89.9))
    assert len(found) == 1
    assert found.start_s[0] < 40000.0 < found.end_s[0]
    assert 0.1 < found.end_s[0] - found.start_s[0] < 0.5
    assert twin(LOW, site, Limits(elevation_min_deg=89.9)).disagreements(rows(found)) == []


@pytest.mark.parametrize("step_s", [15.0, 90.0, 180.0])
def test_no_step_of_the_table_loses_a_window(step_s: float):
    """A band of incidence a twentieth of a degree wide, crossed in half a second: none lost in 3 days, at any step."""
    places = [YONGBYON, POLE, Site("South", lat_deg=-78.0, lon_deg=166.7)]
    limits = Limits(incidence_min_deg=65.0, incidence_max_deg=65.05)
    found = search(LOW, places, to_s=3 * DAY_S, step_s=step_s).windows(limits)
    for j, place in enumerate(places):
        other = twin(LOW, place, limits, 3 * DAY_S)
        assert len(rows(found, j)) == len(other.windows_s) >= 8
        assert other.disagreements(rows(found, j)) == []


def test_an_off_nadir_limit_does_not_see_through_the_earth():
    """Within 60 degrees of nadir lies the far side of the Earth as well: yet every window is above the horizon.

    Some packages return windows below it. At 550 km the horizon stands 67 degrees from nadir: 80 degrees are no limit.
    """
    places = [YONGBYON, Site("Antipode", lat_deg=-39.797, lon_deg=125.755 - 180.0)]
    eyes = search(LOW, places)
    for j, place in enumerate(places):
        view = naive.View(LOW, START, place.lat_deg, place.lon_deg)
        seen = rows(eyes.windows(Limits(off_nadir_max_deg=60.0)), j)
        assert len(seen) >= 2
        assert view.angle_deg("elevation", seen.mean(axis=1)).min() > 5.0
        below_horizon_s = rows(eyes.windows(Limits(off_nadir_max_deg=60.0)), 1 - j).mean(axis=1)
        assert view.angle_deg("off_nadir", below_horizon_s).min() < 60.0  # it would count, but for the horizon
        assert view.angle_deg("elevation", below_horizon_s).max() < 0.0
    assert (rows(eyes.windows(Limits(off_nadir_max_deg=80.0))) == rows(eyes.passes)).all()


# --- Limits one by one ------------------------------------------------------------------------------------------------


def test_left_and_right_share_out_a_window():
    """Each pass goes to one side, or to both with one instant between them; together they are all of it."""
    eyes = search(LOW, [YONGBYON, POLE])
    both = eyes.windows(Limits(elevation_min_deg=5.0))
    left, right = (eyes.windows(Limits(elevation_min_deg=5.0, look=side)) for side in ("left", "right"))
    assert left.end_s.sum() - left.start_s.sum() + right.end_s.sum() - right.start_s.sum() == pytest.approx(
        (both.end_s - both.start_s).sum(), abs=1e-4
    )
    assert len(left) >= 1
    assert len(right) >= 1
    assert not eyes.geometry(left).is_right.any()
    assert eyes.geometry(right).is_right.all()
    # An inclination of 97.6 degrees keeps the pole 7.6 degrees to the right of the track.
    assert not (left.target == 1).any()


def test_sunlight_cuts_windows_as_the_twin_does():
    """By day only, by high Sun only, and with the Sun at most a little below the horizon: windows as the twin's."""
    for minimum_deg in (-6.0, 0.0, 30.0):
        limits = Limits(elevation_min_deg=5.0, sun_elevation_min_deg=minimum_deg)
        found = search(LOW, [YONGBYON, POLE]).windows(limits)
        for j, place in enumerate((YONGBYON, POLE)):
            other = twin(LOW, place, limits)
            assert len(rows(found, j)) == len(other.windows_s)
            assert other.disagreements(rows(found, j)) == []
    assert (
        0
        < len(search(LOW, [YONGBYON]).windows(Limits(sun_elevation_min_deg=0.0)))
        < len(search(LOW, [YONGBYON]).windows(Limits()))
    )


class Lit(Daylight):
    """Daylight at fixed times, to see what a search makes of it."""

    def __init__(self, *intervals: list[list[float]]) -> None:
        self._intervals = [np.array(one).reshape(-1, 2) for one in intervals]

    def allowed(self, light: Light) -> list[NDArray[np.float64]]:
        return self._intervals


def test_a_window_may_be_cut_into_several_by_daylight():
    """Each target has its own daylight: a pass is cut at its edges, into two where night comes and goes, or dropped."""
    a, b, c = rows(search(LOW, [POLE]).passes)[:3]
    daylight = Lit([[a[0] - 9.0, a[0] + 60.0], [a[0] + 61.0, b[0]], [b[1], c[0] + 1.0]], [])
    found = search(LOW, [POLE, YONGBYON], daylight=daylight).windows(Limits(sun_elevation_min_deg=12.0))
    assert rows(found, 0).tolist() == [[a[0], a[0] + 60.0], [a[0] + 61.0, a[1]], [c[0], c[0] + 1.0]]
    assert len(rows(found, 1)) == 0
    assert (found.pass_start_s[:2] == a[0]).all()
    assert (found.pass_end_s[:2] == a[1]).all()
    assert len(found.looks()) == 2


def test_daylight_is_computed_once_for_each_limit():
    """Two limits at the Sun's elevation, asked for again and again, cost two computations."""
    sun = SunTable(Span(START, DAY_S), -7200.0, DAY_S + 7200.0)
    daylight = Daylight(sun, [YONGBYON, POLE])
    first = daylight.allowed(Light("sun above", 0.0))
    assert len(first) == 2
    assert daylight.allowed(Light("sun above", 0.0)) is first
    assert daylight.allowed(Light("sun above", -6.0)) is not first


def test_a_minimum_duration_applies_to_what_is_left():
    """Windows of at least so long are those that all other limits leave so long; 0 s drops none."""
    eyes = search(LOW, [YONGBYON, POLE])
    trimmed = eyes.windows(Limits(elevation_min_deg=25.0))
    lengths = trimmed.end_s - trimmed.start_s
    middling_s = float(np.median(lengths))
    long = eyes.windows(Limits(elevation_min_deg=25.0, duration_min_s=middling_s))
    assert 1 < len(long) < len(trimmed)
    assert (long.start_s == trimmed.start_s[lengths >= middling_s]).all()
    assert len(trimmed.lasting(0.0)) == len(trimmed)


def test_limits_that_bind_nothing_change_nothing():
    """No limit, and limits at the end of their range, give the passes themselves."""
    eyes = search(LOW, [YONGBYON, POLE])
    idle = Limits(
        incidence_min_deg=0.0,
        incidence_max_deg=90.0,
        off_nadir_min_deg=0.0,
        off_nadir_max_deg=90.0,
        squint_max_deg=90.0,
        sun_elevation_min_deg=-90.0,
    )
    for limits in (Limits(), idle):
        found = eyes.windows(limits)
        assert (found.start_s == eyes.passes.start_s).all()
        assert (found.end_s == eyes.passes.end_s).all()


# --- What windows offer -----------------------------------------------------------------------------------------------


def test_geometry_is_the_twins_at_its_best():
    """Best elevation and off-nadir of each window within 1e-6 degrees of a search at 0.05 s; side as at the middle."""
    eyes = search(LOW, [YONGBYON, POLE])
    found = eyes.windows(Limits(elevation_min_deg=15.0, squint_max_deg=40.0))
    assert len(found) >= 10
    geometry = eyes.geometry(found)
    for w in range(len(found)):
        place = eyes.places[found.target[w]]
        view = naive.View(LOW, START, place.lat_deg, place.lon_deg)
        t_s = np.append(np.arange(found.start_s[w], found.end_s[w], 0.05), found.end_s[w])
        # 0.025 s beside its peak an angle is up to 1e-5 degrees off: a parabola through the best three mends it.
        assert geometry.max_elevation_deg[w] == pytest.approx(_peak(view.angle_deg("elevation", t_s)), abs=1e-6)
        assert geometry.min_off_nadir_deg[w] == pytest.approx(-_peak(-view.angle_deg("off_nadir", t_s)), abs=1e-6)
        assert geometry.is_right[w] == (view.angle_deg("side", [found.start_s[w] / 2 + found.end_s[w] / 2])[0] > 0.0)


def _peak(values: NDArray[np.float64]) -> float:
    """Return the largest value, a parabola laid through it and its neighbours where it has some."""
    k = int(np.argmax(values))
    if k in (0, values.size - 1):
        return float(values[k])
    a, b, c = values[k - 1 : k + 2]
    return float(b - (c - a) ** 2 / (8.0 * (a - 2.0 * b + c)))


# --- Many at once -----------------------------------------------------------------------------------------------------


def many(threads: int | None) -> Search:
    tracks = [
        Track(
            s, element_set(perigee_km=450.0 + 40.0 * s, eccentricity=0.001, inclination_deg=40.0 + 12.0 * s), 0.0, DAY_S
        )
        for s in range(5)
    ]
    places = [Site(f"P{j}", lat_deg=-60.0 + 3.0 * j, lon_deg=(137.0 * j) % 360.0) for j in range(40)]
    return Search(ephemeris(Span(START, DAY_S), tracks), places, threads=threads)


LIMITS = Limits(incidence_min_deg=15.0, incidence_max_deg=60.0, squint_max_deg=30.0, sun_elevation_min_deg=-10.0)


@pytest.mark.parametrize("threads", [2, 3, 16, None])
def test_results_do_not_depend_on_threads(threads: int | None):
    """One thread, or any number: the same windows, bit for bit, in the same order."""
    one, other = many(1), many(threads)
    for limits in (Limits(), LIMITS):
        a, b = one.windows(limits), other.windows(limits)
        assert len(a) > 100
        assert a.numbering == b.numbering
        for field in Windows.ARRAYS:
            assert (getattr(a, field) == getattr(b, field)).all()
    a, b = (s.geometry(s.windows(LIMITS)) for s in (one, other))
    assert (a.max_elevation_deg == b.max_elevation_deg).all()


def test_many_places_and_satellites_are_as_each_alone():
    """The windows of one satellite at one place do not depend on who else is asked; rows are sorted."""
    all_of_them = many(2)
    found = all_of_them.windows(LIMITS)
    order = np.lexsort((found.start_s, found.satellite, found.target))
    assert (order == np.arange(len(found))).all()
    for s, j in ((0, 0), (2, 17), (4, 39)):
        track = all_of_them.ephemeris.tracks[s]
        alone = Search(
            ephemeris(Span(START, DAY_S), [track]), [all_of_them.places[j]], daylight=None, threads=1
        ).windows(LIMITS)
        mine = found.take((found.satellite == s) & (found.target == j))
        assert mine.start_s == pytest.approx(alone.start_s, abs=1e-6)
        assert mine.end_s == pytest.approx(alone.end_s, abs=1e-6)


def test_more_windows_than_room_was_made_for_are_all_found():
    """Daylight that blinks every 20 s cuts each pass into dozens of parts: none is dropped."""
    begin_s = np.arange(0.0, DAY_S, 20.0)
    blinking = Lit(*[np.stack([begin_s, begin_s + 10.0], axis=1).tolist()] * 2)
    eyes = search(LOW, [POLE, YONGBYON], daylight=blinking)
    found = eyes.windows(Limits(sun_elevation_min_deg=0.0))
    for j in range(2):
        expected = intersection(rows(eyes.passes, j), blinking.allowed(Light("sun above", 0.0))[j])
        assert len(expected) > 150
        assert (rows(found, j) == expected).all()


# --- Rows of windows --------------------------------------------------------------------------------------------------


def made(*windows: tuple[int, int, float, float, float, float]) -> Windows:
    """Return windows from (satellite, target, start, end, pass start, pass end)."""
    satellite, target, start, end, rise, fall = (np.array(column) for column in zip(*windows, strict=True))
    return Windows(satellite, target, satellite, start, end, rise, fall)


HOLE = made(
    (0, 0, 10.0, 20.0, 5.0, 60.0),
    (0, 0, 30.0, 40.0, 5.0, 60.0),  # the same pass behind the radar's nadir hole
    (0, 0, 110.0, 120.0, 105.0, 160.0),
    (1, 0, 10.0, 20.0, 5.0, 60.0),  # another satellite at the same time
    (1, 1, 15.0, 25.0, 5.0, 60.0),  # another place
)


def test_looks_join_what_one_satellite_sees_in_one_pass():
    """The hole inside a pass is filled; passes, satellites and places stay apart."""
    looks = HOLE.looks()
    assert list(zip(looks.satellite, looks.target, looks.start_s, looks.end_s, strict=True)) == [
        (0, 0, 10.0, 40.0),
        (0, 0, 110.0, 120.0),
        (1, 0, 10.0, 20.0),
        (1, 1, 15.0, 25.0),
    ]
    assert len(looks.looks()) == len(looks)


def test_between_cuts_windows_and_keeps_passes():
    """Windows are cut to [from, to), those outside dropped, those that only touch an end too; passes stay whole."""
    cut = HOLE.between(20.0, 115.0)
    assert list(zip(cut.satellite, cut.start_s, cut.end_s, strict=True)) == [
        (0, 30.0, 40.0),
        (0, 110.0, 115.0),
        (1, 20.0, 25.0),
    ]
    assert (cut.pass_start_s == [5.0, 105.0, 5.0]).all()
    assert len(HOLE.between(40.0, 110.0)) == 0
    assert len(HOLE.between(-math.inf, math.inf)) == 5


def test_lasting_keeps_windows_of_exactly_the_duration():
    """At least 10 s: all five; at least 10.1 s: none."""
    assert len(HOLE.lasting(10.0)) == 5
    assert len(HOLE.lasting(10.1)) == 0
