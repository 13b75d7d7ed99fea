"""The registry of limits: every record is whole, everything follows from it, and a limit half added is an error."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import naive
import pytest
from limit_examples import EXAMPLES, changed

import sim
from sim.cli.limit_options import GivenLimits
from sim.report.assumed import sensor_words
from sim.scenario.rule_table import RuleTable
from sim.scenario.sensor_table import SensorTable
from sim.sensors.limit_kind import NumberKind
from sim.sensors.limit_kinds import AFTER_ALL, KEYS, KIND_OF, KINDS, OPTION_OF, OPTIONS, check_all, check_records
from sim.sensors.limits import RULES, Limits
from sim.sensors.sensor import AXES, NUMBER_AXES, PLAIN, PLAIN_WORDS, WORD_AXES, Sensor, Spread
from sim.simulation.map_limits import words_of
from sim.simulation.summary import sensor_document

ROOT = Path(sim.__file__).parent
MOST_FILES = 5
# A limit's key that is also the word for something else there: not counted.
ELSEWHERE = {
    "elevation_min_deg": {
        "sun.py": "the Sun's elevation",
        "studies/season.py": "the Sun's elevation",
        "studies/chance.py": "the Sun's elevation",
        "windows/sunlight_at_places.py": "the Sun's elevation",
        "scenario/tasking.py": "a ground station's",
        "constellation/tasking.py": "a ground station's",
        "scenario/tasking_tables.py": "a ground station's",
        "simulation/chain_rows.py": "a ground station's",
    },
}
# Plain English words: counted where they are written as code, not in sentences.
ENGLISH = ("heading",)


@pytest.mark.parametrize("key", KEYS)
def test_each_key_stands_in_at_most_five_files(key: str) -> None:
    """One fact, one place: registry, Limits, Sensor, the search's steps, and one more, of all that the package has.

    ``look`` is left out: it is the field's word for all windows of a pass, and the list of sides of a sensor.
    """
    if key == "look":
        return
    pattern = rf"\.{key}\b|\"{key}\"|\b{key}\s?[=:]" if key in ENGLISH else rf"\b{key}\b"
    found = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if re.search(pattern, path.read_text(encoding="utf-8"))
    }
    elsewhere = set(ELSEWHERE.get(key, {}))
    assert {"sensors/limit_kinds.py", "sensors/limits.py", "sensors/sensor.py"} <= found
    assert len(found - elsewhere) <= MOST_FILES, sorted(found - elsewhere)


@pytest.mark.parametrize("key", KEYS)
def test_no_limit_without_words_or_option(key: str) -> None:
    """Each has a description, an option with its help, a phrase on a run's page, and words on a map."""
    kind, option = KIND_OF[key], OPTION_OF[key]
    assert kind.description
    assert option.help.endswith((".", "]"))
    assert option.name in GivenLimits.__dataclass_fields__
    one, other = Limits(**EXAMPLES[key]), Limits(**changed(key))
    assert words_of(one) != words_of(other)
    assert on_page(one) != on_page(other)


def on_page(limits: Limits) -> list[str]:
    """What a run's page says of a sensor with some limits: its one rule, or its own least duration."""
    if limits.duration_min_s:  # which no rule may hold
        own = Sensor("s", "other", duration_min_s=Spread.of(limits.duration_min_s), squint_is=limits.squint_is)
        return sensor_words(sensor_document(own))
    return sensor_words(sensor_document(Sensor("s", "other", all_of=(limits,))))


def test_no_limit_without_a_twin() -> None:
    """The slow twin names each limit, makes something of it, and applies a least duration itself."""
    named = [key for keys in (*naive.TWINS, *naive.SQUINTS) for key in keys]
    assert sorted([*named, *naive.AFTER_ALL]) == sorted(KEYS)
    assert set(naive.AFTER_ALL) == set(AFTER_ALL)
    plain = naive.constraints_of(Limits())
    for key in named:
        assert naive.constraints_of(Limits(**EXAMPLES[key])) != plain, key
    with pytest.raises(ValueError, match="knows no rules"):
        naive.constraints_of(Limits(any_of=(Limits(),)))


