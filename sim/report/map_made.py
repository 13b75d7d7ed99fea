"""A map with all that the writers of files need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..maps.figures import CoverageMap
from ..places.sites import Site


@dataclass(frozen=True, eq=False)
class MapMade:
    """A map, the figures that a file is to have (a picture has the first), places to mark, the document of --json."""

    coverage: CoverageMap
    figures: Sequence[str]
    places: Sequence[Site] = ()
    document: Mapping[str, Any] = field(default_factory=dict)
