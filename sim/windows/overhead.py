"""The passes of thousands of objects of a catalogue over one place; results equal those of `Search`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..errors import DataError, UsageError
from ..orbits.columns import Columns, columns_of
from ..orbits.deep_space_step import deep_space_step_s
from ..orbits.elements import ElementSet
from ..orbits.ephemeris import TABLE_STEP_S, Ephemeris, Track, ephemeris
from ..places.sites import Site
from ..sensors.limits import Limits
from ..sun import SunTable
from ..threads import cores, in_threads
from .overhead_reach import can_rise
from .overhead_table import near_table, stays_usual
from .search import Search, Windows
from .steps import lights
from .sunlight_at_places import Daylight

if TYPE_CHECKING:
    import pandas

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_Found = tuple[Ints, Floats, Floats, tuple[str, ...]]  # sets, starts, ends; sentences on sets that were lost

SUN_BEYOND_S = 3600.0  # the span: tables of deep-space sets end on a node up to 1,800 s from its ends
CHUNK_NODES = 1 << 18  # of a table at a time: 9 MB with what the search adds, for each thread


@dataclass(frozen=True)
class Overhead:
    """W windows of a catalogue over one site, by start: row w is of ``sets[index[w]]``, seconds since the span's start.

    A window is a stretch in which all limits hold, cut only at the end of the span or of the set's life. ``lost`` has a
    sentence for every set that SGP4 could not follow through the span. Such a set has no windows, or none before or
    after the time in the sentence.
    """

    sets: tuple[ElementSet, ...] = field(repr=False)
    site: Site
    span: Span
    limits: Limits
    index: Ints
    start_s: Floats
    end_s: Floats
    lost: tuple[str, ...]
    threads: int = field(repr=False)

    def __len__(self) -> int:
        return int(self.index.size)

    @cached_property
    def max_elevation_deg(self) -> Floats:
        """The greatest elevation in each window, (W,) degrees (1e-6); computed when first asked for."""
        out = np.empty(len(self))
        if len(self) == 0:
            return out
        order = np.argsort(self.index, kind="stable")
        seen, first = np.unique(self.index[order], return_index=True)
        rows_of = dict(zip(seen.tolist(), np.split(order, first[1:]), strict=True))
        columns = columns_of(self.span, self.sets)

        def describe(chunk: _Chunk) -> None:
            for table in _tables(self.sets, columns, self.site, self.span, chunk):
                rows_here = [rows_of[track.satellite] for track in table.tracks]
                rows = np.concatenate(rows_here)
                of = np.repeat(np.arange(len(rows_here)), [one.size for one in rows_here])
                start_s, end_s = self.start_s[rows], self.end_s[rows]
                windows = Windows(of, np.zeros_like(of), of, start_s, end_s, start_s, end_s)
                out[rows] = Search(table, [self.site], threads=1).geometry(windows).max_elevation_deg

        in_threads(describe, _chunks(self.sets, columns, self.span, seen), self.threads)
        return out

    def table(self) -> pandas.DataFrame:
        """Return the windows as a DataFrame: satellite, norad_id, start_utc, end_utc, duration_s, max_elevation_deg."""
        import pandas

        start_ms, end_ms = self.span.milliseconds(self.start_s), self.span.milliseconds(self.end_s)
        number = np.array([one.catalog_number for one in self.sets], dtype=np.int64)
        return pandas.DataFrame(
            {
                "satellite": [self.sets[i].name or str(self.sets[i].catalog_number) for i in self.index.tolist()],
                "norad_id": number[self.index],
                "start_utc": pandas.to_datetime(start_ms, unit="ms", utc=True),
                "end_utc": pandas.to_datetime(end_ms, unit="ms", utc=True),
                "duration_s": (end_ms - start_ms) / 1e3,
                "max_elevation_deg": self.max_elevation_deg,
            }
        )


def overhead(
    sets: Sequence[ElementSet],
    site: Site,
    span: Span,
    *,
    limits: Limits | None = None,
    threads: int | None = None,
) -> Overhead:
    """Return every window of every element set over one site.

    The windows are those of `Search` with one track a set. Sets of low orbits that can never rise at this latitude are
    left out before any propagation, by a bound that loses none (``reach.can_rise``). Whether they decay is not checked.

    Near-Earth sets have the table at its usual step. It is filled only around the times at which they may be above the
    site's horizon (``near_table``). This changes boundaries by less than 1e-6 s. Deep-space sets have coarser tables,
    with steps up to 1,800 s, checked against SDP4 to 1 m (``orbits.deep_space_step``). This changes boundaries by less
    than 1 ms, most by less than 0.01 ms. Deep-space sets are propagated by python-sgp4, on one processor at a time.

    Memory: 9 MB a thread for tables (more only for spans over 270 days), 40 bytes a window, 350 bytes a set. Results do
    not depend on the number of threads. The chunks of sets are fixed, and change boundaries by rounding alone. Raises
    DataError if no set is given, UsageError for a span without a length.
    """
    sets = tuple(sets)
    limits = limits or Limits()
    threads = threads or cores()
    if not sets:
        raise DataError("there is no element set to propagate")
    if not (math.isfinite(span.duration_s) and span.duration_s > 0.0):
        raise UsageError(f"a span of {span.duration_s:g} s has no length; it must be longer than 0 s")
    columns = columns_of(span, sets)
    below = limits.sees_below_horizontal  # neither the bound nor the partly filled tables allow for it
    rising = np.arange(len(sets))
    if not below:
        rising = np.flatnonzero(can_rise(columns, site, 0.0, span.duration_s, limits.elevation_at_least_deg))
    daylight = None
    if wanted := lights(limits):
        daylight = Daylight(SunTable(span, -SUN_BEYOND_S, span.duration_s + SUN_BEYOND_S), [site])
        for light in wanted:
            if light.kind in Daylight.kinds:
                daylight.allowed(light)  # here, once, and not in every thread

    def search(chunk: _Chunk) -> list[_Found]:
        found = []
        for table in _tables(sets, columns, site, span, chunk, whole=below):
            if table.tracks:
                windows = Search(table, [site], daylight=daylight, threads=1).windows(limits)
                found.append((windows.satellite, windows.start_s, windows.end_s, table.lost))
            else:
                found.append((np.empty(0, np.int64), np.empty(0), np.empty(0), table.lost))
        return found

    found = [part for parts in in_threads(search, _chunks(sets, columns, span, rising), threads) for part in parts]
    index, start_s, end_s = (np.concatenate([part[k] for part in found] or [np.empty(0)]) for k in range(3))
    order = np.lexsort((index, start_s))
    lost = tuple(sentence for part in found for sentence in part[3])
    return Overhead(
        sets, site, span, limits, index[order].astype(np.int64), start_s[order], end_s[order], lost, threads
    )


@dataclass(frozen=True)
class _Chunk:
    """Some sets, by index, that share a table of one step."""

    index: Ints
    step_s: float


def _chunks(sets: Sequence[ElementSet], columns: Columns, span: Span, wanted: Ints) -> list[_Chunk]:
    """Return the wanted sets as chunks, deep space by step; slow ones first, so that threads end at the same time."""
    deep = wanted[columns.is_deep_space[wanted]]
    steps_s = np.array([deep_space_step_s(sets[i], span) for i in deep.tolist()])
    groups = [(deep[steps_s == step_s], float(step_s)) for step_s in np.unique(steps_s)]
    groups.append((wanted[~columns.is_deep_space[wanted]], TABLE_STEP_S))
    chunks = []
    for index, step_s in groups:
        size = max(1, int(CHUNK_NODES / (span.duration_s / step_s + 30.0)))
        chunks += [_Chunk(index[a : a + size], step_s) for a in range(0, index.size, size)]
    return chunks


def _tables(
    sets: Sequence[ElementSet], columns: Columns, site: Site, span: Span, chunk: _Chunk, *, whole: bool = False
) -> Iterator[Ephemeris]:
    """Yield the tables of a chunk: a partly filled one for near-Earth sets, and a whole one for the rest."""
    index = chunk.index
    if not whole and not columns.is_deep_space[index[0]]:
        usual = stays_usual(columns.take(index), 0.0, span.duration_s)
        table, not_served = near_table(sets, columns.take(index[usual]), index[usual], site, span)
        if table.tracks:
            yield table
        index = np.sort(np.concatenate([index[~usual], not_served]))
    if index.size:
        tracks = [Track(i, sets[i], 0.0, span.duration_s) for i in index.tolist()]
        some = columns.take(index)
        yield ephemeris(span, tracks, step_s=chunk.step_s, threads=1, columns=some, leave_out_refused=True)
