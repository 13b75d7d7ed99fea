"""Maps with refined transitions: the figures are those of exact windows."""

from datetime import UTC, datetime

import numpy as np
import pytest

from sim.clock import Span, parse_utc
from sim.errors import UsageError
from sim.maps.coverage_map import coverage_map
from sim.orbits.ephemeris import Track, ephemeris
from sim.orbits.notional import keplerian, walker
from sim.places.grids import Grid, box
from sim.revisit.figures import figures
from sim.sensors.limits import Limits
from sim.windows.search import Search

START = datetime(2026, 8, 22, tzinfo=UTC)
SPAN = Span(START, 43200.0)
SATELLITES = [
    *walker(name="W", kind="delta", total=8, planes=4, phasing=1, epoch=START, height_km=560.0, inclination_deg=80.0),
    keplerian(
        name="E", epoch=START, perigee_height_km=600.0, apogee_height_km=20000.0, inclination_deg=63.4, raan_deg=30.0
    ),
]
TRACKS = [Track(i, e, 0.0, SPAN.duration_s) for i, e in enumerate(SATELLITES)]
RESOLVED = {"ground_range_resolution_max_m": 1.0, "bandwidth_mhz": 300.0}  # an incidence of 30 degrees at least
LIMITS = {
    "horizon": Limits(),
    "elevation": Limits(elevation_min_deg=25.0),
    "off-nadir": Limits(off_nadir_max_deg=30.0),
    "band": Limits(incidence_min_deg=20.0, incidence_max_deg=45.0),
    "radar": Limits(incidence_min_deg=20.0, incidence_max_deg=55.0, squint_max_deg=20.0, look="right"),
    "agile": Limits(incidence_min_deg=20.0, incidence_max_deg=45.0, ground_squint_max_deg=39.0),
    "resolution": Limits(incidence_max_deg=55.0, **RESOLVED),
    "daylight": Limits(sun_elevation_min_deg=0.0),
}
GRIDS = {
    "mid-latitude": box(south_deg=36.0, north_deg=42.0, west_deg=122.0, east_deg=130.0, step_deg=2.0),
    "antimeridian": box(south_deg=-4.0, north_deg=4.0, west_deg=176.0, east_deg=-176.0, step_deg=4.0),
    "pole": Grid(south_deg=80.0, west_deg=-180.0, lat_step_deg=5.0, lon_step_deg=90.0, rows=3, columns=4),
}
BOUNDARY_S = 1e-4  # of a gap, whose ends are each found to 1e-6 s or so from tables that begin at different nodes


@pytest.mark.parametrize("edges", ["clipped", "interior"])
@pytest.mark.parametrize("place", GRIDS)
@pytest.mark.parametrize("kind", LIMITS)
def test_an_exact_map_has_the_gaps_of_exact_windows(kind: str, place: str, edges: str) -> None:
    """Number, mean and longest of gaps, percent covered and mean wait are those of the search, within 0.1 ms."""
    grid, limits = GRIDS[place], LIMITS[kind]
    found = coverage_map(TRACKS, grid, limits, SPAN, edges=edges, gaps="all", exact=True)
    sites = [grid.site(row, column) for row in range(grid.rows) for column in range(grid.columns)]
    windows = Search(ephemeris(SPAN, TRACKS), sites).windows(limits).between(0.0, SPAN.duration_s)
    rows = np.column_stack([windows.start_s, windows.end_s])
    n_gaps = 0
    for number in range(len(sites)):
        at = divmod(number, grid.columns)
        mine = rows[windows.target == number]
        exact = figures(mine, mine, 0.0, SPAN.duration_s, edges=edges, gaps="all")
        assert found.n_gaps[at] == exact.n_gaps
        n_gaps += exact.n_gaps
        for name in ("gap_mean_s", "gap_max_s"):
            assert getattr(found, name)[at] == pytest.approx(getattr(exact, name), abs=BOUNDARY_S, nan_ok=True)
        assert found.percent_covered[at] == pytest.approx(exact.percent_covered, abs=1e-6)
        if edges == "clipped":
            clipped = figures(mine, mine, 0.0, SPAN.duration_s, edges="clipped", gaps="all")
            assert found.response_mean_s[at] == pytest.approx(clipped.response_mean_s, abs=BOUNDARY_S)
    assert n_gaps > 0
    assert found.excess_km == 0.0


