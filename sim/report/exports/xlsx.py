"""Windows, passes and candidates as an Excel workbook: real dates, a sheet a case, and a sheet of what was asked.

A name is always text, a formula never: every cell of text is written as such. Characters that XML cannot hold, or that
hide or turn text, are shown as their codes (`sim.plain_text`).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from ...errors import UsageError
from ...plain_text import plain_line
from ..exported import Exported, n_rows
from .column_kinds import kind_of
from .zipped import zipped

MOST_ROWS = 1_048_575  # of a sheet, below its heading
LONGEST_TEXT = 32_767  # of a cell, in characters
DATES = "yyyy-mm-dd hh:mm:ss.000"
WIDTHS = {"time": 24, "text": 22, "flag": 10, "count": 10, "number": 14}
ASKED = "asked"
NOT_IN_SHEET_NAMES = re.compile(r"[][:*?/\\']")
LONGEST_SHEET_NAME = 31
PARTS_OF_MACHINE = ("docProps/core.xml", "docProps/app.xml")  # they hold the time of writing and a version
CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def write(made: Exported, path: Path) -> None:
    """Write the workbook; the same result gives the same bytes. Raises UsageError for more rows than a sheet holds."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, rows in _sheets(made).items():
        if len(rows) > MOST_ROWS:
            raise UsageError(f"{path}: {len(rows):,} rows are too many for a sheet, at most {MOST_ROWS:,}; write .csv")
        _fill(book.create_sheet(name), made, rows)
    sheet = book.create_sheet(ASKED)
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 40
    for row in _asked(made):
        sheet.append([_cell(sheet, value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    content |= {PARTS_OF_MACHINE[0]: CORE.encode(), PARTS_OF_MACHINE[1]: APP.encode()}
    path.write_bytes(zipped(content))


def _sheets(made: Exported) -> dict[str, list[int]]:
    """Return the rows of each case by the name of its sheet; one sheet where there are no cases."""
    names = made.about.cases
    if not names:
        return {"windows" if "target" in made.columns else "rows": list(range(n_rows(made)))}
    cases = made.columns["case"]
    named = {case: NOT_IN_SHEET_NAMES.sub(" ", case)[:LONGEST_SHEET_NAME] for case in names}
    if len(set(named.values())) < len(names) or ASKED in named.values():
        named = {case: f"case {number}" for number, case in enumerate(names, 1)}
    return {named[case]: [r for r, one in enumerate(cases) if one == case] for case in names}


def _fill(sheet: Any, made: Exported, rows: Sequence[int]) -> None:
    """Fill a sheet with a heading and rows; times in a zone, if one is asked for, come last."""
    from openpyxl.utils import get_column_letter

    zone = made.about.zone
    times = [name for name in made.columns if kind_of(name) == "time"] if zone else []
    heads = [*made.columns, *(f"{name.removesuffix('_utc')} ({zone})" for name in times)]
    kinds = [kind_of(name) for name in (*made.columns, *times)]
    for number, kind in enumerate(kinds, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS[kind]
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    sheet.append([_cell(sheet, head) for head in heads])
    columns = [*made.columns.values(), *(made.columns[name] for name in times)]
    zones = [None] * len(made.columns) + [zone] * len(times)
    for r in rows:
        sheet.append(
            [
                _time_cell(sheet, column[r], in_zone) if kind == "time" else _cell(sheet, column[r])
                for column, kind, in_zone in zip(columns, kinds, zones, strict=True)
            ]
        )


def _time_cell(sheet: Any, text: str | None, zone: Any) -> Any:
    """Return a cell with a printed UTC time as a date, in a zone if one is given; sheets know no zones."""
    from openpyxl.cell import WriteOnlyCell

    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    cell = WriteOnlyCell(sheet, (moment.astimezone(zone) if zone else moment).replace(tzinfo=None))
    cell.number_format = DATES
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """Return a number, flag or empty cell as it is, anything else as text that no program takes for a formula."""
    from openpyxl.cell import WriteOnlyCell

    if value is None or isinstance(value, bool | int | float):
        return value
    cell = WriteOnlyCell(sheet, "")
    cell.value = plain_line(str(value))[:LONGEST_TEXT]
    cell.data_type = "s"  # the library takes a text that begins with = for a formula
    return cell


def _asked(made: Exported) -> list[tuple[Any, ...]]:
    about = made.about
    return [
        ("title", about.title),
        ("times", "UTC" if about.zone is None else f"UTC, and {about.zone} in the last columns"),
        *about.asked,
        *(("note", one) for one in about.notes),
    ]
