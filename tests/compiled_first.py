"""Kernels compiled before the tests of a parallel run are collected, most by one worker each: none waits for another.

Numba keeps compiled code on disk, where the other workers find it. What is forgotten here is compiled when it is first
called, by as many workers as call it at that time: slower, and otherwise the same.
"""

from __future__ import annotations

from collections.abc import Callable

from small_run import small_result

import sim
from sim.orbits.notional import walker

DAY = sim.Span(sim.parse_utc("2026-08-22"), 86400.0)


def a_run() -> None:
    """Table, exact search, light, survey, draws, figures."""
    small_result()


def maps() -> None:
    """A swept and an exact map, of a cone and of a radar's swath."""
    sets = walker(
        name="W", kind="delta", total=2, planes=2, phasing=1, epoch=DAY.start, height_km=560.0, inclination_deg=60.0
    )
    tracks = [sim.Track(i, one, 0.0, DAY.duration_s) for i, one in enumerate(sets)]
    grid = sim.box(south_deg=37.0, north_deg=39.0, west_deg=124.0, east_deg=126.0, step_deg=1.0)
    for exact in (False, True):
        sim.coverage_map(tracks, grid, sim.Limits(elevation_min_deg=10.0), DAY, exact=exact)
        radar = sim.Limits(incidence_min_deg=20.0, incidence_max_deg=45.0, squint_max_deg=15.0, look="right")
        sim.coverage_map(tracks, grid, radar, DAY, gaps="all", exact=exact)


SHARES: tuple[Callable[[], None], ...] = (a_run, maps)


def compile_share(worker: int, workers: int) -> None:
    """Compile what falls to one of several workers, counted from 0."""
    for share in SHARES[worker::workers]:
        share()
