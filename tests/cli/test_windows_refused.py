"""`reconsim windows` asked wrongly: one sentence a mistake, the right exit code, nothing on stdout."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.command import Command, check

ETNA = ["--site", "Etna,37.751,14.993"]
DAY = ["--start", "2026-08-22", "--days", "1"]


@pytest.mark.parametrize(
    ("site", "sentence"),
    [
        ("Etna,95,14.993", "lat_deg = 95 must lie between -90 and 90; are latitude and longitude swapped?"),
        ("Etna,125.755,39.797", "lat_deg = 125.755 must lie between -90 and 90; are latitude and longitude swapped?"),
        ("Etna,377.51,14.993", "site 'Etna': lat_deg = 377.51 must lie between -90 and 90"),
        ("39,797,125,755", "has commas in its numbers; write decimal points, as in 39.797,125.755"),
        ("Paris", "or LAT,LON; a place is not looked up by its name"),
        ("Etna,37,400", "lon_deg = 400 must lie between -180 and 360"),
        ("Etna,37,-181", "lon_deg = -181 must lie between -180 and 360"),
        ("Etna,nan,14", "lat_deg = nan must be a finite number"),
        ("Etna,37,inf", "lon_deg = inf must be a finite number"),
        ("Etna,37,14,3400", "height_km = 3400 must lie between -12 and 30; the height is in kilometres"),
        ("Etna,37.7N,14.9", "'14.9' stands without a letter beside '37.7N'; give both one, or neither"),
        ("Etna,37.7N,14.9N", "'37.7N' and '14.9N' are two latitudes; one must be N or S, the other E or W"),
        ("Etna,37.7", "must read NAME,LAT,LON or NAME,LAT,LON,HEIGHT_KM"),
        ("Mount, the high,37,14,1", "a name cannot hold a comma"),
        ("Mount, Etna,37.751,14.993", "Mount, Etna,37.751,14.993"),
        (",37,14", "a name must not be blank"),
        ("", "must read NAME,LAT,LON"),
    ],
)
def test_wrong_places(reconsim: Command, elements: Path, site: str, sentence: str) -> None:
    """A place with a wrong number, too few of them, or no name exits 2 and names what is wrong."""
    check(reconsim("windows", "--elements", elements, "--site", site, *DAY), 2, sentence)


def test_every_wrong_place_is_named(reconsim: Command, elements: Path, folder: Path) -> None:
    """Places on the command line and lines of a file are all checked before the first complaint."""
    (folder / "s.csv").write_text("name,lat_deg,lon_deg\nA,95,0\nB,1\nC,1,2\nC,3,4\n", encoding="utf-8")
    check(
        reconsim("windows", "--elements", elements, "--site", "X,91,0", "--site", "Y,1", "--sites", "s.csv", *DAY),
        2,
        "site 'X'",
        "site 'Y,1'",
        "s.csv:2: site 'A'",
        "s.csv:3: 2 cells",
        "s.csv:5: the name 'C' stands on line 4 already",
    )
    check(reconsim("windows", "--elements", elements, *ETNA, *ETNA, *DAY), 2, "the site name 'Etna' is given 2 times")
    check(reconsim("windows", "--elements", elements, *DAY), 2, "no place is given; use --site NAME,LAT,LON or --sites")
    check(reconsim("windows", "--elements", elements, "--sites", "none.csv", *DAY), 2, "none.csv")
    check(reconsim("windows", "--elements", elements, "--sites", folder, *DAY), 2, "Is a directory")


@pytest.mark.parametrize(
    ("span", "sentence"),
    [
        (["--start", "2026-08-22"], "give --days, --hours or --end, one of them"),
        (["--start", "2026-08-22", "--days", "1", "--end", "2026-08-23"], "--days and --end are both given"),
        (["--start", "2026-08-22", "--days", "-1"], "--days -1 must be a positive number of days"),
        (["--start", "2026-08-22", "--days", "0"], "--days 0 must be a positive number of days"),
        (["--start", "2026-08-22", "--days", "nan"], "--days nan must be a positive number of days"),
        (["--start", "2026-08-22", "--days", "inf"], "--days inf: a span lasts from one second to 3660 days"),
        (["--start", "2026-08-22", "--days", "1e9"], "--days 1e+09: a span lasts from one second to 3660 days"),
        (["--start", "2026-08-22", "--days", "1e-9"], "--days 1e-09: a span lasts from one second to 3660 days"),
        (["--start", "2026-08-22", "--end", "2026-08-21"], "must come after --start 2026-08-22T00:00:00.000Z"),
        (["--start", "2026-08-22", "--end", "2026-08-22"], "must come after --start 2026-08-22T00:00:00.000Z"),
        (["--start", "2026-08-22", "--end", "2096-08-22"], "a span lasts from one second to 3660 days"),
        (["--start", "2026-08-22T00:00:00", "--days", "1"], "has no time zone; end it with Z for UTC"),
        (["--start", "2026-08-22", "--end", "2026-08-23 00:00"], "--end '2026-08-23 00:00' has no time zone"),
        (["--start", "yesterday", "--days", "1"], "--start 'yesterday' is not an ISO-8601 time"),
        (["--start", "2026-02-30", "--days", "1"], "--start '2026-02-30': the calendar and the clock have no such day"),
        (["--start", "2026-08-22T24:30Z", "--days", "1"], "the calendar and the clock have no such day and time"),
        (["--start", "2026-08-22", "--days", "1", "--days", "2"], "--days is given 2 times; give it once"),
        (["--start", "22.8.2026", "--days", "1"], "--start '22.8.2026' is not an ISO-8601 time"),
        (["--start", "", "--days", "1"], "--start '' is not an ISO-8601 time"),
    ],
)
def test_wrong_spans(reconsim: Command, elements: Path, span: list[str], sentence: str) -> None:
    """A span without end, with two, backwards, too long, or in no known zone exits 2."""
    check(reconsim("windows", "--elements", elements, *ETNA, *span), 2, sentence)


@pytest.mark.parametrize(
    ("limits", "sentences"),
    [
        (["--incidence", "45,20"], ["--incidence 45,20: incidence_min_deg = 45 must be below incidence_max_deg = 20"]),
        (["--incidence", "20,20"], ["must be below"]),
        (["--incidence", "20"], ["--incidence '20' must read LO,HI in degrees, such as 20,45"]),
        (["--incidence", "20,30,45"], ["must read LO,HI"]),
        (["--off-nadir", "30deg"], ["--off-nadir '30deg' must read [LO,]HI in degrees, such as 20,45 or 45"]),
        (["--incidence", "20-45"], ["must read LO,HI"]),
        (["--incidence", "20,95"], ["incidence_max_deg = 95 must lie between 0 and 90"]),
        (["--incidence=-5,45"], ["incidence_min_deg = -5 must lie between 0 and 90"]),
        (["--incidence", "nan,45"], ["incidence_min_deg = nan"]),
        (["--off-nadir", "95"], ["--off-nadir 95: off_nadir_max_deg = 95 must lie between 0 and 90"]),
        (["--off-nadir", "40,20"], ["must be below off_nadir_max_deg = 20"]),
        (["--off-nadir", ",20"], ["--off-nadir ',20' must read [LO,]HI"]),
        (["--squint", "-5"], ["--squint -5: squint_max_deg = -5 must lie between 0 and 90"]),
        (["--squint", "nan"], ["squint_max_deg = nan"]),
        (["--min-elevation", "95"], ["--min-elevation 95: elevation_min_deg = 95 must lie between -5 and 90"]),
        (["--min-elevation", "-6"], ["elevation_min_deg = -6 must lie between -5 and 90"]),
        (["--gsd", "1"], ["--gsd 1 needs --nadir-gsd M@HEIGHT_KM beside it, such as 0.31@617"]),
        (["--range", "5,2"], ["--range 5,2: range_min_km = 5 must be below range_max_km = 2"]),
        (
            ["--heading", "up"],
            ["invalid value for '--heading': 'up' is not one of 'either', 'ascending', 'descending'"],
        ),
        (["--glint", "much"], ["invalid value for '--glint': 'much' is not a number"]),
        (["--sensor", "worldview"], ["--sensor worldview: no sensor is called 'worldview' in the catalogue; did you"]),
        (["--sun-elevation", "100"], ["sun_elevation_min_deg = 100 must lie between -90 and 90"]),
        (["--incidence", "45,20", "--squint", "99", "--off-nadir", "x"], ["--off-nadir 'x'", "45,20", "--squint 99"]),
    ],
)
def test_wrong_limits(reconsim: Command, elements: Path, limits: list[str], sentences: list[str]) -> None:
    """A limit out of range, backwards or of the wrong shape exits 2; several wrong ones are all named."""
    check(reconsim("windows", "--elements", elements, *ETNA, *DAY, *limits), 2, *sentences)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--select", "99999"], "--select: '99999' selects no satellite; there are TerraSAR-X (31698), WorldView-3"),
        (["--select", "KORSAT"], "selects neither by number nor by name; write 25544, 40115-40120 or name:WORLDVIEW*"),
        (["--select", "40120-40115"], "'40120-40115' runs backwards; write 40115-40120"),
        (["--select", ""], "the selection is empty"),
        (["--tz", "Mars/Base"], "--tz 'Mars/Base' is not a known time zone; write it like Asia/Seoul or UTC"),
        (["--tz", "../../etc/passwd"], "is not a known time zone"),
        (["--tz", ""], "is not a known time zone"),
        (["--json", "--format", "csv"], "--json and --format csv exclude each other"),
    ],
)
def test_wrong_choices(reconsim: Command, elements: Path, options: list[str], sentence: str) -> None:
    """An unknown satellite or zone, and two forms of output at once, exit 2."""
    check(reconsim("windows", "--elements", elements, *ETNA, *DAY, *options), 2, sentence)


@pytest.mark.parametrize(
    ("options", "sentences"),
    [
        (["--region", "Icelnd"], ["no country is called 'Icelnd'; did you mean Iceland"]),
        (["--region", "none.geojson"], ["--region none.geojson: cannot read the region file none.geojson: No such"]),
        (["--region", "none.shp:North"], ["--region none.shp:North: "]),
        (["--region", "Malta", "--region", "MT"], ["the region name 'Malta' is given 2 times; names must differ"]),
        (
            ["--region", "Malta", "--seen", "half"],
            ["--seen 'half' must be 'any part', entirely or a percentage of the"],
        ),
        (["--region", "Malta", "--seen", "0"], ["--seen '0' must be 'any part', entirely or a percentage of the area"]),
        (["--region", "Malta", "--seen", "101"], ["--seen '101' must be"]),
        (["--region", "Malta", "--within", "pass"], ["--within pass adds up shares of the area; give a percentage"]),
        (["--region", "Malta", "--spacing", "0"], ["--spacing 0 must be a length above 0, km"]),
        (["--region", "Malta", "--spacing", "nan"], ["--spacing nan must be a length above 0, km"]),
        (["--region", "Iceland", "--spacing", "0.1"], ["--spacing 0.1: spacing_km = 0.1 makes 10,"]),
        (["--seen", "50", "--spacing", "5"], ["--seen and --spacing belong to a --region; there is none"]),
        (["--within", "pass"], ["--within belongs to a --region; there is none"]),
        (
            ["--region", "Icelnd", "--seen", "x", "--region", "Maltta"],
            ["--seen 'x' must", "no country is called 'Icelnd'", "no country is called 'Maltta'; did you mean Malta"],
        ),
    ],
)
def test_wrong_regions(reconsim: Command, elements: Path, options: list[str], sentences: list[str]) -> None:
    """An unknown country or file, a share that is none, options that belong to a region without one: exit 2."""
    check(reconsim("windows", "--elements", elements, *ETNA, *DAY, *options), 2, *sentences)


def test_which_of_several_areas_is_asked(reconsim: Command, elements: Path, folder: Path) -> None:
    """A file of several areas wants one chosen, and says which there are; a place and an area share no name."""
    areas = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [[[x, 0], [x + 1, 0], [x, 1], [x, 0]]]},
        }
        for x, name in enumerate(("A", "B"))
    ]
    (folder / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": areas}))
    asked = ("windows", "--elements", elements, *DAY, "--region")
    check(reconsim(*asked, "areas.geojson"), 2, "areas.geojson holds 2 features (A, B); select one by name")
    check(reconsim(*asked, "areas.geojson:C"), 2, "--region areas.geojson:C: areas.geojson holds nothing with the name")
    check(reconsim(*asked, "areas.geojson:A", "--site", "A,0,0"), 2, "the region name 'A' is given 2 times")


def test_element_files_that_are_not_there(reconsim: Command, folder: Path) -> None:
    """A missing file and a folder are the asker's mistakes: 2."""
    check(reconsim("windows", "--elements", "none.tle", *ETNA, *DAY), 2, "none.tle: there is no such file")
    check(reconsim("windows", "--elements", folder, *ETNA, *DAY), 2, "is a folder; name a file of element sets in it")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: "garbage\n", "x.tle:1: 'garbage' does not start element sets; they are TLE or 3LE lines, or OMM"),
        (lambda text: "", "x.tle is empty; it should hold element sets"),
        (
            lambda text: text.replace("9997\n", "9996\n"),
            "x.tle:2: the checksum in column 69 is 6, but the line adds up",
        ),
        (lambda text: text.replace(" 0  9997\n", "\n"), "x.tle:2: the line has"),
        (lambda text: text.replace(" 0  9997\n", " 4  9991\n"), "x.tle:2: ephemeris type 4 (SGP4-XP)"),
        (lambda text: "\x00\x01\x02", "is no text of element sets"),
        (lambda text: "[]", "x.tle holds no element set"),
        (lambda text: '{"OBJECT_NAME": "X"}', "x.tle"),
        (lambda text: "{", "x.tle"),
        (lambda text: "<html></html>", "x.tle"),
    ],
)
def test_element_files_that_cannot_be_used(
    reconsim: Command, folder: Path, three_line_text: str, change: Callable[[str], str], sentence: str
) -> None:
    """Garbage, a wrong checksum, a cut line, SGP4-XP: 4 under --strict, with file and line."""
    (folder / "x.tle").write_text(change(three_line_text), encoding="utf-8")
    check(reconsim("windows", "--elements", "x.tle", "--strict", *ETNA, *DAY), 4, sentence)


