"""The answer of a run in at most six plain sentences, made from summary.json, for a reader to quote.

Order: the claim as a promise, the claim on average, the interval for which it would hold, what is left out, the options
that decide it, and unusual facts about the run. Every number in the sentences is in the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..revisit.figure_kinds import GAP_MAX, GAP_MEAN, N_LOOKS
from ..words import counted, duration_words, least_interval_words, listed
from .build_up_answer import QUESTION as BUILD_UP_QUESTION
from .build_up_answer import build_up_answer

Document = Mapping[str, Any]
Verdict = Mapping[str, Any]

MOST_SENTENCES = 6
NOMINAL = "all-nominal"


def question(document: Document) -> str:
    """Return the question: the claim in quotes, or the question which gaps there are."""
    if not document["claims"] and document["build_up"]:
        return BUILD_UP_QUESTION
    if not document["claims"]:
        return f"How often are {counted(len(document['targets']), 'place')} seen?"
    return f'Does "{document["claims"][0]["statement"]}" hold?'


def answer(document: Document) -> list[str]:
    """Return the sentences, at most six; the first is the answer."""
    if not document["claims"] and document["build_up"]:
        return list(build_up_answer(document))[:MOST_SENTENCES]
    said: list[str] = []
    claims = [one for one in document["claims"] if _verdicts(document, one["id"])]
    if claims:
        said += _of_claim(document, _verdicts(document, claims[0]["id"]))
        said += [_further(document, one) for one in claims[1:]]
    elif document["claims"]:
        said.append("No reading of the claim can be decided by coverage; it names what would test it.")
    if not claims:
        said += _gaps(document)
    said.append(_left_out(document))
    said += _odd(document)
    return said[:MOST_SENTENCES]


def claim_sentences(document: Document, claim_id: str) -> list[str]:
    """Return sentences on one claim: as a promise and on average, or else by its first reading, for each limit."""
    verdicts = headline_verdicts(_verdicts(document, claim_id))
    if not verdicts or is_of_gaps(verdicts[0]):
        return [(_promise if v["measure"] == GAP_MAX.name else _average)(document, v) for v in verdicts]
    first = verdicts[0]
    if len(verdicts) == 1:
        return [_plain(document, first)]
    limits: dict[str, list[str]] = {}
    for v in verdicts:
        limits.setdefault(_outcome(v), []).append(duration_words(v["limit_s"]))
    told = [f"for {listed(of)} it {outcome}" for outcome, of in limits.items()]
    return [f"{first['title']}, {_where(document, first)}: {'; '.join(told)}."]


def headline_verdicts(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return the verdicts that describe a claim: on the longest and the mean gap, or else of its first reading."""
    gaps = [_first(verdicts, GAP_MAX.name), _first(verdicts, GAP_MEAN.name)]
    if any(gaps):
        return [v for v in gaps if v is not None]
    return [v for v in verdicts if (v["reading"], v["over"]) == (verdicts[0]["reading"], verdicts[0]["over"])]


def is_of_gaps(v: Verdict) -> bool:
    """Return whether a verdict is on the longest or the mean gap between images, at each place."""
    return v["seeing"] == "imaging" and v["over"] == "each" and v["measure"] in (GAP_MAX.name, GAP_MEAN.name)


def _verdicts(document: Document, claim: str) -> list[Verdict]:
    return [one for one in document["verdicts"] if one["claim"] == claim]


def _of_claim(document: Document, verdicts: Sequence[Verdict]) -> Iterator[str]:
    promise = _first(verdicts, GAP_MAX.name)
    average = _first(verdicts, GAP_MEAN.name)
    if promise is not None:
        yield _promise(document, promise)
    if average is not None:
        yield _average(document, average)
    if promise is None and average is None:
        yield _plain(document, verdicts[0])
    least = [one for one in (average, promise) if one is not None and one["answer"]["holds_for"]]
    if least:
        yield _would_hold(document, least)
    if (decides := _decides(document, verdicts)) is not None:
        yield decides


def _first(verdicts: Sequence[Verdict], measure: str) -> Verdict | None:
    """Return the verdict on a measure of images at each target, for the shortest limit."""
    mine = [v for v in verdicts if v["measure"] == measure and is_of_gaps(v)]
    return min(mine, key=lambda v: v["limit_s"] or 0.0, default=None)


