"""A sequence of legs, each of which waits for a contact: the end of the last leg for every start, exactly.

A leg begins as early as a contact allows. The end of the last leg therefore never falls as the start grows. It is
constant while some leg waits, and else grows as fast as the start. It changes from one to the other only where the
start plus the fixed times meets an end of a contact. Between two such instants one evaluation is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..intervals import Intervals
from .piecewise_linear import Pieces

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


class Leg:
    """A leg: after ``before_s`` it waits for a contact that still lasts ``needs_s``; ``takes_s`` later it ends.

    Without contacts (None) it never waits. One contact must hold the whole leg; two that touch or overlap are not
    joined. The end of a contact does not belong to it, so a leg that needs no time cannot begin there. With
    ``backwards``, where time is reversed, it can.
    """

    def __init__(
        self, before_s: float, contacts: Intervals | None, needs_s: float, takes_s: float, *, backwards: bool = False
    ) -> None:
        self.before_s, self.takes_s = before_s, takes_s
        self.waits = contacts is not None
        rows = np.empty((0, 2)) if contacts is None else contacts
        rows = rows[(rows[:, 1] - rows[:, 0] >= needs_s) & (rows[:, 0] < rows[:, 1])]
        last_s = np.maximum(rows[:, 1] - needs_s, rows[:, 0])
        order = last_s.argsort(kind="stable")
        self.first_s, self.last_s = rows[order, 0], last_s[order]  # it may begin from first to last
        # Of all contacts that serve from an instant on, the earliest start.
        self.earliest_s = np.minimum.accumulate(np.append(self.first_s, np.inf)[::-1])[::-1]
        self.last_serves = needs_s > 0.0 or backwards

    def begin_s(self, ready_s: Array) -> Array:
        """Return the begin of the leg for each instant at which it is ready; infinite if no contact follows."""
        if not self.waits:
            return ready_s
        k = np.searchsorted(self.last_s, ready_s, side="left" if self.last_serves else "right")
        begin_s: Array = np.maximum(ready_s, self.earliest_s[k])
        return begin_s


@dataclass(frozen=True)
class Course:
    """The best satellite and its waits for every start: arrays with one entry a piece of the span, in order.

    On a piece one satellite is the best for all starts; -1 if no sequence was completed. ``waiting`` is the first leg
    in which it waits; the number of legs if it waits in none. ``wait_s``, (legs, K), is the wait in each leg for a
    start at the beginning of the piece. A start one second later in the piece has a first wait that is one second
    shorter.
    """

    start_s: Array
    end_s: Array
    satellite: Indices
    waiting: Indices
    wait_s: Array

    def wait(self, leg: int) -> Pieces:
        """The wait in one leg, over all starts whose sequence was completed."""
        known = self.satellite >= 0
        slope = np.where(self.waiting == leg, -1.0, 0.0)
        found = Pieces(self.start_s, self.end_s, self.wait_s[leg], slope, ~known)
        return found.only(known)

    def total(self, fixed_s: float, until_s: float) -> Pieces:
        """The sum of all waits and of the fixed times, ``fixed_s``.

        Where no sequence was completed, it is a lower bound: the larger of this sum and of the time until ``until_s``.
        """
        turn_s = until_s - fixed_s
        cut = np.flatnonzero((self.satellite < 0) & (self.start_s < turn_s) & (turn_s < self.end_s))
        start_s, end_s = np.insert(self.start_s, cut + 1, turn_s), np.insert(self.end_s, cut, turn_s)
        known = np.insert(self.satellite >= 0, cut, False)
        waited_s = np.insert(self.wait_s.sum(axis=0), cut, np.inf)
        runs_on = np.insert(self.waiting == self.wait_s.shape[0], cut, False)
        value = np.where(known, fixed_s + waited_s, np.maximum(until_s - start_s, fixed_s))
        level = np.where(known, runs_on, start_s >= turn_s)
        return Pieces(start_s, end_s, value, np.where(level, 0.0, -1.0), ~known)


def waits_from(legs: Sequence[Leg], start_s: Array) -> Array:
    """Return the wait in each leg, (legs, N), for starts (N,); infinite where no contact serves, and in all after."""
    ready_s, found = start_s, np.empty((len(legs), start_s.size))
    for k, leg in enumerate(legs):
        ready_s = ready_s + leg.before_s
        begin_s = leg.begin_s(ready_s)
        served = np.isfinite(begin_s)
        found[k] = np.where(served, begin_s - np.where(served, ready_s, 0.0), np.inf)
        ready_s = begin_s + leg.takes_s
    return found


def best_from(by_satellite: Sequence[Sequence[Leg]], start_s: Array) -> tuple[Indices, Array]:
    """Return, for each start, the index of the sequence that ends first (-1: none), and its waits.

    There is one sequence for each satellite. The fixed times must be the same for all. Of equal ends the first sequence
    is taken.
    """
    n_legs = len(by_satellite[0]) if by_satellite else 0
    satellite = np.full(start_s.size, -1, dtype=np.int64)
    wait_s = np.full((n_legs, start_s.size), np.inf)
    least_s = np.full(start_s.size, np.inf)
    for k, legs in enumerate(by_satellite):
        own_s = waits_from(legs, start_s)
        sum_s = own_s.sum(axis=0)
        better = sum_s < least_s
        satellite[better], wait_s[:, better], least_s[better] = k, own_s[:, better], sum_s[better]
    return satellite, wait_s


def course(by_satellite: Sequence[Sequence[Leg]], span_start_s: float, span_end_s: float) -> Course:
    """Return the pieces for every start in the span."""
    edges_s = [np.array([span_start_s, span_end_s])]
    for legs in by_satellite:
        passed_s = 0.0
        for leg in legs:
            passed_s += leg.before_s
            edges_s += [leg.first_s - passed_s, leg.last_s - passed_s]
            passed_s += leg.takes_s
    edge_s = np.unique(np.concatenate(edges_s))
    edge_s = edge_s[(edge_s >= span_start_s) & (edge_s <= span_end_s)]
    middle_s = 0.5 * (edge_s[:-1] + edge_s[1:])
    satellite, wait_s = best_from(by_satellite, middle_s)
    waits = wait_s > 0.0
    waiting = (
        np.where(waits.any(axis=0), waits.argmax(axis=0), waits.shape[0]) if len(waits) else np.zeros_like(satellite)
    )
    known = satellite >= 0
    # Pieces of one kind that follow each other are one: the same satellite, waiting first in the same leg, for the same
    # contact and then as long in all later legs.
    later_s = np.where(np.arange(len(wait_s))[:, np.newaxis] == waiting, wait_s + middle_s, wait_s)
    later_s[:, ~known] = np.inf
    new = (np.diff(satellite) != 0) | (np.diff(waiting) != 0)
    new |= (later_s[:, 1:] != later_s[:, :-1]).any(axis=0) if len(wait_s) else False
    first = np.concatenate([[0], np.flatnonzero(new) + 1])
    begin_s = edge_s[:-1][first]
    found_s = wait_s[:, first]
    on = np.flatnonzero(known[first] & (waiting[first] < len(wait_s)))
    found_s[waiting[first][on], on] += middle_s[first][on] - begin_s[on]
    return Course(begin_s, np.append(begin_s[1:], span_end_s), satellite[first], waiting[first], found_s)
