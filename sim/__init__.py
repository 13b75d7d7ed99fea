"""reconsim: how often given satellites can really image given places, and whether a claim about it holds.

    import sim
    result = sim.load("rok-425-as-flown").run()
    result.figures, result.windows, result.looks, result.gaps      # pandas DataFrames
    for verdict in result.verdicts: print(verdict.sentence())
    result.plot.gaps()

The floor plan, from the top to the ground. A room uses only rooms of floors below its own; data flows up.

    cli              the command line: arguments to calls
    simulation       load, run step by step, Result, the folder and the manifest, maps of scenarios
    report           tables, pictures, files
    claims           sentences others said, their readings by kind, verdicts
    studies          surveys, draws, build-ups, capacity, visits
    scenario         the scenario file: its tables, errors by line, building what it speaks of
    regions, maps    windows of areas, in part or in whole; rasters over the Earth
    windows          the exact search at places; light; whole catalogues overhead
    constellation    satellites, targets and what is asked of them: what a scenario becomes
    sensors, orbits  what counts as seeing, a catalogue of real ones; element sets, SGP4, the table
    sun              where the Sun stands, when it is up
    places, sun_ephemeris  sites, horizons, regions, grids, points, clouds; the shipped ephemeris
    earth, time_words  the ellipsoid; moments, spans and zones as people write them
    revisit          looks, gaps, figures, chains, usable looks: from intervals alone
    clock, compile, crossings, files, intervals, memory, shipped, threads, words  time, kernels, roots, files, data
    cache_key, constants, errors, data, note, plain_text  the ground

Nothing heavy is imported until it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .clock import Span, parse_utc
    from .constellation.from_sets import satellites
    from .constellation.satellite import Satellite
    from .constellation.target import RegionTarget
    from .maps.coverage_map import coverage_map
    from .maps.figures import CoverageMap
    from .orbits.elements import ElementSet
    from .orbits.ephemeris import ephemeris
    from .orbits.near_repeat import near_repeats
    from .orbits.readers import parse_elements, read_catalogue, read_elements
    from .orbits.track import Track
    from .places.cloud import cloud_from
    from .places.countries import country
    from .places.drawn import box_region, circle_region, polygon_region
    from .places.grids import Grid, box, whole_earth
    from .places.h3_points import h3_cells
    from .places.points import Points, equal_area_rows, fibonacci
    from .places.region_files import read_region
    from .places.regions import Region
    from .places.sites import Site, read_sites
    from .regions.accumulated import seen_in_pass, share_seen, times_to_share
    from .regions.windows import region_windows
    from .report.map_picture import map_picture
    from .revisit.chain import Chain, order_to_desk, system_age
    from .revisit.coincidence import coincidences, cued
    from .revisit.figures import Figures, figures
    from .revisit.merit import merit
    from .revisit.survival import survival_of
    from .revisit.usable import usable_looks
    from .sensors.agility import Agility
    from .sensors.catalogue import catalogue_entry, sensor_from_catalogue, sensor_names
    from .sensors.limits import Limits
    from .simulation.access import find_access
    from .simulation.exporting import export
    from .simulation.result import Result
    from .simulation.simulation import Simulation, load
    from .studies.candidates import candidates
    from .studies.capacity import capacity
    from .windows.closest import closest_approaches
    from .windows.geometry_at import GeometryAt, geometry
    from .windows.overhead import Overhead, overhead
    from .windows.search import Search
    from .windows.states import States, states
    from .windows.windows import Windows

__version__ = "0.1.0"

_HOMES = {
    "Agility": "sensors.agility",
    "Chain": "revisit.chain",
    "CoverageMap": "maps.figures",
    "ElementSet": "orbits.elements",
    "Figures": "revisit.figures",
    "GeometryAt": "windows.geometry_at",
    "Grid": "places.grids",
    "Limits": "sensors.limits",
    "Overhead": "windows.overhead",
    "Points": "places.points",
    "Region": "places.regions",
    "RegionTarget": "constellation.target",
    "Result": "simulation.result",
    "Satellite": "constellation.satellite",
    "Search": "windows.search",
    "Simulation": "simulation.simulation",
    "Site": "places.sites",
    "Span": "clock",
    "States": "windows.states",
    "Track": "orbits.track",
    "Windows": "windows.windows",
    "box": "places.grids",
    "box_region": "places.drawn",
    "candidates": "studies.candidates",
    "capacity": "studies.capacity",
    "catalogue_entry": "sensors.catalogue",
    "circle_region": "places.drawn",
    "closest_approaches": "windows.closest",
    "cloud_from": "places.cloud",
    "coincidences": "revisit.coincidence",
    "country": "places.countries",
    "coverage_map": "maps.coverage_map",
    "cued": "revisit.coincidence",
    "ephemeris": "orbits.ephemeris",
    "equal_area_rows": "places.points",
    "export": "simulation.exporting",
    "fibonacci": "places.points",
    "figures": "revisit.figures",
    "find_access": "simulation.access",
    "geometry": "windows.geometry_at",
    "h3_cells": "places.h3_points",
    "load": "simulation.simulation",
    "map_picture": "report.map_picture",
    "merit": "revisit.merit",
    "near_repeats": "orbits.near_repeat",
    "order_to_desk": "revisit.chain",
    "overhead": "windows.overhead",
    "parse_elements": "orbits.readers",
    "parse_utc": "clock",
    "polygon_region": "places.drawn",
    "read_catalogue": "orbits.readers",
    "read_elements": "orbits.readers",
    "read_region": "places.region_files",
    "read_sites": "places.sites",
    "region_windows": "regions.windows",
    "satellites": "constellation.from_sets",
    "seen_in_pass": "regions.accumulated",
    "sensor_from_catalogue": "sensors.catalogue",
    "sensor_names": "sensors.catalogue",
    "share_seen": "regions.accumulated",
    "states": "windows.states",
    "survival_of": "revisit.survival",
    "system_age": "revisit.chain",
    "times_to_share": "regions.accumulated",
    "usable_looks": "revisit.usable",
    "whole_earth": "places.grids",
}

__all__ = [
    "Agility", "Chain", "CoverageMap", "ElementSet", "Figures", "GeometryAt", "Grid", "Limits", "Overhead", "Points",
    "Region", "RegionTarget", "Result", "Satellite", "Search", "Simulation", "Site", "Span", "States", "Track",
    "Windows", "box", "box_region", "candidates", "capacity", "catalogue_entry", "circle_region", "closest_approaches",
    "cloud_from", "coincidences", "country", "coverage_map", "cued", "ephemeris", "equal_area_rows", "export",
    "fibonacci", "figures", "find_access", "geometry", "h3_cells", "load", "map_picture", "merit", "near_repeats",
    "order_to_desk", "overhead", "parse_elements", "parse_utc", "polygon_region", "read_catalogue", "read_elements",
    "read_region", "read_sites", "region_windows", "satellites", "seen_in_pass", "sensor_from_catalogue",
    "sensor_names", "share_seen", "states", "survival_of", "system_age", "times_to_share", "usable_looks",
    "whole_earth",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}; it offers {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
