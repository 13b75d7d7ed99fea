"""A claim of one's own, from an empty folder to its verdict: two commands and six lines of TOML."""

import json
from pathlib import Path

import pytest
from cli.command import Command, check

SIX_LINES = """\
statement = "Each of the three volcanoes is seen once an hour."
limits_min = 60

[[reading]]
measure = "gap_max_s"
says = "Never is there more than an hour between two looks."
"""


@pytest.fixture
def hourly(folder: Path) -> Path:
    """The claim in a file."""
    assert len(SIX_LINES.splitlines()) == 6
    (folder / "hourly.toml").write_text(SIX_LINES, encoding="utf-8")
    return folder / "hourly.toml"


def test_two_commands_and_six_lines_give_a_verdict(reconsim: Command, folder: Path, hourly: Path) -> None:
    """The page opens with the claim and its answer; summary.json holds the verdict, the manifest the claim's text."""
    assert reconsim("init", "my.toml", "--from", "example").code == 0
    asked = reconsim("run", "my.toml", "--claim", "hourly.toml")
    assert asked.code == 0
    assert asked.out.startswith('Does "Each of the three volcanoes is seen once an hour." hold?\n')
    assert (
        "\nNo, not as a promise: in no combination tried do all gaps at each of 3 places stay within 1 h" in asked.out
    )
    out = folder / "reconsim-out" / "my"
    document = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in document["claims"]] == ["hourly"]
    assert {v["outcome"] for v in document["verdicts"]} == {"fails"}
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert [(one["file"], one["text"]) for one in manifest["claims"]] == [("hourly.toml", SIX_LINES)]


def test_claims_asked_for_come_before_the_scenarios_own(reconsim: Command, folder: Path, hourly: Path) -> None:
    """More than one may be asked for, shipped ones among them; validate finds those that the scenario names."""
    reconsim("init", "my.toml", "--from", "example")
    text = (folder / "my.toml").read_text(encoding="utf-8")
    daily = '[[claim]]\nstatement = "Daily."\nlimits_h = 24\n[[claim.reading]]\nmeasure = "gap_mean_s"\n'
    (folder / "my.toml").write_text(f"{text}\n{daily}", encoding="utf-8")
    assert reconsim("validate", "my.toml").code == 0
    short = ("--set", "time.span_days=1", "--set", "draws.count=0")
    asked = reconsim("run", "my.toml", *short, "--claim", "hourly.toml", "--claim", "watch-us", "--json", "-q")
    assert [one["id"] for one in asked.json()["claims"]] == ["hourly", "watch-us", "daily"]
    (folder / "my.toml").write_text(f"{text}\n{daily.replace('gap_mean_s', 'gap_mean')}", encoding="utf-8")
    check(reconsim("validate", "my.toml"), 2, "claim[#1].reading[#1].measure: measure 'gap_mean' is not known")


def test_a_claim_that_restricts_what_is_open_to_one_value_is_judged_with_it(
    reconsim: Command, folder: Path, hourly: Path
) -> None:
    """The camera's widest pointing alone is tried; the verdict's cases say so, and how many there are."""
    widest = '[unstated.off_nadir]\nlabel = "pointing"\nvalues = ["high"]\n'
    (folder / "wide.toml").write_text(SIX_LINES + widest, encoding="utf-8")
    asked = reconsim(
        "run", "example", "--set", "time.span_days=1", "--set", "draws.count=0",
        "--claim", "hourly.toml", "--claim", "wide.toml", "--json", "-q",
    )  # fmt: skip
    first = {v["claim"]: v for v in reversed(asked.json()["verdicts"])}
    tried = {name: sum(v["answer"][n] for n in ("n_true", "n_false", "n_undecided")) for name, v in first.items()}
    assert tried["hourly"] == 3 * tried["wide"]
    assert first["wide"]["answer"]["worst"]["case"]["off_nadir"] == "high"
    assert first["hourly"]["answer"]["worst"]["case"]["off_nadir"] == "low"


def test_another_claim_is_another_run(reconsim: Command, folder: Path, hourly: Path) -> None:
    """The folder of a run with the claim as it was is set aside; the same claim again replaces it."""
    short = ("run", "example", "--set", "time.span_days=1", "--set", "draws.count=0", "-o", "out")
    assert reconsim(*short, "--claim", "hourly.toml").code == 0
    assert reconsim(*short, "--claim", "hourly.toml").code == 0
    assert not (folder / "out.1").exists()
    hourly.write_text(SIX_LINES.replace("60", "90"), encoding="utf-8")
    asked = reconsim(*short, "--claim", "hourly.toml")
    assert "claims" in asked.err
    assert (folder / "out.1" / "summary.json").is_file()


def test_mistakes_in_a_claim_are_said_before_the_work(reconsim: Command, folder: Path, hourly: Path) -> None:
    """All of them, each with file and line; nothing is written."""
    hourly.write_text(SIX_LINES.replace("limits_min", "limit_min").replace("gap_max_s", "gap_maxs"), encoding="utf-8")
    check(
        reconsim("run", "example", "--claim", "hourly.toml", "--claim", "nowhere.toml"),
        2,
        "hourly.toml:5: reading[#1].measure: measure 'gap_maxs' is not known; did you mean gap_max_s?",
        "hourly.toml:2: limit_min: unknown key; did you mean limits_min?",
        "--claim: there is no claim file nowhere.toml",
    )
    assert [path.name for path in folder.iterdir()] == ["hourly.toml"]
