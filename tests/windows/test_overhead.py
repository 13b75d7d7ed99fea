"""A catalogue over one place: the same windows as one search a satellite, whatever the chunks and threads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import EPOCH_JD, element_set, near_earth_sets, scaled

from sim.clock import Span
from sim.constants import DAY_S
from sim.errors import DataError, UsageError
from sim.orbits.columns import columns_of
from sim.orbits.elements import ElementSet
from sim.orbits.ephemeris import Track, ephemeris
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.windows.overhead import Overhead, overhead
from sim.windows.overhead_reach import can_rise
from sim.windows.search import Search

START = datetime(2026, 7, 14, 5, 7, tzinfo=UTC)
DAY = Span(START, DAY_S)
MUNICH = Site("Munich", lat_deg=48.1, lon_deg=11.6, height_km=0.5)
# 1 ms. In deep space coarser steps move positions by less than a millimetre (1 m at most is allowed), which takes up to
# 0.4 ms where a satellite near its apogee slowly changes sides; elsewhere well below 0.01 ms.
WITHIN_S = 1e-3
# 1e-6 s. Near the Earth the tables hold the same positions to rounding; roots are solved to 1e-7 s.
SOLVED_S = 1e-6
# Roots are solved several at a time, where the compiler may round differently from those left over: what shares a chunk
# moves a root by 1e-11 s.
ROUNDING_S = 1e-9
# Real element sets of public record: AIAA 2006-6753, the verification set's kinds of orbit.
MOLNIYA = ElementSet(
    "MOLNIYA 2-14", 8195, EPOCH_JD, 0.2, 2.00491383, 0.6877146, 64.1586, 279.0717, 264.7651, 20.2257, 1.1873e-4
)
SYNCHRONOUS = ElementSet("GOES 9", 23581, EPOCH_JD, 0.3, 1.00273786, 0.0005021, 0.6, 60.0, 300.0, 150.0, 0.0)


def population(count: int, seed: int) -> list[ElementSet]:
    """Random orbits of all kinds: low, eccentric, medium, geosynchronous, Molniya, transfer; prograde and not."""
    draw = np.random.default_rng(seed)
    made = []
    for i in range(count):
        kind = draw.choice(["low", "low", "low", "eccentric", "medium", "synchronous", "molniya", "transfer"])
        perigee_km, eccentricity = {
            "low": (draw.uniform(250.0, 1500.0), draw.uniform(0.0, 0.01)),
            "eccentric": (draw.uniform(200.0, 800.0), draw.uniform(0.02, 0.35)),
            "medium": (draw.uniform(8000.0, 23000.0), draw.uniform(0.0, 0.02)),
            "synchronous": (35786.0, draw.uniform(0.0, 1e-3)),
            "molniya": (draw.uniform(500.0, 2000.0), draw.uniform(0.65, 0.72)),
            "transfer": (draw.uniform(200.0, 600.0), 0.73),
        }[str(kind)]
        made.append(
            element_set(
                perigee_km=perigee_km,
                eccentricity=eccentricity,
                inclination_deg=abs(draw.choice([1.0, 28.5, 53.0, 63.4, 97.8, 144.0]) + draw.normal(0.0, 0.3)),
                raan_deg=draw.uniform(0.0, 360.0),
                arg_perigee_deg=draw.uniform(0.0, 360.0),
                mean_anomaly_deg=draw.uniform(0.0, 360.0),
                bstar=draw.choice([0.0, 1e-5, 3e-4]),
                epoch_days=draw.uniform(-3.0, 3.0),
                name=f"{kind} {i}",
            )
        )
    return made


EVERYTHING = [*population(300, seed=4), MOLNIYA, SYNCHRONOUS]


def one_by_one(sets: list[ElementSet], site: Site, span: Span, limits: Limits) -> list[tuple[int, float, float]]:
    """The windows of a search of its own for each set, at the table's usual step."""
    rows = []
    for i, elements in enumerate(sets):
        table = ephemeris(span, [Track(0, elements, 0.0, span.duration_s)], threads=1)
        found = Search(table, [site], threads=1).windows(limits)
        rows += [(i, *row) for row in zip(found.start_s.tolist(), found.end_s.tolist(), strict=True)]
    return rows


def rows_of(found: Overhead) -> list[tuple[int, float, float]]:
    """The windows by set and start."""
    rows = zip(found.index.tolist(), found.start_s.tolist(), found.end_s.tolist(), strict=True)
    return sorted(rows)


