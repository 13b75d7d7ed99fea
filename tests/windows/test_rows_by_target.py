"""Rows of windows cut out by target and satellite, against masks over all of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.windows.rows_by_target import RowsByTarget
from sim.windows.windows import Windows

KEYS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), max_size=30)


@given(KEYS, st.integers(0, 3), st.none() | st.lists(st.integers(0, 4), unique=True, max_size=5))
def test_what_is_cut_out_is_what_a_mask_finds(keys, target, satellites):
    """The rows of any target, of all satellites, of some, of one or of none, in their order."""
    target_of, satellite_of = np.array(sorted(keys), dtype=np.int64).reshape(-1, 2).T
    start_s = np.arange(target_of.size) * 10.0
    windows = Windows(satellite_of, target_of, satellite_of, start_s, start_s + 5.0, start_s, start_s + 5.0)
    mask = target_of == target
    if satellites is not None:
        mask &= np.isin(satellite_of, satellites)
    cut = RowsByTarget.of(windows, 4).cut(target, satellites)
    assert cut.tolist() == np.column_stack([start_s, start_s + 5.0])[mask].tolist()
