"""The answer to a claim in sentences: as a promise, on average, by what it takes, and for which interval it would hold.

Every number in the sentences is in summary.json. No sentence has more than 40 words: what does not fit is left to the
tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..claims.reading_kinds import COVERAGE
from ..claims.wording import Scale
from ..constants import DAY_S
from ..revisit.figure_kinds import FIGURE_KINDS, GAP_MAX, GAP_MEAN
from ..sensors.axis_labels import axis_label
from ..sensors.sensor import HYPOTHESIS
from ..words import counted, duration_words, least_interval_words, listed
from .answer_words import Document, Verdict, any_place, finding_words, first_of, fitting, places, radar, radars_tried

SHORT = {"holds": "yes", "fails": "no", "holds only if": "only under conditions", "cannot tell": "it cannot be told"}


def verdicts_on(document: Document, claim: str) -> list[Verdict]:
    """Return the verdicts on a claim that coverage figures decide."""
    return [one for one in document["verdicts"] if one["claim"] == claim and one["kind"] == COVERAGE]


def evidence_on(document: Document, claim: str) -> list[Verdict]:
    """Return the verdicts on a claim of all other kinds, which dates, orbits and passes decide."""
    return [one for one in document["verdicts"] if one["claim"] == claim and one["kind"] != COVERAGE]


def headline_verdicts(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return the verdicts that describe a claim: on the longest and the mean gap, or else of its first reading."""
    gaps = [first_of(verdicts, GAP_MAX.name), first_of(verdicts, GAP_MEAN.name)]
    if any(gaps):
        return [v for v in gaps if v is not None]
    return [v for v in verdicts if (v["reading"], v["over"]) == (verdicts[0]["reading"], verdicts[0]["over"])]


def is_of_gaps(v: Verdict) -> bool:
    """Return whether a verdict is on the longest or the mean gap between images, at each place."""
    return v["seeing"] == "imaging" and v["over"] == "each" and v["measure"] in (GAP_MAX.name, GAP_MEAN.name)


def claim_sentences(document: Document, claim_id: str) -> list[str]:
    """Return sentences on one claim: other kinds first, then gaps as a promise and on average, or another figure."""
    said = [f"{v['verdict']}." for v in evidence_on(document, claim_id)]
    verdicts = headline_verdicts(verdicts_on(document, claim_id))
    if verdicts and not is_of_gaps(verdicts[0]):
        return [*said, plain(document, verdicts)]
    failed = False
    for v in verdicts:
        said.append(promise(document, v) if v["measure"] == GAP_MAX.name else average(document, v, failed=failed))
        failed = v["outcome"] == "fails"
    return said


def promise(document: Document, v: Verdict) -> str:
    """Return whether no gap at all is longer than the limit."""
    asked, at, tried = duration_words(v["threshold"]), places(document), radars_tried(v)
    best, worst = (finding_words(document, v, which, mean=False) for which in ("best", "worst"))
    if v["outcome"] == "holds":
        with_all = f"with each of the {tried} tried" if tried else "with all that is tried"
        no_gap = f"no gap at {any_place(document)} is longer than {asked}"
        return f"Yes, as a promise: {with_all}, {no_gap}; the longest is {worst}."
    if v["outcome"] == "fails":
        with_none = f"with none of the {tried} tried" if tried else "in no combination tried"
        head = f"No, not as a promise: {with_none} do all gaps at {at} stay within {asked}"
        return fitting(f"{head}{_alone(v)}; the longest is at best {best}.", f"{head}; the longest is at best {best}.")
    if v["outcome"] == "holds only if":
        rest = f"no gap at {any_place(document)} is longer than {asked}; otherwise the longest is up to {worst}"
        return _only_if(v, "As a promise", rest)
    return f"As a promise it cannot be told: {cannot_tell(document, v)}."


def average(document: Document, v: Verdict, *, failed: bool) -> str:
    """Return whether the mean gap is at most the limit; ``failed``: the promise has failed already."""
    asked, at = duration_words(v["threshold"]), places(document)
    if v["outcome"] == "holds only if":
        return _only_if(v, "On average", f"the mean gap at {at} is {asked} or less")
    if v["outcome"] == "cannot tell":
        return f"On average it cannot be told: {cannot_tell(document, v)}."
    run = mean_range(document, v, joined=True)
    if v["outcome"] == "holds":
        head = f"On average yes: the mean gap at {at} is {asked} or less with all that is tried"
        return fitting(f"{head}{run}.", f"{head}.")
    begin = "Not on average either" if failed else "No, not on average"
    tried = radars_tried(v)
    with_none = f"with none of the {tried} tried" if tried else "in no combination tried"
    head = f"{begin}: {with_none} is the mean gap at {at} {asked} or less"
    return fitting(f"{head}{_alone(v)}{run}.", f"{head}{run}.", f"{head}.")


