"""The spread of figures over draws that move each satellite along its orbit and leave its plane unchanged.

A draw shifts each satellite's mean anomaly by an angle of its own, the same in all its element sets. Half the spread
from the 5th to the 95th percentile of the draws is the error that a verdict allows a figure. ``draw_kinds`` defines how
far a satellite is moved and for what reason: the error of its sets, or another month.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..constellation.constellation import Constellation
from ..constellation.satellite import Satellite
from ..orbits.elements import ElementSet
from ..revisit.figure_kinds import FIGURE_KINDS
from ..threads import in_threads
from .assumptions import Case
from .daylight import daylight_of
from .draw_kinds import Drawing
from .survey import Plan, Rows, Survey, plan_of, surveyor_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Draws:
    """Surveys of N draws: ``surveys`` of imaging cases, ``horizon`` of satellites above the horizon.

    ``drawing`` is the kind of draws.
    """

    drawing: Drawing
    surveys: tuple[Survey, ...]
    horizon: tuple[Survey, ...]
    _values: dict[tuple[str, float | None, bool], Floats] = field(default_factory=dict, repr=False)
    _spreads: dict[tuple[str, float | None, bool], Floats] = field(default_factory=dict, repr=False)
    _shares: dict[tuple[Any, ...], Floats] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.surveys)

    def values(self, name: str, limit_s: float | None, *, horizon: bool = False) -> Floats:
        """Return a measure in every draw, (N, C, P)."""
        key = _key(name, limit_s, horizon)
        if key not in self._values:
            chosen = self.horizon if horizon else self.surveys
            self._values[key] = np.stack([survey.measure(name, limit_s) for survey in chosen])
        return self._values[key]

    def error(self, name: str, limit_s: float | None, *, horizon: bool = False) -> Floats:
        """Return half the spread of a measure over the draws, (C, P)."""
        key = _key(name, limit_s, horizon)
        if key not in self._spreads:
            self._spreads[key] = half_spread(self.values(name, limit_s, horizon=horizon))
        return self._spreads[key]

    def share_true(
        self, name: str, limit_s: float | None, *, compare: str, threshold: float, horizon: bool = False
    ) -> Floats:
        """Return the share of the draws in which a measure is "<=" or ">=" a threshold, (C, P)."""
        key = (*_key(name, limit_s, horizon), compare, threshold)
        if key not in self._shares:
            drawn = self.values(name, limit_s, horizon=horizon)
            self._shares[key] = np.mean(drawn <= threshold if compare == "<=" else drawn >= threshold, axis=0)
        return self._shares[key]


def _key(name: str, limit_s: float | None, horizon: bool) -> tuple[str, float | None, bool]:
    return name, limit_s if FIGURE_KINDS[name].at_limit else None, horizon


def half_spread(values: Floats) -> Floats:
    """Return half the 5th to 95th percentile spread over draws (N, ...) -> (...); infinite values stay infinite."""
    finite = np.where(np.isfinite(values), values, np.nan)
    if np.isnan(finite).any():
        with np.errstate(invalid="ignore"):
            low, high = np.percentile(values, [5.0, 95.0], axis=0)
            spread = high - low
        return np.where(np.isnan(spread), np.inf, spread) / 2.0
    low, high = np.percentile(values, [5.0, 95.0], axis=0)
    return np.asarray((high - low) / 2.0)


@dataclass(frozen=True)
class Phases:
    """The places along its orbit at which each satellite is searched, and those that each draw picks, (N, satellites).

    ``shift_deg`` (phases, satellites) is how far each place is ahead of the satellite's own, in mean anomaly.
    """

    satellites: tuple[Satellite, ...]
    shift_deg: Floats
    picked: NDArray[np.int64]

    @property
    def count(self) -> int:
        return len(self.shift_deg)

    def elements(self, phase: int) -> dict[str, list[ElementSet]]:
        """Return the element sets of every satellite at one of its places, by name; all sets are shifted alike."""
        return {
            satellite.name: [
                replace(one, mean_anomaly_deg=(one.mean_anomaly_deg + float(shift)) % 360.0)
                for one in satellite.elements
            ]
            for satellite, shift in zip(self.satellites, self.shift_deg[phase], strict=True)
        }


def phases_of(constellation: Constellation, drawing: Drawing) -> Phases:
    """Return the places of draws, evenly spread over each satellite's band from a start of its own."""
    n_satellites, phases = len(constellation.satellites), drawing.phases
    band_deg = 2.0 * np.array(drawing.half_width_deg)
    rng = np.random.default_rng(np.random.SeedSequence(drawing.seed))
    first = rng.uniform(0.0, 1.0, size=n_satellites)
    picked = rng.integers(0, phases, size=(drawing.count, n_satellites))
    shift_deg = band_deg * ((np.arange(phases)[:, None] + first) / phases - 0.5)
    return Phases(constellation.satellites, shift_deg, picked)


