"""Statements and random times: what fits, and that the printed chance is the share of times that fit."""

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from random_orbits import element_set

from sim.constellation.satellite import Satellite
from sim.errors import UsageError
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.studies.statements import Compared, Statement, chance_of, compare, passes_of

ORBIT = {"perigee_km": 500.0, "eccentricity": 0.001, "inclination_deg": 97.4}
AT = datetime(2026, 7, 16, 3, 0, tzinfo=UTC)
SEOUL = Site(name="Seoul", lat_deg=37.566, lon_deg=126.978)
BUSAN = Site(name="Busan", lat_deg=35.10, lon_deg=129.11)
LIMITS = {"30": Limits(off_nadir_max_deg=30.0), "60": Limits(off_nadir_max_deg=60.0)}


def satellite(*later_deg: float) -> Satellite:
    """Return a satellite with sets a week apart; each later one is ahead on its orbit by some degrees."""
    first = element_set(**ORBIT)
    sets = [first]
    for week, ahead_deg in enumerate(later_deg, 1):
        turned = (10.0 + 360.0 * first.mean_motion_rev_day * 7.0 * week + ahead_deg) % 360.0
        sets.append(element_set(**ORBIT, epoch_days=7.0 * week, mean_anomaly_deg=turned))
    return Satellite("SAT", 1, tuple(sets))


def stated(at: datetime, place: Site = SEOUL, stretch_s: float = 0.0) -> Statement:
    return Statement(place, at, at + timedelta(seconds=stretch_s) if stretch_s else None, LIMITS)


def one(at: datetime, *later_deg: float, stretch_s: float = 0.0) -> Compared:
    (found,) = compare(satellite(*later_deg), [stated(at, stretch_s=stretch_s)])
    return found


@pytest.fixture(scope="module")
def a_pass() -> datetime:
    """The closest approach nearest to AT that 30 degrees off nadir can see."""
    rows = one(AT).views[0].windows_s["30"]
    middle_s = float(rows.mean(axis=1)[np.argmin(abs(rows.mean(axis=1) - one(AT).span.seconds(AT)))])
    return one(one(AT).span.moment(middle_s)).views[0].closest.time_utc[0]


def test_at_the_closest_approach_the_offset_is_nothing(a_pass: datetime) -> None:
    """To 0.01 ms: approaches are found to 0.1 ms, moments kept to 1 us; the statement is inside a window."""
    found = one(a_pass)
    assert found.views[0].offset_s == pytest.approx(0.0, abs=1e-5)
    assert found.fits("30")
    assert math.isnan(found.disagreement_s)


@pytest.mark.parametrize("later_s", [-300.0, -40.0, 7.0, 200.0])
def test_the_offset_is_to_the_closest_approach_and_positive_if_that_comes_later(
    a_pass: datetime, later_s: float
) -> None:
    """In seconds, and in the kilometres flown in that time: 7.0 to 7.7 km/s over the turning Earth."""
    view = one(a_pass - timedelta(seconds=later_s)).views[0]
    assert view.offset_s == pytest.approx(later_s, abs=1e-5)
    assert 7.0 < view.offset_km / abs(later_s) < 7.7


def test_a_stretch_that_holds_the_closest_approach_has_no_offset(a_pass: datetime) -> None:
    """Its moment is the closest approach itself."""
    found = one(a_pass - timedelta(seconds=100.0), stretch_s=300.0)
    assert found.views[0].offset_s == 0.0
    assert found.views[0].at.time_utc == found.views[0].closest.time_utc


def test_sets_disagree_by_the_time_that_their_distance_takes(a_pass: datetime) -> None:
    """A degree more of anomaly is 15.8 s more of a period of 94.6 min; over the ground it moves 0.8 % faster."""
    few, more = one(a_pass, 20.0), one(a_pass, 21.0)
    expected_s = 86400.0 / few.views[0].elements.mean_motion_rev_day / 360.0
    assert more.disagreement_s - few.disagreement_s == pytest.approx(expected_s, rel=0.02)


def test_a_miss_below_the_disagreement_fits_and_one_above_does_not(a_pass: datetime) -> None:
    """The nearest set decides; the disagreement widens its windows."""
    rows = one(a_pass).views[0].windows_s["30"]
    at_s = one(a_pass).span.seconds(a_pass)
    end_s = float(rows[np.argmin(abs(rows.mean(axis=1) - at_s)), 1])
    apart_s = one(a_pass + timedelta(seconds=end_s - at_s), 20.0).disagreement_s
    for more_s, fits in [(apart_s - 3.0, True), (apart_s + 3.0, False)]:
        found = one(a_pass + timedelta(seconds=end_s - at_s + more_s), 20.0)
        assert found.views[0].elements.epoch_utc == satellite().elements[0].epoch_utc
        assert found.fits("30") == fits, (found.views[0].misses_s, found.disagreement_s)


