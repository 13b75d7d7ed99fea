"""Workbooks, read back by openpyxl, and their parts as plain XML."""

import re
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from report.exports.examples import EVIL, FORMULA, PRINTABLE, SHOWN, TURNING, cased, no_windows, passes, shown, windows

from sim.errors import UsageError
from sim.report.exports import xlsx
from sim.report.exports.column_kinds import kind_of

openpyxl = pytest.importorskip("openpyxl")


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    """Return the values of every sheet. Raises ValueError for a cell that is a formula, or a date without its form."""
    book = openpyxl.load_workbook(path)
    found = {}
    for sheet in book:
        rows = list(sheet.iter_rows())
        for cell in (cell for row in rows for cell in row):
            if cell.data_type == "f":
                raise ValueError(f"{cell.coordinate} is a formula")
            if isinstance(cell.value, datetime) and "yyyy" not in cell.number_format:
                raise ValueError(f"{cell.coordinate} has no form of a date")
        found[sheet.title] = [[cell.value for cell in row] for row in rows]
    return found


def check(rows: list[list[Any]], columns: dict[str, list[Any]]) -> None:
    """Hold a sheet to the columns of the CSV: times to the millisecond, numbers to the last digit."""
    names = list(columns)
    assert rows[0][: len(names)] == names
    assert len(rows) == len(columns["satellite"]) + 1
    for r, row in enumerate(rows[1:]):
        for name, value in zip(names, row, strict=False):
            expected = columns[name][r]
            if kind_of(name) == "time":
                moment = datetime.fromisoformat(expected).replace(tzinfo=None)
                assert isinstance(value, datetime)
                assert abs(value - moment) < timedelta(microseconds=500), (name, value)
            elif isinstance(expected, str) and expected:
                assert value == shown(expected)
            else:
                assert value == (expected or None if isinstance(expected, str) else expected)
                assert isinstance(value, bool) == isinstance(expected, bool)


def test_a_sheet_of_windows_and_one_of_what_was_asked(tmp_path: Path) -> None:
    """Times are real dates in UTC and, in the last columns, in the zone asked for; each name is text."""
    made = windows()
    xlsx.write(made, tmp_path / "a.xlsx")
    found = sheets(tmp_path / "a.xlsx")
    assert list(found) == ["windows", "asked"]
    check(found["windows"], dict(made.columns))
    heads = found["windows"][0]
    assert heads[-2:] == ["start (Asia/Seoul)", "end (Asia/Seoul)"]
    for row in found["windows"][1:]:
        assert row[-2] - row[heads.index("start_utc")] == timedelta(hours=9)
    asked = [[value for value in row if value is not None] for row in found["asked"]]
    assert asked[0] == ["title", f"{SHOWN} {FORMULA}"]
    assert ["start_utc", "2026-08-22T00:00:00.123Z"] in asked
    assert {row[1] for row in asked if row[0] == "target"} == {*PRINTABLE, "Taveuni"}
    assert ["limit", "incidence_max_deg", 85] in asked


def test_a_sheet_for_each_case(tmp_path: Path) -> None:
    """Each window stands once in a sheet, so that a pivot counts once; cases without windows have their heading."""
    made = cased()
    xlsx.write(made, tmp_path / "a.xlsx")
    found = sheets(tmp_path / "a.xlsx")
    assert list(found) == ["low  1 ", "a b   ", "mid", "asked"]
    n = len(windows().columns["satellite"])
    assert [len(rows) - 1 for rows in list(found.values())[:3]] == [n, 0, n]
    assert {row[7] for row in found["mid"][1:]} == {"mid"}


def test_passes_and_nothing(tmp_path: Path) -> None:
    """Passes have their own columns; without a window there is a heading."""
    xlsx.write(passes(), tmp_path / "a.xlsx")
    check(sheets(tmp_path / "a.xlsx")["rows"], passes().columns)
    xlsx.write(no_windows(), tmp_path / "b.xlsx")
    assert len(sheets(tmp_path / "b.xlsx")["windows"]) == 1


def test_the_same_result_gives_the_same_bytes_without_a_date(tmp_path: Path) -> None:
    """No part tells when, or by which version, it was written."""
    for name in ("one", "two"):
        xlsx.write(windows(), tmp_path / f"{name}.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.xlsx") as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        said = "".join(parts.read(name).decode() for name in parts.namelist() if "docProps" in name)
        text = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    assert "T" + "openpyxl" not in said
    assert not re.search(r"\d{4}-\d\d-\d\dT|AppVersion|openpyxl", said)
    assert not re.search(f"[{TURNING}]", text)
    assert EVIL not in text


def test_the_reader_refuses_a_defect(tmp_path: Path) -> None:
    """A cell whose text is a formula, and a time whose form is that of a number, fail the checks of this file."""
    xlsx.write(windows(), tmp_path / "a.xlsx")
    for name, damage in (("formula", lambda cell: cell), ("form", lambda cell: cell)):
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        sheet = book["windows"]
        if name == "formula":
            sheet["B2"] = damage("=1+1")
        else:
            sheet["C2"].number_format = "General"
            sheet["C2"].value = 46000.5
        book.save(tmp_path / f"{name}.xlsx")
    with pytest.raises(ValueError, match="B2 is a formula"):
        sheets(tmp_path / "formula.xlsx")
    with pytest.raises(AssertionError):
        check(sheets(tmp_path / "form.xlsx")["windows"], dict(windows().columns))


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet holds 1,048,575 rows below its heading."""
    assert xlsx.MOST_ROWS == 2**20 - 1
    monkeypatch.setattr(xlsx, "MOST_ROWS", 5)
    with pytest.raises(UsageError, match=r"rows are too many for a sheet, at most 5; write \.csv"):
        xlsx.write(replace(windows()), tmp_path / "a.xlsx")
