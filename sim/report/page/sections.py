"""The sections of a report as HTML: paragraphs, lists, tables, verdicts by reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..content import Answered, Block, Column, Listed, Section, Table, Verdicts
from ..content_text import AT
from ..figure_cells import length
from ..length import in_one_unit
from .marks import element, shown

OUTCOME_MARKS = {"holds": "✓", "holds only if": "◐", "fails": "✗", "cannot tell": "?"}


def section_html(section: Section) -> str:
    """Return a section with its heading."""
    inner = "".join(_block(block, section.title) for block in section.blocks)
    return element("section", element("h2", shown(section.title)), inner, id=anchor(section.title))


def anchor(title: str) -> str:
    """Return the name of a section in links: "section-gaps-between-looks"."""
    return "section-" + (re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "untitled")


def _block(block: Block, title: str) -> str:
    if isinstance(block, str):
        return element("p", shown(block))
    if isinstance(block, Listed):
        return element("p", shown(block.head)) + items(block.items)
    if isinstance(block, Table):
        return table(block, title)
    return "".join(_verdicts(block, title))


def items(texts: Sequence[str]) -> str:
    """Return a list of texts."""
    return element("ul", *(element("li", shown(text)) for text in texts))


def table(content: Table, title: str) -> str:
    """Return a table that scrolls sideways where it is too wide; heads that stand over several columns span them."""
    columns = content.columns
    over = ""
    if any(column.over for column in columns):
        cells, i = [], 0
        while i < len(columns):
            same = i + 1
            while same < len(columns) and columns[i].over and columns[same].over == columns[i].over:
                same += 1
            head = columns[i].over
            cells.append(element("th", shown(head), colspan=str(same - i), scope="colgroup") if head else element("td"))
            i = same
        over = element("tr", *cells)
    heads = element("tr", *(_cell("th", column.head, column, scope="col") for column in columns))
    units = [in_one_unit([row[i] for row in content.rows]) for i in range(len(columns))]
    body = [element("tr", *map(_of_row, row, columns, range(len(columns)))) for row in zip(*units, strict=True)]
    return _scrolling(element("thead", over, heads) + element("tbody", *body), title, class_="cells")


def _of_row(text: str, column: Column, index: int) -> str:
    return _cell("th", text, column, scope="row") if index == 0 else _cell("td", text, column)


def _cell(tag: str, text: str, column: Column, **more: str) -> str:
    flush = {"class_": "right"} if column.is_right else {}
    return element(tag, element("bdi", shown(text)) if tag == "th" else shown(text), **flush, **more)


def _scrolling(rows: str, title: str, **attributes: str) -> str:
    caption = element("caption", shown(title), class_="hidden")
    whole = element("table", caption, rows, **attributes)
    return element("div", whole, class_="scrolling", tabindex="0", role="region", aria_label=title)


def _verdicts(verdicts: Verdicts, title: str) -> Iterator[str]:
    """Yield a table with a row a reading, then every verdict in sentences, then the outcome at each target."""
    limits = verdicts.limits_s
    added = ", the error of the draws added" if verdicts.with_error else ""
    heads = ["read as", "targets", *("verdict" if limit is None else length(limit) for limit in limits)]
    heads += [f"holds for, in the best{added}", "in all tried"]
    rows = []
    for read in verdicts.reads:
        of: dict[float | None, Answered] = {one.limit_s: one for one in read.answers}
        found = [of.get(limit, of.get(None)) for limit in limits]
        cells = [element("th", element("bdi", shown(read.title)), scope="row"), element("td", shown(AT[read.over]))]
        cells += [element("td", "–" if one is None else _outcome(one.outcome, one.number)) for one in found]
        cells += [element("td", shown(cell)) for cell in (read.holds_in_best, read.holds_in_all)]
        rows.append(element("tr", *cells))
    head = element("tr", *(element("th", shown(one), scope="col") for one in heads))
    yield _scrolling(element("thead", head) + element("tbody", *rows), title)
    told = [one.sentence for read in verdicts.reads for one in read.answers]
    yield element("details", element("summary", "Every verdict in full sentences"), items(told))
    each = [read for read in verdicts.reads if read.over == "each" and len(read.answers[0].at) > 1]
    if each:
        asked = [(read.title, one) for read in each for one in read.answers]
        titles = [title if one.limit_s is None else f"{title}, {length(one.limit_s)}" for title, one in asked]
        head = element("tr", *(element("th", shown(one), scope="col") for one in ("target", *titles)))
        body = [
            element("tr", element("th", element("bdi", shown(name)), scope="row"),
                    *(element("td", _outcome(dict(one.at)[name])) for _, one in asked))
            for name, _ in each[0].answers[0].at
        ]  # fmt: skip
        whole = _scrolling(element("thead", head) + element("tbody", *body), f"{title}, target by target")
        yield element("details", element("summary", "Target by target"), whole)


def _outcome(outcome: str, number: str = "") -> str:
    mark = element("span", OUTCOME_MARKS.get(outcome, ""), aria_hidden="true", class_="mark")
    words = f"{shown(outcome)}: {shown(number)}" if number else shown(outcome)
    return element("span", mark, f" {words}", class_="outcome", data_outcome=outcome)
