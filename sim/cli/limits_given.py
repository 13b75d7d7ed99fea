"""Limits from options: each is checked alone, so that every wrong one is named; then all together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..places.plain_numbers import plain_number
from ..report.limits_document import limits_document
from ..sensors.limit_kind import NumberKind, OptionKind
from ..sensors.limit_kinds import BOUNDS_REACH, KIND_OF, NUMBER_KINDS, NUMBER_OF, OPTION_OF, OPTIONS
from .limit_options import GivenLimits, option

if TYPE_CHECKING:
    from ..sensors.limits import Limits


def limits_of(given: GivenLimits) -> Limits:
    """Return the limits given as options; limits left out are those of the sensor given.

    Raises UsageError with a sentence for every wrong option, with its name.
    """
    from ..sensors.limits import Limits

    problems: list[str] = []
    read = dict(_read(given, problems))
    for name, values in read.items():
        try:
            _check_band(values)
            Limits(**_stand_ins(values), **values)
        except UsageError as error:
            problems.append(f"{_typed(given, name)}: {error}")
    numbers: dict[str, Any] = {}
    try:
        numbers = _of_sensor(given) if given.sensor is not None else {}
    except UsageError as error:
        problems.append(str(error))
    if problems:
        raise UsageError("\n".join(problems))
    option_of = {one.name: one for one in OPTIONS}
    for name, values in read.items():
        for key in option_of[name].keys:
            numbers.pop(key, None)
        numbers |= values
    if problems := [*_lonely(given, numbers), *_idle(given, numbers)]:
        raise UsageError("\n".join(problems))
    for kind in NUMBER_KINDS:
        if kind.measure and not any(one.key in numbers for one in _served_by(kind)):
            numbers.pop(kind.key, None)  # a sensor's, of no use here
    try:
        limits = Limits(**numbers)
        _ = limits.incidence_at_least_deg  # a resolution beyond the bandwidth is refused here
    except UsageError as error:
        at_fault = [_typed(given, name) for name, values in read.items() if any(key in str(error) for key in values)]
        raise UsageError(f"{', '.join(at_fault) or '--sensor'}: {error}") from None
    return limits


def remarks(given: GivenLimits, limits: Limits) -> list[str]:
    """Return notes on valid limits: there is none, they are a sensor's, or nothing can meet them."""
    from ..sensors.limits import Limits

    said = []
    if limits == Limits():
        said.append("no limit given: every moment with the satellite above the horizon counts (elevation above 0)")
    if given.sensor is not None:
        said += _on_sensor(given.sensor, limits)
    least_deg = limits.incidence_at_least_deg
    most_deg = limits.incidence_at_most_deg
    if least_deg >= most_deg:
        said.append(
            f"warning: nothing meets these limits: they ask for an incidence of at least {least_deg:.4g} and at most "
            f"{most_deg:.4g} degrees"
        )
    return said


def _typed(given: GivenLimits, name: str) -> str:
    """Return an option with its value, as it was typed."""
    value = getattr(given, name)
    return f"{option(name)} {value:g}" if isinstance(value, float) else f"{option(name)} {value}"


