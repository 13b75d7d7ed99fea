"""The sets of the build-up are chosen by a rule that a made-up history shows; the page holds the tables of the runs."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from benchmarks import build_up, choose_build_up_sets
from benchmarks.choose_build_up_sets import START, chosen_of, day_of, manoeuvres_of, record, settled, step_m
from sim.orbits.elements import ElementSet

REV_DAY, FALL_M_DAY = 15.0, 40.0


def a_set(day: float, height_m: float = 0.0, **more: Any) -> ElementSet:
    """A set of an orbit that falls by 40 m a day, ``height_m`` above where it would be."""
    fallen_m = height_m - FALL_M_DAY * day
    epoch = START + timedelta(days=day)
    return ElementSet(
        name="A", catalog_number=7, epoch_jd=2460249.5 + int(day), epoch_fr=(epoch - START) / timedelta(days=1) % 1.0,
        mean_motion_rev_day=REV_DAY * (1.0 - 1.5 * fallen_m / 6.944e6), eccentricity=0.001, inclination_deg=97.5,
        raan_deg=10.0 + 0.9856 * day, arg_perigee_deg=20.0, mean_anomaly_deg=30.0, bstar=more.get("bstar", 1e-4),
        mean_motion_dot=0.75 * REV_DAY * FALL_M_DAY / 6.944e6,
    )  # fmt: skip


def test_drag_is_no_manoeuvre_and_a_raise_is_one() -> None:
    """The fall by drag leaves a step of some metres; 200 m upwards is a manoeuvre, 60 m is noise."""
    assert step_m(a_set(0.0), a_set(5.0))[0] == pytest.approx(0.0, abs=3.0)  # m, the rate is of the first set
    assert step_m(a_set(0.0), a_set(1.0, 200.0))[1]
    assert not step_m(a_set(0.0), a_set(1.0, 60.0))[1]
    assert not step_m(a_set(0.0), a_set(30.0, 500.0))[1]  # a half of what drag took in 30 days, 1,200 m, is not known
    assert step_m(a_set(0.0), a_set(30.0, 800.0))[1]
    assert step_m(a_set(0.0), a_set(1.0, -700.0))[1]
    assert not step_m(a_set(0.0), a_set(1.0, -400.0))[1]


def test_steps_within_three_days_are_one_manoeuvre() -> None:
    """Raised on day 10 and again on day 11: one; raised on day 30 as well: another, at its own time."""
    heights = {10.5: 0.0, 11.0: 500.0, 11.5: 1000.0}
    days = np.arange(0.0, 60.0, 0.5)
    history = [a_set(day, heights.get(day, 0.0 if day < 11 else 1000.0 if day < 30 else 2000.0)) for day in days]
    first, second = manoeuvres_of(history)
    assert (day_of(history[first.before]), day_of(history[first.after])) == (10.5, 11.5)
    assert START + timedelta(days=29.4) < second.moment < START + timedelta(days=31.1)  # to the set a day after it
    assert second.step_m == pytest.approx(1000.0, abs=50.0)


def test_a_set_a_fortnight_and_one_after_each_manoeuvre() -> None:
    """Of daily sets: the first, then one a fortnight; after a raise on day 40 the one a day later, then fortnights."""
    history = [a_set(float(day), 0.0 if day < 40 else 1000.0) for day in range(80)]
    chosen = [day_of(one) for one in chosen_of(history, manoeuvres_of(history))]
    assert chosen == [0.0, 14.0, 28.0, 39.0, 41.0, 55.0, 69.0, 79.0]
    late = [a_set(0.0), a_set(0.2), a_set(30.0)]
    assert settled(late) is late[1]  # none between a day and a week after: the last of the first day


def test_sets_without_drag_are_passed_over() -> None:
    """A drag term of zero is a set that was not fitted; where a stretch has no other, it is taken."""
    history = [a_set(0.0, bstar=0.0), a_set(2.0), a_set(16.0)]
    assert [day_of(one) for one in chosen_of(history, [])] == [2.0, 16.0]
    assert len(chosen_of([a_set(0.0, bstar=0.0)], [])) == 1


def test_a_folder_of_histories_gives_records_with_sources(tmp_path: Any, capsys: Any, monkeypatch: Any) -> None:
    """One record a line, each with the place and commit that the index has; a set without a commit is passed over."""
    monkeypatch.setattr(choose_build_up_sets, "SIDES", {"made-up": {7: "A"}})
    history = [a_set(float(day)) for day in range(0, 60, 2)]
    text = json.dumps([record(one, "A", "") for one in history])  # what a file holds is seen from its content
    (tmp_path / "a_7.tle").write_text(text, encoding="utf-8")
    rows = ["norad,name,tle_epoch,epoch_utc,source_id,commit,commit_date"]
    rows += [
        f"7,A,x,{(START + timedelta(days=day)).isoformat()},1,{'' if day == 0 else 'abc'},x" for day in range(0, 60, 2)
    ]
    (tmp_path / "tle_index.csv").write_text("\n".join(rows) + "\n")
    (tmp_path / "PROVENANCE.md").write_text("1. someone/mirror tle.txt (30)\n")
    choose_build_up_sets.main([str(tmp_path), "--out", str(tmp_path)])
    assert "A: " in capsys.readouterr().out
    records = json.loads((tmp_path / "made-up.json").read_text(encoding="utf-8"))
    assert {one["SOURCE"] for one in records} == {"someone/mirror tle.txt @ abc"}
    assert records[0]["EPOCH"].startswith("2023-11-03")
    assert len((tmp_path / "made-up.json").read_text(encoding="utf-8").splitlines()) == len(records) + 2


def test_the_page_holds_the_tables_of_the_runs(capsys: Any) -> None:
    """docs/build-up.md has, cell by cell, what the two scenarios give; the spread over draws is checked by hand."""
    build_up.main(["--check"])
    assert capsys.readouterr().out == ""
