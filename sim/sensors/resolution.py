"""How fine an image is on the ground: a camera's sample distance, a radar's range resolution, by geometry.

Angles in degrees, heights and ranges in km, resolutions in m; numbers or numpy arrays, which broadcast. Left out: what
optics, motion, noise and processing do to an image, and the slope of the ground.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..constants import LIGHT_M_S, WGS84_A_KM, WGS84_B_KM

Array = NDArray[np.float64]


class Figures(Protocol):
    """What a sensor states about how fine it sees, None where it states nothing; `Limits` and `Sensor` have it."""

    @property
    def bandwidth_mhz(self) -> float | None: ...
    @property
    def gsd_nadir_m(self) -> float | None: ...
    @property
    def reference_height_km(self) -> float | None: ...


MEAN_RADIUS_KM = (2.0 * WGS84_A_KM + WGS84_B_KM) / 3.0  # IUGG mean radius of the ellipsoid, 6371.009 km


def sight_on_sphere(off_nadir_deg: ArrayLike, height_km: ArrayLike) -> tuple[Array, Array]:
    """Return (range, km; incidence, degrees) of a line of sight to a round Earth of the mean radius.

    Sines and cosines of the triangle of satellite, target and the Earth's centre. The ellipsoid, whose nadir leans up
    to 0.19 degrees against the line to the centre, changes the incidence by tenths of a degree: good for tables and
    rules of thumb, not for the geometry of a pass. NaN where the line of sight passes the Earth by.
    """
    off_nadir_rad = np.radians(np.asarray(off_nadir_deg, dtype=float))
    height = np.asarray(height_km, dtype=float)
    with np.errstate(invalid="ignore"):
        incidence_rad = np.arcsin((MEAN_RADIUS_KM + height) / MEAN_RADIUS_KM * np.sin(off_nadir_rad))
    # cosine law from the satellite: range = (R + h) cos(off-nadir) - R cos(incidence); no division, so nadir is exact
    range_km = (MEAN_RADIUS_KM + height) * np.cos(off_nadir_rad) - MEAN_RADIUS_KM * np.cos(incidence_rad)
    return range_km, np.degrees(incidence_rad)


def gsd_across_m(gsd_nadir_m: ArrayLike, reference_height_km: ArrayLike, range_km: ArrayLike) -> Array:
    """Return the ground sample distance square to the view: it grows with the range, metres."""
    return np.asarray(gsd_nadir_m, dtype=float) * np.asarray(range_km) / np.asarray(reference_height_km)


def gsd_along_m(
    gsd_nadir_m: ArrayLike, reference_height_km: ArrayLike, range_km: ArrayLike, incidence_deg: ArrayLike
) -> Array:
    """Return the ground sample distance along the view, the larger one: a pixel is also drawn out on the ground.

    gsd_nadir x range / (reference height x cos incidence), metres; grows beyond bounds towards the horizon.
    """
    across_m = gsd_across_m(gsd_nadir_m, reference_height_km, range_km)
    return across_m / np.cos(np.radians(np.asarray(incidence_deg, dtype=float)))


def gsd_mean_m(
    gsd_nadir_m: ArrayLike, reference_height_km: ArrayLike, range_km: ArrayLike, incidence_deg: ArrayLike
) -> Array:
    """Return the geometric mean of the sample distances across and along the view, metres.

    This is what data sheets quote off nadir: WorldView-1's 0.50 m at nadir is published as 0.55 m at 20 degrees.
    """
    across_m = gsd_across_m(gsd_nadir_m, reference_height_km, range_km)
    return across_m / np.sqrt(np.cos(np.radians(np.asarray(incidence_deg, dtype=float))))


def slant_range_resolution_m(bandwidth_mhz: ArrayLike) -> Array:
    """Return a radar's resolution along its line of sight, c / 2B, metres; no weighting of the spectrum."""
    return LIGHT_M_S / (2e6 * np.asarray(bandwidth_mhz, dtype=float))


def ground_range_resolution_m(bandwidth_mhz: ArrayLike, incidence_deg: ArrayLike) -> Array:
    """Return a radar's resolution over the ground, c / (2 B sin incidence), metres: worst near nadir, where it is inf.

    Weighting against side lobes, not counted here, widens it further in a finished image.
    """
    sine = np.sin(np.radians(np.asarray(incidence_deg, dtype=float)))
    with np.errstate(divide="ignore"):
        return np.asarray(slant_range_resolution_m(bandwidth_mhz) / sine)


def incidence_for_ground_range_deg(bandwidth_mhz: ArrayLike, resolution_m: ArrayLike) -> Array:
    """Return the least incidence at which a radar reaches a resolution over the ground, degrees.

    NaN where the wanted resolution is finer than c / 2B, which no incidence reaches.
    """
    sine = slant_range_resolution_m(bandwidth_mhz) / np.asarray(resolution_m, dtype=float)
    return np.asarray(np.degrees(np.arcsin(np.where(sine <= 1.0, sine, np.nan))))


def resolutions_m(sensor: Figures, range_km: ArrayLike, incidence_deg: ArrayLike) -> dict[str, Array]:
    """Return what follows from a sensor's figures, in m, by name: ``gsd_along_m``, ``gsd_mean_m`` of a camera,
    ``ground_range_resolution_m`` of a radar. Empty for a sensor that states no figure.
    """
    found: dict[str, Array] = {}
    if sensor.gsd_nadir_m is not None and sensor.reference_height_km is not None:
        camera = sensor.gsd_nadir_m, sensor.reference_height_km
        found["gsd_along_m"] = np.asarray(gsd_along_m(*camera, range_km, incidence_deg))
        found["gsd_mean_m"] = np.asarray(gsd_mean_m(*camera, range_km, incidence_deg))
    if sensor.bandwidth_mhz is not None:
        found["ground_range_resolution_m"] = ground_range_resolution_m(sensor.bandwidth_mhz, incidence_deg)
    return found