@pytest.mark.parametrize("kind", ["band", "resolution"])
def test_the_hole_of_a_radar_is_no_gap_between_looks(kind: str) -> None:
    """Between looks an exact map has the gaps of the search's looks, whether a band or a resolution leaves the hole."""
    grid, limits = GRIDS["mid-latitude"], LIMITS[kind]
    found = coverage_map(TRACKS, grid, limits, SPAN, edges="interior", exact=True)
    sites = [grid.site(row, column) for row in range(grid.rows) for column in range(grid.columns)]
    search = Search(ephemeris(SPAN, TRACKS), sites)
    looks = search.windows(limits).looks().between(0.0, SPAN.duration_s)
    windows = search.windows(limits).between(0.0, SPAN.duration_s)
    fewer = 0
    for number in range(len(sites)):
        at = divmod(number, grid.columns)
        pair = [np.column_stack([w.start_s, w.end_s])[w.target == number] for w in (looks, windows)]
        exact = figures(*pair, 0.0, SPAN.duration_s, edges="interior", gaps="looks")
        assert found.n_gaps[at] == exact.n_gaps
        assert found.gap_max_s[at] == pytest.approx(exact.gap_max_s, abs=BOUNDARY_S, nan_ok=True)
        fewer += len(pair[1]) - len(pair[0])
    assert fewer > 0


@pytest.mark.parametrize("step_s", [20.0, 45.0, 90.0, 150.0])
def test_the_step_of_an_exact_map_changes_no_gap(step_s: float) -> None:
    """Steps of 20 to 150 s give the gaps of 60 s: the same number, lengths within 0.1 ms."""
    one, other = (
        coverage_map(TRACKS, GRIDS["pole"], LIMITS["off-nadir"], SPAN, step_s=s, exact=True) for s in (60.0, step_s)
    )
    np.testing.assert_array_equal(other.n_gaps, one.n_gaps)
    np.testing.assert_allclose(other.gap_max_s, one.gap_max_s, rtol=0.0, atol=BOUNDARY_S)
    np.testing.assert_allclose(other.percent_covered, one.percent_covered, rtol=0.0, atol=1e-6)


def test_threads_do_not_change_an_exact_map() -> None:
    """One thread and two count the same gaps, to the last bit."""
    grid = box(south_deg=-40.0, north_deg=40.0, west_deg=0.0, east_deg=4.0, step_deg=1.0)
    one, two = (coverage_map(TRACKS, grid, LIMITS["band"], SPAN, threads=threads, exact=True) for threads in (1, 2))
    for name in ("n_gaps", "gap_max_s", "gap_mean_s", "percent_covered", "response_mean_s"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))


def test_looks_with_a_hole_and_a_squint_limit_are_refused() -> None:
    """A map cannot tell looks from windows there, whether a band or a resolution leaves the hole."""
    for hole in ({"incidence_min_deg": 20.0}, RESOLVED):
        with pytest.raises(UsageError, match="cannot tell looks from windows"):
            coverage_map(TRACKS, GRIDS["pole"], Limits(squint_max_deg=20.0, **hole), SPAN, gaps="looks")


