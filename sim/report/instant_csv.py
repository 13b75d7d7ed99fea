"""The objects that could have taken a picture as CSV: a line an object, by rank."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from .instant_made import COLUMNS, InstantMade, misses_text


def write(made: InstantMade, path: Path) -> None:
    """Write the candidates; what one misses stands in the last column, as "azimuth 3.2; off-nadir 1"."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in made.rows():
        values = (row | {"misses": misses_text(row["misses"])}).values()
        writer.writerow(["" if value is None else value for value in values])
    path.write_bytes(out.getvalue().encode("utf-8"))
