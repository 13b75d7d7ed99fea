"""Which targets of a pass to image, in which order: a case solved on paper, every order tried, and what must be so."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from naive_orders import SPEED_KM_S, FlatPass, angle_deg, best_by_trying
from numpy.typing import NDArray
from random_orbits import scaled

from sim.errors import UsageError
from sim.sensors.agility import Agility
from sim.studies.pass_order import PassOrder, pass_order

FASTEST_SIGHT_DEG_S = math.degrees(SPEED_KM_S / 550.0)  # straight below: 0.73


def fixed(*across_deg: float, seconds: int = 400) -> NDArray[np.float64]:
    """Lines of sight that stand still, fanned out in one plane, one a second."""
    angles = np.radians(across_deg)
    one = np.stack([np.sin(angles), np.zeros_like(angles), -np.cos(angles)], axis=-1)
    return np.repeat(one[:, None], seconds, axis=1)


# Solved on paper. Three targets far away, at -30, 0 and 45 degrees in one plane; 1 degree a second, 10 s to settle, 5 s
# an image. From the end of an image to the start of the next: A-B 30 + 10 = 40 s, B-C 55 s, A-C 85 s.
SIGHT = fixed(-30.0, 0.0, 45.0)
SLEWING = Agility(1.0, 10.0, 5.0)
A, B = (0.0, 100.0), (0.0, 60.0)


def test_all_three_on_paper() -> None:
    """C from 90 to 150 s. A at 0-5, B at 45-50, C at 105-110. The other way, B, A, C, is possible too, but there C
    comes at 50 + 85 = 135; from C nothing can be reached before it closes. So A, B, C at 0, 45, 105."""
    found = pass_order(SIGHT, 0.0, [[A], [B], [(90.0, 150.0)]], SLEWING)
    assert found.order.tolist() == [0, 1, 2]
    assert found.start_s == pytest.approx([0.0, 45.0, 105.0], abs=1e-5)
    assert (found.worth, found.bound, found.exact) == (3.0, 3.0, True)


def test_two_of_three_on_paper() -> None:
    """C closes at 108: A, B, C would end at 110, B, A, C at 140. Of the pairs A and B end first, at 50."""
    found = pass_order(SIGHT, 0.0, [[A], [B], [(60.0, 108.0)]], SLEWING)
    assert sorted(found.order.tolist()) == [0, 1]
    assert found.start_s == pytest.approx([0.0, 45.0], abs=1e-5)


def test_a_weight_changes_the_pair_on_paper() -> None:
    """With C worth 2.5 a pair with C is worth 3.5: B at 0-5 and C at 5 + 55 = 60, before A and C, at 5 + 85 = 90."""
    found = pass_order(SIGHT, 0.0, [[A], [B], [(60.0, 108.0)]], SLEWING, weights=[1.0, 1.0, 2.5])
    assert found.order.tolist() == [1, 2]
    assert found.start_s == pytest.approx([0.0, 60.0], abs=1e-5)
    assert found.worth == 3.5


def test_one_image_a_pass_takes_the_heaviest() -> None:
    """With one image allowed, by the agility or by the caller, the heaviest target gets it, at its first instant."""
    windows_s = [[A], [B], [(60.0, 108.0)]]
    weights = [1.0, 1.0, 2.5]
    once = Agility(1.0, 10.0, 5.0, images_per_pass=1)
    for found in (
        pass_order(SIGHT, 0.0, windows_s, once, weights=weights),
        pass_order(SIGHT, 0.0, windows_s, SLEWING, weights=weights, most=1),
    ):
        assert found.order.tolist() == [2]
        assert found.start_s.tolist() == [60.0]


def test_a_second_window_serves_where_the_first_comes_too_early() -> None:
    """B may be imaged from 0 to 10 or from 60 to 70 s: after A, which closes at 20, it is taken at 60; a window
    shorter than an image is none."""
    found = pass_order(SIGHT, 0.0, [[(0.0, 20.0)], [(0.0, 10.0), (60.0, 70.0)], [(0.0, 4.9)]], SLEWING)
    assert found.order.tolist() == [0, 1]
    assert found.start_s == pytest.approx([0.0, 60.0], abs=1e-5)


def test_times_count_from_the_first_line_of_sight() -> None:
    """The same pass 1e6 s later gives the same order, 1e6 s later."""
    windows_s = [[(a + 1e6, b + 1e6)] for a, b in (A, B, (90.0, 150.0))]
    found = pass_order(SIGHT, 1e6, windows_s, SLEWING)
    assert found.start_s == pytest.approx([1e6, 1e6 + 45.0, 1e6 + 105.0], abs=1e-5)


def test_nothing_to_image_and_wrong_weights() -> None:
    """No target, or none with a window: an empty order worth 0, exactly. Weights of 0 and infinity are refused."""
    for found in (
        pass_order(np.empty((0, 2, 3)), 0.0, [], SLEWING),
        pass_order(fixed(0.0), 0.0, [np.empty((0, 2))], SLEWING),
    ):
        assert (found.order.size, found.worth, found.exact) == (0, 0.0, True)
    for weight in (0.0, math.inf, math.nan):
        with pytest.raises(UsageError, match="weights"):
            pass_order(fixed(0.0), 0.0, [[A]], SLEWING, weights=[weight])


@st.composite
def scenes(draw: st.DrawFn, most: int = 5) -> FlatPass:
    """Up to so many targets near a flat track, each with a window about the time the satellite is abreast."""
    n = draw(st.integers(1, most))
    number = lambda low, high: st.floats(low, high, allow_subnormal=False)  # noqa: E731
    x_km = tuple(draw(number(-200.0, 200.0)) for _ in range(n))
    y_km = tuple(draw(number(-400.0, 400.0)) for _ in range(n))
    windows_s = []
    for x in x_km:
        before, after = draw(number(0.0, 60.0)), draw(number(0.1, 60.0))
        abreast_s = 100.0 + x / SPEED_KM_S
        windows_s.append((abreast_s - before, abreast_s + after))
    weights = tuple(draw(st.sampled_from([1.0, 1.5, 4.0])) for _ in range(n))
    return FlatPass(tuple(x + 100.0 * SPEED_KM_S for x in x_km), y_km, tuple(windows_s), weights)


def solved(scene: FlatPass, agility: Agility, **options: int) -> PassOrder:
    nodes_s = np.arange(260.0)
    sight = np.stack([scene.sight(k, nodes_s) for k in range(len(scene.weights))])
    return pass_order(sight, 0.0, [[w] for w in scene.windows_s], agility, weights=scene.weights, **options)


@settings(max_examples=scaled(0.5))
@given(
    scene=scenes(),
    slew_deg_s=st.floats(0.8, 5.0),
    settle_s=st.floats(0.0, 15.0),
    dwell_s=st.floats(0.0, 10.0),
    most=st.integers(1, 5),
)
def test_the_optimum_is_that_of_every_order_tried(
    scene: FlatPass, slew_deg_s: float, settle_s: float, dwell_s: float, most: int
) -> None:
    """Slewing faster than any line of sight turns: worth and last start lie between those of trying all orders with
    0.01 degrees more and less a slew (interpolation of lines of sight costs 0.003)."""
    assert slew_deg_s > FASTEST_SIGHT_DEG_S
    found = solved(scene, Agility(slew_deg_s, settle_s, dwell_s), most=most)
    tried = [
        best_by_trying(
            scene, slew_deg_s=slew_deg_s, settle_s=settle_s, dwell_s=dwell_s, most=most, slack_deg=slack
        )
        for slack in (-0.01, 0.01)
    ]  # fmt: skip
    assert tried[0][0] - 1e-9 <= found.worth <= tried[1][0] + 1e-9
    if found.worth == tried[0][0] == tried[1][0] and found.order.size:
        assert tried[1][1] - 1e-5 <= found.start_s[-1] <= tried[0][1] + 1e-5
    assert_possible(scene, found, slew_deg_s, settle_s, dwell_s)


def assert_possible(scene: FlatPass, found: PassOrder, slew_deg_s: float, settle_s: float, dwell_s: float) -> None:
    """Images lie in their windows to 1e-9 s; between two there is time for the slew, less 0.01 degrees, to settle."""
    assert len(set(found.order.tolist())) == found.order.size
    for place, (k, start_s) in enumerate(zip(found.order.tolist(), found.start_s.tolist(), strict=True)):
        assert scene.windows_s[k][0] - 1e-9 <= start_s
        assert start_s + dwell_s <= scene.windows_s[k][1] + 1e-9
        if place:
            j, end_s = int(found.order[place - 1]), float(found.start_s[place - 1]) + dwell_s
            slewed_deg = float(angle_deg(scene.sight(j, end_s), scene.sight(k, start_s)))
            assert start_s - end_s - settle_s >= (slewed_deg - 0.01) / slew_deg_s - 1e-6


@settings(max_examples=scaled(0.3))
@given(
    scene=scenes(4),
    slew_deg_s=st.floats(0.1, 0.7),
    settle_s=st.floats(0.0, 15.0),
    dwell_s=st.floats(0.0, 10.0),
)
def test_slow_slews_too_are_those_of_every_order_tried(
    scene: FlatPass, slew_deg_s: float, settle_s: float, dwell_s: float
) -> None:
    """Where lines of sight turn faster than the satellite, slews go from whole second to whole second, and every order
    and every second of leaving tried, with 1e-4 degrees more and less a slew, gives the same."""
    found = solved(scene, Agility(slew_deg_s, settle_s, dwell_s))
    nodes_s = np.arange(260.0)
    sight = np.stack([scene.sight(k, nodes_s) for k in range(len(scene.weights))])
    assume(float(angle_deg(sight[:, 1:], sight[:, :-1]).max()) > slew_deg_s)
    tried = [
        best_by_trying(
            scene,
            slew_deg_s=slew_deg_s,
            settle_s=settle_s,
            dwell_s=dwell_s,
            most=4,
            slack_deg=slack,
            nodes_s=nodes_s,
        )
        for slack in (-1e-4, 1e-4)
    ]
    assert tried[0][0] - 1e-9 <= found.worth <= tried[1][0] + 1e-9


@settings(max_examples=scaled(0.5))
@given(
    scene=scenes(6),
    slew_deg_s=st.floats(0.2, 5.0),
    settle_s=st.floats(0.0, 15.0),
    dwell_s=st.floats(0.0, 10.0),
    faster=st.floats(1.0, 3.0),
    shorter=st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)),
)
def test_more_agility_never_makes_a_pass_worth_less(
    scene: FlatPass,
    slew_deg_s: float,
    settle_s: float,
    dwell_s: float,
    faster: float,
    shorter: tuple[float, float],
) -> None:
    """Faster slews, less settling, shorter images: never worth less (windows 1e-4 s longer, for rounding); nothing to
    slew at all gives each target that could be had alone."""
    plain = solved(scene, Agility(slew_deg_s, settle_s, dwell_s))
    longer = FlatPass(scene.x_km, scene.y_km, tuple((a, b + 1e-4) for a, b in scene.windows_s), scene.weights)
    agile = solved(longer, Agility(slew_deg_s * faster, settle_s * shorter[0], dwell_s * shorter[1]))
    assert agile.worth >= plain.worth - 1e-9
    free = solved(scene, Agility(math.inf, 0.0, 0.0))
    assert free.worth == pytest.approx(sum(scene.weights))


@settings(max_examples=scaled(0.5))
@given(
    scene=scenes(7),
    slew_deg_s=st.floats(0.2, 5.0),
    settle_s=st.floats(0.0, 15.0),
    dwell_s=st.floats(0.1, 10.0),
    most=st.integers(1, 7),
)
def test_insertion_stays_below_the_optimum_and_the_optimum_below_the_bound(
    scene: FlatPass, slew_deg_s: float, settle_s: float, dwell_s: float, most: int
) -> None:
    """What is built by insertion is possible, worth no more than the optimum, and the bound is worth no less."""
    agility = Agility(slew_deg_s, settle_s, dwell_s)
    best = solved(scene, agility, most=most)
    quick = solved(scene, agility, most=most, exact_most=0)
    assert quick.worth <= best.worth + 1e-9
    assert best.worth <= quick.bound + 1e-9
    assert quick.order.size <= most
    if slew_deg_s > FASTEST_SIGHT_DEG_S:
        assert_possible(scene, quick, slew_deg_s, settle_s, dwell_s)
    if len(scene.weights) == 1:
        assert quick.worth == best.worth


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"slew_deg_s": 0.0}, "slew_deg_s"),
        ({"slew_deg_s": math.nan}, "slew_deg_s"),
        ({"settle_s": -1.0}, "settle_s"),
        ({"dwell_s": math.inf}, "dwell_s"),
        ({"images_per_pass": 0}, "images_per_pass"),
        ({"images_per_day": 2.5}, "images_per_day"),
        ({"duty_cycle": 1.5}, "duty_cycle"),
        ({"imaging_s_per_revolution": 0.0}, "imaging_s_per_revolution"),
        ({"dwell_s": 0.0, "duty_cycle": 0.1}, "dwell_s"),
    ],
)
def test_agility_that_makes_no_sense_is_refused(wrong: dict[str, float], key: str) -> None:
    """One sentence with the value that is wrong."""
    with pytest.raises(UsageError, match=key):
        Agility(**{"slew_deg_s": 1.0, "settle_s": 10.0, "dwell_s": 5.0} | wrong)


def test_budgets_of_a_revolution_count_images() -> None:
    """3 % of a revolution of 5,700 s is 171 s, 34 images of 5 s; 15 s are exactly three; the smaller budget counts."""
    assert Agility(1.0, 10.0, 5.0).images_per_revolution(5700.0) is None
    assert Agility(1.0, 10.0, 5.0, duty_cycle=0.03).images_per_revolution(5700.0) == 34
    assert Agility(1.0, 10.0, 0.1, imaging_s_per_revolution=0.3).images_per_revolution(5700.0) == 3
    both = Agility(1.0, 10.0, 5.0, duty_cycle=0.03, imaging_s_per_revolution=15.0)
    assert both.images_per_revolution(5700.0) == 3
