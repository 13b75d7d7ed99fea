"""Which set answers when: nearest in time, never across a manoeuvre, and every pass by exactly one of them."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import EPOCH_JD, element_set, scaled

from sim.clock import Span
from sim.constants import DAY_S
from sim.errors import DataError
from sim.orbits import sgp4_kernel
from sim.orbits.elements import ElementSet
from sim.orbits.ephemeris import Track, ephemeris
from sim.orbits.service import epoch_s, tracks
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.windows.search import Search, Windows

EPOCH = datetime(2026, 7, 14, tzinfo=UTC)  # EPOCH_JD
SPAN = Span(EPOCH, 10 * DAY_S)
BEYOND_S = 10 * DAY_S
LOW = element_set(perigee_km=550.0, eccentricity=0.001, inclination_deg=97.6, name="LOW")
HIGH = element_set(perigee_km=600.0, eccentricity=0.7, inclination_deg=63.4, name="HIGH")


def at_days(elements: ElementSet, days: float) -> ElementSet:
    """Return the same numbers with an epoch that many days after EPOCH."""
    return elements.shifted(epoch_jd=EPOCH_JD + math.floor(days), epoch_fr=days % 1.0)


def carried_on(elements: ElementSet, days: float, *, along_deg: float = 0.0) -> ElementSet:
    """Return the set that describes the same orbit at a later epoch, moved along it by an angle."""
    minutes = days * 1440.0
    rad = (
        elements.mean_motion_rev_day * 2.0 * math.pi / 1440.0,
        elements.eccentricity,
        *(math.radians(a) for a in (elements.inclination_deg, elements.raan_deg, elements.arg_perigee_deg)),
        math.radians(elements.mean_anomaly_deg),
        elements.bstar,
    )
    c = sgp4_kernel.constants(*(np.array([value]) for value in rad))[0]
    anomaly, perigee, node = (math.degrees(c[k] + c[k + 1] * minutes) % 360.0 for k in (0, 2, 4))
    return at_days(elements, days).shifted(
        mean_anomaly_deg=(anomaly + along_deg) % 360.0, arg_perigee_deg=perigee, raan_deg=node
    )


def served(sets: list[ElementSet], *, span: Span = SPAN, **options: object) -> list[Track]:
    return tracks(0, sets, span, from_s=-BEYOND_S, to_s=span.duration_s + BEYOND_S, **options)  # type: ignore[arg-type]


# --- Which set when ---------------------------------------------------------------------------------------------------


def test_one_set_serves_the_whole_search():
    """With a single set there is one track, from end to end, and it owns every pass."""
    assert served([LOW]) == [Track(0, LOW, -BEYOND_S, SPAN.duration_s + BEYOND_S, -math.inf, math.inf)]


def test_sets_meet_halfway_between_their_epochs():
    """Each set owns the passes nearest to its epoch, and is tabulated a revolution and five minutes beyond its part."""
    early, late = at_days(LOW, 2.0), at_days(LOW, 5.0)
    one, two = served([late, early])  # in any order
    assert (one.elements, two.elements) == (early, late)
    assert (one.owns_from_s, one.owns_to_s) == (-math.inf, 3.5 * DAY_S)
    assert (two.owns_from_s, two.owns_to_s) == (3.5 * DAY_S, math.inf)
    margin_s = 60.0 * LOW.period_min + 300.0
    assert one.to_s == pytest.approx(3.5 * DAY_S + margin_s)
    assert two.from_s == pytest.approx(3.5 * DAY_S - margin_s)
    assert (one.from_s, two.to_s) == (-BEYOND_S, SPAN.duration_s + BEYOND_S)


def test_nearest_takes_the_set_nearest_to_the_middle():
    """``nearest`` keeps one set: of epochs 1, 4.9 and 9 days into a span of ten days, the second."""
    sets = [at_days(LOW, days) for days in (1.0, 4.9, 9.0)]
    (only,) = served(sets, epochs="nearest")
    assert only.elements == sets[1]
    assert (only.owns_from_s, only.owns_to_s) == (-math.inf, math.inf)


def test_sets_that_would_serve_outside_the_search_are_left_out():
    """Of sets every three days for 90 days, those whose part lies beyond the search get no track; none is empty."""
    sets = [at_days(LOW, days) for days in range(-40, 50, 3)]
    found = served(sets)
    assert 6 <= len(found) <= 12
    assert all(t.from_s < t.to_s for t in found)
    assert min(t.from_s for t in found) == -BEYOND_S
    assert max(t.to_s for t in found) == SPAN.duration_s + BEYOND_S
    for one, two in pairwise(found):
        assert one.owns_to_s == two.owns_from_s


def test_nothing_is_tabulated_outside_service():
    """Service from day 3 to day 6: one revolution and five minutes beyond; who owns a pass does not change."""
    early, late = at_days(LOW, 2.0), at_days(LOW, 5.0)
    one, two = served([early, late], service_s=(3.0 * DAY_S, 6.0 * DAY_S))
    margin_s = 60.0 * LOW.period_min + 300.0
    assert one.from_s == pytest.approx(3.0 * DAY_S - margin_s)
    assert two.to_s == pytest.approx(6.0 * DAY_S + margin_s)
    assert (one.owns_from_s, one.owns_to_s, two.owns_to_s) == (-math.inf, 3.5 * DAY_S, math.inf)
    (only,) = served([early, late], service_s=(4.0 * DAY_S, math.inf))
    assert only.elements == late


def test_sets_need_to_reach_no_further_than_service():
    """A satellite that serves in the last 100 of 2,000 days is not held to its first day, nor to manoeuvres before."""
    span = Span(EPOCH, 2000 * DAY_S)
    late = at_days(LOW, 1950.0)
    with pytest.raises(DataError, match="1950 days away"):
        served([late], span=span)
    burn = EPOCH + timedelta(days=1800)
    (only,) = served([late], span=span, service_s=(1900 * DAY_S, math.inf), manoeuvres=[burn])
    assert only.from_s > 1899 * DAY_S
    with pytest.raises(DataError, match="no element set before the manoeuvre"):
        served([late], span=span, service_s=(1700 * DAY_S, math.inf), manoeuvres=[burn])


def test_sets_of_one_epoch_are_one_set():
    """A set given twice, or corrected under the same epoch, gives one track."""
    assert len(served([LOW, LOW.shifted(bstar=1e-5)])) == 1


def test_epochs_keep_their_digits():
    """Seconds from the start of a span: within 1e-9 s for an epoch of 20 days before, in two numbers."""
    old = at_days(LOW, -20.0).shifted(epoch_fr=0.12345678)
    assert epoch_s(old, Span(EPOCH + timedelta(seconds=0.25), 1.0)) == pytest.approx(
        (-20 + 0.12345678) * DAY_S - 0.25, abs=1e-9
    )


# --- Age --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [-1001.0, -995.0, 1005.0])
def test_sets_of_a_thousand_days_are_refused(days: float):
    """Over 1,000 days between either end of the span and the nearest epoch: DataError, unless it is allowed."""
    old = at_days(LOW, days)
    with pytest.raises(DataError, match=r"LOW: at 2026-07-.* the nearest element set is 100\d days away"):
        served([old])
    assert len(served([old], allow_stale=True)) == 1


@pytest.mark.parametrize("days", [-985.0, 995.0])
def test_sets_of_less_than_a_thousand_days_serve(days: float):
    """Of 995 days, before or after the span's far end, a set is used: how good it is, its age says."""
    assert len(served([at_days(LOW, days)])) == 1


