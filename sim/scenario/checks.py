"""Checks of keys that depend on each other in a scenario, on the mapping as read.

Each check reads only the keys it needs. It ignores values that the model refuses, so that one mistake does not hide
another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from ..clock import format_utc
from ..sensors.sensor import SensorError
from ..words import did_you_mean, listed
from .constellation_table import ConstellationTable
from .orbit_checks import orbit_problems
from .problems import Problem
from .raw import Raw, given, moment, named, tables
from .region_table import SHAPES
from .schema import LONGEST_SPAN_D, HoldTable
from .sensor_table import SensorTable, sensor_of
from .toml_lines import Path

_CONSTELLATION: TypeAdapter[Any] = TypeAdapter(ConstellationTable)


def cross_problems(raw: Raw) -> list[Problem]:
    """Return every contradiction between keys as a problem, in any order."""
    return [
        *_time(raw),
        *orbit_problems(raw),
        *_names(raw),
        *_targets(raw),
        *_sensors(raw),
        *_hold(raw),
        *_draws(raw),
        *_tasking(raw),
    ]


def _time(raw: Raw) -> Iterator[Problem]:
    table = raw.get("time")
    if not isinstance(table, Mapping):
        return
    path = ("time",)
    if given(table, "span_days") == given(table, "end_utc"):
        which = "not both" if given(table, "span_days") else "both are missing"
        yield Problem(path, f"give span_days or end_utc, {which}")
    start, end = moment(table, "start_utc"), moment(table, "end_utc")
    if start is None or end is None:
        return
    if end <= start:
        yield Problem((*path, "end_utc"), f"{format_utc(end)} must lie after start_utc = {format_utc(start)}")
    elif end - start > timedelta(days=LONGEST_SPAN_D):
        yield Problem((*path, "end_utc"), f"the span is longer than {LONGEST_SPAN_D:g} days")


def _names(raw: Raw) -> Iterator[Problem]:
    """Names of satellites, members of constellations included, of targets, stations and coincidences, are unique."""
    for keys in (("satellite",), ("target", "region"), ("station",), ("coincidence",)):
        first: dict[str, str] = {}
        for key in keys:
            for path, table in tables(raw, key):
                name = table.get("name")
                if isinstance(name, str):
                    if name in first:
                        yield Problem((*path, "name"), f"{first[name]} is named {name} already")
                    first.setdefault(name, f"{key} #{int(path[-1]) + 1}")
        if keys != ("satellite",):
            continue
        for path, table in tables(raw, "constellation"):
            try:
                members = _CONSTELLATION.validate_python(table).satellite_names
            except ValidationError:
                continue
            for name in members:
                if name in first:
                    yield Problem((*path, "name"), f"its member {name} shares its name with {first[name]}")
                first.setdefault(name, f"a member of constellation #{int(path[-1]) + 1}")


def _targets(raw: Raw) -> Iterator[Problem]:
    if not given(raw, "target") and not given(raw, "region"):
        yield Problem(("target",), "there is no target: add a [[target]] or a [[region]]")
    for path, table in tables(raw, "region"):
        shapes = [shape for shape in SHAPES if given(table, shape)]
        if not shapes:
            yield Problem(path, f"one of {', '.join(SHAPES)} must say where it lies")
        for extra in shapes[1:]:
            yield Problem((*path, extra), f"{shapes[0]} says already where it lies")
        if given(table, "select") and "file" not in shapes:
            yield Problem((*path, "select"), "chooses among the features of a file, but there is no file")
        if table.get("within") == "pass" and not isinstance(table.get("seen"), int | float):
            yield Problem((*path, "within"), "'pass' adds up a share of the area: give seen as a percentage")


def _sensors(raw: Raw) -> Iterator[Problem]:
    sensors = raw.get("sensor")
    if not isinstance(sensors, Mapping):
        return
    if not sensors:
        yield Problem(("sensor",), "there is no sensor: add a [sensor.NAME]")
    references = [*tables(raw, "satellite"), *tables(raw, "constellation")]
    for path, table in tables(raw, "constellation"):
        references += [((*path, *rest), member) for rest, member in tables(table, "member")]
    for path, table in references:
        carried = [name for name in _listed(table.get("sensor")) if isinstance(name, str)]
        for name in carried:
            if name not in sensors:
                yield Problem((*path, "sensor"), f"there is no sensor {name}{did_you_mean(name, sensors)}")
        yield from _one_agility(path, carried, sensors)
    for name, table in sensors.items():
        path = ("sensor", name)
        if isinstance(table, Mapping) and not given(table, "kind") and not given(table, "like"):
            yield Problem((*path, "kind"), "is missing; or say which sensor of the catalogue it is like")
        try:
            sensor = sensor_of(name, SensorTable.model_validate(table))
        except ValidationError:
            continue
        except SensorError as error:
            yield from (Problem((*path, key), message) for key, message in error.problems)
            continue
        if sensor.kind == "optical" and given(table, "light") and set(sensor.light) != {"day"}:
            yield Problem(
                (*path, "light"),
                "an optical sensor sees by day; by night it takes kind = 'infrared' or 'optical+infrared'",
            )


def _listed(value: Any) -> list[Any]:
    """Return the sensors a satellite carries as a list, also for values of a wrong type."""
    return list(value) if isinstance(value, list | tuple) else [value]


def _one_agility(path: Path, carried: list[str], sensors: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong where sensors of one satellite, which share its line of sight, turn it at different rates."""
    stated = {
        name: {key: value for key, value in sensors[name]["agility"].items() if key != "source"}
        for name in carried
        if isinstance(sensors.get(name), Mapping) and isinstance(sensors[name].get("agility"), Mapping)
    }
    if len(stated) > 1 and any(one != next(iter(stated.values())) for one in stated.values()):
        yield Problem(
            (*path, "sensor"),
            f"{' and '.join(stated)} share one line of sight: give them the same agility, or one of them alone",
        )