def mean_range(document: Document, v: Verdict, *, joined: bool = False) -> str:
    """Return the range of the mean gap at the first place over all that is tried, as a sentence or a part of one."""
    name = next(iter(v["outcome_by_target"]))
    own = v["by_target"].get(name, v["answer"])
    best, worst = (finding_words(document, {"answer": own}, which, mean=True) for which in ("best", "worst"))
    by = [radar(document, own[which]) if own[which] else "" for which in ("best", "worst")]
    is_one = best == worst
    if joined:
        at = f"at {name} it" if len(v["outcome_by_target"]) > 1 else "it"
        return f"; {at} is {best}" if is_one else f"; {at} runs from {best} to {worst}"
    if is_one:
        return f"The mean gap at {name} is {best}."
    return f"The mean gap at {name} runs from {best}{by[0]} to {worst}{by[1]}."


def plain(document: Document, verdicts: Sequence[Verdict]) -> str:
    """Return the answer of a reading of another measure, for each of its limits."""
    first = verdicts[0]
    scale = _scale(first, first["limit_s"] if len(verdicts) == 1 else None)
    title = first["title"]
    small = title[0].lower() + title[1:] if title[1:2].islower() else title
    asked = f"{small}, {scale.asked_words()}, {_where(document, first)}"
    if len(verdicts) > 1:
        words = f"{by_limit(verdicts)}: {asked}."
        return words[0].upper() + words[1:]
    if first["outcome"] == "holds only if":
        return _only_if(first, "Only under conditions", f"it holds: {asked}")
    if first["outcome"] == "cannot tell":
        return f"It cannot be told: {asked}; {cannot_tell(document, first)}."
    least = first["answer"]["best" if first["outcome"] == "fails" else "worst"]
    value = ""
    if least is not None and least["value"] is not None:
        value = f"; it is {scale.value_words(least['value'])} at {'best' if first['outcome'] == 'fails' else 'worst'}"
    word = "Yes" if first["outcome"] == "holds" else "No"
    return f"{word}, with all that is tried: {small} ({scale.asked_words()}) {_where(document, first)}{value}."


def by_limit(verdicts: Sequence[Verdict]) -> str:
    """Return "no within 6 h and 24 h, yes within 3 days": the outcomes of one reading for each of its limits."""
    limits: dict[str, list[str]] = {}
    for v in verdicts:
        limits.setdefault(SHORT[v["outcome"]], []).append(duration_words(v["limit_s"]))
    return ", ".join(f"{outcome} within {listed(of)}" for outcome, of in limits.items())


def cannot_tell(document: Document, v: Verdict) -> str:
    """Return why an outcome is open, as part of a sentence: the nearest value, its error, and the error's cause."""
    open_ones, draws = v["answer"]["undecided"], document["draws"]
    scale = _scale(v, v["limit_s"])
    if not open_ones:
        return "there is nothing to measure"
    near = open_ones[0]
    if near["value"] is None:
        return f"at {near['target']} there is nothing to measure"
    at = "" if len(v["outcome_by_target"]) < 2 else f" at {near['target']}"
    value = f"{scale.value_words(near['value'])}{at}"
    asked = f"the {_threshold(scale)} asked"
    if near["error"] and near["margin"] is not None and abs(near["margin"]) <= near["error"]:
        drawn = f"{counted(draws['count'], 'draw')} of {draws['kind']}"
        return f"{value} is within its error, {scale.error_words(near['error'])}, of {asked} ({drawn})"
    if near["error"] is None and draws["count"]:
        return f"{value} is nearest to {asked}, with an error that the draws cannot measure"
    return f"{value} is nearest to {asked}, and only a bound, since a gap has no end within the search"


def would_hold(document: Document, verdicts: Sequence[Verdict]) -> str | None:
    """Return for which interval readings would hold, on average and as a promise; None where no interval decides."""
    words = {GAP_MEAN.name: "on average", GAP_MAX.name: "as a promise"}
    span_s = document["span_days"] * DAY_S
    intervals: dict[str, list[str]] = {}
    in_all = True
    for v in verdicts:
        least = v["answer"]["holds_for"]
        if not least:
            continue
        for key, end in (("in_all_s", ""), ("in_best_s", " at best")):
            if least[key] is not None and least[key] <= span_s:
                interval = least_interval_words(least[key]) if least[key] else "any interval"
                told, in_all = f"for {interval}{end}", in_all and not end
                break
        else:
            told, in_all = "for no interval within the span", False
        intervals.setdefault(told, []).append(words[v["measure"]])
    if not intervals:
        return None
    parts = [f"{listed(how)} {interval}" for interval, how in intervals.items()]
    tried = " with all that is tried" if in_all else ""
    added = ", the error of the draws added" if document["draws"]["count"] else ""
    return f"It would hold {listed(parts)}{tried}, at {places(document)}{added}."


