"""Figures of many combinations from few searches, against doing it by hand: a search and ``figures`` for each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from numpy.typing import NDArray
from studies.small_constellation import CAMERA, DAY_S, INFRARED, PLACES, RADAR, START, constellation, flying

from sim.constants import SEARCH_BEYOND_S
from sim.constellation.constellation import Constellation
from sim.constellation.target import RegionTarget, Target, targets_of
from sim.errors import DataError
from sim.intervals import clip
from sim.orbits.ephemeris import ephemeris
from sim.orbits.service import tracks
from sim.places.drawn import circle_region
from sim.places.sites import Site
from sim.revisit.exposure import exposure_probability
from sim.revisit.figure_kinds import EXPOSURE_PROBABILITY
from sim.revisit.figures import Figures, figures
from sim.sensors.limits import Limits
from sim.sensors.sensor import CASES as CASE_NAMES
from sim.sensors.sensor import Spread
from sim.studies import exposures
from sim.studies.assumptions import Case, limits_in, product_of, standing_cases
from sim.studies.combinations_kernel import N_COLUMNS
from sim.studies.survey import COLUMNS, Rows, plan_of, surveyor_of
from sim.windows.search import Search, Windows

NAMES = [kind.name for kind in COLUMNS]
LIMITS_S = (1800.0, 7200.0, 6 * 3600.0)
EXPOSED_S = (10.0, 20.0, 1200.0, 7200.0)
CASES: list[Case] = [
    {},
    {"incidence": "low", "squint": "none", "side": "either", "off_nadir": "high", "light": "day"},
    {"incidence": "high", "squint": "low", "off_nadir": "low", "light": "day and night"},
]


def windows_by_hand(scene: Constellation, limits_of: dict[str, Limits | None]) -> list[Windows]:
    """Return each satellite's windows, searched on its own with its sensor's limits, None for the horizon."""
    return [sensors[0] for sensors in windows_of_each_sensor(scene, limits_of)]


def windows_of_each_sensor(scene: Constellation, limits_of: dict[str, Limits | None]) -> list[list[Windows]]:
    """Return the windows of each satellite's sensors, in its order, each searched on its own."""
    found = []
    for one in scene.satellites:
        its_tracks = tracks(
            0, one.elements, scene.span, from_s=-SEARCH_BEYOND_S, to_s=scene.span.duration_s + SEARCH_BEYOND_S
        )
        search = Search(ephemeris(scene.span, its_tracks), scene.places, threads=1)
        each = [limits_of[sensor] for sensor in one.sensors]
        found.append([search.passes if limits is None else search.windows(limits) for limits in each])
    return found


def figures_by_hand(
    scene: Constellation, found: list[Windows], target: int, *, looks: bool = True, left_out: int | None = None
) -> Figures:
    """Return the figures of all satellites together, their windows cut to their service before looks are made."""
    look_rows: list[NDArray[np.float64]] = []
    window_rows: list[NDArray[np.float64]] = []
    for s, (one, windows) in enumerate(zip(scene.satellites, found, strict=True)):
        if s == left_out:
            continue
        mine = windows.take(windows.target == target)
        low = -np.inf if one.in_service is None else scene.span.seconds(one.in_service)
        high = np.inf if one.out_of_service is None else scene.span.seconds(one.out_of_service)
        mine = mine.between(low, high)
        window_rows.append(np.stack([mine.start_s, mine.end_s], axis=1))
        seen = mine.looks() if looks else mine
        look_rows.append(np.stack([seen.start_s, seen.end_s], axis=1))
    from_s, to_s = scene.searched_s
    return figures(
        clip(np.concatenate(look_rows), from_s, to_s),
        clip(np.concatenate(window_rows), from_s, to_s),
        0.0,
        scene.span.duration_s,
        searched_from_s=from_s,
        searched_to_s=to_s,
        limits_s=LIMITS_S,
    )


