"""Speed of the core, compilation apart, and its accuracy beside it.

Sizes: SGP4, 8 satellites x 43,200 times. Windows, 5 satellites x 30 places x 30 days, elevation above 10 degrees,
18,799 windows: table, passes and trimming. Combinations, `rok-425-as-flown`, 72 x 8 targets x 39 days. Run, the same
scenario with its 200 draws. The revisit map as `raster_map.py` says. Times are the best of some repeats, warm;
compiling and peak memory come from a process of their own with an empty cache. Accuracy: against python-sgp4 over 30
days, and against windows found by sampling and bisection (`exact.py`). Under 4 minutes; `--small` takes seconds, shows
that it works, and gives figures worth nothing.

`python -m benchmarks.core [--json] [--save] [--small]` needs reconsim and what it needs, nothing else.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import Any

import numpy as np

import sim
from sim.orbits.notional import keplerian, walker
from sim.studies.assumptions import product_of
from sim.studies.survey import plan_of, surveyor_of

from . import history, machine
from .apart import ROOT, apart
from .case import DAY_S, START, case
from .exact import Motion, exact_windows
from .judged import judge
from .peers_ import reconsim as ours
from .states import states_job

# Files of the suite that measure a part of the core by themselves: `speed(small)` gives the fields of each Speed.
OTHER_PARTS = ("catalogue",)

LOW_ORBITS: dict[str, dict[str, float]] = {
    "300 km": {"height_km": 300.0, "inclination_deg": 51.6},
    "570 km, 45 deg": {"height_km": 570.0, "inclination_deg": 45.4},
    "700 km, 98 deg": {"height_km": 700.0, "inclination_deg": 98.2},
    "300 x 4000 km": {"perigee_height_km": 300.0, "apogee_height_km": 4000.0, "inclination_deg": 63.4},
}


@dataclass(frozen=True)
class Speed:
    """One measured figure; ``name`` is its key in the JSON."""

    name: str
    what: str
    size: str
    value: float
    unit: str


@dataclass(frozen=True)
class Accuracy:
    """One error against somebody who knows, beside what is promised."""

    name: str
    what: str
    against: str
    value: float
    unit: str
    promised: str


def sgp4_speed(small: bool) -> Iterator[Speed]:
    times = 1_440 if small else 43_200
    satellites = walker(
        name="W", kind="delta", total=8, planes=8, phasing=1, epoch=START, height_km=570.0, inclination_deg=45.4
    )
    size = f"8 satellites x {times:,} times"
    counts = {"one_thread": 1, "all_threads": machine.processors()}
    for key, threads in counts.items():
        rate = len(satellites) * times / machine.best_s(states_job(satellites, times, threads))
        what = f"SGP4 kernel, {threads} thread{'' if threads == 1 else 's'}"
        yield Speed(f"sgp4_states_per_s_{key}", what, size, round(rate), "states/s")
    tracks = [sim.Track(i, e, 0.0, times * 60.0) for i, e in enumerate(satellites)]
    rate = len(satellites) * times / machine.best_s(lambda: sim.ephemeris(sim.Span(START, times * 60.0), tracks))
    yield Speed("table_states_per_s", "table: SGP4, Earth rotation, bounds", size, round(rate), "states/s")


def windows_speed(small: bool) -> Iterator[Speed]:
    given = case(targets=3, days=1.0) if small else case()
    span, tracks, sites, limits = ours.asked(given)
    places, days = len(sites), given.days
    size = f"{len(tracks)} satellites x {places} places x {days:g} days"
    table = sim.ephemeris(span, tracks)
    found = len(sim.Search(table, sites).windows(limits))
    table_s = machine.best_s(lambda: sim.ephemeris(span, tracks))
    search_s = machine.best_s(lambda: sim.Search(table, sites).windows(limits))
    alone_s = machine.best_s(lambda: sim.Search(table, sites, threads=1).windows(limits))
    yield Speed("windows_5x30x30d", "exact windows found", size, found, "windows")
    yield Speed("windows_table_ms", "exact windows, the table", size, 1e3 * table_s, "ms")
    yield Speed("windows_search_ms", "exact windows, the search, all threads", size, 1e3 * search_s, "ms")
    yield Speed("windows_search_one_thread_ms", "exact windows, the search, one thread", size, 1e3 * alone_s, "ms")
    total_s = table_s + search_s
    yield Speed("windows_per_s", "exact windows, table and search", size, round(found / total_s), "windows/s")
    point_days = round(len(tracks) * places * days / total_s)
    yield Speed(
        "point_days_per_s", "exact windows, table and search", size, point_days, "point-days/s, each satellite counted"
    )


def studies_speed(small: bool) -> Iterator[Speed]:
    name = "walker-mid-latitude" if small else "rok-425-as-flown"
    simulation = sim.load(name)
    if not small:
        constellation = simulation.constellation
        cases = product_of(constellation.carried, {}).cases
        plan = plan_of(constellation, cases)
        surveyor = surveyor_of(constellation)
        survey_s = machine.best_s(lambda: surveyor.survey(cases, plan=plan, limits_s=(7200.0, 9000.0)), repeats=5)
        size = f"{len(cases)} combinations x 8 targets x 39 days"
        yield Speed("combinations_survey_ms", "every combination of sensor values", size, 1e3 * survey_s, "ms")
    run_s = machine.best_s(simulation.run, repeats=1 if small else 2)
    yield Speed(f"run_{name.replace('-', '_')}_s", "a whole run, verdicts included", name, run_s, "s")


def raster_speed(small: bool) -> Iterator[Speed]:
    """The revisit map, in a process of its own since its memory counts."""
    size = ["--satellites", "4", "--points", "500", "--days", "1"] if small else []
    command = [sys.executable, "-m", f"{__package__}.raster_map", "--json", *size]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for sensor, found in json.loads(done.stdout)["figures"].items():
        size_words = f"{found['satellites']} satellites x {found['points']:,} points x {found['days']:g} days"
        what = f"revisit map, {sensor} sensor"
        yield Speed(f"map_{sensor}_s", what, size_words, found["seconds"], "s")
        rate = found["satellite_point_days_per_s"]
        yield Speed(f"map_{sensor}_point_days_per_s", what, size_words, rate, "point-days/s, each satellite counted")
        yield Speed(f"map_{sensor}_peak_memory_mb", f"{what}, peak memory", size_words, found["peak_memory_mb"], "MB")


def apart_speed(small: bool) -> Iterator[Speed]:
    """Compilation and peak memory; the small size leaves compilation out, so that a test need not wait for it."""
    if not small:
        task = "rok-425-as-flown"
        cold = apart(task, cold=True)
        yield Speed("compile_s", "compiling, once on a machine", f"the run of {task}", cold["compile_s"], "s")
        yield Speed("run_peak_memory_mb", "peak memory", f"the run of {task}", round(cold["peak_memory_mb"]), "MB")
    warm = apart("windows-small" if small else "windows")
    memory_mb = round(warm["peak_memory_mb"])
    yield Speed("windows_peak_memory_mb", "peak memory", "the exact windows above", memory_mb, "MB")


def sgp4_accuracy(small: bool) -> Iterator[Accuracy]:
    """The table against python-sgp4 turned by Skyfield's GMST, node by node."""
    days = 1.0 if small else 30.0
    span = sim.Span(START, days * DAY_S)
    motion = Motion(case(satellites=1, targets=1, days=days))
    worst_m = 0.0
    for orbit in LOW_ORBITS.values():
        elements = keplerian(name="orbit", epoch=START, **orbit)  # type: ignore[arg-type]
        t_s, itrs_km = sim.ephemeris(span, [sim.Track(0, elements, 0.0, span.duration_s)]).positions_itrs_km(0)
        inside = (t_s >= 0.0) & (t_s <= span.duration_s)
        motion.satrecs = [elements.satrec]
        difference_km = motion.itrs_km(0, t_s[inside]) - itrs_km[inside].T
        worst_m = max(worst_m, float(np.sqrt((difference_km**2).sum(axis=0)).max()) * 1e3)
    what = f"position of a low satellite, {days:g} days, {len(LOW_ORBITS)} orbits"
    yield Accuracy("sgp4_worst_difference_m", what, "python-sgp4, Skyfield's GMST", worst_m, "m", "0.0001")