def draw_phasings(
    constellation: Constellation,
    cases: Sequence[Case],
    drawing: Drawing,
    *,
    limits_s: Sequence[float] = (),
    percentiles: NDArray[np.bool_] | bool = False,
    allow_stale: bool = False,
    threads: int = 1,
    progress: Callable[[float], None] = lambda share: None,
) -> Draws:
    """Return the surveys of the draws asked for; the same seed gives the same draws whatever the number of threads.

    Windows of one satellite do not depend on the others. Each satellite is therefore searched at a few places along its
    orbit only: ``drawing.phases`` places, evenly spread over its band from a start of its own. A draw picks one place
    for every satellite. Five satellites with twelve places each give 12^5 possible draws.
    """
    daylight = daylight_of(constellation)
    imaging, horizon = plan_of(constellation, cases), plan_of(constellation, [{}], horizon=True)
    blocks = (*imaging.blocks, *horizon.blocks)
    places = phases_of(constellation, drawing)
    count, phases, picked = drawing.count, places.count, places.picked
    share_of_searches = 0.8  # of the time; only the progress bar depends on it
    done = [0.0, 0.0]

    def search(phase: int) -> Rows:
        surveyor = surveyor_of(
            constellation, elements=places.elements(phase), daylight=daylight, allow_stale=allow_stale, threads=1
        )
        part = Rows(constellation)
        part.add(surveyor, blocks)
        done[0] += 1
        progress(share_of_searches * done[0] / phases)
        return part

    def measured(
        plan: Plan, first_block: int, percentiles: NDArray[np.bool_] | bool, share: float
    ) -> tuple[Survey, ...]:
        # The draws of one combination follow each other, because they pick from the same few lists of windows.
        block_of = plan.block_of[:, None] + first_block + picked * len(blocks)
        wanted = np.broadcast_to(np.asarray(percentiles, dtype=np.bool_), (len(plan.block_of),))

        def mapped(run: Callable[[slice], None], parts: Iterable[slice]) -> list[None]:
            parts = list(parts)

            def told(part: slice) -> None:
                run(part)
                done[1] += share / len(parts)
                progress(share_of_searches + (1.0 - share_of_searches) * done[1])

            return in_threads(told, parts, threads)

        together = rows.measure(
            block_of.reshape(-1, len(constellation.satellites)),
            limits_s=limits_s,
            percentiles=np.repeat(wanted, count),
            mapped=mapped,
            mapped_later=lambda run, parts: in_threads(run, list(parts), threads),
        )
        return tuple(together.take(slice(n, None, count)) for n in range(count))

    rows = Rows(constellation)
    for part in in_threads(search, range(phases), threads):
        rows.extend(part)
    return Draws(
        drawing,
        measured(imaging, 0, percentiles, 0.9),
        measured(horizon, len(imaging.blocks), False, 0.1),
    )
