"""Area seen over time against a walk second by second, and the laws it keeps."""

import naive_regions as twin
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from regions.test_windows import listed, windows

from sim.errors import UsageError
from sim.regions.accumulated import seen_in_pass, share_seen, times_to_share
from sim.regions.windows import region_windows

PERCENT = st.sampled_from([1, 10, 20, 25, 30, 50, 60, 75, 90, 100])


@given(st.data(), twin.point_windows(), PERCENT)
def test_passes_that_add_up_to_a_share_are_those_of_a_walk_second_by_second(data, points, percent):
    """Looks, the passes round them and the second that reaches the share are found by looking at every second."""
    n_points, rows = points
    area = data.draw(twin.areas(n_points))
    found = seen_in_pass(windows(rows), area, percent)
    expected = twin.seen_in_pass(rows, area, percent)
    assert listed(found.looks) == [row[:5] for row in expected]
    assert found.reached_s.tolist() == [row[5] for row in expected]


@given(st.data(), twin.point_windows(), st.floats(0.001, 100.0), st.floats(0.001, 100.0))
def test_what_is_seen_at_once_is_seen_in_the_pass(data, points, x, y):
    """A look at X % at one instant lies in a look at X % added up; more is reached later, in fewer of the looks."""
    n_points, rows = points
    area = data.draw(twin.areas(n_points))
    less, more = (seen_in_pass(windows(rows), area, percent) for percent in (min(x, y), max(x, y)))
    at_once = region_windows(windows(rows), area, max(x, y)).looks()
    key = lambda w: [(int(s), a) for s, a in zip(w.satellite, w.pass_start_s, strict=True)]  # noqa: E731
    assert set(key(at_once)) <= set(key(more.looks)) <= set(key(less.looks))
    sooner = dict(zip(key(less.looks), less.reached_s, strict=True))
    assert all(sooner[k] <= t for k, t in zip(key(more.looks), more.reached_s, strict=True))
    any_part = listed(region_windows(windows(rows), area, "any part").looks())
    assert set(listed(more.looks)) <= set(any_part)


@given(st.data(), twin.point_windows(), PERCENT, st.integers(-5, 40), st.integers(1, 30), st.integers(0, 20))
def test_rounds_are_those_of_a_walk_second_by_second(data, points, percent, start, length, beyond):
    """Each round ends in the second in which its share has been seen, and the next starts there with nothing seen."""
    n_points, rows = points
    area = data.draw(twin.areas(n_points))
    end, searched_to = start + length, start + length + beyond
    found = times_to_share(windows(rows), area, percent, start, end, searched_to_s=searched_to)
    expected = twin.rounds(rows, area, percent, start, end, searched_to)
    assert found.start_s.tolist() == [a for a, _ in expected]
    assert found.is_censored.tolist() == [b is None for _, b in expected]
    assert found.reached_s.tolist() == [searched_to if b is None else b for _, b in expected]


@given(st.data(), twin.point_windows(), st.integers(-5, 40), st.lists(st.integers(-5, 80), max_size=6))
def test_the_share_seen_by_an_instant_is_that_of_a_walk_second_by_second(data, points, since, times):
    """The share is exact to 1e-12, whatever order the times are asked in."""
    n_points, rows = points
    area = data.draw(twin.areas(n_points))
    (share,) = share_seen(windows(rows), area, times, from_s=since)
    # 1e-12: areas are rounded to 2**-50 of the region's.
    np.testing.assert_allclose(share, [float(twin.share_seen(rows, area, since, t)) for t in times], atol=1e-12)


@given(st.data(), twin.point_windows(), PERCENT)
def test_the_first_round_ends_when_the_share_seen_reaches_it(data, points, percent):
    """Both ways of adding up agree: the first round's end is the first instant with that share seen."""
    n_points, rows = points
    area = data.draw(twin.areas(n_points))
    found = windows(rows)
    first = times_to_share(found, area, percent, twin.FROM, twin.TO)
    share = share_seen(found, area, np.arange(twin.FROM, twin.TO))[0]
    reached = np.flatnonzero(share >= percent / 100.0 - 1e-9)
    assert bool(first.is_censored[0]) == (reached.size == 0)
    if reached.size:
        assert first.reached_s[0] == reached[0]


