"""Verdicts of kinds other than coverage, as printed: a sentence, and the evidence as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def evidence_block(v: Verdict, width: int | None, *, lead: str = "") -> str:
    """Return a verdict's sentence and its evidence as a table below it; without a width the sentence is one line."""
    sentence = f"{lead}{v['sentence']}"
    lines = [sentence if width is None else wrapped(sentence, width, hang="  ")]
    if v["evidence"]:
        columns = [[row[key] for row in v["evidence"]] for key in v["headings"]]
        numbers = [i for i, column in enumerate(columns) if all(_is_number(one) for one in column)]
        cells = zip(*(_cells(column) for column in columns), strict=True)
        lines.append(table(list(v["headings"].values()), list(cells), right=numbers, indent="  "))
    return "\n".join(lines)


def _cells(column: Sequence[Any]) -> list[str]:
    """Return a column in words; its numbers have the same decimals."""
    decimals = max((len(f"{one:g}".partition(".")[2]) for one in column if isinstance(one, float)), default=0)
    return [f"{one:.{decimals}f}" if isinstance(one, float) else _cell(one) for one in column]


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace(".000Z", "Z")


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
