"""Instants: the statements of November 2023 as the orbit has them, and what is refused."""

from datetime import UTC, datetime
from typing import Any

import pytest

import sim
from sim.claims.check_claim import check_claim
from sim.claims.claim import Claim
from sim.claims.evidence import Asked, EvidenceVerdict
from sim.claims.read_claims import load_claim
from sim.errors import UsageError
from sim.shipped import seeds_dir

SCENARIO = "malligyong-1-nov-2023"


def judged(claim: Claim, scenario: str = SCENARIO) -> EvidenceVerdict:
    constellation = sim.load(scenario).constellation
    (reading,) = claim.evidence_readings
    asked = Asked(claim.id, claim.options(), claim.instants, constellation, lambda: pytest.fail("no survey is needed"))
    return reading.judge(asked)


@pytest.fixture(scope="module")
def verdict() -> EvidenceVerdict:
    return judged(load_claim("malligyong-images", seeds_dir()))


def test_all_twelve_statements_fit_the_orbit(verdict: EvidenceVerdict) -> None:
    """Every one lies in a window even at 30 degrees off nadir, in ten passes; nothing is called confirmed."""
    assert verdict.outcome == "consistent"
    assert [row["fits"] for row in verdict.evidence] == ["all"] * 12
    assert max(row["pass"] for row in verdict.evidence) == 10
    assert verdict.number.startswith("12 of 12 statements fit, in 10 passes, images at most 10 s from")
    assert "confirm" not in verdict.sentence()


def test_the_closest_approach_to_the_control_centre_is_langbroeks(verdict: EvidenceVerdict) -> None:
    """2023-11-22 00:25:27 UTC by SatTrackCam Leiden, given to the second; the stated reception is 4 min before."""
    (row,) = [row for row in verdict.evidence if row["kind"] == "reception"]
    closest = datetime.fromisoformat(row["sets"][0]["closest"]["time_utc"])
    assert abs((closest - datetime(2023, 11, 22, 0, 25, 27, tzinfo=UTC)).total_seconds()) < 1.0
    assert row["sets"][0]["at"]["elevation_deg"] == pytest.approx(3.0, abs=0.1)  # just risen


@pytest.mark.parametrize(
    ("place", "offset_s", "off_nadir_deg", "apart_s"),
    [
        ("Pearl Harbor and Hickam", -1.4, 19.6, 4.4),
        ("Busan naval port", -4.9, 5.8, 5.0),
        ("Rome", -6.7, 27.1, 5.9),
        ("Guam: Andersen", -1.3, 11.3, 12.0),
        ("Washington: White House and Pentagon", 1.4, 18.1, 15.0),
        ("San Diego", 9.9, 14.1, 21.6),
        ("Kadena", 8.1, 9.3, 23.7),
        ("Suez Canal, half way", -1.4, 9.3, 25.6),
    ],
)
def test_a_statement_rests_on_this_offset(
    verdict: EvidenceVerdict, place: str, offset_s: float, off_nadir_deg: float, apart_s: float
) -> None:
    """Seconds to the closest approach by the nearest set, the angle at the stated time, and the sets' disagreement."""
    (row,) = [row for row in verdict.evidence if row["place"] == place]
    assert (row["offset_s"], row["off_nadir_deg"], row["disagreement_s"]) == (offset_s, off_nadir_deg, apart_s)


def claim(**instant: Any) -> Claim:
    table = {"at_utc": "2023-11-25T08:56:28Z", "place": "Rome", "lat_deg": 41.9, "lon_deg": 12.49, "kind": "image"}
    tree = {"statement": "It was there.", "reading": [{"kind": "instant"}], "instant": [table | instant]}
    found, problems = check_claim(tree, (), usual_id="x")
    assert found is not None, problems
    return found


def test_a_time_away_from_every_pass_is_not_consistent() -> None:
    """Two hours later the satellite was on the other side of the Earth."""
    found = judged(claim(at_utc="2023-11-25T10:56:28Z"))
    assert found.outcome == "not consistent"
    assert found.evidence[0]["fits"] == "-"
    assert found.evidence[0]["misses_s"]["high"] > 1000.0


def test_an_image_that_only_a_wide_view_can_take_hangs_on_the_view() -> None:
    """A place beside the track: at 45 degrees off nadir and more, not at 30."""
    found = judged(claim(lon_deg=15.5))
    assert found.outcome == "consistent only if"
    assert found.conditions.startswith("it is consistent with the orbit only if")


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ({"kind": "reception"}, "station"),
        ({"station": "x", "station_lat_deg": 1.0, "station_lon_deg": 1.0}, "an image needs no station"),
        ({"until_utc": "2023-11-25T08:56:28Z"}, "must come after"),
    ],
)
def test_an_instant_that_does_not_fit_is_refused(instant: dict[str, Any], words: str) -> None:
    """A reception without a station, an image with one, a stretch without a length."""
    table = {"at_utc": "2023-11-25T08:56:28Z", "place": "Rome", "lat_deg": 41.9, "lon_deg": 12.49, "kind": "image"}
    _, problems = check_claim({"statement": "x", "tested_by": "y", "instant": [table | instant]}, (), usual_id="x")
    assert words in problems[0].message


def test_a_reading_of_several_satellites_must_name_one() -> None:
    """With the names of the scenario's."""
    with pytest.raises(UsageError, match="must say which satellite, one of KORSAT-7"):
        judged(claim(), "rok-425-as-flown")
