"""What must be true of coverage whatever the orbits, places and limits: from search to gaps in one piece."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import element_set, inclinations_deg, scaled

from sim.clock import Span
from sim.intervals import Intervals, complement, intersection, total_s, union
from sim.orbits.elements import ElementSet
from sim.orbits.ephemeris import Track, ephemeris
from sim.places.sites import Site
from sim.revisit.gaps import gaps
from sim.sensors.limits import Limits
from sim.windows.search import Search, Windows

DAY_S = 86400.0
SPAN = Span(datetime(2026, 7, 14, tzinfo=UTC), DAY_S)
PLACE = Site("P", lat_deg=39.797, lon_deg=125.755)
JOINED_S = 1e-5  # two edges of one limit are roots of their own, good to 1e-7 s

SETS = st.lists(
    st.builds(
        element_set,
        perigee_km=st.floats(300.0, 1500.0),
        eccentricity=st.floats(0.0, 0.05),
        inclination_deg=inclinations_deg(175.0),
        raan_deg=st.floats(0.0, 360.0),
        mean_anomaly_deg=st.floats(0.0, 360.0),
    ),
    min_size=2,
    max_size=4,
)
# Each limit with a value and a wider one.
WIDER = (
    ("elevation_min_deg", 30.0, 10.0),
    ("incidence_min_deg", 35.0, 20.0),
    ("incidence_max_deg", 45.0, 60.0),
    ("off_nadir_max_deg", 20.0, 45.0),
    ("off_nadir_min_deg", 25.0, 10.0),
    ("squint_max_deg", 10.0, 40.0),
    ("range_max_km", 900.0, 1600.0),
    ("range_min_km", 900.0, 500.0),
    ("sun_elevation_min_deg", 20.0, 0.0),
    ("sun_elevation_max_deg", -6.0, 10.0),
    ("glint_min_deg", 40.0, 10.0),
)


def search_of(sets: list[ElementSet]) -> Search:
    return Search(ephemeris(SPAN, [Track(i, one, 0.0, DAY_S) for i, one in enumerate(sets)]), [PLACE], threads=1)


def rows(found: Windows) -> Intervals:
    return np.stack([found.start_s, found.end_s], axis=1)


@settings(max_examples=scaled(0.25))
@given(SETS, st.floats(0.0, 60.0))
def test_windows_and_gaps_tile_the_span(sets: list[ElementSet], elevation_deg: float):
    """Clipped to the span, coverage and gaps leave no instant out and share none: to the last digit."""
    covered = union(rows(search_of(sets).windows(Limits(elevation_min_deg=elevation_deg))))
    found = gaps(covered, 0.0, DAY_S, "clipped")
    inside = intersection(covered, [[0.0, DAY_S]])
    both = np.concatenate([inside, np.stack([found.start_s, found.end_s], axis=1)])
    both = both[np.argsort(both[:, 0])]
    assert (both[0, 0], both[-1, 1]) == (0.0, DAY_S)
    assert (both[1:, 0] == both[:-1, 1]).all()


@settings(max_examples=scaled(0.25))
@given(SETS, st.floats(0.0, 50.0), st.randoms(use_true_random=False))
def test_a_further_satellite_never_lengthens_a_gap(sets: list[ElementSet], elevation_deg: float, order):
    """With one satellite more every gap lies inside a gap from before; the order of satellites changes nothing."""
    limits = Limits(elevation_min_deg=elevation_deg)
    found = search_of(sets).windows(limits)
    fewer, all_of_them = union(rows(found.take(found.satellite > 0))), union(rows(found))
    before, after = (gaps(c, 0.0, DAY_S, "clipped") for c in (fewer, all_of_them))
    assert after.length_s.max(initial=0.0) <= before.length_s.max(initial=0.0)
    assert total_s(complement(all_of_them, 0.0, DAY_S)) <= total_s(complement(fewer, 0.0, DAY_S))
    within = np.stack([before.start_s, before.end_s], axis=1)
    each = np.stack([after.start_s, after.end_s], axis=1)
    assert intersection(each, within) == pytest.approx(each, abs=0.0)
    shuffled = order.sample(sets, len(sets))
    assert union(rows(search_of(shuffled).windows(limits))) == pytest.approx(all_of_them, abs=1e-9)


@pytest.mark.parametrize(("key", "narrow", "wide"), WIDER, ids=[key for key, _, _ in WIDER])
@settings(max_examples=scaled(0.1))
@given(sets=SETS, beside=st.sampled_from([Limits(), Limits(look="right"), Limits(elevation_min_deg=5.0)]))
def test_a_wider_limit_never_removes_coverage(
    key: str, narrow: float, wide: float, sets: list[ElementSet], beside: Limits
):
    """What is seen within a limit is seen within a wider one, beside any others: but for 1e-5 s at edges."""
    search = search_of(sets)
    less = search.windows(replace(beside, **{key: narrow}))  # type: ignore[arg-type]
    more = search.windows(replace(beside, **{key: wide}))  # type: ignore[arg-type]
    for satellite in range(len(sets)):
        mine, theirs = (rows(w.take(w.satellite == satellite)) for w in (less, more))
        lost = total_s(mine) - total_s(intersection(mine, theirs))
        assert lost <= JOINED_S * (len(mine) + 1)
