"""The defaults for keys that a user's claim may leave out: names, titles, the comparison, units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from .measures import MEASURES, usual_compare, usual_over
from .reading_kinds import COVERAGE, READING_KINDS

LONGEST = 1e12  # in any unit; longer ones are left as they are
LONGEST_SLUG = 40  # signs of an id made from a sentence

LIMITS = {"limits_s": 1.0, "limits_min": 60.0, "limits_h": 3600.0}  # key -> seconds in its unit


def slug_of(text: str) -> str:
    """Return lower-case words joined by hyphens, whole words of at most 40 signs; empty where no letter is Latin."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower().replace("'", ""))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST_SLUG]
        if len(longer) > LONGEST_SLUG:
            break
        slug = longer
    return slug


def limits_in_seconds(raw: Any) -> Any:
    """Return a claim's table with its limits in ``limits_s``, a list: from a number, or from minutes or hours.

    Values that are no numbers stay as they are, for the model to refuse. Raises ValueError where two keys give limits.
    """
    given = limits_keys(raw) if isinstance(raw, Mapping) else []
    if len(given) > 1:
        raise ValueError(f"{given[0]} and {given[1]} both give the limits; keep one")
    if not given:
        return raw
    value = raw[given[0]]
    listed = list(value) if isinstance(value, list | tuple) else [value]
    unit_s = LIMITS[given[0]]
    in_seconds = [one * unit_s if type(one) in (int, float) and abs(one) < LONGEST else one for one in listed]
    return {key: one for key, one in raw.items() if key not in LIMITS} | {"limits_s": in_seconds}


def limits_keys(raw: Mapping[str, Any]) -> list[str]:
    """Return the keys by which a claim's table gives its limits: one, if it is right."""
    return [key for key in LIMITS if key in raw]


def readings_named(raw: Any) -> Any:
    """Return the tables of a claim's readings with what they leave out: kind, id, title, compare, over.

    A reading without a kind is of coverage. The title is its figure in words, or what its kind asks; the id the same
    with hyphens (a second one ends in -2). For coverage the comparison is the better way, and ``over`` is each target
    and any target, or all of them together if the figure is one for all. Tables without a known measure get the other
    defaults, so that the measure is the only error reported.
    """
    if not isinstance(raw, list | tuple):
        return raw
    taken = [one["id"] for one in raw if isinstance(one, Mapping) and "id" in one]
    found = []
    for one in raw:
        if isinstance(one, Mapping):
            one = _named(one, taken)
            taken.append(one["id"])
        found.append(one)
    return found


def _named(raw: Mapping[str, Any], taken: list[Any]) -> dict[str, Any]:
    kind = raw.get("kind", COVERAGE)
    usual = _usual_of_coverage(raw) if kind == COVERAGE else {"title": _title_of(kind)}
    slug = slug_of(str(raw.get("title", usual["title"]))) or "reading"
    several = (f"{slug}-{n}" for n in range(2, len(taken) + 3))
    named = {"kind": kind, "id": slug if slug not in taken else next(one for one in several if one not in taken)}
    return named | usual | dict(raw)


def _title_of(kind: Any) -> str:
    asks = READING_KINDS[kind].asks if isinstance(kind, str) and kind in READING_KINDS else "reading"
    return str(asks[0].upper() + asks[1:])


def _usual_of_coverage(raw: Mapping[str, Any]) -> dict[str, Any]:
    name = raw.get("measure")
    figure = MEASURES.get(name) if isinstance(name, str) else None
    words = figure.words[0].upper() + figure.words[1:] if figure else "Reading"
    title = f"{words}, above the horizon" if raw.get("seeing") == "horizon" else words
    usual: dict[str, Any] = {"title": title, "compare": usual_compare(figure) if figure else "<="}
    return usual | ({"over": usual_over(figure)} if figure is not None else {})
