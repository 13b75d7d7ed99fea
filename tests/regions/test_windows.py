"""Windows of regions against a walk second by second, and the laws they keep."""

import naive_regions as twin
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import UsageError
from sim.regions.cells import cells, spacing_advice
from sim.regions.windows import parts, region_windows
from sim.windows.search import Windows

SEEN = st.sampled_from(["any part", "entirely", 1, 10, 20, 25, 30, 50, 60, 75, 90, 100])


def windows(rows):
    """Rows of the twin as Windows; the track tells the point, so that tests can see who opened a window."""
    columns = np.array(rows, dtype=float).reshape(-1, 6).T
    satellite, point = columns[0].astype(np.int64), columns[1].astype(np.int64)
    return Windows(satellite, point, point + 100 * satellite, *columns[2:])


def listed(found):
    times = zip(found.start_s, found.end_s, found.pass_start_s, found.pass_end_s, strict=True)
    return [(int(s), *t) for s, t in zip(found.satellite, times, strict=True)]


def seconds(found):
    """Which satellite sees enough in which second."""
    rows = zip(found.satellite, found.start_s, found.end_s, strict=True)
    return {(int(s), k) for s, a, b in rows for k in range(int(a), int(b))}


@given(st.data(), twin.point_windows(), SEEN)
def test_windows_and_passes_are_those_of_a_walk_second_by_second(data, points, seen):
    """Spans, in order, and the passes round them, are those found by looking at every second; bounds are exact."""
    n_points, rows = points
    area = data.draw(twin.areas(n_points))
    found = region_windows(windows(rows), area, seen)
    assert listed(found) == twin.region_windows(rows, area, seen)
    assert not found.target.any()


@given(st.data(), twin.point_windows(), st.floats(0.001, 100.0), st.floats(0.001, 100.0))
def test_entirely_lies_in_a_share_and_a_share_in_any_part(data, points, x, y):
    """What is seen entirely is seen to any X %, a larger share within a smaller, and all of it in some part."""
    n_points, rows = points
    area = data.draw(twin.areas(n_points))
    entirely, more, less, part = (
        seconds(region_windows(windows(rows), area, seen)) for seen in ("entirely", max(x, y), min(x, y), "any part")
    )
    assert entirely <= more <= less <= part


@given(twin.point_windows(), st.data())
def test_a_further_point_adds_to_any_part_and_takes_from_entirely(points, data):
    """Leaving the last point out never lengthens any-part coverage and never shortens that of the whole."""
    n_points, rows = points
    fewer = [row for row in rows if row[1] < n_points - 1]
    if n_points > 1:
        with_it, without = windows(rows), windows(fewer)
        some = [1.0] * n_points
        part, part_without = (region_windows(w, a, "any part") for w, a in ((with_it, some), (without, some[1:])))
        whole, whole_without = (region_windows(w, a, "entirely") for w, a in ((with_it, some), (without, some[1:])))
        assert seconds(part_without) <= seconds(part)
        assert seconds(whole) <= seconds(whole_without)


@given(twin.point_windows(max_points=1), st.floats(0.001, 100.0))
def test_one_point_is_seen_in_part_as_it_is_seen_entirely(points, percent):
    """For a region of one point every way of seeing it gives the point's own windows, in its own passes joined."""
    _, rows = points
    part, whole, share = (region_windows(windows(rows), [2.5], seen) for seen in ("any part", "entirely", percent))
    assert listed(part) == listed(whole) == listed(share)


@given(st.data(), twin.point_windows(), SEEN)
def test_the_order_of_points_does_not_matter(data, points, seen):
    """Points numbered anew give the same windows: union and counting commute."""
    n_points, rows = points
    area = data.draw(twin.areas(n_points))
    place = data.draw(st.permutations(range(n_points)))
    anew = sorted(((s, place[p], *rest) for s, p, *rest in rows), key=lambda row: (row[1], row[0], row[2]))
    area_anew = [area[place.index(p)] for p in range(n_points)]
    assert listed(region_windows(windows(rows), area, seen)) == listed(region_windows(windows(anew), area_anew, seen))


