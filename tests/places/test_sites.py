"""Places: what the door lets through and what it says to the rest."""

import json
import math

import pytest

from sim.errors import ScenarioError, UsageError
from sim.places.sites import Site, parse_site, read_sites


def test_site_text_gives_name_degrees_and_height() -> None:
    """NAME,LAT,LON[,HEIGHT_KM] with blanks around the commas reads as it looks; height is 0 when left out."""
    assert parse_site("Yongbyon, 39.797 ,125.755") == Site("Yongbyon", lat_deg=39.797, lon_deg=125.755)
    assert parse_site("Etna,37.751,14.993,3.4").height_km == 3.4
    assert parse_site("Pearl Harbor,21.355,-157.955").lon_deg == -157.955


@pytest.mark.parametrize("lon_deg", [-180.0, 0.0, 359.999, 360.0])
def test_longitudes_from_minus_180_to_360_are_welcome(lon_deg: float) -> None:
    """Both habits of counting longitude are accepted as given."""
    assert Site("x", lat_deg=-90.0, lon_deg=lon_deg).lon_deg == lon_deg


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Yongbyon,125.755,39.797",
            "lat_deg = 125.755 must lie between -90 and 90; are latitude and longitude swapped",
        ),
        ("x,10,361", "lon_deg = 361 must lie between -180 and 360"),
        ("x,10,-180.5", "lon_deg"),
        ("x,nan,10", "lat_deg = nan must be a finite number"),
        ("x,10,inf", "lon_deg = inf must be a finite number"),
        (
            "x,10,20,250",
            "height_km = 250 must lie between -12 and 30; the height is in kilometres",
        ),
        ("x,ten,20", "lat_deg = 'ten' is not a number"),
        ("x,10", "must read NAME,LAT,LON"),
        ("a,b,10,20,0", "a name cannot hold a comma"),
        (" ,10,20", "must not be blank"),
    ],
)
def test_wrong_site_text_is_refused_with_the_value(text: str, words: str) -> None:
    """The sentence names the value and what would be right."""
    with pytest.raises(UsageError) as raised:
        parse_site(text)
    assert words in str(raised.value)
    assert raised.value.exit_code == 2


def test_a_name_with_a_line_break_is_refused() -> None:
    """Names go into one-line tables and CSV."""
    with pytest.raises(UsageError, match="line break"):
        Site("a\nb", lat_deg=0.0, lon_deg=0.0)


def test_sites_file_reads_with_heights_quotes_and_further_columns(tmp_path) -> None:
    """A byte-order mark, quoted commas, blank lines, an empty height and unrelated columns do no harm."""
    path = tmp_path / "sites.csv"
    path.write_text(
        '\ufeffname,country,lat_deg,lon_deg,height_km\r\n"Andersen, Guam",US,13.584,144.93,0.1\r\n\r\n'
        "Seoul,KR,37.566,126.978,\r\n",
        encoding="utf-8",
    )
    assert read_sites(path) == [
        Site("Andersen, Guam", lat_deg=13.584, lon_deg=144.93, height_km=0.1),
        Site("Seoul", lat_deg=37.566, lon_deg=126.978),
    ]


def test_every_wrong_line_of_a_sites_file_is_named(tmp_path) -> None:
    """One reading lists all lines that are wrong, duplicates included, with exit code 2."""
    path = tmp_path / "sites.csv"
    path.write_text("name,lat_deg,lon_deg\nA,95,10\nB,10,20\nB,11,21\nC,1\nD,x,2\n")
    with pytest.raises(ScenarioError) as raised:
        read_sites(path)
    assert [problem.split(": ", 1)[0] for problem in raised.value.problems] == [
        "sites.csv:2",
        "sites.csv:4",
        "sites.csv:5",
        "sites.csv:6",
    ]
    assert "'B' stands on line 3 already" in raised.value.problems[1]
    assert raised.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "sites.csv:1: the file is empty"),
        ("name,lat_deg,lon_deg\n", "no site follows the heading"),
        ("name,lat,lon_deg\nA,1,2\n", "unknown column lat; did you mean lat_deg"),
        ("name,lat_deg,lon_deg,height\nA,1,2,3\n", "unknown column height; did you mean height_km"),
        ("name,lat_deg,lon_deg,wieght\nA,1,2,3\n", "unknown column wieght; did you mean weight"),
        ("name,lat_deg,lon_deg,horizont\nA,1,2,0:1\n", "unknown column horizont; did you mean horizon"),
        ("name,lat_deg,lon_deg,heigth_km\nA,1,2,3\n", "did you mean height_km"),
        ("name,lat_deg\nA,1\n", "the column lon_deg is missing"),
        ("name,lat_deg,lon_deg,lat_deg\nA,1,2,3\n", "the column lat_deg appears twice"),
    ],
)
def test_wrong_headings_are_refused(tmp_path, text: str, words: str) -> None:
    """A misspelt heading is refused rather than passed over."""
    path = tmp_path / "sites.csv"
    path.write_text(text)
    with pytest.raises(ScenarioError) as raised:
        read_sites(path)
    assert any(words in problem for problem in raised.value.problems)


