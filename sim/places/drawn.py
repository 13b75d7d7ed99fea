"""Regions drawn by hand: a box, a polygon, a circle."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..constants import WGS84_A_KM, WGS84_B_KM, WGS84_F
from ..errors import UsageError
from .box_width import box_width_deg
from .regions import Region, region_of_polygons
from .rings import only_polygons
from .sites import coordinate_problem

Floats = NDArray[np.float64]

CIRCLE_VERTICES = 720
LARGEST_RADIUS_KM = 5000.0


def box_region(name: str, *, south_deg: float, north_deg: float, west_deg: float, east_deg: float) -> Region:
    """Return the box between two parallels, from ``west_deg`` eastward to ``east_deg``, across 180 if that is the way.

    A box of 360 degrees is a zone round the Earth. Raises UsageError for a box without area, and as `box_width_deg`.
    """
    import shapely

    for key, value in (("south_deg", south_deg), ("north_deg", north_deg)):
        if problem := coordinate_problem("lat_deg", value):
            raise UsageError(f"region {name!r}: {key} = {value:g} {problem}")
    if not south_deg < north_deg:
        raise UsageError(f"region {name!r}: south_deg = {south_deg:g} must be below north_deg = {north_deg:g}")
    width_deg = box_width_deg(west_deg, east_deg, where=f"region {name!r}")
    if width_deg == 360.0:
        return Region(name, only_polygons(shapely.box(-180.0, south_deg, 180.0, north_deg)))
    east_deg = east_deg - 360.0 if east_deg > 360.0 else east_deg
    west = west_deg - 360.0 if west_deg >= 180.0 else west_deg
    east = east_deg - 360.0 if east_deg > 180.0 else east_deg
    if west < east:
        return Region(name, only_polygons(shapely.box(west, south_deg, east, north_deg)))
    sides = [shapely.box(west, south_deg, 180.0, north_deg)]
    if east > -180.0:
        sides.append(shapely.box(-180.0, south_deg, east, north_deg))
    return Region(name, only_polygons(shapely.multipolygons(sides)))


def polygon_region(name: str, vertices: Sequence[tuple[float, float]]) -> Region:
    """Return the polygon of (lat_deg, lon_deg) vertices, in either order, closed or not.

    Edges are straight in longitude and latitude and go the short way round the Earth. Raises UsageError as
    `sim.places.rings` does.
    """
    for vertex in vertices:
        if len(vertex) != 2:
            raise UsageError(f"region {name!r}: the vertex {vertex!r} must be latitude and longitude")
        for key, value in zip(("lat_deg", "lon_deg"), vertex, strict=True):
            if problem := coordinate_problem(key, value):
                raise UsageError(f"region {name!r}: {key} = {value:g} {problem}")
    return region_of_polygons(name, [[[(lon_deg, lat_deg) for lat_deg, lon_deg in vertices]]])


def circle_region(name: str, *, lat_deg: float, lon_deg: float, radius_km: float) -> Region:
    """Return all that lies within ``radius_km`` (up to 5,000) of a place, along geodesics of the ellipsoid.

    A polygon of 720 vertices within 1 mm of the circle; its area is 1.3e-5 below the circle's. Near a pole, where
    lines straight in longitude and latitude are bent most, its edges stray by up to 1e-3 of the radius. Raises
    UsageError for a radius out of range.
    """
    for key, value in (("lat_deg", lat_deg), ("lon_deg", lon_deg)):
        if problem := coordinate_problem(key, value):
            raise UsageError(f"region {name!r}: {key} = {value:g} {problem}")
    if not (math.isfinite(radius_km) and 0.0 < radius_km <= LARGEST_RADIUS_KM):
        raise UsageError(
            f"region {name!r}: radius_km = {radius_km:g} must be above 0 and at most {LARGEST_RADIUS_KM:,.0f} km"
        )
    azimuth = 2.0 * math.pi * np.arange(CIRCLE_VERTICES) / CIRCLE_VERTICES
    lat, east_deg = _geodesic_end_deg(lat_deg, azimuth, radius_km)
    # Counted on, so that a circle over a pole winds round it and every step goes the way the circle goes.
    lon = math.remainder(lon_deg, 360.0) + np.unwrap(east_deg, period=360.0)
    return region_of_polygons(name, [[np.column_stack([lon, lat])]])


def _geodesic_end_deg(lat_deg: float, azimuth: Floats, length_km: float) -> tuple[Floats, Floats]:
    """Return latitude, and longitude from the start's, where geodesics of one length end. Vincenty, Survey Review
    23 (1975), the direct problem, to 0.1 mm.
    """
    f, sin_az, cos_az = WGS84_F, np.sin(azimuth), np.cos(azimuth)
    tan_u = (1.0 - f) * math.tan(math.radians(min(max(lat_deg, -89.9999999), 89.9999999)))
    cos_u = 1.0 / math.hypot(1.0, tan_u)
    sin_u = tan_u * cos_u
    sigma_1 = np.arctan2(tan_u, cos_az)
    sin_alpha = cos_u * sin_az
    cos2_alpha = 1.0 - sin_alpha**2
    u2 = cos2_alpha * (WGS84_A_KM**2 - WGS84_B_KM**2) / WGS84_B_KM**2
    a = 1.0 + u2 / 16384.0 * (4096.0 + u2 * (-768.0 + u2 * (320.0 - 175.0 * u2)))
    b = u2 / 1024.0 * (256.0 + u2 * (-128.0 + u2 * (74.0 - 47.0 * u2)))
    start = length_km / (WGS84_B_KM * a)
    sigma = start
    for _ in range(12):  # shrinks by a factor of some hundreds each time
        m = np.cos(2.0 * sigma_1 + sigma)
        sin_s, cos_s = np.sin(sigma), np.cos(sigma)
        tail = b / 6.0 * m * (4.0 * sin_s**2 - 3.0) * (4.0 * m**2 - 3.0)
        sigma = start + b * sin_s * (m + b / 4.0 * (cos_s * (2.0 * m**2 - 1.0) - tail))
    m, sin_s, cos_s = np.cos(2.0 * sigma_1 + sigma), np.sin(sigma), np.cos(sigma)
    across = sin_u * sin_s - cos_u * cos_s * cos_az
    lat = np.arctan2(sin_u * cos_s + cos_u * sin_s * cos_az, (1.0 - f) * np.hypot(sin_alpha, across))
    turn = np.arctan2(sin_s * sin_az, cos_u * cos_s - sin_u * sin_s * cos_az)
    c = f / 16.0 * cos2_alpha * (4.0 + f * (4.0 - 3.0 * cos2_alpha))
    bent = (1.0 - c) * f * sin_alpha * (sigma + c * sin_s * (m + c * cos_s * (2.0 * m**2 - 1.0)))
    return np.degrees(lat), np.degrees(turn - bent)
