"""Windows written by hand, as a run finds them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.constellation.constellation import Constellation
from sim.windows.windows import Windows


def windows_by_hand(*rows: tuple[int, int, float, float] | tuple[int, int, float, float, float]) -> Windows:
    """Return windows of (satellite, target, start_s, end_s[, pass_start_s]); left out, each window is a pass."""
    whole = sorted((target, satellite, a, b, *(rest or (a,))) for satellite, target, a, b, *rest in rows)
    target, satellite, start_s, end_s, pass_s = (np.array(c) for c in zip(*whole, strict=True))
    no_track = np.zeros(target.size, dtype=np.int64)
    return Windows(satellite, target, no_track, start_s * 1.0, end_s * 1.0, pass_s * 1.0, end_s * 1.0)


def each_by_its_sensor(found: Windows, of: Constellation) -> Windows:
    """Return windows numbered by the sensor of their satellite, each of which carries one."""
    names = list(of.sensors)
    numbers = np.array([names.index(name) for one in of.satellites for name in one.sensors])
    assert numbers.size == len(of.satellites)
    return replace(found, sensor=numbers[found.satellite])
