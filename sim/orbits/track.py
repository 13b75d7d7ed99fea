"""Which element set is tabulated for which stretch of time."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .elements import ElementSet


@dataclass(frozen=True)
class Track:
    """One element set of one satellite, tabulated from ``from_s`` to ``to_s`` (seconds since the span's start).

    Of the passes found there it answers for those whose middle lies in [owns_from_s, owns_to_s).
    """

    satellite: int
    elements: ElementSet
    from_s: float
    to_s: float
    owns_from_s: float = -math.inf
    owns_to_s: float = math.inf
