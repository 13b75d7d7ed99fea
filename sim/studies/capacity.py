"""The images that satellites can take when all targets are wanted at once, compared with each target wanted alone.

Windows give the times at which a place *could* be imaged. A satellite may pass over eight places in one minute. If it
turns between them in twenty seconds and must cool down after a minute of imaging, it takes three images. This module
schedules each satellite's windows in order of time. It compares the looks taken with those each target would get alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..constants import DAY_S
from ..earth import site_itrs_km
from ..errors import UsageError
from ..orbits.secular import secular_rates
from ..revisit.gaps import Gaps, gaps
from ..sensors.agility import Agility
from ..windows.between_nodes import positions_itrs_km
from ..windows.windows import Windows
from .pass_order import EXACT_MOST, PassOrder, pass_order

if TYPE_CHECKING:
    from ..windows.search import Search

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Prefer = Literal["waited", "weight"]

ROUNDING_S = 1e-6  # images lie inside their windows to this
LEAST_WAIT_S = 1.0  # keeps the weight of a target imaged just now above 0: it is imaged again if no other loses by it


@dataclass(frozen=True)
class Imager:
    """A search, the windows found in it, and the agility of the satellites it holds.

    A satellite is in one search only. Windows of one satellite over one target do not overlap (``Windows.united``).
    """

    search: Search
    windows: Windows
    agility: Agility


@dataclass(frozen=True)
class Capacity:
    """The images taken when all targets are wanted at once (``taken``) and when each is wanted alone (``alone``).

    Both have the form of windows, one row a look, sorted as windows are. The image lasts from ``start_s`` to ``end_s``.
    Its pass is that of the window it lies in. ``exact_passes`` counts the passes solved exactly. ``greedy_passes``
    counts those too large for that. ``greedy_shortfall`` is the largest share by which these may be below the best.
    """

    taken: Windows
    alone: Windows
    n_targets: int
    exact_passes: int
    greedy_passes: int
    greedy_shortfall: float

    def looks(self, from_s: float, to_s: float) -> tuple[Ints, Ints]:
        """Return two counts of the looks that start in [from_s, to_s): all targets at once, each alone; (P,) each."""
        both = []
        for images in (self.taken, self.alone):
            inside = (images.start_s >= from_s) & (images.start_s < to_s)
            both.append(np.bincount(images.target[inside], minlength=self.n_targets))
        return both[0], both[1]

    def lost_share(self, from_s: float, to_s: float) -> Floats:
        """Return the share of each target's looks that it loses to the others, (P,); NaN where it has none."""
        taken, alone = self.looks(from_s, to_s)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(alone > 0, 1.0 - taken / alone, np.nan)

    def gaps(
        self, target: int, from_s: float, to_s: float, *, searched_from_s: float, searched_to_s: float
    ) -> tuple[Gaps, Gaps]:
        """Return the completed gaps between one target's images twice: with all targets at once, and with it alone.

        The last two arguments give how far the windows were searched (``sim.revisit.gaps``). An image shorter than
        1 ms counts as 1 ms.
        """
        both = []
        for images in (self.taken, self.alone):
            mine = images.target == target
            rows = np.column_stack([images.start_s[mine], np.maximum(images.end_s, images.start_s + 1e-3)[mine]])
            both.append(gaps(rows, from_s, to_s, searched_from_s=searched_from_s, searched_to_s=searched_to_s))
        return both[0], both[1]


def capacity(
    search: Search,
    windows: Windows,
    agility: Agility,
    *,
    weights: ArrayLike | None = None,
    prefer: Prefer = "waited",
    exact_most: int = EXACT_MOST,
) -> Capacity:
    """Return the images that the satellites of one search take within their windows; see ``capacity_of``."""
    return capacity_of([Imager(search, windows, agility)], weights=weights, prefer=prefer, exact_most=exact_most)


