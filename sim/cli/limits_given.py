"""From options to limits: each is tried alone, so that every wrong one is named; then all of them together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import UsageError
from .limit_options import GivenLimits, option

if TYPE_CHECKING:
    from ..sensors.limits import Limits


class _Form(NamedTuple):
    """How the text of an option reads, and the limits that its numbers are."""

    form: str
    unit: str
    example: str
    keys: tuple[str, str]

    @property
    def one_will_do(self) -> bool:
        return self.form.startswith("[")


FORMS = {
    "incidence": _Form("LO,HI", "degrees", "20,45", ("incidence_min_deg", "incidence_max_deg")),
    "off_nadir": _Form("[LO,]HI", "degrees", "20,45", ("off_nadir_min_deg", "off_nadir_max_deg")),
    "range_": _Form("[LO,]HI", "km", "500,1500", ("range_min_km", "range_max_km")),
    "azimuth": _Form("FROM,TO", "degrees", "315,45", ("azimuth_from_deg", "azimuth_to_deg")),
    "fov": _Form("ACROSS,ALONG", "degrees", "20,2", ("fov_across_deg", "fov_along_deg")),
    "nadir_gsd": _Form("M@HEIGHT_KM", "metres and km", "0.31@617", ("gsd_nadir_m", "reference_height_km")),
    "local_time": _Form("FROM,TO", "hours", "9,15.5 or 09:00,15:30", ("local_time_from_h", "local_time_to_h")),
}  # fmt: skip
NUMBERS = {
    "min_elevation": "elevation_min_deg",
    "squint": "squint_max_deg",
    "roll": "roll_deg",
    "pitch": "pitch_deg",
    "gsd": "gsd_max_m",
    "resolution": "ground_range_resolution_max_m",
    "bandwidth": "bandwidth_mhz",
    "sun_elevation": "sun_elevation_min_deg",
    "sun_elevation_max": "sun_elevation_max_deg",
    "glint": "glint_min_deg",
    "min_duration": "duration_min_s",
}
WORDS = ("look", "heading", "satellite_light")
# What an option means nothing without: a limit, and the option that gives it. A sensor may give it as well.
NEEDS = {
    "gsd": ("gsd_nadir_m", "--nadir-gsd M@HEIGHT_KM beside it, such as 0.31@617"),
    "resolution": ("bandwidth_mhz", "--bandwidth MHZ beside it"),
    "roll": ("fov_across_deg", "--fov ACROSS,ALONG beside it, the field of view that it turns"),
    "pitch": ("fov_across_deg", "--fov ACROSS,ALONG beside it, the field of view that it turns"),
}
SERVES = {
    "nadir_gsd": ("gsd_max_m", "--gsd MAX_M"),
    "bandwidth": ("ground_range_resolution_max_m", "--resolution MAX_M"),
}
WHOLE = {"azimuth": 360.0, "local_time": 24.0}  # bands that may wrap, and what they wrap round
# What stands in for the companions of an option that is tried alone.
STAND_INS: dict[str, dict[str, Any]] = {
    "gsd": {"gsd_nadir_m": 1.0, "reference_height_km": 1.0},
    "resolution": {"bandwidth_mhz": 1.0},
    "roll": {"fov_across_deg": 1.0, "fov_along_deg": 1.0},
    "pitch": {"fov_across_deg": 1.0, "fov_along_deg": 1.0},
}
REACHES_SIDEWAYS = ("incidence", "off_nadir", "min_elevation", "range_", "fov", "gsd")


def limits_of(given: GivenLimits) -> Limits:
    """Return the limits that options ask for, those of a sensor filling what is left out.

    Raises UsageError with a sentence for every option that is wrong, by its name.
    """
    from ..sensors.limits import Limits

    problems: list[str] = []
    read = dict(_read(given, problems))
    for name, values in read.items():
        try:
            if name in WHOLE:
                _check_band(*values.values(), whole=WHOLE[name])
            Limits(**STAND_INS.get(name, {}), **values)
        except UsageError as error:
            problems.append(f"{_typed(given, name)}: {error}")
    numbers: dict[str, Any] = {}
    try:
        numbers = _of_sensor(given) if given.sensor is not None else {}
    except UsageError as error:
        problems.append(str(error))
    if problems:
        raise UsageError("\n".join(problems))
    for name, values in read.items():
        for key in FORMS[name].keys if name in FORMS else values:
            numbers.pop(key, None)
        numbers |= values
    problems = [
        f"{_typed(given, name)} needs {wanted}"
        for name, (key, wanted) in NEEDS.items()
        if name in read and key not in numbers
    ]
    problems += [
        f"{_typed(given, name)} limits nothing by itself; add {wanted}"
        for name, (key, wanted) in SERVES.items()
        if name in read and key not in numbers
    ]
    if problems:
        raise UsageError("\n".join(problems))
    for name, (key, _) in SERVES.items():
        if key not in numbers:  # a sensor's, of no use here
            for idle in FORMS[name].keys if name in FORMS else (NUMBERS[name],):
                numbers.pop(idle, None)
    try:
        limits = Limits(**numbers)
        _ = limits.incidence_at_least_deg  # a resolution beyond the bandwidth is refused here
    except UsageError as error:
        at_fault = [_typed(given, name) for name, values in read.items() if any(key in str(error) for key in values)]
        raise UsageError(f"{', '.join(at_fault) or '--sensor'}: {error}") from None
    return limits


def remarks(given: GivenLimits, limits: Limits) -> list[str]:
    """Return what is worth knowing about limits that are in order: no limit, a sensor's, and what leaves nothing."""
    from ..sensors.limits import Limits

    said = []
    if limits == Limits():
        said.append("no limit given: every moment with the satellite above the horizon counts (elevation above 0)")
    if given.sensor is not None:
        said += _on_sensor(given.sensor, limits)
    least_deg = limits.incidence_at_least_deg
    most_deg = min(limits.incidence_max_deg or 90.0, 90.0 - limits.elevation_min_deg)
    if least_deg >= most_deg:
        said.append(
            f"warning: nothing meets these limits: they ask for an incidence of at least {least_deg:.4g} and at most "
            f"{most_deg:.4g} degrees"
        )
    return said


