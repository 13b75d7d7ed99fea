"""Each alone against all at once: images really taken lie in windows, keep their distance and their budgets."""

from __future__ import annotations

import itertools
import math
from dataclasses import fields, replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive_geometry import earth_fixed_km, site_itrs_km
from naive_orders import angle_deg
from random_orbits import element_set, scaled

from sim.clock import Span
from sim.errors import UsageError
from sim.orbits.ephemeris import Track, ephemeris
from sim.places.sites import Site
from sim.sensors.agility import Agility
from sim.sensors.limits import Limits
from sim.studies.capacity import Capacity, Imager, capacity, capacity_of
from sim.windows.search import Search, Windows

START = datetime(2026, 7, 14, tzinfo=UTC)
DAYS = 4.0
SPAN = Span(START, DAYS * 86400.0)
ALL_DAY = Agility(math.inf, 0.0, 0.0)
PLACES = (
    Site("Yongbyon", lat_deg=39.797, lon_deg=125.755),
    Site("Sohae", lat_deg=39.66, lon_deg=124.705),
    Site("Punggye-ri", lat_deg=41.28, lon_deg=129.08),
    Site("Pyongyang", lat_deg=39.03, lon_deg=125.75),
    Site("Wonsan", lat_deg=39.16, lon_deg=127.48),
    Site("Busan", lat_deg=35.1, lon_deg=129.04, weight=3.0),
)


def radar(number: int) -> Track:
    elements = element_set(
        perigee_km=540.0,
        eccentricity=0.0005,
        inclination_deg=45.4,
        raan_deg=170.0 * number,
        mean_anomaly_deg=80.0 * number,
        name=f"SAR {number}",
    )
    return Track(number, elements, 0.0, SPAN.duration_s)


SEARCH = Search(ephemeris(SPAN, [radar(0), radar(1)]), PLACES, threads=1)
WINDOWS = SEARCH.windows(Limits(incidence_min_deg=20.0, incidence_max_deg=50.0, squint_max_deg=30.0))


def pairs_of(images: Windows) -> list[tuple[Windows, Windows]]:
    """Each image of a satellite and the next one it takes."""
    found = []
    for satellite in np.unique(images.satellite).tolist():
        mine = images.take(images.satellite == satellite)
        mine = mine.take(np.argsort(mine.start_s, kind="stable"))
        found += [(mine.take([a]), mine.take([b])) for a, b in itertools.pairwise(range(len(mine)))]
    return found


def sight(image: Windows, t_s: float) -> np.ndarray:
    """The line of sight to an image's target, from python-sgp4 and the twin's own Earth."""
    place = PLACES[int(image.target[0])]
    sat_km = earth_fixed_km(SEARCH.ephemeris.tracks[int(image.track[0])].elements, START, [t_s])[0]
    return np.asarray(site_itrs_km(lat_deg=place.lat_deg, lon_deg=place.lon_deg, height_km=0.0) - sat_km)


def assert_inside_windows(images: Windows) -> None:
    """Each image lies in one window of its satellite and target, to 1e-6 s; each look is taken once at most."""
    for i in range(len(images)):
        inside = (
            (WINDOWS.satellite == images.satellite[i])
            & (WINDOWS.target == images.target[i])
            & (WINDOWS.start_s <= images.start_s[i] + 1e-6)
            & (WINDOWS.end_s >= images.end_s[i] - 1e-6)
        )
        assert inside.sum() == 1
        assert WINDOWS.pass_start_s[inside] == images.pass_start_s[i]
    looks = list(zip(images.satellite, images.target, images.pass_start_s, strict=True))
    assert len(set(looks)) == len(looks)


def assert_same(one: Windows, other: Windows) -> None:
    for field in fields(Windows):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(other, field.name))


