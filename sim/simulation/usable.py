"""What clouds leave of the looks of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..scenario.build import Constellation

if TYPE_CHECKING:
    from ..coverage.found import Windows


def usable_rows(
    constellation: Constellation, found: Mapping[str, Windows], searched_s: tuple[float, float]
) -> list[dict[str, Any]]:
    """Return the rows; none where the scenario does not ask."""
    return []
