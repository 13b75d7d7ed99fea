"""How the suite runs: Hypothesis profiles, parallel workers of one core each, and the quick lane.

Hypothesis' `quick` profile serves the README's test command, `long` when RECONSIM_LONG says how many thousand cases.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from sim.threads import CORES, cores

_COMMON = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}
settings.register_profile("quick", max_examples=60, **_COMMON)
settings.register_profile("long", max_examples=1000 * int(os.environ.get("RECONSIM_LONG") or 1), **_COMMON)
settings.load_profile("long" if os.environ.get("RECONSIM_LONG") else "quick")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """`-n auto`: a worker for each core that this process may use."""
    return cores()


def pytest_configure(config: pytest.Config) -> None:
    """A worker beside others, and every process it starts, takes one core."""
    if hasattr(config, "workerinput"):
        os.environ[CORES] = "1"
