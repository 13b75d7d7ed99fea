"""The shipped scenarios: each loads, fits its schema, and says where its figures come from."""

import itertools
import json
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sim.errors import UsageError
from sim.scenario.build import build
from sim.scenario.json_schema import json_schema
from sim.scenario.load import load_scenario, read_scenario, scenario_from
from sim.scenario.remarks import remarks
from sim.scenario.sensor_table import sensor_of
from sim.scenario.shipped_scenarios import example, list_scenarios
from sim.scenario.spread_table import SpreadTable
from sim.shipped import configs_dir

NAMES = [
    "example",
    "malligyong-1",
    "malligyong-1-nov-2023",
    "malligyong-build-up",
    "malligyong-four",
    "malligyong-four-planes",
    "order-to-desk",
    "rok-425-as-flown",
    "rok-425-as-planned",
    "rok-425-build-up",
    "rok-425-first",
    "rok-425-first-two",
    "rok-425-forward",
    "rok-425-forward-locked",
    "walker-mid-latitude",
]


def as_json(value: Any) -> Any:
    """TOML as an editor's schema check sees it: times are text."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def test_the_list_names_every_shipped_scenario() -> None:
    """Thirteen scenarios, each with a title; the folder's README names them all."""
    """Fourteen scenarios, each with a title; the folder's README names them all."""
    shipped = list_scenarios()
    assert [scenario.name for scenario in shipped] == NAMES
    assert all(scenario.title for scenario in shipped)
    readme = (configs_dir() / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"| `{name}` |" not in readme] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_scenario_loads_and_builds(name: str) -> None:
    """It passes every check, leaves nothing to remark on, and its satellites get element sets."""
    file = read_scenario(name)
    assert remarks(file.scenario) == []
    built = build(file.scenario, file.folder)
    assert tuple(satellite.name for satellite in built.satellites) == file.scenario.satellite_names
    assert all(satellite.elements for satellite in built.satellites)
    assert file.scenario.description


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_scenario_fits_the_schema(name: str) -> None:
    """JSON Schema and model agree on what is shipped; the first line points editors at the schema."""
    file = read_scenario(name)
    assert file.text.startswith("#:schema ./scenario.schema.json\n")
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator(json_schema()).validate(as_json(tomllib.loads(file.text)))


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_has_a_source(name: str) -> None:
    """Element sets name the mirror and commit; every range of a sensor limit says where it is from."""
    file = read_scenario(name)
    scenario = file.scenario
    for satellite, built in zip(scenario.satellite, build(scenario, file.folder).satellites, strict=False):
        if satellite.orbit is None:
            assert all(" @ " in one.source for one in built.elements), satellite.name
    for table in scenario.sensor.values():
        for key, value in table:
            if isinstance(value, SpreadTable) and not value.low == value.nominal == value.high:
                assert value.source, key


@pytest.mark.parametrize("name", NAMES)
def test_sensors_of_shipped_scenarios_have_their_standing_cases(name: str) -> None:
    """Every case of every sensor gives limits."""
    for sensor_name, table in load_scenario(name).sensor.items():
        sensor = sensor_of(sensor_name, table)
        assert len({sensor.limits(sensor.case(case)) for case in ("low", "nominal", "high")}) == 3


def test_the_checked_in_schema_is_current() -> None:
    """configs/scenario.schema.json is what the model says; write it anew with `reconsim schema`."""
    kept = json.loads((configs_dir() / "scenario.schema.json").read_text(encoding="utf-8"))
    assert kept == json_schema()


def test_the_schema_is_sound_and_refuses_what_the_model_refuses() -> None:
    """A valid draft 2020-12 schema; an unknown key and a wrong unit of time do not pass it."""
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(json_schema())
    validator = jsonschema.Draft202012Validator(json_schema())
    raw = as_json(tomllib.loads(read_scenario("example").text))
    for wrong in (
        {"titel": "x"},
        {"time": {"start_utc": "2026-01-01", "span_hours": 3}},
        {"seed": "one"},
        {"target": []},
    ):
        assert not validator.is_valid(raw | wrong)


def test_every_key_of_the_schema_is_explained() -> None:
    """An editor shows a sentence for each key; each number's unit is in its key or its sentence."""
    schema = json_schema()
    tables = [schema, *schema["$defs"].values()]
    tables += [choice for table in tables[1:] for choice in table.get("anyOf", ()) if "properties" in choice]
    silent = [
        key
        for table in tables
        for key, value in table.get("properties", {}).items()
        if "description" not in value and key not in ("kind", "mode")
    ]
    assert silent == []


