"""Rings on a round Earth: over the antimeridian and the poles, with holes, and those that cannot be told."""

import naive_areas as naive
import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.errors import UsageError
from sim.places.ellipsoid_area import HALF_KM2, shape_km2
from sim.places.rings import flat_polygon, flat_ring


def ring_km2(ring: object) -> float:
    return float(shape_km2(flat_ring(ring, where="ring")))


FIJI_LIKE = [(177.0, -19.0), (-178.0, -19.0), (-178.0, -15.0), (177.0, -15.0)]


def test_a_ring_over_the_antimeridian_is_cut_there() -> None:
    """Longitudes that jump from 177 to -178 go the short way: five degrees, in two pieces between -180 and 180."""
    shape = flat_ring(FIJI_LIKE, where="ring")
    assert len(shape.geoms) == 2
    assert shape.bounds == (-180.0, -19.0, 180.0, -15.0)
    assert float(shape_km2(shape)) == pytest.approx(naive.box_km2(-19.0, -15.0, 5.0), rel=1e-9)


@pytest.mark.parametrize("turn", [-360.0, 0.0, 360.0])
def test_any_habit_of_counting_longitude_gives_one_shape(turn: float) -> None:
    """0 to 360, -180 to 180 or on past 180: the shape is the same within 1e-12 square degrees."""
    counted_on = [(lon % 360.0 + turn if lon % 360.0 + turn <= 540.0 else lon, lat) for lon, lat in FIJI_LIKE]
    difference = shapely.symmetric_difference(flat_ring(counted_on, where="ring"), flat_ring(FIJI_LIKE, where="ring"))
    assert difference.area < 1e-12


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("side", [1.0, -1.0])
def test_a_ring_round_a_pole_encloses_it(side: float, reverse: bool) -> None:
    """Four vertices at 60 degrees, 90 apart, in either order, are the cap: its area within 1e-9, the pole inside."""
    ring = [(lon, side * 60.0) for lon in (-135.0, -45.0, 45.0, 135.0)]
    shape = flat_ring(ring[::-1] if reverse else ring, where="ring")
    expected = naive.box_km2(60.0, 90.0, 360.0)
    assert float(shape_km2(shape)) == pytest.approx(expected, rel=1e-9)
    assert shapely.intersects_xy(shape, 12.0, side * 90.0)


@pytest.mark.parametrize(
    "ring",
    [
        [(-180, -90), (-180, -70), (0, -65), (180, -70), (180, -90)],
        [(0, -65), (180, -70), (180, -90), (-180, -90), (-180, -70)],
        [(180, -70), (-180, -70), (0, -65)],
        [(-180, -70), (-180, -90), (-90, -90), (0, -90), (90, -90), (180, -90), (180, -70), (0, -65)],
    ],
    ids=["cut", "cut, from the middle", "sewn up", "cut, with vertices along the pole"],
)
def test_a_cap_may_be_cut_or_sewn_up(ring: list[tuple[float, float]]) -> None:
    """With or without a seam along longitude 180 and the pole, the cap is the same."""
    expected = float(shape_km2(shapely.Polygon([(-180, -90), (180, -90), (180, -70), (0, -65), (-180, -70)])))
    assert ring_km2(ring) == pytest.approx(expected, rel=1e-9)


def test_the_whole_earth_may_be_a_ring() -> None:
    """A ring with vertices on the antimeridian only goes all the way round, as a flat map shows it."""
    assert ring_km2([(-180, -90), (180, -90), (180, 90), (-180, 90), (-180, -90)]) == pytest.approx(2 * HALF_KM2)
    assert ring_km2([(-180, -30), (180, -30), (180, 30), (-180, 30)]) == pytest.approx(naive.box_km2(-30, 30, 360))


def test_a_zone_is_a_cap_with_a_cap_as_a_hole() -> None:
    """A hole that winds round the pole takes the inner cap off, wherever its ring begins."""
    outer = [(lon, 60.0) for lon in (0, 90, 180, -90)]
    inner = [(lon, 75.0) for lon in (30, -60, -150, 120)]
    shape = flat_polygon([outer, inner], where="zone")
    assert float(shape_km2(shape)) == pytest.approx(naive.box_km2(60.0, 75.0, 360.0), rel=1e-9)


