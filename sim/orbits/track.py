"""A track: one element set with the stretch of time for which it is tabulated."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .elements import ElementSet


@dataclass(frozen=True)
class Track:
    """One element set of one satellite, tabulated from ``from_s`` to ``to_s`` (seconds since the span's start).

    It serves the passes whose middle lies in [owns_from_s, owns_to_s).
    """

    satellite: int
    elements: ElementSet
    from_s: float
    to_s: float
    owns_from_s: float = -math.inf
    owns_to_s: float = math.inf
