"""The content of a report: tables that split into parts, and one model for all renderings."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
from small_run import small_document

from sim.report.content import Column, Listed, Section, Table, Verdicts, texts_of
from sim.report.content_markdown import report_markdown
from sim.report.content_text import report_text, section_text
from sim.report.length import Length
from sim.report.report_of_run import report_of_run

WIDE = Table(
    (Column("place"), Column("a", over="low", part=0), Column("b", over="high", part=1)),
    (("Etna", "1", Length(60.0)), ("Rome", "2", Length(7200.0))),
)


def test_a_table_splits_by_its_parts_and_repeats_what_is_always_there() -> None:
    """Two parts of one column each, both with the places; a table of one part is itself."""
    low, high = WIDE.parts
    assert [[column.head for column in part.columns] for part in (low, high)] == [["place", "a"], ["place", "b"]]
    assert high.rows == (("Etna", Length(60.0)), ("Rome", Length(7200.0)))
    assert low.parts == (low,)


def test_a_table_too_wide_for_the_page_stands_in_parts() -> None:
    """The same cells, one part after the other; what stands over a column is drawn above it."""
    whole, parts = section_text(Section("", (WIDE,)), 80), section_text(Section("", (WIDE,)), 16)
    assert whole.splitlines()[0].split() == ["-", "low", "-", "-", "high", "--"] or " low " in whole.splitlines()[0]
    assert len(parts.splitlines()) == 2 * len(whole.splitlines())
    assert sorted(re.findall(r"\d+ min|\b[12]\b(?! min)", parts)) == sorted(
        re.findall(r"\d+ min|\b[12]\b(?! min)", whole)
    )
    assert section_text(None, 80) == ""


def test_a_table_of_one_part_that_is_too_wide_has_a_line_a_row() -> None:
    """Head and cell by turns, broken at the width."""
    long = Table((Column("place"), Column("what it is")), (("Etna", "a volcano that is " * 4), ("Rome", "a town")))
    lines = section_text(Section("", (long,)), 50).splitlines()
    assert lines[0].startswith("place Etna; what it is a volcano that is")
    assert lines[-1] == "place Rome; what it is a town"
    assert max(map(len, lines)) <= 50


def test_texts_are_the_sentences_of_blocks() -> None:
    """Paragraphs, and the heads and items of lists; no cells."""
    assert texts_of(["One.", Listed("Two:", ("three", "four")), WIDE, Verdicts(())]) == [
        "One.",
        "Two:",
        "three",
        "four",
    ]


@pytest.fixture
def document() -> dict[str, Any]:
    """The small run's document, free to change."""
    return copy.deepcopy(small_document())


def test_terminal_and_markdown_render_the_same_content(document: dict[str, Any]) -> None:
    """Every sentence of the model stands in both; every cell of its tables too."""
    report = report_of_run(document)
    page = " ".join(report_text(report, 500).split())
    marked = report_markdown(report).replace("\\", "")
    for sentence in (*report.answer, *report.headlines, report.question, report.what_ran):
        assert " ".join(sentence.split()) in page
        assert sentence in marked
    for section in report.sections:
        for text in texts_of(section.blocks):
            assert " ".join(text.split()) in page
            assert text in marked
        for block in (one for one in section.blocks if isinstance(one, Table)):
            for row in block.rows:
                assert f"| {row[0]} | " in marked
                assert row[0] in page


def test_markdown_alone_has_notes_and_provenance(document: dict[str, Any]) -> None:
    """On a terminal the notes go to stderr; the satellites' sets, and who said what, are in the document."""
    marked = report_markdown(report_of_run(document))
    assert all(f"- {note}" in marked.replace("\\", "") for note in document["notes"])
    assert "| TerraSAR-X | 31698 | 1 | 2026-08-21T11:12 |" in marked
    assert "manifest.json has the scenario itself" in marked
    assert marked.endswith("\n")
    assert not marked.endswith("\n\n")


def test_markdown_is_a_document_with_one_title_and_tables_that_are_whole(document: dict[str, Any]) -> None:
    """Each row of a table has as many cells as its head; headings are of two levels."""
    lines = report_markdown(report_of_run(document)).splitlines()
    assert [line for line in lines if line.startswith("# ")] == [f"# {document['title']}"]
    assert next(line for line in lines if line.startswith("## ")) == "## What is assumed"
    tables = [line for line in lines if line.startswith("|")]
    widths = [len(re.findall(r"(?<!\\)\|", line)) for line in tables]
    for n, line in enumerate(tables):
        if line.startswith("| ---"):
            end = next((m for m in range(n + 1, len(tables)) if tables[m].startswith("| ---")), len(tables)) - 1
            assert set(widths[n - 1 : end if end > n else n + 1]) == {widths[n]}


def test_names_of_others_are_no_marks(document: dict[str, Any]) -> None:
    """A title of emphasis, a link, a tag and a cell's border stays a title; a line feed opens no heading."""
    hostile = "*bold* [here](http://x) <b>|`code`\n# heading \x1b[31m"
    document["title"] = hostile
    first = report_markdown(report_of_run(document)).splitlines()[0]
    assert first == "# \\*bold\\* \\[here\\](http://x) \\<b>\\|\\`code\\`\\\\n# heading \\\\x1b\\[31m"


def test_the_report_is_the_same_byte_for_byte(document: dict[str, Any]) -> None:
    """Made twice, from the document or from what it reads back as."""
    assert report_markdown(report_of_run(document)) == report_markdown(report_of_run(small_document()))
