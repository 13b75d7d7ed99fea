"""Access for one set of limits: from element sets to windows and figures in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..clock import Span
from ..constellation.satellite import Satellite, searched_s
from ..constellation.target import RegionTarget, Target, targets_of
from ..errors import DataError
from ..orbits.ephemeris import ephemeris
from ..orbits.service import Epochs, tracks_of_all
from ..places.sites import Site
from ..sensors.limits import Limits
from .found_access import FoundAccess


@dataclass(frozen=True)
class Access(FoundAccess):
    """Windows of some satellites at some targets, as `find_access` returns them; ``export`` writes them to files."""

    def export(self, path: str | Path, *, geometry: bool = False, tz: str | None = None) -> None:
        """Write the windows inside the span to a file, the form told by its suffix; see `sim.export`."""
        from .exporting import export

        export(self, path, geometry=geometry, tz=tz)


def find_access(
    satellites: Sequence[Satellite],
    places: Sequence[Site],
    span: Span,
    limits: Limits,
    *,
    regions: Sequence[RegionTarget] = (),
    epochs: Epochs = "switch",
    allow_stale: bool = False,
    threads: int | None = None,
) -> Access:
    """Return the access of satellites to places and regions over a span, searched 10 days beyond both of its ends.

    ``regions`` such as ``RegionTarget("Fiji", sim.country("Fiji"), seen=50)`` are targets after the places. Windows are
    cut to each satellite's service. Raises UsageError for a spacing that makes no point, or too many, DataError where
    no satellite is in service within the span and for element sets that cannot serve it (see
    sim.orbits.service.tracks): up to ten satellites by name, then how many more.
    """
    from ..windows.search import Search

    targets: tuple[Target, ...] = ()
    if regions:
        targets, places = targets_of(places, regions)
    serving = [(i, one.elements, one.manoeuvres) for i, one in enumerate(satellites) if one.serves(span)]
    if satellites and not serving:
        raise DataError("no satellite is in service within the span")
    from_s, to_s = searched_s(satellites, span)
    all_tracks = tracks_of_all(
        serving,
        span,
        from_s=from_s,
        to_s=to_s,
        epochs=epochs,
        allow_stale=allow_stale,
    )
    search = Search(ephemeris(span, all_tracks), places, threads=threads)
    return Access(span, tuple(satellites), limits, search, targets)
