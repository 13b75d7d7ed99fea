"""From the order to the desk: by hand, and against a walk in half seconds that knows no formula."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import scaled
from revisit import second_by_second as slow

from sim.errors import UsageError
from sim.revisit.chain import COMMANDING, DOWNLINKING, Chain, ChainTimes, order_to_desk, system_age
from sim.revisit.merit import merit

FROM, START, END, TO = slow.FROM, slow.START, slow.END, slow.TO
MIDDLES = np.arange(START, END) + 0.5
ROUNDING = 1e-9  # of sums of whole and half seconds
MINUTE = 60.0

ROWS = slow.coverages(max_size=5)
SATELLITES = st.lists(st.tuples(ROWS, ROWS, ROWS), min_size=1, max_size=3)
CHAINS = st.builds(
    Chain,
    **{name: st.integers(0, 6) for name in ("preparation_s", "pre_collect_s", "post_collect_s", "processing_s")},
    **{name: st.integers(0, 8) for name in ("command_s", "collect_s", "downlink_s")},
    commanding=st.sampled_from(COMMANDING),
    downlinking=st.sampled_from(DOWNLINKING),
)


def holds(rows, begin, takes, *, end_belongs=False):
    """Whether one row holds [begin, begin + takes]; of no length at all it may not be the row's end, unless it may."""
    return any(a < b and a <= begin and begin + takes <= b and (takes > 0 or begin < b or end_belongs) for a, b in rows)


def next_begin(rows, ready, takes):
    """Half a second after the other, until a row holds the leg."""
    while ready + takes <= TO:
        if holds(rows, ready, takes):
            return ready
        ready += 0.5
    return None


def desk(chain, satellite, request):
    """Walk through one satellite's chain; return (desk time, waits), or None if it does not end within the search."""
    target, command, down = satellite
    t, waits = request, []
    legs = [(chain.preparation_s, command if chain.commanding == "stations" else None, chain.command_s)]
    if chain.commanding == "already tasked":
        legs = []
    legs.append((chain.pre_collect_s if legs else 0, target, chain.collect_s))
    legs.append((chain.post_collect_s, down if chain.downlinking == "stations" else None, chain.downlink_s))
    for before, rows, takes in legs:
        t += before
        begin = t if rows is None else next_begin(rows, t, takes)
        if begin is None:
            return None
        waits.append(begin - t)
        t = begin + takes
    return t + chain.processing_s, waits


def newest(chain, satellite, now):
    """The latest end of a collection, on half seconds, whose data could have come down and be processed by now."""
    target, _, down = satellite
    for end in np.arange(now, FROM - 0.5, -0.5):
        if not holds(target, end - chain.collect_s, chain.collect_s, end_belongs=True):
            continue
        latest = now - chain.processing_s - chain.downlink_s
        for begin in np.arange(end + chain.post_collect_s, latest + 0.5, 0.5):
            if chain.downlinking == "relay" or holds(down, begin, chain.downlink_s, end_belongs=True):
                return end
    return None


@settings(max_examples=scaled(0.8))
@given(CHAINS, SATELLITES)
def test_order_to_desk_agrees_with_a_walk(chain, satellites):
    """Times and waits from the middle of each second, mean, shares within whole limits, and what was not served.

    All ends are whole seconds, so that inside a second every time falls or stands still: middles tell the means.
    """
    found = order_to_desk(chain, *zip(*satellites, strict=True), START, END, searched_to_s=TO)
    walked = [
        min((one for one in (desk(chain, s, t) for s in satellites) if one), key=lambda one: one[0], default=None)
        for t in MIDDLES
    ]
    times = np.array([one[0] - t if one else math.nan for one, t in zip(walked, MIDDLES, strict=True)])
    assert found.at(MIDDLES) == pytest.approx(times, abs=ROUNDING, nan_ok=True)
    assert found.time.at(MIDDLES) == pytest.approx(times, abs=ROUNDING, nan_ok=True)
    assert found.share_censored == pytest.approx(np.isnan(times).mean(), abs=ROUNDING)
    for limit_s in (0, 5, 12, 30, 90):
        assert found.share_within(limit_s) == pytest.approx((times <= limit_s).mean(), abs=ROUNDING)
    if not np.isnan(times).any():
        assert found.mean_s == pytest.approx(times.mean(), abs=ROUNDING)
        assert not found.is_lower_bound
        waits = sum(one.mean for one in found.waits.values())
        assert found.fixed_s + waits == pytest.approx(found.mean_s, abs=ROUNDING)
    later = found.time.only(found.time.open)
    assert (later.end_value >= min(found.fixed_s, TO - END) - ROUNDING).all()
    assert found.share_by_satellite.sum() == pytest.approx(1.0 - found.share_censored, abs=ROUNDING)


