"""Rows of a run as a CSV file, one column a key."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

from .windows_csv import cells


def rows_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the CSV text of rows that all have the keys of the first; what is not a number stays empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    keys = list(rows[0])
    writer.writerow(keys)
    columns = [[_known(row[key]) for row in rows] for key in keys]
    writer.writerows(zip(*map(cells, columns), strict=True))
    return out.getvalue()


def _known(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
