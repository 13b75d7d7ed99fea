"""Windows of satellites at targets for one set of limits: as rows, as figures, with what to know of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, SupportsIndex

import numpy as np

from ..clock import Span, rotation_note
from ..constellation.satellite import Satellite, searched_s
from ..constellation.target import Target
from ..orbits.coinciding import coinciding_note
from ..orbits.service import AGEING_DAYS, STATISTICAL_DAYS, nearest_set
from ..report.window_rows import WindowTable, element_ages_d, window_table
from ..revisit.figures import Figures, figures
from ..sensors.dwell import no_image_words
from ..sensors.limits import Limits
from ..windows.in_service import windows_in_service
from ..words import shortened
from .image_notes import highest_km
from .named import number_of

if TYPE_CHECKING:
    from ..windows.rows_by_target import RowsByTarget
    from ..windows.search import Search, Windows


@dataclass(frozen=True)
class FoundAccess:
    """Windows of some satellites at some targets; ``windows`` reach beyond the span, so that gaps can be completed.

    ``targets`` gives the points of the search for each target, places before regions. It is empty if there are no
    regions; the places of the search are then the targets.
    """

    span: Span
    satellites: tuple[Satellite, ...]
    limits: Limits
    search: Search
    targets: tuple[Target, ...] = ()

    @property
    def regions(self) -> tuple[Target, ...]:
        """The targets that are regions."""
        return tuple(one for one in self.targets if one.region is not None)

    @cached_property
    def names(self) -> list[str]:
        """The targets' names, in the order of their numbers."""
        return [one.name for one in self.targets or self.search.places]

    @cached_property
    def windows(self) -> Windows:
        found = windows_in_service(self.search.windows(self.limits), self.satellites, self.span)
        if not self.targets:
            return found
        from ..studies.regions import windows_of_targets

        return windows_of_targets(found, self.targets, self.limits)

    @cached_property
    def _rows(self) -> tuple[RowsByTarget, RowsByTarget]:
        """The looks and the windows, to be cut out by target."""
        from ..windows.rows_by_target import RowsByTarget

        looks, windows = self.windows.looks(), self.windows
        return RowsByTarget.of(looks, len(self.names)), RowsByTarget.of(windows, len(self.names))

    @cached_property
    def columns(self) -> dict[str, list[Any]]:
        """The windows inside the span as the columns of windows.csv."""
        return self.table.columns

    @cached_property
    def columns_with_geometry(self) -> dict[str, list[Any]]:
        """``columns``, then the geometry at the start, middle and end of each window; None for regions."""
        return self._table(geometry=True).columns

    @cached_property
    def table(self) -> WindowTable:
        """The windows inside the span, row by row as in ``columns``."""
        return self._table(geometry=False)

    def _table(self, *, geometry: bool) -> WindowTable:
        targets = [(one.name, None if one.region else one.first) for one in self.targets] or None
        found = {"": self.windows}
        return window_table(self.search, found, self.satellites, self.span, targets, geometry=geometry)

    def figures(self, target: str | SupportsIndex, *, limits_s: Sequence[float] = ()) -> Figures:
        """Return the figures of one target over the span, all satellites together, gaps completed beyond the edges.

        ``target`` is a name or a number, from 0 in the order of ``names``. Raises UsageError for one that is not there.
        """
        number = number_of("target", target, self.names)
        looks, windows = self._rows
        from_s, to_s = searched_s(self.satellites, self.span)
        return figures(
            looks.cut(number),
            windows.cut(number),
            0.0,
            self.span.duration_s,
            searched_from_s=from_s,
            searched_to_s=to_s,
            limits_s=limits_s,
        )

    @property
    def notes(self) -> list[str]:
        """Notes on the element sets: lost satellites, old sets."""
        old = self._old_sets
        return [*self.search.ephemeris.lost, *([old] if old else [])]

    @cached_property
    def _old_sets(self) -> str:
        """A sentence on the age of sets of windows inside the span, if some are over a week old; else empty."""
        windows = self.windows.between(0.0, self.span.duration_s)
        ages_d = element_ages_d(self.search, windows, self.span)
        if ages_d.max(initial=0.0) <= AGEING_DAYS:
            return ""
        oldest = self.satellites[windows.satellite[ages_d.argmax()]].name
        return (
            f"element sets are up to {ages_d.max():.1f} days from the windows they serve ({oldest}); times are off by "
            f"some 1-8 s after 7 days, 30-190 s after 30; windows over {STATISTICAL_DAYS:.0f} days away (~) are "
            "statistical"
        )

    @cached_property
    def _too_short(self) -> str:
        """Which targets have no window in the span because each is too short; empty where there is none.

        Where limits on squint hold at the middle of an image, its length is part of them, and nothing is told apart.
        """
        asked_s = self.limits.image_s
        if not asked_s or self.limits.squint_half_image_s:
            return ""
        inside = self.windows.between(0.0, self.span.duration_s)
        unseen = sorted(set(range(len(self.names))) - set(inside.target.tolist()))
        if not unseen:
            return ""
        of_any_length = replace(self, limits=replace(self.limits, duration_min_s=0.0))
        windows = of_any_length.windows.between(0.0, self.span.duration_s)
        there = np.isin(windows.target, unseen)
        if not there.any():
            return ""
        longest_s = float((windows.end_s - windows.start_s)[there].max())
        at = shortened([self.names[j] for j in unseen if j in windows.target], 3)
        return (
            f"no window at {at} lasts {asked_s:g} s (duration_min_s); without that limit there are "
            f"{int(there.sum()):,}, the longest of {longest_s:.1f} s"
        )

    @property
    def advice(self) -> list[str]:
        """What is worth knowing beside the windows.

        Satellites that fly together, a table that ends before the span, limits that leave no image, windows all too
        short for one, how good the windows of regions are, with points so far apart and limits that reach so far.
        """
        sets = [nearest_set(one.elements, self.span) for one in self.satellites]
        together = coinciding_note([one.name for one in self.satellites], sets)
        impossible = no_image_words(self.limits, highest_km(self.satellites))
        said = [line for line in (together, rotation_note(self.span), impossible or self._too_short) if line]
        if not self.regions:
            return said
        from ..sensors.resolution import MEAN_RADIUS_KM
        from ..studies.regions import region_advice
        from ..windows.bounds_kernel import R_MIN

        lowest_km = max(float(self.search.ephemeris.bounds[:, R_MIN].min()) - MEAN_RADIUS_KM, 1.0)
        return [*said, *region_advice(self.targets, [self.limits], lowest_km)]
