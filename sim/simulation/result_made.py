"""The windows of a run as they are handed to the writers of files: its columns, its places, its scene."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from ..clock import format_utc
from ..report.exported import About
from ..report.scene import scene_of, spots_of
from ..report.windows_csv import windows_rows
from ..report.windows_made import WindowsMade
from .access_made import asked_of, points_of
from .searched import Searched

NOMINAL = "all-nominal"


def result_made(result: Searched, *, geometry: bool = False, zone: tzinfo | None = None) -> WindowsMade:
    """Return the windows of all standing cases of a run; its document has their rows, summary.json all else."""
    constellation = result.simulation.constellation
    spots = spots_of(constellation.targets, constellation.places)
    tables = [search.ephemeris for search in result.surveyor.searches.values()]
    cases = list(result.standing)
    columns = result.window_columns_with_geometry if geometry else result.window_columns
    return WindowsMade(
        columns,
        {
            "schema_version": 1,
            "scenario": result.simulation.name,
            "title": result.simulation.scenario.title,
            "start_utc": format_utc(result.span.start),
            "end_utc": format_utc(result.span.end),
            "windows": windows_rows(columns),
            "notes": list(result.notes),
        },
        points_of(spots),
        About(
            title=result.simulation.scenario.title,
            asked=(
                ("scenario", result.simulation.name),
                *asked_of(constellation.span, constellation.satellites, spots),
                *(("case", name, *_values(case)) for name, case in result.standing.items()),
            ),
            notes=result.notes,
            zone=zone,
            cases=tuple(cases) if len(cases) > 1 else (),
            main_case=NOMINAL if NOMINAL in cases else cases[0],
        ),
        draw=lambda: scene_of(constellation.span, constellation.satellites, tables, spots, result.window_table.windows),
    )


def _values(case: Mapping[str, str]) -> list[str]:
    return [f"{axis}: {label}" for axis, label in case.items()]
