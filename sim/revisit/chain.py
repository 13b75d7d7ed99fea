"""The time from a request to its image on the desk, and the age of the newest image on the desk.

A request is made at a uniform instant of the span. It is prepared. It is sent up at a satellite's next contact with a
command station. The image is taken in the satellite's next window over the target. The data come down at its next
contact with a receive station and are processed. Each leg waits for a contact that still lasts long enough. The
satellite that finishes first counts. This is STK's system response time
(https://help.agi.com/stk/Content/cov/systemResponse.htm) plus processing on the ground. STK samples it at a time step;
here it is computed exactly.

The time at which the image is on the desk never falls as the time of the request grows, and consists of straight
pieces. No instant is drawn or sampled. A request is *censored* if its chain does not end within the search: the time
it takes is then only known to be longer. With ``searched_to_s`` well beyond the span few requests are censored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from ..intervals import Intervals, as_intervals, clip
from .chain_legs import Course, Leg, best_from, course
from .gaps import search_range
from .piecewise_linear import Pieces

Array = NDArray[np.float64]
Commanding = Literal["stations", "relay", "already tasked"]
Downlinking = Literal["stations", "relay"]
COMMANDING: tuple[str, ...] = get_args(Commanding)
DOWNLINKING: tuple[str, ...] = get_args(Downlinking)
COMMAND, TARGET, DOWNLINK = "command", "target", "downlink"


@dataclass(frozen=True)
class Chain:
    """The fixed times between request and desk, in s, and the legs that wait for a station.

    ``relay``: a relay satellite is always in sight, so the leg takes its time without a wait. ``already tasked``: the
    satellite has the order on board, so there is no preparation, no command and no ``pre_collect_s``. Raises UsageError
    for a time that is negative or not finite, and for an unknown way.
    """

    preparation_s: float = 0.0  # of the command, on the ground
    command_s: float = 0.0  # the least length of a contact for the uplink
    pre_collect_s: float = 0.0  # from the command's end until the satellite can collect
    collect_s: float = 0.0  # the least length of a window over the target
    post_collect_s: float = 0.0  # from the collection's end until its data can go down: processing on board
    downlink_s: float = 0.0  # the least length of a contact for the downlink
    processing_s: float = 0.0  # on the ground, until the image is on the desk
    commanding: Commanding = "stations"
    downlinking: Downlinking = "stations"

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name.endswith("_s") and not 0.0 <= value < np.inf:
                raise UsageError(f"{field.name} = {value:g} must be 0 or more, and finite")
        for name, ways in (("commanding", COMMANDING), ("downlinking", DOWNLINKING)):
            if getattr(self, name) not in ways:
                raise UsageError(f"{name} = {getattr(self, name)!r} must be one of {', '.join(ways)}")

    @property
    def fixed_s(self) -> float:
        """The sum of the fixed times: the shortest time from request to desk."""
        before_s = 0.0 if self.commanding == "already tasked" else self.preparation_s + self.command_s
        before_s += 0.0 if self.commanding == "already tasked" else self.pre_collect_s
        return before_s + self.collect_s + self.post_collect_s + self.downlink_s + self.processing_s


@dataclass(frozen=True)
class ChainTimes:
    """Times of a chain for a uniform instant of the span: until the desk, or (``system_age``) the age on the desk.

    ``time`` gives the time for each instant. ``waits`` gives the wait in each leg: "command", "target" and "downlink".
    ``fixed_s`` is the rest, equal for all instants. Censored requests enter ``mean_s`` and ``max_s`` with their lower
    bound. They count as late in ``share_within`` and ``percentile``. ``waits`` leave them out.
    """

    time: Pieces
    waits: dict[str, Pieces]
    fixed_s: float
    _course: Course
    _legs: tuple[tuple[Leg, ...], ...]
    _sign: float  # -1 where time runs backwards, for the age

    @property
    def share_censored(self) -> float:
        """Share of requests, 0 to 1, whose chain does not end within the search."""
        return self.time.open_share

    @property
    def is_lower_bound(self) -> bool:
        """Whether the mean and the longest time are lower bounds."""
        return self.time.is_lower_bound

    @property
    def mean_s(self) -> float:
        return self.time.mean

    @property
    def max_s(self) -> float:
        return self.time.maximum

    def percentile(self, percent: float) -> float:
        """Return the least time that ``percent`` of all requests do not exceed; NaN if that request is censored."""
        if not 0.0 <= percent <= 100.0:
            raise UsageError(f"percentile {percent:g} must lie between 0 and 100")
        known = self.time.only(~self.time.open)
        share = known.time_s / self.time.time_s
        if not known.time_s or percent > 100.0 * share * (1.0 + 1e-12):
            return np.nan
        return known.percentile(min(percent / share, 100.0))

    def share_within(self, limit_s: float) -> float:
        """Return the share of requests, 0 to 1, known to be served within so many seconds."""
        known = self.time.only(~self.time.open)
        return known.share("at most", limit_s) * known.time_s / self.time.time_s if known.time_s else 0.0

    def at(self, t_s: ArrayLike) -> Array:
        """Return the time for requests at instants of the span, of any shape, exact; NaN for the censored.

        Raises UsageError for an instant outside the span.
        """
        t = np.asarray(t_s, dtype=np.float64)
        self.time.at(t)  # raises for instants outside the span
        satellite, wait_s = best_from(self._legs, self._sign * t.reshape(-1))
        return np.where(satellite >= 0, self.fixed_s + wait_s.sum(axis=0), np.nan).reshape(t.shape)

    def satellite_at(self, t_s: ArrayLike) -> NDArray[np.int64]:
        """Return which satellite serves requests at instants of the span, by its place in the lists; -1 for none."""
        t = np.asarray(t_s, dtype=np.float64)
        self.time.at(t)
        satellite, _ = best_from(self._legs, self._sign * t.reshape(-1))
        return satellite.reshape(t.shape)

    @property
    def share_by_satellite(self) -> Array:
        """Share of requests that each satellite serves; the rest up to 1 is censored."""
        length_s = self._course.end_s - self._course.start_s
        served = self._course.satellite >= 0
        found_s = np.bincount(self._course.satellite[served], length_s[served], minlength=len(self._legs))
        return found_s / length_s.sum()


def order_to_desk(
    chain: Chain,
    targets: Sequence[ArrayLike],
    commands: Sequence[ArrayLike] | None,
    downlinks: Sequence[ArrayLike] | None,
    span_start_s: float,
    span_end_s: float,
    *,
    searched_to_s: float | None = None,
) -> ChainTimes:
    """Return the times from a request, uniform over [span_start_s, span_end_s), to its image on the desk, in s.

    ``targets`` holds the windows of each satellite over the target. ``commands`` and ``downlinks`` hold its contacts
    with stations. All have the same order of satellites and rows (N, 2) in s, which may overlap. One row must be long
    enough for the whole leg, because two stations do not share a transmission. ``commands`` and ``downlinks`` may be
    None if the chain does not wait for them. ``searched_to_s`` is the end of the search; by default the last end of a
    row. Raises UsageError for lists that do not match, and as ``gaps.gaps``.
    """
    needed = {TARGET: targets}
    needed |= {COMMAND: _present(commands, "commands")} if chain.commanding == "stations" else {}
    needed |= {DOWNLINK: _present(downlinks, "downlinks")} if chain.downlinking == "stations" else {}
    rows, _, to_s = _searched(needed, span_start_s, span_end_s, None, searched_to_s)
    legs: list[tuple[Leg, ...]] = []
    names = [TARGET, DOWNLINK] if chain.commanding == "already tasked" else [COMMAND, TARGET, DOWNLINK]
    for k in range(len(targets)):
        of = {name: each[k] for name, each in rows.items()}
        leg = {
            COMMAND: Leg(chain.preparation_s, of.get(COMMAND), chain.command_s, chain.command_s),
            TARGET: Leg(chain.pre_collect_s if COMMAND in names else 0.0, of[TARGET], chain.collect_s, chain.collect_s),
            DOWNLINK: Leg(chain.post_collect_s, of.get(DOWNLINK), chain.downlink_s, chain.downlink_s),
        }
        legs.append(tuple(leg[name] for name in names))
    found = course(legs, float(span_start_s), float(span_end_s))
    # The last contact of an incomplete chain lies beyond the search; the fixed times after it are still to be added.
    until_s = to_s + chain.processing_s
    until_s += chain.post_collect_s + chain.downlink_s if chain.downlinking == "relay" else 0.0
    time = found.total(chain.fixed_s, until_s)
    waits = {name: found.wait(n) for n, name in enumerate(names)} if legs else {}
    return ChainTimes(time, waits, chain.fixed_s, found, tuple(legs), 1.0)


def system_age(
    chain: Chain,
    targets: Sequence[ArrayLike],
    downlinks: Sequence[ArrayLike] | None,
    span_start_s: float,
    span_end_s: float,
    *,
    searched_from_s: float | None = None,
) -> ChainTimes:
    """Return how old the newest image on the desk is at a uniform instant: STK's system age of data, in s.

    The chain is followed backwards: from the desk to the last downlink completed by then, and from there to the end of
    the last collection whose data it could carry. The age is measured from that end. The target is on standing order,
    so the command leg is left out. ``searched_from_s`` is the start of the search for windows and contacts; by default
    the first start of a row. Arguments and errors as in ``order_to_desk``.
    """
    needed = {TARGET: targets}
    needed |= {DOWNLINK: _present(downlinks, "downlinks")} if chain.downlinking == "stations" else {}
    rows, from_s, _ = _searched(needed, span_start_s, span_end_s, searched_from_s, None)
    legs: list[tuple[Leg, ...]] = []
    for k in range(len(targets)):
        back = {name: -each[k][:, ::-1] for name, each in rows.items()}
        down = Leg(chain.processing_s, back.get(DOWNLINK), chain.downlink_s, chain.downlink_s, backwards=True)
        legs.append((down, Leg(chain.post_collect_s, back[TARGET], chain.collect_s, 0.0, backwards=True)))
    found = course(legs, -float(span_end_s), -float(span_start_s))
    fixed_s = chain.processing_s + chain.downlink_s + chain.post_collect_s
    # A collection that was not found began before the search, and ended at most collect_s after the search began.
    time = _reversed(found.total(fixed_s, -(from_s + chain.collect_s)))
    waits = {name: _reversed(found.wait(n)) for n, name in enumerate((DOWNLINK, TARGET))} if legs else {}
    return ChainTimes(time, waits, fixed_s, found, tuple(legs), -1.0)


def _present(contacts: Sequence[ArrayLike] | None, name: str) -> Sequence[ArrayLike]:
    if contacts is None:
        raise UsageError(f"the chain waits for stations, so {name} must hold the contacts of each satellite with them")
    return contacts


def _searched(
    needed: dict[str, Sequence[ArrayLike]],
    span_start_s: float,
    span_end_s: float,
    searched_from_s: float | None,
    searched_to_s: float | None,
) -> tuple[dict[str, list[Intervals]], float, float]:
    """All rows, checked and cut to the search, and the limits of the search."""
    rows = {name: [as_intervals(one) for one in each] for name, each in needed.items()}
    n = len(rows[TARGET])
    for name, each in rows.items():
        if len(each) != n:
            raise UsageError(f"{n} satellites have windows over the target, but {len(each)} have {name} contacts")
    together = np.concatenate([one for each in rows.values() for one in each]) if n else as_intervals([])
    first_s, last_s = float(together[:, 0].min(initial=np.inf)), float(together[:, 1].max(initial=-np.inf))
    from_s, to_s = search_range(first_s, last_s, span_start_s, span_end_s, searched_from_s, searched_to_s)
    return {name: [clip(one, from_s, to_s) for one in each] for name, each in rows.items()}, from_s, to_s


def _reversed(value: Pieces) -> Pieces:
    """Return the same with the direction of time reversed."""
    return Pieces(-value.end_s[::-1], -value.start_s[::-1], value.end_value[::-1], -value.slope[::-1], value.open[::-1])
