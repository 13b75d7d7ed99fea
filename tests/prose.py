"""Prose held against summary.json: every number in a sentence must stand there, as a value, a rounded one, or a count.

A length of time is looked for among the values that sentences may quote: gaps of all satellites and of the radars, what
verdicts measured and were held against, and the tables beyond access. Other figures would match by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sim.revisit.figure_kinds import FIGURE_KINDS, GAP_MAX, GAP_MEAN
from sim.words import day_words, duration_words, least_interval_words, percent_words

MOST_WORDS = 40
NUMBER = re.compile(r"(?<![\w.,:])\d[\d,]*(?:\.\d+)?(?!\d)")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?")
LENGTH = re.compile(r" (s|min|h|days?)\b")
NO_WORDS = re.compile(r"\b(nan|inf|None|null)\b|  |[{}]")
QUOTED_IN_WHOLE = ("note_values", "idle", "longer_gaps", "usable_looks", "chain", "capacity")
BUILD_UP = ("build_up_stages", "first_true")
SPAN = ("these ", "span of ", "In ", "over the ")  # what stands before the length of the span

Document = dict[str, Any]


@dataclass(frozen=True)
class Facts:
    """What sentences may quote: lengths of time in words, shares in words, numbers, whole numbers, and all texts."""

    lengths: frozenset[str]
    shares: frozenset[str]
    numbers: tuple[float, ...]
    whole: frozenset[float]
    texts: str
    names: tuple[str, ...]
    counted: dict[str, frozenset[float]]
    span: frozenset[float]


def facts_of(document: Document) -> Facts:
    """Return the facts of a document."""
    seconds = [abs(one) for one in _seconds(document)]
    lengths = {words(one) for one in seconds for words in (duration_words, least_interval_words)}
    quoted = [leaf for key in QUOTED_IN_WHOLE for leaf in _numbers(document[key])]
    quoted += [document["span_days"], *_days(document)]
    quoted += [leaf for key in BUILD_UP for leaf in _numbers(document[key])]
    quoted += [one for v in document["verdicts"] if "evidence" in v for one in _numbers(v["evidence"])]
    shares = [one for v in document["verdicts"] for one in _numbers(v) if abs(one) <= 1.0]
    points = {f"{100.0 * abs(one):.2g} points" for one in shares}
    counts = [float(one) for one in _counts(document)]
    values = [v["threshold"] for v in _judged(document)] + list(_findings(document, "count"))
    return Facts(
        frozenset(lengths),
        frozenset({percent_words(abs(one)) for one in shares} | points),
        tuple(quoted + values + [one for sensor in document["sensors"] for one in _numbers(sensor)]),
        frozenset([*counts, *(one for one in quoted + values if one == round(one))]),
        "\n".join(_texts(document)),
        _names(document),
        _counted(document),
        frozenset({document["span_days"], float(f"{document['span_days']:.4g}"), document["span_days"] * 24.0}),
    )


def unfounded(sentence: str, facts: Facts) -> list[str]:
    """Return the numbers of a sentence that are not among the facts, with their units."""
    for name in facts.names:
        sentence = sentence.replace(name, "_")
    for day in DATE.findall(sentence):
        if day in facts.texts:
            sentence = sentence.replace(day, "_")
    return [told for told, is_there in _checked(sentence, facts) if not is_there]


def numbers_in(sentence: str, facts: Facts) -> list[str]:
    """Return the numbers that the check reads in a sentence, names left out."""
    for name in facts.names:
        sentence = sentence.replace(name, "_")
    return [found[0] for found in NUMBER.finditer(DATE.sub("_", sentence))]


def faults(sentences: Sequence[str], facts: Facts) -> list[str]:
    """Return what is wrong with sentences: numbers that are not there, words that are no words, and length."""
    wrong = []
    for sentence in sentences:
        wrong += [f"{number} is not in the document: {sentence}" for number in unfounded(sentence, facts)]
        wrong += [f"{found[0]!r} in: {sentence}" for found in NO_WORDS.finditer(sentence)]
        if len(sentence.split()) > MOST_WORDS:
            wrong.append(f"{len(sentence.split())} words: {sentence}")
    return wrong


def split(note: str) -> list[str]:
    """Return the sentences of a note."""
    return re.split(r"(?<=[.:;]) (?=[A-Z][a-z])", note)


def _checked(sentence: str, facts: Facts) -> Iterator[tuple[str, bool]]:
    for found in NUMBER.finditer(sentence):
        text = found[0].rstrip(",")
        noun = next((one for one in facts.counted if _follows(sentence, found.end(), one)), None)
        before = next((one for one in SPAN if sentence[: found.start()].endswith(one)), None)
        if noun is not None or before is not None:
            of = facts.counted[noun] if noun is not None else facts.span
            yield f"{text} {noun or 'of the span'}", float(text.replace(",", "")) in of
            continue
        unit = LENGTH.match(sentence, found.end())
        rest = sentence[found.end() :]
        if unit is not None and f"{text} {unit[1]}" in facts.lengths:
            yield text, True
        elif rest.startswith((" %", " points")):
            yield text, text + (" %" if rest.startswith(" %") else " points") in facts.shares
        else:
            value, decimals = float(text.replace(",", "")), len(text.partition(".")[2])
            near = 0.5 * 10.0**-decimals + 1e-9
            if decimals == 0:
                is_there = value in facts.whole or (unit is not None and _rounds(value, facts, near))
            else:
                is_there = _rounds(value, facts, near)
            yield f"{text}{unit[0] if unit else ''}", is_there


def _follows(sentence: str, at: int, noun: str) -> bool:
    """Return whether a noun follows, singular or plural, as a word of its own."""
    return re.match(rf" {noun}s?\b", sentence[at:]) is not None


def _rounds(value: float, facts: Facts, near: float) -> bool:
    return any(abs(abs(one) - value) <= near for one in facts.numbers)


def _seconds(document: Document) -> Iterator[float]:
    for row in document["figures"]:
        if row["satellite"] in ("all", "SAR"):
            yield from (row[kind.name] for kind in (GAP_MEAN, GAP_MAX) if row[kind.name] is not None)
    yield from _findings(document, "s")
    for v in _judged(document):
        yield from (v[key] for key in ("limit_s",) if v[key] is not None)
        if FIGURE_KINDS[v["measure"]].unit == "s":
            yield v["threshold"]
    yield from _keyed(document["verdicts"], ("in_all_s", "in_best_s"))
    for table in ("usable_looks", "chain", "capacity", "longer_gaps", "note_values", *BUILD_UP):
        yield from (one for key, one in _pairs(document[table]) if key.endswith("_s"))
    yield document["span_days"] * 86400.0
    yield (document["definitions"]["searched_before_days"] + document["span_days"]) * 86400.0
    before_after = (document["definitions"][f"searched_{side}_days"] for side in ("before", "after"))
    yield (sum(before_after) + document["span_days"]) * 86400.0


def _findings(document: Document, unit: str) -> Iterator[float]:
    for v in _judged(document):
        if FIGURE_KINDS[v["measure"]].unit == unit:
            yield from _keyed([v["answer"], v["by_target"]], ("value", "error"))


def _judged(document: Document) -> list[dict[str, Any]]:
    return [v for v in document["verdicts"] if "measure" in v]


def _days(document: Document) -> Iterator[float]:
    yield from (one for key, one in _pairs(document) if key.endswith("_days") and isinstance(one, float))


def _keyed(value: Any, keys: Sequence[str]) -> Iterator[float]:
    return (one for key, one in _pairs(value) if key in keys)


def _pairs(value: Any) -> Iterator[tuple[str, float]]:
    if isinstance(value, dict):
        for key, one in value.items():
            if isinstance(one, int | float) and not isinstance(one, bool):
                yield key, float(one)
            yield from _pairs(one)
    elif isinstance(value, list):
        for one in value:
            yield from _pairs(one)


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _numbers(one)


def _counts(document: Document) -> Iterator[int]:
    """Yield the counts that sentences may have: of places, satellites, sets, values tried, ways, outcomes, verdicts."""
    yield from (len(document[key]) for key in ("targets", "satellites", "cases", "verdicts"))
    yield sum(one["element_sets"] for one in document["satellites"])
    yield document["draws"]["count"]
    yield from (len(v["evidence"]) for v in document["verdicts"] if "evidence" in v)
    for v in _judged(document):
        yield from (len(one) for one in v["options"].values())
        outcomes = list(v["outcome_by_target"].values())
        yield from (outcomes.count(one) for one in set(outcomes))
        for one in (v["answer"], *v["by_target"].values()):
            numbers = [one[key] for key in ("n_true", "n_false", "n_undecided", "n_unmeasured")]
            yield from (*numbers, sum(numbers))
            if one["conditions"]:
                yield from (len(one["conditions"][key]) for key in ("sufficient", "perhaps"))
                yield len(one["conditions"]["sufficient"]) - 1
                for terms in (one["conditions"]["necessary"], *(way["terms"] for way in _ways(one))):
                    yield from (len(term["values"]) for term in terms)


def _ways(answer: Document) -> list[Document]:
    return [*answer["conditions"]["sufficient"], *answer["conditions"]["perhaps"]]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _counted(document: Document) -> dict[str, frozenset[float]]:
    """Return what may be counted under each of these nouns."""
    flying = [float(one["satellites"]) for one in document["note_values"] if one["about"] == "together"]
    radars = {float(len(v["options"].get("hypothesis", ()))) for v in _judged(document)}
    asked = document["definitions"]["build_up"]
    weekly = {float(asked["draws"])} if asked else set()
    return {
        "place": frozenset({float(len(document["targets"]))}),
        "satellite": frozenset({float(len(document["satellites"])), *flying}),
        "draw": frozenset({float(document["draws"]["count"]), *weekly}),
        "published radar": frozenset(radars),
    }


def _names(document: Document) -> tuple[str, ...]:
    """Return all names, the longest first: a number in a name is no figure."""
    names = [one["name"] for key in ("satellites", "targets", "sensors") for one in document[key]]
    names += [one[key] for one in document["claims"] for key in ("id", "statement")]
    names += [text for sensor in document["sensors"] for one in sensor["hypotheses"] for text in (one["called"],)]
    names += [document["title"], *document["cases"]]
    for v in document["verdicts"]:
        told = [v["title"], *_texts(v.get("evidence", []))]
        names += [
            *told,
            *(day_words(date.fromisoformat(one)) for one in told if DATE.fullmatch(one) and len(one) == 10),
        ]
    return tuple(sorted({one for one in names if re.search(r"\d", one)}, key=len, reverse=True))
