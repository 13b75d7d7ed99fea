"""The figures of a run as rows: every target, standing case and satellite, with every figure."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from ..revisit.figure_kinds import GAP_SURVIVAL_MEDIAN, GAP_SURVIVAL_P95
from ..revisit.survival import survival_of, wants_survival
from .groups import Group, groups_of
from .requirements import SHARES
from .searched import Searched


def figure_rows(searched: Searched) -> list[dict[str, Any]]:
    """Return one row for each target, standing case and satellite, with every figure.

    "all" satellites come first, then "SAR", "EO" and "infrared" where there are several such kinds, then each. Where
    more than 5 % of the gaps are censored, ``gap_survival_median_s`` and ``gap_survival_p95_s`` are Kaplan-Meier
    estimates, else NaN.
    """
    rows = []
    groups = groups_of(searched.simulation.constellation)
    for j, target in enumerate(searched.targets):
        for case in searched.standing:
            for name, group in groups.items():
                values = asdict(searched.figures_of(j, case, group.satellites, group.sensors))
                limits = values.pop("limits_s")
                shares = [(kind, values.pop(kind.name)) for kind in SHARES]
                row = {"target": target, "case": case, "satellite": name, **values}
                row |= _survival(searched, j, case, group)
                for kind, per_limit in shares:
                    row |= {kind.at(limit): share for limit, share in zip(limits, per_limit, strict=True)}
                rows.append(row)
    return rows


def _survival(searched: Searched, target: int, case: str, group: Group) -> dict[str, float]:
    found = searched.gaps_of(target, case, group.satellites, group.sensors)
    if not wants_survival(found):
        return {GAP_SURVIVAL_MEDIAN.name: math.nan, GAP_SURVIVAL_P95.name: math.nan}
    survival = survival_of(found)
    return {GAP_SURVIVAL_MEDIAN.name: survival.median_s, GAP_SURVIVAL_P95.name: survival.percentile_s(95.0)}
