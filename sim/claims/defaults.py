"""The defaults for keys that a user's claim may leave out: names, titles, the comparison, units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from .measures import MEASURES, usual_compare, usual_over

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
    """Return the tables of a claim's readings with what they leave out: id, title, compare, over.

    The title is the figure's name in words, the id the same with hyphens (a second one ends in -2), the comparison the
    better way. ``over`` is each target and any target, or all of them together if the figure is one for all. Tables
    without a known measure get the other defaults, so that the measure is the only error reported.
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
    name = raw.get("measure")
    kind = MEASURES.get(name) if isinstance(name, str) else None
    words = kind.words[0].upper() + kind.words[1:] if kind else "Reading"
    title = f"{words}, above the horizon" if raw.get("seeing") == "horizon" else words
    slug = slug_of(str(raw.get("title", title))) or "reading"
    several = (f"{slug}-{n}" for n in range(2, len(taken) + 3))
    usual: dict[str, Any] = {
        "id": slug if slug not in taken else next(one for one in several if one not in taken),
        "title": title,
        "compare": usual_compare(kind) if kind else "<=",
    }
    if kind is not None:
        usual["over"] = usual_over(kind)
    return usual | dict(raw)
