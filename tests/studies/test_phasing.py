"""Draws of the satellites' places in their orbits: repeatable, evenly spread, and the nominal run where none moves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from studies.small_constellation import CAMERA, RADAR, constellation, flying

from sim.constellation.constellation import Constellation
from sim.revisit.figure_kinds import EXPOSURE_PROBABILITY
from sim.sensors.sensor import Spread
from sim.studies import phasing
from sim.studies.assumptions import Case, standing_cases
from sim.studies.draw_kinds import ANOTHER_MONTH, PHASES, Drawing, another_month, element_error
from sim.studies.phasing import Draws, draw_phasings, half_spread
from sim.studies.survey import Survey, surveyor_of

LIMITS_S = (3600.0, 7200.0)
SPOTLIGHT = replace(RADAR, duration_min_s=Spread(15.0, 8.0, 2.0))
CASES: list[Case] = list(standing_cases([SPOTLIGHT, CAMERA]).values())


@pytest.fixture(scope="module")
def scene() -> Constellation:
    return constellation(days=2.0, sensors=(SPOTLIGHT, CAMERA))


@pytest.fixture(scope="module")
def draws(scene: Constellation) -> Draws:
    return draw_phasings(scene, CASES, another_month(scene, count=30, seed=7), limits_s=LIMITS_S)


def still(scene: Constellation, count: int) -> Drawing:
    """Draws in which no satellite is moved."""
    return Drawing(ANOTHER_MONTH, count, 3, (0.0,) * len(scene.satellites))


def assert_same(one: Survey, other: Survey) -> None:
    """Two surveys agree bit for bit."""
    for name in (*one.figures, *one.on_request):
        assert np.array_equal(one[name], other[name], equal_nan=True), name


def test_the_same_seed_gives_the_same_draws_whatever_the_threads(scene: Constellation, draws: Draws):
    """Seed 7 with one thread and with two: every figure of every draw alike; another seed gives others."""
    again = draw_phasings(scene, CASES, another_month(scene, count=30, seed=7), limits_s=LIMITS_S, threads=2)
    assert len(draws) == len(again) == 30
    for one, other in zip((*draws.surveys, *draws.horizon), (*again.surveys, *again.horizon), strict=True):
        assert_same(one, other)
    else_ = draw_phasings(scene, CASES, another_month(scene, count=30, seed=8), limits_s=LIMITS_S)
    assert (else_.values("gap_max_s", None) != draws.values("gap_max_s", None)).any()


def test_draws_differ_from_one_another(draws: Draws):
    """Of 30 draws from 12^3 phasings most have a longest gap of their own, and none is the average."""
    longest_s = draws.values("gap_max_s", None)[:, 1, 0]
    assert len(set(longest_s.tolist())) > 15
    assert draws.error("gap_max_s", None)[1, 0] > 600.0


@pytest.mark.parametrize("count", [1, 5])
def test_no_spread_gives_the_nominal_survey(scene: Constellation, count: int):
    """With every shift 0 degrees each draw is the survey of the element sets as they are, bit for bit."""
    unmoved = draw_phasings(scene, CASES, still(scene, count), limits_s=LIMITS_S)
    nominal = surveyor_of(scene, threads=1)
    imaging = nominal.survey(CASES, limits_s=LIMITS_S)
    horizon = nominal.survey([{}], limits_s=LIMITS_S, horizon=True)
    for one, above in zip(unmoved.surveys, unmoved.horizon, strict=True):
        assert_same(one, imaging)
        assert_same(above, horizon)
    assert (half_spread(unmoved.values("gap_max_s", None)) == 0.0).all()


def test_a_small_spread_moves_figures_a_little(scene: Constellation):
    """Shifts of up to 0.005 degrees, 0.08 s along the orbit: longest gaps within a second of the nominal ones."""
    near = draw_phasings(scene, [{"squint": "none"}], another_month(scene, count=6, seed=3, anomaly_spread_deg=0.01))
    nominal = surveyor_of(scene, threads=1).survey([{"squint": "none"}])
    moved = near.values("gap_max_s", None) - nominal["gap_max_s"]
    assert 0.0 < np.abs(moved).max() < 1.0


@pytest.mark.parametrize(("count", "phases"), [(30, PHASES[ANOTHER_MONTH]), (5, 5)])
def test_each_satellite_is_searched_at_evenly_spread_places(
    scene: Constellation, monkeypatch: pytest.MonkeyPatch, count: int, phases: int
):
    """12 places, or as many as draws: a step apart over the band, from a start of each satellite's own."""
    asked: list[dict[str, Any]] = []
    real = phasing.surveyor_of

    def noting(*arguments: Any, elements: dict[str, Any], **options: Any) -> Any:
        asked.append(elements)
        return real(*arguments, elements=elements, **options)

    monkeypatch.setattr(phasing, "surveyor_of", noting)
    draw_phasings(scene, CASES[:1], another_month(scene, count=count, seed=11, anomaly_spread_deg=90.0))
    assert len(asked) == phases
    starts = []
    for one in scene.satellites:
        (nominal,) = one.elements
        shifts = np.sort(
            [(sets[one.name][0].mean_anomaly_deg - nominal.mean_anomaly_deg + 180.0) % 360.0 - 180.0 for sets in asked]
        )
        assert np.diff(shifts) == pytest.approx(90.0 / phases)
        assert shifts[0] >= -45.0
        assert shifts[-1] <= 45.0
        starts.append(shifts[0])
        # Nothing but the place in the orbit changes.
        assert all(sets[one.name][0].shifted(mean_anomaly_deg=nominal.mean_anomaly_deg) == nominal for sets in asked)
    assert len(set(starts)) == len(scene.satellites)


