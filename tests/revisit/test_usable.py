"""Looks that clouds may spoil: every outcome of the weather counted, draws with fixed seeds, and cases by hand."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import scaled
from revisit import second_by_second as slow

from sim.errors import UsageError
from sim.revisit.merit import merit
from sim.revisit.usable import looks_needed, usable_looks

START, END, TO = slow.START, slow.END, slow.TO
MIDDLES = np.arange(START, END) + 0.5
ROUNDING = 1e-9  # of products and sums of a few hundred terms, in s or as a probability
HOUR, DAY = 3600.0, 86400.0

CHANCE = st.sampled_from([0.0, 0.2, 0.3, 0.5, 0.9, 1.0])
SKY_S = st.sampled_from([0, 1, 12, 40])


def with_chances(max_size: int):
    return slow.coverages(max_size=max_size).flatmap(
        lambda rows: st.tuples(st.just(rows), st.lists(CHANCE, min_size=len(rows), max_size=len(rows)))
    )


def outcomes(rows, chances, same_sky_s):
    """Every weather: its probability, and the looks that are clear in it. Empty looks are none."""
    looks = sorted((a, b, p) for (a, b), p in zip(rows, chances, strict=True) if a < b and a < TO)
    skies: list[list[tuple[int, int, float]]] = []
    for look in looks:
        if skies and look[0] - skies[-1][0][0] < same_sky_s:
            skies[-1].append(look)
        else:
            skies.append([look])
    # Between two neighbouring probabilities of a sky's looks its number u makes no difference.
    levels = [sorted({0.0, 1.0, *(p for _, _, p in sky)}) for sky in skies]
    for picks in itertools.product(*(itertools.pairwise(one) for one in levels)):
        probability = math.prod(high - low for low, high in picks)
        clear = [
            (a, b) for sky, (low, high) in zip(skies, picks, strict=True) for a, b, p in sky if 0.5 * (low + high) < p
        ]
        yield probability, clear


def wait_for(clear, t):
    """Seconds from t to the first clear look; None if there is none."""
    return min((max(a - t, 0.0) for a, b in clear if b > t), default=None)


@settings(max_examples=scaled(0.5))
@given(with_chances(4), SKY_S)
def test_waits_agree_with_every_weather(looks, same_sky_s):
    """Chance within whole waits, mean wait and what is left over: over all outcomes and the middles of all seconds.

    All ends are whole seconds, so that inside a second a wait stands still or falls and no whole limit is passed.
    """
    rows, chances = looks
    found = usable_looks(rows, chances, START, END, same_sky_s=same_sky_s, searched_to_s=TO)
    mean = left = 0.0
    within = dict.fromkeys((0, 7, 20, 50), 0.0)
    for probability, clear in outcomes(rows, chances, same_sky_s):
        waits = [wait_for(clear, t) for t in MIDDLES]
        mean += probability * np.mean([TO - t if w is None else w for w, t in zip(waits, MIDDLES, strict=True)])
        left += probability * np.mean([w is None for w in waits])
        for limit_s in within:
            within[limit_s] += probability * np.mean([w is not None and w <= limit_s for w in waits])
    first = found.first_clear()
    assert first.mean_s == pytest.approx(mean, abs=ROUNDING)
    assert first.share_without == pytest.approx(left, abs=ROUNDING)
    for limit_s, expected in within.items():
        assert found.within(limit_s) == pytest.approx(expected, abs=ROUNDING)


@settings(max_examples=scaled(0.5))
@given(with_chances(5), SKY_S, st.sampled_from([0.3, 0.5, 0.75, 0.99]))
def test_cumulative_probability_agrees_with_every_weather(looks, same_sky_s, probability):
    """The chance that a look begun by then, of those not over at the start of the span, was clear."""
    rows, chances = looks
    found = usable_looks(rows, chances, START, END, same_sky_s=same_sky_s, searched_to_s=TO)
    seen = np.zeros(TO - START + 1)
    expected = 0.0
    for chance, clear in outcomes(rows, chances, same_sky_s):
        for t in range(START, TO + 1):
            seen[t - START] += chance * any(a <= t and b > START for a, b in clear)
        expected += chance * sum(START <= a < END for a, _ in clear)
    assert found.cumulative(np.arange(START, TO + 1)) == pytest.approx(seen, abs=ROUNDING)
    assert found.expected_looks == pytest.approx(expected, abs=ROUNDING)
    n, after_s = found.needed(probability)
    reached = np.flatnonzero(seen >= probability - ROUNDING)
    if reached.size and reached[0] + START < TO:
        assert after_s == reached[0]
        serving = sorted(a for a, b in rows if b > max(a, START))
        assert serving[int(n) - 1] == after_s + START or after_s == 0.0
    elif not reached.size:
        assert math.isnan(n)


@given(slow.coverages())
def test_without_clouds_it_is_the_response_time(rows):
    """Every look clear: the wait for the first clear look is that of the figures of merit."""
    found = usable_looks(rows, 1.0, START, END, searched_to_s=TO)
    response = merit([rows], START, END, searched_from_s=slow.FROM, searched_to_s=TO).response_time
    assert found.first_clear().mean_s == pytest.approx(response.static("average"), abs=ROUNDING)
    known = response.over_time.only(~response.over_time.open)
    for limit_s in (0, 5, 20):
        expected = known.share("at most", limit_s) * known.time_s / (END - START) if known.time_s else 0.0
        assert found.within(limit_s) == pytest.approx(expected, abs=ROUNDING)


@pytest.mark.parametrize("same_sky_s", [0.0, 2 * HOUR])
@pytest.mark.parametrize("seed", [1, 2])
def test_draws_with_fixed_seeds_agree(seed, same_sky_s):
    """50,000 draws of weather and instant over ten days with some 40 looks: within four standard errors."""
    rng = np.random.default_rng(seed)
    start_s = np.sort(rng.uniform(-HOUR, 12 * DAY, 48))
    rows, chances = np.column_stack([start_s, start_s + rng.uniform(60.0, 600.0, 48)]), rng.uniform(0.05, 0.6, 48)
    found = usable_looks(rows, chances, 0.0, 10 * DAY, same_sky_s=same_sky_s, searched_to_s=13 * DAY)
    sky, first = np.zeros(48, dtype=int), 0
    for k in range(1, 48):
        if start_s[k] - start_s[first] >= same_sky_s:
            first = k
        sky[k] = first
    n = 50_000
    wait_s, t = np.full(n, np.inf), rng.uniform(0.0, 10 * DAY, n)
    u = rng.uniform(size=(n, 48))
    for k in range(47, -1, -1):
        serves = (u[:, sky[k]] < chances[k]) & (rows[k, 1] > t)
        wait_s[serves] = np.maximum(rows[k, 0] - t[serves], 0.0)
    counted_s = np.minimum(wait_s, 13 * DAY - t)
    assert abs(found.first_clear().mean_s - counted_s.mean()) < 4.0 * counted_s.std() / math.sqrt(n)
    for limit_s in (6 * HOUR, 2 * DAY):
        share = (wait_s <= limit_s).mean()
        assert abs(found.within(limit_s) - share) < 4.0 * math.sqrt(share * (1.0 - share) / n)


def test_a_look_a_day_by_hand():
    """Momentary looks once a day, clear with 1/4, for ever: half a day to the next, and 3 more days on average after.

    The mean wait is 0.5 + (1 - 1/4) / (1/4) = 3.5 days; within one day 1/4, within two 1 - (3/4)^2 = 7/16. Half of all
    weather is served after three looks, 58 %; 400 days leave nothing over that could be seen.
    """
    start_s = np.arange(400.0) * DAY
    found = usable_looks(np.column_stack([start_s, start_s + 1e-3]), 0.25, 0.0, 100 * DAY)
    first = found.first_clear()
    assert first.mean_s / DAY == pytest.approx(3.5, abs=1e-6)  # looks that last a millisecond in a day
    assert first.share_without < 1e-30
    assert found.within(DAY) == pytest.approx(0.25, abs=1e-6)
    assert found.within(2 * DAY) == pytest.approx(7 / 16, abs=1e-6)
    assert found.needed(0.5) == (3.0, 2 * DAY)
    assert looks_needed(0.25, 0.5) == 3.0
    assert (found.n_looks, found.expected_looks) == (100, 25.0)


def test_two_looks_under_one_sky_are_worth_the_better_one():
    """Cameras two minutes apart, clear with 0.4 and 0.5: 0.7 if their skies were two, 0.5 as they are one."""
    rows, chances = [(100.0, 110.0), (220.0, 230.0)], [0.4, 0.5]
    apart = usable_looks(rows, chances, 0.0, 1000.0)
    shared = usable_looks(rows, chances, 0.0, 1000.0, same_sky_s=600.0)
    assert apart.cumulative([100.0, 1000.0]) == pytest.approx([0.4, 0.7])
    assert shared.cumulative([100.0, 1000.0]) == pytest.approx([0.4, 0.5])
    assert (apart.n_skies, shared.n_skies) == (2, 1)
    assert apart.expected_looks == shared.expected_looks == 0.9
    assert all(math.isnan(x) for x in shared.needed(0.6))


def test_a_sky_does_not_outlast_its_time():
    """Looks every 50 s and a sky of 120 s: three looks to a sky, not all to one."""
    start_s = np.arange(9.0) * 50.0
    found = usable_looks(np.column_stack([start_s, start_s + 1.0]), 0.5, 0.0, 500.0, same_sky_s=120.0)
    assert found.sky.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert found.cumulative(500.0) == pytest.approx(1.0 - 0.5**3)


def test_no_look_leaves_all_over():
    """Nothing comes: the wait counts to the end of the search, and the whole share is without."""
    first = usable_looks([], 0.5, 0.0, 100.0, searched_to_s=300.0).first_clear()
    assert (first.mean_s, first.share_without) == (250.0, 1.0)
    assert usable_looks([], [], 0.0, 100.0).within(50.0) == 0.0


@given(st.integers(1, 99), st.integers(1, 99))
def test_looks_needed_are_just_enough(clear, probability):
    """So many looks reach the probability, one fewer does not."""
    n = looks_needed(clear / 100, probability / 100)
    assert 1.0 - (1.0 - clear / 100) ** n >= probability / 100 - ROUNDING
    assert 1.0 - (1.0 - clear / 100) ** (n - 1) < probability / 100 + ROUNDING


def test_looks_needed_at_the_ends():
    """A radar needs one look; what is never clear, and certainty, need more than there are."""
    assert [looks_needed(1.0, 0.9), looks_needed(0.5, 0.0)] == [1.0, 0.0]
    assert [looks_needed(0.0, 0.5), looks_needed(0.5, 1.0)] == [math.inf, math.inf]


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: usable_looks([(0.0, 1.0)], [0.5, 0.5], 0.0, 9.0), "1 looks need as many probabilities"),
        (
            lambda: usable_looks([(0.0, 1.0)], 1.5, 0.0, 9.0),
            "a probability of 1.5 to be clear must lie between 0 and 1",
        ),
        (lambda: usable_looks([], math.nan, 0.0, 9.0), "a probability of nan"),
        (lambda: usable_looks([], 0.5, 0.0, 9.0, same_sky_s=-1.0), "share a sky within -1 s; that must be 0 or more"),
        (lambda: usable_looks([], 0.5, 9.0, 9.0), r"the span \[9, 9\) s must be finite"),
        (lambda: usable_looks([], 0.5, 0.0, 9.0).within(9.0), "below the 9 s that were searched"),
        (lambda: usable_looks([], 0.5, 0.0, 9.0).within(-1.0), "a wait of -1 s must be 0 or more"),
        (lambda: usable_looks([], 0.5, 0.0, 9.0).cumulative(10.0), r"instant 10 s must lie within .* \[0, 9\] s"),
        (lambda: usable_looks([], 0.5, 0.0, 9.0).needed(2.0), "a probability of 2 must lie between 0 and 1"),
        (lambda: looks_needed(-0.1, 0.5), "a probability of -0.1 must lie between 0 and 1"),
    ],
)
def test_wrong_questions_are_refused_in_words(ask, words):
    """Each is named, with the value and what would be right."""
    with pytest.raises(UsageError, match=words):
        ask()
