"""The results of draws as rows: spreads of the main figures, and the share of draws in which readings are true."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..revisit.figure_kinds import GAP_MAX, GAP_MEAN, GAP_P95, RESPONSE_MEAN
from .searched import Searched

SPREADS = (GAP_MAX, GAP_MEAN, GAP_P95, RESPONSE_MEAN)


def spread_rows(searched: Searched) -> list[dict[str, Any]]:
    """Return the 5th, 50th and 95th percentile over the draws of the main figures, by target and standing case."""
    if not searched.draws:
        return []
    targets, cases = searched.targets, list(searched.standing)
    rows = []
    for kind in SPREADS:
        drawn = searched.draws.values(kind.name, None)
        low, middle, high = np.percentile(drawn, [5.0, 50.0, 95.0], axis=0)
        for j, target in enumerate(targets):
            for c, case in enumerate(cases):
                values = {"p5": float(low[c, j]), "p50": float(middle[c, j]), "p95": float(high[c, j])}
                rows.append({"target": target, "case": case, "figure": kind.name, **values})
    return sorted(rows, key=lambda row: (targets.index(row["target"]), cases.index(row["case"])))


def holds_in_all_draws_rows(searched: Searched) -> list[dict[str, Any]]:
    """Return for each claim's reading and limit the share of draws in which it is true at every target, by case.

    1: it is true in every draw. 0: it is true in none.
    """
    if not searched.draws:
        return []
    rows = []
    for claim in searched.simulation.claims:
        for reading in claim.coverage_readings:
            above = reading.seeing == "horizon"
            for limit_s in claim.limits_of(reading):
                threshold = reading.value if reading.value is not None else limit_s
                assert threshold is not None, "a reading has a value of its own or a length of time"
                drawn = searched.draws.values(reading.measure, limit_s, horizon=above)
                true = drawn <= threshold if reading.compare == "<=" else drawn >= threshold
                for c, case in enumerate(searched.standing if not above else ["above the horizon"]):
                    share = float(np.mean(true[:, c].all(axis=-1)))
                    rows.append(
                        {"claim": claim.id, "reading": reading.id, "limit_s": limit_s, "case": case, "share": share}
                    )
    return rows
