"""Reading scenario files: what they may say, and what is said of everything that is wrong."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scenario.small_scenario import SMALL

from sim.errors import ScenarioError, UsageError
from sim.scenario.load import load_scenario, read_scenario, scenario_from

GOOD = SMALL


def problems_of(tmp_path: Path, text: str, overrides: tuple[str, ...] = ()) -> list[str]:
    path = tmp_path / "s.toml"
    path.write_text(text)
    with pytest.raises(ScenarioError) as raised:
        load_scenario(path, overrides)
    assert raised.value.exit_code == 2
    return raised.value.problems


def test_a_small_scenario_reads(tmp_path) -> None:
    """Integers stand for numbers, a bare number for all three values, a bare date for midnight UTC."""
    (tmp_path / "small.toml").write_text(GOOD)
    file = read_scenario(tmp_path / "small.toml")
    scenario = file.scenario
    assert (file.name, file.folder, file.text) == ("small", tmp_path, GOOD)
    assert scenario.span.start == datetime(2026, 1, 1, tzinfo=UTC)
    assert scenario.span.days == 2.0
    radar = scenario.sensor["radar"]
    assert radar.incidence_min_deg is not None
    assert radar.incidence_min_deg.low == radar.incidence_min_deg.high == 20.0
    assert scenario.satellite_names == ("A",)
    assert [target.lon_deg for target in scenario.target] == [20.0, 200.0]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "incidence_min_deg",
            "incidence_mn_deg",
            "s.toml:8: sensor.radar.incidence_mn_deg: unknown key; did you mean incidence_min_deg?",
        ),
        ("span_days = 2", 'span_days = "2"', 's.toml:5: time.span_days: must be a number, not "2"'),
        ("span_days = 2", "span_days = true", "s.toml:5: time.span_days: must be a number, not true"),
        ("span_days = 2", "span_days = inf", "s.toml:5: time.span_days: must be a finite number, not inf"),
        ("span_days = 2", "span_days = 0", "s.toml:5: time.span_days: 0 must be at least 1e-05 days"),
        ("span_days = 2", "span_days = 4e3", "s.toml:5: time.span_days: 4000 must be at most 3660 days"),
        (
            "2026-01-01",
            "1900-01-01",
            "s.toml:4: time.start_utc: 1900-01-01 must lie between the years 1957 and 2100",
        ),
        ("span_days = 2", "", "s.toml:3: time: give span_days or end_utc, both are missing"),
        (
            "span_days = 2",
            "end_utc = 2025-12-31",
            "s.toml:5: time.end_utc: 2025-12-31T00:00:00.000Z must lie after start_utc = 2026-01-01T00:00:00.000Z",
        ),
        ("span_days = 2", "span_days = 2\nend_utc = 2026-01-03", "s.toml:3: time: give span_days or end_utc, not both"),
        (
            "start_utc = 2026-01-01",
            "start_utc = 2026-01-01T00:00:00",
            "s.toml:4: time.start_utc: '2026-01-01 00:00:00' has no time zone; "
            "end it with Z for UTC, or an offset such as +09:00",
        ),
        ('title = "small"', "", "s.toml:1: title: is missing (one line)"),
        ("schema = 1", "schema = 2", "s.toml:1: schema: must be 1, not 2"),
        ("height_km = 500", "", "s.toml:13: satellite[A].orbit: give the size in exactly one way: height_km, "
         "semi_major_axis_km, mean_motion_rev_day, or perigee_height_km with apogee_height_km"),
        ("low = 40", "low = 50", "s.toml:9: sensor.radar.incidence_max_deg: low must give the least access, so "
         "low <= nominal <= high, but low = 50, nominal = 45, high = 55"),
        ("incidence_min_deg = 20", "incidence_min_deg = 95", "s.toml:8: sensor.radar.incidence_min_deg: "
         "95 must be at most 90 degrees"),
        ("incidence_min_deg = 20", "incidence_min_deg = 42", "s.toml:9: sensor.radar.incidence_max_deg: "
         "incidence_min_deg = 42 must be below incidence_max_deg = 40 (the low values)"),
        ('sensor = "radar"', 'sensor = "rader"', "s.toml:12: satellite[A].sensor: there is no sensor rader; "
         "did you mean radar?"),
        ("lat_deg = 10", "lat_deg = 120", "s.toml:19: target[Here].lat_deg: 120 must lie between -90 and 90; "
         "are latitude and longitude swapped?"),
        ("lon_deg = 200", "lon_deg = 400", "s.toml:24: target[There].lon_deg: 400 must lie between -180 and 360"),
        ('name = "There"', 'name = "Here"', "s.toml:22: target[#2].name: target #1 is named Here already"),
        ('kind = "keplerian"', 'kind = "kepler"', "s.toml:13: satellite[A].orbit: kind must be one of 'keplerian', "
         "'sun-synchronous', not 'kepler'; did you mean keplerian?"),
        ('kind = "radar"', 'kind = "rader"', "s.toml:7: sensor.radar.kind: must be 'radar', 'optical', 'infrared', "
         "'optical+infrared' or 'other', not \"rader\"; did you mean radar?"),
        ("[time]", "[[zzz]]\n[time]", "s.toml:3: zzz: unknown key; known here: schema, title, description, seed, "
         "epochs, time, satellite, constellation, sensor, target, region, weather, station, chain, coincidence, "
         "build_up, hold, draws, report, claims, claim, require"),
        ("[time]", "[time]\nclaims = []", "s.toml:4: time.claims: unknown key; it belongs at the top of the file, "
         "before the first [table]"),
        ("[time]", "span_days = 3\n[time]", "s.toml:3: span_days: unknown key; it belongs in [time]"),
    ],
)  # fmt: skip
def test_one_mistake_gives_one_line(tmp_path, old: str, new: str, expected: str) -> None:
    """File, line, key path and what would be right."""
    assert GOOD.count(old) >= 1
    assert problems_of(tmp_path, GOOD.replace(old, new, 1)) == [expected]


def test_all_mistakes_come_at_once_in_the_order_of_the_file(tmp_path) -> None:
    """Wrong types, unknown keys, broken references, duplicates and contradictions do not hide each other."""
    text = (
        GOOD.replace('sensor = "radar"', 'sensor = "rader"\nlaunch_utc = 2026-01-02\nin_service_utc = 2026-01-01')
        .replace("span_days = 2", 'span_days = "2"')
        .replace("kind = ", "knd = ", 1)
        .replace("There", "Here")
        .replace("lat_deg = 11.5", "lat_deg = nan")
    )
    assert [problem.split(": ")[:2] for problem in problems_of(tmp_path, text)] == [
        ["s.toml:5", "time.span_days"],
        ["s.toml:6", "sensor.radar.kind"],
        ["s.toml:7", "sensor.radar.knd"],
        ["s.toml:12", "satellite[A].sensor"],
        ["s.toml:14", "satellite[A].in_service_utc"],
        ["s.toml:24", "target[#2].name"],
        ["s.toml:25", "target[#2].lat_deg"],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("schema = 1\nx = \n", "s.toml:2: not valid TOML (column 5): Invalid value"),
        ('a = 1\nb = "open\n', "s.toml:2: not valid TOML"),
        ("a = 1\na = 2\n", "s.toml:2: not valid TOML"),
        ('a = """open\n\n', "s.toml:1: not valid TOML (at the end of the file): Unterminated string"),
        ("a = " + "[" * 5000, "s.toml:"),
    ],
)
def test_toml_that_does_not_parse_names_its_line(tmp_path, text: str, expected: str) -> None:
    """Syntax errors have the same form as all others."""
    (problem,) = problems_of(tmp_path, text)
    assert problem.startswith(expected)


