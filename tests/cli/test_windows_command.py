"""`reconsim windows`: what it answers, in its three forms, and what it says beside the answer."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import pytest
from cli.command import Command, check

from sim.report.window_geometry import GEOMETRY_COLUMNS
from sim.report.window_rows import COLUMNS

ETNA = ("--site", "Etna,37.751,14.993")
DAY = ("--start", "2026-08-22", "--days", "1")
RADAR = ("--incidence", "20,45", "--squint", "15")


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def test_the_csv_has_the_agreed_columns_sorted_and_consistent(reconsim: Command, elements: Path) -> None:
    """The columns in their order; UTC in milliseconds; lengths from the printed times; rows sorted; names as given."""
    asked = reconsim(
        "windows", "--elements", elements, *ETNA, "--site", "Santorini,36.404,25.396,0.2", *DAY, "--format", "csv"
    )
    assert asked.code == 0
    header = asked.out.splitlines()[0]
    assert header == (
        "satellite,target,start_utc,end_utc,duration_s,norad_id,sensor,case,pass_id,side,cut_start,cut_end,"
        "max_elevation_deg,min_off_nadir_deg,element_age_d"
    )
    found = rows(asked.out)
    assert len(found) > 15
    keys = [(row["start_utc"], row["satellite"], row["target"], row["sensor"], row["case"]) for row in found]
    assert keys == sorted(keys)
    for row in found:
        for key in ("start_utc", "end_utc"):
            assert datetime.strptime(row[key], "%Y-%m-%dT%H:%M:%S.%fZ")
            assert len(row[key]) == len("2026-08-22T00:00:00.000Z")
        length_s = (datetime.fromisoformat(row["end_utc"]) - datetime.fromisoformat(row["start_utc"])).total_seconds()
        assert float(row["duration_s"]) == length_s
        assert row["cut_start"] in ("true", "false")
    assert {(row["satellite"], row["norad_id"]) for row in found} == {("TerraSAR-X", "31698"), ("WorldView-3", "40115")}
    assert {row["target"] for row in found} == {"Etna", "Santorini"}
    assert all(row["pass_id"].startswith(f"{row['norad_id']}-2026082") for row in found)


def test_json_is_the_csv_s_twin(reconsim: Command, elements: Path) -> None:
    """`--json` is `--format json`: one document, whose windows have the CSV's columns and values, and figures."""
    asked = ("windows", "--elements", elements, *ETNA, *DAY)
    document = reconsim(*asked, "--json").json()
    assert reconsim(*asked, "--format", "json").json() == document
    assert document["schema_version"] == 1
    listed = rows(reconsim(*asked, "--format", "csv").out)
    assert [list(window) for window in document["windows"]] == [list(COLUMNS)] * len(listed)
    for window, row in zip(document["windows"], listed, strict=True):
        for key, value in window.items():
            text = row[key]
            if isinstance(value, bool):
                assert text == str(value).lower()
            elif isinstance(value, int | float):
                assert float(text) == value
            else:
                assert text == (value or "")
    figures = document["figures"]["Etna"]
    assert figures["n_looks"] == len({window["pass_id"] for window in document["windows"]})
    assert figures["gap_max_s"] >= figures["gap_mean_s"] > 0.0


def test_geometry_appends_columns_in_every_form(reconsim: Command, elements: Path, tmp_path: Path) -> None:
    """`--geometry`: the agreed columns, then angles at start, middle and end, in every form; some in the table."""
    asked = ("windows", "--elements", elements, *ETNA, *DAY, *RADAR)
    plain, more = (reconsim(*asked, "--format", "csv", *extra).out for extra in ((), ("--geometry",)))
    assert [line[: len(old)] for line, old in zip(more.splitlines(), plain.splitlines(), strict=True)] == (
        plain.splitlines()
    )
    found = rows(more)
    assert list(found[0]) == [*COLUMNS, *GEOMETRY_COLUMNS]
    document = reconsim(*asked, "--geometry", "--json").json()
    assert [float(row["middle_azimuth_deg"]) for row in found] == [w["middle_azimuth_deg"] for w in document["windows"]]
    for name in ("windows.csv", "windows.json", "windows.geojson"):
        assert reconsim(*asked, "--geometry", "-o", tmp_path / name).code == 0
    assert (tmp_path / "windows.csv").read_text(encoding="utf-8") == more
    assert json.loads((tmp_path / "windows.json").read_text(encoding="utf-8")) == document
    (first, *_) = json.loads((tmp_path / "windows.geojson").read_text(encoding="utf-8"))["features"]
    assert first["properties"].items() >= document["windows"][0].items()
    assert "at the middle of the window" in reconsim(*asked, "--geometry").out