def limits_document(limits: Limits) -> dict[str, Any]:
    """Return limits for JSON: those that were always there, None where not given, and what else is given."""
    from ..sensors.limits import Limits

    plain = Limits()
    always = (
        "elevation_min_deg", "incidence_min_deg", "incidence_max_deg", "off_nadir_min_deg", "off_nadir_max_deg",
        "squint_max_deg", "look", "sun_elevation_min_deg", "duration_min_s",
    )  # fmt: skip
    names = [*always, *(one.name for one in fields(Limits) if one.name not in always)]
    return {n: getattr(limits, n) for n in names if n in always or getattr(limits, n) != getattr(plain, n)}


def _typed(given: GivenLimits, name: str) -> str:
    """Return an option with its value, as it was typed."""
    value = getattr(given, name)
    return f"{option(name)} {value:g}" if isinstance(value, float) else f"{option(name)} {value}"


def _read(given: GivenLimits, problems: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what each option given says, and gather what cannot be read."""
    for one in fields(given):
        name, value = one.name, getattr(given, one.name)
        if value is None or name == "sensor":
            continue
        if name in FORMS:
            try:
                yield name, _numbers(FORMS[name], value)
            except ValueError:
                form = FORMS[name]
                problems.append(
                    f"{option(name)} {value!r} must read {form.form} in {form.unit}, such as {form.example}"
                )
        elif name in WORDS:
            yield name, {name: value}
        else:
            yield name, {NUMBERS[name]: value}


def _numbers(form: _Form, text: str) -> dict[str, float]:
    parts = text.split("@" if "@" in form.form else ",")
    if form.one_will_do and len(parts) == 1:
        return {form.keys[1]: float(text)}
    first, second = (_hours(part) if form.unit == "hours" else float(part) for part in parts)
    if form is FORMS["azimuth"]:
        first, second = (value + 360.0 if -180.0 <= value < 0.0 else value for value in (first, second))
    return {form.keys[0]: first, form.keys[1]: second}


def _check_band(first: float, second: float, *, whole: float) -> None:
    """Refuse a band that goes all the way round: it would be taken for one without width."""
    if first != second and (second - first) % whole == 0.0:
        raise UsageError("this goes all the way round, which limits nothing; leave it out")


def _hours(text: str) -> float:
    clock = re.fullmatch(r"\s*(\d{1,2}):([0-5]\d)\s*", text)
    return int(clock[1]) + int(clock[2]) / 60.0 if clock else float(text)


def _of_sensor(given: GivenLimits) -> dict[str, Any]:
    """Return what a sensor of the catalogue limits, in the case asked for."""
    from ..sensors.catalogue import catalogue_entry
    from ..sensors.limits import Limits
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
    if not entry.bounded and all(getattr(given, one) is None for one in REACHES_SIDEWAYS):
        wanted = "--incidence LO,HI" if entry.kind == "radar" else "--off-nadir HI"
        raise UsageError(
            f"--sensor {given.sensor}: how far {name} looks to the side stands in no document of the catalogue; "
            f"add {wanted}"
        )
    from ..scenario.sensor_table import SensorTable, sensor_of

    sensor = sensor_of(name, SensorTable(like=name))
    limits = sensor.limits(sensor.case(case or "nominal"))  # type: ignore[arg-type]
    plain = Limits()
    return {one.name: getattr(limits, one.name) for one in fields(Limits)
            if getattr(limits, one.name) != getattr(plain, one.name)}  # fmt: skip


def _on_sensor(text: str, limits: Limits) -> Iterator[str]:
    from ..sensors.catalogue import catalogue_entry

    name, _, case = text.partition(":")
    told = [f"{key} = {value:g}" if isinstance(value, float) else f"{key} = {value}"
            for key, value in limits_document(limits).items() if value not in (None, 0.0, "either")]  # fmt: skip
    yield f"with --sensor {name} ({case or 'nominal'}): {', '.join(told)}; its sources: reconsim sensors {name}"
    kind = catalogue_entry(name).kind
    if kind == "radar" and limits.squint_max_deg is None:
        yield (
            f"note: no document states the squint of {name}: without --squint this is a field of regard, more than a "
            "radar sees by itself"
        )
    if kind == "optical" and limits.sun_elevation_min_deg is None and limits.local_time_from_h is None:
        yield f"note: {name} is a camera and no limit on the Sun is given: night passes count (--sun-elevation 10)"
