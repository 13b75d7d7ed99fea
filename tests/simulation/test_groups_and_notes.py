"""Figures by kind of sensor, figures of merit of a run, and what it says of its span."""

from __future__ import annotations

import pytest
from small_run import SHORT, small_result

import sim
from sim.errors import UsageError
from sim.simulation.groups import groups_of, kinds_of

FEW = ("draws.count=0", "time.end_utc=2026-07-17", "claims=[]")


def test_radars_and_eyes_are_groups_where_there_are_both() -> None:
    """The example has one of each; a constellation of radars alone has none but all."""
    constellation = small_result().simulation.constellation
    assert kinds_of(constellation) == {"all": ((0, 1), (0, 1)), "SAR": ((0,), (0,)), "EO": ((1,), (1,))}
    assert list(groups_of(constellation)) == ["all", "SAR", "EO", "TerraSAR-X", "WorldView-3"]
    assert list(kinds_of(sim.load("walker-mid-latitude").constellation)) == ["all"]


def test_infrared_is_a_kind_of_its_own() -> None:
    """A satellite with a camera and an infrared one is in both groups, in each with what that sensor sees."""
    flown = sim.load("rok-425-as-flown", overrides=FEW)
    assert kinds_of(flown.constellation) == {
        "all": ((0, 1, 2, 3, 4), (0, 1, 2)),
        "SAR": ((1, 2, 3, 4), (0,)),
        "EO": ((0,), (1,)),
        "infrared": ((0,), (2,)),
    }
    figures = flown.run().figures
    at_yongbyon = figures[figures["target"] == "Yongbyon"]
    for case, nights in (("all-low", 0), ("all-nominal", 0), ("all-high", 3)):
        of = at_yongbyon[at_yongbyon["case"] == case].set_index("satellite")["n_looks"]
        assert of["infrared"] == nights
        assert of["KORSAT-7"] == of["EO"] + of["infrared"]
        assert of["all"] == of["SAR"] + of["KORSAT-7"]


def test_merit_of_a_run_agrees_with_its_figures() -> None:
    """Longest gap between looks, mean response from windows: the same numbers as in the table, to 1e-6 s."""
    result = small_result()
    rows = result.figures.set_index(["target", "case", "satellite"])
    for satellites in ("all", "SAR", "EO"):
        row = rows.loc[("Etna", "all-nominal", satellites)]
        between_looks = result.merit("Etna", satellites=satellites)
        assert between_looks.revisit_time.static("maximum") == pytest.approx(row["gap_max_s"], abs=1e-6)
        from_windows = result.merit("Etna", satellites=satellites, between="windows")
        assert from_windows.response_time.static("average") == pytest.approx(row["response_mean_s"], abs=1e-6)


def test_twofold_coverage_is_never_more() -> None:
    """What two satellites see at once has gaps at least as long as what any sees."""
    once, twice = (small_result().merit("Etna", "all-high", min_satellites=n) for n in (1, 2))
    assert twice.revisit_time.static("maximum") >= once.revisit_time.static("maximum")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("Rome",), r"there is no target 'Rome' \(there are? Etna"),
        (("Etna", "high"), r"there is no case 'high'; did you mean all-high\? \(there are all-low"),
        (("Etna", "all-low", "radar"), r"there is no satellite 'radar'.* \(there are all, SAR, EO"),
    ],
)
def test_names_that_the_result_does_not_have_are_refused(asked: tuple[str, ...], message: str) -> None:
    """One sentence with what there is."""
    with pytest.raises(UsageError, match=message):
        small_result().merit(*asked)


def test_a_run_says_what_its_span_cuts_short() -> None:
    """Three days in winter: how the days differ from the year's; nothing of near-repeats in so short a span."""
    notes = sim.load("example", overrides=SHORT).run().notes
    assert any("Figures by daylight are those of the season" in note for note in notes)


def test_a_run_says_that_its_gaps_repeat() -> None:
    """Twelve days of a 15:1 orbit are one pattern twelve times."""
    change = ("draws.count=0", "time.end_utc=2026-07-26", "claims=[]")
    notes = sim.load("rok-425-as-flown", overrides=change).run().notes
    assert any("KORSAT-7: 15 revolutions in 1.00 days" in note and "gaps therefore repeat" in note for note in notes)


def test_a_region_is_seen_part_by_part_over_many_passes(tmp_path) -> None:
    """The time until a share of it has been seen once grows with the share; a place has no parts."""
    result = sim.load(_with_a_region(tmp_path)).run()
    times = [result.times_to_share("Sicily", percent).time_s.mean() for percent in (30.0, 60.0, 95.0)]
    assert times == sorted(times)
    assert times[0] > 0.0
    with pytest.raises(UsageError, match="target = 'Etna' is a place: only a region is seen part by part"):
        result.times_to_share("Etna", 50.0)


def _with_a_region(folder):
    text = sim.load("example").file.text
    box = "box = { south_deg = 36.6, north_deg = 38.3, west_deg = 12.4, east_deg = 15.7 }"
    path = folder / "region.toml"
    path.write_text(f'{text}\n[[region]]\nname = "Sicily"\n{box}\nspacing_km = 40\n', encoding="utf-8")
    return str(path)


def test_what_the_scenario_does_not_ask_for_is_an_empty_table_by_target_and_case() -> None:
    """Clouds, the desk, crowds and pairs of the example: no rows, and no surprise for those who filter by target."""
    result = small_result()
    for table in (result.usable_looks, result.chain, result.capacity, result.coincidences):
        assert list(table[table["target"] == "Etna"].columns) == ["target", "case"]


def test_figures_of_merit_show_themselves_in_a_line() -> None:
    """A name and what it can be asked for, not its arrays."""
    merit = small_result().merit("Etna")
    assert repr(merit).startswith("<Merit of 2 satellites over 259200 s: simple coverage, ")
    assert repr(merit.revisit_time).startswith("<revisit time: average, minimum, ")
    assert "array" not in repr(merit.revisit_time.satisfied(7200.0))


def test_a_run_notes_satellites_that_fly_together_and_a_table_that_ends() -> None:
    """The example's radar copied onto itself flies with it; a span of 2050 lies beyond the table of UT1."""
    from dataclasses import replace

    from sim.clock import Span, parse_utc
    from sim.simulation.notes import notes_of

    constellation = small_result().simulation.constellation
    radar = constellation.satellites[0]
    assert not any("fly within" in line or "UT1" in line for line in notes_of(constellation))
    twins = replace(constellation, satellites=(radar, replace(radar, name="TWIN")))
    (together,) = [line for line in notes_of(twins) if "fly within" in line]
    assert together.endswith("TerraSAR-X and TWIN.")
    later = replace(constellation, span=Span(parse_utc("2050-01-01"), 86400.0))
    assert any("UT1" in line for line in notes_of(later))