def windows_accuracy(small: bool) -> Iterator[Accuracy]:
    given = case(targets=3, days=1.0) if small else case()
    exact = exact_windows(given)
    verdict = judge(ours.collect(given, ours.prepare(given)()), exact)
    size = f"{len(exact):,} windows"
    against = "python-sgp4, bisected"
    yield Accuracy("windows_lost", f"windows lost of {size}", against, verdict.lost, "windows", "none")
    yield Accuracy("windows_invented", f"windows invented beside {size}", against, verdict.invented, "windows", "none")
    what = f"worst boundary of {size}, grazing ones included"
    yield Accuracy("worst_boundary_error_ms", what, against, verdict.worst_error_ms, "ms", "1")
    what = f"median boundary of {size}"
    yield Accuracy("median_boundary_error_ms", what, against, verdict.median_error_ms, "ms", "1")


def other_speed(small: bool) -> Iterator[Speed]:
    for name in OTHER_PARTS:
        if importlib.util.find_spec(f"{__package__}.{name}") is None:
            continue
        part = import_module(f".{name}", __package__)
        if hasattr(part, "speed"):
            yield from (Speed(**row) for row in part.speed(small))


def report(small: bool) -> dict[str, Any]:
    """Return everything measured, as the JSON document has it."""
    began = time.perf_counter()
    parts = (sgp4_speed, windows_speed, raster_speed, studies_speed, other_speed, apart_speed)
    speed = [row for part in parts for row in part(small)]
    accuracy = [row for part in (sgp4_accuracy, windows_accuracy) for row in part(small)]
    return {
        "schema_version": 1,
        "kind": "core",
        "about": machine.about(),
        "small": small,
        "took_s": round(time.perf_counter() - began, 1),
        "figures": {row.name: row.value for row in (*speed, *accuracy)},
        "speed": [asdict(row) for row in speed],
        "accuracy": [asdict(row) for row in accuracy],
    }


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--save", action="store_true", help="keep the figures in benchmarks/history/")
    parser.add_argument("--small", action="store_true", help="a size that only shows that it works")
    asked = parser.parse_args(arguments)
    if asked.small and asked.save:
        parser.error("--small gives figures worth nothing, so they are not saved; leave out --small or --save")
    measured = report(asked.small)
    if asked.save:
        print(f"saved {history.save(measured)}", file=sys.stderr)
    if asked.json:
        print(json.dumps(measured, indent=1))
        return
    from .tables import core_tables, measured_on, plain

    print("\n\n".join([*(plain(table) for table in core_tables(measured)), measured_on(measured)]))


if __name__ == "__main__":
    main()
