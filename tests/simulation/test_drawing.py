"""What a scenario's draws stand for: what it asks for, what a key of one kind implies, else what its sets allow."""

from __future__ import annotations

import pytest

import sim
from sim.errors import ScenarioError
from sim.simulation.drawing import drawing_notes, drawing_of
from sim.studies.draw_kinds import ANOTHER_MONTH, DEAD_BAND_KM, ELEMENT_ERROR, Drawing


def drawn(name: str, *overrides: str) -> Drawing:
    simulation = sim.load(name, overrides=overrides)
    return drawing_of(simulation.scenario, simulation.constellation)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("rok-425-as-flown", ELEMENT_ERROR),
        ("malligyong-1-nov-2023", ELEMENT_ERROR),
        ("rok-425-forward", ANOTHER_MONTH),
        ("rok-425-forward-locked", ANOTHER_MONTH),
        ("rok-425-as-planned", ANOTHER_MONTH),
        ("malligyong-1", ANOTHER_MONTH),
        ("malligyong-four", ANOTHER_MONTH),
        ("malligyong-four-planes", ANOTHER_MONTH),
        ("walker-mid-latitude", ANOTHER_MONTH),
    ],
)
def test_shipped_scenarios_draw_what_their_sets_allow(name: str, kind: str) -> None:
    """Flown with fresh sets: element error; all else: another month. What the files ask for is what the rule gives."""
    assert drawn(name).kind == kind
    scenario = sim.load(name).scenario
    unasked = scenario.model_copy(update={"draws": type(scenario.draws)()})
    assert drawing_of(unasked, sim.load(name).constellation).kind == kind


def test_the_optical_satellite_of_the_425_is_held_on_its_track() -> None:
    """KORSAT-7 goes round 15 times a day over one track: of the five it alone is held, as flown and forward."""
    for name, more in (("rok-425-as-flown", ("draws.of=another month",)), ("rok-425-forward", ())):
        drawing = drawn(name, *more)
        assert drawing.kept == ("KORSAT-7",)
        assert drawing.dead_band_km == DEAD_BAND_KM
        assert drawing.half_width_deg == pytest.approx((12.8, 180.0, 180.0, 180.0, 180.0), abs=0.01)


def test_a_key_of_one_kind_asks_for_it() -> None:
    """Without ``of``, a time along the track means element error, a band of anomalies or of the track another month."""
    assert drawn("walker-mid-latitude", "draws.along_track_s=3").along_track_s == 3.0
    assert drawn("example", "time.span_days=3", "draws.anomaly_spread_deg=90").anomaly_spread_deg == 90.0
    assert drawn("example", "time.span_days=3", "draws.dead_band_km=1").kind == ANOTHER_MONTH


def test_keys_of_both_kinds_need_a_word() -> None:
    """Which of the two is meant is for the scenario to say; with ``of`` both may stand in it."""
    both = ("draws.along_track_s=3", "draws.anomaly_spread_deg=90")
    with pytest.raises(ScenarioError, match=r"draws\.of: is missing: along_track_s and anomaly_spread_deg belong to"):
        sim.load("example", overrides=both)
    assert drawn("example", *both, "draws.of=element error").along_track_s == 3.0
    assert drawn("example", *both, "draws.of=another month").anomaly_spread_deg == 90.0


def test_held_orbits_are_not_flown() -> None:
    """A scenario that holds its orbits draws another month, however fresh its sets."""
    drawing = drawn("example", "time.span_days=3", "hold.mode=no_drag")
    assert (drawing.kind, drawing.why) == (ANOTHER_MONTH, "orbits are held (no drag), not flown")


def test_element_error_of_what_nobody_has_measured_is_noted() -> None:
    """Asked for sixty days ahead, it comes with a sentence that says why it is too small; as flown it does not."""
    for name, said in (("rok-425-forward", "a set of KORSAT-7 is 59.3 days old where it is used"), ("example", "")):
        simulation = sim.load(name, overrides=["draws.of=element error"])
        if name == "example":
            simulation = sim.load(name, overrides=["draws.of=element error", "time.span_days=3"])
        drawing = drawing_of(simulation.scenario, simulation.constellation)
        notes = drawing_notes(drawing, simulation.scenario, simulation.constellation)
        assert len(notes) == (1 if said else 0)
        assert all(said in note for note in notes)
