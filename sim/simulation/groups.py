"""The satellites that figures are given for together: all of them, the radars, those that see light, each alone."""

from __future__ import annotations

from ..constellation.constellation import Constellation
from ..sensors.sensor import SEES_LIGHT

ALL_SATELLITES, RADARS, EYES = "all", "SAR", "EO"


def kinds_of(constellation: Constellation) -> dict[str, tuple[int, ...]]:
    """Return "all" and, where some satellites carry radars and others see light, "SAR" and "EO": their numbers."""
    kinds = [constellation.sensors[satellite.sensor].kind for satellite in constellation.satellites]
    radars = tuple(i for i, kind in enumerate(kinds) if kind == "radar")
    eyes = tuple(i for i, kind in enumerate(kinds) if kind in SEES_LIGHT)
    groups = {ALL_SATELLITES: tuple(range(len(kinds)))}
    return groups | ({RADARS: radars, EYES: eyes} if radars and eyes else {})


def groups_of(constellation: Constellation) -> dict[str, tuple[int, ...]]:
    """Return ``kinds_of``, then each satellite alone by its name where there are several."""
    satellites = constellation.satellites
    alone = {satellite.name: (i,) for i, satellite in enumerate(satellites)} if len(satellites) > 1 else {}
    return kinds_of(constellation) | {name: one for name, one in alone.items() if name != ALL_SATELLITES}
