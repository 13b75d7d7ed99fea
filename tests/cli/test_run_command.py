"""`reconsim run`: what it prints, writes and ends with."""

import csv
import hashlib
import io
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cli.command import Command, check
from small_run import NAME, SHORT, small_document, small_result

from sim.report.json_text import to_json
from sim.report.run_table import run_table
from sim.report.windows_csv import windows_csv
from sim.simulation.page import page_of

RUN = ("run", NAME, *(word for change in SHORT for word in ("--set", change)))
CLAIMED = ("run", "rok-425-as-flown", "--set", "time.end_utc=2026-07-16", "--set", "draws.count=3")


def test_a_run_prints_its_page_and_leaves_its_folder(reconsim: Command, folder: Path) -> None:
    """The page is on stdout; reconsim-out/SCENARIO holds the files, with the text that Python gives."""
    asked = reconsim(*RUN)
    assert asked.code == 0
    assert asked.out == run_table(small_document(), small_result().simulation.zone) + "\n"
    out = folder / "reconsim-out" / NAME
    assert sorted(path.name for path in out.iterdir()) == [
        "manifest.json", "report.html", "report.md", "summary.json", "windows.csv",
    ]  # fmt: skip
    assert (out / "windows.csv").read_text(encoding="utf-8") == windows_csv(small_result().window_columns)
    assert (out / "summary.json").read_text(encoding="utf-8") == to_json(small_document())
    assert "written to reconsim-out/example: windows.csv, summary.json, report.md, report.html, manifest" in asked.err
    assert (out / "report.html").read_text(encoding="utf-8") == page_of(small_result())


def test_a_run_without_a_page_lists_none(reconsim: Command, folder: Path) -> None:
    """`--no-report` leaves out report.html and its checksum; a later run adds both to the same folder."""
    reconsim(*RUN, "-o", "out", "-q", "--no-report")
    files = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert list(files) == ["windows.csv", "summary.json", "report.md"]
    assert not (folder / "out" / "report.html").exists()
    reconsim(*RUN, "-o", "out", "-q")
    files = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))["files"]
    page = (folder / "out" / "report.html").read_bytes()
    assert files["report.html"] == hashlib.sha256(page).hexdigest()


def test_windows_csv_names_sensor_and_case(reconsim: Command, folder: Path) -> None:
    """Each window of a run says which sensor saw in which case; each case has windows of both satellites."""
    reconsim(*RUN, "-o", "out", "-q")
    rows = list(csv.DictReader(io.StringIO((folder / "out" / "windows.csv").read_text(encoding="utf-8"))))
    assert {(row["satellite"], row["sensor"]) for row in rows} == {("TerraSAR-X", "sar"), ("WorldView-3", "camera")}
    assert {row["case"] for row in rows} == {"all-low", "all-nominal", "all-high"}
    keys = [tuple(row[key] for key in ("start_utc", "satellite", "target", "sensor", "case")) for row in rows]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))


def test_the_manifest_says_where_the_numbers_come_from(reconsim: Command, folder: Path) -> None:
    """Versions, the scenario's text and changes, the seed, every element set, and the files that the run owns."""
    reconsim(*RUN, "-o", "out", "-q")
    manifest = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["made_by"].startswith("reconsim ")
    assert manifest["scenario"]["overrides"] == list(SHORT)
    assert 'title = "Two satellites over three volcanoes"' in manifest["scenario"]["text"]
    assert manifest["seed"] == 1
    assert [one["catalog_number"] for one in manifest["element_sets"]] == [31698, 40115]
    assert list(manifest["files"]) == ["windows.csv", "summary.json", "report.md", "report.html"]
    assert manifest["libraries"]["numpy"] != "unknown"
    assert manifest["wall_s"] > 0.0


