"""The apparent Sun from JPL's DE421 by way of Skyfield: exact, and 0.1 ms a time, so asked for sparsely."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from .clock import Span, format_utc, skyfield_times
from .constants import DAY_S
from .errors import DataError
from .shipped import data_path

Array = NDArray[np.float64]

EPHEMERIS = "de421_sun_2000_2053.bsp"
VALID_FROM = datetime(2000, 1, 1, tzinfo=UTC)
VALID_TO = datetime(2053, 1, 1, tzinfo=UTC)  # the file reaches two weeks further at either end


def check_dates(span: Span, from_s: float, to_s: float) -> None:
    """Raise DataError unless the ephemeris holds for [from_s, to_s], in seconds of the span."""
    if span.seconds(VALID_FROM) <= from_s and to_s <= span.seconds(VALID_TO):
        return
    raise DataError(
        f"the Sun's ephemeris holds from {VALID_FROM:%Y-%m-%d} to {VALID_TO:%Y-%m-%d} UTC, "
        f"but is asked for from {_date(span, from_s)} to {_date(span, to_s)}; choose dates inside"
    )


def sun_itrs_km_and_ut1_s(span: Span, t_s: Array) -> tuple[Array, Array]:
    """Return the apparent geocentric Sun, (T, 3) in Earth-fixed km, and UT1 - UTC, (T,) in s.

    Light time and the aberration of the Earth's centre are in it. The bending of light is not: the Sun does
    not bend its own, and that of Jupiter and Saturn, which the excerpt lacks, is below 1e-6 degrees.
    """
    from skyfield.framelib import itrs
    from skyfield.jpllib import SpiceKernel

    times = skyfield_times(span, t_s)
    with closing(SpiceKernel(str(data_path(EPHEMERIS)))) as kernel:
        apparent = kernel["earth"].at(times).observe(kernel["sun"]).apparent(deflectors=())
        return np.asarray(apparent.frame_xyz(itrs).km.T), np.asarray(times.dut1)


def _date(span: Span, t_s: float) -> str:
    try:
        return format_utc(span.moment(t_s))
    except (OverflowError, ValueError):
        return f"{t_s / DAY_S:g} days after {format_utc(span.start)}"
