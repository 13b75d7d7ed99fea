"""What the tables of a claim are made of: strict pydantic models, and the types of their values."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, StringConstraints, model_validator

from ..places.sites import Site

Compare = Literal["<=", ">="]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Number = Annotated[float, Strict()]
Latitude = Annotated[Number, Field(ge=-90.0, le=90.0)]
Longitude = Annotated[Number, Field(ge=-180.0, le=360.0)]


def _rising(limits_s: tuple[float, ...]) -> tuple[float, ...]:
    if list(limits_s) != sorted(set(limits_s)):
        raise ValueError("limits must rise, none of them twice")
    return limits_s


def as_list(value: Any) -> Any:
    """Return a value of a file as a list; one alone may be written without brackets."""
    return value if isinstance(value, list | tuple) else [value]


Limits = Annotated[tuple[Annotated[Number, Field(gt=0.0)], ...], AfterValidator(_rising)]


class Part(BaseModel):
    """A table of a claim: unknown keys are refused, numbers are finite."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=True)


class Place(Part):
    """A place that a reading speaks of, on the WGS84 ellipsoid."""

    name: Text
    lat_deg: Latitude
    lon_deg: Longitude

    def site(self) -> Site:
        """Return it as the searches take places."""
        return Site(self.name, lat_deg=self.lat_deg, lon_deg=self.lon_deg)


class Dated(Part):
    """A table with a day, or a stretch of days and the reason for it."""

    date: dt.date | None = None
    date_to: dt.date | None = None
    date_note: str = ""

    @model_validator(mode="after")
    def _stretch_is_told(self) -> Self:
        if self.date_to is not None and (self.date is None or self.date_to < self.date):
            raise ValueError("date_to must not lie before date")
        if self.date_to is not None and not self.date_note:
            raise ValueError("a stretch from date to date_to needs a date_note that says why")
        return self


class Reading(Part):
    """One possible reading of a claim, of any kind: what it is called, and what it says."""

    id: Slug
    title: Text
    says: str = ""
