"""`reconsim run --turns`: its page, its key of summary.json, and its folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.command import Command

from sim.report.turns_page import turns_page
from sim.simulation import turn_document

CLAIM = 'statement = "Seen daily."\nlimits_h = 24\n[[reading]]\nid = "mean-gap"\nmeasure = "gap_mean_s"\n'
RUN = ("run", "example", "--set", "time.span_days=2", "--set", "draws.count=0", "--claim", "own.toml", "-o", "out")


@pytest.fixture(autouse=True)
def few_months(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(turn_document, "MONTHS", 2)
    (folder / "own.toml").write_text(CLAIM, encoding="utf-8")


def test_turns_follow_the_page_and_stand_in_the_summary(reconsim: Command, folder: Path) -> None:
    """The page ends with the turns; a run without the option has no such key, and its folder is set aside."""
    assert reconsim(*RUN, "-q").code == 0
    assert "turns" not in json.loads((folder / "out" / "summary.json").read_text(encoding="utf-8"))
    asked = reconsim(*RUN, "--turns")
    assert asked.code == 0
    document = json.loads((folder / "out" / "summary.json").read_text(encoding="utf-8"))
    assert asked.out.endswith(turns_page(document) + "\n")
    assert "Mean gap, at most 24 h, at each target" in asked.out
    assert "out held results of other inputs (--turns): they are set aside as out.1" in asked.err
    again = (folder / "out" / "summary.json").read_bytes()
    assert reconsim(*RUN, "--turns", "-q").code == 0
    assert (folder / "out" / "summary.json").read_bytes() == again
    assert sorted(path.name for path in folder.iterdir()) == ["out", "out.1", "own.toml"]


def test_turns_need_a_reading(reconsim: Command) -> None:
    """A scenario without a claim: exit 2, with the option that names one."""
    asked = reconsim("run", "example", "--turns")
    assert (asked.code, asked.out) == (2, "")
    assert asked.errors == [
        "--turns moves what readings of a claim rest on, and example has no claim with readings; add --claim NAME"
    ]
