"""Regions in scenario files: drawn when the file is read, each mistake said by its line."""

from pathlib import Path

import pytest
from scenario.small_scenario import HEAD, RADAR, SATELLITE

from sim.errors import ScenarioError
from sim.scenario.load import load_scenario

BEFORE = HEAD + RADAR + SATELLITE + '[[region]]\nname = "There"\n'  # the region's outline begins on line 19
TWO = (
    '{"type": "FeatureCollection", "features": ['
    '{"type": "Feature", "properties": {"name": "East"}, "geometry": {"type": "Polygon", "coordinates": '
    "[[[10, 40], [11, 40], [11, 41], [10, 40]]]}},"
    '{"type": "Feature", "properties": {"name": "West"}, "geometry": {"type": "Polygon", "coordinates": '
    "[[[0, 40], [1, 40], [1, 41], [0, 40]]]}}]}"
)


def problems_of(folder: Path, *lines: str) -> list[str]:
    """What is said of a region with these lines."""
    path = folder / "s.toml"
    path.write_text(BEFORE + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / "two.geojson").write_text(TWO, encoding="utf-8")
    (folder / "point.geojson").write_text('{"type": "Point", "coordinates": [12, 37]}', encoding="utf-8")
    with pytest.raises(ScenarioError) as raised:
        load_scenario(path)
    return raised.value.problems


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (['country = "North Koria"'], ".country: no country is called 'North Koria'; did you mean North Korea"),
        (['country = ["PRK", "Atlantis"]'], ".country: no country is called 'Atlantis'"),
        (['file = "two.geojson"'], ".file: two.geojson holds 2 features (East, West); select one by name"),
        (['file = "two.geojson"', 'select = "Easte"'], ".file: two.geojson holds nothing with the name 'Easte'"),
        (['file = "point.geojson"'], ".file: point.geojson: a region must be a Polygon or MultiPolygon, not Point"),
        (["polygon = [[10, 20], [30, 40]]"], ".polygon: a ring needs three different vertices, not 2"),
        (["polygon = [[37, 12], [38, 16], [38, 12], [37, 16]]"], ".polygon: the ring crosses itself near longitude"),
        (["polygon = [[37, 12, 0], [38, 16], [38, 12]]"], ".polygon[#1]: must hold 2 values, not 3"),
        (
            ["box = [10, 20, 30, 40]"],
            ".box: must be a table with south_deg, north_deg, west_deg, east_deg, not a list",
        ),
        (["circle = 5"], ".circle: must be a table with lat_deg, lon_deg, radius_km, not 5"),
    ],
)
def test_an_outline_that_cannot_be_drawn_is_refused_by_its_line(
    tmp_path: Path, lines: list[str], expected: str
) -> None:
    """Not only when the scenario is run: one sentence, at the line of the outline."""
    (said,) = problems_of(tmp_path, *lines)
    assert said.startswith(f"s.toml:19: region[There]{expected}"), said


def test_every_region_is_drawn(tmp_path: Path) -> None:
    """Two regions that cannot be drawn are two sentences."""
    said = problems_of(tmp_path, 'country = "Atlantis"', "[[region]]", 'name = "Else"', 'country = "Lemuria"')
    assert [one.split(":")[1] for one in said] == ["19", "22"]


def test_a_region_that_can_be_drawn_is_read(tmp_path: Path) -> None:
    """A box across longitude 180 is one."""
    path = tmp_path / "s.toml"
    box = "box = { south_deg = -20, north_deg = -10, west_deg = 170, east_deg = -170 }\n"
    path.write_text(BEFORE + box, encoding="utf-8")
    assert load_scenario(path).region[0].given == ["box"]
