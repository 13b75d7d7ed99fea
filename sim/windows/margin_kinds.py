"""The kinds of margin and their numbers in kernels, for searches for windows, rasters and exact maps.

A margin is a smooth function of time, positive where its limit is met: a length in km, or a square or product of
lengths and speeds scaled back to about that.
"""

from __future__ import annotations

ABOVE = 0  # elevation at least p: n.d - sin(p) |d|
BELOW = 1  # elevation at most p
WITHIN = 2  # off-nadir at most p: u.d - cos(p) |d|, u the geodetic normal below the satellite
BEYOND = 3  # off-nadir at least p
SQUINT = 4  # squint at most p: sin^2(p) |v|^2 |d|^2 - (d.v)^2
RIGHT = 5  # target to the right of the track: R.(v x r)
LEFT = 6  # target to the left
NEARER = 7  # range at most p km
FARTHER = 8  # range at least p km
SHARPER = 9  # |d| / sin(elevation) at most p km: what the ground sample along the view grows with
FACING = 10  # satellite on the side w of a plane through the target, w east, north, up
NORTHWARD = 11  # moving north: the Earth-fixed velocity's z
SOUTHWARD = 12
INSIDE = 13  # target on the side w of a plane through the satellite, w down, right, forward
IN_SIGHT = 15  # the line of sight clears the ellipsoid: s.d/|s| + sqrt(1 - a^2/s^2) |d|, polar axis stretched
GROUND_SQUINT = 14  # squint in the plane across the nadir at most p: sin^2(p) |v_h|^2 |d_h|^2 - (d.v_h)^2

# Kinds that depend on the satellite's position alone, and kinds that depend on its velocity too.
OF_PLACE = (ABOVE, BELOW, WITHIN, BEYOND, NEARER, FARTHER, SHARPER, FACING, IN_SIGHT)
OF_MOTION = (SQUINT, RIGHT, LEFT, NORTHWARD, SOUTHWARD, INSIDE, GROUND_SQUINT)
KINDS = OF_PLACE + OF_MOTION

Weights = tuple[float, float, float]  # of a plane's normal, length 1; (0, 0, 0) for the kinds that have none
NO_PLANE = (0.0, 0.0, 0.0)
