"""The shipped scenario `rok-425-as-flown`, from file to printed table, against plain sampling of the same file."""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sampled_scenario import CASES, Sampled, sampled_scenario

import sim
from sim.report.json_text import to_json
from sim.report.length import Length
from sim.report.run_table import answer_page, run_table
from sim.report.windows_csv import windows_csv
from sim.shipped import configs_dir, data_path
from sim.simulation.result import Result
from sim.simulation.summary import summary
from sim.sun_ephemeris import EPHEMERIS

NAME = "rok-425-as-flown"
TARGETS = ["Yongbyon", "Sohae", "Punggye-ri", "Tonghae", "Pyongyang", "Sinpo", "Wonsan-Kalma", "Sunan"]
FEW_DRAWS = "draws.count=4"  # they decide nothing of what is looked at here

# Each end of a sampled look is good to 0.1 s; SGP4's epoch, read from text to the microsecond, to 0.02 ms.
TOLERANCE_S = 0.5


@pytest.fixture(scope="module")
def result() -> Result:
    """The shipped scenario, run once."""
    return sim.load(NAME, overrides=[FEW_DRAWS]).run()


@pytest.fixture(scope="module")
def sampled() -> Sampled:
    """Its looks by sampling, two days beyond each end: no gap at an end is longer."""
    return sampled_scenario(configs_dir() / f"{NAME}.toml", beyond_days=2.0, ephemeris=data_path(EPHEMERIS))


def gaps_s(result: Result, case: str, target: str) -> tuple[np.ndarray, np.ndarray]:
    """The gaps a run lists for a case and a target: all, and those that means are over."""
    gaps = result.gaps
    mine = gaps.loc[(gaps["case"] == f"all-{case}") & (gaps["target"] == target)]
    return mine["gap_s"].to_numpy(), mine.loc[mine["in_means"], "gap_s"].to_numpy()


def sampled_gaps_s(sampled: Sampled, case: str, target: str) -> tuple[np.ndarray, np.ndarray]:
    """Lengths of the sampled gaps: of all that overlap the span, and of those that begin inside it."""
    gaps = sampled.gaps_s(case, target)
    return np.diff(gaps).ravel(), np.diff(gaps[gaps[:, 0] >= 0.0]).ravel()


def test_longest_mean_and_p95_gaps_are_those_of_plain_sampling(result: Result, sampled: Sampled) -> None:
    """Eight targets, three cases: as many gaps, and each figure within half a second."""
    rows = {(row["target"], row["case"]): row for row in result.rows("figures") if row["satellite"] == "all"}
    wrong = []
    for target in TARGETS:
        for case in CASES:
            row, (lengths, begun) = rows[target, f"all-{case}"], sampled_gaps_s(sampled, case, target)
            if row["n_gaps"] != len(lengths):
                wrong.append(f"{target}, {case}: {row['n_gaps']} gaps, sampled {len(lengths)}")
            for key, expected in (
                ("gap_max_s", lengths.max()),
                ("gap_mean_s", begun.mean()),
                ("gap_p95_s", np.percentile(begun, 95.0)),
            ):
                if abs(row[key] - expected) > TOLERANCE_S:
                    wrong.append(f"{target}, {case}: {key} = {row[key]:.2f}, sampled {expected:.2f}")
    assert wrong == []


def test_every_listed_gap_is_a_sampled_one(result: Result, sampled: Sampled) -> None:
    """At Punggye-ri all gaps of each case begin and end where sampling has them."""
    start = pd.Timestamp(result.span.start)
    for case in CASES:
        gaps = result.gaps
        mine = gaps[(gaps["case"] == f"all-{case}") & (gaps["target"] == "Punggye-ri")]
        found = np.column_stack([(mine[key] - start).dt.total_seconds() for key in ("start_utc", "end_utc")])
        np.testing.assert_allclose(found, sampled.gaps_s(case, "Punggye-ri"), rtol=0.0, atol=0.25)


