"""CZML by the models of czml3, and positions against the package's own."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from report.exports.examples import (
    PRINTABLE,
    SHOWN,
    SPAN,
    TURNING,
    cased,
    no_windows,
    passes,
    satellites,
    shown,
    windows,
)
from report.exports.lagrange import interpolated

from sim.clock import parse_utc
from sim.errors import UsageError
from sim.report.exports import czml
from sim.windows.states import states


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("czml") / "a.czml"
    czml.write(windows(), path)
    return path.read_text(encoding="utf-8")


def packets(text: str) -> dict[str, Any]:
    """Return the packets by their ids. Raises ValueError for an id that stands twice."""
    found = json.loads(text)
    by_id = {one["id"]: one for one in found}
    if len(by_id) < len(found):
        raise ValueError("an id stands twice")
    return by_id


def valid(text: str) -> Any:
    """Return the document as czml3 has it; raises ValueError for what it does not take.

    Of a list of intervals the models of the document take anything, so each position is given to its own model.
    """
    document = pytest.importorskip("czml3").Document.model_validate_json(text)
    from czml3.properties import Position

    for one in (one for packet in json.loads(text) for one in packet.get("position", ()) if isinstance(one, dict)):
        Position.model_validate({key: value for key, value in one.items() if key != "interval"})
    return document


def test_the_models_take_it(text: str, tmp_path: Path) -> None:
    """Windows, those of cases, passes and nothing are documents, with as many packets as are written."""
    assert len(valid(text).packets) == len(packets(text))
    for number, made in enumerate((cased(), passes(), no_windows())):
        path = tmp_path / f"{number}.czml"
        czml.write(made, path)
        assert len(valid(path.read_text(encoding="utf-8")).packets) == len(packets(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('"id":"document"', '"id":"paper"'), ('"LAGRANGE"', '"GUESS"'), ('"rgba":[255', '"rgba":[999'),
     ('"version":"1.0"', '"versio":"1.0"'), ('"interval":"2026', '"interval":"x'),
     ('"referenceFrame"', '"frame"'), ('"arcType":"NONE"', '"arcType":"ODD"')],
)  # fmt: skip
def test_the_models_refuse_a_defect(text: str, right: str, wrong: str) -> None:
    """No document first, another algorithm, a colour that is none, no version, a time that is none."""
    pytest.importorskip("czml3")
    assert right in text
    with pytest.raises(ValueError, match=r"validation error|not a valid|Invalid|invalid"):
        valid(text.replace(right, wrong, 1))


def test_lines_of_sight_are_there_while_windows_last(text: str) -> None:
    """The availability of a line is the windows of one satellite at one target, as the CSV prints them."""
    made = windows()
    columns, by_id = made.columns, packets(text)
    intervals: dict[tuple[str, str], list[str]] = {}
    for name, target, start, end in zip(
        *(columns[k] for k in ("satellite", "target", "start_utc", "end_utc")), strict=True
    ):
        intervals.setdefault((shown(name), target), []).append(f"{start}/{end}")
    found = {}
    for one in by_id.values():
        if one["id"].startswith("sight/"):
            ends = [by_id[reference.split("#")[0]] for reference in one["polyline"]["positions"]["references"]]
            assert all(reference.endswith("#position") for reference in one["polyline"]["positions"]["references"])
            assert all("position" in end for end in ends)
            found[ends[0]["name"], ends[1]["name"]] = one["availability"]
    assert found == intervals


def test_positions_interpolate_to_the_orbit(text: str) -> None:
    """Between its nodes, as a reader interpolates, a satellite stands within 0.1 m of SGP4, either side of a change.

    Positions are written to 0.1 m, of which 0.05 m and the sum of the weights at the ends of a stretch make it.
    """
    by_id = packets(text)
    for number, satellite in enumerate(satellites()):
        stretches = by_id[f"satellite/{number}"]["position"]
        assert len(stretches) == len(satellite.elements)
        for stretch in stretches:
            table = np.array(stretch["cartesian"]).reshape(-1, 4)
            epoch = parse_utc(stretch["epoch"])
            for k in (6, len(table) // 2, len(table) - 8):
                at_s = 0.5 * (table[k, 0] + table[k + 1, 0]) + 3.0
                exact = states(satellite, [epoch + timedelta(seconds=at_s)])
                read_m = interpolated(table[:, 0], table[:, 1:], at_s, stretch["interpolationDegree"])
                assert np.linalg.norm(read_m - exact.position_km[0] * 1000.0) < 0.2
        ends = [one["interval"].split("/") for one in stretches]
        assert ends[0][0] == "2026-08-22T00:00:00.123Z"
        assert ends[-1][1] == "2026-08-23T00:00:00.123Z"
        assert by_id[f"satellite/{number}"]["availability"] == [one["interval"] for one in stretches]
    assert SPAN.duration_s == 86400.0


def test_names_survive_and_inject_nothing(text: str) -> None:
    """Names are whole, what cannot be printed stands as codes, descriptions hold no element of theirs."""
    assert not re.search(f"[{TURNING}]", text)
    by_id = packets(text)
    assert {*PRINTABLE, SHOWN} <= {one["name"] for one in by_id.values()}
    described = " ".join(one["description"] for one in by_id.values() if "description" in one)
    assert set(re.findall("<[^>]*>", described)) == {"<br/>"}
    assert "&lt;script&gt;" in described


def test_one_case_and_the_same_bytes(text: str, tmp_path: Path) -> None:
    """Of several cases the main one is shown, so that each window stands once."""
    czml.write(cased(), tmp_path / "a.czml")
    czml.write(windows(), tmp_path / "b.czml")
    sights = [one for one in packets((tmp_path / "a.czml").read_text("utf-8")).items() if one[0].startswith("sight/")]
    assert sights == [one for one in packets(text).items() if one[0].startswith("sight/")]
    assert (tmp_path / "b.czml").read_bytes() == text.encode()


def test_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than 2,000,000 positions, or more than 500 satellites."""
    made = windows()
    crowd = replace(made.scene, satellites=list(made.scene.satellites) * 300)
    with pytest.raises(UsageError, match="600 satellites are too many"):
        czml.write(replace(made, draw=lambda: crowd), tmp_path / "a.czml")
    monkeypatch.setattr(czml, "MOST_POSITIONS", 100)
    with pytest.raises(UsageError, match=r"1,920 positions are too many for CZML, at most 100"):
        czml.write(made, tmp_path / "a.czml")