def test_every_limit_has_an_example() -> None:
    """What tests try of each limit stands in one table, rules included."""
    assert set(EXAMPLES) == {*KEYS, *RULES}


def test_tables_and_classes_have_each_limit() -> None:
    """Limits, sensors, their tables in a file and the axes hold each limit once; rules hold no least duration."""
    assert {one.name for one in fields(Limits)} == {*KEYS, *RULES}
    assert set(KEYS) <= {one.name for one in fields(Sensor)}
    assert set(KEYS) <= set(SensorTable.model_fields)
    assert set(KEYS) - set(RuleTable.model_fields) == {*AFTER_ALL, "squint_is"}  # which needs a duration
    tried = [key for keys in NUMBER_AXES.values() for key in keys]
    assert sorted([*tried, *PLAIN, *PLAIN_WORDS, "look"]) == sorted(KEYS)
    assert set(AXES) == {*NUMBER_AXES, *WORD_AXES}


def test_what_binds_is_shown() -> None:
    """The repr of limits and sensors leaves out what limits nothing; that of limits makes them again."""
    limits = Limits(squint_max_deg=5.0, look="left", any_of=(Limits(range_max_km=900.0),))
    assert repr(limits) == "Limits(squint_max_deg=5.0, look='left', any_of=(Limits(range_max_km=900.0),))"
    assert eval(repr(limits), {"Limits": Limits}) == limits
    assert repr(Limits()) == "Limits()"
    assert repr(Sensor("s", "other")) == "Sensor(name='s', kind='other', light=('day and night',))"


# --- Records that contradict themselves -------------------------------------------------------------------------------


def with_record(key: str, change: Callable[[NumberKind], NumberKind]) -> tuple[object, ...]:
    """The registry with one record changed."""
    return tuple(change(one) if one.key == key and isinstance(one, NumberKind) else one for one in KINDS)


@pytest.mark.parametrize(
    ("key", "changes", "words"),
    [
        ("glint_min_deg", {"unit": "km"}, "glint_min_deg: the key does not end in its unit, km"),
        ("glint_min_deg", {"description": ""}, "glint_min_deg: it has no description"),
        ("glint_min_deg", {"low": ""}, "glint_min_deg: it does not say which of its values gives the least access"),
        ("glint_min_deg", {"axis": "incidence"}, "its axis 'incidence' is that of a limit further up"),
        ("glint_min_deg", {"needs": ("glint_deg",)}, "glint_min_deg: there is no limit 'glint_deg'"),
        ("glint_min_deg", {"measure": True}, "glint_min_deg: it limits nothing by itself, and no limit needs it"),
        ("glint_min_deg", {"key": "squint_max_deg"}, "holds squint_max_deg 2 times"),
        ("glint_min_deg", {"key": "glint_deg"}, "leaves out glint_deg"),
    ],
)
def test_a_record_that_contradicts_itself_is_an_error(key: str, changes: dict[str, object], words: str) -> None:
    """A sentence with the key and what is wrong, when the registry is imported."""
    kinds = with_record(key, lambda one: replace(one, **changes))  # type: ignore[arg-type]
    with pytest.raises(RuntimeError, match=re.escape(words)):
        check_records(kinds, OPTIONS)  # type: ignore[arg-type]


def test_a_number_must_say_its_axis() -> None:
    """A record cannot leave out which choice its values belong to, or that it has one value."""
    kind = KIND_OF["glint_min_deg"]
    given = {one.name: getattr(kind, one.name) for one in fields(NumberKind) if one.name != "axis"}
    with pytest.raises(TypeError, match="axis"):
        NumberKind(**given)


def test_a_place_that_leaves_a_limit_out_is_an_error() -> None:
    """The sentence names the place, the limit, and where to look."""
    with pytest.raises(RuntimeError, match=r"^Here leaves out glint_min_deg: see limit_kinds"):
        check_all("Here", [key for key in KEYS if key != "glint_min_deg"])
    with pytest.raises(RuntimeError, match=r"^Here holds glint, which is no limit"):
        check_all("Here", [*KEYS, "glint"])


