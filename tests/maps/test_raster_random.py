"""Random orbits, points and limits: a swept raster misses no exact window, and an exact map has the windows' gaps."""

import math
from datetime import UTC, datetime
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from random_orbits import element_set, near_earth_sets, scaled, sets_of_any_period

from sim.clock import Span
from sim.constants import WGS84_A_KM
from sim.errors import DataError
from sim.maps.coverage_map import coverage_map, covered_steps
from sim.orbits.ephemeris import Track, ephemeris
from sim.places.grids import Grid
from sim.revisit.figures import figures
from sim.sensors.limits import Limits
from sim.windows.search import Search

SPAN = Span(datetime(2026, 7, 14, tzinfo=UTC), 43200.0)
STEP_S = 60.0
BOUNDARY_S = 2e-3  # of a high, eccentric orbit's gap: interpolation of tables whose nodes differ


@st.composite
def limits(draw: st.DrawFn) -> Limits:
    """Limits on elevation, incidence, off-nadir, squint, ground squint and side, each as often there as not."""
    chosen: dict[str, float | str] = {}
    if draw(st.booleans()):
        chosen["elevation_min_deg"] = draw(st.floats(0.0, 70.0))
    if draw(st.integers(0, 2)) == 0:
        chosen["incidence_max_deg"] = draw(st.floats(41.0, 89.0))
    if draw(st.integers(0, 2)) == 0:
        chosen["incidence_min_deg"] = draw(st.floats(1.0, 40.0))
    if draw(st.booleans()):
        chosen["off_nadir_max_deg"] = draw(st.floats(6.0, 70.0))
    if draw(st.integers(0, 3)) == 0:
        chosen["off_nadir_min_deg"] = draw(st.floats(0.5, 5.0))
    if draw(st.integers(0, 3)) == 0:
        chosen["squint_max_deg"] = draw(st.floats(2.0, 60.0))
    if draw(st.integers(0, 3)) == 0:
        chosen["ground_squint_max_deg"] = draw(st.floats(2.0, 80.0))
    if draw(st.integers(0, 3)) == 0:
        chosen["look"] = draw(st.sampled_from(["left", "right"]))
    return Limits(**chosen)  # type: ignore[arg-type]


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A few points anywhere, often at a pole, across the antimeridian, or in rows far from one another."""
    lat_step = draw(st.sampled_from([0.01, 0.7, 3.0, 11.0]))
    lon_step = draw(st.sampled_from([0.01, 1.3, 20.0, 90.0]))
    south = draw(st.sampled_from([-90.0, 90.0 - 2 * lat_step, -lat_step]) | st.floats(-90.0, 90.0 - 2 * lat_step))
    west = draw(st.sampled_from([-180.0, 179.0, 0.0]) | st.floats(-180.0, 180.0))
    return Grid(
        south_deg=south,
        west_deg=west,
        lat_step_deg=lat_step,
        lon_step_deg=lon_step,
        rows=3,
        columns=4,
        height_km=draw(st.sampled_from([0.0, 0.0, 4.0])),
    )


def windows_of(tracks: list[Track], grid: Grid, one: Limits) -> list[np.ndarray]:
    sites = [grid.site(row, column) for row in range(grid.rows) for column in range(grid.columns)]
    found = Search(ephemeris(SPAN, tracks), sites, threads=1).windows(one).between(0.0, SPAN.duration_s)
    rows = np.column_stack([found.start_s, found.end_s])
    return [rows[found.target == number] for number in range(len(sites))]


def without_some_short(rows: np.ndarray) -> list[np.ndarray]:
    """Return the windows, and what is left without one or more of those shorter than boundaries are good to."""
    short = np.flatnonzero(rows[:, 1] - rows[:, 0] < BOUNDARY_S)
    subsets = [chosen for n in range(len(short) + 1) for chosen in combinations(short, n)]
    return [np.delete(rows, list(chosen), axis=0) for chosen in subsets]


def without_slits(rows: np.ndarray) -> np.ndarray:
    """Return windows joined where less than BOUNDARY_S parts them from all before."""
    joined: list[list[float]] = []
    for start_s, end_s in sorted(rows.tolist()):
        if joined and start_s - joined[-1][1] < BOUNDARY_S:
            joined[-1][1] = max(joined[-1][1], end_s)
        else:
            joined.append([start_s, end_s])
    return np.array(joined).reshape(-1, 2)


def sensible(one: Limits) -> bool:
    return one.incidence_min_deg is None or one.elevation_min_deg < 90.0 - one.incidence_min_deg


@settings(max_examples=scaled(2.5))
@given(near_earth_sets(perigee_km=(250.0, 1500.0)) | sets_of_any_period(), limits(), grids())
def test_no_window_is_missed_whatever_orbit_points_and_limits(elements, one, grid) -> None:
    """Every step that an exact window reaches into is covered: 150 random cases of 12 points, 5,000 in the long run."""
    assume(sensible(one))
    tracks = [Track(0, elements, 0.0, SPAN.duration_s)]
    try:
        windows = windows_of(tracks, grid, one)
    except DataError:
        assume(False)
    covered = covered_steps(tracks, grid, one, SPAN, step_s=STEP_S, threads=1).reshape(-1, grid.size)
    for number, rows in enumerate(windows):
        for start_s, end_s in rows:
            touched = covered[int(start_s // STEP_S) : math.ceil(end_s / STEP_S), number]
            assert touched.all(), f"point {number}, window {start_s} to {end_s}"


def test_an_arc_that_holds_a_column_only_once_it_has_gone_round_is_painted() -> None:
    """Columns 1.3 degrees apart from 180 west: a footprint from 179.5 east to 180.05 holds the first of them."""
    grid = Grid(south_deg=-0.01, west_deg=-180.0, lat_step_deg=0.01, lon_step_deg=1.3, rows=3, columns=4)
    one = Limits(incidence_max_deg=41.0, off_nadir_max_deg=6.0)
    equatorial = element_set(perigee_km=250.0, eccentricity=0.0, inclination_deg=0.0)
    tracks = [Track(0, equatorial, 0.0, SPAN.duration_s)]
    covered = covered_steps(tracks, grid, one, SPAN, step_s=5.0, threads=1).reshape(-1, grid.size)
    windows = windows_of(tracks, grid, one)
    assert sum(len(rows) for rows in windows) > 60
    for number, rows in enumerate(windows):
        for start_s, end_s in rows:
            assert covered[int(start_s // 5.0) : math.ceil(end_s / 5.0), number].all()


# Near perigee the off-nadir limit rules, further up the elevation: the sweep paints one and tests the other.
BOTH_RULE = element_set(
    perigee_km=293.0, eccentricity=0.4375, inclination_deg=0.0, raan_deg=0.0, arg_perigee_deg=0.0, mean_anomaly_deg=0.0
)
ROWS_OFF_THE_EQUATOR = Grid(
    south_deg=0.0, west_deg=0.0, lat_step_deg=3.0, lon_step_deg=0.01, rows=3, columns=4, height_km=0.0
)


@settings(max_examples=scaled(1.0))
@example(BOTH_RULE, 15.0, 39.0, ROWS_OFF_THE_EQUATOR)
@given(near_earth_sets(perigee_km=(250.0, 1500.0)), st.floats(15.0, 70.0), st.none() | st.floats(6.0, 60.0), grids())
def test_what_the_sweep_adds_lies_at_the_rim(elements, elevation_min_deg, off_nadir_max_deg, grid) -> None:
    """A step covered without a window has one under limits as much wider as the excess, or a step away.

    A point moved by the excess sees the satellite move by the angle it spans at the lowest height, and by the ground's
    own curvature. Beside a pole, where a parallel's arc turns far between two samples, twice the excess is allowed.
    """
    one = Limits(elevation_min_deg=elevation_min_deg, off_nadir_max_deg=off_nadir_max_deg)
    tracks = [Track(0, elements, 0.0, SPAN.duration_s)]
    try:
        lowest_km = ephemeris(SPAN, tracks).bounds[0, 0] - WGS84_A_KM - grid.height_km
        found = coverage_map(tracks, grid, one, SPAN, step_s=STEP_S, exact=False, error_points=0, threads=1)
    except DataError:
        assume(False)
    spread_deg = math.degrees(found.excess_km * (1.0 / lowest_km + 1.0 / 6300.0))
    if np.abs(grid.lat_deg).max() > 80.0:
        spread_deg *= 2.0
    wider = Limits(
        elevation_min_deg=max(elevation_min_deg - spread_deg, 0.0),
        off_nadir_max_deg=None if off_nadir_max_deg is None else min(off_nadir_max_deg + spread_deg, 90.0),
    )
    covered = covered_steps(tracks, grid, one, SPAN, step_s=STEP_S, threads=1).reshape(-1, grid.size)
    allowed = np.zeros_like(covered)
    for number, rows in enumerate(windows_of(tracks, grid, wider)):
        for start_s, end_s in rows:
            allowed[max(int(start_s // STEP_S) - 1, 0) : math.ceil(end_s / STEP_S) + 1, number] = True
    assert not (covered & ~allowed).any()


@settings(max_examples=scaled(0.75))
@given(
    st.lists(near_earth_sets(perigee_km=(250.0, 1500.0)) | sets_of_any_period(), min_size=2, max_size=4),
    limits(),
    grids(),
)
def test_an_exact_map_has_the_gaps_of_windows_whatever_orbits_points_and_limits(sets, one, grid) -> None:
    """Number, sum and longest of gaps between the windows of two to four satellites are those of the search."""
    assume(sensible(one))
    # A satellite that flies exactly over a point has it on neither side and at no ground squint: rounding decides.
    aside = one.look != "either" or one.ground_squint_at_most_deg < 90.0
    assume(not aside or all(abs((e.inclination_deg + 45.0) % 90.0 - 45.0) > 1e-3 for e in sets))
    # Drag stops at e = 1e-6: the path has a corner there, which tables of different steps cut differently.
    smooth = [e.shifted(bstar=0.0) if e.eccentricity < 1e-4 else e for e in sets]
    tracks = [Track(i, elements, 0.0, SPAN.duration_s) for i, elements in enumerate(smooth)]
    try:
        windows = windows_of(tracks, grid, one)
    except DataError:
        assume(False)
    found = coverage_map(tracks, grid, one, SPAN, gaps="all", exact=True, threads=1)
    for number, rows in enumerate(windows):
        at = divmod(number, grid.columns)
        # A gap or a window shorter than boundaries are good to may be seen or not.
        told = [kept for few in without_some_short(rows) for kept in (few, without_slits(few))]
        ways = [figures(r, r, 0.0, SPAN.duration_s, edges="clipped", gaps="all") for r in told]
        assert found.n_gaps[at] in [way.n_gaps for way in ways]
        exact = next(way for way in ways if way.n_gaps == found.n_gaps[at])
        assert found.gap_max_s[at] == pytest.approx(exact.gap_max_s, abs=BOUNDARY_S, nan_ok=True)
        assert found.gap_mean_s[at] == pytest.approx(exact.gap_mean_s, abs=BOUNDARY_S, nan_ok=True)
