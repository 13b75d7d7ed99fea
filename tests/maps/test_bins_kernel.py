"""Bins of gaps: the kernel's table and shifts give what counting bits gives."""

from hypothesis import given
from hypothesis import strategies as st

from sim.maps.bins_kernel import bin_number, bin_of


@given(st.integers(0, 2**31 - 2) | st.integers(0, 30).map(lambda n: 2**n) | st.integers(1, 31).map(lambda n: 2**n - 1))
def test_the_kernels_bin_is_the_one_counted_by_bits(steps: int) -> None:
    """For every gap that a map can hold, up to 2^31 - 2 steps."""
    assert bin_of(steps) == bin_number(steps)


@given(st.integers(0, 2**31 - 3))
def test_bins_rise_by_one_at_most(steps: int) -> None:
    """No bin lies between those of two gaps a step apart."""
    assert 0 <= bin_number(steps + 1) - bin_number(steps) <= 1