def test_element_sets_of_as_flown_are_never_far_from_the_day() -> None:
    """At every half day of the span each satellite has a set within 4.6 days on its own side of every manoeuvre."""
    scenario = load_scenario("rok-425-as-flown")
    for satellite in scenario.satellite:
        burns = satellite.manoeuvres_utc
        for step in range(int(scenario.span.days * 2) + 1):
            moment = scenario.span.start + timedelta(days=step / 2)
            ages = [
                abs(one.epoch - moment)
                for one in satellite.elements
                if not any(min(one.epoch, moment) < burn <= max(one.epoch, moment) for burn in burns)
            ]
            assert min(ages) < timedelta(days=4.6), (satellite.name, moment)


def test_the_forward_scenarios_differ_in_the_hold_alone() -> None:
    """What rok-425-forward and -locked give can be compared: same satellites, sensors, places and span."""
    free, locked = (
        load_scenario(name).model_dump(exclude={"title", "description", "hold"})
        for name in ("rok-425-forward", "rok-425-forward-locked")
    )
    assert free == locked


def test_the_example_text_is_a_scenario_of_its_own() -> None:
    """What init writes loads from anywhere, without the line about a schema that is not beside it."""
    for name in ("example", "walker-mid-latitude"):
        text = example(name)
        assert "#:schema" not in text
        assert scenario_from(tomllib.loads(text)) == load_scenario(name)
    with pytest.raises(UsageError, match="did you mean example"):
        example("exampel")


def test_checking_a_scenario_imports_nothing_heavy() -> None:
    """validate, schema and list need neither numba nor pandas, Skyfield, SGP4, matplotlib or SciPy."""
    code = (
        "import sys\n"
        "from sim.scenario.load import load_scenario\n"
        "from sim.scenario.json_schema import json_schema\n"
        "from sim.scenario.shipped_scenarios import list_scenarios, example\n"
        "from sim.scenario.remarks import remarks\n"
        "for s in list_scenarios(): remarks(load_scenario(s.name))\n"
        "json_schema(); example()\n"
        "heavy = ('numba', 'pandas', 'skyfield', 'sgp4', 'matplotlib', 'scipy')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=configs_dir().parent
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


BUILD_UPS = ("rok-425-build-up", "malligyong-build-up")


def test_both_sides_of_the_build_up_cover_the_same_weeks() -> None:
    """South and North stand side by side: the same 142 whole weeks, the same draws, the same number of places."""
    south, north = (load_scenario(name) for name in BUILD_UPS)
    assert south.span == north.span
    assert south.build_up is not None
    assert north.build_up is not None
    assert south.span.days == 142 * south.build_up.every_days
    assert (south.build_up.every_days, south.build_up.draws) == (north.build_up.every_days, north.build_up.draws)
    assert len(south.target) == len(north.target)


def test_element_sets_of_the_build_up_agree_with_those_of_other_scenarios() -> None:
    """A set that two scenarios hold has the same figures and the same source, or another mirror of it, in both."""
    known = {
        (satellite.norad_id, one.epoch): one
        for name in ("rok-425-as-flown", "rok-425-first", "malligyong-1-nov-2023", "malligyong-1")
        for satellite in load_scenario(name).satellite
        for one in satellite.elements
    }
    shared = 0
    for name in BUILD_UPS:
        file = read_scenario(name)
        for satellite in build(file.scenario, file.folder).satellites:
            for one in satellite.elements:
                other = known.get((one.catalog_number, one.epoch_utc))
                if other is not None:
                    shared += 1
                    assert (one.mean_motion_rev_day, one.mean_anomaly_deg, one.bstar, one.mean_motion_dot) == (
                        other.mean_motion, other.mean_anomaly, other.bstar, other.mean_motion_dot,
                    )  # fmt: skip
    assert shared >= 10


@pytest.mark.parametrize("name", BUILD_UPS)
def test_the_build_up_has_a_set_on_its_side_of_every_manoeuvre(name: str) -> None:
    """Between two manoeuvres, before the first and after the last lies an element set, so that none is carried over."""
    file = read_scenario(name)
    for satellite in build(file.scenario, file.folder).satellites:
        epochs = sorted(one.epoch_utc for one in satellite.elements)
        edges = [datetime.min.replace(tzinfo=UTC), *satellite.manoeuvres, datetime.max.replace(tzinfo=UTC)]
        for early, late in itertools.pairwise(edges):
            assert any(early < epoch <= late for epoch in epochs), (satellite.name, early)
