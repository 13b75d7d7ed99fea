"""Figures of merit against the worked numbers and rules of STK's help."""

from __future__ import annotations

import numpy as np
import pytest

from authorities import named, numbers
from sim.revisit.merit import merit

STK = {name: numbers(rest) for name, rest in named("stk_figures_of_merit.txt").items()}
ROUNDING = 1e-12  # of sums of three small whole numbers


def between(gap_s):
    """Coverage that leaves these gaps: the first from 0, each followed by a unit of coverage."""
    start_s = np.cumsum(np.asarray(gap_s) + 1.0) - 1.0
    return np.column_stack([start_s, start_s + 1.0])


def test_time_average_gap_is_the_worked_number():
    """3.5 for gaps of 5, 10 and 15 in 100; the mean response and the mean age are half of it, and equal."""
    gaps, (interval,) = STK["time_average_gap.gaps"], STK["time_average_gap.interval"]
    rows = between(gaps)
    rows[-1, 1] = interval
    found = merit([rows], 0.0, interval, edges="clipped")
    assert found.gaps.length_s.tolist() == pytest.approx(gaps, abs=ROUNDING)
    (value,) = STK["time_average_gap.value"]
    assert found.time_average_gap.static() == pytest.approx(value, abs=ROUNDING)
    for statistic in ("average", "maximum", "minimum"):
        assert found.response_time.static(statistic) == pytest.approx(found.age_of_data.static(statistic), abs=ROUNDING)
    assert found.response_time.static("average") == pytest.approx(value / 2.0, abs=ROUNDING)
    assert found.response_time.static("minimum") == STK["response_time.minimum"][0]


def test_num_percent_below_is_the_ninetieth_of_a_hundred():
    """Whatever the order of the gaps."""
    (level,), (n,), (nth,) = (STK[f"num_percent_below.{name}"] for name in ("level", "gaps", "nth"))
    gap_s = np.random.default_rng(0).permutation(np.arange(1.0, n + 1.0))
    rows = between(gap_s)
    found = merit([rows], 0.0, float(rows[-1, 1]), edges="clipped")
    assert found.number_of_gaps.static() == n
    assert found.revisit_time.static("num percent below", level) == np.sort(gap_s)[int(nth) - 1]


def test_an_access_within_an_access_is_a_second_one():
    """Of two satellites; of one and the same it is no other."""
    long, short = [(10.0, 60.0)], [(20.0, 30.0)]
    assert merit([long, short], 0.0, 100.0).number_of_accesses.static() == STK["number_of_accesses.within"][0]
    assert merit([long + short], 0.0, 100.0).number_of_accesses.static() == 1
