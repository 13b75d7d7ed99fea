"""Windows with all that the writers of files need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .exported import About

if TYPE_CHECKING:
    from .scene import Scene


@dataclass(frozen=True)
class WindowsMade:
    """Windows as the columns of windows.csv, the document of ``--json``, and each target's (lat_deg, lon_deg).

    Regions have no such point and are left out of ``points_deg``. ``draw`` makes the scene, for formats that ask.
    """

    columns: Mapping[str, Sequence[Any]]
    document: Mapping[str, Any]
    points_deg: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    about: About = field(default_factory=About)
    draw: Callable[[], Scene] | None = None

    @cached_property
    def scene(self) -> Scene:
        """The windows as satellites, targets and times, row by row. Raises ValueError if none can be made."""
        if self.draw is None:
            raise ValueError("these windows came without a scene")
        return self.draw()
