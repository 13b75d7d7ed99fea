"""Near-repeats: known cycles are found, and the track crosses the equator where the closure says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from node_crossings import ascending_node_longitude, between_deg
from published_sets import KORSAT_7, KORSATS, SENTINEL_1C, SENTINEL_2C, TERRASAR_X, published
from random_orbits import scaled

from sim.errors import UsageError
from sim.orbits.elements import ElementSet
from sim.orbits.near_repeat import NearRepeat, closures, near_repeats
from sim.orbits.notional import keplerian, secular_rates
from sim.orbits.repeat_track import repeat_semi_major_axis_km


@pytest.mark.parametrize(
    ("elements", "revolutions", "days"),
    [(TERRASAR_X, 167, 11), (SENTINEL_1C, 175, 12), (SENTINEL_2C, 143, 10)],
    ids=lambda value: getattr(value, "name", None),
)
def test_kept_cycles_are_found_in_published_elements(elements: ElementSet, revolutions: int, days: int) -> None:
    """Of satellites whose operators keep a cycle, it is the best closure within 30 days, to 0.03 degrees.

    Operators keep within a few hundred metres of their track; 0.03 degrees, 3 km, is what a manoeuvre ahead, drag
    and the last digit of the elements leave in 12 days.
    """
    best = near_repeats(elements)[-1]
    assert (best.revolutions, best.nodal_days) == (revolutions, days)
    assert best.misfit_deg < 0.03
    assert best.days == pytest.approx(days, abs=0.001)


def test_the_radars_close_after_59_revolutions_and_the_camera_every_day() -> None:
    """KORSAT-1 to -4: 59 revolutions in 3.93 days, within 0.4 degrees; KORSAT-7: 15 in a day, within 0.05."""
    for elements in KORSATS:
        shortest = near_repeats(elements)[0]
        assert (shortest.revolutions, shortest.nodal_days) == (59, 4)
        assert shortest.days == pytest.approx(3.933, abs=0.0015)
        assert shortest.misfit_deg < 0.4
    camera = near_repeats(KORSAT_7)[0]
    assert (camera.revolutions, camera.nodal_days) == (15, 1)
    assert camera.days == pytest.approx(1.0, abs=1e-3)
    assert camera.misfit_deg < 0.05
    assert camera.sentence().startswith("15 revolutions in 1.00 days, closing to 0.0")


@pytest.mark.parametrize("elements", [*KORSATS, KORSAT_7, TERRASAR_X], ids=lambda e: e.name)
def test_sgp4_crosses_the_equator_where_the_closure_says(elements: ElementSet) -> None:
    """Without drag the crossing after a round lies where ``drift_deg`` puts it, to 0.03 degrees for each 0.001 of
    eccentricity (perigee turns meanwhile) and 0.005 degrees, and that many ``days`` later, to 10 s for each 0.001."""
    free = replace(elements, bstar=0.0)
    one = near_repeats(free)[0]
    first_min, before_deg = ascending_node_longitude(free, 30.0)
    again_min, after_deg = ascending_node_longitude(free, first_min + one.days * 1440.0 - 10.0)
    assert between_deg(after_deg, before_deg) == pytest.approx(one.drift_deg, abs=0.005 + 30.0 * free.eccentricity)
    assert (again_min - first_min) * 60.0 == pytest.approx(one.days * 86400.0, abs=1.0 + 1e4 * free.eccentricity)


@settings(max_examples=scaled(0.3))
@given(
    revolutions=st.integers(40, 160),
    days=st.integers(4, 11),
    inclination_deg=st.floats(20.0, 120.0),
)
def test_the_designed_repeat_is_found(revolutions: int, days: int, inclination_deg: float) -> None:
    """An orbit designed to close is found to close, to 1e-5 degrees, with the smallest whole numbers that say it."""
    if not 12.0 < revolutions / days < 15.4:
        return
    axis_km = repeat_semi_major_axis_km(revolutions=revolutions, days=days, inclination_deg=inclination_deg)
    orbit = keplerian(
        name="r",
        epoch=datetime(2026, 8, 22, tzinfo=UTC),
        semi_major_axis_km=axis_km,
        inclination_deg=inclination_deg,
    )
    best = near_repeats(orbit, within_days=12.0)[-1]
    assert best.misfit_deg < 1e-5
    assert best.revolutions * days == revolutions * best.nodal_days


@settings(max_examples=scaled(0.5))
@given(
    axis_km=st.floats(6700.0, 12000.0),
    inclination_deg=st.floats(0.0, 180.0),
    within_deg=st.floats(0.05, 5.0),
)
def test_every_count_of_revolutions_was_tried(axis_km: float, inclination_deg: float, within_deg: float) -> None:
    """Going through all counts one by one gives the same closures; the short list holds those that close best."""
    orbit = keplerian(
        name="r",
        epoch=datetime(2026, 8, 22, tzinfo=UTC),
        semi_major_axis_km=axis_km,
        inclination_deg=inclination_deg,
    )
    rates = secular_rates(orbit)
    one_by_one = []
    count = 1
    while count * rates.nodal_period_s <= 20.0 * 86400.0:
        turned_deg = 360.0 * count * rates.nodal_period_s / rates.nodal_day_s
        short_deg = min(turned_deg % 360.0, -turned_deg % 360.0)
        if short_deg < within_deg and turned_deg > 180.0:
            one_by_one.append((count, short_deg))
        count += 1
    found = closures(orbit, within_deg, 20.0)
    # A misfit within rounding of the limit may fall on either side.
    clear = [c for c, misfit in one_by_one if misfit < within_deg - 1e-9]
    assert set(clear) <= {c.revolutions for c in found} <= {c for c, _ in one_by_one} | set(clear)
    for one in found:
        assert one.misfit_deg == pytest.approx(dict(one_by_one)[one.revolutions], abs=1e-9)
    shortest: list[NearRepeat] = list(near_repeats(orbit, within_deg, 20.0))
    assert [s.misfit_deg for s in shortest] == sorted((s.misfit_deg for s in shortest), reverse=True)
    assert not found or shortest[0] == found[0]
    assert all(any(s.days <= one.days and s.misfit_deg <= one.misfit_deg for s in shortest) for one in found)


def test_drag_moves_a_track_as_little_as_said() -> None:
    """B* = 1e-4 at 556 km moves the crossing by under 0.01 degrees in 4 days, and by 0.2 to 0.3 degrees in 30."""
    free = replace(KORSATS[0], bstar=0.0)
    dragged = replace(free, bstar=1e-4)
    moved = []
    for days in (4.0, 30.0):
        longitudes = [ascending_node_longitude(e, days * 1440.0)[1] for e in (free, dragged)]
        moved.append(abs(between_deg(longitudes[1], longitudes[0])))
    assert moved[0] < 0.01
    assert 0.2 < moved[1] < 0.3


def test_slow_orbits_and_wrong_limits() -> None:
    """A geostationary orbit closes each day it is asked for; none shorter than a revolution; odd limits are refused."""
    stationary = published("GEO", 1, 234.0, 1.00273791, 0.0, 0.01)
    assert near_repeats(stationary)[0].revolutions == 1
    assert near_repeats(KORSATS[0], within_days=0.05) == ()
    for wrong in ({"within_deg": 0.0}, {"within_deg": 181.0}, {"within_days": 0.0}, {"within_days": float("inf")}):
        with pytest.raises(UsageError, match=next(iter(wrong))):
            near_repeats(KORSATS[0], **wrong)
