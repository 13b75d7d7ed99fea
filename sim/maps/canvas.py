"""The loop over time that makes a map: it tabulates, samples, paints and counts, in memory that is reused.

Positions are tabulated for a stretch of time, sampled a few hundred steps at a time, and painted block of rows by block
of rows: threads share the blocks, and no two touch the same rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..constants import WGS84_A_KM, WGS84_E2
from ..errors import DataError, UsageError
from ..orbits.ephemeris import TABLE_STEP_S, Ephemeris, Track, ephemeris
from ..places.grids import Grid
from ..revisit.figures import GapsBetween
from ..sensors.limit_kinds import AFTER_ALL
from ..sensors.limits import Limits
from ..sun import SunTable
from ..threads import cores, in_threads
from ..windows.kernel_arrays import Axes
from .bins_kernel import bin_number
from .bits_kernel import Circle
from .footprints import Footprint, footprint
from .point_kernel import TESTED
from .raster_arrays import NO_HOLE, TRACK_COLUMNS, GridAngles, Motion, Samples
from .raster_kernel import TILE, map_block
from .row_kernel import DISCS, PAD, Rows
from .sample_kernel import sample
from .tally_kernel import COUNTS, LAST, Counted

Floats = NDArray[np.float64]

SWEEP_EXCESS = 0.0125  # the largest excess of a painted disc, as a share of its radius; choose_raster_step.py
ROWS_A_BLOCK = 32
TRACKS_A_TABLE = 16
TABLE_BYTES, SAMPLE_BYTES = 32e6, 16e6  # memory for positions, whatever the span
# Row j: the coefficient of s^j in the polynomial through values at s = -3 ... 4, as a sum over those values.
POWERS = np.linalg.inv(np.vander(np.arange(-3.0, 5.0), increasing=True))
PARALLAX_DEG = 0.003  # the Sun's, which the map leaves out
TURN_RATE_RAD_S = 7.3e-5  # of the Sun round the sky, at most


class Canvas:
    """The state of one map: the counts so far at every point, and the loop over time that counts."""

    history_restarts = False  # with every painting, instead of running through the span

    def __init__(
        self,
        tracks: Sequence[Track],
        grid: Grid,
        limits: Limits | Sequence[Limits],
        span: Span,
        step_s: float,
        gaps: GapsBetween,
        sweep_excess: float,
        threads: int | None,
        *,
        histogram: bool = False,
        history: bool = False,
    ) -> None:
        self.grid, self.span, self.gaps, self.excess = grid, span, gaps, sweep_excess
        if not (math.isfinite(step_s) and step_s > 0.0):
            raise UsageError(f"step_s = {step_s:g} must be above 0")
        if not (math.isfinite(sweep_excess) and 0.0 < sweep_excess < 1.0):
            raise UsageError(f"sweep_excess = {sweep_excess:g} must lie between 0 and 1")
        if not span.duration_s > 0.0:
            raise UsageError(f"the span of {span.duration_s:g} s has no length")
        self.steps = max(1, math.ceil(span.duration_s / step_s - 1e-9))
        self.step_s = span.duration_s / self.steps
        if self.steps > 2**31 - 2:
            raise UsageError(f"step_s = {step_s:g} cuts the span into {self.steps} steps; at most {2**31 - 2} can be")
        self.nodes_a_step = math.ceil(self.step_s / TABLE_STEP_S - 1e-9)
        self.threads = threads or cores()
        self.limits = limits_of_tracks(tracks, limits, gaps)
        suns = [one.sun_at_least_deg if one.sun_at_least_deg > -90.0 else None for one in self.limits]
        order = sorted(range(len(suns)), key=lambda i: (suns[i] is not None, suns[i] or 0.0))
        self.tracks = [tracks[i] for i in order]
        self.limits = [self.limits[i] for i in order]
        self.suns = [suns[i] for i in order]
        self.sun_limits = sorted({s for s in self.suns if s is not None})
        self.sun = SunTable(span) if self.sun_limits else None
        self.notes: dict[int, str] = {}
        self.served: set[int] = set()
        self.excess_km = 0.0

        rows, columns = grid.shape
        self.words = (columns + 63) // 64
        self.state = np.zeros(rows * self.words, dtype=np.uint64)
        self.counts = np.zeros((rows * columns, COUNTS), dtype=np.int32)
        self.counts[:, LAST] = -1
        self.seen_first = np.full(rows * columns, -1, dtype=np.int32)
        self.squares = np.zeros(rows * columns, dtype=np.int64)
        self.bins = bin_number(self.steps) + 1
        self.histogram = np.zeros(rows * self.bins * columns if histogram else 0, dtype=np.int32)
        self.tallied = self.histogram
        self.most_steps = self.steps  # to be painted at once
        self.history = np.zeros(self.steps * rows * self.words if history else 0, dtype=np.uint64)
        self.row_constants = row_constants(grid)
        lon_rad = np.radians(grid.lon_deg)
        self.lon = np.stack([np.cos(lon_rad), np.sin(lon_rad)])

    def paint(self) -> None:
        """Paint the whole span, a stretch of time after another."""
        for first, last in self._stretches():
            self._paint_stretch(first, last)
        missing = [self.notes[i] for i in range(len(self.tracks)) if i not in self.served and i in self.notes]
        if missing and not self.served:
            raise DataError("\n".join(missing))

    @property
    def lost(self) -> tuple[str, ...]:
        return tuple(self.notes[i] for i in sorted(self.notes))

    def _stretches(self) -> Iterator[tuple[int, int]]:
        steps = max(1, int(TABLE_BYTES / (24.0 * self.nodes_a_step * len(self.tracks))))
        for first in range(0, self.steps, steps):
            yield first, min(first + steps, self.steps)

    def _paint_stretch(self, first: int, last: int) -> None:
        """Tabulate positions for the steps first to last, then sample and paint as many steps at a time as fit."""
        starts = range(0, len(self.tracks), TRACKS_A_TABLE)
        tables = in_threads(
            lambda i: self._tabulate(range(i, min(i + TRACKS_A_TABLE, len(self.tracks))), first, last),
            starts,
            self.threads,
        )
        visible = [one for table in tables for one in table]
        if visible:
            self.served |= {one.track for one in visible}
            self.excess_km = max(self.excess_km, *(one.footprint.excess_km for one in visible))
        numbers = 10 if any(one.footprint.tests for one in visible) else 5
        parts = sum(one.footprint.parts for one in visible)
        steps = max(TILE, int(SAMPLE_BYTES / ((8 * numbers + 4) * max(parts, 1))))
        steps = min(steps, self.most_steps)
        for a in range(first, last, steps):
            self._paint_steps(visible, a, min(a + steps, last))

    def _tabulate(self, numbers: Sequence[int], first: int, last: int) -> list[Visible]:
        """Return the tracks that can see something between two steps, with their tables and footprints."""
        from_s, to_s = first * self.step_s, last * self.step_s
        wanted = {}
        for i in numbers:
            track = self.tracks[i]
            low_s, high_s = max(track.from_s, track.owns_from_s, from_s), min(track.to_s, track.owns_to_s, to_s)
            if low_s < high_s:
                wanted[i] = replace(track, from_s=low_s, to_s=high_s)
        tables: list[tuple[list[int], Ephemeris]] = []
        node_s = self.step_s / self.nodes_a_step
        try:
            if wanted:
                tables = [(list(wanted), ephemeris(self.span, list(wanted.values()), step_s=node_s, threads=1))]
        except DataError:  # of one of them: leave that one out
            for i, track in wanted.items():
                try:
                    tables.append(([i], ephemeris(self.span, [track], step_s=node_s, threads=1)))
                except DataError as error:
                    self.notes.setdefault(i, str(error))
        visible = []
        for held, table in tables:
            for row, i in enumerate(held):
                name = self.tracks[i].elements.name or str(self.tracks[i].elements.catalog_number)
                for note in table.lost:
                    if note.startswith(f"{name}: "):
                        self.notes.setdefault(i, note)
                shape = footprint(
                    self.limits[i],
                    table.bounds[row],
                    surface_km=self.grid.height_km,
                    step_s=self.step_s,
                    excess=self.excess,
                    hole_filled=self.gaps == "looks",
                )
                if shape is not None:
                    visible.append(Visible(i, table, row, wanted[i].from_s, wanted[i].to_s, shape))
        return visible

    def _paint_steps(self, visible: Sequence[Visible], first: int, last: int) -> None:
        steps = last - first
        stride = steps + 1
        parts = np.array([one.footprint.parts for one in visible], dtype=np.int64)
        offsets = np.concatenate([[0], np.cumsum(parts * stride)]).astype(np.int64)
        total = int(offsets[-1])
        by_point = any(one.footprint.tests for one in visible)
        low, high = np.empty(total, np.int16), np.empty(total, np.int16)
        p_km, z_km, column, sin_below, cos_below = (np.empty(total) for _ in range(5))
        samples = Samples(p_km, z_km, column, sin_below, cos_below, low, high, stride)
        motion = Motion(*(np.empty(total if by_point else 0) for _ in range(5)))

        def sample_one(j: int) -> None:
            self._sample(visible[j], first, int(offsets[j]), samples, motion)

        in_threads(sample_one, range(len(visible)), self.threads)
        groups = [None, *self.sun_limits]
        suns = [self.suns[one.track] for one in visible]
        group_from = np.searchsorted([groups.index(s) for s in suns], np.arange(len(groups) + 1)).astype(np.int64)
        between_deg = math.degrees((TURN_RATE_RAD_S * self.step_s) ** 2 / 8.0)
        sin_sun = np.array(
            [math.nan, *(math.sin(math.radians(s - PARALLAX_DEG - between_deg)) for s in self.sun_limits)]
        )
        tracks, tests = tables_of(visible, offsets, self.step_s, math.radians(self.grid.lat_step_deg))
        light = self._light(first, steps)
        lon_step_deg = self.grid.lon_step_deg
        circle = Circle(math.degrees(1.0) / lon_step_deg, 360.0 / lon_step_deg, self.grid.columns, self.words)
        counted = Counted(self.state, self.counts, self.seen_first, self.squares, self.tallied, self.bins)
        first_counted = 0 if self.history_restarts else first

        def paint(row: int) -> None:
            last_row = min(row + ROWS_A_BLOCK, self.grid.rows) - 1
            map_block(
                row, last_row, first_counted, steps, tracks, tests, group_from, sin_sun, light, samples, motion,
                self.row_constants, self.lon, circle, counted, self.history,
            )  # fmt: skip

        in_threads(paint, range(0, self.grid.rows, ROWS_A_BLOCK), self.threads)
        self.painted(visible, first, steps)

    def painted(self, visible: Sequence[Visible], first: int, steps: int) -> None:
        """Do what is left to do with some painted steps."""

    def _sample(
        self,
        one: Visible,
        first: int,
        offset: int,
        samples: Samples,
        motion: Motion,
    ) -> None:
        """Fill the samples of one track, from ``offset`` on, over a stretch of steps from ``first``."""
        table, row, parts = one.table, one.row, one.footprint.parts
        begin, count = int(table.offset[row]), int(table.count[row])
        node_s = self.step_s / self.nodes_a_step
        fraction = np.arange(parts) * self.nodes_a_step / parts % 1.0
        power = np.arange(8)
        weights = fraction[:, None] ** power @ POWERS
        slopes = power[1:] * fraction[:, None] ** power[:-1] @ POWERS[1:]
        # One part more at both ends of the track, so that the parts in which it begins and ends are complete.
        from_step, to_step = one.from_s / self.step_s - 1.0 / parts, one.to_s / self.step_s + 1.0 / parts
        held = slice(begin, begin + count)
        grid = self.grid
        sample(
            Axes(table.x_km[held], table.y_km[held], table.z_km[held]),
            round((first * self.step_s - table.grid_s) / node_s) - int(table.first[row]),
            self.nodes_a_step,
            weights,
            slopes / node_s,
            (from_step - first, to_step - first),
            one.footprint.reach_rad,
            GridAngles(
                south=math.radians(grid.south_deg),
                lat_step=math.radians(grid.lat_step_deg),
                west=math.radians(grid.west_deg),
                lon_step=math.radians(grid.lon_step_deg),
            ),
            offset,
            bool(one.footprint.tests),
            samples,
            motion,
        )

    def _light(self, first: int, steps: int) -> Floats:
        """Return the Sun's longitude in columns, sine and cosine of its declination, (3, steps + 1)."""
        if self.sun is None:
            return np.zeros((3, 1))
        t_s = np.minimum((first + np.arange(steps + 1)) * self.step_s, self.span.duration_s)
        x, y, z = np.moveaxis(self.sun.itrs_km(t_s), -1, 0)
        distance = np.sqrt(x * x + y * y + z * z)
        turn = 360.0 / self.grid.lon_step_deg
        column = (np.degrees(np.arctan2(y, x)) - self.grid.west_deg) / self.grid.lon_step_deg % turn
        return np.stack([np.where(column < turn, column, 0.0), z / distance, np.hypot(x, y) / distance])


