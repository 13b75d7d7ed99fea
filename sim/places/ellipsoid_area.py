"""Areas on the WGS84 ellipsoid, of zones and of shapes whose edges are straight lines in longitude and latitude.

Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395, 1987), equation 3-12: the area between the
equator and latitude B over one radian of longitude is a^2 q(B) / 2.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..constants import WGS84_A_KM, WGS84_E2

Floats = NDArray[np.float64]

_E = math.sqrt(WGS84_E2)
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)  # exact to rounding even for an edge from pole to pole


def zone_km2_per_rad(lat_deg: ArrayLike) -> Floats:
    """Return the area, km2, between the equator and each latitude over one radian of longitude; negative southward."""
    sine = np.sin(np.radians(np.asarray(lat_deg, dtype=np.float64)))
    q = sine / (1.0 - WGS84_E2 * sine**2) + np.arctanh(_E * sine) / _E
    return np.asarray(0.5 * WGS84_A_KM**2 * (1.0 - WGS84_E2) * q)


HALF_KM2 = 2.0 * math.pi * float(zone_km2_per_rad(90.0))
EARTH_KM2 = 2.0 * HALF_KM2  # 510,065,621.7


def latitude_of_share_deg(share: ArrayLike) -> Floats:
    """Return the geodetic latitude, degrees, south of which lies a share (0 to 1) of the Earth's area.

    Newton's method on equation 3-12, from the series 3-18 for the authalic latitude: within 1e-12 degrees but near the
    poles, where an area of rounding size is 1e-6 degrees wide.
    """
    sine_authalic = np.clip(2.0 * np.asarray(share, dtype=np.float64) - 1.0, -1.0, 1.0)
    beta = np.arcsin(sine_authalic)
    e2 = WGS84_E2
    lat = beta + (e2 / 3 + 31 * e2**2 / 180) * np.sin(2 * beta) + 23 * e2**2 / 360 * np.sin(4 * beta)
    wanted = sine_authalic * float(zone_km2_per_rad(90.0))
    for _ in range(2):
        sine, cosine = np.sin(lat), np.cos(lat)
        slope = WGS84_A_KM**2 * (1.0 - e2) * cosine / (1.0 - e2 * sine**2) ** 2
        lat = lat + np.where(cosine > 1e-4, (wanted - zone_km2_per_rad(np.degrees(lat))) / np.maximum(slope, 1e-3), 0.0)
    return np.asarray(np.clip(np.degrees(lat), -90.0, 90.0))


def degree_km(lat_deg: ArrayLike) -> tuple[Floats, Floats]:
    """Return the length, km, of a degree of latitude and of a degree of longitude at latitudes."""
    lat = np.radians(np.asarray(lat_deg, dtype=np.float64))
    w2 = 1.0 - WGS84_E2 * np.sin(lat) ** 2
    meridian = WGS84_A_KM * (1.0 - WGS84_E2) / w2**1.5
    parallel = WGS84_A_KM / np.sqrt(w2) * np.cos(lat)
    return np.radians(meridian), np.radians(parallel)


def shape_km2(shapes: Any) -> Floats:
    """Return the areas, km2, of shapely polygons or multipolygons in degrees of longitude and latitude.

    ``shapes`` is one or an array of them, (N,); the result is (N,) or (). Edges are straight in longitude and latitude
    (RFC 7946). Green's theorem with equation 3-12, each edge by Gauss-Legendre quadrature with 12 nodes: within 1e-12
    of the area of a shape that is not much smaller than a square metre. Points and lines have none.
    """
    import shapely

    shapes = np.asarray(shapes)
    parts, of_shape = shapely.get_parts(shapes.ravel(), return_index=True)
    polygons = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    parts, of_shape = parts[polygons], of_shape[polygons]
    rings, of_part = shapely.get_rings(parts, return_index=True)
    first = np.ones(len(rings), dtype=bool)
    first[1:] = of_part[1:] != of_part[:-1]  # shapely gives the shell before its holes
    ring_km2 = _ring_km2(rings)
    area_km2 = np.zeros(shapes.size)
    np.add.at(area_km2, of_shape[of_part], np.where(first, ring_km2, -ring_km2))
    return area_km2.reshape(shapes.shape)


def _ring_km2(rings: Any) -> Floats:
    """Return the area enclosed by each ring, whichever way it runs."""
    import shapely

    if len(rings) == 0:
        return np.zeros(0)
    points, of_ring = shapely.get_coordinates(rings, return_index=True)
    start, end = points[:-1], points[1:]
    edge = of_ring[1:] == of_ring[:-1]
    start, end, of_edge = start[edge], end[edge], of_ring[1:][edge]
    # A constant taken from every latitude's zone drops out of a closed ring, and what remains of small rings is exact.
    reference_deg = np.zeros(len(rings))
    reference_deg[of_ring] = points[:, 1]
    middle_deg, half_deg = 0.5 * (start[:, 1] + end[:, 1]), 0.5 * (end[:, 1] - start[:, 1])
    zone = zone_km2_per_rad(middle_deg[:, None] + half_deg[:, None] * _NODES) @ (0.5 * _WEIGHTS)
    zone -= zone_km2_per_rad(reference_deg)[of_edge]
    swept = np.bincount(of_edge, weights=zone * np.radians(end[:, 0] - start[:, 0]), minlength=len(rings))
    return np.abs(swept)
