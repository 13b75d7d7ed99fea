"""The table of agreement: ours against the slow reference, and peers' windows under the peers' own definitions."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from authorities import peer_windows

from benchmarks import agreement
from benchmarks.agreement_.question import QUESTIONS
from benchmarks.agreement_.reference import Reference
from benchmarks.case import MJD_OF_START, case
from benchmarks.exact import Found
from benchmarks.judged import judge

PAGE = Path(__file__).resolve().parents[2] / "docs" / "agreement.md"
BRAHE = [one for one in agreement.COMPARISONS if one.side == "brahe"]


@pytest.fixture
def alone(monkeypatch):
    """No peer is installed but Skyfield, which reconsim brings."""
    for side in ("tatc", "tatc_view", "brahe", "lox"):
        monkeypatch.setattr(import_module(f"benchmarks.agreement_.{side}"), "IMPORT", "no_such_package")


def test_ours_are_the_references(alone, capsys):
    """Asked all that peers are asked, reconsim has the reference's windows within 0.002 ms; missing peers are named.

    Skyfield's own altaz, bisected, has ours within 0.02 ms.
    """
    agreement.main(["--small", "--json"])
    rows = json.loads(capsys.readouterr().out)["rows"]
    ours = [row["shared"] for row in rows if row["side"] == "reconsim"]
    assert len(ours) == len(QUESTIONS)
    assert sum(judged["windows"] for judged in ours) > 40
    for judged in ours:
        assert judged["lost"] == judged["invented"] == 0
        assert not judged["worst_error_ms"] > 0.002  # NaN where there is no window
    (skyfield,) = (row for row in rows if row["side"] == "Skyfield")
    assert skyfield["beside_ours"]["lost"] == skyfield["beside_ours"]["invented"] == 0
    assert skyfield["beside_ours"]["worst_error_ms"] < 0.02
    missing = [row for row in rows if row["side"] not in ("reconsim", "Skyfield")]
    assert {row["status"] for row in missing} == {"not installed"}


def test_the_page_is_written(alone, tmp_path, capsys):
    """``--write`` makes a page with a row for every comparison, and the printed table is the same."""
    agreement.main(["--small", "--write", str(tmp_path / "page.md")])
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert page.count("\n| ") == 2 + len(QUESTIONS) + len(agreement.COMPARISONS)  # header and rule besides
    assert "not installed" in capsys.readouterr().out


def test_the_page_that_is_kept_has_every_comparison():
    """docs/agreement.md has a row for each question to each side, with every peer at work."""
    page = PAGE.read_text(encoding="utf-8")
    assert "not installed" not in page
    for one in agreement.COMPARISONS:
        name = import_module(f"benchmarks.agreement_.{one.side}").NAME
        assert f"| {QUESTIONS[one.question].words} | {name} |" in page


@pytest.mark.parametrize("comparison", BRAHE, ids=lambda one: one.question)
def test_brahes_windows_are_the_references_once_its_definitions_are_shared(comparison):
    """brahe 1.8's own windows: none lost or invented, ends within the 1 ms at which it stops.

    Shared are WGS84's constants in SGP4; for off-nadir angles, nadir towards the Earth's centre; for a side alone, at
    which windows end, SGP4's own velocity. What tests/authorities finds between brahe and us is that, and no more.
    """
    transcribed = peer_windows.load("brahe_windows.txt")
    rows = transcribed.windows[comparison.question.replace(" ", "_")]
    theirs = Found.of(*rows.T)
    given = case(satellites=2, targets=4, days=transcribed.days)
    assert given.lines == transcribed.tle_text
    judged = judge(theirs, Reference(given, QUESTIONS[comparison.question], comparison.convention).windows())
    assert (judged.lost, judged.invented) == (0, 0)
    another_table_s = abs(given.ut1_utc_s[MJD_OF_START - given.first_mjd] - transcribed.ut1_utc_s)
    assert judged.worst_error_ms < 1.0 + 1e3 * another_table_s
