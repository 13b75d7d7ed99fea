"""What a scenario says of clouds, stations, the chain to the desk, coincidences and agility, ready to compute with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..constellation.target import Target
from ..constellation.tasking import Coincidence, Station, Tasking
from ..places.sites import Site
from ..revisit.chain import Chain
from ..sensors.agility import Agility

if TYPE_CHECKING:
    from .schema import Scenario


def tasking_of(scenario: Scenario, folder: Path, targets: Sequence[Target], points: Sequence[Site]) -> Tasking:
    """Return what a scenario says; ``folder`` is where the path of a cloud file begins.

    Raises UsageError for a file that cannot be read as clouds, and for a target it does not cover.
    """
    cloud = None
    if scenario.weather is not None:
        from ..places.cloud import cloud_from

        cloud = cloud_from(scenario.weather.cloud, folder)
        cloud.monthly(  # refuses a place that is not covered now, and not after the run
            lat_deg=[p.lat_deg for p in points],
            lon_deg=[p.lon_deg for p in points],
            names=[target.name for target in targets for _ in range(target.count)],
        )
    return Tasking(
        cloud=cloud,
        same_sky_s=scenario.weather.same_sky_s if scenario.weather else 0.0,
        stations=tuple(
            Station(
                Site(s.name, lat_deg=s.lat_deg, lon_deg=s.lon_deg, height_km=s.height_km), s.roles, s.elevation_min_deg
            )
            for s in scenario.station
        ),
        chain=Chain(**scenario.chain.model_dump(exclude={"source"})) if scenario.chain else None,
        coincidences=tuple(Coincidence(**table.model_dump()) for table in scenario.coincidence),
        agility={
            name: Agility(**table.agility.model_dump(exclude={"source"}))
            for name, table in scenario.sensor.items()
            if table.agility is not None
        },
    )
