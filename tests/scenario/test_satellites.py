"""Satellites and constellations in a scenario: where orbits come from, and what must fit together."""

import json
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from scenario.small_scenario import HEAD, HERE

from sim.constellation.satellite import Satellite
from sim.errors import DataError, ScenarioError
from sim.scenario.build import build
from sim.scenario.load import scenario_from
from sim.scenario.schema import Scenario

SET: dict[str, Any] = {
    "epoch": "2026-01-01T06:00:00.123456",
    "mean_motion": 15.0,
    "eccentricity": 0.001,
    "inclination": 97.6,
    "ra_of_asc_node": 10.0,
    "arg_of_pericenter": 20.0,
    "mean_anomaly": 30.0,
    "bstar": 1e-4,
    "source": "made up",
}
BASE = tomllib.loads(HEAD + '[sensor.eye]\nkind = "other"\n' + HERE)
ORBIT = {"kind": "keplerian", "height_km": 500, "inclination_deg": 50}
ONE_WAY = "the orbit comes from exactly one of elements, elements_file and orbit"
WALKER: dict[str, Any] = {
    "kind": "walker-delta",
    "name": "W",
    "sensor": "eye",
    "total": 6,
    "planes": 3,
    "height_km": 500,
    "inclination_deg": 50,
}


def read(*satellites: dict, constellations: tuple[dict, ...] = (), **more: Any) -> Scenario:
    raw = deepcopy(BASE) | {"satellite": list(satellites), "constellation": list(constellations)} | more
    return scenario_from(raw)


def problems(*satellites: dict, constellations: tuple[dict, ...] = (), **more: Any) -> list[str]:
    with pytest.raises(ScenarioError) as raised:
        read(*satellites, constellations=constellations, **more)
    return [problem.removeprefix("scenario: ") for problem in raised.value.problems]


def satellite(name: str = "A", **changes: Any) -> dict[str, Any]:
    return {"name": name, "sensor": "eye", "elements": [SET]} | changes


def test_element_sets_come_under_omm_keys_in_either_case() -> None:
    """An OMM pasted with its keys in upper case reads alike, its epoch being UTC without a zone."""
    upper = {key.upper() if key != "source" else key: value for key, value in SET.items()}
    for one in (SET, upper):
        found = read(satellite(elements=[one])).satellite[0].elements[0]
        assert found.omm()["EPOCH"] == "2026-01-01T06:00:00.123456"
        assert found.omm()["MEAN_MOTION"] == 15.0
        assert "SOURCE" not in found.omm()


def test_a_whole_omm_is_accepted() -> None:
    """The keys of an OMM that SGP4 has no use for are known."""
    more = {
        "OBJECT_NAME": "X",
        "OBJECT_ID": "2023-185B",
        "EPHEMERIS_TYPE": 0,
        "CLASSIFICATION_TYPE": "U",
        "NORAD_CAT_ID": 58463,
        "ELEMENT_SET_NO": 999,
        "REV_AT_EPOCH": 100,
        "MEAN_MOTION_DOT": 1e-5,
        "MEAN_MOTION_DDOT": 0,
    }
    assert read(satellite(norad_id=58463, elements=[SET | more])).satellite[0].elements[0].norad_cat_id == 58463


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"elements": []}, f"satellite[A]: {ONE_WAY} (none is given)"),
        ({"orbit": ORBIT}, f"satellite[A]: {ONE_WAY} (elements and orbit)"),
        ({"elements": [SET, SET]}, "satellite[A].elements[#2].epoch: set #1 of this satellite has the same epoch"),
        ({"norad_id": 5, "elements": [SET | {"norad_cat_id": 6}]},
         "satellite[A].elements[#1].norad_cat_id: 6 does not agree with the satellite's norad_id = 5"),
        ({"elements": [SET | {"eccentricity": 1.0}]}, "satellite[A].elements[#1].eccentricity: 1 must be below 1"),
        ({"elements": [SET | {"epoch": "soon"}]}, "satellite[A].elements[#1].epoch: 'soon' is not an ISO-8601 time; "
         "write it like 2026-07-14T00:00:00Z"),
        ({"elements": [SET | {"usable_until_utc": "2026-01-01T00:00:00Z"}]},
         "satellite[A].elements[#1].epoch: 2026-01-01T06:00:00.123Z lies outside the time the set is usable"),
        ({"norad_id": 0}, "satellite[A].norad_id: 0 must be at least 1"),
        ({"in_service_utc": "2026-02-01", "out_of_service_utc": "2026-02-01"}, "satellite[A].out_of_service_utc: "
         "2026-02-01T00:00:00.000Z must not come before in_service_utc = 2026-02-01T00:00:00.000Z"),
        ({"manoeuvres_utc": ["2026-01-01T00:00:00"]}, "satellite[A].manoeuvres_utc[#1]: '2026-01-01T00:00:00' has no "
         "time zone; end it with Z for UTC, or an offset such as +09:00"),
        ({"name": " A"}, "satellite[ A].name: the name ' A' begins or ends with a blank"),
        ({"elements": [], "orbit": {"kind": "sun-synchronous", "height_km": 500}},
         "satellite[A].orbit: give the local time of the node either as ltan_h or as ltdn_h"),
        ({"elements": [], "orbit": ORBIT | {"perigee_height_km": 400}},
         "satellite[A].orbit: give the size in exactly one way: height_km, semi_major_axis_km, mean_motion_rev_day, "
         "or perigee_height_km with apogee_height_km"),
    ],
)  # fmt: skip
def test_a_satellite_that_does_not_fit_together_is_refused(changes: dict, expected: str) -> None:
    """One problem, one sentence."""
    assert problems(satellite(**changes)) == [expected]


