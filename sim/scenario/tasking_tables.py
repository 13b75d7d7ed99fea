"""What stands between access and an image on the desk: clouds, stations, a chain of legs, pairs of sensors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from ..constellation.tasking import ROLES, Role
from ..errors import UsageError
from .fields import Amount, Angle, HeightKm, LatDeg, LonDeg, Name, Number, Table, as_list, one_or_more, refuse


def _cloud(value: Any) -> Any:
    if isinstance(value, str) or (isinstance(value, Mapping) and "file" in value):
        return value  # read when the scenario is built
    from ..places.cloud import cloud_from

    try:
        cloud_from(value)
    except UsageError as error:
        raise refuse(str(error).removeprefix("cloud: ")) from None
    return value


_FRACTION = {"type": "number", "minimum": 0.0, "maximum": 1.0}
_CLOUD_SCHEMA = {
    "anyOf": [
        _FRACTION,
        {"type": "array", "items": _FRACTION, "minItems": 12, "maxItems": 12},
        {"type": "string"},
        {"type": "object"},
    ]
}


class WeatherTable(Table):
    """Clouds as a probability. What is not given here is not guessed: nothing is shipped."""

    cloud: Annotated[Any, AfterValidator(_cloud), WithJsonSchema(_CLOUD_SCHEMA)] = Field(
        description="cloud fraction, 0 to 1: a number, twelve by month, a CSV or netCDF file, or a table with "
        "fraction or file, months ('steps' or 'linear'), variable, units"
    )
    same_sky_s: Amount = Field(
        default=0.0, description="looks closer to each other than this share one sky, seconds; 0: each its own"
    )
    source: str = Field(default="", description="where the figures come from")


class StationTable(Table):
    """A ground station."""

    name: Name = Field(description="unique among stations")
    lat_deg: LatDeg = Field(description="geodetic latitude, degrees, north positive")
    lon_deg: LonDeg = Field(description="longitude, degrees, east positive, -180 to 360")
    height_km: HeightKm = Field(default=0.0, description="height above the WGS84 ellipsoid, km")
    roles: Annotated[
        tuple[Role, ...],
        BeforeValidator(as_list),
        one_or_more(*ROLES),
    ] = Field(default=ROLES, description="command (sends orders up), receive (takes images down), or a list of both")
    elevation_min_deg: Angle = Field(default=5.0, description="least elevation of the satellite, degrees")
    source: str = Field(default="", description="where the coordinates come from")


class ChainTable(Table):
    """From the request to the image on the desk: what each leg takes, and whether it waits for a station."""

    preparation_s: Amount = Field(default=0.0, description="preparing the command on the ground, seconds")
    command_s: Amount = Field(default=0.0, description="that a contact has to last for the command, seconds")
    pre_collect_s: Amount = Field(default=0.0, description="from the command's end until it can collect, seconds")
    collect_s: Amount = Field(default=0.0, description="that a window over the target has to last, seconds")
    post_collect_s: Amount = Field(default=0.0, description="processing on board before the downlink, seconds")
    downlink_s: Amount = Field(default=0.0, description="that a contact has to last for the downlink, seconds")
    processing_s: Amount = Field(default=0.0, description="processing on the ground until it is on the desk, seconds")
    commanding: Literal["stations", "relay", "already tasked"] = Field(
        default="stations", description="how the command goes up: stations, relay (always in sight), already tasked"
    )
    downlinking: Literal["stations", "relay"] = Field(
        default="stations", description="how the image comes down: stations, or relay (always in sight)"
    )
    source: str = Field(default="", description="where the times come from")


class CoincidenceTable(Table):
    """Looks of two sensors at one target close to each other: tip and cue, or a picture in two kinds of light."""

    name: Name = Field(description="unique among coincidences")
    first: Name = Field(description="name of a sensor")
    second: Name = Field(description="name of a sensor; may be the first")
    within_s: Annotated[Number, Field(gt=0.0)] = Field(
        description="largest time between the end of one look and the start of the other, seconds"
    )
    order: Literal["either", "first then second"] = Field(
        default="either", description="either may lead, or the second sensor has to follow the first"
    )
