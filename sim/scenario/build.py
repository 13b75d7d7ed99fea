"""The objects of a checked scenario: satellites with element sets, sensors, places.

Nothing is propagated here. Element sets are read and checked, notional orbits become element sets, holds are applied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ..clock import Span
from ..constellation.constellation import Constellation
from ..constellation.satellite import Satellite
from ..constellation.target import targets_of
from ..errors import DataError, UsageError
from ..orbits.elements import ElementSet
from ..orbits.hold import apply_hold
from ..orbits.notional import copy_of, keplerian, sun_synchronous, train, walker
from ..orbits.readers import Unusable, elements_from_omm, objects_of, read_catalogue
from ..orbits.readers.unusable import problems_in, refuse
from ..places.sites import Site
from .constellation_table import CopiesTable, TrainTable, WalkerTable
from .satellite_table import OrbitTable, SatelliteTable, ServiceDates
from .schema import Scenario
from .sensor_table import sensor_of
from .tasking import tasking_of


def build(scenario: Scenario, folder: Path) -> Constellation:
    """Return the constellation of a scenario; ``folder`` is where its ``elements_file`` paths begin.

    Raises DataError for element sets that cannot be used, UsageError for orbits that are impossible.
    """
    span = scenario.span
    own = [_of_table(table, scenario, folder) for table in scenario.satellite]
    by_name = {satellite.name: satellite for satellite in own}
    satellites = list(own)
    for table in scenario.constellation:
        satellites += _of_constellation(table, by_name, span)
    satellites = _held(satellites, scenario)
    sites = [Site(t.name, lat_deg=t.lat_deg, lon_deg=t.lon_deg, height_km=t.height_km, weight=t.weight,
                  horizon=t.horizon) for t in scenario.target]  # fmt: skip
    targets, places = targets_of(
        sites, [table.target(folder) for table in scenario.region], [t.group for t in scenario.target]
    )
    return Constellation(
        span=span,
        satellites=tuple(satellites),
        sensors={name: sensor_of(name, table) for name, table in scenario.sensor.items()},
        targets=targets,
        places=places,
        epochs=scenario.epochs,
        tasking=tasking_of(scenario, folder, targets, places),
    )


def _of_table(table: SatelliteTable, scenario: Scenario, folder: Path) -> Satellite:
    if table.orbit is not None:
        sets = [_orbit(table.name, table.orbit, scenario.span)]
    elif table.elements_file is not None:
        sets = _from_file(table, folder / table.elements_file)
    else:
        sets = [
            replace(
                elements_from_omm(e.omm(), f"satellite {table.name}, set {i}", table.name),
                name=table.name,
                source=e.source,
            )
            for i, e in enumerate(table.elements, 1)
        ]
        for one, e in zip(sets, table.elements, strict=True):
            outside = (e.usable_from_utc and one.epoch_utc < e.usable_from_utc) or (
                e.usable_until_utc and one.epoch_utc >= e.usable_until_utc
            )
            if outside:
                raise DataError(
                    f"satellite {table.name}: the set of {one.epoch_utc:%Y-%m-%d %H:%M} is not usable at its own epoch"
                )
    number = table.norad_id or next((s.catalog_number for s in sets if s.catalog_number), 0)
    sets = [replace(s, catalog_number=number) for s in sets]
    return _satellite(table, table.name, table.sensor, number, sets, table.manoeuvres_utc)


def _from_file(table: SatelliteTable, path: Path) -> list[ElementSet]:
    catalogue = read_catalogue(path)
    objects = objects_of(catalogue.sets)
    asked = {key: sets for key, sets in objects.groups.items() if sets[-1].catalog_number == table.norad_id}
    groups = objects.groups if table.norad_id is None else asked
    names = {table.name, "", *(one.name for sets in asked.values() for one in sets)}
    unusable = [one for one in (*catalogue.unusable, *objects.unclear) if one.is_record and _may_be(table, names, one)]
    if unusable:
        refuse([f"satellite {table.name}: {problem}" for problem in problems_in(unusable)])
    if len(groups) == 1:
        found = next(iter(groups.values()))
    elif not groups:
        raise DataError(f"satellite {table.name}: {path.name} holds no element set of object {table.norad_id}")
    else:
        named = [sets for sets in groups.values() if any(one.name == table.name for one in sets)]
        if len(named) != 1:
            number = "" if table.norad_id is None else f" of number {table.norad_id}"
            say = "norad_id" if table.norad_id is None else "the satellite's name, as the file has it"
            raise DataError(
                f"satellite {table.name}: {path.name} holds {len(groups)} objects{number}; say which one with {say}"
            )
        found = named[0]
    return [replace(one, name=table.name) for one in found]


def _may_be(table: SatelliteTable, names: set[str], record: Unusable) -> bool:
    """Return whether a record that cannot be used may be of a satellite, by its number, else by the names it has."""
    if table.norad_id is not None and record.catalog_number:
        return record.catalog_number == table.norad_id
    return record.name in names


def _orbit(name: str, orbit: OrbitTable, span: Span) -> ElementSet:
    fields = orbit.model_dump(exclude={"kind", "epoch_utc"}, exclude_none=True)
    epoch = orbit.epoch_utc or span.start
    if orbit.kind == "keplerian":
        return keplerian(name=name, epoch=epoch, **fields)
    return sun_synchronous(name=name, epoch=epoch, **fields)


def _of_constellation(
    table: WalkerTable | TrainTable | CopiesTable, by_name: Mapping[str, Satellite], span: Span
) -> list[Satellite]:
    if isinstance(table, WalkerTable):
        fields = table.model_dump(
            include={
                "total", "planes", "phasing", "height_km", "inclination_deg", "raan_deg", "raan_spread_deg",
                "arg_latitude_deg", "bstar",
            },
            exclude_none=True,
        )  # fmt: skip
        sets = walker(
            name=table.name,
            kind="delta" if table.kind == "walker-delta" else "star",
            epoch=table.epoch_utc or span.start,
            **fields,
        )
        return [_satellite(table, s.name, table.sensor, 0, [s]) for s in sets]
    if isinstance(table, TrainTable):
        leader = _orbit(table.name, table.orbit, span)
        sets = train(
            leader, count=table.count, spacing_s=table.spacing_s, spacing_deg=table.spacing_deg, follow=table.follow
        )
        return [_satellite(table, s.name, table.sensor, 0, [s]) for s in sets]
    original = by_name[table.copy_of]
    satellites = []
    for copy, name in zip(table.member, table.satellite_names, strict=True):
        sets = [
            copy_of(one, name=name, raan_shift_deg=copy.raan_shift_deg, anomaly_shift_deg=copy.anomaly_shift_deg)
            for one in original.elements
        ]
        sensors = copy.sensor or table.sensor or original.sensors
        satellites.append(_satellite(table, name, sensors, 0, sets, original.manoeuvres))
    return satellites


def _satellite(
    dates: ServiceDates,
    name: str,
    sensors: tuple[str, ...],
    number: int,
    sets: Sequence[ElementSet],
    manoeuvres: Sequence[datetime] = (),
) -> Satellite:
    starts = [moment for moment in (dates.launch_utc, dates.in_service_utc) if moment is not None]
    ends = [moment for moment in (dates.out_of_service_utc, dates.decay_utc) if moment is not None]
    return Satellite(
        name=name,
        norad_id=number,
        sensors=sensors,
        elements=tuple(sets),
        manoeuvres=tuple(manoeuvres),
        in_service=max(starts) if starts else None,
        out_of_service=min(ends) if ends else None,
        launch=dates.launch_utc,
        service_stated=dates.in_service_utc if dates.service_confirmed else None,
        decay=dates.decay_utc,
        service_confirmed=dates.service_confirmed,
    )


def _held(satellites: list[Satellite], scenario: Scenario) -> list[Satellite]:
    hold = scenario.hold
    if hold.mode == "none":
        return satellites
    stated = hold.stated_epoch_utc
    if stated is None and hold.mode in ("locked", "repeat"):
        stated = scenario.span.start
    groups: dict[str, str] | None = None
    if hold.mode in ("locked", "repeat"):
        groups = {one.name: ", ".join(one.sensors) for one in satellites}
        if hold.groups:
            named = {table.name: table.satellite_names for table in scenario.constellation}
            groups = {
                name: f"group {number}"
                for number, entries in enumerate(hold.groups, 1)
                for entry in entries
                for name in named.get(entry, (entry,))
            }
            unknown = sorted(set(groups) - {one.name for one in satellites})
            if unknown:
                raise UsageError(
                    f"hold.groups: {unknown[0]!r} is neither a satellite nor a constellation of the scenario"
                )
    held = apply_hold(
        {one.name: list(one.elements) for one in satellites},
        hold=hold.mode,
        stated_epoch=stated,
        groups=groups,
        revolutions=hold.revolutions,
        days=hold.days,
    )
    keeps_burns = hold.mode == "no_drag"
    return [
        replace(one, elements=tuple(held[one.name]), manoeuvres=one.manoeuvres if keeps_burns else ())
        for one in satellites
    ]
