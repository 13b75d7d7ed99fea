"""Verdicts made up for pages and sentences, in the form in which summary.json holds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

COUNTS = {"n_true": 3, "n_false": 4, "n_undecided": 1, "n_unmeasured": 0}


def finding(value: float | None, *, error: float | None = 60.0, **more: Any) -> dict[str, Any]:
    """A value of a verdict, at Etna."""
    case = more.get("case", {"off_nadir": "low"})
    return {"case": case, "target": "Etna", "value": value, "margin": more.get("margin", 1.0), "error": error}


def way(*words: str, option: str = "off_nadir", values: Sequence[str] = ("high",)) -> dict[str, Any]:
    """One condition that is enough."""
    terms = [{"option": option, "values": list(values), "words": text} for text in words]
    return {"terms": terms, "n_true": 1, "n_undecided": 0}


def verdict(
    measure: str, outcome: str, *, reading: str = "", limit_s: float | None = 7200.0, over: str = "each", **more: Any
) -> dict[str, Any]:
    """A verdict on a measure, by default at each target and held against two hours."""
    ways = more.get("ways", [way("it rolls")])
    conditions = {
        "necessary": more.get("needed", []), "sufficient": ways, "no_difference": [],
        "perhaps": more.get("perhaps", []),
    }  # fmt: skip
    best, worst = more.get("best", finding(5000.0)), more.get("worst", finding(15000.0))
    own = {
        "outcome": outcome,
        "could_be": [outcome] if outcome != "cannot tell" else ["holds only if", "fails"],
        **COUNTS,
        "conditions": conditions if outcome == "holds only if" else None,
        "best": best,
        "worst": worst,
        "closest_call": worst if outcome == "holds" else None,
        "nearest_miss": best if outcome == "fails" else None,
        "undecided": more.get("undecided", [best] if outcome == "cannot tell" else []),
        "holds_for": more.get("holds_for", {"in_best_s": 5100.0, "in_all_s": 15100.0}),
    }
    title = more.get("title", f"Reading {reading}" if reading else "A reading")
    return {
        "claim": "made-up", "kind": "coverage", "reading": reading or measure, "title": title, "measure": measure,
        "compare": more.get("compare", "<="), "threshold": more.get("threshold", limit_s), "limit_s": limit_s,
        "seeing": more.get("seeing", "imaging"), "over": over, "outcome": outcome,
        "sentence": f"{title} {outcome} for reasons that take a whole line to tell, and some more.", "reasons": [],
        "answer": own, "options": more.get("options", {"off_nadir": ["low", "nominal", "high"]}),
        "by_target": {"Etna": own} if over == "each" else {},
        "outcome_by_target": more.get("at", {"Etna": outcome}), "span_days": 3.0, "notes": [],
    }  # fmt: skip
