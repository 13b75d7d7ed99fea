"""The data of pictures: looks, gaps and names, independent of the search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..revisit.gaps import Edges, Gaps
from ..sensors.sensor import SEES_LIGHT


@dataclass(frozen=True, eq=False)
class Looks:
    """Looks of one case, (L,) each: indices of target and satellite, times in s since the start of the span."""

    target: NDArray[np.int64]
    satellite: NDArray[np.int64]
    start_s: NDArray[np.float64]
    end_s: NDArray[np.float64]

    def __len__(self) -> int:
        return int(self.start_s.size)


@dataclass(frozen=True)
class Stated:
    """A moment, or a stretch of time, at which somebody says that a target was imaged; s since the span's start."""

    target: int
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Seer:
    """A satellite as a picture names it: with its sensors' names and kinds (radar, optical, ...)."""

    name: str
    sensors: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kinds of its sensors in words."""
        return " and ".join(dict.fromkeys(self.kinds))

    @property
    def is_imager(self) -> bool:
        """Whether its sensors are optical or infrared, and not radars."""
        return all(kind in SEES_LIGHT for kind in self.kinds)


@dataclass(frozen=True, eq=False)
class Growth:
    """A build-up at one target in one case, (W,) each: the start of each stretch in days since the span's.

    Lengths are NaN in stretches where no satellite counts. ``mean_p5_s`` and ``mean_p95_s`` are percentiles over draws
    of another phasing of the mean gap in service, None without ``draws``.
    """

    target: str
    case: str
    every_days: float
    draws: int
    start_d: NDArray[np.float64]
    in_orbit: NDArray[np.int64]
    in_service: NDArray[np.int64]
    mean_in_orbit_s: NDArray[np.float64]
    mean_in_service_s: NDArray[np.float64]
    longest_in_orbit_s: NDArray[np.float64]
    longest_in_service_s: NDArray[np.float64]
    mean_p5_s: NDArray[np.float64] | None = None
    mean_p95_s: NDArray[np.float64] | None = None


@dataclass(frozen=True, eq=False)
class Pictured:
    """Everything a picture shows. ``gaps`` holds, for each case, the gaps of each target in the order of ``targets``.

    Gaps are those between looks of all satellites together (``between`` = "window": between windows), as the figures
    count them. ``edges`` is the treatment of those that overlap an end of the span. ``zone`` is the time zone of a
    second time axis; None for UTC alone. ``limits_s`` ascend. ``stated`` are moments of claims. ``growth`` is None
    without a build-up.
    """

    title: str
    span: Span
    targets: tuple[str, ...]
    satellites: tuple[Seer, ...]
    looks: Mapping[str, Looks]
    gaps: Mapping[str, tuple[Gaps, ...]]
    limits_s: tuple[float, ...]
    zone: tzinfo | None = None
    between: Literal["look", "window"] = "look"
    edges: Edges = "completed"
    stated: tuple[Stated, ...] = ()
    growth: Growth | None = None

    @property
    def cases(self) -> tuple[str, ...]:
        return tuple(self.looks)