# --- Manoeuvres -------------------------------------------------------------------------------------------------------


def test_no_set_serves_across_a_manoeuvre():
    """Between two sets with a burn between their epochs, the change comes at the burn and not halfway."""
    burn = EPOCH + timedelta(days=4.75)
    one, two = served([at_days(LOW, 2.0), at_days(LOW, 5.0)], manoeuvres=[burn])
    assert one.owns_to_s == two.owns_from_s == 4.75 * DAY_S


def test_a_stretch_between_two_manoeuvres_without_a_set_is_refused():
    """Two burns between the epochs of two sets: nothing is known in between, and both times are named."""
    burns = [EPOCH + timedelta(days=d) for d in (3.0, 4.0)]
    with pytest.raises(
        DataError, match=r"LOW: no element set between the manoeuvres of 2026-07-17T00.* and 2026-07-18T00"
    ):
        served([at_days(LOW, 2.0), at_days(LOW, 5.0)], manoeuvres=burns)
    assert len(served([at_days(LOW, d) for d in (2.0, 3.5, 5.0)], manoeuvres=burns)) == 3


@pytest.mark.parametrize(("epoch_days", "burn_days", "edge"), [(5.0, 2.0, "before"), (5.0, 8.0, "after")])
def test_a_span_that_reaches_behind_a_manoeuvre_is_refused(epoch_days: float, burn_days: float, edge: str):
    """A burn between the only set and an end of the span leaves that end without a set; one outside does not."""
    only = [at_days(LOW, epoch_days)]
    with pytest.raises(DataError, match=f"no element set {edge} the manoeuvre of 2026-07-"):
        served(only, manoeuvres=[EPOCH + timedelta(days=burn_days)])
    outside = EPOCH + timedelta(days=-1.0 if edge == "before" else 11.0)
    assert len(served(only, manoeuvres=[outside])) == 1


