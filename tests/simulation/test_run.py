"""`sim.load(...).run()`: what it refuses, reports on its way, and hands back as tables."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_run import NAME, SHORT, small_result

import sim
from sim.errors import DataError, UsageError
from sim.report.window_geometry import GEOMETRY_COLUMNS
from sim.report.window_rows import COLUMNS
from sim.scenario.load import read_scenario
from sim.simulation.notes import notes_of
from sim.simulation.simulation import Simulation

CASES = ["all-low", "all-nominal", "all-high"]
TARGETS = ["Etna", "Vesuvius", "Santorini"]


def test_the_front_door_loads_by_name_and_by_path() -> None:
    """A shipped name, its path and a Path give one scenario; what it speaks of is there before any run."""
    by_name = sim.load(NAME)
    by_path = sim.load(by_name.file.path)
    assert by_path.scenario == by_name.scenario == sim.load(str(by_name.file.path)).scenario
    assert by_name.name == NAME
    assert [satellite.name for satellite in by_name.constellation.satellites] == ["TerraSAR-X", "WorldView-3"]
    assert str(by_name.zone) == "Europe/Rome"
    assert sim.load(NAME, overrides=["report.tz=UTC"]).zone is None
    assert by_name.claims == ()
    assert by_name.limits_s == (7200.0,)
    assert sim.load("rok-425-as-flown").limits_s == (7200.0, 9000.0)


def test_they_show_themselves_in_a_line() -> None:
    """In a notebook a simulation and a result say what they are, not all they hold."""
    assert repr(sim.load("order-to-desk")) == "<Simulation order-to-desk: 5 satellites, 8 targets, 14 days>"
    shown = repr(small_result())
    assert shown.startswith(
        "<Result of example: 2 satellites, 3 targets, 3 days; cases all-low, all-nominal, all-high; tables .windows "
    )
    named = shown.rpartition("; tables ")[2].rstrip(">").split()
    assert all(isinstance(getattr(small_result(), name.removeprefix(".")), pd.DataFrame) for name in named)


def test_progress_goes_from_nothing_to_done() -> None:
    """Shares rise from 0 to 1, and each says what is being done."""
    told: list[tuple[float, str]] = []
    sim.load(NAME, overrides=SHORT).run(progress=lambda share, what: told.append((share, what)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert {"reading elements", "finding windows", "drawing element error", "done"} <= {what for _, what in told}


def test_sets_over_a_thousand_days_old_are_refused() -> None:
    """DataError with the age; `allow_stale` runs it all the same, with a note for each satellite."""
    old = sim.load(NAME, overrides=[*SHORT, "time.start_utc=2030-01-01", "draws.count=0"])
    with pytest.raises(DataError, match=r"the nearest element set is 1229 days away.*--allow-stale"):
        old.run()
    result = old.run(allow_stale=True)
    aged = [note.split(":")[0] for note in result.notes if "nearest element set" in note]
    assert aged == ["TerraSAR-X", "WorldView-3"]
    assert "the span reaches 1232 days from the nearest element set (last of 2026-08-21)" in result.notes[0]


def test_sets_of_many_satellites_are_aged_in_one_sentence() -> None:
    """Of more than two satellites with old sets one note names the first three, the greatest age and the days."""
    carried = sim.load("order-to-desk")
    aged = [note for note in notes_of(carried.constellation) if "nearest element set" in note]
    assert aged == [
        "KORSAT-7, KORSAT-1, KORSAT-2 and 2 others: the span reaches up to 14 days from the nearest element set "
        "(last of 2026-08-21 to 2026-08-22). Windows beyond 14 days are statistics, not a timetable."
    ]


def test_nobody_in_service_is_refused() -> None:
    """A span before all satellites serve has nothing to measure."""
    early = ["satellite.TerraSAR-X.in_service_utc=2027-01-01", "satellite.WorldView-3.in_service_utc=2027-01-01"]
    with pytest.raises(DataError, match="no satellite is in service within the span"):
        sim.load(NAME, overrides=[*SHORT, *early]).run()


def test_windows_are_a_table_of_the_csv_s_columns() -> None:
    """Times are UTC timestamps inside the span, lengths are what the times say, every case and sensor is there."""
    result = small_result()
    windows = result.windows
    assert list(windows.columns) == list(COLUMNS)
    assert str(windows["start_utc"].dt.tz) == "UTC"
    assert (windows["start_utc"] >= result.span.start).all()
    assert (windows["end_utc"] <= result.span.end).all()
    lengths_s = (windows["end_utc"] - windows["start_utc"]).dt.total_seconds()
    np.testing.assert_allclose(lengths_s, windows["duration_s"], rtol=0.0, atol=1e-9)
    assert set(windows["case"]) == set(CASES)
    assert set(windows["target"]) <= set(TARGETS)
    assert dict(zip(windows["satellite"], windows["sensor"], strict=True)) == {
        "TerraSAR-X": "sar",
        "WorldView-3": "camera",
    }


def test_windows_have_their_geometry_on_request() -> None:
    """The same rows with 24 columns of numbers more; a camera's middle lies within its limit on off-nadir."""
    result = small_result()
    frame = result.windows_with_geometry
    pd.testing.assert_frame_equal(frame[list(COLUMNS)], result.windows)
    assert list(frame.columns) == [*COLUMNS, *GEOMETRY_COLUMNS]
    assert frame[list(GEOMETRY_COLUMNS)].notna().all().all()
    assert (frame["middle_off_nadir_deg"] >= frame["min_off_nadir_deg"] - 1e-4).all()
    assert (frame["middle_elevation_deg"] <= frame["max_elevation_deg"] + 1e-4).all()
    assert ((frame["middle_elevation_deg"] + frame["middle_incidence_deg"] - 90.0).abs() < 2e-4).all()


