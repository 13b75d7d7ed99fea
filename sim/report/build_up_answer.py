"""The answer of a run with a build-up in plain sentences, made from summary.json; every number in them is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..constellation.counted import IN_SERVICE
from ..orbits.service import STATISTICAL_DAYS
from ..revisit.figure_kinds import GAP_MAX, GAP_MAX_CENSORED, GAP_MEAN
from ..words import counted, duration_words, stretches
from .build_up_table import DAY_CHARACTERS, nominal, reading_words, stage_rows, unconfirmed

Document = Mapping[str, Any]

QUESTION = "How did coverage grow as satellites entered service?"


def build_up_answer(document: Document) -> Iterator[str]:
    """Yield the sentences: first and last stage in service, what is not confirmed, the first reading, phasing, age."""
    case, target = nominal(document), document["targets"][0]["name"]
    asked = document["definitions"]["build_up"]
    stages = [stage[IN_SERVICE] for stage in stage_rows(document, case, target)]
    served = [row for row in stages if row["in_service"] and row[GAP_MEAN.name] is not None]
    at = "" if len(document["cases"]) == 1 else ", at middle values of what is open"
    if not served:
        yield f"No satellite was in service in any of {stretches(asked['stretches'], asked['every_days'])}."
        return
    first, last = served[0], served[-1]
    told = [
        f"{duration_words(row[GAP_MEAN.name])} with {counted(row['in_service'], 'satellite')} in service"
        f"{_unsure(document, row)}, from "
        f"{row['from_utc'][:DAY_CHARACTERS]} on"
        for row in (first, last)
    ]
    if first is last:
        yield f"The {GAP_MEAN.words} at {target} was {told[0]}{at}."
    else:
        yield f"The {GAP_MEAN.words} at {target} was {told[0]}, and {told[1]}{at}."
    bound = "at least " if last[GAP_MAX_CENSORED.name] else ""
    yield (
        f"In that last stage, of {stretches(last['stretches'], asked['every_days'])}, the {GAP_MAX.words} there was "
        f"{bound}{duration_words(last[GAP_MAX.name])}."
    )
    yield from unconfirmed(document)
    for row in document["first_true"]:
        if (row["case"], row["counted"], row["over"]) == (case, IN_SERVICE, "each"):
            yield _first(row, len(document["targets"]))
            break
    if asked["draws"]:
        low, high = (duration_words(last[f"gap_mean_{percentile}_s"]) for percentile in ("p5", "p95"))
        yield (
            f"One stretch is a small sample: over {asked['draws']} draws of another phasing its {GAP_MEAN.words} runs "
            f"from {low} to {high} (p5 to p95), with nobody else asking and no cloud."
        )
    oldest_d = max(row["oldest_set_d"] for row in stages)
    if oldest_d > STATISTICAL_DAYS:
        yield (
            "Element sets are missing for weeks at a time; there the planes are known, and the places along the orbits "
            "are not."
        )


def _unsure(document: Document, row: Mapping[str, Any]) -> str:
    """Return how many of a stage's satellites are not confirmed to serve, or nothing."""
    n = sum(
        not one["service_confirmed"]
        and (one["in_service_utc"] or "") <= row["first_utc"] < (one["out_of_service_utc"] or "9999")
        for one in document["satellites"]
    )
    return f" ({n} not confirmed)" if n else ""


def _first(row: Mapping[str, Any], n_targets: int) -> str:
    reading = f"The reading {reading_words(row)} at each of {counted(n_targets, 'place')}"
    if row["first_utc"] is None:
        return f"{reading} holds in no stretch."
    since = (
        "in every one since"
        if row["first_utc"] == row["lasting_utc"]
        else f"in {row['n_true']} of {row['n_since']} since"
    )
    return f"{reading} first holds in the stretch from {row['first_utc'][:DAY_CHARACTERS]}, {since}."
