"""Windows with all that the writers of files need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class WindowsMade:
    """Windows as the columns of windows.csv, the document of ``--json``, and each target's (lat_deg, lon_deg).

    Regions have no such point and are left out of ``points_deg``.
    """

    columns: Mapping[str, Sequence[Any]]
    document: Mapping[str, Any]
    points_deg: Mapping[str, tuple[float, float]] = field(default_factory=dict)
