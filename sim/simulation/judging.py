"""Claims held against a constellation: values with their errors, verdicts with what belongs beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..claims.claim import Claim, Reading
from ..claims.judge import Measured, judge_claim
from ..claims.side_notes import counting_sentence, left_out_sentence, with_notes
from ..claims.verdict import Verdict
from ..constellation.constellation import Constellation
from ..revisit.figure_kinds import N_CENSORED
from ..studies.assumptions import Case
from ..studies.phasing import Draws
from ..studies.survey import Survey

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Bench:
    """What a judgement measures with: all satellites, and variations of them, over one list of cases.

    ``imaging`` and ``horizon`` are the surveys of all satellites; ``rows`` says which of the surveyed cases belong to
    the claim, in its order.
    """

    constellation: Constellation
    cases: Sequence[Case]
    rows: Sequence[int]
    imaging: Survey
    horizon: Survey
    draws: Draws | None

    def measured(self, reading: Reading, limit_s: float | None) -> Measured:
        """Return a reading's values in every case; above the horizon, sensors do not matter and there is one case."""
        above = reading.seeing == "horizon"
        survey = self.horizon if above else self.imaging
        rows = [0] if above else list(self.rows)
        at_s = limit_s if reading.kind.at_limit or reading.value is None else None
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
            if reading.kind.over_set:
                censored = np.asarray(censored.any(axis=1, keepdims=True))
            if reading.kind.censored == "grows":
                bound = censored.astype(np.int8)
            elif reading.kind.censored == "shrinks":
                bound = -censored.astype(np.int8)
        names = ["all targets"] if reading.kind.over_set else [target.name for target in self.constellation.targets]
        return Measured(
            cases=[{}] if above else [self.cases[row] for row in rows],
            targets=names,
            value=value,
            error=error,
            share_true=share_true,
            bound=bound,
            span_days=self.constellation.span.days,
        )


def verdicts_on(
    claim: Claim,
    bench: Bench,
    *,
    without: Mapping[str, Bench],
    between_windows: Bench,
) -> list[Verdict]:
    """Return the verdicts on a claim, each with what leaving out a satellite or counting between windows changes."""
    verdicts = judge_claim(claim, bench.measured)
    by_windows = judge_claim(claim, between_windows.measured)
    left_out = {name: judge_claim(claim, other.measured) for name, other in without.items()}
    return [
        with_notes(
            verdict,
            left_out_sentence(verdict, {name: others[i] for name, others in left_out.items()}),
            counting_sentence(verdict, by_windows[i]),
        )
        for i, verdict in enumerate(verdicts)
    ]


def limits_of(claims: Sequence[Claim]) -> tuple[float, ...]:
    """Return every length of time that some claim is held against, rising."""
    return tuple(sorted({limit_s for claim in claims for limit_s in claim.limits_s}))
