"""The data that a run gives to its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..constellation.counted import IN_ORBIT, IN_SERVICE
from ..earth import site_itrs_km
from ..report.pictured import Growth, Looks, Pictured, Seer, Stated
from ..report.plots import NOMINAL
from ..revisit.figure_kinds import GAP_MAX, GAP_MEAN, FigureKind
from ..revisit.gaps import Gaps
from ..studies.build_up import BuildUp
from ..windows.search import Windows
from .loaded import Loaded

STATED_WITHIN_KM = 20.0  # of a target: a port or base and its city


def pictured(
    loaded: Loaded,
    found: Mapping[str, Windows],
    gaps_of: Mapping[str, tuple[Gaps, ...]],
    built: BuildUp | None = None,
) -> Pictured:
    """Return looks and gaps of every standing case, windows and gaps given by its name, and the build-up."""
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
        stated=tuple(stated_moments(loaded)),
        growth=None if built is None else _growth(built, list(found)),
    )


def _growth(built: BuildUp, cases: Sequence[str]) -> Growth:
    """Return a build-up at the first target, in the nominal case or the one there is."""
    c = cases.index(NOMINAL) if NOMINAL in cases else 0
    ways = {way.name: way for way in built.ways}

    def of(way: str, kind: FigureKind) -> NDArray[np.float64]:
        return built.values(way, kind.name)[:, c, 0]

    def serving(way: str) -> NDArray[np.int64]:
        return np.array([len(ways[way].serving(stretch)) for stretch in built.stretches], dtype=np.int64)

    low_s, high_s = built.percentiles(IN_SERVICE, GAP_MEAN.name, (5.0, 95.0))[:, :, c, 0]
    every_days = built.stretches[0].days
    return Growth(
        target=built.constellation.targets[0].name,
        case=cases[c],
        every_days=every_days,
        draws=built.drawing.count if built.drawing else 0,
        start_d=np.arange(len(built.stretches), dtype=np.float64) * every_days,
        in_orbit=serving(IN_ORBIT),
        in_service=serving(IN_SERVICE),
        mean_in_orbit_s=of(IN_ORBIT, GAP_MEAN),
        mean_in_service_s=of(IN_SERVICE, GAP_MEAN),
        longest_in_orbit_s=of(IN_ORBIT, GAP_MAX),
        longest_in_service_s=of(IN_SERVICE, GAP_MAX),
        mean_p5_s=low_s if built.drawing else None,
        mean_p95_s=high_s if built.drawing else None,
    )


def stated_moments(loaded: Loaded) -> Iterator[Stated]:
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
