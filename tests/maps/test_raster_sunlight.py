"""The Sun in a swept map: a step counts where the Sun stands high enough at one of its ends, and nowhere else."""

from datetime import UTC, datetime

import numpy as np
import pytest
from naive import sun_elevation_deg

from sim.clock import Span
from sim.maps.coverage_map import coverage_map, covered_steps
from sim.orbits.ephemeris import Track
from sim.orbits.notional import walker
from sim.places.grids import Grid
from sim.sensors.limits import Limits
from sim.shipped import data_path
from sim.sun_ephemeris import EPHEMERIS

STEP_S = 120.0
# Degrees below the limit at which a step may be kept: the Sun's parallax of 0.0024, which the map leaves out, 0.003
# that it takes off the limit for it, and 0.0006 for what may happen within a step of two minutes.
SLACK_DEG = 0.0065
STARTS = {
    "June solstice": datetime(2026, 6, 21, 6, tzinfo=UTC),
    "December solstice": datetime(2026, 12, 21, 18, tzinfo=UTC),
    "equinox": datetime(2026, 9, 23, 0, tzinfo=UTC),
}
# Both poles, the equator and two latitudes each side of it, all round.
GRID = Grid(south_deg=-90.0, west_deg=-180.0, lat_step_deg=30.0, lon_step_deg=90.0, rows=7, columns=4)
VIEW = {"elevation_min_deg": 5.0}


def tracks_of(span: Span) -> list[Track]:
    """Three satellites over the poles, 1,200 km up: each point is seen in many steps a day."""
    satellites = walker(
        name="W", kind="delta", total=3, planes=3, phasing=1, epoch=span.start, height_km=1200.0, inclination_deg=98.0
    )
    return [Track(i, elements, 0.0, span.duration_s) for i, elements in enumerate(satellites)]


def sun_deg(span: Span) -> np.ndarray:
    """Return the Sun's elevation at the ends of steps, (steps + 1, rows, columns), as Skyfield has it."""
    t_s = np.arange(round(span.duration_s / STEP_S) + 1) * STEP_S
    sites = [GRID.site(row, column) for row in range(GRID.rows) for column in range(GRID.columns)]
    found = [
        sun_elevation_deg(
            span.start, t_s, lat_deg=s.lat_deg, lon_deg=s.lon_deg, height_km=0.0, ephemeris=data_path(EPHEMERIS)
        )
        for s in sites
    ]
    return np.array(found).T.reshape(-1, *GRID.shape)


@pytest.fixture(scope="module", params=STARTS)
def half_a_day(request: pytest.FixtureRequest) -> tuple[Span, np.ndarray, np.ndarray]:
    """Half a day: its span, the steps seen whatever the light, and the Sun's elevation at the ends of steps."""
    span = Span(STARTS[request.param], 43200.0)
    seen = covered_steps(tracks_of(span), GRID, Limits(**VIEW), span, step_s=STEP_S, threads=1)
    return span, seen, sun_deg(span)


@pytest.mark.parametrize("limit_deg", [-6.0, 0.0, 20.0, 45.0])
def test_a_step_counts_where_the_sun_is_high_enough(half_a_day, limit_deg: float) -> None:
    """Of the steps seen, all with the Sun above the limit at either end are kept, and none with it surely below."""
    span, seen, elevation_deg = half_a_day
    limits = Limits(**VIEW, sun_elevation_min_deg=limit_deg)
    kept = covered_steps(tracks_of(span), GRID, limits, span, step_s=STEP_S, threads=1)
    highest_deg = np.maximum(elevation_deg[:-1], elevation_deg[1:])
    assert not (kept & ~seen).any()
    assert kept[seen & (highest_deg > limit_deg)].all()
    assert not kept[seen & (highest_deg < limit_deg - SLACK_DEG)].any()
    for half in (slice(0, GRID.rows // 2), slice(GRID.rows // 2 + 1, None)):  # each hemisphere has both
        assert kept[:, half].any() == (highest_deg[:, half].max() > limit_deg)
        assert (seen & ~kept)[:, half].any()


@pytest.mark.parametrize(
    ("start", "limit_deg", "lit"),
    [
        ("June solstice", 20.0, (False, True)),
        ("June solstice", 45.0, (False, False)),
        ("December solstice", -6.0, (True, False)),
        ("December solstice", 20.0, (True, False)),
    ],
)
def test_at_a_pole_the_sun_is_up_or_down_all_day(start: str, limit_deg: float, lit: tuple[bool, bool]) -> None:
    """At a solstice it stands 23.4 degrees above the horizon of one pole, all day, and as far below the other's."""
    span = Span(STARTS[start], 86400.0)
    tracks, limits = tracks_of(span), Limits(**VIEW, sun_elevation_min_deg=limit_deg)
    seen = covered_steps(tracks, GRID, Limits(**VIEW), span, step_s=STEP_S, threads=1)
    kept = covered_steps(tracks, GRID, limits, span, step_s=STEP_S, threads=1)
    for row, is_lit in zip((0, -1), lit, strict=True):
        assert seen[:, row].any()
        assert (kept[:, row] == (seen[:, row] & is_lit)).all()


def test_satellites_with_other_limits_on_the_sun_are_painted_by_their_own() -> None:
    """One satellite by day, one by night and day, one above 20 degrees: the union of maps of one each."""
    span = Span(STARTS["equinox"], 43200.0)
    tracks = tracks_of(span)
    limits = [Limits(**VIEW, sun_elevation_min_deg=limit) for limit in (0.0, None, 20.0)]
    together = covered_steps(tracks, GRID, limits, span, step_s=STEP_S, threads=1)
    apart = [covered_steps([track], GRID, limits, span, step_s=STEP_S, threads=1) for track in tracks]
    assert (together == (apart[0] | apart[1] | apart[2])).all()
    assert not (together == apart[1]).all()


def test_figures_of_a_map_know_the_sun() -> None:
    """Half a day or so is left of what is covered at the equator; below the horizon of a pole in winter, nothing."""
    span = Span(STARTS["December solstice"], 86400.0)
    tracks = tracks_of(span)
    always, by_day = (
        coverage_map(
            tracks, GRID, Limits(**VIEW, sun_elevation_min_deg=limit), span, step_s=STEP_S, exact=False, threads=1
        )
        for limit in (None, 0.0)
    )
    equator = GRID.rows // 2
    share = by_day.percent_covered[equator].mean() / always.percent_covered[equator].mean()
    assert 0.4 < share < 0.6
    assert (by_day.percent_covered[-1] == 0.0).all()
    assert (by_day.percent_covered[0] == always.percent_covered[0]).all()
