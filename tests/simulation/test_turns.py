"""Where readings turn as one limit is moved: against whole runs at changed limits, in other months, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.errors import UsageError
from sim.revisit.figure_kinds import GAP_MEAN
from sim.simulation import turn_document
from sim.simulation.result import Result
from sim.simulation.simulation import Simulation
from sim.simulation.summary import summary
from sim.simulation.turn_results import Moved, OtherMonths, Turns

SHORT = ("time.span_days=3", "draws.count=0")
CLAIM = """
statement = "Seen often."
limits_h = [30, 40]
[[reading]]
id = "mean-gap"
measure = "gap_mean_s"
[[reading]]
id = "longest-gap"
measure = "gap_max_s"
[[reading]]
id = "chance"
measure = "wait_probability"
value = 0.9
[[reading]]
id = "horizon"
measure = "gap_max_s"
seeing = "horizon"
over = ["each"]
"""
SAME_S = 1e-3  # seconds: another order of trimming moves a boundary by less


@pytest.fixture(scope="module")
def claim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("claims") / "often.toml"
    path.write_text(CLAIM, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def result(claim: Path) -> Result:
    return sim.load("example", overrides=SHORT, claims=[claim]).run()


@pytest.fixture(scope="module")
def mean_gap(result: Result) -> Turns:
    return result.turns("mean-gap", "Vesuvius", months=0)


def whole_run_s(key: str, value: float, figure: str = GAP_MEAN.name) -> float:
    """The figure at Vesuvius of a whole run in which a limit of one sensor is changed in the scenario itself."""
    run = sim.load("example", overrides=[*SHORT, f"{key}={value:g}"]).run()
    (row,) = (
        row for row in run.rows("figures")
        if (row["target"], row["satellite"]) == ("Vesuvius", "all") and row["case"] in ("all-nominal", "as given")
    )  # fmt: skip
    return float(row[figure])


AXES = {
    "sensor.sar.incidence_max_deg": "incidence_max_deg",
    "sensor.camera.off_nadir_max_deg": "off_nadir_max_deg",
    "sensor.sar.ground_squint_max_deg": "ground_squint_max_deg",
    "sensor.sar.duration_min_s": "duration_min_s",
}


@pytest.mark.parametrize(("key", "axis"), AXES.items())
def test_values_along_an_axis_are_those_of_whole_runs(mean_gap: Turns, key: str, axis: str) -> None:
    """Every twelfth value tried, set in the scenario's file and run anew, gives the same mean gap."""
    moved = mean_gap[axis]
    for at, value in list(zip(moved.tried, moved.values, strict=True))[15::12]:
        assert whole_run_s(key, at) == pytest.approx(value, abs=SAME_S)


@pytest.mark.parametrize(("key", "axis"), list(AXES.items())[:2])
def test_turns_lie_between_whole_runs_on_either_side_of_the_limit(mean_gap: Turns, key: str, axis: str) -> None:
    """At both sides of each turn, 0.1 degrees apart, a whole run gives what is said, one within 30 h and one not."""
    turns = mean_gap[axis].turns
    assert turns
    for turn in turns:
        assert abs(turn.after - turn.before) == pytest.approx(0.1)
        before_s, after_s = whole_run_s(key, turn.before), whole_run_s(key, turn.after)
        assert (before_s, after_s) == pytest.approx((turn.value_before, turn.value_after), abs=SAME_S)
        assert (before_s <= 30.0 * 3600.0, after_s <= 30.0 * 3600.0) == (not turn.becomes_true, turn.becomes_true)


def with_limit(tmp_path: Path, hours: float) -> Result:
    path = tmp_path / "limit.toml"
    path.write_text(f'statement = "Seen."\nlimits_h = {hours}\n[[reading]]\nid = "mean-gap"\nmeasure = "gap_mean_s"\n')
    return sim.load("example", overrides=SHORT, claims=[path]).run()


TRAIN = """
schema = 1
title = "Two cameras two minutes apart"
claims = ["limit.toml"]
[time]
start_utc = 2026-03-20
span_days = 3
[sensor.camera]
kind = "optical"
off_nadir_max_deg = 20
[[constellation]]
kind = "train"
name = "Pair"
sensor = "camera"
count = 2
spacing_s = 120
orbit = { kind = "keplerian", height_km = 600, inclination_deg = 60 }
[[target]]
name = "Pole of the train"
lat_deg = 50.0
lon_deg = 10.0
[draws]
count = 0
"""


