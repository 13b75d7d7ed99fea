"""How figures settle with the span: on coverage whose gaps are known, and in what must always be so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import scaled

from benchmarks.convergence import convergence
from sim.errors import UsageError

DAY_S = 86400.0


def regular(every_s: float, days: float) -> np.ndarray:
    """A minute of coverage every so often, from ten days before to ten days after the span."""
    start_s = np.arange(-10.0 * DAY_S, (days + 10.0) * DAY_S, every_s)
    return np.column_stack([start_s, start_s + 60.0])


def test_regular_looks_are_settled_at_once() -> None:
    """A look every two hours: every part of 16 days has gaps of 7,140 s, whatever its length and start."""
    found = convergence(
        regular(7200.0, 16.0), 16.0 * DAY_S, searched_from_s=-10.0 * DAY_S, searched_to_s=26.0 * DAY_S
    )  # fmt: skip
    for values in (found["gap_mean_s"], found["gap_p95_s"], found["gap_max_s"]):
        assert values.shape == (5, 9)
        np.testing.assert_allclose(values, 7140.0)
    assert found.spread("gap_max_s").tolist() == pytest.approx([0.0] * 5)
    assert found.settled_from("gap_mean_s", 0.01) == 0.125
    assert found.start_s[0].tolist() == pytest.approx(np.linspace(0.0, 14.0 * DAY_S, 9).tolist())
    assert found.start_s[-1].tolist() == [0.0] * 9


def test_one_long_gap_is_met_by_the_parts_that_reach_it() -> None:
    """A night of 12 h on day 6 of 8: of quarters (two days) begun at 0, 3 and 6 days, on paper the longest gap is 12 h
    for the last alone; halves begun at 0 and 4 miss and meet it; nothing short of the whole is settled."""
    looks = regular(7200.0, 8.0)
    looks = looks[(looks[:, 0] <= 6.25 * DAY_S) | (looks[:, 0] >= 6.75 * DAY_S)]
    edges = {"searched_from_s": -10.0 * DAY_S, "searched_to_s": 18.0 * DAY_S}
    quarters = convergence(looks, 8.0 * DAY_S, fractions=(0.25, 1.0), starts=3, **edges)
    assert quarters["gap_max_s"][0].tolist() == pytest.approx([7140.0, 7140.0, 43140.0])
    assert quarters["gap_max_s"][1].tolist() == pytest.approx([43140.0] * 3)
    assert quarters.spread("gap_max_s")[0] == pytest.approx(18000.0)
    assert quarters.settled_from("gap_max_s", 0.1) is None
    halves = convergence(looks, 8.0 * DAY_S, fractions=(0.5, 1.0), starts=2, **edges)
    assert halves["gap_max_s"][0].tolist() == pytest.approx([7140.0, 43140.0])


@settings(max_examples=scaled(0.5))
@given(
    looks=st.lists(st.tuples(st.floats(-1e5, 6e5), st.floats(1.0, 3e4)), max_size=25),
    fractions=st.lists(st.floats(0.05, 1.0), min_size=1, max_size=4),
    starts=st.integers(1, 5),
)
def test_no_part_has_a_longer_gap_than_the_whole(
    looks: list[tuple[float, float]], fractions: list[float], starts: int
) -> None:
    """The longest gap of a part is at most that of the whole span; mean <= p95-or-max order holds in each part."""
    rows = np.array([(a, a + b) for a, b in looks]).reshape(-1, 2)
    found = convergence(
        rows, 5e5, searched_from_s=-1e5, searched_to_s=7e5, fractions=[*fractions, 1.0], starts=starts
    )  # fmt: skip
    whole_s = found["gap_max_s"][-1, 0]
    if np.isnan(whole_s):
        assert np.isnan(found["gap_max_s"]).all()
        return
    known = ~np.isnan(found["gap_max_s"])
    assert (found["gap_max_s"][known] <= whole_s).all()
    assert (found["gap_mean_s"][known] <= found["gap_max_s"][known] + 1e-6).all()
    assert (found["gap_p95_s"][known] <= found["gap_max_s"][known] + 1e-6).all()
    assert (found.start_s + np.array([*fractions, 1.0])[:, None] * 5e5 <= 5e5 + 1e-6).all()


def test_odd_parts_are_refused() -> None:
    """Fractions outside (0, 1] and no starts at all."""
    edges = {"searched_from_s": 0.0, "searched_to_s": DAY_S}
    for wrong in ((), (0.0,), (1.5,), (float("nan"),)):
        with pytest.raises(UsageError, match="fractions"):
            convergence([], DAY_S, fractions=wrong, **edges)
    with pytest.raises(UsageError, match="starts"):
        convergence([], DAY_S, starts=0, **edges)