def test_a_sites_file_that_cannot_be_read_is_a_usage_error(tmp_path) -> None:
    """No file, and a file that is not text, end with exit code 2 and a sentence."""
    with pytest.raises(UsageError, match="cannot read the sites file"):
        read_sites(tmp_path / "none.csv")
    (tmp_path / "binary.csv").write_bytes(b"name,lat_deg,lon_deg\n\xff\xfe,1,2\n")
    with pytest.raises(UsageError, match="UTF-8"):
        read_sites(tmp_path / "binary.csv")


def test_height_defaults_to_the_ellipsoid() -> None:
    """A site without a height lies on the WGS84 ellipsoid."""
    assert math.isclose(Site("x", lat_deg=1.0, lon_deg=2.0).height_km, 0.0, abs_tol=0.0)


def test_each_misspelt_heading_is_said_once(tmp_path) -> None:
    """A heading lat,lon is two mistakes and gives two sentences, not four."""
    path = tmp_path / "sites.csv"
    path.write_text("name,lat,lon\nA,1,2\n")
    with pytest.raises(ScenarioError) as raised:
        read_sites(path)
    assert raised.value.problems == [
        "sites.csv:1: unknown column lat; did you mean lat_deg?",
        "sites.csv:1: unknown column lon; did you mean lon_deg?",
    ]


def test_a_site_may_carry_a_weight_and_a_horizon(tmp_path) -> None:
    """Columns weight and horizon are read where they are filled; without them a site weighs 1 and sees all round."""
    path = tmp_path / "sites.csv"
    path.write_text("name,lat_deg,lon_deg,weight,horizon\nA,1,2,2.5,0:2; 90:5.5;180:0\nB,3,4,,\n")
    first, second = read_sites(path)
    assert (first.weight, first.horizon) == (2.5, ((0.0, 2.0), (90.0, 5.5), (180.0, 0.0)))
    assert (second.weight, second.horizon) == (1.0, ())


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"weight": 0.0}, "weight = 0 must be a finite number above 0"),
        ({"weight": -1.0}, "weight = -1"),
        ({"weight": math.inf}, "weight = inf"),
        ({"horizon": ((360.0, 1.0),)}, "azimuth 360 deg must lie from 0 to below 360"),
        ({"horizon": ((math.nan, 1.0),)}, "azimuth nan"),
        ({"horizon": ((10.0, 90.0),)}, "elevation 90 deg at azimuth 10 must lie from 0 to below 90"),
        ({"horizon": ((10.0, -1.0),)}, "elevation -1 deg"),
        ({"horizon": ((10.0, 1.0), (10.0, 2.0))}, "azimuths must rise, but 10 deg follows 10"),
        ({"horizon": ((10.0, 1.0, 3.0),)}, "is no pair"),
    ],
)
def test_wrong_weights_and_horizons_are_refused(changed: dict, words: str) -> None:
    """The sentence names the site, the value and what would be right."""
    with pytest.raises(UsageError, match="site 'x'") as raised:
        Site("x", lat_deg=0.0, lon_deg=0.0, **changed)
    assert words in str(raised.value)


