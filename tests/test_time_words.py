"""Moments, spans and zones as they are typed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sim.errors import UsageError
from sim.time_words import is_word, length_s, moment_of, span_of, zone_of

NOW = datetime(2026, 8, 22, 23, 30, 15, 250_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("now", datetime(2026, 8, 22, 23, 30, 15, tzinfo=UTC)),
        (" Today ", datetime(2026, 8, 22, tzinfo=UTC)),
        ("tomorrow", datetime(2026, 8, 23, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 7, 1, tzinfo=UTC)),
        ("2026-07-01T09:00+09:00", datetime(2026, 7, 1, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read(text: str, moment: datetime) -> None:
    """`now` is a whole second; `today` and `tomorrow` begin at 00:00 UTC, wherever the clock stands; else ISO-8601."""
    assert moment_of(text, "--start", now=NOW) == moment
    assert moment_of(text, "--start", now=NOW.astimezone(timezone(timedelta(hours=9)))) == moment
    assert is_word(text) == text.strip().isalpha()


def test_today_is_the_clock_s_day() -> None:
    """Without a time given the computer's clock counts."""
    before, today, after = datetime.now(UTC).date(), moment_of("today", "--start").date(), datetime.now(UTC).date()
    assert before <= today <= after


def test_a_span_has_one_length() -> None:
    """Hours, days and an end give the same span; none and two of them are refused with their names."""
    a, b, c = (span_of("2026-08-22", **one) for one in ({"hours": 36.0}, {"days": 1.5}, {"end": "2026-08-23T12:00Z"}))
    assert a == b == c
    with pytest.raises(UsageError, match="give --days or --end, one of them"):
        span_of("2026-08-22")
    with pytest.raises(UsageError, match="--hours, --days and --end are all given; give one of them"):
        span_of("2026-08-22", hours=1.0, days=1.0, end="2026-08-23")


@pytest.mark.parametrize("name", ["Asia/Seoul", "asia/seoul", "Seoul", "seoul"])
def test_a_zone_has_a_name_or_a_city(name: str) -> None:
    """A zone is found by its name, or by its city where one zone has it; letters may be big or small."""
    zone = zone_of(name)
    assert zone is not None
    assert zone.key == "Asia/Seoul"


def test_a_city_of_two_zones_is_refused_with_both() -> None:
    """A name that several zones end in is refused, and they are named; no name is no zone."""
    with pytest.raises(UsageError, match=r"it stands for .*America/Louisville or America/Kentucky|Louisville"):
        zone_of("Louisville")
    assert zone_of(None) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("10min", 600.0), ("90s", 90.0), ("1.5 h", 5400.0), (" 2D ", 172800.0), (".5hours", 1800.0), ("1 day", 86400.0)],
)
def test_a_length_of_time_is_read(text: str, seconds: float) -> None:
    """A number and its unit, in any case, with or without a blank."""
    assert length_s(text, "--within") == seconds


@pytest.mark.parametrize("text", ["10", "min", "-5min", "0s", "10 parsecs", "1h30", "1e3s", "infs", ""])
def test_a_length_that_is_none_is_refused(text: str) -> None:
    """With the option's name and lengths that are right; a number without a unit could be anything."""
    with pytest.raises(UsageError, match=r"--within .* must be a length of time with its unit, such as 10min"):
        length_s(text, "--within")