def test_a_perigee_and_an_apogee_give_size_and_shape() -> None:
    """Both together are one way to say the size; an eccentricity beside them is refused."""
    orbit = {"kind": "keplerian", "perigee_height_km": 500, "apogee_height_km": 600, "inclination_deg": 50}
    assert read(satellite(elements=[], orbit=orbit)).satellite[0].orbit is not None
    (problem,) = problems(satellite(elements=[], orbit=orbit | {"eccentricity": 0.1}))
    assert problem.startswith("satellite[A].orbit.eccentricity: perigee_height_km and apogee_height_km already give it")


def test_members_of_constellations_have_names() -> None:
    """Walker and train count from NAME-1; copies take their own names or count."""
    train = {"kind": "train", "name": "Q", "sensor": "eye", "count": 2, "spacing_s": 30, "orbit": ORBIT}
    copies = {
        "kind": "copies",
        "name": "C",
        "copy_of": "A",
        "member": [{"raan_shift_deg": 90}, {"name": "Second", "anomaly_shift_deg": -45}],
    }
    scenario = read(satellite(), constellations=(WALKER, train, copies))
    assert scenario.satellite_names == ("A", "W-1", "W-2", "W-3", "W-4", "W-5", "W-6", "Q-1", "Q-2", "C-1", "Second")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (WALKER | {"total": 7}, ["constellation[W].total: 7 satellites do not divide evenly among planes = 3"]),
        (WALKER | {"phasing": 3}, ["constellation[W].phasing: 3 must lie between 0 and planes - 1 = 2"]),
        (WALKER | {"total": 6.5}, ["constellation[W].total: must be a whole number, not 6.5"]),
        (WALKER | {"sensor": "ey"}, ["constellation[W].sensor: there is no sensor ey; did you mean eye?"]),
        (WALKER | {"total": 1, "planes": 1, "name": "A"}, []),
        (WALKER | {"kind": "walker"}, ["constellation[W]: kind must be one of 'walker-delta', 'walker-star', 'train', "
                                       "'copies', not 'walker'; did you mean walker-star?"]),
        ({"kind": "train", "name": "Q", "sensor": "eye", "count": 2, "orbit": ORBIT},
         ["constellation[Q]: give the spacing either as spacing_s or as spacing_deg"]),
        ({"kind": "copies", "name": "C", "copy_of": "B", "member": [{}]},
         ["constellation[C].copy_of: there is no satellite B"]),
        ({"kind": "copies", "name": "C", "copy_of": "A", "member": []},
         ["constellation[C].member: there is no copy: add a [[constellation.member]]"]),
        ({"kind": "copies", "name": "C", "copy_of": "A", "member": [{"name": "A", "sensor": "no"}]},
         ["constellation[C].name: its member A shares its name with satellite #1",
          "constellation[C].member[A].sensor: there is no sensor no"]),
    ],
)  # fmt: skip
def test_constellations_that_do_not_fit_together_are_refused(table: dict, expected: list[str]) -> None:
    """Counts, references, spacing and names; a constellation may share its name with a satellite, members may not."""
    if expected:
        assert problems(satellite(), constellations=(table,)) == expected
    else:
        assert read(satellite(), constellations=(table,)).satellite_names == ("A", "A-1")


