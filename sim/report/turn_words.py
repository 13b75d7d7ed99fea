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
        f"{entry['title']}, {scale.asked_words()}, {where(entry)}: with everything {entry['base_words']} it is {answer}, "
        f"with {value_words(scale, entry['value'])}."
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
    """Return "from 57.3 deg on", "from 41.2 to 60.1 deg and from 75 deg on", "up to 12 deg"; "" for none and for all."""
    unit = one["unit"]
    rising = one["to"] > one["from"]

    def told(begins: float | None, ends: float | None) -> str:
        if begins is None:
            return f"{'up' if rising else 'down'} to {_number(ends, unit)}"
        if ends is None:
            return f"from {_number(begins, unit)} {'on' if rising else 'down'}"
        return f"from {begins:g} to {_number(ends, unit)}" if begins != ends else f"at {_number(begins, unit)} alone"

    return listed([told(begins, ends) for begins, ends in stretches(one) if (begins, ends) != (None, None)])


def months_words(one: Entry) -> str:
    """Return "in other months from 55.1 to 60.2 deg (p5 to p95), median 57.0 deg, in 22 of 24"; "" without months."""
    months = one["other_months"]
    if months is None:
        return ""
    if not months["share"]:
        return f"in none of {counted(months['count'], 'other month')}"
    reached = f"in {round(months['share'] * months['count'])} of {counted(months['count'], 'other month')}"
    ends = [months[key] for key in ("p5", "p50", "p95")]
    if None in ends:
        known = [f"{name} {_number(end, one['unit'])}" for name, end in zip(("p5", "median", "p95"), ends, strict=True) if end is not None]  # fmt: skip
        return f"{reached} ({', '.join(known)})" if known else reached
    if len(set(ends)) == 1:
        return f"{reached}, first at {_number(ends[0], one['unit'])}"
    return f"{reached}, first at {ends[0]:g} to {_number(ends[2], one['unit'])} (p5 to p95), median {ends[1]:g}"


def _moved(one: Entry, scale: Scale) -> str:
    words = f"{one['words'][0].upper()}{one['words'][1:]}"
    now = _now(one)
    months = months_words(one)
    beside = f"; {months}" if months else ""
    tried = f"{_number(one['from'], '')} to {_number(one['to'], one['unit'])}"
    found = stretch_words(one)
    if found:
        said = f"{words} ({now}): true {found}"
        turn = one["turns"][0]
        if turn["becomes_true"]:
            said += f" ({_number(turn['before'], one['unit'])} gives {value_words(scale, turn['value_before'])})"
    elif one["true_at_start"]:
        said = f"{words} ({now}): true at all of {tried}"
    else:
        at, value = one["closest"]
        said = f"{words} ({now}): true at none of {tried}; {_number(at, one['unit'])} comes closest with {value_words(scale, value)}"  # fmt: skip
    return f"{said}{beside}{_left_out(one)}."


def _left_out(one: Entry) -> str:
    """Return which satellites it needs, for the number of satellites; and that more are not tried."""
    if one["unit"] or one["sensors"]:
        return ""
    needed = [left["satellite"] for left in one["left_out"] if not left["true"]]
    last_true = not one["turns"] and one["true_at_start"] or bool(one["turns"]) and one["turns"][-1]["becomes_true"]
    said = ""
    if last_true and one["left_out"]:
        said = f"; it is not true without {listed(needed, 'or')}" if needed else "; any one of them can be left out"
    elif not last_true and (spare := [left["satellite"] for left in one["left_out"] if left["true"]]):
        said = f"; it is true without {listed(spare, 'or')}"
    return f"{said}; more than {one['to']:g} are not tried"


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


def _now(one: Entry) -> str:
    now: Sequence[float | None] = one["now"]
    return f"now {listed([_number(value, one['unit']) for value in now], 'or')}"


def _number(value: float | None, unit: str) -> str:
    if value is None or math.isnan(value):
        return "none"
    return f"{value:g} {unit}".rstrip()