def test_the_sets_before_and_after_are_taken_the_nearest_first() -> None:
    """Of three sets a week apart, those on both sides of the moment; beyond the last the two nearest."""
    epochs = [one.epoch_utc for one in satellite(0.0, 0.0).elements]
    at = epochs[1] + timedelta(days=1.0)
    assert [view.elements.epoch_utc for view in one(at, 0.0, 0.0).views] == [epochs[1], epochs[2]]
    beyond = epochs[2] + timedelta(days=1.0)
    assert [view.elements.epoch_utc for view in one(beyond, 0.0, 0.0).views] == [epochs[2], epochs[1]]


def test_places_of_one_pass_are_one_pass(a_pass: datetime) -> None:
    """Seoul and Busan a minute apart are one pass, the next day's another; its chance is that of either place."""
    found = compare(
        satellite(0.1),
        [stated(a_pass), stated(a_pass + timedelta(seconds=40.0), BUSAN), stated(a_pass + timedelta(days=1.0))],
    )
    passes = passes_of(found)
    assert sorted(map(len, passes)) == [1, 2]
    of_pass = next(one for one in passes if len(one) == 2)
    alone = [chance_of([one], "60") for one in of_pass]
    both = chance_of(of_pass, "60")
    assert max(one.any_time for one in alone) <= both.any_time <= sum(one.any_time for one in alone)


@pytest.mark.parametrize("case", list(LIMITS))
@pytest.mark.parametrize("stretch_s", [0.0, 600.0])
def test_of_random_times_by_day_as_many_fit_as_the_chance_says(a_pass: datetime, case: str, stretch_s: float) -> None:
    """1,000 random times by day, each judged like a statement: within 3 points of the chance, as of all times."""
    found = one(a_pass, 2.0, stretch_s=stretch_s)
    draw = np.random.default_rng(425)
    lit = found.random.by_day_s
    lengths = lit[:, 1] - lit[:, 0]
    which = draw.choice(len(lit), size=1000, p=lengths / lengths.sum())
    times = lit[which, 0] + draw.random(1000) * lengths[which]
    share = np.mean([found.would_fit(case, at_s) for at_s in times])
    assert share == pytest.approx(chance_of([found], case).by_day, abs=0.03)
    anywhere = draw.uniform(*found.random.ends_s, size=1000)
    share = np.mean([found.would_fit(case, at_s) for at_s in anywhere])
    assert share == pytest.approx(chance_of([found], case).any_time, abs=0.03)
    near = np.mean([found.would_fit(case, at_s) for at_s in _near_the_clock(found, draw)])
    assert near == pytest.approx(chance_of([found], case).near_the_clock, abs=0.03)


def _near_the_clock(found: Compared, draw: np.random.Generator) -> np.ndarray:
    """Return 2,000 random times within half an hour of the stated time of day, on days inside the ends."""
    at_s = found.span.seconds(found.statement.at)
    times = at_s + draw.integers(-10, 11, size=4000) * 86400.0 + draw.uniform(-1800.0, 1800.0, size=4000)
    low_s, high_s = found.random.ends_s
    return times[(times >= low_s) & (times < high_s)][:2000]


def test_would_fit_agrees_with_a_statement_made_at_that_time(a_pass: datetime) -> None:
    """Around the edges of windows too: 40 moments within two minutes of a pass."""
    whole = one(a_pass, 0.3)
    moments = [a_pass + timedelta(seconds=float(later_s)) for later_s in np.linspace(-120.0, 120.0, 40)]
    for found in compare(satellite(0.3), [stated(moment) for moment in moments]):
        # The sets drift apart by microseconds a second: the disagreement at another moment is another.
        near = abs(found.views[0].misses_s["60"] - found.error_s) < 0.01
        assert near or whole.would_fit("60", whole.span.seconds(found.statement.at)) == found.fits("60")


def test_without_a_statement_there_is_nothing_to_compare() -> None:
    """The sentence says where a claim has them."""
    with pytest.raises(UsageError, match="a claim gives them as"):
        compare(satellite(), [])
