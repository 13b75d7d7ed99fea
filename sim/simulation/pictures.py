"""The data that a run gives to its pictures."""

from __future__ import annotations

from collections.abc import Mapping

from ..report.pictured import Looks, Pictured, Seer
from ..revisit.gaps import Gaps
from ..windows.search import Windows
from .loaded import Loaded


def pictured(loaded: Loaded, found: Mapping[str, Windows], gaps_of: Mapping[str, tuple[Gaps, ...]]) -> Pictured:
    """Return looks and gaps of every standing case, windows and gaps given by its name."""
    constellation = loaded.constellation
    report = loaded.scenario.report
    span, zone = constellation.span, loaded.zone
    looks = {}
    for case, windows in found.items():
        seen = windows.looks()
        inside = seen.take((seen.end_s > 0.0) & (seen.start_s < span.duration_s))
        looks[case] = Looks(inside.target, inside.satellite, inside.start_s, inside.end_s)
    return Pictured(
        title=loaded.scenario.title,
        span=span,
        targets=tuple(target.name for target in constellation.targets),
        satellites=tuple(
            Seer(m.name, m.sensors, tuple(constellation.sensors[name].kind for name in m.sensors))
            for m in constellation.satellites
        ),
        looks=looks,
        gaps=dict(gaps_of),
        limits_s=tuple(sorted(loaded.limits_s)),
        zone=zone,
        between="window" if report.gaps == "all" else "look",
        edges=report.edges,
    )