def test_a_horizon_that_cannot_be_read_is_named_by_line(tmp_path) -> None:
    """A cell without colons, or with something other than numbers, says how a mask is written."""
    path = tmp_path / "sites.csv"
    path.write_text("name,lat_deg,lon_deg,horizon\nA,1,2,north\nB,1,2,0:x\nC,1,2,350:400\n")
    with pytest.raises(ScenarioError) as raised:
        read_sites(path)
    first, second, third = raised.value.problems
    assert "horizon = 'north' must read AZIMUTH:ELEVATION;..." in first
    assert second.startswith("sites.csv:3: site 'B'")
    assert "elevation 400 deg" in third


def test_sites_may_come_as_geojson_points(tmp_path) -> None:
    """What begins with a brace is GeoJSON: longitude first, a third coordinate in metres, the rest as properties."""
    path = tmp_path / "sites.txt"
    document = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": "Etna", "weight": 3, "horizon": [[0, 1], [90, 2.5]], "country": "IT"},
                "geometry": {"type": "Point", "coordinates": [14.993, 37.751, 3400.0]},
            },
            {
                "type": "Feature",
                "id": "Seoul",
                "properties": {"height_km": 0.04, "horizon": "0:1"},
                "geometry": {"type": "Point", "coordinates": [126.978, 37.566, 1.0]},
            },
        ],
    }
    path.write_text("\n " + json.dumps(document))
    assert read_sites(path) == [
        Site("Etna", lat_deg=37.751, lon_deg=14.993, height_km=3.4, weight=3.0, horizon=((0.0, 1.0), (90.0, 2.5))),
        Site("Seoul", lat_deg=37.566, lon_deg=126.978, height_km=0.04, horizon=((0.0, 1.0),)),
    ]


def feature(properties: object, coordinates: object, kind: str = "Point") -> dict:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (feature({"name": "A"}, [[0, 1], [1, 1]], "LineString"), "a site must be a Point, not LineString"),
        ({"type": "Feature", "properties": {"name": "A"}, "geometry": None}, "not a feature without geometry"),
        (feature({"name": "A"}, [1]), "coordinates = [1] must be longitude, latitude"),
        (feature({"name": "A"}, ["1", "2"]), "coordinates = ['1', '2']"),
        (feature({"name": "A"}, [0, 91]), "lat_deg = 91 must lie between -90 and 90"),
        (feature({"name": "A"}, [0, 1, 250000]), "height_km = 250 must lie between"),
        (feature({}, [0, 1]), "the property name is missing"),
        (feature({"name": 7}, [0, 1]), "the name 7 must be text"),
        (feature({"name": "A", "height": 3}, [0, 1]), "unknown property height; did you mean height_km?"),
        (feature({"name": "A", "weight": "big"}, [0, 1]), "weight = 'big' is not a number"),
        (feature({"name": "A", "horizon": 3}, [0, 1]), "horizon = 3 must be text"),
        (feature({"name": "first"}, [0, 1]), "the name 'first' stands on feature 1 already"),
        ({"type": "Place"}, 'must be an object with "type": "Feature"'),
        (feature([1], [0, 1]), "properties must be an object"),
    ],
)
def test_wrong_geojson_points_are_refused(tmp_path, entry: dict, words: str) -> None:
    """Each wrong feature is named with what would be right, with exit code 2."""
    path = tmp_path / "sites.geojson"
    good = feature({"name": "first"}, [0, 1])
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [good, entry]}))
    with pytest.raises(UsageError) as raised:
        read_sites(path)
    assert str(raised.value).startswith("sites.geojson, feature 2: ")
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "sites.json is not JSON: Expecting property name"),
        ('{"type": "Topology"}', "is TopoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "the list of features is empty"),
        ('{"type": "FeatureCollection"}', "must hold a list of features"),
        ('{"type": "GeometryCollection"}', "says nothing by itself"),
        ('{"kind": 1}', "the type None is none of GeoJSON's"),
        ('{"type": "Point", "crs": {"properties": {"name": "EPSG:385700"}}}', "the coordinates are EPSG:385700"),
    ],
)
def test_json_that_is_no_geojson_is_refused(tmp_path, text: str, words: str) -> None:
    """The sentence says what the document is and what would be right."""
    path = tmp_path / "sites.json"
    path.write_text(text)
    with pytest.raises(UsageError) as raised:
        read_sites(path)
    assert words in str(raised.value)
