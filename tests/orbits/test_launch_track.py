"""The track of a plane after a launch: against a twin that reads no element, and by hand on a polar orbit."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from first_sets import LAUNCHES
from naive_launch import closest_km, place_teme, plane_normal
from random_orbits import element_set

from sim.errors import DataError
from sim.orbits.elements import ElementSet
from sim.orbits.launch_track import EARTH_RADIUS_KM, Abeam, launch_track
from sim.places.sites import Site

START = datetime(2026, 7, 14, tzinfo=UTC)
PLACES = (
    Site("Naha", lat_deg=26.212, lon_deg=127.679),
    Site("Miyako", lat_deg=24.805, lon_deg=125.281),
    Site("Ishigaki", lat_deg=24.345, lon_deg=124.157),
    Site("Manila", lat_deg=14.6, lon_deg=121.0),
)
INSERTION_S = 705.0


@pytest.fixture(scope="module")
def abeam() -> tuple[Abeam, ...]:
    """Places beside the track of Malligyong-1, launched from Sohae."""
    launch = LAUNCHES["Malligyong-1"]
    site = Site("Sohae", lat_deg=launch.lat_deg, lon_deg=launch.lon_deg)
    insertion = launch.moment + timedelta(seconds=INSERTION_S)
    return launch_track(launch.first, site=site, launch=launch.moment, insertion=insertion, places=PLACES).abeam


def test_the_orbit_carried_back_comes_as_near_as_its_positions_do(abeam: tuple[Abeam, ...]) -> None:
    """Within 4 km and 4 s of the nearest point below the satellite.

    A satellite leaves the mean plane by up to 2 km; the track crosses its plane at 4 degrees, since the Earth
    turns below it, which moves the nearest point by 2 s and the distance by 1 km.
    """
    launch = LAUNCHES["Malligyong-1"]
    for one, place in zip(abeam, PLACES, strict=True):
        t_s, away_km = closest_km(
            launch.first, launch.moment, np.arange(0.0, 1500.0, 0.5), lat_deg=place.lat_deg, lon_deg=place.lon_deg
        )
        assert one.orbit_s == pytest.approx(t_s, abs=4.0)
        assert abs(one.orbit_km) == pytest.approx(away_km, abs=4.0)


def test_distances_from_the_plane_are_those_of_positions(abeam: tuple[Abeam, ...]) -> None:
    """Within 1 km of the mean plane of positions, at both times."""
    launch = LAUNCHES["Malligyong-1"]
    for one, place in zip(abeam, PLACES, strict=True):
        for t_s, km in ((one.rocket_s, one.rocket_km), (one.orbit_s, one.orbit_km)):
            direction = place_teme(launch.moment, t_s, lat_deg=place.lat_deg, lon_deg=place.lon_deg)
            sine = float(plane_normal(launch.first, launch.moment, t_s) @ direction)
            assert km == pytest.approx(EARTH_RADIUS_KM * math.asin(sine), abs=1.0)


def test_the_rocket_comes_by_before_the_orbit_until_it_is_inserted(abeam: tuple[Abeam, ...]) -> None:
    """It cannot be faster than the orbit; beyond the insertion they are one. Southward, the left is the east."""
    naha, miyako, ishigaki, manila = abeam
    assert 0.0 < naha.rocket_s < miyako.rocket_s < ishigaki.rocket_s < INSERTION_S
    assert all(one.rocket_s < one.orbit_s < INSERTION_S for one in (naha, miyako, ishigaki))
    assert manila.rocket_s == manila.orbit_s > INSERTION_S
    assert not naha.northbound
    assert naha.east_km(naha.orbit_km) > 0.0 > miyako.east_km(miyako.orbit_km)


def test_a_polar_track_by_hand() -> None:
    """Northward over the meridian of the site; a place 2 degrees to the east, a third of the way to the insertion.

    At an even speed the rocket is there after a third of the climb. The Earth turns by 0.25068 degrees a minute and
    carries the place on to the east: to 2 degrees and the turn since the launch, times the cosine of its latitude.
    """
    elements = element_set(perigee_km=500.0, eccentricity=0.0, inclination_deg=90.0, mean_anomaly_deg=0.0,
                           arg_perigee_deg=0.0)  # fmt: skip
    period_s = 60.0 * elements.period_min
    # The satellite is over latitude 30 when it is inserted, 600 s after a launch from below the node.
    insertion = START + timedelta(seconds=period_s / 12.0)
    launch = insertion - timedelta(seconds=600.0)
    lon_deg = _longitude_of_node(elements, launch)
    site = Site("pad", lat_deg=0.0, lon_deg=lon_deg)
    place = Site("place", lat_deg=10.0, lon_deg=lon_deg + 2.0)
    track = launch_track(elements, site=site, launch=launch, insertion=insertion, places=[place])
    (one,) = track.abeam
    assert track.site_off_km == pytest.approx(0.0, abs=3.0)
    assert track.insertion_lat_deg == pytest.approx(30.0, abs=0.2)  # geodetic against geocentric, short periods
    assert one.rocket_s == pytest.approx(200.0, abs=3.0)
    assert one.northbound
    east_deg = 2.0 + 0.25068 * one.rocket_s / 60.0
    away_km = EARTH_RADIUS_KM * math.radians(east_deg) * math.cos(math.radians(10.0))
    assert one.east_km(one.rocket_km) == pytest.approx(away_km, abs=5.0)  # an arc on the parallel, and 2 km


def test_an_orbit_that_does_not_come_from_the_site_is_refused() -> None:
    """At the insertion it stands behind the site."""
    launch = LAUNCHES["Malligyong-1"]
    site = Site("Sohae", lat_deg=launch.lat_deg, lon_deg=launch.lon_deg)
    with pytest.raises(DataError, match=r"stands \d+ degrees behind Sohae; it was not launched there at that time"):
        launch_track(
            launch.first,
            site=site,
            launch=launch.moment - timedelta(minutes=10),
            insertion=launch.moment - timedelta(minutes=2),
            places=PLACES,
        )


def _longitude_of_node(elements: ElementSet, moment: datetime) -> float:
    """Return the longitude below the ascending node at a moment, from the twin's angle."""
    x, y, _ = place_teme(moment, 0.0, lat_deg=0.0, lon_deg=0.0)
    return (elements.raan_deg - math.degrees(math.atan2(y, x)) + 180.0) % 360.0 - 180.0