@settings(max_examples=scaled(0.4))
@given(CHAINS, st.tuples(ROWS, ROWS, ROWS))
def test_waits_of_one_satellite_agree_with_a_walk(chain, satellite):
    """Each leg's own wait, leg by leg, in the middle of each second."""
    found = order_to_desk(chain, *([one] for one in satellite), START, END, searched_to_s=TO)
    walked = [desk(chain, satellite, t) for t in MIDDLES]
    served = np.array([one is not None for one in walked])
    for n, wait in enumerate(found.waits.values()):
        if served.any():
            expected = [one[1][n] for one in walked if one]
            assert wait.mean == pytest.approx(np.mean(expected), abs=ROUNDING)
            inside = [t for t in MIDDLES[served] if wait.start_s[0] <= t <= wait.end_s[-1]]
            assert wait.at(inside) == pytest.approx(expected, abs=ROUNDING)


@settings(max_examples=scaled(0.5))
@given(CHAINS, SATELLITES)
def test_system_age_agrees_with_a_walk(chain, satellites):
    """The age in the middle of each second: since the end of the newest collection that could lie on the desk."""
    targets, _, downlinks = zip(*satellites, strict=True)
    found = system_age(chain, targets, downlinks, START, END, searched_from_s=FROM)
    ends = [max((e for e in (newest(chain, s, t) for s in satellites) if e is not None), default=None) for t in MIDDLES]
    ages = np.array([math.nan if e is None else t - e for e, t in zip(ends, MIDDLES, strict=True)])
    assert found.at(MIDDLES) == pytest.approx(ages, abs=ROUNDING, nan_ok=True)
    assert found.time.at(MIDDLES) == pytest.approx(ages, abs=ROUNDING, nan_ok=True)
    if not np.isnan(ages).any():
        assert found.mean_s == pytest.approx(ages.mean(), abs=ROUNDING)
    for limit_s in (0, 5, 12, 30):
        assert found.share_within(limit_s) == pytest.approx((ages <= limit_s).mean(), abs=ROUNDING)


@settings(max_examples=scaled(0.5))
@given(st.lists(ROWS, min_size=1, max_size=3), st.integers(0, 100))
def test_a_chain_of_nothing_but_the_target_is_response_and_age(targets, percent):
    """Tasked already, relayed down, in no time: the wait is the response time, the age is the age of data."""
    bare = Chain(commanding="already tasked", downlinking="relay")
    search = {"searched_from_s": FROM, "searched_to_s": TO}
    figures = merit(targets, START, END, **search)
    forward = order_to_desk(bare, targets, None, None, START, END, searched_to_s=TO)
    backward = system_age(bare, targets, None, START, END, searched_from_s=FROM)
    for chain, figure in ((forward, figures.response_time), (backward, figures.age_of_data)):
        assert chain.mean_s == pytest.approx(figure.static("average"), abs=ROUNDING)
        assert chain.max_s == pytest.approx(figure.static("maximum"), abs=ROUNDING)
        everywhere = np.arange(2 * START, 2 * END) / 2.0
        assert chain.at(everywhere) == pytest.approx(figure.at(everywhere), abs=ROUNDING, nan_ok=True)
        if not chain.is_lower_bound and percent:
            expected = figure.static("percent below", percent)
            assert chain.percentile(percent) == pytest.approx(expected, abs=ROUNDING)


