"""One limit of all sensors of a kind moved at a time, everything else as at a base: figures at each of its values.

A base gives each sensor its limits, or none where it is not in use. An axis moves one limit of all sensors of one kind
together. Another axis is the number of satellites in service, in the order in which they enter it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..constellation.constellation import Constellation
from ..orbits.elements import ElementSet
from ..sensors.limit_kind import NumberKind
from ..sensors.limit_kinds import NUMBER_KINDS, NUMBER_OF
from ..sensors.limits import Limits
from ..sensors.sensor import Sensor
from ..threads import in_threads
from .draw_kinds import Drawing
from .phasing import phases_of
from .survey import Rows, Survey, Surveyor, plan_of_limits, surveyor_of

Base = Mapping[str, Limits | None]  # the limits of each sensor by its name, None for one that is not in use
Bools = NDArray[np.bool_]

FINE = 0.1  # degrees or seconds, one step of an axis: the width to which a turn is narrowed


@dataclass(frozen=True)
class LimitAxis:
    """One limit of all sensors of one kind that are in use at a base.

    Steps are whole numbers of FINE. ``first`` is the step with the least access, ``last`` that with the most. ``now``
    are the limit's values at the base, each once, None for a sensor without it.
    """

    key: str
    kind: str
    sensors: tuple[str, ...]
    first: int
    last: int
    now: tuple[float | None, ...]

    @property
    def record(self) -> NumberKind:
        return NUMBER_OF[self.key]

    def at(self, base: Base, step: int) -> Base:
        """Return a base with the limit at a step; a sensor that can see nothing there is not in use."""
        value = value_of(step)
        return {
            name: _moved(limits, self.key, value) if name in self.sensors and limits is not None else limits
            for name, limits in base.items()
        }


def value_of(step: int) -> float:
    """Return the value of a step: a decimal number of as few digits as FINE has."""
    return round(step * FINE, 6)


def axes_of(sensors: Sequence[Sensor], base: Base) -> tuple[LimitAxis, ...]:
    """Return the axes of a base, by kind of sensor in the order of the sensors, then in the order of the registry.

    They are the limits with a ``scanned_to`` that any sensor of the kind in use has, by itself or as a hypothesis.
    """
    in_use = [sensor for sensor in sensors if base[sensor.name] is not None]
    axes = []
    for kind in dict.fromkeys(sensor.kind for sensor in in_use):
        mine = [sensor for sensor in in_use if sensor.kind == kind]
        for record in NUMBER_KINDS:
            if record.scanned_to and any(_has(sensor, record.key) for sensor in mine):
                axes.append(_axis(record, kind, mine, base))
    return tuple(axes)


def _has(sensor: Sensor, key: str) -> bool:
    return getattr(sensor, key) is not None or any(key in one.limits for one in sensor.hypotheses)


def _axis(record: NumberKind, kind: str, sensors: Sequence[Sensor], base: Base) -> LimitAxis:
    names = tuple(sensor.name for sensor in sensors)
    # A duration of 0 would leave "at the middle of an image" without meaning.
    lowest, highest = (1 if record.unit == "s" else 0), round(record.scanned_to / FINE)
    first, last = (lowest, highest) if record.low == "smallest" else (highest, lowest)
    now = tuple(dict.fromkeys(getattr(base[name], record.key) for name in names))
    return LimitAxis(record.key, kind, names, first, last, now)


def _moved(limits: Limits, key: str, value: float) -> Limits | None:
    """Return limits with one of them at a value, None where that leaves a band without width."""
    upper = getattr(limits, NUMBER_OF[key].below) if NUMBER_OF[key].below else None
    if upper is not None and value >= upper:
        return None
    for record in NUMBER_KINDS:
        lower = getattr(limits, record.key) if record.below == key else None
        if lower is not None and lower >= value:
            return None
    changes: dict[str, Any] = {key: value}
    return replace(limits, **changes)


def order_of_service(constellation: Constellation) -> tuple[int, ...]:
    """Return the numbers of the satellites that serve in the span, in the order of entering service.

    Those without a date come first. Of equal dates the order is that of the constellation.
    """
    span, satellites = constellation.span, constellation.satellites
    serving = [index for index, satellite in enumerate(satellites) if satellite.serves(span)]
    return tuple(sorted(serving, key=lambda index: (satellites[index].service_s(span)[0], index)))


def by_number(constellation: Constellation) -> Bools:
    """Return which satellites count, (2 K, satellites), of K that serve: the first 1, 2 ... K; all but each in turn."""
    order = order_of_service(constellation)
    serving = np.zeros((2 * len(order), len(constellation.satellites)), dtype=np.bool_)
    for k, left_out in enumerate(order):
        serving[k, list(order[: k + 1])] = True
        serving[len(order) + k, [index for index in order if index != left_out]] = True
    return serving


@dataclass(frozen=True)
class Months:
    """The same constellation in N months: in each, every satellite is at one of the places searched.

    ``surveyors`` are one for each place. ``picked`` is the place of each satellite in each month, (N, satellites). The
    run's own month alone has one surveyor and N = 1.
    """

    surveyors: tuple[Surveyor, ...]
    picked: NDArray[np.int64]

    @classmethod
    def own(cls, surveyor: Surveyor) -> Months:
        """Return the run's own month."""
        return cls((surveyor,), np.zeros((1, len(surveyor.constellation.satellites)), dtype=np.int64))

    @classmethod
    def drawn(cls, surveyor: Surveyor, drawing: Drawing) -> Months:
        """Return the months of some draws, for the constellation of a surveyor."""
        constellation = surveyor.constellation
        places = phases_of(constellation, drawing)
        daylight = next(iter(surveyor.searches.values())).daylight

        def searched(elements: Mapping[str, Sequence[ElementSet]]) -> Surveyor:
            # The run itself has refused sets that are too old.
            return surveyor_of(constellation, elements=elements, daylight=daylight, allow_stale=True, threads=1)

        moved = [places.elements(phase) for phase in range(places.count)]
        return cls(tuple(in_threads(searched, moved, surveyor.threads)), places.picked)

    def __len__(self) -> int:
        return len(self.picked)

    @cached_property
    def constellation(self) -> Constellation:
        return self.surveyors[0].constellation

    def prepare(self, base: Base, threads: int) -> None:
        """Find the windows of a base, from which the branches of ``survey`` start."""

        def find(surveyor: Surveyor) -> None:
            for name, limits in base.items():
                if limits is not None:
                    surveyor.windows(name, limits)

        in_threads(find, self.surveyors, threads)

    def survey(self, base: Base | None, *, limits_s: Sequence[float], serving: Bools | None = None) -> Survey:
        """Return the figures of one base, None for the horizon, in every month: C = N rows.

        With ``serving``, (K, satellites), they are those of the satellites that it marks: C = K N rows, month by month.
        What is found is freed, but for what ``prepare`` found before.
        """
        plan = plan_of_limits(self.constellation, [base])
        rows = Rows(self.constellation)
        for surveyor in self.surveyors:
            rows.add(surveyor.branch(), plan.blocks)
        block_of = plan.block_of + self.picked * len(plan.blocks)
        if serving is not None:
            block_of = np.where(serving[:, None, :], block_of[None], -1).reshape(-1, block_of.shape[1])
        return rows.measure(block_of, limits_s=limits_s)
