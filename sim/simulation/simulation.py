"""`sim.load` and `run`: from a scenario's name to a result."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..claims.verdict import Verdict
from ..scenario.load import read_scenario
from ..studies.assumptions import Case, product_of, standing_cases
from .loaded import Loaded
from .result import Result

if TYPE_CHECKING:
    from ..maps.figures import CoverageMap

Progress = Callable[[float, str], None]


class Simulation(Loaded):
    """A scenario ready to run."""

    def run(
        self,
        *,
        progress: Progress = lambda share, what: None,
        threads: int | None = None,
        allow_stale: bool = False,
    ) -> Result:
        """Find all windows, measure every combination of assumptions, judge the claims.

        Raises DataError for element sets that cannot serve the span. Results do not depend on ``threads``.
        """
        import numpy as np

        from ..constants import SEARCH_BEYOND_S
        from ..studies.phasing import Draws, draw_phasings
        from ..studies.survey import plan_of, sensors_in_use, surveyor_of
        from ..sun import SunTable
        from ..threads import cores
        from ..windows.search import Daylight
        from .judging import Bench, verdicts_on
        from .notes import notes_of

        began = time.perf_counter()
        threads = threads or cores()
        progress(0.0, "reading elements")
        constellation = self.constellation
        span = constellation.span
        sensors = sensors_in_use(constellation)
        standing = standing_cases(sensors)
        limits_s = self.limits_s
        # One list of cases serves everything: the standing ones first, then each claim's product.
        cases: list[Case] = list(standing.values())
        rows_of: dict[str, list[int]] = {}
        for claim in self.claims:
            tried = {name: option.values for name, option in claim.unstated.items()}
            wanted = product_of(sensors, tried).cases
            rows_of[claim.id] = [_row(cases, case) for case in wanted]
        plan, horizon_plan = plan_of(constellation, cases), plan_of(constellation, [{}], horizon=True)
        progress(0.02, "finding windows")
        sun = SunTable(span, -SEARCH_BEYOND_S - 3600.0, span.duration_s + SEARCH_BEYOND_S + 3600.0)
        daylight = Daylight(sun, constellation.places)
        surveyor = surveyor_of(constellation, daylight=daylight, allow_stale=allow_stale, threads=threads)
        imaging = surveyor.survey(cases, limits_s=limits_s, plan=plan)
        horizon = surveyor.survey([{}], limits_s=limits_s, horizon=True, plan=horizon_plan)
        draws: Draws | None = None
        drawing = self.scenario.draws
        if drawing.count:
            progress(0.15, "varying the phasing")
            draws = draw_phasings(
                constellation,
                cases,
                count=drawing.count,
                seed=self.scenario.seed,
                anomaly_spread_deg=drawing.anomaly_spread_deg,
                limits_s=limits_s,
                percentiles=np.arange(len(cases)) < len(standing),
                allow_stale=allow_stale,
                threads=threads,
                progress=lambda share: progress(0.15 + 0.7 * share, "varying the phasing"),
            )
        verdicts: list[Verdict] = []
        if self.claims:
            progress(0.85, "judging")
            alone = {
                satellite.name: (
                    surveyor.survey(cases, limits_s=limits_s, plan=plan, left_out=index),
                    surveyor.survey([{}], limits_s=limits_s, horizon=True, plan=horizon_plan, left_out=index),
                )
                for index, satellite in enumerate(constellation.satellites)
                if len(constellation.satellites) > 1
            }
            windows_survey = surveyor.survey(cases, limits_s=limits_s, plan=plan, between_windows=True)
            for number, claim in enumerate(self.claims):
                progress(0.87 + 0.13 * number / len(self.claims), "judging")

                def bench(
                    imaged: Any = imaging, above: Any = horizon, rows: Sequence[int] = rows_of[claim.id]
                ) -> Bench:
                    return Bench(constellation, cases, rows, imaged, above, draws)

                leave_out = claim.robustness.leave_out_each_satellite
                verdicts += verdicts_on(
                    claim,
                    bench(),
                    without={name: bench(*surveys) for name, surveys in alone.items()} if leave_out else {},
                    between_windows=bench(windows_survey),
                )
        progress(1.0, "done")
        return Result(
            simulation=self,
            surveyor=surveyor,
            standing=standing,
            limits_s=limits_s,
            draws=draws,
            verdicts=tuple(verdicts),
            notes=(*surveyor.lost, *notes_of(constellation)),
            wall_s=time.perf_counter() - began,
        )

    def map(self, **options: Any) -> CoverageMap:
        """Return the map of every gap figure over a region; options as ``sim.simulation.mapping.plan_map``, threads."""
        from .mapping import map_of

        return map_of(self, **options)


def _row(cases: list[Case], case: Case) -> int:
    """Return where a case stands in the list, added at its end if it is new."""
    if case not in cases:
        cases.append(case)
    return cases.index(case)


def load(name_or_path: str | Path, *, overrides: Sequence[str] = ()) -> Simulation:
    """Return the simulation of a scenario file or a shipped scenario's name.

    ``overrides`` are texts such as "time.span_days=3", checked like the file itself. Raises
    ScenarioError with every problem found, UsageError for an unknown name.
    """
    return Simulation(read_scenario(name_or_path, overrides))
