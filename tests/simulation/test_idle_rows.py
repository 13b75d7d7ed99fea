"""Satellites that see nothing and places never seen: each found with its cause, by lifting limits one at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made_scenarios import CAMERA, EYE, HERE, MADE, ONE, head, place, satellite, sensor

import sim
from sim.simulation.idle_rows import idle_rows


def rows(folder: Path, text: str) -> list[dict[str, Any]]:
    """The rows of a scenario given as text."""
    path = folder / "made.toml"
    path.write_text(text, encoding="utf-8")
    return idle_rows(sim.load(path).run(threads=1))


def of(found: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """The one row of a name."""
    (row,) = [row for row in found if row["name"] == name]
    return row


def test_where_all_see_and_are_seen_there_are_no_rows(tmp_path: Path) -> None:
    """One camera over one place."""
    assert rows(tmp_path, MADE["one-target"]) == []


@pytest.mark.parametrize(
    ("scenario", "satellite_name", "lifted"),
    [
        ("one-idle", "Mole", {"off_nadir_max_deg": 0.001}),
        ("idle-in-the-dark", "Owl", {"sun_elevation_min_deg": 89.9}),
    ],
)
def test_the_limit_that_causes_it_is_named(
    tmp_path: Path, scenario: str, satellite_name: str, lifted: dict[str, float]
) -> None:
    """Without it the satellite would see in one of its passes; the other limits of its sensor do not matter."""
    row = of(rows(tmp_path, MADE[scenario]), satellite_name)
    assert (row["what"], row["why"]) == ("satellite", "limit")
    assert [one["values"] for one in row["limits"]] == [lifted]
    assert row["passes"] > 5


@pytest.mark.parametrize(
    ("scenario", "name", "why"),
    [("not-in-service", "Late", "not in service"), ("below-the-horizon", "Equator", "no pass"),
     ("place-out-of-reach", "North", "no pass")],
)  # fmt: skip
def test_other_causes_have_no_limit(tmp_path: Path, scenario: str, name: str, why: str) -> None:
    """A satellite that comes into service later, one that never rises at a place, a place where none does."""
    row = of(rows(tmp_path, MADE[scenario]), name)
    assert (row["why"], row["limits"], row["passes"]) == (why, [], 0)


def test_two_limits_of_which_neither_is_the_cause_alone(tmp_path: Path) -> None:
    """An off-nadir angle of a thousandth of a degree under a Sun in the zenith: lifting one leaves the other."""
    eye = sensor("eye", "optical", "off_nadir_max_deg = 0.001", "sun_elevation_min_deg = 89.9")
    found = rows(tmp_path, head("Both") + eye + EYE + ONE + satellite("Mole", "eye", along_deg=90.0) + HERE)
    row = of(found, "Mole")
    assert row["why"] == "limits"
    assert [list(one["values"]) for one in row["limits"]] == [["off_nadir_max_deg"], ["sun_elevation_min_deg"]]


def test_a_skyline_and_a_sensor_that_nobody_uses_are_causes(tmp_path: Path) -> None:
    """A wall of 89 degrees all round hides every pass; a sensor in use in no case sees none."""
    walled = place("Well", 10.0, 10.0) + "horizon = [[0, 89], [180, 89]]\n"
    off = sensor("spare", "optical", CAMERA, 'in_use = "no"')
    found = rows(tmp_path, head("Hidden") + EYE + off + ONE + satellite("Idle", "spare") + HERE + walled)
    assert of(found, "Well")["why"] == "skyline"
    assert of(found, "Idle")["why"] == "no sensor in use"


def test_a_field_of_view_is_lifted_whole_and_a_rule_is_counted(tmp_path: Path) -> None:
    """Its two angles need each other; rules are lifted one kind at a time."""
    view = sensor("strip", "optical", "fov_across_deg = 0.001", "fov_along_deg = 0.001")
    rule = sensor("ruled", "optical", "any_of = [{ range_max_km = 10 }, { range_max_km = 20 }]")
    text = head("Views") + view + rule + satellite("Strip", "strip") + satellite("Ruled", "ruled", along_deg=50.0)
    found = rows(tmp_path, text + HERE)
    assert of(found, "Strip")["limits"] == [
        {"sensor": "strip", "values": {"fov_across_deg": 0.001, "fov_along_deg": 0.001}}
    ]
    assert of(found, "Ruled")["limits"] == [{"sensor": "ruled", "values": {"any_of": 2}}]
