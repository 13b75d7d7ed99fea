"""Passes over one place as CSV: a line a pass."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from .overhead_made import COLUMNS, OverheadMade


def overhead_csv(made: OverheadMade) -> str:
    """Return the CSV text: header, a line a pass; durations with three decimals, elevations with four."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, number, start, end, duration_s, elevation_deg in made.rows():
        writer.writerow([name, number or "", start, end, f"{duration_s:.3f}", f"{elevation_deg:.4f}"])
    return out.getvalue()


def write(made: OverheadMade, path: Path) -> None:
    """Write the passes."""
    path.write_bytes(overhead_csv(made).encode("utf-8"))
