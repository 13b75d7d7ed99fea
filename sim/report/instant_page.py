"""The page of `reconsim instant`: which objects could have taken a picture, or whether one satellite was there."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ..clock import format_utc
from ..words import counted, duration_words, listed, percent_words
from .text import table, wrapped
from .windows_table import local

if TYPE_CHECKING:
    from ..studies.candidates import Candidate, Candidates
    from ..studies.chance import Chance
    from ..studies.statements import Compared, SetView
    from ..windows.geometry_at import GeometryAt

NO_PROOF = "An orbit shows that an image was possible, never that it was taken."


def candidates_page(found: Candidates, rows: int, zone: ZoneInfo | None, width: int) -> str:
    """Return the answer, and the first candidates as a table."""
    at = _time(found.at, zone)
    within = f"within {duration_words(found.within_s)} of {at}{'' if zone else ' UTC'}"
    n = found.n_fitting
    said = f"{n:,} of {counted(found.objects, 'object')} could have taken it {within}."
    if n == 0:
        said = f"None of {counted(found.objects, 'object')} could have taken it {within}."
    lines = [wrapped(said, width)]
    if found.ranked:
        lines.append(wrapped(_best(found.ranked[0], zone), width))
    else:
        lines.append("None of them was above the horizon.")
    lines.append(NO_PROOF)
    if rows and found.ranked:
        heads = ["object", "number", "fits", f"best ({zone or 'UTC'})", "s off", "azimuth", "elevation", "off nadir",
                 "km", "Sun", "age d", "misses"]  # fmt: skip
        lines += ["", table(heads, [_cells(one, zone) for one in found.ranked[:rows]], right=(1, 4, 5, 6, 7, 8, 9, 10))]
        if len(found) > rows:
            lines.append(f"and {len(found) - rows:,} more above the horizon")
    return "\n".join(lines)


def statement_page(one: Compared, case: str, chance: Chance, zone: ZoneInfo | None, width: int) -> str:
    """Return whether one satellite was there: the answer, the offset, the angles by each set, and the chance."""
    nearest = one.views[0]
    name, place = nearest.closest.satellite, one.statement.place.name
    at = f"{_time(one.statement.at, zone)}{'' if zone else ' UTC'}"
    miss_s = nearest.misses_s[case]
    if miss_s == 0.0:
        head = f"Consistent: at {at} {name} could see {place}."
    elif one.fits(case):
        head = (
            f"Consistent: at {at} {name} misses a view of {place} by {_seconds(miss_s)}, less than its sets disagree."
        )
    elif math.isinf(miss_s):
        head = f"Not consistent: {name} has no view of {place} on these days."
    else:
        head = f"Not consistent: at {at} {name} misses a view of {place} by {_seconds(miss_s)}."
    lines = [head, _offset(nearest), _disagreement(one), _chance(chance), NO_PROOF]
    heads = ["set of (UTC)", "age d", "moment", f"time ({zone or 'UTC'})", "azimuth", "elevation", "off nadir",
             "squint", "side", "km", "Sun"]  # fmt: skip
    cells = [
        [*(first if k == 0 else ("", "")), words, *_angles(seen, zone)]
        for view in one.views
        for first in [(format_utc(view.elements.epoch_utc)[:16].replace("T", " "), f"{view.at.element_age_d[0]:.1f}")]
        for k, (words, seen) in enumerate([("stated", view.at), ("closest", view.closest)])
    ]
    return "\n".join([*(wrapped(line, width) for line in lines), "", table(heads, cells, right=(1, 4, 5, 6, 7, 9, 10))])


def _best(one: Candidate, zone: ZoneInfo | None) -> str:
    seen = one.geometry
    where = (
        f"azimuth {seen.azimuth_deg[0]:.1f}, elevation {seen.elevation_deg[0]:.1f} degrees, {seen.range_km[0]:,.0f} km "
        f"away; its element set is {seen.element_age_d[0]:.1f} days old"
    )
    at = f"{_time(seen.time_utc[0], zone)}{'' if zone else ' UTC'}"
    if one.fits:
        return f"First: {seen.satellite} at {at}, {where}."
    missed = [f"{name} by {value:.1f} degrees" for name, value in one.misses.items()]
    return (
        f"The nearest is {seen.satellite} at {at}, {where}; it misses {listed(missed) or 'a limit on light or range'}."
    )


def _cells(one: Candidate, zone: ZoneInfo | None) -> list[str]:
    seen = one.geometry
    misses = listed([f"{name} {value:.1f}" for name, value in one.misses.items()]) or ("" if one.fits else "light")
    return [
        seen.satellite,
        str(one.elements.catalog_number or ""),
        "yes" if one.fits else "no",
        _time(seen.time_utc[0], zone),
        f"{one.offset_s:+.0f}",
        f"{seen.azimuth_deg[0]:.1f}",
        f"{seen.elevation_deg[0]:.1f}",
        f"{seen.off_nadir_deg[0]:.1f}",
        f"{seen.range_km[0]:,.0f}",
        f"{seen.sun_elevation_deg[0]:.0f}",
        f"{seen.element_age_d[0]:.1f}",
        misses,
    ]


def _angles(seen: GeometryAt, zone: ZoneInfo | None) -> list[str]:
    return [
        _time(seen.time_utc[0], zone),
        *(f"{deg[0]:.1f}" for deg in (seen.azimuth_deg, seen.elevation_deg, seen.off_nadir_deg, seen.squint_deg)),
        str(seen.side[0]),
        f"{seen.range_km[0]:,.0f}",
        f"{seen.sun_elevation_deg[0]:.0f}",
    ]


def _offset(view: SetView) -> str:
    """Return when the satellite came closest, and how far that is from the stated time."""
    side = "after" if view.offset_s > 0.0 else "before"
    seen = view.closest
    apart = f"{_seconds(abs(view.offset_s))} {side} it, {view.offset_km:,.0f} km of flight"
    when = apart if view.offset_s else "at that very moment"
    where = f"{seen.range_km[0]:,.0f} km away, {seen.off_nadir_deg[0]:.1f} degrees off nadir"
    return f"The closest approach is {when}: {where}."


def _disagreement(one: Compared) -> str:
    if len(one.views) < 2:
        return "There is one element set alone: its error is not known, it grows with its age."
    return f"The element sets before and after put it {_seconds(one.disagreement_s)} of flight apart at that time."


def _chance(chance: Chance) -> str:
    day = "" if math.isnan(chance.by_day) else f", {percent_words(chance.by_day)} of those by day"
    return (
        f"Of random times, {percent_words(chance.any_time)} would fit as well{day}, and "
        f"{percent_words(chance.near_the_clock)} of those within half an hour of this time of day."
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 100.0 else duration_words(seconds)


def _time(moment: datetime, zone: ZoneInfo | None) -> str:
    return local(format_utc(moment), zone)
