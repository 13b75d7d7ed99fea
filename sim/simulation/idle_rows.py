"""Satellites that see nothing and targets that are never seen, each with the limits that cause it.

The limits are lifted one at a time, over the passes that are found already: a limit without which something would be
seen is a cause. Done only where something is idle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..sensors.limit_kinds import KIND_OF, NUMBER_KINDS, WORD_KINDS
from ..sensors.limits import NO_VALUES, RULES, Limits
from ..studies.assumptions import limits_in
from ..windows.windows import Windows
from .searched import Searched

# What limits nothing by itself: numbers that limits are measured with, turns of a view, words for how limits hold.
BESIDE = frozenset(
    [kind.key for kind in NUMBER_KINDS if kind.measure or kind.ways] + [kind.key for kind in WORD_KINDS if kind.needs]
)

Row = dict[str, Any]
Taken = Callable[[Windows], Windows]


def idle_rows(searched: Searched) -> list[Row]:
    """Return a row for each satellite that sees nothing in any standing case, and for each target never seen.

    ``what`` is "satellite" or "target", ``name`` its name. ``why`` is one of: "no sensor in use"; "not in service";
    "no pass", of no satellite above the horizon; "skyline", where only the horizon mask of a place hides all; "limit",
    where one of ``limits`` causes it alone; "limits", where no single one of ``limits`` does. ``limits`` are lists of
    the sensor and the values lifted, by key, those of the case with the most access. ``passes`` counts passes above the
    horizon inside the span.
    """
    duration_s = searched.span.duration_s
    seen = [found.between(0.0, duration_s) for found in searched.found.values()]
    satellites = {int(one) for found in seen for one in found.satellite}
    targets = {int(one) for found in seen for one in found.target}
    rows = []
    for index, name in enumerate(searched.satellite_names):
        if index not in satellites:
            rows.append({"what": "satellite", "name": name} | _why(searched, _of_satellite(index), satellite=index))
    for index, name in enumerate(searched.targets):
        if index not in targets:
            rows.append({"what": "target", "name": name} | _why(searched, _of_target(index)))
    return rows


def _of_satellite(index: int) -> Taken:
    return lambda found: found.take(found.satellite == index)


def _of_target(index: int) -> Taken:
    return lambda found: found.take(found.target == index)


def _why(searched: Searched, taken: Taken, satellite: int | None = None) -> Row:
    constellation, surveyor, span = searched.simulation.constellation, searched.surveyor, searched.span
    flying = constellation.satellites if satellite is None else (constellation.satellites[satellite],)
    if not any(one.serves(span) for one in flying):
        return _row("not in service")
    names = dict.fromkeys(name for one in flying for name in one.sensors)
    in_use: dict[str, Limits] = {}
    for case in searched.standing.values():  # the last one has the most access
        limits = {name: limits_in(constellation.sensors[name], case) for name in names}
        in_use |= {name: one for name, one in limits.items() if one is not None}
    if not in_use:
        return _row("no sensor in use")

    def count(found: Windows) -> int:
        return len(taken(found.between(0.0, span.duration_s)))

    above = [taken(surveyor.passes(name).between(0.0, span.duration_s)) for name in in_use]
    passes = len({key for one in above for key in zip(one.satellite, one.target, one.pass_start_s, strict=True)})
    if not passes:
        return _row("no pass")
    if not any(count(surveyor.windows(name, Limits())) for name in in_use):
        return _row("skyline", passes)
    lifted = [(name, values, limits) for name, of in in_use.items() for values, limits in _lifted(of)]
    alone = [(name, values) for name, values, limits in lifted if count(surveyor.windows(name, limits))]
    told = alone or [(name, values) for name, values, _ in lifted]
    return _row("limit" if alone else "limits", passes, told)


def _row(why: str, passes: int = 0, limits: Sequence[tuple[str, Mapping[str, Any]]] = ()) -> Row:
    told = [{"sensor": sensor, "values": dict(values)} for sensor, values in limits]
    return {"why": why, "passes": passes, "limits": told}


def _lifted(limits: Limits) -> Iterator[tuple[dict[str, Any], Limits]]:
    """Yield for each limit its values by key, with what it is measured, and the limits without it and what needs it."""
    binding = limits.binding()
    done = set(BESIDE)
    for key, value in binding.items():
        if key in done:
            continue
        if key in RULES:
            no_rule: dict[str, Any] = {key: ()}
            yield {key: len(value)}, replace(limits, **no_rule)
            continue
        gone = {key} | {other for other in binding if other not in RULES and key in KIND_OF[other].needs}
        done |= gone & set(KIND_OF[key].needs)  # two that need each other are one limit, such as a field of view
        none = {one: NO_VALUES[one] for one in gone}
        told = gone | set(KIND_OF[key].needs)  # with what it is measured
        yield {one: binding[one] for one in binding if one in told}, replace(limits, **none)
