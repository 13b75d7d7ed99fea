"""The comparison with peers: sides run apart, are judged by the exact windows, and their absence is no failure."""

import json
from importlib import import_module

import pytest

from benchmarks import peers
from benchmarks.peers_ import STATE_SIDES, WINDOW_SIDES

SMALL = ["--json", "--days", "0.5", "--targets", "2", "--satellites", "2", "--seconds", "0", "--processors", "1"]


def compared(capsys, *sides):
    """Return the document of a small comparison of some sides."""
    peers.main([*SMALL, "--only", *sides])
    return json.loads(capsys.readouterr().out)


def test_sides_are_compared_with_the_exact_windows(capsys):
    """reconsim and Skyfield find the same windows of a case; Skyfield's ends are off by up to half a second."""
    rows = {row["side"]: row for row in compared(capsys, "reconsim", "skyfield")["windows"]}
    ours, skyfield = rows["reconsim"], rows["skyfield"]
    assert ours["status"] == skyfield["status"] == "ok"
    assert ours["exact"] == ours["windows"] == skyfield["windows"] > 0
    assert ours["lost"] == ours["invented"] == 0
    assert ours["worst_error_ms"] < 0.002  # ms, as README promises
    assert 1.0 < skyfield["worst_error_ms"] < 600.0  # ms: find_events stops at half a second
    assert ours["ratio"] == 1.0
    assert skyfield["ratio"] > 0.0
    assert skyfield["versions"].keys() == {"skyfield", "sgp4"}


def test_sgp4_is_compared_with_python_sgp4(capsys):
    """reconsim's kernel gives python-sgp4's positions to 0.1 mm over the case."""
    rows = {row["side"]: row for row in compared(capsys, "reconsim_kernel_states", "sgp4_states")["states"]}
    assert rows["sgp4_states"]["worst_difference_m"] == 0.0
    assert rows["reconsim_kernel_states"]["worst_difference_m"] < 1e-4
    assert rows["reconsim_kernel_states"]["states_per_s"] > 0


def test_a_peer_that_is_missing_is_said_so(capsys, monkeypatch):
    """A side whose package is not there has a row that says so, and the comparison goes on."""
    monkeypatch.setattr(import_module("benchmarks.peers_.brahe"), "IMPORT", "no_such_package")
    (row,) = compared(capsys, "brahe")["windows"]
    assert row["status"] == "not installed"
    assert "time_s" not in row


def test_a_peer_that_fails_is_said_so(capsys, monkeypatch):
    """A side that breaks has a row with the last words of its process, and the comparison goes on."""
    monkeypatch.setattr(import_module("benchmarks.peers_.lox_pef"), "IMPORT", "json")
    monkeypatch.setattr(import_module("benchmarks.peers_.lox_pef"), "PACKAGES", ("no-such-package",))
    monkeypatch.setattr(peers, "__package__", "benchmarks.no_such_room")
    monkeypatch.setattr(peers, "_side", lambda name: import_module(f"benchmarks.peers_.{name}"))
    (row,) = compared(capsys, "lox_pef")["windows"]
    assert row["status"].startswith("failed: ")
    assert "no_such_room" in row["status"]


@pytest.mark.parametrize("name", WINDOW_SIDES)
def test_a_side_of_windows_says_what_it_is(name):
    """Each side names itself, its packages, its limit and its conventions, without importing what it stands for."""
    side = import_module(f"benchmarks.peers_.{name}")
    assert side.NAME
    assert side.PACKAGES
    assert side.LIMIT in ("elevation", "off_nadir", "any")
    assert set(side.JUDGED_AS) <= {"ut1_is_utc", "wgs84"}
    assert bool(side.CONVENTION) or not side.JUDGED_AS
    assert callable(side.prepare)
    assert callable(side.collect)


@pytest.mark.parametrize("name", STATE_SIDES)
def test_a_side_of_sgp4_says_what_it_is(name):
    """Each side names itself, its packages and what it gives, without importing what it stands for."""
    side = import_module(f"benchmarks.peers_.{name}")
    assert side.NAME
    assert side.GIVES
    assert callable(side.prepare_states)
    assert callable(side.positions_teme_km)