def test_a_scenario_needs_satellites_sensors_and_targets() -> None:
    """Empty lists are no scenario."""
    assert problems() == ["there is no satellite: add a [[satellite]] or a [[constellation]]"]
    assert problems(satellite(), target=[]) == ["target: there is no target: add a [[target]] or a [[region]]"]
    assert problems(satellite(), sensor={}) == [
        "sensor: there is no sensor: add a [sensor.NAME]",
        "satellite[A].sensor: there is no sensor eye",
    ]


@pytest.mark.parametrize(
    ("hold", "expected"),
    [
        (
            {"mode": "locked", "groups": [["A", "B"]]},
            ["hold.groups[#1][#2]: B is neither a satellite nor a constellation"],
        ),
        ({"mode": "locked", "groups": [["A"], ["A"]]}, ["hold.groups[#2][#1]: A stands in a group already"]),
        ({"mode": "repeat", "days": 4}, ["hold.revolutions: is missing: mode = 'repeat' needs revolutions and days"]),
        ({"mode": "none", "groups": [["A"]]}, ["hold.groups: has a meaning only with mode = 'locked' or 'repeat'"]),
        ({"mode": "no_drag", "days": 4}, ["hold.days: has a meaning only with mode = 'repeat'"]),
    ],
)
def test_holds_that_do_not_fit_together_are_refused(hold: dict, expected: list[str]) -> None:
    """Keys without a meaning are refused rather than passed over."""
    assert problems(satellite(), hold=hold) == expected


def test_holds_know_satellites_constellations_and_members() -> None:
    """A group may name any of the three."""
    hold = {"mode": "repeat", "groups": [["A"], ["W"], ["V-2"]], "revolutions": 59, "days": 4}
    constellations = (WALKER, WALKER | {"name": "V"})
    assert read(satellite(), constellations=constellations, hold=hold).hold.revolutions == 59


def test_an_optical_sensor_sees_by_day_only() -> None:
    """Night takes an infrared camera; a limit on the Sun alone means day."""
    sensor = {"eye": {"kind": "optical", "light": "day and night", "sun_elevation_min_deg": 10}}
    assert problems(satellite(), sensor=sensor) == [
        "sensor.eye.light: an optical sensor sees by day; by night it takes kind = 'infrared' or 'optical+infrared'"
    ]
    dark = {"eye": {"kind": "optical", "light": ["day", "night"], "sun_elevation_min_deg": 10}}
    dark["eye"]["sun_elevation_max_deg"] = -6
    assert problems(satellite(), sensor=dark) == problems(satellite(), sensor=sensor)


SLOW, QUICK = {"slew_deg_s": 1.0, "source": "a"}, {"slew_deg_s": 2.0}


def two_eyes(first: dict | None = None, second: dict | None = None) -> dict:
    """Return two sensors, each with an agility if one is given."""
    eyes = {name: {"kind": "optical", "off_nadir_max_deg": 30} for name in ("eye", "other")}
    agility = {"eye": first, "other": second}
    return {name: table | ({"agility": agility[name]} if agility[name] else {}) for name, table in eyes.items()}


def test_a_satellite_may_carry_several_sensors() -> None:
    """A name or a list of names, for satellites, constellations and copies alike."""
    both = ["eye", "other"]
    copies = {"kind": "copies", "name": "C", "copy_of": "A", "member": [{}, {"sensor": both}]}
    scenario = read(satellite(sensor=both), constellations=(WALKER | {"sensor": both}, copies), sensor=two_eyes())
    assert scenario.satellite[0].sensor == ("eye", "other")
    assert scenario.constellation[0].sensor == ("eye", "other")
    assert scenario.constellation[1].member[1].sensor == ("eye", "other")
    assert read(satellite()).satellite[0].sensor == ("eye",)


@pytest.mark.parametrize(
    ("carried", "sensors", "expected"),
    [
        (["eye", "othr"], two_eyes(), ["satellite[A].sensor: there is no sensor othr; did you mean other?"]),
        (["eye", "eye"], two_eyes(), ["satellite[A].sensor: ['eye', 'eye'] must list each sensor once"]),
        ([], two_eyes(), ["satellite[A].sensor: must not be empty"]),
        (["eye", "other"], two_eyes(SLOW, QUICK), ["satellite[A].sensor: eye and other share one line of sight: "
                                                  "give them the same agility, or one of them alone"]),
        (["eye", "other"], two_eyes(SLOW, {"slew_deg_s": 1.0}), []),
        (["eye", "other"], two_eyes(SLOW), []),
        ("eye", two_eyes(SLOW, QUICK), []),
    ],
)  # fmt: skip
def test_sensors_of_one_satellite_fit_together(carried: object, sensors: dict, expected: list[str]) -> None:
    """Known, each once, and at most one agility among them: a satellite turns at one rate."""
    if expected:
        assert problems(satellite(sensor=carried), sensor=sensors) == expected
    else:
        read(satellite(sensor=carried), sensor=sensors)