def test_all_sets_of_a_satellite_are_shifted_alike(monkeypatch: pytest.MonkeyPatch):
    """Two element sets of one satellite keep their distance along the orbit."""
    one = flying(0, "sar")
    (early,) = one.elements
    late = early.shifted(epoch_jd=early.epoch_jd + 2.0, mean_anomaly_deg=350.0)
    scene = constellation([replace(one, elements=(early, late))], days=2.0)
    asked: list[dict[str, Any]] = []
    real = phasing.surveyor_of
    monkeypatch.setattr(
        phasing, "surveyor_of", lambda *a, elements, **o: (asked.append(elements), real(*a, elements=elements, **o))[1]
    )
    draw_phasings(scene, [{}], another_month(scene, count=3, seed=1))
    for sets in asked:
        first, second = sets[one.name]
        assert (second.mean_anomaly_deg - first.mean_anomaly_deg) % 360.0 == pytest.approx(
            (350.0 - early.mean_anomaly_deg) % 360.0
        )


def test_a_draw_is_the_survey_of_its_shifted_sets(scene: Constellation):
    """One draw, whose shifts the seed's own generator gives: the survey of sets shifted so."""
    (only,) = draw_phasings(scene, CASES, another_month(scene, count=1, seed=5), limits_s=LIMITS_S).surveys
    first = np.random.default_rng(np.random.SeedSequence(5)).uniform(0.0, 1.0, size=len(scene.satellites))
    shifted = {
        one.name: [
            e.shifted(mean_anomaly_deg=(e.mean_anomaly_deg + float(360.0 * (f - 0.5))) % 360.0) for e in one.elements
        ]
        for one, f in zip(scene.satellites, first, strict=True)
    }
    assert_same(only, surveyor_of(scene, elements=shifted, threads=1).survey(CASES, limits_s=LIMITS_S))


def test_progress_rises_to_the_end(scene: Constellation):
    """Shares reported never fall, and the last is 1; figures asked for later report none."""
    shares: list[float] = []
    month = another_month(scene, count=4, seed=1)
    found = draw_phasings(scene, CASES[:1], month, limits_s=LIMITS_S, progress=shares.append)
    reported = len(shares)
    assert found.error(EXPOSURE_PROBABILITY.name, LIMITS_S[0]).max() > 0.0
    assert len(shares) == reported
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


def test_element_error_moves_windows_by_the_time_of_flight(scene: Constellation) -> None:
    """A satellite put 2 s of flight ahead passes 2 s earlier, one put behind 2 s later: every pass of two days.

    The Earth turns by 0.008 degrees in 2 s, 0.9 km at the equator or an eighth of a second of flight; twice that is
    allowed.
    """
    (one, *_) = scene.satellites
    alone = constellation([one], days=2.0)
    drawing = element_error(alone, count=4, seed=2, along_track_s=2.0)
    shift_deg = drawing.half_width_deg[0]
    nominal = surveyor_of(alone, threads=1).passes("sar")
    for sign in (-1.0, 1.0):
        (own,) = one.elements
        moved = own.shifted(mean_anomaly_deg=(own.mean_anomaly_deg + sign * shift_deg) % 360.0)
        passes = surveyor_of(alone, elements={one.name: [moved]}, threads=1).passes("sar")
        inside = (nominal.start_s > 100.0) & (nominal.end_s < alone.span.duration_s - 100.0)
        middle_s = 0.5 * (nominal.start_s + nominal.end_s)[inside]
        moved_s = 0.5 * (passes.start_s + passes.end_s)
        nearest_s = moved_s[np.abs(moved_s[:, None] - middle_s).argmin(axis=0)]
        assert len(middle_s) > 10
        assert nearest_s - middle_s == pytest.approx(-2.0 * sign, abs=0.25)


def test_element_error_is_small_beside_another_month(scene: Constellation, draws: Draws) -> None:
    """Within 1.4 s of flight the longest gap of two days moves by seconds; in another month by minutes.

    A look that the limits only just allow may come or go with the second: 120 s leaves room for its effect on a mean.
    """
    error = draw_phasings(scene, CASES, element_error(scene, count=30, seed=7, along_track_s=1.4), limits_s=LIMITS_S)
    assert 0.0 < error.error("gap_mean_s", None).max() < 120.0 < draws.error("gap_mean_s", None).min()
    assert error.drawing.kind == "element error"


# --- Half the spread --------------------------------------------------------------------------------------------------


def test_half_the_spread_is_half_the_way_from_the_5th_to_the_95th_percentile():
    """Of 0 to 100: half of 95 - 5. Over the first axis, whatever the others."""
    values = np.arange(101.0)
    assert half_spread(values) == pytest.approx(45.0)
    assert half_spread(np.stack([values, 2.0 * values], axis=1)) == pytest.approx([45.0, 90.0])


def test_half_the_spread_of_what_has_no_end_has_none():
    """Where at least a twentieth of the draws is infinite the spread is; where all are, nothing is known either."""
    values = np.arange(101.0)
    some, all_, one = values.copy(), np.full(101, np.inf), values.copy()
    some[-10:] = np.inf
    one[-1] = np.inf
    spreads = half_spread(np.stack([some, all_, one, values], axis=1))
    assert np.isinf(spreads[:2]).all()
    assert spreads[2:] == pytest.approx([45.0, 45.0])