def test_figures_follow_from_the_listed_gaps(result: Result) -> None:
    """One target by hand: mean, median, p95, longest, shares and the mean wait are arithmetic on its list of gaps."""
    lengths, begun = gaps_s(result, "nominal", "Sinpo")
    row = next(
        r for r in result.rows("figures") if (r["target"], r["case"], r["satellite"]) == ("Sinpo", "all-nominal", "all")
    )
    ordered = np.sort(begun)
    rank = 0.95 * (len(ordered) - 1)
    low = int(rank)
    assert row["n_gaps"] == len(lengths) == len(begun) + 1
    assert row["gap_max_s"] == lengths.max()
    assert row["gap_mean_s"] == pytest.approx(ordered.sum() / len(ordered), rel=1e-12)
    assert row["gap_median_s"] == pytest.approx(np.median(ordered), rel=1e-12)
    assert row["gap_p95_s"] == pytest.approx(ordered[low] + (rank - low) * (ordered[low + 1] - ordered[low]), rel=1e-12)
    assert row["share_of_gaps_within_7200s"] == np.mean(ordered <= 7200.0)
    assert row["n_censored"] == 0


def test_the_printed_table_says_the_figures(result: Result, sampled: Sampled) -> None:
    """Each line of the page gives, case by case, the sampled longest, mean and p95 gap as people read them."""
    _answer, table = run_table(summary(result), result.simulation.zone).split("\nGaps between looks", 1)
    lines = table.splitlines()
    for target in TARGETS:
        line = next(text for text in lines if text.startswith(f"{target} "))
        cells = re.split(r"\s{2,}", line)[1:]
        assert len(cells) == 4 * len(CASES)
        for i, case in enumerate(CASES):
            lengths, begun = sampled_gaps_s(sampled, case, target)
            for cell, value in zip(
                cells[4 * i : 4 * i + 3], (lengths.max(), begun.mean(), np.percentile(begun, 95.0)), strict=True
            ):
                unit_s = {"min": 60.0, "h": 3600.0}[cell.split()[-1]]
                near = {Length(value + off_s).in_unit(unit_s) for off_s in (-TOLERANCE_S, 0.0, TOLERANCE_S)}
                assert cell in near, f"{target}, {case}: {line}"


def test_one_limit_changed_in_a_copy_changes_its_case_alone(result: Result, tmp_path: Path) -> None:
    """A wider nominal ground squint shortens mean gaps everywhere in its case and leaves the others untouched."""
    text = (configs_dir() / f"{NAME}.toml").read_text(encoding="utf-8")
    table = text.index("[sensor.radar.ground_squint_max_deg]")
    copy = tmp_path / "copy.toml"
    copy.write_text(text[:table] + text[table:].replace("nominal = 39", "nominal = 50", 1), encoding="utf-8")
    changed = sim.load(copy, overrides=["draws.count=0", "claims=[]"]).run()

    def means(run: Result, case: str) -> list[float]:
        return [r["gap_mean_s"] for r in run.rows("figures") if r["case"] == case and r["satellite"] == "all"]

    assert means(changed, "all-low") == means(result, "all-low")
    assert means(changed, "all-high") == means(result, "all-high")
    assert all(new < old for new, old in zip(means(changed, "all-nominal"), means(result, "all-nominal"), strict=True))


@pytest.mark.parametrize("threads", [1, 2])
def test_a_second_run_gives_the_same_bytes(result: Result, threads: int) -> None:
    """windows.csv and summary.json are equal byte for byte, on one thread and on two."""
    again = sim.load(NAME, overrides=[FEW_DRAWS]).run(threads=threads)
    assert windows_csv(again.window_columns) == windows_csv(result.window_columns)
    assert to_json(summary(again)) == to_json(summary(result))


def test_the_summary_is_one_plain_document(result: Result) -> None:
    """summary.json: a row of figures for each target, case and group or satellite; verdicts on the claim."""
    document = json.loads(to_json(summary(result)))
    assert document["schema_version"] == 1
    assert document["scenario"] == NAME
    assert len(document["figures"]) == len(TARGETS) * len(CASES) * (5 + 4)
    assert {verdict["claim"] for verdict in document["verdicts"]} == {"two-hours"}
    assert (document["definitions"]["gaps"], document["definitions"]["edges"]) == ("looks", "completed")


def test_the_readme_quotes_the_answer() -> None:
    """The lines that README shows are those that a run of the scenario begins with."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(rf"<!-- answer: {NAME} -->\n```\n(.*?)```", readme, re.DOTALL)
    run = sim.load(NAME).run()
    assert shown == answer_page(summary(run), run.simulation.zone) + "\n"
