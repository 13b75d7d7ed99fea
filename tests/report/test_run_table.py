"""The page of `reconsim run`, from a document alone: what it says, and that it keeps to its width."""

import copy
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from report.made_verdict import verdict, way
from small_run import small_document

from sim.report.run_table import run_table, sentences
from sim.report.text import fits
from sim.words import duration

CASES = ("all-low", "all-nominal", "all-high")


def reading(name: str, limit_s: float, over: str, outcome: str, **more: Any) -> dict[str, Any]:
    """A verdict on a reading by its name."""
    least = {"in_best_s": 12000.0, "in_all_s": None}
    return verdict("gap_max_s", outcome, reading=name, limit_s=limit_s, over=over, **{"holds_for": least} | more)


@pytest.fixture
def document() -> dict[str, Any]:
    """The small run's document, free to change."""
    return copy.deepcopy(small_document())


@pytest.fixture
def claimed(document: dict[str, Any]) -> dict[str, Any]:
    """With a claim of three readings at two limits."""
    document["claims"] = [
        {
            "id": "made-up",
            "statement": "It is seen every two hours, " * 4,
            "said_by": "",
            "sources": [],
            "tested_by": None,
        }
    ]
    ways = [way("the band is high", "the radars look to either side"), way("b"), way("c"), way("d")]
    document["verdicts"] = [
        *(reading("longest", limit, over, "fails") for limit in (7200.0, 9000.0) for over in ("each", "any")),
        *(
            reading("mean", limit, "each", "holds only if", ways=ways, perhaps=[way("e")] if limit > 8000.0 else [])
            for limit in (7200.0, 9000.0)
        ),
        *(reading("mean", limit, "any", "holds") for limit in (7200.0, 9000.0)),
        *(reading("at once", limit, "all-within", "cannot tell") for limit in (7200.0, 9000.0)),
        reading("share", 7200.0, "each", "fails", holds_for=None, threshold=0.95),
    ]
    return document


def test_the_head_says_what_ran(document: dict[str, Any]) -> None:
    """Title, span, zone, how many satellites, targets and sets, and a hold where there is one."""
    asked, title, said, *_ = run_table(document).splitlines()
    assert asked == "How often are 3 places seen?"
    assert title == "Two satellites over three volcanoes"
    assert said == "2026-08-22 to 2026-08-25 UTC (3 days), 2 satellites, 3 targets, 2 element sets, SGP4"
    rome = run_table(document, ZoneInfo("Europe/Rome")).splitlines()[2]
    assert rome.startswith("2026-08-22 02:00 to 2026-08-25 02:00 Europe/Rome (3 days)")
    document["definitions"]["hold"] = "no_drag"
    assert run_table(document).splitlines()[2].endswith("SGP4, hold: no drag")


def test_assumptions_stand_beside_the_figures(document: dict[str, Any]) -> None:
    """Every sensor with who carries it and its values as low / nominal / high, one number where all agree."""
    text = run_table(document, width=200)
    assert (
        "  sar (radar; TerraSAR-X): incidence 19.7-45.5 / 19.7-45.5 / 19.7-55.2 deg; ground squint <= 16 / 39 / "
        "62 deg; looks right or either; at least 15 / 8 / 1.5 s\n"
    ) in text
    assert "  camera (optical; WorldView-3): off-nadir <= 20 / 30 / 45 deg; Sun >= 10 deg by day\n" in text


def test_many_satellites_are_counted(document: dict[str, Any]) -> None:
    """More than six carriers of a sensor are first to last and their number."""
    document["satellites"] = [document["satellites"][0] | {"name": f"S{i}"} for i in range(1, 9)]
    assert "sar (radar; S1 to S8, 8 satellites)" in run_table(document)


def test_each_target_has_its_figures_in_each_case(document: dict[str, Any]) -> None:
    """Longest, mean, p95 and looks a day of all satellites, as the document has them."""
    lines = run_table(document).splitlines()
    for target in ("Etna", "Vesuvius", "Santorini"):
        cells = re.split(r"\s{2,}", next(line for line in lines if line.startswith(target)))[1:]
        expected = []
        for case in CASES:
            row = next(
                r for r in document["figures"] if (r["target"], r["case"], r["satellite"]) == (target, case, "all")
            )
            expected += [duration(row[key]) for key in ("gap_max_s", "gap_mean_s", "gap_p95_s")]
            expected.append(f"{row['looks_per_day']:.1f}")
        assert cells == expected
    assert any(all(f" {case} " in line for case in CASES) for line in lines)


def test_a_lower_bound_is_marked(document: dict[str, Any]) -> None:
    """A longest gap whose end was not found begins with >=; one that was not measured is a dash."""
    for row in document["figures"]:
        if (row["target"], row["case"], row["satellite"]) == ("Etna", "all-low", "all"):
            row |= {"gap_max_censored": True, "gap_max_s": 1814400.0, "gap_p95_s": None}
    line = next(line for line in run_table(document).splitlines() if line.startswith("Etna"))
    assert re.split(r"\s{2,}", line)[1] == ">=504.0 h"
    assert re.split(r"\s{2,}", line)[3] == "-"