def test_a_hole_may_lie_on_the_antimeridian() -> None:
    """Shell and hole are cut alike, whatever turn each was written in."""
    hole = [(179.0, -18.0), (181.0, -18.0), (181.0, -16.0), (179.0, -16.0)]
    shape = flat_polygon([FIJI_LIKE, hole], where="polygon")
    expected = naive.box_km2(-19.0, -15.0, 5.0) - naive.box_km2(-18.0, -16.0, 2.0)
    assert float(shape_km2(shape)) == pytest.approx(expected, rel=1e-9)


def test_a_ring_may_touch_itself() -> None:
    """Two squares that meet in a vertex, and a spike out and back, have the area they seem to have."""
    expected = naive.box_km2(0.0, 1.0, 1.0) + naive.box_km2(1.0, 2.0, 1.0)
    assert ring_km2([(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (1, 2), (1, 1), (0, 1)]) == pytest.approx(expected)
    assert ring_km2([(0, 0), (1, 0), (1, 1), (1, 3), (1, 1), (0, 1)]) == pytest.approx(naive.box_km2(0.0, 1.0, 1.0))


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        ([(0, 0), (2, 2), (2, 0), (0, 2)], "the ring crosses itself near longitude 1, latitude 1"),
        ([(179, 0), (-179, 2), (-179, 0), (179, 2)], "the ring crosses itself near longitude 180, latitude 1"),
        ([(0, 0), (1, 1)], "a ring needs three different vertices, not 2"),
        ([(0, 0), (1, 1), (0, 0), (0, 0)], "needs three different vertices"),
        ([(0, 0), (1, 1), (2, 2)], "the ring encloses no area"),
        ([(0, 0), (0, 95), (10, 0)], "no place has longitude 0 and latitude 95; are longitude and latitude swapped?"),
        ([(500000, 4100000), (0, 9), (10, 0)], "are these projected coordinates?"),
        ([(0, 0), (float("nan"), 9), (10, 0)], "must be finite numbers"),
        ([1, 2, 3], "a ring must be a list of positions"),
        ([(0, 0), (1, 0), ("a", 1)], "a ring must be a list of positions"),
        ([(0, 0), (1,)], "a ring must be a list of positions"),
        ([(-100, 0), (100, 0), (100, 10), (-100, 10)], "the edge from longitude -100 to 100 could go either way"),
        ([(0, -10), (120, 20), (-120, -5)], "winds round the Earth on both sides of the equator, latitude -10 to 20"),
        ([(lon % 360, 60 + lon / 100) for lon in range(0, 720, 90)], "the ring winds 2 times round the Earth"),
    ],
)
def test_a_ring_that_cannot_be_told_is_refused(ring: list, words: str) -> None:
    """The sentence says where and what is wrong."""
    with pytest.raises(UsageError) as raised:
        flat_ring(ring, where="fence.geojson, feature 3")
    assert str(raised.value).startswith("fence.geojson, feature 3: ")
    assert words in str(raised.value)


def test_a_hole_outside_its_polygon_is_refused() -> None:
    """A hole that reaches out of the shell is a mistake, and which hole it is is said."""
    shell, inside = [(0, 0), (9, 0), (9, 9), (0, 9)], [(1, 1), (2, 1), (2, 2), (1, 2)]
    with pytest.raises(UsageError, match="x, hole 2: the hole reaches outside its polygon"):
        flat_polygon([shell, inside, [(8, 8), (10, 8), (10, 10), (8, 10)]], where="x")
    with pytest.raises(UsageError, match="without a ring"):
        flat_polygon([], where="x")


@given(
    st.lists(st.tuples(st.integers(0, 359), st.integers(2, 30)), min_size=5, max_size=12, unique_by=lambda v: v[0]),
    st.integers(-180, 179),
    st.integers(-55, 55),
)
def test_where_a_ring_lies_round_the_earth_does_not_matter(vertices: list, lon: int, lat: int) -> None:
    """A star of vertices turned round the axis keeps its area within 1e-9, whether or not it is cut."""
    around = np.array(sorted(vertices), dtype=float)
    assume(np.diff([*around[:, 0], around[0, 0] + 360.0]).max() < 175.0)  # or its centre may lie outside
    star = around[:, 1:] * np.column_stack([np.cos(np.radians(around[:, 0])), np.sin(np.radians(around[:, 0]))])
    here = star + np.array([0.0, lat])
    there = star + np.array([lon, lat])
    there[:, 0] = np.mod(there[:, 0] + 180.0, 360.0) - 180.0
    assert ring_km2(there) == pytest.approx(ring_km2(here), rel=1e-9)
