"""Regions from GeoJSON: what is read, how one of several is chosen, what is refused."""

import json

import naive_areas as naive
import pytest

from sim.errors import UsageError
from sim.places.geojson import region_of_geojson
from sim.places.region_files import read_region

SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
FAR = [[20, 0], [30, 0], [30, 10], [20, 10], [20, 0]]
HOLE = [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]
SQUARE_KM2 = naive.box_km2(0.0, 10.0, 10.0)
HOLE_KM2 = naive.box_km2(2.0, 4.0, 2.0)


def feature(coordinates: object, kind: str = "Polygon", **properties: object) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


COLLECTION = {
    "type": "FeatureCollection",
    "features": [
        feature([SQUARE, HOLE], name="Alpha", side="west"),
        feature([FAR], NAME="Beta", side="east", code=7),
        feature([[FAR], [SQUARE]], "MultiPolygon", ADMIN="Gamma", side="east"),
    ],
}


@pytest.mark.parametrize(
    ("document", "area_km2"),
    [
        ({"type": "Polygon", "coordinates": [SQUARE]}, SQUARE_KM2),
        ({"type": "Polygon", "coordinates": [SQUARE, HOLE]}, SQUARE_KM2 - HOLE_KM2),
        ({"type": "Polygon", "coordinates": [[[*at, 55.0] for at in SQUARE]]}, SQUARE_KM2),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [FAR]]}, 2 * SQUARE_KM2),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}, SQUARE_KM2),
        (feature([SQUARE], name="A"), SQUARE_KM2),
        ({"type": "FeatureCollection", "features": [feature([SQUARE], name="A")]}, SQUARE_KM2),
    ],
    ids=["polygon", "hole", "heights", "parts", "parts that overlap", "feature", "collection of one"],
)
def test_every_form_of_polygon_is_read(document: dict, area_km2: float) -> None:
    """Alone, as a feature, in a collection; holes off, parts together, heights of vertices passed over."""
    assert region_of_geojson(document).area_km2 == pytest.approx(area_km2, rel=1e-9)


@pytest.mark.parametrize(
    ("select", "name", "area_km2"),
    [
        ("Alpha", "Alpha", SQUARE_KM2 - HOLE_KM2),
        ("alpha", "Alpha", SQUARE_KM2 - HOLE_KM2),
        ("beta", "beta", SQUARE_KM2),
        ("code=7", "7", SQUARE_KM2),
        ("GAMMA", "GAMMA", 2 * SQUARE_KM2),
        ("Side = East", "East", 2 * SQUARE_KM2),
        ("*", "the GeoJSON object", 2 * SQUARE_KM2),
    ],
)
def test_one_of_several_is_chosen_by_name_or_property(select: str, name: str, area_km2: float) -> None:
    """Letters may be big or small; what matches is united; the region is called by what was chosen."""
    region = region_of_geojson(COLLECTION, select=select)
    assert region.name == name
    assert region.area_km2 == pytest.approx(area_km2, rel=1e-9)
    assert region_of_geojson(COLLECTION, select=select, name="mine").name == "mine"


@pytest.mark.parametrize(
    ("select", "words"),
    [
        ("", r"holds 3 features \(Alpha, Beta, Gamma\); select one by name or by property=value, or all with \*"),
        ("Alfa", "holds nothing with the name 'Alfa'; did you mean Alpha"),
        ("Zulu", r"holds nothing with the name 'Zulu' \(Alpha, Beta, Gamma\)"),
        ("side=north", r"holds nothing with side 'north' \(west, east\)"),
        ("sides=east", "has no property 'sides'; did you mean side"),
    ],
)
def test_a_choice_that_fits_none_is_refused_with_what_there_is(select: str, words: str) -> None:
    """Near names are suggested, else all are listed."""
    with pytest.raises(UsageError, match=words):
        region_of_geojson(COLLECTION, select=select)


def test_a_file_gives_its_region_a_name(tmp_path) -> None:
    """The property name, else the file's name; a byte-order mark does no harm."""
    path = tmp_path / "fence.geojson"
    path.write_text("\ufeff" + json.dumps({"type": "Polygon", "coordinates": [SQUARE]}), encoding="utf-8")
    assert read_region(path).name == "fence"
    path.write_text(json.dumps(feature([SQUARE], name="Yard")))
    assert read_region(path).name == "Yard"
    assert read_region(path, name="mine").name == "mine"
    path.write_text(json.dumps(COLLECTION))
    assert read_region(path, select="beta").area_km2 == pytest.approx(SQUARE_KM2, rel=1e-9)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"type": "Point", "coordinates": [1, 2]}, "must be a Polygon or MultiPolygon, not Point"),
        ({"type": "Feature", "properties": {}, "geometry": None}, "not a feature without geometry"),
        ({"type": "Polygon", "coordinates": 7}, "the coordinates of a Polygon must be a list of rings"),
        ({"type": "Polygon", "coordinates": []}, "a polygon without a ring"),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], 7]}, "the coordinates of a MultiPolygon must be"),
        ({"type": "MultiPolygon", "coordinates": []}, "there is no polygon"),
        ({"type": "Polygon", "coordinates": [SQUARE, FAR]}, "hole 1: the hole reaches outside its polygon"),
        (
            {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[0, 0], [2, 2], [2, 0], [0, 2]]]]},
            "x.geojson, polygon 2: the ring crosses itself near longitude 1, latitude 1",
        ),
        ({"type": "Sketch"}, "the type 'Sketch' is none of GeoJSON's"),
        (
            {**feature([SQUARE]), "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::517900"}}},
            "EPSG::517900; pyproj does",
        ),
    ],
)
def test_a_document_without_a_region_is_refused(tmp_path, document: dict, words: str) -> None:
    """The sentence begins with the file's name and says what would be right."""
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps(document))
    with pytest.raises(UsageError) as raised:
        read_region(path)
    assert str(raised.value).startswith("x.geojson")
    assert words in str(raised.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path) -> None:
    """No file, no text and no JSON: each says so, with exit code 2."""
    with pytest.raises(UsageError, match=r"cannot read the region file .*none.geojson"):
        read_region(tmp_path / "none.geojson")
    (tmp_path / "a.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="is not text in UTF-8"):
        read_region(tmp_path / "a.json")
    (tmp_path / "b.json").write_text('{"type":')
    with pytest.raises(UsageError, match=r"b.json is not JSON: Expecting value: line 1 column 9"):
        read_region(tmp_path / "b.json")
    (tmp_path / "c.json").write_text("[1]")
    with pytest.raises(UsageError, match=r"c.json holds a JSON list; GeoJSON is an object"):
        read_region(tmp_path / "c.json")
