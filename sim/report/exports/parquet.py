"""Windows, passes and candidates as Parquet: the columns of the CSV with their types, times in UTC to the millisecond.

What was asked stands as JSON under the key ``reconsim`` of the file's metadata. Names are exact. The library adds its
own version to the file; the same result gives the same bytes with the same library.
"""

from __future__ import annotations

import json
from pathlib import Path

from ..exported import Exported
from .column_kinds import kind_of, milliseconds


def write(made: Exported, path: Path) -> None:
    """Write the table."""
    import pyarrow as pa
    from pyarrow import parquet

    types = {
        "time": pa.timestamp("ms", tz="UTC"),
        "text": pa.string(),
        "flag": pa.bool_(),
        "count": pa.int64(),
        "number": pa.float64(),
    }
    arrays, fields = [], []
    for name, column in made.columns.items():
        kind = kind_of(name)
        values = milliseconds(column) if kind == "time" else list(column)
        arrays.append(pa.array(values, types[kind]))
        fields.append(pa.field(name, types[kind]))
    about = {"title": made.about.title, "asked": made.about.asked, "notes": made.about.notes}
    schema = pa.schema(fields, {"reconsim": json.dumps(about, ensure_ascii=False)})
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), path, compression="zstd")
