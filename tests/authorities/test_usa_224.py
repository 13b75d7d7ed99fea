"""The picture of the Safir launch pad, 2019-08-29: where and when amateurs found the camera of USA 224 to have been.

Marco Langbroek and Cees Bassa published 09:44:20 UTC, a range of 382.1 km and, seen from the pad at 35.238 N 53.9508 E,
azimuth 195.8 and elevation 46.2 degrees. The set is the amateur observers', epoch 2019-08-27, as Mike McCants' list of
classified objects prints it, `0.00010600` for the rate; line 0 is written after its description, with sizes and
magnitude (mmccants.org/tles/mccdesc.html), the last line stands for the list's statistics.
"""

import pytest

from sim.clock import Span, parse_utc, timescale
from sim.constellation.satellite import Satellite
from sim.orbits.readers import parse_catalogue
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.simulation.access import find_access
from sim.windows.geometry_at import geometry

LIST = """\
USA 224         15.0  4.0  0.0  4.2 v
1 37348U 11002A   19239.00965638 0.00010600  00000-0  95384-4 0    03
2 37348  97.9000 349.1166 0536016 134.6567 225.3431 14.78336728    04

1 objects
"""
PAD = Site("Safir", lat_deg=35.238, lon_deg=53.9508)


def test_one_window_holds_the_picture():
    """One window of the day has azimuth 190-200, incidence 41-47 and the Sun above 10 degrees: from 09:44:17.4 UTC."""
    (usa_224,) = parse_catalogue(LIST, "classfd.tle").sets
    assert (usa_224.name, usa_224.catalog_number) == ("USA 224", 37348)
    limits = Limits(
        incidence_min_deg=41.0, incidence_max_deg=47.0, azimuth_from_deg=190.0, azimuth_to_deg=200.0,
        sun_elevation_min_deg=10.0,
    )  # fmt: skip
    access = find_access(
        [Satellite("USA 224", 37348, (usa_224,))], [PAD], Span(parse_utc("2019-08-29"), 86400.0), limits
    )
    (start,) = access.columns["start_utc"]
    (end,) = access.columns["end_utc"]
    assert start == "2019-08-29T09:44:17.438Z"
    assert start < "2019-08-29T09:44:20" < end


def test_range_azimuth_and_elevation_are_those_published():
    """At 09:44:20 this set is 382.1 km away, with azimuth and elevation within 0.5 degrees of the camera's.

    The angles of the camera were measured from the picture, to some tenths of a degree. Skyfield gives the same.
    """
    from skyfield.api import EarthSatellite, wgs84

    (usa_224,) = parse_catalogue(LIST, "classfd.tle").sets
    seen = geometry(usa_224, PAD, "2019-08-29T09:44:20Z")
    assert seen.range_km[0] == pytest.approx(382.1, abs=0.1)
    assert seen.azimuth_deg[0] == pytest.approx(195.8, abs=0.5)
    assert seen.elevation_deg[0] == pytest.approx(46.2, abs=0.5)
    assert seen.sun_elevation_deg[0] == pytest.approx(58.48, abs=0.01)  # noon was an hour before
    theirs = EarthSatellite.from_satrec(usa_224.satrec, timescale()) - wgs84.latlon(PAD.lat_deg, PAD.lon_deg)
    elevation, azimuth, distance = theirs.at(timescale().utc(2019, 8, 29, 9, 44, 20)).altaz()
    assert seen.range_km[0] == pytest.approx(distance.km, abs=0.01)  # its epoch is rounded to 1e-8 days
    assert seen.azimuth_deg[0] == pytest.approx(azimuth.degrees, abs=0.002)
    assert seen.elevation_deg[0] == pytest.approx(elevation.degrees, abs=0.002)
