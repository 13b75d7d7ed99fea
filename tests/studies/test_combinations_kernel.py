"""Figures of many combinations at once, against ``figures`` one by one and against a count second by second."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from random_orbits import scaled
from revisit import second_by_second as slow

from sim.revisit.figures import figures
from sim.studies import combinations_kernel as kernel
from sim.studies.combinations import measure

FROM, SPAN, TO = slow.FROM, slow.END, slow.TO
LIMITS_S = (0.0, 7.0, 20.0, 1000.0)  # of a span of 60 s, searched from -40 s to 110 s
ROUNDING = 1e-9

Rows = list[tuple[float, float]]
Block = list[list[Rows]]  # one list of rows for each target and satellite


def disjoint(rows: list[tuple[int, int]]) -> Rows:
    """One satellite's windows: in order, not overlapping, none empty."""
    found: Rows = []
    for start, end in sorted(rows):
        start = max(start, int(found[-1][1]) if found else start)
        if end > start:
            found.append((float(start), float(end)))
    return found


def blocks_of(n_blocks: int, n_targets: int, n_satellites: int) -> st.SearchStrategy[list[Block]]:
    one = slow.coverages(max_size=6).map(disjoint)
    return st.lists(
        st.lists(st.lists(one, min_size=n_satellites, max_size=n_satellites), min_size=n_targets, max_size=n_targets),
        min_size=n_blocks,
        max_size=n_blocks,
    )


def flat(blocks: list[Block]) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Return where each block's, target's and satellite's rows begin and end, and all starts and ends."""
    where: list[tuple[int, int]] = []
    rows: Rows = []
    for block in blocks:
        for target in block:
            for of_satellite in target:
                where.append((len(rows), len(rows) + len(of_satellite)))
                rows += of_satellite
    shape = (len(blocks), len(blocks[0]), len(blocks[0][0]), 2)
    both = np.array(rows, dtype=float).reshape(-1, 2)
    starts, ends = (np.ascontiguousarray(both[:, k]) for k in (0, 1))
    return np.array(where, dtype=np.int64).reshape(shape), starts, ends


