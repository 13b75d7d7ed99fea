"""The output of `reconsim claims`: a table of claims with verdicts and numbers, the evidence, the list of measures."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..claims.claim import Claim
from ..claims.measures import measure_rows
from ..claims.reading_kinds import COVERAGE, kind_rows
from ..claims.wording import Scale
from ..revisit.figure_kinds import FIGURE_KINDS
from ..words import duration_words, listed
from .answer import claim_sentences, headline_verdicts
from .answer_of_claim import evidence_on, verdicts_on
from .content_text import table_text
from .evidence_table import evidence_table
from .text import PAGE_WIDTH, table, wrapped
from .verdict_section import value_cell

Document = Mapping[str, Any]
Row = dict[str, Any]

HEADS = ("claim", "judged with", "verdict", "the number it rests on")
NARROWEST = 30  # columns of the verdict; with fewer, claims stand below one another
NUMBER_WIDTH = 30


def claim_rows(claim: Claim, scenario: str, document: Document | None) -> Row:
    """Return one line of the table as data: the claim, the scenario, sentences, and the verdicts behind them.

    ``rests_on`` has an entry for each verdict in the sentences: the figure, the threshold, and its values over all
    combinations tried, ``best`` and ``worst``; None if nothing was measured. ``document`` is the summary of a run.
    Without it ``sentences`` are empty, and ``tested_by`` describes a test of the claim.
    """
    coverage = verdicts_on(document, claim.id) if document else []
    evidence = evidence_on(document, claim.id) if document else []
    return {
        "claim": claim.id,
        "statement": claim.statement,
        "said_by": claim.said_by,
        "scenario": scenario,
        "sentences": claim_sentences(document, claim.id) if document else [],
        "rests_on": [_rests_on(v) for v in headline_verdicts(coverage)],
        "numbers": [v["number"] for v in evidence],
        "tested_by": claim.tested_by,
        "verdicts": [
            {key: v[key] for key in ("reading", "kind", "title", "measure", "limit_s", "over", "outcome", "sentence")}
            for v in coverage
        ]
        + [dict(v) for v in evidence],
    }


def claims_table(rows: Sequence[Row], *, width: int = PAGE_WIDTH) -> str:
    """Return the claims that a run judged as a table, then those that coverage does not decide with their tests."""
    judged = [row for row in rows if row["verdicts"]]
    cells = [[row["claim"], row["scenario"], " ".join(row["sentences"]), _numbers(row)] for row in judged]
    parts = [_wrapped_table(cells, width)] if cells else []
    left = [row for row in rows if not row["verdicts"]]
    if left:
        told = [wrapped("Not judged here, and what would test it:", width)]
        for name, of in itertools.groupby(left, key=lambda row: row["claim"]):
            of_claim = list(of)
            prepared = [row["scenario"] for row in of_claim if row["scenario"]]
            orbits = f" (orbits: {listed(prepared)})" if prepared else ""
            test = " ".join(of_claim[0]["tested_by"].split()) or "nothing yet"
            told.append(wrapped(f"{name}{orbits}: {test}", width, indent="  ", hang="  "))
        parts.append("\n".join(told))
    return "\n\n".join(parts)


def evidence(rows: Sequence[Row], *, width: int | None = None) -> str:
    """Return every verdict of every row as sentences, each on one line unless there is a ``width``.

    The evidence of verdicts that no figure of coverage decides stands below them as a table.
    """

    def line(text: str) -> str:
        return text if width is None else wrapped(text, width, hang="  ")

    def block(v: Mapping[str, Any]) -> str:
        tables = evidence_table(v) if v["kind"] != COVERAGE else ()
        return "\n".join([line(f"- {v['sentence']}"), *(table_text(one) for one in tables)])

    told = []
    for row in rows:
        told.append(line(f'"{row["statement"]}" ({row["claim"]}{", " + row["scenario"] if row["scenario"] else ""})'))
        told += [block(v) for v in row["verdicts"]] or ["- no verdict"]
    return "\n".join(told)


def measures_table() -> str:
    """Return the measures that a reading of coverage can use, one a line, then the other kinds of reading."""
    heads = ["measure", "what it is", "unit", "usual", "held against", "over"]
    measures = table(heads, [_measure_cells(row) for row in measure_rows()])
    others = [row for row in kind_rows() if row["kind"] != COVERAGE]
    kinds = [[row["kind"], row["asks"], ", ".join(row["needs"]), ", ".join(row["may_have"])] for row in others]
    return f"{measures}\n\n{table(['other kind', 'what it asks', 'needs', 'may have'], kinds)}"


def _measure_cells(row: Row) -> list[str]:
    held = "a limit or a value"
    if row["value"]:
        held = "a value, within a limit" if row["limit"] else "a value"
    over = "all targets together" if row["over"] == ["all-within"] else "each, any"
    return [row["measure"], row["words"], row["unit"], row["compare"], held, over]


def _rests_on(v: Mapping[str, Any]) -> Row:
    found = v["answer"]
    keys = ("measure", "compare", "threshold", "limit_s", "over", "outcome")
    values = {name: None if found[name] is None else found[name]["value"] for name in ("best", "worst")}
    return {key: v[key] for key in keys} | {"targets": len(v["outcome_by_target"])} | values


def _numbers(row: Row) -> str:
    """Return "longest gap, at the worst of 8 places: 310 min to 13.3 h, asked at most 2 h", figure by figure."""
    told = list(row["numbers"])
    for measure, of in itertools.groupby(row["rests_on"], key=lambda one: one["measure"]):
        each = list(of)
        said = ", ".join(_values(one, say_limit=len(each) > 1) for one in each)
        head = f"{FIGURE_KINDS[measure].words}{_at(each[0])}: {said}"
        told.append(f"{head}, asked {_scale(each[0], None if len(each) > 1 else each[0]['limit_s']).asked_words()}")
    return "; ".join(told)


def _values(one: Row, *, say_limit: bool) -> str:
    scale = _scale(one, one["limit_s"])
    found = [value_cell(scale, one[key]) if one[key] is not None else "without end" for key in ("best", "worst")]
    within = f" within {duration_words(one['limit_s'])}" if say_limit else ""
    return f"{' to '.join(dict.fromkeys(found))}{within}"


def _scale(one: Row, limit_s: float | None) -> Scale:
    return Scale(FIGURE_KINDS[one["measure"]], one["compare"], one["threshold"], limit_s)


def _at(one: Row) -> str:
    if one["over"] == "all-within" or one["targets"] < 2:
        return ""
    return f", at the {'worst' if one['over'] == 'each' else 'best'} of {one['targets']} places"


def _wrapped_table(rows: Sequence[Sequence[str]], width: int) -> str:
    """Return a table whose verdicts and numbers are broken into lines; if it is too narrow, a list instead."""
    firsts = [max(len(head), *(len(row[i]) for row in rows)) for i, head in enumerate(HEADS[:2])]
    verdict = width - sum(firsts) - NUMBER_WIDTH - 6
    if verdict < NARROWEST:
        return "\n".join(line for row in rows for line in _block(row, width))
    widths = [*firsts, verdict, NUMBER_WIDTH]
    cells = []
    for row in rows:
        columns = [textwrap.wrap(cell, w, break_on_hyphens=False) for cell, w in zip(row, widths, strict=True)]
        cells += [list(line) for line in itertools.zip_longest(*columns, fillvalue="")]
    return table(HEADS, cells)


def _block(row: Sequence[str], width: int) -> Iterable[str]:
    yield wrapped(f"{row[0]}, judged with {row[1]}:", width)
    yield wrapped(row[2], width, indent="  ")
    yield wrapped(f"It rests on: {row[3]}.", width, indent="  ")
