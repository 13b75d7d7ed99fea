"""Words that the sentences of an answer share: places, days, lengths of time that the span may be too short for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..constants import DAY_S
from ..words import counted, duration_words, listed

Document = Mapping[str, Any]
Verdict = Mapping[str, Any]
Finding = Mapping[str, Any]

NOMINAL = "all-nominal"
MOST_NAMED = 4  # names that a sentence spells out
MOST_WORDS = 40  # of a sentence


def fitting(*variants: str) -> str:
    """Return the first of several ways to say something that has at most MOST_WORDS words, else the last."""
    return next((one for one in variants if len(one.split()) <= MOST_WORDS), variants[-1])


def named(names: Sequence[str]) -> str:
    """Return "A, B and C"; of more than MOST_NAMED the first ones, and that there are others."""
    return listed(names) if len(names) <= MOST_NAMED else f"{', '.join(names[: MOST_NAMED - 1])} and others"


def nominal_case(document: Document) -> str:
    """Return the case whose figures stand for all: the middle one, or the only one."""
    return NOMINAL if NOMINAL in document["cases"] else next(iter(document["cases"]))


def places(document: Document) -> str:
    """Return "Etna", "each of 8 places"."""
    targets = document["targets"]
    return str(targets[0]["name"]) if len(targets) == 1 else f"each of {counted(len(targets), 'place')}"


def any_place(document: Document) -> str:
    """Return "Etna", "any of 8 places"."""
    return places(document).replace("each of ", "any of ") if len(document["targets"]) > 1 else places(document)


def days(document: Document) -> str:
    """Return the span as "1 day", "39 days", "12 h"."""
    length = document["span_days"]
    return counted(float(f"{length:.4g}"), "day") if length >= 1.0 else duration_words(length * DAY_S)


def these_days(document: Document) -> str:
    """Return the span as "this one day", "these 39 days"."""
    return "this one day" if document["span_days"] == 1.0 else f"these {days(document)}"


def mean_words(document: Document, mean_s: float, *, censored: bool = False) -> str:
    """Return a mean gap in words; no mean is more than its span can show."""
    if mean_s > document["span_days"] * DAY_S:
        return f"more than the span of {days(document)}"
    return f"{'at least ' if censored else ''}{duration_words(mean_s)}"


def longest_words(document: Document, longest_s: float, *, censored: bool = False) -> str:
    """Return a longest gap in words: whole where its ends are found, also beyond the span."""
    if censored and longest_s > document["span_days"] * DAY_S:
        return f"longer than the search of {duration_words(longest_s)} around the span"
    beyond = f", longer than the span of {days(document)}" if longest_s > document["span_days"] * DAY_S else ""
    return f"{'at least ' if censored else ''}{duration_words(longest_s)}{beyond}"


def finding_words(document: Document, v: Verdict, which: str, *, mean: bool) -> str:
    """Return the best or the worst value of a verdict on gaps, in words; ``which`` is "best" or "worst"."""
    found, least = v["answer"][which], v["answer"]["holds_for"]
    if found is None or found["value"] is None:
        return "without end"
    key = "in_best_s" if which == "best" else "in_all_s"
    censored = least is not None and least[key] is None
    return (mean_words if mean else longest_words)(document, found["value"], censored=censored)


def radar(document: Document, finding: Finding) -> str:
    """Return which radar a finding is of, " (radars like Umbra as flown)", or nothing."""
    name = finding["case"].get("hypothesis")
    called = {one["name"]: one["called"] for sensor in document["sensors"] for one in sensor.get("hypotheses", ())}
    return f" (radars like {called.get(name, name)})" if name is not None else ""


def radars_tried(v: Verdict) -> str:
    """Return "7 published radars" where a verdict tries them, or nothing."""
    radars = v["options"].get("hypothesis", ())
    return counted(len(radars), "published radar") if radars else ""


def first_of(verdicts: Sequence[Verdict], measure: str) -> Verdict | None:
    """Return the verdict on a measure of images at each target, for the shortest limit."""
    mine = [v for v in verdicts if v.get("measure") == measure and v["seeing"] == "imaging" and v["over"] == "each"]
    return min(mine, key=lambda v: v["limit_s"] or 0.0, default=None)