def test_empty_standard_input(reconsim: Command) -> None:
    """Nothing on stdin is said to be nothing on stdin."""
    check(reconsim("windows", "--elements", "-", *ETNA, *DAY, stdin=b""), 4, "<stdin> is empty")


def test_every_stale_satellite_is_named(reconsim: Command, elements: Path) -> None:
    """Sets three years off exit 4; each satellite is named with the age and the way out."""
    check(
        reconsim("windows", "--elements", elements, *ETNA, "--start", "2029-08-22", "--days", "1"),
        4,
        "TerraSAR-X: at 2029-08-22T00:00:00.000Z the nearest element set is 1097 days away",
        "WorldView-3: at 2029-08-22T00:00:00.000Z the nearest element set is 1096 days away",
    )


def test_of_many_stale_satellites_ten_are_named(reconsim: Command, folder: Path, records: list[dict[str, str]]) -> None:
    """A catalogue of old sets gives ten names and a count."""
    many = [records[0] | {"NORAD_CAT_ID": str(70000 + i), "OBJECT_NAME": f"OLD {i}"} for i in range(30)]
    (folder / "many.json").write_text(json.dumps(many), encoding="utf-8")
    asked = reconsim("windows", "--elements", "many.json", *ETNA, "--start", "2035-01-01", "--days", "1")
    check(asked, 4, *(f"OLD {i}: " for i in range(10)), "and 20 more")


def test_the_sun_beyond_its_ephemeris(reconsim: Command, elements: Path) -> None:
    """Daylight asked for outside the years of the Sun's ephemeris exits 4 and names them."""
    asked = reconsim(
        "windows", "--elements", elements, *ETNA, "--start", "2060-01-01", "--days", "1", "--sun-elevation", "5",
        "--allow-stale",
    )  # fmt: skip
    check(asked, 4, "the Sun's ephemeris holds from 2000-01-01 to 2053-01-01 UTC")


def test_decayed_satellites(reconsim: Command, elements: Path) -> None:
    """A set carried to where SGP4 says that it has decayed exits 4 with the time and the reason."""
    asked = reconsim("windows", "--elements", elements, *ETNA, "--start", "2199-01-01", "--days", "1", "--allow-stale")
    assert (asked.code, asked.out) == (4, "")
    assert "SGP4 gives no position" in asked.err
    assert "decayed" in asked.err
