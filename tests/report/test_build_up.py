"""A build-up as a table, as an answer and as a picture: what is printed is in the document, in dates a reader knows."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
from grown_run import grown_document, grown_result
from small_run import small_document, small_result

from sim.errors import UsageError
from sim.report.answer import MOST_SENTENCES, answer, question
from sim.report.build_up_table import build_up_section, first_words, reading_words, stage_rows
from sim.report.content_text import section_text
from sim.report.run_table import run_table
from sim.report.text import columns_of
from sim.words import duration_words, stretches


@pytest.fixture
def document() -> dict[str, Any]:
    return copy.deepcopy(grown_document())


def test_the_page_opens_with_how_coverage_grew(document: dict[str, Any]) -> None:
    """At most six sentences: the first and the last stage, who is not confirmed, a reading, and the phasing."""
    said = answer(document)
    assert question(document) == "How did coverage grow as satellites entered service?"
    assert len(said) <= MOST_SENTENCES
    assert "1 satellite in service, from 2026-08-20 on" in said[0]
    assert "2 satellites in service (1 not confirmed), from 2026-08-21 on" in said[0]
    assert "Service is not confirmed of TerraSAR-X" in " ".join(said)
    assert "first holds" in " ".join(said) or "holds in no stretch" in " ".join(said)


def test_every_length_of_time_said_is_in_the_document(document: dict[str, Any]) -> None:
    """Gaps in the sentences are those of the stages; dates, counts and percentiles apart."""
    known = {
        duration_words(value)
        for row in document["build_up_stages"]
        for key, value in row.items()
        if key.endswith("_s") and isinstance(value, float)
    }
    known |= {duration_words(row["threshold"]) for row in document["first_true"]}
    for sentence in answer(document):
        for text in re.findall(r"\d[\d.]* (?:s|min|h)\b", sentence):
            assert text in known, sentence


def build_up(document: dict[str, Any], width: int) -> str:
    return section_text(build_up_section(document), width)


def test_nobody_in_service_is_said(document: dict[str, Any]) -> None:
    """Without any stage in service there is one sentence."""
    for row in document["build_up_stages"]:
        row["in_service"] = 0
    assert answer(document) == ["No satellite was in service in any of 6 stretches of 0.5 days."]


def test_a_row_a_change_of_the_constellation(document: dict[str, Any]) -> None:
    """The table has the stages in order, with what changed and how many are in orbit and in service."""
    page = build_up(document, 120)
    lines = page.splitlines()
    begins = next(i for i, line in enumerate(lines) if line.startswith("from "))
    rows = [line for line in lines[begins + 2 :] if line.startswith("2026-")]
    assert list(dict.fromkeys(line[:10] for line in rows)) == ["2026-08-20", "2026-08-21"]
    assert "TerraSAR-X in service, assumed" in rows[1]
    assert max(map(columns_of, lines)) <= 120
    assert "build_up.csv" in page
    assert page in run_table(document, width=120)


def test_a_narrow_page_keeps_the_main_columns(document: dict[str, Any]) -> None:
    """At 80 columns the figures of each stage stand in a table below what changed, each row with its date."""
    page = build_up(document, 80)
    table = [line for line in page.splitlines() if line.startswith(("from ", "2026-"))]
    assert "what changed" in table[0]
    assert "mean gap" in table[3]
    assert [line[:10] for line in table[1:3]] == [line[:10] for line in table[4:6]]
    assert max(map(columns_of, table)) <= 80


def test_a_run_without_a_build_up_has_no_section() -> None:
    """Its page has the table of gaps instead."""
    assert build_up_section(small_document()) is None
    assert "Gaps between looks" in run_table(small_document())


def test_a_case_alone_needs_no_range(document: dict[str, Any]) -> None:
    """With one case there is no sentence on the least and the most access."""
    assert "least access tried" in build_up(document, 120)
    document["cases"] = {"all-nominal": {}}
    for table in ("build_up_stages", "first_true"):
        document[table] = [row for row in document[table] if row["case"] == "all-nominal"]
    assert "least access tried" not in build_up(document, 120)


@pytest.mark.parametrize(
    ("first", "lasting", "words"),
    [
        (None, None, "never"),
        ("2026-08-21T00:00:00.000Z", "2026-08-21T00:00:00.000Z", "2026-08-21 on"),
        ("2026-08-21T00:00:00.000Z", None, "2026-08-21, in 3 of 4"),
        ("2026-08-21T00:00:00.000Z", "2026-08-22T00:00:00.000Z", "2026-08-21, in 3 of 4"),
    ],
)
def test_a_first_date_in_words(first: str | None, lasting: str | None, words: str) -> None:
    """Never; from a date on; or from a date, and in how many stretches since."""
    assert first_words({"first_utc": first, "lasting_utc": lasting, "n_true": 3, "n_since": 4}) == words


def test_a_reading_in_words() -> None:
    """A length of time is one in words, a share or a count a number; a length the figure is for stands beside it."""
    reading: dict[str, Any] = {"figure": "gap_mean_s", "compare": "<=", "threshold": 7200.0, "limit_s": None}
    assert reading_words(reading) == "mean gap <= 2 h"
    reading |= {"figure": "wait_probability", "compare": ">=", "threshold": 0.95, "limit_s": 7200.0}
    assert reading_words(reading) == "chance of a look within the limit, 2 h >= 0.95"


def test_stages_are_grouped_by_way(document: dict[str, Any]) -> None:
    """A stage has a row for each way of counting that differs in it."""
    first, second = stage_rows(document, "all-nominal", document["targets"][0]["name"])
    assert list(first) == ["in orbit", "in service"]
    assert list(second) == ["in orbit", "in service", "without TerraSAR-X"]


@pytest.mark.parametrize(
    ("n", "days", "words"),
    [(1, 7.0, "1 week"), (142, 7.0, "142 weeks"), (3, 1.0, "3 days"), (1, 14.0, "1 stretch of 14 days")],
)
def test_stretches_in_words(n: int, days: float, words: str) -> None:
    """Weeks and days by name, other lengths as what they are."""
    assert stretches(n, days) == words


def test_the_picture_shows_each_stretch() -> None:
    """Three panels: mean gap, longest gap, satellites; a step for each of six half days, blank where nobody serves."""
    figure = grown_result().plot.build_up()
    mean, longest, count = figure.axes
    (line,) = [one for one in mean.lines if one.get_gid() == "in service"]
    assert len(line.get_xdata()) == 7
    assert (mean.get_ylabel(), longest.get_ylabel(), count.get_ylabel()) == (
        "mean gap (hours)", "longest gap (hours)", "satellites",
    )  # fmt: skip
    rows = grown_document()["build_up"]
    mine = [
        row["gap_mean_s"] / 3600.0
        for row in rows
        if (row["counted"], row["case"], row["target"]) == ("in service", "all-nominal", rows[0]["target"])
    ]
    assert list(line.get_ydata())[:-1] == pytest.approx(mine)
    with pytest.raises(UsageError, match=r"no build-up; a \[build_up\]"):
        small_result().plot.build_up()


def test_the_picture_is_saved_with_the_others(tmp_path: Any) -> None:
    """`--figures` writes build_up.png beside timeline.png and gaps.png; without a build-up there is none."""
    assert grown_result().plot.save(tmp_path) == ["timeline.png", "gaps.png", "build_up.png"]
    assert (tmp_path / "build_up.png").read_bytes().startswith(b"\x89PNG")