@pytest.mark.parametrize(
    ("site", "limits"),
    [
        (MUNICH, Limits()),
        (Site("Longyearbyen", lat_deg=78.2, lon_deg=15.6), Limits(elevation_min_deg=20.0)),
        (Site("Quito", lat_deg=-0.2, lon_deg=281.5, height_km=2.8), Limits(sun_elevation_min_deg=5.0)),
        (Site("the pole", lat_deg=-90.0, lon_deg=0.0), Limits(incidence_max_deg=60.0, look="left")),
    ],
    ids=["horizon", "high", "lit", "side"],
)
def test_the_windows_are_those_of_one_search_a_set(site: Site, limits: Limits) -> None:
    """The same number of windows for every one of 302 orbits of all kinds, boundaries within 1 ms."""
    found = overhead(EVERYTHING, site, DAY, limits=limits)
    ours, theirs = rows_of(found), one_by_one(EVERYTHING, site, DAY, limits)
    assert [row[0] for row in ours] == [row[0] for row in theirs]
    assert len(theirs) > 150
    assert np.allclose(np.array(ours), np.array(theirs), rtol=0.0, atol=WITHIN_S)
    assert found.lost == ()
    assert np.all(np.diff(found.start_s) >= 0.0)


@pytest.mark.parametrize(
    "limits",
    [
        Limits(satellite_light="lit", sun_elevation_max_deg=-6.0),
        Limits(satellite_light="eclipsed"),
        Limits(any_of=(Limits(satellite_light="eclipsed"), Limits(glint_min_deg=40.0, sun_elevation_min_deg=0.0))),
    ],
    ids=["by eye", "in shadow", "under a rule"],
)
def test_light_on_satellites_is_known_to_the_ends_of_an_odd_span(limits: Limits) -> None:
    """Spans that end between the nodes of a table, half an hour apart in deep space: the windows of one search a set.

    Of low and high orbits alike, of which a table holds the times near the site's sky alone.
    """
    sets = [*EVERYTHING[:60], MOLNIYA, SYNCHRONOUS]
    span = Span(START, 0.731 * DAY_S)
    ours, theirs = rows_of(overhead(sets, MUNICH, span, limits=limits)), one_by_one(sets, MUNICH, span, limits)
    assert [row[0] for row in ours] == [row[0] for row in theirs]
    assert len(theirs) > 10
    assert np.allclose(np.array(ours), np.array(theirs), rtol=0.0, atol=WITHIN_S)


def test_near_the_earth_the_windows_are_the_same_numbers() -> None:
    """Low orbits: boundaries of one search a set, within 1e-6 s, as positions are the same."""
    low = [one for one in EVERYTHING if not one.is_deep_space]
    ours, theirs = rows_of(overhead(low, MUNICH, DAY)), one_by_one(low, MUNICH, DAY, Limits())
    assert np.allclose(np.array(ours), np.array(theirs), rtol=0.0, atol=SOLVED_S)


def test_threads_change_nothing_and_chunks_no_more_than_rounding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Equal arrays on one and three threads; the same windows to rounding with one set or all in a chunk."""
    usual = overhead(EVERYTHING, MUNICH, DAY, threads=1)
    other = overhead(EVERYTHING, MUNICH, DAY, threads=3)
    for column in ("index", "start_s", "end_s", "max_elevation_deg"):
        assert np.array_equal(getattr(other, column), getattr(usual, column)), column
    for nodes in (1, 1 << 20):
        monkeypatch.setattr("sim.windows.overhead.CHUNK_NODES", nodes)
        other = overhead(EVERYTHING, MUNICH, DAY)
        assert np.array_equal(other.index, usual.index)
        assert np.allclose(other.start_s, usual.start_s, rtol=0.0, atol=ROUNDING_S)
        assert np.allclose(other.end_s, usual.end_s, rtol=0.0, atol=ROUNDING_S)


def test_best_elevations_are_those_of_the_search() -> None:
    """Each window's greatest elevation, within 1e-6 degrees, is what Search.geometry says of the same window."""
    found = overhead(EVERYTHING, MUNICH, DAY)
    for i in found.index[::97].tolist():
        table = ephemeris(DAY, [Track(0, EVERYTHING[i], 0.0, DAY_S)])
        search = Search(table, [MUNICH])
        theirs = search.geometry(search.passes).max_elevation_deg
        assert np.allclose(found.max_elevation_deg[found.index == i], theirs, rtol=0.0, atol=1e-6)


@settings(max_examples=scaled(1.0))
@given(
    sets=st.lists(near_earth_sets(perigee_km=(130.0, 3000.0)), min_size=1, max_size=4),
    lat_deg=st.floats(-90.0, 90.0),
    duration_s=st.floats(1.0, 40000.0),
    limits=st.sampled_from(
        [Limits(), Limits(elevation_min_deg=25.0), Limits(squint_max_deg=20.0), Limits(off_nadir_max_deg=35.0)]
    ),
)
def test_a_table_filled_only_near_the_sky_loses_and_adds_nothing(
    sets: list[ElementSet], lat_deg: float, duration_s: float, limits: Limits
) -> None:
    """Random low orbits, places, limits and spans that end between nodes: the windows of whole tables."""
    site, span = Site("here", lat_deg=lat_deg, lon_deg=-70.0), Span(START, duration_s)
    followed = [one for one in sets if ephemeris(span, [Track(0, one, 0.0, duration_s)], leave_out_refused=True).tracks]
    theirs = one_by_one(followed, site, span, limits)
    ours = rows_of(overhead(followed, site, span, limits=limits)) if followed else []
    assert [row[0] for row in ours] == [row[0] for row in theirs]
    # A graze, where a boundary's slope vanishes, is as uncertain as 1e-9 km of position make it.
    assert np.allclose(np.array(ours), np.array(theirs), rtol=0.0, atol=WITHIN_S)


