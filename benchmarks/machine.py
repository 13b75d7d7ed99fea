"""What a figure was measured on, and how: the processor's name, versions, the best of some repeats."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processor_name() -> str:
    """Return the processor's name as its maker prints it, or the machine's kind where it keeps that to itself."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    if platform.system() == "Darwin":
        named = subprocess.run(
            ["sysctl", "-n", "machdep.cpu.brand_string"], capture_output=True, text=True, check=False
        )
        if named.returncode == 0:
            return named.stdout.strip()
    return platform.processor() or platform.machine()


def versions_of(packages: Iterable[str]) -> dict[str, str]:
    found = {}
    for name in packages:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def about(packages: Iterable[str] = ("numpy", "numba", "sgp4", "skyfield")) -> dict[str, Any]:
    """Return date, versions and machine: what a reader needs in order to compare."""
    import sim

    return {
        "date": datetime.now(UTC).date().isoformat(),
        "reconsim": sim.__version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": processor_name(),
        "processors": processors(),
        **versions_of(packages),
    }


def best_s(job: Callable[[], object], *, repeats: int = 10, seconds: float = 10.0) -> float:
    """Return the shortest wall time of a job, after one call that compiles and warms: R repeats or S seconds."""
    job()
    times_s: list[float] = []
    while not times_s or (len(times_s) < repeats and sum(times_s) < seconds):
        began = time.perf_counter()
        job()
        times_s.append(time.perf_counter() - began)
    return min(times_s)