# --- Passes -----------------------------------------------------------------------------------------------------------

SITES = [
    Site("Yongbyon", lat_deg=39.797, lon_deg=125.755),
    Site("Svalbard", lat_deg=78.2, lon_deg=15.4),
    Site("Pole", lat_deg=-90.0, lon_deg=0.0),
    Site("Quito", lat_deg=-0.2, lon_deg=-78.5, height_km=2.85),
]


def search(found: list[Track], span: Span) -> Search:
    return Search(ephemeris(span, found), SITES, threads=1)


def rows(passes: Windows, target: int) -> np.ndarray:
    mine = passes.take(passes.target == target)
    return np.stack([mine.start_s, mine.end_s], axis=1)


@settings(max_examples=scaled(0.5))
@given(
    # Sets of neighbouring days differ by seconds; old ones by minutes, 3.8 degrees each.
    along_deg=st.floats(-0.3, 0.3) | st.floats(-25.0, 25.0) | st.floats(-60.0, 60.0),
    which=st.integers(0, 60),
    after_s=st.floats(-900.0, 900.0),
    inclination_deg=st.floats(40.0, 100.0),
    height_km=st.floats(400.0, 900.0),
)
def test_every_pass_has_exactly_one_set(
    along_deg: float, which: int, after_s: float, inclination_deg: float, height_km: float
):
    """Two sets of one satellite, up to minutes apart, change at a pass: no pass is lost and none is double.

    A pass is one that both sets know, within a quarter of a revolution. Those whose middle both place on one side of
    the change are given exactly as the set of that side alone gives them; the others as one of the two does.
    """
    first = element_set(perigee_km=height_km, eccentricity=0.001, inclination_deg=inclination_deg, name="A")
    span = Span(EPOCH, 2.2 * DAY_S)
    by_first = search([Track(0, first, 0.0, span.duration_s)], span).passes
    middles_s = 0.5 * (by_first.start_s + by_first.end_s)
    middles_s = middles_s[(middles_s > 0.8 * DAY_S) & (middles_s < 1.4 * DAY_S)]
    change_s = float(middles_s[which % middles_s.size]) + after_s
    second = carried_on(first, 2.0 * change_s / DAY_S, along_deg=along_deg)
    both = tracks(0, [first, second], span, from_s=0.0, to_s=span.duration_s)
    assert both[0].owns_to_s == pytest.approx(change_s, abs=1e-4)
    change_s = both[0].owns_to_s
    together = search(both, span).passes
    by_second = search([Track(0, second, 0.0, span.duration_s)], span).passes
    quarter_s = 15.0 * first.period_min
    known = 0
    for target in range(len(SITES)):
        found, one, two = (rows(p, target) for p in (together, by_first, by_second))
        if not len(one) or not len(two):
            continue
        middle_one, middle_two = one.mean(axis=1), two.mean(axis=1)
        assert (np.diff(found[:, 0]) > quarter_s).all()  # none double
        for a, m in zip(one, middle_one, strict=True):
            j = int(np.argmin(np.abs(middle_two - m)))
            b, n = two[j], middle_two[j]
            if abs(n - m) >= quarter_s:
                continue  # a grazing pass that only one of them sees
            known += 1
            if max(m, n) < change_s:
                allowed = [a]
            elif min(m, n) >= change_s:
                allowed = [b]
            else:
                allowed = [a, b]
            assert any(np.abs(found - row).max(axis=1).min() < 1e-3 for row in allowed)
        theirs = np.concatenate([one, two])
        assert all(np.abs(theirs - row).max(axis=1).min() < 1e-3 for row in found)
    assert known >= 10


def test_many_sets_give_each_pass_once():
    """Sets every 6 hours of one orbit: the passes are those of a single set, to 0.1 s, each by the nearest set."""
    span = Span(EPOCH, 3 * DAY_S)
    sets = [LOW, *(carried_on(LOW, 0.25 * k) for k in range(1, 13))]
    switching = tracks(0, sets, span, from_s=0.0, to_s=span.duration_s)
    assert len(switching) == 13
    many, one = search(switching, span).passes, search([Track(0, LOW, 0.0, span.duration_s)], span).passes
    assert len(many) == len(one)
    assert (many.target == one.target).all()
    assert np.abs(many.start_s - one.start_s).max() < 0.1
    middle_s = 0.5 * (many.start_s + many.end_s)
    for k, track in enumerate(switching):
        owned = many.track == k
        assert (middle_s[owned] >= track.owns_from_s).all()
        assert (middle_s[owned] < track.owns_to_s).all()


