"""The table of windows that `reconsim windows` prints, and the figures it ends with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from ..orbits.service import AGEING_DAYS
from ..revisit.figures import Figures
from .text import duration, number, table
from .window_rows import is_statistical

STATISTICAL_MARK = "~"
LEGEND = "elevation: the greatest, at the target; off-nadir: the least, at the satellite; both in degrees"


def local(start_utc: str, zone: tzinfo | None) -> str:
    """Return a printed UTC time to the second, in a zone if one is given."""
    if zone is None:
        return start_utc[:10] + " " + start_utc[11:19]
    return datetime.fromisoformat(start_utc).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def windows_table(columns: Mapping[str, Sequence[Any]], zone: tzinfo | None) -> str:
    """Return one line a window, and what its marks mean.

    Times marked ~ come from sets over 14 days away: samples, not a timetable. < and > mark windows that the span's
    start or end cuts. Once a set is over 7 days away, a column gives the ages.
    """
    n = len(columns["satellite"])
    if n == 0:
        return "no window"
    ages = columns["element_age_d"]
    old = [is_statistical(age) for age in ages]
    cuts = [
        ("<" if start else "") + (">" if end else "")
        for start, end in zip(columns["cut_start"], columns["cut_end"], strict=True)
    ]
    label = "UTC" if zone is None else str(zone)
    headers = ["target", "satellite", f"start ({label})", "end", "seconds", "side", "elevation", "off-nadir", "age d"]
    rows = [
        [
            columns["target"][r],
            columns["satellite"][r],
            local(columns["start_utc"][r], zone) + STATISTICAL_MARK * old[r],
            local(columns["end_utc"][r], zone)[11:],
            f"{columns['duration_s'][r]:.0f}" + cuts[r],
            columns["side"][r] or "-",
            number(columns["max_elevation_deg"][r]),
            number(columns["min_off_nadir_deg"][r]),
            number(ages[r]),
        ]
        for r in range(n)
    ]
    if max(ages) <= AGEING_DAYS:
        headers, rows = headers[:-1], [row[:-1] for row in rows]
    legend = [LEGEND]
    if any(old):
        legend.append(f"{STATISTICAL_MARK} from an element set over 14 days away: a sample, not a timetable")
    if any(cuts):
        legend.append("< > cut by the start, the end of the span")
    return "\n".join([table(headers, rows, right=(4, 6, 7, 8)), *legend])


def figures_table(names: Sequence[str], all_figures: Sequence[Figures]) -> str:
    """Return looks a day, mean and longest gap of each target; >= marks lower bounds, a gap's end being unknown."""
    rows = [
        [
            name,
            str(f.n_looks),
            number(f.looks_per_day, 2),
            "none" if f.gap_max_s == 0.0 else (">= " if f.n_censored else "") + duration(f.gap_mean_s),
            "none" if f.gap_max_s == 0.0 else (">= " if f.gap_max_censored else "") + duration(f.gap_max_s),
        ]
        for name, f in zip(names, all_figures, strict=True)
    ]
    text = table(["target", "looks", "looks a day", "mean gap", "longest gap"], rows, right=(1, 2, 3, 4))
    if any(f.n_censored for f in all_figures):
        text += "\n>= at least: a gap goes on where the search ends"
    return text
