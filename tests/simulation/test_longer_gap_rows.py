"""Looks that merge, found in a run: one satellite follows another, and a wider limit joins what they see."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_scenarios import MADE

import sim
from sim.simulation.longer_gap_rows import longer_gap_rows


def test_a_wider_limit_merges_the_looks_of_two_that_follow_each_other(tmp_path: Path) -> None:
    """More is seen in as many looks, yet there are fewer gaps and the mean gap is longer: by hand from the gaps."""
    path = tmp_path / "trailing.toml"
    path.write_text(MADE["trailing"], encoding="utf-8")
    result = sim.load(path).run(threads=1)
    row, claimed = longer_gap_rows(result)
    assert (row["among"], row["target"], row["merged"]) == ("", "Here", True)
    assert (claimed["among"], claimed["option"]) == ("daily", "off_nadir")
    for which in ("less", "more"):
        told = row[which]
        gaps = result.gaps_of("Here", told["name"])
        assert len(gaps.start_s) == told["n_gaps"]
        mine = (gaps.end_s - gaps.start_s)[gaps.in_means]
        assert told["gap_mean_s"] == pytest.approx(float(mine.mean()), abs=1e-6)
    assert row["more"]["looks_per_day"] >= row["less"]["looks_per_day"]
    assert row["more"]["n_gaps"] < row["less"]["n_gaps"]
    assert row["more"]["gap_mean_s"] > 1.01 * row["less"]["gap_mean_s"]
    seen = [result.figures_of("Here", row[which]["name"]).percent_covered for which in ("less", "more")]
    assert seen[0] < seen[1]


def test_where_more_access_shortens_the_mean_gap_there_are_no_rows(tmp_path: Path) -> None:
    """One satellite over one place."""
    path = tmp_path / "one.toml"
    path.write_text(MADE["one-target"], encoding="utf-8")
    assert longer_gap_rows(sim.load(path).run(threads=1)) == []
