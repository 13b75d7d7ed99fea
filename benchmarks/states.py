"""SGP4 alone, spread over threads: reconsim's kernel, in TEME, without table, Earth rotation or bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

import sim
from sim.orbits import sgp4_kernel
from sim.orbits.columns import columns_of

from .case import START


def states_job(elements: Sequence[sim.ElementSet], count: int, threads: int) -> Callable[[], list[np.ndarray]]:
    """Return a job that gives every satellite's position at so many minutes after its epoch: (3, count) in TEME, km.

    The memory is set aside beforehand and the orbits are nearly circular, as most that take pictures are.
    """
    # The span's start does not matter: times count from each set's own epoch.
    constants = columns_of(sim.Span(START, 0.0), elements).constants
    no_turn = np.zeros(count)
    # A gap of a cache line between the rows keeps them from touching, which would fail the kernel's alias check.
    room = [np.zeros((3, count + 16)) for _ in elements]

    def fill(i: int) -> np.ndarray:
        x, y, z = (row[:count] for row in room[i])
        sgp4_kernel.fill_circular(constants[i], 0.0, 1.0, no_turn, x, y, z)
        return room[i][:, :count]

    if threads == 1:
        return lambda: [fill(i) for i in range(len(elements))]
    pool = ThreadPoolExecutor(threads)
    return lambda: list(pool.map(fill, range(len(elements))))
