"""The output of `reconsim run`: the report on a terminal, the answer alone, and every verdict as sentences."""

from __future__ import annotations

from datetime import tzinfo

from .answer_words import Document
from .content_text import answer_text, report_text
from .report_of_run import report_of_run
from .text import PAGE_WIDTH, wrapped


def run_table(document: Document, zone: tzinfo | None = None, *, width: int = PAGE_WIDTH) -> str:
    """Return the page: the answer, what is assumed, figures by target and case, verdicts of each claim.

    Sentences are broken at ``width`` columns; tables too wide for it stand below one another, a case or a limit each.
    """
    return report_text(report_of_run(document, zone), width)


def answer_page(document: Document, zone: tzinfo | None = None, *, width: int = PAGE_WIDTH) -> str:
    """Return the question and its answer, with a description of the run between them."""
    return answer_text(report_of_run(document, zone), width)


def sentences(document: Document, claim_id: str | None = None, *, width: int | None = None) -> str:
    """Return every verdict as sentences, claim by claim, each on one line unless there is a ``width``."""
    told = []
    for claim in document["claims"]:
        if claim_id in (None, claim["id"]):
            told.append(f'"{claim["statement"]}" ({claim["id"]})')
            told += [f"- {v['sentence']}" for v in document["verdicts"] if v["claim"] == claim["id"]]
    return "\n".join(told if width is None else [wrapped(line, width, hang="  ") for line in told])
