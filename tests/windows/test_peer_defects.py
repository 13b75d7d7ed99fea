"""What other programs were seen or reported to get wrong, held to here; each test names where it comes from.

More of the kind stands where it belongs: through the Earth, in mid-pass, at 89.9 degrees and always in view in
test_windows.py; grazing passes, a start moved by a second and table steps in test_windows_against_twin.py; decay, old
sets and numbers of nine digits with their readers.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import naive
import numpy as np
import pytest
from numpy.typing import NDArray
from random_orbits import element_set
from skyfield.api import EarthSatellite, load, wgs84

from sim.clock import Span
from sim.constellation.satellite import Satellite
from sim.orbits.elements import ElementSet
from sim.orbits.ephemeris import Track, ephemeris
from sim.orbits.notional import keplerian, sun_synchronous
from sim.orbits.readers import parse_elements
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.simulation.access import find_access
from sim.windows.search import Search

START = datetime(2026, 7, 14, 3, tzinfo=UTC)
DAY_S = 86400.0
KOSTROMA = Site("Kostroma", lat_deg=56.0, lon_deg=44.0)
LOW = element_set(perigee_km=550.0, eccentricity=0.001, inclination_deg=97.6, name="LOW")


def rows(
    elements: ElementSet, site: Site, limits: Limits, *, duration_s: float, start: datetime = START
) -> NDArray[np.float64]:
    """Return the windows of one satellite at one place over a span, (N, 2)."""
    table = ephemeris(Span(start, duration_s), [Track(0, elements, 0.0, duration_s)])
    found = Search(table, [site], threads=1).windows(limits)
    return np.stack([found.start_s, found.end_s], axis=1)


def test_windows_between_the_points_of_a_grid():
    """A band of off-nadir angle that passes cross within a minute: none is lost, though a minute's grid meets few.

    brahe 1.8, 500 km sun-synchronous, off-nadir 20 to 45 degrees over 56 N 44 E for ten days: 20 windows at its own
    step of 60 s, 22 at 10 s and at 1 s. Orekit, lox and OSTk step by 60 s or more as well.
    """
    orbit = sun_synchronous(name="SSO", epoch=START, height_km=500.0, ltan_h=10.5)
    days = 2
    for band in (Limits(off_nadir_min_deg=20.0, off_nadir_max_deg=45.0, elevation_min_deg=5.0),
                 Limits(off_nadir_min_deg=40.0, off_nadir_max_deg=42.0, elevation_min_deg=5.0)):  # fmt: skip
        found = rows(orbit, KOSTROMA, band, duration_s=days * DAY_S)
        twin = naive.naive_windows(
            orbit, lat_deg=56.0, lon_deg=44.0, height_km=0.0, limits=band, start=START, duration_s=days * DAY_S
        )
        assert found.shape == twin.windows_s.shape
        assert np.abs(found - twin.windows_s).max() < 1e-3
    on_the_grid = np.ceil(found[:, 0] / 60.0) * 60.0 < found[:, 1]
    assert len(found) >= 4
    assert 0 < on_the_grid.sum() < len(found)  # so a grid of a minute loses some of them


@pytest.mark.parametrize("elevation_deg", [45.0, 60.0, 75.0, 89.0])
def test_rise_and_set_at_high_thresholds(elevation_deg: float):
    """At 45 degrees and more each window rises and sets where Skyfield's own altaz has the threshold, to 1e-5 degrees.

    Skyfield's find_events gave wrong sets from 45 degrees on (python-skyfield issue 1000).
    """
    sub_lat, sub_lon = naive.sub_point_deg(naive.earth_fixed_km(LOW, START, [20_000.0]))
    site = Site("Below", lat_deg=float(sub_lat[0]), lon_deg=float(sub_lon[0]))
    found = rows(LOW, site, Limits(elevation_min_deg=elevation_deg), duration_s=2 * DAY_S)
    assert len(found) >= 1
    assert np.any((found[:, 0] < 20_000.0) & (found[:, 1] > 20_000.0))
    timescale = load.timescale(builtin=True)
    seen = EarthSatellite.from_satrec(LOW.satrec, timescale) - wgs84.latlon(site.lat_deg, site.lon_deg)
    altitude, _, _ = seen.at(timescale.utc(2026, 7, 14, 3, 0, found.ravel())).altaz()
    assert np.abs(altitude.degrees - elevation_deg).max() < 1e-5


def test_a_molniya_orbit():
    """Passes of up to ten hours with a rush past perigee between: the twin's windows, Skyfield's elevation at each end.

    Skyfield's find_events breaks on highly eccentric orbits (python-skyfield issue 1017).
    """
    molniya = keplerian(
        name="MOLNIYA",
        epoch=START,
        mean_motion_rev_day=2.00613,
        eccentricity=0.72,
        inclination_deg=63.4,
        arg_perigee_deg=270.0,
        raan_deg=80.0,
    )
    for elevation_deg in (0.0, 10.0, 30.0):
        limits = Limits(elevation_min_deg=elevation_deg)
        found = rows(molniya, KOSTROMA, limits, duration_s=2 * DAY_S)
        twin = naive.naive_windows(
            molniya, lat_deg=56.0, lon_deg=44.0, height_km=0.0, limits=limits, start=START, duration_s=2 * DAY_S
        )
        assert found.shape == twin.windows_s.shape
        assert len(found) >= 2
        edges_s = found.ravel()
        edges_s = edges_s[(edges_s > 0.0) & (edges_s < 2 * DAY_S)]
        timescale = load.timescale(builtin=True)
        seen = EarthSatellite.from_satrec(molniya.satrec, timescale) - wgs84.latlon(56.0, 44.0)
        altitude, _, _ = seen.at(timescale.utc(2026, 7, 14, 3, 0, edges_s)).altaz()
        assert np.abs(altitude.degrees - elevation_deg).max() < 1e-5


def test_the_day_after_a_leap_second():
    """Windows of 1 January 2017 are the same, in UTC, from a span that begins before the leap second and one after it.

    At the end of 2016 UTC had a second more. Programs that count on from the start are a second late from then on.
    """
    satellite = element_set(perigee_km=550.0, eccentricity=0.001, inclination_deg=97.6, epoch_days=-3481.0, name="OLD")
    after = datetime(2017, 1, 1, tzinfo=UTC)
    before = after - timedelta(days=1)
    limits = Limits(elevation_min_deg=5.0)
    across = rows(satellite, KOSTROMA, limits, start=before, duration_s=2 * DAY_S) - DAY_S
    alone = rows(satellite, KOSTROMA, limits, start=after, duration_s=DAY_S)
    across = across[across[:, 0] > 0.0]
    assert len(alone) >= 4
    assert np.abs(across - alone).max() < 1e-3


def test_sets_of_400_days_serve_and_say_their_age():
    """Nothing breaks and nothing is hidden: windows come, each with an age of 400 days beside it.

    pyephem refused to look far from an epoch, other programs say nothing (pyephem issue 130, satchecker 13).
    """
    old = element_set(perigee_km=550.0, eccentricity=0.001, inclination_deg=97.6, epoch_days=-400.0, name="OLD")
    found = find_access([Satellite("OLD", 1, (old,))], [KOSTROMA], Span(START, DAY_S), Limits(), threads=1)
    ages_d = np.array(found.columns["element_age_d"])
    assert len(ages_d) >= 4
    assert np.all((ages_d > 399.0) & (ages_d < 402.0))


def test_catalogue_numbers_of_six_digits_and_more():
    """An OMM's number goes from the file to the rows of windows as it is, 270288 and 999999999 alike.

    Two-line sets have five columns for it, and readers built on them stop at 99999 or at 339999.
    """
    omm = {
        "OBJECT_NAME": "NEW", "OBJECT_ID": "2026-150A", "EPOCH": "2026-07-14T00:00:00.000000",
        "MEAN_MOTION": "15.05", "ECCENTRICITY": ".0010000", "INCLINATION": "97.6", "RA_OF_ASC_NODE": "40",
        "ARG_OF_PERICENTER": "30", "MEAN_ANOMALY": "10", "EPHEMERIS_TYPE": "0", "CLASSIFICATION_TYPE": "U",
        "ELEMENT_SET_NO": "999", "REV_AT_EPOCH": "1", "BSTAR": "0", "MEAN_MOTION_DOT": "0", "MEAN_MOTION_DDOT": "0",
    }  # fmt: skip
    for number in (270288, 999999999):
        (one,) = parse_elements(json.dumps([omm | {"NORAD_CAT_ID": str(number)}]), "six digits")
        named = Satellite("NEW", one.catalog_number, (one,))
        found = find_access([named], [KOSTROMA], Span(START, DAY_S), Limits(), threads=1)
        assert set(found.columns["norad_id"]) == {number}
