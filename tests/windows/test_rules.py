"""Rules over limits (all, any, none), azimuth bands, horizon masks: against the algebra of sets and the slow twin."""

from __future__ import annotations

import math

import naive
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive_views import azimuth_deg
from random_orbits import element_set, scaled

from sim.clock import Span, parse_utc
from sim.errors import UsageError
from sim.intervals import intersection, union
from sim.orbits.ephemeris import Track, ephemeris
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.windows.horizon_masks import sectors
from sim.windows.search import Search, Windows

START = parse_utc("2026-07-14T03:00:00Z")
DAYS_S = 2.0 * 86400.0
ELEMENTS = element_set(perigee_km=520.0, eccentricity=0.001, inclination_deg=97.5)
PLACES = [
    Site("Yongbyon", lat_deg=39.797, lon_deg=125.755),
    Site("pole", lat_deg=90.0, lon_deg=0.0),
    Site("Fiji", lat_deg=-17.8, lon_deg=180.0),
]


def search_over(places: list[Site]) -> Search:
    return Search(ephemeris(Span(START, DAYS_S), [Track(0, ELEMENTS, 0.0, DAYS_S)]), places, threads=1)


SEARCH = search_over(PLACES)


def rows(found: Windows, target: int) -> np.ndarray:
    mine = found.target == target
    return np.stack([found.start_s[mine], found.end_s[mine]], axis=1)


def simple_limits() -> st.SearchStrategy[Limits]:
    return st.one_of(
        st.floats(0.0, 60.0).map(lambda e: Limits(elevation_min_deg=e)),
        st.floats(1.0, 80.0).map(lambda e: Limits(incidence_min_deg=e)),
        st.tuples(st.floats(0.0, 360.0), st.floats(1.0, 359.0)).map(
            lambda a: Limits(azimuth_from_deg=a[0], azimuth_to_deg=(a[0] + a[1]) % 360.0)
        ),
        st.sampled_from(["left", "right"]).map(lambda side: Limits(look=side)),
        st.sampled_from(["ascending", "descending"]).map(lambda heading: Limits(heading=heading)),
        st.floats(600.0, 2500.0).map(lambda km: Limits(range_max_km=km)),
        st.floats(-10.0, 40.0).map(lambda e: Limits(sun_elevation_min_deg=e)),
    )


@settings(max_examples=scaled(0.5))
@given(simple_limits(), simple_limits(), simple_limits(), simple_limits())
def test_rules_are_the_algebra_of_sets(one: Limits, two: Limits, three: Limits, four: Limits):
    """All, any and none of random limits give what union, intersection and complement of their windows give.

    To 1e-5 s: edges come from roots solved on brackets of their own. Slivers below that are no windows.
    """
    found = SEARCH.windows(Limits(all_of=(one,), any_of=(two, three), none_of=(four,)))
    for j in range(len(PLACES)):
        parts = [rows(SEARCH.windows(limits), j) for limits in (one, two, three, four)]
        begin_s, end_s = SEARCH.ephemeris.from_s[0], SEARCH.ephemeris.to_s[0]
        edges = np.concatenate([[begin_s], parts[3].ravel(), [end_s]]).reshape(-1, 2)
        expected = intersection(parts[0], union(parts[1], parts[2]), edges[edges[:, 0] < edges[:, 1]])
        assert long_ones(rows(found, j)) == pytest.approx(long_ones(expected), abs=1e-5)


def long_ones(windows_s: np.ndarray) -> np.ndarray:
    """Return windows with holes below 2e-5 s filled, without those below 2e-5 s."""
    if not len(windows_s):
        return windows_s
    apart = np.flatnonzero(windows_s[1:, 0] - windows_s[:-1, 1] > 2e-5)
    joined = np.stack(
        [windows_s[np.concatenate([[0], apart + 1]), 0], windows_s[np.concatenate([apart, [len(windows_s) - 1]]), 1]],
        axis=1,
    )
    return joined[joined[:, 1] - joined[:, 0] > 2e-5]


def test_enumerated_beams_see_what_their_union_sees():
    """Five overlapping beams of a radar, any of which will do, see its whole band; with holes between them, less."""
    edges = ((20.0, 27.0), (26.0, 33.0), (32.0, 38.0), (37.0, 42.0), (41.0, 45.0))
    beams = tuple(Limits(incidence_min_deg=low, incidence_max_deg=high) for low, high in edges)
    whole = SEARCH.windows(Limits(incidence_min_deg=20.0, incidence_max_deg=45.0))
    found = SEARCH.windows(Limits(any_of=beams))
    assert len(found) == len(whole) > 5
    assert found.start_s == pytest.approx(whole.start_s, abs=1e-6)
    assert found.end_s == pytest.approx(whole.end_s, abs=1e-6)
    fewer = SEARCH.windows(Limits(any_of=beams[::2]))
    assert len(fewer) > len(whole)
    assert (fewer.end_s - fewer.start_s).sum() < 0.9 * (whole.end_s - whole.start_s).sum()


def test_a_minimum_duration_inside_a_rule_is_refused():
    """Only what is left when all limits have cut has a duration."""
    with pytest.raises(UsageError, match="duration_min_s = 5 inside any_of: give it outside"):
        Limits(any_of=(Limits(duration_min_s=5.0),))


MASK = ((10.0, 4.0), (95.0, 25.0), (96.0, 25.0), (180.0, 8.0), (181.0, 0.0), (300.0, 12.0))