def test_a_mean_gap_that_rises_with_access_turns_more_than_once(tmp_path: Path) -> None:
    """Two cameras two minutes apart: wide limits join their looks, and without the short gaps the mean is longer.

    A limit between the mean gaps of two neighbouring values, of which the wider has the longer, is met, missed and met
    again.
    """
    (tmp_path / "train.toml").write_text(TRAIN, encoding="utf-8")
    limit = tmp_path / "limit.toml"

    def scanned(hours: float) -> Moved:
        limit.write_text(f'statement = "Seen."\nlimits_h = {hours}\n[[reading]]\nid = "mean"\nmeasure = "gap_mean_s"\n')
        return sim.load(tmp_path / "train.toml").run().turns("mean", months=0)["off_nadir_max_deg"]

    first = scanned(5.0)
    rise = int(np.argmax(np.diff(first.values)))
    low_s, high_s = first.values[rise : rise + 2]
    assert high_s - low_s > 600.0
    moved = scanned(float(low_s + high_s) / 7200.0)
    ways = [turn.becomes_true for turn in moved.turns]
    assert len(ways) >= 3
    assert ways == [k % 2 == 0 for k in range(len(ways))]
    lost = next(turn for turn in moved.turns if moved.tried[rise] <= turn.before < moved.tried[rise + 1])
    assert not lost.becomes_true
    assert lost.value_before <= (low_s + high_s) / 2.0 < lost.value_after


def test_a_reading_that_nothing_makes_true_is_never_true(tmp_path: Path) -> None:
    """A mean gap of six minutes: no axis has a turn, and the closest value is named."""
    never = with_limit(tmp_path, 0.1).turns("mean-gap", months=0)
    assert not never.true
    for one in never.moved:
        assert one.turns == ()
        assert not one.true.any()
        assert one.closest[1] == one.values.min()
    assert all("true at none of" in sentence for sentence in never.sentences[1:] if "Largest" in sentence)


def test_a_reading_that_nothing_breaks_is_always_true(tmp_path: Path) -> None:
    """A mean gap of 500 h: true at every value, but where so little is left that no gap is known whole."""
    always = with_limit(tmp_path, 500.0).turns("mean-gap", months=0)
    assert always.true
    assert always["off_nadir_max_deg"].turns == ()
    assert always["off_nadir_max_deg"].true.all()


def test_the_number_of_satellites_is_that_of_groups_of_the_run(mean_gap: Turns, result: Result) -> None:
    """The first alone, both, and each left out: the figures of the run for those satellites."""
    number = mean_gap["number of satellites in service"]
    alone = [result.figures_of("Vesuvius", "all-nominal", [i]).gap_mean_s for i in range(2)]
    both = result.figures_of("Vesuvius", "all-nominal").gap_mean_s
    assert number.tried == (1.0, 2.0)
    assert number.values.tolist() == pytest.approx([alone[0], both], abs=SAME_S)
    first, second = result.satellite_names
    assert number.left_out[first][0] == pytest.approx(alone[1], abs=SAME_S)
    assert number.left_out[second][0] == pytest.approx(alone[0], abs=SAME_S)


def test_above_the_horizon_only_satellites_count(result: Result) -> None:
    """A reading of satellites above the horizon has no axis of a sensor's limit."""
    horizon = result.turns("horizon", months=0)
    assert [one.axis for one in horizon.moved] == ["satellites in service"]
    assert horizon.choices == ()


