"""What 512-bit vectors gain where the processor has them, and how to ask for them.

LLVM prefers vectors of 256 bits even where a processor has 512, so that mixed programs keep a higher clock; the kernels
gain from the wider ones. numba reads both settings when it is imported, they hold for the whole process, and compiled
code is cached for each apart, so reconsim leaves them to whoever starts it. `python -m benchmarks.wide_vectors` prints
the two lines for this machine and the speed of SGP4 and of the search without and with them; `--small` only shows that
it works, for SGP4 alone: the search takes ten seconds to compile.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from .apart import ROOT

MEASURE = """
import sys

import sim
from benchmarks.case import case
from benchmarks.machine import best_s
from benchmarks.peers_.reconsim import prepare
from benchmarks.states import states_job
small = sys.argv[1] == "small"
asked = case(targets=3, days=1.0) if small else case()
count = 2000 if small else 43_200
sets = sim.parse_elements(asked.lines, "the case")
states_s = best_s(states_job(sets, count, 1), repeats=2 if small else 30)
windows_s = float("nan") if small else best_s(prepare(asked), repeats=30)
print(len(sets) * count / states_s / 1e6, windows_s * 1e3)
"""


def wide() -> dict[str, str]:
    """Return the settings that let numba use vectors of 512 bits here; empty where there are none to use."""
    from llvmlite import binding

    features = binding.get_host_cpu_features()
    if not features.get("avx512f", False):
        return {}
    return {
        "NUMBA_CPU_NAME": binding.get_host_cpu_name(),
        "NUMBA_CPU_FEATURES": f"{features.flatten()},-prefer-256-bit",
    }


def measured(settings: dict[str, str], small: bool) -> tuple[float, float]:
    """Return million states/s of SGP4 on one thread, and ms for the suite's exact windows (NaN if small)."""
    command = [sys.executable, "-c", MEASURE, "small" if small else "full"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, check=True)
    states, windows = map(float, done.stdout.split())
    return states, windows


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a small case: that it works, not how fast")
    small = parser.parse_args(arguments).small
    settings = wide()
    print(f"{'vectors':16}{'SGP4, million states/s':>24}{'exact windows, ms':>20}")
    for name, chosen in (("as LLVM prefers", {}), ("512 bits", settings)):
        if name == "512 bits" and not settings:
            print("512 bits        this processor has none")
            continue
        states, windows = measured(chosen, small)
        print(f"{name:16}{states:24.1f}{windows:20.1f}")
    for name, value in settings.items():
        print(f"export {name}={value!r}")


if __name__ == "__main__":
    main()
