"""The slow reference under any convention: python-sgp4 sampled every ten seconds, margins peaked and bisected.

As ``benchmarks.exact``, which judges elevation and cones, with bands, sides and what peers define otherwise added.
"""

from __future__ import annotations

import numpy as np

from ..case import DAY_S, Case
from ..exact import Floats, Found, Motion, _intervals
from .question import Convention, Question

EARTH_RATE_RAD_S = 7.2921158553e-5


class Reference:
    """The windows of one question under one convention."""

    def __init__(self, case: Case, question: Question, convention: Convention) -> None:
        self.case, self.question, self.convention = case, question, convention
        self.motion = Motion(case, ut1_is_utc=convention.ut1_is_utc, wgs84=convention.wgs84)

    def windows(self) -> Found:
        case, motion = self.case, self.motion
        t_s = np.clip(motion.grid_s, 0.0, case.duration_s)
        t_s = t_s[np.concatenate([[True], np.diff(t_s) > 0.0])]
        found = []
        for satellite in range(len(case.tle)):
            at_nodes = self._satellite(satellite, t_s)
            for place in range(len(case.lat_deg)):

                def margin(times_s: Floats, satellite: int = satellite, place: int = place) -> Floats:
                    return self._margin(place, *self._satellite(satellite, times_s))

                found += [(satellite, place, *ends) for ends in _intervals(margin, t_s, self._margin(place, *at_nodes))]
        columns = zip(*found, strict=True) if found else ([], [], [], [])
        return Found.of(*(list(column) for column in columns))

    def _satellite(self, satellite: int, t_s: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Return position, up, the normal of velocity and position, to the right, and velocity, (3, T), Earth-fixed."""
        from sim.earth import geodetic, up_itrs

        itrs_km = self.motion.itrs_km(satellite, t_s)
        up = itrs_km / np.linalg.norm(itrs_km, axis=0)
        if not self.convention.geocentric_nadir:
            lat_deg, lon_deg, _ = geodetic(itrs_km.T)
            up = np.asarray(up_itrs(lat_deg=lat_deg, lon_deg=lon_deg)).T
        velocity = self._velocity(satellite, t_s, itrs_km)
        right = np.cross(velocity, itrs_km, axis=0)
        return itrs_km, up, right / np.linalg.norm(right, axis=0), velocity

    def _velocity(self, satellite: int, t_s: Floats, itrs_km: Floats) -> Floats:
        """Return the velocity over the turning ground, km/s: the derivative of positions, or SGP4's own."""
        motion = self.motion
        if not self.convention.sgp4_velocity:
            by_2, by_4 = (motion.itrs_km(satellite, t_s + h) - motion.itrs_km(satellite, t_s - h) for h in (1.0, 2.0))
            return np.asarray((8.0 * by_2 - by_4) / 12.0)  # right to the fourth order, 1e-11 km/s
        _, _, teme = motion.satrecs[satellite].sgp4_array(np.full(t_s.size, motion.jd), t_s / DAY_S)
        theta = np.interp(t_s, motion.grid_s, motion.theta_rad)
        cos, sin = np.cos(theta), np.sin(theta)
        x, y, z = teme.T
        turning = EARTH_RATE_RAD_S * np.stack([-itrs_km[1], itrs_km[0], np.zeros(t_s.size)])
        return np.stack([cos * x + sin * y, cos * y - sin * x, z]) - turning

    def _view(self, sight: Floats, up: Floats, velocity: Floats) -> list[Floats]:
        """Return the margins of a rectangular view: tangents of the angles along and across from its axis."""
        view = self.question.view
        assert view is not None
        right = np.cross(velocity, up, axis=0)
        right = right / np.linalg.norm(right, axis=0)
        forward = np.cross(up, right, axis=0)
        roll, pitch = np.radians(view.roll_deg), np.radians(view.pitch_deg)
        down = np.cos(pitch) * -up + np.sin(pitch) * forward
        along = np.cos(pitch) * forward + np.sin(pitch) * up
        axis, across = np.cos(roll) * down + np.sin(roll) * right, np.cos(roll) * right - np.sin(roll) * down
        ahead, aside, before = (np.sum(axes * sight, axis=0) for axes in (along, across, axis))
        margins = []
        for off, full_deg in ((ahead, view.along_deg), (aside, view.across_deg)):
            margins.append(
                before * np.sin(np.radians(full_deg / 2.0)) - np.abs(off) * np.cos(np.radians(full_deg / 2.0))
            )
        return [*margins, before]

    def _margin(self, place: int, itrs_km: Floats, up: Floats, right: Floats, velocity: Floats) -> Floats:
        """Return the least margin of all limits, (T,): positive where the place is seen."""
        from sim.earth import site_itrs_km, up_itrs

        lat, lon = self.case.lat_deg[place], self.case.lon_deg[place]
        to_satellite = itrs_km - site_itrs_km(lat_deg=lat, lon_deg=lon)[:, None]
        range_km = np.linalg.norm(to_satellite, axis=0)
        to_satellite = to_satellite / range_km
        sin_elevation = up_itrs(lat_deg=lat, lon_deg=lon) @ to_satellite
        cos_off_nadir = np.sum(up * to_satellite, axis=0)
        asked = self.question
        margins = [
            sin_elevation - np.sin(np.radians(asked.elevation_deg[0])),
            np.sin(np.radians(asked.elevation_deg[1])) - sin_elevation,
            np.cos(np.radians(asked.off_nadir_deg[0])) - cos_off_nadir,
            cos_off_nadir - np.cos(np.radians(asked.off_nadir_deg[1])),
        ]
        if asked.side != "either":
            to_right = -np.sum(right * to_satellite, axis=0)
            margins.append(to_right if asked.side == "right" else -to_right)
        if asked.range_max_km is not None:
            margins.append(1.0 - range_km / asked.range_max_km)
        if asked.ascending:
            margins.append(velocity[2] / np.linalg.norm(velocity, axis=0))
        if asked.azimuth_deg is not None:
            east, north = _east_north(lat, lon)
            for edge_deg, turn in zip(asked.azimuth_deg, (1.0, -1.0), strict=True):
                sine, cosine = np.sin(np.radians(edge_deg)), np.cos(np.radians(edge_deg))
                margins.append(turn * (cosine * (east @ to_satellite) - sine * (north @ to_satellite)))
        if asked.view is not None:
            margins += self._view(-to_satellite, up, velocity)
        return np.asarray(np.min(margins, axis=0))


def _east_north(lat_deg: float, lon_deg: float) -> tuple[Floats, Floats]:
    """Return the directions east and north at a place, Earth-fixed."""
    lat, lon = np.radians(lat_deg), np.radians(lon_deg)
    east = np.array([-np.sin(lon), np.cos(lon), 0.0])
    return east, np.array([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)])