def test_looks_hold_their_windows() -> None:
    """As many looks as passes with a window, each from the first start to the last end of its windows, to 1 ms."""
    result = small_result()
    windows, looks = result.windows, result.looks
    by_pass = windows.groupby(["case", "target", "satellite", "pass_id"]).agg(
        start_utc=("start_utc", "min"), end_utc=("end_utc", "max")
    )
    expected = by_pass.reset_index().drop(columns="pass_id")
    keys = ["case", "target", "satellite", "start_utc"]
    found = looks[[*keys, "end_utc"]].sort_values(keys, ignore_index=True)
    expected = expected[[*keys, "end_utc"]].sort_values(keys, ignore_index=True)
    assert len(found) == len(expected) > 10
    for key in ("start_utc", "end_utc"):
        assert (found[key] - expected[key]).abs().max() <= pd.Timedelta(milliseconds=1)


def test_gaps_are_the_time_between_looks() -> None:
    """No look begins or ends inside a gap, gaps overlap the span, and those at its ends are whole."""
    result = small_result()
    start, end = pd.Timestamp(result.span.start), pd.Timestamp(result.span.end)
    for (target, case), gaps in result.gaps.groupby(["target", "case"]):
        looks = result.looks
        mine = looks[(looks["target"] == target) & (looks["case"] == case)]
        for _, gap in gaps.iterrows():
            inside = (mine["end_utc"] > gap["start_utc"]) & (mine["start_utc"] < gap["end_utc"])
            assert not inside.any()
            assert gap["end_utc"] > start
            assert gap["start_utc"] < end
            length_s = (gap["end_utc"] - gap["start_utc"]).total_seconds()
            assert length_s == pytest.approx(gap["gap_s"], abs=0.0011)  # two roundings to a millisecond
        assert gaps["start_utc"].min() <= start or mine["start_utc"].min() <= start
        assert gaps["end_utc"].max() >= end or mine["end_utc"].max() >= end


def test_figures_have_a_row_for_each_target_case_and_satellite() -> None:
    """All satellites first, then radars and eyes, then each; all together are no worse than one alone."""
    figures = small_result().figures
    assert list(figures["target"].unique()) == TARGETS
    assert list(figures["case"].unique()) == CASES
    assert len(figures) == 3 * 3 * 5
    for _, rows in figures.groupby(["target", "case"]):
        assert list(rows["satellite"]) == ["all", "SAR", "EO", "TerraSAR-X", "WorldView-3"]
        together, radars, eyes, *alone = rows.to_dict("records")
        assert [radars["n_looks"], eyes["n_looks"]] == [row["n_looks"] for row in alone]
        assert together["n_looks"] == sum(row["n_looks"] for row in alone)
        assert together["gap_max_s"] <= min(row["gap_max_s"] for row in alone)
        assert together["percent_covered"] <= sum(row["percent_covered"] for row in alone) + 1e-9


