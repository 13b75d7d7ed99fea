"""The commented example as a build-up: three days in half days, one satellite entering service, one failing."""

from __future__ import annotations

from functools import cache
from typing import Any

import sim
from sim.simulation.result import Result
from sim.simulation.summary import summary

CHANGES = (
    "time.start_utc=2026-08-20",
    "time.span_days=3",
    "draws.count=0",
    "build_up.every_days=0.5",
    "build_up.draws=6",
    'build_up.readings=["gap_mean_s<=43200", "wait_probability_3600s>=0.01", "n_looks>=2"]',
    "satellite[#1].launch_utc=2026-08-01",
    "satellite[#1].in_service_utc=2026-08-21",
    "satellite[#1].service_confirmed=false",
    "satellite[#2].launch_utc=2026-08-01",
    "satellite[#2].out_of_service_utc=2026-08-22T13:00:00Z",
)


@cache
def grown_result() -> Result:
    return sim.load("example", overrides=CHANGES).run()


@cache
def grown_document() -> dict[str, Any]:
    """Return its summary.json as a document; not to be changed."""
    return summary(grown_result())