@dataclass(frozen=True)
class Visible:
    """One track in one stretch of time: its row in a table, when it counts, and what it sees."""

    track: int
    table: Ephemeris
    row: int
    from_s: float
    to_s: float
    footprint: Footprint


def tables_of(
    visible: Sequence[Visible], offsets: NDArray[np.int64], step_s: float, lat_step_rad: float
) -> tuple[Floats, Floats]:
    """Return the tables of tracks and of their tests that the kernel takes."""
    most = max((len(one.footprint.tests) for one in visible), default=0)
    tracks = np.zeros((len(visible), TRACK_COLUMNS))
    tests = np.zeros((len(visible), max(most, 1), 3))
    for j, one in enumerate(visible):
        f = one.footprint
        if f.disc not in DISCS or f.hole not in (NO_HOLE, *DISCS) or any(kind not in TESTED for kind, _, _ in f.tests):
            # A defect of the program. It is raised here because kernels raise nothing.
            raise ValueError(f"{f} has a kind of margin that a raster does not have")
        tracks[j] = (
            offsets[j], f.parts, f.disc, f.disc_p**2, f.disc_km, f.hole, f.hole_p**2, f.hole_km,
            float(bool(f.tests)), len(f.tests), lat_step_rad / (f.turn_rad_s * step_s),
        )  # fmt: skip
        if f.tests:
            tests[j, : len(f.tests)] = f.tests
    return tracks, tests


