"""Files by suffix from the command line, `run --also`, and the same from Python."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from cli.command import Command, check
from small_run import NAME, SHORT, small_result

import sim
from sim.errors import UsageError
from sim.report.output_forms import FORMS, Form
from sim.simulation.exporting import also_forms
from sim.simulation.result import Result

RUN = ("run", NAME, *(word for change in SHORT for word in ("--set", change)))
SPAN = ("--start", "2026-08-22", "--days", "1")
LIMITS = ("--incidence", "0,60")


def installed(form: Form) -> bool:
    """Return whether the libraries of a form are there."""
    return all(find_spec(name) is not None for name in form.needs)


WINDOWS = [form for form in FORMS["windows"] if installed(form) and form.suffix != ".oem"]


def test_windows_go_into_files_of_every_form(reconsim: Command, elements: Path, folder: Path) -> None:
    """One search writes them all; each is what Python writes of the same windows."""
    names = [f"a{form.suffix}" for form in WINDOWS]
    asked = reconsim(
        "windows", "--elements", elements, "--site", "Etna,37.751,14.993", *SPAN, *LIMITS, "--tz", "Asia/Seoul",
        *(word for name in names for word in ("-o", name)),
    )  # fmt: skip
    assert asked.code == 0, asked.err
    assert f"wrote {', '.join(names)}" in asked.err
    access = sim.find_access(
        sim.satellites(elements),
        [sim.Site("Etna", lat_deg=37.751, lon_deg=14.993)],
        sim.Span(sim.parse_utc("2026-08-22"), 86400.0),
        sim.Limits(incidence_min_deg=0.0, incidence_max_deg=60.0),
    )
    for name in names:
        access.export(folder / f"b{name[1:]}", tz="Asia/Seoul")
        assert (folder / name).read_bytes() == (folder / f"b{name[1:]}").read_bytes(), name


def test_one_satellite_has_its_oem(reconsim: Command, elements: Path, folder: Path) -> None:
    """With two the command says what to do instead, and writes nothing."""
    two = ("windows", "--elements", elements, "--site", "Etna,37.751,14.993", *SPAN, "-o", "a.oem")
    check(reconsim(*two), 2, "an OEM holds one satellite, and 2 satellites would be written; select one object, or")
    assert not (folder / "a.oem").exists()
    assert reconsim(*two, "--select", "40115").code == 0
    assert "OBJECT_NAME = WorldView-3" in (folder / "a.oem").read_text(encoding="ascii")


@pytest.mark.parametrize("kind", ["overhead", "instant"])
def test_passes_and_candidates_too(reconsim: Command, elements: Path, folder: Path, kind: Any) -> None:
    """Each form that the help lists is written, by Python as by the command."""
    forms = [form for form in FORMS[kind] if installed(form) and form.suffix != ".oem"]
    names = [word for form in forms for word in ("-o", f"a{form.suffix}")]
    site, sets = "Etna,37.751,14.993", sim.read_elements(elements)
    place = sim.Site("Etna", lat_deg=37.751, lon_deg=14.993)
    found: Any
    if kind == "overhead":
        asked = reconsim("overhead", elements, "--site", site, *SPAN, *names)
        found = sim.overhead(sets, place, sim.Span(sim.parse_utc("2026-08-22"), 86400.0))
    else:
        asked = reconsim("instant", "--elements", elements, "--site", site, "--at", "2026-08-22T05:13Z", *names)
        found = sim.candidates(sets, place, sim.parse_utc("2026-08-22T05:13Z"))
    assert asked.code == 0, asked.err
    for form in forms:
        sim.export(found, folder / f"b{form.suffix}")
        assert (folder / f"a{form.suffix}").stat().st_size == (folder / f"b{form.suffix}").stat().st_size, form.suffix


def test_a_run_writes_further_forms_into_its_folder(reconsim: Command, folder: Path) -> None:
    """The manifest lists them with the rest; a run that asks for another adds it; `verify` finds all as written."""
    assert reconsim(*RUN, "-o", "out", "--also", "KML", "--also", ".ics", "--also", "kml").code == 0
    manifest = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))
    own = ["windows.csv", "summary.json", "report.md", "report.html"]
    assert list(manifest["files"]) == [*own, "windows.kml", "windows.ics"]
    before = (folder / "out" / "windows.kml").read_bytes()
    asked = reconsim(*RUN, "-o", "out", "--also", "zip")
    assert asked.code == 0
    assert "set aside" not in asked.err
    assert (folder / "out" / "orbits.zip").exists()
    assert (folder / "out" / "windows.kml").read_bytes() == before
    assert reconsim("verify", "out").code == 0
    small_result().export(folder / "windows.kml")
    assert (folder / "windows.kml").read_bytes() == before


def test_a_workbook_of_a_run_is_written_anew_in_another_zone(reconsim: Command, folder: Path) -> None:
    """Nothing is set aside: the same results in other local times are still the same results."""
    pytest.importorskip("openpyxl")
    assert reconsim(*RUN, "-o", "out", "--also", "xlsx").code == 0
    before = (folder / "out" / "windows.xlsx").read_bytes()
    asked = reconsim(*RUN, "-o", "out", "--also", "xlsx", "--tz", "Asia/Seoul")
    assert (asked.code, "set aside" in asked.err) == (0, False)
    assert (folder / "out" / "windows.xlsx").read_bytes() != before
    assert reconsim("verify", "out").code == 0


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("ods", "--also ods: the forms are geojson, xlsx, parquet, nc, ics, kml, kmz, czml, oem and zip"),
        ("csv", "windows.csv and summary.json are written anyway"),
        ("oem", "--also oem: an OEM holds one satellite, and this run has 2; take --also zip"),
    ],
)
def test_a_run_refuses_other_forms_before_it_runs(reconsim: Command, folder: Path, form: str, said: str) -> None:
    """Exit 2, one sentence, and no folder."""
    check(reconsim(*RUN, "-o", "out", "--also", form), 2, said)
    assert list(folder.iterdir()) == []


def test_a_missing_library_is_named_before_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra that brings it."""
    monkeypatch.setattr("sim.report.output_forms.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"windows\.xlsx needs openpyxl; .* pip install 'reconsim\[exports\]'"):
        also_forms(["xlsx"], 1)
    with pytest.raises(UsageError, match=r"windows\.parquet needs pyarrow; .* pip install 'reconsim\[data\]'"):
        also_forms(["parquet"], 1)
    assert [form.suffix for form in also_forms(["kml", "oem"], 1)] == [".kml", ".oem"]


def test_python_exports_what_has_rows(tmp_path: Path) -> None:
    """Results and accesses have the method; what is neither is refused, and so are columns that are not there."""
    result = small_result()
    assert isinstance(result, Result)
    result.export(tmp_path / "a.json")
    document = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert len(document["windows"]) == len(result.window_columns["satellite"])
    result.export(str(tmp_path / "a.csv"), geometry=True)
    heads = (tmp_path / "a.csv").read_text(encoding="utf-8").split("\n")[0].split(",")
    assert heads == list(result.window_columns_with_geometry)
    with pytest.raises(UsageError, match="a dict is not exported; a Result, an Access, an Overhead or Candidates is"):
        sim.export({}, tmp_path / "a.csv")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="tz 'Seoul/Asia'"):
        result.export(tmp_path / "a.csv", tz="Seoul/Asia")
