"""The number of looks that clouds leave usable, and the wait for the first of them.

Each look has its own probability of being clear, given by the user; a radar's is 1. Looks are assumed to be independent
of each other. Weather lasts, so this makes figures too good. ``same_sky_s`` corrects a part of that: looks that start
within so many seconds of the first share one sky.

A sky has one number u, uniform on 0 to 1. A look under it is clear if u is below the probability of the look. Of
several looks under one sky at least one is clear with the *largest* of their probabilities: two looks of 0.4 at the
same time have 0.4 together, not 0.64. A sky begins with a look and lasts ``same_sky_s`` from its start. Later looks do
not extend it; else a chain of near looks would make one sky of a whole week.

A look under way can be used at once, up to its end; its sky is that at its start. All is exact; nothing is drawn.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from ..intervals import as_intervals
from .gaps import search_range
from .piecewise_linear import TIE

Array = NDArray[np.float64]


@dataclass(frozen=True)
class FirstClear:
    """The wait for the first clear look, from a uniform instant of the span and over all weather.

    ``share_without``, 0 to 1, is the probability that no look is clear up to the end of the search. Such waits enter
    ``mean_s`` up to the end of the search, so ``mean_s`` is then a lower bound.
    """

    mean_s: float
    share_without: float


@dataclass(frozen=True)
class UsableLooks:
    """Looks in order of start, with the probability that each is clear and its sky; see ``usable_looks``."""

    start_s: Array
    end_s: Array
    clear: Array
    sky: NDArray[np.int64]  # numbered from 0, in order
    span_start_s: float
    span_end_s: float
    searched_to_s: float

    @property
    def n_looks(self) -> int:
        """Looks that start inside the span, clear or not."""
        return int(self._in_span.sum())

    @property
    def n_skies(self) -> int:
        """Independent skies among them."""
        return int(np.unique(self.sky[self._in_span]).size)

    @property
    def expected_looks(self) -> float:
        """Expected number of clear looks that start inside the span, whatever skies they share."""
        return float(self.clear[self._in_span].sum())

    def cumulative(self, t_s: ArrayLike) -> Array:
        """Return the probability that a look begun up to each instant was clear, from the start of the span on.

        A look under way at the start of the span counts. Cumulative cloud-free probability; instants may have any
        shape. Raises UsageError for an instant before the span or beyond what was searched.
        """
        t = np.asarray(t_s, dtype=np.float64)
        outside = ~((t >= self.span_start_s) & (t <= self.searched_to_s))
        if outside.any():
            raise UsageError(
                f"instant {float(t[outside].flat[0]):g} s must lie within what was searched from the span's "
                f"start, [{self.span_start_s:g}, {self.searched_to_s:g}] s"
            )
        serves, chance = self._one_after_another
        return np.concatenate([[0.0], chance])[np.searchsorted(self.start_s[serves], t, side="right")]

    def needed(self, probability: float) -> tuple[float, float]:
        """Return the looks needed for a clear one with a probability, and the seconds from the span's start to it.

        Both are NaN if all looks found are not enough.
        """
        _check_probability(probability)
        serves, chance = self._one_after_another
        enough = np.flatnonzero(chance >= probability - TIE)
        if probability == 0.0:
            return 0.0, 0.0
        if not enough.size:
            return np.nan, np.nan
        first = int(enough[0])
        return float(first + 1), max(float(self.start_s[serves][first]) - self.span_start_s, 0.0)

    def within(self, wait_s: float) -> float:
        """Return the probability of a clear look within ``wait_s`` of an instant t, mean over uniform t, exactly.

        Looks count that overlap [t, t + wait]. t is uniform over the span, or over the part of it from which so long a
        wait was searched. Raises UsageError for a negative wait, and for one longer than what was searched.
        """
        last_s = min(self.span_end_s, self.searched_to_s - wait_s)
        if not wait_s >= 0.0 or last_s <= self.span_start_s:
            longest_s = self.searched_to_s - self.span_start_s
            raise UsageError(
                f"a wait of {wait_s:g} s must be 0 or more and below the {longest_s:g} s that were searched"
            )
        from_s, to_s, clear = self._served_by(wait_s)
        edge_s = np.unique(
            np.clip(np.concatenate([from_s, to_s, [self.span_start_s, last_s]]), self.span_start_s, last_s)
        )
        none = _none_clear(edge_s[:-1], from_s, to_s, clear)
        return float(((1.0 - none) * np.diff(edge_s)).sum() / (last_s - self.span_start_s))

    def first_clear(self) -> FirstClear:
        """Return the expected wait for the first clear look from a uniform instant of the span, exactly."""
        n, start_s, clear, sky = self.start_s.size, self.start_s.tolist(), self.clear.tolist(), self.sky.tolist()
        start_s.append(self.searched_to_s)
        sky.append(-1)
        # From the last look backwards: the expected wait and the probability of no clear look, from just before the
        # first look of each sky.
        to_wait, nothing = [0.0] * (n + 1), [1.0] * (n + 1)
        for k in range(n - 1, -1, -1):
            if k == 0 or sky[k] != sky[k - 1]:
                to_wait[k], nothing[k] = _rest_of_sky(k, 0.0, start_s, clear, sky, to_wait, nothing)
        edges = np.concatenate([self.start_s, self.end_s, [self.span_start_s, self.span_end_s]])
        edge_s = np.unique(np.clip(edges, self.span_start_s, self.span_end_s)).tolist()
        wait_sum = nothing_sum = 0.0
        begun, under_way = 0, list[int]()
        for low_s, high_s in pairwise(edge_s):
            while begun < n and start_s[begun] <= low_s:
                under_way.append(begun)
                begun += 1
            under_way = [k for k in under_way if self.end_s[k] > low_s]
            best: dict[int, float] = {}
            for k in under_way:
                best[sky[k]] = max(best.get(sky[k], 0.0), clear[k])
            # The sky of the next look may be one that is known to be cloudy for some of the looks under way.
            known = best.pop(sky[begun], 0.0)
            rest_s, rest_nothing = _rest_of_sky(begun, known, start_s, clear, sky, to_wait, nothing)
            others = math.prod(1.0 - p for p in best.values())
            ahead_s = start_s[begun] - 0.5 * (low_s + high_s)
            wait_sum += (high_s - low_s) * others * ((1.0 - known) * ahead_s + rest_s)
            nothing_sum += (high_s - low_s) * others * rest_nothing
        span_s = self.span_end_s - self.span_start_s
        return FirstClear(wait_sum / span_s, nothing_sum / span_s)

    @property
    def _in_span(self) -> NDArray[np.bool_]:
        return (self.start_s >= self.span_start_s) & (self.start_s < self.span_end_s)

    @property
    def _one_after_another(self) -> tuple[NDArray[np.bool_], Array]:
        """Which looks serve from the start of the span on, and after each of them the chance that one was clear."""
        serves = self.end_s > self.span_start_s
        clear, sky = self.clear[serves], self.sky[serves]
        chance, past, best = np.empty(clear.size), 1.0, 0.0
        for k in range(clear.size):
            if k > 0 and sky[k] != sky[k - 1]:
                past, best = past * (1.0 - best), 0.0
            best = max(best, float(clear[k]))
            chance[k] = 1.0 - past * (1.0 - best)
        return serves, chance

    def _served_by(self, wait_s: float) -> tuple[Array, Array, Array]:
        """Stretches of instants that are served within the wait, independent of each other: from, to, probability.

        There is one for each look. Those of a sky with several looks are cut where the largest probability changes.
        """
        from_s, to_s = self.start_s - wait_s, self.end_s
        sizes = np.bincount(self.sky, minlength=0)
        alone = sizes[self.sky] == 1
        parts = [(from_s[alone], to_s[alone], self.clear[alone])]
        ends = np.cumsum(sizes)
        for sky in np.flatnonzero(sizes > 1):
            of = slice(ends[sky] - sizes[sky], ends[sky])
            edge_s = np.unique(np.concatenate([from_s[of], to_s[of]]))
            serving = (from_s[of, np.newaxis] <= edge_s[:-1]) & (to_s[of, np.newaxis] > edge_s[:-1])
            parts.append((edge_s[:-1], edge_s[1:], (serving * self.clear[of, np.newaxis]).max(axis=0)))
        all_from_s, all_to_s, clear = (np.concatenate(one) for one in zip(*parts, strict=True))
        return all_from_s, all_to_s, clear


def usable_looks(
    looks: ArrayLike,
    clear: ArrayLike,
    span_start_s: float,
    span_end_s: float,
    *,
    same_sky_s: float = 0.0,
    searched_to_s: float | None = None,
) -> UsableLooks:
    """Return looks, rows (N, 2) in s in any order, with their probabilities of being clear, (N,) or one for all.

    Looks should reach beyond the span [span_start_s, span_end_s), up to ``searched_to_s``, because a wait that begins
    late in the span ends after it. By default the search ends with the last look. Raises UsageError for probabilities
    outside 0 to 1 or not as many as looks, a negative ``same_sky_s``, and a malformed span or looks.
    """
    rows = as_intervals(looks)
    chance = np.asarray(clear, dtype=np.float64)
    if chance.ndim and chance.shape != (len(rows),):
        raise UsageError(f"{len(rows)} looks need as many probabilities, or one for all, not {chance.shape}")
    wrong = ~((chance >= 0.0) & (chance <= 1.0))
    if wrong.any():
        raise UsageError(f"a probability of {float(chance[wrong].flat[0]):g} to be clear must lie between 0 and 1")
    if not same_sky_s >= 0.0:
        raise UsageError(f"looks share a sky within {same_sky_s:g} s; that must be 0 or more")
    first_s, last_s = float(rows[:, 0].min(initial=np.inf)), float(rows[:, 1].max(initial=-np.inf))
    _, to_s = search_range(first_s, last_s, span_start_s, span_end_s, None, searched_to_s)
    chance = np.broadcast_to(chance, len(rows))
    keep = np.flatnonzero((rows[:, 0] < rows[:, 1]) & (rows[:, 0] < to_s))
    keep = keep[rows[keep, 0].argsort(kind="stable")]
    start_s = rows[keep, 0]
    sky, first = np.zeros(start_s.size, dtype=np.int64), 0
    for k in range(1, start_s.size):
        if start_s[k] - start_s[first] < same_sky_s:
            sky[k] = sky[k - 1]
        else:
            sky[k], first = sky[k - 1] + 1, k
    return UsableLooks(start_s, rows[keep, 1], chance[keep], sky, float(span_start_s), float(span_end_s), to_s)


def looks_needed(clear: float, probability: float) -> float:
    """Return the number of independent looks, each clear with ``clear``, of which one is clear with ``probability``.

    It is infinite if no number is enough. Raises UsageError for a value outside 0 to 1.
    """
    _check_probability(clear)
    _check_probability(probability)
    if probability == 0.0:
        return 0.0
    if clear == 1.0:
        return 1.0
    if clear == 0.0 or probability == 1.0:
        return math.inf
    return float(max(math.ceil(math.log1p(-probability) / math.log1p(-clear) - TIE), 1))


def _none_clear(t_s: Array, from_s: Array, to_s: Array, clear: Array) -> Array:
    """Return for each instant the probability that none of the independent stretches that contain it is clear."""
    sure = clear == 1.0
    factor = np.log1p(-np.where(sure, 0.0, clear))
    found = []
    for weight in (factor, sure.astype(np.float64)):
        begins, ends = from_s.argsort(), to_s.argsort()
        begun = np.concatenate([[0.0], np.cumsum(weight[begins])])[np.searchsorted(from_s[begins], t_s, side="right")]
        ended = np.concatenate([[0.0], np.cumsum(weight[ends])])[np.searchsorted(to_s[ends], t_s, side="right")]
        found.append(begun - ended)
    none: Array = np.where(found[1] > 0.0, 0.0, np.exp(np.minimum(found[0], 0.0)))
    return none


def _rest_of_sky(
    k: int,
    known: float,
    start_s: list[float],
    clear: list[float],
    sky: list[int],
    to_wait: list[float],
    nothing: list[float],
) -> tuple[float, float]:
    """Return the expected wait after the start of look k, and the probability of no clear look from its sky on.

    Both are multiplied by the probability that no earlier look was clear. ``known`` is the largest probability of the
    earlier looks of its sky. For k equal to the number of looks there is no look left.
    """
    rest_s, best, j = 0.0, known, k
    while j < len(clear) and sky[j] == sky[k]:
        best = max(best, clear[j])
        rest_s += (start_s[j + 1] - start_s[j]) * (1.0 - best)
        j += 1
    return rest_s + (1.0 - best) * to_wait[j], (1.0 - best) * nothing[j]


def _check_probability(value: float) -> None:
    if not 0.0 <= value <= 1.0:
        raise UsageError(f"a probability of {value:g} must lie between 0 and 1")
