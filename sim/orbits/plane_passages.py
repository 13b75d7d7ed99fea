"""When the plane of an orbit passes over a place: the Earth turns below it, twice a day through the place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import numpy as np

from ..clock import Span, gmst_rad
from ..constants import DAY_S, WGS84_E2
from .elements import ElementSet
from .secular import moved_to_epoch, secular_rates

Direction = Literal["northbound", "southbound"]

CLOSE_RAD = 1e-9  # 14 microseconds of the Earth's turning
MOST_TURNS = 20


@dataclass(frozen=True)
class Passage:
    """A moment at which the plane contains a place, and the direction of a satellite that is over the place then."""

    moment: datetime
    direction: Direction


def plane_passages(elements: ElementSet, *, lat_deg: float, lon_deg: float, near: datetime) -> tuple[Passage, ...]:
    """Return the northbound and the southbound passage of a plane over a place that are nearest to a moment.

    The tuple is empty if the plane never reaches the latitude of the place. A passage is the moment at which the place
    lies in the plane: sin(theta + lon - node) = tan(geocentric latitude) / tan(inclination), theta the GMST. The plane
    is that of SGP4's mean elements, carried to the moment with J2, J4 and drag. A satellite in low orbit leaves it by
    up to 0.02 degrees within a revolution, which is 5 s. No rocket is modelled: a launch takes minutes, and its rocket
    may turn into the plane.

    Raises DataError where SGP4 cannot carry the set to the moment.
    """
    tan_lat = (1.0 - WGS84_E2) * math.tan(math.radians(lat_deg))  # of the geocentric latitude
    found = []
    directions: tuple[Direction, Direction] = ("northbound", "southbound")
    for direction in directions:
        t_s = 0.0
        for _ in range(MOST_TURNS):
            plane = moved_to_epoch(elements, near + timedelta(seconds=t_s))
            tan_incl = math.tan(math.radians(plane.inclination_deg))
            if abs(tan_lat) > abs(tan_incl) or tan_incl == 0.0:
                break
            sine = tan_lat / tan_incl
            from_node = math.asin(sine)
            if direction == "southbound":
                from_node = math.pi - from_node
            over = float(gmst_rad(Span(near, 0.0), np.array([t_s]))[0]) + math.radians(lon_deg)
            short = math.remainder(math.radians(plane.raan_deg) + from_node - over, math.tau)
            t_s += short * secular_rates(plane).nodal_day_s / math.tau
            if abs(short) < CLOSE_RAD:
                found.append(Passage(near + timedelta(seconds=t_s), direction))
                break
    return tuple(sorted(found, key=lambda one: one.moment))


def earlier_each_day_s(elements: ElementSet) -> float:
    """Return how much earlier the plane passes over a place from one day to the next, s; negative: later.

    A plane that regresses as the Sun moves passes at the same time every day.
    """
    return DAY_S - secular_rates(elements).nodal_day_s
