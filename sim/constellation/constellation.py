"""All that a run needs: who flies, what they carry, where the targets are, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..clock import Span
from ..orbits.service import Epochs
from ..places.sites import Site
from ..sensors.sensor import Sensor
from .satellite import Satellite, searched_s
from .target import Target
from .tasking import Tasking


@dataclass(frozen=True)
class Constellation:
    """All that a run needs: who flies, what they carry, where the targets are, when."""

    span: Span
    satellites: tuple[Satellite, ...]
    sensors: Mapping[str, Sensor]  # by name, in the order that windows number them; of some nobody may carry one
    targets: tuple[Target, ...]
    places: tuple[Site, ...]  # the points that are searched: the targets' own
    epochs: Epochs
    tasking: Tasking = field(default_factory=Tasking)

    @property
    def carried(self) -> list[Sensor]:
        """The sensors that some satellite carries, in the scenario's order."""
        names = {name for satellite in self.satellites for name in satellite.sensors}
        return [sensor for name, sensor in self.sensors.items() if name in names]

    @property
    def searched_s(self) -> tuple[float, float]:
        """How far it is searched, in s since the start of the span: 10 days beyond it, but not outside its service."""
        return searched_s(self.satellites, self.span)
