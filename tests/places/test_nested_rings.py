"""Rings without an order: containment decides which are holes."""

import itertools

import naive_areas as naive
import pytest

from sim.errors import UsageError
from sim.places.ellipsoid_area import shape_km2
from sim.places.nested_rings import nested_shape


def box(west: float, south: float, side: float) -> list[tuple[float, float]]:
    return [(west, south), (west, south + side), (west + side, south + side), (west + side, south)]


LAND, LAKE, ISLAND = box(0, 0, 10), box(2, 2, 6), box(4, 4, 1)
KM2 = naive.box_km2(0, 10, 10) - naive.box_km2(2, 8, 6) + naive.box_km2(4, 5, 1)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("ways", list(itertools.product([1, -1], repeat=3)))
def test_neither_order_nor_direction_matters(order: tuple[int, ...], ways: tuple[int, ...]) -> None:
    """Land, a lake and an island in it have one area within 1e-9, however their rings run and follow each other."""
    rings = [[LAND, LAKE, ISLAND][i][::way] for i, way in zip(order, ways, strict=True)]
    assert float(shape_km2(nested_shape(rings, where="x"))) == pytest.approx(KM2, rel=1e-9)


def test_a_ring_given_twice_counts_once() -> None:
    """A copy of a ring, begun elsewhere, makes neither a hole of the land nor an island of the lake."""
    rings = [LAND, LAND[2:] + LAND[:2], LAKE, LAKE[::-1], ISLAND]
    assert float(shape_km2(nested_shape(rings, where="x"))) == pytest.approx(KM2, rel=1e-9)


def test_rings_that_overlap_are_united() -> None:
    """Neither contains the other: together they are what either covers."""
    found = float(shape_km2(nested_shape([box(0, 0, 10), box(5, 0, 10)], where="x")))
    assert found == pytest.approx(naive.box_km2(0, 10, 15), rel=1e-9)


def test_a_wrong_ring_is_named() -> None:
    """The sentence says which of the rings it is; no rings are no polygon."""
    with pytest.raises(UsageError, match="x, ring 2: the ring crosses itself"):
        nested_shape([LAND, [(0, 0), (2, 2), (2, 0), (0, 2)]], where="x")
    with pytest.raises(UsageError, match="x: there is no polygon"):
        nested_shape([], where="x")
