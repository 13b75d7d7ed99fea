"""Windows as they are found: arrays of one length, and what is taken from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from .numbering import Numbering

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Windows:
    """W windows, half-open, in seconds since the start of the span; sorted by target, satellite, start.

    ``track`` names the element set at work, ``pass_start_s`` and ``pass_end_s`` the pass (elevation above 0) a window
    lies in; windows with equal satellite, target and pass start belong to one look. ``numbering`` tells what the
    numbers stand for, None where nobody knows.
    """

    satellite: Ints
    target: Ints
    track: Ints
    start_s: Floats
    end_s: Floats
    pass_start_s: Floats
    pass_end_s: Floats
    numbering: Numbering | None = None

    ARRAYS: ClassVar[tuple[str, ...]] = (
        "satellite", "target", "track", "start_s", "end_s", "pass_start_s", "pass_end_s",
    )  # fmt: skip

    def __len__(self) -> int:
        return int(self.start_s.size)

    @classmethod
    def together(cls, parts: Sequence[Windows]) -> Windows:
        """Return the windows of one part after the other, at least one; sorting them is left to the caller.

        Raises UsageError for parts of searches in which one number stands for two satellites, or for two targets.
        """
        numbering = None
        for part in parts:
            if numbering is None or part.numbering is None:
                numbering = numbering or part.numbering
            elif part.numbering is not numbering:
                numbering = numbering.joined(part.numbering)
        columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in cls.ARRAYS}
        return cls(**columns, numbering=numbering)

    def take(self, rows: Any) -> Windows:
        """Return the windows of an index array, mask or slice."""
        return Windows(
            self.satellite[rows],
            self.target[rows],
            self.track[rows],
            self.start_s[rows],
            self.end_s[rows],
            self.pass_start_s[rows],
            self.pass_end_s[rows],
            numbering=self.numbering,
        )

    def between(self, from_s: float, to_s: float) -> Windows:
        """Return the windows cut to [from_s, to_s); passes keep their true ends."""
        inside = self.take((self.end_s > from_s) & (self.start_s < to_s))
        return replace(inside, start_s=np.maximum(inside.start_s, from_s), end_s=np.minimum(inside.end_s, to_s))

    def looks(self) -> Windows:
        """Return one row a look: all windows of one satellite in one pass over one target, first start to last end."""
        if len(self) == 0:
            return self
        new = np.ones(len(self), dtype=bool)
        new[1:] = np.any([k[1:] != k[:-1] for k in (self.target, self.satellite, self.pass_start_s)], axis=0)
        starts = np.flatnonzero(new)
        ends = np.concatenate([starts[1:], [len(self)]]) - 1
        return replace(self.take(starts), end_s=self.end_s[ends])

    def lasting(self, least_s: float) -> Windows:
        """Return the windows of at least the given duration."""
        return self if least_s <= 0.0 else self.take(self.end_s - self.start_s >= least_s)


@dataclass(frozen=True)
class Geometry:
    """What each window offers: best elevation and off-nadir, degrees (1e-6), and the side at its middle, True right."""

    max_elevation_deg: Floats
    min_off_nadir_deg: Floats
    is_right: NDArray[np.bool_]
