"""A report on the terminal: sections one after the other, sentences broken at a width, tables that keep to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from .content import Answered, Block, Column, Listed, Read, Report, Section, Table, Verdicts
from .figure_cells import length
from .length import in_one_unit
from .text import fits, table, wrapped

SHORT_OUTCOME = {"holds": "holds", "holds only if": "only if", "fails": "fails", "cannot tell": "cannot tell"}
AT = {"each": "each target", "any": "any one target", "all-within": "all together", "": "as stated"}


def report_text(report: Report, width: int) -> str:
    """Return the whole page: the answer, then all sections."""
    return "\n\n".join([answer_text(report, width), *(section_text(one, width) for one in report.sections)])


def answer_text(report: Report, width: int) -> str:
    """Return the question and its answer, with a description of the run between them, and further headlines."""
    lines = [wrapped(line, width) for line in report.answer]
    lines += ["", *(wrapped(line, width) for line in report.headlines)] if report.headlines else []
    head = [report.question, report.title, report.what_ran]
    return "\n".join([*(wrapped(line, width) for line in head), "", *lines])


def section_text(section: Section | None, width: int) -> str:
    """Return a section; an empty text for none."""
    return "\n".join(line for block in section.blocks for line in _block(block, width)) if section else ""


def _block(block: Block, width: int) -> Iterator[str]:
    if isinstance(block, str):
        yield wrapped(block, width)
    elif isinstance(block, Listed):
        yield wrapped(block.head, width)
        yield from (wrapped(item, width, indent="  ", hang="  ") for item in block.items)
    elif isinstance(block, Table):
        whole = table_text(block)
        yield from [whole] if fits(whole, width) else (_part(part, width) for part in block.parts)
    else:
        yield verdicts_text(block, width)


def _part(content: Table, width: int) -> str:
    """Return a part of a table; one that is too wide all the same has a sentence for each row."""
    text = table_text(content)
    if fits(text, width):
        return text
    heads = [column.head for column in content.columns]
    rows = zip(*(in_one_unit([row[i] for row in content.rows]) for i in range(len(heads))), strict=True)
    lines = ["; ".join(f"{head} {cell}" for head, cell in zip(heads, row, strict=True) if cell) for row in rows]
    return "\n".join(wrapped(line, width, hang="  ") for line in lines)


def table_text(content: Table) -> str:
    """Return a table; what stands over several columns is drawn as a line above them."""
    columns = content.columns
    right = [i for i, column in enumerate(columns) if column.is_right]
    text = table([column.head for column in columns], content.rows, right=right)
    if not any(column.over for column in columns):
        return text
    return f"{_over(columns, [len(dashes) for dashes in text.splitlines()[1].split('  ')])}\n{text}"


def _over(columns: Sequence[Column], widths: Sequence[int]) -> str:
    parts, at = [], 0
    for over, of in groupby(columns, key=lambda column: column.over):
        count = len(list(of))
        columns_wide = sum(widths[at : at + count]) + 2 * (count - 1)
        parts.append(f" {over} ".center(columns_wide, "-") if over else " " * columns_wide)
        at += count
    return "  ".join(parts)


def verdicts_text(verdicts: Verdicts, width: int) -> str:
    """Return a row a reading and a way of taking targets together, a column a limit, and the least interval.

    Where that is too wide, readings stand on lines of their own, and least intervals in a table of their own.
    """
    limits = verdicts.limits_s
    outcomes = [_outcomes(read, limits) for read in verdicts.reads]
    least = [[read.holds_in_best, read.holds_in_all] for read in verdicts.reads]
    names = [(read.title, AT[read.over]) for read in verdicts.reads]
    asked = ["read as", *("verdict" if limit is None else length(limit) for limit in limits)]
    best = ["in the best", "in all tried"]
    added = " (the error of the draws added)" if verdicts.with_error else ""
    wide = [[", ".join(name), *a, *b] for name, a, b in zip(names, outcomes, least, strict=True)]
    whole = table([*asked, f"holds for: {best[0]}", best[1]], wide, indent="  ")
    if fits(whole, width):
        return f"{whole}\n  Holds for: the least interval{added}." if added else whole
    head = f"  The least interval for which each holds{added}:"
    return "\n".join([table(asked, _by_reading(names, outcomes), indent="  "), head,
                      table(["read as", *best], _by_reading(names, least), indent="  ")])  # fmt: skip


def _outcomes(read: Read, limits: Sequence[float | None]) -> list[str]:
    of: dict[float | None, Answered] = {one.limit_s: one for one in read.answers}
    found = [of.get(limit, of.get(None)) for limit in limits]
    return ["-" if one is None else SHORT_OUTCOME.get(one.outcome, one.outcome) for one in found]


def _by_reading(names: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return rows whose first cell is a way of taking targets, each reading on a line of its own above its rows."""
    body: list[list[str]] = []
    said = ""
    for (reading, over), cells in zip(names, rows, strict=True):
        if reading != said:
            body.append([reading, *("" for _ in cells)])
            said = reading
        body.append([f"  {over}", *cells])
    return body
