"""Which objects of a catalogue could have taken a picture: of a place, near a time, within ranges of angles.

Every object above the place's horizon within the bracket of time is a candidate. One *fits* if all limits hold at some
moment of the bracket. The others stand behind it, by how far they are from the limits at their best moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..errors import UsageError
from ..orbits.elements import ElementSet
from ..orbits.ephemeris import ephemeris
from ..orbits.track import Track
from ..places.sites import Site
from ..sensors.limits import Limits
from ..windows.followed import STEP_S, Followed
from ..windows.geometry_at import GeometryAt, geometry_of
from ..windows.overhead import overhead
from ..windows.views import Views, views

if TYPE_CHECKING:
    import pandas

Floats = NDArray[np.float64]

SAMPLE_S = (
    2.0  # between the moments at which those that do not fit are looked at; 0.15 degrees at most as seen at 500 km
)


@dataclass(frozen=True)
class Candidate:
    """One object: the moment that fits best, and how far it is outside each limit on angles there, degrees.

    If it fits, ``fitting`` are the first and last moment of the stretch that is nearest to the time asked for, and the
    best moment is that time itself, or the middle of the stretch if it lies outside. Else ``fitting`` is None, and the
    best moment is the one least far from the limits on angles; one that misses none of them fails another limit, on
    light or distance. ``offset_s`` is from the time asked for to the best moment.
    """

    elements: ElementSet
    fitting: tuple[datetime, datetime] | None
    offset_s: float
    geometry: GeometryAt
    misses: Mapping[str, float]

    @property
    def fits(self) -> bool:
        return self.fitting is not None

    @property
    def miss(self) -> float:
        """The sum of all misses, by which candidates that do not fit are ranked; 0 for one that fits."""
        return float(sum(self.misses.values()))


@dataclass(frozen=True, repr=False)
class Candidates:
    """Candidates by rank: those that fit by time from the moment asked for, then the others by what they miss."""

    site: Site
    at: datetime
    within_s: float
    limits: Limits
    objects: int
    ranked: tuple[Candidate, ...]
    lost: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.ranked)

    def __repr__(self) -> str:
        return f"<{self.n_fitting} of {self.objects} objects fit; .table() lists {len(self)} above the horizon>"

    @property
    def n_fitting(self) -> int:
        return sum(one.fits for one in self.ranked)

    def table(self) -> pandas.DataFrame:
        """Return the candidates as a DataFrame, one row each, by rank, with the geometry of their best moment."""
        import pandas

        rows = [one.geometry.table() for one in self.ranked]
        frame = pandas.concat(rows, ignore_index=True) if rows else pandas.DataFrame()
        frame.insert(0, "fits", [one.fits for one in self.ranked])
        frame.insert(1, "offset_s", [one.offset_s for one in self.ranked])
        frame.insert(2, "miss", [one.miss for one in self.ranked])
        frame.insert(3, "norad_id", [one.elements.catalog_number for one in self.ranked])
        return frame


def candidates(
    sets: Sequence[ElementSet],
    site: Site,
    at: datetime,
    *,
    within_s: float = 600.0,
    limits: Limits | None = None,
    threads: int | None = None,
) -> Candidates:
    """Return the objects that could have taken a picture of a place, within ``within_s`` seconds of a moment.

    One element set an object. The moments of those that fit are exact, as windows are; those of the others are sampled
    every 2 s. Errors of the element sets are not used: their age stands in the geometry. Raises UsageError for a
    bracket without a length, DataError as `sim.windows.overhead.overhead` does.
    """
    if not 0.0 < within_s <= 86400.0:
        raise UsageError(f"within = {within_s:g} s must be more than 0 s and at most a day")
    limits = limits or Limits()
    span = Span(at - timedelta(seconds=within_s), 2.0 * within_s)
    sets = tuple(sets)
    in_sight = overhead(sets, site, span, threads=threads)
    fitting = overhead(sets, site, span, limits=limits, threads=threads)
    seen = np.unique(np.concatenate([in_sight.index, fitting.index]))
    lost = tuple(dict.fromkeys((*in_sight.lost, *fitting.lost)))
    if not seen.size:
        return Candidates(site, at, within_s, limits, len(sets), (), lost)
    found = []
    for i in seen.tolist():
        rows = np.column_stack([fitting.start_s, fitting.end_s])[fitting.index == i]
        found.append(_candidate(sets[i], rows, site, span, limits))
    found.sort(key=lambda one: (not one.fits, one.miss, abs(one.offset_s), one.geometry.satellite))
    return Candidates(site, at, within_s, limits, len(sets), tuple(found), lost)


def _candidate(elements: ElementSet, rows: Floats, site: Site, span: Span, limits: Limits) -> Candidate:
    """Return one object as a candidate; ``rows`` are its windows within the limits, (N, 2) in s."""
    track = Track(0, elements, -STEP_S, span.duration_s + STEP_S)
    name = elements.name or elements.object_id or str(elements.catalog_number)
    followed = Followed(name, ephemeris(span, [track], step_s=STEP_S))
    at_s = 0.5 * span.duration_s
    misses: dict[str, float] = {}
    fitting = None
    if len(rows):
        start_s, end_s = _nearest(rows, at_s)
        best_s = at_s if start_s <= at_s <= end_s else 0.5 * (start_s + end_s)
        fitting = span.moment(start_s), span.moment(end_s)
    else:
        times_s = np.arange(0.0, span.duration_s + SAMPLE_S, SAMPLE_S).clip(max=span.duration_s)
        missed = _misses(limits, views(*followed.states_itrs(times_s), [site]))
        best = np.lexsort((np.abs(times_s - at_s), np.sum(list(missed.values()), axis=0)))[0]
        best_s = float(times_s[best])
        misses = {limit: float(values[best]) for limit, values in missed.items() if values[best] > 0.0}
    geometry = geometry_of(followed, site, np.array([best_s]))
    return Candidate(elements, fitting, best_s - at_s, geometry, misses)


def _nearest(rows: Floats, at_s: float) -> tuple[float, float]:
    """Return the start and end of the window, of (N, 2), that is nearest to a time."""
    away_s = np.abs(np.clip(at_s, rows[:, 0], rows[:, 1]) - at_s)
    start_s, end_s = rows[np.argmin(away_s)].tolist()
    return start_s, end_s


def _misses(limits: Limits, seen: Views) -> dict[str, Floats]:
    """Return how far views are outside limits on angles, (N,) degrees each, by name."""
    missed = {
        "elevation": _outside(seen.elevation_deg, limits.elevation_at_least_deg, 90.0 - limits.incidence_at_least_deg),
        "off-nadir": _outside(seen.off_nadir_deg, limits.off_nadir_at_least_deg, limits.off_nadir_at_most_deg),
        "squint": _outside(seen.squint_deg, 0.0, limits.squint_at_most_deg),
        "ground squint": _outside(seen.ground_squint_deg, 0.0, limits.ground_squint_at_most_deg),
    }
    if (band := limits.azimuths_deg) is not None:
        width_deg, past_deg = (band[1] - band[0]) % 360.0, (seen.azimuth_deg - band[0]) % 360.0
        missed["azimuth"] = np.where(past_deg <= width_deg, 0.0, np.minimum(past_deg - width_deg, 360.0 - past_deg))
    return missed


def _outside(values: Floats, low: float, high: float) -> Floats:
    return np.asarray(np.maximum(np.maximum(low - values, values - high), 0.0))
