"""Verdicts of kinds other than coverage, as printed: a sentence, and the evidence as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..claims.reading_kinds import COVERAGE
from .text import table, wrapped

Verdict = Mapping[str, Any]


def coverage_verdicts(document: Mapping[str, Any], claim_id: str) -> list[Verdict]:
    """Return the verdicts on a claim that figures of coverage decide."""
    return [v for v in document["verdicts"] if v["claim"] == claim_id and v["kind"] == COVERAGE]


def evidence_verdicts(document: Mapping[str, Any], claim_id: str) -> list[Verdict]:
    """Return the verdicts on a claim of all other kinds."""
    return [v for v in document["verdicts"] if v["claim"] == claim_id and v["kind"] != COVERAGE]


def evidence_block(v: Verdict, width: int) -> str:
    """Return a verdict's sentence and its evidence as a table below it."""
    lines = [wrapped(v["sentence"], width, hang="  ")]
    if v["evidence"]:
        rows = [[_cell(row[key]) for key in v["headings"]] for row in v["evidence"]]
        lines.append(table(list(v["headings"].values()), rows, indent="  "))
    return "\n".join(lines)


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
