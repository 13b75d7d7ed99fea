"""A sample of a map's points with exact coverage, with which a swept map is compared to estimate its error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..constants import DAY_S
from ..errors import DataError
from ..intervals import union
from ..orbits.ephemeris import Ephemeris, Track, ephemeris
from ..places.grids import Grid
from ..revisit.figures import GapsBetween
from ..sensors.limits import Limits
from ..windows.search import Search

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Shares of the plane that fill it evenly: the R2 sequence (Roberts, "The unreasonable effectiveness of quasirandom
# sequences", 2018), whose generator is the real root of x^3 = x + 1.
PLASTIC = 1.32471795724474602596
MOST_TRIED = 200_000  # drawn points, of which some are outside or drawn before
MOST_DAYS_AT_ONCE = 400.0  # of satellites whose windows are searched for together: 14 MB of positions


@dataclass(frozen=True)
class ExactPoints:
    """Points of a map with their exact coverage by all satellites together, disjoint (N, 2) in s within the span.

    ``between`` is what gaps lie between: windows, or looks, with each satellite's hole filled; ``windows`` are windows.
    """

    rows: Ints
    columns: Ints
    between: tuple[Floats, ...]
    windows: tuple[Floats, ...]


def sampled(grid: Grid, inside: NDArray[np.bool_] | None, most: int, seed: int = 1) -> tuple[Ints, Ints]:
    """Return rows and columns of at most so many points of a grid, spread evenly over its area, in their order.

    Places are drawn, and the point of the cell that contains each place is taken. A mean over the points is therefore a
    mean over the area. Only points ``inside`` are drawn, and none twice. The same arguments give the same points.
    """
    start = np.random.default_rng(seed).uniform(size=2)
    upto_km2 = np.cumsum(grid.cell_km2)
    found: dict[int, None] = {}
    n = grid.size if inside is None else int(inside.sum())
    tried = 0
    while len(found) < min(most, n) and tried < MOST_TRIED:
        draw = np.arange(tried, tried + 4 * most)[:, None]
        share = (start + draw * np.array([1.0 / PLASTIC, 1.0 / PLASTIC**2])) % 1.0
        row = np.minimum(np.searchsorted(upto_km2, share[:, 0] * upto_km2[-1]), grid.rows - 1)
        column = np.minimum((share[:, 1] * grid.columns).astype(np.int64), grid.columns - 1)
        counts = np.ones(row.size, dtype=bool) if inside is None else inside[row, column]
        found |= dict.fromkeys((row * grid.columns + column)[counts].tolist())
        tried += draw.size
    chosen = np.sort(np.array(list(found)[:most], dtype=np.int64))
    return chosen // grid.columns, chosen % grid.columns


def exact_points(
    tracks: Sequence[Track],
    limits: Sequence[Limits],
    grid: Grid,
    span: Span,
    points: tuple[Ints, Ints],
    gaps: GapsBetween,
    threads: int,
) -> ExactPoints:
    """Return exact coverage at some points of a grid; ``limits`` are one for each track.

    As in a map, sets of one satellite change at an instant. A set that cannot serve is left out; the map has a note on
    it. Satellites are searched some at a time, so memory does not grow with their number.
    """
    rows, columns = points
    sites = [grid.site(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]
    nothing: list[Floats] = [np.empty((0, 2))] * len(sites)
    between, windows = list(nothing), list(nothing)
    for some, one in _some_at_a_time(tracks, limits, span):
        table = _table(span, some, threads)
        if table is None:
            continue
        search = Search(table, sites, threads=threads)
        windows = _with(windows, search, one, span)
        if gaps == "looks" and one.leaves_hole:
            between = _with(between, search, one.without_hole(), span)
        elif gaps == "looks":
            between = _with(between, search, one, span)
    return ExactPoints(rows, columns, tuple(windows if gaps == "all" else between), tuple(windows))


def _some_at_a_time(
    tracks: Sequence[Track], limits: Sequence[Limits], span: Span
) -> Iterator[tuple[list[Track], Limits]]:
    """Return the tracks, cut to where they own passes, in lots of the same limits, each with a satellite's number."""
    for one in dict.fromkeys(limits):
        lot: list[Track] = []
        days = 0.0
        for track, its in zip(tracks, limits, strict=True):
            low_s, high_s = max(track.from_s, track.owns_from_s, 0.0), min(track.to_s, track.owns_to_s, span.duration_s)
            if its != one or low_s >= high_s:
                continue
            lot.append(Track(len(lot), track.elements, low_s, high_s))
            days += (high_s - low_s) / DAY_S
            if days >= MOST_DAYS_AT_ONCE:
                yield lot, one
                lot, days = [], 0.0
        if lot:
            yield lot, one


def _table(span: Span, tracks: Sequence[Track], threads: int) -> Ephemeris | None:
    """Return the table of the tracks that can serve, None where none can."""
    try:
        return ephemeris(span, list(tracks), threads=threads)
    except DataError:
        good = [track for track in tracks if len(tracks) > 1 and _table(span, [track], threads) is not None]
        good = [replace(track, satellite=i) for i, track in enumerate(good)]
        return ephemeris(span, good, threads=threads) if good else None


def _with(covered: list[Floats], search: Search, limits: Limits, span: Span) -> list[Floats]:
    """Return the coverage of places together with the windows of a search, cut to the span."""
    found = search.windows(limits).between(0.0, span.duration_s)
    first = np.searchsorted(found.target, np.arange(len(covered) + 1))
    rows_s = np.column_stack([found.start_s, found.end_s])
    return [union(one, rows_s[a:b]) for one, a, b in zip(covered, first[:-1], first[1:], strict=True)]
