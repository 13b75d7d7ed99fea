"""Where the plane of an orbit lay on the ground in the first minutes after its launch, and how near it came to places.

The orbit of an element set is carried back. Until it is inserted the rocket is not on that orbit: it climbs, slower
than a satellite, and may begin beside the plane and come over into it. What can be known is the track of the plane. The
Earth turns below the plane, by a quarter of a degree a minute, so the track depends on when the rocket came by.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from ..clock import Span, format_utc, gmst_rad, julian_date
from ..earth import geodetic, site_itrs_km
from ..errors import DataError
from ..places.sites import Site
from .elements import ElementSet
from .secular import moved_to_epoch

EARTH_RADIUS_KM = 6371.0088  # mean radius of WGS84 (Moritz 2000), for lengths of arc on the ground
CLOSE_S = 1e-3
MOST_STEPS = 50

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Abeam:
    """A place abeam the track: its distance from the plane when the orbit carried back, and the rocket, come by.

    ``orbit_s`` and ``rocket_s`` are seconds after the launch: when a satellite on the orbit is abeam of the place, and
    the earliest that the rocket can be; they are equal once it is inserted. ``orbit_km`` and ``rocket_km`` are how far
    the place lies to the left of the plane at these times, km on the ground, negative to the right.
    """

    place: str
    orbit_s: float
    rocket_s: float
    orbit_km: float
    rocket_km: float
    northbound: bool

    def east_km(self, left_km: float) -> float:
        """Return a distance to the left of the plane as one to the east of it."""
        return -left_km if self.northbound else left_km


@dataclass(frozen=True)
class LaunchTrack:
    """The track of the first minutes.

    ``site_off_km`` is how far the launch site lay from the plane at the launch. ``insertion_lat_deg`` and
    ``insertion_lon_deg`` are where a satellite on the orbit is at the time of insertion.
    """

    site_off_km: float
    insertion_lat_deg: float
    insertion_lon_deg: float
    abeam: tuple[Abeam, ...]


def launch_track(
    elements: ElementSet, *, site: Site, launch: datetime, insertion: datetime, places: Sequence[Site]
) -> LaunchTrack:
    """Return how near the plane of a set's orbit came to places after a launch.

    Along the plane, the rocket goes from abeam the site at the launch to the orbit's own position at the insertion. Its
    speed over the ground does not fall on the way, and is at most the orbit's: at any moment before the insertion it is
    then no further than an even speed would have brought it, and no further back than the orbit carried back. So it is
    abeam of a place no earlier than at an even speed (``rocket_s``), and no later than the orbit (``orbit_s``).

    Distances are of the mean plane, which a satellite in low orbit leaves by up to 0.02 degrees, 2 km. The error of the
    set carried back comes on top: see ``carried_back``. Raises DataError where SGP4 cannot carry the set to the launch,
    and where the orbit carried back does not come from the site: at the insertion it stands more than half a revolution
    ahead of it.
    """
    plane = _Plane(elements, launch)
    at_insertion_s = (insertion - launch).total_seconds()
    from_site = plane.along(plane.place(site, 0.0))
    whole = (plane.satellite_along(at_insertion_s) - from_site) % math.tau
    if whole > math.pi:
        raise DataError(
            f"the orbit of {elements.name or elements.catalog_number}, carried back to {format_utc(insertion)}, stands "
            f"{math.degrees(math.tau - whole):.0f} degrees behind {site.name}; it was not launched there at that time"
        )
    lat_deg, lon_deg = plane.below_satellite(at_insertion_s)
    abeam = []
    for place in places:
        orbit_s = plane.abeam_s(place, at_insertion_s)
        gone = (plane.along(plane.place(place, orbit_s)) - from_site) % math.tau
        rocket_s = at_insertion_s * gone / whole if orbit_s < at_insertion_s and gone < whole else orbit_s
        abeam.append(
            Abeam(
                place.name,
                orbit_s,
                rocket_s,
                plane.left_km(plane.place(place, orbit_s)),
                plane.left_km(plane.place(place, rocket_s)),
                northbound=math.cos(plane.satellite_along(orbit_s)) > 0.0,
            )
        )
    return LaunchTrack(plane.left_km(plane.place(site, 0.0)), lat_deg, lon_deg, tuple(abeam))


class _Plane:
    """The plane of an orbit at a launch, in TEME; times in seconds after the launch."""

    def __init__(self, elements: ElementSet, launch: datetime) -> None:
        self._set = elements
        self._span = Span(launch, 0.0)
        mean = moved_to_epoch(elements, launch)
        node, incl = math.radians(mean.raan_deg), math.radians(mean.inclination_deg)
        self._to_node = np.array([math.cos(node), math.sin(node), 0.0])
        self._left = np.array(
            [math.sin(incl) * math.sin(node), -math.sin(incl) * math.cos(node), math.cos(incl)]
        )  # the normal: up x forward, so the left of the track
        self._ahead = np.cross(self._left, self._to_node)
        self._rate_rad_s = math.tau / (60.0 * mean.period_min)

    def place(self, site: Site, t_s: float) -> Vector:
        """Return the direction of a place from the Earth's centre."""
        itrs_km = site_itrs_km(lat_deg=site.lat_deg, lon_deg=site.lon_deg)
        turned: Vector = _turned(itrs_km, self._gmst(t_s))
        return turned / float(np.linalg.norm(turned))

    def along(self, direction: Vector) -> float:
        """Return the angle along the plane from the ascending node, rad."""
        return math.atan2(float(direction @ self._ahead), float(direction @ self._to_node))

    def left_km(self, direction: Vector) -> float:
        """Return the distance of a direction from the plane on the ground, km to the left."""
        return EARTH_RADIUS_KM * math.asin(float(direction @ self._left))

    def satellite_along(self, t_s: float) -> float:
        return self.along(self._satellite_km(t_s))

    def below_satellite(self, t_s: float) -> tuple[float, float]:
        lat, lon, _ = geodetic(_turned(self._satellite_km(t_s), -self._gmst(t_s)))
        return float(lat), float(lon)

    def abeam_s(self, place: Site, near_s: float) -> float:
        """Return when a satellite on the orbit is abeam of a place, the time nearest to ``near_s``."""
        t_s = near_s
        for _ in range(MOST_STEPS):
            ahead = math.remainder(self.along(self.place(place, t_s)) - self.satellite_along(t_s), math.tau)
            t_s += ahead / self._rate_rad_s
            if abs(ahead / self._rate_rad_s) < CLOSE_S:
                break
        return t_s

    def _satellite_km(self, t_s: float) -> Vector:
        jd, fr = julian_date(self._span.start + timedelta(seconds=t_s))
        minutes = ((jd - self._set.epoch_jd) + (fr - self._set.epoch_fr)) * 1440.0
        _, position_km, _ = self._set.satrec.sgp4_tsince(minutes)
        return np.array(position_km)

    def _gmst(self, t_s: float) -> float:
        return float(gmst_rad(self._span, np.array([t_s]))[0])


def _turned(vector: Vector, by_rad: float) -> Vector:
    """Return a vector turned about the z axis."""
    cos, sin = math.cos(by_rad), math.sin(by_rad)
    x, y, z = vector
    return np.array([x * cos - y * sin, x * sin + y * cos, z])