def test_wrong_requirements_and_zones_are_refused() -> None:
    """Measures are names, limits are numbers or comparisons, zones are in the time-zone table."""
    assert problems(
        satellite(), require={"gap_max_s": "soon", "Gap": 1, "n_looks": True}, report={"tz": "Asia/Seol"}
    ) == [
        "report.tz: 'Asia/Seol' is not a time zone; write one like Asia/Seoul or UTC",
        "require.gap_max_s: 'soon' must be a number (the most allowed) or text such as '<= 7200' or '>= 5'",
        "require.Gap: 'Gap' is not the name of a measure, such as gap_max_s",
        "require.n_looks: must be a number (the most allowed) or text such as '<= 7200' or '>= 5'",
    ]
    met = read(satellite(), require={"gap_max_s": 7200, "n_looks": ">= 5"}).requirements
    assert [str(one) for one in met] == ["gap_max_s <= 7200", "n_looks >= 5"]


def in_a_file(name: str, number: int, day: int, mean_motion: float) -> dict[str, Any]:
    """Return a record of an element file, in the form Space-Track and CelesTrak serve."""
    record = {key.upper(): value for key, value in SET.items() if key != "source"}
    record |= {"OBJECT_NAME": name, "OBJECT_ID": f"2025-00{number % 10}A", "NORAD_CAT_ID": number}
    return record | {"EPOCH": f"2026-01-{day:02d}T06:00:00", "MEAN_MOTION": mean_motion}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three objects, the first with two sets in no order; two of them share a name."""
    records = [
        in_a_file("ALPHA", 70001, 2, 15.02),
        in_a_file("BETA", 70002, 1, 15.2),
        in_a_file("ALPHA", 70001, 1, 15.01),
        in_a_file("GAMMA", 70003, 1, 15.3),
        in_a_file("GAMMA", 70004, 1, 15.4),
    ]
    (tmp_path / "sets.json").write_text(json.dumps(records), encoding="utf-8")
    (tmp_path / "one.json").write_text(json.dumps(records[1:2]), encoding="utf-8")
    return tmp_path


def built(folder: Path, name: str, file: str = "sets.json", **changes: Any) -> Satellite:
    table = {"name": name, "sensor": "eye", "elements_file": file} | changes
    (satellite,) = build(read(table), folder).satellites
    return satellite


@pytest.mark.parametrize(
    ("asked", "number", "mean_motions"),
    [
        ({"name": "Mine", "norad_id": 70001}, 70001, [15.01, 15.02]),
        ({"name": "BETA", "norad_id": 70003}, 70003, [15.3]),
        ({"name": "ALPHA"}, 70001, [15.01, 15.02]),
        ({"name": "BETA"}, 70002, [15.2]),
        ({"name": "Mine", "file": "one.json"}, 70002, [15.2]),
        ({"name": "Mine", "file": "one.json", "norad_id": 70002}, 70002, [15.2]),
    ],
)
def test_an_object_of_an_element_file_is_picked_by_number_or_by_name(
    file: Path, asked: dict[str, Any], number: int, mean_motions: list[float]
) -> None:
    """The number wins over the name; a file of one object needs neither. Sets are in order of epoch, under our name."""
    found = built(file, **asked)
    assert (found.name, found.norad_id) == (asked["name"], number)
    assert [one.mean_motion_rev_day for one in found.elements] == mean_motions
    assert {(one.name, one.catalog_number) for one in found.elements} == {(asked["name"], number)}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"name": "ALPHA", "norad_id": 70009}, "satellite ALPHA: sets.json holds no element set of object 70009"),
        ({"name": "Mine"}, "satellite Mine: sets.json holds 4 objects; say which one with norad_id"),
        ({"name": "GAMMA"}, "satellite GAMMA: sets.json holds 4 objects; say which one with norad_id"),
        ({"name": "Mine", "file": "one.json", "norad_id": 70001}, "one.json holds no element set of object 70001"),
    ],
)
def test_an_object_that_an_element_file_does_not_settle_is_refused(
    file: Path, asked: dict[str, Any], sentence: str
) -> None:
    """A number that is absent, a name that is absent, and a name of two objects."""
    with pytest.raises(DataError) as refused:
        built(file, **asked)
    assert sentence in str(refused.value)
