"""Further views of a satellite from a site, for the slow twin: range, sharpness, azimuth, heading, a rectangular view.

Each is a number that may be limited; the definitions are those of ``sim.sensors.limits``, worked out from
arctangents and rotation matrices. Arguments are Earth-fixed positions and velocities (N, 3) in km and km/s.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from naive_geometry import Array, elevation_deg, site_itrs_km, sub_point_deg, up_itrs


def range_km(sat_km: Array, **site: float) -> Array:
    return np.asarray(np.linalg.norm(sat_km - site_itrs_km(**site), axis=-1))


def smear_km(sat_km: Array, **site: float) -> Array:
    """Return the range by the sine of the elevation; far too much below the horizon."""
    sine = np.sin(np.radians(elevation_deg(sat_km, **site)))
    return range_km(sat_km, **site) / np.maximum(sine, 1e-9)


def north_east_up(sat_km: Array, **site: float) -> Array:
    """Return the direction to the satellite, (N, 3), length 1."""
    lat, lon = np.radians(site["lat_deg"]), np.radians(site["lon_deg"])
    to_up = np.array(
        [
            [-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)],
            [-np.sin(lon), np.cos(lon), 0.0],
            [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)],
        ]
    )
    d = sat_km - site_itrs_km(**site)
    return np.asarray((d / np.linalg.norm(d, axis=-1, keepdims=True)) @ to_up.T)


def azimuth_deg(sat_km: Array, **site: float) -> Array:
    north, east, _ = north_east_up(sat_km, **site).T
    return np.asarray(np.degrees(np.arctan2(east, north)) % 360.0)


def inside_azimuths_deg(sat_km: Array, from_deg: float, to_deg: float, **site: float) -> Array:
    """Return how far, degrees of arc, a satellite stands inside a band of azimuths; below 0 outside.

    The arc to the nearer of the two vertical planes, so that it does not jump as the azimuth does near the zenith.
    """
    north, east, _ = north_east_up(sat_km, **site).T
    a, b = np.radians(from_deg), np.radians(to_deg)
    right_of_from = east * np.cos(a) - north * np.sin(a)
    left_of_to = north * np.sin(b) - east * np.cos(b)
    narrow = (to_deg - from_deg) % 360.0 <= 180.0
    both = np.minimum(right_of_from, left_of_to) if narrow else np.maximum(right_of_from, left_of_to)
    return np.asarray(np.degrees(np.arcsin(both)))


def rotation(axis: Array, angle_deg: float) -> Array:
    """Return matrices (N, 3, 3) that turn about axes (N, 3) of length 1: Rodrigues' formula."""
    angle = np.radians(angle_deg)
    k = np.zeros((len(axis), 3, 3))
    k[:, 0, 1], k[:, 0, 2], k[:, 1, 2] = -axis[:, 2], axis[:, 1], -axis[:, 0]
    k = k - np.transpose(k, (0, 2, 1))
    return np.asarray(np.eye(3) + np.sin(angle) * k + (1.0 - np.cos(angle)) * (k @ k))


def in_view_deg(sat_km: Array, velocity_km_s: Array, limits: Any, **site: float) -> Array:
    """Return how far inside a rectangular field of view the target is: the least of four angles, below 0 outside.

    A camera that looks down, its lines across and along the flight, is turned nose up by the pitch and then rolled to
    the right, as an aircraft's body would be.
    """
    lat, lon = sub_point_deg(sat_km)
    up = up_itrs(lat_deg=lat, lon_deg=lon)
    forward = velocity_km_s - np.sum(velocity_km_s * up, axis=-1, keepdims=True) * up
    forward /= np.linalg.norm(forward, axis=-1, keepdims=True)
    right = np.cross(forward, up)
    pitch = rotation(right, limits.pitch_deg)  # about the line to the right: down goes to forward
    roll = rotation(forward, -limits.roll_deg)  # about the line forward: down goes to the right
    turn = roll @ pitch
    axis, across, along = (np.einsum("nij,nj->ni", turn, v) for v in (-up, right, forward))
    sight = site_itrs_km(**site) - sat_km
    ahead = np.sum(sight * axis, axis=-1)
    angles = []
    for line, full_deg in ((across, limits.fov_across_deg), (along, limits.fov_along_deg)):
        off_deg = np.degrees(np.arctan2(np.sum(sight * line, axis=-1), ahead))
        angles.append(0.5 * full_deg - np.abs(off_deg))
    return np.asarray(np.minimum(*angles))


def northward_deg(velocity_km_s: Array) -> Array:
    """Return the angle of the Earth-fixed velocity above the plane of the equator."""
    return np.asarray(np.degrees(np.arcsin(velocity_km_s[:, 2] / np.linalg.norm(velocity_km_s, axis=-1))))
