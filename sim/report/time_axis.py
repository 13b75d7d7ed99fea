"""Ticks on a time axis at round moments of a time zone: midnights, full hours, full minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

_MINUTE = 1
_HOUR = 60
_DAY = 1440
# Steps between labelled ticks, and between the small ones in between, in minutes.
_STEPS = (
    (1, 1), (2, 1), (5, 1), (10, 2), (15, 5), (30, 10), (_HOUR, 15), (2 * _HOUR, 30), (3 * _HOUR, _HOUR),
    (6 * _HOUR, _HOUR), (12 * _HOUR, 3 * _HOUR), (_DAY, 6 * _HOUR), (2 * _DAY, 12 * _HOUR), (7 * _DAY, _DAY),
    (14 * _DAY, _DAY), (28 * _DAY, 7 * _DAY), (56 * _DAY, 7 * _DAY), (364 * _DAY, 28 * _DAY),
)  # fmt: skip
MOST_LABELS = 9


def round_moments(start: datetime, end: datetime, zone: tzinfo = UTC) -> tuple[list[datetime], list[datetime]]:
    """Return the moments in [start, end], in UTC, to label and to tick without a label.

    They are round in the local time of the zone, also after a change to or from summer time.
    """
    minutes = (end - start).total_seconds() / 60.0
    step, small = next(((a, b) for a, b in _STEPS if minutes / a <= MOST_LABELS), _STEPS[-1])
    return _every(step, start, end, zone), _every(small, start, end, zone)


def label(moment: datetime, zone: tzinfo = UTC) -> str:
    """Return "14 Jul" for a midnight of the zone, else the hour and minute."""
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b}" if (local.hour, local.minute) == (0, 0) else f"{local:%H:%M}"


def zone_words(start: datetime, end: datetime, zone: tzinfo = UTC) -> str:
    """Return the zone and the year, which the labels leave out: "UTC, 2026", "Asia/Seoul, UTC+09:00, 2026 to 2027"."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    years = f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    if zone is UTC:
        return f"UTC, {years}"
    name = getattr(zone, "key", None) or first.tzname()
    if first.utcoffset() != last.utcoffset():
        return f"{name}, {years}"
    offset = f"{first:%z}"
    return f"{name}, UTC{offset[:3]}:{offset[3:5]}, {years}"


def _every(step_min: int, start: datetime, end: datetime, zone: tzinfo) -> list[datetime]:
    wall = start.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    last = end.astimezone(zone).replace(tzinfo=None)
    moments = []
    while wall <= last:
        moments.append(wall.replace(tzinfo=zone).astimezone(UTC))
        wall += timedelta(minutes=step_min)
    return sorted({moment for moment in moments if start <= moment <= end})
