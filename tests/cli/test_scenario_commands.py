"""`list`, `validate`, `schema` and `init`: finding, checking and starting scenarios."""

import json
import tomllib
from pathlib import Path

import pytest
from cli.command import Command, check

from sim.scenario.json_schema import json_schema
from sim.scenario.shipped_scenarios import list_scenarios
from sim.shipped import configs_dir


def test_list_names_every_scenario_with_its_title(reconsim: Command) -> None:
    """One line each; `--json` gives the same as a document; the next step is on stderr."""
    shipped = list_scenarios()
    asked = reconsim("list")
    assert asked.code == 0
    begun = [line for line in asked.out.splitlines()[2:] if not line.startswith(" ")]
    assert [line.split()[0] for line in begun] == [one.name for one in shipped]
    assert all(one.title in " ".join(asked.out.split()) for one in shipped)
    assert "reconsim run SCENARIO" in asked.err
    assert reconsim("list", "--json").json() == [{"name": one.name, "title": one.title} for one in shipped]


def test_the_list_fits_a_narrow_terminal(reconsim: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than the terminal; a long title goes on below itself."""
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, reconsim("list").out.splitlines())) <= 80


def test_a_folder_or_an_empty_file_is_no_scenario(reconsim: Command, folder: Path) -> None:
    """One sentence names what it is, whether it is typed as a bare word or as a path."""
    (folder / "cases").mkdir()
    check(reconsim("validate", "cases"), 2, "cases is a folder, not a scenario file")
    (folder / "empty.toml").write_text("\n")
    check(reconsim("validate", "empty.toml"), 2, "empty.toml: the file is empty")


def test_validate_counts_what_a_good_scenario_holds(reconsim: Command) -> None:
    """One line on stdout, remarks on stderr, changes applied."""
    asked = reconsim("validate", "example")
    assert (asked.code, asked.out, asked.err) == (0, "example: valid; 2 satellites, 3 targets, 7 days\n", "")
    changed = reconsim("validate", "example", "--set", "time.span_days=2.5", "--set", "sensor.spare.kind=optical")
    assert changed.out == "example: valid; 2 satellites, 3 targets, 2.5 days\n"
    assert "note: sensor spare is carried by no satellite" in changed.err


def test_schema_is_the_json_schema(reconsim: Command) -> None:
    """stdout holds the schema and nothing else."""
    asked = reconsim("schema")
    assert (asked.code, asked.err) == (0, "")
    assert asked.json() == json.loads(json.dumps(json_schema()))


@pytest.mark.parametrize("name", [one.name for one in list_scenarios()])
def test_init_starts_from_any_shipped_scenario(reconsim: Command, folder: Path, name: str) -> None:
    """The file it writes is the scenario, and valid; stderr says what to do with it."""
    asked = reconsim("init", "my.toml", "--from", name)
    assert (asked.code, asked.out) == (0, "")
    assert "reconsim validate my.toml" in asked.err
    assert tomllib.loads((folder / "my.toml").read_text(encoding="utf-8"))["schema"] == 1
    assert reconsim("validate", "my.toml").code == 0


def test_init_copies_the_element_sets_that_a_scenario_reads(reconsim: Command, folder: Path) -> None:
    """They lie beside the file; the same ones stay, others are replaced with `--force` alone; stdout says where."""
    asked = reconsim("init", "my.toml", "--from", "malligyong-build-up")
    sets = (configs_dir() / "malligyong-build-up.json").read_text(encoding="utf-8")
    assert (folder / "malligyong-build-up.json").read_text(encoding="utf-8") == sets
    assert "malligyong-build-up.json" in asked.err
    assert reconsim("init", "other.toml", "--from", "malligyong-build-up").code == 0
    (folder / "malligyong-build-up.json").write_text("[]", encoding="utf-8")
    check(
        reconsim("init", "third.toml", "--from", "malligyong-build-up"), 2, "malligyong-build-up.json is there already"
    )
    assert not (folder / "third.toml").exists()
    assert reconsim("init", "third.toml", "--from", "malligyong-build-up", "--force").code == 0
    printed = reconsim("init", "--from", "malligyong-build-up")
    assert "it reads malligyong-build-up.json" in printed.err


def test_init_without_a_file_prints(reconsim: Command) -> None:
    """No file, or -, means stdout: the commented example."""
    printed = reconsim("init")
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith("# A scenario: what is assumed.")
    assert reconsim("init", "-") == printed


def test_init_replaces_nothing_unasked(reconsim: Command, folder: Path) -> None:
    """A file that is there stays; `--force` replaces it; no scratch file is left."""
    (folder / "my.toml").write_text("mine", encoding="utf-8")
    check(reconsim("init", "my.toml"), 2, "my.toml is there already; choose another name, or add --force")
    assert (folder / "my.toml").read_text(encoding="utf-8") == "mine"
    assert reconsim("init", "my.toml", "--force").code == 0
    assert (folder / "my.toml").read_text(encoding="utf-8") == reconsim("init").out
    assert [path.name for path in folder.iterdir()] == ["my.toml"]


def test_init_says_where_it_cannot_write(reconsim: Command, folder: Path) -> None:
    """A folder, a missing folder and an unknown scenario exit 2."""
    check(reconsim("init", folder), 2, "is a folder; name a file")
    check(reconsim("init", "none/my.toml"), 2, "none/my.toml cannot be written: there is no folder none")
    check(reconsim("init", "my.toml", "--from", "exampel"), 2, "did you mean example?")
    assert list(folder.iterdir()) == []
