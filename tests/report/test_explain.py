"""`-v` and `--explain`: a line for every verdict, all that is known of a target or a reading, and wrong names."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import sim
from sim.errors import UsageError
from sim.report.content import Table
from sim.report.content_text import section_text
from sim.report.explain import explanation, names_asked, overview, readings_of
from sim.simulation.summary import summary

READINGS, TARGETS = ["longest-gap", "mean-gap"], ["Yongbyon", "Andersen, Guam"]


@cache
def flown() -> dict[str, Any]:
    """The document of a run with a claim of many readings, two days long."""
    changes = ("time.end_utc=2026-07-16", "draws.count=3")
    return summary(sim.load("rok-425-as-flown", overrides=changes).run())


def test_the_overview_has_a_line_for_every_verdict() -> None:
    """Reading, targets, limit, outcome, number and reason; it ends with the names that can be asked for."""
    document = flown()
    section = overview(document)
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    assert [column.head for column in table.columns] == ["reading", "over", "limit", "verdict", "number", "why"]
    assert len(table.rows) == len(document["verdicts"])
    for row, v in zip(table.rows, document["verdicts"], strict=True):
        assert (row[0], row[1], row[3]) == (v["reading"], v["over"], v["outcome"])
        assert all(row)
    text = section_text(section, 120)
    assert max(map(len, text.splitlines())) <= 120
    assert len(text) < 6000
    assert "--explain NAME (readings: longest-gap, " in text


def test_a_target_is_explained_by_its_gaps_and_its_own_answers() -> None:
    """Every group and satellite in each case, then each reading at this target alone."""
    document = flown()
    gaps, own = [block for block in explanation(document, "Sinpo").blocks if isinstance(block, Table)]
    assert [row[0] for row in gaps.rows][:4] == ["all", "SAR", "EO", "infrared"]
    each = [v for v in document["verdicts"] if v["over"] == "each"]
    assert len(own.rows) == len(each)
    assert [row[2] for row in own.rows] == [v["outcome_by_target"]["Sinpo"] for v in each]


def test_a_reading_is_explained_by_its_sentences_and_target_by_target() -> None:
    """All its verdicts in full, then a row for each target and limit."""
    document = flown()
    blocks = explanation(document, "mean-gap").blocks
    mine = [v for v in document["verdicts"] if v["reading"] == "mean-gap"]
    assert list(blocks[: len(mine)]) == [v["sentence"] for v in mine]
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert len(table.rows) == len(document["targets"]) * len({v["limit_s"] for v in mine})


def test_a_run_without_verdicts_says_so() -> None:
    """The targets can be explained all the same."""
    document = flown() | {"verdicts": [], "claims": []}
    assert overview(document).blocks[0] == "There is no verdict."
    assert readings_of([document]) == []
    assert len(explanation(document, "Sinpo").blocks) == 2


def test_a_verdict_of_another_kind_has_a_line_and_its_sentence() -> None:
    """Entries without a measure are shown by outcome, number and sentence."""
    other = {
        "claim": "two-hours", "reading": "at-night", "kind": "instant", "title": "At night", "outcome": "consistent",
        "sentence": "At night it was there.", "number": "12 km", "evidence": {},
    }  # fmt: skip
    document = flown() | {"verdicts": [*flown()["verdicts"], other]}
    table = overview(document).blocks[0]
    assert isinstance(table, Table)
    assert table.rows[-1] == ("at-night", "-", "-", "consistent", "12 km", "")
    assert explanation(document, "at-night").blocks == ("At night it was there.",)


def test_names_are_found_whatever_their_case_and_all_stands_for_every_reading() -> None:
    """Each once, as it is spelt."""
    assert names_asked(["yongbyon", "Mean-Gap", "Yongbyon"], TARGETS, READINGS) == ["Yongbyon", "mean-gap"]
    assert names_asked(["all"], TARGETS, READINGS) == READINGS
    assert names_asked([], TARGETS, READINGS) == []


def test_a_wrong_name_is_answered_with_the_nearest_and_with_those_there_are() -> None:
    """Before anything is run."""
    with pytest.raises(
        UsageError, match=r"--explain 'Yongbion' is no target and no reading; did you mean Yongbyon\?"
    ) as e:
        names_asked(["Yongbion"], TARGETS, READINGS)
    assert '(readings: longest-gap, mean-gap; targets: Yongbyon, "Andersen, Guam")' in str(e.value)
