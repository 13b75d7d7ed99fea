"""One pass over several targets: which of them to image, in which order, and when."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from ..sensors.agility import Agility

Floats = NDArray[np.float64]

EXACT_MOST = 10  # targets of which every order is compared: 10 take tens of milliseconds, each more doubles the time


@dataclass(frozen=True)
class PassOrder:
    """The targets imaged, in order, the start of each image in seconds, the sum of weights, and a bound on that sum.

    If ``exact`` is true, no choice and order of targets has a larger sum, and none with an equal sum ends earlier.
    Otherwise ``bound`` is a sum that no order exceeds.
    """

    order: NDArray[np.int64]
    start_s: Floats
    worth: float
    bound: float
    exact: bool


def pass_order(
    sight: Floats,
    from_s: float,
    windows_s: Sequence[ArrayLike],
    agility: Agility,
    *,
    weights: ArrayLike | None = None,
    most: int | None = None,
    exact_most: int = EXACT_MOST,
) -> PassOrder:
    """Return the best choice and order of N targets for one satellite in one pass.

    ``sight`` (N, T, 3) are unit vectors from the satellite to each target, one a second from ``from_s`` on, in any
    axes that do not turn (Earth-fixed ones turn by 0.004 degrees a second, and are near enough); they must reach
    over all windows. ``windows_s`` are each target's windows, (W, 2) seconds, sorted: an image lies inside one of
    them. The first image needs no slew. ``weights`` (N,) default to 1; ``most`` joins the agility's
    ``images_per_pass``. Budgets by revolution and day are for the caller (``capacity``).

    Up to ``exact_most`` targets (at most 14) every order is compared. ``order_kernel`` describes the method and what
    counts as a slew. More targets are inserted one by one, once by weight and once by deadline, and the better result
    is returned. A satellite that slews more slowly than its lines of sight turn then leaves each target at once.
    ``bound`` is then the sum of the largest weights, of as many targets as fit if only imaging and settling take time.
    Raises UsageError for weights that are not positive numbers.
    """
    from . import order_kernel as kernels

    n = len(windows_s)
    weight = np.ones(n) if weights is None else np.ascontiguousarray(weights, dtype=np.float64)
    if weight.shape != (n,) or not (np.isfinite(weight).all() and (weight > 0.0).all()):
        raise UsageError(f"{n} targets need {n} weights, finite numbers above 0")
    most = min(n, *(limit for limit in (most, agility.images_per_pass) if limit is not None), n)
    rows = [np.asarray(w, dtype=np.float64).reshape(-1, 2) - from_s for w in windows_s]
    rows = [w[w[:, 1] - w[:, 0] >= agility.dwell_s] for w in rows]
    first = np.concatenate([[0], np.cumsum([len(w) for w in rows])]).astype(np.int64)
    flat = np.concatenate(rows) if rows else np.empty((0, 2))
    open_s = np.ascontiguousarray(flat[:, 0])
    close_s = np.maximum(flat[:, 1] - agility.dwell_s, open_s)
    sight = np.ascontiguousarray(sight, dtype=np.float64)
    possible = np.diff(first) > 0
    if most < 1 or not possible.any():
        return PassOrder(np.empty(0, np.int64), np.empty(0), 0.0, 0.0, True)
    exact = n <= min(exact_most, 14)
    slew_rad_s = math.radians(agility.slew_deg_s)
    fastest_rad_s = kernels.fastest_rad_s(sight)
    locks = np.empty((0, 0, 0), dtype=np.int64)
    if exact and slew_rad_s < fastest_rad_s:
        locks = np.empty((n, n, sight.shape[1]), dtype=np.int64)
        kernels.fill_locks(sight, slew_rad_s, agility.settle_s, fastest_rad_s, locks)
    limits = slew_rad_s, agility.settle_s, agility.dwell_s, most, fastest_rad_s
    order, start_s = np.empty(n, np.int64), np.empty(n)
    if exact:
        count = kernels.best_order(sight, locks, first, open_s, close_s, weight, *limits, order, start_s)
        worth = float(weight[np.sort(order[:count])].sum())
        return PassOrder(order[:count], start_s[:count] + from_s, worth, worth, True)
    deadline_s = np.array([close_s[b - 1] if b > a else math.inf for a, b in itertools.pairwise(first)])
    choices = []
    for wanted in (np.lexsort((deadline_s, -weight)), np.lexsort((-weight, deadline_s))):
        wanted = np.ascontiguousarray(wanted[possible[wanted]], dtype=np.int64)
        order, start_s = np.empty(n, np.int64), np.empty(n)
        count = kernels.inserted_order(
            sight, locks, first, open_s, close_s, *limits, wanted, order, start_s
        )  # fmt: skip
        choices.append(
            (float(weight[np.sort(order[:count])].sum()), -float(start_s[count - 1]), order[:count], start_s)
        )
    worth, _, order, start_s = max(choices, key=lambda choice: choice[:2])
    each_s = agility.dwell_s + agility.settle_s
    room = math.inf if each_s == 0.0 else 1.0 + math.floor((close_s.max() - open_s.min()) / each_s + 1e-9)
    heaviest = np.sort(weight[possible])[::-1]
    bound = float(heaviest[: int(min(most, room, heaviest.size))].sum())
    return PassOrder(order, start_s[: order.size] + from_s, worth, max(bound, worth), False)
