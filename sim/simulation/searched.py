"""What a run searched: the windows of each standing case, and the gaps and figures of a target drawn from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from ..claims.verdict import Verdict
from ..clock import Span
from ..constellation.satellite import Satellite
from ..report.window_rows import window_columns
from ..revisit.figures import Figures, figures
from ..revisit.gaps import Gaps, gaps
from ..studies.assumptions import Case
from ..studies.phasing import Draws
from ..studies.survey import Surveyor
from ..windows.windows import Windows
from .loaded import Loaded


@dataclass(frozen=True, eq=False)
class Searched:
    """The searches of a run, what was drawn and judged. ``standing`` are its standing cases (all-low, all-nominal ...).

    ``wall_s`` is how long it took.
    """

    simulation: Loaded
    surveyor: Surveyor
    standing: Mapping[str, Case]
    limits_s: tuple[float, ...]
    draws: Draws | None
    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...]
    wall_s: float
    made: dict[str, Any] = field(default_factory=dict, repr=False)  # documents kept by those who make them

    @property
    def span(self) -> Span:
        return self.simulation.constellation.span

    @property
    def searched_s(self) -> tuple[float, float]:
        """How far windows were searched for, in seconds since the start of the span."""
        return self.simulation.constellation.searched_s

    @property
    def targets(self) -> list[str]:
        return [target.name for target in self.simulation.constellation.targets]

    @property
    def satellites(self) -> list[Satellite]:
        return list(self.simulation.constellation.satellites)

    @cached_property
    def found(self) -> dict[str, Windows]:
        """The windows of each standing case as arrays, all satellites, reaching beyond the span."""
        return {
            name: Windows.together([self.surveyor.seen(carried, case) for carried in self.surveyor.searches]).in_order
            for name, case in self.standing.items()
        }

    @cached_property
    def found_gaps(self) -> dict[str, tuple[Gaps, ...]]:
        """The gaps of each standing case, by target: between looks or windows, and at the edges, as the report asks."""
        targets = range(len(self.targets))
        return {case: tuple(self.gaps_of(target, case) for target in targets) for case in self.found}

    @cached_property
    def window_columns(self) -> dict[str, list[Any]]:
        """The columns of windows.csv."""
        targets = [(t.name, None if t.region else t.first) for t in self.simulation.constellation.targets]
        names = list(self.simulation.constellation.sensors)
        parts = []
        for carried, search in self.surveyor.searches.items():
            found = {name: self.surveyor.seen(carried, case) for name, case in self.standing.items()}
            parts.append(window_columns(search, found, self.satellites, self.span, targets, sensors=names))
        columns = {key: [value for part in parts for value in part[key]] for key in parts[0]}
        keys = ("start_utc", "satellite", "target", "sensor", "case", "end_utc")
        order = sorted(range(len(columns["start_utc"])), key=lambda r: tuple(columns[key][r] for key in keys))
        return {key: [values[r] for r in order] for key, values in columns.items()}

    def windows_of(
        self,
        target: int,
        case: str,
        satellites: int | Sequence[int] | None = None,
        sensors: Sequence[int] | None = None,
    ) -> Windows:
        """Return the windows of one target in one standing case, of all satellites, of some or of one.

        ``sensors`` are those that count, by number; all of a satellite's if left out.
        """
        windows = self.found[case]
        mine = windows.target == target
        if satellites is not None:
            mine &= np.isin(windows.satellite, satellites)
        if sensors is not None:
            mine &= np.isin(windows.sensor, sensors)
        return windows.take(mine)

    def figures_of(
        self,
        target: int,
        case: str,
        satellites: int | Sequence[int] | None = None,
        sensors: Sequence[int] | None = None,
    ) -> Figures:
        """Return the figures of one target in one standing case; satellites and sensors as in ``windows_of``."""
        windows = self.windows_of(target, case, satellites, sensors)
        looks = windows.looks()
        report = self.simulation.scenario.report
        return figures(
            np.column_stack([looks.start_s, looks.end_s]),
            np.column_stack([windows.start_s, windows.end_s]),
            0.0,
            self.span.duration_s,
            edges=report.edges,
            gaps=report.gaps,
            searched_from_s=self.searched_s[0],
            searched_to_s=self.searched_s[1],
            limits_s=self.limits_s,
        )

    def gaps_of(
        self,
        target: int,
        case: str,
        satellites: int | Sequence[int] | None = None,
        sensors: Sequence[int] | None = None,
    ) -> Gaps:
        """Return the gaps of one target in one standing case, as the report counts them, at its edges."""
        report = self.simulation.scenario.report
        windows = self.windows_of(target, case, satellites, sensors)
        counted = windows if report.gaps == "all" else windows.looks()
        return gaps(
            np.column_stack([counted.start_s, counted.end_s]),
            0.0,
            self.span.duration_s,
            report.edges,
            searched_from_s=self.searched_s[0],
            searched_to_s=self.searched_s[1],
        )
