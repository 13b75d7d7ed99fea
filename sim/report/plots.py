"""Pictures of a run as matplotlib Figures: the looks in time, and the lengths of gaps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from .pictured import Pictured

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NOMINAL = "all-nominal"
SAVED_DPI = 150  # 1920 x 1080 pixels at the usual size: sharp in a report's column


class Plots:
    """Draws one run. Figures belong to no pyplot state: a notebook shows them, ``save`` writes them."""

    def __init__(self, pictured: Pictured) -> None:
        self.pictured = pictured

    def timeline(self, case: str | None = None, start_day: float = 0.0, days: float = 7.0) -> Figure:
        """Return the looks of one case: a lane for each target, a bar for each look, coloured by satellite.

        The picture shows ``days`` from ``start_day`` of the span on, at most to its end. Looks last minutes, so bars
        are widened about their middle; the picture gives their width. Gaps over a limit are shaded. The longest gap
        shown in each lane is labelled with its whole length. The longest of the whole span is printed at the lane's
        end. The default case is all-nominal. Raises UsageError for an unknown case and for a stretch outside the span.
        """
        from .timeline_picture import timeline_picture

        if case is None:
            case = NOMINAL if NOMINAL in self.pictured.cases else self.pictured.cases[0]
        self._cases([case])
        span_days = self.pictured.span.days
        if not 0.0 <= start_day < span_days:
            raise UsageError(f"start_day = {start_day:g} must be from 0 to less than the span's {span_days:g} days")
        if not 0.0 < days < math.inf:
            raise UsageError(f"days = {days:g} must be more than 0: the number of days to show")
        return timeline_picture(self.pictured, case, start_day, min(days, span_days - start_day))

    def gaps(self, cases: Sequence[str] | None = None) -> Figure:
        """Return, for each target, the share of gaps up to each length: one line a case, limits marked.

        Every gap counts once, short or long. A line ends at the longest gap, whose length is printed above it. By
        default all cases are drawn. Raises UsageError for an unknown case.
        """
        from .gaps_picture import gaps_picture

        return gaps_picture(self.pictured, self._cases(self.pictured.cases if cases is None else cases))

    def build_up(self) -> Figure:
        """Return the mean and the longest gap of each stretch of a build-up, above the number of satellites.

        Raises UsageError for a run without a build-up.
        """
        from .build_up_picture import build_up_picture

        if self.pictured.growth is None:
            raise UsageError("this run has no build-up; a [build_up] in its scenario asks for one")
        return build_up_picture(self.pictured, self.pictured.growth)

    def save(self, folder: str | Path) -> list[str]:
        """Write timeline.png, gaps.png, and build_up.png if there is one, into a folder, made if need be.

        Returns their names.

        The same run gives the same bytes with the same version of matplotlib.
        """
        from .picture_style import write_png

        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        figures = {"timeline.png": self.timeline(), "gaps.png": self.gaps()}
        if self.pictured.growth is not None:
            figures["build_up.png"] = self.build_up()
        for name, figure in figures.items():
            write_png(figure, folder / name, dpi=SAVED_DPI)
        return list(figures)

    def _cases(self, wanted: Sequence[str]) -> tuple[str, ...]:
        names = (wanted,) if isinstance(wanted, str) else tuple(dict.fromkeys(wanted))
        known = self.pictured.cases
        if not names:
            raise UsageError(f"no case was named to be drawn; the cases are {', '.join(known)}")
        for name in names:
            if name not in known:
                raise UsageError(f"there is no case {name!r}; the cases are {', '.join(known)}")
        return names
