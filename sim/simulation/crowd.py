"""Each target alone against all at once, for every target of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..scenario.build import Constellation
from ..studies.assumptions import Case

if TYPE_CHECKING:
    from ..studies.survey import Surveyor


def capacity_rows(
    constellation: Constellation, surveyor: Surveyor, standing: Mapping[str, Case]
) -> list[dict[str, Any]]:
    """Return the rows; none where the scenario does not ask."""
    return []
