"""The claims the project ships: all there, all sourced, none with a verdict."""

import tomllib
from pathlib import Path

import pytest

from sim.claims.read_claims import list_claims, load_claim, load_sources
from sim.scenario.shipped_scenarios import list_scenarios
from sim.sensors.hypotheses import published_radars

SEEDS = Path(__file__).parents[2] / "seeds"
CLAIMS = (
    "first-sat-pyongyang",
    "five-by-2025",
    "kill-chain",
    "large-number",
    "launch-dates",
    "malligyong-images",
    "match-the-south",
    "okinawa",
    "three-more",
    "two-hours",
    "visits-a-day",
    "watch-us",
)


def test_the_twelve_claims_are_there():
    """No more and no fewer."""
    assert tuple(list_claims(SEEDS)) == CLAIMS


@pytest.mark.parametrize("name", CLAIMS)
def test_a_shipped_claim_loads_and_its_sources_exist(name):
    """load_claim refuses a source that does not exist; here they are in sources.toml itself."""
    claim = load_claim(name, SEEDS)
    assert set(claim.cited()) <= set(load_sources(SEEDS))
    assert claim.tested_by
    assert not claim.own_sources


@pytest.mark.parametrize("name", CLAIMS)
def test_a_shipped_claim_says_who_said_it_when_and_where(name):
    """What a claim of one's own may leave out."""
    claim = load_claim(name, SEEDS)
    assert claim.said_by
    assert claim.sources
    assert claim.date or claim.date_note


@pytest.mark.parametrize("name", CLAIMS)
def test_a_shipped_claim_is_judged_with_shipped_scenarios(name):
    """Each that it names is shipped; a claim without one has no reading."""
    claim = load_claim(name, SEEDS)
    assert set(claim.scenarios) <= {one.name for one in list_scenarios()}
    assert claim.scenarios or not claim.readings


@pytest.mark.parametrize("name", CLAIMS)
def test_no_shipped_claim_holds_a_verdict(name):
    """No key and no value of a seed is an outcome."""
    tree = tomllib.loads((SEEDS / "claims" / f"{name}.toml").read_text(encoding="utf-8"))

    def words(part):
        if isinstance(part, dict):
            return [word for key, value in part.items() for word in (key, *words(value))]
        return [word for one in part for word in words(one)] if isinstance(part, list) else [str(part)]

    assert not {"verdict", "outcome", "holds", "fails", "holds only if", "cannot tell"} & set(words(tree))


def test_every_source_is_cited_somewhere():
    """Nothing stands in sources.toml that no claim rests on."""
    cited = {key for name in CLAIMS for key in load_claim(name, SEEDS).cited()}
    assert cited == set(load_sources(SEEDS))


def test_the_five_press_texts_are_sources():
    """Each has the file name under which it was handed over, and a date or a stretch."""
    texts = [source for source in load_sources(SEEDS).values() if source.document]
    assert [source.document[:3] for source in texts] == ["000", "001", "002", "003", "004"]
    assert all(source.date is not None for source in texts)


def test_two_hours_is_tried_at_120_and_at_150_minutes_in_every_reading_asked_for():
    """Longest, mean, 95 %, start to start, random instant, looks a day, horizon, and all targets together."""
    claim = load_claim("two-hours", SEEDS)
    assert claim.limits_s == (7200.0, 9000.0)
    asked = {(reading.measure, reading.seeing, reading.over) for reading in claim.coverage_readings}
    each_and_any = ("each", "any")
    assert {
        ("gap_max_s", "imaging", each_and_any),
        ("gap_mean_s", "imaging", each_and_any),
        ("share_of_gaps_within", "imaging", each_and_any),
        ("revisit_max_s", "imaging", each_and_any),
        ("revisit_mean_s", "imaging", each_and_any),
        ("wait_probability", "imaging", each_and_any),
        ("time_per_look_s", "imaging", each_and_any),
        ("gap_max_s", "horizon", each_and_any),
        ("all_targets_gap_max_s", "imaging", ("all-within",)),
    } <= asked
    assert {reading.value for reading in claim.coverage_readings if reading.figure.unit == "share"} == {0.95}


def test_two_hours_tries_each_published_radar_and_leaves_out_each_satellite_in_turn():
    """Seven radars as wholes, and what is independent of them."""
    claim = load_claim("two-hours", SEEDS)
    assert {option.name: option.values for option in claim.options()} == {
        "hypothesis": tuple(published_radars()),
        "off_nadir": ("low", "nominal", "high"),
        "in_use": ("no", "yes"),
    }
    assert len(claim.cases()) == 42
    assert claim.robustness.leave_out_each_satellite


def test_the_twelve_times_state_media_gave_are_in_order():
    """Nine instants, two stretches and one reception, from 22 to 29 November 2023."""
    instants = load_claim("malligyong-images", SEEDS).instants
    assert len(instants) == 12
    assert [one.at_utc for one in instants] == sorted(one.at_utc for one in instants)
    assert sum(one.until_utc is not None for one in instants) == 2
    assert [one.kind for one in instants].count("reception") == 1


def test_the_three_clocks_and_the_two_days_of_the_launches():
    """19:17 Eastern, Pacific daylight and Pacific standard time; the planned day and the day flown, at one hour."""
    clock, day = load_claim("launch-dates", SEEDS).readings
    assert [one.at_utc.isoformat() for one in clock.candidates] == [
        "2024-04-07T23:17:00+00:00", "2024-04-08T02:17:00+00:00", "2024-04-08T03:17:00+00:00",
    ]  # fmt: skip
    planned, flown = (one.at_utc for one in day.candidates)
    assert (flown - planned).days == 1


def test_visits_are_asked_of_a_facility_and_of_the_peninsula():
    """By both readings, since the sentence says neither what a visit is nor what is visited."""
    for reading in load_claim("visits-a-day", SEEDS).readings:
        assert reading.places == ("Yongbyon",)
        assert [one.countries for one in reading.regions] == [("North Korea", "South Korea")]
