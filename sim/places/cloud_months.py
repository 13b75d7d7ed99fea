"""Which entry of an axis is January, February ...: an axis of twelve is months only where it says so."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import DataError
from ..plain_text import quoted

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
# What files call an axis of months that has no values, or plain numbers.
AXIS_NAMES = {"time", "month", "months", "mon", "moy", "month_of_year", "time_counter", "climatology_month"}


def month_order(data: Any, axis: Hashable, source: str) -> NDArray[np.int64]:
    """Return the twelve entries of an axis of an xarray Dataset in the order of the months, January first.

    The axis holds dates, one in each month; or counts months since some month; or names months in English; or numbers
    them 1 to 12 in any order; or is called time or month and has no values, or 0 to 11 in order: January first. Raises
    DataError for any other axis.
    """
    is_named = str(axis).casefold() in AXIS_NAMES
    if axis not in data.variables:
        if is_named:
            return np.arange(12)
        raise DataError(f"{source}: the dimension {axis} has no values that say it is months; call it month")
    coordinate = data[axis]
    units = str(coordinate.attrs.get("units", "")).strip()
    if np.issubdtype(coordinate.dtype, np.number):
        months = _numbered(coordinate.values.astype(np.float64), units, axis, source, is_named)
    elif coordinate.dtype.kind in "MO" and hasattr(coordinate, "dt"):
        months = np.asarray(coordinate.dt.month.values, dtype=np.int64)
    elif coordinate.dtype.kind in "UOS":
        months = _named([_text(value) for value in coordinate.values.tolist()], axis, source)
    else:
        raise DataError(f"{source}: the values of {axis} are no months")
    if sorted(months.tolist()) != list(range(1, 13)):
        raise DataError(
            f"{source}: the twelve dates of {axis} must be one in each month; they are in {months.tolist()}"
        )
    return np.argsort(months)


def _numbered(
    values: NDArray[np.float64], units: str, axis: Hashable, source: str, is_named: bool
) -> NDArray[np.int64]:
    not_months = DataError(
        f"{source}: the twelve values of {axis}{f' in {units}' if units else ''}, {values[0]:g} to {values[-1]:g}, "
        "are no months; choose one and average the cloud by month first"
    )
    if not np.isfinite(values).all():
        raise not_months
    since = re.fullmatch(r"months? since \d+-(\d+)(-\d+)?([ T].*)?", units, re.ASCII | re.IGNORECASE)
    if since:
        return (np.floor(values).astype(np.int64) + int(since[1]) - 1) % 12 + 1
    if units and units.casefold() not in ("1", "month", "months", "month of year"):
        raise not_months  # dates that could not be read, levels, hours
    if (is_named or units) and sorted(values) == list(range(1, 13)):
        return values.astype(np.int64)
    if is_named and values.tolist() == list(range(12)):
        return np.arange(1, 13)
    raise not_months


def _named(texts: list[str], axis: Hashable, source: str) -> NDArray[np.int64]:
    found = []
    for text in texts:
        word = text.strip().strip(".").casefold()
        fitting = [m for m, name in enumerate(MONTHS, start=1) if word == name or (len(word) >= 3 and word == name[:3])]
        fitting = fitting or ([9] if word == "sept" else [])
        if not fitting:
            raise DataError(
                f"{source}: {quoted(text)} on the axis {axis} is no month; write January or Jan, or 1 to 12"
            )
        found.append(fitting[0])
    return np.array(found, dtype=np.int64)


def _text(value: Any) -> str:
    return value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value)