def _read(given: GivenLimits, problems: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the limits of each option given; collect the options that cannot be read."""
    for one in OPTIONS:
        value = getattr(given, one.name)
        if value is None:
            continue
        if len(one.keys) == 1:
            yield one.name, {one.keys[0]: value}
            continue
        try:
            yield one.name, _numbers(one, value)
        except ValueError:
            alone = f" or {one.example.partition(',')[2]}" if one.one_will_do else ""
            problems.append(f"{one.flag} {value!r} must read {one.form} in {one.unit}, such as {one.example}{alone}")


def _numbers(form: OptionKind, text: str) -> dict[str, float]:
    parts = text.split("@" if "@" in form.form else ",")
    if form.one_will_do and len(parts) == 1:
        return {form.keys[1]: plain_number(text)}
    first, second = (_hours(part) if form.unit == "hours" else plain_number(part) for part in parts)
    if NUMBER_OF[form.keys[0]].turn == 360.0:
        first, second = (value + 360.0 if -180.0 <= value < 0.0 else value for value in (first, second))
    return {form.keys[0]: first, form.keys[1]: second}


def _check_band(values: dict[str, Any]) -> None:
    """Raise UsageError for a band of 360 degrees, which would be read as a band of no width."""
    for kind in NUMBER_KINDS:
        if kind.band_to and kind.key in values:
            first, second = values[kind.key], values[kind.band_to]
            if first != second and (second - first) % kind.turn == 0.0:
                raise UsageError("this goes all the way round, which limits nothing; leave it out")


def _stand_ins(values: dict[str, Any]) -> dict[str, Any]:
    """Return what stands in for the companions of limits that are tried alone."""
    needed = {key for name in values if name in NUMBER_OF for key in NUMBER_OF[name].needs}
    return {key: 1.0 for key in needed if key not in values}


def _lonely(given: GivenLimits, numbers: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence for each option that needs another one, if neither the user nor a sensor gives that."""
    for kind in NUMBER_KINDS:
        missing = [key for key in kind.needs if key not in numbers]
        own = OPTION_OF[kind.key]
        if missing and getattr(given, own.name) is not None:
            wanted = OPTION_OF[missing[0]]
            example = f", such as {wanted.example}" if wanted.example else ""
            yield f"{_typed(given, own.name)} needs {wanted.flag} {wanted.form} beside it{example}"


def _idle(given: GivenLimits, numbers: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence for each option that only measures, where the limit that is measured with it is not given."""
    for one in OPTIONS:
        kind = KIND_OF[one.keys[0]]
        if getattr(given, one.name) is None or not isinstance(kind, NumberKind) or not kind.measure:
            continue
        served = _served_by(kind)
        if not any(other.key in numbers for other in served):
            wanted = OPTION_OF[served[0].key]
            yield f"{_typed(given, one.name)} limits nothing by itself; add {wanted.flag} {wanted.form}"


def _served_by(measure: NumberKind) -> list[NumberKind]:
    """Return the limits that are measured with a number."""
    return [kind for kind in NUMBER_KINDS if measure.key in kind.needs]


def _hours(text: str) -> float:
    clock = re.fullmatch(r"\s*(\d{1,2}):([0-5]\d)\s*", text, re.ASCII)
    return int(clock[1]) + int(clock[2]) / 60.0 if clock else plain_number(text)


def _of_sensor(given: GivenLimits) -> dict[str, Any]:
    """Return the limits of a sensor of the catalogue, in the case asked for."""
    from ..sensors.catalogue import catalogue_entry
    from ..sensors.sensor import CASES

    assert given.sensor is not None
    name, colon, case = given.sensor.partition(":")
    try:
        entry = catalogue_entry(name)
    except UsageError as error:
        raise UsageError(f"--sensor {given.sensor}: {error}") from None
    if colon and case not in CASES:
        words = f"{', '.join(CASES[:-1])} or {CASES[-1]}"
        raise UsageError(f"--sensor {given.sensor!r}: after the colon stands the case, {words}, not {case!r}")
    if not entry.bounded and all(getattr(given, OPTION_OF[key].name) is None for key in BOUNDS_REACH):
        wanted = "--incidence LO,HI" if entry.kind == "radar" else "--off-nadir HI"
        raise UsageError(
            f"--sensor {given.sensor}: how far {name} looks to the side stands in no document of the catalogue; "
            f"add {wanted}"
        )
    from ..scenario.sensor_table import SensorTable, sensor_of

    sensor = sensor_of(name, SensorTable(like=name))
    return sensor.limits(sensor.case(case or "nominal")).binding()  # type: ignore[arg-type]


def _on_sensor(text: str, limits: Limits) -> Iterator[str]:
    from ..sensors.catalogue import catalogue_entry
    from ..sensors.sensor import assumed_of

    asked, _, case = text.partition(":")
    entry = catalogue_entry(asked)
    name = entry.name
    told = [f"{key} = {value:g}" if isinstance(value, float) else f"{key} = {value}"
            for key, value in limits_document(limits).items() if value not in (None, 0.0, "either")]  # fmt: skip
    yield f"with --sensor {name} ({case or 'nominal'}): {', '.join(told)}; its sources: reconsim sensors {name}"
    kind = entry.kind
    if kind == "radar" and limits.is_field_of_regard:
        yield "note: --ground-squint 90 is no limit: a field of regard, in which no radar can image all"
    for key, assumed in assumed_of(kind, entry.limits).items():
        if getattr(limits, key) in (assumed.low, assumed.nominal, assumed.high):
            yield f"note: no document states {key} of {name}; {getattr(limits, key):g} is assumed: {assumed.source}"
    if kind == "optical" and limits.is_at_any_hour:
        yield f"note: {name} is a camera and no limit on the Sun is given: night passes count (--sun-elevation 10)"
