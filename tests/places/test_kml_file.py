"""Places from KML: placemarks with a point, longitude first."""

import pytest

from sim.errors import UsageError
from sim.places.sites import Site, read_sites


def kml(*points: str, root: str = "kml") -> str:
    marks = "".join(f"<Placemark><name>P{i}</name>{point}</Placemark>" for i, point in enumerate(points))
    return f'<?xml version="1.0" encoding="ISO-8859-1"?>\n<{root} xmlns="http://www.opengis.net/kml/2.2"><Folder>{marks}</Folder></{root}>'


def point(at: str, mode: str = "") -> str:
    return f"<Point>{mode and f'<altitudeMode>{mode}</altitudeMode>'}<coordinates>{at}</coordinates></Point>"


def test_placemarks_are_places(tmp_path) -> None:
    """Longitude comes first, counts on past 360 where a map was scrolled, and an altitude is clamped to the ground."""
    path = tmp_path / "places.kml"
    path.write_text(kml(point("125.755,39.797,0"), point("\n 370.5,-10.25,33 "), point("1,2,0.0", "absolute")))
    assert read_sites(path) == [
        Site("P0", lat_deg=39.797, lon_deg=125.755),
        Site("P1", lat_deg=-10.25, lon_deg=10.5),
        Site("P2", lat_deg=2.0, lon_deg=1.0),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (kml(point("1,2,30", "absolute")), "the altitude 30 m is absolute, above the ground or the sea"),
        (kml("<LineString><coordinates>1,2 3,4</coordinates></LineString>"), "one Point, not LineString"),
        (kml(f"<MultiGeometry>{point('1,2')}{point('3,4')}</MultiGeometry>"), "one Point, not 2 points"),
        (kml(point("1,95")), "lat_deg = 95 must lie between -90 and 90"),
        (kml(point("1")), "must be longitude,latitude"),
        (kml(point("1E,2")), "'1E' is not a number"),
        (kml(point("1,2"), root="gpx"), "is XML with the root gpx, not KML"),
        (kml(), "the KML holds no placemark"),
        ("<kml>", "cannot be read as such: no element found"),
        ('<!DOCTYPE kml [<!ENTITY a "b">]><kml>&a;</kml>', "defines entities of its own"),
        (kml(point("1,2")).replace("P0", ""), "a name must not be blank"),
        (kml(point("1,2"), point("3,4")).replace("P1", "P0"), "the name 'P0' stands on line 2 already"),
    ],
)
def test_what_is_no_list_of_places_is_refused(tmp_path, text: str, says: str) -> None:
    """Each is named with what would be right."""
    path = tmp_path / "places.kml"
    path.write_text(text)
    with pytest.raises(UsageError, match=says):
        read_sites(path)
