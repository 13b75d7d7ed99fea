"""``[[satellite]]``: one satellite, its sensor, its dates, and where its orbit comes from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from .fields import Carried, Epoch, Name, Number, PositiveNumber, Table, Utc, Whole

Degrees360 = Annotated[Number, Field(ge=0.0, le=360.0)]
Inclination = Annotated[Number, Field(ge=0.0, le=180.0)]
Eccentricity = Annotated[Number, Field(ge=0.0, lt=1.0)]
Hours24 = Annotated[Number, Field(ge=0.0, le=24.0)]


class ElementsTable(Table):
    """One mean element set under the keys of an OMM (CCSDS 502.0-B) in lower case, in an OMM's units."""

    epoch: Epoch = Field(description="UTC; the one time that may stand without a zone, as an OMM prints it")
    mean_motion: Annotated[Number, Field(gt=0.0, le=18.0)] = Field(description="revolutions per day (Kozai)")
    eccentricity: Eccentricity = Field(description="dimensionless")
    inclination: Inclination = Field(description="degrees")
    ra_of_asc_node: Degrees360 = Field(description="right ascension of the ascending node, degrees, TEME of epoch")
    arg_of_pericenter: Degrees360 = Field(description="argument of perigee, degrees")
    mean_anomaly: Degrees360 = Field(description="degrees")
    bstar: Number = Field(default=0.0, description="SGP4 drag term, per Earth radius; left out: no drag")
    mean_motion_dot: Number = Field(default=0.0, description="revolutions per day squared, as printed; unused by SGP4")
    mean_motion_ddot: Number = Field(default=0.0, description="revolutions per day cubed, as printed; unused by SGP4")
    object_name: str = Field(default="", description="the object's name in the catalogue; the satellite's own is used")
    object_id: str = Field(default="", description="international designator, as 2023-185B")
    norad_cat_id: Whole | None = Field(default=None, description="catalogue number; must agree with norad_id")
    element_set_no: Whole | None = Field(default=None, description="number of the set, kept but not used")
    rev_at_epoch: Whole | None = Field(default=None, description="revolution number at epoch, kept but not used")
    ephemeris_type: Literal[0, 2] = Field(default=0, description="0 or 2: SGP4")
    classification_type: str = Field(default="", description="U for unclassified, kept but not used")
    source: str = Field(default="", description="where the set was published")
    usable_from_utc: Utc | None = Field(default=None, description="the set is not used before this time")
    usable_until_utc: Utc | None = Field(default=None, description="the set is not used from this time on")

    def omm(self) -> dict[str, Any]:
        """Return the set under an OMM's own keys, upper case, epoch as text without zone; our own keys left out."""
        own = {"source", "usable_from_utc", "usable_until_utc"}
        keyed = {key.upper(): value for key, value in self if key not in own and value not in (None, "")}
        return keyed | {"EPOCH": self.epoch.strftime("%Y-%m-%dT%H:%M:%S.%f")}


class KeplerianOrbit(Table):
    """A notional orbit from SGP4 mean elements; its size is given in exactly one way."""

    kind: Literal["keplerian"]
    epoch_utc: Utc | None = Field(
        default=None, description="moment the angles hold at; the start of the span if left out"
    )
    height_km: PositiveNumber | None = Field(default=None, description="mean semi-major axis minus 6378.137 km")
    semi_major_axis_km: PositiveNumber | None = Field(default=None, description="mean semi-major axis, km")
    mean_motion_rev_day: PositiveNumber | None = Field(default=None, description="revolutions per day (Kozai)")
    perigee_height_km: PositiveNumber | None = Field(default=None, description="a (1 - e) minus 6378.137 km")
    apogee_height_km: PositiveNumber | None = Field(default=None, description="a (1 + e) minus 6378.137 km")
    eccentricity: Eccentricity | None = Field(default=None, description="dimensionless; 0 if left out")
    inclination_deg: Inclination = Field(description="degrees")
    raan_deg: Number = Field(default=0.0, description="right ascension of the ascending node, degrees")
    arg_perigee_deg: Number = Field(default=0.0, description="argument of perigee, degrees")
    mean_anomaly_deg: Number = Field(default=0.0, description="mean anomaly, degrees")
    bstar: Number = Field(default=0.0, description="SGP4 drag term, per Earth radius; 0: the orbit does not decay")


class SunSynchronousOrbit(Table):
    """A notional sun-synchronous orbit; its inclination follows from its height."""

    kind: Literal["sun-synchronous"]
    epoch_utc: Utc | None = Field(
        default=None, description="moment the angles hold at; the start of the span if left out"
    )
    height_km: PositiveNumber = Field(description="mean semi-major axis minus 6378.137 km")
    ltan_h: Hours24 | None = Field(default=None, description="local mean solar time of the ascending node, hours")
    ltdn_h: Hours24 | None = Field(default=None, description="local mean solar time of the descending node, hours")
    eccentricity: Eccentricity = Field(default=0.0, description="dimensionless")
    arg_perigee_deg: Number = Field(default=0.0, description="argument of perigee, degrees")
    arg_latitude_deg: Number = Field(default=0.0, description="mean argument of latitude at the epoch, degrees")
    bstar: Number = Field(default=0.0, description="SGP4 drag term, per Earth radius; 0: the orbit does not decay")


OrbitTable = Annotated[KeplerianOrbit | SunSynchronousOrbit, Field(discriminator="kind")]


class ServiceDates(Table):
    """When a satellite counts: from launch and start of service, whichever is later, to the end of service.

    A satellite is in orbit from launch to decay, whether it serves or not.
    """

    launch_utc: Utc | None = Field(default=None, description="launch")
    in_service_utc: Utc | None = Field(default=None, description="start of service; from launch if left out")
    out_of_service_utc: Utc | None = Field(
        default=None, description="end of service, by a failure too; never, or at the decay, if left out"
    )
    decay_utc: Utc | None = Field(default=None, description="end in orbit, and of service; never if left out")
    service_confirmed: bool = Field(
        default=True,
        description="false: that it serves from in_service_utc on is assumed or only said; a build-up gives the "
        "figures without it as well",
    )


class SatelliteTable(ServiceDates):
    """One satellite. Its orbit comes from ``elements``, from ``elements_file`` or from a notional ``orbit``."""

    name: Name = Field(description="unique among satellites")
    norad_id: Annotated[Whole, Field(ge=1, le=999_999_999)] | None = Field(
        default=None, description="catalogue number; picks the object in elements_file"
    )
    sensor: Carried = Field(description="NAME of a [sensor.NAME], or a list of all it carries")
    elements: tuple[ElementsTable, ...] = Field(default=(), description="one or more element sets of this object")
    elements_file: str | None = Field(
        default=None, min_length=1, description="file of element sets (OMM or TLE), relative to the scenario file"
    )
    orbit: OrbitTable | None = Field(default=None, description="a notional orbit")
    manoeuvres_utc: tuple[Utc, ...] = Field(
        default=(), description="known manoeuvres: no element set is used on the far side of one"
    )
    source: str = Field(default="", description="where the satellite's facts come from")
