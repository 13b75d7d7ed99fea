"""Claims judged with a constellation: values with their errors, and verdicts with notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..claims.claim import Claim
from ..claims.conditions import Option
from ..claims.judge import Measured, judge_claim
from ..claims.kinds.coverage import CoverageReading
from ..claims.side_notes import counting_sentence, left_out_sentence, with_notes
from ..claims.verdict import Verdict
from ..constellation.constellation import Constellation
from ..revisit.figure_kinds import N_CENSORED
from ..sensors.sensor import HYPOTHESIS, Sensor
from ..studies.assumptions import Case
from ..studies.phasing import Draws
from ..studies.survey import Survey

Floats = NDArray[np.float64]

GRID_S = 300.0  # lengths of time at which shares are tried for the least that is long enough
LONGEST_TRIED_S = 48.0 * 3600.0


@dataclass(frozen=True)
class Bench:
    """The measured values for a judgement: of all satellites, and of variations of them, over one list of cases.

    ``imaging`` and ``horizon`` are the surveys of all satellites. ``rows`` are the indices of the surveyed cases that
    belong to the claim, in its order. ``survey_at`` surveys the imaging cases for other lengths of time. Without it,
    readings that compare a share have no least interval.
    """

    constellation: Constellation
    cases: Sequence[Case]
    rows: Sequence[int]
    imaging: Survey
    horizon: Survey
    draws: Draws | None
    survey_at: Callable[[tuple[float, ...]], Survey] | None = None

    def measured(self, reading: CoverageReading, limit_s: float | None) -> Measured:
        """Return a reading's values in every case; above the horizon, sensors do not matter and there is one case."""
        above = reading.seeing == "horizon"
        survey = self.horizon if above else self.imaging
        rows = [0] if above else list(self.rows)
        at_s = limit_s if reading.figure.at_limit or reading.value is None else None
        value = survey.measure(reading.measure, at_s)[rows]
        error = share_true = None
        if self.draws is not None and len(self.draws):
            error = self.draws.error(reading.measure, at_s, horizon=above)[rows]
            threshold = reading.value if reading.value is not None else limit_s
            assert threshold is not None  # a reading has a value or a limit
            share_true = self.draws.share_true(
                reading.measure, at_s, compare=reading.compare, threshold=threshold, horizon=above
            )[rows]
        bound = None
        censored: NDArray[np.bool_] = np.asarray(survey[N_CENSORED.name][rows] > 0.0)
        if censored.any():
            if reading.figure.over_set:
                censored = np.asarray(censored.any(axis=1, keepdims=True))
            if reading.figure.censored == "grows":
                bound = censored.astype(np.int8)
            elif reading.figure.censored == "shrinks":
                bound = -censored.astype(np.int8)
        names = ["all targets"] if reading.figure.over_set else [target.name for target in self.constellation.targets]
        return Measured(
            cases=[{}] if above else [self.cases[row] for row in rows],
            targets=names,
            value=value,
            error=error,
            share_true=share_true,
            bound=bound,
            span_days=self.constellation.span.days,
            interval_s=None if above else self._least_interval_s(reading, rows),
        )

    def _least_interval_s(self, reading: CoverageReading, rows: list[int]) -> Floats | None:
        """Return the least limit for which a share is large enough, (C, P) in s; None for readings of another kind.

        Shares of gaps and chances grow with the limit. Limits are tried on a grid of 5 minutes up to LONGEST_TRIED_S;
        the least that does is printed rounded up, so it is late by less than 5 minutes; inf beyond the grid.
        """
        if self.survey_at is None or not reading.figure.at_limit or reading.compare != ">=":
            return None
        tried_s = tuple(np.arange(GRID_S, LONGEST_TRIED_S + 1.0, GRID_S).tolist())
        shares = self.survey_at(tried_s)[reading.measure][rows]
        shares = shares[:, None, :] if reading.figure.over_set else shares
        enough = shares >= (reading.value or 0.0)
        first = np.argmax(enough, axis=-1)
        return np.where(enough.any(axis=-1), np.array(tried_s)[first], np.inf)


def options_of(claim: Claim, sensors: Sequence[Sensor]) -> tuple[Option, ...]:
    """Return what a claim leaves open and what the sensors do, with the names of published radars."""
    known = {option.name: option for option in claim.options()}
    titles = {one.name: one.called for sensor in sensors for one in sensor.hypotheses}
    if titles:
        own = known.get(HYPOTHESIS, Option(HYPOTHESIS, tuple(titles)))
        known[HYPOTHESIS] = replace(
            own, values=tuple(titles), label="radars like", subject="the radars see like", names=titles,
            things="published radars",
        )  # fmt: skip
    return tuple(known.values())


def verdicts_on(
    claim: Claim,
    bench: Bench,
    *,
    without: Mapping[str, Bench],
    between_windows: Bench,
    options: Sequence[Option] | None = None,
) -> list[Verdict]:
    """Return the verdicts on a claim, each with what leaving out a satellite or counting between windows changes."""
    verdicts = judge_claim(claim, bench.measured, options)
    by_windows = judge_claim(claim, between_windows.measured, options)
    left_out = {name: judge_claim(claim, other.measured, options) for name, other in without.items()}
    return [
        with_notes(
            verdict,
            left_out_sentence(verdict, {name: others[i] for name, others in left_out.items()}),
            counting_sentence(verdict, by_windows[i]),
        )
        for i, verdict in enumerate(verdicts)
    ]


def limits_of(claims: Sequence[Claim]) -> tuple[float, ...]:
    """Return every length of time with which some claim is compared, in rising order."""
    return tuple(sorted({limit_s for claim in claims for limit_s in claim.limits_s}))
