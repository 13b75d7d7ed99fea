"""The core under pytest-benchmark: `pytest benchmarks`, with extra `benchmarks`. Compilation is a number of its own.

Every job is called once before it is timed, so that what numba compiles is not in its times. `pytest benchmarks
--benchmark-disable` calls each once, to see that it works; `--benchmark-autosave` and `--benchmark-compare` tell two
checkouts apart on one machine. The plain `pytest` of the project does not come here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import sim
from sim.orbits.ephemeris import Ephemeris
from sim.orbits.notional import walker
from sim.studies.assumptions import product_of
from sim.studies.survey import plan_of, surveyor_of

from . import machine
from .apart import apart
from .case import DAY_S, START, case
from .states import states_job

LIMITS = {
    "elevation 10 deg": sim.Limits(elevation_min_deg=10.0),
    "off-nadir 45 deg": sim.Limits(off_nadir_max_deg=45.0),
    "incidence 20-45 deg, squint 15 deg": sim.Limits(
        incidence_min_deg=20.0, incidence_max_deg=45.0, squint_max_deg=15.0
    ),
}


def warm(benchmark: Any, job: Any, *, unit: str, count: int) -> Any:
    """Time a job after one call that compiles; note how many of a unit it makes a second."""
    job()
    result = benchmark(job)
    benchmark.extra_info["unit"] = unit
    benchmark.extra_info["count"] = count
    if benchmark.stats is not None:
        benchmark.extra_info[f"{unit} per s"] = count / benchmark.stats.stats.min
    return result


@pytest.fixture(scope="module")
def elements() -> list[sim.ElementSet]:
    return walker(
        name="W", kind="delta", total=8, planes=8, phasing=1, epoch=START, height_km=570.0, inclination_deg=45.4
    )


@pytest.fixture(scope="module")
def table() -> Ephemeris:
    """Return the table of the case of 5 satellites over 30 days."""
    given = case()
    sets = sim.parse_elements("\n".join("\n".join(lines) for lines in given.tle), "the case")
    span = sim.Span(START, given.duration_s)
    return sim.ephemeris(span, [sim.Track(i, e, 0.0, span.duration_s) for i, e in enumerate(sets)])


@pytest.fixture(scope="module")
def places() -> list[sim.Site]:
    """Return the 30 places of the case."""
    given = case()
    return [
        sim.Site(f"P{i}", lat_deg=lat, lon_deg=lon)
        for i, (lat, lon) in enumerate(zip(given.lat_deg, given.lon_deg, strict=True))
    ]


@pytest.mark.parametrize("threads", sorted({1, machine.processors()}))
def test_sgp4(benchmark: Any, elements: list[sim.ElementSet], threads: int) -> None:
    """SGP4's kernel, 8 satellites x 43,200 times."""
    warm(benchmark, states_job(elements, 43_200, threads), unit="states", count=8 * 43_200)


def test_table(benchmark: Any, elements: list[sim.ElementSet]) -> None:
    """The table of 8 satellites over 30 days: SGP4, Earth rotation, bounds."""
    span = sim.Span(START, 30.0 * DAY_S)
    tracks = [sim.Track(i, e, 0.0, span.duration_s) for i, e in enumerate(elements)]
    warm(benchmark, lambda: sim.ephemeris(span, tracks), unit="states", count=8 * 43_200)


@pytest.mark.parametrize("limits", LIMITS.values(), ids=list(LIMITS))
def test_windows(benchmark: Any, table: Ephemeris, places: list[sim.Site], limits: sim.Limits) -> None:
    """Exact windows, 5 satellites x 30 places x 30 days."""
    found = len(sim.Search(table, places).windows(limits))
    assert found > 1_000
    warm(benchmark, lambda: sim.Search(table, places).windows(limits), unit="windows", count=found)


def test_figures(benchmark: Any, table: Ephemeris, places: list[sim.Site]) -> None:
    """Gaps, waits and shares of one place over 30 days, from its windows."""
    found = sim.Search(table, places).windows(LIMITS["elevation 10 deg"])
    at_first = found.take(found.target == 0)
    rows_s = np.stack([at_first.start_s, at_first.end_s], axis=1)
    warm(benchmark, lambda: sim.figures(rows_s, rows_s, 0.0, 30.0 * DAY_S), unit="windows", count=len(at_first))


def test_combinations(benchmark: Any) -> None:
    """Every combination of the sensors' values of `rok-425-as-flown`: 72 x 8 targets x 39 days."""
    constellation = sim.load("rok-425-as-flown").constellation
    cases = product_of(constellation.carried, {}).cases
    plan = plan_of(constellation, cases)
    surveyor = surveyor_of(constellation)
    job = lambda: surveyor.survey(cases, plan=plan, limits_s=(7200.0, 9000.0))  # noqa: E731
    warm(benchmark, job, unit="combinations", count=len(cases))


def test_compiling(benchmark: Any) -> None:
    """What compiling the search costs, once on a machine: numba's own time in a process with an empty cache."""
    cold = benchmark.pedantic(lambda: apart("windows", cold=not benchmark.disabled), rounds=1, iterations=1)
    assert cold["again_s"] > 0.0
    benchmark.extra_info["compile_s"] = cold["compile_s"]
