"""A sensor as a scenario describes it: limits that may each have a low, a nominal and a high value.

What is open is grouped into axes, so that values which belong together (both ends of an incidence band) move
together. A choice of one label per axis gives the numbers of one `sim.sensors.limits.Limits`.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from ..errors import UsageError
from .hypotheses import Hypothesis
from .limit_kinds import KINDS, NUMBER_KINDS, NUMBER_OF, WORD_KINDS, check_all
from .limits import RULES, Heading, Limits, Look, SatelliteLight, SquintIs

Kind = Literal["radar", "optical", "infrared", "optical+infrared", "other"]
Light = Literal["day", "night", "day and night"]
InUse = Literal["no", "yes"]
Case = Literal["low", "nominal", "high"]

CASES: tuple[Case, ...] = get_args(Case)
LOOKS: tuple[Look, ...] = get_args(Look)
LIGHTS: tuple[Light, ...] = get_args(Light)
IN_USE: tuple[InUse, ...] = get_args(InUse)
NO_LIMIT = "none"
HYPOTHESIS = "hypothesis"  # the axis of hypotheses
SEES_LIGHT: tuple[Kind, ...] = ("optical", "infrared", "optical+infrared")  # or warmth; radars and others do not

SPREAD_KINDS = tuple(one for one in NUMBER_KINDS if one.axis)
# Axis -> the limits that move with it. Three further axes hold words: side (the sensor's look), light and in_use.
NUMBER_AXES: dict[str, tuple[str, ...]] = {
    axis: tuple(one.key for one in kinds) for axis, kinds in itertools.groupby(SPREAD_KINDS, lambda one: one.axis)
}
# Light -> the limit on the Sun that defines it. The axis of light stands before the axes of those limits.
SUN_LIMITS: dict[str, str] = {one.by_light: one.key for one in NUMBER_KINDS if one.by_light}
_FIRST_BY_LIGHT = next(one.axis for one in SPREAD_KINDS if one.by_light)
AXES: tuple[str, ...] = (
    *(
        label
        for axis in dict.fromkeys(one.axis for one in KINDS if one.axis)
        for label in (("light", axis) if axis == _FIRST_BY_LIGHT else (axis,))
    ),
    "in_use",
)
WORD_AXES: tuple[str, ...] = ("side", "light", "in_use")
# Axis -> the flag of a sensor for trying no limit at all as well.
NONE_FIELDS: dict[str, str] = {one.axis: one.none_field for one in SPREAD_KINDS if one.none_field}
# Numbers that have one value: what the limits above are measured with, where a view points, bands that may wrap.
PLAIN: tuple[str, ...] = tuple(one.key for one in NUMBER_KINDS if not one.axis)
# Words that have one value: all but the side, which has an axis.
PLAIN_WORDS: tuple[str, ...] = tuple(one.key for one in WORD_KINDS if not one.axis)


class SensorError(UsageError):
    """A sensor contradicts itself; ``problems`` holds (key, message) for each value to mend (exit code 2)."""

    def __init__(self, name: str, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        super().__init__(f"sensor {name}: " + "; ".join(f"{key}: {message}" for key, message in problems))


@dataclass(frozen=True)
class Spread:
    """The values tried for one limit, in its unit; ``low`` always gives the least access, ``high`` the most."""

    low: float
    nominal: float
    high: float
    source: str = ""

    @classmethod
    def of(cls, value: float) -> Spread:
        """Return a value that is not in doubt."""
        return cls(value, value, value)


@dataclass(frozen=True, repr=False)
class Sensor:
    """What a sensor needs in order to see; a limit left out does not bind.

    ``look`` lists the sides tried, the stated one first. ``light`` lists what is tried of "day" (the Sun at least
    ``sun_elevation_min_deg`` high at the target), "night" (at most ``sun_elevation_max_deg``) and "day and night" (no
    limit on the Sun); left out, it is what the given limits on the Sun say. ``in_use`` lists what is tried of "no" and
    "yes": a sensor that nobody has shown to be used may be in doubt as a whole, and sees nothing where it is not in
    use. Of both, the standing cases low and nominal take "no", high takes "yes". ``all_of``, ``any_of`` and ``none_of``
    are rules over further limits, as in `sim.sensors.limits.Limits`; beams that are switched between are ``any_of``.
    ``squint_none`` and ``ground_squint_none`` add "no limit" to what is tried: a field of regard, an upper bound in
    which no radar can image all.

    ``hypotheses`` are published radars, or others, as which the sensor is tried in verdicts: each as a whole, in the
    place of low, nominal and high on the axes that any of them speaks of, and of the side. The standing cases keep low,
    nominal and high.

    Raises SensorError where low, nominal and high are not in the order of access, where a value set contradicts
    itself (an incidence band of no width), or where ``look`` and ``light`` do not fit. The repr shows what binds.
    """

    name: str
    kind: Kind
    look: tuple[Look, ...] = ("either",)
    light: tuple[Light, ...] = ()
    in_use: tuple[InUse, ...] = ("yes",)
    incidence_min_deg: Spread | None = None
    incidence_max_deg: Spread | None = None
    squint_max_deg: Spread | None = None
    squint_none: bool = False
    ground_squint_max_deg: Spread | None = None
    ground_squint_none: bool = False
    off_nadir_min_deg: Spread | None = None
    off_nadir_max_deg: Spread | None = None
    elevation_min_deg: Spread | None = None
    sun_elevation_min_deg: Spread | None = None
    duration_min_s: Spread | None = None
    range_min_km: Spread | None = None
    range_max_km: Spread | None = None
    ground_range_resolution_max_m: Spread | None = None
    gsd_max_m: Spread | None = None
    fov_across_deg: Spread | None = None
    fov_along_deg: Spread | None = None
    sun_elevation_max_deg: Spread | None = None
    glint_min_deg: Spread | None = None
    bandwidth_mhz: float | None = None
    gsd_nadir_m: float | None = None
    reference_height_km: float | None = None
    roll_deg: float = 0.0
    pitch_deg: float = 0.0
    azimuth_from_deg: float | None = None
    azimuth_to_deg: float | None = None
    local_time_from_h: float | None = None
    local_time_to_h: float | None = None
    heading: Heading = "either"
    satellite_light: SatelliteLight = "either"
    squint_is: SquintIs = "throughout"
    all_of: tuple[Limits, ...] = ()
    any_of: tuple[Limits, ...] = ()
    none_of: tuple[Limits, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()

    def __post_init__(self) -> None:
        if not self.light:
            by_sun: Light = "day" if self.sun_elevation_min_deg else "night"
            limited = self.sun_elevation_min_deg or self.sun_elevation_max_deg
            object.__setattr__(self, "light", (by_sun,) if limited else ("day and night",))
        problems = list(_problems(self)) or list(_further_problems(self))
        if problems:
            raise SensorError(self.name, problems)

    def __repr__(self) -> str:
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        told = {key: value for key, value in told.items() if value != _NO_VALUES.get(key)}
        return f"Sensor({', '.join(f'{key}={value!r}' for key, value in told.items())})"

    @property
    def is_field_of_regard(self) -> bool:
        """Whether a radar, which must look to the side, is not held to it: it is taken to see where it cannot image."""
        return self.limits().is_field_of_regard

    @property
    def is_limited_by_sun(self) -> bool:
        """Whether a limit on the Sun's elevation is given."""
        return any(getattr(self, key) is not None for key in SUN_LIMITS.values())

    @property
    def axes(self) -> dict[str, tuple[str, ...]]:
        """The axes that verdicts try (more than one value is tried), in a fixed order, each with its labels.

        With hypotheses they are the first axis, and the axes that they speak of are none.
        """
        if not self.hypotheses:
            return self.spread_axes
        spoken_of = self._spoken_of
        rest = {axis: labels for axis, labels in self.spread_axes.items() if axis not in spoken_of}
        return {HYPOTHESIS: tuple(one.name for one in self.hypotheses), **rest}

    @property
    def spread_axes(self) -> dict[str, tuple[str, ...]]:
        """The axes on which the sensor's own values differ, in a fixed order, each with its labels."""
        return {axis: labels for axis in AXES if len(labels := self._labels(axis)) > 1}

    @property
    def _spoken_of(self) -> set[str]:
        keys = {key for one in self.hypotheses for key in one.limits}
        return {"side"} | {axis for axis, axis_keys in NUMBER_AXES.items() if keys & set(axis_keys)}

    def limits(self, options: Mapping[str, str] | None = None) -> Limits:
        """Return the limits of one choice, axis -> label; an axis left out takes its nominal value.

        Labels are low, nominal and high, for squint also "none"; "either", "left" or "right" for ``side``; "day" or
        "day and night" for ``light``; "no" or "yes" for ``in_use``, which ``is_in_use`` answers. Labels beyond those in
        ``axes`` are understood wherever they have a meaning, so that a claim may try what the scenario takes for
        settled. The label of ``hypothesis`` is the name of one: its limits then stand in the place of the sensor's own.
        Raises UsageError for the rest.
        """
        chosen = self.case("nominal") | dict(options or {})
        named = chosen.pop(HYPOTHESIS, None)
        flown = None
        if named is not None:
            by_name = {one.name: one for one in self.hypotheses}
            flown = by_name[_accepted(self.name, HYPOTHESIS, named, tuple(by_name))]
        for axis in chosen:
            if axis not in AXES:
                raise UsageError(f"sensor {self.name}: there is no axis {axis!r}; the axes are {', '.join(AXES)}")
        numbers: dict[str, float] = {}
        for axis, keys in NUMBER_AXES.items():
            accepted = (*CASES, NO_LIMIT) if axis in NONE_FIELDS else CASES
            label = _accepted(self.name, axis, chosen.get(axis, "nominal"), accepted)
            if label != NO_LIMIT and not (flown and axis in self._spoken_of):
                numbers |= _numbers(self, keys, label)
        light = _accepted(self.name, "light", chosen.get("light", self.light[0]), LIGHTS)
        for key in SUN_LIMITS.values():
            if key != SUN_LIMITS.get(light):
                numbers.pop(key, None)
        if light in SUN_LIMITS and SUN_LIMITS[light] not in numbers:
            raise UsageError(f"sensor {self.name}: light = {light!r} needs {SUN_LIMITS[light]} to say what {light} is")
        look = _accepted(self.name, "side", chosen.get("side", self.look[0]), LOOKS)
        _accepted(self.name, "in_use", chosen.get("in_use", self.in_use[0]), IN_USE)
        plain = {key: getattr(self, key) for key in (*PLAIN, *RULES, *PLAIN_WORDS)}
        own = {"look": look, **plain, **numbers}
        return Limits(**(own | flown.values if flown is not None else own))

    def is_in_use(self, options: Mapping[str, str] | None = None) -> bool:
        """Whether the sensor is in use in a choice, axis -> label; left out, as in the nominal case."""
        chosen = self.case("nominal") | dict(options or {})
        return chosen.get("in_use", self.in_use[0]) == "yes"

    def case(self, case: Case) -> dict[str, str]:
        """Return the choice of a standing case on every open axis.

        Low, nominal and high on the axes of numbers; "none" belongs to the full product only. The side is the
        stated one (the first of ``look``) in all three. By light, low is day only, the others day and night. What may
        be in use or not is so in high alone.
        """
        _accepted(self.name, "case", case, CASES)
        dark_too = case != "low" and "day and night" in self.light
        words = {
            "side": self.look[0],
            "light": "day and night" if dark_too else self._labels("light")[0],
            "in_use": "yes" if case == "high" else "no",
        }
        return {axis: words.get(axis, case) for axis in self.spread_axes}

    def choices(self) -> tuple[dict[str, str], ...]:
        """Return every choice of the full product that differs in what is seen, in a fixed order; at least one."""
        axes = self.axes
        by_limits: dict[Limits | None, dict[str, str]] = {}
        for labels in itertools.product(*axes.values()):
            choice = dict(zip(axes, labels, strict=True))
            by_limits.setdefault(self.limits(choice) if self.is_in_use(choice) else None, choice)
        return tuple(by_limits.values())

    def _labels(self, axis: str) -> tuple[str, ...]:
        if axis == "side":
            return self.look
        if axis == "light":
            return tuple(light for light in LIGHTS if light in self.light)
        if axis == "in_use":
            return tuple(word for word in IN_USE if word in self.in_use)
        values = [_numbers(self, NUMBER_AXES[axis], case) for case in CASES]
        labels = CASES if any(value != values[0] for value in values) else ("nominal",)
        return (*labels, NO_LIMIT) if axis in NONE_FIELDS and getattr(self, NONE_FIELDS[axis]) else labels