def test_json_is_the_summary_and_nothing_else(reconsim: Command, folder: Path) -> None:
    """`--json` prints the bytes of summary.json: one document, whatever is said on stderr."""
    asked = reconsim(*RUN, "--json", "-o", "out")
    assert asked.out == (folder / "out" / "summary.json").read_text(encoding="utf-8")
    assert asked.json()["schema_version"] == 1


def test_quiet_says_nothing_beside_the_result(reconsim: Command) -> None:
    """`-q` leaves stderr empty and stdout as it was."""
    loud, quiet = reconsim(*RUN, "-o", "out"), reconsim(*RUN, "-o", "out", "-q")
    assert loud.err != ""
    assert (quiet.code, quiet.out, quiet.err) == (0, loud.out, "")


def test_verbose_adds_a_line_for_every_verdict(
    reconsim: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-v` prints the page and every verdict in the terminal's width; a claim that fails ends with 0."""
    monkeypatch.setenv("COLUMNS", "80")
    asked = reconsim(*CLAIMED, "-o", "out", "-q", "-v")
    assert asked.code == 0
    assert max(map(len, asked.out.splitlines())) <= 80
    document = json.loads((folder / "out" / "summary.json").read_text(encoding="utf-8"))
    page = run_table(document, ZoneInfo("Asia/Seoul"), width=80)
    assert asked.out.startswith(page + "\n\n")
    told = asked.out.removeprefix(page)
    assert len(document["verdicts"]) > 10
    assert told.count("; verdict ") == len(document["verdicts"])
    assert len(told) < 8000
    assert "fails" in {verdict["outcome"] for verdict in document["verdicts"]}


def test_explain_prints_what_is_asked_for_and_nothing_else(reconsim: Command, folder: Path) -> None:
    """A reading's sentences, a target's gaps, each after the page; names are found whatever their case."""
    asked = reconsim(*CLAIMED, "-o", "out", "-q", "--explain", "longest-gap", "--explain", "SINPO")
    document = json.loads((folder / "out" / "summary.json").read_text(encoding="utf-8"))
    page = run_table(document, ZoneInfo("Asia/Seoul"))
    told = " ".join(asked.out.removeprefix(page).split())
    for verdict in document["verdicts"]:
        assert (verdict["sentence"] in told) == (verdict["reading"] == "longest-gap")
    assert "Gaps at Sinpo, by satellites and case" in told


def test_a_wrong_name_to_explain_is_refused_before_the_run(reconsim: Command, folder: Path) -> None:
    """With the nearest name, and those there are."""
    check(reconsim(*RUN, "--explain", "Etnna"), 2, "--explain 'Etnna' is no target and no reading; did you mean Etna?")
    assert list(folder.iterdir()) == []


def test_the_report_follows_the_time_zone_asked_for(reconsim: Command, folder: Path) -> None:
    """`--tz` of the same run writes the report anew and sets nothing aside; the other files have the same bytes."""
    reconsim(*RUN, "-o", "out", "-q")
    files = {name: (folder / "out" / name).read_bytes() for name in ("windows.csv", "summary.json")}
    assert "2026-08-22 02:00 to 2026-08-25 02:00 Europe/Rome" in (folder / "out" / "report.md").read_text("utf-8")
    asked = reconsim(*RUN, "-o", "out", "--tz", "UTC")
    assert "set aside" not in asked.err
    assert "2026-08-22 to 2026-08-25 UTC" in (folder / "out" / "report.md").read_text("utf-8")
    assert {name: (folder / "out" / name).read_bytes() for name in files} == files
    assert reconsim("verify", "out").code == 0
    assert [path.name for path in folder.iterdir()] == ["out"]


def test_an_unmet_requirement_ends_with_3_after_the_result(reconsim: Command, folder: Path) -> None:
    """The page and the files are there all the same; each target that fails is named with its value."""
    asked = reconsim(*RUN, "-o", "out", "--require", "gap_max_s<=7200", "--require", "n_looks>=1")
    assert asked.code == 3
    assert asked.out == run_table(small_document(), small_result().simulation.zone) + "\n"
    assert (folder / "out" / "manifest.json").is_file()
    rows = [r for r in small_document()["figures"] if (r["case"], r["satellite"]) == ("all-nominal", "all")]
    assert asked.errors == [
        f"gap_max_s <= 7200 is not met at {row['target']}: {row['gap_max_s']:.6g} (all-nominal)" for row in rows
    ]


def test_met_requirements_end_with_0(reconsim: Command) -> None:
    """From the command line and from the file's [require]."""
    asked = reconsim(*RUN, "-o", "out", "-q", "--require", "looks_per_day > 0", "--set", "require.gap_max_s=864000")
    assert (asked.code, asked.err) == (0, "")


def test_a_second_run_replaces_the_first(reconsim: Command, folder: Path) -> None:
    """A run's own folder is used again without asking; the results are the same bytes, wall times apart."""
    reconsim(*RUN, "-o", "out", "-q")
    first = {name: (folder / "out" / name).read_bytes() for name in ("windows.csv", "summary.json", "report.md")}
    assert reconsim(*RUN, "-o", "out", "-q").code == 0
    assert {name: (folder / "out" / name).read_bytes() for name in first} == first
    assert [path.name for path in folder.iterdir()] == ["out"]


def test_a_file_of_one_s_own_runs_by_its_path(reconsim: Command, folder: Path) -> None:
    """What `init` writes runs as it is, and its folder bears its name."""
    assert reconsim("init", "my.toml").code == 0
    assert reconsim("run", "my.toml", "--set", "time.span_days=1", "--set", "draws.count=0", "-q").code == 0
    assert (folder / "reconsim-out" / "my" / "summary.json").is_file()


def test_remarks_come_before_the_result(reconsim: Command, folder: Path) -> None:
    """What a scenario leaves open is noted on stderr."""
    asked = reconsim(*RUN, "-o", "out", "--set", "sensor.spare.kind=optical")
    assert asked.code == 0
    assert "note: sensor spare is carried by no satellite" in asked.err


def test_verify_compares_with_the_checksums(reconsim: Command, folder: Path) -> None:
    """0 for a run's files as written; 1, with what differs or is missing by name, once one was touched."""
    reconsim(*RUN, "-o", "out", "-q")
    asked = reconsim("verify", "out")
    assert (asked.code, asked.err) == (0, "")
    assert asked.out.splitlines()[2:] == [
        "windows.csv   as written", "summary.json  as written", "report.md     as written",
        "report.html   as written",
    ]  # fmt: skip
    (folder / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    asked = reconsim("verify", "out", "--json")
    assert asked.code == 0
    assert asked.json()["as_written"] is True
    assert asked.json()["files"]["notes.txt"] == "extra"
    assert "note: the manifest does not list notes.txt" in asked.err
    (folder / "out" / "windows.csv").write_text("others", encoding="utf-8")
    (folder / "out" / "summary.json").unlink()
    asked = reconsim("verify", "out")
    assert asked.code == 1
    assert asked.errors == ["out is not as the run wrote it: windows.csv differs and summary.json is missing"]
    check(reconsim("verify", "none"), 2, "none is no folder")
    check(reconsim("verify", "."), 2, "has no manifest.json of a run")


def test_other_inputs_set_the_older_folder_aside(reconsim: Command, folder: Path) -> None:
    """`--set` does not overwrite the baseline: its folder is kept as NAME.1, and stderr says so."""
    reconsim(*RUN, "-q")
    asked = reconsim(*RUN, "--set", "time.span_days=1")
    assert asked.code == 0
    assert (
        "note: reconsim-out/example held results of other inputs (--set): they are set aside as example.1" in asked.err
    )
    assert sorted(path.name for path in (folder / "reconsim-out").iterdir()) == ["example", "example.1"]
    for name in ("example", "example.1"):
        assert reconsim("verify", folder / "reconsim-out" / name).code == 0
