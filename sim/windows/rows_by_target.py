"""Starts and ends of windows, selected by target and satellite without a loop over all windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .windows import Floats, Ints, Windows


@dataclass(frozen=True)
class RowsByTarget:
    """W windows sorted by target, satellite, start: ``rows`` (W, 2) in s, and ``first`` (P + 1,), where each begins.

    The time of a selection depends on the selected rows, not on the number of targets. The time for figures of all
    targets is therefore linear in the number of windows.
    """

    rows: Floats
    satellite: Ints
    sensor: Ints
    first: list[int]

    @classmethod
    def of(cls, windows: Windows, n_targets: int) -> RowsByTarget:
        """Return the rows of windows in that order, or of their looks."""
        first = np.searchsorted(windows.target, np.arange(n_targets + 1)).tolist()
        return cls(np.column_stack([windows.start_s, windows.end_s]), windows.satellite, windows.sensor, first)

    def at(self, target: int) -> slice:
        """Return which windows are those of one target."""
        return slice(self.first[target], self.first[target + 1])

    def cut(self, target: int, satellites: Sequence[int] | None = None, sensors: Sequence[int] | None = None) -> Floats:
        """Return the rows of one target: of all satellites and sensors, or of some."""
        here = self.at(target)
        if satellites is not None and len(satellites) == 1:
            low, high = np.searchsorted(self.satellite[here], (satellites[0], satellites[0] + 1)).tolist()
            here = slice(here.start + low, here.start + high)
        rows = self.rows[here]
        counts = np.ones(len(rows), dtype=bool)
        if satellites is not None and len(satellites) != 1:
            counts &= np.isin(self.satellite[here], satellites)
        if sensors is not None:
            counts &= np.isin(self.sensor[here], sensors)
        return rows if counts.all() else rows[counts]
