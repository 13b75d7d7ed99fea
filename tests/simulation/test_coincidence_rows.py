"""Pairs of looks written by hand: which count, how often they come, and the gaps between them."""

from dataclasses import replace
from typing import Any, Literal

import numpy as np
import pytest
from found_by_hand import each_by_its_sensor, windows_by_hand
from studies.small_constellation import constellation

from sim.constellation.constellation import Constellation
from sim.constellation.tasking import Coincidence, Tasking
from sim.simulation.coincidence_rows import coincidence_rows

H = 3600.0
DAY_S = 24.0 * H
SEARCHED_S = (-DAY_S, 4.0 * DAY_S)
RADARS_0_AND_2_CAMERA_1 = constellation(days=3.0)


def asking(
    first: str, second: str, within_s: float, order: Literal["either", "first then second"] = "either"
) -> Constellation:
    table = Coincidence(name="pair", first=first, second=second, within_s=within_s, order=order)
    return replace(RADARS_0_AND_2_CAMERA_1, tasking=Tasking(coincidences=(table,)))


def row_of(asked: Constellation, *rows: Any, limits_s: tuple[float, ...] = ()) -> dict[str, Any]:
    found = each_by_its_sensor(windows_by_hand(*rows), asked)
    first, second = coincidence_rows(asked, {"one": found}, SEARCHED_S, limits_s)
    assert (first["target"], second["target"], first["coincidence"]) == ("Yongbyon", "Sohae", "pair")
    return first


def test_nothing_is_asked_nothing_is_told() -> None:
    """Without a [[coincidence]] there is no row."""
    assert coincidence_rows(RADARS_0_AND_2_CAMERA_1, {"one": windows_by_hand((0, 0, 0.0, 1.0))}, SEARCHED_S, ()) == []


def test_figures_are_those_worked_by_hand() -> None:
    """Radar then camera ten minutes later, at 6 h on three days and the day after: three pairs, gaps of a day less.

    An event lasts 60 + 600 + 60 s; between two the rest of the day. A wait of 2 h or less: 2 h before, and the event.
    """
    passes = [day * DAY_S + 6.0 * H for day in (-1, 0, 1, 2, 3)]
    looks = [(0, 0, t, t + 60.0) for t in passes] + [(1, 0, t + 660.0, t + 720.0) for t in passes]
    alone = [(2, 0, t + 12.0 * H, t + 12.0 * H + 60.0) for t in passes[1:-1]]
    row = row_of(asking("sar", "camera", 600.0), *looks, *alone, limits_s=(2.0 * H,))
    assert (row["n_pairs"], row["pairs_per_day"], row["n_first"]) == (3, 1.0, 6)
    assert row["share_paired"] == 0.5
    assert row["separation_mean_s"] == 600.0
    gap_s = DAY_S - 720.0
    assert (row["gap_mean_s"], row["gap_max_s"], row["gap_max_censored"]) == (gap_s, gap_s, False)
    assert row["response_mean_s"] == pytest.approx(gap_s**2 / 2.0 / DAY_S)
    assert row["waits_within_7200s"] == pytest.approx((2.0 * H + 720.0) / DAY_S)


def test_the_order_is_kept() -> None:
    """Camera first and radar after is a pair where either may lead, and none where the radar has to."""
    looks = (1, 0, 6.0 * H, 6.0 * H + 60.0), (0, 0, 7.0 * H, 7.0 * H + 60.0)
    assert row_of(asking("sar", "camera", H), *looks)["n_pairs"] == 1
    assert row_of(asking("camera", "sar", H, "first then second"), *looks)["n_pairs"] == 1
    row = row_of(asking("sar", "camera", H, "first then second"), *looks)
    assert (row["n_pairs"], row["share_paired"], row["gap_max_censored"]) == (0, 0.0, True)
    assert np.isnan(row["separation_mean_s"])
    assert row["gap_max_s"] == SEARCHED_S[1] - SEARCHED_S[0]
    assert (row["n_censored"], row["waits_are_lower_bounds"]) == (1, True)


@pytest.mark.parametrize("order", ["either", "first then second"])
def test_a_look_is_no_pair_with_itself(order: Literal["either", "first then second"]) -> None:
    """One sensor named twice: the two sides of a radar's hole are one look, and one look is no pair."""
    sides = (0, 0, 6.0 * H, 6.0 * H + 60.0, 6.0 * H), (0, 0, 6.0 * H + 120.0, 6.0 * H + 180.0, 6.0 * H)
    assert row_of(asking("sar", "sar", DAY_S, order), *sides)["n_pairs"] == 0


@pytest.mark.parametrize("order", ["either", "first then second"])
@pytest.mark.parametrize("other", [0, 2])
def test_each_two_looks_of_one_sensor_pair_once(order: Literal["either", "first then second"], other: int) -> None:
    """Of two satellites, or of two passes of one; whichever was named first, and if both start at once."""
    for later_s in (0.0, 100.0) if other == 2 else (100.0,):
        looks = (0, 0, 6.0 * H, 6.0 * H + 60.0), (other, 0, 6.0 * H + later_s, 6.0 * H + later_s + 70.0)
        row = row_of(asking("sar", "sar", 60.0, order), *looks)
        assert (row["n_pairs"], row["n_first"], row["share_paired"]) == (1, 2, 1.0)


def test_three_looks_of_one_sensor_are_three_pairs() -> None:
    """As many as two can be chosen of them; their events overlap and are one, so that there is one stretch."""
    looks = [(0, 0, 6.0 * H, 6.0 * H + 60.0), (2, 0, 6.1 * H, 6.1 * H + 60.0), (0, 0, 6.2 * H, 6.2 * H + 60.0)]
    row = row_of(asking("sar", "sar", H), *looks)
    assert row["n_pairs"] == 3
    assert row["gap_max_censored"]
    assert row["gap_max_s"] == pytest.approx(SEARCHED_S[1] - 6.2 * H - 60.0)


def test_pairs_that_begin_before_the_span_do_not_count() -> None:
    """A pair belongs to the span in which its first look starts."""
    looks = (
        (0, 0, -60.0, -10.0),
        (1, 0, 5.0, 65.0),
        (0, 0, 3.0 * DAY_S - 60.0, 3.0 * DAY_S),
        (1, 0, 3.0 * DAY_S, 3.0 * DAY_S + 9.0),
    )
    row = row_of(asking("sar", "camera", 600.0), *looks)
    assert (row["n_pairs"], row["n_first"]) == (1, 1)
