"""How many combinations are made few: rows that repeat, and slices that keep a head together."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.studies.combinations import cuts, first_rows

TABLES = st.lists(st.tuples(*[st.integers(-1, 3)] * 3), min_size=1, max_size=40)


@given(TABLES)
def test_rows_that_repeat_are_named_once(table: list[tuple[int, int, int]]):
    """The first of each distinct row, in order of appearance, and every row's number among them."""
    first, number = first_rows(np.array(table))
    distinct = list(dict.fromkeys(table))
    assert [table[i] for i in first] == distinct
    assert [distinct[n] for n in number] == table


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40))
def test_slices_cover_everything_and_part_no_head(sizes: list[int]):
    """Slices follow on each other from first to last, none empty, and cut only where the head changes."""
    head_of = np.repeat(np.arange(len(sizes)), sizes)
    parts = cuts(head_of)
    assert np.array_equal(np.concatenate([np.arange(head_of.size)[part] for part in parts]), np.arange(head_of.size))
    assert all(part.stop > part.start for part in parts)
    assert all(head_of[part.start] != head_of[part.start - 1] for part in parts[1:])