def test_the_table_ends_with_the_figures_of_each_place(reconsim: Command, elements: Path) -> None:
    """One line a window, then a line a place with looks, looks a day, mean gap and longest gap."""
    asked = reconsim("windows", "--elements", elements, *ETNA, "--site", "Hekla,64,-19.7", *DAY, *RADAR)
    assert asked.code == 0
    windows, figures = asked.out.split("\n\n")
    listed = rows(
        reconsim("windows", "--elements", elements, *ETNA, "--site", "Hekla,64,-19.7", *DAY, *RADAR, "--format=csv").out
    )
    assert sum(line.startswith(("Etna ", "Hekla ")) for line in windows.splitlines()) == len(listed)
    head, _, *lines = figures.splitlines()
    assert head.split("  ")[0] == "target"
    assert [line.split()[0] for line in lines] == ["Etna", "Hekla"]
    for line in lines:
        name, n_looks = line.split()[:2]
        assert int(n_looks) == len({row["pass_id"] for row in listed if row["target"] == name})


def test_a_zone_turns_the_table_and_nothing_else(reconsim: Command, elements: Path) -> None:
    """`--tz` prints the same instants in the table; CSV and JSON stay in UTC."""
    asked = ("windows", "--elements", elements, *ETNA, *DAY, *RADAR)
    plain, seoul = reconsim(*asked), reconsim(*asked, "--tz", "Asia/Seoul")
    assert "2026-08-22 05:13:14" in plain.out
    assert "2026-08-22 14:13:14" in seoul.out
    assert "start (Asia/Seoul)" in seoul.out
    for form in ("csv", "json"):
        assert reconsim(*asked, "--tz", "Asia/Seoul", "--format", form) == reconsim(*asked, "--format", form)


def test_end_and_days_say_the_same(reconsim: Command, elements: Path) -> None:
    """An end, a length, and another zone's midnight describe one span."""
    asked = ("windows", "--elements", elements, *ETNA, "--format", "csv")
    by_days = reconsim(*asked, *DAY)
    assert reconsim(*asked, "--start", "2026-08-22", "--end", "2026-08-23T00:00:00Z") == by_days
    assert reconsim(*asked, "--start", "2026-08-22T09:00:00+09:00", "--days", "1.0") == by_days


def test_elements_come_from_standard_input_too(
    reconsim: Command, elements: Path, records: list[dict[str, str]]
) -> None:
    """`--elements -` reads any format from stdin; OMM in JSON gives the same windows as the 3LE file.

    The times agree to the millisecond but for the 3LE's epoch, which is rounded to 0.4 ms.
    """
    asked = (*ETNA, *DAY, "--format", "csv")
    from_file = rows(reconsim("windows", "--elements", elements, *asked).out)
    from_stdin = rows(reconsim("windows", "--elements", "-", *asked, stdin=json.dumps(records).encode()).out)
    assert [row["pass_id"] for row in from_stdin] == [row["pass_id"] for row in from_file]
    for ours, theirs in zip(from_stdin, from_file, strict=True):
        start_s = [datetime.fromisoformat(row["start_utc"]).timestamp() for row in (ours, theirs)]
        assert start_s[0] == pytest.approx(start_s[1], abs=0.002)


def test_sites_come_from_a_file(reconsim: Command, elements: Path, folder: Path) -> None:
    """A CSV of places gives what the same places on the command line give; both may be used at once."""
    (folder / "places.csv").write_text("name,lat_deg,lon_deg\nEtna,37.751,14.993\n", encoding="utf-8")
    asked = ("windows", "--elements", elements, *DAY, "--format", "csv")
    assert reconsim(*asked, "--sites", "places.csv") == reconsim(*asked, *ETNA)
    both = reconsim(*asked, "--sites", "places.csv", "--site", "Hekla,64,-19.7")
    assert {row["target"] for row in rows(both.out)} == {"Etna", "Hekla"}


def test_select_chooses_by_number_range_and_name(reconsim: Command, elements: Path) -> None:
    """Three ways to choose one satellite agree; a part that chooses nothing beside one that does is a warning."""
    asked = ("windows", "--elements", elements, *ETNA, *DAY, "--format", "csv")
    by_number = reconsim(*asked, "--select", "31698")
    assert {row["satellite"] for row in rows(by_number.out)} == {"TerraSAR-X"}
    assert reconsim(*asked, "--select", "31000-32000") == by_number
    assert reconsim(*asked, "--select", "name:terra*") == by_number
    partly = reconsim(*asked, "--select", "31698,99999")
    assert (partly.code, partly.out) == (0, by_number.out)
    assert "warning: --select 99999 selects no satellite" in partly.err


