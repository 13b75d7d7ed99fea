"""A satellite's way through a span, as a search has tabulated it: which set serves when, and where it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..constellation.satellite import Satellite
from ..orbits.ephemeris import Ephemeris
from .between_nodes import positions_itrs_km, states_itrs

Floats = NDArray[np.float64]

LEAST_STRETCH_S = 2e-3  # shorter ones are left out: times are printed to the millisecond


class Stretch(NamedTuple):
    """The time for which one track serves, seconds since the start of the span."""

    track: int
    from_s: float
    to_s: float

    def milliseconds(self, span: Span, step_s: float) -> NDArray[np.int64]:
        """Return its start, the multiples of a step inside it, and its end, (N,): UTC milliseconds, each once."""
        inside = np.arange(math.floor(self.from_s / step_s) + 1, math.ceil(self.to_s / step_s)) * step_s
        return np.unique(span.milliseconds(np.concatenate([[self.from_s], inside, [self.to_s]])))


@dataclass(frozen=True, eq=False)
class Flown:
    """One satellite in a table that may hold others; ``norad_id`` is 0 and ``object_id`` empty if it has none.

    ``stretches`` are the parts of the span in which it serves and SGP4 follows it, one for each set in use, in the
    order of time. Between two of them its position jumps, from one set to the next.
    """

    name: str
    norad_id: int
    object_id: str
    ephemeris: Ephemeris
    stretches: tuple[Stretch, ...]

    def positions_itrs_km(self, track: int, t_s: Floats) -> Floats:
        """Return Earth-fixed positions by the set of a track, (N, 3) in km, at times (N,); nothing is checked."""
        return positions_itrs_km(self.ephemeris, np.full(t_s.size, track, dtype=np.int64), t_s)

    def states_itrs(self, track: int, t_s: Floats) -> tuple[Floats, Floats]:
        """Return these positions and their derivatives, (N, 3) in km and km/s."""
        return states_itrs(self.ephemeris, np.full(t_s.size, track, dtype=np.int64), t_s)


def flown_of(satellites: Sequence[Satellite], tables: Sequence[Ephemeris]) -> list[Flown]:
    """Return satellites by their numbers; each has its tracks in one of the tables, or in none if it does not serve.

    Raises ValueError for satellites without any table.
    """
    if satellites and not tables:
        raise ValueError("positions need a table")
    table_of = {track.satellite: table for table in tables for track in table.tracks}
    return [_flown(number, one, table_of.get(number, tables[0])) for number, one in enumerate(satellites)]


def _flown(number: int, satellite: Satellite, table: Ephemeris) -> Flown:
    begins_s, ends_s = satellite.service_s(table.span)
    begins_s, ends_s = max(begins_s, 0.0), min(ends_s, table.span.duration_s)
    from_s, to_s = table.from_s.tolist(), table.to_s.tolist()
    stretches = []
    for k, track in enumerate(table.tracks):
        if track.satellite != number:
            continue
        one = Stretch(k, max(begins_s, from_s[k], track.owns_from_s), min(ends_s, to_s[k], track.owns_to_s))
        if one.to_s - one.from_s > LEAST_STRETCH_S:
            stretches.append(one)
    designator = next((one.object_id for one in satellite.elements if one.object_id), "")
    ordered = tuple(sorted(stretches, key=lambda one: one.from_s))
    return Flown(satellite.name, satellite.norad_id, designator, table, ordered)
