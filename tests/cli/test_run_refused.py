"""`reconsim run` asked wrongly: everything wrong is said before the work, and nothing is left behind."""

import json
from pathlib import Path

import pytest
from cli.command import Command, check

from sim.simulation.simulation import Simulation

RUN = ("run", "example", "--set", "time.span_days=1", "--set", "draws.count=0")

MANY_MISTAKES = """\
schema = 1
title = "Many mistakes"
titel = "x"
[time]
start_utc = 2026-08-22T00:00:00
span_days = -3
[sensor.sar]
kind = "radr"
incidence_max_deg = 95
[[satellite]]
name = "A"
sensor = "sarr"
elements_file = "nope.json"
[[target]]
name = "T"
lat_deg = 137
lon_deg = 37
[[target]]
name = "T"
lat_deg = nan
lon_deg = 0
"""


@pytest.fixture(autouse=True)
def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here may get as far as the search."""

    def worked(*_: object, **__: object) -> None:
        raise AssertionError("the run began")

    monkeypatch.setattr(Simulation, "run", worked)


@pytest.mark.parametrize("command", ["run", "validate"])
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("rok-425-as-flow", "no shipped scenario, and no file, rok-425-as-flow; did you mean rok-425-as-flown?"),
        ("nothing-like-it", "Shipped are: example, malligyong-1"),
        ("my.toml", "there is no scenario file my.toml"),
        ("sub/my.toml", "there is no scenario file sub/my.toml"),
        (".", ". is a folder, not a scenario file"),
    ],
)
def test_scenarios_that_are_not_there(reconsim: Command, command: str, name: str, sentence: str) -> None:
    """A wrong name gives the nearest and the list, a wrong path the path: 2."""
    check(reconsim(command, name), 2, sentence)


def test_a_file_named_without_its_ending_is_found_a_guess(reconsim: Command, folder: Path) -> None:
    """Who writes the name alone is told the file that lies there."""
    (folder / "mine.toml").write_text(MANY_MISTAKES, encoding="utf-8")
    check(reconsim("run", "mine"), 2, "no shipped scenario, and no file, mine; did you mean mine.toml?")


@pytest.mark.parametrize("command", ["run", "validate"])
def test_every_mistake_of_a_scenario_is_said_at_once(reconsim: Command, folder: Path, command: str) -> None:
    """One line a mistake: file, line, key, value and what would be right."""
    (folder / "many.toml").write_text(MANY_MISTAKES, encoding="utf-8")
    check(
        reconsim(command, "many.toml"),
        2,
        "many.toml:3: titel: unknown key; did you mean title?",
        "many.toml:5: time.start_utc: '2026-08-22 00:00:00' has no time zone; end it with Z for UTC",
        "many.toml:6: time.span_days: -3 must be at least",
        "many.toml:8: sensor.sar.kind: must be 'radar', 'optical'",
        "many.toml:9: sensor.sar.incidence_max_deg: 95 must be at most 90 degrees",
        "many.toml:12: satellite[A].sensor: there is no sensor sarr; did you mean sar?",
        "many.toml:13: satellite[A].elements_file: there is no file nope.json",
        "many.toml:16: target[#1].lat_deg: 137 must lie between -90 and 90; are latitude and longitude swapped?",
        "many.toml:19: target[#2].name: target #1 is named T already",
        "many.toml:20: target[#2].lat_deg: must be a finite number, not nan",
    )
    assert [path.name for path in folder.iterdir()] == ["many.toml"]


@pytest.mark.parametrize("command", ["run", "validate"])
def test_a_file_that_is_no_toml(reconsim: Command, folder: Path, command: str) -> None:
    """A syntax error gives file, line and column; bytes that are no text give the line."""
    (folder / "bad.toml").write_text("schema = 1\n[time\n", encoding="utf-8")
    check(reconsim(command, "bad.toml"), 2, "bad.toml:2: not valid TOML (column 6)")
    (folder / "bad.toml").write_bytes(b"schema = 1\ntitle = '\xff'\n")
    check(reconsim(command, "bad.toml"), 2, "bad.toml:2: the file is not UTF-8 text")


@pytest.mark.parametrize("command", ["run", "validate"])
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("nonsense", "--set 'nonsense' must read KEY=VALUE"),
        ("seed=x", '--set seed=x: seed: must be a whole number, not "x"'),
        ("nokey=1", "--set nokey=1: nokey: unknown key"),
        (
            "sensor.sar.squint=20",
            "--set sensor.sar.squint=20: sensor.sar.squint: unknown key; did you mean squint_is or squint_max_deg?",
        ),
        (
            "sensor.sar.squint_max_deg=200",
            "--set sensor.sar.squint_max_deg=200: sensor.sar.squint_max_deg: 200 must be",
        ),
        ("target.Etan.lat_deg=1", "there is no target Etan; did you mean Etna?"),
        ("report.tz=Mars/Base", "--set report.tz=Mars/Base: report.tz"),
        (
            "claims=['two-houers']",
            "--set claims=['two-houers']: no claim is called 'two-houers'; did you mean two-hours?",
        ),
    ],
)
def test_wrong_changes(reconsim: Command, command: str, change: str, sentence: str) -> None:
    """`--set` is checked like the file, and says which change is at fault."""
    check(reconsim(command, "example", "--set", change), 2, sentence)


@pytest.mark.parametrize("command", ["run", "validate"])
def test_every_unknown_claim_is_named(reconsim: Command, folder: Path, command: str) -> None:
    """Claims that no seed holds are said with file and line, all of them."""
    text = reconsim("init").out
    (folder / "my.toml").write_text('claims = ["two-houers", "xyzzy"]\n' + text, encoding="utf-8")
    check(
        reconsim(command, "my.toml"),
        2,
        "my.toml:1: claims: no claim is called 'two-houers'; did you mean two-hours?",
        "my.toml:1: claims: no claim is called 'xyzzy'; the claims are first-sat-pyongyang",
    )


@pytest.mark.parametrize(
    ("requirements", "sentences"),
    [
        (["gap_maxs<=7200"], ["requirement gap_maxs <= 7200: there is no figure gap_maxs; did you mean gap_max_s?"]),
        (["xyzzy<=7200"], ["there is no figure xyzzy; the figures are span_s, n_looks"]),
        (["target<=7200"], ["there is no figure target"]),
        (["gap_max_censored<=7200"], ["there is no figure gap_max_censored"]),
        (["nonsense"], ["requirement 'nonsense' must read like gap_max_s<=7200"]),
        (["gap_max_s=7200"], ["requirement 'gap_max_s=7200' must read like"]),
        (["gap_max_s<=two hours"], ["must read like"]),
        (["gap_max_s<=nan"], ["must read like"]),
        (["", "n_looks>=x", "gap_maxs<=1"], ["requirement ''", "'n_looks>=x'", "gap_maxs"]),
    ],
)
def test_wrong_requirements(reconsim: Command, requirements: list[str], sentences: list[str]) -> None:
    """What is no requirement, or asks for no figure, is said before the work: 2."""
    asked = [word for text in requirements for word in ("--require", text)]
    check(reconsim(*RUN, *asked), 2, *sentences)


def test_a_file_s_own_requirement_is_checked_too(reconsim: Command) -> None:
    """[require] with an unknown figure ends with 2 before the work."""
    check(reconsim(*RUN, "--set", "require.gap_maxs=7200"), 2, "no figure gap_maxs; did you mean gap_max_s?")


def test_places_for_results_that_will_not_do(reconsim: Command, folder: Path) -> None:
    """A file, a folder below a file, and other people's files are left alone: 2. `--force` is no help for a file."""
    (folder / "file").write_text("mine", encoding="utf-8")
    theirs = folder / "theirs"
    theirs.mkdir()
    (theirs / "keep.txt").write_text("mine", encoding="utf-8")
    check(reconsim(*RUN, "-o", "file"), 2, "file is a file; --out names a folder")
    check(reconsim(*RUN, "-o", "file", "--force"), 2, "file is a file; --out names a folder")
    check(reconsim(*RUN, "-o", "file/sub"), 2, "file/sub cannot be made, because")
    check(reconsim(*RUN, "-o", "theirs"), 2, "theirs holds files that no run has left there; choose another --out")
    (theirs / "manifest.json").write_text(json.dumps({"name": "a browser's extension"}), encoding="utf-8")
    check(reconsim(*RUN, "-o", "theirs"), 2, "theirs holds files that no run has left there")
    assert sorted(path.name for path in theirs.iterdir()) == ["keep.txt", "manifest.json"]


def test_a_folder_that_may_not_be_written(reconsim: Command, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said before the work, with the folder that forbids it."""

    def refused(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refused)
    check(reconsim(*RUN, "-o", "new"), 1, "cannot write new: Permission denied")
