"""Where readings turn, in sentences, made from the entries of ``turns`` in summary.json."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..claims.wording import Scale
from ..revisit.figure_kinds import FIGURE_KINDS
from ..words import counted, listed

Entry = Mapping[str, Any]


def turn_sentences(entry: Entry) -> list[str]:
    """Return a sentence on what a reading gives at a base, then one on each assumption that is moved from there."""
    scale = scale_of_entry(entry)
    answer = "true" if entry["true"] else "not true"
    head = (
        f"{entry['title']}, {scale.asked_words()}, {where(entry)}: with everything {entry['base_words']} it is "
        f"{answer}, with {value_words(scale, entry['value'])}."
    )
    return [head, *(_moved(one, scale) for one in entry["moved"]), *(_choice(one, scale) for one in entry["choices"])]


def scale_of_entry(entry: Entry) -> Scale:
    """Return what the values of an entry are compared with."""
    return Scale(FIGURE_KINDS[entry["measure"]], entry["compare"], entry["threshold"], entry["limit_s"])


def where(entry: Entry) -> str:
    """Return "at Yongbyon", "at each target", "at any one target" or "for all targets together"."""
    if entry["target"] is not None:
        return f"at {entry['target']}"
    return {"each": "at each target", "any": "at any one target", "all-within": "for all targets together"}[
        entry["over"]
    ]


def value_words(scale: Scale, value: float | None) -> str:
    """Return a value in words; one that JSON holds as null is "no end" or "not measured"."""
    if value is None:
        return "no value"
    return scale.value_words(value)


def stretches(one: Entry) -> list[tuple[float | None, float | None]]:
    """Return the stretches in which a reading is true, in the order of the walk: from and to.

    None is a stretch that begins with the first value tried, or ends with the last.
    """
    found: list[tuple[float | None, float | None]] = []
    begins: float | None = None
    inside = one["true_at_start"]
    for turn in one["turns"]:
        if turn["becomes_true"]:
            begins, inside = turn["after"], True
        else:
            found.append((begins, turn["before"]))
            inside = False
    return [*found, (begins, None)] if inside else found


def stretch_words(one: Entry) -> str:
    """Return "from 57.3 deg on", "from 41.2 to 60.1 deg and from 75 deg on", "up to 12 deg"; "" without a turn."""
    unit = one["unit"]
    rising = one["to"] > one["from"]

    def told(begins: float | None, ends: float | None) -> str:
        if begins is None:
            return f"{'up' if rising else 'down'} to {_number(ends, unit)}"
        if not unit and begins == one["to"]:
            return f"with all {begins:g}"
        if begins == (one["to"] if ends is None else ends):
            return f"at {_number(begins, unit)} alone"
        if ends is None:
            return f"from {_number(begins, unit)} {'on' if rising else 'down'}"
        return f"from {begins:g} to {_number(ends, unit)}"

    return listed([told(begins, ends) for begins, ends in stretches(one) if (begins, ends) != (None, None)])


def months_words(one: Entry) -> str:
    """Return "in 24 of 24 other months, first at 55.1 to 60.2 deg (p5 to p95), median 57"; "" without months."""
    months = one["other_months"]
    if months is None:
        return ""
    if not months["share"]:
        return f"in none of {counted(months['count'], 'other month')}"
    reached = f"in {round(months['share'] * months['count'])} of {counted(months['count'], 'other month')}"
    ends = [months[key] for key in ("p5", "p50", "p95")]
    if None in ends:
        named = zip(("p5", "median", "p95"), ends, strict=True)
        known = [f"{name} {_number(end, one['unit'])}" for name, end in named if end is not None]
        return f"{reached} ({', '.join(known)})" if known else reached
    if len(set(ends)) == 1:
        return f"{reached}, first at {_number(ends[0], one['unit'])}"
    return f"{reached}, first at {ends[0]:g} to {_number(ends[2], one['unit'])} (p5 to p95), median {ends[1]:g}"


def _moved(one: Entry, scale: Scale) -> str:
    words = f"{one['words'][0].upper()}{one['words'][1:]}"
    parts = [f"{words} ({now_words(one)}): {true_words(one)}{_beside(one, scale)}"]
    if months := months_words(one):
        parts.append(months)
    if ruled_out := ruled_out_words(one):
        parts.append(ruled_out)
    return f"{'; '.join([*parts, *_left_out(one)])}."


def months_cell(one: Entry) -> str:
    """Return "24 of 24: 55.1 to 60.2 deg", "8 of 24: 11.2 deg to none" for a table; "" without months."""
    months = one["other_months"]
    if months is None:
        return ""
    reached = f"{round(months['share'] * months['count'])} of {months['count']}"
    if not months["share"]:
        return reached
    rising = one["to"] > one["from"]
    ends = (months["p5"], months["p95"]) if rising else (months["p95"], months["p5"])
    if ends[0] == ends[1] is not None:
        return f"{reached}: {_number(ends[0], one['unit'])}"
    first, last = ("none" if end is None else f"{end:g}" for end in ends)
    return f"{reached}: {first} to {last} {one['unit'] if last != 'none' else ''}".rstrip()


def true_words(one: Entry) -> str:
    """Return "true from 57.3 deg on", "true at none of 0 to 90 deg", "true at all of 0 to 90 deg"."""
    if found := stretch_words(one):
        return f"true {found}"
    return (
        f"true at {'all' if one['true_at_start'] else 'none'} of {one['from']:g} to {_number(one['to'], one['unit'])}"
    )


def false_at_all(one: Entry) -> bool:
    """Return whether a reading is true at no value tried."""
    return not one["turns"] and not one["true_at_start"]


def _beside(one: Entry, scale: Scale) -> str:
    """Return what a reading gives just before it turns, or where it comes closest."""
    unit = one["unit"]
    if one["turns"]:
        turn = one["turns"][0]
        side = "before" if turn["becomes_true"] else "after"
        return f" ({_number(turn[side], unit)} gives {value_words(scale, turn[f'value_{side}'])})"
    at, value = one["closest"]
    if one["changes_nothing"]:
        return f", it changes nothing ({value_words(scale, value)})"
    return "" if one["true_at_start"] else f", {_number(at, unit)} comes closest with {value_words(scale, value)}"


def ruled_out_words(one: Entry) -> str:
    """Return "swaths and planes alone rule it out in any phasing below 38.2 deg"; "" where bounds rule nothing out."""
    said = ruled_out(one)
    return f"swaths and planes alone rule it out {listed(said)}" if said else ""


def ruled_out(one: Entry) -> list[str]:
    """Return "in any phasing below 38.2 deg" and "on average over longitudes below 43 deg", as far as bounds go."""
    allowed = one["allowed_from"]
    if allowed is None:
        return []
    side = "below" if one["to"] > one["from"] else "above"
    said = []
    for key, words in (("any_phasing", "in any phasing"), ("area_rate", "on average over longitudes")):
        if allowed.get(key, one["from"]) != one["from"]:
            at = allowed[key]
            said.append(f"{words} {'everywhere' if at is None else side + ' ' + _number(at, one['unit'])}")
    return said


def _left_out(one: Entry) -> list[str]:
    """Return, for the number of satellites, which of them it needs, and that more are not tried."""
    if one["unit"]:
        return []
    true_with_all = one["turns"][-1]["becomes_true"] if one["turns"] else one["true_at_start"]
    said = []
    needed = [left["satellite"] for left in one["left_out"] if not left["true"]]
    spare = [left["satellite"] for left in one["left_out"] if left["true"]]
    if one["left_out"] and true_with_all:
        said.append(f"it is not true without {listed(needed, 'or')}" if needed else "any one of them can be left out")
    elif spare:
        said.append(f"it is true without {listed(spare, 'or')}")
    return [*said, f"more than {one['to']:g} are not tried"]


def _choice(one: Entry, scale: Scale) -> str:
    told = []
    for tried in one["tried"]:
        share = tried["share_of_other_months"]
        beside = "" if share is None else f", true in {100.0 * share:.0f} % of other months"
        told.append(
            f"{tried['word']}: {'true' if tried['true'] else 'not true'} ({value_words(scale, tried['value'])}{beside})"
        )
    words = f"{one['words'][0].upper()}{one['words'][1:]}"
    return f"{words}: {'; '.join(told)}."


def now_words(one: Entry) -> str:
    """Return "now 45 deg": the values at the base."""
    now: Sequence[float | None] = one["now"]
    return f"now {listed([_number(value, one['unit']) for value in now], 'or')}"


def _number(value: float | None, unit: str) -> str:
    if value is None or math.isnan(value):
        return "none"
    return f"{value:g} {unit}".rstrip()
