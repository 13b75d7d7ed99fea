"""Statements that an image was taken of a place at a time, compared with where the satellite was.

Each statement is compared with the element sets whose epochs are nearest before and after it: when the satellite came
closest, how far the stated time is from a window in which it could have taken the image, and how far apart the two sets
put it at that time. That distance, in seconds of flight over the ground, is the error with which times are compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..constants import DAY_S
from ..constellation.satellite import Satellite
from ..errors import UsageError
from ..intervals import union
from ..orbits.elements import ElementSet
from ..orbits.ephemeris import ephemeris
from ..orbits.track import Track
from ..places.sites import Site
from ..sensors.limits import Limits
from ..sun import SunTable
from ..windows.closest import approaches
from ..windows.followed import STEP_S, Followed
from ..windows.geometry_at import GeometryAt, geometry_of
from ..windows.search import Search
from ..windows.sunlight_at_places import Daylight
from .chance import CHANCE_DAYS, Chance, RandomTimes

Floats = NDArray[np.float64]

MOST_ROUNDS = 20
SAME_PASS_S = 1200.0  # a pass of a low orbit is shorter; the next one comes more than an hour later


@dataclass(frozen=True)
class Statement:
    """An image of a place at a moment, or within a stretch of time; ``limits`` are what counts as seeing, by case."""

    place: Site
    at: datetime
    until: datetime | None
    limits: Mapping[str, Limits]


@dataclass(frozen=True)
class SetView:
    """A statement as one element set has it.

    ``closest`` is the nearest closest approach in sight, ``at`` the moment of the statement nearest to it; one row
    each. ``offset_s`` is from the statement to the closest approach, positive if the satellite comes later, 0 within a
    stated stretch; ``offset_km`` is the distance that the satellite flies over the ground's frame in that time.
    ``windows_s`` are the windows by case, (N, 2) seconds since the start of the span. ``misses_s`` is, by case, the
    time from the statement to the nearest window: 0 inside one, infinite if there is none.
    """

    elements: ElementSet
    closest: GeometryAt
    at: GeometryAt
    offset_s: float
    offset_km: float
    windows_s: Mapping[str, Floats] = field(repr=False)
    misses_s: Mapping[str, float]


@dataclass(frozen=True)
class Compared:
    """A statement with the two sets nearest to it, the nearest in time first, and their disagreement in s of flight.

    A statement *fits* in a case if the nearest set has it inside a window of that case, or misses one by no more than
    the disagreement, which is NaN, and counts as 0, if there is one set alone.
    """

    statement: Statement
    views: tuple[SetView, ...]
    disagreement_s: float
    span: Span
    random: RandomTimes = field(repr=False)

    @property
    def error_s(self) -> float:
        return 0.0 if np.isnan(self.disagreement_s) else self.disagreement_s

    @property
    def stretch_s(self) -> float:
        """The length of the stated stretch, 0 for a moment."""
        return ((self.statement.until or self.statement.at) - self.statement.at).total_seconds()

    def fits(self, case: str) -> bool:
        return self.views[0].misses_s[case] <= self.error_s

    def would_fit(self, case: str, at_s: float) -> bool:
        """Return whether the statement would fit if it began at another time, in seconds of the span."""
        return _miss_s(self.views[0].windows_s[case], at_s, at_s + self.stretch_s) <= self.error_s

    def fitting_s(self, case: str) -> Floats:
        """Return the times at which the statement would fit, (N, 2) in seconds of the span."""
        rows = self.views[0].windows_s[case]
        return union(np.column_stack([rows[:, 0] - self.error_s - self.stretch_s, rows[:, 1] + self.error_s]))


def compare(satellite: Satellite, statements: Sequence[Statement]) -> tuple[Compared, ...]:
    """Return each statement with what the sets before and after it have; see `Compared`.

    Windows are searched CHANCE_DAYS and a day around the statements, each set for all of it. Raises UsageError without
    a statement, DataError for sets that SGP4 refuses.
    """
    if not statements:
        raise UsageError("there is no moment to compare with the orbit; a claim gives them as [[instant]]")
    first, last = min(one.at for one in statements), max(one.until or one.at for one in statements)
    beyond = timedelta(days=CHANCE_DAYS + 1.0)
    span = Span(first - beyond, (last - first + 2 * beyond).total_seconds())
    places = list(dict.fromkeys(one.place for one in statements))
    daylight = Daylight(SunTable(span, -DAY_S, span.duration_s + DAY_S), places)
    pairs = [_two_nearest(satellite.elements, one.at) for one in statements]
    searched = {
        elements: _Searched.of(satellite.name, elements, span, places, daylight)
        for elements in dict.fromkeys(elements for pair in pairs for elements in pair)
    }
    found = []
    for one, pair in zip(statements, pairs, strict=True):
        at_s = span.seconds(one.at)
        followed = [searched[elements].followed for elements in pair]
        views = tuple(searched[elements].view(one, elements, places.index(one.place)) for elements in pair)
        found.append(Compared(one, views, _apart_s(followed, at_s), span, RandomTimes(span, at_s, one.place)))
    return tuple(found)


def passes_of(compared: Sequence[Compared]) -> list[list[Compared]]:
    """Return statements by the pass that is nearest to each: those whose closest approaches are minutes apart."""

    def moment(one: Compared) -> datetime:
        return one.views[0].closest.time_utc[0]

    passes: list[list[Compared]] = []
    for one in sorted(compared, key=moment):
        if passes and (moment(one) - moment(passes[-1][-1])).total_seconds() < SAME_PASS_S:
            passes[-1].append(one)
        else:
            passes.append([one])
    return passes


def chance_of(of_pass: Sequence[Compared], case: str) -> Chance:
    """Return the chance that a random time would fit one place at least of those named of a pass.

    The times of a pass are shifted together: the first is random, the others follow at their own distance.
    """
    first = of_pass[0]
    later_s = [(one.statement.at - first.statement.at).total_seconds() for one in of_pass]
    return first.random.chance([one.fitting_s(case) - s for one, s in zip(of_pass, later_s, strict=True)])


@dataclass(frozen=True, eq=False)
class _Searched:
    """One element set followed over the span, its closest approaches and its windows at all places."""

    followed: Followed
    places: Sequence[Site]
    search: Search

    @classmethod
    def of(cls, name: str, elements: ElementSet, span: Span, places: Sequence[Site], daylight: Daylight) -> _Searched:
        table = ephemeris(span, [Track(0, elements, -STEP_S, span.duration_s + STEP_S)], step_s=STEP_S)
        return cls(Followed(name, table), places, Search(table, places, daylight=daylight))

    def view(self, statement: Statement, elements: ElementSet, place: int) -> SetView:
        span, site = self.followed.ephemeris.span, self.places[place]
        at_s, until_s = span.seconds(statement.at), span.seconds(statement.until or statement.at)
        approaches_s = self._approaches_s(place)
        away_s = np.maximum(np.maximum(at_s - approaches_s, approaches_s - until_s), 0.0)
        closest_s = approaches_s[np.argmin(away_s)]
        nearest_s = min(max(closest_s, at_s), until_s)
        offset_s = float(closest_s - nearest_s)
        _, velocity_km_s = self.followed.states_itrs(np.array([nearest_s]))
        windows_s = {case: self._windows_s(limits, place) for case, limits in statement.limits.items()}
        return SetView(
            elements=elements,
            closest=geometry_of(self.followed, site, np.array([closest_s])),
            at=geometry_of(self.followed, site, np.array([nearest_s])),
            offset_s=offset_s,
            offset_km=abs(offset_s) * float(np.linalg.norm(velocity_km_s)),
            windows_s=windows_s,
            misses_s={case: _miss_s(rows, at_s, until_s) for case, rows in windows_s.items()},
        )

    @cache  # noqa: B019 - lives as long as the comparison
    def _approaches_s(self, place: int) -> Floats:
        """Return the closest approaches to a place, those in sight if there are any, (N,) in s."""
        site, span = self.places[place], self.followed.ephemeris.span
        _, found_s = approaches(self.followed.ephemeris, site, 0.0, span.duration_s)
        if not found_s.size:
            raise UsageError(f"{self.followed.name} never comes closest to {site.name}: it keeps its distance")
        in_sight = geometry_of(self.followed, site, found_s).in_sight
        return found_s[in_sight] if in_sight.any() else found_s

    @cache  # noqa: B019 - as above
    def _windows_s(self, limits: Limits, place: int) -> Floats:
        found = self.search.windows(limits)
        found = found.take(found.target == place)
        return np.column_stack([found.start_s, found.end_s])


def _two_nearest(sets: Sequence[ElementSet], moment: datetime) -> tuple[ElementSet, ...]:
    """Return the sets before and after a moment, the nearest first; the two nearest if all lie on one side."""
    by_distance = sorted(sets, key=lambda one: abs((one.epoch_utc - moment).total_seconds()))
    nearest = by_distance[0]
    across = [one for one in by_distance[1:] if (one.epoch_utc > moment) != (nearest.epoch_utc > moment)]
    return (nearest, *(across or by_distance[1:])[:1])


def _miss_s(rows: Floats, at_s: float, until_s: float) -> float:
    """Return the time between [at_s, until_s] and the nearest of some windows, (N, 2): 0 where they meet."""
    if not len(rows):
        return float("inf")
    return float(np.maximum(np.maximum(rows[:, 0] - until_s, at_s - rows[:, 1]), 0.0).min())


def _apart_s(followed: Sequence[Followed], at_s: float) -> float:
    """Return how far apart two sets put a satellite along its track, in seconds of flight; NaN for one set."""
    if len(followed) < 2:
        return float("nan")
    first, second = followed
    other_km = second.states_itrs(np.array([at_s]))[0][0]
    later_s = 0.0
    for _ in range(MOST_ROUNDS):  # to the moment at which the first set has the satellite nearest to that place
        sat_km, velocity_km_s = (state[0] for state in first.states_itrs(np.array([at_s + later_s])))
        step_s = float(np.dot(other_km - sat_km, velocity_km_s) / np.dot(velocity_km_s, velocity_km_s))
        later_s = min(max(later_s + step_s, -DAY_S), DAY_S)  # a day beyond the ends is tabulated
        if abs(step_s) < 1e-4:
            break
    return abs(later_s)
