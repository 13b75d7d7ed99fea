"""Who sees what, for one set of limits: the shortest way from element sets to windows and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..clock import Span
from ..constants import SEARCH_BEYOND_S
from ..errors import UsageError
from ..orbits.ephemeris import ephemeris
from ..orbits.service import Epochs, tracks_of_all
from ..places.sites import Site
from ..report.window_rows import Satellite, window_columns
from ..revisit.figures import Figures, figures
from ..sensors.limits import Limits

if TYPE_CHECKING:
    from ..scenario.region_table import RegionTable
    from ..scenario.targets import Target
    from ..windows.search import Search, Windows


@dataclass(frozen=True)
class Access:
    """Windows of some satellites at some targets; ``windows`` reach beyond the span, so that gaps can be completed.

    ``targets`` tells which points of the search are which target, places before regions; without regions it is empty,
    and the places of the search are the targets. ``regions`` are as asked for, each with the spacing of its points.
    """

    span: Span
    satellites: tuple[Satellite, ...]
    limits: Limits
    search: Search
    targets: tuple[Target, ...] = ()
    regions: tuple[RegionTable, ...] = ()

    @property
    def names(self) -> list[str]:
        """The targets' names, in the order of their numbers."""
        return [one.name for one in self.targets or self.search.places]

    @cached_property
    def windows(self) -> Windows:
        found = self.search.windows(self.limits)
        if not self.targets:
            return found
        from ..studies.regions import windows_of_targets

        return windows_of_targets(found, self.targets, self.limits)

    @cached_property
    def columns(self) -> dict[str, list[Any]]:
        """The windows inside the span as the columns of windows.csv."""
        targets = [(one.name, None if one.region else one.first) for one in self.targets] or None
        return window_columns(self.search, {"": self.windows}, self.satellites, self.span, targets)

    def figures(self, target: int, *, limits_s: Sequence[float] = ()) -> Figures:
        """Return the figures of one target over the span, all satellites together, gaps completed beyond the edges."""
        mine = self.windows.take(self.windows.target == target)
        looks = mine.looks()
        return figures(
            np.column_stack([looks.start_s, looks.end_s]),
            np.column_stack([mine.start_s, mine.end_s]),
            0.0,
            self.span.duration_s,
            searched_from_s=-SEARCH_BEYOND_S,
            searched_to_s=self.span.duration_s + SEARCH_BEYOND_S,
            limits_s=limits_s,
        )

    @property
    def notes(self) -> list[str]:
        """What the reader should know about the element sets: lost satellites, old sets."""
        return list(self.search.ephemeris.lost)

    @property
    def advice(self) -> list[str]:
        """How good the windows of regions are, with points so far apart and limits that reach so far."""
        if not self.regions:
            return []
        from ..sensors.resolution import MEAN_RADIUS_KM
        from ..studies.regions import region_advice
        from ..windows.bounds_kernel import R_MIN

        lowest_km = max(float(self.search.ephemeris.bounds[:, R_MIN].min()) - MEAN_RADIUS_KM, 1.0)
        return region_advice(self.targets, [self.limits], lowest_km)


def find_access(
    satellites: Sequence[Satellite],
    places: Sequence[Site],
    span: Span,
    limits: Limits,
    *,
    regions: Sequence[RegionTable] = (),
    epochs: Epochs = "switch",
    manoeuvres: Sequence[Sequence[datetime]] | None = None,
    allow_stale: bool = False,
    threads: int | None = None,
) -> Access:
    """Return the access of satellites to places and regions over a span, searched 10 days beyond both of its ends.

    ``regions`` are as in a scenario, ``RegionTable(name="Fiji", country="Fiji", seen=50)``; they are targets after the
    places. Raises UsageError for a region that cannot be drawn, DataError for element sets that cannot serve the span
    (see sim.orbits.service.tracks): up to ten satellites by name, then how many more.
    """
    from ..windows.search import Search

    targets: tuple[Target, ...] = ()
    if regions:
        from ..scenario.targets import targets_of

        regions = [_settled(one) for one in regions]
        targets, places = targets_of(places, regions, Path())
    all_tracks = tracks_of_all(
        [(i, s.elements, manoeuvres[i] if manoeuvres else ()) for i, s in enumerate(satellites)],
        span,
        from_s=-SEARCH_BEYOND_S,
        to_s=span.duration_s + SEARCH_BEYOND_S,
        epochs=epochs,
        allow_stale=allow_stale,
    )
    search = Search(ephemeris(span, all_tracks), places, threads=threads)
    return Access(span, tuple(satellites), limits, search, targets, tuple(regions))


def _settled(table: RegionTable) -> RegionTable:
    """Return a region with the spacing of its points, once it says how much of it must be seen."""
    if table.within == "pass" and isinstance(table.seen, str):
        raise UsageError(f"region {table.name}: within = 'pass' adds up shares of the area; seen must be a percentage")
    if table.spacing_km is not None:
        return table
    from ..places.regions import default_spacing_km

    return table.model_copy(update={"spacing_km": default_spacing_km(table.region(Path()))})
