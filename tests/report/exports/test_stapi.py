"""GeoJSON as opportunities of the sensor tasking API, by the models of stapi-pydantic."""

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
import shapely.geometry
from report.exports.examples import EVIL, PRINTABLE, cased, no_windows, passes, windows

from sim.report.exports import stapi
from sim.report.exports.stapi import stapi_geojson


def opportunities(text: str) -> list[Any]:
    """Return the opportunities of a collection; raises ValidationError for what is none."""
    models = pytest.importorskip("stapi_pydantic")
    from geojson_pydantic.geometries import Geometry

    collection = models.OpportunityCollection[Geometry, models.OpportunityProperties]
    with warnings.catch_warnings():  # on a box across the antimeridian, which RFC 7946, 5.2, wants as it is
        warnings.filterwarnings("ignore", "BBOX crossing the Antimeridian line", UserWarning)
        return list(collection.model_validate_json(text).features)


@pytest.fixture(scope="module")
def text() -> str:
    return stapi_geojson(windows())


def test_windows_are_opportunities(text: str) -> None:
    """Each has the interval of the CSV, to the millisecond, a product and an id of its own."""
    columns = windows().columns
    found = opportunities(text)
    assert len(found) == len(columns["satellite"])
    for r, one in enumerate(found):
        printed = [f"{t:%Y-%m-%dT%H:%M:%S}.{t.microsecond // 1000:03d}Z" for t in one.properties.datetime]
        assert printed == [columns["start_utc"][r], columns["end_utc"][r]]
        assert one.properties.product_id == columns["satellite"][r]
    assert len({one.id for one in found}) == len(found)
    for made in (cased(), passes(), no_windows()):
        assert len(opportunities(stapi_geojson(made))) == len(made.columns["satellite"])


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('"datetime":"2026', '"datetime":"x'), ('"product_id"', '"product"'), ('"coordinates":[', '"coordinates":["x",'),
     ("Z/2026", "Z/1026"), ('"type":"Feature"', '"type":"feature"')],
)  # fmt: skip
def test_the_models_refuse_a_defect(text: str, right: str, wrong: str) -> None:
    """An interval that is none or ends before it starts, no product, a coordinate that is none, another type."""
    pytest.importorskip("stapi_pydantic")
    assert right in text
    with pytest.raises(ValueError, match="validation error"):
        opportunities(text.replace(right, wrong, 1))


def test_properties_are_the_csv_and_angles_at_the_middle(text: str) -> None:
    """The columns of the CSV are there as they are; angles equal its columns at the middle, to 1e-4 degrees."""
    columns = windows().columns
    same = {
        "view:off_nadir": "middle_off_nadir_deg",
        "view:incidence_angle": "middle_incidence_deg",
        "view:sun_elevation": "middle_sun_elevation_deg",
    }
    for r, feature in enumerate(json.loads(text)["features"]):
        said = feature["properties"]
        assert {key: said[key] for key in columns} == {key: column[r] for key, column in columns.items()}
        assert ("view:off_nadir" in said) == (columns["middle_off_nadir_deg"][r] is not None)
        for name, column in same.items():
            if name in said:
                assert said[name] == pytest.approx(columns[column][r], abs=1e-4)
                assert 0.0 <= said["view:sun_azimuth"] < 360.0


def test_targets_lie_where_they_are(text: str) -> None:
    """A place is a point; a region its outline, cut at the antimeridian, within 1 % of its area, with its box."""
    made = windows()
    outlines = {}
    for feature in json.loads(text)["features"]:
        name = feature["properties"]["target"]
        if name in made.points_deg:
            lat_deg, lon_deg = made.points_deg[name]
            assert feature["geometry"] == {"type": "Point", "coordinates": [pytest.approx(lon_deg), lat_deg]}
        else:
            outlines[name] = feature
    (fiji,) = outlines.values()
    shape = shapely.geometry.shape(fiji["geometry"])
    assert len(shape.geoms) == 2
    assert shape.is_valid
    assert all(part.exterior.is_ccw for part in shape.geoms)
    assert shape.area == pytest.approx(15.0, rel=0.01)
    assert (np.abs(shapely.get_coordinates(shape)[:, 0]) <= 180.0).all()
    assert fiji["bbox"] == [177.0, -19.0, -178.0, -16.0]


def test_names_are_exact_and_bytes_the_same(text: str, tmp_path: Path) -> None:
    """JSON holds every name as it is."""
    said = [feature["properties"] for feature in json.loads(text)["features"]]
    assert {*PRINTABLE} <= {one["target"] for one in said}
    assert EVIL in {one["satellite"] for one in said}
    for name in ("one", "two"):
        stapi.write(windows(), tmp_path / f"{name}.geojson")
    assert (tmp_path / "one.geojson").read_bytes() == (tmp_path / "two.geojson").read_bytes() == text.encode()
