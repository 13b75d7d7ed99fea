"""Cloud as a probability: how likely a place is clear when a satellite looks, from what the user supplies.

Nothing is shipped: a climatology is the user's to choose. Its cloud fraction is read as the probability that the line
of sight to a point is cloudy, so the place is clear with 1 minus that. Left out: the time of day (a climatology of
the whole day hides the cloud of afternoons), slanted views, which meet the sides of clouds too and are clear less
often than the fraction says, and the size of a scene: a fraction of 0.5 says nothing about how often a whole scene is
clear. Looks close in time see the same weather; see what is done with the probabilities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..clock import Span
from ..errors import UsageError
from ..plain_text import quoted
from .cloud_fields import CloudField, Everywhere, fractions
from .cloud_files import read_cloud_csv
from .plain_numbers import is_number
from .sites import Site

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Months = Literal["steps", "linear"]
NETCDF = (".nc", ".nc4", ".netcdf", ".cdf")


@dataclass(frozen=True)
class CloudCover:
    """Cloud fraction by place and UTC month.

    ``months`` says what lies between two months. ``"steps"``, the default: a month's figure holds all through it. It is
    a mean over the month, so this alone keeps that mean, and every figure used can be found in the source; the jump
    at the month's end is the price. ``"linear"`` runs from the middle of one month to the middle of the next, December
    to January too: smooth, but the mean over a month comes out less extreme than it was given (Taylor, Williamson and
    Zwiers 2000, PCMDI report 60, on mid-month values of monthly means).
    """

    field: CloudField
    source: str
    months: Months = "steps"

    def monthly(self, *, lat_deg: ArrayLike, lon_deg: ArrayLike, names: Sequence[str] | None = None) -> Floats:
        """Return the cloud fraction of N places by month, (N, 12), 0 to 1, January first.

        ``names`` are needed where the source goes by name. Raises UsageError for a place the source does not cover.
        """
        lat, lon = np.broadcast_arrays(np.asarray(lat_deg, np.float64), np.asarray(lon_deg, np.float64))
        return self.field.monthly(lat.reshape(-1), lon.reshape(-1), names)

    def clear_probability(
        self,
        span: Span,
        t_s: ArrayLike,
        *,
        lat_deg: ArrayLike,
        lon_deg: ArrayLike,
        names: Sequence[str] | None = None,
    ) -> Floats:
        """Return the probability that each place is clear at its time, (N,), in seconds since the start of the span.

        Times and coordinates are broadcast against each other. Raises UsageError as ``monthly`` does.
        """
        t, lat, lon = np.broadcast_arrays(*(np.asarray(a, np.float64) for a in (t_s, lat_deg, lon_deg)))
        table = self.monthly(lat_deg=lat, lon_deg=lon, names=names)
        clear = self._clear(table, span, t.reshape(-1), np.arange(t.size))
        return clear.reshape(t.shape)

    def clear_at_looks(self, places: Sequence[Site], span: Span, start_s: ArrayLike, target: ArrayLike) -> Floats:
        """Return the probability that each of N looks, begun at ``start_s``, finds its place clear, (N,).

        ``target`` is the index of each look's place in ``places``. The source is asked once a place, however many the
        looks. Raises UsageError for a place it does not cover, looked at or not.
        """
        table = self.monthly(
            lat_deg=np.array([p.lat_deg for p in places]),
            lon_deg=np.array([p.lon_deg for p in places]),
            names=[p.name for p in places],
        )
        return self._clear(table, span, np.asarray(start_s, np.float64), np.asarray(target, np.int64))

    def _clear(self, table: Floats, span: Span, t_s: Floats, row: Ints) -> Floats:
        utc_ms = span.milliseconds(t_s).astype("datetime64[ms]")
        month = utc_ms.astype("datetime64[M]")
        if self.months == "steps":
            return 1.0 - table[row, _january_is_0(month)]
        earlier = month - (utc_ms < _middle(month))
        into = (utc_ms - _middle(earlier)) / (_middle(earlier + 1) - _middle(earlier))
        before, after = table[row, _january_is_0(earlier)], table[row, _january_is_0(earlier + 1)]
        return 1.0 - (before + (after - before) * into)


def cloud_from(value: Any, base_folder: str | Path | None = None) -> CloudCover:
    """Return the cloud cover that a scenario's key holds.

    - a number: the cloud fraction, 0 to 1, of every place and month;
    - a list of twelve: by month, January first;
    - a file name, relative to ``base_folder``: CSV (see ``read_cloud_csv``) or netCDF (see ``read_cloud_netcdf``);
    - a table: ``fraction`` (a number or twelve) or ``file``, and if wanted ``months`` ("steps" or "linear") and, for
      netCDF, ``variable`` and ``units``.

    Raises UsageError for anything else and as the readers do.
    """
    table = dict(value) if isinstance(value, Mapping) else {"file" if isinstance(value, str) else "fraction": value}
    unknown = sorted(set(table) - {"fraction", "file", "months", "variable", "units"})
    if unknown:
        raise UsageError(f"cloud has no key {unknown[0]!r}; it has fraction or file, months, variable and units")
    if ("fraction" in table) == ("file" in table):
        raise UsageError("cloud needs either a fraction or a file, and not both")
    months = table.get("months", "steps")
    if months not in get_args(Months):
        raise UsageError(f"cloud: months = {months!r} must be 'steps' or 'linear'")
    file = table.get("file")
    suffix = Path(file).suffix.lower() if isinstance(file, str) else ""
    for key in ("variable", "units"):
        if key in table and not (suffix in NETCDF and isinstance(table[key], str)):
            raise UsageError(f"cloud: {key} = {table[key]!r} must be text, and belongs to a netCDF file")
    if file is None:
        return CloudCover(Everywhere(_twelve(table["fraction"])), "as stated", months)
    if not isinstance(file, str):
        raise UsageError(f"cloud: file = {file!r} must be a file name in quotes")
    path = Path(base_folder or ".") / file
    if suffix == ".csv":
        return CloudCover(read_cloud_csv(path), path.name, months)
    if suffix in NETCDF:
        from .cloud_netcdf import read_cloud_netcdf

        read = read_cloud_netcdf(path, variable=table.get("variable"), units=table.get("units"))
        return CloudCover(read, path.name, months)
    raise UsageError(
        f"cloud: {file!r} must be a number from 0 to 1, twelve of them, or a file that ends in .csv or .nc"
    )


def _twelve(value: Any) -> Floats:
    given = value if isinstance(value, (list, tuple)) else [value] * 12
    if not all(map(is_number, given)):
        raise UsageError(f"cloud: {quoted(value)} must be a number from 0 to 1, twelve of them, or a file name")
    if len(given) != 12:
        raise UsageError(f"cloud: a list has twelve fractions, January first; this one has {len(given)}")
    return fractions(given, "cloud")


def _january_is_0(month: NDArray[np.datetime64]) -> Ints:
    return month.astype(np.int64) % 12  # numpy counts from January 1970


def _middle(month: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    begins, ends = month.astype("datetime64[ms]"), (month + 1).astype("datetime64[ms]")
    return begins + (ends - begins) // 2
