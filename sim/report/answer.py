"""The answer of a run in at most six plain sentences, made from summary.json, for a reader to quote.

Order: the claim as a promise, on average, the interval for which it would hold, unusual facts, what is left out, what
decides it. Where there are more than six, those of least weight are dropped. Every number in the sentences is in the
document, and no sentence has more than 40 words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..revisit.figure_kinds import GAP_MAX, GAP_MAX_CENSORED, GAP_MEAN, N_CENSORED, N_LOOKS
from ..words import counted, duration_words
from .answer_of_claim import (
    average,
    claim_sentences,
    decides,
    evidence_on,
    further,
    headline_verdicts,
    mean_range,
    plain,
    promise,
    verdicts_on,
    would_hold,
)
from .answer_words import (
    Document,
    Verdict,
    any_place,
    first_of,
    fitting,
    longest_words,
    mean_words,
    named,
    nominal_case,
    places,
    these_days,
)
from .build_up_answer import QUESTION as BUILD_UP_QUESTION
from .build_up_answer import build_up_answer
from .headlines import headlines, nothing_is_seen
from .longer_gaps_words import longer_gap_headline

MOST_SENTENCES = 6

__all__ = ["MOST_SENTENCES", "answer", "claim_sentences", "headline_verdicts", "question"]


class Said(NamedTuple):
    """A sentence, and its weight: of too many, those with the largest number are dropped."""

    weight: int
    words: str


def question(document: Document) -> str:
    """Return the question: the claim in quotes, or the question which gaps there are."""
    if not document["claims"] and document["build_up"]:
        return BUILD_UP_QUESTION
    if not document["claims"]:
        count = len(document["targets"])
        return f"How often {'is' if count == 1 else 'are'} {counted(count, 'place')} seen?"
    return f'Does "{document["claims"][0]["statement"]}" hold?'


def answer(document: Document) -> list[str]:
    """Return the sentences, at most six; the first is the answer."""
    if not document["claims"] and document["build_up"]:
        return list(build_up_answer(document))[:MOST_SENTENCES]
    said = list(_said(document))
    kept = sorted(range(len(said)), key=lambda i: (said[i].weight, i))[:MOST_SENTENCES]
    return [said[i].words for i in sorted(kept)]


def _said(document: Document) -> Iterator[Said]:
    claims = document["claims"]
    judged = [one for one in claims if verdicts_on(document, one["id"])]
    for v in evidence_on(document, claims[0]["id"]) if claims else ():
        yield Said(0, fitting(f"{v['verdict']}; {v['number']}.", f"{v['verdict']}."))
    if judged:
        yield from _of_claim(document, verdicts_on(document, judged[0]["id"]))
    elif claims and not any(evidence_on(document, one["id"]) for one in claims):
        yield Said(0, "This run does not decide it: no reading of the claim rests on coverage figures.")
    if not judged:
        yield from _gaps(document)
    yield from (Said(4, sentence) for sentence in headlines(document))
    longer = longer_gap_headline(document)
    yield from [] if longer is None else [Said(7, longer)]
    yield from (Said(6, sentence) for sentence in _beyond_access(document))
    yield Said(2, _left_out(document))
    if judged:
        deciding = decides(verdicts_on(document, judged[0]["id"]))
        yield from [] if deciding is None else [Said(5, deciding)]
        others = (further(document, one) for one in claims if one is not judged[0])
        yield from (Said(8, sentence) for sentence in others if sentence is not None)


def _of_claim(document: Document, verdicts: Sequence[Verdict]) -> Iterator[Said]:
    never, mean = first_of(verdicts, GAP_MAX.name), first_of(verdicts, GAP_MEAN.name)
    if nothing_is_seen(document) and any(one is not None and one["outcome"] == "fails" for one in (never, mean)):
        where = any_place(document)
        yield Said(0, f"No, neither as a promise nor on average: nothing is seen at {where} in {these_days(document)}.")
        return
    if never is not None:
        yield Said(0, promise(document, never))
    if mean is not None:
        yield Said(1, average(document, mean, failed=never is not None and never["outcome"] == "fails"))
        if mean["outcome"] in ("holds only if", "cannot tell"):
            yield Said(6, mean_range(document, mean))
    if never is None and mean is None:
        yield Said(0, plain(document, headline_verdicts(verdicts)))
    least = would_hold(document, [one for one in (mean, never) if one is not None])
    if least is not None:
        yield Said(3, least)


def _gaps(document: Document) -> Iterator[Said]:
    """Yield the gaps at middle values, or as given: the mean and the longest, over the places that are seen."""
    case = nominal_case(document)
    at = "" if len(document["cases"]) == 1 else ", at middle values of what is open"
    rows = [r for r in document["figures"] if (r["satellite"], r["case"]) == ("all", case)]
    seen = [r for r in rows if r[GAP_MEAN.name] is not None and (r[N_LOOKS.name] or not r[N_CENSORED.name])]
    if not seen:
        yield Said(0, f"Nothing is seen at {any_place(document)} in {these_days(document)}{at}.")
        return
    if all(r[GAP_MAX.name] == 0.0 for r in seen):
        name = places(document)
        yield Said(0, f"{name[0].upper()}{name[1:]} is seen always{at}.")
        return
    low, high = (f(seen, key=lambda r: r[GAP_MEAN.name]) for f in (min, max))
    longest = max(seen, key=lambda r: r[GAP_MAX.name])
    ends = [mean_words(document, r[GAP_MEAN.name], censored=bool(r[N_CENSORED.name])) for r in (low, high)]
    mean = f"{ends[0]} at {low['target']}" if len(seen) == 1 else f"{ends[0]} at {places(document)}"
    if ends[0] != ends[1]:
        mean = f"from {ends[0]} at {low['target']} to {ends[1]} at {high['target']}"
    length = longest_words(document, longest[GAP_MAX.name], censored=longest[GAP_MAX_CENSORED.name])
    yield Said(0, f"Gaps between looks are {mean} on average{at}.")
    yield Said(1, f"The longest is {length}, at {longest['target']}.")
    if unseen := [r["target"] for r in rows if r not in seen]:
        idle = {row["name"] for row in document["idle"]}
        if missed := [name for name in unseen if name not in idle]:
            yield Said(3, f"Not seen in {these_days(document)}{at}: {named(missed)}.")


def _beyond_access(document: Document) -> Iterator[str]:
    """Yield what clouds, the way to the desk and other targets make of it, at the first place, where it is asked."""
    name, case = document["targets"][0]["name"], nominal_case(document)

    def mine(table: str) -> dict[str, object] | None:
        rows = [r for r in document[table] if (r["target"], r["case"]) == (name, case)]
        return next((r for r in rows if r.get("group", "all") == "all"), None)

    at = f"at {name}"
    if (row := mine("chain")) is not None and isinstance(row["mean_s"], float):
        bound = "at least " if row["share_censored"] else ""
        yield f"From the order to the desk it takes {bound}{duration_words(row['mean_s'])} on average {at}."
    if (row := mine("capacity")) is not None and isinstance(row[GAP_MEAN.name], float):
        alone, taken = row["gap_mean_alone_s"], row[GAP_MEAN.name]
        if isinstance(alone, float) and isinstance(taken, float):
            yield (
                f"With all {counted(len(document['targets']), 'place')} wanted at once, the mean gap {at} is "
                f"{mean_words(document, taken)}, not {mean_words(document, alone)}."
            )
    if (row := mine("usable_looks")) is not None and row[N_LOOKS.name]:
        yield f"Clouds leave {row['usable_looks']:.0f} of {counted(row[N_LOOKS.name], 'look')} {at}."  # type: ignore[arg-type]


def _left_out(document: Document) -> str:
    """Return a sentence on what access leaves out (other users, clouds, other days) and on the radars' own mean gap."""
    said = f"Left out are clouds and everybody else's requests: this is access over {these_days(document)}"
    if any(document[table] for table in ("usable_looks", "chain", "capacity")):
        said = f"The gaps are of access over {these_days(document)}; left out are clouds and everybody else's requests"
    name, case = document["targets"][0]["name"], nominal_case(document)
    rows = {r["satellite"]: r for r in document["figures"] if (r["target"], r["case"]) == (name, case)}
    if "SAR" in rows and "EO" in rows and rows["SAR"][GAP_MEAN.name] is not None:
        middle = " at middle values" if len(document["cases"]) > 1 else ""
        alone, together = (
            mean_words(document, rows[who][GAP_MEAN.name], censored=bool(rows[who][N_CENSORED.name]))
            for who in ("SAR", "all")
        )
        if alone != together:
            more = f"{said}; by radar alone the mean gap at {name} is {alone}{middle}, not {together}."
            return fitting(more, f"{said}.")
    return f"{said}."
