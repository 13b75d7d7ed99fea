"""Runs one side on a case, in a process of its own: what another side loads, locks or breaks cannot touch it.

`python -m benchmarks.peers_.worker SIDE CASE.json OUT.npz --processors N --seconds S --repeats R`. It is first run on
one day, or the whole case where that is shorter, to warm compilers and caches; then whole, until S seconds or R repeats
are over, at least once. OUT holds the windows, the times and the peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from ..case import Case


def keep_to(processors: int) -> None:
    """Let this process use so many processors, by affinity where the system has it; call before anything is loaded."""
    if hasattr(os, "sched_setaffinity"):
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, set(allowed[:processors]))
    os.environ["NUMBA_NUM_THREADS"] = str(processors)
    os.environ["RAYON_NUM_THREADS"] = str(processors)
    os.environ["ASTROZ_THREADS"] = str(processors)


def peak_memory_mb() -> float:
    """Return the largest resident memory of this process so far, MB.

    Linux hands getrusage's figure on from parent to child, so there the kernel's own mark of this process is read.
    """
    status = Path("/proc/self/status")
    if status.exists():
        marks = [line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:")]
        if marks:
            return int(marks[0].split()[1]) * 1024 / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


def timed(job: Callable[[], object], seconds: float, repeats: int) -> tuple[list[float], list[float], Any]:
    """Return the wall and the processor times of a job, and its last result.

    It runs until the seconds or the repeats are over. Where the processor times, of all threads together, fall short of
    the wall times, the machine was busy with something else.
    """
    times_s: list[float] = []
    processor_s: list[float] = []
    result = None
    while not times_s or (len(times_s) < repeats and sum(times_s) < seconds):
        result = None  # so that two results never lie in memory at once
        began, processor_began = time.perf_counter(), time.process_time()
        result = job()
        times_s.append(time.perf_counter() - began)
        processor_s.append(time.process_time() - processor_began)
    return times_s, processor_s, result


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("side")
    parser.add_argument("case", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--processors", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--repeats", type=int, default=10)
    asked = parser.parse_args(arguments)
    keep_to(asked.processors)
    warnings.simplefilter("ignore")
    side = import_module(f".{asked.side}", __package__)
    case = Case.load(asked.case)
    about: dict[str, Any] = {"versions": {name: version(name) for name in side.PACKAGES}}
    before_mb = peak_memory_mb()
    if asked.side.endswith("_states"):
        job, columns = _states(side, case, asked.processors)
    else:
        side.prepare(case.lasting(1.0))()
        job, columns = side.prepare(case), None
    times_s, processor_s, raw = timed(job, asked.seconds, asked.repeats)
    about |= {
        "name": side.NAME,
        "times_s": times_s,
        "processor_s": processor_s,
        "peak_memory_mb": peak_memory_mb(),
        "loaded_memory_mb": before_mb,
    }
    if columns is None:
        found = side.collect(case, raw)
        arrays = {name: getattr(found, name) for name in ("satellite", "place", "start_s", "end_s")}
    else:
        arrays = columns(raw)
    np.savez(asked.out, about=np.array(json.dumps(about)), **arrays)


def _states(side: Any, case: Case, processors: int) -> tuple[Callable[[], object], Callable[[Any], dict[str, Any]]]:
    times_min = np.arange(int(case.days * 1440.0), dtype=np.float64)
    job = side.prepare_states(case, times_min, processors)
    job()

    def columns(raw: Any) -> dict[str, Any]:
        teme_km = side.positions_teme_km(raw)
        # Every 97th time is enough to judge by, and keeps the file small.
        return {"states": np.array(len(case.tle) * times_min.size), "positions_km": teme_km[:, ::97]}

    return job, columns


if __name__ == "__main__":
    main()
