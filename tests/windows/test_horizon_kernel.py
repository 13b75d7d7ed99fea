"""Nodes above and below the horizon, eight to a word."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.windows import horizon_kernel as kernel


@given(st.lists(st.sampled_from([0, 0, 0, 0, 1, 2]), min_size=1, max_size=60), st.sampled_from([0, 2]), st.data())
def test_the_next_node_on_another_side_is_found(sides: list[int], same: int, data: st.DataObject):
    """As a look at each byte in turn says; past the end where there is none."""
    k = data.draw(st.integers(0, len(sides) - 1))
    words = np.full(1 + len(sides) // 8, kernel.ALL_ABOVE if same else kernel.ALL_BELOW, np.uint64)
    words.view(np.uint8)[: len(sides)] = sides
    expected = next((j for j in range(k, len(sides)) if sides[j] != same), None)
    found = kernel.next_other(words, k, kernel.ALL_ABOVE if same else kernel.ALL_BELOW)
    assert found == expected if expected is not None else found >= len(sides)