def limits_of_tracks(tracks: Sequence[Track], limits: Limits | Sequence[Limits], gaps: GapsBetween) -> list[Limits]:
    """Return each track's limits; raise UsageError for limits that cannot be mapped."""
    if not tracks:
        raise UsageError("there is no track to map")
    one_for_all = isinstance(limits, Limits)
    each = [limits] * (max(t.satellite for t in tracks) + 1) if isinstance(limits, Limits) else list(limits)
    if not one_for_all and max(t.satellite for t in tracks) >= len(each):
        raise UsageError(
            f"{len(each)} limits are too few: the tracks name satellite {max(t.satellite for t in tracks)}, from 0"
        )
    for one in each:
        if unknown := one.for_windows_only():
            raise UsageError(
                f"{', '.join(unknown)} cannot be mapped: a map knows limits on angles, side and daylight alone"
            )
        for key in AFTER_ALL:
            if getattr(one, key) > 0.0:
                raise UsageError(
                    f"{key} = {getattr(one, key):g} cannot be mapped: a raster knows no single windows; set 0"
                )
        if one.leaves_hole and gaps == "looks" and one.limits_squint:
            raise UsageError(
                'a map cannot tell looks from windows where both squint and an inner limit are set; ask for gaps="all"'
            )
    return [each[t.satellite] for t in tracks]


def row_constants(grid: Grid) -> Rows:
    """Return the constants of a grid's rows as the kernels take them, the last row repeated as padding."""
    lat_rad = np.radians(np.append(grid.lat_deg, np.full(PAD, grid.lat_deg[-1])))
    sine, cosine = np.sin(lat_rad), np.cos(lat_rad)
    normal_radius_km = WGS84_A_KM / np.sqrt(1.0 - WGS84_E2 * sine**2)
    axis_km = (normal_radius_km + grid.height_km) * cosine
    height_km = (normal_radius_km * (1.0 - WGS84_E2) + grid.height_km) * sine
    return Rows(sine, cosine, axis_km * cosine + height_km * sine, axis_km, height_km, np.zeros(lat_rad.size))
