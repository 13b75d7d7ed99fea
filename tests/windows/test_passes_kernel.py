"""The search for passes, compiled afresh: vector code where it has to be."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys

PRINT_ASSEMBLY = """
import numpy as np
from sim.windows.kernel_arrays import Nodes, SingleAxes, room_for
from sim.windows.passes_kernel import find_passes
from sim.windows.roots_kernel import ROWS, WAITING, solve
solve(0.0, np.zeros(ROWS * WAITING), np.zeros(64, np.int64), 0, 90.0, np.zeros(1), np.zeros(1))
whole, single, real = np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0)
one = np.ones(1, np.int64)
nodes = Nodes(real, real, real, 0.0, 90.0, one, one, whole, np.zeros((1, 7)))
find_passes(nodes, SingleAxes(single, single, single), real, real, np.zeros((1, 6)), whole, whole, room_for(0))
for found in (solve, find_passes):
    print("=====")
    print(*found.inspect_asm().values())
"""
# Packed roots, of doubles; packed products and comparisons, of singles.
ROOTS = {"x86_64": r"sqrtpd.*[yz]mm", "aarch64": r"fsqrt\s+v\d+\.2d"}
SORTING = {"x86_64": r"(mul|fmadd\d+|cmp\w*)ps.*[yz]mm", "aarch64": r"(fmul|fmla|fcmgt)\s+v\d+\.4s"}


def test_roots_are_solved_and_nodes_sorted_several_at_a_time(tmp_path):
    """A fresh compile, in a process of its own, holds vector code for both loops; without it they are slow."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    assert machine in ROOTS, f"say here what vector instructions of {machine} are called"
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", PRINT_ASSEMBLY], env=environment, capture_output=True, text=True, check=True
    )
    _, solve, find_passes = done.stdout.split("=====")
    assert len(re.findall(ROOTS[machine], solve)) >= 3  # one for each Newton step
    assert len(re.findall(SORTING[machine], find_passes)) >= 5
