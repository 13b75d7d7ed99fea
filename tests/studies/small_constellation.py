"""A small constellation for the tests of studies: two radars and an optical satellite over two places, three days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from random_orbits import element_set

from sim.clock import Span
from sim.constellation.constellation import Constellation
from sim.constellation.satellite import Satellite
from sim.constellation.target import Target
from sim.places.sites import Site
from sim.sensors.sensor import Sensor, Spread

START = datetime(2026, 7, 14, tzinfo=UTC)
DAY_S = 86400.0

RADAR = Sensor(
    "sar",
    "radar",
    look=("right", "either"),
    incidence_min_deg=Spread(25.0, 20.0, 15.0),
    incidence_max_deg=Spread(40.0, 45.0, 55.0),
    squint_max_deg=Spread(5.0, 15.0, 30.0),
    squint_none=True,
)
CAMERA = Sensor(
    "camera",
    "optical",
    light=("day", "day and night"),
    off_nadir_max_deg=Spread(25.0, 35.0, 45.0),
    sun_elevation_min_deg=Spread.of(10.0),
)
INFRARED = Sensor(
    "infrared",
    "infrared",
    in_use=("no", "yes"),
    off_nadir_max_deg=Spread(20.0, 30.0, 45.0),
    sun_elevation_max_deg=Spread.of(0.0),
)
PLACES = (Site("Yongbyon", lat_deg=39.797, lon_deg=125.755), Site("Sohae", lat_deg=39.66, lon_deg=124.705))


def flying(number: int, *sensors: str, **dates: Any) -> Satellite:
    elements = element_set(
        perigee_km=520.0 + 10.0 * number,
        eccentricity=0.001,
        inclination_deg=(45.4, 97.6, 52.0)[number % 3],
        raan_deg=70.0 * number,
        mean_anomaly_deg=110.0 * number,
        name=f"SAT {number}",
    )
    return Satellite(f"SAT {number}", 0, (elements,), sensors, **dates)


def constellation(
    satellites: Sequence[Satellite] | None = None, *, days: float = 3.0, sensors: Sequence[Sensor] = (RADAR, CAMERA)
) -> Constellation:
    if satellites is None:
        satellites = (flying(0, "sar"), flying(1, "camera"), flying(2, "sar"))
    return Constellation(
        span=Span(START, days * DAY_S),
        satellites=tuple(satellites),
        sensors={sensor.name: sensor for sensor in sensors},
        targets=tuple(Target(place.name, j) for j, place in enumerate(PLACES)),
        places=PLACES,
        epochs="switch",
    )
