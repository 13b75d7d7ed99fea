"""Rows of a CSV file as people save them: commas, semicolons or tabs, blank columns at the end, odd white space."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import UsageError
from ..plain_text import quoted
from .text_file import MARK

SEPARATORS = (",", ";", "\t")
_NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab"}
_BLANKS = re.compile(r"[^\S\n\r]")  # white space of any script within a line, such as a non-breaking blank


@dataclass(frozen=True)
class CsvRows:
    """The heading, its line, and the rows below it, each with its line; cells without outer blanks.

    ``problems`` are rows whose cells do not fit the heading, as (line, sentence): they are not among the rows.
    """

    heading_line: int
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    problems: tuple[tuple[int, str], ...]
    separator: str

    @property
    def has_decimal_commas(self) -> bool:
        """Whether a comma may stand for a decimal point, because another sign separates cells."""
        return self.separator != ","


def csv_rows(text: str, known: Sequence[str], *, source: str, what: str) -> CsvRows | None:
    """Return the rows of a text whose first line that is not blank names columns, some of them ``known``.

    The separator is the sign that finds the most known columns in the heading, a comma if none finds more; a line
    ``sep=;`` above it is Excel's and passed over. Blank lines, blank headings over blank cells, and blank cells beyond
    the heading fall away. None for a text without a line. Raises UsageError for a text that is no CSV, ``what`` it is.
    """
    text = _BLANKS.sub(lambda blank: blank[0] if blank[0] in " \t" else " ", text.replace(MARK, ""))
    first = next((line for line in text.splitlines() if line.strip()), "")
    told = re.fullmatch(r'\s*"?sep=([,;\t])"?\s*', first)
    if told:
        start = text.index(first)
        lines_above = text[:start].count("\n") + 1
        text = text[start + len(first) :].lstrip("\r")
        text = "\n" * (lines_above - 1) + text
        first = next((line for line in text.splitlines() if line.strip()), "")
    separator = told[1] if told else max(SEPARATORS, key=lambda sign: _found(first, sign, known))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        lines = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        raise UsageError(f"{what} {source} is not CSV text in UTF-8: {error}") from None
    lines = [(line, row) for line, row in lines if any(row)]
    if not lines:
        return None
    (heading_line, columns), *below = lines
    used = [i for i, key in enumerate(columns) if key]
    rows: list[tuple[int, dict[str, str]]] = []
    problems: list[tuple[int, str]] = []
    for line, row in below:
        while len(row) > len(columns) and not row[-1]:
            row.pop()
        if len(row) != len(columns):
            problems.append((line, f"{len(row)} cells, but the heading has {len(columns)}"))
            continue
        astray = next((i for i, cell in enumerate(row) if cell and not columns[i]), None)
        if astray is not None:
            problems.append((line, f"{quoted(row[astray])} stands in column {astray + 1}, which has no heading"))
            continue
        rows.append((line, {columns[i]: row[i] for i in used}))
    return CsvRows(heading_line, tuple(columns[i] for i in used), tuple(rows), tuple(problems), separator)


def separator_hint(rows: CsvRows) -> str:
    """Return in words which sign was taken to separate cells."""
    return f"cells are separated by {_NAMES[rows.separator]}"


def _found(line: str, sign: str, known: Sequence[str]) -> int:
    return len({cell.strip().strip('"').strip() for cell in line.split(sign)} & set(known))
