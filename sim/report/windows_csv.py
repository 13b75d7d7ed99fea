"""windows.csv and its JSON twin, from the columns of ``report.window_rows``."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .windows_made import WindowsMade


def windows_csv(columns: Mapping[str, Sequence[Any]]) -> str:
    """Return the CSV text: header, rows, lines ended by a bare newline; an unknown number stays empty.

    The columns are those given, in their order: the agreed fifteen first, then what was asked for beside them.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*map(cells, columns.values()), strict=True))
    return out.getvalue()


def windows_rows(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Return one dictionary a window, keys in the order of the CSV's columns."""
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def write(made: WindowsMade, path: Path) -> None:
    """Write the windows."""
    path.write_bytes(windows_csv(made.columns).encode("utf-8"))


def cells(column: Sequence[Any]) -> Sequence[Any]:
    """Return the cells of a column as CSV has them: numbers to four decimals, true and false, nothing for None."""
    # Column by column, so that the type of a column is checked once. The writer formats text, integers and None itself.
    kinds = set(map(type, column))
    if kinds <= {str, int, type(None)}:
        return column
    if kinds == {bool}:
        return ["true" if value else "false" for value in column]
    return [_cell(value) for value in column]


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".") if value else "0"
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