@settings(max_examples=scaled(0.1))
@given(
    slew_deg_s=st.floats(1.0, 4.0),
    settle_s=st.floats(0.0, 20.0),
    dwell_s=st.floats(0.0, 15.0),
    per_pass=st.none() | st.integers(1, 4),
    exact_most=st.sampled_from([0, 10]),
)
def test_images_keep_their_distance_and_lie_in_windows(
    slew_deg_s: float, settle_s: float, dwell_s: float, per_pass: int | None, exact_most: int
) -> None:
    """Between two images of a satellite lies the settling and the slew between lines of sight worked out apart from the
    package, less 0.02 s (0.005 degrees of interpolation at either end, at 1 degree a second or more)."""
    agility = Agility(slew_deg_s, settle_s, dwell_s, images_per_pass=per_pass)
    found = capacity(SEARCH, WINDOWS, agility, exact_most=exact_most)
    assert_inside_windows(found.taken)
    assert_inside_windows(found.alone)
    for before, after in pairs_of(found.taken):
        end_s, start_s = float(before.end_s[0]), float(after.start_s[0])
        slew_s = float(angle_deg(sight(before, end_s), sight(after, start_s))) / slew_deg_s
        assert start_s - end_s >= settle_s + slew_s - 0.02
    taken, alone = found.looks(0.0, SPAN.duration_s)
    assert (taken <= alone).all()
    assert taken.sum() > 0
    assert found.greedy_passes == 0 if exact_most else found.exact_passes < found.greedy_passes


def test_with_nothing_to_slew_all_at_once_is_each_alone() -> None:
    """Infinite slews, nothing to settle, images of no length: every look is taken, at its first instant."""
    found = capacity(SEARCH, WINDOWS, ALL_DAY)
    looks = WINDOWS.looks()
    assert_same(found.taken, found.alone)
    assert_same(found.taken, replace(looks, end_s=looks.start_s))
    assert found.lost_share(0.0, SPAN.duration_s).tolist() == [0.0] * len(PLACES)
    both = found.gaps(0, 0.0, SPAN.duration_s, searched_from_s=0.0, searched_to_s=SPAN.duration_s)
    assert both[0].length_s.tolist() == both[1].length_s.tolist()
    assert len(both[0]) > 10


def test_alone_a_target_gets_every_look_that_is_long_enough() -> None:
    """Alone, without budgets, looks are lost only where no window holds an image of 20 s."""
    found = capacity(SEARCH, WINDOWS, Agility(1.0, 10.0, 20.0))
    long_enough = WINDOWS.take(WINDOWS.end_s - WINDOWS.start_s >= 20.0).looks()
    assert_same(found.alone, replace(long_enough, end_s=long_enough.start_s + 20.0))


def test_one_image_a_pass_serves_whom_waited_longest_and_by_weight_the_heaviest() -> None:
    """With one image a pass, "waited" goes round: no target gets more than half of the images; "weight" gives Busan,
    three times as heavy, each pass in which it has a window."""
    once = Agility(1.0, 10.0, 5.0, images_per_pass=1)
    even = capacity(SEARCH, WINDOWS, once, weights=np.ones(6)).looks(0.0, SPAN.duration_s)[0]
    assert (even > 0).all()
    assert even.max() <= even.sum() / 2
    heaviest = capacity(SEARCH, WINDOWS, once, prefer="weight")
    busan = 5
    assert heaviest.looks(0.0, SPAN.duration_s)[0][busan] == heaviest.looks(0.0, SPAN.duration_s)[1][busan]


