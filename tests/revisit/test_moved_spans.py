"""Nothing that is measured depends on where the clock of a span begins: spans that start at other times than 0."""

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from revisit import second_by_second as slow

from sim.revisit.chain import Chain, order_to_desk, system_age
from sim.revisit.exposure import exposure_probability
from sim.revisit.figures import figures
from sim.revisit.gaps import EDGES
from sim.revisit.merit import merit
from sim.revisit.usable import usable_looks

START, END = slow.START, slow.END
LIMITS_S = (0.0, 7.0, 20.0)
MOMENTS = ("gap_max_start_s", "gap_max_end_s")  # on the span's clock: they move with it
ROUNDING = 1e-9  # relative, or in seconds: times are whole seconds below 1e6, of which doubles lose nothing
MOVES = st.sampled_from([-86_400, -60, -7, 13, 60, 1_000_000])


def moved(rows, by_s):
    return [(a + by_s, b + by_s) for a, b in rows]


@given(slow.coverages(), slow.coverages(), st.sampled_from(EDGES), st.sampled_from(["looks", "all"]), MOVES)
def test_figures_stay_when_span_and_rows_move_together(looks, windows, edges, between, by_s):
    """Every figure has the value it has from 0 on; the ends of the longest gap move along."""
    more = {"edges": edges, "gaps": between, "limits_s": LIMITS_S}
    here = asdict(figures(looks, windows, START, END, searched_from_s=slow.FROM, searched_to_s=slow.TO, **more))
    there = asdict(
        figures(
            moved(looks, by_s),
            moved(windows, by_s),
            START + by_s,
            END + by_s,
            searched_from_s=slow.FROM + by_s,
            searched_to_s=slow.TO + by_s,
            **more,
        )
    )
    for name, value in here.items():
        expected = value + by_s if name in MOMENTS else value
        told = expected if isinstance(value, str) else pytest.approx(expected, rel=ROUNDING, abs=ROUNDING, nan_ok=True)
        assert there[name] == told, name


def test_a_span_that_starts_late_has_its_own_length():
    """From 1,000 s to 1,100 s with looks at 1,010 to 1,020 and 1,050 to 1,060 s: by hand."""
    rows = [(1010, 1020), (1050, 1060)]
    found = figures(rows, rows, 1000, 1100, edges="clipped", limits_s=[30.0])
    assert (found.span_s, found.n_looks, found.time_per_look_s) == (100.0, 2, 50.0)
    assert found.looks_per_day == pytest.approx(2 * 864.0)
    assert (found.gap_max_s, found.gap_max_start_s, found.gap_max_end_s) == (40.0, 1060.0, 1100.0)
    assert found.percent_covered == pytest.approx(20.0)
    assert found.response_mean_s == pytest.approx((10**2 + 30**2 + 40**2) / 200)
    assert found.wait_probability == pytest.approx((0.9,))


@given(st.lists(slow.coverages(), min_size=1, max_size=3), st.sampled_from(EDGES), MOVES)
def test_every_figure_of_merit_stays(by_satellite, edges, by_s):
    """All of STK's figures at their own statistic, and by calendar day, whose midnight moves along."""
    here = merit(by_satellite, START, END, edges=edges, searched_from_s=slow.FROM, searched_to_s=slow.TO)
    there = merit(
        [moved(rows, by_s) for rows in by_satellite],
        START + by_s,
        END + by_s,
        edges=edges,
        searched_from_s=slow.FROM + by_s,
        searched_to_s=slow.TO + by_s,
    )
    for one, other in zip(here.summary(), there.summary(), strict=True):
        assert other[:2] == one[:2]
        assert other[2] == pytest.approx(one[2], rel=ROUNDING, abs=ROUNDING, nan_ok=True), one[:2]
        assert other[4] == one[4]


@given(slow.coverages(), st.integers(1, 30), MOVES)
def test_chances_stay(windows, exposure_s, by_s):
    """Of an exposure to be seen, and of a usable look within a time, half of the looks being clear."""
    here = exposure_probability(windows, START, END, exposure_s=exposure_s)
    there = exposure_probability(moved(windows, by_s), START + by_s, END + by_s, exposure_s=exposure_s)
    assert there == pytest.approx(here, abs=ROUNDING)
    near = usable_looks(windows, 0.5, START, END, searched_to_s=slow.TO)
    far = usable_looks(moved(windows, by_s), 0.5, START + by_s, END + by_s, searched_to_s=slow.TO + by_s)
    assert far.n_looks == near.n_looks
    assert far.within(20.0) == pytest.approx(near.within(20.0), abs=ROUNDING)
    assert far.first_clear() == pytest.approx(near.first_clear(), abs=1e-7)  # s, of waits up to 110 s


@given(slow.coverages(), slow.coverages(), slow.coverages(), MOVES)
def test_times_to_the_desk_stay(windows, up, down, by_s):
    """Mean time from the order to the desk, its waits, and the age on the desk."""
    chain = Chain(preparation_s=2.0, command_s=1.0, collect_s=1.0, downlink_s=1.0, processing_s=3.0)

    def measured(shift_s):
        over, commands, downlinks = ([moved(rows, shift_s)] for rows in (windows, up, down))
        span = (START + shift_s, END + shift_s)
        times = order_to_desk(chain, over, commands, downlinks, *span, searched_to_s=slow.TO + shift_s)
        age = system_age(chain, over, downlinks, *span, searched_from_s=slow.FROM + shift_s)
        values = [times.mean_s, times.share_censored, times.percentile(50.0), age.mean_s, age.share_censored]
        return np.array([*values, *(one.mean for one in times.waits.values() if times.share_censored < 1.0)])

    np.testing.assert_allclose(measured(by_s), measured(0), rtol=1e-9, atol=1e-7)
