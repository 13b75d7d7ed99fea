"""Exact windows, slowly: python-sgp4 sampled every ten seconds, every peak looked at, every crossing bisected.

The judge of every side, reconsim among them; of reconsim it uses the ellipsoid alone. Earth-fixed as Skyfield's
``itrs`` has it: TEME turned by GMST-1982 with Skyfield's own UT1, no polar motion. Boundaries are bisected to 1e-9 s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .case import DAY_S, MJD_OF_START, START, Case

Floats = NDArray[np.float64]
STEP_S = 10.0
Margin = Callable[[Floats, Floats], Floats]


@dataclass(frozen=True)
class Found:
    """Windows of one side, sorted by satellite, place and start; times in seconds since the start of the span."""

    satellite: NDArray[np.int64]
    place: NDArray[np.int64]
    start_s: Floats
    end_s: Floats

    @classmethod
    def of(cls, satellite: object, place: object, start_s: object, end_s: object) -> Found:
        """Return the windows sorted, whatever kind of sequence a side hands over."""
        sat, at = np.asarray(satellite, dtype=np.int64), np.asarray(place, dtype=np.int64)
        start, end = np.asarray(start_s, dtype=np.float64), np.asarray(end_s, dtype=np.float64)
        order = np.lexsort((start, at, sat))
        return cls(sat[order], at[order], start[order], end[order])

    def __len__(self) -> int:
        return int(self.start_s.size)


class Motion:
    """Where a satellite is in Earth-fixed axes at any time of the span, by python-sgp4 and Skyfield's GMST."""

    def __init__(self, case: Case, *, ut1_is_utc: bool = False, wgs84: bool = False) -> None:
        from sgp4.api import WGS72, WGS84, Satrec
        from skyfield.api import load
        from skyfield.sgp4lib import theta_GMST1982

        self.satrecs = [Satrec.twoline2rv(*lines, WGS84 if wgs84 else WGS72) for lines in case.tle]
        self.grid_s = np.arange(-1.0, case.duration_s / STEP_S + 2.0) * STEP_S
        times = load.timescale(builtin=True).utc(START.year, START.month, START.day, 0, 0, self.grid_s)
        dut1_s = np.zeros_like(self.grid_s) if ut1_is_utc else np.asarray(times.dut1)
        self.jd = 2400000.5 + MJD_OF_START
        # Between two nodes the angle is a straight line, since UT1 bends at midnight and midnight is a node.
        self.theta_rad = np.unwrap(theta_GMST1982(self.jd, (self.grid_s + dut1_s) / DAY_S)[0])

    def itrs_km(self, satellite: int, t_s: Floats) -> Floats:
        error, teme_km, _ = self.satrecs[satellite].sgp4_array(np.full(t_s.size, self.jd), t_s / DAY_S)
        if error.any():
            raise ValueError(f"python-sgp4 gives up on satellite {satellite} with code {error.max()}")
        theta = np.interp(t_s, self.grid_s, self.theta_rad)
        cos, sin = np.cos(theta), np.sin(theta)
        x, y, z = teme_km.T
        return np.stack([cos * x + sin * y, cos * y - sin * x, z])


def satellite_up(case: Case, itrs_km: Floats) -> Floats:
    """Return up at the sub-satellite point, (3, T), where the limit asks for it, else nothing of that shape."""
    from sim.earth import geodetic, up_itrs

    if case.off_nadir_max_deg is None:
        return np.empty((3, 0))
    lat_deg, lon_deg, _ = geodetic(itrs_km.T)
    return np.ascontiguousarray(up_itrs(lat_deg=lat_deg, lon_deg=lon_deg).T)


def margin_of(case: Case, place: int) -> Callable[[Floats, Floats], Floats]:
    """Return the margin of the limit at a place, of positions (3, T) in km and the satellite's up there.

    It is positive where the satellite is seen.
    """
    from sim.earth import site_itrs_km, up_itrs

    lat, lon = case.lat_deg[place], case.lon_deg[place]
    site_km = site_itrs_km(lat_deg=lat, lon_deg=lon)[:, None]
    up = up_itrs(lat_deg=lat, lon_deg=lon)

    def margin(itrs_km: Floats, up_at_satellite: Floats) -> Floats:
        to_satellite = itrs_km - site_km
        range_km = np.sqrt(np.einsum("it,it->t", to_satellite, to_satellite))
        sin_elevation = (up @ to_satellite) / range_km
        if case.elevation_min_deg is not None:
            return np.asarray(sin_elevation - np.sin(np.radians(case.elevation_min_deg)))
        assert case.off_nadir_max_deg is not None
        cos_off_nadir = np.einsum("it,it->t", up_at_satellite, to_satellite) / range_km
        return np.asarray(np.minimum(cos_off_nadir - np.cos(np.radians(case.off_nadir_max_deg)), sin_elevation))

    return margin


