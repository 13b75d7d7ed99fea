"""The scenario file, as a model: every key, its unit, its range. What must fit together is in ``checks``."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from ..clock import Span
from ..errors import UsageError
from ..places.horizon import horizon_problem
from .build_up_table import BuildUpTable
from .constellation_table import ConstellationTable
from .fields import HeightKm, LatDeg, LonDeg, Name, Number, PositiveNumber, Table, Utc, Whole, refuse
from .region_table import RegionTable
from .require import Requirement, requirement
from .satellite_table import SatelliteTable
from .sensor_table import SensorTable
from .tasking_tables import ChainTable, CoincidenceTable, StationTable, WeatherTable

SHORTEST_SPAN_D, LONGEST_SPAN_D = 1e-5, 3660.0


class TimeTable(Table):
    """The span that is judged."""

    start_utc: Utc = Field(description="start of the span; a bare date is 00:00 UTC")
    span_days: Annotated[Number, Field(ge=SHORTEST_SPAN_D, le=LONGEST_SPAN_D)] | None = Field(
        default=None, description="length in days; or give end_utc"
    )
    end_utc: Utc | None = Field(default=None, description="end of the span, not in it; or give span_days")

    @property
    def span(self) -> Span:
        return Span(self.start_utc, (self.end - self.start_utc).total_seconds())

    @property
    def end(self) -> datetime:
        if self.end_utc is not None:
            return self.end_utc
        assert self.span_days is not None  # the checks see to it
        return self.start_utc + timedelta(days=self.span_days)


class HoldTable(Table):
    """What is held fixed in long or notional runs, where drag and manoeuvres are not known."""

    mode: Literal["none", "no_drag", "locked", "repeat"] = Field(
        default="none",
        description="none: SGP4 as the sets have it; no_drag: B* = 0; locked: no drag, one mean motion and node rate "
        "per group, spaced as at stated_epoch_utc; repeat: as many revolutions in so many days",
    )
    stated_epoch_utc: Utc | None = Field(
        default=None, description="locked: moment whose spacing is kept; the start of the span if left out"
    )
    groups: tuple[tuple[Name, ...], ...] = Field(
        default=(),
        description="locked, repeat: names of satellites or constellations held together; "
        "left out: satellites that carry the same form one group",
    )
    revolutions: Annotated[Whole, Field(ge=1)] | None = Field(
        default=None, description="repeat: revolutions in a cycle"
    )
    days: Annotated[Whole, Field(ge=1)] | None = Field(
        default=None, description="repeat: nodal days in a cycle (turns of the Earth under the orbit plane)"
    )


def _mask(value: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    if problem := horizon_problem(value):
        raise refuse(problem)
    return value


class TargetTable(Table):
    """A place to be imaged."""

    name: Name = Field(description="unique among targets")
    lat_deg: LatDeg = Field(description="geodetic latitude, degrees, north positive")
    lon_deg: LonDeg = Field(description="longitude, degrees, east positive, -180 to 360")
    height_km: HeightKm = Field(default=0.0, description="height above the WGS84 ellipsoid, km")
    weight: PositiveNumber = Field(default=1.0, description="importance beside other targets")
    horizon: Annotated[tuple[tuple[Number, Number], ...], AfterValidator(_mask)] = Field(
        default=(),
        description="what hides the sky: [azimuth, elevation] pairs in degrees, azimuths rising from north by east, "
        "elevations between them linear; readings that count satellites above the horizon pass over it",
    )
    group: str = Field(default="", description="a name to group targets by; stands beside the target in summary.json")
    source: str = Field(default="", description="where the coordinates come from")


class DrawsTable(Table):
    """Draws for the error of a figure: each satellite moved along its orbit, planes held, everything measured again."""

    of: Literal["element error", "another month"] | None = Field(
        default=None,
        description="element error: satellites are where their sets put them, to some seconds; another month: anywhere "
        "along their orbits. Left out: element error where every satellite has its own element sets, at most 7 days "
        "old at every moment of the span, and nothing is held; else another month",
    )
    count: Annotated[Whole, Field(ge=0, le=100_000)] = Field(default=200, description="draws; 0: none")
    along_track_s: Annotated[Number, Field(gt=0.0, le=3600.0)] | None = Field(
        default=None,
        description="element error: the most by which a satellite is early or late, seconds of flight; 10 if left out",
    )
    anomaly_spread_deg: Annotated[Number, Field(gt=0.0, le=360.0)] | None = Field(
        default=None,
        description="another month: width of the band an anomaly is drawn from, degrees, centred on its own value; "
        "360 if left out",
    )
    dead_band_km: Annotated[Number, Field(gt=0.0)] | None = Field(
        default=None,
        description="another month: how far a satellite on a repeating track may stray from it to either side, km at "
        "the equator; 95 if left out",
    )


def _zone(value: str) -> str:
    from zoneinfo import ZoneInfo

    if value != "UTC":
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise refuse(f"{value!r} is not a time zone; write one like Asia/Seoul or UTC") from None
    return value


class ReportTable(Table):
    """How results are shown and which gaps are counted."""

    tz: Annotated[str, AfterValidator(_zone)] = Field(
        default="UTC", description="time zone of tables and report (never of CSV or JSON), as Asia/Seoul"
    )
    gaps: Literal["looks", "all"] = Field(
        default="looks", description="looks: gaps between looks; all: between windows, a radar's nadir hole counted too"
    )
    edges: Literal["completed", "interior", "clipped"] = Field(
        default="completed",
        description="gaps that overlap the ends of the span: completed beyond them, left out, or cut",
    )


def _limit(value: Any) -> float | str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise refuse("must be a number (the most allowed) or text such as '<= 7200' or '>= 5'")
    try:
        requirement("measure", value)
    except UsageError as error:
        raise refuse(str(error)) from None
    return value


def _measure(value: str) -> str:
    try:
        requirement(value, 0.0)
    except UsageError as error:
        raise refuse(str(error)) from None
    return value


Limit = Annotated[Any, AfterValidator(_limit), WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}]})]


def _claim(value: str) -> str:
    if not value.endswith(".toml") and not re.fullmatch(_SLUG, value):
        raise refuse(f"{value!r} must be the name of a shipped claim, such as two-hours, or a file that ends in .toml")
    return value


_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
ClaimName = Annotated[str, AfterValidator(_claim), WithJsonSchema({"type": "string", "pattern": rf"^{_SLUG}$|\.toml$"})]
# A claim's own keys stand a room above, in sim.claims, which checks them.
ClaimTable = Annotated[dict[str, Any], WithJsonSchema({"type": "object", "required": ["statement"]})]


class Scenario(Table):
    """What is assumed: satellites, sensors, places, a span, and the claims to judge."""

    schema_version: Literal[1] = Field(alias="schema", description="version of this format: 1")
    title: Annotated[str, Field(min_length=1)] = Field(description="one line")
    description: str = Field(default="", description="what the scenario is for and what it assumes")
    seed: Annotated[Whole, Field(ge=0)] = Field(default=1, description="seed of every random draw")
    epochs: Literal["switch", "nearest"] = Field(
        default="switch",
        description="switch: each pass uses the element set nearest its middle; nearest: one set throughout, the one "
        "nearest the middle of the span",
    )
    time: TimeTable = Field(description="the span that is judged: start_utc with span_days or end_utc")
    satellite: tuple[SatelliteTable, ...] = Field(default=(), description="satellites, each with an orbit and a sensor")
    constellation: tuple[ConstellationTable, ...] = Field(default=(), description="several satellites said at once")
    sensor: dict[Name, SensorTable] = Field(description="sensors by name, each a [sensor.NAME]")
    target: tuple[TargetTable, ...] = Field(default=(), description="places to be imaged, each a [[target]]")
    region: tuple[RegionTable, ...] = Field(default=(), description="areas to be imaged, each a [[region]]")
    weather: WeatherTable | None = Field(default=None, description="clouds, for expected usable looks")
    station: tuple[StationTable, ...] = Field(default=(), description="ground stations, each a [[station]]")
    chain: ChainTable | None = Field(default=None, description="from the request to the desk; needs stations or relays")
    coincidence: tuple[CoincidenceTable, ...] = Field(
        default=(), description="looks of two sensors close to each other, each a [[coincidence]]"
    )
    build_up: BuildUpTable | None = Field(
        default=None, description="figures for each stretch of the span, while satellites enter service"
    )
    hold: HoldTable = Field(default=HoldTable(), description="what is held fixed in long or notional runs")
    draws: DrawsTable = Field(default=DrawsTable(), description="draws for the error of a figure")
    report: ReportTable = Field(default=ReportTable(), description="how results are shown and which gaps are counted")
    claims: tuple[ClaimName, ...] = Field(
        default=(),
        description="claims to judge with this scenario: names of shipped ones, or files of one's own beside this file",
    )
    claim: tuple[ClaimTable, ...] = Field(
        default=(),
        description="claims of one's own, each a [[claim]]: a statement and one [[claim.reading]] are enough",
    )
    require: dict[Annotated[str, AfterValidator(_measure)], Limit] = Field(
        default_factory=dict,
        description="measure = limit: a number is the most allowed, text such as '>= 5' says which way; "
        "a run that misses one ends with exit code 3",
    )

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        return tuple(requirement(measure, limit) for measure, limit in self.require.items())

    @property
    def span(self) -> Span:
        return self.time.span

    @property
    def satellite_names(self) -> tuple[str, ...]:
        """Names of all satellites, members of constellations included, in the order they are run."""
        own = tuple(satellite.name for satellite in self.satellite)
        return own + tuple(name for group in self.constellation for name in group.satellite_names)

    @property
    def target_names(self) -> tuple[str, ...]:
        """Names of all targets, places first, then regions, in the order they are run."""
        return (*(one.name for one in self.target), *(one.name for one in self.region))
