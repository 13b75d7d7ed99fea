"""Moments as people give them, turned into seconds of a span that holds them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..clock import Span, parse_utc
from ..errors import UsageError

if TYPE_CHECKING:
    import pandas

Floats = NDArray[np.float64]
Times = str | datetime | Iterable[str] | Iterable[datetime] | ArrayLike

SHORTEST_SPAN_S = 1e-3  # of a single moment: a span without a length holds no moment


@dataclass(frozen=True)
class Moments:
    """N moments, in the order given: ``t_s`` (N,) seconds since the start of a span that reaches from first to last."""

    span: Span
    t_s: Floats


def moments(times: Times, span: Span | None = None) -> Moments:
    """Return one or many moments: ISO texts or datetimes with a time zone, or seconds since the start of ``span``.

    Series and indices of pandas with a time zone are taken as well. Seconds may lie outside the span. Raises UsageError
    for no moment at all, for times without a zone, and for numbers that are not finite or lack a span.
    """
    if span is not None:
        return _of_seconds(times, span)
    one = isinstance(times, str | date | np.datetime64) or not isinstance(times, Iterable)
    given: list[Any] = [times] if one else list(times)  # type: ignore[arg-type]
    for time in given:
        if isinstance(time, np.datetime64):
            raise UsageError(f"time {time} has no time zone; take the pandas Series, not its values, or write ISO text")
        if not isinstance(time, str | date):
            raise UsageError(f"time {time!r} must be ISO text or a datetime; seconds need span= beside them")
    utc = [parse_utc(time) for time in given]
    if not utc:
        raise UsageError("no time is given; give one moment at least")
    start = min(utc)
    t_s = np.array([(moment - start).total_seconds() for moment in utc])
    return Moments(Span(start, max(float(t_s.max()), SHORTEST_SPAN_S)), t_s)


def _of_seconds(times: Times, span: Span) -> Moments:
    try:
        t_s = np.atleast_1d(np.asarray(times, dtype=np.float64)).ravel()
    except (TypeError, ValueError):
        raise UsageError(
            "with span= times are numbers, seconds since its start; ISO texts and datetimes go without"
        ) from None
    if t_s.size == 0:
        raise UsageError("no time is given; give one moment at least")
    if not np.isfinite(t_s).all():
        raise UsageError("times in seconds must be finite numbers")
    shift_s = float(np.floor(t_s.min()))  # whole seconds, which a datetime holds exactly
    t_s = t_s - shift_s
    return Moments(Span(span.start + timedelta(seconds=shift_s), max(float(t_s.max()), SHORTEST_SPAN_S)), t_s)


def utc_column(span: Span, t_s: Floats) -> pandas.DatetimeIndex:
    """Return times in seconds since the start of a span as UTC timestamps, rounded to the microsecond."""
    import pandas

    since = np.rint(t_s * 1e6).astype("timedelta64[us]")
    return pandas.DatetimeIndex(np.datetime64(span.start.astimezone(UTC).replace(tzinfo=None), "us") + since, tz="UTC")