@pytest.mark.parametrize("start", ["2026-06-21T06:00:00Z", "2026-09-23T00:00:00Z", "2026-12-21T18:00:00Z"])
@pytest.mark.parametrize("limit_deg", [-6.0, 0.0, 30.0])
def test_the_sun_cuts_the_windows_of_an_exact_map(start: str, limit_deg: float) -> None:
    """At the solstices and an equinox, poles included, time seen is that of exact windows by day, within 0.1 ms.

    One satellite sees by day only, one above 60 degrees of Sun only, the others day and night.
    """
    span = Span(parse_utc(start), 43200.0)
    grid = Grid(south_deg=-90.0, west_deg=-180.0, lat_step_deg=22.5, lon_step_deg=120.0, rows=9, columns=3)
    sets = walker(
        name="W", kind="delta", total=4, planes=2, phasing=1, epoch=span.start, height_km=1200.0, inclination_deg=98.0
    )
    tracks = [Track(i, e, 0.0, span.duration_s) for i, e in enumerate(sets)]
    limits = [Limits(elevation_min_deg=5.0, sun_elevation_min_deg=sun) for sun in (limit_deg, 60.0, None, None)]
    found = coverage_map(tracks, grid, limits, span, exact=True, step_s=120.0)
    sites = [grid.site(row, column) for row in range(grid.rows) for column in range(grid.columns)]
    search = Search(ephemeris(span, tracks), sites)
    every = [search.windows(one).between(0.0, span.duration_s) for one in limits]
    mine = [one.take(one.satellite == i) for i, one in enumerate(every)]
    assert sum(map(len, mine)) < sum(map(len, every))
    assert 0 < len(mine[0]) < len(every[2].take(every[2].satellite == 0))
    for number in range(len(sites)):
        rows = np.concatenate([np.column_stack([w.start_s, w.end_s])[w.target == number] for w in mine])
        exact = figures(rows, rows, 0.0, span.duration_s, edges="clipped", gaps="all")
        at = divmod(number, grid.columns)
        assert found.n_gaps[at] == exact.n_gaps
        assert found.gap_max_s[at] == pytest.approx(exact.gap_max_s, abs=BOUNDARY_S)
        covered_s = found.percent_covered[at] * span.duration_s / 100.0
        assert covered_s == pytest.approx(exact.percent_covered * span.duration_s / 100.0, abs=10 * BOUNDARY_S)


@pytest.mark.parametrize("is_exact", [True, False], ids=["exact", "swept"])
def test_shares_of_time_and_waits_are_of_windows_whatever_gaps_lie_between(is_exact: bool) -> None:
    """With gaps between looks of a radar, its hole is no time seen: an instant there waits, as GLOSSARY has it.

    Percent covered, mean wait and time until first seen are those of the search's windows: exactly, or, swept at 20 s
    with points up to half a percent of a disc beyond its rim, within 4 percent; counting the hole adds 12 percent.
    """
    grid, limits = GRIDS["mid-latitude"], LIMITS["band"]
    found = coverage_map(TRACKS, grid, limits, SPAN, exact=is_exact, step_s=20.0, sweep_excess=0.002)
    sites = [grid.site(row, column) for row in range(grid.rows) for column in range(grid.columns)]
    search = Search(ephemeris(SPAN, TRACKS), sites)
    windows = search.windows(limits).between(0.0, SPAN.duration_s)
    looks = search.windows(limits).looks().between(0.0, SPAN.duration_s)
    pairs = [
        [np.column_stack([one.start_s, one.end_s])[one.target == number] for one in (looks, windows)]
        for number in range(len(sites))
    ]
    exact = [figures(*pair, 0.0, SPAN.duration_s, edges="clipped", gaps="looks") for pair in pairs]
    assert np.mean([f.percent_covered for f in exact]) < 0.9 * np.mean(
        [figures(pair[0], pair[0], 0.0, SPAN.duration_s, edges="clipped").percent_covered for pair in pairs]
    )
    tolerance = {"rel": 1e-9, "abs": BOUNDARY_S} if is_exact else {"rel": 0.04, "abs": 20.0}
    for number, one in enumerate(exact):
        at = divmod(number, grid.columns)
        assert found.percent_covered[at] == pytest.approx(one.percent_covered, rel=1e-6 if is_exact else 0.12)
        assert found.response_mean_s[at] == pytest.approx(one.response_mean_s, **tolerance)
        assert found.first_seen_s[at] == pytest.approx(pairs[number][1][:, 0].min(), **tolerance)
        assert found.n_gaps[at] == one.n_gaps
    assert found.percent_covered.mean() == pytest.approx(np.mean([f.percent_covered for f in exact]), rel=0.04)
