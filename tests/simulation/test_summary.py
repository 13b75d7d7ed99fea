"""summary.json: one plain document that holds all a page says, and nothing that changes from run to run."""

import json
import math
from typing import Any

import pytest
from small_run import NAME, small_document, small_result

import sim
from sim.report.json_text import to_json
from sim.simulation.summary import outcomes, summary


def leaves(value: Any) -> list[Any]:
    """All values at the ends of a document."""
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [value]


def test_it_holds_plain_values_only() -> None:
    """Text, whole and finite numbers, truths and null: what is written reads back as it was."""
    document = small_document()
    assert json.loads(to_json(document)) == document
    assert {type(leaf) for leaf in leaves(document)} <= {str, int, float, bool, type(None)}
    assert all(math.isfinite(leaf) for leaf in leaves(document) if isinstance(leaf, float))


def test_it_says_what_ran() -> None:
    """Scenario, span, satellites with their sets, sensors with their values and sources, targets, cases."""
    document = small_document()
    assert (document["schema_version"], document["scenario"]) == (1, NAME)
    assert (document["start_utc"], document["end_utc"]) == ("2026-08-22T00:00:00.000Z", "2026-08-25T00:00:00.000Z")
    assert document["span_days"] == 3.0
    first = document["satellites"][0]
    assert (first["name"], first["norad_id"], first["element_sets"]) == ("TerraSAR-X", 31698, 1)
    assert first["sensors"] == ["sar"]
    assert first["first_epoch_utc"] == "2026-08-21T11:12:46.849Z"
    assert first["mean_height_km"] == pytest.approx(510.0, abs=5.0)  # its published height is 514 km
    assert [one["name"] for one in document["sensors"]] == ["sar", "camera"]
    band = document["sensors"][0]["limits"]["incidence_max_deg"]
    assert (band["low"], band["nominal"], band["high"]) == (45.5, 45.5, 55.2)
    assert "TerraSAR-X" in band["source"]
    assert [one["name"] for one in document["targets"]] == ["Etna", "Vesuvius", "Santorini"]
    assert list(document["cases"]) == ["all-low", "all-nominal", "all-high"]
    assert document["definitions"]["searched_before_days"] == 10.0
    draws = {key: value for key, value in document["draws"].items() if key != "spreads"}
    assert draws == {
        "kind": "element error",
        "why": "no set is more than 3.5 days old where it is used",
        "count": 10,
        "phases_per_satellite": 4,
        "along_track_s": 10.0,
        "anomaly_spread_deg": None,
        "dead_band_km": None,
        "held_on_their_tracks": [],
        "seed": 1,
    }


def test_its_figures_are_the_result_s() -> None:
    """Row for row, with null for what was not measured."""
    for row, figures in zip(small_document()["figures"], small_result().rows("figures"), strict=True):
        assert list(row) == list(figures)
        for key, value in figures.items():
            expected = None if isinstance(value, float) and not math.isfinite(value) else value
            assert row[key] == expected


def test_it_knows_no_wall_time() -> None:
    """Two documents of one result, and of two runs, are equal byte for byte."""
    again = sim.load(NAME, overrides=("time.span_days=3", "draws.count=10")).run()
    assert to_json(summary(again)) == to_json(small_document())
    assert "wall" not in to_json(small_document())


def test_what_was_not_measured_is_null() -> None:
    """A camera that looks only straight down sees nothing: no looks to divide by, a gap as long as the search."""
    changes = [
        "time.span_days=1",
        "draws.count=0",
        "sensor.camera.off_nadir_max_deg=0.001",
        "sensor.sar.squint_max_deg=0.0001",
    ]
    document = summary(sim.load(NAME, overrides=changes).run())
    rows = [row for row in document["figures"] if row["satellite"] == "WorldView-3"]
    assert all(row["n_looks"] == 0 for row in rows)
    assert all(row["time_per_look_s"] is None for row in rows)
    assert all(row["gap_max_censored"] and row["gap_max_s"] == 21 * 86400.0 for row in rows)
    json.loads(to_json(document))


def test_verdicts_are_counted_by_outcome() -> None:
    """Every verdict on a claim is counted once; an unknown claim has none."""
    result = sim.load("rok-425-as-flown", overrides=["draws.count=0", "time.end_utc=2026-07-16"]).run()
    counted = outcomes(result, "two-hours")
    assert sum(counted.values()) == len(result.verdicts) == len(summary(result)["verdicts"])
    assert set(counted) <= {"holds", "holds only if", "fails", "cannot tell"}
    assert outcomes(result, "another") == {}