def decides(verdicts: Sequence[Verdict]) -> str | None:
    """Return a sentence on the options that decide the readings that describe a claim, if any do.

    Where those are decided alike for the shortest limit, the options are those of the next limit for which they are
    not, and the limit is named.
    """
    shown = headline_verdicts(verdicts)
    asked = {(v["reading"], v["over"]) for v in shown}
    of: dict[float, dict[str, None]] = {}
    for v in (one for one in verdicts if (one["reading"], one["over"]) in asked):
        conditions = v["answer"]["conditions"]
        for way in conditions["sufficient"] if conditions else ():
            of.setdefault(v["limit_s"] or 0.0, {}).update(dict.fromkeys(term["option"] for term in way["terms"]))
    of = {limit_s: names for limit_s, names in of.items() if names}
    if not of:
        return None
    limit_s = min(of)
    first_s = min(v["limit_s"] or 0.0 for v in shown)
    head = "What decides it" if limit_s == first_s else f"For {duration_words(limit_s)} what decides it"
    if HYPOTHESIS in of[limit_s]:
        return f"{head} is what the radars can do, which their makers have not published."
    return f"{head} is {listed([f'the {axis_label(name)}' for name in of[limit_s]])}."


def further(document: Document, claim: Mapping[str, Any]) -> str | None:
    """Return one line on a claim beside the first: the outcome of the verdicts that describe it."""
    verdicts = headline_verdicts(verdicts_on(document, claim["id"]))
    if not verdicts:
        return None
    names = {GAP_MAX.name: "as a promise", GAP_MEAN.name: "on average"}
    if is_of_gaps(verdicts[0]):
        told = [f"{SHORT[v['outcome']]} {names[v['measure']]} for {duration_words(v['threshold'])}" for v in verdicts]
        return f"Claim {claim['id']}: {listed(told)}."
    limited = verdicts[0]["limit_s"] is not None
    outcome = by_limit(verdicts) if limited else SHORT[verdicts[0]["outcome"]]
    return f"Claim {claim['id']}: {outcome}, by the reading {verdicts[0]['reading']}."


def needed_words(v: Verdict) -> str:
    """Return what is surely needed, in words; empty where no single condition is."""
    return listed([term["words"] for term in v["answer"]["conditions"].get("necessary", ())])


def ways_of(v: Verdict, which: str = "sufficient", *, apart: bool = False) -> list[str]:
    """Return the ways in which a reading is true, or with "perhaps" those too close to call, each in words.

    ``apart``: without what is surely needed, which is said apart.
    """
    conditions = v["answer"]["conditions"]
    needed = {term["words"] for term in conditions.get("necessary", ())} if apart else set()
    found = [[term["words"] for term in way["terms"] if term["words"] not in needed] for way in conditions[which]]
    return [listed(words) for words in found if words]


def _only_if(v: Verdict, head: str, then: str) -> str:
    """Return what a reading takes: what is surely needed, else the first way; and apart what perhaps will do."""
    conditions = v["answer"]["conditions"] or {}
    ways = ways_of(v) if conditions else []
    needed = needed_words(v) if conditions.get("necessary") else ""
    open_ways = ways_of(v, "perhaps") if conditions.get("perhaps") else []
    perhaps = [f", perhaps also if {open_ways[0]}", ", perhaps otherwise too"] if open_ways else [""]
    heads = [f"{head}, only under conditions, listed below"]
    if len(ways) == 1:
        heads = [f"{head}, only if {ways[0]}{more}" for more in perhaps] + heads
    elif needed:
        count = counted(len(ways), "way")
        heads = [f"{head}, surely only if {needed}, and then in {count} listed below", *heads]
    elif ways:
        count = counted(len(ways) - 1, "other way")
        heads = [f"{head}, only if {ways[0]}, or in {count}{more}" for more in perhaps] + heads
    return fitting(*(f"{one}: then {then}." for one in heads), *(f"{one}." for one in heads))


def _alone(v: Verdict) -> str:
    """Return at how many places a reading fares better than at all together, or nothing."""
    outcomes = list(v["outcome_by_target"].values())
    words = {"holds": "it holds at {}", "holds only if": "may at {}", "cannot tell": "is open at {}"}
    told = [words[one].format(outcomes.count(one)) for one in words if one in outcomes]
    return f"; alone {listed(told)} of {len(outcomes)}" if told and len(outcomes) > 1 else ""


def _where(document: Document, v: Verdict) -> str:
    if v["over"] == "all-within":
        return "for all places together"
    several = v["over"] == "any" and len(document["targets"]) > 1
    return f"at any one of {counted(len(document['targets']), 'place')}" if several else f"at {places(document)}"


def _scale(v: Verdict, limit_s: float | None) -> Scale:
    return Scale(FIGURE_KINDS[v["measure"]], v["compare"], v["threshold"], limit_s)


def _threshold(scale: Scale) -> str:
    return scale.value_words(scale.threshold)
