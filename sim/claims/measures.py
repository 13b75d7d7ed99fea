"""The measures of claims: the figures of the registry that a reading can use."""

from __future__ import annotations

from typing import Any

from ..revisit.figure_kinds import FIGURE_KINDS, FigureKind, renamed
from ..words import did_you_mean

MEASURES: dict[str, FigureKind] = {name: kind for name, kind in FIGURE_KINDS.items() if kind.in_claims}


def known_measure(name: str) -> str:
    """Return the name of a measure. Raises ValueError for another, with the one that was meant, or with all."""
    if name not in MEASURES:
        must = renamed(name) or did_you_mean(name, MEASURES) or f"; it must be one of {', '.join(MEASURES)}"
        raise ValueError(f"measure {name!r} is not known{must} (reconsim claims --measures lists them)")
    return name


def usual_compare(kind: FigureKind) -> str:
    """Return the default comparison of a reading of this figure: the better side."""
    return ">=" if kind.more_is_better else "<="


def usual_over(kind: FigureKind) -> tuple[str, ...]:
    """Return the default ways of taking targets together for a reading of this figure."""
    return ("all-within",) if kind.over_set else ("each", "any")


def needs_limit(kind: FigureKind, value: object) -> bool:
    """Return whether a reading of this figure is compared with the claim's limits; ``value`` is its own, or None."""
    return value is None or kind.at_limit


def measure_rows() -> list[dict[str, Any]]:
    """Return what each measure is, as rows: its name and words, its unit, what a reading of it must give."""
    return [
        {
            "measure": kind.name,
            "words": kind.words,
            "unit": kind.unit,
            "compare": usual_compare(kind),
            "limit": needs_limit(kind, None if kind.unit == "s" else 0.0),
            "value": kind.unit != "s" or kind.at_limit,
            "over": list(usual_over(kind)),
            "definition": kind.definition,
        }
        for kind in MEASURES.values()
    ]
