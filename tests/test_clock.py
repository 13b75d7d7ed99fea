"""Spans of UTC: what they refuse, and what they make of microseconds."""

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.clock import (
    Span,
    format_milliseconds,
    format_utc,
    from_julian_date,
    gmst_1982_rad,
    julian_date,
    rotation_note,
    timescale,
    ut1_table_ends,
)  # fmt: skip
from sim.errors import UsageError

START = datetime(2026, 8, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "duration_s", "sentence"),
    [
        ("2026-08-22", 60.0, r"start = '2026-08-22' must be a datetime with a time zone, as sim\.parse_utc gives"),
        (datetime(2026, 8, 22), 60.0, "must be a datetime with a time zone"),
        (START, -5.0, "duration_s = -5 must be 0 s or more, and finite"),
        (START, math.inf, "duration_s = inf must be 0 s or more"),
        (START, math.nan, "duration_s = nan must be 0 s or more"),
    ],
)
def test_a_span_that_is_none_is_refused(start: Any, duration_s: float, sentence: str) -> None:
    """Where it is made, and not as an empty table or a search that finds nothing."""
    with pytest.raises(UsageError, match=sentence):
        sim.Span(start, duration_s)


def test_an_instant_is_a_span() -> None:
    """A duration of 0 s begins and ends at once."""
    assert sim.Span(START, 0.0).end == START


MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
YEAR_US = 366 * 86_400_000_000


@given(
    start_us=st.integers(-YEAR_US, YEAR_US),
    offset_us=st.integers(-10 * 86_400_000_000, 400 * 86_400_000_000),
)
def test_printed_times_are_the_nearest_millisecond_of_a_span_at_any_microsecond(start_us: int, offset_us: int) -> None:
    """In whole microseconds, reckoned as integers; a half may go to either side."""
    start = START + start_us * MICROSECOND
    exact_us = (start - EPOCH) // MICROSECOND + offset_us
    span = sim.Span(start, 1.0)
    (found_ms,) = span.milliseconds(np.array([offset_us / 1e6])).tolist()
    assert abs(1000 * found_ms - exact_us) <= 500
    assert format_milliseconds(np.array([found_ms])) == [
        (EPOCH + timedelta(milliseconds=found_ms)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    ]


@pytest.mark.parametrize("microsecond", [1, 499, 501, 123_457, 999_499])
def test_a_span_that_starts_and_lasts_odd_microseconds_keeps_them(microsecond: int) -> None:
    """Its end, the seconds to a moment, and the moment after seconds are exact to the microsecond."""
    start = START.replace(microsecond=microsecond)
    span = sim.Span(start, 86_400.000_003)
    assert span.end == start + timedelta(days=1, microseconds=3)
    assert span.moment(12.345_679) == start + timedelta(seconds=12, microseconds=345_679)
    assert span.seconds(start + timedelta(hours=5, microseconds=7)) == 18_000.000_007
    assert format_utc(start) == f"2026-08-22T00:00:00.{round(microsecond / 1000):03d}Z"


@given(start_us=st.integers(-20 * YEAR_US, 20 * YEAR_US))
def test_a_split_julian_date_keeps_the_microsecond(start_us: int) -> None:
    """There and back again, for any moment of forty years."""
    moment = START + start_us * MICROSECOND
    assert from_julian_date(*julian_date(moment)) == moment


def test_a_span_beyond_the_table_of_ut1_has_a_note() -> None:
    """The last day of Skyfield's table is the last without a note; the note gives the day and the days beyond."""
    ends = ut1_table_ends()
    assert rotation_note(Span(ends, 0.0)) == ""
    assert rotation_note(Span(datetime(2024, 1, 1, tzinfo=UTC), 86400.0)) == ""
    note = rotation_note(Span(ends, 10 * 86400.0))
    assert note.startswith("The span reaches 10 days beyond the table of the Earth's rotation (UT1), which ends on ")
    assert f"{ends:%Y-%m-%d}" in note
    days_tt, _ = timescale().delta_t_table
    assert abs(days_tt[-1] - timescale().from_datetime(ends).tt) < 1e-6


def test_the_timescale_is_the_one_that_skyfield_s_loader_makes() -> None:
    """UT1 and leap seconds are equal to the last bit from 1960 to 2060."""
    from skyfield.api import load

    ours, theirs = timescale(), load.timescale(builtin=True)
    days = np.arange(0.0, 36524.0, 7.3)
    for one in ("tt", "dut1"):
        assert np.array_equal(
            getattr(ours.utc(1960, 1, 1.0 + days), one), getattr(theirs.utc(1960, 1, 1.0 + days), one)
        )


def test_gmst_is_skyfield_s_to_the_last_bit() -> None:
    """The angle equals Skyfield's at half a million times."""
    from skyfield.sgp4lib import theta_GMST1982

    fr = np.linspace(-3000.0, 9000.0, 500_001)
    assert np.array_equal(gmst_1982_rad(2460000.5, fr), theta_GMST1982(2460000.5, fr)[0])