def test_a_reading_has_the_same_turns_alone_and_with_all_others(claim: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `run --turns` writes for a reading is what `result.turns` gives for it; two threads give what one gives."""
    monkeypatch.setattr(turn_document, "MONTHS", 2)
    file = sim.load("example", overrides=["time.span_days=2", "draws.count=0"], claims=[claim]).file
    asked = Simulation(replace(file, turns_asked=True))
    first, second = asked.run(threads=1), asked.run(threads=2)
    document = summary(first)["turns"]
    assert document == summary(second)["turns"]
    assert {entry["reading"] for entry in document["readings"]} == {"mean-gap", "longest-gap", "chance"}
    (entry,) = (
        one for one in document["readings"]
        if (one["reading"], one["limit_s"], one["over"], one["base"]) == ("mean-gap", 108000.0, "each", "widest")
    )  # fmt: skip
    alone = first.turns("mean-gap", base="widest", months=2)
    assert [one["turns"] for one in entry["moved"]] == [one.to_dict()["turns"] for one in alone.moved]
    assert entry["sentences"] == alone.sentences
    assert "turns" not in summary(Simulation(file).run(threads=1))


def test_months_in_which_nothing_moves_turn_where_the_run_does(claim: Path) -> None:
    """With a spread of 1e-9 degrees every month is the run's own: all percentiles within 0.8 degrees of its turn."""
    run = sim.load("example", overrides=[*SHORT, "draws.anomaly_spread_deg=1e-9"], claims=[claim]).run()
    moved = run.turns("mean-gap", "Vesuvius", months=3)["off_nadir_max_deg"]
    months = moved.other_months
    assert months is not None
    assert (months.count, months.share, months.p5, months.p95) == (3, 1.0, months.p50, months.p50)
    assert months.p50 == pytest.approx(moved.turns[0].after, abs=0.8)


def test_other_months_are_drawn_from_the_seed(result: Result) -> None:
    """The same months again; their first values differ among themselves."""
    one, other = (result.turns("mean-gap", "Etna", months=3)["off_nadir_max_deg"].other_months for _ in range(2))
    assert one == other
    assert one is not None
    assert one.p5 is None or one.p95 is None or one.p5 < one.p95


@given(
    st.lists(st.floats(0.0, 90.0).map(lambda value: round(value, 1)) | st.none(), min_size=1, max_size=30),
    st.booleans(),
)
def test_percentiles_of_first_values(first_true: Sequence[float | None], rising: bool) -> None:
    """With a value in each month numpy's percentiles; a month without one lies beyond the end with most access."""
    found = OtherMonths.of(first_true, rising=rising)
    known = [value for value in first_true if value is not None]
    assert found.share == len(known) / len(first_true)
    if len(known) == len(first_true):
        expected = np.percentile(known, [5.0, 50.0, 95.0])
        assert [found.p5, found.p50, found.p95] == pytest.approx(expected.tolist(), abs=0.05 + 1e-9)
    elif known:
        reached = found.p5 if rising else found.p95
        beyond = found.p95 if rising else found.p5
        assert beyond is None or len(first_true) * (1.0 - found.share) < 0.05 * len(first_true) + 1.0
        assert reached is None or min(known) <= reached <= max(known)
    else:
        assert (found.p5, found.p50, found.p95) == (None, None, None)


def test_percentiles_of_whole_numbers_are_among_them() -> None:
    """Of 4, 4, 5 satellites p5 is 4 and p95 is 5."""
    found = OtherMonths.of([4.0, 5.0, 4.0], rising=True, whole=True)
    assert (found.p5, found.p50, found.p95) == (4.0, 4.0, 5.0)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"reading": "mean-gaps"}, "there is no reading 'mean-gaps'; did you mean mean-gap"),
        ({"reading": "mean-gap", "target": "Rome"}, "there is no target 'Rome'"),
        ({"reading": "mean-gap", "base": "wide"}, "there is no base 'wide'"),
        ({"reading": "mean-gap", "limit_s": 60.0}, "limit_s = 60: reading 'mean-gap' is compared with 30 h and 40 h"),
        ({"reading": "mean-gap", "over": "all"}, "over = 'all': reading 'mean-gap' is taken over each or any"),
        ({"reading": "mean-gap", "claim": "other"}, "there is no claim 'other'"),
        ({"reading": "mean-gap", "months": -1}, "months = -1 must be 0 or more"),
    ],
)
def test_what_the_run_does_not_have_is_refused(result: Result, asked: dict[str, Any], words: str) -> None:
    """A reading, target, base, limit, way or claim that is not there."""
    with pytest.raises(UsageError) as error:
        result.turns(**asked)
    assert words in str(error.value)


def test_bounds_allow_what_the_run_reaches(result: Result) -> None:
    """Wherever the longest gap holds, from any base, swaths and planes do not rule it out in any phasing."""
    for base in ("middle", "widest"):
        found = result.turns("longest-gap", months=0, base=base)
        checked = 0
        for one in found.moved:
            if one.allowed is None or not one.true.any():
                continue
            assert one.allowed.any_phasing is not None
            rising = one.tried[-1] > one.tried[0]
            first = one.tried[int(np.argmax(one.true))]
            assert first >= one.allowed.any_phasing if rising else first <= one.allowed.any_phasing
            checked += 1
        assert checked


def test_an_axis_that_is_not_moved_is_refused(mean_gap: Turns) -> None:
    """With the names of those that are."""
    with pytest.raises(UsageError, match="'range_max_km' is not moved; moved are least incidence of the radars"):
        mean_gap["range_max_km"]


def test_numbers_of_the_sentences_are_those_of_the_document(mean_gap: Turns) -> None:
    """The first value at which it is true stands in the sentence of its axis, as does the value at the base."""
    assert any("mean gap" in sentence.lower() for sentence in mean_gap.sentences)
    for one in mean_gap.moved:
        (sentence,) = (told for told in mean_gap.sentences[1:] if told.lower().startswith(one.words))
        if one.turns and one.turns[0].becomes_true:
            assert f"from {one.turns[0].after:g}" in sentence or f"at {one.turns[0].after:g}" in sentence
        for now in one.now:
            assert f"now {now:g}" in sentence or now is None


def test_the_longest_gap_never_grows_with_off_nadir(result: Result) -> None:
    """More access never lengthens the longest gap, unlike the mean."""
    values_s = result.turns("longest-gap", "Etna", months=0)["off_nadir_max_deg"].values
    assert (np.diff(values_s) <= SAME_S).all()
