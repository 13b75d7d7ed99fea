"""Interpolation through ten nodes: powers, nodes, and where a time lies."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.windows import interpolation_kernel as kernel

NODES = np.arange(-4.0, 6.0)


@given(st.floats(0.0, 1.0), st.integers(0, 9))
def test_ten_nodes_give_powers_and_their_slopes(s: float, power: int):
    """Polynomials up to degree 9 in s and their derivatives come out exactly, to the rounding of 5^9: 1e-9."""
    found = kernel.polynomial(NODES**power, 4)
    assert kernel.value(found, s - 0.5) == pytest.approx(s**power, abs=1e-9)
    derivative = power * s ** (power - 1) if power else 0.0
    assert kernel.slope(found, s - 0.5) == pytest.approx(derivative, abs=1e-8)


@pytest.mark.parametrize("node", range(10))
def test_at_a_node_the_node_itself_is_taken(node: int):
    """At the fractions 0 and 1 the polynomial passes through the nodes there, whatever the others are: to 1e-14."""
    found = kernel.polynomial(np.eye(10)[node], 4)
    assert kernel.value(found, -0.5) == pytest.approx(float(node == 4), abs=1e-14)
    assert kernel.value(found, 0.5) == pytest.approx(float(node == 5), abs=1e-14)


@pytest.mark.parametrize(
    ("t_s", "node", "fraction"),
    [(100.0, 4, -4 + 100 / 60), (240.0, 4, 0.0), (299.9, 4, 0.9983333), (1200.0, 14, 6.0), (0.0, 4, -4.0)],
)
def test_a_time_is_located_where_ten_nodes_exist(t_s: float, node: int, fraction: float):
    """Of twenty nodes from 0 s every 60 s, node 4 to node 14 have four before them and five behind."""
    k, s = kernel.locate(t_s, 0.0, 60.0, 20)
    assert (k, s) == (node, pytest.approx(fraction, abs=1e-6))
