"""The quick lane: what it leaves out exists, what stays in cannot call a kernel or start a process unseen."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import quick_lane

HERE = Path(__file__).resolve().parent
TRY = """
from quick_lane import refuse_kernels_and_processes
refuse_kernels_and_processes()
import subprocess, sys
import numpy as np
from sim.revisit.figures_kernel import all_filled
for attempt in (lambda: all_filled(np.array([[0.0, 1.0]])), lambda: subprocess.run([sys.executable, "-c", ""])):
    try:
        attempt()
    except AssertionError as refused:
        print(refused)
"""


def test_every_name_of_the_lists_is_that_of_a_test() -> None:
    """No folder, file or test of the lists has moved or been renamed, and none stands there twice."""
    whole = (*quick_lane.KERNELS, *quick_lane.PROCESSES, *quick_lane.LONG)
    assert [name for name in (*whole, *quick_lane.TESTS) if not (HERE / name).exists()] == []
    assert len({*whole, *quick_lane.TESTS}) == len(whole) + len(quick_lane.TESTS)
    for name, tests in quick_lane.TESTS.items():
        nodes = ast.walk(ast.parse((HERE / name).read_text(encoding="utf-8")))
        assert set(tests) <= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}, name


def test_files_and_tests_of_the_lists_are_left_out() -> None:
    """A folder with all below it, a file, a test by its name; and nothing else."""
    name, tests = next(iter(quick_lane.TESTS.items()))
    assert quick_lane.left_out(HERE / "windows" / "test_search.py")
    assert quick_lane.left_out(HERE / "test_naive.py")
    assert not quick_lane.left_out(HERE / name)
    assert not quick_lane.left_out(HERE.parent / "windows")
    assert not quick_lane.is_quick(HERE / name, tests[0])
    assert quick_lane.is_quick(HERE / name, "test_of_another_name")
    assert quick_lane.is_quick(HERE / "test_clock.py", "test_any")


def test_a_kernel_and_a_process_are_refused_by_name() -> None:
    """In the lane the call of a kernel raises before anything is compiled or loaded, as does the start of a process."""
    paths = f"{HERE}:{HERE.parent}"
    done = subprocess.run(
        [sys.executable, "-c", TRY], env={"PYTHONPATH": paths}, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [
        "the quick lane calls no kernel, but all_filled: see tests/quick_lane.py",
        "the quick lane starts no process: see tests/quick_lane.py",
    ]
