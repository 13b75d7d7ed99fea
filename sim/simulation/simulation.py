"""`sim.load` and `run`: from a scenario's name to a result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..scenario.load import read_scenario
from .loaded import Loaded

if TYPE_CHECKING:
    from ..maps.figures import CoverageMap
    from .result import Result

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
        from .run import run

        return run(self, progress=progress, threads=threads, allow_stale=allow_stale)

    def map(self, **options: Any) -> CoverageMap:
        """Return the map of every gap figure over a region; options as ``sim.simulation.mapping.plan_map``, threads."""
        from .mapping import map_of

        return map_of(self, **options)


def load(name_or_path: str | Path, *, overrides: Sequence[str] = (), claims: Sequence[str | Path] = ()) -> Simulation:
    """Return the simulation of a scenario file or a shipped scenario's name.

    ``overrides`` are texts such as "time.span_days=3", checked like the file itself. ``claims`` are names of shipped
    claims and files of one's own, judged before those that the scenario names. Raises
    ScenarioError with every problem found, UsageError for an unknown name.
    """
    return Simulation(read_scenario(name_or_path, overrides, claims=claims))