@given(st.data(), twin.point_windows(), twin.point_windows(), PERCENT)
def test_regions_added_up_together_are_those_alone(data, one, other, percent):
    """Regions in one call keep apart, one without any window too."""
    (n_one, rows_one), (n_other, rows_other) = one, other
    area_one, area_other = data.draw(twin.areas(n_one)), data.draw(twin.areas(n_other))
    found = windows(rows_one + [(s, p + n_one, *rest) for s, p, *rest in rows_other])
    area, region_of = [*area_one, *area_other, 1], [0] * n_one + [1] * n_other + [2]
    both = times_to_share(found, area, percent, 5.0, 50.0, region_of=region_of)
    looks = seen_in_pass(found, area, percent, region_of=region_of)
    share = share_seen(found, area, [10.0, 60.0], region_of=region_of)
    for region, (rows, areas) in enumerate([(rows_one, area_one), (rows_other, area_other), ([], [1])]):
        alone = times_to_share(windows(rows), areas, percent, 5.0, 50.0)
        mine = both.region == region
        np.testing.assert_array_equal(both.reached_s[mine], alone.reached_s)
        np.testing.assert_array_equal(both.time_s[mine], alone.time_s)
        expected = seen_in_pass(windows(rows), areas, percent)
        assert listed(looks.looks.take(looks.looks.target == region)) == listed(expected.looks)
        np.testing.assert_allclose(share[region], share_seen(windows(rows), areas, [10.0, 60.0])[0], atol=1e-12)


def test_two_passes_of_halves_make_a_round():
    """Half by one satellite at 100 s and half by another at 900 s: 900 s the first time, 1,000 s the second."""
    rows = [
        (0, 0, 100.0, 110.0, 0.0, 200.0),
        (0, 0, 1900.0, 1910.0, 1800.0, 2000.0),
        (1, 1, 900.0, 910.0, 800.0, 1000.0),
        (1, 1, 1500.0, 1510.0, 1400.0, 1600.0),
    ]
    found = times_to_share(windows(rows), [7.0, 7.0], 100, 0.0, 3000.0)
    assert found.time_s.tolist() == [900.0, 1000.0, 1100.0]
    assert found.is_censored.tolist() == [False, False, True]
    assert len(seen_in_pass(windows(rows), [7.0, 7.0], 51).looks) == 0
    assert len(seen_in_pass(windows(rows), [7.0, 7.0], 50).looks) == 4


def test_a_region_seen_whole_in_one_pass_takes_one_pass_a_round():
    """A window serves one round only: it does not end the next one at once."""
    rows = [(0, p, 100.0 * k + p, 100.0 * k + 60.0, 100.0 * k, 100.0 * k + 70.0) for p in range(3) for k in range(3)]
    found = times_to_share(windows(rows), [1.0, 1.0, 1.0], 100, 0.0, 300.0)
    assert found.reached_s.tolist() == [2.0, 102.0, 202.0, 300.0]


def test_what_is_ever_seen_is_asked_at_infinity():
    """A point that no window shows is not seen by any time."""
    rows = [(0, 0, 10.0, 20.0, 0.0, 30.0)]
    assert share_seen(windows(rows), [1.0, 3.0], [9.9, 10.0, np.inf]).tolist() == [[0.0, 0.25, 0.25]]


def test_spans_and_shares_that_make_no_sense_are_refused():
    """A span ends after its start, the search not before the span; a region of no area has no share."""
    for span in ((10.0, 10.0, None), (0.0, 10.0, 5.0), (-np.inf, 10.0, None)):
        with pytest.raises(UsageError, match="must end after its start"):
            times_to_share(windows([]), [1.0], 50, *span[:2], searched_to_s=span[2])
    with pytest.raises(UsageError, match="has no area"):
        share_seen(windows([]), [0.0], [1.0])
    with pytest.raises(UsageError, match="percentage"):
        seen_in_pass(windows([]), [1.0], 0)
