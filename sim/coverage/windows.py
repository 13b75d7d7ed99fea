"""Access windows: who can image what, when, exactly. Arrays in, arrays out.

A `Search` holds one table of positions and a list of places. It finds the passes (elevation above 0) once and trims
them by one limit after another, remembering each result, so that many sensor assumptions share the work.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..earth import site_itrs_km, up_itrs
from ..orbits.ephemeris import Ephemeris, Track
from ..places.sites import Site
from ..sensors.limits import Limits
from ..sun import SunTable
from ..threads import cores, in_threads
from . import windows_kernel as kernels

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CALL_NODES = 1 << 16  # read by one call of the kernel at least, 0.1 ms of work


@dataclass(frozen=True)
class Windows:
    """W windows, half-open, in seconds since the start of the span; sorted by target, satellite, start.

    ``track`` names the element set at work, ``pass_start_s`` and ``pass_end_s`` the pass (elevation above 0) a window
    lies in; windows with equal satellite, target and pass start belong to one look.
    """

    satellite: Ints
    target: Ints
    track: Ints
    start_s: Floats
    end_s: Floats
    pass_start_s: Floats
    pass_end_s: Floats

    def __len__(self) -> int:
        return int(self.start_s.size)

    def take(self, rows: Any) -> Windows:
        """Return the windows of an index array, mask or slice."""
        return Windows(
            self.satellite[rows],
            self.target[rows],
            self.track[rows],
            self.start_s[rows],
            self.end_s[rows],
            self.pass_start_s[rows],
            self.pass_end_s[rows],
        )

    def between(self, from_s: float, to_s: float) -> Windows:
        """Return the windows cut to [from_s, to_s); passes keep their true ends."""
        inside = self.take((self.end_s > from_s) & (self.start_s < to_s))
        return replace(inside, start_s=np.maximum(inside.start_s, from_s), end_s=np.minimum(inside.end_s, to_s))

    def looks(self) -> Windows:
        """Return one row a look: all windows of one satellite in one pass over one target, first start to last end."""
        if len(self) == 0:
            return self
        new = np.ones(len(self), dtype=bool)
        new[1:] = np.any([k[1:] != k[:-1] for k in (self.target, self.satellite, self.pass_start_s)], axis=0)
        starts = np.flatnonzero(new)
        ends = np.concatenate([starts[1:], [len(self)]]) - 1
        return replace(self.take(starts), end_s=self.end_s[ends])

    def lasting(self, duration_min_s: float) -> Windows:
        """Return the windows of at least the given duration."""
        return self if duration_min_s <= 0.0 else self.take(self.end_s - self.start_s >= duration_min_s)


@dataclass(frozen=True)
class Geometry:
    """What each window offers: best elevation and off-nadir, degrees (1e-6), and the side at its middle, True right."""

    max_elevation_deg: Floats
    min_off_nadir_deg: Floats
    is_right: NDArray[np.bool_]


class Daylight:
    """When the Sun stands high enough at each of some places; computed once for each limit, shared by searches."""

    def __init__(self, sun: SunTable, places: Sequence[Site]) -> None:
        self._sun = sun
        self._places = tuple(places)
        self._lit: dict[float, list[Floats]] = {}

    def lit(self, elevation_min_deg: float) -> list[Floats]:
        """Return, for each place, the (N, 2) intervals in seconds with the Sun at least so high."""
        if elevation_min_deg not in self._lit:
            self._lit[elevation_min_deg] = self._sun.lit_intervals_of_sites(
                self._sun.from_s,
                self._sun.to_s,
                lat_deg=np.array([p.lat_deg for p in self._places]),
                lon_deg=np.array([p.lon_deg for p in self._places]),
                height_km=np.array([p.height_km for p in self._places]),
                elevation_min_deg=elevation_min_deg,
            )
        return self._lit[elevation_min_deg]


class Search:
    """Exact windows between the tracks of an ephemeris and a list of places.

    Boundaries agree with bisection on SGP4 itself to well below 1 ms; a window is lost only when the margin of its
    deciding limit never exceeds 0.1 mm or it is shorter than 1 ms (``windows_kernel`` states the bounds). Threads share
    the work by places; results do not depend on their number.
    """

    def __init__(
        self,
        ephemeris: Ephemeris,
        places: Sequence[Site],
        *,
        daylight: Daylight | None = None,
        threads: int | None = None,
    ) -> None:
        self.ephemeris = ephemeris
        self.places = tuple(places)
        self.threads = threads or cores()
        self._daylight = daylight
        self._found: dict[tuple[tuple[int, float], ...], Windows] = {}
        lat = np.array([s.lat_deg for s in self.places])
        lon = np.array([s.lon_deg for s in self.places])
        height = np.array([s.height_km for s in self.places])
        self._sites = np.concatenate(
            [
                site_itrs_km(lat_deg=lat, lon_deg=lon, height_km=height),
                up_itrs(lat_deg=lat, lon_deg=lon),
            ],
            axis=1,
        )

    @cached_property
    def daylight(self) -> Daylight:
        if self._daylight is not None:
            return self._daylight
        table = self.ephemeris
        return Daylight(SunTable(table.span, float(table.from_s.min()), float(table.to_s.max())), self.places)

    @cached_property
    def passes(self) -> Windows:
        """Every pass (elevation above 0) of every satellite at every place, whole; cut only where the table ends."""
        return self._sorted(self._passes)

    def windows(self, limits: Limits) -> Windows:
        """Return the windows in which all limits hold, over the whole table, each at least ``duration_min_s`` long."""
        chain: list[tuple[int, float]] = []
        found = self._passes
        for kind, parameter in margins(limits, self._least_elevation_deg(limits)):
            chain.append((kind, parameter))
            key = tuple(chain)
            if key not in self._found:
                self._found[key] = self._trim(found, kind, parameter)
            found = self._found[key]
        return self._sorted(found).lasting(limits.duration_min_s)

    @cached_property
    def _passes(self) -> Windows:
        """The passes track by track, as kernels like to find and trim them: one track fits a core's own cache."""
        table = self.ephemeris
        tracks = table.tracks
        n_tracks, n_sites = len(tracks), len(self.places)
        from_s = np.maximum([t.from_s for t in tracks], table.from_s)
        to_s = np.minimum([t.to_s for t in tracks], table.to_s)
        x, y, z = (a.astype(np.float32) for a in (table.x_km, table.y_km, table.z_km))
        pair_track, pair_site = np.repeat(np.arange(n_tracks), n_sites), np.tile(np.arange(n_sites), n_tracks)

        def call(rows: slice, room: int) -> tuple[int, tuple[NDArray[Any], ...]]:
            out = (np.empty(room, np.int64), np.empty(room), np.empty(room))
            n = kernels.find_passes(
                x, y, z, *self._table, from_s, to_s, table.bounds, self._sites, pair_track[rows], pair_site[rows], *out
            )
            return n, (out[0] + rows.start, *out[1:])

        days = float(np.maximum(to_s - from_s, 0.0).sum()) / 86400.0 / max(n_tracks, 1)
        # A call is worth making for CALL_NODES: 8 pairs of a week, 64 of a day.
        least = max(kernels.GROUP, int(CALL_NODES / max(float(table.count.mean()), 1.0)) if n_tracks else 0)
        pair, start_s, end_s = self._in_chunks(call, pair_track.size, least=least, room_each=int(9 * days) + 4)
        track, target = pair_track[pair], pair_site[pair]
        satellite = np.array([t.satellite for t in tracks], dtype=np.int64)[track]
        return _one_set_a_pass(Windows(satellite, target, track, start_s, end_s, start_s, end_s), tracks)

    def _sorted(self, found: Windows) -> Windows:
        """Return windows by target, satellite and start, given by track, target and start."""
        satellites = {track.satellite for track in self.ephemeris.tracks}
        span = max(satellites, default=0) + 1
        if min(satellites, default=0) >= 0 and len(self.places) * span <= np.iinfo(np.int16).max:
            key = (found.target * span + found.satellite).astype(np.int16)
            order = np.argsort(key, kind="stable")  # a radix sort, for 16 bits
            key, start_s = key[order], found.start_s[order]
            if not np.any((key[1:] == key[:-1]) & (start_s[1:] < start_s[:-1])):  # rising, unless sets overlap
                return found.take(order)
        return found.take(np.lexsort((found.start_s, found.satellite, found.target)))

    def _least_elevation_deg(self, limits: Limits) -> float:
        """Return an elevation that every window within the off-nadir limit surely exceeds: cheap to trim by first.

        On a sphere sin(incidence) = r / R sin(off-nadir). Geodetic directions differ from geocentric ones by less
        than 0.2 degrees at either end of the line of sight.
        """
        if limits.off_nadir_max_deg is None:
            return 0.0
        farthest_km = float(self.ephemeris.bounds[:, kernels.R_MAX].max())
        nearest_km = float(np.linalg.norm(self._sites[:, :3], axis=1).min())
        sine = farthest_km / nearest_km * math.sin(math.radians(min(limits.off_nadir_max_deg + 0.2, 90.0)))
        return 0.0 if sine >= 1.0 else max(0.0, 90.0 - math.degrees(math.asin(sine)) - 0.25)

    def geometry(self, windows: Windows) -> Geometry:
        """Return each window's best elevation, best off-nadir angle and side."""
        sin_elevation, cos_off_nadir, side = (np.empty(len(windows)) for _ in range(3))
        kernels.describe(
            *self._table,
            self._sites,
            windows.track,
            windows.target,
            windows.start_s,
            windows.end_s,
            sin_elevation,
            cos_off_nadir,
            side,
        )
        return Geometry(
            np.degrees(np.arcsin(np.clip(sin_elevation, -1.0, 1.0))),
            np.degrees(np.arccos(np.clip(cos_off_nadir, -1.0, 1.0))),
            side > 0.0,
        )

    @property
    def _table(self) -> tuple[Floats, Floats, Floats, float, float, Ints, Ints, Ints]:
        t = self.ephemeris
        return t.x_km, t.y_km, t.z_km, t.grid_s, t.step_s, t.first, t.count, t.offset

    def _trim(self, found: Windows, kind: int, parameter: float) -> Windows:
        if kind == SUNLIT:
            lit = self.daylight.lit(parameter)
            rows_from = np.concatenate([[0], np.cumsum([len(a) for a in lit])]).astype(np.int64)
            allowed = np.concatenate(lit) if lit else np.empty((0, 2))
            allowed_start, allowed_end = (
                np.ascontiguousarray(allowed[:, 0]),
                np.ascontiguousarray(allowed[:, 1]),
            )

            def call(rows: slice, room: int) -> tuple[int, tuple[NDArray[Any], ...]]:
                out = (np.empty(room, np.int64), np.empty(room), np.empty(room))
                n = kernels.keep_within(
                    found.target[rows],
                    found.start_s[rows],
                    found.end_s[rows],
                    rows_from,
                    allowed_start,
                    allowed_end,
                    *out,
                )
                return n, (out[0] + rows.start, *out[1:])
        else:

            def call(rows: slice, room: int) -> tuple[int, tuple[NDArray[Any], ...]]:
                out = (np.empty(room, np.int64), np.empty(room), np.empty(room))
                n = kernels.trim(
                    kind,
                    parameter,
                    *self._table,
                    self.ephemeris.bounds,
                    self._sites,
                    found.track[rows],
                    found.target[rows],
                    found.start_s[rows],
                    found.end_s[rows],
                    *out,
                )
                return n, (out[0] + rows.start, *out[1:])

        came_from, start_s, end_s = self._in_chunks(call, len(found), least=512, room_each=2)
        return replace(found.take(came_from), start_s=start_s, end_s=end_s)

    def _in_chunks(
        self,
        call: Callable[[slice, int], tuple[int, tuple[NDArray[Any], ...]]],
        items: int,
        *,
        least: int,
        room_each: int,
    ) -> list[NDArray[Any]]:
        """Run a kernel over slices of its items in threads; a slice that needs more room is asked again."""

        def run(rows: slice) -> tuple[NDArray[Any], ...]:
            room = room_each * (rows.stop - rows.start) + 64
            n, out = call(rows, room)
            if n > room:
                n, out = call(rows, n)
            return tuple(a[:n] for a in out)

        # Small jobs are not worth a thread; slices are fixed by the items alone, never by the number of threads.
        size = max(least, math.ceil(items / 16))
        slices = [slice(a, min(a + size, items)) for a in range(0, max(items, 1), size)]
        parts = in_threads(run, slices, self.threads)
        return [np.concatenate(columns) for columns in zip(*parts, strict=True)]


