"""The assumptions of a run on sensors, regions and horizon masks, in words: every limit that binds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..sensors.limit_kind import NumberKind
from ..sensors.limit_kinds import KINDS, NUMBER_KINDS, NUMBER_OF
from ..words import counted
from .content import Block, Listed, Section

Document = Mapping[str, Any]
Values = tuple[float, ...]  # low, nominal and high; or one certain value

_OTHER = {"day": "night", "night": "day"}
_IN_USE = {("yes",): [], ("no",): ["not in use"], ("no", "yes"): ["in use: no / no / yes"]}
_IN_USE["yes", "no"] = _IN_USE["no", "yes"]
_RULES = {"all_of": ("", " and "), "any_of": ("", " or "), "none_of": ("not ", " and not ")}


def assumed(document: Document) -> Section:
    """Return the section on what is assumed: an item for each sensor, one for each region, a line on the skylines."""
    items = []
    for sensor in document["sensors"]:
        carried = [one["name"] for one in document["satellites"] if sensor["name"] in one["sensors"]]
        items.append(f"{sensor['name']} ({sensor['kind']}; {_names(carried)}): {'; '.join(sensor_words(sensor))}")
    head = "Assumed of the sensors, as low / nominal / high (low: least access)"
    blocks: list[Block] = [Listed(head, tuple(items))]
    if regions := [target for target in document["targets"] if "seen" in target]:
        blocks.append(Listed("Regions, and what of them must be seen", tuple(_region(target) for target in regions)))
    if hidden := [target["name"] for target in document["targets"] if target.get("horizon")]:
        blocks.append(f"Skylines given: {_names(hidden, 'places')}")
    return Section("What is assumed", tuple(blocks))


def sensor_words(sensor: Mapping[str, Any]) -> list[str]:
    """Return the limits of a sensor of summary.json, a phrase for each."""
    given: dict[str, Any] = {key: (s["low"], s["nominal"], s["high"]) for key, s in sensor["limits"].items()}
    light = sensor["light"]
    beside: dict[str, str] = {}
    for kind in NUMBER_KINDS:
        if kind.by_light and kind.by_light not in light:
            given.pop(kind.key, None)
        elif kind.by_light:
            beside[kind.key] = f" by {kind.by_light}" + (f", {_OTHER[kind.by_light]} tried too" * (len(light) > 1))
        elif kind.none_field and sensor[f"{kind.none_field}_tried"]:
            beside[kind.key] = ", or none"
    look = " or ".join(sensor["look"])
    if sensor["kind"] == "radar" or look != "either":
        given["look"] = look
    phrases = _phrases(given | sensor["fixed"] | sensor["rules"], beside) or ["no limit but the horizon"]
    return [*phrases, *_IN_USE[tuple(sensor["in_use"])]]


def limit_words(values: Mapping[str, Any]) -> str:
    """Return one limit in words, from its values by key, what it is measured with among them; a rule is counted."""
    rules = [f"{key} ({counted(values[key], 'rule')})" for key in _RULES if key in values]
    plain = {key: value for key, value in values.items() if key not in _RULES}
    return ", ".join([*_phrases(plain, {}), *rules])


def _phrases(given: Mapping[str, Any], beside: Mapping[str, str]) -> list[str]:
    """Return a phrase for each limit that is given, or pair of limits; ``beside`` is added to that of a key."""
    said: list[str] = []
    told: set[str] = set()
    for kind in KINDS:
        if kind.key not in given or kind.key in told:
            continue
        if isinstance(kind, NumberKind):
            words = _number(kind, given)
            told |= {kind.key, kind.band_to, *kind.needs} | ({kind.below} if _is_pair(kind) else set())
        else:
            words = kind.phrase.format(kind.words.get(given[kind.key], given[kind.key]))
        if words:
            said.append(words + beside.get(kind.key, ""))
    return said + [_rule(given[key], key) for key in _RULES if key in given]


def _number(kind: NumberKind, given: Mapping[str, Any]) -> str:
    """Return the phrase of a limit together with its companions; "" for a limit that is part of another's phrase."""
    if kind.measure or kind.ways:
        return ""
    words = kind.words or kind.stem
    if kind.band_to:
        return f"{words} {given[kind.key]:g} to {given[kind.band_to]:g} {kind.unit}"
    if kind.phrase:
        said = kind.phrase.format(_values(given[kind.key]), **{key: _values(given[key]) for key in kind.needs},
                                  **{kind.key: _values(given[kind.key])})  # fmt: skip
        return said + "".join(_turned(one, given) for one in NUMBER_KINDS if one.ways and kind.key in one.needs)
    if _is_pair(kind) and kind.below in given:
        ends = zip(_tuple(given[kind.key]), _tuple(given[kind.below]), strict=True)
        bands = [f"{low:g}-{high:g}" for low, high in ends]
        return f"{words} {bands[0] if len(set(bands)) == 1 else ' / '.join(bands)} {kind.unit}"
    sign = ">=" if kind.end == "min" else "<="
    return f"{words} {sign} {_values(given[kind.key])} {kind.unit}" + kind.measured.format(**given)


def _is_pair(kind: NumberKind) -> bool:
    """Return whether a limit is the lower end of a band that has one phrase: both ends have the same axis."""
    return bool(kind.below) and NUMBER_OF[kind.below].axis == kind.axis


def _turned(kind: NumberKind, given: Mapping[str, Any]) -> str:
    turn = given.get(kind.key, 0.0)
    if not turn or kind.ways is None:
        return ""
    return f", turned {abs(turn):g} deg {kind.ways[0] if turn > 0.0 else kind.ways[1]}"


def _rule(options: Sequence[Mapping[str, Any]], key: str) -> str:
    told = []
    for option in options:
        phrases = _phrases(option, {}) or ["above the horizon"]
        told.append(f"({', '.join(phrases)})")
    return _RULES[key][0] + _RULES[key][1].join(told)


def _values(value: float | Values) -> str:
    numbers = [f"{one:g}" for one in _tuple(value)]
    return numbers[0] if len(set(numbers)) == 1 else " / ".join(numbers)


def _tuple(value: float | Values) -> Values:
    return value if isinstance(value, tuple) else (value,)


def _region(target: Mapping[str, Any]) -> str:
    seen = target["seen"]
    if not isinstance(seen, str):
        said = f"{seen:g} %, {'added up over a pass' if target['within'] == 'pass' else 'at one instant'}"
    else:
        said = "all of it, at one instant" if seen == "entirely" else seen
    return f"{target['name']}: {said} ({target['area_km2']:,.0f} km2)"


def _names(names: Sequence[str], things: str = "satellites") -> str:
    return ", ".join(names) if len(names) <= 6 else f"{names[0]} to {names[-1]}, {len(names)} {things}"
