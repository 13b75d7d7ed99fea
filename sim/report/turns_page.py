"""Where readings turn, on the page of `reconsim run --turns`, made from ``turns`` of summary.json."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..words import duration_words, listed
from .text import PAGE_WIDTH, fits, table, wrapped
from .turn_words import (
    Entry,
    false_at_all,
    months_cell,
    now_words,
    ruled_out,
    scale_of_entry,
    true_words,
    value_words,
    where,
)

Document = Mapping[str, Any]

_BASES = {"middle": "at middle values", "widest": "as wide as tried", "narrowest": "as narrow as tried"}


def turns_page(document: Document, *, verbose: bool = False, width: int = PAGE_WIDTH) -> str:
    """Return the page: what it is, what bounds say of each base, and a short table for each reading and base.

    Without ``verbose`` a reading has its shortest limit alone, and is not taken at any one target; with it everything
    is told in sentences.
    """
    turns = document["turns"]
    if not turns["readings"]:
        return "What would have to be true: every reading holds with all that is tried."
    months = turns["other_months"]
    head = (
        "What would have to be true: one assumption is moved by itself, for all sensors of a kind together, and all "
        "others stay. Angles are tried from 0 to 90 deg, durations to 2 min, satellites in the order of entering "
        f"service. Other months: the first value at which the reading is true, p5 to p95 over {months['count']} draws, "
        "each satellite elsewhere along its orbit, planes held. Ruled out by planes: where swaths and planes alone, "
        "without simulation, leave the reading impossible, in any phasing or on average over longitudes."
    )
    parts = [wrapped(head, width), "\n".join(wrapped(line, width, hang="  ") for line in base_sentences(turns))]
    if verbose:
        parts += [
            "\n".join(wrapped(line, width, hang="  ") for line in entry["sentences"]) for entry in turns["readings"]
        ]
        return "\n\n".join(parts)
    parts += ["\n".join(_reading(entries, width)) for entries in _shown(turns["readings"])]
    return "\n\n".join(parts)


def base_sentences(turns: Mapping[str, Any]) -> list[str]:
    """Return a sentence for each base: its assumptions, and what swaths and planes alone allow where that is least."""
    told = []
    for base in turns["bases"]:
        rows = [r for r in turns["bounds"] if (r["claim"], r["base"]) == (base["claim"], base["base"])]
        said = f"{base['words'][0].upper()}{base['words'][1:]}"
        if rows:
            longest = max(rows, key=lambda row: float(row["uncovered_s"]))
            fewest = min(rows, key=lambda row: float(row["looks_a_day_at_most_on_average"]))
            mean_s = fewest["mean_start_to_start_at_least_s_on_average"]
            said += (
                f": without simulation, swaths sweep over {fewest['target']} at most "
                f"{fewest['looks_a_day_at_most_on_average']:.1f} times a day, on average over longitudes "
                f"({'never' if mean_s is None else f'every {duration_words(mean_s)}'}); planes leave "
                f"{longest['target']} out of every swath for {duration_words(longest['uncovered_s'])} at a time, in "
                "any phasing"
            )
        told.append(f"{said}.")
    return list(dict.fromkeys(told))


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
        said = f"{_BASES[entry['base']]}: {value_words(scale, entry['value'])}, {answer}"
        yield wrapped(said, width, indent="  ", hang="  ")
        rows = [_row(one) for one in entry["moved"] if one["turns"]]
        rows += [_choice(one) for one in entry["choices"] if len({tried["true"] for tried in one["tried"]}) > 1]
        yield from _table(rows, width)
        if idle := [one for one in entry["moved"] if false_at_all(one)]:
            closest = min(idle, key=lambda one: abs(scale.margin(_or_inf(one["closest"][1]))))
            near = f"; the closest is {closest['words']} {closest['closest'][0]:g} {closest['unit']}".rstrip()
            near += f", with {value_words(scale, closest['closest'][1])}"
            yield wrapped(f"true at no value of {_named(idle)}{near}", width, indent="    ", hang="  ")
            if hopeless := [one for one in idle if one["allowed_from"] and one["allowed_from"]["any_phasing"] is None]:
                said = f"swaths and planes alone rule it out, in any phasing, at every value of {_named(hopeless)}"
                yield wrapped(said, width, indent="    ", hang="  ")


def _table(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Yield a table of rows, without bounds where it is too wide with them, or lines where it is too wide without."""
    heads = ["moved by itself", "now", "true", "in other months", "ruled out by planes"]
    for kept in (5, 4) if any(row[-1] for row in rows) else (4,):
        whole = table(heads[:kept], [row[:kept] for row in rows], indent="    ")
        if rows and fits(whole, width):
            yield whole
            return
    for what, now, true, months, _ in rows:
        said = f"{what} (now {now}): true {true}" + (f"; in other months {months}" if months else "")
        yield wrapped(said, width, indent="    ", hang="  ")


def _row(one: Entry) -> list[str]:
    now, true = now_words(one).removeprefix("now "), true_words(one).removeprefix("true ")
    what, _, whose = one["words"].partition(" of the ")
    return [f"{whose}: {what}" if whose else what, now, true, months_cell(one), _ruled_out(one)]


def _ruled_out(one: Entry) -> str:
    """Return the stronger of the bounds, in few words: "below 38.2 deg", "below 43 deg on average"."""
    said = (ruled_out(one) or [""])[-1]
    words = said.removeprefix("in any phasing ").removeprefix("on average over longitudes ")
    return f"{words} on average" if said.startswith("on average") else words


def _named(moved: Sequence[Entry]) -> str:
    """Return "the radars' least incidence and squint, the cameras' off-nadir, the number of satellites"."""
    by_sensors: dict[str, list[str]] = {}
    for one in moved:
        what, _, whose = str(one["words"]).partition(" of the ")
        by_sensors.setdefault(whose, []).append(what)
    return listed([f"the {whose + chr(39) + ' ' if whose else ''}{listed(what)}" for whose, what in by_sensors.items()])


def _choice(one: Entry) -> list[str]:
    true = [tried for tried in one["tried"] if tried["true"]]
    shares = [tried["share_of_other_months"] for tried in true]
    share = "" if None in shares else ", ".join(f"{100 * s:.0f} %" for s in shares)
    return [one["words"], one["now"], f"with {listed([tried['word'] for tried in true], 'or')}", share, ""]


def _or_inf(value: float | None) -> float:
    return float("inf") if value is None else float(value)
