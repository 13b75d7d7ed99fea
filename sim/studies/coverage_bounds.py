"""Bounds on how often a place can be seen, from planes and swaths alone: no phasing and no simulation does better.

A satellite stands in its orbit plane. It sees a place only while the place lies off that plane by an angle x that its
limits allow, ``inner_deg <= abs(x) <= outer_deg`` (``strip_of``). Carried round by the Earth, a place at geocentric
latitude p is off a plane of inclination i by

    sin x = sin p cos i - cos p sin i sin a,

where a is its angle east of the ascending node. Once a nodal day it passes through the same *arcs* of a (``arcs_deg``).
Three bounds follow.

*Uncovered* (``uncovered_s``): while the place is in no arc of any satellite, no satellite sees it, wherever each is
along its orbit. The longest gap is at least the longest such stretch.

*Area rate* (``looks_a_day``): a look needs the satellite abreast of the place while the place is in an arc. The place
stands abreast of the argument of latitude u(a) = atan2(sin p sin i + cos p cos i sin a, cos p cos a). In an arc from a1
to a2 a satellite of nodal rate n is abreast of it, on average over all longitudes of the parallel,

    (n (a2 - a1) - w (u(a2) - u(a1))) / (2 pi w)

times a nodal day, w being the rate of a. Summed over arcs and satellites it is the share of the parallel that swaths
sweep in a day: their area rate over the area of a thin zone at that latitude. A day over it bounds the mean time from
start to start, averaged over longitudes or phasings; a place under a repeating track may do better or worse.

*Node spacing* (``most_looks_a_day``): tracks follow each other at the spacing 360 n' deg of longitude, n' being nodal
periods in a nodal day. Of the tracks of one arc at most one more than the whole spacings in it can serve a place: the
number above, cut to whole tracks, plus one. A day over the sum bounds the mean, and so the longest, time from start to
start at any place.

The angles at the Earth's centre are those of J. R. Wertz, Space Mission Analysis and Design, 3rd edition, section 5.2
(lambda = 90 - elevation - off-nadir); the rest is derived here. Each limit is widened so that a bound is one:
``VERTICAL_DEG`` for the geodetic vertical, which differs from the radius; perigee and apogee for the height; the turn
of the Earth-fixed velocity for broadside;
``PLANE_DEG`` for SGP4's ripples of the plane; how far the Earth turns in a pass (``Plane.widened``). Left out, which
only loosens a bound: light, resolution, range, field of view, duration, rules, and that sensors of one satellite see
together. Satellites in deep space have no bound.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..clock import Span, gmst_rad
from ..constants import DAY_S, GMST_RATE_RAD_S, WGS72_MU_KM3_S2
from ..constellation.constellation import Constellation
from ..earth import site_itrs_km
from ..intervals import complement, union
from ..orbits.elements import ElementSet
from ..orbits.secular import secular_rates
from ..orbits.service import epoch_s, nearest_set
from ..places.sites import Site
from ..sensors.limits import Limits

Floats = NDArray[np.float64]

VERTICAL_DEG = 0.2  # the geodetic vertical and the radius differ by at most 0.1924 degrees
PLANE_DEG = 0.1
RIPPLE_KM = 15.0  # SGP4's periodic terms move the height by some 10 km
MOST_ECCENTRIC = 0.05
TOUCH_DEG = 1e-6  # arcs closer than this are one
SAMPLES = 400  # of angles at the Earth's centre, at which the inner edge of a strip is sought


@dataclass(frozen=True)
class Strip:
    """Angles off the orbit plane at which a place can be seen, degrees, and on which sides of the track.

    ``inner_deg`` is below 0 where a place just beyond the plane may still be seen to a side. ``ahead_deg`` is how far
    ahead or behind, along the plane, a place can be seen.
    """

    inner_deg: float
    outer_deg: float
    ahead_deg: float
    left: bool = True
    right: bool = True


@dataclass(frozen=True)
class PlaceBounds:
    """The bounds at one place. Infinite times are those of a place that no swath reaches.

    ``uncovered_s`` bounds the longest gap from below, within the span. ``looks_a_day`` bounds the number of looks from
    above on average over longitudes, ``most_looks_a_day`` at any place. ``look_s`` is the longest that a look can be.
    """

    uncovered_s: float
    looks_a_day: float
    most_looks_a_day: float
    look_s: float

    @property
    def mean_start_to_start_s(self) -> float:
        """Least mean time from start to start, s, averaged over longitudes."""
        return DAY_S / self.looks_a_day if self.looks_a_day else math.inf

    @property
    def start_to_start_s(self) -> float:
        """Least mean time from start to start, s, at any place."""
        return DAY_S / self.most_looks_a_day if self.most_looks_a_day else math.inf


def strip_of(limits: Limits, elements: ElementSet, site_km: float) -> Strip | None:
    """Return the strip in which a place can be seen, ``site_km`` from the Earth's centre; None where it never can."""
    axis_km = elements.semi_major_axis_km
    away_km = axis_km * elements.eccentricity + RIPPLE_KM
    lowest_km, highest_km = axis_km - away_km, axis_km + away_km
    outer_deg = min(
        _centre_deg(limits.incidence_at_most_deg + VERTICAL_DEG, site_km, highest_km),
        _centre_of_off_nadir_deg(limits.off_nadir_at_most_deg + VERTICAL_DEG, site_km, highest_km),
    )
    least_deg = max(
        _centre_deg(limits.incidence_at_least_deg - VERTICAL_DEG, site_km, lowest_km),
        _centre_of_off_nadir_deg(limits.off_nadir_at_least_deg - VERTICAL_DEG, site_km, lowest_km),
    )
    if outer_deg <= 0.0 or least_deg >= outer_deg:
        return None
    inner_deg, ahead_deg = _edges_deg(limits, max(least_deg, 0.0), outer_deg, site_km, highest_km)
    return Strip(inner_deg - PLANE_DEG, outer_deg + PLANE_DEG, ahead_deg, limits.look != "right", limits.look != "left")


