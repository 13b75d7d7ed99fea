"""The searches of a run: the windows of each standing case, and the gaps and figures of a target from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, SupportsIndex

import numpy as np

from ..claims.evidence import EvidenceVerdict
from ..claims.verdict import Verdict
from ..clock import Span
from ..constellation.satellite import Satellite
from ..report.window_rows import WindowTable, window_table
from ..revisit.figures import Figures, figures
from ..revisit.gaps import Gaps, gaps
from ..studies.assumptions import Case
from ..studies.build_up import BuildUp
from ..studies.longer_gaps import Pair
from ..studies.phasing import Draws
from ..studies.survey import Surveyor
from ..windows.rows_by_target import RowsByTarget
from ..windows.windows import Windows
from .loaded import Loaded
from .named import number_of
from .tried import Tried

Given = str | SupportsIndex  # a name or a number


@dataclass(frozen=True, eq=False)
class Searched:
    """The searches of a run, what was drawn and judged.

    ``tried`` are all combinations tried, ``standing`` the standing cases among them (all-low, all-nominal ...).
    ``longer`` are pairs of combinations, the second with more looks and yet a longer mean gap. ``wall_s`` is how long
    it took. ``build_up_found`` is None where the scenario has no [build_up].
    """

    simulation: Loaded
    surveyor: Surveyor
    tried: Tried
    standing: Mapping[str, Case]
    limits_s: tuple[float, ...]
    draws: Draws | None
    verdicts: tuple[Verdict | EvidenceVerdict, ...]
    notes: tuple[str, ...]
    wall_s: float
    longer: tuple[Pair, ...] = ()
    build_up_found: BuildUp | None = None
    made: dict[str, Any] = field(default_factory=dict, repr=False)  # documents kept by those who make them

    @property
    def span(self) -> Span:
        return self.simulation.constellation.span

    @cached_property
    def searched_s(self) -> tuple[float, float]:
        """The limits of the search for windows, in seconds since the start of the span."""
        return self.simulation.constellation.searched_s

    @cached_property
    def targets(self) -> list[str]:
        return [target.name for target in self.simulation.constellation.targets]

    @cached_property
    def satellite_names(self) -> list[str]:
        return [satellite.name for satellite in self.simulation.constellation.satellites]

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
        return {case: tuple(self.gaps_at(target, case, None) for target in targets) for case in self.found}

    @cached_property
    def window_columns(self) -> dict[str, list[Any]]:
        """The columns of windows.csv."""
        return self.window_table.columns

    @cached_property
    def window_columns_with_geometry(self) -> dict[str, list[Any]]:
        """``window_columns``, then the geometry at the start, middle and end of each window; None for regions."""
        return self._window_table(geometry=True).columns

    @cached_property
    def window_table(self) -> WindowTable:
        """The windows of all standing cases inside the span, row by row as in ``window_columns``."""
        return self._window_table(geometry=False)

    def _window_table(self, *, geometry: bool) -> WindowTable:
        targets = [(t.name, None if t.region else t.first) for t in self.simulation.constellation.targets]
        names = list(self.simulation.constellation.sensors)
        parts = []
        for carried, search in self.surveyor.searches.items():
            found = {name: self.surveyor.seen(carried, case) for name, case in self.standing.items()}
            parts.append(
                window_table(search, found, self.satellites, self.span, targets, sensors=names, geometry=geometry)
            )
        return WindowTable.together(parts)

    def windows_of(
        self,
        target: Given,
        case: str,
        satellites: Given | Sequence[Given] | None = None,
        sensors: Sequence[int] | None = None,
    ) -> Windows:
        """Return the windows of one target in one standing case, of all satellites, of some or of one.

        Targets and satellites are given by name or by number. ``sensors`` are those that count, by number; all of a
        satellite's if left out. Raises UsageError for what the result does not have.
        """
        target, case, numbers = self._asked(target, case, satellites)
        windows = self.found[case].take(self._rows(case)[1].at(target))
        if numbers is not None:
            windows = windows.take(np.isin(windows.satellite, numbers))
        return windows if sensors is None else windows.take(np.isin(windows.sensor, sensors))

    def figures_of(
        self,
        target: Given,
        case: str,
        satellites: Given | Sequence[Given] | None = None,
        sensors: Sequence[int] | None = None,
    ) -> Figures:
        """Return the figures of one target in one standing case, of all satellites together, of some or of one.

        Names, numbers, sensors and errors as in ``windows_of``.
        """
        return self.figures_at(*self._asked(target, case, satellites), sensors)

    def figures_at(
        self, target: int, case: str, satellites: Sequence[int] | None, sensors: Sequence[int] | None = None
    ) -> Figures:
        """Return what ``figures_of`` does, for numbers and a case that are there."""
        looks, windows = self._rows(case)
        report = self.simulation.scenario.report
        return figures(
            looks.cut(target, satellites, sensors),
            windows.cut(target, satellites, sensors),
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
        target: Given,
        case: str,
        satellites: Given | Sequence[Given] | None = None,
        sensors: Sequence[int] | None = None,
    ) -> Gaps:
        """Return the gaps of one target in one standing case, as the report counts them, at its edges.

        Names, numbers, sensors and errors as in ``windows_of``.
        """
        return self.gaps_at(*self._asked(target, case, satellites), sensors)

    def gaps_at(
        self, target: int, case: str, satellites: Sequence[int] | None, sensors: Sequence[int] | None = None
    ) -> Gaps:
        """Return what ``gaps_of`` does, for numbers and a case that are there."""
        report = self.simulation.scenario.report
        looks, windows = self._rows(case)
        return gaps(
            (windows if report.gaps == "all" else looks).cut(target, satellites, sensors),
            0.0,
            self.span.duration_s,
            report.edges,
            searched_from_s=self.searched_s[0],
            searched_to_s=self.searched_s[1],
        )

    def _rows(self, case: str) -> tuple[RowsByTarget, RowsByTarget]:
        """Return the looks and the windows of one standing case, to be cut out by target; made once."""
        key = f"rows by target, {case}"
        if key not in self.made:
            windows, n_targets = self.found[case], len(self.targets)
            self.made[key] = tuple(RowsByTarget.of(one, n_targets) for one in (windows.looks(), windows))
        rows: tuple[RowsByTarget, RowsByTarget] = self.made[key]
        return rows

    def _asked(
        self, target: Given, case: str, satellites: Given | Sequence[Given] | None
    ) -> tuple[int, str, list[int] | None]:
        """Return the number of a target, a standing case and numbers of satellites; raises for what is not there."""
        number = number_of("target", target, self.targets)
        case = list(self.standing)[number_of("case", case, list(self.standing))]
        if satellites is None:
            return number, case, None
        asked = [satellites] if isinstance(satellites, str) or hasattr(satellites, "__index__") else satellites
        return number, case, [number_of("satellite", one, self.satellite_names) for one in asked]