@given(st.data(), twin.point_windows(), twin.point_windows(), st.integers(1, 100))
def test_regions_found_together_are_those_found_alone(data, one, other, percent):
    """Two regions in one call keep apart; the target is the region, and rows are sorted as Windows asks."""
    (n_one, rows_one), (n_other, rows_other) = one, other
    area_one, area_other = data.draw(twin.areas(n_one)), data.draw(twin.areas(n_other))
    rows = rows_one + [(s, p + n_one, *rest) for s, p, *rest in rows_other]
    region_of = [0] * n_one + [1] * n_other
    both = region_windows(windows(rows), area_one + area_other, percent, region_of=region_of)
    assert listed(both.take(both.target == 0)) == listed(region_windows(windows(rows_one), area_one, percent))
    assert listed(both.take(both.target == 1)) == listed(region_windows(windows(rows_other), area_other, percent))
    order = np.lexsort((both.start_s, both.satellite, both.target))
    np.testing.assert_array_equal(order, np.arange(len(both)))


@given(twin.point_windows(), SEEN)
def test_the_track_is_that_of_a_point_whose_window_starts_there(points, seen):
    """The track belongs to a window that starts at the instant the region's does, of the same satellite."""
    n_points, rows = points
    point = windows(rows)
    found = region_windows(point, [1.0] * n_points, seen)
    for track, satellite, start_s in zip(found.track, found.satellite, found.start_s, strict=True):
        assert ((point.track == track) & (point.satellite == satellite) & (point.start_s == start_s)).any()


@given(st.data(), twin.point_windows(), SEEN)
def test_parts_fill_the_windows_of_their_region_and_nothing_else(data, points, seen):
    """Cut to the windows of the region, those of the points keep every second in which both are open."""
    n_points, rows = points
    area = data.draw(twin.areas(n_points))
    point = windows(rows)
    regions = region_windows(point, area, seen)
    of, cut = parts(point, regions)
    assert (cut.start_s < cut.end_s).all()
    assert (cut.start_s >= regions.start_s[of]).all()
    assert (cut.end_s <= regions.end_s[of]).all()
    np.testing.assert_array_equal(cut.satellite, regions.satellite[of])
    good = seconds(regions)
    expected = {(s, p, k) for s, p, a, b, *_ in rows for k in range(a, b) if (s, k) in good}
    each = zip(cut.satellite, cut.target, cut.start_s, cut.end_s, strict=True)
    found = [(int(s), int(p), k) for s, p, a, b in each for k in range(int(a), int(b))]
    assert set(found) == expected
    assert len(found) == len(expected)


def test_two_sights_of_one_overflight_are_one_look():
    """Point by point passes [0, 50) and [40, 90) are one pass of the region, and their windows one look."""
    rows = [(0, 0, 10.0, 20.0, 0.0, 50.0), (0, 1, 70.0, 80.0, 40.0, 90.0)]
    found = region_windows(windows(rows), [1.0, 1.0], "any part")
    assert listed(found) == [(0, 10.0, 20.0, 0.0, 90.0), (0, 70.0, 80.0, 0.0, 90.0)]
    assert listed(found.looks()) == [(0, 10.0, 80.0, 0.0, 90.0)]


def test_passes_of_points_without_a_window_tie_windows_together():
    """Passes [0, 30) and [40, 90) are two, unless a point without a window is passed over in between."""
    rows = [(0, 0, 10.0, 20.0, 0.0, 30.0), (0, 2, 70.0, 80.0, 40.0, 90.0)]
    between = windows([(0, 1, 25.0, 45.0, 25.0, 45.0)])
    assert len(region_windows(windows(rows), [1.0, 1.0, 1.0], "any part").looks()) == 2
    tied = region_windows(windows(rows), [1.0, 1.0, 1.0], "any part", passes=between)
    assert listed(tied.looks()) == [(0, 10.0, 80.0, 0.0, 90.0)]


def test_where_one_point_leaves_as_another_arrives_nothing_is_lost():
    """Half-open: [0, 10) of one cell and [10, 20) of another hold half of the area without a break."""
    rows = [(0, 0, 0.0, 10.0, 0.0, 20.0), (0, 1, 10.0, 20.0, 0.0, 20.0)]
    assert listed(region_windows(windows(rows), [3.0, 3.0], 50)) == [(0, 0.0, 20.0, 0.0, 20.0)]
    assert len(region_windows(windows(rows), [3.0, 3.0], 50.001)) == 0
    assert len(region_windows(windows(rows), [3.0, 3.0], "entirely")) == 0


