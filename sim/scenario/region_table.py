"""``[[region]]``: an area to be imaged, drawn in the file, named, or read from another; and how much of it must be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from ..constellation.target import SEEN_WORDS, RegionTarget, Within, seen_problem
from ..errors import UsageError
from .fields import HeightKm, LatDeg, LonDeg, Name, Number, PositiveNumber, Table, as_list, one_or_more, refuse

if TYPE_CHECKING:
    from ..places.regions import Region

SHAPES = ("country", "file", "box", "polygon", "circle")


def _seen(value: Any) -> Any:
    if problem := seen_problem(value):
        raise refuse(problem)
    return value if isinstance(value, str) else float(value)


SEEN_SCHEMA = {
    "anyOf": [
        {"type": "string", "enum": list(SEEN_WORDS)},
        {"type": "number", "exclusiveMinimum": 0.0, "maximum": 100.0},
    ]
}


class BoxTable(Table):
    """A box of latitude and longitude, from west eastward, across longitude 180 if that is the way."""

    south_deg: LatDeg = Field(description="latitude of its southern edge, degrees")
    north_deg: LatDeg = Field(description="latitude of its northern edge, degrees")
    west_deg: LonDeg = Field(description="longitude of its western edge, degrees, -180 to 360")
    east_deg: Annotated[Number, Field(ge=-180.0, le=720.0)] = Field(
        description="longitude of its eastern edge, degrees, -180 to 360; of a box wider than 180, up to west + 360"
    )


class CircleTable(Table):
    """All that lies within a distance of a place."""

    lat_deg: LatDeg = Field(description="geodetic latitude of the middle, degrees")
    lon_deg: LonDeg = Field(description="longitude of the middle, degrees")
    radius_km: PositiveNumber = Field(description="radius along the ground, km")


class RegionTable(Table):
    """An area to be imaged; one of country, file, box, polygon or circle says which."""

    name: Name = Field(description="unique among targets and regions")
    country: Annotated[tuple[str, ...], BeforeValidator(as_list), one_or_more()] | None = Field(
        default=None, description="a country, or a list of them, by name or ISO code (Natural Earth borders)"
    )
    file: str | None = Field(
        default=None, description="GeoJSON file or shapefile with polygons; its path begins at the scenario's folder"
    )
    select: str = Field(
        default="", description="which feature of the file: a name, property=value, or * for all; needed if several"
    )
    box: BoxTable | None = Field(default=None, description="a box of latitude and longitude")
    polygon: tuple[tuple[Number, Number], ...] | None = Field(
        default=None, description="corners, each [latitude, longitude] in degrees, edges straight in both"
    )
    circle: CircleTable | None = Field(default=None, description="a circle on the ground")
    seen: Annotated[Any, AfterValidator(_seen), WithJsonSchema(SEEN_SCHEMA)] = Field(
        default="any part",
        description="how much must be seen: 'any part' (the sensor's reach touches it), 'entirely', or a percentage of "
        "its area",
    )
    within: Within = Field(
        default="instant",
        description="for a percentage: seen at one instant, or added up over one pass of one satellite",
    )
    spacing_km: PositiveNumber | None = Field(
        default=None, description="distance between the points that stand for it, km; some 200 points if left out"
    )
    height_km: HeightKm = Field(default=0.0, description="height of its points above the WGS84 ellipsoid, km")
    group: str = Field(default="", description="a name to group targets by; stands beside the target in summary.json")
    source: str = Field(default="", description="where the outline comes from")

    @property
    def given(self) -> list[str]:
        """The ways in which the outline is given: one, or something is wrong."""
        return [shape for shape in SHAPES if getattr(self, shape) is not None]

    def target(self, folder: Path) -> RegionTarget:
        """Return the region with how much of it must be seen; raises as ``region``."""
        return RegionTarget(
            self.name,
            self.region(folder),
            seen=self.seen,
            within=self.within,
            spacing_km=self.spacing_km,
            height_km=self.height_km,
            group=self.group,
        )

    def region(self, folder: Path) -> Region:
        """Return the region; ``folder`` is where the path of a file begins. Raises UsageError in a sentence."""
        from ..places.drawn import box_region, circle_region, polygon_region
        from ..places.regions import united

        if self.box is not None:
            return box_region(self.name, **self.box.model_dump())
        if self.circle is not None:
            return circle_region(self.name, **self.circle.model_dump())
        if self.polygon is not None:
            return polygon_region(self.name, self.polygon)
        if self.country is not None:
            from ..places.countries import country

            return united(self.name, [country(name) for name in self.country])
        if self.file is None:
            raise UsageError(f"region {self.name}: one of {', '.join(SHAPES)} must say where it lies")
        from ..places.region_files import read_region

        return read_region(folder / self.file, name=self.name, select=self.select)
