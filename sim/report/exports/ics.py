"""Windows and passes as a calendar (RFC 5545): an entry each, which calendars show in their own time zone.

Entries have whole seconds: each begins at the second in which its window begins and ends at the one after it; the exact
times stand in the description. Ids follow from what a window is of, so that a file imported twice doubles nothing. Of
several cases the main one is written. The time stamp, which the standard demands, is the start of the span.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from ...plain_text import plain
from ..exported import Exported, main_rows, row_ids, targets_of
from .ground_lines import wrapped_deg

LINE_BYTES = 75  # RFC 5545, 3.1, without the line's end
DESCRIBED = (
    "start_utc", "end_utc", "duration_s", "sensor", "case", "side", "max_elevation_deg", "min_off_nadir_deg",
    "element_age_d",
)  # fmt: skip


def write(made: Exported, path: Path) -> None:
    """Write the calendar; the same result gives the same bytes."""
    path.write_bytes("".join(folded(line) for line in _lines(made)).encode("utf-8"))


def _lines(made: Exported) -> Iterator[str]:
    columns, targets, ids = made.columns, targets_of(made), row_ids(made)
    stamp = _whole(dict(one[:2] for one in made.about.asked if len(one) > 1)["start_utc"])
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//reconsim//windows//EN"
    yield "CALSCALE:GREGORIAN"
    yield f"X-WR-CALNAME:{escaped(made.about.title)}"
    for r in main_rows(made):
        place = targets[r]
        said = [
            f"{key} {columns[key][r]}" for key in DESCRIBED if columns.get(key) and columns[key][r] not in (None, "")
        ]
        yield "BEGIN:VEVENT"
        yield f"UID:{ids[r]}@reconsim"
        yield f"DTSTAMP:{stamp}"
        yield f"DTSTART:{_whole(columns['start_utc'][r])}"
        yield f"DTEND:{_whole(columns['end_utc'][r], up=True)}"
        yield f"SUMMARY:{escaped(columns['satellite'][r])} over {escaped(place)}"
        yield f"LOCATION:{escaped(place)}"
        if place in made.points_deg:
            lat_deg, lon_deg = made.points_deg[place]
            yield f"GEO:{lat_deg:.6f};{wrapped_deg(lon_deg):.6f}"
        yield f"DESCRIPTION:{escaped(chr(10).join(said))}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def escaped(text: str) -> str:
    """Return a text as a value: backslash, semicolon, comma and line ends escaped, what cannot be printed as codes."""
    value = plain(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return value.replace("\n", "\\n")


def folded(line: str) -> str:
    """Return a line with its end, cut into pieces of at most 75 bytes, between characters."""
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode("utf-8"))
        if size + width > LINE_BYTES:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + width
    return "\r\n".join([*pieces, piece]) + "\r\n"


def _whole(text: str, *, up: bool = False) -> str:
    """Return a printed UTC time as the standard writes it, cut to its second, or raised to the next after it."""
    moment = datetime.fromisoformat(text)
    if up:
        moment += timedelta(seconds=1) - timedelta(milliseconds=1)
    return f"{moment:%Y%m%dT%H%M%SZ}"
