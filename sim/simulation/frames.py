"""Tables of a run as DataFrames."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..clock import Span, format_milliseconds
from ..report.window_geometry import GEOMETRY_COLUMNS
from .searched import Searched

if TYPE_CHECKING:
    import pandas as pd

TEXT, FLAGS = ("satellite", "target", "sensor", "case", "pass_id", "side"), ("cut_start", "cut_end")


def windows_frame(searched: Searched, *, geometry: bool = False) -> pd.DataFrame:
    """Return windows inside the span, one row each: the columns of windows.csv, times as UTC timestamps.

    With ``geometry`` the columns of `report.window_geometry` follow, NaN for regions.
    """
    import pandas as pd

    frame = pd.DataFrame(searched.window_columns_with_geometry if geometry else searched.window_columns)
    if frame.empty:  # no row tells pandas what its columns hold
        frame = frame.astype(dict.fromkeys(TEXT, str) | dict.fromkeys(FLAGS, bool) | {"norad_id": "int64"})
    if geometry:
        frame = frame.astype(dict.fromkeys(GEOMETRY_COLUMNS, float))
    for key in ("start_utc", "end_utc"):
        frame[key] = pd.to_datetime(frame[key], utc=True).dt.as_unit("ms")  # of one kind in every pandas
    return frame


def looks_frame(searched: Searched) -> pd.DataFrame:
    """Return looks that overlap the span, one row each, by target, satellite, sensor, case; times in UTC."""
    import pandas as pd

    targets, satellites = searched.targets, [one.name for one in searched.satellites]
    sensors = list(searched.simulation.constellation.sensors)
    parts = []
    for case, windows in searched.found.items():
        looks = windows.looks().between(0.0, searched.span.duration_s)
        parts.append(
            pd.DataFrame(
                {
                    "target": pd.Series([targets[j] for j in looks.target], dtype=str),
                    "satellite": pd.Series([satellites[s] for s in looks.satellite], dtype=str),
                    "case": case,
                    "start_utc": _utc(searched.span, looks.start_s),
                    "end_utc": _utc(searched.span, looks.end_s),
                    "duration_s": looks.end_s - looks.start_s,
                    "sensor": pd.Series([sensors[n] for n in looks.sensor], dtype=str),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def gaps_frame(searched: Searched) -> pd.DataFrame:
    """Return gaps of all satellites together, by target and case; between looks or windows, at the edges, as asked.

    ``in_means`` marks those that means, medians, percentiles and shares are over; the longest is of all.
    """
    import pandas as pd

    parts = []
    for case, by_target in searched.found_gaps.items():
        for target, found in zip(searched.targets, by_target, strict=True):
            parts.append(
                pd.DataFrame(
                    {
                        "target": target,
                        "case": case,
                        "start_utc": _utc(searched.span, found.start_s),
                        "end_utc": _utc(searched.span, found.end_s),
                        "gap_s": found.length_s,
                        "censored": found.censored,
                        "in_means": found.in_means,
                    }
                )
            )
    return pd.concat(parts, ignore_index=True)


def rows_frame(rows: list[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a table; where there are none, one that still has some columns to filter by."""
    import pandas as pd

    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=list(columns))


def _utc(span: Span, t_s: np.ndarray[Any, Any]) -> Any:
    import pandas as pd

    return pd.to_datetime(format_milliseconds(span.milliseconds(t_s)), utc=True).as_unit("ms")
