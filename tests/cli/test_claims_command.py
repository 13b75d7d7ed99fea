"""`reconsim claims`: which claims there are, what each comes to, on which number, and what a reading can ask."""

from pathlib import Path

import pytest
from cli.command import Command, check

from sim.claims.measures import MEASURES
from sim.claims.reading_kinds import COVERAGE, READING_KINDS

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
    measures, kinds = asked.out.split("\n\n")
    assert [line.split()[0] for line in measures.splitlines()[2:]] == list(MEASURES)
    assert [line.split()[0] for line in kinds.splitlines()[2:]] == [kind for kind in READING_KINDS if kind != COVERAGE]
    rows = {row["measure"]: row for row in reconsim("claims", "--measures", "--json").json()["measures"]}
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
    vague = (
        'statement = "Many see much."\ntested_by = "A count of all that can be seen of everything by all of them."\n'
    )
    (hourly.parent / "vague.toml").write_text(vague, encoding="utf-8")
    asked = reconsim("claims", "hourly.toml", "vague.toml", "--scenario", "example")
    assert max(map(len, asked.out.splitlines())) <= 70
    assert "hourly, judged with example:" in asked.out
    assert "It rests on: longest gap" in asked.out


def test_claims_without_a_reading_say_what_would_test_them(reconsim: Command, folder: Path) -> None:
    """They are not run: the scenarios they name are only named."""
    (folder / "vague.toml").write_text('statement = "Many see much."\ntested_by = "A count."\n', encoding="utf-8")
    asked = reconsim("claims", "vague.toml", "--scenario", "example", "--scenario", "malligyong-1")
    assert asked.code == 0
    head, line = asked.out.splitlines()
    assert head == "Not judged here, and what would test it:"
    assert line == "  vague (orbits: example and malligyong-1): A count."
    rows = reconsim("claims", "vague.toml", "--scenario", "example", "--json").json()
    assert [(row["scenario"], row["verdicts"]) for row in rows] == [("example", [])]


def test_evidence_stands_in_a_table_below_its_sentence(reconsim: Command) -> None:
    """With -v: the passages of the plane for each time tried; the sentence above them."""
    asked = reconsim("claims", "launch-dates", "-v")
    assert asked.code == 0
    lines = asked.out.splitlines()
    (at,) = [i for i, line in enumerate(lines) if line.startswith("19:17 Eastern daylight time")]
    assert lines[at - 2].split()[:3] == ["time", "that", "is"]
    assert [line[-4:].strip() for line in lines[at : at + 3]] == ["yes", "no", "no"]
    assert any(line.startswith("- No. 2 at 19:17 'PST'") for line in lines[:at])


def test_a_satellite_that_the_scenario_lacks_is_named(reconsim: Command) -> None:
    """Exit 2, with the claim and what the scenario has."""
    asked = reconsim("claims", "okinawa", "--scenario", "example")
    check(asked, 2, "claim okinawa: there is no satellite 'Malligyong-1'; the scenario has")


def test_a_count_is_judged_without_a_search_for_windows(reconsim: Command) -> None:
    """Its verdict, number and evidence stand in the table and in the JSON."""
    (row,) = reconsim("claims", "five-by-2025", "--json").json()
    (verdict,) = row["verdicts"]
    assert (verdict["kind"], verdict["outcome"]) == ("count", "holds only if")
    assert row["numbers"] == [verdict["number"]]
    assert len(verdict["evidence"]) == 4


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