def _promise(document: Document, v: Verdict) -> str:
    asked, places, tried = duration_words(v["threshold"]), _places(document), _tried(document, v)
    best, worst = v["answer"]["best"], v["answer"]["worst"]
    if v["outcome"] == "holds":
        return f"Yes, as a promise: {tried['with all']}, no gap at {places} is longer than {asked}; {_longest(worst)}."
    if v["outcome"] == "fails":
        return (
            f"No, not as a promise: {tried['with none']} do all gaps at {places} stay within {asked}; "
            f"the longest is {_length(best)} at best."
        )
    if v["outcome"] == "holds only if":
        return f"As a promise, {asked} at most at {places}, only if {_ways(v)}; {_longest(worst)} otherwise."
    return (
        f"As a promise it cannot be told: whether every gap at {places} is at most {asked} is within the error of the "
        f"figures; values run from {_length(best)} to {_length(worst)}."
    )


def _average(document: Document, v: Verdict) -> str:
    asked, places = duration_words(v["threshold"]), _places(document)
    name = next(iter(v["outcome_by_target"]))
    own = v["by_target"].get(name, v["answer"])
    best, worst = own["best"], own["worst"]
    runs = (
        f"mean gaps at {name} run from {_length(best)}{_radar(document, best)} to {_length(worst)}"
        f"{_radar(document, worst)}"
    )
    if best == worst:
        runs = f"the mean gap at {name} is {_length(best)}"
    head = {
        "holds": f"On average yes, {asked} or less at {places} with all that is tried",
        "fails": f"Not on average either: {asked} or less at {places} in no combination tried",
        "holds only if": f"On average, {asked} or less at {places}, only if {_ways(v)}",
        "cannot tell": f"On average it cannot be told whether it is {asked} or less at {places}",
    }[v["outcome"]]
    return f"{head}: {runs}."


def _plain(document: Document, v: Verdict) -> str:
    """Return the answer of a reading of another kind, by its own title."""
    return f"{v['title']}, {_where(document, v)}: {_outcome(v)}."


def _where(document: Document, v: Verdict) -> str:
    if v["over"] == "all-within":
        return "for all places together"
    several = v["over"] == "any" and len(document["targets"]) > 1
    return f"at any one of {counted(len(document['targets']), 'place')}" if several else f"at {_places(document)}"


def _outcome(v: Verdict) -> str:
    return {
        "holds": "holds with all that is tried",
        "fails": "fails with all that is tried",
        "holds only if": f"holds only if {_ways(v)}",
        "cannot tell": "cannot be told: values are within their error of what is asked",
    }[v["outcome"]]


def _would_hold(document: Document, verdicts: Sequence[Verdict]) -> str:
    words = {GAP_MEAN.name: "on average", GAP_MAX.name: "as a promise"}
    parts = []
    for v in verdicts:
        least = v["answer"]["holds_for"]
        if least["in_all_s"] is not None:
            parts.append(f"for {least_interval_words(least['in_all_s'])} {words[v['measure']]}")
        elif least["in_best_s"] is not None:
            parts.append(f"for {least_interval_words(least['in_best_s'])} {words[v['measure']]} at best")
        else:
            parts.append(f"for no interval {words[v['measure']]}")
    return f"With all that is tried it would hold {listed(parts)}, at {_places(document)}."


def _decides(document: Document, verdicts: Sequence[Verdict]) -> str | None:
    """Return a sentence on the options that decide between true and false, if there are any."""
    names: dict[str, None] = {}
    for v in verdicts:
        conditions = v["answer"]["conditions"]
        for way in conditions["sufficient"] if conditions else ():
            names |= {term["option"]: None for term in way["terms"]}
    if not names:
        return None
    if "hypothesis" in names:
        return "What decides it is what the radars can do, which their makers have not published."
    return f"What decides it: {listed([name.replace('_', ' ') for name in names])}."


def _further(document: Document, claim: Mapping[str, Any]) -> str:
    verdicts = _verdicts(document, claim["id"])
    outcomes = [v["outcome"] for v in verdicts]
    parts = [f"{one} {outcomes.count(one)}" for one in dict.fromkeys(outcomes)]
    return f'"{claim["statement"]}": of {counted(len(verdicts), "verdict")}, {listed(parts)}.'