SUNLIT = 7  # Sun elevation at the target at least p degrees: the target's own intervals, not a kernel margin


def margins(limits: Limits, least_elevation_deg: float) -> list[tuple[int, float]]:
    """Return the limits as (kind, parameter), in the order in which they are applied: cheap and shared ones first.

    ``least_elevation_deg`` is implied by the others; it changes no window.
    """
    sine = lambda deg: math.sin(math.radians(deg))  # noqa: E731
    cosine = lambda deg: math.cos(math.radians(deg))  # noqa: E731
    elevation_min_deg = max(limits.elevation_min_deg, least_elevation_deg)
    if limits.incidence_max_deg is not None:
        elevation_min_deg = max(elevation_min_deg, 90.0 - limits.incidence_max_deg)
    margins: list[tuple[int, float]] = []
    if elevation_min_deg > 0.0:
        margins.append((kernels.ABOVE, sine(elevation_min_deg)))
    if limits.incidence_min_deg is not None and limits.incidence_min_deg > 0.0:
        margins.append((kernels.BELOW, cosine(limits.incidence_min_deg)))
    if limits.off_nadir_max_deg is not None and limits.off_nadir_max_deg < 90.0:
        margins.append((kernels.WITHIN, cosine(limits.off_nadir_max_deg)))
    if limits.off_nadir_min_deg is not None and limits.off_nadir_min_deg > 0.0:
        margins.append((kernels.BEYOND, cosine(limits.off_nadir_min_deg)))
    if limits.squint_max_deg is not None and limits.squint_max_deg < 90.0:
        margins.append((kernels.SQUINT, sine(limits.squint_max_deg) ** 2))
    if limits.look != "either":
        margins.append((kernels.RIGHT if limits.look == "right" else kernels.LEFT, 0.0))
    if limits.sun_elevation_min_deg is not None and limits.sun_elevation_min_deg > -90.0:
        margins.append((SUNLIT, limits.sun_elevation_min_deg))
    return margins


