"""The raster and the exact search see the same sky: nothing missed, little added, the same gaps to a step."""

from datetime import UTC, datetime

import numpy as np
import pytest

from sim.clock import Span
from sim.maps.coverage_map import coverage_map, covered_steps
from sim.orbits.ephemeris import Track, ephemeris
from sim.orbits.notional import walker
from sim.places.grids import Grid, box
from sim.revisit.figures import figures
from sim.sensors.limits import Limits
from sim.windows.search import Search

START = datetime(2026, 8, 22, tzinfo=UTC)
SPAN = Span(START, 86400.0)
STEP_S = 60.0
SATELLITES = walker(
    name="W", kind="delta", total=3, planes=3, phasing=1, epoch=START, height_km=560.0, inclination_deg=97.5
)
TRACKS = [Track(i, e, 0.0, SPAN.duration_s) for i, e in enumerate(SATELLITES)]

LIMITS = {
    "elevation": Limits(elevation_min_deg=15.0),
    "off-nadir": Limits(off_nadir_max_deg=30.0),
    "narrow": Limits(off_nadir_max_deg=4.0),
    "band": Limits(incidence_min_deg=20.0, incidence_max_deg=45.0),
    "radar": Limits(incidence_min_deg=20.0, incidence_max_deg=55.0, squint_max_deg=20.0, look="right"),
    "agile": Limits(incidence_min_deg=20.0, incidence_max_deg=45.0, ground_squint_max_deg=39.0),
}
GRIDS = {
    "mid-latitude": box(south_deg=36.0, north_deg=42.0, west_deg=122.0, east_deg=130.0, step_deg=1.0),
    "antimeridian": box(south_deg=-4.0, north_deg=4.0, west_deg=176.0, east_deg=-176.0, step_deg=2.0),
    "pole": Grid(
        south_deg=-89.5, west_deg=-180.0, lat_step_deg=3.0, lon_step_deg=60.0, rows=5, columns=6, height_km=2.0
    ),
}


def windows_of(grid: Grid, limits: Limits) -> list[np.ndarray]:
    """Return the exact windows inside the span, (N, 2), of every point of a grid, row after row."""
    sites = [grid.site(row, column) for row in range(grid.rows) for column in range(grid.columns)]
    found = Search(ephemeris(SPAN, TRACKS), sites).windows(limits).between(0.0, SPAN.duration_s)
    rows = np.column_stack([found.start_s, found.end_s])
    return [rows[found.target == number] for number in range(len(sites))]


def steps_touched(windows: np.ndarray) -> np.ndarray:
    """Return which steps of the span a point's windows reach into."""
    touched = np.zeros(round(SPAN.duration_s / STEP_S), dtype=bool)
    for start_s, end_s in windows:
        touched[int(start_s // STEP_S) : int(np.ceil(end_s / STEP_S))] = True
    return touched


@pytest.mark.parametrize("place", GRIDS)
@pytest.mark.parametrize("kind", LIMITS)
def test_the_swept_raster_misses_nothing_and_adds_little(kind: str, place: str) -> None:
    """Every step that an exact window reaches into is covered; of the covered, at most a tenth is the sweep's excess.

    A disc is painted at most a hundredth of its radius too large, so at a point its time grows by a few per cent; a
    window's rim steps add to that. What may not happen is a step missed.
    """
    covered = covered_steps(TRACKS, GRIDS[place], LIMITS[kind], SPAN, step_s=STEP_S).reshape(1440, -1).T
    exact = np.array([steps_touched(windows) for windows in windows_of(GRIDS[place], LIMITS[kind])])
    assert exact.any()
    assert not (exact & ~covered).any()
    assert (covered & ~exact).sum() <= 2 + 0.1 * exact.sum()


@pytest.mark.parametrize("kind", LIMITS)
def test_figures_of_a_map_are_those_of_the_steps_that_exact_windows_touch(kind: str) -> None:
    """At a point where sweep and exact windows touch the same steps, gaps agree with exact ones to a step each."""
    grid = GRIDS["mid-latitude"]
    covered = covered_steps(TRACKS, grid, LIMITS[kind], SPAN, step_s=STEP_S).reshape(1440, -1).T
    found = coverage_map(TRACKS, grid, LIMITS[kind], SPAN, step_s=STEP_S, gaps="all", exact=False)
    compared = 0
    for number, windows in enumerate(windows_of(grid, LIMITS[kind])):
        if (covered[number] != steps_touched(windows)).any():
            continue
        at = divmod(number, grid.columns)
        exact = figures(windows, windows, 0.0, SPAN.duration_s, edges="clipped", gaps="all")
        lost = exact.n_gaps - found.n_gaps[at]  # gaps below two steps
        assert lost >= 0
        assert found.gap_max_s[at] == pytest.approx(exact.gap_max_s, abs=STEP_S + 1e-6)
        if lost == 0:
            assert found.gap_mean_s[at] == pytest.approx(exact.gap_mean_s, abs=STEP_S + 1e-6)
        per_turn = 100.0 * STEP_S / SPAN.duration_s
        assert found.percent_covered[at] == pytest.approx(exact.percent_covered, abs=per_turn * (exact.n_gaps + 1))
        compared += 1
    assert compared >= 1


def test_threads_do_not_change_a_map() -> None:
    """One thread and two paint the same map."""
    one, two = (
        coverage_map(TRACKS, GRIDS["mid-latitude"], LIMITS["band"], SPAN, exact=False, threads=threads)
        for threads in (1, 2)
    )
    for name in ("n_gaps", "gap_max_s", "gap_mean_s", "percent_covered", "response_mean_s"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))
