"""The section of a report on one claim: its verdicts by reading, what they take, and what cannot be told and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..claims.wording import Scale
from ..revisit.figure_kinds import FIGURE_KINDS
from ..sensors.axis_labels import axis_label
from ..sensors.sensor import HYPOTHESIS
from ..words import counted, duration, listed, shortened
from .answer_of_claim import cannot_tell, evidence_on, needed_words, verdicts_on, ways_of
from .answer_words import Document, Verdict
from .content import Answered, Block, Listed, Read, Section, Verdicts
from .evidence_table import evidence_table
from .figure_cells import length
from .length import Length
from .longer_gaps_words import longer_gaps_of

MOST_WAYS = 2  # that a line spells out
MOST_SIGNS = 56  # of the reason for a verdict in a table


def verdict_section(document: Document, claim: Mapping[str, Any]) -> Section:
    """Return the section of a claim; one without verdicts has what would test it."""
    mine = [v for v in document["verdicts"] if v["claim"] == claim["id"]]
    statement = f'Claim: "{claim["statement"]}"'
    title = f"Claim {claim['id']}"
    if not mine:
        test = claim["tested_by"] or "nothing yet"
        said = f"It has no reading that coverage figures decide. What would test it: {test}"
        return Section(title, (statement, said))
    verdicts = verdicts_on(document, claim["id"])
    blocks: list[Block] = [statement]
    if verdicts:
        tried = max(sum(v["answer"][count] for count in ("n_true", "n_false", "n_undecided")) for v in verdicts)
        blocks += [f"Verdicts over {tried} combinations of what it leaves open:", _verdicts(document, verdicts)]
    if takes := [v for v in verdicts if v["outcome"] == "holds only if" and v["over"] != "any"]:
        items = tuple(f"{asked(v)}, {length(v['limit_s'])}: {what_it_takes(v)}" for v in takes)
        blocks.append(Listed("What it takes at every target:", items))
    if undecided := [v for v in verdicts if v["outcome"] == "cannot tell" and v["over"] != "any"]:
        lines = tuple(f"{asked(v)}{_limit(v)}: {cannot_tell(document, v)}{_possible(v)}" for v in undecided)
        blocks.append(Listed("What cannot be told, and why:", lines))
    for v in evidence_on(document, claim["id"]):
        blocks += [v["sentence"], *evidence_table(v)]
    if longer := " ".join(longer_gaps_of(document, claim["id"])):
        blocks.append(longer)
    return Section(title, tuple(blocks))


def asked(v: Verdict) -> str:
    """Return a reading's title, with the share that it asks for where it asks for one."""
    if v["limit_s"] is not None and v["threshold"] != v["limit_s"]:
        return f"{v['title']} (>= {100 * v['threshold']:g} %)"
    return str(v["title"])


def what_it_takes(v: Verdict) -> str:
    """Return what is surely needed and, apart, what perhaps will do.

    With a single way, that way is needed and enough. With several, what all of them share is surely needed; MOST_WAYS
    are spelt out. What is too close to call comes last.
    """
    ways, perhaps = ways_of(v, apart=len(v["answer"]["conditions"]["sufficient"]) > 1), ways_of(v, "perhaps")
    more = len(ways) - MOST_WAYS
    said = "; or ".join(ways[:MOST_WAYS]) + (f"; or {counted(more, 'more way')}" if more > 0 else "")
    needed = needed_words(v) if len(ways) > 1 else ""
    told = f"surely needed: {needed}; enough: {said}" if needed else said
    return f"{told}; perhaps also if {perhaps[0]} (too close to call)" if perhaps else told


def _possible(v: Verdict) -> str:
    return f"; possible: {listed(v['answer']['could_be'], 'or')}" if v["answer"].get("could_be") else ""


def _limit(v: Verdict) -> str:
    return "" if v["limit_s"] is None else f", {length(v['limit_s'])}"


def _verdicts(document: Document, verdicts: Sequence[Verdict]) -> Verdicts:
    of: dict[tuple[str, str], list[Verdict]] = {}
    for v in verdicts:
        of.setdefault((v["reading"], v["over"]), []).append(v)
    reads = tuple(_read(document, mine) for mine in of.values())
    return Verdicts(reads, with_error=bool(document["draws"]["count"]) and any(r.holds_in_all != "-" for r in reads))