def test_a_pass_that_each_set_leaves_to_the_other_goes_to_the_earlier():
    """The first set has the pass after the change, the second before it: the first one's is taken, and it alone."""
    second = carried_on(LOW, 2.0, along_deg=10.0)  # 2.7 minutes ahead
    span = Span(EPOCH, 2 * DAY_S)
    alone = rows(search([Track(0, LOW, 0.0, span.duration_s)], span).passes, 1)
    a = alone[np.argmin(np.abs(alone.mean(axis=1) - DAY_S))]
    change_s = a.mean() - 60.0  # its own middle is a minute after the change, the other's 1.7 minutes before
    both = [
        Track(0, LOW, 0.0, change_s + 6000.0, -math.inf, change_s),
        Track(0, second, change_s - 6000.0, span.duration_s, change_s, math.inf),
    ]
    found = search(both, span).passes
    here = found.take((found.target == 1) & (np.abs(found.start_s - a[0]) < 1000.0))
    assert len(here) == 1
    assert here.track[0] == 0
    assert [here.start_s[0], here.end_s[0]] == pytest.approx(a, abs=1e-3)


def test_deep_space_sets_hand_over_at_the_instant():
    """A pass may have no end: its two parts touch at the change, share the pass's bounds, and make one look."""
    geostationary = element_set(perigee_km=35785.0, eccentricity=1e-4, inclination_deg=0.5, name="GEO")
    span = Span(EPOCH, 2 * DAY_S)
    sets = [geostationary, geostationary.shifted(epoch_jd=EPOCH_JD + 2.0, mean_anomaly_deg=10.0 + 2 * 0.9856)]
    one, two = tracks(0, sets, span, from_s=0.0, to_s=span.duration_s)
    assert one.to_s == two.from_s == DAY_S
    below = search([one, two], span)
    _, itrs_km = below.ephemeris.positions_itrs_km(0)
    sub_lon_deg = float(np.degrees(np.arctan2(itrs_km[0, 1], itrs_km[0, 0])))
    seen = Search(below.ephemeris, [Site("Below", lat_deg=5.0, lon_deg=sub_lon_deg)], threads=1)
    found = seen.windows(Limits(elevation_min_deg=10.0))
    assert (found.start_s == [0.0, DAY_S]).all()
    assert (found.end_s == [DAY_S, 2 * DAY_S]).all()
    assert (found.pass_start_s == 0.0).all()
    assert (found.pass_end_s == 2 * DAY_S).all()
    look = found.looks()
    assert (len(look), look.start_s[0], look.end_s[0]) == (1, 0.0, 2 * DAY_S)


def test_eccentric_deep_space_passes_are_whole_apart_from_the_change():
    """Two sets of one Molniya orbit: every pass but the one at the change is that of the set that owns it."""
    span = Span(EPOCH, 4 * DAY_S)
    second = at_days(HIGH, 4.0).shifted(mean_anomaly_deg=(10.0 + 360.0 * 4.0 * HIGH.brouwer_rev_day) % 360.0)
    both = tracks(0, [HIGH, second], span, from_s=0.0, to_s=span.duration_s)
    together = search(both, span).passes
    for elements, is_first in ((HIGH, True), (second, False)):
        alone = search([Track(0, elements, 0.0, span.duration_s)], span).passes
        for target in range(len(SITES)):
            mine, found = rows(alone, target), rows(together, target)
            mine = mine[mine[:, 1] < 2 * DAY_S] if is_first else mine[mine[:, 0] > 2 * DAY_S]
            assert len(mine) >= 2
            assert all(np.abs(found - row).max(axis=1).min() < 1e-3 for row in mine)


def test_a_span_that_begins_inside_a_pass_keeps_the_whole_pass():
    """The search reaches beyond the span: a pass under way at its start begins before 0, and is cut to it on demand."""
    whole = search([Track(0, LOW, 0.0, DAY_S)], Span(EPOCH, DAY_S)).passes
    first = rows(whole, 1)[0]
    begin = EPOCH + timedelta(seconds=round(first.mean()))
    span = Span(begin, 6 * 3600.0)
    found = search(tracks(0, [LOW], span, from_s=-7200.0, to_s=span.duration_s + 7200.0), span).passes
    under_way = rows(found, 1)
    under_way = under_way[(under_way[:, 0] < 0.0) & (under_way[:, 1] > 0.0)]
    assert under_way.shape == (1, 2)
    assert under_way[0] + round(first.mean()) == pytest.approx(first, abs=1e-4)
    cut = found.between(0.0, span.duration_s)
    assert cut.start_s.min() == 0.0
    assert cut.pass_start_s.min() < 0.0
