"""Maps to files, the form told by the suffix; each file is written whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..maps.figures import CoverageMap
from ..places.sites import Site
from .map_made import MapMade
from .map_table import map_document
from .output_forms import check_output, write_output


def write_map(coverage: CoverageMap, path: Path, *, figures: Sequence[str], places: Sequence[Site] = ()) -> None:
    """Write a map to a file after its suffix: data with all ``figures``, or a picture of the first.

    An older file is replaced once the new one is whole. The same map gives the same bytes (netCDF and pictures: with
    the same libraries). Raises UsageError for an unknown suffix, a missing library, too many cells for GeoJSON;
    ReconsimError where writing fails, such as on a full disk.
    """
    points = coverage.grid.size if coverage.inside is None else int(coverage.inside.sum())
    names = list(dict.fromkeys(figures))
    check_output("map", path, force=True, size=points)
    made = MapMade(coverage, names, places, map_document(coverage, names) if path.suffix.lower() == ".json" else {})
    write_output("map", made, path, force=True)
