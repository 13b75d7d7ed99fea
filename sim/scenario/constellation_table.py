"""``[[constellation]]``: several satellites in one table. Every kind defines the names of its members."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .fields import Carried, Name, Number, PositiveNumber, Table, TurnDeg, Utc, Whole
from .satellite_table import Inclination, OrbitTable, ServiceDates

Count = Annotated[Whole, Field(ge=1, le=10_000)]


class WalkerTable(ServiceDates):
    """A Walker pattern T/P/F of circular orbits: delta spreads the nodes over 360 degrees, star over 180."""

    kind: Literal["walker-delta", "walker-star"]
    name: Name = Field(description="members are NAME-1 to NAME-T, plane after plane")
    sensor: Carried = Field(description="NAME of a [sensor.NAME], or a list of all each carries")
    total: Count = Field(description="T, satellites in all")
    planes: Count = Field(description="P, planes; must divide T")
    phasing: Annotated[Whole, Field(ge=0)] = Field(default=0, description="F, 0 to P - 1, in units of 360 / T degrees")
    height_km: PositiveNumber = Field(description="mean semi-major axis minus 6378.137 km")
    inclination_deg: Inclination = Field(description="degrees")
    epoch_utc: Utc | None = Field(
        default=None, description="moment the angles hold at; the start of the span if left out"
    )
    raan_deg: Number = Field(default=0.0, description="right ascension of the first plane's ascending node, degrees")
    raan_spread_deg: Annotated[Number, Field(gt=0.0, le=360.0)] | None = Field(
        default=None, description="angle the nodes are spread over, degrees, where it is not 360 (delta) or 180 (star)"
    )
    arg_latitude_deg: Number = Field(default=0.0, description="argument of latitude of the first satellite, degrees")
    bstar: Number = Field(default=0.0, description="SGP4 drag term, per Earth radius; 0: the orbits do not decay")

    @property
    def satellite_names(self) -> tuple[str, ...]:
        return tuple(f"{self.name}-{i}" for i in range(1, self.total + 1))


class TrainTable(ServiceDates):
    """Satellites one behind the other, in one orbit or over one ground track."""

    kind: Literal["train"]
    name: Name = Field(description="members are NAME-1 (the leader, in the orbit given) to NAME-COUNT")
    sensor: Carried = Field(description="NAME of a [sensor.NAME], or a list of all each carries")
    count: Count = Field(description="satellites, the leader included")
    orbit: OrbitTable = Field(description="the leader's orbit")
    spacing_s: PositiveNumber | None = Field(default=None, description="seconds from one satellite to the next")
    spacing_deg: PositiveNumber | None = Field(default=None, description="the same as an argument of latitude, degrees")
    follow: Literal["orbit", "ground_track"] = Field(
        default="orbit", description="orbit: one plane; ground_track: planes shifted so that all fly one ground track"
    )

    @property
    def satellite_names(self) -> tuple[str, ...]:
        return tuple(f"{self.name}-{i}" for i in range(1, self.count + 1))


class CopyTable(Table):
    """One copy of the satellite, its plane turned, its place in the orbit shifted."""

    name: Name | None = Field(default=None, description="left out: NAME-1, NAME-2 ... of the constellation")
    sensor: Carried | None = Field(default=None, description="left out: the constellation's")
    raan_shift_deg: TurnDeg = Field(default=0.0, description="node shifted east, degrees")
    anomaly_shift_deg: TurnDeg = Field(default=0.0, description="mean anomaly shifted ahead, degrees")


class CopiesTable(ServiceDates):
    """Copies of a named satellite; the original stays a ``[[satellite]]`` of its own."""

    kind: Literal["copies"]
    name: Name = Field(description="gives its name to members that have none")
    copy_of: Name = Field(description="name of a [[satellite]]")
    sensor: Carried | None = Field(
        default=None, description="NAME of a [sensor.NAME], or a list; left out: the original's"
    )
    member: tuple[CopyTable, ...] = Field(description="the copies", json_schema_extra={"minItems": 1})

    @property
    def satellite_names(self) -> tuple[str, ...]:
        return tuple(copy.name or f"{self.name}-{i}" for i, copy in enumerate(self.member, 1))


ConstellationTable = Annotated[WalkerTable | TrainTable | CopiesTable, Field(discriminator="kind")]