def test_limits_intersect(reconsim: Command, elements: Path) -> None:
    """Limits given together leave no more than each alone, and each given limit holds in the rows."""
    asked = ("windows", "--elements", elements, *ETNA, "--start", "2026-08-22", "--days", "3", "--format", "csv")

    def seconds(*limits: str) -> float:
        return sum(float(row["duration_s"]) for row in rows(reconsim(*asked, *limits).out))

    free = seconds()
    for limits in (("--incidence", "20,45"), ("--off-nadir", "30"), ("--off-nadir", "10,30"), ("--squint", "10")):
        assert seconds(*limits) < free
        assert seconds(*limits, "--look", "left") < seconds(*limits)
    assert seconds("--incidence", "20,45", "--squint", "10") < min(
        seconds("--incidence", "20,45"), seconds("--squint", "10")
    )
    lit = reconsim(*asked, "--sun-elevation", "0", "--min-elevation", "5").out
    assert 0.0 < sum(float(row["duration_s"]) for row in rows(lit)) < free
    assert all(float(row["max_elevation_deg"]) >= 5.0 for row in rows(lit))


def test_what_is_not_the_result_goes_to_stderr_and_can_be_silenced(reconsim: Command, elements: Path) -> None:
    """No limit is said aloud; old sets are warned of; `-q` silences both and leaves stdout as it was."""
    asked = ("windows", "--elements", elements, *ETNA, "--start", "2026-09-10", "--days", "1")
    loud, quiet = reconsim(*asked), reconsim(*asked, "-q")
    assert "no limit given" in loud.err
    assert "warning: element sets are up to 2" in loud.err
    assert (quiet.out, quiet.err) == (loud.out, "")
    assert "~" in loud.out
    assert "over 14 days away: a sample, not a timetable" in loud.out
    assert "no limit given" not in reconsim(*asked, *RADAR).err


def test_nothing_seen_is_an_answer(reconsim: Command, elements: Path) -> None:
    """A limit that nothing meets gives exit code 0, an empty list, and gaps marked as lower bounds."""
    asked = ("windows", "--elements", elements, *ETNA, *DAY, "--off-nadir", "0")
    table = reconsim(*asked)
    assert table.code == 0
    assert table.out.startswith("no window\n")
    assert ">= 504.0 h" in table.out
    assert reconsim(*asked, "--format", "csv").out == ",".join(COLUMNS) + "\n"
    document = reconsim(*asked, "--json").json()
    assert document["windows"] == []
    assert document["figures"]["Etna"]["gap_max_censored"] is True


def test_sets_over_a_thousand_days_old_run_when_told(reconsim: Command, elements: Path) -> None:
    """`--allow-stale` turns the refusal (4) into a result with a warning."""
    asked = ("windows", "--elements", elements, *ETNA, "--start", "2029-08-22", "--days", "1", "--format", "csv")
    refused, told = reconsim(*asked), reconsim(*asked, "--allow-stale")
    assert refused.code == 4
    assert told.code == 0
    assert len(rows(told.out)) > 0
    assert "warning: element sets are up to 1097" in told.err


def test_several_sets_of_one_object_switch_or_not(
    reconsim: Command, folder: Path, records: list[dict[str, str]]
) -> None:
    """By default each pass uses the nearest set; `--epochs nearest` uses one for all, and the ages tell which."""
    later = records[0] | {"EPOCH": "2026-08-28T11:12:46.848960"}
    (folder / "two-epochs.json").write_text(json.dumps([records[0], later]), encoding="utf-8")
    asked = (
        "windows",
        "--elements",
        "two-epochs.json",
        *ETNA,
        "--start",
        "2026-08-22",
        "--days",
        "7",
        "--format",
        "csv",
    )
    switched = [float(row["element_age_d"]) for row in rows(reconsim(*asked).out)]
    nearest = [float(row["element_age_d"]) for row in rows(reconsim(*asked, "--epochs", "nearest").out)]
    assert max(switched) < 3.6
    assert max(nearest) > 6.0


def test_names_are_told_apart_and_made_up_from_numbers(
    reconsim: Command, folder: Path, records: list[dict[str, str]]
) -> None:
    """Two objects of one name get their numbers behind it; one without a name goes by its number."""
    twin = records[1] | {"OBJECT_NAME": records[0]["OBJECT_NAME"]}
    nameless = records[1] | {"OBJECT_NAME": "", "NORAD_CAT_ID": "99001"}
    (folder / "names.json").write_text(json.dumps([records[0], twin, nameless]), encoding="utf-8")
    asked = reconsim("windows", "--elements", "names.json", *ETNA, *DAY, "--format", "csv")
    assert {row["satellite"] for row in rows(asked.out)} == {"TerraSAR-X (31698)", "TerraSAR-X (40115)", "99001"}