def test_a_file_that_is_not_text_names_the_line(tmp_path) -> None:
    """Latin-1 in a comment is found where it stands; a UTF-8 byte-order mark does no harm."""
    path = tmp_path / "s.toml"
    path.write_bytes(b"schema = 1\n# caf\xe9\n")
    with pytest.raises(ScenarioError, match=r"s\.toml:2: the file is not UTF-8 text"):
        load_scenario(path)
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert load_scenario(path).title == "small"


def test_windows_line_ends_read_alike(tmp_path) -> None:
    """CR LF changes neither the scenario nor the line numbers."""
    path = tmp_path / "s.toml"
    path.write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert load_scenario(path) == scenario_from(tomllib.loads(GOOD))
    path.write_bytes(GOOD.replace("lat_deg = 10", "lat_deg = 99").replace("\n", "\r\n").encode())
    with pytest.raises(ScenarioError, match=r"s\.toml:19: "):
        load_scenario(path)


def test_unknown_names_come_with_close_ones_and_the_list(tmp_path) -> None:
    """A misspelt shipped name is guessed; a missing file says so; both list what is shipped."""
    (tmp_path / "alpha-one.toml").write_text(GOOD)
    (tmp_path / "beta.toml").write_text(GOOD)
    assert load_scenario("beta", configs=tmp_path).title == "small"
    with pytest.raises(UsageError, match=r"no shipped scenario.*alpha-on; did you mean alpha-one\?.*: alpha-one, beta"):
        load_scenario("alpha-on", configs=tmp_path)
    with pytest.raises(UsageError, match=r"no scenario file .*gamma\.toml"):
        load_scenario(tmp_path / "gamma.toml", configs=tmp_path)
    with pytest.raises(UsageError, match="is a folder"):
        load_scenario(tmp_path, configs=tmp_path)


def test_elements_file_is_looked_for_beside_the_scenario(tmp_path) -> None:
    """The path is relative to the scenario file; a file that is not there is named with its line."""
    text = GOOD.replace('[satellite.orbit]\nkind = "keplerian"\nheight_km = 500\ninclination_deg = 45\n', "").replace(
        'name = "A"', 'name = "A"\nelements_file = "sets.json"'
    )
    (problem,) = problems_of(tmp_path, text)
    assert problem.startswith("s.toml:12: satellite[A].elements_file: there is no file")
    (tmp_path / "sets.json").write_text("[]")
    (tmp_path / "s.toml").write_text(text)
    file = read_scenario(tmp_path / "s.toml")
    assert file.folder / str(file.scenario.satellite[0].elements_file) == tmp_path / "sets.json"


def test_scenario_from_a_mapping_is_checked_alike() -> None:
    """A notebook's dictionary gets the same sentences, under a name of its own."""
    raw = tomllib.loads(GOOD)
    raw["satellite"][0]["sensor"] = "eo"
    with pytest.raises(ScenarioError) as raised:
        scenario_from(raw, "mine")
    assert raised.value.problems == ["mine: satellite[A].sensor: there is no sensor eo"]


def test_a_dumped_scenario_reads_back_equal() -> None:
    """What a manifest records is itself a scenario."""
    scenario = scenario_from(tomllib.loads(GOOD))
    assert scenario_from(scenario.model_dump(mode="json", by_alias=True)) == scenario
