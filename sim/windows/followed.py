"""One satellite followed over a stretch of time: where it is at any moment, and which element set says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..clock import Span, format_utc
from ..constants import DAY_S
from ..constellation.from_sets import satellites
from ..constellation.satellite import Satellite
from ..errors import DataError, UsageError
from ..orbits.elements import ElementSet
from ..orbits.ephemeris import Ephemeris, ephemeris
from ..orbits.service import epoch_s, tracks
from ..words import shortened
from .between_nodes import states_itrs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Given = Satellite | ElementSet | Iterable[ElementSet] | str | Path

STEP_S = 30.0  # three times finer than in searches: interpolates orbits of any kind to 1e-7 km, see choose_table_step


@dataclass(frozen=True)
class Followed:
    """A satellite's table over a span; its tracks stand in the order of the times that they serve."""

    name: str
    ephemeris: Ephemeris

    def tracks_at(self, t_s: Floats) -> Ints:
        """Return the track that serves each time, (N,): the nearest set, and none across a known manoeuvre.

        Raises DataError for a time at which SGP4 gives no position.
        """
        table = self.ephemeris
        ends_s = np.array([track.owns_to_s for track in table.tracks])
        track = np.minimum(np.searchsorted(ends_s, t_s, side="right"), len(ends_s) - 1).astype(np.int64)
        beyond = np.flatnonzero((t_s < table.from_s[track]) | (t_s > table.to_s[track]))
        if beyond.size:
            elements = table.tracks[track[beyond[0]]].elements
            raise DataError(
                f"{self.name}: SGP4 gives no position at {format_utc(table.span.moment(float(t_s[beyond[0]])))} from "
                f"the set of {format_utc(elements.epoch_utc)}; use a set nearer in time"
            )
        return track

    def states_itrs(self, t_s: Floats) -> tuple[Floats, Floats]:
        """Return Earth-fixed positions and velocities, (N, 3) in km and km/s."""
        return states_itrs(self.ephemeris, self.tracks_at(t_s), t_s)

    def element_age_d(self, t_s: Floats) -> Floats:
        """Return the days between each time and the epoch of the set that serves it, (N,)."""
        epochs_s = np.array([epoch_s(track.elements, self.ephemeris.span) for track in self.ephemeris.tracks])
        return np.asarray(np.abs(t_s - epochs_s[self.tracks_at(t_s)]) / DAY_S)


def follow(given: Given, span: Span, *, manoeuvres: Sequence[datetime] = (), allow_stale: bool = False) -> Followed:
    """Return one satellite's table over a span, within 1e-7 km of SGP4 for orbits of any kind.

    ``given`` is an element set, several of one object, a file of them, or a `Satellite`, whose own manoeuvres count
    too. Its service is not asked for. Raises UsageError for no object or several, DataError for sets that cannot serve
    the span (`sim.orbits.service.tracks`).
    """
    one = _one_satellite(given)
    served = tracks(
        0,
        one.elements,
        span,
        from_s=-STEP_S,
        to_s=span.duration_s + STEP_S,
        manoeuvres=[*one.manoeuvres, *manoeuvres],
        allow_stale=allow_stale,
    )
    return Followed(one.name, ephemeris(span, served, step_s=STEP_S))


def _one_satellite(given: Given) -> Satellite:
    if isinstance(given, Satellite):
        return given
    if isinstance(given, ElementSet):
        return Satellite(given.name or str(given.catalog_number), given.catalog_number, (given,))
    found = satellites(given)
    if len(found) == 1:
        return found[0]
    names = shortened([one.name for one in found], 3)
    raise UsageError(
        f"the element sets are of {len(found)} objects ({names}); give those of one"
        if found
        else "no element set is given; give one at least"
    )
