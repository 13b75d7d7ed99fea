"""Verdicts on readings of kinds other than coverage: from dates, orbits and passes."""

from __future__ import annotations

from collections.abc import Callable

from ..claims.evidence import Asked, EvidenceVerdict
from ..studies.survey import Surveyor
from .judging import options_of
from .loaded import Loaded


def evidence_verdicts(simulation: Loaded, surveyor: Callable[[], Surveyor]) -> tuple[EvidenceVerdict, ...]:
    """Return the verdicts on all such readings, claim by claim; ``surveyor`` is called only where one needs windows."""
    carried = simulation.constellation.carried
    return tuple(
        reading.judge(Asked(claim.id, options_of(claim, carried), claim.instants, simulation.constellation, surveyor))
        for claim in simulation.claims
        for reading in claim.evidence_readings
    )
