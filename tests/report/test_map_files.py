"""Maps in files: each kind read back by someone else's reader, written whole, the same bytes each time."""

import csv
import json
import xml.etree.ElementTree as xml
from pathlib import Path

import numpy as np
import pytest
import shapely
import shapely.geometry
from report.made_map import KOREA, made_map, sampled_map

from sim.errors import ReconsimError, UsageError
from sim.places.grids import Grid, box, whole_earth
from sim.report import output_forms
from sim.report.map_csv import map_csv
from sim.report.map_files import write_map
from sim.report.map_geojson import map_geojson
from sim.report.output_forms import check_output

VALUES = 3600.0 + 60.0 * np.arange(KOREA.size, dtype=np.float64).reshape(KOREA.shape)
FIGURES = ["gap_max_s", "n_gaps"]
PACIFIC = box(south_deg=-10.0, north_deg=10.0, west_deg=170.0, east_deg=-170.0, step_deg=4.0)
SUFFIXES = (".nc", ".tif", ".geojson", ".csv", ".png", ".svg", ".pdf")


def written_with(suffix: str) -> None:
    """Leave a test out where the libraries that write such a file are not installed."""
    for library in {".nc": ("xarray", "netCDF4"), ".tif": ("tifffile",)}.get(suffix, ()):
        pytest.importorskip(library)


def holed() -> np.ndarray:
    values = VALUES.copy()
    values[1, 2] = np.nan
    return values


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_map_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    """Two files of one map are equal, and nothing else is left in the folder; an older file is replaced."""
    written_with(suffix)
    found = made_map(holed())
    for name in ("one", "two", "one"):
        write_map(found, tmp_path / f"{name}{suffix}", figures=FIGURES)
    assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"two{suffix}").read_bytes()
    assert len(list(tmp_path.iterdir())) == 2


def test_netcdf_comes_back_as_it_went(tmp_path: Path) -> None:
    """xarray reads the figures to the last bit, missing ones as NaN, with their attributes."""
    xarray = pytest.importorskip("xarray")
    written_with(".nc")
    found = made_map(holed())
    write_map(found, tmp_path / "map.nc", figures=FIGURES)
    with xarray.open_dataset(tmp_path / "map.nc") as back:
        xarray.testing.assert_identical(back.load(), found.to_xarray(FIGURES))


def test_geotiff_lies_where_the_grid_lies(tmp_path: Path) -> None:
    """Tags of EPSG:4326, scale and tie point at the north-west corner; rows from the north; bands named; NaN nodata."""
    tifffile = pytest.importorskip("tifffile")
    found = made_map(holed())
    write_map(found, tmp_path / "map.tif", figures=FIGURES)
    with tifffile.TiffFile(tmp_path / "map.tif") as file:
        [page] = file.pages[:1]
        tags = {tag.code: tag.value for tag in page.tags.values()}
        bands = file.asarray()
        keys = file.geotiff_metadata
    assert bands.shape == (2, *KOREA.shape)
    assert bands.dtype == np.float32
    np.testing.assert_array_equal(bands[0], holed()[::-1].astype(np.float32))
    assert keys is not None
    assert (keys["GTModelTypeGeoKey"], keys["GTRasterTypeGeoKey"], keys["GeographicTypeGeoKey"]) == (2, 1, 4326)
    scale, tie = tags[33550], tags[33922]
    row, column = 3, 5
    place = (tie[3] + (column + 0.5) * scale[0], tie[4] - (row + 0.5) * scale[1])
    expected = (KOREA.lon_deg[column], KOREA.lat_deg[KOREA.rows - 1 - row])
    assert place == pytest.approx(expected, abs=1e-12)
    assert tags[42113] == "nan"
    items = xml.fromstring(tags[42112])
    bands_named = {i.get("sample"): i.text for i in items if i.get("role") == "description"}
    assert bands_named == {"0": "gap_max_s: longest gap", "1": "n_gaps: number of gaps"}
    assert next(i.text for i in items if i.get("name") == "TITLE") == "A made-up map"


