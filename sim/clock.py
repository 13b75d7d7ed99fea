"""UTC at the door, seconds inside: reading, printing, Julian dates, and the Earth's rotation angle.

Inside the package a time is a float, seconds of UTC since the start of a span. A leap second inside a span
is not counted, as in SGP4 itself. The rotation angle is GMST-1982 with UT1 from Skyfield's built-in table.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .constants import DAY_S
from .errors import UsageError
from .note import Note

J2000_MIDNIGHT_JD = 2451544.5
J2000_MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)
_BARE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_IN_FORM = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?\Z")


def parse_utc(text: str | datetime | date, what: str = "time") -> datetime:
    """Return an aware UTC datetime from ISO-8601 text; a bare date is 00:00 UTC.

    Raises UsageError for anything else, a time without a zone included.
    """
    if isinstance(text, datetime):
        moment = text
    elif isinstance(text, date):
        return datetime(text.year, text.month, text.day, tzinfo=UTC)
    else:
        stripped = text.strip()
        try:
            moment = datetime.fromisoformat(stripped)
        except ValueError:
            if _IN_FORM.match(stripped):
                raise UsageError(f"{what} {text!r}: the calendar and the clock have no such day and time") from None
            raise UsageError(f"{what} {text!r} is not an ISO-8601 time; write it like 2026-07-14T00:00:00Z") from None
        if _BARE_DATE.match(stripped):
            return moment.replace(tzinfo=UTC)
    if moment.tzinfo is None:
        raise UsageError(f"{what} {str(text)!r} has no time zone; end it with Z for UTC, or an offset such as +09:00")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise UsageError(f"{what} {str(text)!r} lies outside the years 1 to 9999 in UTC") from None


def julian_date(moment: datetime) -> tuple[float, float]:
    """Return (jd, fr): the Julian date of the day's midnight and the fraction of the day, both UTC."""
    elapsed = moment.astimezone(UTC) - J2000_MIDNIGHT
    return J2000_MIDNIGHT_JD + elapsed.days, (elapsed.seconds + elapsed.microseconds * 1e-6) / DAY_S


def from_julian_date(jd: float, fr: float) -> datetime:
    """Return the UTC datetime of a split Julian date, to the microsecond."""
    days = jd - J2000_MIDNIGHT_JD
    whole = int(np.floor(days))
    microseconds = round(((days - whole) + fr) * DAY_S * 1e6)
    return J2000_MIDNIGHT + timedelta(days=whole, microseconds=microseconds)


