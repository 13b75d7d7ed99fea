"""How the suite runs: Hypothesis profiles, parallel workers of one core each, and the quick lane.

Hypothesis' `usual` profile serves the README's test command, `long` when RECONSIM_LONG says how many thousand cases,
`quick` the quick lane.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from quick_lane import is_quick, is_quick_lane, left_out, refuse_kernels_and_processes

from sim.threads import CORES, cores

_COMMON = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}
settings.register_profile("usual", max_examples=60, **_COMMON)
settings.register_profile("quick", max_examples=10, **_COMMON)
settings.register_profile("long", max_examples=1000 * int(os.environ.get("RECONSIM_LONG") or 1), **_COMMON)
settings.load_profile("long" if os.environ.get("RECONSIM_LONG") else "usual")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """`-n auto`: a worker for each core that this process may use."""
    return cores()


def pytest_configure(config: pytest.Config) -> None:
    """A worker beside others, and every process it starts, takes one core."""
    if hasattr(config, "workerinput"):
        os.environ[CORES] = "1"
    if is_quick_lane(config.option.markexpr):
        settings.load_profile("quick")
        refuse_kernels_and_processes()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Of the whole suite on several workers, each first compiles its share of the kernels."""
    config = session.config
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    whole = [config.rootpath / one for one in config.args] == [Path(__file__).parent]
    if workers > 1 and whole and not config.option.markexpr and not config.option.keyword:
        from compiled_first import compile_share

        compile_share(int(config.workerinput["workerid"].removeprefix("gw")), workers)  # type: ignore[attr-defined]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The quick lane does not even import what it leaves out whole; other runs collect all."""
    return True if is_quick_lane(config.option.markexpr) and left_out(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in the quick lane."""
    for item in items:
        if is_quick(item.path, item.name.partition("[")[0]):
            item.add_marker(pytest.mark.quick)
