"""The groups of satellites for which figures are given: all, radars, cameras, infrared cameras, each one alone."""

from __future__ import annotations

from typing import NamedTuple

from ..constellation.constellation import Constellation

ALL_SATELLITES, RADARS, EYES, INFRARED = "all", "SAR", "EO", "infrared"
KINDS = {"radar": RADARS, "optical": EYES, "optical+infrared": EYES, "infrared": INFRARED}


class Group(NamedTuple):
    """Satellites, and the sensors of theirs that count, both by number."""

    satellites: tuple[int, ...]
    sensors: tuple[int, ...]


def kinds_of(constellation: Constellation) -> dict[str, Group]:
    """Return "all" and, where sensors of several kinds are carried, "SAR", "EO" and "infrared".

    A satellite with two sensors is in the groups of both, in each with what that sensor sees. A sensor of kind "other"
    is in "all" alone; one of kind "optical+infrared" is a camera.
    """
    sensors = list(constellation.sensors.values())
    satellites = constellation.satellites
    found = {ALL_SATELLITES: Group(tuple(range(len(satellites))), tuple(range(len(sensors))))}
    kinds = {}
    for name in dict.fromkeys(KINDS.values()):
        mine = {one.name for one in constellation.carried if KINDS.get(one.kind) == name}
        if mine:
            kinds[name] = Group(
                tuple(i for i, satellite in enumerate(satellites) if mine & set(satellite.sensors)),
                tuple(n for n, one in enumerate(sensors) if one.name in mine),
            )
    return found | (kinds if len(kinds) > 1 else {})


def groups_of(constellation: Constellation) -> dict[str, Group]:
    """Return ``kinds_of``, then each satellite alone by its name where there are several, with all its sensors."""
    satellites = constellation.satellites
    found = kinds_of(constellation)
    everything = found[ALL_SATELLITES].sensors
    alone = {one.name: Group((i,), everything) for i, one in enumerate(satellites)} if len(satellites) > 1 else {}
    return found | {name: one for name, one in alone.items() if name != ALL_SATELLITES}