@pytest.mark.parametrize(
    ("budget", "length_s", "most"),
    [
        ({"images_per_day": 2}, 86400.0, 2),
        ({"imaging_s_per_revolution": 12.0}, 5738.0, 2),
        ({"duty_cycle": 0.001}, 5738.0, 1),
    ],
)
def test_budgets_are_kept(budget: dict[str, float], length_s: float, most: int) -> None:
    """Two images a day; 12 s of imaging a revolution, two images of 5 s; 0.1 % of 5,738 s, one: each satellite takes
    no more in any day, or in any revolution's length of time by more than one pass's images, and the budget binds."""
    agility = Agility(2.0, 5.0, 5.0, **budget)
    found = capacity(SEARCH, WINDOWS, agility)
    assert len(found.taken) < len(capacity(SEARCH, WINDOWS, Agility(2.0, 5.0, 5.0)).taken)
    counts = []
    for satellite in (0, 1):
        start_s = found.taken.start_s[found.taken.satellite == satellite]
        # Passes over Korea last minutes and lie at least 90 min apart: none straddles two budgets by much.
        counts.append(np.bincount((start_s // length_s).astype(int)).max())
    assert max(counts) <= most if "images_per_day" in budget else max(counts) <= 2 * most
    assert max(counts) >= most


def test_greater_agility_loses_less() -> None:
    """From 0.3 to 3 degrees a second the share of looks lost falls; the longest gap of all at once is never shorter
    than that of each alone."""
    lost: list[float] = []
    for slew_deg_s in (0.3, 1.0, 3.0):
        found = capacity(SEARCH, WINDOWS, Agility(slew_deg_s, 10.0, 5.0))
        taken, alone = found.looks(0.0, SPAN.duration_s)
        lost.append(1.0 - taken.sum() / alone.sum())
        for place in range(len(PLACES)):
            together, by_itself = longest_gaps(found, place)
            assert together >= by_itself - 60.0  # an image may come a minute later in the same look
    assert lost[0] > lost[1] > lost[2]
    assert lost[0] > 0.3


def longest_gaps(found: Capacity, place: int) -> tuple[float, float]:
    both = found.gaps(place, 0.0, SPAN.duration_s, searched_from_s=0.0, searched_to_s=SPAN.duration_s)
    return float(both[0].length_s.max()), float(both[1].length_s.max())


def test_satellites_of_two_searches_share_what_targets_wait() -> None:
    """Two searches of one satellite each give the same images as one search of both."""
    agility = Agility(1.0, 10.0, 5.0)
    both = capacity(SEARCH, WINDOWS, agility)
    parts = []
    for number in (0, 1):
        search = Search(ephemeris(SPAN, [radar(number)]), PLACES, threads=1)
        parts.append(
            Imager(
                search,
                search.windows(Limits(incidence_min_deg=20.0, incidence_max_deg=50.0, squint_max_deg=30.0)),
                agility,
            )
        )
    apart = capacity_of(parts)
    np.testing.assert_allclose(apart.taken.start_s, both.taken.start_s, atol=1e-3)
    np.testing.assert_array_equal(apart.taken.target, both.taken.target)
    np.testing.assert_array_equal(apart.looks(0.0, SPAN.duration_s)[0], both.looks(0.0, SPAN.duration_s)[0])


def test_no_windows_and_wrong_questions() -> None:
    """Without windows nothing is taken and nothing lost; no search, other places, odd weights, odd words: refused."""
    none = capacity(SEARCH, WINDOWS.take(slice(0, 0)), Agility(1.0, 10.0, 5.0))
    assert len(none.taken) == len(none.alone) == 0
    assert np.isnan(none.lost_share(0.0, SPAN.duration_s)).all()
    with pytest.raises(UsageError, match="at least one search"):
        capacity_of([])
    other = Search(SEARCH.ephemeris, PLACES[:2], threads=1)
    with pytest.raises(UsageError, match="same places"):
        capacity_of([Imager(SEARCH, WINDOWS, ALL_DAY), Imager(other, other.windows(Limits()), ALL_DAY)])
    with pytest.raises(UsageError, match="weights"):
        capacity(SEARCH, WINDOWS, ALL_DAY, weights=[1.0, 2.0])
    with pytest.raises(UsageError, match="prefer"):
        capacity(SEARCH, WINDOWS, ALL_DAY, prefer="luck")  # type: ignore[arg-type]