def test_geotiff_of_one_figure_has_one_band_and_says_letters_beyond_ascii(tmp_path: Path) -> None:
    """A lone band has two dimensions; a title in Korean comes back whole."""
    tifffile = pytest.importorskip("tifffile")
    write_map(made_map(VALUES, about={"title": "한반도 <1>"}), tmp_path / "map.tif", figures=["gap_max_s"])
    with tifffile.TiffFile(tmp_path / "map.tif") as file:
        assert file.asarray().shape == KOREA.shape
        [said] = [tag.value for tag in file.pages.first.tags.values() if tag.code == 42112]
    assert next(i.text for i in xml.fromstring(said) if i.get("name") == "TITLE") == "한반도 <1>"


def test_geojson_cells_cover_the_box_once() -> None:
    """One counter-clockwise polygon a cell; together they are the box, none meets another; a missing figure is null."""
    document = json.loads(map_geojson(made_map(holed()), FIGURES))
    assert document["type"] == "FeatureCollection"
    assert document["bbox"] == [124.0, 33.0, 132.0, 43.0]
    assert document["about"]["title"] == "A made-up map"
    assert "crs" not in document
    shapes = [shapely.geometry.shape(one["geometry"]) for one in document["features"]]
    assert all(shape.exterior.is_ccw and shape.is_valid for shape in shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(80.0, abs=1e-9)
    assert shapely.union_all(shapes).equals(shapely.box(124.0, 33.0, 132.0, 43.0))
    number = 1 * KOREA.columns + 2
    assert document["features"][number]["properties"] == {"gap_max_s": None, "n_gaps": 0.0}
    assert shapes[number].centroid.coords[0] == pytest.approx((126.5, 34.5), abs=1e-9)


@pytest.mark.parametrize(
    "grid",
    [
        PACIFIC,
        whole_earth(step_deg=36.0),
        Grid(south_deg=-80.0, west_deg=180.0, lat_step_deg=40.0, lon_step_deg=90.0, rows=5, columns=4),
        Grid(south_deg=0.0, west_deg=350.0, lat_step_deg=1.0, lon_step_deg=7.0, rows=1, columns=3),
        Grid(south_deg=0.0, west_deg=10.0, lat_step_deg=1.0, lon_step_deg=360.0, rows=1, columns=1),
    ],
    ids=["pacific", "globe", "poles", "past 360", "one cell all round"],
)
def test_geojson_keeps_to_its_longitudes(grid: Grid) -> None:
    """Longitudes lie from -180 to 180, cells that cross are cut there, and no area is lost. To 1e-6 square degrees."""
    document = json.loads(map_geojson(made_map(1.0, grid=grid), ["gap_max_s"]))
    shapes = [shapely.geometry.shape(one["geometry"]) for one in document["features"]]
    bounds = shapely.total_bounds(shapes)
    assert (bounds >= (-180.0, -90.0, -180.0, -90.0)).all()
    assert (bounds <= (180.0, 90.0, 180.0, 90.0)).all()
    south = np.maximum(grid.lat_deg - 0.5 * grid.lat_step_deg, -90.0)
    north = np.minimum(grid.lat_deg + 0.5 * grid.lat_step_deg, 90.0)
    expected = (north - south).sum() * grid.columns * grid.lon_step_deg
    assert sum(shape.area for shape in shapes) == pytest.approx(expected, abs=1e-6)
    assert shapely.union_all(shapes).area == pytest.approx(expected, abs=1e-6)
    assert all(part.exterior.is_ccw for shape in shapes for part in getattr(shape, "geoms", [shape]))


def test_geojson_across_the_antimeridian_has_a_box_from_west_to_east() -> None:
    """RFC 7946, 5.2: the first longitude of the box is the larger one."""
    assert json.loads(map_geojson(made_map(1.0, grid=PACIFIC), FIGURES))["bbox"] == [170.0, -10.0, -170.0, 10.0]


def test_csv_has_a_line_a_point() -> None:
    """Places, areas and figures; longitudes from -180 to 180, an empty cell for what is not there."""
    rows = list(csv.DictReader(map_csv(made_map(holed()), FIGURES).splitlines()))
    assert len(rows) == KOREA.size
    assert list(rows[0]) == ["lat_deg", "lon_deg", "area_km2", "gap_max_s", "n_gaps"]
    assert rows[KOREA.columns + 2] | {"area_km2": ""} == {
        "lat_deg": "34.5", "lon_deg": "126.5", "area_km2": "", "gap_max_s": "", "n_gaps": "0",
    }  # fmt: skip
    assert float(rows[5]["area_km2"]) == pytest.approx(KOREA.cell_km2[0], abs=1e-4)
    np.testing.assert_array_equal([float(row["gap_max_s"] or "nan") for row in rows], holed().ravel())
    pacific = [float(row["lon_deg"]) for row in csv.DictReader(map_csv(made_map(1.0, grid=PACIFIC), []).splitlines())]
    assert pacific[:5] == [172.0, 176.0, -180.0, -176.0, -172.0]


def test_a_csv_is_a_plain_table(tmp_path: Path) -> None:
    """The file has no line but the table's; what was mapped, and a swept map's errors, stand in the other forms."""
    found = sampled_map()
    write_map(found, tmp_path / "map.csv", figures=FIGURES)
    assert (tmp_path / "map.csv").read_text(encoding="utf-8") == map_csv(found, FIGURES)


ERROR = "swept less exact at 2 points, by exact: gap_max_s +20 % on average, +50 % at worst;"


def test_every_file_of_data_tells_the_errors_of_a_swept_map(tmp_path: Path) -> None:
    """One sentence for each figure: netCDF has it as an attribute, GeoTIFF in GDAL's items, GeoJSON under about."""
    found = sampled_map()
    assert found.described["error"].startswith(ERROR)
    assert json.loads(map_geojson(found, FIGURES))["about"]["error"] == found.described["error"]
    for suffix in (".nc", ".tif"):
        written_with(suffix)
        write_map(found, tmp_path / f"map{suffix}", figures=FIGURES)
    import tifffile
    import xarray

    with xarray.open_dataset(tmp_path / "map.nc") as back:
        assert back.attrs["error"] == found.described["error"]
    with tifffile.TiffFile(tmp_path / "map.tif") as file:
        [said] = [tag.value for tag in file.pages.first.tags.values() if tag.code == 42112]
    assert next(i.text for i in xml.fromstring(said) if i.get("name") == "ERROR") == found.described["error"]
    assert "error" not in made_map(VALUES).described


def test_files_leave_out_what_is_outside() -> None:
    """CSV and GeoJSON hold the points of interest alone."""
    inside = np.zeros(KOREA.shape, dtype=bool)
    inside[4, 4] = inside[5, 1] = True
    found = made_map(VALUES, inside=inside)
    rows = list(csv.DictReader(map_csv(found, FIGURES).splitlines()))
    assert [(row["lat_deg"], row["lon_deg"]) for row in rows] == [("37.5", "128.5"), ("38.5", "125.5")]
    assert len(json.loads(map_geojson(found, FIGURES))["features"]) == 2


@pytest.mark.parametrize(
    ("name", "points", "sentence"),
    [
        ("map.jpg", 4, "no map is written as .jpg; the suffixes are .nc, .tif"),
        ("map", 4, "no map is written to a name without suffix"),
        ("none/map.png", 4, "there is no folder none"),
        ("map.geojson", 50_001, "50,001 cells are too many for GeoJSON, at most 50,000"),
        ("old.csv", 4, "is there already; choose another name, or add --force"),
        ("folder.png", 4, "is a folder; name a file"),
    ],
)
def test_places_where_no_map_can_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, points: int, sentence: str
) -> None:
    """One sentence says why, before anything is computed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(UsageError) as refused:
        check_output("map", Path(name), size=points)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(("name", "missing"), [("map.nc", "xarray and netCDF4"), ("map.tif", "tifffile")])
def test_a_missing_library_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, name: str, missing: str
) -> None:
    """The libraries, and the extra that brings them."""
    monkeypatch.setattr(output_forms, "find_spec", lambda name: None)
    with pytest.raises(UsageError) as refused:
        check_output("map", Path(name), size=4)
    assert f"needs {missing}" in str(refused.value)
    assert "pip install 'reconsim[data]'" in str(refused.value)
    check_output("map", Path("map.png"), size=4)


def test_a_failure_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up half-way is said; the old map stays, no scrap is left."""
    path = tmp_path / "map.csv"
    path.write_text("mine", encoding="utf-8")

    def full(made: object, to: Path) -> None:
        to.write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sim.report.map_csv.write", full)
    with pytest.raises(ReconsimError, match="No space left on device"):
        write_map(made_map(VALUES), path, figures=FIGURES)
    assert path.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]
