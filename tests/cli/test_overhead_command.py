"""`reconsim overhead`: what it answers, what it writes, and how it refuses."""

import csv
from pathlib import Path

import pytest
from cli.command import Command, check

ETNA = ("--site", "37.751,14.993")
DAY = ("--start", "2026-08-22", "--hours", "24")


def test_it_counts_and_lists_what_passes(reconsim: Command, elements: Path) -> None:
    """The objects, how many rise, and the first passes in the order of time; the rest is counted."""
    asked = reconsim("overhead", elements, *ETNA, *DAY, "--next", "3")
    assert asked.code == 0
    lines = asked.out.splitlines()
    assert lines[0].startswith("2 objects, 2 of them above the horizon, ")
    assert lines[0].endswith("from 2026-08-22T00:00:00.000Z to 2026-08-23T00:00:00.000Z")
    assert lines[2].split() == ["satellite", "number", "start", "(UTC)", "end", "seconds", "elevation"]
    passes = lines[4:7]
    starts = [line.split()[2:4] for line in passes]
    assert starts == sorted(starts)
    assert lines[7].startswith("and ")
    assert reconsim("overhead", elements, *ETNA, "--start", "2026-08-22", "--days", "1", "--next", "3").out == asked.out
    named = ("--site", "Etna,37.751,14.993")  # as `reconsim windows` has it
    assert reconsim("overhead", elements, *named, *DAY, "--next", "3").out == asked.out