def assumed_of(kind: Kind, given: Collection[str]) -> dict[str, Spread]:
    """Return what is taken for the limits that a sensor of a kind leaves out, by key: nobody publishes them."""
    return {one.key: Spread(*one.assumed[kind]) for one in SPREAD_KINDS if kind in one.assumed and one.key not in given}


def _problems(sensor: Sensor) -> Iterator[tuple[str, str]]:
    """Yield (key, message) for every value that does not fit; the key is the one to mend."""
    for keys in NUMBER_AXES.values():
        ordered = True
        for key in keys:
            spread: Spread | None = getattr(sensor, key)
            if spread is not None and (message := _order_problem(key, spread)):
                ordered = False
                yield key, message
        for label in ("nominal", "low", "high") if ordered else ():
            numbers = _numbers(sensor, keys, label)
            for key in (key for key in keys if key in numbers):
                measures = [one for one in NUMBER_OF[key].needs if NUMBER_OF[one].measure]
                numbers |= {one: value for one in measures if (value := getattr(sensor, one)) is not None}
            try:
                _ = Limits(**numbers).incidence_at_least_deg  # type: ignore[arg-type]
            except UsageError as error:
                yield keys[-1], f"{error}" + ("" if label == "nominal" else f" (the {label} values)")
                break
    for key, words, accepted in (
        ("look", sensor.look, LOOKS),
        ("light", sensor.light, LIGHTS),
        ("in_use", sensor.in_use, IN_USE),
    ):
        if not words or len(set(words)) != len(words) or not set(words) <= set(accepted):
            yield key, f"{list(words)} must list one or more of {list(accepted)}, each once"
    for light, key in SUN_LIMITS.items():
        if light in sensor.light and getattr(sensor, key) is None:
            yield "light", f"{light!r} needs {key} to say what {light} is"
    if sensor.sun_elevation_min_deg and sensor.sun_elevation_max_deg and not {"day", "night"} <= set(sensor.light):
        yield "light", "both limits on the Sun are given: try both, or put a band of twilight into all_of"


