"""`reconsim claims`: which claims there are, what each comes to, on which number, and what a reading can ask."""

from pathlib import Path

import pytest
from cli.command import Command, check

from sim.claims.measures import MEASURES

HOURLY = 'statement = "Each is seen once an hour."\nlimits_min = 60\n[[reading]]\nmeasure = "gap_max_s"\n'


@pytest.fixture
def hourly(folder: Path) -> Path:
    """A claim of one's own."""
    (folder / "hourly.toml").write_text(HOURLY, encoding="utf-8")
    return folder / "hourly.toml"


def test_measures_lists_what_a_reading_can_ask(reconsim: Command) -> None:
    """Every measure with its words, unit, and what a reading of it gives; as a table and as JSON."""
    asked = reconsim("claims", "--measures")
    assert asked.code == 0
    assert [line.split()[0] for line in asked.out.splitlines()[2:]] == list(MEASURES)
    rows = {row["measure"]: row for row in reconsim("claims", "--measures", "--json").json()}
    assert list(rows) == list(MEASURES)
    assert (rows["gap_max_s"]["unit"], rows["gap_max_s"]["compare"]) == ("s", "<=")
    assert (rows["gap_max_s"]["limit"], rows["gap_max_s"]["value"]) == (True, False)
    assert (rows["wait_probability"]["limit"], rows["wait_probability"]["value"]) == (True, True)
    assert (rows["n_looks"]["limit"], rows["n_looks"]["value"]) == (False, True)
    assert rows["all_targets_gap_max_s"]["over"] == ["all-within"]


def test_a_claim_of_ones_own_is_judged_with_a_scenario(reconsim: Command, hourly: Path) -> None:
    """A line of the table with the number it rests on; -v adds every verdict in sentences; nothing is written."""
    asked = reconsim("claims", "hourly.toml", "--scenario", "example", "-v")
    assert asked.code == 0
    table, said = asked.out.split("\n\n", 1)
    words = " ".join(table.split())
    assert words.startswith("claim judged with verdict the number it rests on")
    assert "hourly example No, not as a promise" in words
    assert said.count("\n- ") == 2
    (row,) = reconsim("claims", "hourly.toml", "--scenario", "example", "--json").json()
    assert (row["claim"], row["scenario"], len(row["verdicts"])) == ("hourly", "example", 2)
    (rests_on,) = row["rests_on"]
    assert rests_on["outcome"] == "fails"
    assert 3600.0 < rests_on["best"] < rests_on["worst"]
    assert all(" ".join(v["sentence"].split()) in " ".join(said.split()) for v in row["verdicts"])
    assert [path.name for path in hourly.parent.iterdir()] == ["hourly.toml"]


def test_one_reading_or_target_is_explained(reconsim: Command, hourly: Path) -> None:
    """The table, then what is asked for, claim by claim; a wrong name is refused before anything is run."""
    asked = reconsim("claims", "hourly.toml", "--scenario", "example", "--explain", "longest-gap", "-q")
    assert asked.code == 0
    assert "\nhourly, example: longest-gap\nLongest gap, at most 1 h, at each of 3 targets: fails" in asked.out
    assert (
        "\nhourly, example: Etna\nGaps at Etna"
        in reconsim("claims", "hourly.toml", "--scenario", "example", "--explain", "etna", "-q").out
    )
    check(
        reconsim("claims", "hourly.toml", "--scenario", "example", "--explain", "longest-gaps"), 2,
        "--explain 'longest-gaps' is no target and no reading; did you mean longest-gap?",
    )  # fmt: skip


def test_a_narrow_terminal_gets_claims_below_one_another(
    reconsim: Command, hourly: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is wider than the terminal."""
    monkeypatch.setenv("COLUMNS", "70")
    asked = reconsim("claims", "hourly.toml", "okinawa", "--scenario", "example")
    assert max(map(len, asked.out.splitlines())) <= 70
    assert "hourly, judged with example:" in asked.out
    assert "It rests on: longest gap" in asked.out


def test_claims_that_coverage_does_not_decide_say_what_would_test_them(reconsim: Command) -> None:
    """They are not run: the scenarios they name are only named."""
    asked = reconsim("claims", "okinawa", "three-more")
    assert asked.code == 0
    assert asked.out.startswith("Not judged here, and what would test it:\n  okinawa: The first element set")
    assert "three-more (orbits: malligyong-four and malligyong-four-planes): The public catalogue" in asked.out
    rows = reconsim("claims", "three-more", "--json").json()
    assert [(row["scenario"], row["verdicts"]) for row in rows] == [
        ("malligyong-four", []),
        ("malligyong-four-planes", []),
    ]


@pytest.mark.parametrize(
    ("arguments", "sentences"),
    [
        (("hourly.toml",), ["hourly.toml names no scenario to be judged with; add --scenario NAME"]),
        (
            ("two-ours", "gone.toml"),
            ["no claim is called 'two-ours'; did you mean two-hours?", "no claim file gone.toml"],
        ),
        (("two-hours", "--scenario", "exampel"), ["no shipped scenario, and no file, exampel; did you mean example?"]),
        (("two-hours", "--measures"), ["--measures lists what can be asked of any claim"]),
    ],
)
def test_what_cannot_be_judged_is_refused(
    reconsim: Command, hourly: Path, arguments: tuple[str, ...], sentences: list[str]
) -> None:
    """Every mistake in a sentence: 2."""
    check(reconsim("claims", *arguments), 2, *sentences)
