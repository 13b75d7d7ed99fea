"""reconsim: how often given satellites can really image given places, and whether a claim about it holds.

    import sim
    result = sim.load("rok-425-as-flown").run()
    result.figures, result.windows, result.looks, result.gaps      # pandas DataFrames
    for verdict in result.verdicts: print(verdict.sentence())
    result.plot.gaps()

The floor plan, top to bottom; a room uses only rooms below it, and data flows up.

    cli          the command line: arguments to calls
    report       tables, pictures, files
    simulation   load, run, Result, manifest
    claims       sentences others said, their readings, verdicts      studies     every combination, every phasing
    scenario     the scenario file: schema, errors by line, building
    coverage     exact windows; maps by swept rasters
    sensors      what counts as seeing                                orbits      element sets, SGP4, the table
    places       sites, grids                                         sun         where the Sun stands, when it is up
    earth        the ellipsoid
    revisit      looks, gaps, figures: from intervals alone
    clock, intervals, crossings, constants, errors, compile, shipped   the ground

Nothing heavy is imported until it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .clock import Span, parse_utc
    from .coverage.catalogue import Overhead, overhead
    from .coverage.map_figures import CoverageMap
    from .coverage.raster import coverage_map
    from .coverage.windows import Search, Windows
    from .orbits.elements import ElementSet
    from .orbits.ephemeris import Track, ephemeris
    from .orbits.readers import parse_elements, read_elements
    from .places.grids import Grid, box, whole_earth
    from .places.sites import Site
    from .report.window_rows import Satellite
    from .revisit.figures import Figures, figures
    from .sensors.limits import Limits
    from .simulation.access import find_access
    from .simulation.result import Result
    from .simulation.simulation import Simulation, load

__version__ = "0.1.0"

_HOMES = {
    "CoverageMap": "coverage.map_figures",
    "ElementSet": "orbits.elements",
    "Figures": "revisit.figures",
    "Grid": "places.grids",
    "Limits": "sensors.limits",
    "Overhead": "coverage.catalogue",
    "Result": "simulation.result",
    "Satellite": "report.window_rows",
    "Search": "coverage.windows",
    "Simulation": "simulation.simulation",
    "Site": "places.sites",
    "Span": "clock",
    "Track": "orbits.ephemeris",
    "Windows": "coverage.windows",
    "box": "places.grids",
    "coverage_map": "coverage.raster",
    "ephemeris": "orbits.ephemeris",
    "figures": "revisit.figures",
    "find_access": "simulation.access",
    "load": "simulation.simulation",
    "overhead": "coverage.catalogue",
    "parse_elements": "orbits.readers",
    "parse_utc": "clock",
    "read_elements": "orbits.readers",
    "whole_earth": "places.grids",
}

__all__ = [
    "CoverageMap", "ElementSet", "Figures", "Grid", "Limits", "Overhead", "Result", "Satellite", "Search",
    "Simulation", "Site", "Span", "Track", "Windows", "box", "coverage_map", "ephemeris", "figures", "find_access",
    "load", "overhead", "parse_elements", "parse_utc", "read_elements", "whole_earth",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}; it offers {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
