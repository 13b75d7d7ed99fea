"""Words and numbers for people: lists, counts, lengths of time, shares, and what a misspelt word was meant to be."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Sequence
from datetime import date

from .constants import DAY_S

MOST_MEANT = 3  # longer words proposed for one cut short
DAYS_FROM_S = 47.95 * 3600.0  # from here on a sentence counts days: 48.0 h are 2 days


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return "a, b and c"."""
    return ", ".join(words) if len(words) < 2 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def shortened(words: Sequence[str], most: int, rest: str = "more") -> str:
    """Return "a, b, c"; of more than ``most`` words the first ``most`` - 1 and how many ``rest`` there are."""
    if len(words) <= most:
        return ", ".join(words)
    return f"{', '.join(words[: most - 1])} and {len(words) - most + 1:,} {rest}"


def counted(n: float, thing: str) -> str:
    """Return "1 target", "3 targets", "2.5 days"."""
    number = f"{n:,}" if isinstance(n, int) else f"{n:g}"
    return f"{number} {thing}" if n == 1 else f"{number} {thing}s"


def stretches(n: int, days: float) -> str:
    """Return "3 weeks", "1 day", "2 stretches of 14 days": so many stretches of one length."""
    if days in (1.0, 7.0):
        return counted(n, "day" if days == 1.0 else "week")
    return f"{n:,} {'stretch' if n == 1 else 'stretches'} of {days:g} days"


def alike(word: str, known: Iterable[str], most: int = 1) -> list[str]:
    """Return the known words that a misspelt one may have been meant to be, the nearest first.

    A word cut short is meant to be one of those that it begins: "span" for "span_days".
    """
    known = list(known)
    longer = [one for one in known if word and one.startswith(f"{word}_")]
    if longer:
        return sorted(longer)[:MOST_MEANT]
    return difflib.get_close_matches(word, known, n=most, cutoff=0.6)


def meant(words: Sequence[str]) -> str:
    """Return "; did you mean a or b?", or nothing where there are no words to propose."""
    return f"; did you mean {' or '.join(words)}?" if words else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean ...?" where a known word is close, else nothing."""
    return meant(alike(word, known))


def day_words(day: date) -> str:
    """Return "1 January 2026"."""
    return f"{day.day} {day:%B %Y}"


def duration(seconds: float) -> str:
    """Return a length of time for a table: 45 s, 12.5 min, 130 min, 11.4 h, 3.2 d; a dash where there is none."""
    if math.isnan(seconds):
        return "-"
    if seconds < 90.0:
        return f"{seconds:.0f} s"
    if seconds < 600.0:
        return f"{seconds / 60.0:.1f} min"
    if seconds < 36000.0:
        return f"{seconds / 60.0:.0f} min"
    if seconds < 72.0 * 3600.0:
        return f"{seconds / 3600.0:.1f} h"
    return f"{seconds / 86400.0:.1f} d"


def duration_words(duration_s: float) -> str:
    """Return a length of time for a sentence: whole hours as "2 h", else "9.5 s", "45 s", "130 min", "12.4 h".

    From two days on it is in days, with one decimal where it is not whole: "2 days", "6.3 days".
    """
    if math.isnan(duration_s):
        return "not measured"
    if math.isinf(duration_s):
        return "no end"
    if duration_s >= DAYS_FROM_S:
        return f"{round(duration_s / DAY_S, 1):,g} days"
    if duration_s and duration_s % 3600.0 == 0.0:
        return f"{duration_s / 3600.0:.0f} h"
    if duration_s < 10.0:
        return f"{duration_s:.1f} s" if duration_s else "0 s"
    if duration_s < 60.0:
        return f"{duration_s:.0f} s"
    if duration_s < 600.0:
        return f"{duration_s / 60.0:.1f} min"
    if duration_s < 36000.0:
        return f"{duration_s / 60.0:.0f} min"
    return f"{duration_s / 3600.0:.1f} h"


def least_interval_words(interval_s: float) -> str:
    """Return a length of time rounded up, so that what holds for it is still true: "132 min", "12.4 h", "5.5 days"."""
    unit_s = 60.0 if interval_s < 36000.0 else 360.0 if interval_s < DAYS_FROM_S else 0.1 * DAY_S
    return duration_words(math.ceil(interval_s / unit_s - 1e-9) * unit_s)


def percent(share: float | None) -> str:
    """Return a share from 0 to 1 as percent for a table, or a dash where there is none."""
    return "-" if share is None or math.isnan(share) else f"{100.0 * share:.0f} %"


def percent_words(share: float) -> str:
    """Return a share as percent for a sentence: one decimal, more where that would make a 0 or 100 of what is not."""
    for decimals in range(1, 9):
        text = f"{100.0 * share:.{decimals}f}".rstrip("0").rstrip(".")
        if text not in ("0", "100") or share in (0.0, 1.0):
            break
    return f"{text} %"