def test_one_object_is_counted_as_one_on_a_narrow_terminal(
    reconsim: Command, elements: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The heading has the singular of one object, and no line is wider than the terminal."""
    monkeypatch.setenv("COLUMNS", "80")
    asked = reconsim("overhead", elements, *ETNA, *DAY, "--select", "40115")
    assert asked.out.startswith("1 object, 1 of them above the horizon, ")
    assert max(map(len, asked.out.splitlines())) <= 80


def test_the_file_holds_every_pass_as_windows_finds_them(reconsim: Command, elements: Path, folder: Path) -> None:
    """Times, lengths and best elevations are those that `reconsim windows` prints for the same limit."""
    asked = reconsim("overhead", elements, *ETNA, *DAY, "--min-elevation", "10", "-o", "passes.csv")
    assert asked.code == 0
    assert "above 10 degrees" in asked.out
    with (folder / "passes.csv").open(encoding="utf-8", newline="") as file:
        ours = list(csv.DictReader(file))
    theirs = reconsim(
        "windows", "--elements", elements, "--site", "Etna,37.751,14.993", "--start", "2026-08-22", "--days", "1",
        "--min-elevation", "10", "--epochs", "nearest", "--format", "csv",
    )  # fmt: skip
    listed = list(csv.DictReader(theirs.out.splitlines()))
    assert [row["start_utc"] for row in ours] == [row["start_utc"] for row in listed]
    assert [(row["satellite"], row["norad_id"]) for row in ours] == [
        (row["satellite"], row["norad_id"]) for row in listed
    ]
    for row, other in zip(ours, listed, strict=True):
        assert float(row["max_elevation_deg"]) == pytest.approx(float(other["max_elevation_deg"]), abs=2e-4)


def test_a_file_is_not_overwritten_unless_asked(reconsim: Command, elements: Path, folder: Path) -> None:
    """An existing file stays as it is; --force replaces it; a folder that is not there is said so, and nothing left."""
    (folder / "passes.csv").write_text("mine", encoding="utf-8")
    check(
        reconsim("overhead", elements, *ETNA, *DAY, "-o", "passes.csv"),
        2,
        "is there already; choose another name, or add --force",
    )
    assert (folder / "passes.csv").read_text(encoding="utf-8") == "mine"
    assert reconsim("overhead", elements, *ETNA, *DAY, "-o", "passes.csv", "--force").code == 0
    assert (folder / "passes.csv").read_text(encoding="utf-8").startswith("satellite,norad_id,start_utc")
    missing = "none/passes.csv cannot be written: there is no folder none"
    check(reconsim("overhead", elements, *ETNA, *DAY, "-o", "none/passes.csv"), 2, missing)
    assert sorted(path.name for path in folder.iterdir()) == ["passes.csv", "two.3le"]


def test_nothing_that_rises_is_an_answer(reconsim: Command, elements: Path) -> None:
    """No pass in a minute is told in a line, and is no error."""
    asked = reconsim("overhead", elements, *ETNA, "--start", "2026-08-22", "--hours", "0.01", "--min-elevation", "89")
    assert asked.code == 0
    assert asked.out.startswith("2 objects, 0 of them above 89 degrees, 0 passes from ")


def test_old_sets_are_said_or_left_out(reconsim: Command, elements: Path) -> None:
    """Sets of over a week earn a warning, sets of over 1,000 days are refused where there are no others."""
    asked = reconsim("overhead", elements, *ETNA, "--start", "2026-10-22", "--hours", "1")
    assert asked.code == 0
    assert "warning: the sets of 2 objects are over 7 days from the span" in asked.err
    check(
        reconsim("overhead", elements, *ETNA, "--start", "2036-08-22", "--hours", "1"),
        4,
        "every element set is over 1,000 days from the span",
    )


def test_satellites_that_can_be_seen_by_eye_are_asked_for(reconsim: Command, elements: Path, folder: Path) -> None:
    """Sunlit satellites in a dark sky: the same windows as `reconsim windows` finds with the same options."""
    by_eye = ("--satellite-light", "lit", "--sun-elevation-max", "-6")
    asked = reconsim("overhead", elements, *ETNA, *DAY, *by_eye, "-o", "passes.csv")
    assert " 2 of them above the horizon and within the other limits, 4 passes from " in asked.out
    with (folder / "passes.csv").open(encoding="utf-8", newline="") as file:
        ours = list(csv.DictReader(file))
    theirs = reconsim(
        "windows", "--elements", elements, "--site", "Etna,37.751,14.993", "--start", "2026-08-22", "--days", "1",
        *by_eye, "--epochs", "nearest", "--format", "csv",
    )  # fmt: skip
    listed = list(csv.DictReader(theirs.out.splitlines()))
    assert [(row["satellite"], row["start_utc"]) for row in ours] == [
        (row["satellite"], row["start_utc"]) for row in listed
    ]
    assert "no limit given" not in asked.err
    named = reconsim("overhead", elements, *ETNA, *DAY, "--sensor", "worldview-3:high")
    assert "with --sensor worldview-3 (high): off_nadir_max_deg = 45" in named.err


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ((*DAY, "--site", "95,14"), 2, "lat_deg = 95 must lie between -90 and 90"),
        ((*DAY, "--site", "37"), 2, "must read LAT,LON or LAT,LON,HEIGHT_KM"),
        ((*DAY, "--site", "Etna,37"), 2, "must read LAT,LON or LAT,LON,HEIGHT_KM"),
        ((*DAY, "--site", "37N,14"), 2, "'14' stands without a letter beside '37N'"),
        ((*ETNA, "--start", "2026-08-22"), 2, "give --days, --hours or --end"),
        ((*ETNA, *DAY, "--days", "1"), 2, "--hours and --days are both given; give one of them"),
        ((*ETNA, "--start", "2026-08-22", "--hours", "-1"), 2, "--hours -1 must be a positive number of hours"),
        ((*ETNA, "--start", "2026-08-22", "--days", "nan"), 2, "--days nan must be a positive number of days"),
        ((*ETNA, *ETNA, *DAY), 2, "--site is given 2 times; give it once"),
        ((*ETNA, "--start", "yesterday", "--hours", "1"), 2, "--start 'yesterday' is not an ISO-8601 time"),
        ((*ETNA, *DAY, "--min-elevation", "95"), 2, "--min-elevation 95: elevation_min_deg = 95 must lie between"),
        ((*ETNA, *DAY, "--resolution", "1"), 2, "--resolution 1 needs --bandwidth MHZ beside it"),
        ((*ETNA, *DAY, "--min-elevation", "high"), 2, "'high' is not a number"),
    ],
)
def test_wrong_options(reconsim: Command, elements: Path, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    """One sentence says what is wrong; nothing is printed."""
    check(reconsim("overhead", elements, *arguments), code, sentence)


def test_files_that_hold_no_sets(reconsim: Command, folder: Path) -> None:
    """A missing file exits 2, one that holds no element set 4."""
    check(reconsim("overhead", "none.tle", *ETNA, *DAY), 2, "none.tle")
    (folder / "prose.txt").write_text("no set here\n", encoding="utf-8")
    check(reconsim("overhead", "prose.txt", *ETNA, *DAY), 4, "prose.txt")


def test_json_on_stdout_and_in_a_file_has_every_pass(reconsim: Command, elements: Path, folder: Path) -> None:
    """`--json` prints what `-o FILE.json` writes: each pass with the cells of the CSV, and what was asked."""
    asked = reconsim(
        "overhead", elements, *ETNA, *DAY, "--json", "-o", "passes.json", "-o", "passes.csv", "--next", "1"
    )
    assert asked.out == (folder / "passes.json").read_text(encoding="utf-8")
    assert "wrote passes.json, passes.csv" in asked.err
    document = asked.json()
    assert document["objects"] == 2
    assert document["site"] == {"name": "37.751N 14.993E", "lat_deg": 37.751, "lon_deg": 14.993, "height_km": 0.0}
    with (folder / "passes.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert len(listed) == len(document["passes"]) > 3
    for ours, theirs in zip(document["passes"], listed, strict=True):
        assert {key: type(value)(theirs[key]) for key, value in ours.items()} == ours
