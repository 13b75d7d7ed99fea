"""The data that a run gives to its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from ..earth import site_itrs_km
from ..report.pictured import Looks, Pictured, Seer, Stated
from ..revisit.gaps import Gaps
from ..windows.search import Windows
from .loaded import Loaded

STATED_WITHIN_KM = 20.0  # of a target: a port or base and its city


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
        stated=tuple(_stated(loaded)),
    )


def _stated(loaded: Loaded) -> Iterator[Stated]:
    """Yield the moments at which claims have images taken, each at the nearest target within STATED_WITHIN_KM."""
    constellation = loaded.constellation
    sites = {t: constellation.places[one.first] for t, one in enumerate(constellation.targets) if one.region is None}
    for instant in (one for claim in loaded.claims for one in claim.instants if one.kind == "image"):
        at_km = site_itrs_km(lat_deg=instant.lat_deg, lon_deg=instant.lon_deg)
        away_km = {
            t: float(np.linalg.norm(site_itrs_km(lat_deg=one.lat_deg, lon_deg=one.lon_deg) - at_km))
            for t, one in sites.items()
        }
        nearest = min(away_km, key=away_km.__getitem__, default=None)
        if nearest is not None and away_km[nearest] <= STATED_WITHIN_KM:
            start_s = constellation.span.seconds(instant.at_utc)
            yield Stated(nearest, start_s, constellation.span.seconds(instant.until_utc or instant.at_utc))
