"""``[sensor.NAME]``: limits, each a number or a table of low, nominal and high with its source."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from ..errors import UsageError
from ..sensors.catalogue import catalogue_entry
from ..sensors.limits import Heading, Look, SatelliteLight
from ..sensors.sensor import LIGHTS, LOOKS, NUMBER_AXES, PLAIN, RULES, Kind, Light, Sensor, SensorError
from .fields import Number, Table, Whole, as_list, one_or_more
from .limit_words import HEADING, SATELLITE_LIGHT, Amount, Azimuth, Hour, TurnedAngle, limit
from .rule_table import RuleTable
from .spread_table import AmountSpread, AngleSpread, SquintSpread, SunSpread, WideAngleSpread


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


class SensorTable(Table):
    """What a sensor needs in order to see. Every limit given must be met; a limit left out does not bind."""

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
        description="'day' (the Sun at least sun_elevation_min_deg high), 'night' (at most sun_elevation_max_deg), "
        "'day and night', or a list to try each; left out: what the limits on the Sun that are given say",
    )
    incidence_min_deg: AngleSpread | None = limit("incidence_min_deg")
    incidence_max_deg: AngleSpread | None = limit("incidence_max_deg")
    squint_max_deg: SquintSpread | None = limit("squint_max_deg")
    off_nadir_min_deg: AngleSpread | None = limit("off_nadir_min_deg")
    off_nadir_max_deg: AngleSpread | None = limit("off_nadir_max_deg")
    elevation_min_deg: AngleSpread | None = limit("elevation_min_deg")
    range_min_km: AmountSpread | None = limit("range_min_km")
    range_max_km: AmountSpread | None = limit("range_max_km")
    ground_range_resolution_max_m: AmountSpread | None = limit("ground_range_resolution_max_m")
    gsd_max_m: AmountSpread | None = limit("gsd_max_m")
    fov_across_deg: WideAngleSpread | None = limit("fov_across_deg")
    fov_along_deg: WideAngleSpread | None = limit("fov_along_deg")
    sun_elevation_min_deg: SunSpread | None = limit("sun_elevation_min_deg")
    sun_elevation_max_deg: SunSpread | None = limit("sun_elevation_max_deg")
    glint_min_deg: WideAngleSpread | None = limit("glint_min_deg")
    duration_min_s: AmountSpread | None = limit("duration_min_s")
    bandwidth_mhz: Amount | None = limit("bandwidth_mhz")
    gsd_nadir_m: Amount | None = limit("gsd_nadir_m")
    reference_height_km: Amount | None = limit("reference_height_km")
    roll_deg: TurnedAngle | None = limit("roll_deg")
    pitch_deg: TurnedAngle | None = limit("pitch_deg")
    azimuth_from_deg: Azimuth | None = limit("azimuth_from_deg")
    azimuth_to_deg: Azimuth | None = limit("azimuth_to_deg")
    local_time_from_h: Hour | None = limit("local_time_from_h")
    local_time_to_h: Hour | None = limit("local_time_to_h")
    heading: Heading | None = Field(default=None, description=HEADING)
    satellite_light: SatelliteLight | None = Field(default=None, description=SATELLITE_LIGHT)
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
    for keys in NUMBER_AXES.values():
        values |= {key: value.spread() for key in keys if (value := getattr(table, key)) is not None}
    values |= {k: v for k in (*PLAIN, "heading", "satellite_light") if (v := getattr(table, k)) is not None}
    for key in RULES:
        try:
            values[key] = tuple(rule.limits() for rule in getattr(table, key))
        except UsageError as error:
            raise SensorError(name, [(key, str(error))]) from None
    if table.look is not None:
        values["look"] = table.look
    if table.squint_max_deg is not None:
        values["squint_none"] = table.squint_max_deg.none
    return Sensor(name=name, kind=kind or "other", light=table.light, **values)