def _hold(raw: Raw) -> Iterator[Problem]:
    table = raw.get("hold")
    if not isinstance(table, Mapping):
        return
    mode = table.get("mode", "none")
    is_known = mode in get_args(HoldTable.model_fields["mode"].annotation)
    for key, modes in (
        ("stated_epoch_utc", ("locked", "repeat")),
        ("groups", ("locked", "repeat")),
        ("revolutions", ("repeat",)),
        ("days", ("repeat",)),
    ):
        if is_known and given(table, key) and mode not in modes:
            yield Problem(("hold", key), f"has a meaning only with mode = {' or '.join(map(repr, modes))}")
        elif mode == "repeat" and modes == ("repeat",) and not given(table, key):
            yield Problem(("hold", key), "is missing: mode = 'repeat' needs revolutions and days")
    known = [*named(raw, "satellite"), *named(raw, "constellation")]
    seen: set[str] = set()
    groups = table.get("groups")
    for i, group in enumerate(groups if isinstance(groups, list | tuple) else ()):
        for j, name in enumerate(group if isinstance(group, list | tuple) else ()):
            if not isinstance(name, str):
                continue
            if name not in known and not _is_member(raw, name):
                yield Problem(
                    ("hold", "groups", i, j),
                    f"{name} is neither a satellite nor a constellation{did_you_mean(name, known)}",
                )
            if name in seen:
                yield Problem(("hold", "groups", i, j), f"{name} stands in a group already")
            seen.add(name)


def _draws(raw: Raw) -> Iterator[Problem]:
    table = raw.get("draws")
    if not isinstance(table, Mapping):
        return
    keys = {"along_track_s": "element error", "anomaly_spread_deg": "another month", "dead_band_km": "another month"}
    present = [key for key in keys if given(table, key)]
    # With ``of`` both kinds may be described, so that one change turns a scenario from one to the other.
    if not given(table, "of") and len({keys[key] for key in present}) > 1:
        yield Problem(("draws", "of"), f"is missing: {listed(present)} belong to draws of two kinds, say which")


def _tasking(raw: Raw) -> Iterator[Problem]:
    for key in ("station", "coincidence"):
        seen: set[str] = set()
        for path, table in tables(raw, key):
            name = table.get("name")
            if isinstance(name, str) and name in seen:
                yield Problem((*path, "name"), f"another {key} is named {name} already")
            seen |= {name} if isinstance(name, str) else set()
    sensors = raw.get("sensor")
    for path, table in tables(raw, "coincidence"):
        for key in ("first", "second"):
            name = table.get(key)
            if isinstance(name, str) and isinstance(sensors, Mapping) and name not in sensors:
                yield Problem((*path, key), f"there is no sensor {name}{did_you_mean(name, sensors)}")
    for name, table in sensors.items() if isinstance(sensors, Mapping) else ():
        agility = table.get("agility") if isinstance(table, Mapping) else None
        if isinstance(agility, Mapping) and agility.get("dwell_s", 0.0) == 0.0:
            for key in ("duty_cycle", "imaging_s_per_revolution"):
                if given(agility, key):
                    yield Problem(
                        ("sensor", name, "agility", "dwell_s"),
                        f"{key} limits the time spent imaging: say how long an image takes",
                    )
    chain = raw.get("chain")
    if not isinstance(chain, Mapping):
        return
    roles = [table.get("roles", ("command", "receive")) for _, table in tables(raw, "station")]
    ways = (("command", "commanding", "'relay' or 'already tasked'"), ("receive", "downlinking", "'relay'"))
    for role, key, else_by in ways:
        if chain.get(key, "stations") == "stations" and not any(
            isinstance(one, str | list | tuple) and role in one for one in roles
        ):
            yield Problem(("chain", key), f"needs a [[station]] with the role {role!r}, or {key} = {else_by}")


def _is_member(raw: Raw, name: str) -> bool:
    for _, table in tables(raw, "constellation"):
        try:
            if name in _CONSTELLATION.validate_python(table).satellite_names:
                return True
        except ValidationError:
            continue
    return False