@settings(max_examples=scaled(0.15))
@given(
    st.lists(st.floats(0.0, 359.9), min_size=2, max_size=8, unique_by=lambda a: round(a, 1)).map(sorted),
    st.lists(st.floats(0.0, 50.0), min_size=8, max_size=8),
    st.sampled_from(PLACES),
)
def test_a_mask_hides_what_lies_below_it(azimuths: list[float], elevations: list[float], place: Site):
    """Every 2 s of two days: in a window above the mask, linear in azimuth, and outside below it; to 0.003 degrees."""
    mask = tuple(zip(azimuths, elevations, strict=False))
    hidden = Site("P", lat_deg=place.lat_deg, lon_deg=place.lon_deg, horizon=mask)
    found = search_over([hidden]).windows(Limits())
    t_s = np.arange(0.0, DAYS_S, 2.0)
    sat_km = naive.earth_fixed_km(ELEMENTS, START, t_s)
    site = {"lat_deg": place.lat_deg, "lon_deg": place.lon_deg, "height_km": 0.0}
    azimuth, elevation = azimuth_deg(sat_km, **site), naive.elevation_deg(sat_km, **site)
    least = np.interp(azimuth, [a for a, _ in mask], [e for _, e in mask], period=360.0)
    inside = np.searchsorted(found.start_s, t_s, side="right") > np.searchsorted(found.end_s, t_s, side="right")
    clear = np.abs(elevation - least) > 0.003
    assert (inside == (elevation > least))[clear & (elevation > 0.003)].all()
    assert not inside[elevation < -0.003].any()


def test_a_level_mask_is_a_least_elevation():
    """A mask of 7 degrees all round, said once or four times, gives the windows of an elevation of 7 degrees."""
    plain = SEARCH.windows(Limits(elevation_min_deg=7.0))
    for mask in (((0.0, 7.0),), ((0.0, 7.0), (90.0, 7.0), (180.0, 7.0), (270.0, 7.0))):
        found = search_over([Site("P", lat_deg=39.797, lon_deg=125.755, horizon=mask)]).windows(Limits())
        assert found.start_s == pytest.approx(plain.start_s[plain.target == 0], abs=1e-6)
        assert found.end_s == pytest.approx(plain.end_s[plain.target == 0], abs=1e-6)


def test_sectors_are_narrow_where_a_mask_is_steep_only():
    """Half a degree at most where it rises or falls, a fifth in elevation, a third of the sky where it is level."""
    assert len(sectors(((0.0, 5.0), (90.0, 5.0)))) == 1
    assert len(sectors(MASK)) == 2 * 85 + 1 + 2 * 84 + 5 * 8 + 2 * 119 + 2 * 70
    assert len(sectors(((0.0, 5.0), (350.0, 5.0), (355.0, 9.0)))) == 3 + 20 + 20


@pytest.mark.parametrize(("top_deg", "within_deg"), [(20.0, 6e-4), (60.0, 6e-4), (85.0, 2e-3)])
@pytest.mark.parametrize("width_deg", [0.01, 0.5, 30.0])
def test_a_cliff_is_cut_as_finely_as_a_slope(top_deg: float, width_deg: float, within_deg: float):
    """The planes of a mask's sectors stay within the stated angle of the line, however steep it is."""
    mask = ((100.0, 0.5), (100.0 + width_deg, top_deg))
    for sector in sectors(mask):
        for azimuth in np.linspace(sector.from_deg, sector.to_deg, 5):
            line_deg = np.interp(azimuth, *zip(*mask, strict=True), period=360.0)
            east, north, up = sector.above.w  # square to the directions of the plane
            flat = east * math.sin(math.radians(azimuth)) + north * math.cos(math.radians(azimuth))
            assert -1e-6 <= math.degrees(math.atan2(-flat, up)) - line_deg <= within_deg


def test_masks_of_some_places_leave_others_alone():
    """Of two places at one point, one behind hills, the other has the windows it had."""
    both = [Site("A", lat_deg=39.797, lon_deg=125.755), Site("B", lat_deg=39.797, lon_deg=125.755, horizon=MASK)]
    found = search_over(both).windows(Limits(elevation_min_deg=5.0))
    alone = SEARCH.windows(Limits(elevation_min_deg=5.0))
    assert rows(found, 0) == pytest.approx(rows(alone, 0), abs=1e-9)
    assert 0.0 < np.diff(rows(found, 1)).sum() < np.diff(rows(found, 0)).sum()


def test_a_view_needs_a_satellite_that_moves_over_ground():
    """A geostationary satellite has no direction along its track: refused by name."""
    still = element_set(perigee_km=35786.0, eccentricity=1e-4, inclination_deg=0.05, name="STILL")
    table = ephemeris(Span(START, 86400.0), [Track(0, still, 0.0, 86400.0)])
    with pytest.raises(UsageError, match="STILL: a rectangular field of view needs a satellite that always moves"):
        Search(table, PLACES, threads=1).windows(Limits(fov_across_deg=10.0, fov_along_deg=10.0))


def test_a_pushbroom_sees_a_place_for_the_moment_it_sweeps_over_it():
    """A line 0.01 degrees deep, 520 km up at 7.6 km/s: some 12 ms a window, none lost against one ten times deeper."""
    thin = SEARCH.windows(Limits(fov_across_deg=100.0, fov_along_deg=0.01))
    deep = SEARCH.windows(Limits(fov_across_deg=100.0, fov_along_deg=0.1))
    assert len(thin) == len(deep) > 5
    assert ((deep.start_s < thin.start_s) & (thin.end_s < deep.end_s)).all()
    assert 0.005 < np.median(thin.end_s - thin.start_s) < 0.1