def _centre_deg(incidence_deg: float, site_km: float, orbit_km: float) -> float:
    """Return the angle at the Earth's centre between a place and a satellite seen at an incidence; below 0 for one."""
    angle = math.radians(incidence_deg)
    return incidence_deg - math.degrees(math.asin(site_km / orbit_km * math.sin(angle)))


def _centre_of_off_nadir_deg(off_nadir_deg: float, site_km: float, orbit_km: float) -> float:
    if off_nadir_deg <= 0.0:
        return 0.0
    sine = orbit_km / site_km * math.sin(math.radians(min(off_nadir_deg, 90.0)))
    if sine >= 1.0:
        return 90.0
    return math.degrees(math.asin(sine)) - off_nadir_deg


def _edges_deg(
    limits: Limits, least_deg: float, outer_deg: float, site_km: float, highest_km: float
) -> tuple[float, float]:
    """Return the least angle off the plane of a place seen within the limits on squint, and the largest along it.

    A place at the angle c from the satellite, and b off broadside, is off the plane by x, sin x = sin c cos b, and
    ahead of it by less than y, sin y = sin c sin b / cos c. The least is below 0 beyond the plane.
    """
    centre = np.radians(np.linspace(least_deg, outer_deg, SAMPLES))
    # From the law of tangents in the plane of satellite, place and the Earth's centre.
    off_nadir = np.arctan2(site_km * np.sin(centre), highest_km - site_km * np.cos(centre))
    aside = np.full(centre.shape, math.radians(limits.ground_squint_at_most_deg))
    if limits.squint_at_most_deg < 90.0:
        sine = math.sin(math.radians(limits.squint_at_most_deg)) / np.maximum(np.sin(off_nadir), 1e-12)
        aside = np.minimum(aside, np.arcsin(np.minimum(sine, 1.0)))
    # Broadside is square to the Earth-fixed velocity, which points aside of the plane, and about the geodetic nadir.
    turned = math.asin(GMST_RATE_RAD_S * highest_km / math.sqrt(WGS72_MU_KM3_S2 / highest_km))
    aside += turned + math.radians(VERTICAL_DEG) / np.maximum(np.sin(off_nadir), 1e-12)
    aside = np.minimum(aside, math.pi)
    inner = math.asin(float(np.min(np.sin(centre) * np.cos(aside))))
    ahead = np.arctan(np.tan(centre) * np.sin(np.minimum(aside, math.pi / 2.0)))
    return math.degrees(inner), math.degrees(float(np.max(ahead)))


