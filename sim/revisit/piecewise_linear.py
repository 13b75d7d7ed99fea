"""A number that changes along a span in straight pieces, and its statistics over a uniform instant, exactly.

The age of data grows by one second a second. The time to the next access falls at that rate. The number of
satellites in sight is constant between a rise and the next rise or set. Every figure that has a value at each
instant consists of such pieces. Means, deviations, percentiles and shares of time are sums over pieces; nothing is
sampled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from ..intervals import Intervals, union

Array = NDArray[np.float64]
Compare = Literal["at most", "less than", "at least", "greater than", "equal to"]  # the five criteria of STK
COMPARISONS: tuple[str, ...] = get_args(Compare)

# A share of the time that rounding may add to another: below it, "as much as asked" is not "less".
TIE = 1e-12


@dataclass(frozen=True)
class Pieces:
    """Straight pieces on [start_s, end_s), in order of time, apart from each other; all arrays of one length.

    ``value`` is the value at the start of a piece. It changes by ``slope`` a second. ``open`` marks pieces whose values
    are only lower bounds, because the event from which or to which they are measured was not found. Between pieces
    there is no value. Statistics are over the instants inside pieces, ``time_s`` in total. Without pieces every
    statistic is NaN.
    """

    start_s: Array
    end_s: Array
    value: Array
    slope: Array
    open: NDArray[np.bool_]

    @property
    def length_s(self) -> Array:
        return self.end_s - self.start_s

    @property
    def time_s(self) -> float:
        return float(self.length_s.sum())

    @property
    def end_value(self) -> Array:
        """The value that each piece runs up or down to, its end not included."""
        return self.value + self.slope * self.length_s

    @property
    def lowest(self) -> Array:
        return np.minimum(self.value, self.end_value)

    @property
    def highest(self) -> Array:
        return np.maximum(self.value, self.end_value)

    @property
    def is_lower_bound(self) -> bool:
        """Whether any value is."""
        return bool(self.open.any())

    @property
    def open_share(self) -> float:
        """Share of the time, 0 to 1, at which the value is only a lower bound."""
        return float(self.length_s[self.open].sum() / self.time_s) if self.start_s.size else np.nan

    def only(self, keep: NDArray[np.bool_]) -> Pieces:
        """Return the pieces marked."""
        return Pieces(self.start_s[keep], self.end_s[keep], self.value[keep], self.slope[keep], self.open[keep])

    def at(self, t_s: ArrayLike, *, lower_bounds: bool = False) -> Array:
        """Return the values at instants, of any shape; NaN between pieces, and where only a lower bound is known.

        With ``lower_bounds`` the bound is returned instead. At the end of the last piece the limit of its values is
        returned, so that a plot may end there. Raises UsageError for an instant that is not a number, or lies before
        the first or after the last piece.
        """
        t = np.asarray(t_s, dtype=np.float64)
        if not self.start_s.size:
            return np.full(t.shape, np.nan)
        first_s, last_s = self.start_s[0], self.end_s[-1]
        outside = ~((t >= first_s) & (t <= last_s))
        if outside.any():
            stray = float(t[outside].flat[0])
            raise UsageError(f"instant {stray:g} s must lie within the span, [{first_s:g}, {last_s:g}) s")
        piece = np.maximum(np.searchsorted(self.start_s, t, side="right") - 1, 0)
        value = self.value[piece] + self.slope[piece] * (t - self.start_s[piece])
        known = (t < self.end_s[piece]) | (t == last_s)
        return np.where(known & (lower_bounds | ~self.open[piece]), value, np.nan)

    @property
    def mean(self) -> float:
        if not self.start_s.size:
            return np.nan
        return float(((self.value + self.end_value) * self.length_s).sum() / (2.0 * self.time_s))

    @property
    def std(self) -> float:
        """Standard deviation over all instants (of the population: nothing is sampled)."""
        if not self.start_s.size:
            return np.nan
        a, b = self.value - self.mean, self.end_value - self.mean
        return float(np.sqrt(((a * a + a * b + b * b) * self.length_s).sum() / (3.0 * self.time_s)))

    @property
    def minimum(self) -> float:
        """The greatest number that no value is below."""
        return float(self.lowest.min()) if self.start_s.size else np.nan

    @property
    def maximum(self) -> float:
        """The least number that no value is above."""
        return float(self.highest.max()) if self.start_s.size else np.nan

    def share(self, compare: Compare, threshold: float) -> float:
        """Return the share of the time, 0 to 1, at which the value compares so with the threshold."""
        if not self.start_s.size:
            return np.nan
        return float(min((self._held_s(compare, threshold)).sum() / self.time_s, 1.0))

    def where(self, compare: Compare, threshold: float) -> Intervals:
        """Return the stretches at which the value compares so with the threshold, as a disjoint set."""
        held_s = self._held_s(compare, threshold)
        low_first = compare in ("at most", "less than")
        from_start = (self.slope == 0.0) | ((self.slope > 0.0) == low_first)
        whole = held_s == self.length_s  # then both ends are those of the piece, not rounded
        start_s = np.where(from_start | whole, self.start_s, self.end_s - held_s)
        end_s = np.where(from_start & ~whole, self.start_s + held_s, self.end_s)
        some = held_s > 0.0
        return union(np.column_stack([start_s[some], end_s[some]]))

    def percentile(self, percent: float) -> float:
        """Return the least value that ``percent`` of the time does not exceed (STK: percent below)."""
        return self._level(percent, 1.0)

    def percentile_above(self, percent: float) -> float:
        """Return the greatest value that ``percent`` of the time does not fall short of (STK: percent above)."""
        return -self._level(percent, -1.0)

    def _held_s(self, compare: Compare, threshold: float) -> Array:
        """Seconds of each piece at which the comparison holds; a ramp passes its threshold in no time."""
        if compare not in COMPARISONS:
            raise UsageError(f"comparison {compare!r} must be one of {', '.join(COMPARISONS)}")
        flat, length_s = self.slope == 0.0, self.length_s
        level = {
            "at most": self.value <= threshold,
            "less than": self.value < threshold,
            "at least": self.value >= threshold,
            "greater than": self.value > threshold,
            "equal to": self.value == threshold,
        }[compare]
        if compare == "equal to":
            return np.where(flat & level, length_s, 0.0)
        steepness = np.where(flat, 1.0, np.abs(self.slope))
        from_low = np.clip((threshold - self.lowest) / steepness, 0.0, length_s)
        ramp_s = from_low if compare in ("at most", "less than") else length_s - from_low
        return np.where(flat, np.where(level, length_s, 0.0), ramp_s)

    def _level(self, percent: float, sign: float) -> float:
        """Percentile of ``sign`` times the value, from below."""
        if not 0.0 <= percent <= 100.0:
            raise UsageError(f"percentile {percent:g} must lie between 0 and 100")
        if not self.start_s.size:
            return np.nan
        low, high = (self.lowest, self.highest) if sign > 0.0 else (-self.highest, -self.lowest)
        flat, length_s, time_s = self.slope == 0.0, self.length_s, self.time_s
        # Going down from the highest value, time at or above it grows: by a jump at each level piece, and in between at
        # a rate that each ramp raises at its top and lowers at its foot.
        rate = 1.0 / np.abs(self.slope[~flat])
        corner = np.concatenate([low[flat], high[~flat], low[~flat]])
        jump = np.concatenate([length_s[flat], np.zeros(2 * rate.size)])
        bend = np.concatenate([np.zeros(np.count_nonzero(flat)), rate, -rate])
        order = corner.argsort(kind="stable")[::-1]
        corner, jump, rate_below = corner[order], jump[order], np.cumsum(bend[order])
        fell_s = np.concatenate([[0.0], np.cumsum(rate_below[:-1] * -np.diff(corner))])
        above_s = fell_s + np.concatenate([[0.0], np.cumsum(jump)[:-1]])  # strictly above each corner
        allowed_s = (1.0 - percent / 100.0) * time_s
        # The lowest corner with no more than the allowed time above it; then down from it as far as is allowed.
        last = int(np.flatnonzero(above_s <= allowed_s + TIE * time_s)[-1])
        spare_s = allowed_s - above_s[last] - jump[last]
        if last + 1 == corner.size or spare_s <= TIE * time_s:
            return float(corner[last])
        return float(corner[last] - spare_s / rate_below[last])


def steps(edge_s: ArrayLike, value: ArrayLike) -> Pieces:
    """Return level pieces between consecutive edges, (K + 1,) in s, with the values (K,); empty ones are left out."""
    edge, level = np.asarray(edge_s, dtype=np.float64), np.asarray(value, dtype=np.float64)
    some = edge[:-1] < edge[1:]
    found = level[some]
    return Pieces(edge[:-1][some], edge[1:][some], found, np.zeros(found.size), np.zeros(found.size, dtype=np.bool_))