@dataclass(frozen=True)
class Span:
    """A stretch of UTC, [start, start + duration_s): the zero of every time in seconds.

    Raises UsageError for a start without a time zone and for a duration below 0.
    """

    start: datetime
    duration_s: float

    def __post_init__(self) -> None:
        if not isinstance(self.start, datetime) or self.start.tzinfo is None:
            raise UsageError(f"start = {self.start!r} must be a datetime with a time zone, as sim.parse_utc gives")
        if not 0.0 <= self.duration_s < float("inf"):
            raise UsageError(f"duration_s = {self.duration_s:g} must be 0 s or more, and finite")

    @property
    def end(self) -> datetime:
        return self.start + timedelta(seconds=self.duration_s)

    @property
    def days(self) -> float:
        return self.duration_s / DAY_S

    @property
    def julian_date(self) -> tuple[float, float]:
        return julian_date(self.start)

    def seconds(self, moment: datetime) -> float:
        """Return seconds from the start of the span to a moment."""
        return (moment - self.start).total_seconds()

    def moment(self, t_s: float) -> datetime:
        return self.start + timedelta(seconds=t_s)

    def milliseconds(self, t_s: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return UTC milliseconds since 1970 of times in seconds, rounded: what is printed."""
        return np.rint(np.asarray(t_s) * 1e3 + self._start_us / 1e3).astype(np.int64)

    def printed_s(self, utc_ms: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the times in seconds at which printed milliseconds stand: the inverse of ``milliseconds``."""
        return (np.asarray(utc_ms) * 1000 - self._start_us) / 1e6

    @property
    def _start_us(self) -> int:
        return round((self.start - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))


def format_utc(moment: datetime) -> str:
    """Return ISO-8601 UTC to the millisecond, ending in Z."""
    return format_milliseconds(Span(moment, 0.0).milliseconds(np.zeros(1)))[0]


def format_milliseconds(utc_ms: NDArray[np.int64]) -> list[str]:
    """Return ISO-8601 UTC strings, to the millisecond and ending in Z, of UTC milliseconds since 1970."""
    text = np.datetime_as_string(np.asarray(utc_ms).astype("datetime64[ms]"), unit="ms")
    return [f"{t}Z" for t in text]


@cache
def timescale() -> Any:
    """Return Skyfield's timescale from its built-in tables; nothing is downloaded.

    It is put together as Skyfield's loader does it; the loader itself would import all of Skyfield, 0.05 s.
    """
    from skyfield.functions import load_bundled_npy
    from skyfield.timelib import Timescale

    tables = load_bundled_npy("iers.npz")
    try:
        day_tt = tables["tt_jd_minus_arange"] + np.arange(len(tables["tt_jd_minus_arange"]))
        delta_t_s = (tables["delta_t_1e7"] / 1e7).round(7)
        return Timescale((day_tt, delta_t_s), tables["leap_dates"], tables["leap_offsets"])
    except KeyError:  # a Skyfield that keeps its tables otherwise
        from skyfield.api import load

        return load.timescale(builtin=True)


def skyfield_times(span: Span, t_s: NDArray[np.float64]) -> Any:
    """Return Skyfield's Time of times in seconds since the start of a span; a leap second shifts only its own day."""
    start = span.start
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    seconds = (start - midnight).total_seconds() + t_s
    days = np.floor(seconds / DAY_S)  # apart, for Skyfield looks leap seconds up by the day
    return timescale().utc(start.year, start.month, start.day + days, 0, 0, seconds - days * DAY_S)


@cache
def ut1_table_ends() -> datetime:
    """Return the last day of Skyfield's built-in table of UT1, predictions included; later UT1 is extrapolated."""
    days_tt, _ = timescale().delta_t_table
    moment: datetime = timescale().tt_jd(days_tt[-1]).utc_datetime()
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def rotation_note(span: Span) -> str:
    """Return a sentence where a span reaches beyond the table of UT1, else nothing."""
    ends = ut1_table_ends()
    if span.end <= ends:
        return ""
    beyond_days = (span.end - ends).total_seconds() / DAY_S
    return Note(
        f"The span reaches {beyond_days:,.0f} days beyond the table of the Earth's rotation (UT1), which ends on "
        f"{ends:%Y-%m-%d}. From there it is extrapolated, without leap seconds to come; 0.1 s of it are 46 m of ground "
        "at the equator.",
        "rotation", beyond_days=beyond_days, table_ends=f"{ends:%Y-%m-%d}", error_s=0.1, error_m=46.0,
    )  # fmt: skip


def ut1_minus_utc_s(span: Span, t_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return UT1 - UTC, in seconds, at times in seconds since the start of the span.

    Skyfield's table is asked at every full hour, since it bends at midnight, and interpolated linearly: within 1e-11 s
    of asking it each time. Past the table's end Skyfield extrapolates.
    """
    t_s = np.asarray(t_s, dtype=np.float64)
    if t_s.size == 0:
        return np.zeros_like(t_s)
    hours_s, dut1_s, _ = _earth_at_full_hours(span.start, float(t_s.min()), float(t_s.max()))
    return np.interp(t_s, hours_s, dut1_s)


@lru_cache(maxsize=64)
def _earth_at_full_hours(
    start: datetime, first_s: float, last_s: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the full hours around a stretch of time, seconds since ``start``, UT1 - UTC in s and GMST in rad there."""
    into_hour_s = start.minute * 60.0 + start.second + start.microsecond * 1e-6
    full_hours = np.arange(np.floor((first_s + into_hour_s) / 3600.0), np.ceil((last_s + into_hour_s) / 3600.0) + 1.5)
    since_midnight_s = (start.hour + full_hours) * 3600.0
    day = np.floor(since_midnight_s / DAY_S)  # whole days apart, so that a leap second shifts only its own day
    times = timescale().utc(start.year, start.month, start.day + day, 0, 0, since_midnight_s - day * DAY_S)
    hours_s = full_hours * 3600.0 - into_hour_s
    jd, fr = Span(start, 0.0).julian_date
    theta_rad = gmst_1982_rad(jd, fr + (hours_s + times.dut1) / DAY_S)
    return hours_s, times.dut1, np.unwrap(theta_rad)


def gmst_1982_rad(jd_ut1: float, fr_ut1: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return GMST-1982 of split Julian dates of UT1, in radians from 0 to 2 pi.

    AIAA 2006-6753, appendix C, in the order of operations of Skyfield's ``theta_GMST1982``: equal to the last bit.
    """
    centuries = (jd_ut1 - 2451545.0 + fr_ut1) / 36525.0
    gmst_s = 67310.54841 + (8640184.812866 + (0.093104 + (-6.2e-6) * centuries) * centuries) * centuries
    turns = (jd_ut1 % 1.0 + fr_ut1 + gmst_s / DAY_S % 1.0) % 1.0
    return np.asarray(turns * math.tau)


def gmst_rad(span: Span, t_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return GMST-1982 at times in seconds since the start of the span, in radians, without jumps.

    The angle that turns TEME into Earth-fixed axes without polar motion (Vallado et al., AIAA 2006-6753,
    appendix C). Computed at full hours and interpolated linearly: its quadratic term is 1e-17 rad within an hour.
    Agrees with Skyfield's ``itrs`` to better than 1 mm on the ground.
    """
    t_s = np.asarray(t_s, dtype=np.float64)
    if t_s.size == 0:
        return np.zeros_like(t_s)
    hours_s, _, theta_rad = _earth_at_full_hours(span.start, float(t_s.min()), float(t_s.max()))
    return np.interp(t_s, hours_s, theta_rad)
