"""Names, titles, keys and paths that hold control characters: none reaches the terminal; CSV and JSON stay exact."""

import csv
import json
import re
import xml.etree.ElementTree as xml
from importlib.util import find_spec
from pathlib import Path

import pytest
from cli.command import Command, Outcome

from sim.report.output_forms import FORMS
from sim.report.text import table

# An escape that colours, one byte that begins such a sequence, a bell, a return, and characters that turn or hide text.
EVIL = "E\x1b[31m\x9b2J\x07\r\u202eX\u200bY\u2028Z"
IN_TOML = EVIL.encode("unicode_escape").decode().replace("\\x", "\\u00").replace("\\r", "\\u000d")
UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
SPAN = ("--start", "2026-08-22", "--days", "1")


def check_printable(asked: Outcome, *, exact_out: bool = False) -> Outcome:
    """Hold what is printed to printable characters and line ends; ``exact_out`` leaves stdout out."""
    shown = asked.err if exact_out else asked.out + asked.err
    assert UNPRINTABLE.findall(shown) == []
    assert "Traceback" not in asked.err
    return asked


@pytest.fixture
def evil_elements(folder: Path, records: list[dict[str, str]]) -> Path:
    """The example's two satellites, one under such a name, the other with such a designator and no name."""
    first, second = (dict(one) for one in records)
    first["OBJECT_NAME"] = EVIL
    second |= {"OBJECT_NAME": "", "OBJECT_ID": EVIL}
    path = folder / "evil.json"
    path.write_text(json.dumps([first, second]), encoding="utf-8")
    return path


@pytest.fixture
def evil_sites(folder: Path) -> Path:
    """A place under such a name."""
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [14.993, 37.751]},
        "properties": {"name": EVIL},
    }
    path = folder / "sites.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    return path


@pytest.fixture
def evil_title(reconsim: Command, folder: Path) -> Path:
    """The example with such a title and such sources."""
    assert reconsim("init", "evil.toml").code == 0
    path = folder / "evil.toml"
    text = path.read_text(encoding="utf-8")
    assert '"Two satellites over three volcanoes"' in text
    path.write_text(text.replace('"Two satellites', f'"{IN_TOML}Two satellites'), encoding="utf-8")
    return path


def test_names_in_files_are_refused_in_codes(reconsim: Command, evil_elements: Path, evil_sites: Path) -> None:
    """Elements and places under such names stop at the door, which names them."""
    site = ("--site", "37.751,14.993")
    for arguments in (
        ("windows", "--elements", evil_elements, "--site", "Etna,37.751,14.993", *SPAN),
        ("windows", "--elements", evil_elements, "--sites", evil_sites, *SPAN),
        ("overhead", evil_elements, *site, *SPAN),
        ("map", "--elements", evil_elements, *SPAN, "--box", "36,38,14,16"),
    ):
        asked = check_printable(reconsim(*arguments))
        assert (asked.code in (2, 4), asked.out, "\\x1b" in asked.err) == (True, "", True), asked


def test_names_of_a_scenario_are_refused_in_codes(reconsim: Command, evil_title: Path) -> None:
    """Satellites, targets and sensors of a file likewise."""
    text = evil_title.read_text(encoding="utf-8")
    for name in ("Etna", "WorldView-3", "camera"):
        assert f'"{name}"' in text
        evil_title.write_text(text.replace(f'"{name}"', f'"{IN_TOML}"'), encoding="utf-8")
        for command in ("validate", "run", "map"):
            asked = check_printable(reconsim(command, evil_title))
            assert (asked.code, "\\x1b" in asked.err) == (2, True), asked


def test_a_title_is_shown_in_codes_and_kept_exact(reconsim: Command, evil_title: Path, folder: Path) -> None:
    """What a scenario may hold comes to the page as codes, to summary.json and `--json` as it is."""
    assert check_printable(reconsim("validate", evil_title)).code == 0
    short = ("--set", "time.span_days=1", "--set", "draws.count=0")
    page = check_printable(reconsim("run", evil_title, *short, "-o", "out", "-v"))
    assert (page.code, "\\x1b[31m" in page.out) == (0, True), page
    summary = (folder / "out" / "summary.json").read_text(encoding="utf-8")
    assert json.loads(summary)["title"] == f"{EVIL}Two satellites over three volcanoes"
    assert check_printable(reconsim("run", evil_title, *short, "-o", "out", "--json"), exact_out=True).out == summary
    page = check_printable(reconsim("map", evil_title, "--box", "36,38,14,16"))
    assert (page.code, "\\x1b[31m" in page.out) == (0, True), page