def exact_windows(case: Case, *, ut1_is_utc: bool = False, wgs84: bool = False) -> Found:
    """Return every window of a case.

    ``ut1_is_utc`` turns the Earth as those do who know no UT1, ``wgs84`` gives SGP4 the constants of WGS84, as those do
    who forget that element sets are made with WGS72's.
    """
    motion = Motion(case, ut1_is_utc=ut1_is_utc, wgs84=wgs84)
    t_s = np.clip(motion.grid_s, 0.0, case.duration_s)
    t_s = t_s[np.concatenate([[True], np.diff(t_s) > 0.0])]
    found = []
    for satellite in range(len(case.tle)):
        nodes_km = motion.itrs_km(satellite, t_s)
        nodes_up = satellite_up(case, nodes_km)
        for place in range(len(case.lat_deg)):
            margin = margin_of(case, place)

            def at(times_s: Floats, satellite: int = satellite, margin: Margin = margin) -> Floats:
                itrs_km = motion.itrs_km(satellite, times_s)
                return margin(itrs_km, satellite_up(case, itrs_km))

            found += [(satellite, place, *ends) for ends in _intervals(at, t_s, margin(nodes_km, nodes_up))]
    columns = zip(*found, strict=True) if found else ([], [], [], [])
    return Found.of(*(list(column) for column in columns))


def _intervals(at: Callable[[Floats], Floats], t_s: Floats, m: Floats) -> list[tuple[float, float]]:
    """Return where a margin is positive, given it at nodes and as a function of time."""
    # A peak between nodes that all lie below the limit may still rise above it, and a dip the other way round.
    peaks = np.flatnonzero((m[1:-1] >= m[:-2]) & (m[1:-1] > m[2:]) & (m[1:-1] < 0.0) & (m[1:-1] > -0.05)) + 1
    dips = np.flatnonzero((m[1:-1] <= m[:-2]) & (m[1:-1] < m[2:]) & (m[1:-1] >= 0.0) & (m[1:-1] < 0.05)) + 1
    extra_s = np.concatenate(
        [_peak(at, t_s[peaks - 1], t_s[peaks + 1]), _peak(_negative(at), t_s[dips - 1], t_s[dips + 1])]
    )
    if extra_s.size:
        nodes_s = np.concatenate([t_s, extra_s])
        m = np.concatenate([m, at(extra_s)])
        order = np.argsort(nodes_s, kind="stable")
        nodes_s, m = nodes_s[order], m[order]
    else:
        nodes_s = t_s
    seen = m >= 0.0
    change = np.flatnonzero(seen[1:] != seen[:-1])
    crossings_s = _bisect(at, nodes_s[change], nodes_s[change + 1], seen[change])
    edges_s = list(crossings_s)
    if seen[0]:
        edges_s.insert(0, float(nodes_s[0]))
    if seen[-1]:
        edges_s.append(float(nodes_s[-1]))
    return [(float(a), float(b)) for a, b in zip(edges_s[::2], edges_s[1::2], strict=True)]


def _negative(function: Callable[[Floats], Floats]) -> Callable[[Floats], Floats]:
    return lambda t_s: -function(t_s)


def _peak(function: Callable[[Floats], Floats], low_s: Floats, high_s: Floats) -> Floats:
    """Return where a function of one peak in each bracket is largest, by golden section to 1e-5 s."""
    if low_s.size == 0:
        return low_s
    golden = (np.sqrt(5.0) - 1.0) / 2.0
    low, high = low_s.copy(), high_s.copy()
    for _ in range(30):
        left, right = high - golden * (high - low), low + golden * (high - low)
        rises = function(left) < function(right)
        low, high = np.where(rises, left, low), np.where(rises, high, right)
    return np.asarray((low + high) / 2.0)


def _bisect(function: Callable[[Floats], Floats], low_s: Floats, high_s: Floats, seen_low: NDArray[np.bool_]) -> Floats:
    if low_s.size == 0:
        return low_s
    low, high = low_s.copy(), high_s.copy()
    for _ in range(34):
        middle = (low + high) / 2.0
        same = (function(middle) >= 0.0) == seen_low
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return np.asarray((low + high) / 2.0)
