"""Every figure of every combination of assumptions, with one search for each set of limits.

A satellite may carry several sensors. In a combination it sees during the union of the windows of its sensors in use.
Looks are per sensor and pass, and all of them count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..constellation.constellation import Constellation
from ..constellation.serving import serving_tracks
from ..orbits.elements import ElementSet
from ..orbits.ephemeris import Track, ephemeris
from ..revisit.figure_kinds import (
    ALL_TARGETS_GAP_MAX,
    ALL_TARGETS_WAIT_PROBABILITY,
    EXPOSURE_PROBABILITY,
    FIGURE_KINDS,
    GAP_MAX,
    GAP_MEAN,
    GAP_MEDIAN,
    GAP_P95,
    N_CENSORED,
    N_LOOKS,
    RESPONSE_MEAN,
    REVISIT_MAX,
    REVISIT_MEAN,
    SHARE_OF_GAPS_WITHIN,
    TIME_PER_LOOK,
    WAIT_PROBABILITY,
    check_places,
)
from ..sensors.limits import Limits
from ..threads import cores, in_threads
from ..windows.in_service import windows_in_service
from .assumptions import Case, limits_in
from .regions import windows_of_targets

if TYPE_CHECKING:
    from ..constellation.target import Target
    from ..places.sites import Site
    from ..windows.search import Daylight, Search, Windows
    from .combinations import Mapped

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Seen = tuple[str, Limits | None]  # one sensor and its limits; None: all above the horizon
Block = tuple[Seen, ...]  # all sensors of one satellite, with their limits

# The columns of ``combinations_kernel``, in its order.
COLUMNS = (
    N_LOOKS, GAP_MAX, GAP_MEAN, GAP_MEDIAN, GAP_P95, REVISIT_MAX, REVISIT_MEAN, RESPONSE_MEAN, N_CENSORED,
)  # fmt: skip
# Columns for each length of time, a block of them for each figure, in the kernel's order.
LIMIT_COLUMNS = (SHARE_OF_GAPS_WITHIN, WAIT_PROBABILITY)
# Figures of all targets together: one column, then one for each length of time.
SET_COLUMNS = (ALL_TARGETS_GAP_MAX, ALL_TARGETS_WAIT_PROBABILITY)
DERIVED = (TIME_PER_LOOK,)
# Measured when first asked for: with a value for each length of time, from windows shortened by the time of an image.
ON_REQUEST = (EXPOSURE_PROBABILITY,)
check_places(
    "Survey",
    has=(kind.name for kind in (*COLUMNS, *LIMIT_COLUMNS, *SET_COLUMNS, *DERIVED, *ON_REQUEST)),
    needs=(kind.name for kind in FIGURE_KINDS.values() if kind.in_claims or kind.surveyed),
)


@dataclass(frozen=True)
class Survey:
    """Figures of C combinations at P targets, by name: ``survey[GAP_MAX.name]``.

    The shape is (C, P). Figures with a value for each of L limits have (C, P, L). Figures of all targets together have
    no axis P. Those of ``on_request`` are measured when first asked for: few readings need them, and they take a union
    of windows of their own.
    """

    limits_s: tuple[float, ...]
    figures: Mapping[str, Floats]
    on_request: Mapping[str, Callable[[], Floats]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Floats:
        return self.on_request[name]() if name in self.on_request else self.figures[name]

    def take(self, rows: slice) -> Survey:
        """Return the survey of some of the combinations, without copying."""
        return Survey(
            self.limits_s,
            {name: values[rows] for name, values in self.figures.items()},
            {name: partial(_some, values, rows) for name, values in self.on_request.items()},
        )

    def measure(self, name: str, limit_s: float | None) -> Floats:
        """Return a figure by its name, (C, P), or (C, 1) of all targets together.

        ``limit_s`` must be one of ``limits_s`` for a figure that has a value for each of them; others ignore it.
        Raises ValueError for a limit that was not surveyed.
        """
        kind = FIGURE_KINDS[name]
        if kind.at_limit and limit_s not in self.limits_s:
            raise ValueError(f"{name} was not surveyed for {limit_s} s, but for {self.limits_s} s")
        values = self[name]
        if kind.at_limit:
            values = values[..., self.limits_s.index(limit_s)]
        return values[:, None] if kind.over_set else values


def _some(values: Callable[[], Floats], rows: slice) -> Floats:
    return values()[rows]


@dataclass(frozen=True)
class Plan:
    """The blocks of all satellites, and the block that each combination takes for each satellite.

    A block lists the sensors in use of one satellite with their limits. It is empty if none is in use. For the horizon
    it is one of the satellite's sensors, with None for its limits. ``block_of`` is (C, satellites).
    """

    blocks: tuple[Block, ...]
    block_of: Ints


def plan_of(constellation: Constellation, cases: Sequence[Case], *, horizon: bool = False) -> Plan:
    """Return the plan of some combinations for a constellation."""
    carried = constellation.carried
    chosen = [None if horizon else {sensor.name: limits_in(sensor, case) for sensor in carried} for case in cases]
    return plan_of_limits(constellation, chosen)


def plan_of_limits(constellation: Constellation, choices: Sequence[Mapping[str, Limits | None] | None]) -> Plan:
    """Return the plan of some choices of limits by sensor, None for one that is not in use.

    A choice that is None is the horizon.
    """
    carried = list(dict.fromkeys(satellite.sensors for satellite in constellation.satellites))
    carried_of = np.array([carried.index(satellite.sensors) for satellite in constellation.satellites], dtype=np.int64)
    blocks: dict[Block, int] = {}
    chosen = np.empty((len(choices), len(carried)), dtype=np.int64)
    for c, limits in enumerate(choices):
        for k, names in enumerate(carried):
            in_use: Block = ((names[0], None),)
            if limits is not None:
                in_use = tuple((name, one) for name in names if (one := limits[name]) is not None)
            chosen[c, k] = blocks.setdefault(in_use, len(blocks))
    return Plan(tuple(blocks), chosen[:, carried_of])


@dataclass
class Surveyor:
    """Searches of one constellation, and the figures drawn from them.

    There is one search for all satellites that carry the same sensors, by the names of the sensors. The tracks of
    windows are those of the search. The tracks refuse satellites without an element set for their time of service.
    ``lost`` names the satellites for which SGP4 stops inside the span.
    """

    constellation: Constellation
    searches: dict[tuple[str, ...], Search] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    threads: int = 1
    _rows: dict[Any, Rows] = field(default_factory=dict, repr=False)
    _by_target: dict[Any, Windows] = field(default_factory=dict, repr=False)

    @property
    def span(self) -> Span:
        return self.constellation.span

    def of_targets(self, targets: Sequence[Target], points: Sequence[Site]) -> Surveyor:
        """Return searches of the same satellites, at the same times, over other targets; ``points`` are all of them."""
        from ..windows.search import Search
        from .daylight import daylight_of

        other = replace(self.constellation, targets=tuple(targets), places=tuple(points))
        daylight = daylight_of(other)
        searches = {
            carried: Search(one.ephemeris, other.places, daylight=daylight, threads=one.threads)
            for carried, one in self.searches.items()
        }
        return Surveyor(other, searches, list(self.lost), self.threads)

    def branch(self) -> Surveyor:
        """Return a surveyor of one thread that starts from what this one has found; see ``Search.branch``."""
        searches = {carried: search.branch() for carried, search in self.searches.items()}
        return Surveyor(self.constellation, searches, self.lost, threads=1, _by_target=dict(self._by_target))

    def windows(self, sensor: str, limits: Limits) -> Windows:
        """Return the windows of the satellites that carry a sensor, cut to their times of service."""
        return self._of_all(sensor, limits)

    def passes(self, sensor: str) -> Windows:
        """Return when a satellite that carries a sensor is above the horizon, cut to its time of service.

        That is an elevation above 0. A place's horizon mask is ignored.
        """
        return self._of_all(sensor, None)

    def seen(self, carried: tuple[str, ...], case: Case) -> Windows:
        """Return the windows of the satellites of one search in a combination, of all their sensors in use."""
        sensors = self.constellation.sensors
        limits = {name: limits_in(sensors[name], case) for name in carried}
        found = [self._of_targets(carried, name, one) for name, one in limits.items() if one is not None]
        return _in_order(found)

    def windows_of_points(self, case: Case, target: int) -> Windows:
        """Return the windows of the points of one target, numbered from 0, cut to times of service.

        They are those of all satellites, with all sensors in use in a combination.
        """
        points = self.constellation.targets[target].points
        parts = []
        for carried, search in self.searches.items():
            for name in carried:
                limits = limits_in(self.constellation.sensors[name], case)
                if limits is not None:
                    found = self._in_service(search.windows(limits))
                    mine = found.take((found.target >= points.start) & (found.target < points.stop))
                    parts.append(replace(mine, target=mine.target - points.start).of_sensor(self._number(name)))
        return _in_order(parts)

    def _of_all(self, sensor: str, limits: Limits | None) -> Windows:
        """Return the windows of all satellites that carry a sensor, none where no satellite in service does."""
        return _in_order([self._of_targets(names, sensor, limits) for names in self.searches if sensor in names])

    def _of_targets(self, carried: tuple[str, ...], sensor: str, limits: Limits | None) -> Windows:
        """Return the windows of targets from those of their points; computed once for each set of limits."""
        key = (carried, sensor, limits)
        if key not in self._by_target:
            search = self.searches[carried]
            found = self._in_service(search.passes if limits is None else search.windows(limits))
            found = windows_of_targets(found, self.constellation.targets, limits)
            self._by_target[key] = found.of_sensor(self._number(sensor))
        return self._by_target[key]

    def _number(self, sensor: str) -> int:
        return list(self.constellation.sensors).index(sensor)

    def _in_service(self, found: Windows) -> Windows:
        return windows_in_service(found, self.constellation.satellites, self.span)

    def survey(
        self,
        cases: Sequence[Case],
        *,
        limits_s: Sequence[float] = (),
        left_out: int | Sequence[int] | None = None,
        horizon: bool = False,
        percentiles: NDArray[np.bool_] | bool = False,
        between_windows: bool = False,
        plan: Plan | None = None,
    ) -> Survey:
        """Return the figures of every case, for all satellites together, or without those of index ``left_out``.

        With ``horizon`` a satellite counts as seeing while it is above the horizon, with any sensor; there is then one
        case. With ``between_windows`` gaps are measured between windows instead of looks. ``plan`` is the result of
        ``plan_of`` for the cases; callers that survey the same cases often compute it once.
        """
        if plan is None:
            plan = plan_of(self.constellation, [{}] if horizon else cases, horizon=horizon)
        blocks, block_of = plan.blocks, plan.block_of
        if left_out is not None:
            block_of = block_of.copy()
            block_of[:, np.asarray(left_out, dtype=np.int64)] = -1
        key = (blocks, between_windows)
        if key not in self._rows:
            self._rows[key] = Rows(self.constellation)
            self._rows[key].add(self, blocks, between_windows=between_windows)
        return self._rows[key].measure(
            block_of,
            limits_s=limits_s,
            percentiles=percentiles,
            mapped=lambda run, parts: in_threads(run, list(parts), self.threads),
        )


class Rows:
    """Looks and windows of many blocks in flat arrays, with the index range of each satellite and target.

    A list holds the windows of one sensor under one set of limits, disjoint for each satellite. A block picks one or
    more lists. A satellite has a column for each sensor it carries. Overlapping looks of two sensors therefore both
    count, and the time they cover is united.
    """

    def __init__(self, constellation: Constellation) -> None:
        self._constellation = constellation
        shape = len(constellation.targets), len(constellation.satellites)
        self._looks, self._windows = _Flat(*shape), _Flat(*shape)
        counts = [len(satellite.sensors) for satellite in constellation.satellites]
        self._satellite_of = np.repeat(np.arange(len(counts)), counts)  # of each column
        self._place_of = np.concatenate([np.arange(count) for count in counts])  # among its satellite's
        self._most = max(counts)
        self._picked: list[Ints] = []  # by block: (blocks, most), the lists it picks, -1 for none
        self._dwell_s: list[float] = []  # of each list: how long an image takes

    def add(self, surveyor: Surveyor, blocks: Sequence[Block], *, between_windows: bool = False) -> None:
        """Append one surveyor's blocks, in order; with ``between_windows`` every window counts as a look."""
        number = {
            seen: len(self._dwell_s) + k for k, seen in enumerate(dict.fromkeys(one for b in blocks for one in b))
        }
        picked = np.full((len(blocks), self._most), -1, dtype=np.int64)
        for row, block in zip(picked, blocks, strict=True):
            row[: len(block)] = [number[seen] for seen in block]
        for name, limits in number:
            found = surveyor.passes(name) if limits is None else surveyor.windows(name, limits)
            self._windows.add(found)
            self._looks.add(found if limits is None or between_windows else found.looks())
            self._dwell_s.append(limits.image_s if limits is not None else 0.0)
        self._picked.append(picked)

    def extend(self, other: Rows) -> None:
        """Append all blocks of another object; their numbers continue those present."""
        self._looks.extend(other._looks)
        self._windows.extend(other._windows)
        self._picked += [np.where(picked >= 0, picked + len(self._dwell_s), -1) for picked in other._picked]
        self._dwell_s += other._dwell_s

    def part(self, constellation: Constellation) -> Rows:
        """Return the rows of a part of the span, on the clock of that part: ``constellation`` has it as its span.

        They are cut to what a search of that part alone would reach. Blocks keep their numbers.
        """
        shift_s = self._constellation.span.seconds(constellation.span.start)
        from_s, to_s = constellation.searched_s
        part = Rows(constellation)
        part._looks = self._looks.part(from_s, to_s, shift_s)
        part._windows = self._windows.part(from_s, to_s, shift_s)
        part._picked, part._dwell_s = self._picked, self._dwell_s
        return part

    def measure(
        self,
        block_of: Ints,
        *,
        limits_s: Sequence[float],
        percentiles: NDArray[np.bool_] | bool = False,
        mapped: Mapped = map,
        mapped_later: Mapped | None = None,
    ) -> Survey:
        """Return the figures of combinations; each row of (C, satellites) has a block for each satellite, -1 for none.

        ``mapped`` maps the work; it may use threads. ``mapped_later`` does so for figures that are measured when first
        asked for.
        """
        from .combinations import measure
        from .combinations_kernel import N_COLUMNS

        n_limits = len(limits_s)
        list_of = self._lists_of(block_of)

        @cache
        def exposures() -> Floats:
            return self._exposures(list_of, limits_s, mapped_later or mapped)

        out, together = measure(
            list_of,
            self._looks.arrays(self._satellite_of),
            self._windows.arrays(self._satellite_of),
            in_tail=in_tail(self._constellation)[self._satellite_of],
            search=self._constellation.searched_s,
            span_s=self._constellation.span.duration_s,
            limits_s=np.array(limits_s, dtype=np.float64),
            percentiles=np.broadcast_to(np.asarray(percentiles, dtype=np.bool_), (len(block_of),)),
            mapped=mapped,
        )
        shares = out[:, :, N_COLUMNS:].reshape(*out.shape[:2], len(LIMIT_COLUMNS), n_limits)
        looks, span_s = out[:, :, COLUMNS.index(N_LOOKS)], self._constellation.span.duration_s
        return Survey(
            limits_s=tuple(limits_s),
            figures={
                **{kind.name: out[:, :, i] for i, kind in enumerate(COLUMNS)},
                **{kind.name: shares[:, :, i] for i, kind in enumerate(LIMIT_COLUMNS)},
                ALL_TARGETS_GAP_MAX.name: together[:, 0],
                ALL_TARGETS_WAIT_PROBABILITY.name: together[:, 1:],
                TIME_PER_LOOK.name: np.where(looks > 0.0, span_s / np.where(looks > 0.0, looks, 1.0), np.inf),
            },
            on_request={EXPOSURE_PROBABILITY.name: exposures},
        )

    def _exposures(self, list_of: Ints, limits_s: Sequence[float], mapped: Mapped) -> Floats:
        """Return the chance that an exposure as long as each limit is seen, (C, P, L)."""
        from .exposures import exposure_chances

        return exposure_chances(
            list_of,
            self._shortened.arrays(self._satellite_of),
            np.array(self._dwell_s),
            in_tail=in_tail(self._constellation)[self._satellite_of],
            search_from_s=self._constellation.searched_s[0],
            span_s=self._constellation.span.duration_s,
            limits_s=np.array(limits_s, dtype=np.float64),
            mapped=mapped,
        )

    @cached_property
    def _shortened(self) -> _Flat:
        return self._windows.shortened(np.array(self._dwell_s))

    def _lists_of(self, block_of: Ints) -> Ints:
        """Return the list of each column, (C, columns), of blocks, (C, satellites); -1 for none."""
        block = block_of[:, self._satellite_of]
        return np.where(block >= 0, np.concatenate(self._picked)[block, self._place_of], -1)


