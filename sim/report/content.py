"""The content of a run's report, as plain data: one model, of which the terminal, Markdown and a page are renderings.

It is made from summary.json alone (`report_of_run`). Cells of tables are texts; a length of time is a `Length`, which
knows its seconds, so that a column can have one unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ALWAYS = -1  # the part of a column that stands in every part of a table


@dataclass(frozen=True)
class Column:
    """A column: its head, what stands over it and its neighbours, and on which side its cells are flush.

    A table that is too wide for a page is split by ``part``; columns of part ALWAYS are repeated in each.
    """

    head: str
    over: str = ""
    part: int = ALWAYS
    is_right: bool = False


@dataclass(frozen=True)
class Table:
    """Columns and rows of cells."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def parts(self) -> tuple[Table, ...]:
        """The narrower tables, the columns of part ALWAYS repeated; the table itself if it has one part."""
        numbers = sorted({column.part for column in self.columns} - {ALWAYS})
        if len(numbers) < 2:
            return (self,)
        found = []
        for number in numbers:
            kept = [i for i, column in enumerate(self.columns) if column.part in (ALWAYS, number)]
            rows = tuple(tuple(row[i] for i in kept) for row in self.rows)
            found.append(Table(tuple(self.columns[i] for i in kept), rows))
        return tuple(found)


@dataclass(frozen=True)
class Listed:
    """Items under a line of words."""

    head: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Answered:
    """The verdict of a reading for one limit.

    ``outcome`` is that of summary.json. ``number`` is what it rests on, ``why`` the reason, both in words; ``sentence``
    is the whole verdict. ``at`` has the outcome at each target.
    """

    limit_s: float | None
    outcome: str
    number: str
    why: str
    sentence: str
    at: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Read:
    """A reading of a claim, and one way of taking the targets together: its verdicts by limit, the shortest first.

    ``name`` is the reading's id. ``over`` is "each", "any" or "all-within"; empty where the reading has none of them.
    ``holds_in_best`` and ``holds_in_all`` are cells: the least interval for which it would hold.
    """

    name: str
    title: str
    over: str
    answers: tuple[Answered, ...]
    holds_in_best: str = "-"
    holds_in_all: str = "-"


@dataclass(frozen=True)
class Verdicts:
    """All readings of a claim that are held against limits or values; ``with_error``: intervals have an error added."""

    reads: tuple[Read, ...]
    with_error: bool = False

    @property
    def limits_s(self) -> tuple[float | None, ...]:
        """The limits of the claim, in rising order; one None where no reading has one."""
        found = {one.limit_s for read in self.reads for one in read.answers if one.limit_s is not None}
        return tuple(sorted(found)) or (None,)


Block = str | Listed | Table | Verdicts


@dataclass(frozen=True)
class Section:
    """A part of a report: a title for documents that have headings, and its blocks in order; a text is a paragraph."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """A run's report: the question, what ran, the answer, further headlines, the sections, notes, provenance."""

    question: str
    title: str
    what_ran: str
    answer: tuple[str, ...]
    headlines: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    provenance: Section


def sections_of(*found: Section | None) -> tuple[Section, ...]:
    """Return the sections that are there."""
    return tuple(one for one in found if one is not None)


def texts_of(blocks: Sequence[Block]) -> list[str]:
    """Return the paragraphs and items among blocks: all that is written in sentences."""
    told: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            told.append(block)
        elif isinstance(block, Listed):
            told += [block.head, *block.items]
    return told
