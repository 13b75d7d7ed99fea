"""The error of a swept map, estimated with exact windows at a sample of its points."""

import math
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.clock import Span
from sim.errors import UsageError
from sim.maps import exact_points as points_of
from sim.maps.coverage_map import LEAST_SAMPLE, MOST_SAMPLE, coverage_map, is_small, sample_size
from sim.maps.exact_points import exact_points, sampled
from sim.maps.swept_error import figure_error, signed_percent
from sim.orbits.ephemeris import Track
from sim.orbits.notional import keplerian, walker
from sim.places.grids import box, whole_earth
from sim.sensors.limits import Limits

START = datetime(2026, 8, 22, tzinfo=UTC)
SPAN = Span(START, 86400.0)
SATELLITES = walker(
    name="W", kind="delta", total=6, planes=3, phasing=1, epoch=START, height_km=560.0, inclination_deg=80.0
)
TRACKS = [Track(i, e, 0.0, SPAN.duration_s) for i, e in enumerate(SATELLITES)]
GRID = box(south_deg=36.0, north_deg=42.0, west_deg=122.0, east_deg=130.0, step_deg=1.0)
LIMITS = {
    "radar": (Limits(incidence_min_deg=20.0, incidence_max_deg=45.0), "looks"),
    "radar, all gaps": (Limits(incidence_min_deg=20.0, incidence_max_deg=45.0, squint_max_deg=30.0), "all"),
    "by day": (Limits(off_nadir_max_deg=45.0, sun_elevation_min_deg=10.0), "looks"),
}


@pytest.mark.parametrize("edges", ["clipped", "interior"])
@pytest.mark.parametrize("kind", LIMITS)
def test_the_error_is_the_difference_from_the_exact_map(kind: str, edges: str) -> None:
    """Sampled at every point, each figure's error is that of the swept map against the exact map of the same plan.

    To 1e-4 percent: boundaries are found to 1e-6 s from tables of other nodes, and no gap here is below a second.
    Percentiles of exact maps come from a histogram of 60 s, those of the sample from the gaps themselves.
    """
    limits, gaps = LIMITS[kind]
    options = {"edges": edges, "gaps": gaps}
    swept = coverage_map(TRACKS, GRID, limits, SPAN, exact=False, error_points=GRID.size, **options)
    exact = coverage_map(TRACKS, GRID, limits, SPAN, exact=True, **options)
    assert swept.sample is not None
    assert swept.sample.points == GRID.size
    for name in swept.figure_names:
        if name.startswith("gap_p"):
            continue
        found = swept.error(name)
        expected = figure_error(swept.figure(name).ravel(), exact.figure(name).ravel())
        assert found.points == expected.points > 0
        for part in ("mean_percent", "worst_percent"):
            assert getattr(found, part) == pytest.approx(getattr(expected, part), abs=1e-4), name
    for name in ("gap_p50_s", "gap_p73_s"):
        true_s = swept.sample.figure(name)
        at = (swept.sample.at.rows, swept.sample.at.columns)
        np.testing.assert_allclose(exact.figure(name)[at], true_s, rtol=0.08, atol=60.0)
    assert swept.error("gap_mean_s").worst_percent != 0.0
    assert exact.error("gap_mean_s") is None
    with pytest.raises(UsageError, match="no figure"):
        exact.error("gap_men_s")


def test_a_sample_tells_of_all_points() -> None:
    """Fifty points of 1,200 give the mean error over all of them, within twice what fifty taken by lot stray."""
    limits = Limits(off_nadir_max_deg=40.0)
    grid = box(south_deg=20.0, north_deg=50.0, west_deg=100.0, east_deg=140.0, step_deg=1.0)
    options = {"exact": False, "step_s": 60.0, "sweep_excess": 0.0125}
    few, every = (coverage_map(TRACKS, grid, limits, SPAN, error_points=n, **options) for n in (None, grid.size))
    assert (few.sample.points, every.sample.points) == (LEAST_SAMPLE, grid.size)
    for name in ("percent_covered", "gap_mean_s", "gap_max_s", "response_mean_s"):
        one, all_ = few.error(name), every.error(name)
        percents = 100.0 * (every.figure(name).ravel() / every.sample.figure(name) - 1.0)
        assert all_.mean_percent == pytest.approx(percents.mean(), abs=1e-9)
        assert one.mean_percent == pytest.approx(all_.mean_percent, abs=2.0 * percents.std() / math.sqrt(LEAST_SAMPLE))
        assert 0.0 < abs(one.worst_percent) <= abs(all_.worst_percent)


def test_points_are_spread_by_area() -> None:
    """Of 1,000 points of the Earth half lie within 30 degrees of the equator, and as many east as west, within 2 %."""
    grid = whole_earth(step_deg=1.0)
    row, column = sampled(grid, None, 1000)
    assert len(set(zip(row.tolist(), column.tolist(), strict=True))) == 1000
    assert np.mean(np.abs(grid.lat_deg[row]) < 30.0) == pytest.approx(0.5, abs=0.02)
    assert np.mean(grid.lon_deg[column] < 0.0) == pytest.approx(0.5, abs=0.02)
    for a, b in zip(sampled(grid, None, 1000), (row, column), strict=True):
        np.testing.assert_array_equal(a, b)