def _one_set_a_pass(found: Windows, tracks: Sequence[Track]) -> Windows:
    """Leave each pass to one element set: the one that owns its middle; see sim.orbits.service.

    Around a change of sets both give the same pass, up to some minutes apart when they are old: what lies within a
    quarter of a revolution is one pass. Each set may place its middle on its own side, or on the other's: the earlier
    set then takes it, so that no pass is counted twice or lost. Where sets hand over at an instant (deep space)
    the two parts are given the bounds of the whole pass.
    """
    if len(found) == 0 or all(t.owns_from_s == -math.inf and t.owns_to_s == math.inf for t in tracks):
        return found
    middle_s = 0.5 * (found.start_s + found.end_s)
    found = found.take(order := np.lexsort((found.track, middle_s, found.satellite, found.target)))
    middle_s = middle_s[order]
    reach_s = np.array([0.0 if t.elements.is_deep_space else 15.0 * t.elements.period_min for t in tracks])[found.track]
    same = (found.satellite[1:] == found.satellite[:-1]) & (found.target[1:] == found.target[:-1])
    near = middle_s[1:] - middle_s[:-1] < np.minimum(reach_s[1:], reach_s[:-1])
    one_pass = np.concatenate([[0], np.cumsum(~(same & near & (found.track[1:] != found.track[:-1])))])

    found = found.take(order := np.lexsort((found.track, one_pass)))  # the earlier set first
    middle_s, one_pass = middle_s[order], one_pass[order]
    owns_from_s = np.array([t.owns_from_s for t in tracks])[found.track]
    owns_to_s = np.array([t.owns_to_s for t in tracks])[found.track]
    owned = (middle_s >= owns_from_s) & (middle_s < owns_to_s)
    # Two sets that each leave the pass to the other.
    left_over = np.zeros(len(found), dtype=bool)
    left_over[:-1] = (one_pass[1:] == one_pass[:-1]) & (owns_to_s[:-1] == owns_from_s[1:])
    left_over[:-1] &= (middle_s[:-1] >= owns_to_s[:-1]) & (middle_s[1:] < owns_from_s[1:])
    taken = owned | (left_over & ~np.isin(one_pass, one_pass[owned]))
    rows = np.flatnonzero(taken)
    first = rows[np.unique(one_pass[rows], return_index=True)[1]]  # one row for each pass taken
    by = np.full(int(one_pass[-1]) + 1 if one_pass.size else 0, -1, dtype=np.int64)
    by[one_pass[first]] = found.track[first]
    found = found.take(taken & (found.track == by[one_pass]))
    found = found.take(np.lexsort((found.start_s, found.satellite, found.target)))

    pass_start_s, pass_end_s = found.pass_start_s.copy(), found.pass_end_s.copy()
    same = (found.satellite[1:] == found.satellite[:-1]) & (found.target[1:] == found.target[:-1])
    handed_over = np.flatnonzero(same & (found.start_s[1:] == found.end_s[:-1]))
    for a in handed_over:
        pass_start_s[a + 1] = pass_start_s[a]
    for a in handed_over[::-1]:
        pass_end_s[a] = pass_end_s[a + 1]
    found = replace(found, pass_start_s=pass_start_s, pass_end_s=pass_end_s)
    return found.take(np.argsort(found.track, kind="stable"))
