"""Speed of a revisit map: 100 satellites, 100,000 points, 30 days, swept at 60 s.

A Walker constellation at 550 km and 53 degrees, a grid over the whole Earth, and two sensors: elevation above 10
degrees (wide), off-nadir up to 30 degrees (narrow, which takes several samples a step). Compilation apart; memory is
the process's peak. `python -m benchmarks.raster_map [--satellites N] [--points N] [--days D] [--threads N] [--json]`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import time
from importlib.metadata import version

import sim
from sim.orbits.notional import walker

from .peers_.worker import peak_memory_mb

LIMITS = {
    "wide": sim.Limits(elevation_min_deg=10.0),
    "narrow": sim.Limits(off_nadir_max_deg=30.0),
}


def case(
    satellites: int = 100,
    points: int = 100_000,
    days: float = 30.0,
    threads: int | None = None,
    *,
    limits: sim.Limits = LIMITS["narrow"],
    exact: bool = False,
    repeats: int = 1,
) -> dict[str, float]:
    """Return seconds, processor seconds, point-days a second and peak MB of one map, best of some repeats."""
    start = sim.parse_utc("2026-07-14")
    planes = max(n for n in range(1, int(math.sqrt(satellites)) + 1) if satellites % n == 0)
    sets = walker(
        name="W", kind="delta", total=satellites, planes=planes, phasing=min(1, planes - 1), epoch=start,
        height_km=550.0, inclination_deg=53.0,
    )  # fmt: skip
    grid = sim.whole_earth(step_deg=180.0 / max(2, round(math.sqrt(points / 2.0))))

    def run(duration_s: float) -> sim.CoverageMap:
        span = sim.Span(start, duration_s)
        tracks = [sim.Track(i, one, 0.0, duration_s) for i, one in enumerate(sets)]
        return sim.coverage_map(tracks, grid, limits, span, threads=threads, exact=exact, error_points=0)

    run(3600.0)  # compiles
    best_s = best_cpu_s = math.inf
    for _ in range(repeats):
        began, cpu_began = time.perf_counter(), time.process_time()
        found = run(days * 86400.0)
        best_s = min(best_s, time.perf_counter() - began)
        best_cpu_s = min(best_cpu_s, time.process_time() - cpu_began)
    return {
        "satellites": satellites,
        "points": grid.size,
        "days": days,
        "threads": threads or os.cpu_count() or 1,
        "seconds": round(best_s, 3),
        "processor_s": round(best_cpu_s, 3),
        "point_days_per_s": round(grid.size * days / best_s),
        "satellite_point_days_per_s": round(satellites * grid.size * days / best_s),
        "peak_memory_mb": round(peak_memory_mb(), 1),
        "mean_gap_min": round(found.mean(found.gap_mean_s) / 60.0, 3),
        "percent_covered": round(found.mean(found.percent_covered), 4),
    }


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--satellites", type=int, default=100)
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--days", type=float, default=30.0)
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--exact", action="store_true", help="refine the transitions (slow: try fewer points)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    asked = parser.parse_args(arguments)
    found = {}
    for name, limits in LIMITS.items():
        sizes = asked.satellites, asked.points, asked.days, asked.threads
        found[name] = case(*sizes, limits=limits, exact=asked.exact, repeats=asked.repeats)
    about = {
        "processor": platform.processor() or platform.machine(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("numpy", "numba")},
    }
    if asked.json:
        print(json.dumps({"schema_version": 1, "about": about, "figures": found}, indent=1))
        return
    for key in next(iter(found.values())):
        print(f"{key:28}" + "".join(f"{one[key]:>16}" for one in found.values()))
    print(f"{'sensor':28}" + "".join(f"{name:>16}" for name in found))


if __name__ == "__main__":
    main()