PRINTABLE = (
    '=HYPERLINK("http://example.org","a")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1;2), -3",
    "<script>alert(\"1\")</script> & 'x' ]]>",
    "한반도 관측소 🛰️ é",
)


def test_printable_names_go_whole_into_every_file(
    reconsim: Command, folder: Path, records: list[dict[str, str]]
) -> None:
    """Quotes, brackets, commas, formulas, Hangul and emoji of places and satellites come back from each form."""
    (folder / "a.json").write_text(json.dumps([records[0] | {"OBJECT_NAME": PRINTABLE[0]}]), encoding="utf-8")
    places = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [14.0 + j, 37.0]},
            "properties": {"name": name},
        }
        for j, name in enumerate(PRINTABLE)
    ]
    (folder / "sites.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": places}), encoding="utf-8"
    )
    forms = [form for form in FORMS["windows"] if all(map(find_spec, form.needs))]
    asked = check_printable(
        reconsim(
            "windows", "--elements", "a.json", "--sites", "sites.geojson", "--start", "2026-08-22", "--days", "3",
            "--format", "csv", *(word for form in forms for word in ("-o", f"w{form.suffix}")),
        )
    )  # fmt: skip
    assert asked.code == 0, asked
    rows = [(row["satellite"], row["target"]) for row in csv.DictReader(asked.out.splitlines())]
    assert {target for _, target in rows} == set(PRINTABLE)
    text = {
        form.suffix: (folder / f"w{form.suffix}").read_bytes().decode("utf-8")
        for form in forms
        if form.suffix in (".csv", ".json", ".geojson", ".ics", ".kml", ".czml", ".oem")
    }
    assert text[".csv"] == asked.out
    windows = json.loads(text[".json"])["windows"]
    assert [(row["satellite"], row["target"]) for row in windows] == rows
    features = [one["properties"] for one in json.loads(text[".geojson"])["features"]]
    assert [(one["satellite"], one["target"]) for one in features] == rows
    names = {one["name"] for one in json.loads(text[".czml"])}
    assert {*PRINTABLE, *(f"{satellite} at {target}" for satellite, target in rows)} <= names
    kml = {one.text for one in xml.fromstring(text[".kml"]).iter("{http://www.opengis.net/kml/2.2}name")}
    assert set(PRINTABLE) <= kml
    unfolded = text[".ics"].replace("\r\n ", "").replace("\\", "")
    assert {line.removeprefix("LOCATION:") for line in unfolded.split("\r\n") if "LOCATION:" in line} == set(PRINTABLE)
    assert f"OBJECT_NAME = {PRINTABLE[0]}\n" in text[".oem"]


def test_a_title_in_codes_in_every_file(reconsim: Command, folder: Path, evil_title: Path) -> None:
    """A title with control characters shows as codes where people read it, and commands nothing."""
    forms = [one for one in FORMS["windows"] if one.suffix not in (".csv", ".json", ".oem")]
    also = [word for one in forms if all(map(find_spec, one.needs)) for word in ("--also", one.suffix)]
    short = ("--set", "time.span_days=1", "--set", "draws.count=0")
    asked = check_printable(reconsim("run", evil_title, *short, "-o", "out", *also))
    assert asked.code == 0, asked
    for suffix in ("kml", "ics", "czml"):
        text = (folder / "out" / f"windows.{suffix}").read_text(encoding="utf-8").replace("\n", "")
        assert UNPRINTABLE.findall(text) == []
        assert "x1b[31m" in text


def test_a_table_counts_codes_in_the_width_of_a_column() -> None:
    """A cell is one line, and columns stay aligned; notes are one line too."""
    lines = table(["name", "n"], [[EVIL, "1"], ["a\nb", "2"], ["c", "3"]]).splitlines()
    assert len(lines) == 5
    assert len({line.rindex(digit) for line, digit in zip(lines[2:], "123", strict=True)}) == 1


