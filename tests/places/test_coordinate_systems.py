"""Coordinate systems: which are degrees from Greenwich on WGS84 for sure, and what becomes of the others."""

import json
import sys

import numpy as np
import pytest
from places.made_coordinates import AXES, ETRS, GEOGRAPHIC, WKT2, shifted

from sim.errors import UsageError
from sim.places.coordinate_systems import of_geojson, of_wkt, rings_to_lon_lat
from sim.places.region_files import read_region
from sim.places.sites import read_sites

SPHERE = GEOGRAPHIC.replace("298.257223563", "0.0")
NTF_PARIS = (
    'GEOGCS["GCS_NTF_Paris",DATUM["D_NTF",SPHEROID["Clarke_1880_IGN",6378249.2,293.46602]],'
    'PRIMEM["Paris",2.337229166666667],UNIT["Grad",0.01570796326794897]]'
)
UTM = (
    f'PROJCS["WGS_1984_UTM_Zone_52N",{GEOGRAPHIC},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",129.0],PARAMETER["Scale_Factor",0.9996],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


@pytest.mark.parametrize(
    "words",
    [GEOGRAPHIC, AXES, ETRS, WKT2, f"\ufeff{GEOGRAPHIC}\n\0", GEOGRAPHIC.lower().replace("gcs_wgs_1984", "x"), ""],
    ids=["ESRI", "OGC", "ETRS89", "WKT 2", "marks", "small letters", "empty"],
)
def test_degrees_from_greenwich_need_no_pyproj(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that is plainly longitude and latitude is taken as it is, with nothing installed."""
    monkeypatch.setitem(sys.modules, "pyproj", None)
    assert of_wkt(words, source="zone.shp") is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (UTM, r"projected \(WGS_1984_UTM_Zone_52N\)"),
        (NTF_PARIS, r"not degrees from Greenwich on WGS84 \(GCS_NTF_Paris\)"),
        (GEOGRAPHIC.replace('"Greenwich",0.0', '"Rome",12.45'), "not degrees from Greenwich"),
        (GEOGRAPHIC.replace("0.0174532925199433", "0.01570796326794897"), "not degrees"),
        (SPHERE, "not degrees"),
        (GEOGRAPHIC[:-1] + ',AXIS["Lon",WEST],AXIS["Lat",NORTH]]', "not degrees"),
        (GEOGRAPHIC[:-1] + ',EXTENSION["PROJ4","+proj=longlat +pm=paris"]]', "not degrees"),
        (GEOGRAPHIC.replace("298.257223563]", "298.257223563],TOWGS84[100,0,0,0,0,0,0]"), "not degrees"),
        (GEOGRAPHIC[:40], "not a coordinate system that can be read"),
        ("EPSG:4326 of sorts", "not a coordinate system that can be read"),
    ],
)
def test_without_pyproj_all_else_names_the_extra(words: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says what the file holds, what would be right, and what to install."""
    monkeypatch.setitem(sys.modules, "pyproj", None)
    with pytest.raises(UsageError, match=says) as raised:
        of_wkt(words, source="zone.shp")
    assert str(raised.value).startswith("zone.shp: its .prj ")
    assert "give longitude and latitude on WGS84" in str(raised.value)
    assert "pip install 'reconsim[geo]'" in str(raised.value)


def test_grads_from_paris_come_out_in_degrees() -> None:
    """The published shift of NTF, (-168, -60, 320) m, worked out by hand, agrees within 5e-5 degree (5 m)."""
    truth = np.array([[2.3465, 48.8462]])
    on_ntf = shifted(truth, 6378249.2, 293.46602, np.array([-168.0, -60.0, 320.0]))
    to_lon_lat = of_wkt(NTF_PARIS, source="zone.shp")
    assert to_lon_lat is not None
    found = to_lon_lat((on_ntf - [2.337229166666667, 0.0]) / 0.9, "zone")
    np.testing.assert_allclose(found, truth, atol=5e-5)


def test_edges_keep_to_the_projected_line() -> None:
    """A straight edge of 600 km in UTM gets vertices until it strays by less than 1e-4 degree."""
    import shapely

    to_lon_lat = of_wkt(UTM, source="zone.shp")
    assert to_lon_lat is not None
    ring = [(200000.0, 5000000.0), (800000.0, 5000000.0), (800000.0, 5001000.0), (200000.0, 5001000.0)]
    found = rings_to_lon_lat(ring, to_lon_lat, "zone")
    assert 20 < len(found) < 200
    on_edge = to_lon_lat(np.column_stack([np.linspace(2e5, 8e5, 5001), np.full(5001, 5e6)]), "zone")
    away_deg = shapely.distance(shapely.points(on_edge), shapely.LineString(found))
    assert away_deg.max() < 1e-4


@pytest.mark.parametrize(
    ("crs", "says"),
    [
        ({"type": "name", "properties": None}, "names no coordinate system"),
        ({"type": "link", "properties": {"href": "x"}}, "names no coordinate system"),
        ([], "names no coordinate system"),
        ({"type": "name", "properties": {"name": "the usual ones"}}, "the usual ones, which is not known here"),
        ({"type": "EPSG", "properties": {"code": 999999}}, "EPSG:999999; pyproj does not know it"),
        ({"type": "name", "properties": {"name": "EPSG:4978"}}, "EPSG:4978; that is no place on the Earth"),
        ({"type": "name", "properties": {"name": "IAU_2015:49900"}}, "not on the Earth"),
    ],
)
def test_a_crs_that_cannot_be_followed_is_refused(crs: object, says: str) -> None:
    """What names nothing, what nobody knows, what lies elsewhere: each is a sentence."""
    with pytest.raises(UsageError, match=says):
        of_geojson(crs, source="x.geojson")


def test_a_site_is_projected_too(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A point in Web Mercator stands where its formula says, within 1e-9 degree; without pyproj it is refused."""
    x, y = 6378137.0 * np.radians(127.0), 6378137.0 * np.arctanh(np.sin(np.radians(37.5)))
    point = {"type": "Point", "coordinates": [x, y], "crs": {"type": "name", "properties": {"name": "EPSG:3857"}}}
    feature = {"type": "Feature", "properties": {"name": "A"}, "geometry": point}
    (tmp_path / "a.geojson").write_text(json.dumps(feature))
    (found,) = read_sites(tmp_path / "a.geojson")
    assert (found.lat_deg, found.lon_deg) == pytest.approx((37.5, 127.0), abs=1e-9)
    monkeypatch.setitem(sys.modules, "pyproj", None)
    with pytest.raises(UsageError, match=r"the coordinates are EPSG:3857.*reconsim\[geo\]"):
        read_sites(tmp_path / "a.geojson")


def test_coordinates_that_no_system_has_are_refused(tmp_path) -> None:
    """A projection has no place infinitely far east."""
    ring = [[0, 0], [1e300, 0], [1e300, 10], [0, 0]]
    zone = {"type": "Polygon", "coordinates": [ring], "crs": {"type": "EPSG", "properties": {"code": 32652}}}
    (tmp_path / "a.geojson").write_text(json.dumps(zone))
    with pytest.raises(UsageError, match="no place has the coordinates"):
        read_region(tmp_path / "a.geojson")