@settings(max_examples=scaled(1.0))
@given(
    sets=st.lists(near_earth_sets(perigee_km=(200.0, 2000.0)), min_size=1, max_size=4),
    lat_deg=st.floats(-90.0, 90.0),
    height_km=st.sampled_from([0.0, 0.0, -0.4, 8.0]),
    elevation_min_deg=st.sampled_from([0.0, 5.0, 30.0, 60.0, 84.0, 89.0]),
)
def test_what_is_passed_over_never_rises(
    sets: list[ElementSet], lat_deg: float, height_km: float, elevation_min_deg: float
) -> None:
    """Sets that the bound rules out have no window in a search of their own."""
    site = Site("here", lat_deg=lat_deg, lon_deg=100.0, height_km=height_km)
    span = Span(START, 0.5 * DAY_S)
    ruled_out = ~can_rise(columns_of(span, sets), site, 0.0, span.duration_s, elevation_min_deg)
    for elements in (sets[i] for i in np.flatnonzero(ruled_out)):
        table = ephemeris(span, [Track(0, elements, 0.0, span.duration_s)], leave_out_refused=True)
        if table.tracks:
            found = Search(table, [site]).windows(Limits(elevation_min_deg=elevation_min_deg))
            assert len(found) == 0


def test_the_bound_rules_out_what_plainly_cannot_rise() -> None:
    """Seen from 60 degrees north, an orbit of 28.5 degrees at 500 km never rises; of 53 degrees it does, but not to 45
    degrees of elevation; a geosynchronous one is never ruled out."""
    site = Site("Oslo", lat_deg=60.0, lon_deg=10.7)
    low, mid = (element_set(perigee_km=500.0, eccentricity=0.001, inclination_deg=i) for i in (28.5, 53.0))
    columns = columns_of(DAY, [low, mid, SYNCHRONOUS])
    assert can_rise(columns, site, 0.0, DAY_S).tolist() == [False, True, True]
    assert can_rise(columns, site, 0.0, DAY_S, 45.0).tolist() == [False, False, True]


def test_sets_that_sgp4_cannot_follow_are_named() -> None:
    """One set decays within the span, one long before: both are named, the others keep their windows."""
    dying = element_set(perigee_km=140.0, eccentricity=0.001, inclination_deg=97.0, bstar=5e-3, name="DYING")
    dead = replace(dying, name="DEAD", epoch_jd=dying.epoch_jd - 60.0)
    low = [one for one in EVERYTHING if not one.is_deep_space][:20]
    span = Span(datetime(2026, 7, 14, tzinfo=UTC), 3 * DAY_S)
    found = overhead([dead, *low, dying], MUNICH, span)
    assert [sentence.split(":")[0] for sentence in found.lost] == ["DEAD", "DYING"]
    assert "no position" in found.lost[0]
    assert "only until" in found.lost[1]
    alone = overhead(low, MUNICH, span)
    among = (found.index > 0) & (found.index <= len(low))
    assert np.array_equal(found.start_s[among], alone.start_s)
    assert 0 not in found.index


def test_nothing_but_refused_sets_is_an_empty_answer() -> None:
    """All sets lost: no windows, no error, and each one named."""
    dead = element_set(perigee_km=140.0, eccentricity=0.001, inclination_deg=97.0, bstar=5e-3, epoch_days=-60.0)
    found = overhead([dead, dead], MUNICH, DAY)
    assert len(found) == 0
    assert len(found.lost) == 2
    assert found.max_elevation_deg.shape == (0,)
    assert found.table().empty


def test_the_table_names_the_objects() -> None:
    """A DataFrame with names, numbers, UTC and best elevations, in the order of the arrays."""
    found = overhead([SYNCHRONOUS, EVERYTHING[0], MOLNIYA], MUNICH, DAY)
    table = found.table()
    assert list(table) == ["satellite", "norad_id", "start_utc", "end_utc", "duration_s", "max_elevation_deg"]
    assert len(table) == len(found) > 0
    assert set(table["satellite"]) <= {"GOES 9", "MOLNIYA 2-14", EVERYTHING[0].name}
    assert table["start_utc"].is_monotonic_increasing
    assert np.allclose(table["duration_s"], found.end_s - found.start_s, rtol=0.0, atol=2e-3)  # printed to 1 ms


def test_nothing_to_do_is_refused() -> None:
    """No set, or no time, is said so."""
    with pytest.raises(DataError, match="no element set"):
        overhead([], MUNICH, DAY)
    with pytest.raises(UsageError, match="longer than 0 s"):
        overhead(EVERYTHING, MUNICH, Span(START, 0.0))
