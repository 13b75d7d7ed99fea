"""A bound, without propagation, that finds satellites that can never rise at a latitude."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..earth import site_itrs_km, up_itrs
from ..orbits import sgp4_kernel as at
from ..orbits.columns import Columns
from ..places.sites import Site

# What SGP4's periodic terms add in near-Earth orbits: below 0.03 degrees of inclination and 20 km of radius (J2 short
# period, J3 long period; AIAA 2006-6753), for orbits of at least one Earth radius of semi-latus rectum.
INCLINATION_MARGIN_DEG = 0.1
RADIUS_MARGIN_KM = 60.0
ANGLE_MARGIN_DEG = 0.1
STEEPEST_DEG = 85.0  # the bound below holds to 86 degrees of elevation; higher limits are treated as this


def can_rise(columns: Columns, site: Site, from_s: float, to_s: float, elevation_deg: float = 0.0) -> NDArray[np.bool_]:
    """Return for N near-Earth sets whether they could reach ``elevation_deg`` at a site between two times.

    False is certain. Let n be the site's geodetic normal, R its position and r the satellite's. At elevation E or
    more, n.r >= n.R + sin(E) rho, rho the range at elevation E, so the angle between n and r is at most
    acos((n.R + sin(E) rho) / |r|), which grows with |r| up to E = 86 degrees. That angle is at least the site's
    geodetic latitude less the satellite's geocentric one, which never exceeds its inclination. The largest |r| is the
    mean apogee, drag of either sign included over the stretch. Deep-space sets, whose inclination the Sun and the
    Moon move, always get True; so do orbits that SGP4 may take out of its usual range.
    """
    c = columns.constants
    far_min = np.maximum(np.abs(columns.since_epoch_s + from_s), np.abs(columns.since_epoch_s + to_s)) / 60.0
    grows = sum(np.abs(c[:, at.SHRINKS[k]]) * far_min ** (k + 1) for k in range(4))
    eccentricity = c[:, at.ECCENTRICITY] + np.abs(c[:, at.ECCENTRICITY_DRAG]) * far_min
    eccentricity = eccentricity + 2.0 * np.abs(c[:, at.ECCENTRICITY_RIPPLE])
    semi_major_km = c[:, at.SEMI_MAJOR] * at.RE_KM * (1.0 + grows) ** 2
    farthest_km = semi_major_km * (1.0 + eccentricity) + RADIUS_MARGIN_KM
    is_usual = (grows < 0.3) & (eccentricity < 0.5) & ~columns.is_deep_space
    is_usual &= c[:, at.SEMI_MAJOR] * (1.0 - grows) ** 2 * (1.0 - eccentricity**2) > 1.0

    position_km = site_itrs_km(lat_deg=site.lat_deg, lon_deg=site.lon_deg, height_km=site.height_km)
    level_km = float(position_km @ up_itrs(lat_deg=site.lat_deg, lon_deg=site.lon_deg))
    radius_km = float(np.linalg.norm(position_km))
    aside_km = math.sqrt(max(radius_km**2 - level_km**2, 0.0))
    sine = math.sin(math.radians(min(elevation_deg, STEEPEST_DEG)))
    # The shortest range at that elevation: the satellite on the side to which R leans away from n.
    lean_km = sine * level_km + aside_km
    beyond_km2 = np.maximum(farthest_km**2 - radius_km**2, 0.0)
    range_km = -lean_km + np.sqrt(lean_km**2 + beyond_km2)
    reach_deg = np.degrees(np.arccos(np.clip((level_km + sine * range_km) / farthest_km, -1.0, 1.0)))
    inclination_deg = np.degrees(c[:, at.INCLINATION])
    northmost_deg = np.minimum(inclination_deg, 180.0 - inclination_deg) + INCLINATION_MARGIN_DEG
    return np.asarray(~is_usual | (abs(site.lat_deg) - northmost_deg <= reach_deg + ANGLE_MARGIN_DEG))
