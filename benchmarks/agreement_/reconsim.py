"""reconsim, by the call that a notebook would make."""

from __future__ import annotations

from ..case import START, Case
from ..exact import Found
from .question import Question

NAME = "reconsim"
IMPORT = "sim"
PACKAGES = ("numpy", "numba", "sgp4", "skyfield")


def ask(case: Case, question: Question) -> Found:
    import sim

    span = sim.Span(START, case.duration_s)
    sets = sim.parse_elements(case.lines, "the case")
    places = [
        sim.Site(f"P{i}", lat_deg=lat, lon_deg=lon)
        for i, (lat, lon) in enumerate(zip(case.lat_deg, case.lon_deg, strict=True))
    ]
    table = sim.ephemeris(span, [sim.Track(i, one, 0.0, span.duration_s) for i, one in enumerate(sets)])
    found = sim.Search(table, places).windows(question.limits())
    return Found.of(found.satellite, found.target, found.start_s, found.end_s)
