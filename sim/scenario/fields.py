"""The kinds of value a scenario holds: numbers that are numbers, times with a zone, names that print."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

from ..clock import parse_utc
from ..errors import UsageError
from ..places.sites import HEIGHT_RANGE_KM, LAT_RANGE_DEG, LON_RANGE_DEG, name_problem

FIRST_YEAR, LAST_YEAR = 1957, 2100  # from the first satellite to the latest planned ones


class Table(BaseModel):
    """A TOML table: only known keys, only finite numbers, unchangeable once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def refuse(message: str) -> PydanticCustomError:
    """Return the error a validator raises for a sentence of its own; braces in the message are kept as they are."""
    return PydanticCustomError("reconsim", "{message}", {"message": message})


def _utc(value: Any) -> datetime:
    if not isinstance(value, str | date):
        raise refuse(f"must be a time such as 2026-07-14T00:00:00Z, not {value!r}")
    try:
        moment = parse_utc(value)
    except UsageError as error:
        raise refuse(str(error).removeprefix("time ")) from None
    except OverflowError:
        raise refuse(f"{value!r} lies beyond the calendar") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise refuse(f"{value!s} must lie between the years {FIRST_YEAR} and {LAST_YEAR}")
    return moment


def _epoch(value: Any) -> datetime:
    # The OMM standard (CCSDS 502.0-B) prints epochs without a zone and names the time system apart: UTC here.
    if isinstance(value, datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    elif isinstance(value, str) and re.fullmatch(r"\s*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d*)?\s*", value):
        value = value.strip() + "Z"
    return _utc(value)


def as_list(value: Any) -> Any:
    """Take one text for a list of one."""
    return [value] if isinstance(value, str) else value


def one_or_more(*words: str) -> WithJsonSchema:
    """Return the schema of a text, or a list of texts; of these words, if any are given."""
    one: dict[str, Any] = {"type": "string"} | ({"enum": list(words)} if words else {})
    return WithJsonSchema({"anyOf": [one, {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}]})


def _name(value: str) -> str:
    if problem := name_problem(value):
        raise refuse(problem)
    return value


def _carried(value: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(value)) != len(value):
        raise refuse(f"{list(value)} must list each sensor once")
    return value


_TIME_SCHEMA = {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]}

Number = Annotated[float, Strict()]
Whole = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]
Name = Annotated[str, Field(min_length=1), AfterValidator(_name)]
Carried = Annotated[
    tuple[Name, ...], Field(min_length=1), BeforeValidator(as_list), AfterValidator(_carried), one_or_more()
]
Utc = Annotated[datetime, BeforeValidator(_utc), WithJsonSchema(_TIME_SCHEMA)]
Epoch = Annotated[datetime, BeforeValidator(_epoch), WithJsonSchema(_TIME_SCHEMA)]

LatDeg = Annotated[Number, Field(ge=LAT_RANGE_DEG[0], le=LAT_RANGE_DEG[1])]
LonDeg = Annotated[Number, Field(ge=LON_RANGE_DEG[0], le=LON_RANGE_DEG[1])]
HeightKm = Annotated[Number, Field(ge=HEIGHT_RANGE_KM[0], le=HEIGHT_RANGE_KM[1])]
TurnDeg = Annotated[Number, Field(ge=-360.0, le=360.0)]
PositiveNumber = Annotated[Number, Field(gt=0.0)]
Angle = Annotated[Number, Field(ge=0.0, le=90.0)]
Amount = Annotated[Number, Field(ge=0.0)]
