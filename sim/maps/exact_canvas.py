"""Maps with exact transitions: the raster finds the steps to search, the search for windows finds the times.

In each step a point is empty, full or in doubt. It is empty if the swept raster covers no part of it. It is full if one
satellite sees it throughout, by bounds on the distance of margins from their chords. Only points in doubt are searched,
satellite by satellite, with the kernels of ``windows``. A limit on the Sun cuts the windows by daylight. The union of
the windows is counted in seconds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..earth import site_itrs_km, up_itrs
from ..sensors.limits import Limits
from ..threads import in_threads
from ..windows.cut_and_join_kernel import keep_within
from ..windows.kernel_arrays import Nodes, Stretches, room_for
from ..windows.margin_kinds import ABOVE
from ..windows.steps import Light, Margin, margins
from ..windows.sunlight_at_places import Daylight
from ..windows.trim_kernel import trim
from . import tally_seconds_kernel as seconds
from .canvas import PARALLAX_DEG, ROWS_A_BLOCK, TURN_RATE_RAD_S, Canvas, Visible
from .doubt_kernel import Cells, Viewers, doubts_for, sort_cells
from .footprints import chord_tests

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

HISTORY_BYTES = 16e6  # of painted steps, whatever the span
MOST_STEPS = 256


class ExactCanvas(Canvas):
    """A canvas that counts refined gaps in seconds."""

    history_restarts = True

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        grid = self.grid
        step_bytes = 8 * grid.rows * self.words
        self.most_steps = int(min(MOST_STEPS, self.steps, max(1, HISTORY_BYTES // step_bytes)))
        self.history = np.zeros(self.most_steps * grid.rows * self.words, dtype=np.uint64)
        self.tallied = np.zeros(0, dtype=np.int32)  # the histogram is filled here, in seconds
        lat_deg, lon_deg = (a.ravel() for a in np.meshgrid(grid.lat_deg, grid.lon_deg, indexing="ij"))
        height_km = np.full(grid.size, grid.height_km)
        self.sites = np.concatenate(
            [
                site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km),
                up_itrs(lat_deg=lat_deg, lon_deg=lon_deg),
            ],
            axis=1,
        )
        self.gaps_found = np.zeros((grid.size, seconds.COLUMNS))
        self.gaps_found[:, seconds.FIRST_S] = math.nan
        self.lit = self._lit()
        self.room = 4096  # rows of the working arrays for cells in doubt in a block; it grows when needed
        self.open_words = np.zeros(grid.rows * self.words, dtype=np.uint64)

    def painted(self, visible: Sequence[Visible], first: int, steps: int) -> None:
        """Refine the transitions of some painted steps, block of rows by block of rows."""
        table = _Table(visible, self.step_s / self.nodes_a_step)
        nodes = table.at_steps(first, steps, self.nodes_a_step)
        tests, n_tests, others = self._tests(visible)
        from_s = np.array([max(one.from_s, float(one.table.from_s[one.row])) for one in visible])
        to_s = np.array([min(one.to_s, float(one.table.to_s[one.row])) for one in visible])
        suns = [self.suns[one.track] for one in visible]
        viewers = Viewers(nodes, from_s, to_s, tests, n_tests, others, self._sun_at(first, steps), self._sin_sun(suns))
        chains = [_chain(self.limits[one.track], hole_filled=self.gaps == "looks") for one in visible]
        trimmed_by = list(zip(chains, suns, strict=True))

        def refine(row: int) -> None:
            last_row = min(row + ROWS_A_BLOCK, self.grid.rows) - 1
            rows, columns = self.grid.shape
            cells = Cells(first, steps, self.step_s, row, last_row, rows, columns, self.words)
            full = np.zeros(steps * (last_row - row + 1) * self.words, dtype=np.uint64)
            n, room = self.room, 0
            while n > room:
                room = n
                doubts = doubts_for(room)
                n = sort_cells(self.history, cells, viewers, self.sites, full, doubts)
            self.room = max(self.room, n + n // 4)
            stretches = Stretches(doubts.track[:n], doubts.site[:n], doubts.start_s[:n], doubts.end_s[:n])
            came_from, low_s, high_s = _searched(table, self.sites, trimmed_by, self.lit, stretches)
            settled = seconds.Settled(doubts.cell[:n][came_from], low_s, high_s)
            seconds.tally_seconds(
                self.history, full, cells, settled, self.gaps_found, self.open_words, self.histogram, self.bins
            )

        in_threads(refine, range(0, self.grid.rows, ROWS_A_BLOCK), self.threads)

    def _lit(self) -> dict[float, Lit]:
        """Return the times at which each point of the grid meets each limit on the Sun."""
        if self.sun is None:
            return {}
        places = [self.grid.site(*divmod(number, self.grid.columns)) for number in range(self.grid.size)]
        daylight = Daylight(self.sun, places)
        return {least_deg: _rows_of(daylight.allowed(Light("sun above", least_deg))) for least_deg in self.sun_limits}

    def _sun_at(self, first: int, steps: int) -> Floats:
        """Return the direction of the Sun at the ends of steps, (steps + 1, 3); zeros where no limit asks for it."""
        if self.sun is None:
            return np.zeros((steps + 1, 3))
        t_s = np.minimum((first + np.arange(steps + 1)) * self.step_s, self.span.duration_s)
        sun_km = self.sun.itrs_km(t_s)
        return np.asarray(sun_km / np.linalg.norm(sun_km, axis=-1, keepdims=True))

    def _sin_sun(self, suns: Sequence[float | None]) -> Floats:
        """Return the sines between which a step may be lit in part, as ``Viewers`` takes them, (tracks, 2).

        The sine of the Sun's elevation strays from its chord over a step by at most (turn of the Earth)^2 / 8, and its
        parallax changes it by less than the angle.
        """
        stray = (TURN_RATE_RAD_S * self.step_s) ** 2 / 8.0 + math.radians(PARALLAX_DEG)
        sines = np.array([-2.0 if one is None else math.sin(math.radians(one)) for one in suns])
        strays = np.array([0.0 if one is None else stray for one in suns])
        return np.stack([sines - strays, sines + strays], axis=-1)

    def _tests(self, visible: Sequence[Visible]) -> tuple[Floats, Ints, NDArray[np.bool_]]:
        found = [
            chord_tests(
                self.limits[one.track],
                one.table.bounds[one.row],
                surface_km=self.grid.height_km,
                step_s=self.step_s,
                hole_filled=self.gaps == "looks",
            )
            for one in visible
        ]
        tests = np.zeros((len(visible), 4, 4))
        for j, (rows, _) in enumerate(found):
            tests[j, : len(rows)] = rows
        n_tests = np.array([len(rows) for rows, _ in found], dtype=np.int64)
        return tests, n_tests, np.array([others for _, others in found], dtype=bool)


class Lit(NamedTuple):
    """The times at which points meet a limit on the Sun: the rows first[j] to first[j + 1] are those of point j."""

    first: Ints
    start_s: Floats
    end_s: Floats


class _Table:
    """The tables of some tracks as one, as the kernels of windows take it."""

    def __init__(self, visible: Sequence[Visible], node_s: float) -> None:
        self.node_s = node_s
        rows = [slice(int(v.table.offset[v.row]), int(v.table.offset[v.row] + v.table.count[v.row])) for v in visible]
        self.count = np.array([r.stop - r.start for r in rows], dtype=np.int64)
        self.offset = np.concatenate([[0], np.cumsum(self.count)])[: len(rows)].astype(np.int64)
        self.first = np.array(
            [round(v.table.grid_s / node_s) + int(v.table.first[v.row]) for v in visible], dtype=np.int64
        )
        held = list(zip(visible, rows, strict=True))
        self.x_km = np.concatenate([np.empty(0), *(v.table.x_km[r] for v, r in held)])
        self.y_km = np.concatenate([np.empty(0), *(v.table.y_km[r] for v, r in held)])
        self.z_km = np.concatenate([np.empty(0), *(v.table.z_km[r] for v, r in held)])
        self.bounds = np.array([v.table.bounds[v.row] for v in visible]) if visible else np.empty((0, 7))

    @property
    def nodes(self) -> Nodes:
        return Nodes(
            self.x_km, self.y_km, self.z_km, 0.0, self.node_s, self.first, self.count, self.offset, self.bounds
        )

    def at_steps(self, first: int, steps: int, nodes_a_step: int) -> Floats:
        """Return positions at the ends of steps, (steps + 1, tracks, 3) in km; NaN where a track has none."""
        out = np.full((steps + 1, self.count.size, 3), np.nan)
        for j in range(self.count.size):
            node = (first + np.arange(steps + 1)) * nodes_a_step - int(self.first[j])
            held = (node >= 0) & (node < self.count[j])
            for axis, coordinate in enumerate((self.x_km, self.y_km, self.z_km)):
                out[held, j, axis] = coordinate[self.offset[j] + node[held]]
        return out


def _chain(limits: Limits, *, hole_filled: bool) -> tuple[Margin, ...]:
    """Return the limits as windows are trimmed by them, the horizon first where no elevation is set."""
    if hole_filled:
        limits = limits.without_hole()
    chain = tuple(margins(limits, 0.0))
    return chain if any(one.kind == ABOVE for one in chain) else (Margin(ABOVE), *chain)


def _searched(
    table: _Table,
    sites: Floats,
    trimmed_by: Sequence[tuple[tuple[Margin, ...], float | None]],
    lit: Mapping[float, Lit],
    stretches: Stretches,
) -> tuple[Ints, Floats, Floats]:
    """Return the parts of some stretches in which all limits hold, and the index of each part's stretch, in order.

    ``trimmed_by`` are each track's margins and least elevation of the Sun, ``lit`` when it stands so high at a point.
    """
    track, site, start_s, end_s = stretches
    found: list[tuple[Ints, Floats, Floats]] = []
    for chain, sun in dict.fromkeys(trimmed_by):
        mine = np.array([one == (chain, sun) for one in trimmed_by])
        came_from = np.flatnonzero(mine[track])
        low_s, high_s = start_s[came_from], end_s[came_from]
        for margin in chain:
            n, room = 1, 0
            while n > room:
                room = max(n, 2 * low_s.size + 64)
                some, out = Stretches(track[came_from], site[came_from], low_s, high_s), room_for(room)
                n = trim(*margin, table.nodes, sites, some, out)
            came_from, low_s, high_s = came_from[out.of_row[:n]], out.start_s[:n], out.end_s[:n]
        if sun is not None:
            kept, low_s, high_s = _kept_within(site[came_from], low_s, high_s, lit[sun])
            came_from = came_from[kept]
        found.append((came_from, low_s, high_s))
    if not found:
        return np.empty(0, np.int64), np.empty(0), np.empty(0)
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    order = np.argsort(columns[0], kind="stable")
    return columns[0][order], columns[1][order], columns[2][order]


def _rows_of(allowed: Sequence[Floats]) -> Lit:
    first = np.concatenate([[0], np.cumsum([len(one) for one in allowed])]).astype(np.int64)
    start_s, end_s = np.concatenate(allowed).T.copy()
    return Lit(first, start_s, end_s)


def _kept_within(site: Ints, low_s: Floats, high_s: Floats, lit: Lit) -> tuple[Ints, Floats, Floats]:
    """Return the parts of windows during which their points are lit, and the index of each part's window."""
    n, room = 1, 0
    while n > room:
        room = max(n, 2 * site.size + 64)
        out = room_for(room)
        n = keep_within(site, low_s, high_s, *lit, *out)
    return out.of_row[:n], out.start_s[:n], out.end_s[:n]
