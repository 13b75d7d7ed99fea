"""What is allowed in a scenario but worth a second look: said beside the result, never an error."""

from __future__ import annotations

from collections.abc import Iterator

from ..places.heights import HIGHEST_GROUND_KM
from ..sensors.catalogue import catalogue_entry
from ..sensors.limit_kinds import AFTER_ALL, BOUNDS_REACH, KEYS
from ..sensors.sensor import assumed_of
from .build_up_table import build_up_remarks
from .schema import Scenario
from .sensor_table import SensorTable, sensor_of

_SIDEWAYS = (*BOUNDS_REACH, "any_of", "all_of")


def remarks(scenario: Scenario) -> list[str]:
    """Return sentences about assumptions that a scenario makes by leaving something out."""
    return [
        *_sensor_remarks(scenario),
        *_service_remarks(scenario),
        *_height_remarks(scenario),
        *build_up_remarks(scenario.span.days, scenario.build_up),
    ]


def _sensor_remarks(scenario: Scenario) -> Iterator[str]:
    used = {name for satellite in scenario.satellite for name in satellite.sensor}
    for group in scenario.constellation:
        used |= set(group.sensor or ()) | {n for member in getattr(group, "member", ()) for n in member.sensor or ()}
    for name, table in scenario.sensor.items():
        if name not in used:
            yield f"sensor {name} is carried by no satellite"
        sensor = sensor_of(name, table)
        if not any(getattr(sensor, key) for key in _SIDEWAYS):
            yield f"sensor {name} has no limit on incidence, off-nadir or elevation: it sees all above the horizon"
        if sensor.kind in ("optical", "optical+infrared") and sensor.light == ("day and night",) and not table.light:
            yield f"sensor {name} is {sensor.kind} and has no limit on the Sun: night passes count"
        if sensor.kind == "radar" and sensor.is_field_of_regard:
            yield f"sensor {name} has no limit on ground squint: a field of regard, in which no radar can image all"
        for key, assumed in assumed_of(sensor.kind, _given(table)).items():
            yield (
                f"sensor {name} leaves {key} open: {assumed.low:g} / {assumed.nominal:g} / {assumed.high:g} is assumed "
                f"(low / nominal / high): {assumed.source}"
            )
        limits = sensor.limits()
        for key in AFTER_ALL if scenario.region else ():
            if getattr(limits, key) > 0.0:
                yield f"sensor {name}: {key} is asked of every point of a region by itself, and then of the region"
        least, largest = limits.incidence_at_least_deg, sensor.incidence_max_deg
        if largest is not None and least >= largest.nominal:
            yield (
                f"sensor {name}: its resolution takes an incidence of {least:.3g} deg, but it reaches "
                f"{largest.nominal:g}: it sees nothing"
            )
        if table.agility is not None and scenario.region:
            yield f"sensor {name}: how many targets it images in a pass is told of places alone, not of regions"


def _given(table: SensorTable) -> set[str]:
    """Return the limits that a table states, or the sensor of the catalogue that it is like."""
    stated = set(catalogue_entry(table.like).limits) if table.like is not None else set()
    return stated | {key for key in KEYS if getattr(table, key, None) is not None}


def _service_remarks(scenario: Scenario) -> Iterator[str]:
    start, end = scenario.span.start, scenario.time.end
    for entry in (*scenario.satellite, *scenario.constellation):
        begins = [moment for moment in (entry.launch_utc, entry.in_service_utc) if moment is not None]
        ends = [moment for moment in (entry.out_of_service_utc, entry.decay_utc) if moment is not None]
        if any(moment >= end for moment in begins) or any(moment <= start for moment in ends):
            yield f"{entry.name} is not in service at any time of the span"


def _height_remarks(scenario: Scenario) -> Iterator[str]:
    places = [(one.name, one.height_km) for one in scenario.target]
    places += [(one.name, one.height_km) for one in scenario.region]
    places += [(one.name, one.height_km) for one in scenario.station]
    for name, height_km in places:
        if height_km > HIGHEST_GROUND_KM:
            yield (
                f"{name} lies {height_km:g} km up, above all ground: an aircraft; {height_km:g} metres would read "
                f"{height_km / 1000.0:g}"
            )
