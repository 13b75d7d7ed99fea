"""Positions between the table's nodes, for many tracks at once."""

from __future__ import annotations

from datetime import UTC, datetime

import naive
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import element_set, scaled

from sim.clock import Span
from sim.orbits.ephemeris import Track, ephemeris
from sim.windows import interpolation_kernel as kernel
from sim.windows.between_nodes import positions_itrs_km, states_itrs

START = datetime(2026, 7, 14, 3, tzinfo=UTC)


@settings(max_examples=scaled(0.25))
@given(
    st.floats(300.0, 1500.0), st.floats(0.0, 0.01), st.floats(0.0, 175.0), st.floats(-9000.0, 9000.0), st.integers(0)
)
def test_positions_are_those_of_sgp4(height_km: float, e: float, inclination: float, from_s: float, seed: int):
    """Two tracks with stretches of their own, asked at mixed times: within 5e-8 km of SGP4, ends and nodes included."""
    sets = [
        element_set(perigee_km=height_km, eccentricity=e, inclination_deg=inclination),
        element_set(perigee_km=800.0, eccentricity=0.001, inclination_deg=98.0),
    ]
    tracks = [Track(0, sets[0], from_s, from_s + 20000.0), Track(1, sets[1], 0.0, 40000.0)]
    table = ephemeris(Span(START, 40000.0), tracks)
    rng = np.random.default_rng(seed)
    track = np.concatenate([rng.integers(0, 2, 200), [0, 0, 1, 1, 0]])
    t_s = rng.uniform(table.from_s[track], table.to_s[track])
    t_s[200:] = [table.from_s[0], table.to_s[0], table.from_s[1], table.to_s[1], table.from_s[0] + 5 * table.step_s]
    found_km = positions_itrs_km(table, track, t_s)
    for i in range(2):
        mine = track == i
        assert np.abs(found_km[mine] - naive.earth_fixed_km(sets[i], START, t_s[mine])).max() < 5e-8


def test_it_is_the_polynomial_of_the_search():
    """The search for windows and this give the same within 1e-10 km: rounding."""
    elements = element_set(perigee_km=600.0, eccentricity=0.7, inclination_deg=63.4)
    table = ephemeris(Span(START, 86400.0), [Track(0, elements, 0.0, 86400.0)])
    t_s = np.random.default_rng(2).uniform(0.0, 86400.0, 500)
    node_s, itrs_km = table.positions_itrs_km(0)
    node = np.floor((t_s - node_s[0]) / table.step_s).astype(int)
    sigma = ((t_s - node_s[0]) / table.step_s - node - 0.5)[:, None]
    same_km = kernel.value.py_func(kernel.through.py_func(*(itrs_km[node + m] for m in range(-4, 6))), sigma)
    assert np.abs(positions_itrs_km(table, np.zeros(500, np.int64), t_s) - same_km).max() < 1e-10


def test_velocities_are_the_slopes_of_that_polynomial():
    """Positions are the same to the last bit, velocities those of the search's polynomial within 1e-12 km/s."""
    elements = element_set(perigee_km=600.0, eccentricity=0.7, inclination_deg=63.4)
    table = ephemeris(Span(START, 86400.0), [Track(0, elements, 0.0, 86400.0)])
    t_s = np.random.default_rng(2).uniform(0.0, 86400.0, 500)
    node_s, itrs_km = table.positions_itrs_km(0)
    node = np.floor((t_s - node_s[0]) / table.step_s).astype(int)
    sigma = ((t_s - node_s[0]) / table.step_s - node - 0.5)[:, None]
    same = kernel.slope.py_func(kernel.through.py_func(*(itrs_km[node + m] for m in range(-4, 6))), sigma)
    track = np.zeros(500, np.int64)
    position_km, velocity_km_s = states_itrs(table, track, t_s)
    assert (position_km == positions_itrs_km(table, track, t_s)).all()
    assert np.abs(velocity_km_s - same / table.step_s).max() < 1e-12