def test_words_on_the_command_line(reconsim: Command, folder: Path, elements: Path) -> None:
    """Options, names, paths, values and keys that nobody knows are repeated in codes."""
    for arguments in (
        ("run", EVIL),
        ("validate", f"{EVIL}.toml"),
        ("sensors", EVIL),
        ("init", "a.toml", "--from", EVIL),
        ("init", f"none/{EVIL}"),
        ("verify", EVIL),
        ("map", "example", "-f", EVIL),
        ("map", "example", "-o", f"a.{EVIL}"),
        ("validate", "example", "--set", f"{EVIL}=1"),
        ("validate", "example", "--set", f"time.span_days={EVIL}"),
        ("windows", "--elements", EVIL, "--site", f"{EVIL},1,2", *SPAN),
        ("windows", "--elements", elements, "--site", f"{EVIL},1,200000", *SPAN),
        ("windows", "--elements", elements, "--site", "A,1,2", *SPAN, "--tz", EVIL),
        ("overhead", elements, "--site", f"{EVIL},1", *SPAN),
        (f"--{EVIL}",),
        (EVIL,),
    ):
        asked = check_printable(reconsim(*arguments))
        assert asked.code in (2, 4)
        assert "\\x1b" in asked.err
    assert list(folder.iterdir()) == [elements]


def test_files_and_keys(reconsim: Command, folder: Path) -> None:
    """Keys of a scenario, and names of files that a manifest lists or that lie beside it."""
    (folder / "keys.toml").write_text(f'schema = 1\n"{IN_TOML}" = 1\n', encoding="utf-8")
    assert "\\x1b" in check_printable(reconsim("validate", "keys.toml")).err
    out = folder / "out"
    out.mkdir()
    (out / f"b{EVIL}").write_text("mine", encoding="utf-8")
    listed = {"made_by": "reconsim 0.1.0", "files": {f"a{EVIL}": "0"}}
    (out / "manifest.json").write_text(json.dumps(listed), encoding="utf-8")
    page = check_printable(reconsim("verify", "out"))
    assert (page.code, "\\x1b" in page.out, "\\x1b" in page.err) == (1, True, True)
    document = check_printable(reconsim("verify", "out", "--json"), exact_out=True).json()
    assert document["files"] == {f"a{EVIL}": "missing", f"b{EVIL}": "extra"}


def test_a_traceback_is_printable(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A defect's traceback, and with --debug any error's, shows codes too."""
    from sim.cli.console import show_traceback

    try:
        raise ValueError(EVIL)
    except ValueError as error:
        show_traceback(type(error), error, error.__traceback__)
    shown = capsys.readouterr().err
    assert UNPRINTABLE.findall(shown) == []
    assert "ValueError: E\\x1b[31m" in shown


def test_not_enough_memory_is_a_sentence(
    reconsim: Command, elements: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be counted beforehand ends with 1 and what would need less, in every command that searches."""

    def greedy(*_: object, **__: object) -> None:
        raise MemoryError("Unable to allocate 12.9 GiB")

    monkeypatch.setattr("sim.simulation.access.find_access", greedy)
    monkeypatch.setattr("sim.windows.overhead.overhead", greedy)
    monkeypatch.setattr("sim.simulation.mapping.MapPlan.paint", greedy)
    monkeypatch.setattr("sim.simulation.simulation.Simulation.run", greedy)
    site = ("--site", "37.751,14.993")
    for arguments in (
        ("windows", "--elements", elements, "--site", "A,37.751,14.993", *SPAN),
        ("overhead", elements, *site, *SPAN),
        ("map", "--elements", elements, *SPAN, "--box", "36,38,14,16"),
        ("run", "example", "-o", "out"),
    ):
        asked = reconsim(*arguments)
        assert (asked.code, asked.out) == (1, "")
        assert asked.errors == [
            "not enough memory (Unable to allocate 12.9 GiB); "
            "fewer satellites, places or days, or a larger step, take less"
        ]
    assert list(folder.iterdir()) == [elements]