@settings(max_examples=scaled(0.4))
@given(CHAINS, SATELLITES, st.integers(1, 100))
def test_percentile_inverts_the_share_and_the_desk_time_never_falls(chain, satellites, percent):
    """The least time within which that share is served; and who asks later never has it earlier."""
    found = order_to_desk(chain, *zip(*satellites, strict=True), START, END, searched_to_s=TO)
    x = found.percentile(percent)
    if math.isnan(x):
        assert percent / 100.0 > 1.0 - found.share_censored - ROUNDING
    else:
        assert found.share_within(x + ROUNDING) >= percent / 100.0 - ROUNDING
        assert found.share_within(x - 1e-6) <= percent / 100.0 + ROUNDING
    on_desk = MIDDLES + found.at(MIDDLES)
    assert (np.diff(on_desk[~np.isnan(on_desk)]) >= -ROUNDING).all()


def by_hand(**changes: object) -> ChainTimes:
    """One satellite, in minutes: commands 10-20 and 100-110, target 50-52 and 150-152, downlinks 70-80 and 160-170."""
    times = {"preparation_s": 5, "command_s": 2, "collect_s": 1, "downlink_s": 4, "processing_s": 10}
    chain = Chain(**{name: n * MINUTE for name, n in times.items()}, **changes)
    command, target, down = (
        np.array(rows, dtype=float) * MINUTE
        for rows in ([(10, 20), (100, 110)], [(50, 52), (150, 152)], [(70, 80), (160, 170)])
    )
    return order_to_desk(chain, [target], [command], [down], 0.0, 60 * MINUTE)


def test_chain_by_hand():
    """An hour of requests, all times in minutes.

    A request up to 13 is prepared by 18 and goes up within 10-20; the image is taken at 50-51, comes down at 70-74 and
    lies on the desk at 84. A later one waits for the contact at 100, is imaged at 150, down at 160-164, on the desk at
    174. So the time is 84 - t up to 13 and 174 - t after it: mean 77.5 and 137.5, (13 x 77.5 + 47 x 137.5) / 60 =
    124.5; longest 161, at 13. Within 84 minutes: the first 13 of 60 requests, none of the rest (114 and more). Median:
    the 30 shortest of all 60 are the 13 early ones and the last 17 of the others, from 43 on: 174 - 43 = 131.

    Waits: for the command 10 - 5 - t up to 5 (mean 2.5), none up to 13, then 95 - t (mean 58.5). For the target:
    50 - 12 = 38 up to 5, 50 - 7 - t up to 13 (mean 34), then 150 - 102 = 48. For the downlink 70 - 51 = 19 up to 13,
    then 160 - 151 = 9.
    """
    found = by_hand()
    assert found.fixed_s / MINUTE == 22.0
    assert found.at(np.array([0, 5, 13, 13.001, 59.9]) * MINUTE) / MINUTE == pytest.approx([84, 79, 71, 160.999, 114.1])
    assert found.mean_s / MINUTE == pytest.approx(124.5, abs=ROUNDING)
    assert found.max_s / MINUTE == pytest.approx(161.0, abs=ROUNDING)
    assert found.share_within(84 * MINUTE) == pytest.approx(13 / 60, abs=ROUNDING)
    assert found.percentile(50) / MINUTE == pytest.approx(131.0, abs=ROUNDING)
    assert not found.is_lower_bound
    means = {name: wait.mean / MINUTE for name, wait in found.waits.items()}
    assert means == pytest.approx(
        {
            "command": (5 * 2.5 + 47 * 58.5) / 60,
            "target": (5 * 38 + 8 * 34 + 47 * 48) / 60,
            "downlink": (13 * 19 + 47 * 9) / 60,
        },
        abs=ROUNDING,
    )


def test_shorter_ways_by_hand():
    """With a relay up, a request up to 43 is up by 50 and images at 50; tasked already, it needs 51 at the latest.

    With a relay down the image of 50-51 is on the desk 4 + 10 minutes after it, at 65.
    """
    up = by_hand(commanding="relay")
    assert up.at(np.array([0, 43, 44, 45]) * MINUTE) / MINUTE == pytest.approx([84, 41, 40, 129])
    tasked = by_hand(commanding="already tasked")
    assert set(tasked.waits) == {"target", "downlink"}
    assert tasked.at(np.array([0, 51, 51.5]) * MINUTE) / MINUTE == pytest.approx([84, 33, 122.5])
    assert by_hand(downlinking="relay").at(0.0) / MINUTE == pytest.approx(65.0)


