"""report.md: a run's report in Markdown (CommonMark with GFM's tables), to be read as it is or shown.

Names and titles come from files of others. What could be a mark in them is escaped, so that a name stays a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..plain_text import plain_line
from .content import Answered, Block, Listed, Report, Section, Table, Verdicts
from .content_text import AT
from .figure_cells import length
from .length import in_one_unit

# What begins code, emphasis, a link, a tag, an entity, a cell or a strike, wherever in a line it stands.
_MARKS = re.compile(r"([\\`*\[\]|]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=[#\w]+;)|~(?=~))")
_BEGINS = re.compile(r"^(\d+)([.)])(?=\s)|^([-+=>#~])")


def report_markdown(report: Report) -> str:
    """Return the document: the answer, what is assumed, figures, verdicts, notes, where the numbers come from."""
    lines = [f"# {_plain(report.title)}", "", f"**{_plain(report.question)}**", "", _plain(report.what_ran), ""]
    lines += [line for sentence in report.answer for line in (_plain(sentence), "")]
    if report.headlines:
        lines += [*_items(report.headlines), ""]
    for section in report.sections:
        lines += _section(section)
    if report.notes:
        lines += ["## Notes", "", *_items(report.notes), ""]
    lines += _section(report.provenance)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {_plain(section.title)}", "")
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, str):
        yield from (_plain(block), "")
    elif isinstance(block, Listed):
        yield from (_plain(block.head), "", *_items(block.items), "")
    elif isinstance(block, Table):
        yield from (*_table(block), "")
    else:
        yield from _verdicts(block)


def _items(texts: Sequence[str]) -> list[str]:
    return [f"- {_plain(text)}" for text in texts]


def _table(content: Table) -> Iterator[str]:
    heads = [f"{column.head}, {column.over}" if column.over else column.head for column in content.columns]
    yield from _grid(heads, content.rows, [column.is_right for column in content.columns])


def _grid(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> Iterator[str]:
    columns = [in_one_unit([row[i] for row in rows]) for i in range(len(heads))]
    yield f"| {' | '.join(map(_plain, heads))} |"
    yield f"|{'|'.join(' ---: ' if is_right else ' --- ' for is_right in right)}|"
    yield from (f"| {' | '.join(map(_plain, row))} |" for row in zip(*columns, strict=True))


def _verdicts(verdicts: Verdicts) -> Iterator[str]:
    """Yield a row a reading, then the outcome at each target of the readings that have one for each."""
    limits = verdicts.limits_s
    added = ", the error of the draws added" if verdicts.with_error else ""
    asked = ["verdict" if limit is None else length(limit) for limit in limits]
    heads = ["read as", "targets", *asked, f"holds for, in the best{added}", "in all tried"]
    rows = []
    for read in verdicts.reads:
        of: dict[float | None, Answered] = {one.limit_s: one for one in read.answers}
        found = [of.get(limit, of.get(None)) for limit in limits]
        cells = ["-" if one is None else f"{one.outcome}: {one.number}" for one in found]
        rows.append([read.title, AT[read.over], *cells, read.holds_in_best, read.holds_in_all])
    yield from (*_grid(heads, rows, [False] * len(heads)), "")
    each = [read for read in verdicts.reads if read.over == "each" and len(read.answers[0].at) > 1]
    if each:
        yield from ("Target by target:", "")
        targets = [name for name, _ in each[0].answers[0].at]
        told = [(read, one) for read in each for one in read.answers]
        heads = ["target", *(_titled(read.title, one.limit_s) for read, one in told)]
        body = [[target, *(dict(one.at)[target] for _, one in told)] for target in targets]
        yield from (*_grid(heads, body, [False] * len(heads)), "")


def _titled(title: str, limit_s: float | None) -> str:
    return title if limit_s is None else f"{title}, {length(limit_s)}"


def _plain(text: str) -> str:
    """Return a text on one line, fit to print, with nothing in it that Markdown could take for a mark."""
    escaped = _MARKS.sub(r"\\\1", plain_line(str(text)))
    return _BEGINS.sub(_first, escaped)


def _first(found: re.Match[str]) -> str:
    """Return the beginning of a line escaped where it would begin a list, a quote, a rule or a heading."""
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"