def arcs_deg(strip: Strip, *, inclination_deg: float, lat_deg: float) -> Floats:
    """Return the arcs in which a place is in a strip: its angle east of the node, (arcs, 2), disjoint on the circle.

    ``lat_deg`` is geocentric. Arcs begin between -360 and 270 degrees; the whole circle is one arc of 360.
    """
    tilt, lat = math.radians(inclination_deg), math.radians(lat_deg)
    middle, swing = math.sin(lat) * math.cos(tilt), math.cos(lat) * abs(math.sin(tilt))
    found = []
    for low_deg, high_deg, allowed in (
        (-strip.outer_deg, -strip.inner_deg, strip.right),
        (strip.inner_deg, strip.outer_deg, strip.left),
    ):
        # The least and the largest value of swing sin a.
        least, most = middle - math.sin(math.radians(high_deg)), middle - math.sin(math.radians(low_deg))
        if not allowed or least > swing or most < -swing:
            continue
        begins, ends = _asin_deg(least, swing), _asin_deg(most, swing)
        found += [(begins, ends), (180.0 - ends, 180.0 - begins)]
    return _widened(np.array(found).reshape(-1, 2), 0.0)


def _asin_deg(value: float, swing: float) -> float:
    if abs(value) >= swing:
        return math.copysign(90.0, value)
    return math.degrees(math.asin(value / swing))


def _widened(arcs: Floats, by_deg: float) -> Floats:
    """Return arcs that reach further at both ends; those that then meet are one, also across the end of the circle."""
    if not len(arcs):
        return arcs
    joined = union(arcs + np.array([-by_deg - TOUCH_DEG, by_deg + TOUCH_DEG]))
    if joined[-1, 1] - 360.0 < joined[0, 0]:
        return joined
    if len(joined) == 1:
        return np.array([[joined[0, 0], joined[0, 0] + 360.0]])
    return np.vstack([[joined[-1, 0] - 360.0, joined[0, 1]], joined[1:-1]])


@dataclass(frozen=True)
class Plane:
    """The plane of one satellite, and how a place moves past it: rates in degrees a second."""

    inclination_deg: float
    node_deg: float  # at the start of the span
    east_deg_s: float  # of a place on the ground, from the node
    mean_deg_s: float  # of the satellite, from the node
    eccentricity: float

    @classmethod
    def of(cls, elements: ElementSet, span: Span) -> Plane:
        """Return the plane of an element set, moved to the start of a span at its secular rates."""
        rates = secular_rates(elements)
        node_deg_s = math.degrees(rates.node_rad_min / 60.0)
        return cls(
            inclination_deg=elements.inclination_deg,
            node_deg=elements.raan_deg - node_deg_s * epoch_s(elements, span),
            east_deg_s=math.degrees(GMST_RATE_RAD_S) - node_deg_s,
            mean_deg_s=math.degrees(rates.arg_latitude_rad_min / 60.0),
            eccentricity=elements.eccentricity,
        )

    @property
    def nodal_day_s(self) -> float:
        return 360.0 / self.east_deg_s

    def half_pass_s(self, strip: Strip) -> float:
        """Return the longest time from being abreast of a place in a strip to losing it, s."""
        return strip.ahead_deg / self.least_deg_s

    @property
    def least_deg_s(self) -> float:
        """The least rate at which the satellite passes a place: both move along the plane."""
        # The place moves by at most twice its rate about the pole; e changes the satellite's rate by 2 e at most.
        return self.mean_deg_s * (1.0 - 2.5 * self.eccentricity) - 2.0 * self.east_deg_s

    def widened(self, strip: Strip) -> Strip:
        """Return the strip in which a place is, while the satellite is abreast of it, if it is seen in that pass.

        A place crosses the plane at most at the share q of the rate at which the satellite passes it. At the outer edge
        the nearest approach is 1 - q^2 / 2 of the angle abreast. At the inner edge the place moves by q times the angle
        seen ahead.
        """
        q = self.east_deg_s / self.least_deg_s
        return replace(
            strip, inner_deg=strip.inner_deg - q * strip.ahead_deg, outer_deg=min(strip.outer_deg * (1.0 + q * q), 90.0)
        )

    def times_abreast(self, strip: Strip, lat_deg: float) -> Floats:
        """Return how often in a nodal day a satellite is abreast of a place in each arc of a strip, (arcs,): the mean.

        The strip is ``widened``, the arcs by the eccentricity.
        """
        by_deg = math.degrees(2.5 * self.eccentricity) * self.east_deg_s / self.mean_deg_s
        arcs = arcs_deg(self.widened(strip), inclination_deg=self.inclination_deg, lat_deg=lat_deg)
        tilt, lat = math.radians(self.inclination_deg), math.radians(lat_deg)
        found = []
        for begins, ends in _widened(arcs, by_deg):
            a = np.radians(np.linspace(begins, ends, 2 + int(ends - begins) * 2))
            north = math.sin(lat) * math.sin(tilt) + math.cos(lat) * math.cos(tilt) * np.sin(a)
            abreast = np.unwrap(np.arctan2(north, math.cos(lat) * np.cos(a)))
            along_deg = self.mean_deg_s / self.east_deg_s * (ends - begins)
            found.append((along_deg - math.degrees(float(abreast[-1] - abreast[0]))) / 360.0)
        return np.array(found)

    def covered_s(self, arcs: Floats, *, lon_deg: float, turned_deg: float, from_s: float, to_s: float) -> Floats:
        """Return when a place is in some arcs, (N, 2) in s; ``turned_deg`` is the Earth's angle at the start."""
        first_deg = turned_deg + lon_deg - self.node_deg
        last_deg = first_deg + self.east_deg_s * to_s
        turns = 360.0 * np.arange(math.floor(first_deg / 360.0) - 1, math.ceil(last_deg / 360.0) + 2)
        rows = (arcs[None, :, :] + turns[:, None, None] - first_deg).reshape(-1, 2) / self.east_deg_s
        cut = np.column_stack([np.maximum(rows[:, 0], from_s), np.minimum(rows[:, 1], to_s)])
        return np.asarray(cut[cut[:, 1] > cut[:, 0]])


