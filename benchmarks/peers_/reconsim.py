"""reconsim: the table and the search, from element sets to windows."""

from __future__ import annotations

from collections.abc import Callable

from ..case import START, Case
from ..exact import Found

NAME = "reconsim"
IMPORT = "sim"
PACKAGES = ("numpy", "numba")
THREADED = True
CONVENTION = ""
LIMIT = "any"
JUDGED_AS: tuple[str, ...] = ()


def prepare(case: Case) -> Callable[[], object]:
    import sim

    elements = sim.parse_elements("\n".join("\n".join(lines) for lines in case.tle), "the case")
    span = sim.Span(START, case.duration_s)
    tracks = [sim.Track(i, e, 0.0, span.duration_s) for i, e in enumerate(elements)]
    places = [
        sim.Site(f"P{i}", lat_deg=lat, lon_deg=lon)
        for i, (lat, lon) in enumerate(zip(case.lat_deg, case.lon_deg, strict=True))
    ]
    if case.elevation_min_deg is not None:
        limits = sim.Limits(elevation_min_deg=case.elevation_min_deg)
    else:
        limits = sim.Limits(off_nadir_max_deg=case.off_nadir_max_deg)
    return lambda: sim.Search(sim.ephemeris(span, tracks), places).windows(limits)


def collect(case: Case, raw: object) -> Found:
    import sim

    assert isinstance(raw, sim.Windows)
    return Found.of(raw.satellite, raw.target, raw.start_s, raw.end_s)
