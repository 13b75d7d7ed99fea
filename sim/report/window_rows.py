"""Windows as the columns of windows.csv, in its order, rounded as printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..clock import Span, format_milliseconds
from ..constants import DAY_S
from ..constellation.satellite import Satellite
from ..orbits.service import STATISTICAL_DAYS, epoch_s
from ..threads import in_threads
from .window_geometry import GEOMETRY_COLUMNS, geometry_columns

if TYPE_CHECKING:
    from ..windows.search import Geometry, Search, Windows

COLUMNS = (
    "satellite",
    "target",
    "start_utc",
    "end_utc",
    "duration_s",
    "norad_id",
    "sensor",
    "case",
    "pass_id",
    "side",
    "cut_start",
    "cut_end",
    "max_elevation_deg",
    "min_off_nadir_deg",
    "element_age_d",
)


@dataclass(frozen=True)
class WindowTable:
    """The columns of windows.csv, and the windows of the same rows in the same order, cut to the span.

    Their tracks are those of the search that found each: one search has all windows of a satellite.
    """

    columns: dict[str, list[Any]]
    windows: Windows

    @classmethod
    def together(cls, parts: Sequence[WindowTable]) -> WindowTable:
        """Return the tables of at least one search as one, sorted as each of them is."""
        from ..windows.search import Windows

        columns = {key: [value for part in parts for value in part.columns[key]] for key in parts[0].columns}
        keys = ("start_utc", "satellite", "target", "sensor", "case", "end_utc")
        order = sorted(range(len(columns["start_utc"])), key=lambda r: tuple(columns[key][r] for key in keys))
        sorted_columns = {key: [values[r] for r in order] for key, values in columns.items()}
        return cls(sorted_columns, Windows.together([part.windows for part in parts]).take(np.array(order, dtype=int)))


def window_columns(
    search: Search,
    found: Mapping[str, Windows],
    satellites: Sequence[Satellite],
    span: Span,
    targets: Sequence[tuple[str, int | None]] | None = None,
    *,
    sensors: Sequence[str] = ("",),
    geometry: bool = False,
) -> dict[str, list[Any]]:
    """Return the columns that ``window_table`` has."""
    return window_table(search, found, satellites, span, targets, sensors=sensors, geometry=geometry).columns


def window_table(
    search: Search,
    found: Mapping[str, Windows],
    satellites: Sequence[Satellite],
    span: Span,
    targets: Sequence[tuple[str, int | None]] | None = None,
    *,
    sensors: Sequence[str] = ("",),
    geometry: bool = False,
) -> WindowTable:
    """Return the columns of windows.csv for windows by case name, cut to the span; numbers rounded as printed.

    ``targets`` are names with the place of the search that each is, None for a region: its windows have neither side
    nor angles. Left out, the places of the search are the targets. ``sensors`` are names by the numbers in windows.
    With ``geometry`` the columns of `report.window_geometry` follow.

    ``duration_s`` is the printed end minus the printed start. ``pass_id`` names the satellite and the second in which
    the pass rose above the target's horizon, so one pass has one id whatever the case. ``element_age_d`` is the
    time between the window's middle and the epoch of the set in use, always positive. Rows are sorted by
    printed start, satellite, target, sensor, case.
    """
    from ..windows.search import Windows

    parts = [(case, w.take((w.end_s > 0.0) & (w.start_s < span.duration_s))) for case, w in found.items()]
    case_names = [case for case, windows in parts for _ in range(len(windows))]
    if not case_names:
        heads = (*COLUMNS, *(GEOMETRY_COLUMNS if geometry else ()))
        return WindowTable({column: [] for column in heads}, Windows.none())
    whole = Windows.together([w for _, w in parts])
    windows = whole.between(0.0, span.duration_s)
    if targets is None:
        targets = [(place.name, j) for j, place in enumerate(search.places)]
    place_of = [place for _, place in targets]
    side, elevation_deg, off_nadir_deg = _seen_from(search, windows, place_of)
    start_ms, end_ms = span.milliseconds(windows.start_s), span.milliseconds(windows.end_s)
    rise_s = np.floor(span.milliseconds(windows.pass_start_s) / 1000.0).astype(np.int64)
    rise = [t[:19].replace("-", "").replace(":", "") + "Z" for t in format_milliseconds(rise_s * 1000)]
    age_d = element_ages_d(search, windows, span)
    of = [satellites[i] for i in windows.satellite]
    columns: dict[str, list[Any]] = {
        "satellite": [s.name for s in of],
        "target": [targets[j][0] for j in windows.target],
        "start_utc": format_milliseconds(start_ms),
        "end_utc": format_milliseconds(end_ms),
        "duration_s": np.round((end_ms - start_ms) / 1000.0, 3).tolist(),
        "norad_id": [s.norad_id or None for s in of],
        "sensor": [sensors[n] for n in windows.sensor],
        "case": case_names,
        "pass_id": [f"{s.tag}-{t}" for s, t in zip(of, rise, strict=True)],
        "side": side,
        "cut_start": (whole.start_s < 0.0).tolist(),
        "cut_end": (whole.end_s > span.duration_s).tolist(),
        "max_elevation_deg": elevation_deg,
        "min_off_nadir_deg": off_nadir_deg,
        "element_age_d": np.round(age_d, 3).tolist(),
    }
    if geometry:
        columns |= geometry_columns(search, windows, place_of)
    rows = sorted(
        range(len(case_names)),
        key=lambda r: (
            start_ms[r], columns["satellite"][r], columns["target"][r], columns["sensor"][r], case_names[r], end_ms[r]
        ),
    )  # fmt: skip
    sorted_columns = {column: [values[r] for r in rows] for column, values in columns.items()}
    return WindowTable(sorted_columns, windows.take(np.array(rows, dtype=int)))


def element_ages_d(search: Search, windows: Windows, span: Span) -> NDArray[np.float64]:
    """Return the days from the middle of each window of a search to the epoch of the set that it is from, (W,)."""
    epochs_s = np.array([epoch_s(t.elements, span) for t in search.ephemeris.tracks])[windows.track]
    ages_d: NDArray[np.float64] = np.abs(0.5 * (windows.start_s + windows.end_s) - epochs_s) / DAY_S
    return ages_d


def _seen_from(
    search: Search, windows: Windows, place_of: Sequence[int | None]
) -> tuple[list[str | None], list[float | None], list[float | None]]:
    """Return side, best elevation and best off-nadir of each window, None where the target is a region."""
    place = np.array([-1 if one is None else one for one in place_of], dtype=np.int64)[windows.target]
    at_place = place >= 0
    geometry = _geometry(search, replace(windows, target=place).take(at_place))
    side = np.where(geometry.is_right, "right", "left").tolist()
    elevation_deg = np.round(geometry.max_elevation_deg, 4).tolist()
    off_nadir_deg = np.round(geometry.min_off_nadir_deg, 4).tolist()
    if at_place.all():
        return side, elevation_deg, off_nadir_deg
    row = np.cumsum(at_place) - 1
    return tuple(  # type: ignore[return-value]
        [values[r] if here else None for r, here in zip(row.tolist(), at_place.tolist(), strict=True)]
        for values in (side, elevation_deg, off_nadir_deg)
    )


def _geometry(search: Search, windows: Windows) -> Geometry:
    """Return what ``search.geometry`` does, worked out in as many threads as the search has."""
    from ..windows.search import Geometry

    edges = np.linspace(0, len(windows), 9).astype(int).tolist()
    slices = [slice(a, b) for a, b in pairwise(edges)]
    parts = in_threads(lambda rows: search.geometry(windows.take(rows)), slices, search.threads)
    return Geometry(*(np.concatenate([getattr(p, f) for p in parts]) for f in Geometry.__dataclass_fields__))


def is_statistical(element_age_d: float) -> bool:
    """Return whether a window's set is so old that its time is a sample and not a timetable."""
    return element_age_d > STATISTICAL_DAYS
