"""The table of windows that `reconsim windows` prints, and the figures it ends with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from ..constants import DAY_S
from ..orbits.service import AGEING_DAYS
from ..revisit.figure_kinds import GAP_MAX, GAP_MAX_CENSORED, GAP_MEAN, LOOKS_PER_DAY, N_CENSORED, N_LOOKS
from ..revisit.figures import Figures
from .figure_cells import length
from .text import number, table
from .window_rows import is_statistical

STATISTICAL_MARK = "~"
LEGEND = "elevation: the greatest; off-nadir: the least, at the satellite; both in degrees"
MIDDLE = {
    "azimuth": "middle_azimuth_deg",
    "incidence": "middle_incidence_deg",
    "squint": "middle_squint_deg",
    "ground sq.": "middle_ground_squint_deg",
    "Sun": "middle_sun_elevation_deg",
}
MIDDLE_LEGEND = (
    "at the middle of the window, in degrees: azimuth of the satellite, incidence, squint, ground squint, elevation of "
    "the Sun"
)


def local(start_utc: str, zone: tzinfo | None) -> str:
    """Return a printed UTC time to the second, in a zone if one is given."""
    if zone is None:
        return start_utc[:10] + " " + start_utc[11:19]
    return datetime.fromisoformat(start_utc).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def windows_table(columns: Mapping[str, Sequence[Any]], zone: tzinfo | None) -> str:
    """Return one line a window, and what its marks mean.

    Times marked ~ come from sets over 14 days away: samples, not a timetable. < and > mark windows that the span's
    start or end cuts. Once a set is over 7 days away, a column gives the ages. Windows of regions alone have no columns
    of angles. Where the geometry was asked for, its main angles at the middle are shown.
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
    headers = ["target", "satellite", f"start ({label})", "end", "seconds"]
    rows = [
        [
            columns["target"][r],
            columns["satellite"][r],
            local(columns["start_utc"][r], zone) + STATISTICAL_MARK * old[r],
            _end(local(columns["start_utc"][r], zone), local(columns["end_utc"][r], zone)),
            f"{columns['duration_s'][r]:.0f}" + cuts[r],
        ]
        for r in range(n)
    ]
    legend = []
    if any(columns["side"]):
        at_middle = {head: key for head, key in MIDDLE.items() if key in columns}
        headers += ["side", "elevation", "off-nadir", *at_middle]
        legend += [LEGEND, *([MIDDLE_LEGEND] if at_middle else [])]
        shown = ["max_elevation_deg", "min_off_nadir_deg", *at_middle.values()]
        rows = [
            [*row, columns["side"][r] or "-", *(number(columns[key][r]) for key in shown)] for r, row in enumerate(rows)
        ]
    if max(ages) > AGEING_DAYS:
        headers.append("age d")
        rows = [[*row, number(age)] for row, age in zip(rows, ages, strict=True)]
    right = [i for i, head in enumerate(headers) if i >= 4 and head != "side"]
    if any(old):
        legend.append(f"{STATISTICAL_MARK} from an element set over 14 days away: a sample, not a timetable")
    if any(cuts):
        legend.append("< > cut by the start, the end of the span")
    return "\n".join([table(headers, rows, right=right), *legend])


def _end(start: str, end: str) -> str:
    """Return when a window ends: the time alone on the day it began, with its date on any other."""
    return end[11:] if end[:10] == start[:10] else end


def figures_table(names: Sequence[str], all_figures: Sequence[Figures]) -> str:
    """Return looks, looks a day, mean and longest gap of each target.

    ``>=`` marks lower bounds, because the end of a gap is unknown. A target without a gap is always seen. Its number of
    looks is not given, because none begins in the span. A span shorter than a day has no number of looks a day.
    """
    rows = [_figures_row(name, f) for name, f in zip(names, all_figures, strict=True)]
    heads = [N_LOOKS.short_words, *(kind.words for kind in (LOOKS_PER_DAY, GAP_MEAN, GAP_MAX))]
    text = table(["target", *heads], rows, right=(1, 2, 3, 4))
    if any(f[N_CENSORED.name] for f in all_figures):
        text += "\n>= at least: a gap goes on where the search ends"
    if any(f.span_s < DAY_S for f in all_figures):
        text += f"\n- {LOOKS_PER_DAY.words} are not given for a span shorter than a day"
    return text


def _figures_row(name: str, f: Figures) -> list[str]:
    per_day = number(f[LOOKS_PER_DAY.name], 2) if f.span_s >= DAY_S else "-"
    if f[GAP_MAX.name] == 0.0:
        return [name, "always seen", "-", "none", "none"]
    return [
        name,
        str(f[N_LOOKS.name]),
        per_day,
        length(f[GAP_MEAN.name], ">= " if f[N_CENSORED.name] else ""),
        length(f[GAP_MAX.name], ">= " if f[GAP_MAX_CENSORED.name] else ""),
    ]
