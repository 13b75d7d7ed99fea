"""Visits a day of each satellite over a grid of sensor values, and the values for which a public number is true.

"The radars visit four to six times a day, the camera twice": such a sentence does not define a visit. Here a visit is a
look. The limits on incidence, squint, side and light are varied. The result is the region of values in which the
sentence is true.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..constants import DAY_S
from ..errors import UsageError
from ..sensors.limits import Limits
from .assumptions import Case, limits_in

if TYPE_CHECKING:
    from ..constellation.constellation import Constellation
    from ..windows.search import Windows
    from .survey import Surveyor

Floats = NDArray[np.float64]
Of = Literal["each", "mean"]


@dataclass(frozen=True)
class Visits:
    """Looks a day: one axis of the array for each of ``axes``, in order, and the last for ``satellites``.

    The number of looks that start inside the span is divided by the days that a satellite is in service in it.
    """

    axes: Mapping[str, tuple[Any, ...]]
    satellites: tuple[str, ...]
    per_day: Floats

    @property
    def mean(self) -> Floats:
        """Looks a day of the average satellite."""
        return np.asarray(self.per_day.mean(axis=-1))

    def where(self, low: float, high: float, *, of: Of = "each") -> NDArray[np.bool_]:
        """Return a mask of the values for which a satellite makes ``low`` to ``high`` visits a day, both included.

        ``of = "each"``: every satellite does; ``of = "mean"``: the average one does.
        """
        if of not in ("each", "mean"):
            raise UsageError(f"of = {of!r} must be each or mean")
        if not low <= high:
            raise UsageError(f"{low:g} to {high:g} visits a day: the first number must not exceed the second")
        values = self.per_day if of == "each" else self.mean[..., None]
        return np.asarray(((values >= low) & (values <= high)).all(axis=-1))

    def region(self, low: float, high: float, *, of: Of = "each") -> dict[tuple[Any, ...], tuple[Any, ...]]:
        """Return, for each choice on all axes but the first, the values of the first for which ``where`` is true."""
        (_, values), *rest = self.axes.items()
        true = self.where(low, high, of=of)
        return {
            choice: tuple(value for i, value in enumerate(values) if true[(i, *at)])
            for choice, at in zip(
                itertools.product(*(labels for _, labels in rest)),
                itertools.product(*(range(len(labels)) for _, labels in rest)),
                strict=True,
            )
        }


def visits_a_day(
    windows_of: Callable[[Limits], Windows],
    axes: Mapping[str, Sequence[Any]],
    *,
    base: Limits,
    satellites: Mapping[int, str],
    days: Sequence[float],
    span_s: float,
    target: int = 0,
) -> Visits:
    """Return looks a day at one target for every combination of values.

    ``windows_of`` returns the windows for a set of limits, as ``Search.windows`` does. ``axes`` maps fields of
    ``Limits`` to the values that replace the value in ``base``; None is no limit of that kind. ``satellites`` are the
    indices of those to count. ``days`` are the days that each is in service within [0, span_s). Raises UsageError for a
    field that Limits do not have, and for combinations that contradict themselves.
    """
    held = {key: tuple(values) for key, values in axes.items()}
    for key, values in held.items():
        if key not in {field.name for field in fields(base)}:
            raise UsageError(f"there is no limit {key!r}")
        if not values:
            raise UsageError(f"the axis {key} names no values")
    if len(days) != len(satellites) or not all(day > 0.0 for day in days):
        raise UsageError(f"{len(satellites)} satellites need {len(satellites)} numbers of days in service, all above 0")
    shape = tuple(len(values) for values in held.values())
    per_day = np.zeros((*shape, len(satellites)))
    for at in itertools.product(*(range(n) for n in shape)):
        changes = {key: values[i] for (key, values), i in zip(held.items(), at, strict=True)}
        looks = windows_of(replace(base, **changes)).looks()
        inside = looks.take((looks.target == target) & (looks.start_s >= 0.0) & (looks.start_s < span_s))
        counts = [np.count_nonzero(inside.satellite == index) for index in satellites]
        per_day[at] = np.array(counts) / np.asarray(days)
    return Visits(held, tuple(satellites.values()), per_day)


def visits_of(
    surveyor: Surveyor, sensor: str, axes: Mapping[str, Sequence[Any]], *, target: int = 0, base: Limits | None = None
) -> Visits:
    """Return looks a day of a constellation's satellites that carry a sensor, over the days they serve in the span.

    If ``base`` is left out, the sensor's nominal limits are used; see ``visits_a_day``. Raises UsageError where no
    satellite in service carries the sensor.
    """
    constellation = surveyor.constellation
    serving = _serving(constellation, sensor)
    if not serving:
        raise UsageError(f"no satellite in service within the span carries the sensor {sensor!r}")
    return visits_a_day(
        lambda limits: surveyor.windows(sensor, limits),
        axes,
        base=constellation.sensors[sensor].limits() if base is None else base,
        satellites={index: constellation.satellites[index].name for index in serving},
        days=list(serving.values()),
        span_s=constellation.span.duration_s,
        target=target,
    )


@dataclass(frozen=True)
class VisitsByCase:
    """Looks a day in combinations of assumptions, (cases, targets, satellites), and the days each satellite serves."""

    satellites: tuple[str, ...]
    days: Floats
    per_day: Floats


def visits_in_cases(surveyor: Surveyor, sensors: Sequence[str], cases: Sequence[Case]) -> VisitsByCase:
    """Return looks a day at every target of the satellites that carry one of some sensors, in each combination.

    Looks of one satellite with several of the sensors add up; a sensor that is not in use in a combination makes none.
    The number of looks that start inside the span is divided by the days that a satellite serves in it. Raises
    UsageError for a sensor that no satellite in service carries.
    """
    constellation = surveyor.constellation
    days: dict[int, float] = {}
    for sensor in sensors:
        serving = _serving(constellation, sensor)
        if not serving:
            there = f"; carried are {', '.join(one.name for one in constellation.carried)}"
            raise UsageError(f"no satellite in service within the span carries the sensor {sensor!r}{there}")
        days |= serving
    counts = np.zeros((len(cases), len(constellation.targets), len(constellation.satellites)))
    for c, case in enumerate(cases):
        for sensor in sensors:
            limits = limits_in(constellation.sensors[sensor], case)
            if limits is None:
                continue
            looks = surveyor.windows(sensor, limits).looks()
            inside = looks.take((looks.start_s >= 0.0) & (looks.start_s < constellation.span.duration_s))
            np.add.at(counts[c], (inside.target, inside.satellite), 1.0)
    served = np.array(list(days.values()))
    return VisitsByCase(
        satellites=tuple(constellation.satellites[index].name for index in days),
        days=served,
        per_day=counts[:, :, list(days)] / served,
    )


def _serving(constellation: Constellation, sensor: str) -> dict[int, float]:
    """Return the satellites that carry a sensor and serve within the span, by index, with the days they serve in it."""
    span = constellation.span
    days: dict[int, float] = {}
    for index, satellite in enumerate(constellation.satellites):
        begins_s, ends_s = satellite.service_s(span)
        from_s, to_s = max(0.0, begins_s), min(span.duration_s, ends_s)
        if sensor in satellite.sensors and from_s < to_s:
            days[index] = (to_s - from_s) / DAY_S
    return days