def test_more_is_seen_from_low_to_high() -> None:
    """The low case gives the least access and the high case the most, at every target."""
    figures = small_result().figures
    for _, rows in figures[figures["satellite"] == "all"].groupby("target"):
        assert list(rows["case"]) == CASES
        assert rows["percent_covered"].is_monotonic_increasing
        assert rows["n_looks"].is_monotonic_increasing


def test_spreads_bracket_their_middle() -> None:
    """Over ten draws the 5th percentile lies below the 50th and that below the 95th; without draws there are none."""
    spreads = small_result().spreads
    assert len(spreads) == 3 * 3 * 4
    assert (spreads["p5"] <= spreads["p50"]).all()
    assert (spreads["p50"] <= spreads["p95"]).all()
    none = sim.load(NAME, overrides=["time.span_days=1", "draws.count=0"]).run()
    assert none.spreads.empty
    assert list(none.spreads.columns) == list(spreads.columns)


def test_windows_at_the_edges_of_the_span_are_cut_and_say_so() -> None:
    """A span that begins in the middle of a window has it from its first instant on, marked as cut."""
    whole = small_result().windows
    one = whole[whole["case"] == "all-high"].iloc[2]
    middle = one["start_utc"] + (one["end_utc"] - one["start_utc"]) / 2
    start = middle.floor("s").strftime("%Y-%m-%dT%H:%M:%SZ")
    cut = sim.load(NAME, overrides=[f"time.start_utc={start}", "time.span_days=1", "draws.count=0"]).run().windows
    first = cut[(cut["case"] == "all-high") & (cut["pass_id"] == one["pass_id"]) & (cut["target"] == one["target"])]
    assert list(first["cut_start"]) == [True]
    assert first["start_utc"].iloc[0] == pd.Timestamp(start)
    assert abs(first["end_utc"].iloc[0] - one["end_utc"]) <= pd.Timedelta(milliseconds=1)


def test_threads_change_nothing() -> None:
    """One thread and two give the same figures, bit for bit."""
    one, two = (sim.load(NAME, overrides=SHORT).run(threads=n) for n in (1, 2))
    pd.testing.assert_frame_equal(one.figures, two.figures, check_exact=True)
    pd.testing.assert_frame_equal(one.spreads, two.spreads, check_exact=True)
    pd.testing.assert_frame_equal(one.windows, two.windows, check_exact=True)


@pytest.mark.parametrize(("gaps", "edges"), [("all", "completed"), ("looks", "interior"), ("looks", "clipped")])
def test_other_definitions_of_gaps_are_followed(gaps: str, edges: str) -> None:
    """[report] gaps and edges decide the figures and the list of gaps alike."""
    result = sim.load(NAME, overrides=[*SHORT, "draws.count=0", f"report.gaps={gaps}", f"report.edges={edges}"]).run()
    for (target, case), listed in result.gaps.groupby(["target", "case"]):
        row = next(
            r for r in result.rows("figures") if (r["target"], r["case"], r["satellite"]) == (target, case, "all")
        )
        assert (row["edges"], row["gaps_between"]) == (edges, gaps)
        assert row["n_gaps"] == len(listed)
        assert row["gap_max_s"] == listed["gap_s"].max()
    if edges == "clipped":
        assert result.gaps["gap_s"].max() <= result.span.duration_s


def test_unmet_requirements_are_sentences() -> None:
    """The file's and one's own, held against the nominal case; an unknown figure is refused."""
    result = small_result()
    assert result.unmet(("looks_per_day > 0",)) == []
    told = result.unmet(("gap_max_s<=60",))
    assert [text.split(":")[0] for text in told] == [f"gap_max_s <= 60 is not met at {name}" for name in TARGETS]
    with pytest.raises(UsageError, match=r"there is no figure gap_maxs; did you mean gap_max_s\?"):
        result.unmet(("gap_maxs<=60",))
    bound = Simulation(read_scenario(NAME, [*SHORT, "draws.count=0", "require.gap_max_s=60"])).run()
    assert bound.unmet() == told


def test_a_single_satellite_has_no_rows_beside_all() -> None:
    """With one satellite, all satellites are that one."""
    overrides: list[str] = ["draws.count=0", "time.span_days=3"]
    rows: list[dict[str, Any]] = sim.load("malligyong-1", overrides=overrides).run().rows("figures")
    assert {row["satellite"] for row in rows} == {"all"}
