"""Combinations of assumptions: which are open, and which limits each sensor has in a combination."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..sensors.limits import Limits
from ..sensors.sensor import CASES, HYPOTHESIS, LIGHTS, WORD_AXES, Sensor

Case = dict[str, str]


def limits_in(sensor: Sensor, case: Mapping[str, str]) -> Limits | None:
    """Return a sensor's limits in one combination, None where it is not in use.

    Axes that do not apply to the sensor are ignored. A sensor whose file fixes the value on an axis keeps that value.
    The side of a radar is the exception: "either" in a file is itself an assumption.

    A sensor that does not have the value tried keeps its own value too. A camera that sees by day has no "night". A
    camera that rolls to both sides has no single side.
    """
    axes = sensor.axes | sensor.spread_axes
    chosen = {}
    for axis, label in case.items():
        of_words = axis in WORD_AXES
        if of_words and label in CASES:  # low, nominal or high: the sensor's own word in that case
            label = sensor.case(label).get(axis, label)
        any_side = axis == "side" and sensor.kind == "radar" and HYPOTHESIS not in case
        if any_side or (label in axes.get(axis, ()) if of_words else axis in axes):
            chosen[axis] = label
    return sensor.limits(chosen) if sensor.is_in_use(chosen) else None


def standing_cases(sensors: Sequence[Sensor]) -> dict[str, Case]:
    """Return the cases low, nominal and high by name, every sensor at its own values; one case if none differ."""
    cases = {f"all-{case}": _joined(case, (sensor.case(case) for sensor in sensors)) for case in CASES}
    if all(not sensor.spread_axes for sensor in sensors):
        return {"as given": {}}
    return cases


@dataclass(frozen=True)
class Product:
    """Return every combination of the values tried, each a mapping of axis to label, all with the same axis order."""

    axes: Mapping[str, tuple[str, ...]]

    @property
    def cases(self) -> list[Case]:
        return [dict(zip(self.axes, labels, strict=True)) for labels in itertools.product(*self.axes.values())]


def product_of(sensors: Sequence[Sensor], tried: Mapping[str, Sequence[str]]) -> Product:
    """Return the combinations to try: over the axes that the claim leaves open, then those that the sensors leave open.

    An axis that no sensor of the scenario has is left out, because it would change nothing. Labels that no sensor
    accepts are left out too. An open axis for which a single value is tried has that value.
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
    """Return the labels of one case that all sensors share; the case's name on an axis where sensors differ."""
    joined: Case = {}
    for case in cases:
        for axis, label in case.items():
            if joined.setdefault(axis, label) != label:
                joined[axis] = name
    return joined