def assert_equal(survey, row: int, target: int, by_hand: Figures) -> None:
    """Every figure of a survey's row is that of ``figures``; windows of one search or of another differ by 1e-5 s."""
    ours = {name: survey[name][row, target] for name in NAMES}
    theirs = {name: getattr(by_hand, name) for name in NAMES}
    assert ours == pytest.approx(theirs, abs=1e-4)
    assert survey["share_of_gaps_within"][row, target] == pytest.approx(by_hand.share_of_gaps_within, abs=1e-9)
    assert survey["wait_probability"][row, target] == pytest.approx(by_hand.wait_probability, abs=1e-8)


SPOTLIGHT = replace(RADAR, duration_min_s=Spread(15.0, 8.0, 2.0))
SLOW = replace(CAMERA, duration_min_s=Spread.of(40.0))
TAKING_TIME: list[Case] = [{**case, "duration": label} for case, label in zip(CASES, CASE_NAMES, strict=True)]


def exposures_by_hand(scene: Constellation, case: Case, target: int, left_out: int | None = None) -> list[float]:
    """Return the chance that an exposure as long as each limit is seen, from a search for each sensor in use."""
    rows, dwell_s = [], []
    for s, one in enumerate(scene.satellites):
        for name in one.sensors:
            limits = limits_in(scene.sensors[name], case)
            if limits is None or s == left_out:
                continue
            (found,) = windows_by_hand(replace(scene, satellites=(replace(one, sensors=(name,)),)), {name: limits})
            low_s, high_s = one.service_s(scene.span)
            mine = found.take(found.target == target).between(low_s, high_s)
            rows.append(np.stack([mine.start_s, mine.end_s], axis=1))
            dwell_s.append(np.full(len(mine), limits.image_s))
    return [
        exposure_probability(
            np.concatenate(rows), 0.0, scene.span.duration_s, exposure_s=limit_s, min_dwell_s=np.concatenate(dwell_s)
        )
        for limit_s in EXPOSED_S
    ]


@pytest.fixture(scope="module")
def scene() -> Constellation:
    return constellation()


def test_a_survey_is_what_doing_it_by_hand_gives(scene: Constellation):
    """Three combinations at two places: counts, gaps, percentiles, shares and waits, as from a search for each."""
    survey = surveyor_of(scene, threads=1).survey(CASES, limits_s=LIMITS_S, percentiles=True)
    for row, case in enumerate(CASES):
        found = windows_by_hand(scene, {s.name: limits_in(s, case) for s in (RADAR, CAMERA)})
        for target in range(len(PLACES)):
            by_hand = figures_by_hand(scene, found, target)
            assert by_hand.n_looks > 3
            assert_equal(survey, row, target, by_hand)


def test_the_kernel_fills_a_column_for_each_figure_of_a_survey():
    """As many columns as records; that each holds its own figure is what doing it by hand shows."""
    assert len(COLUMNS) == N_COLUMNS


def test_the_horizon_survey_takes_every_pass_for_a_look(scene: Constellation):
    """Above the horizon counts as seeing, whatever is carried: one case, from the passes."""
    survey = surveyor_of(scene, threads=1).survey([], limits_s=LIMITS_S, horizon=True, percentiles=True)
    found = windows_by_hand(scene, {"sar": None, "camera": None})
    assert survey["n_looks"].shape == (1, 2)
    for target in range(len(PLACES)):
        assert_equal(survey, 0, target, figures_by_hand(scene, found, target))


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_a_satellite_may_be_left_out(scene: Constellation, left_out: int):
    """Without one of the satellites the figures are those of the others."""
    survey = surveyor_of(scene, threads=1).survey(CASES[1:2], limits_s=LIMITS_S, percentiles=True, left_out=left_out)
    found = windows_by_hand(scene, {s.name: limits_in(s, CASES[1]) for s in (RADAR, CAMERA)})
    for target in range(len(PLACES)):
        assert_equal(survey, 0, target, figures_by_hand(scene, found, target, left_out=left_out))