@pytest.mark.parametrize("n", [3, 7, 10, 49, 1000])
def test_equal_cells_reach_round_percentages_exactly(n):
    """Any k of n equal cells are k / n of the area, whatever that is in binary: areas are whole numbers inside."""
    area = np.full(n, 0.1)
    for k in range(1, n + 1):
        rows = [(0, p, 0.0, 10.0, 0.0, 10.0) for p in range(k)]
        if k in (1, n // 2, n - 1, n):
            assert len(region_windows(windows(rows), area, 100.0 * k / n)) == 1
            assert k == n or len(region_windows(windows(rows), area, 100.0 * k / n + 1e-6)) == 0


def test_boundary_points_count_for_the_whole_and_not_for_shares():
    """A point of no area must be in reach for `entirely`; 100 % of the area does without it."""
    rows = [(0, 0, 0.0, 20.0, 0.0, 30.0), (0, 1, 10.0, 30.0, 0.0, 30.0)]
    assert listed(region_windows(windows(rows), [5.0, 0.0], 100)) == [(0, 0.0, 20.0, 0.0, 30.0)]
    assert listed(region_windows(windows(rows), [5.0, 0.0], "entirely")) == [(0, 10.0, 20.0, 0.0, 30.0)]
    assert listed(region_windows(windows(rows), [5.0, 0.0], "any part")) == [(0, 0.0, 30.0, 0.0, 30.0)]


def test_overlapping_windows_of_one_point_count_once():
    """Two element sets may see one point at the same time; that is one point, not two."""
    rows = [(0, 0, 0.0, 20.0, 0.0, 30.0), (0, 0, 10.0, 30.0, 0.0, 30.0)]
    assert len(region_windows(windows(rows), [1.0, 1.0], 100)) == 0
    assert listed(region_windows(windows(rows), [1.0, 1.0], 50)) == [(0, 0.0, 30.0, 0.0, 30.0)]


def test_no_windows_make_no_windows():
    """A region that is never in reach has none, in any way of seeing it."""
    for seen in ("any part", "entirely", 50.0):
        assert len(region_windows(windows([]), [1.0], seen)) == 0
    of, cut = parts(windows([]), windows([]))
    assert len(of) == len(cut) == 0


@pytest.mark.parametrize("seen", [0, -5.0, 100.1, float("nan"), "partly", True])
def test_a_percentage_lies_above_0_and_up_to_100(seen):
    """Anything else is refused with what would be right."""
    with pytest.raises(UsageError, match=r"'any part', 'entirely' or a percentage of the area above 0 and up to 100"):
        region_windows(windows([]), [1.0], seen)


@pytest.mark.parametrize(
    ("area", "region_of", "says"),
    [
        ([], None, "one each a point"),
        ([1.0, 2.0], [0], "one each a point"),
        ([1.0, -2.0], None, "point 1 carries -2 km2"),
        ([float("nan")], None, "point 0 carries nan km2"),
        ([1.0, 1.0], [0, 2], "region 1 has no point"),
        ([1.0, 1.0], [0, -1], "numbered from 0"),
    ],
)
def test_points_that_make_no_regions_are_refused(area, region_of, says):
    """Each fault is named with its number and what would be right."""
    with pytest.raises(UsageError, match=says):
        cells(area, region_of)


def test_a_share_of_no_area_and_a_window_of_no_point_are_refused():
    """A region of boundary points alone has no X %; a target must be one of the points."""
    with pytest.raises(UsageError, match="region 0 has no area"):
        region_windows(windows([]), [0.0, 0.0], 50)
    with pytest.raises(UsageError, match="need as many points, not 1"):
        region_windows(windows([(0, 1, 0.0, 1.0, 0.0, 1.0)]), [1.0], "any part")


def test_advice_says_how_late_edges_are_and_what_slips_through():
    """70 km at 7 km/s are 10 s; a swath narrower than the spacing may pass between points."""
    assert "about 10.0 s" in spacing_advice(70.0)
    assert "slip" not in spacing_advice(70.0, 500.0)
    assert "use 45 km or less" in spacing_advice(70.0, 90.0)
    assert "can slip between the points" in spacing_advice(70.0, 20.0)
    assert "use 10 km or less" in spacing_advice(70.0, 20.0)
