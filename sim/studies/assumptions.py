"""Combinations of assumptions: which are open, and what each makes of each sensor."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..sensors.limits import Limits
from ..sensors.sensor import CASES, HYPOTHESIS, LIGHTS, WORD_AXES, Sensor

Case = dict[str, str]


def limits_in(sensor: Sensor, case: Mapping[str, str]) -> Limits | None:
    """Return a sensor's limits in one combination, None where it is not in use.

    Axes that mean nothing to the sensor are passed over.

    A sensor whose file settles an axis keeps it, except the side of a radar: that a file says "either" is itself an
    assumption. So does one that knows no such word: night is nothing to try with a camera that sees by day, nor a side
    with one that rolls to both.
    """
    axes = sensor.axes | sensor.spread_axes
    chosen = {}
    for axis, label in case.items():
        of_words = axis in WORD_AXES
        if of_words and label in CASES:  # of a standing case: the sensor's own word
            label = sensor.case(label).get(axis, label)
        any_side = axis == "side" and sensor.kind == "radar" and HYPOTHESIS not in case
        if any_side or (label in axes.get(axis, ()) if of_words else axis in axes):
            chosen[axis] = label
    return sensor.limits(chosen) if sensor.is_in_use(chosen) else None


def standing_cases(sensors: Sequence[Sensor]) -> dict[str, Case]:
    """Return all-low, all-nominal and all-high by name: every sensor at its own such values. One, if none differ."""
    cases = {f"all-{case}": _joined(case, (sensor.case(case) for sensor in sensors)) for case in CASES}
    if all(not sensor.spread_axes for sensor in sensors):
        return {"as given": {}}
    return cases


@dataclass(frozen=True)
class Product:
    """Every combination of the values tried, each an axis -> label mapping with the axes in one order."""

    axes: Mapping[str, tuple[str, ...]]

    @property
    def cases(self) -> list[Case]:
        return [dict(zip(self.axes, labels, strict=True)) for labels in itertools.product(*self.axes.values())]


def product_of(sensors: Sequence[Sensor], tried: Mapping[str, Sequence[str]]) -> Product:
    """Return the combinations to try: what a claim leaves open, as far as the sensors have it, then what they do.

    An axis that no sensor of the scenario knows is left out: it would change nothing. Labels that no sensor
    accepts are left out too. An axis that is open, of which a single value is tried, has that one.
    """
    axes: dict[str, tuple[str, ...]] = {}
    for axis in [*tried, *(a for sensor in sensors for a in sensor.axes)]:
        if axis in axes:
            continue
        open_here = [label for sensor in sensors for label in sensor.axes.get(axis, ())]
        if axis == "side" and any(sensor.kind == "radar" and not sensor.hypotheses for sensor in sensors):
            open_here = ["right", "either", *open_here]
        if axis == "light":
            by_sun = [s for s in sensors if s.kind != "radar" and s.is_limited_by_sun]
            allowed = [label for s in by_sun for label in s.light]
            open_here = [label for label in LIGHTS if label in allowed]
        wanted = [label for label in tried.get(axis, dict.fromkeys(open_here)) if label in open_here]
        is_open = len(wanted) > 1 or (axis in tried and len(set(open_here)) > 1)
        if wanted and is_open:
            axes[axis] = tuple(dict.fromkeys(wanted))
    return Product(axes)


def _joined(name: str, cases: Iterable[Mapping[str, str]]) -> Case:
    """Return what all sensors' cases say together; where two differ (side, light), the name: each keeps its own."""
    joined: Case = {}
    for case in cases:
        for axis, label in case.items():
            if joined.setdefault(axis, label) != label:
                joined[axis] = name
    return joined
