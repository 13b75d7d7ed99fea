"""`reconsim map`: what it prints, what it writes, and how it refuses."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from cli.command import Command, check

import sim
from sim.simulation.mapping import map_of

SMALL = ("example", "--set", "time.span_days=2", "--sensors", "radar", "--box", "36,42,12,16", "--step-deg", "1")
SETS = ("--start", "2026-08-22", "--days", "2", "--box", "36,42,12,16", "--step-deg", "1")


def test_it_prints_means_percentiles_and_places(reconsim: Command) -> None:
    """What was mapped, a line a figure, the worst and the best place, and where a file could go."""
    asked = reconsim("map", *SMALL)
    assert asked.code == 0
    lines = asked.out.splitlines()
    assert lines[0] == "Two satellites over three volcanoes"
    assert lines[1] == "2026-08-22T00:00Z to 2026-08-24T00:00Z, all-nominal"
    assert lines[2] == "satellites: TerraSAR-X"
    assert any(
        line.startswith("36 N to 42 N, 12 E to 16 E, 24 points 1 deg apart; gaps between windows") for line in lines
    )
    assert any(line.startswith("longest gap  ") for line in lines)
    assert any(line.startswith("longest gap: worst place: ") for line in lines)
    assert "note: gaps are between windows" in asked.err
    assert "draw it with -o map.png" in asked.err
    assert reconsim("map", *SMALL, "-q").err == ""


def test_the_figures_are_those_of_the_library(reconsim: Command) -> None:
    """JSON holds the means over the area that sim.map_of gives; the asked figure stands first; the same each time."""
    asked = reconsim("map", *SMALL, "--figure", "gap_p73_s", "--json", "--by-latitude")
    document = asked.json()
    grid = sim.box(south_deg=36.0, north_deg=42.0, west_deg=12.0, east_deg=16.0, step_deg=1.0)
    found = map_of(sim.load("example", overrides=["time.span_days=2"]), grid=grid, sensors="radar")
    assert next(iter(document["figures"])) == "gap_p73_s"
    for name, said in document["figures"].items():
        assert said["mean"] == pytest.approx(found.mean(found.figure(name)), abs=1e-6)
    assert [band["south_deg"] for band in document["by_latitude"]["gap_p73_s"]] == [36, 37, 38, 39, 40, 41]
    assert document["notes"][0].startswith("gaps are between windows")
    assert reconsim("map", *SMALL, "--figure", "gap_p73_s", "--json", "--by-latitude").out == asked.out


def test_files_of_every_kind_hold_the_same_figures(reconsim: Command, folder: Path) -> None:
    """One run writes them all; netCDF, GeoTIFF, CSV and GeoJSON agree; so do pictures."""
    xarray, tifffile = pytest.importorskip("xarray"), pytest.importorskip("tifffile")
    pytest.importorskip("netCDF4")
    names = [f"map.{suffix}" for suffix in ("nc", "tif", "csv", "geojson", "png", "svg", "pdf")]
    asked = reconsim("map", *SMALL, "-f", "gap_mean_s", *(part for name in names for part in ("-o", name)))
    assert asked.code == 0
    assert f"wrote {', '.join(names)}" in asked.err
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    with xarray.open_dataset(folder / "map.nc", decode_timedelta=False) as data:
        mean_s = data["gap_mean_s"].values
        assert set(data.data_vars) >= {"gap_max_s", "gap_p95_s", "percent_covered", "n_gaps", "first_seen_s"}
    bands = tifffile.imread(folder / "map.tif")
    np.testing.assert_array_equal(bands[0], mean_s[::-1].astype(np.float32))
    with (folder / "map.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    np.testing.assert_allclose([float(row["gap_mean_s"]) for row in rows], mean_s.ravel(), rtol=0.0, atol=5.1e-5)
    cells = json.loads((folder / "map.geojson").read_text(encoding="utf-8"))["features"]
    np.testing.assert_allclose([c["properties"]["gap_mean_s"] for c in cells], mean_s.ravel(), rtol=0.0, atol=5.1e-5)
    starts = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
    for suffix, start in starts.items():
        assert (folder / f"map.{suffix}").read_bytes().startswith(start)


def test_element_sets_are_mapped_with_limits_of_their_own(reconsim: Command, elements: Path) -> None:
    """The same grid from sets; satellites are chosen; without a limit that is said."""
    asked = reconsim("map", "--elements", elements, *SETS, "--off-nadir", "30", "--select", "40115", "--json")
    assert asked.code == 0
    about = asked.json()["about"]
    assert (about["satellites"], about["limits"]) == ("WorldView-3", "off-nadir up to 30 deg")
    assert about["title"] == "Coverage by WorldView-3"
    assert asked.json()["gaps"] == "looks"
    both = reconsim("map", "--elements", elements, *SETS, "--exact")
    assert both.out.startswith("Coverage by TerraSAR-X, WorldView-3")
    assert "refined to exact windows" in " ".join(both.out.split())
    assert "no limit given" in both.err


def test_a_swept_map_prints_its_errors(reconsim: Command, folder: Path) -> None:
    """Small maps are exact and print none; `--swept` prints each figure's: in the table and in JSON, file or not."""
    exact = reconsim("map", *SMALL)
    assert "refined to exact windows" in " ".join(exact.out.split())
    assert "against exact windows" not in exact.out
    swept = reconsim("map", *SMALL, "--swept", "-o", "map.json")
    said = " ".join(swept.out.split())
    assert "against exact windows at 24 points: longest gap " in said
    assert "; mean gap " in said
    document = reconsim("map", *SMALL, "--swept", "--json").json()
    error = document["figures"]["gap_max_s"]["error"]
    assert error["points"] == 24
    assert abs(error["mean_percent"]) <= abs(error["worst_percent"])
    about = json.loads((folder / "map.json").read_text(encoding="utf-8"))["about"]
    assert about["error"].startswith("swept less exact at 24 points, by exact: gap_max_s ")


