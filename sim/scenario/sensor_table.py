"""``[sensor.NAME]``: limits, each a number or a table of low, nominal and high with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field

from ..errors import UsageError
from ..sensors.catalogue import catalogue_entry
from ..sensors.hypotheses import Hypothesis, Stated, hypotheses_named, published_radars
from ..sensors.limit_kinds import KIND_OF, NUMBER_KINDS, WORD_KEYS
from ..sensors.limits import RULES, Look
from ..sensors.sensor import (
    IN_USE,
    LIGHTS,
    LOOKS,
    NONE_FIELDS,
    NUMBER_AXES,
    PLAIN,
    PLAIN_WORDS,
    SUN_LIMITS,
    InUse,
    Kind,
    Light,
    Sensor,
    SensorError,
    assumed_of,
)
from .fields import Amount, Name, Number, Table, Whole, as_list, one_or_more
from .limit_words import with_limits
from .rule_table import RuleTable


class AgilityTable(Table):
    """How fast a line of sight is turned from target to target, and how much may be imaged."""

    slew_deg_s: Annotated[Number, Field(gt=0.0)] = Field(description="mean rate of a slew, degrees a second")
    settle_s: Amount = Field(default=0.0, description="from the end of a slew to the start of an image, seconds")
    dwell_s: Amount = Field(default=0.0, description="how long an image takes, seconds")
    images_per_pass: Annotated[Whole, Field(ge=1)] | None = Field(default=None, description="images in one pass")
    images_per_day: Annotated[Whole, Field(ge=1)] | None = Field(default=None, description="images in 24 hours")
    duty_cycle: Annotated[Number, Field(gt=0.0, le=1.0)] | None = Field(
        default=None, description="share of each revolution spent imaging"
    )
    imaging_s_per_revolution: Annotated[Number, Field(gt=0.0)] | None = Field(
        default=None, description="the same in seconds; give one of the two"
    )
    source: str = Field(default="", description="where the values come from")


_SPREADS = tuple(one.key for one in NUMBER_KINDS if one.axis)
_LIMITS = (*(one.key for one in NUMBER_KINDS), *PLAIN_WORDS)  # the side has a field of its own, for it may be a list


class _Carrier(Table):
    """What a sensor is and, in words, where it looks."""

    kind: Kind | None = Field(default=None, description="radar, optical (by day), infrared, optical+infrared or other")
    like: str | None = Field(
        default=None,
        description="name of a sensor of the catalogue, which fills what is left out; see reconsim sensors",
    )
    look: Annotated[tuple[Look, ...], BeforeValidator(as_list), one_or_more(*LOOKS)] | None = Field(
        default=None,
        description="side of the track it looks to: either (if left out), left or right, or a list to try each, the "
        "stated one first",
    )
    light: Annotated[tuple[Light, ...], BeforeValidator(as_list), one_or_more(*LIGHTS)] = Field(
        default=(),
        description=f"'day' (the Sun at least {SUN_LIMITS['day']} high), 'night' (at most {SUN_LIMITS['night']}), "
        "'day and night', or a list to try each; left out: what the limits on the Sun that are given say",
    )
    in_use: Annotated[tuple[InUse, ...], BeforeValidator(as_list), one_or_more(*IN_USE)] = Field(
        default=("yes",),
        description="whether what it sees counts: 'yes' (if left out), 'no', or ['no', 'yes'] to try both, 'no' in the "
        "standing cases low and nominal, 'yes' in high",
    )


if TYPE_CHECKING:
    _Limits = _Carrier
    _Together = Table
else:
    _Limits = with_limits("_Limits", _Carrier, (KIND_OF[key] for key in _LIMITS), spreads=True)
    _Together = with_limits("_Together", Table, (KIND_OF[key] for key in (*_SPREADS, *WORD_KEYS)), spreads=False)


class HypothesisTable(_Together):
    """Limits that belong together, tried as a whole: those of one published radar, or a guess of one's own."""

    title: str = Field(default="", description="what people call it; its name if left out")
    source: str = Field(default="", description="where the limits come from")

    def hypothesis(self, name: str) -> Hypothesis:
        """Return the hypothesis. Raises UsageError where its limits contradict each other."""
        stated = {key: Stated(value, self.source) for key in _SPREADS if (value := getattr(self, key)) is not None}
        words = {key: value for key in WORD_KEYS if (value := getattr(self, key)) is not None}
        return Hypothesis(name, self.title or name, self.title or name, stated, words, self.source)


