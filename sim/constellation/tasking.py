"""What lies between access and the desk: clouds, stations, the chain of legs, coincidences, agility."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ..places.sites import Site
from ..revisit.chain import Chain
from ..revisit.coincidence import Order
from ..sensors.agility import Agility

if TYPE_CHECKING:
    from ..places.cloud import CloudCover

Role = Literal["command", "receive"]
ROLES: tuple[Role, ...] = ("command", "receive")


@dataclass(frozen=True)
class Station:
    """A ground station, what it does, and the least elevation it works at."""

    site: Site
    roles: tuple[Role, ...]
    elevation_min_deg: float


@dataclass(frozen=True)
class Coincidence:
    """Two sensors, by name, whose looks at one target shall be close to each other: tip and cue, or two kinds of light.

    ``within_s`` is the largest time between the end of one look and the start of the other.
    """

    name: str
    first: str
    second: str
    within_s: float
    order: Order = "either"


@dataclass(frozen=True)
class Tasking:
    """What lies between access and the desk; what a scenario does not speak of is None or empty."""

    cloud: CloudCover | None = None
    same_sky_s: float = 0.0
    stations: tuple[Station, ...] = ()
    chain: Chain | None = None
    coincidences: tuple[Coincidence, ...] = ()
    agility: Mapping[str, Agility] = field(default_factory=dict)  # by sensor

    def agility_of(self, carried: Iterable[str]) -> Agility | None:
        """Return the agility of a satellite with some sensors: they share one line of sight, so that of the first
        that has one is that of all; None where none has.
        """
        return next((self.agility[name] for name in carried if name in self.agility), None)
