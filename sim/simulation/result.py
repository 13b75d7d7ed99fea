"""The result of a run: windows, looks, gaps, figures and verdicts, as arrays, DataFrames and plain dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ..errors import UsageError
from ..regions.accumulated import Rounds, times_to_share
from ..report.result_tables import TABLE, TABLES
from ..revisit.gaps import Edges
from ..revisit.merit import Merit, merit
from .frames import gaps_frame, looks_frame, rows_frame, windows_frame
from .groups import ALL_SATELLITES, Group, groups_of
from .named import number_of
from .requirements import requirements_of, unmet
from .searched import Given, Searched
from .tables import ROWS
from .turn_questions import MIDDLE, question_of, start_of
from .turn_results import Turns
from .turns import MONTHS, months_of, turns_of

if TYPE_CHECKING:
    import pandas as pd

    from ..report.plots import Plots


class Result(Searched):
    """The outcome of a run. Tables speak of the standing cases (all-low, all-nominal, all-high); verdicts of all.

    DataFrames are made when asked for: ``windows``, ``windows_with_geometry``, ``looks``, ``gaps``, ``figures``,
    ``spreads``, ``holds_in_all_draws``, and where the scenario asks, ``usable_looks``, ``chain``, ``capacity``,
    ``coincidences``, ``build_up``, ``build_up_stages``, ``first_true``; ``rows`` has all but the first four as
    dictionaries. ``plot`` draws.
    """

    def __repr__(self) -> str:
        tables = " ".join(f".{table.name}" for table in TABLES)
        return f"<Result of {self.simulation.headline}; cases {', '.join(self.standing)}; tables {tables}>"

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table, made once and not to be changed; none where the scenario does not ask for it.

        Raises UsageError for a table that has no rows to give.
        """
        self._named("table", table, list(ROWS))
        key = f"rows of {table}"
        if key not in self.made:
            self.made[key] = ROWS[table](self)
        rows: list[dict[str, Any]] = self.made[key]
        return rows

    @cached_property
    def windows(self) -> pd.DataFrame:
        """Windows inside the span, one row each: the columns of windows.csv, times as UTC timestamps."""
        return windows_frame(self)

    @cached_property
    def windows_with_geometry(self) -> pd.DataFrame:
        """``windows`` with the geometry at the start, middle and end of each: ``start_azimuth_deg`` and so on.

        Azimuth, elevation, range, incidence, off-nadir, squint, ground squint and the Sun's elevation, from the
        search's own table; NaN for regions. Raises DataError for dates without an ephemeris of the Sun.
        """
        return windows_frame(self, geometry=True)

    @cached_property
    def looks(self) -> pd.DataFrame:
        """Looks that overlap the span, one row each, by target, satellite, case; times in UTC."""
        return looks_frame(self)

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """Gaps of all satellites together, by target and case; between looks or windows, at the edges, as reported."""
        return gaps_frame(self)

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Every figure, one row for each target, standing case and satellite."""
        return self._frame("figures")

    @cached_property
    def usable_looks(self) -> pd.DataFrame:
        """The looks that are usable under clouds, one row for each target, case and kind of sensor."""
        return self._frame("usable_looks")

    @cached_property
    def chain(self) -> pd.DataFrame:
        """Times from the order to the desk, one row for each target and case."""
        return self._frame("chain")

    @cached_property
    def capacity(self) -> pd.DataFrame:
        """Each target alone against all at once, one row for each target and case."""
        return self._frame("capacity")

    @cached_property
    def coincidences(self) -> pd.DataFrame:
        """How often two sensors look close to each other, one row for each coincidence, target and case."""
        return self._frame("coincidences")

    @cached_property
    def build_up(self) -> pd.DataFrame:
        """Figures of each stretch of the span, one row for each way of counting satellites, case and target."""
        return self._frame("build_up")

    @cached_property
    def build_up_stages(self) -> pd.DataFrame:
        """The same between changes of the constellation, one row for each stage, case and target."""
        return self._frame("build_up_stages")

    @cached_property
    def first_true(self) -> pd.DataFrame:
        """When each reading that is followed first holds, and whether it then holds on."""
        return self._frame("first_true")

    @cached_property
    def spreads(self) -> pd.DataFrame:
        """Percentiles over the draws: of element error or of another month, as ``draws.drawing.kind`` has it."""
        return self._frame("spreads")

    @cached_property
    def holds_in_all_draws(self) -> pd.DataFrame:
        """The share of the draws in which each reading of a claim is true at every target."""
        return self._frame("holds_in_all_draws")

    def _frame(self, table: str) -> pd.DataFrame:
        return rows_frame(self.rows(table), TABLE[table].columns)

    def merit(
        self,
        target: Given,
        case: str | None = None,
        satellites: Given = ALL_SATELLITES,
        *,
        between: Literal["looks", "windows"] = "looks",
        min_satellites: int = 1,
        edges: Edges | None = None,
    ) -> Merit:
        """Return every figure of merit of a target, static and at any instant; see `sim.revisit.merit`.

        ``target`` is a name or a number. ``satellites`` is "all", "SAR", "EO", "infrared", a satellite's name or its
        number; ``edges`` those of the report if left out. Raises UsageError for names and numbers that the result does
        not have.
        """
        groups = groups_of(self.simulation.constellation)
        everything = groups[ALL_SATELLITES].sensors
        groups |= {name: Group((i,), everything) for i, name in enumerate(self.satellite_names) if name not in groups}
        if isinstance(satellites, str):
            group = groups[self._named("satellite", satellites, list(groups))]
        else:
            group = Group((number_of("satellite", satellites, self.satellite_names),), everything)
        found = self.windows_of(target, self._case(case), *group)
        found = found.looks() if between == "looks" else found
        rows = np.column_stack([found.start_s, found.end_s])
        return merit(
            [rows[found.satellite == s] for s in group.satellites],
            0.0,
            self.span.duration_s,
            edges=edges or self.simulation.scenario.report.edges,
            searched_from_s=self.searched_s[0],
            searched_to_s=self.searched_s[1],
            min_satellites=min_satellites,
        )

    def times_to_share(self, target: Given, percent: float, case: str | None = None) -> Rounds:
        """Return the times that all satellites together need until a share of a region's area has been seen once.

        Rounds follow each other through the span. The last one may end after the span, within the search; see
        `sim.regions.accumulated`. ``target`` is a name or a number. Raises UsageError for a target that is no region or
        is not there.
        """
        case = self._case(case)
        index = number_of("target", target, self.targets)
        region = self.simulation.constellation.targets[index]
        if region.area_km2 is None:
            raise UsageError(f"target = {region.name!r} is a place: only a region is seen part by part")
        return times_to_share(
            self.surveyor.windows_of_points(self.standing[case], index),
            region.area_km2,
            percent,
            0.0,
            self.span.duration_s,
            searched_to_s=self.searched_s[1],
        )

    def turns(
        self,
        reading: str,
        target: Given | None = None,
        *,
        claim: str | None = None,
        limit_s: float | None = None,
        over: str | None = None,
        base: str = MIDDLE,
        months: int = MONTHS,
    ) -> Turns:
        """Return where a reading turns along each assumption moved by itself; ``print`` it for sentences.

        ``reading`` is its id in a claim. Left out, ``claim`` is the first that has it, ``limit_s`` its shortest limit,
        ``over`` its first way of taking targets. ``target``, by name or number, asks of one alone. ``base`` is what all
        else stays at: "middle", "widest" or "narrowest". ``months``: draws of other months, 0 for none. Raises
        UsageError for what the run does not have. Takes some seconds, with other months a minute or more.
        """
        question = question_of(self, reading, target, claim, limit_s, over)
        start = start_of(self, question.claim, base)
        return turns_of(self, [question], [start], months_of(self, months))[0]

    @cached_property
    def plot(self) -> Plots:
        """Pictures: ``result.plot.timeline()``, ``result.plot.gaps()``, ``result.plot.save(folder)``."""
        from ..report.plots import Plots
        from .pictures import pictured

        return Plots(pictured(self.simulation, self.found, self.found_gaps, self.build_up_found))

    def export(self, path: str | Path, *, geometry: bool = False, tz: str | None = None) -> None:
        """Write the windows of all standing cases to a file, the form told by its suffix; see `sim.export`.

        Forms that show one case have the nominal one. A .json has the windows; summary.json has all else.
        """
        from .exporting import export

        export(self, path, geometry=geometry, tz=tz)

    def unmet(self, extra: tuple[str, ...] = ()) -> list[str]:
        """Return a sentence for every requirement of the scenario, and of ``extra``, that some target does not meet.

        Requirements are held against the nominal case, all satellites together. Raises UsageError for a measure
        that is not among the figures.
        """
        case = self._case(None)
        rows = [row for row in self.rows("figures") if row["case"] == case and row["satellite"] == ALL_SATELLITES]
        return unmet(rows, requirements_of(self.simulation, extra))

    def _case(self, case: str | None) -> str:
        if case is None:
            return "all-nominal" if "all-nominal" in self.standing else next(iter(self.standing))
        return self._named("case", case, list(self.standing))

    def _named(self, what: str, name: str, known: Sequence[str]) -> str:
        return known[number_of(what, name, known)]
