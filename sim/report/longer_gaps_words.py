"""Why more access can come with a longer mean gap: sentences for the rows of ``longer_gaps`` in summary.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..revisit.figure_kinds import GAP_MEAN, LOOKS_PER_DAY, N_GAPS
from ..sensors.axis_labels import axis_label
from ..sensors.sensor import HYPOTHESIS
from ..words import duration_words
from .answer_words import Document

Row = Mapping[str, Any]


def longer_gaps_of(document: Document, among: str = "") -> list[str]:
    """Return the sentences on a claim, by its id, or on the standing cases: what happens, then the reason."""
    return [sentence for row in document["longer_gaps"] if row["among"] == among for sentence in _told(document, row)]


def longer_gap_headline(document: Document) -> str | None:
    """Return what happens in the standing cases where looks merge, for an answer; None where none do."""
    rows = [row for row in document["longer_gaps"] if not row["among"] and row["merged"]]
    return f"{_fact(document, rows[0])}, for looks that overlap leave no gap." if rows else None


def _told(document: Document, row: Row) -> list[str]:
    gaps = [row[which][N_GAPS.name] for which in ("less", "more")]
    if row["merged"]:
        reason = (
            f"Looks that overlap leave no gap between them: there are {gaps[1]:,} gaps, not {gaps[0]:,}, and it is the "
            "short ones that are gone."
        )
    else:
        reason = (
            "A gap that begins in the span counts whole, also where it ends beyond it: there are "
            f"{gaps[1]:,} gaps, not {gaps[0]:,}, and long ones among them."
        )
    return [f"{_fact(document, row)}.", reason]


def _fact(document: Document, row: Row) -> str:
    less, more = row["less"], row["more"]
    names = _names(document, row)
    means = [duration_words(one[GAP_MEAN.name]) for one in (more, less)]
    looks = [f"{one[LOOKS_PER_DAY.name]:.1f}" for one in (more, less)]
    rate = f"{looks[0]} looks a day" if looks[0] == looks[1] else f"{looks[0]} looks a day, not {looks[1]}"
    return (
        f"At {row['target']}, {names[1]} sees more than {names[0]} ({rate}) and yet has a longer mean gap: "
        f"{means[0]}, not {means[1]}"
    )


def _names(document: Document, row: Row) -> tuple[str, str]:
    """Return what the two are called: cases by their names, values of an option with it."""
    less, more = row["less"]["name"], row["more"]["name"]
    if row["option"] == HYPOTHESIS:
        called = {one["name"]: one["called"] for sensor in document["sensors"] for one in sensor["hypotheses"]}
        return f"one like {called.get(less, less)}", f"a radar like {called.get(more, more)}"
    label = axis_label(row["option"])
    return (less, more) if not row["option"] else (f"{less}", f"the {label} {more}")