def test_a_region_counts_alone(reconsim: Command, folder: Path) -> None:
    """A country by its name, or a polygon from a file."""
    asked = reconsim("map", "example", "--span-days", "1", "--region", "Italy", "--step-deg", "1", "--json")
    assert asked.code == 0
    document = asked.json()
    assert document["about"]["region"] == "Italy"
    assert document["grid"]["points"] < document["grid"]["rows"] * document["grid"]["columns"]
    ring = [[12.0, 36.0], [16.0, 36.0], [16.0, 40.0], [12.0, 40.0], [12.0, 36.0]]
    (folder / "mine.geojson").write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")
    asked = reconsim("map", "example", "--span-days", "1", "--region", "mine.geojson", "--step-deg", "1", "--json")
    assert asked.code == 0
    assert asked.json()["grid"]["points"] == 16


def test_the_whole_earth_is_an_option(reconsim: Command) -> None:
    """All of it, with all its latitudes in bands from the north."""
    asked = reconsim("map", "example", "--globe", "--step-deg", "10", "--span-days", "1", "--by-latitude")
    assert asked.code == 0
    assert "90 S to 90 N, 180 W to 180 E, 648 points 10 deg apart" in asked.out
    bands = [line for line in asked.out.splitlines() if line[:1].isdigit() and " to " in line and "points" not in line]
    assert bands[1].startswith("80 N to 90 N")


VIEW = ("example", "--set", "sensor.camera.fov_across_deg=20", "--set", "sensor.camera.fov_along_deg=2")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ((), 2, "give a SCENARIO or --elements FILE, one of them; neither is given"),
        (("example", "--elements", "two.3le"), 2, "one of them; both are given"),
        (("example", "--off-nadir", "30", "--days", "3"), 2, "--days, --off-nadir belong to --elements; change its"),
        (("--elements", "two.3le", "--case", "all-low"), 2, "--case belongs to a SCENARIO"),
        (("--elements", "two.3le", "--days", "1"), 2, "--start is missing"),
        (("--elements", "two.3le", "--start", "2026-08-22"), 2, "give --days, --hours or --end"),
        (("example", "-f", "gap_man_s"), 2, "--figure: a map has no figure 'gap_man_s'; did you mean gap_mean_s?"),
        (("example", "--box", "1,2,3"), 2, "--box: box '1,2,3' must read SOUTH,NORTH,WEST,EAST"),
        (("example", "--box", "1,2,3,4", "--globe"), 2, "--box and --globe are both given"),
        (("example", "--region", "Atlantis"), 2, "--region: no country is called 'Atlantis'"),
        (("example", "--region", "none.geojson"), 2, "none.geojson"),
        (("example", "--step-deg", "0"), 2, "--step-deg: box: step_deg = 0 must be above 0"),
        (("example", "--step-s", "0"), 2, "step_s = 0 must be above 0"),
        (("example", "--case", "nominal"), 2, "there is no case 'nominal'; the cases are all-low"),
        (("example", "--sensors", "laser"), 2, "--sensors"),
        (("example", "--span-days", "0"), 2, "span_days = 0 must be from one second"),
        (VIEW, 2, "fov_across_deg, fov_along_deg cannot be mapped"),
        (VIEW, 2, "(--leave-out fov maps without it)"),
        ((*VIEW, "--set", "sensor.camera.range_max_km=9"), 2, "(--leave-out range --leave-out fov maps without them)"),
        (("example", "--leave-out", "nothing"), 2, "there is no limit 'nothing'; the limits are elevation_min_deg"),
        (("example", "-o", "map.jpg"), 2, "no map is written as .jpg; the suffixes are .nc, .tif, .tiff, .geojson"),
        (("example", "-o", "none/map.png"), 2, "there is no folder none"),
        (("example", "-o", "two.3le.csv"), 2, "is there already; choose another name, or add --force"),
        (("example", "--globe", "-o", "map.geojson"), 2, "64,800 cells are too many for GeoJSON"),
        (("example", "--span-days", "2000"), 4, "more than 1000 days says nothing"),
        (("no-such-scenario",), 2, "no-such-scenario"),
    ],
)  # fmt: skip
def test_wrong_options(
    reconsim: Command, elements: Path, folder: Path, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    """One sentence says what is wrong; nothing is printed, nothing written."""
    (folder / "two.3le.csv").write_text("mine", encoding="utf-8")
    asked = reconsim("map", *arguments)
    assert (asked.code, asked.out) == (code, ""), asked
    assert any(sentence in line for line in asked.errors), asked.errors
    assert sorted(path.name for path in folder.iterdir()) == ["two.3le", "two.3le.csv"]
    assert (folder / "two.3le.csv").read_text(encoding="utf-8") == "mine"


def test_several_complaints_are_named_at_once(reconsim: Command, elements: Path) -> None:
    """Every wrong limit of element sets, as in `reconsim windows`."""
    asked = reconsim("map", "--elements", elements, *SETS, "--incidence", "50,20", "--squint", "95")
    check(asked, 2, "--incidence 50,20", "--squint 95")


def test_help_stays_light() -> None:
    """Asking for help, or making a mistake in the options, imports none of the heavy libraries."""
    heavy = ["numba", "skyfield", "pandas", "matplotlib", "sgp4", "xarray", "shapely"]
    code = (
        "import sys, sim.cli\n"
        "sys.argv = ['reconsim', 'map', '--help']\n"
        "try:\n    sim.cli.main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"print('heavy:', [name for name in {heavy!r} if name in sys.modules], file=sys.stderr)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stderr.strip().endswith("heavy: []"), run.stderr
