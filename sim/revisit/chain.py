"""From the order to the desk: how long after a request is the image there, and how old is what lies there.

A request at a uniform instant of the span is prepared, goes up at a satellite's next contact with a command station,
is carried out at its next window over the target, comes down at its next contact with a receive station, and is
processed. Each leg waits for a contact that still lasts long enough; of all satellites the one that is through first
counts. This is STK's system response time (https://help.agi.com/stk/Content/cov/systemResponse.htm), with processing
on the ground added to its end, and computed exactly: STK samples it at a time step.

The time on the desk is a non-decreasing function of the time of the request, made of straight pieces; no instant is
drawn or sampled. A request whose chain does not end within what was searched is *censored*: all that is known is that
it takes longer. ``searched_to_s`` well beyond the span leaves few of them.
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
    """What passes in any case between request and desk, in s, and which legs wait for a station.

    ``relay``: a relay satellite is always in sight, the leg takes its time but waits for nobody. ``already tasked``:
    the satellite has the order on board; there is no preparation, no command and no ``pre_collect_s``. Raises
    UsageError for a time that is negative or not finite, and for an unknown way.
    """

    preparation_s: float = 0.0  # of the command, on the ground
    command_s: float = 0.0  # that a contact has to last for the uplink
    pre_collect_s: float = 0.0  # from the command's end until the satellite can collect
    collect_s: float = 0.0  # that a window over the target has to last
    post_collect_s: float = 0.0  # from the collection's end until its data can go down: processing on board
    downlink_s: float = 0.0  # that a contact has to last for the downlink
    processing_s: float = 0.0  # on the ground, until it lies on the desk
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
        """What passes in any case: the shortest time from request to desk."""
        before_s = 0.0 if self.commanding == "already tasked" else self.preparation_s + self.command_s
        before_s += 0.0 if self.commanding == "already tasked" else self.pre_collect_s
        return before_s + self.collect_s + self.post_collect_s + self.downlink_s + self.processing_s


@dataclass(frozen=True)
class ChainTimes:
    """Times of a chain from a uniform instant of the span: to the desk, or (``system_age``) the age on the desk.

    ``time`` has them instant by instant, ``waits`` what of them was spent waiting in each leg: for "command", "target"
    and "downlink". The rest, ``fixed_s``, passes in any case. Censored requests enter ``mean_s`` and ``max_s`` with the
    lower bound that is known, and count as late in ``share_within`` and ``percentile``; ``waits`` leave them out.
    """

    time: Pieces
    waits: dict[str, Pieces]
    fixed_s: float
    _course: Course
    _legs: tuple[tuple[Leg, ...], ...]
    _sign: float  # -1 where time runs backwards, for the age

    @property
    def share_censored(self) -> float:
        """Share of requests, 0 to 1, of which the end was not found."""
        return self.time.open_share

    @property
    def is_lower_bound(self) -> bool:
        """Whether the mean and the longest are."""
        return self.time.is_lower_bound

    @property
    def mean_s(self) -> float:
        return self.time.mean

    @property
    def max_s(self) -> float:
        return self.time.maximum

    def percentile(self, percent: float) -> float:
        """Return the least time that ``percent`` of all requests do not exceed; NaN if that is among the censored."""
        if not 0.0 <= percent <= 100.0:
            raise UsageError(f"percentile {percent:g} must lie between 0 and 100")
        known = self.time.only(~self.time.open)
        share = known.time_s / self.time.time_s
        if not known.time_s or percent > 100.0 * share * (1.0 + 1e-12):
            return np.nan
        return known.percentile(min(percent / share, 100.0))

    def share_within(self, limit_s: float) -> float:
        """Return the share of requests, 0 to 1, served within so many seconds as far as is known."""
        known = self.time.only(~self.time.open)
        return known.share("at most", limit_s) * known.time_s / self.time.time_s if known.time_s else 0.0

    def at(self, t_s: ArrayLike) -> Array:
        """Return the time for requests at instants of the span, of any shape, exact; NaN for the censored.

        Raises UsageError for an instant outside the span.
        """
        t = np.asarray(t_s, dtype=np.float64)
        self.time.at(t)  # refuses what lies outside
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
        """Share of requests that each satellite serves; what is missing to 1 is censored."""
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

    ``targets``, ``commands`` and ``downlinks`` hold for each satellite, in one order, its windows over the target and
    its contacts with stations, rows (N, 2) in s that may overlap; each row has to hold its leg alone, for two stations
    do not share a transmission. ``commands`` and ``downlinks`` may be None where the chain does not wait for them.
    ``searched_to_s`` is how far all were searched for; left out, as far as they reach. Raises UsageError for lists that
    do not match, and for what ``gaps.gaps`` refuses.
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
    # A chain not completed has its last contact still before it, beyond the search; then comes what follows that.
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

    The chain read backwards: from the desk to the last downlink that was through by then, and from it to the end of the
    last collection whose data it could bring. The age counts from that end. The target is on standing order: when it
    was commanded does not matter, so the command leg of the chain is left out. ``searched_from_s`` is how far back
    windows and contacts were searched for; left out, as far as they reach. Arguments and errors as in
    ``order_to_desk``.
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
    # A collection that was not found began before the search, and ended up to collect_s after its beginning.
    time = _reversed(found.total(fixed_s, -(from_s + chain.collect_s)))
    waits = {name: _reversed(found.wait(n)) for n, name in enumerate((DOWNLINK, TARGET))} if legs else {}
    return ChainTimes(time, waits, fixed_s, found, tuple(legs), -1.0)


def _present(contacts: Sequence[ArrayLike] | None, name: str) -> Sequence[ArrayLike]:
    if contacts is None:
        raise UsageError(f"the chain waits for stations: {name} must hold each satellite's contacts with them")
    return contacts


def _searched(
    needed: dict[str, Sequence[ArrayLike]],
    span_start_s: float,
    span_end_s: float,
    searched_from_s: float | None,
    searched_to_s: float | None,
) -> tuple[dict[str, list[Intervals]], float, float]:
    """All rows checked and cut to the search, and how far that reaches."""
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
    """The same with time running the other way."""
    return Pieces(-value.end_s[::-1], -value.start_s[::-1], value.end_value[::-1], -value.slope[::-1], value.open[::-1])
