"""The rows of a build-up: of the shipped scenario each week is a run of it; stages and dates follow from the weeks."""

from __future__ import annotations

import csv
import io
import json
import math
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from grown_run import CHANGES, grown_result

import sim
from sim.report.rows_csv import rows_csv
from sim.simulation.folder import write_folder
from sim.simulation.result import Result
from sim.simulation.summary import summary

SHIPPED = "rok-425-build-up"
FIGURES = ("n_looks", "looks_per_day", "gap_mean_s", "gap_max_s", "n_censored")
# Times of the whole span, 8.6e7 s, are rounded to 1.5e-8 s; gaps are thousands of seconds long.
RELATIVE = 1e-9


@cache
def shipped() -> Result:
    """Return the shipped build-up without draws, which its figures do not depend on."""
    return sim.load(SHIPPED, overrides=["build_up.draws=0"]).run()


def weekly(result: Result, start: str, counted: str) -> dict[tuple[str, str], dict[str, Any]]:
    rows = [row for row in result.rows("build_up") if row["start_utc"].startswith(start) and row["counted"] == counted]
    return {(row["target"], row["case"]): row for row in rows}


@pytest.mark.parametrize(
    ("start", "counted", "changes"),
    [
        ("2024-09-06", "in service", ()),
        ("2025-06-27", "in service", ()),  # the week in which No. 3 enters service
        ("2026-06-12", "in service", ()),
        ("2024-09-06", "in orbit", ("satellite.KORSAT-1.in_service_utc=2024-04-08",)),
        ("2026-06-12", "without KORSAT-4", ("satellite.KORSAT-4.in_service_utc=2026-12-01",)),
    ],
)
def test_a_week_is_a_run_of_that_week(start: str, counted: str, changes: tuple[str, ...]) -> None:
    """`run --set time.start_utc=... --set time.span_days=7` gives the figures of that week's rows, at every target."""
    run = sim.load(
        SHIPPED, overrides=[f"time.start_utc={start}", "time.span_days=7", "build_up.draws=0", *changes]
    ).run()
    rows = weekly(shipped(), start, counted)
    found = [row for row in run.rows("figures") if row["satellite"] == "all"]
    assert len(found) == len(rows) == 24
    for row in found:
        for name in FIGURES:
            assert rows[row["target"], row["case"]][name] == pytest.approx(row[name], rel=RELATIVE), name


def test_a_week_without_anyone_in_service_has_no_gaps() -> None:
    """Until August 2024 nobody serves: no look, no gap; in orbit there is one satellite, then two."""
    rows = weekly(shipped(), "2024-05-03", "in service")
    assert {row["satellites"] for row in rows.values()} == {0}
    assert all(math.isnan(row["gap_mean_s"]) and row["n_looks"] == 0 for row in rows.values())
    assert {row["satellites"] for row in weekly(shipped(), "2024-05-03", "in orbit").values()} == {2}


def test_stages_begin_with_changes_of_the_constellation() -> None:
    """Five launches and five starts of service make nine stages: two fall into one week."""
    stages = {row["from_utc"][:10]: row for row in shipped().rows("build_up_stages") if row["counted"] == "in service"}
    assert [(day, row["in_orbit"], row["in_service"]) for day, row in stages.items()] == [
        ("2023-12-01", 1, 0), ("2024-04-07", 2, 0), ("2024-08-14", 2, 1), ("2024-12-21", 3, 1), ("2025-04-22", 4, 1),
        ("2025-06-01", 4, 2), ("2025-07-01", 4, 3), ("2025-11-01", 5, 4), ("2026-05-13", 5, 5),
    ]  # fmt: skip
    assert stages["2025-11-01"]["changes"] == ["KORSAT-3 in service, assumed", "KORSAT-4 launched"]


@pytest.mark.parametrize("result", [shipped, grown_result])
def test_stages_are_made_of_their_stretches(result: Any) -> None:
    """Median of the mean gap, mean of the looks and longest gap are those of the weekly rows within the stage."""
    rows = result().rows("build_up")
    days = result().build_up_found.stretches[0].days
    stages = result().rows("build_up_stages")
    assert stages
    for stage in stages:
        mine = [
            row
            for row in rows
            if (row["counted"], row["case"], row["target"]) == (stage["counted"], stage["case"], stage["target"])
            and stage["first_utc"] <= row["start_utc"] < stage["last_utc"]
        ]
        if stage["counted"].startswith("without") and len(mine) < stage["stretches"]:
            continue  # rows of the stretches in which leaving out changes nothing are those in service
        assert len(mine) == stage["stretches"]
        if math.isnan(stage["gap_mean_s"]):
            assert any(math.isnan(row["gap_mean_s"]) for row in mine)
            continue
        assert stage["gap_mean_s"] == pytest.approx(median(row["gap_mean_s"] for row in mine))
        assert stage["gap_max_s"] == max(row["gap_max_s"] for row in mine)
        assert stage["looks_per_day"] == pytest.approx(sum(row["n_looks"] for row in mine) / len(mine) / days)


