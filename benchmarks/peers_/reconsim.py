"""reconsim: the table and the search, from element sets to windows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..case import START, Case
from ..exact import Found

if TYPE_CHECKING:
    import sim

NAME = "reconsim"
IMPORT = "sim"
PACKAGES = ("numpy", "numba")
THREADED = True
CONVENTION = ""
LIMIT = "any"
JUDGED_AS: tuple[str, ...] = ()


def asked(case: Case) -> tuple[sim.Span, list[sim.Track], list[sim.Site], sim.Limits]:
    """Return the case as reconsim takes it: span, tracks, places, limits."""
    import sim

    span = sim.Span(START, case.duration_s)
    tracks = [
        sim.Track(i, elements, 0.0, span.duration_s)
        for i, elements in enumerate(sim.parse_elements(case.lines, "the case"))
    ]
    places = [
        sim.Site(f"P{i}", lat_deg=lat, lon_deg=lon)
        for i, (lat, lon) in enumerate(zip(case.lat_deg, case.lon_deg, strict=True))
    ]
    if case.elevation_min_deg is not None:
        return span, tracks, places, sim.Limits(elevation_min_deg=case.elevation_min_deg)
    return span, tracks, places, sim.Limits(off_nadir_max_deg=case.off_nadir_max_deg)


def prepare(case: Case) -> Callable[[], object]:
    import sim

    span, tracks, places, limits = asked(case)
    return lambda: sim.Search(sim.ephemeris(span, tracks), places).windows(limits)


def collect(case: Case, raw: object) -> Found:
    import sim

    assert isinstance(raw, sim.Windows)
    return Found.of(raw.satellite, raw.target, raw.start_s, raw.end_s)
