"""Windows as arrays of one length, with selection, looks and unions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from .numbering import Numbering

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Windows:
    """W windows, half-open, in seconds since the start of the span; sorted by target, satellite, start.

    ``track`` is the number of the element set used. ``pass_start_s`` and ``pass_end_s`` are the pass (elevation above
    0) that contains the window. ``sensor`` is the number of the sensor in a constellation; 0 for all if left out.
    Windows with equal satellite, sensor, target and pass start belong to one look. ``numbering`` holds the names of
    satellites and targets by their numbers; None if they are unknown.
    """

    satellite: Ints
    target: Ints
    track: Ints
    start_s: Floats
    end_s: Floats
    pass_start_s: Floats
    pass_end_s: Floats
    sensor: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    numbering: Numbering | None = None

    ARRAYS: ClassVar[tuple[str, ...]] = (
        "satellite", "target", "track", "start_s", "end_s", "pass_start_s", "pass_end_s", "sensor",
    )  # fmt: skip

    def __post_init__(self) -> None:
        if self.sensor.size != self.start_s.size:
            object.__setattr__(self, "sensor", np.zeros(self.start_s.size, dtype=np.int64))

    def __len__(self) -> int:
        return int(self.start_s.size)

    @classmethod
    def together(cls, parts: Sequence[Windows]) -> Windows:
        """Return the windows of at least one part, one after the other, unsorted.

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

    @classmethod
    def none(cls) -> Windows:
        """Return no windows."""
        empty, no_time = np.empty(0, dtype=np.int64), np.empty(0)
        return cls(empty, empty, empty, no_time, no_time, no_time, no_time)

    @property
    def in_order(self) -> Windows:
        """The windows sorted by target, satellite, start."""
        return self.take(np.lexsort((self.start_s, self.satellite, self.target)))

    def of_sensor(self, number: int) -> Windows:
        """Return the windows as those of one sensor."""
        return replace(self, sensor=np.full(len(self), number, dtype=np.int64))

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
            self.sensor[rows],
            self.numbering,
        )

    def between(self, from_s: float, to_s: float) -> Windows:
        """Return the windows cut to [from_s, to_s); passes keep their true ends."""
        inside = self.take((self.end_s > from_s) & (self.start_s < to_s))
        return replace(inside, start_s=np.maximum(inside.start_s, from_s), end_s=np.minimum(inside.end_s, to_s))

    def looks(self) -> Windows:
        """Return one row a look: all windows of one sensor in one pass over one target, first start to last end.

        The windows are sorted by target, satellite, start; so are the looks. Looks of two sensors of one satellite may
        overlap.
        """
        if len(self) == 0:
            return self
        several = (self.sensor != self.sensor[0]).any()
        by_sensor = (
            self if not several else self.take(np.lexsort((self.start_s, self.sensor, self.satellite, self.target)))
        )
        keys = (by_sensor.target, by_sensor.satellite, by_sensor.sensor, by_sensor.pass_start_s)
        new = np.ones(len(self), dtype=bool)
        new[1:] = np.any([k[1:] != k[:-1] for k in keys], axis=0)
        starts = np.flatnonzero(new)
        ends = np.concatenate([starts[1:], [len(self)]]) - 1
        looks = replace(by_sensor.take(starts), end_s=by_sensor.end_s[ends])
        return looks.in_order if several else looks

    def united(self) -> Windows:
        """Return the times at which a satellite sees a target with any of its sensors; windows that touch are joined.

        The windows are sorted by target, satellite, start; so is the result. The sensor of each is the first to see.
        """
        if len(self) == 0 or not (self.sensor != self.sensor[0]).any():
            return self
        first: list[int] = []
        end_s: list[float] = []
        of = list(zip(self.target.tolist(), self.satellite.tolist(), strict=True))
        for row, (start, end) in enumerate(zip(self.start_s.tolist(), self.end_s.tolist(), strict=True)):
            if first and of[row] == of[first[-1]] and start <= end_s[-1]:
                end_s[-1] = max(end_s[-1], end)
            else:
                first.append(row)
                end_s.append(end)
        return replace(self.take(np.array(first)), end_s=np.array(end_s))

    def lasting(self, least_s: float) -> Windows:
        """Return the windows of at least the given duration."""
        return self if least_s <= 0.0 else self.take(self.end_s - self.start_s >= least_s)


@dataclass(frozen=True)
class Geometry:
    """The best elevation and off-nadir of each window, degrees (1e-6), and the side at its middle, True is right."""

    max_elevation_deg: Floats
    min_off_nadir_deg: Floats
    is_right: NDArray[np.bool_]