@pytest.mark.parametrize(
    "limits",
    [
        ("--range", "500,1200"),
        ("--azimuth", "-60,60"),
        ("--heading", "ascending"),
        ("--fov", "60,60", "--roll", "20", "--pitch", "-5"),
        ("--gsd", "0.8", "--nadir-gsd", "0.31@617"),
        ("--resolution", "1.2", "--bandwidth", "150"),
        ("--sun-elevation-max", "-6"),
        ("--local-time", "09:00,12:00"),
        ("--satellite-light", "eclipsed"),
        ("--glint", "30"),
        ("--min-duration", "600"),
    ],
)
def test_every_further_limit_takes_some_and_leaves_some(
    reconsim: Command, elements: Path, limits: tuple[str, ...]
) -> None:
    """Each limit alone leaves less than none does, and not nothing; JSON says what was asked."""
    asked = ("windows", "--elements", elements, *ETNA, "--start", "2026-08-22", "--days", "3", "--json")
    free, limited = (reconsim(*asked, *more).json() for more in ((), limits))
    seconds = [sum(window["duration_s"] for window in one["windows"]) for one in (free, limited)]
    assert 0.0 < seconds[1] < seconds[0]
    assert len(limited["limits"]) >= len(free["limits"]) == 9
    assert limited["limits"] != free["limits"]


def test_a_sensor_stands_for_its_limits(reconsim: Command, elements: Path) -> None:
    """`--sensor NAME` gives the windows of its published numbers; an option beside it takes the place of one."""
    asked = ("windows", "--elements", elements, *ETNA, *DAY, "--format", "csv")
    named = reconsim(*asked, "--sensor", "worldview-3")
    assert named.out == reconsim(*asked, "--off-nadir", "45").out
    assert "with --sensor worldview-3 (nominal): off_nadir_max_deg = 45" in named.err
    changed = reconsim(*asked, "--sensor", "worldview-3", "--off-nadir", "20", "--sun-elevation", "5")
    assert changed.out == reconsim(*asked, "--off-nadir", "20", "--sun-elevation", "5").out
    assert reconsim(*asked, "--sensor", "worldview-3", "-q").err == ""


def test_a_horizon_mask_comes_from_the_file_of_places(reconsim: Command, elements: Path, folder: Path) -> None:
    """Hills of 10 degrees all round leave what a least elevation of 10 degrees does; hills to the east leave the west.

    The weight of a place changes no window.
    """
    (folder / "hills.csv").write_text(
        "name,lat_deg,lon_deg,weight,horizon\nEtna,37.751,14.993,3,0:10;180:10\n", encoding="utf-8"
    )
    asked = ("windows", "--elements", elements, *DAY, "--format", "csv")
    masked = rows(reconsim(*asked, "--sites", "hills.csv").out)
    above = rows(reconsim(*asked, *ETNA, "--min-elevation", "10").out)
    assert len(masked) == len(above) > 5
    for ours, theirs in zip(masked, above, strict=True):
        for key in ("start_utc", "end_utc"):
            instants_s = [datetime.fromisoformat(row[key]).timestamp() for row in (ours, theirs)]
            assert instants_s[0] == pytest.approx(instants_s[1], abs=0.002)  # two roundings to the millisecond
    east = {"type": "Point", "coordinates": [14.993, 37.751]}
    feature = {
        "type": "Feature",
        "geometry": east,
        "properties": {"name": "Etna", "horizon": "0:89;180:89;181:0;359:0"},
    }
    (folder / "east.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    hidden = rows(reconsim(*asked, "--sites", "east.geojson").out)
    west = rows(reconsim(*asked, *ETNA, "--azimuth", "180,360").out)
    assert sum(float(row["duration_s"]) for row in hidden) < sum(float(row["duration_s"]) for row in west)
    assert hidden
    assert {row["pass_id"] for row in hidden} <= {row["pass_id"] for row in west}


AREAS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[14, south], [16, south], [16, south + 2], [14, south + 2], [14, south]]],
            },
        }
        for name, south in (("Here", 37), ("There", 50))
    ],
}


