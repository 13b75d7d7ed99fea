"""Where readings turn, on the page of `reconsim run --turns`, made from ``turns`` of summary.json."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..words import duration_words, listed
from .text import PAGE_WIDTH, table, wrapped
from .turn_words import (
    Entry,
    false_at_all,
    months_cell,
    now_words,
    ruled_out_words,
    scale_of_entry,
    true_words,
    value_words,
    where,
)

Document = Mapping[str, Any]


def turns_page(document: Document, *, verbose: bool = False, width: int = PAGE_WIDTH) -> str:
    """Return the page: what it is, what bounds say of each base, and a short table for each reading and base.

    Without ``verbose`` a reading has its shortest limit alone, and is not taken at any one target; with it everything
    is told in sentences.
    """
    turns = document["turns"]
    if not turns["readings"]:
        return "What would have to be true: every reading holds with all that is tried."
    head = (
        "What would have to be true: one assumption is moved by itself, for all sensors of a kind together, and all "
        f"others stay. Other months: {turns['other_months']['count']} draws, each satellite elsewhere along its orbit, "
        "planes held; the first value at which the reading is true, p5 to p95."
    )
    parts = [wrapped(head, width), *(wrapped(line, width) for line in bound_sentences(turns))]
    if verbose:
        parts += [
            "\n".join(wrapped(line, width, hang="  ") for line in entry["sentences"]) for entry in turns["readings"]
        ]
        return "\n\n".join(parts)
    parts += ["\n".join(_reading(entries, width)) for entries in _shown(turns["readings"])]
    return "\n\n".join(parts)


def bound_sentences(turns: Mapping[str, Any]) -> list[str]:
    """Return a sentence for each base: what swaths and planes alone allow, at the place where that is least."""
    told = []
    for base in turns["bases"]:
        rows = [r for r in turns["bounds"] if (r["claim"], r["base"]) == (base["claim"], base["base"])]
        if not rows:
            continue
        longest = max(rows, key=lambda row: float(row["uncovered_s"]))
        fewest = min(rows, key=lambda row: float(row["looks_a_day_at_most_on_average"]))
        mean_s = fewest["mean_start_to_start_at_least_s_on_average"]
        told.append(
            f"Without simulation, {base['words']}: swaths sweep over {fewest['target']} at most "
            f"{fewest['looks_a_day_at_most_on_average']:.1f} times a day on average over longitudes, "
            f"{'never' if mean_s is None else f'every {duration_words(mean_s)}'}; planes leave {longest['target']} out "
            f"of every swath for {duration_words(longest['uncovered_s'])} at a time, in any phasing."
        )
    return told


def _shown(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield the entries of each reading from all bases: of its shortest limit, at each target or all together."""
    by_reading: dict[tuple[Any, ...], list[Entry]] = {}
    for entry in entries:
        if entry["over"] != "any":
            by_reading.setdefault((entry["claim"], entry["reading"], entry["over"], entry["limit_s"]), []).append(entry)
    seen = set()
    for (claim, reading, over, _), found in by_reading.items():
        if (claim, reading, over) not in seen:
            seen.add((claim, reading, over))
            yield found


def _reading(entries: Sequence[Entry], width: int) -> Iterator[str]:
    first = entries[0]
    scale = scale_of_entry(first)
    yield wrapped(f"{first['title']}, {scale.asked_words()}, {where(first)}", width)
    for entry in entries:
        answer = "true" if entry["true"] else "not true"
        said = f"{entry['base_words']}: {value_words(scale, entry['value'])}, {answer}"
        yield wrapped(said, width, indent="  ", hang="  ")
        rows = [
            [one["words"], now_words(one), true_words(one), months_cell(one)] for one in entry["moved"] if one["turns"]
        ]
        rows += [_choice(one) for one in entry["choices"] if len({tried["true"] for tried in one["tried"]}) > 1]
        if rows:
            yield table(["moved by itself", "", "", "in other months"], rows, indent="    ")
        if idle := [one for one in entry["moved"] if false_at_all(one)]:
            closest = min(idle, key=lambda one: abs(scale.margin(_or_inf(one["closest"][1]))))
            near = f"; the closest is {closest['words']} {closest['closest'][0]:g} {closest['unit']}".rstrip()
            near += f", with {value_words(scale, closest['closest'][1])}"
            named = [f"{one['words']} ({one['from']:g} to {one['to']:g})" for one in idle]
            yield wrapped(f"true at none of: {listed(named)}{near}", width, indent="    ", hang="  ")
        for one in entry["moved"]:
            if one["axis"].startswith("incidence_max") and (words := ruled_out_words(one)):
                yield wrapped(f"{one['words']}: {words}", width, indent="    ", hang="  ")


def _choice(one: Entry) -> list[str]:
    true = [tried for tried in one["tried"] if tried["true"]]
    shares = [tried["share_of_other_months"] for tried in true]
    share = "" if None in shares else ", ".join(f"{100 * s:.0f} %" for s in shares)
    return [one["words"], f"now {one['now']}", f"true with {listed([tried['word'] for tried in true], 'or')}", share]


def _or_inf(value: float | None) -> float:
    return float("inf") if value is None else float(value)