def test_age_on_the_desk_by_hand():
    """Images end at 52 at the latest, and at 152; the first lies on the desk from 84, the second from 174.

    At 84 what came down from 70 on was taken by 52: 32 minutes old. At 173 it is still that one, 121 minutes old; at
    174 the new one is 22. Before 84 nothing lies there: the search began at 0.
    """
    chain = Chain(collect_s=MINUTE, downlink_s=4 * MINUTE, processing_s=10 * MINUTE)
    target, down = np.array([(50.0, 52.0), (150.0, 152.0)]) * MINUTE, np.array([(70.0, 80.0), (160.0, 170.0)]) * MINUTE
    found = system_age(chain, [target], [down], 0.0, 200 * MINUTE)
    ages = found.at(np.array([83.9, 84, 173, 174, 200]) * MINUTE) / MINUTE
    assert ages == pytest.approx([math.nan, 32, 121, 22, 48], nan_ok=True)
    assert found.share_censored == pytest.approx(84 / 200, abs=ROUNDING)
    assert found.is_lower_bound


def test_two_stations_do_not_share_a_downlink():
    """Two contacts of 3 minutes that overlap for one do not hold a transmission of 4; one of 5 minutes does."""
    chain = Chain(downlink_s=4 * MINUTE, commanding="already tasked")
    target = np.array([(0.0, 1.0)]) * MINUTE
    halves, whole = np.array([(10.0, 13.0), (12.0, 15.0)]) * MINUTE, np.array([(10.0, 15.0)]) * MINUTE
    assert math.isnan(order_to_desk(chain, [target], None, [halves], 0.0, MINUTE).at(0.0))
    assert order_to_desk(chain, [target], None, [whole], 0.0, MINUTE).at(0.0) / MINUTE == 14.0


def test_the_satellite_that_is_through_first_serves():
    """Of two the one whose image comes down first, though the other sees the target earlier."""
    chain = Chain(commanding="already tasked")
    targets, downs = [[(10.0, 11.0)], [(30.0, 31.0)]], [[(90.0, 99.0)], [(40.0, 50.0)]]
    found = order_to_desk(chain, targets, None, downs, 0.0, 60.0, searched_to_s=120.0)
    assert found.satellite_at([0.0, 25.0, 30.5, 40.0]).tolist() == [1, 1, 1, -1]
    assert found.at(0.0) == 40.0
    assert found.share_by_satellite == pytest.approx([0.0, 31.0 / 60.0], abs=ROUNDING)
    # From 31 s on nothing is found up to 120 s: at least that long.
    assert found.time.at([31.0, 59.0], lower_bounds=True).tolist() == [89.0, 61.0]
    assert found.max_s == 89.0


def test_nobody_serves_nothing():
    """Without satellites every request is censored; the search's end is all that is known."""
    found = order_to_desk(Chain(), [], [], [], 0.0, 60.0, searched_to_s=100.0)
    assert (found.share_censored, found.max_s, found.share_within(1e9)) == (1.0, 100.0, 0.0)
    assert math.isnan(found.percentile(1))
    assert math.isnan(found.at(5.0))


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: Chain(collect_s=-1.0), "collect_s = -1 must be 0 or more, and finite"),
        (lambda: Chain(downlink_s=math.inf), "downlink_s = inf must be 0 or more"),
        (lambda: Chain(commanding="laser"), "commanding = 'laser' must be one of stations, relay, already tasked"),
        (lambda: order_to_desk(Chain(), [[]], None, [[]], 0.0, 1.0), "commands must hold the contacts of each"),
        (lambda: order_to_desk(Chain(), [[]], [[], []], [[]], 0.0, 1.0), "1 satellites .* but 2 have command contacts"),
        (lambda: order_to_desk(Chain(), [[]], [[]], [[]], 3.0, 1.0), r"the span \[3, 1\) s"),
        (lambda: by_hand().at(7200.0), "instant 7200 s must lie within the span"),
        (lambda: by_hand().percentile(101), "percentile 101 must lie between 0 and 100"),
    ],
)
def test_wrong_questions_are_refused_in_words(ask, words):
    """Each is named, with the value and what would be right."""
    with pytest.raises(UsageError, match=words):
        ask()