def capacity_of(
    imagers: Sequence[Imager],
    *,
    weights: ArrayLike | None = None,
    prefer: Prefer = "waited",
    exact_most: int = EXACT_MOST,
) -> Capacity:
    """Return the images that satellites of several searches, over the same places and span, take within their windows.

    Windows of one satellite form a group if its longest slew does not fit between them. A group is scheduled as a
    whole: ``pass_order`` takes the targets of the greatest total weight, and of equal choices the one that ends first.
    In one pass each target is imaged at most once. In the next pass every target is wanted again. The groups of all
    satellites are scheduled in order of their start. Each group gets its own best order, given the groups before it;
    the groups after it are not considered.

    ``weights`` (P,) are the weights of the places; by default those stored with the places. With ``prefer =
    "weight"`` a target counts with its weight. With "waited" its weight is multiplied by the time since its last image
    by any satellite, at least 1 s. Before its first image that time is measured from a day before the first window.

    Budgets are per revolution (nodal periods from the start of the span) and per day (24 h from the start). A group
    draws on the budgets of the time at which it begins. Lines of sight are from the satellite's own table
    (``Ephemeris``) to the place, in Earth-fixed axes. Left out: the attitude before the first image of a group (any is
    allowed), turning of the satellite about its line of sight, data storage and downlink. Images are taken as early as
    the order allows; a later image at a better angle is not considered.

    Raises UsageError for searches over different places, and for weights that are not positive numbers.
    """
    if not imagers:
        raise UsageError("there is no satellite: give at least one search with its windows")
    places = imagers[0].search.places
    if any(imager.search.places != places for imager in imagers):
        raise UsageError("the searches must be over the same places, in the same order")
    if prefer not in ("waited", "weight"):
        raise UsageError(f"prefer = {prefer!r} must be waited or weight")
    weight = np.asarray([p.weight for p in places] if weights is None else weights, dtype=np.float64)
    if weight.shape != (len(places),) or not (np.isfinite(weight).all() and (weight > 0.0).all()):
        raise UsageError(f"{len(places)} places need {len(places)} weights, finite numbers above 0")
    groups = [group for number, imager in enumerate(imagers) for group in _groups(imager, number)]
    together = _Schedule(imagers, weight, prefer, exact_most)
    together.run(groups)
    alone = _Schedule(imagers, weight, prefer, exact_most)
    for target in range(len(places)):
        # A group's looks at one target, if it has more than one, compete with each other only.
        only = [group.only(target) for group in groups]
        alone.run([group for group in only if group.looks])
        alone.forget()
    bound = sum(together.bounds)
    return Capacity(
        together.images(),
        alone.images(),
        len(places),
        together.exact,
        together.greedy,
        1.0 - sum(together.worths) / bound if bound > 0.0 else 0.0,
    )


@dataclass(frozen=True)
class _Group:
    """Looks of one satellite that are scheduled together; each look lists the rows of its windows."""

    imager: int
    satellite: int
    start_s: float
    looks: tuple[tuple[int, ...], ...]
    target: tuple[int, ...]

    def only(self, target: int) -> _Group:
        mine = tuple(i for i, t in enumerate(self.target) if t == target)
        return replace(self, looks=tuple(self.looks[i] for i in mine), target=(target,) * len(mine))


def _groups(imager: Imager, number: int) -> Iterator[_Group]:
    """Yield each satellite's looks in order of time, divided where the longest slew fits between two looks."""
    windows, agility = imager.windows, imager.agility
    looks: dict[tuple[int, int, float], list[int]] = {}
    for row in np.flatnonzero(windows.end_s - windows.start_s >= agility.dwell_s).tolist():
        key = (int(windows.satellite[row]), int(windows.target[row]), float(windows.pass_start_s[row]))
        looks.setdefault(key, []).append(row)
    spans = sorted(
        (satellite, float(windows.start_s[rows[0]]), target, float(windows.end_s[rows[-1]]), tuple(rows))
        for (satellite, target, _), rows in looks.items()
    )
    group: list[tuple[int, float, int, float, tuple[int, ...]]] = []
    until_s = -math.inf
    for span in [*spans, None]:
        ends = span is None or (group and span[0] != group[0][0]) or span[1] - until_s >= agility.longest_slew_s
        if group and ends:
            yield _Group(number, group[0][0], group[0][1], tuple(g[4] for g in group), tuple(g[2] for g in group))
            group, until_s = [], -math.inf
        if span is not None:
            group.append(span)
            until_s = max(until_s, span[3])


