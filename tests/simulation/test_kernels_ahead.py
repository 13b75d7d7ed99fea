"""What is compiled ahead is what the first table needs, in two halves that make a whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.simulation import kernels_ahead
from sim.simulation.kernels_ahead import SHARES, compile_for_first_table, is_first_run
from sim.studies import exposures_kernel

ROOT = Path(sim.__file__).parent.parent
EMPTY = "from sim.simulation.kernels_ahead import is_first_run; print(is_first_run())"

TWO = """\
0 TerraSAR-X
1 31698U 07026A   26233.46720890  .00000717  00000-0  37310-4 0  9997
2 31698  97.4463 240.2482 0001659  92.1938 267.9487 15.19155768 10009
0 WorldView-3
1 40115U 07026A   26234.26534352  .00000654  00000-0  82711-4 0  9991
2 40115  97.8522 308.1738 0002908  95.0288 265.1259 14.85111762 10004
"""

# The kernels called by both shares, then those that the command calls beyond them.
BEYOND = """
import sys
from numba.core.dispatcher import Dispatcher
from sim.simulation import kernels_ahead

called = set()
usual = Dispatcher.compile
def compile(self, signature):
    called.add(self.py_func.__qualname__)
    return usual(self, signature)
Dispatcher.compile = compile
kernels_ahead.table_and_figures()
halves = set(called)
kernels_ahead.search()
assert "find_passes" not in halves and "fill_rows" in halves and "find_passes" in called, called
ahead = set(called)
from sim.cli import main
sys.argv = ["reconsim", "windows", "--elements", "two.3le", "--site", "Etna,37.751,14.993", "--start", "2026-08-22",
            "--days", "1", "--incidence", "20,45", "--squint", "15"]
try:
    main()
except SystemExit as end:
    assert not end.code
print(sorted(called - ahead))
"""


def python(code: str, folder: Path, **environment: str) -> str:
    """Return what a new Python prints last."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return done.stdout.splitlines()[-1]


def test_a_table_calls_no_kernel_that_is_not_compiled_ahead(tmp_path: Path) -> None:
    """After both halves `reconsim windows` compiles nothing; either half alone lacks what the other has."""
    (tmp_path / "two.3le").write_text(TWO, encoding="utf-8")
    assert python(BEYOND, tmp_path) == "[]"


def test_an_empty_cache_is_a_first_run(tmp_path: Path) -> None:
    """Without code for the search the run is a first one; with code of the same kernels it is not."""
    assert python(EMPTY, tmp_path, NUMBA_CACHE_DIR=str(tmp_path)) == "True"
    kernels_ahead.search()
    assert not is_first_run()


def test_one_core_compiles_nothing_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """On one core, and where code is kept already, no process is started and no share is called."""

    def fail(*_: object) -> None:
        raise AssertionError("called")

    monkeypatch.setattr(kernels_ahead, "table_and_figures", fail)
    monkeypatch.setattr(subprocess, "Popen", fail)
    monkeypatch.setattr(kernels_ahead, "is_first_run", lambda: True)
    monkeypatch.setattr(kernels_ahead, "cores", lambda: 1)
    compile_for_first_table()
    monkeypatch.setattr(kernels_ahead, "cores", lambda: 2)
    monkeypatch.setattr(kernels_ahead, "is_first_run", lambda: False)
    compile_for_first_table()


def test_the_other_process_ends_with_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong here stops the process beside; one that fails by itself stops nothing."""
    with kernels_ahead._beside("no_such_share"):
        pass
    started = []
    usual = subprocess.Popen

    def start(*given: object, **more: object) -> object:
        started.append(usual(*given, **more))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(KeyboardInterrupt), kernels_ahead._beside("run"):
        raise KeyboardInterrupt
    assert started[0].poll() is not None


@pytest.mark.parametrize("share", [one for _, one in SHARES[3:]], ids=[what for what, _ in SHARES[3:]])
def test_every_share_can_be_compiled(share: object) -> None:
    """Each share of `reconsim warmup` runs to its end."""
    share()  # type: ignore[operator]


def test_a_run_is_compiled_with_its_exposures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example has no reading of exposures; their kernel is called all the same."""
    called: list[int] = []
    real = exposures_kernel.exposure_product
    monkeypatch.setattr(exposures_kernel, "exposure_product", lambda *a: (called.append(1), real(*a))[1])
    kernels_ahead.run()
    assert called
