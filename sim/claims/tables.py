"""The tables of a claim's file beside its readings: sources, what it leaves open, what belongs beside it, moments."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from .parts import Dated, Latitude, Longitude, Part, Slug, Text


class Source(Dated):
    """Where something was published: outlet, author, day, address, and what it is."""

    outlet: Text
    what: Text
    title: str = ""
    author: str = ""
    address: str = ""
    document: str = ""

    @model_validator(mode="after")
    def _date_is_told(self) -> Self:
        if self.date is None and not self.date_note:
            raise ValueError("without a date, date_note must say what is known of it")
        return self


class Unstated(Part):
    """Something the claim leaves open and the values tried for it, from least to most where ordered."""

    label: Text
    values: tuple[Text, ...] = Field(min_length=1)
    ordered: bool = False
    phrases: dict[str, Text] = Field(default={})
    note: str = ""

    @model_validator(mode="after")
    def _values_are_told_apart(self) -> Self:
        if len(set(self.values)) != len(self.values):
            raise ValueError(f"values {list(self.values)} name one value twice")
        strange = [value for value in self.phrases if value not in self.values]
        if strange:
            raise ValueError(f"phrases has {strange[0]!r}, which is not among the values {list(self.values)}")
        return self


class Beside(Part):
    """Another public statement that belongs next to the claim."""

    statement: Text
    sources: tuple[Slug, ...] = Field(min_length=1)


class Instant(Part):
    """A moment, or a stretch, at which an image is said to have been taken or received, and of what place.

    One that was received says where: ``station`` with its latitude and longitude.
    """

    at_utc: AwareDatetime
    until_utc: AwareDatetime | None = None
    place: Text
    lat_deg: Latitude
    lon_deg: Longitude
    kind: Literal["image", "reception"]
    station: Text | None = None
    station_lat_deg: Latitude | None = None
    station_lon_deg: Longitude | None = None
    sources: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _reception_has_a_station(self) -> Self:
        given = [one is not None for one in (self.station, self.station_lat_deg, self.station_lon_deg)]
        if self.kind == "reception" and not all(given):
            raise ValueError("a reception needs station, station_lat_deg and station_lon_deg: where it was received")
        if self.kind == "image" and any(given):
            raise ValueError('an image needs no station; kind = "reception" has one')
        if self.until_utc is not None and self.until_utc <= self.at_utc:
            raise ValueError("until_utc must come after at_utc")
        return self

    @property
    def received(self) -> tuple[str, float, float]:
        """The name, latitude and longitude of the station of a reception."""
        assert self.station is not None
        assert self.station_lat_deg is not None
        assert self.station_lon_deg is not None
        return self.station, self.station_lat_deg, self.station_lon_deg


class Robustness(Part):
    """Variations in addition to the product of options: each satellite left out in turn."""

    leave_out_each_satellite: bool = False