def test_draws_of_another_month_are_told_with_their_range(document: dict[str, Any]) -> None:
    """How many, which satellites stay on their tracks, and the longest gap's range in each case at the first target."""
    draws = document["draws"]
    draws |= {"kind": "another month", "held_on_their_tracks": [], "dead_band_km": None}
    spread = next(r for r in draws["spreads"] if (r["case"], r["figure"]) == ("all-low", "gap_max_s"))
    spread |= {"p5": 7200.0, "p95": 36000.0}
    text = " ".join(run_table(document).split())
    assert (
        "Another month, 10 draws, each satellite elsewhere along its orbit, planes held (the longest gap at Etna, "
        "p5 to p95): all-low 120 min to 10.0 h" in text
    )
    draws |= {"held_on_their_tracks": ["A", "B"], "dead_band_km": 95.0}
    assert "along its orbit but for A and B, within 95 km of the track, planes held" in " ".join(
        run_table(document).split()
    )


def test_draws_of_element_error_are_told_by_how_much_they_move(document: dict[str, Any]) -> None:
    """How many, how far a satellite is moved, and half the range of the longest gap; nothing where none were made."""
    draws = document["draws"]
    draws |= {"kind": "element error", "along_track_s": 1.4}
    spread = next(r for r in draws["spreads"] if (r["case"], r["figure"]) == ("all-low", "gap_max_s"))
    spread |= {"p5": 7200.0, "p95": 7208.0}
    text = " ".join(run_table(document).split())
    assert (
        "Element error, 10 draws, each satellite up to 1.4 s early or late (the longest gap at Etna, half of p5 to "
        "p95): all-low 4 s" in text
    )
    draws |= {"count": 0, "spreads": []}
    assert "Element error" not in run_table(document)


def test_gaps_between_windows_are_called_so(document: dict[str, Any]) -> None:
    """The heading follows the definition in use."""
    assert "Gaps between looks," in run_table(document)
    document["definitions"]["gaps"] = "all"
    assert "Gaps between windows," in run_table(document)


def test_verdicts_by_reading_limit_and_targets(claimed: dict[str, Any]) -> None:
    """A row a reading and way of taking targets, a column a limit; then the least interval, best and in all."""
    lines = run_table(claimed).splitlines()

    def cells(reading: str) -> list[str]:
        return re.split(r"\s{2,}", next(line for line in lines if line.strip().startswith(reading)).strip())[1:]

    assert cells("read as") == ["120 min", "150 min", "holds for: in the best", "in all tried"]
    assert cells("Reading longest, each target") == ["fails", "fails", "200 min", "none"]
    assert cells("Reading longest, any one target") == ["fails", "fails", "200 min", "none"]
    assert cells("Reading mean, each target") == ["only if", "only if", "200 min", "none"]
    assert cells("Reading mean, any one target") == ["holds", "holds", "200 min", "none"]
    assert cells("Reading at once, all together") == ["cannot tell", "cannot tell", "200 min", "none"]
    assert cells("Reading share (>= 95 %), each target") == ["fails", "-", "-", "-"]
    assert "Verdicts over 8 combinations of what it leaves open:" in lines


def test_what_it_takes_names_two_ways_and_counts_the_rest(claimed: dict[str, Any]) -> None:
    """Conditions in words, and apart from them what perhaps is one; never a number that reads like a chance."""
    text = " ".join(run_table(claimed).split())
    said = "the band is high and the radars look to either side; or b; or 2 more ways"
    assert f"Reading mean, 120 min: {said} Reading mean, 150 min: {said}; perhaps also if e (too close to call)" in text
    assert "of 8" not in text.replace("8 combinations", "")


def test_a_claim_that_figures_cannot_decide_says_what_would(claimed: dict[str, Any]) -> None:
    """Without a reading there is a test that is missing, or nothing yet."""
    claimed["verdicts"] = []
    assert "What would test it: nothing yet" in run_table(claimed)
    claimed["claims"][0]["tested_by"] = "images"
    assert "What would test it: images" in run_table(claimed)


def test_sentences_one_a_verdict(claimed: dict[str, Any]) -> None:
    """Without a width each is a line of its own, to be searched; claims can be asked for by name."""
    lines = sentences(claimed).splitlines()
    assert lines[0].endswith("(made-up)")
    assert lines[1:] == [f"- {v['sentence']}" for v in claimed["verdicts"]]
    assert sentences(claimed, "other") == ""
    assert sentences(claimed, width=60).split() == sentences(claimed).split()


@pytest.mark.parametrize("width", [80, 100, 120, 160])
def test_the_page_keeps_to_its_width(claimed: dict[str, Any], width: int) -> None:
    """Sentences are broken between words, and tables that are too wide stand below one another with the same cells."""
    text = run_table(claimed, width=width) + "\n" + sentences(claimed, width=width)
    assert fits(text, width)
    wide = run_table(claimed, width=500)
    for target in ("Etna", "Vesuvius", "Santorini"):
        cells = [c for line in wide.splitlines() if line.startswith(target) for c in re.split(r"\s{2,}", line)[1:]]
        found = [c for line in text.splitlines() if line.startswith(target) for c in re.split(r"\s{2,}", line)[1:]]
        assert found == cells
    for case in CASES:
        assert f" {case} " in text
