"""Runs one task of the core in a process of its own: for its peak memory, and for compilation as a number by itself.

`python -m benchmarks.apart TASK [--cold]` prints JSON: first_s and again_s of the task, compile_s (what numba spent on
compiling in the first), kernels compiled, peak_memory_mb. With --cold the cache of compiled code starts empty.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def windows_task(small: bool) -> Callable[[], object]:
    from .case import case
    from .peers_.reconsim import prepare

    return prepare(case(targets=3, days=1.0) if small else case())


def run_task(name: str) -> Callable[[], object]:
    import sim

    return sim.load(name).run


def task(name: str) -> Callable[[], object]:
    """Return the job of a task: "windows" for the case of 5 x 30 x 30 days, else the run of a shipped scenario."""
    if name in ("windows", "windows-small"):
        return windows_task(small=name != "windows")
    return run_task(name)


def apart(name: str, *, cold: bool = False) -> dict[str, Any]:
    """Return what a task took in a process of its own."""
    command = [sys.executable, "-m", f"{__package__}.apart", name]
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ)
        if cold:
            environment["NUMBA_CACHE_DIR"] = folder
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr}")
    return dict(json.loads(done.stdout))


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task")
    parser.add_argument("--cold", action="store_true", help="start with an empty cache of compiled code")
    asked = parser.parse_args(arguments)
    if asked.cold:
        print(json.dumps(apart(asked.task, cold=True), indent=1))
        return
    from numba.core import event

    from .peers_.worker import peak_memory_mb

    job = task(asked.task)
    listener = event.TimingListener()  # counts only the outermost compilation where one calls for another
    event.register("numba:compile", listener)
    began = time.perf_counter()
    job()
    first_s = time.perf_counter() - began
    compile_s = listener.duration if listener.done else 0.0
    began = time.perf_counter()
    job()
    again_s = time.perf_counter() - began
    figures = {"first_s": first_s, "again_s": again_s, "compile_s": compile_s, "peak_memory_mb": peak_memory_mb()}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
