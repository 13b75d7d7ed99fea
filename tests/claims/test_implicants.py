"""Covers of small grids: exact on the cells, prime in each box, none of them idle."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.claims.implicants import box_mask, cover, families, prime_implicants

SHAPES = st.lists(st.tuples(st.integers(1, 4), st.booleans()), min_size=1, max_size=3)


@st.composite
def grids(draw):
    """A grid of true, false and open cells with its axes' literals."""
    axes = draw(SHAPES)
    shape = tuple(n for n, _ in axes)
    n_cells = int(np.prod(shape))
    cells = draw(st.lists(st.sampled_from([1, 1, 0, 0, -1]), min_size=n_cells, max_size=n_cells))
    grid = np.array(cells).reshape(shape)
    return grid == 1, grid == 0, families(shape, [ordered for _, ordered in axes])


@given(grids())
def test_a_cover_takes_in_every_true_cell_and_no_false_one(grid):
    """The union of the boxes holds all that is true and nothing that is false."""
    is_true, is_false, axes = grid
    covered = np.zeros_like(is_true)
    for box in cover(is_true, is_false, axes):
        covered |= box_mask(box, axes)
    assert not (is_true & ~covered).any()
    assert not (is_false & covered).any()


@given(grids())
def test_no_box_of_a_cover_is_idle(grid):
    """Without any one of its boxes a cover leaves a true cell out."""
    is_true, is_false, axes = grid
    masks = [box_mask(box, axes) for box in cover(is_true, is_false, axes)]
    for k in range(len(masks)):
        rest = np.any([*masks[:k], *masks[k + 1 :], np.zeros_like(is_true)], axis=0)
        assert (is_true & ~rest).any()


@given(grids())
def test_prime_implicants_are_the_boxes_that_cannot_be_widened(grid):
    """The primes are those a search of every box finds: no false cell, and no wider box without one."""
    _, is_false, axes = grid
    every = [tuple(box) for box in np.ndindex(*(len(family) for family in axes))]
    masks = {box: box_mask(box, axes) for box in every}
    clean = [box for box in every if not (masks[box] & is_false).any()]
    flat = np.array([masks[box].ravel() for box in clean], dtype=bool).reshape(len(clean), is_false.size)
    outside = (flat[:, None, :] & ~flat[None, :, :]).any(axis=2)  # of the first, something outside the second
    prime = {box for box, widest in zip(clean, (outside | ~outside.T).all(axis=1), strict=True) if widest}
    assert {tuple(int(n) for n in box) for box in prime_implicants(is_false, axes)} == prime


def test_an_ordered_axis_names_stretches_only():
    """Of four ordered values there are ten stretches, of four free ones fifteen sets."""
    ordered, free = families([4, 4], [True, False])
    assert len(ordered) == 10
    assert len(free) == 15
    assert ordered[0].all()
    assert free[0].all()


def test_a_free_axis_of_many_values_names_one_or_all_but_one():
    """Eight values without order: all, eight times all but one, eight times one."""
    (family,) = families([8], [False])
    assert sorted(int(row.sum()) for row in family) == [1] * 8 + [7] * 8 + [8]


def test_a_large_product_of_options_falls_back_to_single_values():
    """Eight ordered options of four values have 10^8 boxes; single values or all of them leave 5^8."""
    found = families([4] * 8, [True] * 8)
    assert [len(family) for family in found] == [5] * 8
    (single,) = families([1] * 1, [True])
    assert single.tolist() == [[True]]


def test_the_fewest_boxes_of_a_plain_grid():
    """Two crossing stretches of a 3 x 3 grid come out as two boxes, and all true as one."""
    is_true = np.zeros((3, 3), dtype=bool)
    is_true[2, :] = True
    is_true[:, 0] = True
    axes = families((3, 3), [True, True])
    assert len(cover(is_true, ~is_true, axes)) == 2
    assert len(cover(np.ones((3, 3), bool), np.zeros((3, 3), bool), axes)) == 1
    assert cover(np.zeros((3, 3), bool), np.ones((3, 3), bool), axes) == []
