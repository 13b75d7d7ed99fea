"""A build-up: each stretch is a run of its own, whatever the way of counting; draws are those of another month."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from studies.small_constellation import CAMERA, DAY_S, RADAR, START, constellation, flying

from sim.clock import Span
from sim.constellation.constellation import Constellation
from sim.constellation.counted import CONFIRMED, IN_ORBIT, IN_SERVICE, ways_of_counting
from sim.constellation.satellite import Satellite
from sim.errors import DataError
from sim.studies.assumptions import Case, standing_cases
from sim.studies.build_up import BuildUp, build_up, percentiles_of, stretches_of
from sim.studies.draw_kinds import ANOTHER_MONTH, Drawing, another_month
from sim.studies.survey import surveyor_of

CASES: list[Case] = list(standing_cases([RADAR, CAMERA]).values())
LIMITS_S = (7200.0,)
# A stretch's clock begins elsewhere: times of the whole span are rounded to 1e-9 s, boundaries found to 1e-6 s.
TOLERANCE_S = 1e-5


def day(number: float):
    return START + timedelta(days=number)


def growing(*, days: float = 12.0) -> Constellation:
    """Two radars and a camera: launched on days -20, 2.5 and 4, in service from day 1, 5 and 6; the third unconfirmed.

    The second fails on day 10 and stays in orbit.
    """
    return constellation(
        (
            replace(flying(0, "sar"), launch=day(-20.0), in_service=day(1.0)),
            replace(flying(1, "camera"), launch=day(2.5), in_service=day(5.0), out_of_service=day(10.0)),
            replace(flying(2, "sar"), launch=day(4.0), in_service=day(6.0), service_confirmed=False),
        ),
        days=days,
    )


@pytest.fixture(scope="module")
def scene() -> Constellation:
    return growing()


@pytest.fixture(scope="module")
def built(scene: Constellation) -> BuildUp:
    return build_up(scene, CASES, every_s=2.0 * DAY_S, limits_s=LIMITS_S)


def alone(scene: Constellation, satellites: tuple[Satellite, ...], span: Span) -> Constellation:
    return replace(scene, span=span, satellites=satellites)


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("way", [IN_ORBIT, IN_SERVICE, "without SAT 2"])
def test_a_stretch_is_a_run_of_its_own(scene: Constellation, built: BuildUp, way: str, number: int) -> None:
    """Every figure of every case and target is that of a search of the stretch alone, with those dates of service."""
    span = Span(day(2.0 * number), 2.0 * DAY_S)
    satellites = scene.satellites
    if way == IN_ORBIT:
        satellites = tuple(replace(one, in_service=one.launch, out_of_service=None) for one in satellites)
    if way == "without SAT 2":
        satellites = (*satellites[:2], replace(satellites[2], in_service=day(400.0)))
    here = alone(scene, satellites, span)
    expected = surveyor_of(here, threads=1).survey(CASES, limits_s=LIMITS_S, percentiles=True)
    found = built.surveys[way][number]
    assert found is not None
    for name, values in expected.figures.items():
        np.testing.assert_allclose(found[name], values, rtol=1e-10, atol=TOLERANCE_S, err_msg=name)


def test_who_counts_in_a_stretch(built: BuildUp) -> None:
    """In orbit from launch on, in service between its dates, at any time of the stretch."""
    ways = {way.name: way for way in built.ways}
    assert list(ways) == [IN_ORBIT, IN_SERVICE, "without SAT 2"]
    counts = {name: [len(way.serving(one)) for one in built.stretches] for name, way in ways.items()}
    assert counts == {
        IN_ORBIT: [1, 2, 3, 3, 3, 3],
        IN_SERVICE: [1, 1, 2, 3, 3, 2],
        "without SAT 2": [1, 1, 2, 2, 2, 1],
    }


def test_nobody_in_service_is_no_figure() -> None:
    """In the days before the first service there is no survey; values are NaN, and no run could be made of them."""
    late = growing()
    late = replace(late, satellites=(replace(late.satellites[0], in_service=day(6.0)), *late.satellites[1:]))
    built = build_up(late, CASES, every_s=2.0 * DAY_S, drawing=still(late, 3), drawn=[("gap_mean_s", None)])
    assert built.surveys[IN_SERVICE][0] is None
    assert np.isnan(built.values(IN_SERVICE, "gap_mean_s")[:2]).all()
    assert np.isnan(built.percentiles(IN_SERVICE, "gap_mean_s", (5.0, 95.0))[:, :2]).all()
    assert np.isfinite(built.values(IN_ORBIT, "gap_mean_s")).all()
    with pytest.raises(DataError, match="no satellite is in service"):
        surveyor_of(alone(late, late.satellites, Span(START, 2.0 * DAY_S)))


def test_ways_leave_each_unconfirmed_satellite_out_in_turn() -> None:
    """Two of three unconfirmed: without each, and the confirmed one alone; none where nobody would be left."""
    one, two, three = constellation().satellites
    unsure = [replace(satellite, service_confirmed=False) for satellite in (two, three)]
    ways = ways_of_counting([one, *unsure])
    assert [(way.name, way.counts) for way in ways[2:]] == [
        ("without SAT 1", (True, False, True)),
        ("without SAT 2", (True, True, False)),
        (CONFIRMED, (True, False, False)),
    ]
    assert [way.name for way in ways_of_counting(unsure[:1])] == [IN_ORBIT, IN_SERVICE]


def test_what_is_alike_is_measured_once(built: BuildUp) -> None:
    """Before the one left out serves, its way has the survey of all in service itself; afterwards another."""
    without, with_it = built.surveys["without SAT 2"], built.surveys[IN_SERVICE]
    assert [a is b for a, b in zip(without, with_it, strict=True)] == [True, True, True, False, False, False]


def still(scene: Constellation, count: int) -> Drawing:
    """Draws in which no satellite is moved."""
    return Drawing(ANOTHER_MONTH, count, 3, (0.0,) * len(scene.satellites))


def test_draws_that_move_nothing_give_the_figures(scene: Constellation, built: BuildUp) -> None:
    """With every shift 0 degrees, p5, p50 and p95 are the figure itself, bit for bit."""
    measures = [("gap_mean_s", None), ("gap_max_s", None), ("wait_probability", 7200.0)]
    drawn = build_up(
        scene, CASES, every_s=2.0 * DAY_S, limits_s=LIMITS_S, drawing=still(scene, 4), drawn=measures
    )  # fmt: skip
    for way in (IN_ORBIT, IN_SERVICE):
        for name, limit_s in measures:
            spread = drawn.percentiles(way, name, (5.0, 50.0, 95.0), limit_s)
            assert (spread == built.values(way, name, limit_s)).all()


def test_the_same_seed_gives_the_same_draws_whatever_the_threads(scene: Constellation) -> None:
    """Seed 7 with one thread and with three: alike; and the draws differ from one another."""
    asked = [("gap_mean_s", None)]
    one, three = (
        build_up(
            scene, CASES, every_s=3.0 * DAY_S, drawing=another_month(scene, count=12, seed=7), drawn=asked,
            threads=threads,
        )
        for threads in (1, 3)
    )  # fmt: skip
    for a, b in zip(one.draws[IN_SERVICE], three.draws[IN_SERVICE], strict=True):
        assert a is not None
        assert b is not None
        assert np.array_equal(a[asked[0]], b[asked[0]])
    low, high = one.percentiles(IN_SERVICE, "gap_mean_s", (5.0, 95.0))
    assert (high - low).max() > 60.0


def test_whole_stretches_follow_each_other() -> None:
    """Ten days hold three stretches of three days; the tenth day belongs to none. Twelve hold four."""
    assert [one.start for one in stretches_of(Span(START, 10.0 * DAY_S), 3.0 * DAY_S)] == [day(0), day(3), day(6)]
    assert len(stretches_of(Span(START, 12.0 * DAY_S), 3.0 * DAY_S)) == 4
    assert stretches_of(Span(START, DAY_S), 3.0 * DAY_S) == ()


def test_the_age_of_sets_is_that_in_use(scene: Constellation) -> None:
    """A satellite of the catalogue with one set: the farther end of a stretch from its epoch; a notional one: 0."""
    known = replace(scene.satellites[0], norad_id=7)
    (one,) = known.elements
    built = build_up(replace(scene, satellites=(known, *scene.satellites[1:])), CASES[:1], every_s=6.0 * DAY_S)
    to_end_d = [abs((day(end) - one.epoch_utc) / timedelta(days=1)) for end in (0.0, 6.0, 12.0)]
    expected = [max(to_end_d[0], to_end_d[1]), max(to_end_d[1], to_end_d[2])]
    assert built.oldest_set_d[IN_ORBIT] == pytest.approx(expected)
    notional = build_up(scene, CASES[:1], every_s=6.0 * DAY_S)
    assert (notional.oldest_set_d[IN_ORBIT] == 0.0).all()


def test_percentiles_of_infinite_values_are_values() -> None:
    """Between a number and no end there is no number: the nearest rank counts."""
    values = np.array([[1.0], [2.0], [np.inf]])
    assert percentiles_of(values, (0.0, 50.0, 100.0)).ravel().tolist() == [1.0, 2.0, np.inf]
    assert percentiles_of(values[:2], (50.0,)).ravel().tolist() == [1.5]