class _Schedule:
    """The images taken so far, the rest of each budget, and the time since each target's last image."""

    def __init__(self, imagers: Sequence[Imager], weight: Floats, prefer: Prefer, exact_most: int) -> None:
        self.imagers, self.weight, self.prefer, self.exact_most = imagers, weight, prefer, exact_most
        self.exact = self.greedy = 0
        self.worths: list[float] = []
        self.bounds: list[float] = []
        self._taken: list[tuple[int, int, float, float]] = []
        self._sites_km = site_itrs_km(
            lat_deg=np.array([p.lat_deg for p in imagers[0].search.places]),
            lon_deg=np.array([p.lon_deg for p in imagers[0].search.places]),
            height_km=np.array([p.height_km for p in imagers[0].search.places]),
        )
        self._period_s = [
            [60.0 * 2.0 * math.pi / secular_rates(t.elements).arg_latitude_rad_min for t in i.search.ephemeris.tracks]
            for i in imagers
        ]
        self.forget()

    def forget(self) -> None:
        """Reset the budgets to full and all targets to not yet imaged; keep the images taken."""
        begins_s = [float(i.windows.start_s.min()) for i in self.imagers if len(i.windows)]
        self._last_s = np.full(self.weight.size, min(begins_s, default=0.0) - DAY_S)
        self._spent: dict[tuple[str, int, int, int], int] = {}

    def run(self, groups: Sequence[_Group]) -> None:
        for group in sorted(groups, key=lambda g: (g.start_s, g.imager, g.satellite)):
            budgets = list(self._budgets(group))
            most = min([limit - self._spent.get(key, 0) for key, limit in budgets], default=len(group.looks))
            if most < 1:
                continue
            found = self._ordered(group, most)
            self.exact += found.exact
            self.greedy += not found.exact
            if not found.exact:
                self.worths.append(found.worth)
                self.bounds.append(found.bound)
            dwell_s = self.imagers[group.imager].agility.dwell_s
            windows = self.imagers[group.imager].windows
            for look, start_s in zip(found.order.tolist(), found.start_s.tolist(), strict=True):
                rows = group.looks[look]
                row = next(r for r in rows if start_s + dwell_s <= windows.end_s[r] + ROUNDING_S)
                self._taken.append((group.imager, row, start_s, start_s + dwell_s))
                target = group.target[look]
                self._last_s[target] = max(self._last_s[target], start_s + dwell_s)
            for key, _ in budgets:
                self._spent[key] = self._spent.get(key, 0) + found.order.size

    def images(self) -> Windows:
        """Return all images taken, as windows sorted by target, satellite, start."""
        parts: list[Windows] = []
        for number, imager in enumerate(self.imagers):
            mine = [(row, a, b) for i, row, a, b in self._taken if i == number]
            part = imager.windows.take(np.array([row for row, _, _ in mine], dtype=np.int64))
            parts.append(
                replace(part, start_s=np.array([a for _, a, _ in mine]), end_s=np.array([b for *_, b in mine]))
            )
        joined = Windows.together(parts)
        return joined.take(np.lexsort((joined.start_s, joined.satellite, joined.target)))

    def _budgets(self, group: _Group) -> Iterator[tuple[tuple[str, int, int, int], int]]:
        """Yield the budgets that a group draws on: the key of each, and its number of images."""
        agility = self.imagers[group.imager].agility
        track = int(self.imagers[group.imager].windows.track[group.looks[0][0]])
        period_s = self._period_s[group.imager][track]
        if (images := agility.images_per_revolution(period_s)) is not None:
            yield ("revolution", group.imager, group.satellite, math.floor(group.start_s / period_s)), images
        if agility.images_per_day is not None:
            yield ("day", group.imager, group.satellite, math.floor(group.start_s / DAY_S)), agility.images_per_day

    def _ordered(self, group: _Group, most: int) -> PassOrder:
        imager = self.imagers[group.imager]
        windows, agility = imager.windows, imager.agility
        rows_s = [np.column_stack([windows.start_s[list(r)], windows.end_s[list(r)]]) for r in group.looks]
        target = list(group.target)
        weight = self.weight[target].copy()
        if self.prefer == "waited":
            first_s = np.array([w[0, 0] for w in rows_s])
            weight *= np.maximum(first_s - self._last_s[target], LEAST_WAIT_S)
        if len(target) == 1:  # nothing to turn to
            worth = float(weight[0])
            return PassOrder(np.zeros(1, np.int64), rows_s[0][0, :1].copy(), worth, worth, True)
        from_s, to_s = min(w[0, 0] for w in rows_s), max(w[-1, 1] for w in rows_s)
        sight = self._sight(imager, from_s, to_s, [r[0] for r in group.looks], target)
        return pass_order(
            sight, from_s, rows_s, agility, weights=weight, most=most, exact_most=self.exact_most
        )  # fmt: skip

    def _sight(self, imager: Imager, from_s: float, to_s: float, rows: list[int], target: list[int]) -> Floats:
        """Return unit vectors (N, T, 3) from satellite to places, one a second, with the element set of each window."""
        from .order_kernel import STEP_S

        table = imager.search.ephemeris
        t_s = from_s + STEP_S * np.arange(math.ceil((to_s - from_s) / STEP_S) + 2)
        tracks = imager.windows.track[rows]
        sat_km = {}
        for track in np.unique(tracks).tolist():
            inside_s = np.clip(t_s, table.from_s[track], table.to_s[track])
            sat_km[track] = positions_itrs_km(table, np.full(t_s.size, track), inside_s)
        to_site_km = np.stack(
            [self._sites_km[p] - sat_km[track] for p, track in zip(target, tracks.tolist(), strict=True)]
        )
        return np.asarray(to_site_km / np.linalg.norm(to_site_km, axis=-1, keepdims=True))