def _read(document: Document, verdicts: Sequence[Verdict]) -> Read:
    first = verdicts[0]
    least = first["answer"]["holds_for"]
    cells = ["-", "-"]
    if least is not None:
        ends = [least[key] for key in ("in_best_s", "in_all_s")]
        cells = ["none" if one is None else Length(one, rounded_up=True) for one in ends]
    answers = tuple(_answered(document, v) for v in verdicts)
    return Read(first["reading"], asked(first), first["over"], answers, *cells)


def _answered(document: Document, v: Verdict) -> Answered:
    at = tuple(v["outcome_by_target"].items())
    return Answered(v["limit_s"], v["outcome"], number_of(v), why_of(v), v["sentence"], at)


def number_of(v: Verdict) -> str:
    """Return the number that a verdict rests on: the nearest value, or the range of all, with its error."""
    found, scale = v["answer"], scale_of(v)
    ends = [found["best"], found["worst"]]
    if v["outcome"] == "holds only if" and all(one and one["value"] is not None for one in ends):
        return " to ".join(dict.fromkeys(value_cell(scale, one["value"]) for one in ends))
    near = _nearest(v)
    if near is None or near["value"] is None:
        return "without end" if near else "not measured"
    error = near["error"]
    if scale.measure.unit == "s" and error:
        return f"{duration(near['value'])} ± {duration(error)}"
    return value_cell(scale, near["value"]) if not error else scale.value_words(near["value"], error)


def value_cell(scale: Scale, value: float) -> str:
    """Return a value for a table: lengths of time in the units of tables."""
    return duration(value) if scale.measure.unit == "s" else scale.value_words(value)


def why_of(v: Verdict) -> str:
    """Return in a few words why a verdict came out so: the margin and where, what it needs, what its error spans."""
    near, scale = _nearest(v), scale_of(v)
    if v["outcome"] == "holds only if":
        needs = f"needs {', '.join(_needs(v))}"
        return needs if len(needs) <= MOST_SIGNS else f"depends on the {shortened(_options_of(v), 2)}"
    if near is None or near["margin"] is None:
        return "nothing to measure" if near is None else "without any bound"
    at = f" at {near['target']}" if len(v["outcome_by_target"]) > 1 else ""
    margin = scale.margin_words(near["margin"])
    if v["outcome"] != "cannot tell":
        return f"{margin}{at}"
    is_near = near["error"] and abs(near["margin"]) <= near["error"]
    return f"{margin}{at}, {'within its error' if is_near else 'only a bound'}"


def scale_of(v: Verdict) -> Scale:
    """Return what the values of a verdict are held against."""
    return Scale(FIGURE_KINDS[v["measure"]], v["compare"], v["threshold"], v["limit_s"])


def _nearest(v: Verdict) -> Mapping[str, Any] | None:
    found = v["answer"]
    if v["outcome"] == "cannot tell":
        return found["undecided"][0] if found["undecided"] else None
    near: Mapping[str, Any] | None = found["closest_call" if v["outcome"] == "holds" else "nearest_miss"]
    return near


def _options_of(v: Verdict) -> list[str]:
    """Return what the conditions of a verdict are on."""
    conditions = v["answer"]["conditions"]
    ways = [*conditions["sufficient"], {"terms": conditions["necessary"]}]
    names = dict.fromkeys(term["option"] for way in ways for term in way["terms"])
    return ["radars" if name == HYPOTHESIS else axis_label(name) for name in names]


def _needs(v: Verdict) -> Iterator[str]:
    """Yield the conditions, what is surely needed before others; published radars are counted."""
    conditions = v["answer"]["conditions"]
    needed = conditions["necessary"] or (conditions["sufficient"] or [{"terms": []}])[0]["terms"]
    for term in needed:
        counts = f"{len(term['values'])} of {len(v['options'][term['option']])} published radars"
        yield counts if term["words"].endswith("published radars)") else term["words"]
    if len(conditions["sufficient"]) > 1:
        yield "and more"