def measured(
    looks: list[Block],
    windows: list[Block],
    block_of: list[list[int]],
    *,
    percentiles: list[bool] | None = None,
    limits_s: tuple[float, ...] = LIMITS_S,
    in_tail: list[bool] | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return measure(
        np.array(block_of, dtype=np.int64),
        flat(looks),
        flat(windows),
        in_tail=np.array(in_tail if in_tail is not None else [False] * len(block_of[0])),
        search=(float(FROM), float(TO)),
        span_s=float(SPAN),
        limits_s=np.array(limits_s, dtype=np.float64),
        percentiles=np.array(percentiles if percentiles is not None else [True] * len(block_of)),
    )


def chosen(blocks: list[Block], block_of: list[int], target: int) -> Rows:
    """All rows of one combination at one target."""
    return [row for s, b in enumerate(block_of) if b >= 0 for row in blocks[b][target][s]]


COMBINATIONS = st.lists(st.lists(st.integers(-1, 2), min_size=3, max_size=3), min_size=1, max_size=4)
TAILS = st.lists(st.booleans(), min_size=3, max_size=3)  # which satellites are united apart from the others


@settings(max_examples=scaled(0.5))
@given(blocks_of(3, 2, 3), blocks_of(3, 2, 3), COMBINATIONS, TAILS)
def test_every_shared_figure_is_that_of_figures(
    looks: list[Block], windows: list[Block], block_of: list[list[int]], in_tail: list[bool]
):
    """All that ``figures`` gives with completed edges, whichever satellites are in the tails.

    Satellites may be left out (block -1), lists may be empty, coverage may reach to the ends of the search.
    """
    out, _ = measured(looks, windows, block_of, in_tail=in_tail)
    n = len(LIMITS_S)
    for c, combination in enumerate(block_of):
        for p in range(2):
            f = figures(
                chosen(looks, combination, p),
                chosen(windows, combination, p),
                0.0,
                SPAN,
                searched_from_s=FROM,
                searched_to_s=TO,
                limits_s=LIMITS_S,
            )
            expected = {
                kernel.N_LOOKS: f.n_looks,
                kernel.GAP_MAX: f.gap_max_s,
                kernel.GAP_MEAN: f.gap_mean_s,
                kernel.REVISIT_MAX: f.revisit_max_s,
                kernel.REVISIT_MEAN: f.revisit_mean_s,
                kernel.RESPONSE_MEAN: f.response_mean_s,
                kernel.CENSORED: f.n_censored,
                **{kernel.N_COLUMNS + k: f.share_of_gaps_within[k] for k in range(n)},
                **{kernel.N_COLUMNS + n + k: f.wait_probability[k] for k in range(n)},
            }
            if f.n_gaps:
                expected |= {kernel.GAP_MEDIAN: f.gap_median_s, kernel.GAP_P95: f.gap_p95_s}
            for column, value in expected.items():
                assert out[c, p, column] == pytest.approx(value, rel=ROUNDING, abs=ROUNDING, nan_ok=True), column


def waits_at_middles(rows: Rows) -> NDArray[np.float64]:
    """Return the wait from the middle of each second of the span, counted on whole seconds."""
    return np.array([wait for wait, _, _ in slow.waits([(int(a), int(b)) for a, b in rows], clipped=False)])


@settings(max_examples=scaled(1.0))
@given(blocks_of(2, 3, 2), st.lists(st.integers(-1, 1), min_size=2, max_size=2), st.booleans())
def test_all_targets_together_are_counted_instant_by_instant(
    windows: list[Block], combination: list[int], has_tail: bool
):
    """The longest time until every target has been seen, and the share of instants from which all are within a limit.

    Inside a second on the grid a wait falls at slope 1, so with limits half a second off the grid each second counts
    whole.
    """
    limits_s = (0.5, 6.5, 19.5, 999.5)
    _, together = measured(windows, windows, [combination], limits_s=limits_s, in_tail=[False, has_tail])
    last = np.max([waits_at_middles(chosen(windows, combination, p)) for p in range(3)], axis=0)
    longest = last.max() + 0.5 if last.max() > 0.0 else 0.0  # from the second's beginning
    assert together[0, 0] == pytest.approx(longest, abs=ROUNDING)
    # Covered at its middle: covered all through. Else the wait falls from middle + 0.5 to middle - 0.5 in the second.
    for k, limit_s in enumerate(limits_s):
        share = np.clip(limit_s - last + 0.5, 0.0, 1.0)
        share[last == 0.0] = 1.0
        assert together[0, 1 + k] == pytest.approx(share.mean(), abs=ROUNDING)


def test_nobody_at_all_leaves_one_gap_as_long_as_the_search():
    """With every satellite left out: one censored gap, nothing seen within any limit short of it, no look."""
    blocks: list[Block] = [[[[(1.0, 2.0)], [(5.0, 9.0)]]]]
    out, together = measured(blocks, blocks, [[-1, -1]])
    row = out[0, 0]
    assert (row[kernel.N_LOOKS], row[kernel.CENSORED]) == (0.0, 1.0)
    assert row[kernel.GAP_MAX] == row[kernel.GAP_MEAN] == row[kernel.GAP_MEDIAN] == TO - FROM
    assert row[kernel.N_COLUMNS : kernel.N_COLUMNS + 4].tolist() == [0.0, 0.0, 0.0, 1.0]
    assert together[0, 0] == TO


def test_no_rows_anywhere_is_no_trouble():
    """Blocks without a single row: figures as of nobody."""
    empty: list[Block] = [[[[], []], [[], []]]]
    out, together = measured(empty, empty, [[0, 0]])
    assert (out[0, :, kernel.GAP_MAX] == TO - FROM).all()
    assert together[0] == pytest.approx([TO, 0.0, 0.0, 0.0, 1.0], abs=ROUNDING)


def test_coverage_throughout_has_no_gap():
    """Covered from before the span to after it: gaps and waits are 0, every share is 1, the percentiles say nothing."""
    blocks: list[Block] = [[[[(-5.0, 30.0)], [(30.0, 70.0)]]]]
    out, together = measured(blocks, blocks, [[0, 0]])
    row = out[0, 0]
    zero = (kernel.GAP_MAX, kernel.GAP_MEAN, kernel.REVISIT_MAX, kernel.REVISIT_MEAN, kernel.RESPONSE_MEAN)
    assert all(row[column] == 0.0 for column in zero)
    assert math.isnan(row[kernel.GAP_MEDIAN])
    assert (row[kernel.N_COLUMNS :] == 1.0).all()
    assert together[0] == pytest.approx([0.0, 1.0, 1.0, 1.0, 1.0], abs=ROUNDING)


def test_percentiles_are_computed_only_where_asked_for():
    """Of two equal combinations the one that does not ask gets NaN, and everything else alike."""
    blocks: list[Block] = [[[[(3.0, 5.0), (20.0, 22.0), (50.0, 51.0)]]]]
    out, _ = measured(blocks, blocks, [[0], [0]], percentiles=[True, False])
    assert np.isfinite(out[0, 0]).all()
    skipped = [kernel.GAP_MEDIAN, kernel.GAP_P95]
    assert np.isnan(out[1, 0, skipped]).all()
    rest = np.delete(np.arange(out.shape[2]), skipped)
    assert np.array_equal(out[0, 0, rest], out[1, 0, rest], equal_nan=True)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40), st.sampled_from([0.0, 5.0, 50.0, 95.0, 100.0]))
def test_percentiles_are_numpys(values: list[float], percent: float):
    """numpy's linear percentile of values in any order, to rounding; the first n count, and of none it is NaN."""
    padded = np.append(values, [1e9, 1e9])
    expected: Any = pytest.approx(np.percentile(values, percent), rel=1e-12, abs=1e-6)
    assert kernel.percentile(padded.copy(), len(values), percent) == expected
    assert math.isnan(kernel.percentile(padded, 0, percent))
