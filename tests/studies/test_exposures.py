"""Chances of exposures of many combinations at once, against ``exposure_probability`` one by one, and by seconds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from random_orbits import scaled
from revisit import second_by_second as slow
from studies.test_combinations_kernel import COMBINATIONS, TAILS, Block, Rows, blocks_of, flat

from sim.revisit.exposure import exposure_probability
from sim.studies.exposures import exposure_chances

FROM, SPAN = slow.FROM, slow.END
LIMITS_S = (1.0, 7.0, 20.0, 45.0, 60.0, 1000.0)  # of a span of 60 s, searched from -40 s
ROUNDING = 1e-9
DWELLS = st.lists(st.sampled_from([0, 1, 4, 9, 30]), min_size=3, max_size=3)


def shortened(blocks: list[Block], dwell_s: list[int]) -> list[Block]:
    """Return every window from a dwell after its start to a dwell before its end, without those that do not last it."""
    return [
        [[[(a + d, b - d) for a, b in rows if b - a >= d] for rows in target] for target in block]
        for block, d in zip(blocks, dwell_s, strict=True)
    ]


def measured(
    blocks: list[Block],
    dwell_s: list[int],
    combinations: list[list[int]],
    in_tail: list[bool] | None = None,
    limits_s: tuple[float, ...] = LIMITS_S,
) -> NDArray[np.float64]:
    return exposure_chances(
        np.array(combinations, dtype=np.int64),
        flat(shortened(blocks, dwell_s)),
        np.array(dwell_s, dtype=np.float64),
        in_tail=np.array(in_tail if in_tail is not None else [False] * len(combinations[0])),
        search_from_s=float(FROM),
        span_s=float(SPAN),
        limits_s=np.array(limits_s, dtype=np.float64),
    )


def chosen(blocks: list[Block], dwell_s: list[int], combination: list[int], target: int) -> tuple[Rows, list[int]]:
    """Return all windows of one combination at one target, and the dwell of each."""
    found = [(row, dwell_s[b]) for s, b in enumerate(combination) if b >= 0 for row in blocks[b][target][s]]
    return [row for row, _ in found], [d for _, d in found]


@settings(max_examples=scaled(1.0))
@given(blocks_of(3, 2, 3), DWELLS, COMBINATIONS, TAILS)
def test_every_chance_is_that_of_one_list(
    blocks: list[Block], dwell_s: list[int], combinations: list[list[int]], in_tail: list[bool]
) -> None:
    """``exposure_probability`` of the same windows and dwells, whichever satellites are in the tails.

    Dwells differ from block to block, windows may be shorter than two dwells, and exposures shorter than one.
    """
    out = measured(blocks, dwell_s, combinations, in_tail)
    for c, combination in enumerate(combinations):
        for p in range(2):
            rows, dwells_s = chosen(blocks, dwell_s, combination, p)
            for k, limit_s in enumerate(LIMITS_S):
                if limit_s >= SPAN:
                    assert math.isnan(out[c, p, k])
                    continue
                expected = exposure_probability(rows, 0.0, SPAN, exposure_s=limit_s, min_dwell_s=dwells_s)
                assert out[c, p, k] == pytest.approx(expected, rel=ROUNDING, abs=ROUNDING), (c, p, limit_s)


@settings(max_examples=scaled(0.5))
@given(blocks_of(3, 1, 3), DWELLS, st.lists(st.integers(-1, 2), min_size=3, max_size=3))
def test_every_chance_is_that_of_trying_every_second(
    blocks: list[Block], dwell_s: list[int], combination: list[int]
) -> None:
    """An exposure that begins in the middle of a second is seen if it holds the dwell of one window."""
    out = measured(blocks, dwell_s, [combination])
    rows, dwells_s = chosen(blocks, dwell_s, combination, 0)
    for k, limit_s in enumerate(LIMITS_S):
        if limit_s >= SPAN:
            continue
        starts = [x + 0.5 for x in range(int(SPAN - limit_s))]
        seen = [
            any(min(b, x + limit_s) - max(a, x) >= max(d, 1e-9) for (a, b), d in zip(rows, dwells_s, strict=True))
            for x in starts
        ]
        assert out[0, 0, k] == pytest.approx(sum(seen) / len(starts), abs=ROUNDING)


def test_a_window_that_reaches_further_is_not_forgotten() -> None:
    """One window ends at 17 s and needs no dwell. One from 9 to 19 s with a dwell of 9 s sees starts up to 10 s alone.

    Shortened by the dwell the latter is [18, 10]: it starts after 17 s and ends before. Exposures of 20 s are seen from
    the starts 0 to 17 s of 0 to 40 s.
    """
    blocks: list[Block] = [[[[(0.0, 17.0)], []]], [[[], [(9.0, 19.0)]]], [[[], [(9.0, 19.0), (50.0, 60.0)]]]]
    out = measured(blocks, [0, 9, 9], [[0, 1], [0, 2]], limits_s=(20.0,))
    assert out[0, 0, 0] == pytest.approx(17.0 / 40.0)
    # The window from 50 to 60 s sees the exposures that begin from 50 + 9 - 20 = 39 s on, of those up to 40 s.
    assert out[1, 0, 0] == pytest.approx(18.0 / 40.0)


def test_a_window_must_hold_the_dwell_and_so_must_the_exposure() -> None:
    """One window of 10 s and a dwell of 4 s: exposures of 3 s never, of 4 s from 6 s of starts, of 20 s from 22 s."""
    blocks: list[Block] = [[[[(30.0, 40.0)]]]]
    out = measured(blocks, [4], [[0]], limits_s=(3.0, 4.0, 20.0))
    assert out[0, 0] == pytest.approx([0.0, 6.0 / 56.0, 22.0 / 40.0])
    assert measured(blocks, [11], [[0]], limits_s=(20.0,))[0, 0, 0] == 0.0


def test_without_any_window_nothing_is_seen() -> None:
    """No satellite, or lists without a window: the chance is 0, and an exposure as long as the span has none."""
    empty: list[Block] = [[[[], []]]]
    for combination in ([0, 0], [-1, -1]):
        out = measured(empty, [3], [combination])
        assert (out[0, 0, :4] == 0.0).all()
        assert np.isnan(out[0, 0, 4:]).all()


def test_always_watched_is_always_seen() -> None:
    """Windows from before the span to after it see every exposure that is as long as the dwell."""
    blocks: list[Block] = [[[[(-40.0, 110.0)]]]]
    assert (measured(blocks, [7], [[0]])[0, 0, 1:4] == 1.0).all()
    assert measured(blocks, [7], [[0]])[0, 0, 0] == 0.0
