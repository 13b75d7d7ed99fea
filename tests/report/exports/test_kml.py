"""KML by the OGC's own schema, and what it shows: tracks, lines of sight, times, names."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Xml

import numpy as np
import pytest
from report.exports.examples import EVIL, FORMULA, PRINTABLE, SHOWN, TURNING, cased, no_windows, passes, shown, windows

from sim.errors import UsageError
from sim.report.exports import kml
from sim.report.exports.kml_elements import GX, KML
from sim.report.exports.zipped import zipped

SPACES = {"k": KML, "gx": GX}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kml") / "windows.kml"
    kml.write(windows(), path)
    return path


def valid(path: Path) -> bool:
    """Return whether a file is KML 2.2 with Google's extensions, by the schemas that fastkml brings."""
    validator = pytest.importorskip("fastkml.validator")
    try:
        return bool(validator.validate(file_to_validate=path))
    except AssertionError:
        return False


def lines_of(root: Xml.Element) -> list[np.ndarray]:
    """Return the points of every LineString, (N, 2 or 3)."""
    return [
        np.array([[float(v) for v in point.split(",")] for point in (one.text or "").split()])
        for one in root.findall(".//k:LineString/k:coordinates", SPACES)
    ]


def test_the_schema_takes_it(file: Path, tmp_path: Path) -> None:
    """Windows, windows of cases, passes, and nothing at all are valid KML."""
    assert valid(file)
    for number, made in enumerate((cased(), passes(), no_windows())):
        kml.write(made, tmp_path / f"{number}.kml")
        assert valid(tmp_path / f"{number}.kml")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("<begin>", "<begin>x"), ("<TimeSpan>", "<TimeSpan><when/>"), ("<visibility>0", "<visibility>no"),
     ("<gx:coord>", "<gx:place/><gx:coord>"), ("<tessellate>1</tessellate>", "")],
)  # fmt: skip
def test_the_schema_refuses_a_defect(tmp_path: Path, right: str, wrong: str) -> None:
    """A time that is none, an element that is unknown, a flag that is none; what may be left out may be."""
    path = tmp_path / "a.kml"
    kml.write(cased(), path)
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    assert valid(path) == (wrong == "")


def test_times_and_values_are_those_of_the_csv(file: Path) -> None:
    """Each window has its time span, and under its own name each value of the CSV; empty where there is none."""
    columns = windows().columns
    marks = Xml.parse(file).getroot().findall(".//k:Placemark[k:TimeSpan]", SPACES)
    assert len(marks) == len(columns["satellite"]) > 50
    rows = set()
    for mark in marks:
        data = {one.get("name"): one.findtext("k:value", "", SPACES) for one in mark.findall(".//k:Data", SPACES)}
        assert mark.findtext("k:TimeSpan/k:begin", "", SPACES) == data["start_utc"]
        assert mark.findtext("k:TimeSpan/k:end", "", SPACES) == data["end_utc"]
        rows.add(tuple(data.values()))
    expected = {
        tuple("" if value is None else shown(value) for value in row) for row in zip(*columns.values(), strict=True)
    }
    assert rows == expected


def test_no_line_runs_round_the_earth(file: Path) -> None:
    """Lines are cut at the antimeridian: no step is longer than 180 degrees, and some end on it exactly."""
    lines = lines_of(Xml.parse(file).getroot())
    assert max(float(np.abs(np.diff(line[:, 0])).max(initial=0.0)) for line in lines) < 180.0
    assert all((np.abs(line[:, :2]) <= (180.0, 90.0)).all() for line in lines)
    ends = [abs(line[-1, 0]) == 180.0 for line in lines]
    begins = [abs(line[0, 0]) == 180.0 for line in lines]
    assert sum(ends) == sum(begins) > 0


def test_a_line_of_sight_ends_at_the_place_and_at_the_satellite(file: Path) -> None:
    """The first point is the target's, to 1e-6 degrees; the last stands as high as the satellite flies."""
    lines = [one for one in lines_of(Xml.parse(file).getroot()) if one.shape[1] == 3]
    from_ground = [one for one in lines if abs(one[0, 2] - 300.0) < 1.0]
    assert len(from_ground) > 100
    assert {tuple(one[0, :2]) for one in from_ground} <= {(round(125.0 + 0.7 * j, 6), 35.0 + 5.0 * j) for j in range(6)}
    assert all(480e3 < one[-1, 2] < 600e3 for one in from_ground)


def test_satellites_move_while_they_see(file: Path) -> None:
    """A track has as many times as places; times rise and lie in windows."""
    columns = windows().columns
    tracks = Xml.parse(file).getroot().findall(".//gx:Track", SPACES)
    for track in tracks:
        when = [one.text or "" for one in track.findall("k:when", SPACES)]
        assert len(when) == len(track.findall("gx:coord", SPACES)) > 1
        assert when == sorted(when)
        assert when[0] in columns["start_utc"]
        assert when[-1] in columns["end_utc"]


def test_only_the_main_case_is_shown_at_first(tmp_path: Path) -> None:
    """The windows of the other cases are there, and hidden."""
    kml.write(cased(), tmp_path / "a.kml")
    root = Xml.parse(tmp_path / "a.kml").getroot()
    hidden = {
        mark.find(".//k:Data[@name='case']/k:value", SPACES).text: mark.findtext("k:visibility", "1", SPACES)  # type: ignore[union-attr]
        for mark in root.findall(".//k:Placemark[k:TimeSpan]", SPACES)
    }
    assert hidden == {"low [1]": "0", "mid": "1"}


def test_names_survive_and_inject_nothing(file: Path) -> None:
    """Names are whole, characters that cannot be printed stand as codes, a description holds no element of theirs."""
    text = file.read_text(encoding="utf-8")
    assert not re.search(f"[{TURNING}]", text)
    root = Xml.fromstring(text)
    names = {one.text for one in root.findall(".//k:Placemark/k:name", SPACES)}
    assert {*PRINTABLE, SHOWN, "Fiji, <all>"} <= names
    assert root.findtext("k:Document/k:name", "", SPACES) == f"{SHOWN} {FORMULA}"
    described = root.findtext("k:Document/k:description", "", SPACES)
    assert set(re.findall("<[^>]*>", described)) == {"<br/>"}
    assert "&lt;script&gt;" in described


def test_a_kmz_holds_the_same(file: Path, tmp_path: Path) -> None:
    """Its one file, doc.kml, is the KML; the same result gives the same bytes."""
    for name in ("one", "two"):
        kml.write(windows(), tmp_path / f"{name}.kmz")
    assert (tmp_path / "one.kmz").read_bytes() == (tmp_path / "two.kmz").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.kmz") as archive:
        assert archive.namelist() == ["doc.kml"]
        assert archive.read("doc.kml") == file.read_bytes()
        assert archive.testzip() is None
    assert zipped({"a": b"1"}) != zipped({"a": b"2"})


def test_too_much_is_refused(tmp_path: Path) -> None:
    """More than 50,000 windows, or more than 500 satellites."""
    made = windows()
    many = {key: list(column) * 1000 for key, column in made.columns.items()}
    with pytest.raises(UsageError, match="rows are too many for KML"):
        kml.write(replace(made, columns=many), tmp_path / "a.kml")
    crowd = replace(made.scene, satellites=list(made.scene.satellites) * 300)
    with pytest.raises(UsageError, match=r"600 satellites are too many for \.kml"):
        kml.write(replace(made, draw=lambda: crowd), tmp_path / "a.kml")
    assert EVIL != SHOWN
