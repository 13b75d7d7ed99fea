"""The evidence behind a verdict of another kind than coverage, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .content import Column, Table


def evidence_table(v: Mapping[str, Any]) -> list[Table]:
    """Return the rows of a verdict's evidence under the headings it gives them; nothing where it has none."""
    if not v["evidence"]:
        return []
    numbers = [key for key in v["headings"] if all(isinstance(row[key], int | float) for row in v["evidence"])]
    columns = tuple(Column(head, is_right=key in numbers) for key, head in v["headings"].items())
    rows = tuple(tuple(_cell(row[key]) for key in v["headings"]) for row in v["evidence"])
    return [Table(columns, rows)]


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
