"""The combinations of assumptions that a run tries: the standing cases, and those of each claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..claims.claim import Claim
from ..constellation.constellation import Constellation
from ..studies.assumptions import Case, product_of, standing_cases
from ..studies.survey import Plan, plan_of


@dataclass(frozen=True)
class Tried:
    """The combinations of a run, one list for everything: the standing ones first, then what each claim tries.

    ``rows_of`` are the numbers of a claim's own by its id; ``imaging`` and ``horizon`` are the plans of all.
    """

    cases: Sequence[Case]
    standing: Mapping[str, Case]
    rows_of: Mapping[str, Sequence[int]]
    imaging: Plan
    horizon: Plan


def plan(constellation: Constellation, claims: Sequence[Claim]) -> Tried:
    """Return which combinations are tried, and which sets of windows they need."""
    sensors = constellation.carried
    standing = standing_cases(sensors)
    cases: list[Case] = list(standing.values())
    rows_of = {}
    for claim in claims:
        if not claim.coverage_readings:
            continue
        open_values = {name: option.values for name, option in claim.unstated.items()}
        rows_of[claim.id] = [_row(cases, case) for case in product_of(sensors, open_values).cases]
    return Tried(cases, standing, rows_of, plan_of(constellation, cases), plan_of(constellation, [{}], horizon=True))


def _row(cases: list[Case], case: Case) -> int:
    """Return where a case stands in the list, added at its end if it is new."""
    if case not in cases:
        cases.append(case)
    return cases.index(case)