def test_gaps_may_be_measured_between_windows(scene: Constellation):
    """Asked for, the hole inside a pass counts as a gap; a radar with a nadir hole then has shorter mean gaps."""
    surveyor = surveyor_of(scene, threads=1)
    case: Case = {"incidence": "low", "squint": "none", "side": "either"}
    looks = surveyor.survey([case], limits_s=LIMITS_S, percentiles=True)
    windows = surveyor.survey([case], limits_s=LIMITS_S, percentiles=True, between_windows=True)
    found = windows_by_hand(scene, {s.name: limits_in(s, case) for s in (RADAR, CAMERA)})
    for target in range(len(PLACES)):
        assert_equal(windows, 0, target, figures_by_hand(scene, found, target, looks=False))
    assert (windows["n_looks"] >= looks["n_looks"]).all()


def test_service_begins_and_ends_where_it_is_said_to():
    """Windows are cut to each satellite's service; before the first and after the last serves, gaps are censored."""
    begins, ends = START + timedelta(days=1.0, hours=3), START + timedelta(days=2.0)
    late = constellation(
        [flying(0, "sar", in_service=begins), flying(2, "sar", in_service=begins, out_of_service=ends)]
    )
    survey = surveyor_of(late, threads=1).survey([{}], limits_s=LIMITS_S, percentiles=True)
    found = windows_by_hand(late, {"sar": limits_in(RADAR, {})})
    for target in range(len(PLACES)):
        by_hand = figures_by_hand(late, found, target)
        assert_equal(survey, 0, target, by_hand)
        assert by_hand.n_censored == 1
    assert late.searched_s == (0.0, 13 * DAY_S)
    assert constellation().searched_s == (-SEARCH_BEYOND_S, 13 * DAY_S)
    ending = constellation([flying(0, "sar", out_of_service=START + timedelta(days=4))])
    assert ending.searched_s == (-SEARCH_BEYOND_S, 4 * DAY_S)


def test_satellites_that_do_not_serve_in_the_span_are_not_searched():
    """One launched after the span and one retired before it add nothing; with nobody left the run is refused."""
    after = flying(1, "camera", in_service=START + timedelta(days=3))
    before = flying(2, "sar", out_of_service=START)
    alone = surveyor_of(constellation([flying(0, "sar")]), threads=1).survey([{}], limits_s=LIMITS_S)
    with_them = surveyor_of(constellation([flying(0, "sar"), after, before]), threads=1)
    assert set(with_them.searches) == {("sar",)}
    survey = with_them.survey([{}], limits_s=LIMITS_S)
    assert (survey["gap_max_s"] == alone["gap_max_s"]).all()
    assert (survey["n_looks"] == alone["n_looks"]).all()
    with pytest.raises(DataError, match="no satellite is in service within the span"):
        surveyor_of(constellation([after, before]), threads=1)


def test_element_sets_may_be_replaced(scene: Constellation):
    """Other sets for the same satellites give what a constellation of those sets gives."""
    shifted = {
        one.name: [e.shifted(mean_anomaly_deg=(e.mean_anomaly_deg + 77.0) % 360.0) for e in one.elements]
        for one in scene.satellites
    }
    moved = replace(
        scene, satellites=tuple(replace(one, elements=tuple(shifted[one.name])) for one in scene.satellites)
    )
    one, other = (
        surveyor_of(c, elements=e, threads=1).survey([{}], limits_s=LIMITS_S)
        for c, e in ((scene, shifted), (moved, None))
    )
    assert (one.figures["gap_max_s"] == other.figures["gap_max_s"]).all()
    assert one.figures["gap_max_s"].max() > 0.0