def _further_problems(sensor: Sensor) -> Iterator[tuple[str, str]]:
    """Yield what the limits as a whole, and those of rules, say is wrong; their sentences begin with a key."""
    try:
        sensor.limits()
    except UsageError as error:
        key = str(error).split()[0]
        yield (key if hasattr(sensor, key) else "kind"), str(error)
    for key in RULES:
        try:
            for one in (inner for rule in getattr(sensor, key) for inner in _with_inner(rule)):
                _ = one.incidence_at_least_deg  # refuses a resolution beyond the bandwidth
        except UsageError as error:
            yield key, str(error)


def _with_inner(limits: Limits) -> Iterator[Limits]:
    """Yield limits and those their rules are over."""
    yield limits
    for one in (*limits.all_of, *limits.any_of, *limits.none_of):
        yield from _with_inner(one)


def _order_problem(key: str, spread: Spread) -> str | None:
    least = "low >= nominal >= high" if NUMBER_OF[key].low == "largest" else "low <= nominal <= high"
    values = (spread.low, spread.nominal, spread.high)
    if list(values) == sorted(values, reverse=">=" in least):
        return None
    got = f"low = {spread.low:g}, nominal = {spread.nominal:g}, high = {spread.high:g}"
    return f"low must give the least access, so {least}, but {got}"


def _numbers(sensor: Sensor, keys: tuple[str, ...], label: str) -> dict[str, float]:
    spreads: dict[str, Spread | None] = {key: getattr(sensor, key) for key in keys}
    return {key: getattr(spread, label) for key, spread in spreads.items() if spread is not None}


def _accepted(name: str, axis: str, label: str, accepted: tuple[str, ...]) -> str:
    if label not in accepted:
        raise UsageError(f"sensor {name}: {axis} = {label!r} is not one of {', '.join(map(repr, accepted))}")
    return label


_NO_VALUES: dict[str, Any] = {one.name: one.default for one in fields(Sensor)}
check_all("Sensor", (one.name for one in fields(Sensor)), (
    "name", "kind", "light", "in_use", "hypotheses", *NONE_FIELDS.values(), *(one.key for one in KINDS), *RULES,
))  # fmt: skip
check_all(
    "Sensor, among its fields of type Spread,",
    (one.name for one in fields(Sensor) if one.type == "Spread | None"),
    (key for keys in NUMBER_AXES.values() for key in keys),
)
