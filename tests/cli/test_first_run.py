"""The first run on a machine says that it compiles, and why it takes its time; later runs say nothing."""

import os
import subprocess
import sys
from pathlib import Path

import numba
import pytest

import sim
from sim.cli.console import be_quiet
from sim.cli.first_run import EACH_TIME, ONCE, told_of_compiling

ROOT = Path(sim.__file__).parent.parent

# The smallest kernel that is shipped stands for all of them: half a second instead of half a minute.
SMALLEST = """
import numpy as np
from sim.cli.first_run import told_of_compiling
with told_of_compiling():
    from sim.revisit.figures_kernel import all_filled
    all_filled(np.array([[0.0, 1.0]]))
    all_filled(np.array([[0.0, 1.0]]))
"""


def test_a_new_machine_is_told_once(tmp_path: Path) -> None:
    """With an empty cache the line appears, with how long it takes; with the cache it left behind, nothing does."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NUMBA_CACHE_DIR": str(tmp_path)}
    said = [
        subprocess.run(
            [sys.executable, "-c", SMALLEST], env=environment, capture_output=True, text=True, check=True, timeout=120
        )
        for _ in range(2)
    ]
    assert [one.stderr for one in said] == [f"{ONCE}\n", ""]
    assert [one.stdout for one in said] == ["", ""]
    assert "10 to 30 seconds" in ONCE


def compiled(module: str) -> None:
    """Compile a small function that says it is of a module, in memory only."""

    def twice(x: float) -> float:
        return x + x

    twice.__module__ = module
    numba.njit(twice)(1.0)


def test_where_nothing_can_be_kept_the_way_out_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a folder for the cache each run compiles: said once a run, with NUMBA_CACHE_DIR as the remedy."""
    be_quiet(False)
    with told_of_compiling():
        compiled("sim.made_up")
        compiled("sim.made_up")
    assert capsys.readouterr() == ("", f"{EACH_TIME}\n")
    assert "NUMBA_CACHE_DIR" in EACH_TIME


def test_other_people_s_functions_are_their_own_business(capsys: pytest.CaptureFixture[str]) -> None:
    """Only kernels of this package count, and only inside the watch."""
    be_quiet(False)
    with told_of_compiling():
        compiled("simulator.made_up")
    compiled("sim.made_up")
    assert capsys.readouterr() == ("", "")


def test_quiet_is_quiet_about_it_too(capsys: pytest.CaptureFixture[str]) -> None:
    """`-q` silences the line."""
    be_quiet(True)
    try:
        with told_of_compiling():
            compiled("sim.made_up")
    finally:
        be_quiet(False)
    assert capsys.readouterr() == ("", "")


LOST_INTERRUPT = """
import ctypes, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may have it ignored
import numba
from numba.core import event
from sim.cli.first_run import told_of_compiling

class Interrupted(event.Listener):
    def on_start(self, event):  # as LLVM calls back: what is raised there goes no further
        ctypes.CFUNCTYPE(None)(lambda: signal.raise_signal(signal.SIGINT))()
    def on_end(self, event):
        pass

with told_of_compiling(), event.install_listener("numba:compile", Interrupted()):
    numba.njit(lambda x: x + x)(1.0)
print("went on")
"""


def test_an_interrupt_while_compiling_is_not_lost() -> None:
    """Raised where the compiler calls back, the exception would be swallowed and the run go on; it ends with 130."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", LOST_INTERRUPT], env=environment, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "error: interrupted\n")
