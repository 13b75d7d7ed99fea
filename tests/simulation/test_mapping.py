"""Maps of scenarios and of element sets: the figures at a point are those of exact windows there."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

import sim
from sim.clock import Span, parse_utc
from sim.constellation.satellite import Satellite
from sim.errors import DataError, UsageError
from sim.orbits.ephemeris import Track, ephemeris
from sim.orbits.notional import keplerian, walker
from sim.places.drawn import box_region
from sim.places.grids import box
from sim.revisit.figures import figures
from sim.sensors.limits import Limits
from sim.simulation.map_limits import OF_SINGLE_WINDOWS, without, words_of
from sim.simulation.mapping import map_of, plan_map, plan_map_of_sets
from sim.studies.assumptions import limits_in, standing_cases
from sim.studies.survey import surveyor_of
from sim.windows.search import Search

GRID = box(south_deg=37.0, north_deg=42.0, west_deg=124.0, east_deg=130.0, step_deg=2.0)
EXACT_S = 2e-3  # of a gap: both of its ends are found to far less; tables begin at different nodes
NAME = "rok-425-as-flown"
SERVICE = ("satellite.KORSAT-2.in_service_utc=2026-07-15T07:13:20Z",
           "satellite.KORSAT-3.out_of_service_utc=2026-07-16T01:30:00Z")  # fmt: skip
START = parse_utc("2026-08-22")
WALKER = [
    Satellite(one.name, 0, (one,))
    for one in walker(
        name="W", kind="delta", total=6, planes=3, phasing=1, epoch=START, height_km=560.0, inclination_deg=80.0
    )
]


def windows_at(simulation, case: str, days: float):
    """Return rows (start, end) of all satellites together at each point of the grid, from a run's own surveyor.

    Windows of any length count, as in a map, and at any hour.
    """
    sites = tuple(GRID.site(i, j) for i in range(GRID.rows) for j in range(GRID.columns))
    constellation = replace(simulation.constellation, places=sites)
    constellation = replace(constellation, span=Span(constellation.span.start, days * 86400.0))
    surveyor = surveyor_of(constellation)
    chosen = standing_cases(constellation.carried)[case]
    rows = [[] for _ in sites]
    for sensor in (one.name for one in constellation.carried):
        limits = limits_in(constellation.sensors[sensor], chosen)
        if limits is None:
            continue
        found = surveyor.windows(sensor, without(limits, (*OF_SINGLE_WINDOWS, "sun_elevation")))
        found = found.take((found.end_s > 0.0) & (found.start_s < constellation.span.duration_s))
        for target, start, end in zip(found.target, found.start_s, found.end_s, strict=True):
            rows[target].append((max(start, 0.0), min(end, constellation.span.duration_s)))
    return [np.array(sorted(one)).reshape(-1, 2) for one in rows]


@pytest.mark.parametrize("changes", [(), SERVICE], ids=["as flown", "coming and going"])
@pytest.mark.parametrize("case", ["all-nominal", "all-high"])
def test_an_exact_map_of_a_scenario_has_the_gaps_of_its_windows(case: str, changes: tuple[str, ...]) -> None:
    """Sensors by case, several sets a satellite, dates of service: as many gaps, lengths within 2 ms, at each point.

    So is the time within windows, to 1e-4 percent of the span: some tens of windows, each to 2 ms.
    """
    simulation = sim.load(NAME, overrides=changes)
    found = map_of(simulation, grid=GRID, case=case, span_days=4.0, exact=True, leave_out=("sun_elevation",))
    assert (found.gaps, found.exact) == ("all", True)
    total = 0
    for number, rows in enumerate(windows_at(simulation, case, 4.0)):
        at = divmod(number, GRID.columns)
        expected = figures(rows, rows, 0.0, 4.0 * 86400.0, edges="clipped", gaps="all")
        assert found.n_gaps[at] == expected.n_gaps
        assert found.figure("gap_max_s")[at] == pytest.approx(expected.gap_max_s, abs=EXACT_S)
        assert found.figure("gap_mean_s")[at] == pytest.approx(expected.gap_mean_s, abs=EXACT_S)
        assert found.figure("response_mean_s")[at] == pytest.approx(expected.response_mean_s, abs=EXACT_S)
        assert found.percent_covered[at] == pytest.approx(expected.percent_covered, abs=1e-4)
        assert found.figure("first_seen_s")[at] == pytest.approx(rows[0, 0], abs=EXACT_S)
        total += expected.n_gaps
    assert total > 100


@pytest.mark.parametrize("step_s", [20.0, 60.0])
def test_a_swept_map_keeps_within_a_step(step_s: float) -> None:
    """The longest gap is that of exact windows up to a step; below it no more than if footprints reach further.

    Footprints are painted up to ``excess_km`` too large: at 560 km a tenth of a degree of off-nadir is over 1 km.
    """
    span = Span(START, 3.0 * 86400.0)
    grid = box(south_deg=30.0, north_deg=50.0, west_deg=0.0, east_deg=40.0, step_deg=4.0)
    swept, exact, wider = (
        plan_map_of_sets(WALKER, span, Limits(off_nadir_max_deg=deg), grid=grid, exact=is_exact, step_s=step_s).paint()
        for deg, is_exact in ((40.0, False), (40.0, True), (40.1, True))
    )
    assert 0.0 < swept.excess_km < 1.0
    assert (swept.gap_max_s <= exact.gap_max_s + step_s).all()
    assert (swept.gap_max_s >= wider.gap_max_s - step_s).all()
    np.testing.assert_allclose(swept.mean(swept.gap_max_s), exact.mean(exact.gap_max_s), rtol=0.02)  # a step in hours


def test_a_map_of_sets_is_the_map_of_their_windows() -> None:
    """Limits for all, gaps between looks: number and lengths at a point as searched there, within 2 ms."""
    span, limits = Span(START, 86400.0), Limits(incidence_min_deg=20.0, incidence_max_deg=50.0)
    found = plan_map_of_sets(WALKER, span, limits, grid=GRID, exact=True).paint()
    assert found.gaps == "looks"
    tracks = [Track(i, one.elements[0], 0.0, span.duration_s) for i, one in enumerate(WALKER)]
    search = Search(ephemeris(span, tracks), [GRID.site(1, 2)])
    looks = search.windows(limits).looks().between(0.0, span.duration_s)
    windows = search.windows(limits).between(0.0, span.duration_s)
    pair = [np.column_stack([one.start_s, one.end_s]) for one in (looks, windows)]
    expected = figures(*pair, 0.0, span.duration_s, edges="clipped", gaps="looks")
    assert found.n_gaps[1, 2] == expected.n_gaps > 3
    assert found.gap_max_s[1, 2] == pytest.approx(expected.gap_max_s, abs=EXACT_S)


def test_small_maps_are_exact_and_large_ones_are_swept_and_say_so() -> None:
    """Up to 1.5 million satellites x points x days a map is exact unless asked otherwise; beyond, a note tells."""
    simulation = sim.load(NAME)
    small = plan_map(simulation, grid=GRID, span_days=1.0)
    assert small.paint().exact
    fine = box(south_deg=30.0, north_deg=50.0, west_deg=120.0, east_deg=140.0, step_deg=0.1)
    large, said = plan_map(simulation, grid=fine), "its errors are estimated at a sample"
    assert large.is_swept_unasked
    assert any(said in note for note in large.notes)
    for plan in (small, plan_map(simulation, grid=fine, exact=False), plan_map(simulation, grid=fine, exact=True)):
        assert not any(said in note for note in plan.notes)
    swept = simulation.map(grid=GRID, span_days=1.0, exact=False)
    assert not swept.exact
    assert swept.error("gap_mean_s") is not None


def test_sensors_are_told_apart() -> None:
    """Radars and cameras are mapped alone; each sees less than both, and no part is lost."""
    simulation = sim.load(NAME)
    plans = {kind: plan_map(simulation, grid=GRID, sensors=kind, span_days=2.0) for kind in ("all", "radar", "optical")}
    assert plans["optical"].about["satellites"] == "KORSAT-7"
    assert plans["radar"].about["satellites"] == "KORSAT-1, KORSAT-2, KORSAT-3, KORSAT-4"
    assert (plans["optical"].gaps, plans["radar"].gaps) == ("looks", "all")
    found = {kind: plan.paint().percent_covered for kind, plan in plans.items()}
    assert (found["radar"] + found["optical"] >= found["all"] - 1e-9).all()
    assert (found["all"] >= np.maximum(found["radar"], found["optical"]) - 1e-9).all()
    with pytest.raises(UsageError, match="no satellite of walker-mid-latitude carries a radar"):
        plan_map(sim.load("walker-mid-latitude"), sensors="radar")


def test_cases_set_the_limits() -> None:
    """all-low sees least, all-high most; a scenario without open values has one case; others are named."""
    simulation = sim.load(NAME)
    covered = [
        map_of(simulation, grid=GRID, case=case, span_days=2.0).percent_covered.mean()
        for case in ("all-low", "all-nominal", "all-high")
    ]
    assert covered == sorted(covered)
    assert covered[0] < covered[2]
    with pytest.raises(UsageError, match="there is no case 'nominal'; the cases are all-low, all-nominal, all-high"):
        plan_map(simulation, grid=GRID, case="nominal")


def test_what_a_raster_cannot_do_is_refused_or_left_out() -> None:
    """Durations are left out and said, or refused where asked for; an unknown limit is named."""
    simulation = sim.load("example", overrides=("sensor.sar.duration_min_s=10", "sensor.sar.squint_is=centre"))
    planned = plan_map(simulation)
    assert (planned.limits[0].duration_min_s, planned.limits[0].squint_is) == (0.0, "throughout")
    assert "looks too short for an image count here" in planned.notes[-1]
    with pytest.raises(UsageError, match="duration_min_s = 10 cannot be mapped"):
        plan_map_of_sets(WALKER, Span(START, 86400.0), Limits(duration_min_s=10.0), grid=GRID)
    with pytest.raises(UsageError, match="there is no limit 'length'; the limits are elevation_min_deg"):
        plan_map(simulation, leave_out=("length",))
    turned = sim.load("example", overrides=("sensor.sar.azimuth_from_deg=30", "sensor.sar.azimuth_to_deg=90"))
    with pytest.raises(UsageError, match="azimuth_from_deg, azimuth_to_deg cannot be mapped"):
        plan_map(turned)
    assert plan_map(turned, leave_out=("azimuth",)).about["limits"] == plan_map(sim.load("example")).about["limits"]
    with pytest.raises(UsageError, match="cannot tell looks from windows"):
        plan_map(sim.load("example"), gaps="looks")


def test_the_notes_say_what_is_not_as_usual() -> None:
    """Gaps between windows where looks cannot be told; sets used far from their epochs; nothing otherwise."""
    said = plan_map(sim.load("example"), grid=GRID, span_days=30.0).notes
    assert said[0].startswith("gaps are between windows: the hole below a radar counts as a gap")
    assert said[1].startswith("element sets serve up to 30.5 days from their epoch (TerraSAR-X, 2026-08-21)")
    assert plan_map_of_sets(WALKER, Span(START, 30.0 * 86400.0), Limits(), grid=GRID).notes == ()


def test_the_region_is_all_that_counts() -> None:
    """Its box is the grid, or a given grid is masked by it; figures outside are NaN, and it is named."""
    region = box_region("Delta", south_deg=38.0, north_deg=41.0, west_deg=125.0, east_deg=128.0)
    plan = plan_map(sim.load(NAME), region=region, grid=GRID, span_days=1.0)
    found = plan.paint()
    inside = (GRID.lat_deg[:, None] >= 38.0) & (GRID.lat_deg[:, None] <= 41.0)
    inside = inside & (GRID.lon_deg >= 125.0) & (GRID.lon_deg <= 128.0)
    np.testing.assert_array_equal(np.isfinite(found.figure("n_gaps")), inside)
    assert plan.points == inside.sum() > 0
    assert found.about["region"] == "Delta"
    assert plan_map(sim.load(NAME), region=region).grid.rows * plan_map(
        sim.load(NAME), region=region
    ).grid.lat_step_deg == (pytest.approx(3.0))


def test_no_satellite_in_service_and_too_many_points_are_said() -> None:
    """Both before anything is computed."""
    simulation = sim.load("malligyong-1")
    later = simulation.constellation.span.end + timedelta(days=1)
    satellites = tuple(replace(one, in_service=later) for one in simulation.constellation.satellites)
    simulation.__dict__["constellation"] = replace(simulation.constellation, satellites=satellites)
    with pytest.raises(DataError, match="no satellite of malligyong-1 is in service within the span"):
        plan_map(simulation)
    wide = box(south_deg=-80.0, north_deg=80.0, west_deg=-170.0, east_deg=170.0, step_deg=0.1)
    with pytest.raises(UsageError, match="the grid has 5,440,000 points; at most 1,000,000"):
        plan_map(sim.load(NAME), grid=wide)
    with pytest.raises(UsageError, match="span_days = 0 must be from one second"):
        plan_map(sim.load(NAME), span_days=0.0)


def test_threads_do_not_change_a_map() -> None:
    """One thread and two give the same figures, to the last bit."""
    plan = plan_map(sim.load(NAME), grid=GRID, span_days=2.0)
    one, two = plan.paint(threads=1), plan.paint(threads=2)
    for name in one.figure_names:
        np.testing.assert_array_equal(one.figure(name), two.figure(name))


def test_limits_are_said_in_words() -> None:
    """Both ends, one end, a side, none."""
    assert words_of(Limits()) == "above the horizon"
    assert words_of(Limits(incidence_min_deg=20.0, incidence_max_deg=45.0, squint_max_deg=15.0, look="right")) == (
        "incidence 20 to 45 deg, squint up to 15 deg, look right"
    )
    assert words_of(Limits(off_nadir_max_deg=30.0, sun_elevation_min_deg=10.0)) == (
        "off-nadir up to 30 deg, sun elevation from 10 deg"
    )
    assert words_of(Limits(azimuth_from_deg=350.0, azimuth_to_deg=20.0, range_max_km=900.0)) == (
        "range up to 900 km, azimuth 350 to 20 deg"
    )


def test_a_satellite_that_decays_is_named() -> None:
    """SGP4 loses it on the way; the map tells."""
    low = keplerian(
        name="LOW", epoch=START, perigee_height_km=160.0, apogee_height_km=170.0, inclination_deg=60.0, bstar=0.05
    )
    found = plan_map_of_sets([Satellite("LOW", 0, (low,))], Span(START, 3.0 * 86400.0), Limits(), grid=GRID).paint()
    assert len(found.lost) == 1
    assert "LOW" in found.lost[0]


def test_two_sensors_of_a_satellite_are_two_tracks_of_a_map() -> None:
    """In use and with limits a raster knows, each is mapped; the satellite is named once and flies with nobody."""
    flown = sim.load(NAME)
    plan = plan_map(flown, grid=GRID, case="all-high", span_days=1.0, leave_out=("sun_elevation",))
    assert len({track.satellite for track in plan.tracks}) == 6
    assert plan.about["satellites"] == "KORSAT-7, KORSAT-1, KORSAT-2, KORSAT-3, KORSAT-4"
    assert "ir_night off-nadir up to 45 deg" in plan.about["limits"]
    assert not any("fly" in note or "left out" in note for note in plan.notes)


def test_a_map_leaves_out_what_a_satellite_sees_by_night_and_says_so() -> None:
    """A raster knows no highest Sun: the camera by day is mapped, the infrared one is not; not in use it is no word."""
    flown = sim.load(NAME)
    high, nominal = (plan_map(flown, grid=GRID, case=case, span_days=1.0) for case in ("all-high", "all-nominal"))
    words = "sun_elevation_max_deg cannot be mapped: what ir_night of KORSAT-7 sees is left out"
    assert words in high.notes
    assert words not in nominal.notes
    for plan in (high, nominal):
        assert len({track.satellite for track in plan.tracks}) == 5
        assert "ir_night" not in plan.about["limits"]
