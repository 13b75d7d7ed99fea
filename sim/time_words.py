"""Moments, spans and time zones as people write them: ISO-8601, `today`, so many days, a zone by its name."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from .clock import Span, format_utc, parse_utc
from .constants import DAY_S
from .errors import UsageError
from .words import did_you_mean, listed

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

SHORTEST_SPAN_S, LONGEST_SPAN_DAYS = 1.0, 3660.0
LENGTHS = {
    ("s", "sec", "second", "seconds"): 1.0,
    ("m", "min", "minute", "minutes"): 60.0,
    ("h", "hour", "hours"): 3600.0,
    ("d", "day", "days"): DAY_S,
}
DAY_WORDS = {"today": 0, "tomorrow": 1}


def moment_of(text: str, what: str, *, now: datetime | None = None) -> datetime:
    """Return the moment of ISO-8601 text, or of now (whole second), today or tomorrow (00:00 UTC).

    ``now`` stands for the clock's time. Raises UsageError for anything else, a time without a zone included.
    """
    word = text.strip().casefold()
    if word != "now" and word not in DAY_WORDS:
        return parse_utc(text, what)
    now = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    if word == "now":
        return now
    return now.replace(hour=0, minute=0, second=0) + timedelta(days=DAY_WORDS[word])


def is_word(text: str) -> bool:
    """Return whether a moment depends on the day it is read."""
    return text.strip().casefold() in {"now", *DAY_WORDS}


def span_of(
    start: str,
    *,
    days: float | None = None,
    hours: float | None = None,
    end: str | None = None,
    offered: tuple[str, ...] = ("--days", "--end"),
) -> Span:
    """Return the span from ``start`` that is so many days or hours long, or ends at ``end``.

    ``offered`` are the options named where none is given. Raises UsageError unless exactly one of them is given, and
    for spans shorter than a second or longer than ten years.
    """
    begin = moment_of(start, "--start")
    given = {name: one for name, one in (("--hours", hours), ("--days", days), ("--end", end)) if one is not None}
    if not given:
        raise UsageError(f"give {listed(offered, 'or')}, one of them, to say how long the span is")
    if len(given) > 1:
        raise UsageError(f"{listed(list(given))} are {'both' if len(given) == 2 else 'all'} given; give one of them")
    if end is not None:
        duration_s = (moment_of(end, "--end") - begin).total_seconds()
        if duration_s <= 0.0:
            raise UsageError(f"--end {end} must come after --start {format_utc(begin)}")
        length = f"from --start to --end are {duration_s / DAY_S:g} days"
    else:
        ((option, number),) = [(name, float(one)) for name, one in given.items()]
        unit, unit_s = ("hours", 3600.0) if option == "--hours" else ("days", DAY_S)
        length, duration_s = f"{option} {number:g}", number * unit_s
        if not number > 0.0:
            raise UsageError(f"{length} must be a positive number of {unit}")
    if not SHORTEST_SPAN_S <= duration_s <= LONGEST_SPAN_DAYS * DAY_S:
        raise UsageError(f"{length}: a span lasts from one second to {LONGEST_SPAN_DAYS:g} days")
    return Span(begin, round(duration_s, 6))


def length_s(text: str, what: str) -> float:
    """Return a length of time such as ``10min``, ``90 s``, ``1.5h`` or ``2d`` in seconds.

    Raises UsageError for other text, a number without a unit included, and for lengths that are not above 0.
    """
    found = re.fullmatch(r"\s*([0-9]*\.?[0-9]+)\s*([a-z]+)\s*", text.casefold())
    unit_s = next((s for names, s in LENGTHS.items() if found and found[2] in names), None)
    if found is None or unit_s is None or not float(found[1]) > 0.0:
        raise UsageError(f"{what} {text!r} must be a length of time with its unit, such as 10min, 90s, 1.5h or 2d")
    return float(found[1]) * unit_s


def zone_of(name: str | None, what: str = "time zone") -> ZoneInfo | None:
    """Return the time zone of a name such as ``Asia/Seoul``, or of its city alone where one zone has it; None of None.

    Raises UsageError for anything else.
    """
    if name is None:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    zones = available_timezones()
    wanted = name.strip().casefold().replace(" ", "_")
    meant = [zone for zone in zones if wanted in (zone.casefold(), zone.casefold().rpartition("/")[2])]
    if len(meant) == 1:
        return ZoneInfo(meant[0])
    hint = f"; it stands for {listed(sorted(meant), 'or')}" if meant else did_you_mean(name, zones)
    raise UsageError(f"{what} {name!r} is not a known time zone; write it like Asia/Seoul or UTC{hint}")