class _Flat:
    def __init__(self, n_targets: int, n_satellites: int) -> None:
        self._shape = n_targets, n_satellites
        self._rows: list[Ints] = []
        self._start: list[Floats] = []
        self._end: list[Floats] = []
        self._total = 0

    def add(self, found: Windows) -> None:
        n_targets, n_satellites = self._shape
        # Windows are sorted by target, satellite, start: one search finds every list.
        key = found.target * n_satellites + found.satellite
        edges = np.searchsorted(key, np.arange(n_targets * n_satellites + 1)) + self._total
        self._rows.append(np.stack([edges[:-1], edges[1:]], axis=-1).reshape(n_targets, n_satellites, 2))
        self._start.append(found.start_s)
        self._end.append(found.end_s)
        self._total += len(found)

    def extend(self, other: _Flat) -> None:
        self._rows += [rows + self._total for rows in other._rows]
        self._start += other._start
        self._end += other._end
        self._total += other._total

    def shortened(self, by_s: Floats) -> _Flat:
        """Return the windows cut by a time of their list at both ends; those that do not last that time are left out.

        A window that lasts it, but not twice as long, ends before it starts. Where service cut a window it may be
        shorter than an image.
        """
        start_s, end_s = self._times
        of_list = (self._stacked[..., 1] - self._stacked[..., 0]).sum(axis=(1, 2))
        each_s = np.repeat(by_s, of_list) if by_s.size else np.empty(0)
        lasts = end_s - start_s >= each_s
        found = _Flat(*self._shape)
        found._rows = list(np.concatenate([[0], np.cumsum(lasts)])[self._stacked])
        found._start, found._end = [(start_s + each_s)[lasts]], [(end_s - each_s)[lasts]]
        found._total = int(lasts.sum())
        return found

    def part(self, from_s: float, to_s: float, shift_s: float) -> _Flat:
        """Return what lies within [from_s, to_s) of a clock that begins at ``shift_s`` of this one."""
        start_s, end_s = self._times
        low, high = self._stacked[..., 0], self._stacked[..., 1]
        first = _first_from(end_s, low, high, from_s + shift_s, after=True)
        count = np.maximum(_first_from(start_s, low, high, to_s + shift_s) - first, 0)
        edges = np.concatenate([[0], np.cumsum(count)])
        taken = np.repeat(first.ravel() - edges[:-1], count.ravel()) + np.arange(edges[-1])
        part = _Flat(*self._shape)
        part._rows = list(np.stack([edges[:-1], edges[1:]], axis=-1).reshape(self._stacked.shape))
        part._start = [np.maximum(start_s[taken] - shift_s, from_s)]
        part._end = [np.minimum(end_s[taken] - shift_s, to_s)]
        part._total = int(edges[-1])
        return part

    def arrays(self, satellite_of: Ints) -> tuple[Ints, Floats, Floats]:
        """Return index ranges (lists, targets, columns, 2), and the starts and ends of all windows."""
        return np.ascontiguousarray(self._stacked[:, :, satellite_of], dtype=np.int64), *self._times

    @cached_property
    def _stacked(self) -> Ints:
        return np.stack(self._rows or [np.zeros((*self._shape, 2), dtype=np.int64)])  # one empty list

    @cached_property
    def _times(self) -> tuple[Floats, Floats]:
        nothing = np.empty(0)
        return np.concatenate([nothing, *self._start]), np.concatenate([nothing, *self._end])