class SensorTable(_Limits):
    """What a sensor needs in order to see. Every limit given must be met; a limit left out does not bind."""

    hypotheses: tuple[str, ...] = Field(
        default=(),
        description="published radars and fleets, or names of [sensor.NAME.hypothesis.*], as which verdicts try it, "
        f"each as a whole, in the place of low, nominal and high; shipped are {', '.join(published_radars())}",
    )
    hypothesis: dict[Name, HypothesisTable] = Field(
        default={}, description="hypotheses of one's own, by name: limits that belong together"
    )
    all_of: tuple[RuleTable, ...] = Field(default=(), description="further limits, all of which must be met as well")
    any_of: tuple[RuleTable, ...] = Field(
        default=(), description="further limits, of which at least one must be met: beams that are switched between"
    )
    none_of: tuple[RuleTable, ...] = Field(default=(), description="further limits, none of which may be met")
    agility: AgilityTable | None = Field(default=None, description="how fast it is pointed anew, for several targets")
    source: str = Field(default="", description="where the description comes from")


def sensor_of(name: str, table: SensorTable) -> Sensor:
    """Return the sensor a table describes, what it leaves out taken from the catalogue where it names one.

    Raises SensorError where its values contradict each other and for a name that the catalogue does not hold.
    """
    try:
        return _sensor(name, table)
    except SensorError:
        raise
    except UsageError as error:
        raise SensorError(name, [("like", str(error))]) from None


def _sensor(name: str, table: SensorTable) -> Sensor:
    values: dict[str, Any] = {}
    kind = table.kind
    if table.like is not None:
        entry = catalogue_entry(table.like)
        kind = kind or entry.kind
        values = {"look": entry.look, **entry.limits}
        values |= {key: entry.properties[key].nominal for key in PLAIN if key in entry.properties}
    for axis, keys in NUMBER_AXES.items():
        given = {key: value for key in keys if (value := getattr(table, key)) is not None}
        values |= {key: value.spread() for key, value in given.items()}
        if axis in NONE_FIELDS and given:
            values[NONE_FIELDS[axis]] = any(value.none for value in given.values())
    values |= {k: v for k in (*PLAIN, *PLAIN_WORDS) if (v := getattr(table, k)) is not None}
    for key in RULES:
        try:
            values[key] = tuple(rule.limits() for rule in getattr(table, key))
        except UsageError as error:
            raise SensorError(name, [(key, str(error))]) from None
    if table.look is not None:
        values["look"] = table.look
    try:
        values["hypotheses"] = _hypotheses(table)
    except UsageError as error:
        raise SensorError(name, [("hypotheses", str(error))]) from None
    kind = kind or "other"
    return Sensor(name=name, kind=kind, light=table.light, in_use=table.in_use, **(values | assumed_of(kind, values)))


def _hypotheses(table: SensorTable) -> tuple[Hypothesis, ...]:
    """Return a sensor's hypotheses: those it names, its own among them; left out, its own alone."""
    own = {name: one.hypothesis(name) for name, one in table.hypothesis.items()}
    names = table.hypotheses or tuple(own)
    if len(set(names)) != len(names):
        raise UsageError(f"{list(names)} must list each hypothesis once")
    shipped = {one.name: one for one in hypotheses_named(tuple(name for name in names if name not in own))}
    return tuple(own[name] if name in own else shipped[name] for name in names)
