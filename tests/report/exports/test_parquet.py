"""Parquet, read back by pyarrow and pandas."""

import json
from pathlib import Path

import pytest
from report.exports.examples import EVIL, FORMULA, PRINTABLE, cased, no_windows, passes, windows

from sim.report.exports import parquet
from sim.report.exports.column_kinds import kind_of, milliseconds

pytest.importorskip("pyarrow")


def test_columns_come_back_as_they_went(tmp_path: Path) -> None:
    """Types are those of the columns, times UTC to the millisecond, names exact, nothing where there is no value."""
    from pyarrow import parquet as pq

    for made in (windows(), cased(), passes(), no_windows()):
        parquet.write(made, tmp_path / "a.parquet")
        table = pq.read_table(tmp_path / "a.parquet")
        assert table.column_names == list(made.columns)
        for name, column in made.columns.items():
            read = table[name].to_pylist()
            if kind_of(name) == "time":
                assert str(table.schema.field(name).type) == "timestamp[ms, tz=UTC]"
                assert [f"{t:%Y-%m-%dT%H:%M:%S}.{t.microsecond // 1000:03d}Z" for t in read] == list(column)
            else:
                assert read == list(column)
    assert {"bool", "double", "int64", "string", "timestamp[ms, tz=UTC]"} == {
        str(f.type) for f in pq.read_schema(tmp_path / "a.parquet")
    }


def test_what_was_asked_stands_in_the_metadata(tmp_path: Path) -> None:
    """As JSON, with exact names; the same result gives the same bytes."""
    import pyarrow.parquet as pq

    for name in ("one", "two"):
        parquet.write(windows(), tmp_path / f"{name}.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()
    about = json.loads(pq.read_schema(tmp_path / "one.parquet").metadata[b"reconsim"])
    assert about["title"] == f"{EVIL} {FORMULA}"
    assert {row[1] for row in about["asked"] if row[0] == "target"} == {*PRINTABLE, "Taveuni"}


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """A byte of a page changed, its reader notices; a time that is none is not written."""
    from pyarrow import ArrowException
    from pyarrow import parquet as pq

    parquet.write(windows(), tmp_path / "a.parquet")
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    data[40:80] = bytes(40)
    (tmp_path / "a.parquet").write_bytes(data)
    with pytest.raises((ArrowException, OSError)):
        pq.read_table(tmp_path / "a.parquet")
    with pytest.raises(ValueError, match="Error parsing datetime"):
        milliseconds(["2026-08-22T00:00:00.000Z", "later"])