@pytest.mark.parametrize("left_out", [None, 1])
def test_an_exposure_must_hold_a_whole_image(left_out: int | None) -> None:
    """Each sensor's own dwell in each case, as from a search for each: chances to 1e-8.

    The radar takes 15, 8 and 2 s, the camera 40 s, so that of exposures of 10 and 20 s some sensors see none.
    """
    scene = constellation(TWO_ON_ONE, sensors=(SPOTLIGHT, SLOW, INFRARED))
    survey = surveyor_of(scene, threads=1).survey(TAKING_TIME, limits_s=EXPOSED_S, left_out=left_out)
    dwells_s = {limits.image_s for case in TAKING_TIME for s in (SPOTLIGHT, SLOW) if (limits := limits_in(s, case))}
    assert dwells_s == {15.0, 8.0, 2.0, 40.0}
    for row, case in enumerate(TAKING_TIME):
        for target in range(len(PLACES)):
            by_hand = exposures_by_hand(scene, case, target, left_out)
            assert survey[EXPOSURE_PROBABILITY.name][row, target] == pytest.approx(by_hand, abs=1e-8)
            assert 0.0 < by_hand[2] < by_hand[3] < 1.0


def test_a_window_that_service_cuts_short_of_an_image_shows_nothing() -> None:
    """A satellite that serves from 5 s before the end of its first window, and takes 8 s, gives no image of it."""
    scene = constellation([flying(0, "sar")], sensors=(SPOTLIGHT,))
    windows = surveyor_of(scene, threads=1).windows("sar", limits_in(SPOTLIGHT, {}) or Limits())
    inside = windows.take((windows.start_s > 0.0) & (windows.target == 0))
    begins = START + timedelta(seconds=float(inside.end_s[0]) - 5.0)
    late = constellation([flying(0, "sar", in_service=begins)], sensors=(SPOTLIGHT,))
    surveyor = surveyor_of(late, threads=1)
    assert surveyor.survey([{}])["n_looks"][0, 0] == np.sum(inside.start_s < late.span.duration_s)
    found = surveyor.survey([{}], limits_s=EXPOSED_S)[EXPOSURE_PROBABILITY.name][0, 0]
    assert found == pytest.approx(exposures_by_hand(late, {}, 0), abs=1e-8)
    later = constellation([flying(0, "sar", in_service=begins + timedelta(seconds=60.0))], sensors=(SPOTLIGHT,))
    without = surveyor_of(later, threads=1).survey([{}], limits_s=EXPOSED_S)[EXPOSURE_PROBABILITY.name][0, 0]
    assert found == pytest.approx(without, abs=1e-8)


def test_above_the_horizon_an_exposure_needs_no_dwell(scene: Constellation) -> None:
    """To be above the horizon for a moment of the exposure is enough."""
    survey = surveyor_of(scene, threads=1).survey([], limits_s=EXPOSED_S, horizon=True)
    passes = np.concatenate(
        [
            np.stack([mine.start_s, mine.end_s], axis=1)
            for found in windows_by_hand(scene, {"sar": None, "camera": None})
            if len(mine := found.take(found.target == 0))
        ]
    )
    by_hand = [exposure_probability(passes, 0.0, scene.span.duration_s, exposure_s=w) for w in EXPOSED_S]
    assert survey[EXPOSURE_PROBABILITY.name][0, 0] == pytest.approx(by_hand, abs=1e-8)


def test_an_exposure_of_a_region_must_hold_the_dwell_of_a_footprints_window() -> None:
    """Part of a circle about a place is seen at least as often as the place, all of it at most as often; 1e-8."""
    around = circle_region("Around", lat_deg=PLACES[0].lat_deg, lon_deg=PLACES[0].lon_deg, radius_km=40.0)
    asked = [RegionTarget("part", around, spacing_km=20.0), RegionTarget("whole", around, "entirely", spacing_km=20.0)]
    targets, points = targets_of(PLACES[:1], asked)
    scene = replace(constellation([flying(0, "sar")], sensors=(SPOTLIGHT,)), targets=targets, places=points)
    surveyor = surveyor_of(scene, threads=1)
    found = surveyor.survey([{}], limits_s=EXPOSED_S)[EXPOSURE_PROBABILITY.name][0]
    limits = limits_in(SPOTLIGHT, {})
    assert limits is not None
    windows = surveyor.windows("sar", limits)
    for target in range(3):
        mine = windows.take(windows.target == target)
        rows = np.stack([mine.start_s, mine.end_s], axis=1)
        for k, limit_s in enumerate(EXPOSED_S):
            by_hand = exposure_probability(
                rows, 0.0, scene.span.duration_s, exposure_s=limit_s, min_dwell_s=limits.image_s
            )
            assert found[target, k] == pytest.approx(by_hand, abs=1e-8)
    place, part, whole = found
    assert (part >= place).all()
    assert (place >= whole).all()
    assert part[2] > place[2] > whole[2] > 0.0


