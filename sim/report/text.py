"""Plain tables and numbers for a terminal, a pipe or a mail: aligned columns, no boxes, no colour."""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections.abc import Sequence

from ..plain_text import plain_line
from .length import in_one_unit

PAGE_WIDTH = 120


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), indent: str = "") -> str:
    """Return an aligned table; the columns whose indices are in ``right`` are set flush right.

    Cells are made fit to print before they are measured: a cell is one line. Lengths of time in a column have one unit.
    """
    columns = [in_one_unit([row[i] for row in rows]) for i in range(len(headers))]
    cells = [[plain_line(cell) for cell in row] for row in (headers, *zip(*columns, strict=True))]
    widths = [max(columns_of(row[i]) for row in cells) for i in range(len(headers))]

    def line(row: Sequence[str]) -> str:
        parts = []
        for i, (cell, w) in enumerate(zip(row, widths, strict=True)):
            blanks = " " * (w - columns_of(cell))
            parts.append(blanks + cell if i in right else cell + blanks)
        return (indent + "  ".join(parts)).rstrip()

    rule = indent + "  ".join("-" * w for w in widths)
    return "\n".join([line(cells[0]), rule, *[line(row) for row in cells[1:]]])


def columns_of(text: str) -> int:
    """Return how many columns a terminal takes for a line.

    Wide letters, such as Korean and Chinese ones, take two, combining marks and joiners none (Unicode TR 11).
    """
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(sign) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(sign) in "WF"
        else 1
        for sign in text
    )


def fits(text: str, width: int) -> bool:
    """Return whether every line of a text fits into a width."""
    return all(columns_of(line) <= width for line in text.splitlines())


def wrapped(sentence: str, width: int, *, indent: str = "", hang: str = "") -> str:
    """Return a sentence broken between words; lines after the first begin with ``hang`` more than ``indent``."""
    return textwrap.fill(
        sentence,
        max(width, 40),
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def number(value: float | None, digits: int = 1) -> str:
    """Return a number, or a dash where there is none."""
    return "-" if value is None or math.isnan(value) else f"{value:.{digits}f}"