def test_small_stages_follow_the_dates() -> None:
    """One serves; from the second day both; the failure lies in the last half day, which then is in no stage."""
    stages = [row for row in grown_result().rows("build_up_stages") if row["counted"] == "in service"]
    told = list(dict.fromkeys((row["from_utc"][:16], row["stretches"], row["in_service"]) for row in stages))
    assert told == [("2026-08-20T00:00", 2, 1), ("2026-08-21T00:00", 3, 2)]
    orbit = {row["in_orbit"] for row in stages}
    assert orbit == {2}


def test_first_true_rows_are_those_of_the_weekly_rows() -> None:
    """The first stretch in which a reading is true at each target, and in how many since, counted in the rows."""
    firsts = [row for row in grown_result().rows("first_true") if row["figure"] in ("gap_mean_s", "n_looks")]
    assert len(firsts) == 2 * 3 * 2 * 3  # readings, ways, each and any, cases
    for first in firsts:
        mine: dict[str, list[float]] = {}
        for row in grown_result().rows("build_up"):
            if row["case"] == first["case"] and row["counted"] == first["counted"]:
                mine.setdefault(row["start_utc"], []).append(row[first["figure"]])
        if first["counted"].startswith("without"):
            continue  # its rows are not all there
        take = all if first["over"] == "each" else any
        at_most = first["compare"] == "<="
        true = [
            start
            for start, values in mine.items()
            if take(value <= first["threshold"] if at_most else value >= first["threshold"] for value in values)
        ]
        assert first["first_utc"] == (true[0] if true else None)
        assert first["n_true"] == len(true)


def test_readings_for_a_length_of_time_are_followed() -> None:
    """``wait_probability_3600s>=0.01`` is true where the chance within an hour is at least a hundredth."""
    rows = [row for row in grown_result().rows("first_true") if row["figure"] == "wait_probability"]
    assert {row["limit_s"] for row in rows} == {3600.0}
    assert any(row["first_utc"] for row in rows)


def test_spreads_hold_the_draws() -> None:
    """p5 <= p50 <= p95 of mean and longest gap where somebody counts; none without draws."""
    for row in grown_result().rows("build_up"):
        for name in ("gap_mean", "gap_max"):
            low, middle, high = (row[f"{name}_{percent}_s"] for percent in ("p5", "p50", "p95"))
            assert row["satellites"] == 0 or low <= middle <= high
    assert all(math.isnan(row["gap_mean_p5_s"]) for row in shipped().rows("build_up"))


def test_the_folder_holds_the_rows_as_csv(tmp_path: Path) -> None:
    """build_up.csv stands in the manifest; read back, it has the rows; the same run gives the same bytes."""
    write_folder(grown_result(), tmp_path / "out")
    text = (tmp_path / "out" / "build_up.csv").read_text(encoding="utf-8")
    assert text == rows_csv(grown_result().rows("build_up"))
    assert "build_up.csv" in json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["files"]
    read = list(csv.DictReader(io.StringIO(text)))
    assert len(read) == len(grown_result().rows("build_up"))
    for row, told in zip(read, grown_result().rows("build_up"), strict=True):
        assert row["start_utc"] == told["start_utc"]
        if row["gap_mean_s"]:
            assert float(row["gap_mean_s"]) == pytest.approx(told["gap_mean_s"], abs=6e-5)  # four decimals
        else:
            assert math.isnan(told["gap_mean_s"])
    again = sim.load("example", overrides=list(CHANGES)).run(threads=1)
    assert json.dumps(summary(again)) == json.dumps(summary(grown_result()))


def test_a_run_without_a_build_up_has_none(tmp_path: Path) -> None:
    """No rows, no file; in summary.json null says so. A span shorter than a stretch has none either, and says so."""
    short = sim.load("example", overrides=["time.span_days=1", "draws.count=0", "build_up.every_days=7"])
    result = short.run()
    assert [result.rows(table) for table in ("build_up", "build_up_stages", "first_true")] == [[], [], []]
    assert summary(result)["definitions"]["build_up"] is None
    write_folder(result, tmp_path / "out")
    assert not (tmp_path / "out" / "build_up.csv").exists()
    assert any("no stretch of 7 days" in remark for remark in short.remarks)