def test_exposures_are_measured_when_asked_for(scene: Constellation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, however often, for parts of a survey too; never for readings of other measures."""
    asked: list[tuple[int, ...]] = []
    real = exposures.exposure_chances
    monkeypatch.setattr(exposures, "exposure_chances", lambda *a, **o: (asked.append(a[0].shape), real(*a, **o))[1])
    survey = surveyor_of(scene, threads=1).survey(CASES, limits_s=EXPOSED_S)
    assert survey.measure("wait_probability", 1200.0).shape == (3, 2)
    assert not asked
    whole = survey.measure(EXPOSURE_PROBABILITY.name, 1200.0)
    part = survey.take(slice(1, None)).measure(EXPOSURE_PROBABILITY.name, 1200.0)
    assert (part == whole[1:]).all()
    assert len(asked) == 1


def test_sets_of_limits_are_searched_once(scene: Constellation):
    """144 combinations share 3 bands x 4 squints x 2 sides and 3 cones x 2 lights: 30 blocks, shared by all."""
    cases = product_of([RADAR, CAMERA], {}).cases
    plan = plan_of(scene, cases)
    assert len(cases) == 144
    assert len(plan.blocks) == len(set(plan.blocks)) == 30
    assert plan.block_of.shape == (144, 3)
    for case, row in zip(cases, plan.block_of, strict=True):
        for one, block in zip(scene.satellites, row, strict=True):
            (name,) = one.sensors
            assert plan.blocks[block] == ((name, limits_in(scene.sensors[name], case)),)
    horizon = plan_of(scene, [{}], horizon=True)
    assert set(horizon.blocks) == {(("sar", None),), (("camera", None),)}


def test_more_access_never_lengthens_the_longest_gap(scene: Constellation):
    """All-low has the longest gaps and waits, all-high the shortest, at every place."""
    survey = surveyor_of(scene, threads=1).survey(list(standing_cases([RADAR, CAMERA]).values()), limits_s=LIMITS_S)
    for name in ("gap_max_s", "response_mean_s"):
        assert (np.diff(survey[name], axis=0) <= 1e-6).all()
    assert (np.diff(survey["wait_probability"], axis=0) >= -1e-9).all()


def test_measures_are_found_by_a_claims_names(scene: Constellation):
    """Shares and chances take the limit asked for, and all targets together one column."""
    survey = surveyor_of(scene, threads=1).survey(CASES, limits_s=LIMITS_S)
    span_s = scene.span.duration_s
    assert (survey.measure("gap_max_s", None) == survey["gap_max_s"]).all()
    assert (survey.measure("n_looks", None) == survey["n_looks"]).all()
    for k, limit_s in enumerate(LIMITS_S):
        for name in ("share_of_gaps_within", "wait_probability", "exposure_probability"):
            assert np.array_equal(survey.measure(name, limit_s), survey[name][:, :, k], equal_nan=True)
        together = survey.measure("all_targets_wait_probability", limit_s)
        assert (together[:, 0] == survey["all_targets_wait_probability"][:, k]).all()
    assert survey.measure("all_targets_gap_max_s", None).shape == (3, 1)
    looks = survey["n_looks"]
    assert survey.measure("time_per_look_s", None) == pytest.approx(span_s / looks)
    # Nobody sees all targets sooner than the one that waits longest, nor later than its longest gap.
    assert (survey["all_targets_gap_max_s"] <= survey["gap_max_s"].max(axis=1) + 1e-6).all()
    assert (survey["all_targets_wait_probability"] <= survey["wait_probability"].min(axis=1) + 1e-9).all()


def test_time_per_look_of_no_look_are_without_end():
    """A place that nobody can image has infinitely much time per look, and no division fails."""
    blind = replace(CAMERA, off_nadir_max_deg=replace(CAMERA.off_nadir_max_deg, low=0.001, nominal=0.001, high=0.001))
    scene = constellation([flying(1, "camera")], sensors=[blind])
    survey = surveyor_of(scene, threads=1).survey([{"light": "day"}])
    assert np.isinf(survey.measure("time_per_look_s", None)).all()
    assert (survey["gap_max_s"] == scene.span.duration_s + 2 * SEARCH_BEYOND_S).all()
    assert (survey["n_censored"] == 1.0).all()


def test_sensors_that_nobody_carries_are_none_of_a_constellations():
    """A sensor that nobody carries leaves nothing open."""
    scene = constellation([flying(0, "sar")])
    assert [s.name for s in scene.carried] == ["sar"]
    assert [s.name for s in constellation().carried] == ["sar", "camera"]


TWO_ON_ONE = (flying(0, "sar", "camera"), flying(1, "camera"), flying(2, "sar", "infrared"))
WIDE: Case = {"incidence": "high", "squint": "none", "side": "either", "off_nadir": "high", "light": "day"}
TWO_CASES: list[Case] = [WIDE | {"in_use": "yes"}, WIDE | {"in_use": "no"}]


def figures_of_every_sensor(scene: Constellation, case: Case, target: int, left_out: int | None = None) -> Figures:
    """Return the figures of all sensors in use, each searched for itself, looks of every one and windows united."""
    in_use = {one.name: limits for one in scene.carried if (limits := limits_in(one, case)) is not None}
    looks: list[NDArray[np.float64]] = []
    windows: list[NDArray[np.float64]] = []
    for s, one in enumerate(scene.satellites):
        for name in one.sensors:
            if name not in in_use or s == left_out:
                continue
            alone = replace(scene, satellites=(replace(one, sensors=(name,)),))
            (found,) = windows_by_hand(alone, {name: in_use[name]})
            mine = found.take(found.target == target)
            windows.append(np.stack([mine.start_s, mine.end_s], axis=1))
            seen = mine.looks()
            looks.append(np.stack([seen.start_s, seen.end_s], axis=1))
    from_s, to_s = scene.searched_s
    return figures(
        clip(np.concatenate(looks), from_s, to_s),
        clip(np.concatenate(windows), from_s, to_s),
        0.0,
        scene.span.duration_s,
        searched_from_s=from_s,
        searched_to_s=to_s,
        limits_s=LIMITS_S,
    )


@pytest.mark.parametrize("left_out", [None, 0, 2])
def test_a_satellite_sees_with_all_its_sensors_that_are_in_use(left_out: int | None):
    """Every sensor searched on its own and united: the same figures, and without a satellite none of its sensors."""
    scene = constellation(TWO_ON_ONE, sensors=(RADAR, CAMERA, INFRARED))
    surveyor = surveyor_of(scene, threads=1)
    survey = surveyor.survey(TWO_CASES, limits_s=LIMITS_S, percentiles=True, left_out=left_out)
    for row, case in enumerate(TWO_CASES):
        for target in range(len(PLACES)):
            assert_equal(survey, row, target, figures_of_every_sensor(scene, case, target, left_out))
    more = survey["n_looks"][0] > survey["n_looks"][1]
    assert more.all() if left_out != 2 else not more.any()
    assert set(surveyor.searches) == {one.sensors for one in TWO_ON_ONE}


def test_looks_of_two_sensors_in_one_pass_are_two_looks():
    """Radar and camera of one satellite overlap in time: both looks count, and what they cover counts once."""
    scene = constellation([flying(0, "sar", "camera")])
    case = TWO_CASES[0]
    seen = surveyor_of(scene, threads=1).seen(("sar", "camera"), case)
    looks = seen.looks()
    assert set(looks.sensor.tolist()) == {0, 1}
    same_pass = (looks.target[1:] == looks.target[:-1]) & (looks.pass_start_s[1:] == looks.pass_start_s[:-1])
    overlap = same_pass & (looks.start_s[1:] < looks.end_s[:-1])
    assert overlap.sum() > 3
    united = seen.united()
    assert len(united) < len(seen)
    ours = sum((seen.end_s - seen.start_s).tolist())
    assert (united.end_s - united.start_s).sum() < ours - 100.0


def test_above_the_horizon_a_satellite_of_two_sensors_passes_once():
    """The horizon asks for no sensor: the survey is that of the same satellites with one sensor each."""
    one, two = (
        surveyor_of(constellation(satellites, sensors=(RADAR, CAMERA, INFRARED)), threads=1).survey([], horizon=True)
        for satellites in ([flying(0, "sar"), flying(1, "camera"), flying(2, "sar")], TWO_ON_ONE)
    )
    assert (one["n_looks"] == two["n_looks"]).all()
    assert (one["gap_mean_s"] == two["gap_mean_s"]).all()


def test_lists_of_several_surveyors_follow_on():
    """Two surveys' lists one after the other: blocks of the second have the figures of a survey of its own."""
    scene = constellation(TWO_ON_ONE, sensors=(RADAR, CAMERA, INFRARED))
    surveyor = surveyor_of(scene, threads=1)
    plan = plan_of(scene, TWO_CASES)
    whole, part = Rows(scene), Rows(scene)
    for rows in (whole, part):
        rows.add(surveyor, plan.blocks)
    whole.extend(part)
    twice = np.concatenate([plan.block_of, plan.block_of + len(plan.blocks)])
    found = whole.measure(twice, limits_s=LIMITS_S)
    expected = surveyor.survey(TWO_CASES, limits_s=LIMITS_S)
    for name in ("n_looks", "gap_mean_s", "response_mean_s", EXPOSURE_PROBABILITY.name):
        assert np.array_equal(found[name], np.concatenate([expected[name], expected[name]]))


def test_a_satellite_whose_only_sensor_is_not_in_use_sees_nothing():
    """No look, and the longest gap is all that was searched."""
    scene = constellation([flying(0, "sar"), flying(1, "infrared")], sensors=(RADAR, INFRARED))
    surveyor = surveyor_of(scene, threads=1)
    off = surveyor.survey([{"in_use": "no"}])
    alone = surveyor_of(constellation([flying(0, "sar")]), threads=1).survey([{}])
    assert (off["n_looks"] == alone["n_looks"]).all()
    assert len(surveyor.seen(("infrared",), {"in_use": "no"})) == 0
    assert len(surveyor.seen(("infrared",), {"in_use": "yes"})) > 0
    nobody = constellation([flying(1, "infrared")], sensors=(INFRARED,))
    unseen = surveyor_of(nobody, threads=1).survey([{}])
    assert (unseen["n_looks"] == 0.0).all()
    assert (unseen["gap_max_s"] == nobody.span.duration_s + 2 * SEARCH_BEYOND_S).all()


def test_other_targets_are_searched_with_the_same_tables() -> None:
    """The windows of a place that comes by ``of_targets`` are those of a surveyor made for it, to the last bit."""
    scene = constellation([flying(0, "sar"), flying(1, "camera")])
    other = Site("Guam", lat_deg=13.584, lon_deg=144.93)
    found = surveyor_of(scene, threads=1).of_targets([Target("Guam", 0)], [other])
    alone = surveyor_of(replace(scene, targets=(Target("Guam", 0),), places=(other,)), threads=1)
    for name, sensor in scene.sensors.items():
        limits = sensor.limits()
        ours, theirs = found.windows(name, limits), alone.windows(name, limits)
        assert len(ours) > 0
        assert ours.start_s.tolist() == theirs.start_s.tolist()
        assert ours.end_s.tolist() == theirs.end_s.tolist()
    assert found.constellation.span == scene.span
