"""Unusual facts of a run as sentences of its answer, from summary.json.

A satellite that sees nothing, a place that is never seen, satellites that fly together, cases that change nothing,
images that are impossible: a reader who misses one of them reads every table wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..orbits.coinciding import TOGETHER
from ..words import listed
from .answer_words import Document, fitting, named, these_days
from .assumed import limit_words

NO_IMAGE = "no image"

Row = Mapping[str, Any]


def headlines(document: Document) -> list[str]:
    """Return the sentences, the most serious first."""
    return [*_idle(document), *_noted(document), *_alike(document)]


def nothing_is_seen(document: Document) -> bool:
    """Return whether no satellite sees anything in any standing case."""
    return sum(row["what"] == "satellite" for row in document["idle"]) == len(document["satellites"])


def _idle(document: Document) -> Iterator[str]:
    """Yield a sentence for each cause for which satellites see nothing, or places are never seen."""
    rows = document["idle"]
    for what, verb in (("satellite", ("sees", "see")), ("target", ("is never seen", "are never seen"))):
        if what == "target" and nothing_is_seen(document):
            continue  # nobody sees anything: that is said
        by_cause: dict[str, list[Row]] = {}
        for row in (one for one in rows if one["what"] == what):
            by_cause.setdefault(_cause_key(row), []).append(row)
        for of in by_cause.values():
            names = [row["name"] for row in of]
            who = named(names)
            does = verb[len(of) > 1] + (" nothing" if what == "satellite" else "")
            head = f"{who} {does} in {these_days(document)}"
            yield fitting(f"{head}: {_cause(of, what)}.", f"{head}.")


def _cause_key(row: Row) -> str:
    return f"{row['why']} {row['limits']}"


def _cause(rows: Sequence[Row], what: str) -> str:
    """Return why these rows are idle, in words."""
    why, passes = rows[0]["why"], rows[0]["passes"]
    if why == "not in service":
        return "not in service"
    if why == "no sensor in use":
        return "no sensor is in use in any case"
    whose = ("its" if len(rows) == 1 else "their") if what == "satellite" else "the"
    if why == "no pass":
        if what == "satellite":
            return "no pass above the horizon of any place"
        return f"no satellite rises above the horizon of {'it' if len(rows) == 1 else 'them'}"
    of_passes = f"none of {whose} {passes:,} passes" if passes != 1 else f"not {whose} one pass"
    if len(rows) > 1:
        of_passes = f"none of {whose} passes"
    if why == "skyline":
        return f"the skylines given leave {of_passes}"
    limits = [f"{limit_words(one['values'])} ({one['sensor']})" for one in rows[0]["limits"]]
    if why == "limits":
        return f"all limits together leave {of_passes}, and lifting a single one changes nothing"
    return f"{listed(limits)} {'leaves' if len(limits) == 1 else 'together leave'} {of_passes}"


def _noted(document: Document) -> Iterator[str]:
    """Yield the notes that are headlines: satellites that fly together, sensors that no image is possible with."""
    for note, values in zip(document["notes"], document["note_values"], strict=True):
        if values["about"] in (TOGETHER, NO_IMAGE):
            yield note.split(". ")[0].removesuffix(".") + "."


def _alike(document: Document) -> Iterator[str]:
    """Yield a sentence where every case has the figures of the first: what is left open then changes nothing."""
    cases = list(document["cases"])
    if nothing_is_seen(document):
        return  # nothing is seen in any case: that is said
    figures: dict[str, list[Any]] = {case: [] for case in cases}
    for row in document["figures"]:
        figures[row["case"]].append({key: value for key, value in row.items() if key != "case"})
    if len(cases) > 1 and all(figures[case] == figures[cases[0]] for case in cases):
        yield f"The cases {listed(cases)} have the same figures: what they leave open changes nothing here."
