"""What a run found: windows, looks, gaps, figures and verdicts, as arrays, DataFrames and plain dictionaries."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ..claims.verdict import Verdict
from ..clock import Span, format_milliseconds
from ..constellation.satellite import Satellite
from ..errors import UsageError
from ..regions.accumulated import Rounds, times_to_share
from ..report.window_rows import window_columns
from ..revisit.figure_kinds import GAP_MAX, GAP_MEAN, GAP_P95, GAP_SURVIVAL_MEDIAN, GAP_SURVIVAL_P95, RESPONSE_MEAN
from ..revisit.figures import Figures, figures
from ..revisit.gaps import Edges, Gaps, gaps
from ..revisit.merit import Merit, merit
from ..revisit.survival import survival_of, wants_survival
from ..studies.assumptions import Case, limits_in
from ..studies.phasing import Draws
from ..studies.survey import Surveyor
from ..windows.search import Windows
from .groups import ALL_SATELLITES, groups_of
from .loaded import Loaded
from .requirements import SHARES, requirements_of, unmet

if TYPE_CHECKING:
    import pandas as pd

    from ..report.plots import Plots

TEXT, FLAGS = ("satellite", "target", "sensor", "case", "pass_id", "side"), ("cut_start", "cut_end")
TABLES = ".windows .looks .gaps .figures .spreads .usable .desk .capacity .coincidences"
SPREADS = (GAP_MAX, GAP_MEAN, GAP_P95, RESPONSE_MEAN)


@dataclass(frozen=True, eq=False)
class Result:
    """The outcome of a run. Tables speak of the standing cases (all-low, all-nominal, all-high); verdicts of all.

    DataFrames are made when asked for: ``windows``, ``looks``, ``gaps``, ``figures``, ``spreads``, and where the
    scenario asks, ``usable``, ``desk``, ``capacity``, ``coincidences``. ``plot`` draws.
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

    def __repr__(self) -> str:
        return f"<Result of {self.simulation.headline}; cases {', '.join(self.standing)}; tables {TABLES}>"

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
        sensors = self.simulation.constellation.sensors
        found = {}
        for name, case in self.standing.items():
            parts = [
                self.surveyor.windows(sensor, limits_in(sensors[sensor], case)) for sensor in self.surveyor.searches
            ]
            joined = Windows.together(parts)
            found[name] = joined.take(np.lexsort((joined.start_s, joined.satellite, joined.target)))
        return found

    @cached_property
    def found_gaps(self) -> dict[str, tuple[Gaps, ...]]:
        """The gaps of each standing case, by target: between looks or windows, and at the edges, as the report asks."""
        targets = range(len(self.targets))
        return {case: tuple(self.gaps_of(target, case) for target in targets) for case in self.found}

    @cached_property
    def window_columns(self) -> dict[str, list[Any]]:
        """The columns of windows.csv."""
        by_sensor = []
        sensors = self.simulation.constellation.sensors
        for sensor, search in self.surveyor.searches.items():
            found = {
                name: self.surveyor.windows(sensor, limits_in(sensors[sensor], case))
                for name, case in self.standing.items()
            }
            targets = [(t.name, None if t.region else t.first) for t in self.simulation.constellation.targets]
            by_sensor.append(window_columns(search, found, self.satellites, self.span, targets))
        columns = {key: [value for part in by_sensor for value in part[key]] for key in by_sensor[0]}
        keys = ("start_utc", "satellite", "target", "sensor", "case", "end_utc")
        order = sorted(range(len(columns["start_utc"])), key=lambda r: tuple(columns[key][r] for key in keys))
        return {key: [values[r] for r in order] for key, values in columns.items()}

    def figures_of(self, target: int, case: str, satellites: int | Sequence[int] | None = None) -> Figures:
        """Return the figures of one target in one standing case, of all satellites together, of some or of one."""
        windows = self._windows_of(target, case, satellites)
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

    def gaps_of(self, target: int, case: str, satellites: int | Sequence[int] | None = None) -> Gaps:
        """Return the gaps of one target in one standing case, as the report counts them, at its edges."""
        report = self.simulation.scenario.report
        windows = self._windows_of(target, case, satellites)
        counted = windows if report.gaps == "all" else windows.looks()
        return gaps(
            np.column_stack([counted.start_s, counted.end_s]),
            0.0,
            self.span.duration_s,
            report.edges,
            searched_from_s=self.searched_s[0],
            searched_to_s=self.searched_s[1],
        )

    def merit(
        self,
        target: str,
        case: str | None = None,
        satellites: str = ALL_SATELLITES,
        *,
        between: Literal["looks", "windows"] = "looks",
        min_satellites: int = 1,
        edges: Edges | None = None,
    ) -> Merit:
        """Return every figure of merit of a target, static and at any instant; see `sim.revisit.merit`.

        ``satellites`` is "all", "SAR", "EO" or a name; ``edges`` those of the report if left out. Raises UsageError for
        names that the result does not have.
        """
        groups = groups_of(self.simulation.constellation)
        self._named("target", target, self.targets)
        case = self._case(case)
        self._named("satellites", satellites, list(groups))
        found = self._windows_of(self.targets.index(target), case, groups[satellites])
        found = found.looks() if between == "looks" else found
        rows = np.column_stack([found.start_s, found.end_s])
        return merit(
            [rows[found.satellite == s] for s in groups[satellites]],
            0.0,
            self.span.duration_s,
            edges=edges or self.simulation.scenario.report.edges,
            searched_from_s=self.searched_s[0],
            searched_to_s=self.searched_s[1],
            min_satellites=min_satellites,
        )

    def times_to_share(self, target: str, percent: float, case: str | None = None) -> Rounds:
        """Return how long it takes, all satellites together, until a share of a region's area has been seen once.

        One round after another through the span, the last followed beyond its end as far as was searched; see
        `sim.regions.accumulated`. Raises UsageError for a target that is no region and for other names.
        """
        case = self._case(case)
        named = self._named("target", target, self.targets)
        region = self.simulation.constellation.targets[self.targets.index(named)]
        if region.area_km2 is None:
            raise UsageError(f"target = {target!r} is a place: only a region is seen part by part")
        sensors = self.simulation.constellation.sensors
        index, chosen = self.targets.index(named), self.standing[case]
        found = [
            self.surveyor.windows_of_points(name, limits_in(sensors[name], chosen), index)
            for name in self.surveyor.searches
        ]
        return times_to_share(
            Windows.together(found),
            region.area_km2,
            percent,
            0.0,
            self.span.duration_s,
            searched_to_s=self.searched_s[1],
        )

    def _case(self, case: str | None) -> str:
        if case is None:
            return "all-nominal" if "all-nominal" in self.standing else next(iter(self.standing))
        return self._named("case", case, list(self.standing))

    def _named(self, what: str, name: str, known: Sequence[str]) -> str:
        if name not in known:
            raise UsageError(f"{what} = {name!r} is not in this result; it has {', '.join(known)}")
        return name

    def _windows_of(self, target: int, case: str, satellites: int | Sequence[int] | None) -> Windows:
        windows = self.found[case]
        mine = windows.target == target
        if satellites is not None:
            mine &= np.isin(windows.satellite, satellites)
        return windows.take(mine)

    @cached_property
    def figure_rows(self) -> list[dict[str, Any]]:
        """One row for each target, standing case and satellite, with every figure.

        "all" satellites come first, then "SAR" and "EO" where there are both, then each. Where more than 5 % of the
        gaps are censored, ``gap_survival_median_s`` and ``gap_survival_p95_s`` are Kaplan-Meier estimates, else NaN.
        """
        rows = []
        groups = groups_of(self.simulation.constellation)
        for j, target in enumerate(self.targets):
            for case in self.standing:
                for name, satellites in groups.items():
                    values = asdict(self.figures_of(j, case, satellites))
                    limits = values.pop("limits_s")
                    shares = [(kind, values.pop(kind.name)) for kind in SHARES]
                    row = {"target": target, "case": case, "satellite": name, **values}
                    row |= self._survival(j, case, satellites)
                    for kind, per_limit in shares:
                        row |= {kind.at(limit): share for limit, share in zip(limits, per_limit, strict=True)}
                    rows.append(row)
        return rows

    def _survival(self, target: int, case: str, satellites: Sequence[int]) -> dict[str, float]:
        found = self.gaps_of(target, case, satellites)
        if not wants_survival(found):
            return {GAP_SURVIVAL_MEDIAN.name: math.nan, GAP_SURVIVAL_P95.name: math.nan}
        survival = survival_of(found)
        return {GAP_SURVIVAL_MEDIAN.name: survival.median_s, GAP_SURVIVAL_P95.name: survival.percentile_s(95.0)}

    @cached_property
    def spread_rows(self) -> list[dict[str, Any]]:
        """The 5th, 50th and 95th percentile over the draws of the main figures, by target and standing case."""
        if self.draws is None or not len(self.draws):
            return []
        rows = []
        for kind in SPREADS:
            drawn = self.draws.values(kind.name, None)
            low, middle, high = np.percentile(drawn, [5.0, 50.0, 95.0], axis=0)
            for j, target in enumerate(self.targets):
                for c, case in enumerate(self.standing):
                    values = {"p5": float(low[c, j]), "p50": float(middle[c, j]), "p95": float(high[c, j])}
                    rows.append({"target": target, "case": case, "figure": kind.name, **values})
        return sorted(rows, key=lambda r: (self.targets.index(r["target"]), list(self.standing).index(r["case"])))

    @cached_property
    def settled_rows(self) -> list[dict[str, Any]]:
        """For each claim's reading and limit: the share of draws in which it is true at every target, by standing case.

        1 means that no phasing drawn breaks it, 0 that none makes it true.
        """
        if self.draws is None or not len(self.draws):
            return []
        rows = []
        for claim in self.simulation.claims:
            for reading in claim.readings:
                above = reading.seeing == "horizon"
                for limit_s in claim.limits_of(reading):
                    threshold = reading.value if reading.value is not None else limit_s
                    assert threshold is not None, "a reading has a value of its own or a length of time"
                    drawn = self.draws.values(reading.measure, limit_s, horizon=above)
                    true = drawn <= threshold if reading.compare == "<=" else drawn >= threshold
                    for c, case in enumerate(self.standing if not above else ["above the horizon"]):
                        share = float(np.mean(true[:, c].all(axis=-1)))
                        rows.append(
                            {"claim": claim.id, "reading": reading.id, "limit_s": limit_s, "case": case, "share": share}
                        )
        return rows

    @cached_property
    def usable_rows(self) -> list[dict[str, Any]]:
        """What clouds leave of the looks, by target, case and kind of sensor; nothing without a [weather]."""
        from .usable_rows import usable_rows

        return usable_rows(self.simulation.constellation, self.found, self.searched_s)

    @cached_property
    def desk_rows(self) -> list[dict[str, Any]]:
        """From the order to the desk, by target and case; nothing without a [chain]."""
        from .chain_rows import desk_rows

        return desk_rows(self.simulation.constellation, self.surveyor, self.found, self.searched_s, self.limits_s)

    @cached_property
    def capacity_rows(self) -> list[dict[str, Any]]:
        """Each target alone against all at once, by target and case; nothing where no sensor has an agility."""
        from .capacity_rows import capacity_rows

        return capacity_rows(self.simulation.constellation, self.surveyor, self.standing)

    @cached_property
    def coincidence_rows(self) -> list[dict[str, Any]]:
        """How often two sensors look close to each other, by coincidence, target and case; nothing without any."""
        from .coincidence_rows import coincidence_rows

        return coincidence_rows(self.simulation.constellation, self.found, self.searched_s, self.limits_s)

    @cached_property
    def windows(self) -> pd.DataFrame:
        """Windows inside the span, one row each: the columns of windows.csv, times as UTC timestamps."""
        import pandas as pd

        frame = pd.DataFrame(self.window_columns)
        if frame.empty:  # no row tells pandas what its columns hold
            frame = frame.astype(dict.fromkeys(TEXT, str) | dict.fromkeys(FLAGS, bool) | {"norad_id": "int64"})
        for key in ("start_utc", "end_utc"):
            frame[key] = pd.to_datetime(frame[key], utc=True).dt.as_unit("ms")  # of one kind in every pandas
        return frame

    @cached_property
    def looks(self) -> pd.DataFrame:
        """Looks that overlap the span, one row each, by target, satellite, case; times in UTC."""
        import pandas as pd

        names = [m.name for m in self.simulation.constellation.satellites]
        parts = []
        for case, windows in self.found.items():
            looks = windows.looks().between(0.0, self.span.duration_s)
            parts.append(
                pd.DataFrame(
                    {
                        "target": pd.Series([self.targets[j] for j in looks.target], dtype=str),
                        "satellite": pd.Series([names[s] for s in looks.satellite], dtype=str),
                        "case": case,
                        "start_utc": self._utc(looks.start_s),
                        "end_utc": self._utc(looks.end_s),
                        "duration_s": looks.end_s - looks.start_s,
                    }
                )
            )
        return pd.concat(parts, ignore_index=True)

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """Gaps of all satellites together, by target and case; between looks or windows, at the edges, as reported."""
        import pandas as pd

        parts = []
        for case, by_target in self.found_gaps.items():
            for target, found in zip(self.targets, by_target, strict=True):
                parts.append(
                    pd.DataFrame(
                        {
                            "target": target,
                            "case": case,
                            "start_utc": self._utc(found.start_s),
                            "end_utc": self._utc(found.end_s),
                            "gap_s": found.length_s,
                            "censored": found.censored,
                        }
                    )
                )
        return pd.concat(parts, ignore_index=True)

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Every figure, one row for each target, standing case and satellite."""
        import pandas as pd

        return pd.DataFrame(self.figure_rows)

    @cached_property
    def usable(self) -> pd.DataFrame:
        """What clouds leave of the looks, one row for each target, case and kind of sensor."""
        return _asked(self.usable_rows)

    @cached_property
    def desk(self) -> pd.DataFrame:
        """Times from the order to the desk, one row for each target and case."""
        return _asked(self.desk_rows)

    @cached_property
    def capacity(self) -> pd.DataFrame:
        """Each target alone against all at once, one row for each target and case."""
        return _asked(self.capacity_rows)

    @cached_property
    def coincidences(self) -> pd.DataFrame:
        """How often two sensors look close to each other, one row for each coincidence, target and case."""
        return _asked(self.coincidence_rows)

    @cached_property
    def spreads(self) -> pd.DataFrame:
        """Percentiles over the draws of the satellites' phasing."""
        import pandas as pd

        return pd.DataFrame(self.spread_rows, columns=["target", "case", "figure", "p5", "p50", "p95"])

    @cached_property
    def plot(self) -> Plots:
        """Pictures: ``result.plot.timeline()``, ``result.plot.gaps()``, ``result.plot.save(folder)``."""
        from ..report.plots import Plots
        from .pictures import pictured

        return Plots(pictured(self.simulation, self.found, self.found_gaps))

    def unmet(self, extra: tuple[str, ...] = ()) -> list[str]:
        """Return a sentence for every requirement of the scenario, and of ``extra``, that some target does not meet.

        Requirements are held against the nominal case, all satellites together. Raises UsageError for a measure
        that is not among the figures.
        """
        case = "all-nominal" if "all-nominal" in self.standing else next(iter(self.standing))
        rows = [row for row in self.figure_rows if row["case"] == case and row["satellite"] == ALL_SATELLITES]
        return unmet(rows, requirements_of(self.simulation, extra))

    def _utc(self, t_s: np.ndarray[Any, Any]) -> Any:
        import pandas as pd

        return pd.to_datetime(format_milliseconds(self.span.milliseconds(t_s)), utc=True).as_unit("ms")


def _asked(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as a table; where the scenario did not ask, one without rows that still has targets and cases."""
    import pandas as pd

    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=["target", "case"])
