"""The limits that a rule of a sensor is over: plain numbers, and further rules."""

from __future__ import annotations

from pydantic import Field

from ..sensors.limits import Heading, Limits, Look, SatelliteLight
from ..sensors.sensor import RULES
from .fields import Table
from .limit_words import (
    HEADING,
    SATELLITE_LIGHT,
    Amount,
    Angle,
    Azimuth,
    Hour,
    SunAngle,
    TurnedAngle,
    WideAngle,
    limit,
)


class RuleTable(Table):
    """Limits under a rule: every one given must be met, a limit left out does not bind."""

    incidence_min_deg: Angle | None = limit("incidence_min_deg")
    incidence_max_deg: Angle | None = limit("incidence_max_deg")
    off_nadir_min_deg: Angle | None = limit("off_nadir_min_deg")
    off_nadir_max_deg: Angle | None = limit("off_nadir_max_deg")
    elevation_min_deg: Angle | None = limit("elevation_min_deg")
    squint_max_deg: Angle | None = limit("squint_max_deg")
    range_min_km: Amount | None = limit("range_min_km")
    range_max_km: Amount | None = limit("range_max_km")
    ground_range_resolution_max_m: Amount | None = limit("ground_range_resolution_max_m")
    gsd_max_m: Amount | None = limit("gsd_max_m")
    fov_across_deg: WideAngle | None = limit("fov_across_deg")
    fov_along_deg: WideAngle | None = limit("fov_along_deg")
    sun_elevation_min_deg: SunAngle | None = limit("sun_elevation_min_deg")
    sun_elevation_max_deg: SunAngle | None = limit("sun_elevation_max_deg")
    glint_min_deg: WideAngle | None = limit("glint_min_deg")
    bandwidth_mhz: Amount | None = limit("bandwidth_mhz")
    gsd_nadir_m: Amount | None = limit("gsd_nadir_m")
    reference_height_km: Amount | None = limit("reference_height_km")
    roll_deg: TurnedAngle | None = limit("roll_deg")
    pitch_deg: TurnedAngle | None = limit("pitch_deg")
    azimuth_from_deg: Azimuth | None = limit("azimuth_from_deg")
    azimuth_to_deg: Azimuth | None = limit("azimuth_to_deg")
    local_time_from_h: Hour | None = limit("local_time_from_h")
    local_time_to_h: Hour | None = limit("local_time_to_h")
    look: Look | None = Field(default=None, description="side of the track: either, left or right")
    heading: Heading | None = Field(default=None, description=HEADING)
    satellite_light: SatelliteLight | None = Field(default=None, description=SATELLITE_LIGHT)
    all_of: tuple[RuleTable, ...] = Field(default=(), description="further limits, all of which must be met as well")
    any_of: tuple[RuleTable, ...] = Field(default=(), description="further limits, at least one of which must be met")
    none_of: tuple[RuleTable, ...] = Field(default=(), description="further limits, none of which may be met")

    def limits(self) -> Limits:
        """Return the limits. Raises UsageError where they contradict each other."""
        values = self.model_dump(exclude_none=True, exclude=set(RULES))
        values |= {key: tuple(rule.limits() for rule in getattr(self, key)) for key in RULES}
        return Limits(**values)
