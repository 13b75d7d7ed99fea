"""The windows of a run as they are handed to the writers of files: its columns, its places, its scene."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from ..report.exported import About
from ..report.scene import scene_of, spots_of
from ..report.windows_made import WindowsMade
from .access_made import asked_of, points_of
from .summary import summary

if TYPE_CHECKING:
    from .result import Result

NOMINAL = "all-nominal"


def result_made(
    result: Result, *, geometry: bool = False, zone: tzinfo | None = None, document: bool = True
) -> WindowsMade:
    """Return the windows of all standing cases of a run; its document is summary.json, empty without ``document``."""
    constellation = result.simulation.constellation
    spots = spots_of(constellation.targets, constellation.places)
    tables = [search.ephemeris for search in result.surveyor.searches.values()]
    cases = list(result.standing)
    return WindowsMade(
        result.window_columns_with_geometry if geometry else result.window_columns,
        summary(result) if document else {},
        points_of(spots),
        About(
            title=result.simulation.scenario.title,
            asked=(
                ("scenario", result.simulation.name),
                *asked_of(constellation.span, constellation.satellites, spots),
                *(("case", name, *map(str, case.items())) for name, case in result.standing.items()),
            ),
            notes=result.notes,
            zone=zone,
            main_case=NOMINAL if NOMINAL in cases else cases[0],
        ),
        draw=lambda: scene_of(
            constellation.span, constellation.satellites, tables, spots, result.window_table.windows
        ),
    )  # fmt: skip
