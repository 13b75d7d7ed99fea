"""The evidence behind a verdict of another kind than coverage, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .content import Column, Table


def evidence_table(v: Mapping[str, Any]) -> list[Table]:
    """Return the rows of a verdict's evidence under the headings it gives them; nothing where it has none."""
    if not v["evidence"]:
        return []
    columns = [[row[key] for row in v["evidence"]] for key in v["headings"]]
    heads = zip(v["headings"].values(), columns, strict=True)
    rows = zip(*(_cells(column) for column in columns), strict=True)
    return [Table(tuple(Column(head, is_right=all(map(_is_number, of))) for head, of in heads), tuple(rows))]


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
