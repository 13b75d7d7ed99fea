"""Kernels compiled before they are needed: what the first table needs by two processes, or everything.

Numba compiles under a lock of its process, so a second core helps only a second process. Both write to the cache of
compiled code, where the search finds the kernels of the other. Each share calls kernels as the search does, on little.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np

from ..threads import CORES, cores

_DAY_S = 86400.0
_REV_DAY = {"near Earth": 15.0, "deep space": 2.0056}


def table_and_figures() -> None:
    """Compile the table of positions of near-Earth sets, and the figures of one target."""
    from ..revisit.figures import figures

    _table("near Earth")
    some_s = np.array([[3600.0, 3900.0], [9000.0, 9300.0]])
    figures(some_s, some_s, 0.0, _DAY_S, searched_from_s=-_DAY_S, searched_to_s=2.0 * _DAY_S)


def search() -> None:
    """Compile the search for windows and their description; the table comes from python-sgp4, which needs no kernel."""
    from ..places.sites import Site
    from ..sensors.limits import Limits
    from ..windows.search import Search

    found = Search(_table("deep space"), [Site("A", lat_deg=38.0, lon_deg=15.0)], threads=1)
    windows = found.windows(Limits(squint_max_deg=60.0))
    found.geometry(windows)


def run() -> None:
    """Compile what a run of a scenario calls, readings of exposures included."""
    from ..revisit.figure_kinds import EXPOSURE_PROBABILITY
    from ..scenario.load import read_scenario
    from .simulation import Simulation
    from .summary import summary

    result = Simulation(read_scenario("example", ("time.span_days=1",))).run(allow_stale=True)
    summary(result)
    result.surveyor.survey([{}], limits_s=(3600.0,)).measure(EXPOSURE_PROBABILITY.name, 3600.0)


def catalogue() -> None:
    """Compile the search of catalogues over one place."""
    from ..places.sites import Site
    from ..sensors.limits import Limits
    from ..windows.overhead import overhead

    limits = Limits(satellite_light="lit", sun_elevation_max_deg=-6.0)
    overhead([_elements("near Earth")], Site("A", lat_deg=38.0, lon_deg=15.0), _span(), limits=limits)


def moments() -> None:
    """Compile the geometry at given moments."""
    from ..windows.geometry_at import geometry

    geometry(_elements("near Earth"), "38,15", 0.0, span=_span())


def maps() -> None:
    """Compile swept and exact maps of a cone and of a radar's swath."""
    from ..maps.coverage_map import coverage_map
    from ..orbits.track import Track
    from ..places.grids import box
    from ..sensors.catalogue import sensor_from_catalogue
    from ..sensors.limits import Limits

    tracks = [Track(0, _elements("near Earth"), 0.0, _DAY_S)]
    grid = box(south_deg=37.0, north_deg=39.0, west_deg=14.0, east_deg=16.0, step_deg=1.0)
    radar = sensor_from_catalogue("terrasar-x-spotlight").limits()
    for exact in (False, True):
        coverage_map(tracks, grid, Limits(), _span(), exact=exact)
        coverage_map(tracks, grid, radar, _span(), gaps="all", exact=exact)


# In the order of need: the first table, a run, then the rest.
SHARES: tuple[tuple[str, Callable[[], None]], ...] = (
    ("the table of positions and the figures", table_and_figures),
    ("the search for windows", search),
    ("runs of scenarios", run),
    ("catalogues overhead", catalogue),
    ("the geometry at a time", moments),
    ("maps", maps),
)


def is_first_run() -> bool:
    """Return whether the search must be compiled although it can be kept: on a new machine, or after an update."""
    from ..windows.passes_kernel import find_passes

    kept = getattr(find_passes, "_cache", None)
    holds_any = getattr(kept, "holds_any", None)
    return holds_any is not None and not holds_any()


def compile_for_first_table() -> None:
    """Compile what a search needs, on a first run with two cores or more: in half the time.

    Where a second process cannot be started, or fails, the search compiles what is missing.
    """
    if cores() < 2 or not is_first_run():
        return
    with _beside("search"):
        table_and_figures()


@contextmanager
def _beside(share: str) -> Iterator[None]:
    """Run one share in another process meanwhile, and wait for it at the end."""
    package = __package__.partition(".")[0]
    root = os.path.dirname(os.path.dirname(os.path.abspath(sys.modules[package].__file__ or "")))
    code = f"import sys; sys.path.insert(0, {root!r}); from {__name__} import {share}; {share}()"
    other: subprocess.Popen[bytes] | None = None
    with suppress(OSError, ValueError):
        other = subprocess.Popen(
            [sys.executable, "-c", code],
            env=os.environ | {CORES: "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    try:
        yield
        if other is not None:
            other.wait()
    finally:
        if other is not None and other.poll() is None:
            other.kill()
            other.wait()


def _span() -> Any:
    from datetime import UTC, datetime

    from ..clock import Span

    return Span(datetime(2026, 8, 22, tzinfo=UTC), _DAY_S)


def _elements(kind: str) -> Any:
    from ..orbits.elements import ElementSet

    return ElementSet(kind, 1, 2461274.5, 0.0, _REV_DAY[kind], 0.001, 60.0, 0.0, 0.0, 0.0)


def _table(kind: str) -> Any:
    from ..orbits.ephemeris import ephemeris
    from ..orbits.track import Track

    return ephemeris(_span(), [Track(0, _elements(kind), 0.0, _DAY_S)], threads=1)