def _gaps(document: Document) -> list[str]:
    """Return the gaps at middle values, or as given: the mean and the longest, over the places."""
    case = NOMINAL if NOMINAL in document["cases"] else next(iter(document["cases"]))
    rows = [r for r in document["figures"] if r["satellite"] == "all" and r["case"] == case]
    seen = [r for r in rows if r["gap_mean_s"] is not None and r["gap_max_s"] is not None]
    at = "" if len(document["cases"]) == 1 else ", at middle values of what is open"
    if not seen:
        return [f"No gap can be measured at {_places(document)}{at}: nothing is seen often enough."]
    if all(r["gap_max_s"] == 0.0 for r in seen):
        return [f"{_places(document).capitalize()} is seen always{at}."]
    low, high = (f(seen, key=lambda r: r[GAP_MEAN.name]) for f in (min, max))
    longest = max(seen, key=lambda r: r[GAP_MAX.name])
    bound = "at least " if longest["gap_max_censored"] else ""
    mean = f"{duration_words(low[GAP_MEAN.name])} at {low['target']}"
    if low is not high:
        mean = f"from {mean} to {duration_words(high[GAP_MEAN.name])} at {high['target']}"
    return [
        f"Gaps between looks are {mean} on average{at}.",
        f"The longest is {bound}{duration_words(longest[GAP_MAX.name])}, at {longest['target']}.",
    ]


def _left_out(document: Document) -> str:
    """Return a sentence on what access leaves out (other users, clouds, other days) and on the radars' own mean gap."""
    days = f"{document['span_days']:g} day{'' if document['span_days'] == 1 else 's'}"
    said = f"This is access over these {days}, with nobody else asking and no cloud"
    name = document["targets"][0]["name"]
    rows = {r["satellite"]: r for r in document["figures"] if r["target"] == name and r["case"] == NOMINAL}
    if "SAR" in rows and "EO" in rows and rows["SAR"]["gap_mean_s"] is not None:
        said += (
            f"; by radar alone the mean gap at {name} is {duration_words(rows['SAR']['gap_mean_s'])} at middle values, "
            f"not {duration_words(rows['all']['gap_mean_s'])}"
        )
    return f"{said}."


def _odd(document: Document) -> Iterator[str]:
    """Yield sentences on unusual facts: satellites that see nothing, cases that change nothing."""
    total: dict[str, float] = {}
    for r in document["figures"]:
        if r["satellite"] in {one["name"] for one in document["satellites"]}:
            total[r["satellite"]] = total.get(r["satellite"], 0) + (r[N_LOOKS.name] or 0)
    idle = [name for name, looks in total.items() if not looks]
    if idle and len(idle) < len(total):
        yield f"{listed(idle[:5])} {'sees' if len(idle) == 1 else 'see'} nothing in any case."


def _places(document: Document) -> str:
    targets = document["targets"]
    return str(targets[0]["name"]) if len(targets) == 1 else f"each of {counted(len(targets), 'place')}"


def _tried(document: Document, v: Verdict) -> dict[str, str]:
    radars = v["options"].get("hypothesis", ())
    if radars:
        number = counted(len(radars), "published radar")
        return {"with all": f"with each of the {number} tried", "with none": f"with none of the {number} tried"}
    return {"with all": "with all that is tried", "with none": "in no combination tried"}


def _ways(v: Verdict) -> str:
    conditions = v["answer"]["conditions"]
    if not conditions or not conditions["sufficient"]:
        return ""
    ways = [listed([term["words"] for term in way["terms"]]) for way in conditions["sufficient"]]
    more = f" (or in {counted(len(ways) - 1, 'other way')})" if len(ways) > 1 else ""
    return f"{ways[0]}{more}"


def _radar(document: Document, finding: Mapping[str, Any]) -> str:
    """Return which radar a finding is of: " (radars like Umbra as flown)"."""
    name = finding["case"].get("hypothesis")
    called = {one["name"]: one["called"] for sensor in document["sensors"] for one in sensor.get("hypotheses", ())}
    return f" (radars like {called.get(name, name)})" if name is not None else ""


def _length(finding: Mapping[str, Any]) -> str:
    return "without end" if finding["value"] is None else duration_words(finding["value"])


def _longest(finding: Mapping[str, Any]) -> str:
    return f"the longest is {_length(finding)}"
