"""The build-up of a run: from its scenario's [build_up] to figures stretch by stretch, and notes on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from ..constants import DAY_S
from ..constellation.counted import IN_ORBIT
from ..orbits.service import STATISTICAL_DAYS
from ..revisit.figure_kinds import GAP_MAX, GAP_MEAN
from ..scenario.schema import Scenario
from ..studies.assumptions import Case
from ..studies.build_up import BuildUp, build_up
from ..studies.draw_kinds import DEAD_BAND_KM, Drawing, another_month
from ..words import stretches
from .loaded import Loaded

Progress = Callable[[float, str], None]

SPREAD = (GAP_MEAN, GAP_MAX)  # the figures whose spread over other phasings stands beside them
BEGINS, ENDS = 0.2, 0.85  # as a share of the time of a run; only the progress bar depends on it


def built_of(
    simulation: Loaded, cases: Mapping[str, Case], *, progress: Progress, threads: int, allow_stale: bool
) -> BuildUp | None:
    """Return the build-up that a scenario asks for, in its standing cases; None if it asks for none.

    None too if the span holds no whole stretch. Lengths of time are those of its readings and of the run's claims.
    Raises DataError for element sets that cannot serve a satellite's time in orbit.
    """
    table, constellation = simulation.scenario.build_up, simulation.constellation
    if table is None or table.every_days * DAY_S > constellation.span.duration_s * (1.0 + 1e-9):
        return None
    readings = table.followed
    limits_s = dict.fromkeys([*simulation.limits_s, *(one.limit_s for one in readings if one.limit_s is not None)])
    drawn = dict.fromkeys(
        [*((kind.name, None) for kind in SPREAD), *((one.kind.name, one.limit_s) for one in readings)]
    )
    return build_up(
        constellation,
        list(cases.values()),
        every_s=table.every_days * DAY_S,
        limits_s=sorted(limits_s),
        between_windows=simulation.scenario.report.gaps == "all",
        drawing=_drawing(simulation.scenario, simulation, table.draws),
        drawn=list(drawn),
        allow_stale=allow_stale,
        threads=threads,
        progress=lambda share: progress(BEGINS + (ENDS - BEGINS) * share, "building up"),
    )


def _drawing(scenario: Scenario, simulation: Loaded, count: int) -> Drawing:
    table = scenario.draws
    return another_month(
        simulation.constellation,
        count=count,
        seed=scenario.seed,
        anomaly_spread_deg=360.0 if table.anomaly_spread_deg is None else table.anomaly_spread_deg,
        dead_band_km=DEAD_BAND_KM if table.dead_band_km is None else table.dead_band_km,
    )


def build_up_notes(simulation: Loaded, built: BuildUp | None) -> list[str]:
    """Return a note on stretches in which a set is so old that places along orbits are not known."""
    if built is None:
        return []
    old_d = built.oldest_set_d[IN_ORBIT]
    n = int(np.count_nonzero(old_d > STATISTICAL_DAYS))
    if not n:
        return []
    of = stretches(len(built.stretches), built.stretches[0].days)
    return [
        f"build-up: in {n} of {of} an element set is more than "
        f"{STATISTICAL_DAYS:.0f} days old where it is used, up to {float(old_d.max()):.0f}: planes are known there, "
        "places along the orbits are not, and figures are one sample of the spread beside them"
    ]
