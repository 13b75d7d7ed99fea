"""Imaging several targets in one pass by trying every order: a slow twin that shares nothing with the package.

A satellite flies straight over a flat ground; its lines of sight are known in closed form.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
SPEED_KM_S = 7.0
HEIGHT_KM = 550.0


@dataclass(frozen=True)
class FlatPass:
    """Targets at (x, y) km; the satellite is above (SPEED t, 0) at time t. One window each, seconds."""

    x_km: tuple[float, ...]
    y_km: tuple[float, ...]
    windows_s: tuple[tuple[float, float], ...]
    weights: tuple[float, ...]

    def sight(self, target: int, t_s: Array | float) -> Array:
        """Return unit vectors from satellite to target, (..., 3)."""
        t = np.asarray(t_s, dtype=float)
        d = np.stack(
            [
                self.x_km[target] - SPEED_KM_S * t,
                np.broadcast_to(self.y_km[target], t.shape),
                np.full(t.shape, -HEIGHT_KM),
            ],
            axis=-1,
        )
        return np.asarray(d / np.linalg.norm(d, axis=-1, keepdims=True))


def angle_deg(a: Array, b: Array) -> Array:
    """Return angles between vectors by the arctangent, good at 0 and 180 degrees too."""
    cross = np.linalg.norm(np.cross(a, b), axis=-1)
    return np.asarray(np.degrees(np.arctan2(cross, np.sum(a * b, axis=-1))))


def lock_s(
    scene: FlatPass,
    j: int,
    k: int,
    e_s: float,
    slew_deg_s: float,
    settle_s: float,
    slack_deg: float,
    nodes_s: Array | None,
) -> float:
    """Return when the satellite can be on k, having finished j at ``e_s``; infinity: not before 2,000 s.

    With ``nodes_s`` slews start and end at those times only, and may start later than ``e_s``; without, a slew starts
    at once and ends at any time.
    """
    if nodes_s is None:
        low, high = e_s + settle_s, e_s + settle_s + 180.0 / slew_deg_s + 1.0

        def there(t_s: float) -> bool:
            angle = float(angle_deg(scene.sight(j, e_s), scene.sight(k, t_s)))
            return angle - slack_deg <= slew_deg_s * (t_s - settle_s - e_s)

        if there(low):
            return low
        for _ in range(60):
            middle = 0.5 * (low + high)
            low, high = (low, middle) if there(middle) else (middle, high)
        return high
    leave = nodes_s[nodes_s >= e_s - 1e-9]
    angle = angle_deg(scene.sight(j, leave)[:, None], scene.sight(k, nodes_s)[None])
    room = slew_deg_s * (nodes_s[None] - leave[:, None] - settle_s)
    late = nodes_s[None] - leave[:, None] >= settle_s
    reached = (late & (angle - slack_deg <= room)).any(axis=0)
    return float(nodes_s[np.argmax(reached)]) if reached.any() else math.inf


def best_by_trying(
    scene: FlatPass,
    *,
    slew_deg_s: float,
    settle_s: float,
    dwell_s: float,
    most: int,
    slack_deg: float = 0.0,
    nodes_s: Array | None = None,
) -> tuple[float, float]:
    """Return the largest weight that any order of any targets has, and the earliest start of its last image.

    ``slack_deg`` is taken off every slew (negative: added), to learn what rounding could change.
    """
    known: dict[tuple[int, int, float], float] = {}
    best = (0.0, 0.0)
    for count in range(1, min(most, len(scene.weights)) + 1):
        for order in itertools.permutations(range(len(scene.weights)), count):
            t_s, possible = -math.inf, True
            for place, k in enumerate(order):
                if place:
                    key = (order[place - 1], k, t_s)
                    if key not in known:
                        known[key] = lock_s(
                            scene, order[place - 1], k, t_s + dwell_s, slew_deg_s, settle_s, slack_deg, nodes_s
                        )
                    t_s = known[key]
                open_s, end_s = scene.windows_s[k]
                t_s = max(t_s, open_s)
                if t_s > end_s - dwell_s or end_s - open_s < dwell_s:
                    possible = False
                    break
            if possible:
                worth = sum(scene.weights[k] for k in sorted(order))
                best = min(best, (-worth, t_s)) if best != (0.0, 0.0) else (-worth, t_s)
    return -best[0], best[1]
