"""Peak memory is that of the process itself."""

import subprocess
import sys
from pathlib import Path

import numpy as np


def test_a_parent_does_not_count():
    """A child of a process that holds 400 MB, and itself imports numpy alone, has a peak below 200 MB."""
    held = np.ones(50_000_000)
    code = "from benchmarks.peers_.worker import peak_memory_mb; print(peak_memory_mb())"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert 5.0 < float(done.stdout) < 200.0
    assert held[-1] == 1.0