def _first_from(moments_s: Floats, low: Ints, high: Ints, moment_s: float, *, after: bool = False) -> Ints:
    """Return in each range [low, high) of rising moments the first at ``moment_s`` or later, or later than it."""
    low, high = low.copy(), high.copy()
    while (searching := low < high).any():
        middle = np.where(searching, (low + high) // 2, 0)
        early = moments_s[middle] <= moment_s if after else moments_s[middle] < moment_s
        low = np.where(searching & early, middle + 1, low)
        high = np.where(searching & ~early, middle, high)
    return low


def _in_order(parts: Sequence[Windows]) -> Windows:
    """Return windows of several sensors or searches as one set, sorted by target, satellite, start."""
    from ..windows.windows import Windows

    if len(parts) == 1:
        return parts[0]
    return Windows.together(parts).in_order if parts else Windows.none()


def in_tail(constellation: Constellation) -> NDArray[np.bool_]:
    """Return a mask (satellites,) of those with the least common set of sensors; all false if all carry the same."""
    carried = [satellite.sensors for satellite in constellation.satellites]
    rarest = min(dict.fromkeys(carried), key=carried.count)
    return np.array([sensors == rarest and len(set(carried)) > 1 for sensors in carried])


def surveyor_of(
    constellation: Constellation,
    *,
    elements: Mapping[str, Sequence[ElementSet]] | None = None,
    daylight: Daylight | None = None,
    allow_stale: bool = False,
    threads: int | None = None,
) -> Surveyor:
    """Return the searches of a constellation, its element sets replaced by ``elements`` (by satellite name) if given.

    Raises DataError for element sets that cannot serve the span, and where no satellite serves in it at all.
    """
    from ..windows.search import Search

    span = constellation.span
    surveyor = Surveyor(constellation, threads=threads or cores())
    by_carried: dict[tuple[str, ...], list[Track]] = {}
    for track in serving_tracks(constellation, elements=elements, allow_stale=allow_stale):
        by_carried.setdefault(constellation.satellites[track.satellite].sensors, []).append(track)
    for carried, its_tracks in by_carried.items():
        table = ephemeris(span, its_tracks)
        surveyor.searches[carried] = Search(table, constellation.places, daylight=daylight, threads=threads)
        surveyor.lost += table.lost
    return surveyor
