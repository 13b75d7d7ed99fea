"""Which element sets serve a constellation over its span; nothing is propagated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..errors import DataError
from ..orbits.elements import ElementSet
from ..orbits.service import tracks_of_all
from ..orbits.track import Track
from .constellation import Constellation


def serving_tracks(
    constellation: Constellation,
    *,
    elements: Mapping[str, Sequence[ElementSet]] | None = None,
    allow_stale: bool = False,
) -> list[Track]:
    """Return the tracks of all satellites that serve in the span, by index; ``elements`` replaces sets by name.

    Raises DataError for element sets that cannot serve the span, and where no satellite serves in it at all.
    """
    span = constellation.span
    from_s, to_s = constellation.searched_s
    serving = [
        (index, elements[satellite.name] if elements else satellite.elements, satellite.manoeuvres)
        for index, satellite in enumerate(constellation.satellites)
        if satellite.serves(span)
    ]
    tracks = tracks_of_all(
        serving, span, from_s=from_s, to_s=to_s, epochs=constellation.epochs, allow_stale=allow_stale,
        service_s={index: one.service_s(span) for index, one in enumerate(constellation.satellites)},
    )  # fmt: skip
    if not tracks:
        raise DataError("no satellite is in service within the span")
    return tracks
