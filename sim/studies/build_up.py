"""Figures stretch by stretch of a span, while satellites are launched, enter service, fail and decay.

One search covers the whole span, of all satellites whenever they are in orbit; cut to their service it serves those in
service as well. The figures of a stretch are those of a run of that stretch alone: of the satellites that count at some
time of it, whose looks up to ten days beyond its ends complete the gaps there.

A *way of counting* (``Counted``) says which satellites count, and when. A stretch is a small sample of how passes fall:
a week holds fewer than two rounds of the radars' pattern. Draws of another phasing, as of another month (see
``draw_kinds``), give the spread of each figure over how the satellites may as well have stood along their orbits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..constellation.constellation import Constellation
from ..constellation.counted import IN_ORBIT, IN_SERVICE, Counted, ways_of_counting
from ..orbits.elements import ElementSet
from ..threads import in_threads
from .assumptions import Case
from .daylight import Daylight, daylight_of
from .draw_kinds import Drawing, age_in_use_d
from .phasing import Phases, phases_of
from .survey import Plan, Rows, Survey, Surveyor, plan_of, surveyor_of

Floats = NDArray[np.float64]
Measure = tuple[str, float | None]  # its name, and the length of time it is for, if it is for one
Drawn = Mapping[Measure, Floats]


def stretches_of(span: Span, every_s: float) -> tuple[Span, ...]:
    """Return the whole stretches of a span, one after the other; what is left at its end belongs to none."""
    n = int(span.duration_s / every_s + 1e-9)
    return tuple(Span(span.moment(k * every_s), every_s) for k in range(n))


@dataclass(frozen=True)
class BuildUp:
    """A build-up: ``surveys`` and ``draws`` by the name of the way of counting, one entry a stretch each.

    Figures of a survey are those of the ``cases`` at every target. It is None where no satellite counts in the stretch.
    ``draws`` hold an array (N, C, P) for each measure drawn, with its length of time or None; they are empty without a
    ``drawing``. ``oldest_set_d`` has the largest age of the sets in use in each stretch, in days, by way.
    """

    constellation: Constellation
    ways: tuple[Counted, ...]
    stretches: tuple[Span, ...]
    cases: tuple[Case, ...]
    limits_s: tuple[float, ...]
    drawing: Drawing | None
    surveys: Mapping[str, tuple[Survey | None, ...]]
    draws: Mapping[str, tuple[Drawn | None, ...]]
    oldest_set_d: Mapping[str, Floats]
    _values: dict[tuple[str, str, float | None], Floats] = field(default_factory=dict, repr=False, compare=False)

    @property
    def starts(self) -> list[datetime]:
        """The first moment of each stretch."""
        return [one.start for one in self.stretches]

    def values(self, way: str, measure: str, limit_s: float | None = None) -> Floats:
        """Return a measure of every stretch, (W, C, P); NaN where no satellite counts.

        ``limit_s`` is one of ``limits_s``, for a measure that has a value for each.
        """
        key = way, measure, limit_s
        if key not in self._values:
            nothing = np.full((len(self.cases), len(self.constellation.targets)), np.nan)
            of = [nothing if one is None else one.measure(measure, limit_s) for one in self.surveys[way]]
            self._values[key] = np.stack([np.broadcast_to(one, nothing.shape) for one in of])
        return self._values[key]

    def percentiles(self, way: str, measure: str, percents: Sequence[float], limit_s: float | None = None) -> Floats:
        """Return percentiles over the draws of a drawn measure, (len(percents), W, C, P).

        They are NaN without draws, and where no satellite counts.
        """
        nothing = np.full((len(percents), len(self.cases), len(self.constellation.targets)), np.nan)
        drawn = self.draws.get(way, (None,) * len(self.stretches))
        of = [nothing if one is None else percentiles_of(one[measure, limit_s], percents) for one in drawn]
        return np.stack(of, axis=1)


def percentiles_of(values: Floats, percents: Sequence[float]) -> Floats:
    """Return percentiles over the first axis, of values that are none NaN; infinite ones count as the largest."""
    if np.isfinite(values).all():
        return np.asarray(np.percentile(values, percents, axis=0))
    ranks = np.rint(np.array(percents) / 100.0 * (len(values) - 1)).astype(int)  # between two infinities lies nothing
    return np.asarray(np.sort(values, axis=0)[ranks])


def build_up(
    constellation: Constellation,
    cases: Sequence[Case],
    *,
    every_s: float,
    limits_s: Sequence[float] = (),
    between_windows: bool = False,
    drawing: Drawing | None = None,
    drawn: Sequence[Measure] = (),
    allow_stale: bool = False,
    threads: int = 1,
    progress: Callable[[float], None] = lambda share: None,
) -> BuildUp:
    """Return the figures of every stretch, way of counting, case and target.

    ``drawing`` are draws of another phasing, in which each satellite is shifted alike in all stretches; none if left
    out. The same seed gives the same draws, whatever the number of threads. ``drawn`` are the measures kept of them,
    each with its length of time, one of ``limits_s``, or None.
    Raises DataError for element sets that cannot serve a satellite's time in orbit.
    """
    ways, stretches = ways_of_counting(constellation.satellites), stretches_of(constellation.span, every_s)
    plan = plan_of(constellation, cases)
    drawing = drawing if drawing is not None and drawing.count else None
    phases = phases_of(constellation, drawing) if drawing else None
    share_of_searches = 0.6  # of the time; only the progress bar depends on it
    sources = _Sources(constellation, ways, plan, daylight_of(constellation), between_windows, allow_stale)
    nominal = sources.rows(None, threads)
    moved: dict[str, Rows] = {}
    if phases is not None:
        done = [0]

        def searched(phase: int) -> dict[str, Rows]:
            rows = sources.rows(phases.elements(phase), 1)
            done[0] += 1
            progress(share_of_searches * done[0] / phases.count)
            return rows

        moved = {way: Rows(constellation) for way in nominal}
        for part in in_threads(searched, range(phases.count), threads):
            for way, rows in part.items():
                moved[way].extend(rows)

    def at(number: int) -> dict[str, tuple[Survey | None, Drawn | None]]:
        found: dict[str, tuple[Survey | None, Drawn | None]] = {}
        known: dict[tuple[str, tuple[int, ...]], tuple[Survey, Drawn | None]] = {}
        cut: dict[str, tuple[Rows, Rows | None]] = {}
        for way in ways:
            here = replace(constellation, span=stretches[number], satellites=way.satellites)
            counting = tuple(way.serving(here.span))
            if not counting:
                found[way.name] = None, None
                continue
            key = sources.of[way.name], counting
            if key not in known:
                if key[0] not in cut:
                    cut[key[0]] = nominal[key[0]].part(here), moved[key[0]].part(here) if phases else None
                known[key] = _measured(*cut[key[0]], plan, counting, limits_s, phases, drawn)
            found[way.name] = known[key]
        progress(share_of_searches + (1.0 - share_of_searches) * (number + 1) / len(stretches))
        return found

    every = in_threads(at, range(len(stretches)), threads)
    return BuildUp(
        constellation=constellation,
        ways=ways,
        stretches=stretches,
        cases=tuple(cases),
        limits_s=tuple(limits_s),
        drawing=drawing,
        surveys={way.name: tuple(one[way.name][0] for one in every) for way in ways},
        draws={way.name: tuple(one[way.name][1] for one in every) for way in ways} if drawing else {},
        oldest_set_d={
            way.name: np.array([_oldest_set_d(way, constellation, one) for one in stretches]) for way in ways
        },
    )


@dataclass(frozen=True)
class _Sources:
    """Searches of the satellites in orbit, and the rows of those in orbit and of those in service.

    ``of`` has the rows of each way of counting: ways that leave some satellites out read those in service.
    """

    constellation: Constellation
    ways: tuple[Counted, ...]
    plan: Plan
    daylight: Daylight
    between_windows: bool
    allow_stale: bool

    @property
    def of(self) -> dict[str, str]:
        return {way.name: IN_ORBIT if way.name == IN_ORBIT else IN_SERVICE for way in self.ways}

    def rows(self, elements: Mapping[str, Sequence[ElementSet]] | None, threads: int) -> dict[str, Rows]:
        in_orbit = replace(self.constellation, satellites=self.ways[0].satellites)
        surveyor = surveyor_of(
            in_orbit, elements=elements, daylight=self.daylight, allow_stale=self.allow_stale, threads=threads
        )
        in_service = Surveyor(self.constellation, surveyor.searches, threads=threads)
        found = {}
        for name, one in ((IN_ORBIT, surveyor), (IN_SERVICE, in_service)):
            found[name] = Rows(one.constellation)
            found[name].add(one, self.plan.blocks, between_windows=self.between_windows)
        return found


def _measured(
    nominal: Rows,
    moved: Rows | None,
    plan: Plan,
    satellites: Sequence[int],
    limits_s: Sequence[float],
    phases: Phases | None,
    drawn: Sequence[Measure],
) -> tuple[Survey, Drawn | None]:
    """Return the figures of some satellites in one stretch, and those of the draws."""
    block_of = np.full_like(plan.block_of, -1)
    block_of[:, satellites] = plan.block_of[:, satellites]
    survey = nominal.measure(block_of, limits_s=limits_s, percentiles=True)
    if moved is None or phases is None:
        return survey, None
    # The draws of one case follow each other: they pick from the same few lists.
    picked = np.where(block_of[:, None] >= 0, block_of[:, None] + phases.picked * len(plan.blocks), -1)
    together = moved.measure(picked.reshape(-1, block_of.shape[1]), limits_s=limits_s, percentiles=True)
    shape = len(block_of), len(phases.picked), -1
    return survey, {one: together.measure(*one).reshape(shape).swapaxes(0, 1) for one in drawn}


def _oldest_set_d(way: Counted, constellation: Constellation, stretch: Span) -> float:
    """Return the largest age of a set in use in one stretch, days; 0 where no satellite of the catalogue counts."""
    here = replace(constellation, span=stretch, satellites=way.satellites)
    counting = [way.satellites[number] for number in way.serving(stretch)]
    return max((age_in_use_d(one, here) for one in counting if one.norad_id), default=0.0)
