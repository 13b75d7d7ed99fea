"""One figure of merit: its statistics, its value at an instant, and whether it satisfies a threshold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from ..intervals import Intervals
from .definitions import Definition
from .piecewise_linear import COMPARISONS, Compare, Pieces

Array = NDArray[np.float64]
_NEED_PERCENT = ("percentile", "num percent below", "percent below", "percent below gaps only", "percent above")
_NEED_LENGTHS = ("in span", "in span per day")
_NEED_N = ("total time above", "percent time above")
_SPREADS = ("std deviation", *_NEED_LENGTHS)  # may fall when a value that is a lower bound rises


@dataclass(frozen=True)
class Ask:
    """What a statistic may need besides its name."""

    percent: float = np.nan
    between_s: tuple[float, float] = (0.0, np.inf)
    n: int = 1


Statistic = Callable[[Ask], float]


@dataclass(frozen=True)
class Satisfaction:
    """A figure held against a threshold.

    ``met`` is for its static value, ``value``; ``certain`` says that no censored gap could turn it round. The shares, 0
    to 1, are of the span at whose instants the value meets the threshold, and of gaps or accesses that do; NaN where
    the figure has none. ``intervals`` are the stretches of the span at which it is met.
    """

    compare: Compare
    threshold: float
    statistic: str
    value: float
    met: bool
    certain: bool
    share_of_time: float
    share_of_each: float
    intervals: Intervals | None = field(repr=False)


@dataclass(frozen=True)
class Figure:
    """A figure of merit of one place over one span.

    ``over_time`` is its value at each instant; None if it has none. ``each`` holds the lengths of the gaps or accesses
    from which it is computed; None if it is not computed from lengths. ``open`` marks the lengths that are lower
    bounds. NaN means that there was nothing to measure.
    """

    definition: Definition
    over_time: Pieces | None
    each: Array | None
    open: NDArray[np.bool_]
    values: Mapping[str, Statistic]

    def __repr__(self) -> str:
        return f"<{self.definition.name}: {', '.join(self.values)}>"

    @property
    def is_lower_bound(self) -> bool:
        """Whether some length or instant entered as a lower bound, because its true end was cut off or not found."""
        return bool(self.open.any()) or (self.over_time is not None and self.over_time.is_lower_bound)

    def static(
        self,
        statistic: str | None = None,
        percent: float | None = None,
        *,
        between_s: tuple[float, float] | None = None,
        n: int | None = None,
    ) -> float:
        """Return one statistic of the whole span, by default the first of the definition.

        ``percent`` is for the percentiles, ``between_s`` (shortest, longest) for "in span", ``n`` satellites for "time
        above". Censored lengths enter as lower bounds. Raises UsageError for a statistic that the figure does not have,
        for a missing argument, and for an argument that the statistic does not take.
        """
        name = statistic or self.definition.statistic
        if name not in self.values:
            offered = ", ".join(self.values)
            raise UsageError(f"{self.definition.name} has no statistic {name!r}; it has {offered}")
        for given, wanted, what in (
            (percent, name in _NEED_PERCENT, "a percentage, 0 to 100"),
            (between_s, name in _NEED_LENGTHS, "a shortest and a longest length, between_s"),
            (n, name in _NEED_N, "a number of satellites, n"),
        ):
            if wanted != (given is not None):
                raise UsageError(f"{name!r} of {self.definition.name} {'needs' if wanted else 'does not take'} {what}")
        if percent is not None and not 0.0 <= percent <= 100.0:
            raise UsageError(f"percentile {percent:g} must lie between 0 and 100")
        if n is not None and n < 1:
            raise UsageError(f"coverage by at least {n} satellites says nothing; n must be 1 or more")
        if between_s is not None and not 0.0 <= between_s[0] <= between_s[1]:
            raise UsageError(f"lengths between {between_s[0]:g} and {between_s[1]:g} s must be 0 or more and in order")
        ask = Ask()
        return self.values[name](
            Ask(ask.percent if percent is None else percent, between_s or ask.between_s, ask.n if n is None else n)
        )

    def at(self, t_s: ArrayLike, *, lower_bounds: bool = False) -> Array:
        """Return the figure's value at instants of the span, exact, of the shape asked for.

        The value is NaN if it depends on something beyond the search (with clipped edges: beyond the span), such as the
        time to an access that was not found. STK has 1,000,000 s there. With ``lower_bounds`` the lower bound is
        returned instead. Raises UsageError for an instant outside the span, and for a figure without a value at an
        instant.
        """
        return self._timed().at(t_s, lower_bounds=lower_bounds)

    def satisfied(
        self,
        threshold: float,
        compare: Compare | None = None,
        statistic: str | None = None,
        percent: float | None = None,
    ) -> Satisfaction:
        """Return whether the figure satisfies a threshold, and the shares of the span and of its gaps that do.

        The default comparison is the better side: "at most" for a revisit time, "at least" for a coverage time. Raises
        UsageError as ``static`` does, and for a threshold that is not a number.
        """
        how = compare or self.definition.good
        if how not in COMPARISONS:
            raise UsageError(f"comparison {how!r} must be one of {', '.join(COMPARISONS)}")
        if np.isnan(threshold):
            raise UsageError(f"the threshold for {self.definition.name} must be a number, not nan")
        name = statistic or self.definition.statistic
        value = self.static(name, percent)
        met = bool(compared(np.float64(value), how, threshold))
        sure_side = met == (how in ("at least", "greater than"))  # longer lengths could not change it
        certain = not self.is_lower_bound or (sure_side and how != "equal to" and name not in _SPREADS)
        each = np.empty(0) if self.each is None else self.each
        return Satisfaction(
            compare=how,
            threshold=float(threshold),
            statistic=name,
            value=value,
            met=met,
            certain=certain and not np.isnan(value),
            share_of_time=np.nan if self.over_time is None else self.over_time.share(how, threshold),
            share_of_each=float(compared(each, how, threshold).mean()) if each.size else np.nan,
            intervals=None if self.over_time is None else self.over_time.where(how, threshold),
        )

    def _timed(self) -> Pieces:
        if self.over_time is None:
            raise UsageError(f"{self.definition.name} is of a whole span and has no value at an instant")
        return self.over_time


def compared(value: ArrayLike, compare: Compare, threshold: float) -> NDArray[np.bool_]:
    """Return where values compare so with the threshold; NaN never does."""
    number = np.asarray(value, dtype=np.float64)
    found = {
        "at most": number <= threshold,
        "less than": number < threshold,
        "at least": number >= threshold,
        "greater than": number > threshold,
        "equal to": number == threshold,
    }
    return np.asarray(found[compare])


def over_lengths(length_s: Array) -> dict[str, Statistic]:
    """Return the statistics over gaps or accesses of these lengths; NaN of none."""

    def of_some(measure: Callable[[Ask], float]) -> Statistic:
        return lambda ask: float(measure(ask)) if length_s.size else np.nan

    return {
        "average": of_some(lambda _: length_s.mean()),
        "minimum": of_some(lambda _: length_s.min()),
        "maximum": of_some(lambda _: length_s.max()),
        "std deviation": of_some(lambda _: length_s.std()),
        "sum": lambda _: float(length_s.sum()),
        "num percent below": of_some(lambda ask: np.percentile(length_s, ask.percent, method="inverted_cdf")),
        "percentile": of_some(lambda ask: np.percentile(length_s, ask.percent)),
    }


def over_instants(value: Pieces) -> dict[str, Statistic]:
    """Return the statistics over all instants of the span."""
    return {
        "average": lambda _: value.mean,
        "minimum": lambda _: value.minimum,
        "maximum": lambda _: value.maximum,
        "std deviation": lambda _: value.std,
        "percent below": lambda ask: value.percentile(ask.percent),
        "percent above": lambda ask: value.percentile_above(ask.percent),
    }


def over_counts(start_s: Array, length_s: Array, days: float, midnights_s: Array) -> dict[str, Statistic]:
    """Return the statistics of a number of things that start and last, over a span of so many days.

    ``midnights_s`` are the ends of the whole calendar days in it.
    """
    by_day = np.diff(np.searchsorted(np.sort(start_s), midnights_s, side="left"))

    def in_span(ask: Ask) -> int:
        shortest_s, longest_s = ask.between_s
        return int(np.count_nonzero((length_s >= shortest_s) & (length_s <= longest_s)))

    return {
        "total": lambda _: float(start_s.size),
        "per day": lambda _: start_s.size / days,
        "minimum per day": lambda _: float(by_day.min()) if by_day.size else np.nan,
        "maximum per day": lambda _: float(by_day.max()) if by_day.size else np.nan,
        "in span": lambda ask: float(in_span(ask)),
        "in span per day": lambda ask: in_span(ask) / days,
    }