def test_regions_are_targets_beside_places(reconsim: Command, elements: Path, folder: Path) -> None:
    """A country and an area of a file, each with its windows and figures; empty side and angles; the places the same.

    Etna lies in the area: what sees Etna sees some part of it.
    """
    (folder / "areas.geojson").write_text(json.dumps(AREAS), encoding="utf-8")
    asked = ("windows", "--elements", elements, *ETNA, *DAY, "--off-nadir", "45")
    regions = ("--region", "areas.geojson:Here", "--region", "Malta")
    found = reconsim(*asked, *regions, "--format", "csv")
    listed = rows(found.out)
    assert {row["target"] for row in listed} == {"Etna", "Here", "Malta"}
    assert [row for row in listed if row["target"] == "Etna"] == rows(reconsim(*asked, "--format", "csv").out)
    of_region = [row for row in listed if row["target"] != "Etna"]
    assert {row[key] for row in of_region for key in ("side", "max_elevation_deg", "min_off_nadir_deg")} == {""}
    for row in listed:
        if row["target"] == "Etna":
            assert any(
                one["target"] == "Here" and one["start_utc"] <= row["start_utc"] and row["end_utc"] <= one["end_utc"]
                for one in of_region
            )
    assert "note: Here: sampled every " in found.err
    table = reconsim(*asked, *regions)
    assert table.code == 0
    assert [line.split()[0] for line in table.out.split("\n\n")[1].splitlines()[2:]] == ["Etna", "Here", "Malta"]
    assert any(line.startswith("Here ") and " -  " in line for line in table.out.splitlines())


def test_how_much_of_a_region_is_seen_is_asked_for(reconsim: Command, elements: Path, folder: Path) -> None:
    """Any part is seen longest, half less, all of it least; JSON says what was asked, the area and the points."""
    (folder / "areas.geojson").write_text(json.dumps(AREAS), encoding="utf-8")
    asked = ("windows", "--elements", elements, *DAY, "--off-nadir", "45", "--region", "areas.geojson:Here", "--json")
    documents = [
        reconsim(*asked, *seen).json()
        for seen in ((), ("--seen", "any-part"), ("--seen", "50%"), ("--seen", "entirely"))
    ]
    assert documents[0] == documents[1]
    seconds = [sum(window["duration_s"] for window in one["windows"]) for one in documents]
    assert seconds[0] > seconds[2] > seconds[3] > 0.0
    region = documents[2]["regions"]["Here"]
    assert (region["seen"], region["within"]) == (50.0, "instant")
    # 2 by 2 degrees between 37 and 39 N: 2 x 111 km by 2 x 87.9 km and a little
    assert region["area_km2"] == pytest.approx(222.0 * 175.8, rel=0.005)
    assert documents[2]["notes"][0].startswith("Here: sampled every ")
    in_pass = reconsim(*asked, "--seen", "50", "--within", "pass", "--spacing", "40").json()
    assert in_pass["regions"]["Here"]["spacing_km"] == 40.0
    assert in_pass["figures"]["Here"]["n_looks"] >= documents[2]["figures"]["Here"]["n_looks"]
    assert "regions" not in reconsim("windows", "--elements", elements, *ETNA, *DAY, "--json").json()


def test_files_hold_what_is_printed(reconsim: Command, elements: Path, folder: Path) -> None:
    """`-o` writes, after the suffix, what `--format` prints; GeoJSON has a feature a window, at its place."""
    asked = ("windows", "--elements", elements, *ETNA, *DAY, "--off-nadir", "45", "--region", "Malta")
    files = ("w.csv", "w.json", "w.geojson")
    table = reconsim(*asked, *(part for name in files for part in ("-o", name)))
    assert "wrote w.csv, w.json, w.geojson" in table.err
    assert "Etna" in table.out
    listed = reconsim(*asked, "--format", "csv")
    assert (folder / "w.csv").read_text(encoding="utf-8") == listed.out
    document = reconsim(*asked, "--json")
    assert (folder / "w.json").read_text(encoding="utf-8") == document.out
    features = json.loads((folder / "w.geojson").read_text(encoding="utf-8"))["features"]
    for one, window in zip(features, document.json()["windows"], strict=True):
        assert one["properties"].items() >= window.items()
    places = {one["properties"]["target"]: one["geometry"] for one in features}
    assert places["Etna"] == {"type": "Point", "coordinates": [14.993, 37.751]}
    assert places["Malta"]["type"] in ("Polygon", "MultiPolygon")
    check(reconsim(*asked, "-o", "w.csv"), 2, "w.csv is there already; choose another name, or add --force")
    refused = "w.tif: no windows are written as .tif; the suffixes are .csv, .json, "
    check(reconsim(*asked, "-o", "w.tif"), 2, refused)
