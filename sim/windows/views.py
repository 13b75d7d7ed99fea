"""Views: the angles between places and satellites, one row a moment, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..earth import site_itrs_km, up_itrs
from ..places.sites import Site
from . import view_kernel as kernel

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Views:
    """N views of targets from satellites: angles in degrees, (N,) each; definitions as in GLOSSARY.md.

    Elevation and azimuth (of the direction to the satellite, from true north by east) are measured at the target,
    off-nadir and both squints at the satellite. ``in_sight`` is whether the line of sight clears the ellipsoid; the
    angles are given where it does not, too. No refraction, no light time, no horizon mask. Angles are exact to
    rounding, 1e-9 degrees, for the positions given; azimuth has no meaning at the zenith, ground squint none straight
    below.
    """

    elevation_deg: Floats
    azimuth_deg: Floats
    range_km: Floats
    off_nadir_deg: Floats
    squint_deg: Floats
    ground_squint_deg: Floats
    is_right: Flags
    in_sight: Flags

    def __len__(self) -> int:
        return int(self.elevation_deg.size)

    @property
    def incidence_deg(self) -> Floats:
        """The angle at the target between the satellite and the geodetic normal, (N,) degrees."""
        return 90.0 - self.elevation_deg

    @property
    def side(self) -> NDArray[np.str_]:
        """The side of the track on which the target lies, (N,): "left" or "right"."""
        return np.where(self.is_right, "right", "left")


def views(
    sat_itrs_km: Floats, velocity_itrs_km_s: Floats, sites: Sequence[Site], of: NDArray[np.int64] | None = None
) -> Views:
    """Return the views of places from satellites at Earth-fixed positions and velocities, (N, 3) in km and km/s.

    ``of`` (N,) are the numbers of the places, all 0 if left out. The velocity is the derivative of the Earth-fixed
    position. Nothing is checked.
    """
    lat_deg = np.array([one.lat_deg for one in sites])
    lon_deg = np.array([one.lon_deg for one in sites])
    height_km = np.array([one.height_km for one in sites])
    site_km = site_itrs_km(lat_deg=lat_deg, lon_deg=lon_deg, height_km=height_km)
    rows = np.concatenate([site_km, up_itrs(lat_deg=lat_deg, lon_deg=lon_deg)], axis=1)
    if of is None:
        of = np.zeros(len(sat_itrs_km), dtype=np.int64)
    out = np.empty((kernel.N_ROWS, len(sat_itrs_km)))
    kernel.fill_views(
        np.ascontiguousarray(sat_itrs_km, dtype=np.float64),
        np.ascontiguousarray(velocity_itrs_km_s, dtype=np.float64),
        rows,
        np.ascontiguousarray(of, dtype=np.int64),
        out,
    )
    azimuth_deg = np.degrees(out[kernel.AZIMUTH]) % 360.0
    return Views(
        elevation_deg=np.degrees(out[kernel.ELEVATION]),
        azimuth_deg=np.where(azimuth_deg < 360.0, azimuth_deg, 0.0),  # a hair west of north rounds to 360
        range_km=out[kernel.RANGE],
        off_nadir_deg=np.degrees(out[kernel.OFF_NADIR]),
        squint_deg=np.degrees(out[kernel.SQUINT]),
        ground_squint_deg=np.degrees(out[kernel.GROUND_SQUINT]),
        is_right=out[kernel.RIGHT] > 0.0,
        in_sight=out[kernel.SIGHT] > 0.0,
    )
