"""A run in steps: read elements, plan, search, survey, draw, judge; each step returns a frozen object."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from ..claims.evidence import EvidenceVerdict
from ..claims.verdict import Verdict
from ..constellation.constellation import Constellation
from ..studies.daylight import daylight_of
from ..studies.draw_kinds import Drawing
from ..studies.longer_gaps import longer_gaps
from ..studies.phasing import Draws, draw_phasings
from ..studies.survey import Survey, Surveyor, surveyor_of
from ..threads import cores
from .building_up import build_up_notes, built_of
from .drawing import drawing_notes, drawing_of
from .evidence_verdicts import evidence_verdicts
from .image_notes import impossible_notes, short_look_notes
from .judging import Bench, options_of, verdicts_on
from .loaded import Loaded
from .notes import notes_of
from .result import Result
from .tried import Tried, plan
from .turn_document import turns_document

Progress = Callable[[float, str], None]

# Where each step begins, as a share of the time of a run with draws and claims.
SEARCHING, DRAWING, JUDGING, JUDGING_CLAIMS, DONE = 0.02, 0.15, 0.85, 0.87, 1.0
TURNING = 0.1  # of a run with turning points


@dataclass(frozen=True)
class Surveys:
    """The figures of all combinations, and of satellites above the horizon, whatever they carry."""

    imaging: Survey
    horizon: Survey


def run(simulation: Loaded, *, progress: Progress, threads: int | None, allow_stale: bool) -> Result:
    """Return the result of a simulation; see `sim.simulation.simulation.Simulation.run`."""
    began = time.perf_counter()
    threads = threads or cores()
    asked = simulation.file.turns_asked
    whole, progress = progress, _within(progress, 0.0, TURNING if asked else 1.0)
    progress(0.0, "reading elements")
    constellation = simulation.constellation
    tried = plan(constellation, simulation.claims)
    progress(SEARCHING, "finding windows")
    surveyor = search(constellation, threads=threads, allow_stale=allow_stale)
    surveys = survey(surveyor, tried, simulation.limits_s)
    drawing = drawing_of(simulation.scenario, constellation)
    draws = draw(simulation, tried, drawing, progress=progress, threads=threads, allow_stale=allow_stale)
    built = built_of(simulation, tried.standing, progress=progress, threads=threads, allow_stale=allow_stale)
    verdicts: list[Verdict | EvidenceVerdict] = []
    verdicts += judge(simulation, surveyor, tried, surveys, draws, progress=progress)
    verdicts += evidence_verdicts(simulation, lambda: surveyor)
    progress(DONE, "done")
    result = Result(
        simulation=simulation,
        surveyor=surveyor,
        tried=tried,
        standing=tried.standing,
        limits_s=simulation.limits_s,
        draws=draws,
        verdicts=tuple(verdicts),
        notes=(
            *surveyor.lost,
            *drawing_notes(drawing, simulation.scenario, constellation),
            *impossible_notes(constellation),
            *notes_of(constellation),
            *short_look_notes(surveyor),
            *build_up_notes(simulation, built),
        ),
        longer=longer_gaps(tried.cases, tried.standing, tried.rows_of, surveys.imaging),
        wall_s=time.perf_counter() - began,
        build_up_found=built,
    )
    if not asked:
        return result
    turns_document(result, lambda share: whole(TURNING + (1.0 - TURNING) * share, "moving limits"))
    return replace(result, wall_s=time.perf_counter() - began)


def _within(progress: Progress, begin: float, end: float) -> Progress:
    """Return a progress of a part of the work, from one share of it to another."""
    return lambda share, what: progress(begin + (end - begin) * share, what)


def search(constellation: Constellation, *, threads: int, allow_stale: bool) -> Surveyor:
    """Return the searches of a constellation. Raises DataError for sets that cannot serve."""
    return surveyor_of(constellation, daylight=daylight_of(constellation), allow_stale=allow_stale, threads=threads)


def survey(surveyor: Surveyor, tried: Tried, limits_s: Sequence[float], *, left_out: int | None = None) -> Surveys:
    """Return the figures of every combination, all satellites together, or without the one of index ``left_out``."""
    return Surveys(
        surveyor.survey(tried.cases, limits_s=limits_s, plan=tried.imaging, left_out=left_out),
        surveyor.survey([{}], limits_s=limits_s, plan=tried.horizon, left_out=left_out, horizon=True),
    )


def draw(
    simulation: Loaded, tried: Tried, drawing: Drawing, *, progress: Progress, threads: int, allow_stale: bool
) -> Draws | None:
    """Return every combination measured with the satellites moved along their orbits; None where no draws are asked."""
    if not drawing.count:
        return None
    doing = f"drawing {drawing.kind}"
    progress(DRAWING, doing)
    return draw_phasings(
        simulation.constellation,
        tried.cases,
        drawing,
        limits_s=simulation.limits_s,
        percentiles=np.arange(len(tried.cases)) < len(tried.standing),
        allow_stale=allow_stale,
        threads=threads,
        progress=lambda share: progress(DRAWING + (JUDGING - DRAWING) * share, doing),
    )


def judge(
    simulation: Loaded,
    surveyor: Surveyor,
    tried: Tried,
    surveys: Surveys,
    draws: Draws | None,
    *,
    progress: Progress,
) -> tuple[Verdict, ...]:
    """Return the verdicts of coverage, with what leaving out a satellite or counting between windows changes."""
    claims = [claim for claim in simulation.claims if claim.coverage_readings]
    if not claims:
        return ()
    progress(JUDGING, "judging")
    constellation, limits_s = simulation.constellation, simulation.limits_s
    without = _without_each(surveyor, tried, limits_s)
    by_windows = surveyor.survey(tried.cases, limits_s=limits_s, plan=tried.imaging, between_windows=True)
    verdicts: list[Verdict] = []

    @cache
    def at_lengths(lengths_s: tuple[float, ...]) -> Survey:
        return surveyor.survey(tried.cases, limits_s=lengths_s, plan=tried.imaging)

    for number, claim in enumerate(claims):
        progress(JUDGING_CLAIMS + (DONE - JUDGING_CLAIMS) * number / len(claims), "judging")
        bench = Bench(
            constellation, tried.cases, tried.rows_of[claim.id], surveys.imaging, surveys.horizon, draws, at_lengths
        )  # fmt: skip
        left_out = without if claim.robustness.leave_out_each_satellite else {}
        verdicts += verdicts_on(
            claim,
            bench,
            without={
                name: replace(bench, imaging=other.imaging, horizon=other.horizon, survey_at=None)
                for name, other in left_out.items()
            },
            between_windows=replace(bench, imaging=by_windows, survey_at=None),
            options=options_of(claim, constellation.carried),
        )
    return tuple(verdicts)


def _without_each(surveyor: Surveyor, tried: Tried, limits_s: Sequence[float]) -> dict[str, Surveys]:
    """Return the surveys without each satellite, by its name; none where there is one alone."""
    satellites = surveyor.constellation.satellites
    if len(satellites) == 1:
        return {}
    return {
        satellite.name: survey(surveyor, tried, limits_s, left_out=index) for index, satellite in enumerate(satellites)
    }
