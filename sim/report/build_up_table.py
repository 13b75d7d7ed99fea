"""The section of `reconsim run` on a build-up: a row for each change of the constellation; when readings first hold.

Figures are those of the first target in the nominal case; build_up.csv has every stretch, target and case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..constellation.counted import CONFIRMED, IN_ORBIT, IN_SERVICE
from ..revisit.figure_kinds import FIGURE_KINDS, GAP_MAX, GAP_MEAN, LOOKS_PER_DAY
from ..words import duration_words, listed, stretches
from .content import ALWAYS, Block, Column, Section, Table
from .figure_cells import bounded_length_of, length, length_of
from .result_tables import TABLE

Document = Mapping[str, Any]
Row = Mapping[str, Any]

DAY_CHARACTERS = 10  # of an ISO date


def build_up_section(document: Document) -> Section | None:
    """Return the stages, sentences on what is not confirmed, and the table of first true readings; None without any."""
    asked = document["definitions"]["build_up"]
    if asked is None:
        return None
    case, target = nominal(document), document["targets"][0]["name"]
    of, word = stretches(asked["stretches"], asked["every_days"]), stretches(2, asked["every_days"]).split()[1]
    title = TABLE["build_up_stages"].words
    said = [
        f"{title}: {of}, at {target} ({case})",
        f"Of those in service: the {GAP_MEAN.words}, and its p5 and p95 over {asked['draws']} draws of another "
        f"phasing, each the median over the {word} of a stage; the {GAP_MAX.words} of all. In orbit: the "
        f"{GAP_MEAN.words} if all in orbit served. All targets, cases and {word}: build_up.csv.",
    ]
    blocks: list[Block] = [*said, _stages(stage_rows(document, case, target), asked)]
    blocks += [*_cases(document, target), *unconfirmed(document)]
    if document["first_true"]:
        words = f"{TABLE['first_true'].words}, of those in service: from when on, and in how many stretches since"
        blocks += [words, _first_true(document)]
    return Section(title, tuple(blocks))


def nominal(document: Document) -> str:
    """Return the case that is shown: the nominal one, or the one there is."""
    return "all-nominal" if "all-nominal" in document["cases"] else next(iter(document["cases"]))


def stage_rows(document: Document, case: str, target: str) -> list[dict[str, Row]]:
    """Return the stages in order, each as its rows by way of counting, in one case at one target."""
    stages: dict[str, dict[str, Row]] = {}
    for row in document["build_up_stages"]:
        if row["case"] == case and row["target"] == target:
            stages.setdefault(row["first_utc"], {})[row["counted"]] = row
    return list(stages.values())


def _stages(stages: Sequence[Mapping[str, Row]], asked: Mapping[str, Any]) -> Table:
    word = stretches(2, asked["every_days"]).split()[1]
    heads = ["from", "what changed", "orbit", "service", word, LOOKS_PER_DAY.short_words, GAP_MEAN.words]
    heads += ["p5", "p95", GAP_MAX.short_words, "in orbit"]
    body: list[tuple[str, ...]] = []
    for stage in stages:
        row, all_row = stage[IN_SERVICE], stage[IN_ORBIT]
        changes = row["changes"] or ["begin of the span"]
        body.append(
            (
                row["from_utc"][:DAY_CHARACTERS], changes[0], str(row["in_orbit"]), str(row["in_service"]),
                f"{row['stretches']:,}",
                "-" if row[LOOKS_PER_DAY.name] is None else f"{row[LOOKS_PER_DAY.name]:.1f}",
                length_of(GAP_MEAN)(row), length(row["gap_mean_p5_s"]), length(row["gap_mean_p95_s"]),
                bounded_length_of(GAP_MAX)(row), length_of(GAP_MEAN)(all_row),
            )
        )  # fmt: skip
        body += [("", more, *[""] * 9) for more in changes[1:]]
    # Where a page is narrow, the figures stand in a table of their own below what changed.
    parts = [ALWAYS, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]
    columns = (Column(head, part=parts[i], is_right=i >= 2) for i, head in enumerate(heads))
    return Table(tuple(columns), tuple(body))


def _cases(document: Document, target: str) -> list[str]:
    """Return a sentence on the least and the most access in the last stage."""
    if not {"all-low", "all-high"} <= set(document["cases"]):
        return []
    low, high = (stage_rows(document, case, target)[-1][IN_SERVICE] for case in ("all-low", "all-high"))
    if low[GAP_MEAN.name] is None or high[GAP_MEAN.name] is None:
        return []
    return [
        f"From {low['from_utc'][:DAY_CHARACTERS]} on the {GAP_MEAN.words} is "
        f"{duration_words(low[GAP_MEAN.name])} with the least access tried and "
        f"{duration_words(high[GAP_MEAN.name])} with the most."
    ]


def unconfirmed(document: Document) -> list[str]:
    """Return a sentence on the last stage without the satellites whose service is not confirmed; or nothing."""
    last = stage_rows(document, nominal(document), document["targets"][0]["name"])[-1]
    unsure = [one["name"] for one in document["satellites"] if not one["service_confirmed"]]
    ways = [(way, row) for way, row in last.items() if way not in (IN_ORBIT, IN_SERVICE)]
    told = [
        f"{duration_words(row[GAP_MEAN.name])} {way if way != CONFIRMED else f'without {listed(unsure)}'}"
        for way, row in ways
        if row[GAP_MEAN.name] is not None
    ]
    if told:
        return [f"Service is not confirmed of {listed(unsure)}: the {GAP_MEAN.words} is {listed(told)}."]
    return [f"Service is not confirmed of {listed(unsure)}."] if unsure else []


def _first_true(document: Document) -> Table:
    """Return a row for each reading and way of taking targets, a column for each case."""
    cases = list(document["cases"])
    found: dict[tuple[str, str], dict[str, Row]] = {}
    for row in document["first_true"]:
        if row["counted"] == IN_SERVICE:
            found.setdefault((row["reading"], row["over"]), {})[row["case"]] = row
    at = {"each": "each target", "any": "any target"}
    body = [
        (reading_words(next(iter(of.values()))), at[over], *(first_words(of[case]) for case in cases))
        for (_, over), of in found.items()
    ]
    columns = (Column("reading"), Column("at"), *(Column(case, part=part) for part, case in enumerate(cases)))
    return Table(columns, tuple(body))


def reading_words(row: Row) -> str:
    """Return a reading that is followed in words: "mean gap <= 2 h"."""
    kind = FIGURE_KINDS[row["figure"]]
    words = kind.words if row["limit_s"] is None else f"{kind.words}, {duration_words(row['limit_s'])}"
    threshold = duration_words(row["threshold"]) if kind.unit == "s" else f"{row['threshold']:g}"
    return f"{words} {row['compare']} {threshold}"


def first_words(row: Row) -> str:
    """Return when a reading first holds in words: "never", "2025-11-07 on", "2025-11-07, in 8 of 41 since"."""
    if row["first_utc"] is None:
        return "never"
    day = row["first_utc"][:DAY_CHARACTERS]
    return f"{day} on" if row["first_utc"] == row["lasting_utc"] else f"{day}, in {row['n_true']} of {row['n_since']}"