@given(rows=st.integers(1, 30), columns=st.integers(1, 30), most=st.integers(1, 60), share=st.floats(0.0, 1.0))
def test_only_points_inside_are_drawn_and_none_twice(rows: int, columns: int, most: int, share: float) -> None:
    """As many as asked for, or all there are, each of them inside."""
    grid = box(south_deg=0.0, north_deg=float(rows), west_deg=0.0, east_deg=float(columns), step_deg=1.0)
    inside = np.random.default_rng(rows * columns).uniform(size=grid.shape) < share
    row, column = sampled(grid, inside, most)
    assert row.size == min(most, int(inside.sum()))
    assert inside[row, column].all()
    assert np.unique(row * grid.columns + column).size == row.size


def test_satellites_some_at_a_time_are_satellites_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lots of one satellite give the coverage of a single lot, to the last microsecond."""
    points = sampled(GRID, None, 20)
    limits = [Limits(incidence_min_deg=20.0, incidence_max_deg=45.0)] * 3 + [Limits(off_nadir_max_deg=30.0)] * 3
    found = [exact_points(TRACKS, limits, GRID, SPAN, points, "looks", 1)]
    monkeypatch.setattr(points_of, "MOST_DAYS_AT_ONCE", 0.5)
    found.append(exact_points(TRACKS, limits, GRID, SPAN, points, "looks", 1))
    for part in ("between", "windows"):
        for one, other in zip(getattr(found[0], part), getattr(found[1], part), strict=True):
            np.testing.assert_allclose(one, other, rtol=0.0, atol=1e-6)
    assert sum(map(len, found[0].windows)) > sum(map(len, found[0].between)) > 0


def test_a_satellite_that_cannot_serve_is_left_out_of_the_sample_as_of_the_map() -> None:
    """One that has decayed before the span: the error is that of the others' map, which tells of it."""
    gone = keplerian(
        name="GONE", epoch=datetime(2026, 8, 1, tzinfo=UTC), perigee_height_km=130.0, apogee_height_km=135.0,
        inclination_deg=60.0, bstar=0.05,
    )  # fmt: skip
    tracks = [*TRACKS, Track(len(TRACKS), gone, 0.0, SPAN.duration_s)]
    limits = Limits(off_nadir_max_deg=40.0)
    found, expected = (coverage_map(some, GRID, limits, SPAN, exact=False) for some in (tracks, TRACKS))
    assert len(found.lost) == 1
    for name in ("gap_mean_s", "percent_covered"):
        assert found.error(name) == expected.error(name)


def test_what_is_not_there_has_no_error() -> None:
    """Points never seen, or with a figure of 0, are left out; with none left there is no number."""
    found = figure_error(np.array([110.0, math.nan, 5.0, 3.0]), np.array([100.0, 7.0, math.nan, 0.0]))
    assert (found.points, found.mean_percent, found.worst_percent, found.worst) == (1, 10.0, 10.0, 10.0)
    empty = figure_error(np.array([math.nan]), np.array([1.0]))
    assert empty.points == 0
    assert math.isnan(empty.mean_percent)
    assert empty.words == "not known"


def test_differences_have_two_digits_and_a_sign() -> None:
    """From hundredths of a percent up."""
    said = [signed_percent(p) for p in (0.004, 0.37, -5.12, 12.3, -830.0, 0.0123)]
    assert said == ["0 %", "+0.37 %", "-5.1 %", "+12 %", "-830 %", "+0.01 %"]


def test_the_sample_grows_with_the_cost_of_the_map() -> None:
    """Between 50 and 150 points, more for more points and shorter steps; no estimate where none is asked for."""
    assert sample_size(GRID, 60.0) == LEAST_SAMPLE == 50
    fine = whole_earth(step_deg=0.5)
    assert LEAST_SAMPLE < sample_size(fine, 60.0) < sample_size(fine, 45.0) <= sample_size(fine, 5.0) == MOST_SAMPLE
    limits = Limits(off_nadir_max_deg=40.0)
    assert coverage_map(TRACKS, GRID, limits, SPAN, exact=False, error_points=0).sample is None
    assert is_small(TRACKS, GRID, SPAN)
    assert not is_small(TRACKS, fine, SPAN)
    assert coverage_map(TRACKS, GRID, limits, SPAN).exact


def test_points_outside_are_not_sampled() -> None:
    """The region's points alone; a mask of another shape is refused."""
    inside = np.zeros(GRID.shape, dtype=bool)
    inside[2:4, 1:5] = True
    found = coverage_map(TRACKS, GRID, Limits(off_nadir_max_deg=40.0), SPAN, exact=False, inside=inside)
    assert found.sample.points == 8
    assert found.error("gap_max_s").points == 8
    assert np.isnan(found.figure("gap_max_s")[~inside]).all()
    with pytest.raises(UsageError, match=r"inside of shape \(1, 2\) must have the grid's"):
        coverage_map(TRACKS, GRID, Limits(), SPAN, inside=np.ones((1, 2), dtype=bool))