# --- A limit half added, in a copy ------------------------------------------------------------------------------------

RECORD = """    NumberKind(
        "range_rate_max_km_s", AMOUNT, "km_s", axis="range_rate", low="smallest",
        description="largest rate at which the slant range changes, km/s",
    ),
)  # fmt: skip

VIEW = "Limits on the line of sight\""""
OPTION = """    OptionKind("range_rate", ("range_rate_max_km_s",), "MAX", "Largest rate of the range, km/s.", VIEW),
)  # fmt: skip

KEYS: tuple"""
ADDED = (
    ("sensors/limit_kinds.py", ')  # fmt: skip\n\nVIEW = "Limits on the line of sight"', RECORD),
    ("sensors/limit_kinds.py", ")  # fmt: skip\n\nKEYS: tuple", OPTION),
    ("sensors/limits.py", "    glint_min_deg: float | None = None\n", "    range_rate_max_km_s: float | None = None\n"),
    (
        "sensors/sensor.py",
        "    glint_min_deg: Spread | None = None\n",
        "    range_rate_max_km_s: Spread | None = None\n",
    ),
    (
        "windows/steps.py",
        '    ("glint_min_deg",): _glint,\n',
        '    ("range_rate_max_km_s",): lambda limits: [Light("rate", limits.range_rate_max_km_s or 0.0)],\n',
    ),
)


@pytest.fixture
def copy_with(tmp_path: Path) -> Callable[[int], str]:
    """A function that does the first edits of those that add a limit, and returns what importing the search says."""
    shutil.copytree(ROOT, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__", "*.nbi", "*.nbc", "data"))

    def imported(edits: int) -> str:
        for name, old, new in ADDED[:edits]:
            path = tmp_path / "sim" / name
            text = path.read_text(encoding="utf-8")
            assert text.count(old) == 1
            path.write_text(text.replace(old, new if old.startswith(")") else old + new), encoding="utf-8")
        run = subprocess.run(
            [sys.executable, "-c", "import sim.windows.steps as s; print(s.__file__)"],
            cwd=tmp_path, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        return (run.stdout + run.stderr).strip().splitlines()[-1]

    return imported


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (1, "RuntimeError: limit_kinds.OPTIONS leaves out range_rate_max_km_s"),
        (2, "RuntimeError: Limits leaves out range_rate_max_km_s"),
        (4, "RuntimeError: windows.steps.STEPS_OF leaves out range_rate_max_km_s"),
        (5, ""),
    ],
)
def test_a_limit_half_added_fails_at_import_of_the_search(
    copy_with: Callable[[int], str], tmp_path: Path, edits: int, said: str
) -> None:
    """With any step of adding "largest slant range rate" left out, the search cannot be imported, and says why.

    With the last one, the step itself, it can: four files were touched.
    """
    last = copy_with(edits)
    assert last.startswith(said or str(tmp_path / "sim" / "windows" / "steps.py"))


def test_a_sensor_without_a_limit_of_the_registry_is_an_error(copy_with: Callable[[int], str], tmp_path: Path) -> None:
    """Forgotten in Sensor alone, a limit fails when sensors are imported."""
    copy_with(3)
    run = subprocess.run(
        [sys.executable, "-c", "import sim.sensors.sensor"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert run.stderr.strip().splitlines()[-1].startswith("RuntimeError: Sensor leaves out range_rate_max_km_s")


def test_the_registry_imports_nothing_of_weight() -> None:
    """Commands that only describe limits read it: it imports the standard library alone."""
    for name in ("limit_kind.py", "limit_kinds.py"):
        tree = ast.parse((ROOT / "sensors" / name).read_text(encoding="utf-8"))
        modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        modules |= {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
        assert modules <= {
            "__future__",
            "math",
            "collections",
            "collections.abc",
            "dataclasses",
            "typing",
            "limit_kind",
        }