def place_bounds(constellation: Constellation, base: Mapping[str, Limits | None], place: Site) -> PlaceBounds | None:
    """Return the bounds at a place for sensors with given limits, by name; None where a satellite's orbit has none.

    Each satellite has the plane of its element set that is nearest to the middle of the span. Orbits in deep space and
    with an eccentricity above MOST_ECCENTRIC have no bound.
    """
    span = constellation.span
    site = site_itrs_km(lat_deg=place.lat_deg, lon_deg=place.lon_deg, height_km=place.height_km)
    site_km = float(np.linalg.norm(site))
    lat_deg = math.degrees(math.asin(float(site[2]) / site_km))
    turned_deg = math.degrees(float(gmst_rad(span, np.zeros(1))[0]))
    covered: list[Floats] = []
    looks = most_looks = look_s = 0.0
    for satellite in constellation.satellites:
        if not satellite.serves(span):
            continue
        elements = nearest_set(satellite.elements, span)
        if elements.is_deep_space or elements.eccentricity > MOST_ECCENTRIC:
            return None
        plane = Plane.of(elements, span)
        from_s, to_s = satellite.service_s(span)
        for name in satellite.sensors:
            limits = base[name]
            strip = None if limits is None else strip_of(limits, elements, site_km)
            if limits is None or strip is None:
                continue
            arcs = arcs_deg(strip, inclination_deg=plane.inclination_deg, lat_deg=lat_deg)
            if not len(arcs):
                continue
            times = plane.times_abreast(strip, lat_deg)
            looks += float(times.sum()) * DAY_S / plane.nodal_day_s
            most_looks += float((np.floor(times) + 1.0).sum()) * DAY_S / plane.nodal_day_s
            look_s = max(look_s, 2.0 * (plane.half_pass_s(strip) + limits.squint_half_image_s))
            # An image reaches past the instant at which its middle meets the limits on squint.
            seen = _widened(arcs, limits.squint_half_image_s * plane.east_deg_s)
            covered.append(
                plane.covered_s(
                    seen,
                    lon_deg=place.lon_deg,
                    turned_deg=turned_deg,
                    from_s=max(from_s, 0.0),
                    to_s=min(to_s, span.duration_s),
                )
            )
    holes = complement(union(*covered) if covered else np.empty((0, 2)), 0.0, span.duration_s)
    return PlaceBounds(float(np.max(holes[:, 1] - holes[:, 0], initial=0.0)), looks, most_looks, look_s)
