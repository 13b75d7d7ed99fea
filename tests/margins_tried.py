"""A margin of each kind for tests: its number and parameter, the twin's angle, its limit, the sign that meets it."""

from __future__ import annotations

import math

from sim.sensors.limits import Limits
from sim.windows import margin_kinds as kinds
from sim.windows.steps import Margin, margins

KINDS = {
    "above": (kinds.ABOVE, math.sin(math.radians(10.0)), "elevation", 10.0, 1.0),
    "below": (kinds.BELOW, math.sin(math.radians(50.0)), "elevation", 50.0, -1.0),
    "within": (kinds.WITHIN, math.cos(math.radians(40.0)), "off_nadir", 40.0, -1.0),
    "beyond": (kinds.BEYOND, math.cos(math.radians(40.0)), "off_nadir", 40.0, 1.0),
    "squint": (kinds.SQUINT, math.sin(math.radians(30.0)) ** 2, "squint", 30.0, -1.0),
    "in sight": (kinds.IN_SIGHT, 0.0, "sight", 0.0, 1.0),
    "ground squint": (kinds.GROUND_SQUINT, math.sin(math.radians(39.0)) ** 2, "ground_squint", 39.0, -1.0),
    "right": (kinds.RIGHT, 0.0, "side", 0.0, 1.0),
    "left": (kinds.LEFT, 0.0, "side", 0.0, -1.0),
    "nearer": (kinds.NEARER, 1200.0, "range", 1200.0, -1.0),
    "farther": (kinds.FARTHER, 1200.0, "range", 1200.0, 1.0),
    "sharper": (kinds.SHARPER, 1500.0, "smear", 1500.0, -1.0),
    "northward": (kinds.NORTHWARD, 0.0, "northward", 0.0, 1.0),
    "southward": (kinds.SOUTHWARD, 0.0, "northward", 0.0, -1.0),
}
# Planes: the limits they come from. The bound on the curvature is tried for each of them.
PLANES = {
    "east": Limits(azimuth_from_deg=20.0, azimuth_to_deg=150.0),
    "pitched": Limits(fov_across_deg=40.0, fov_along_deg=60.0, pitch_deg=15.0),
    "rolled": Limits(fov_across_deg=30.0, fov_along_deg=20.0, roll_deg=25.0, pitch_deg=-10.0),
}


TRIED = {name: [Margin(kind, p)] for name, (kind, p, *_) in KINDS.items()}
TRIED |= {name: margins(limits, 0.0) for name, limits in PLANES.items()}
